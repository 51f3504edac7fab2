//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd || windows)

package record

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
)

// lockFile makes a file beside the record, for systems without a lock of their
// own. Unlike theirs it outlives a crash, and then a person has to remove it.
func lockFile(f *os.File) (unlock func(), err error) {
	name := f.Name() + ".lock"
	mark, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return nil, fmt.Errorf("%w (if none is running, remove %s)", errHeld, name)
	}
	if err != nil {
		return nil, err
	}
	mark.Close()
	return func() { os.Remove(name) }, nil
}
