//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package record

import (
	"os"
	"runtime"
	"syscall"
)

// lockFile takes flock's exclusive lock, which belongs to this opening of the
// file: a second one is refused even within one process, and the system gives
// the lock up when the process ends, however it ends.
func lockFile(f *os.File) (unlock func(), err error) {
	for {
		err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		runtime.KeepAlive(f)
		switch err {
		case nil:
			return nil, nil
		case syscall.EWOULDBLOCK:
			return nil, errHeld
		case syscall.EINTR:
			continue
		}
		return nil, os.NewSyscallError("flock", err)
	}
}
