//go:build unix && !solaris && !aix

package record

import (
	"path/filepath"
	"syscall"
	"testing"
)

// TestPipe opens a pipe that nobody writes to: it must not wait.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pipe.record")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		skip(t, err)
	}
	_, err := Read(path)
	wantKind(t, err, ErrNotRecord, path, "pipe")
	_, _, err = Open(path)
	wantKind(t, err, ErrNotRecord, path, "pipe")
}
