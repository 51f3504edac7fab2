package record

import (
	"os"
	"runtime"
	"syscall"
)

// syncData is fdatasync: it leaves out the file's times and keeps its length,
// which is all that reading it again needs.
func syncData(f *os.File) error {
	for {
		err := syscall.Fdatasync(int(f.Fd()))
		runtime.KeepAlive(f)
		if err == nil {
			return nil
		}
		if err != syscall.EINTR {
			return os.NewSyscallError("fdatasync", err)
		}
	}
}
