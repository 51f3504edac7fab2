//go:build !linux

package record

import "os"

// syncData is os.File.Sync, which on macOS asks the drive itself to flush.
func syncData(f *os.File) error { return f.Sync() }
