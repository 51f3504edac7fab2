package record

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestUnderneath changes the file behind a writer's back.
func TestUnderneath(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(path string) error
		says  string
	}{
		"removed": {os.Remove, "removed or renamed"},
		"renamed": {func(path string) error { return os.Rename(path, path+".old") }, "removed or renamed"},
		"replaced": {func(path string) error {
			data, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path+".new", data, 0o644), os.Rename(path+".new", path))
		}, "replaced by another file"},
		"longer":  {func(path string) error { return addTo(path, "x") }, "changed by another program"},
		"shorter": {func(path string) error { return os.Truncate(path, 100) }, "changed by another program"},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "monday.record")
			w, err := Create(path, smallHeader())
			if err != nil {
				t.Fatal(err)
			}
			defer w.Close()
			appendAll(t, w, smallBodies[0])
			sound, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(path); err != nil {
				skip(t, err)
			}
			spoiled, _ := os.ReadFile(path)
			_, err = w.Append([]byte(smallBodies[1]))
			wantKind(t, err, ErrGone, path, c.says, "line 2", "whitecell resume")
			if got, _ := os.ReadFile(path); string(got) != string(spoiled) {
				t.Errorf("Append has written to the file: %q, want %q", got, spoiled)
			}
			// Putting it right does not bring the writer back.
			if err := os.WriteFile(path, sound, 0o644); err != nil {
				t.Fatal(err)
			}
			_, err = w.Append([]byte(smallBodies[1]))
			wantKind(t, err, ErrNotWritten, c.says)
			w.Close()
			w, rec, err := Open(path)
			if err != nil {
				t.Fatal(err)
			}
			wantLines(t, rec, smallBodies[0])
			w.Close()
		})
	}
}

func addTo(path, text string) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

// swapDisk replaces the file between its opening and its locking.
type swapDisk struct{ *memDisk }

func (d swapDisk) Open(path string, write bool) (diskFile, error) {
	f, err := d.memDisk.Open(path, write)
	d.put(path, d.names[path].live)
	return f, err
}

func TestReplacedWhileOpening(t *testing.T) {
	d := newMemDisk()
	d.put(where, smallRecord(t))
	_, _, err := open(swapDisk{d}, where)
	wantKind(t, err, ErrGone, where, "while it was being opened")
}
