//go:build unix

package longrun

import (
	"syscall"
	"time"
)

// spent is the processor's time that this program has taken so far.
func spent() time.Duration {
	var use syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &use); err != nil {
		return 0
	}
	return time.Duration(use.Utime.Nano() + use.Stime.Nano())
}
