package record

import (
	"os"
	"syscall"
	"unsafe"
)

var lockFileEx = syscall.NewLazyDLL("kernel32.dll").NewProc("LockFileEx")

const (
	lockExclusive       = 0x2
	lockFailImmediately = 0x1
	errorLockViolation  = syscall.Errno(33)
)

// lockFile locks one byte far behind the end of any record: on Windows a locked
// byte cannot be read by others, and those who follow an exercise must read.
func lockFile(f *os.File) (unlock func(), err error) {
	place := syscall.Overlapped{Offset: 0, OffsetHigh: 1 << 30}
	ok, _, err := lockFileEx.Call(f.Fd(), lockExclusive|lockFailImmediately, 0, 1, 0, uintptr(unsafe.Pointer(&place)))
	switch {
	case ok != 0:
		return nil, nil
	case err == errorLockViolation || err == syscall.ERROR_IO_PENDING:
		return nil, errHeld
	}
	return nil, os.NewSyscallError("LockFileEx", err)
}
