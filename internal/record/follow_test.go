package record

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// wantNext checks what Next gives.
func wantNext(t testing.TB, f *Follower, want ...string) {
	t.Helper()
	lines, err := f.Next()
	if err != nil {
		t.Fatalf("Next: %v", err)
	}
	if diff := cmp.Diff(want, bodiesOf(&Record{Lines: lines}), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("Next (-want +got):\n%s", diff)
	}
}

// TestFollow follows a running exercise on the real disk.
func TestFollow(t *testing.T) {
	path := filepath.Join(t.TempDir(), "monday.record")
	w, err := Create(path, smallHeader())
	if err != nil {
		t.Fatal(err)
	}
	appendAll(t, w, smallBodies[0])
	f, err := Follow(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if got := f.Header(); got.Seed != smallHeader().Seed || got.Scenario.Digest == "" {
		t.Errorf("header is %+v", got)
	}
	wantNext(t, f, smallBodies[0])
	wantNext(t, f)
	appendAll(t, w, smallBodies[1:]...)
	wantNext(t, f, smallBodies[1:]...)
	wantNext(t, f)
	if f.Hash() != w.Hash() {
		t.Errorf("hash is %s, want the writer's %s", f.Hash(), w.Hash())
	}
	w.Close()

	// A crash, and another exercise's program goes on.
	if err := addTo(path, `{"n":4,"do":"wai`); err != nil {
		t.Fatal(err)
	}
	wantNext(t, f)
	if w, _, err = Open(path); err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	wantNext(t, f)
	appendAll(t, w, `{"do":"say"}`)
	wantNext(t, f, `{"do":"say"}`)

	if err := os.Rename(path, path+".old"); err != nil {
		skip(t, err)
	}
	_, err = f.Next()
	wantKind(t, err, ErrGone, path)
}

// TestFollowTooEarly follows a record that is just being made.
func TestFollowTooEarly(t *testing.T) {
	header := smallRecord(t)
	d := newMemDisk()
	for _, size := range []int{20, len(header) - 1} {
		d.put(where, header[:size])
		_, err := follow(d, where)
		wantKind(t, err, ErrDamaged, where, "unfinished")
	}
	d.put(where, header)
	if _, err := follow(d, where); err != nil {
		t.Error(err)
	}
}

// TestFollowGrowth lets a file grow by any pieces: each line comes once, in
// order, as soon as it is whole.
func TestFollowGrowth(t *testing.T) {
	whole := smallRecord(t, smallBodies...)
	start := bytes.IndexByte(whole, '\n') + 1
	rapid.Check(t, func(t *rapid.T) {
		d := newMemDisk()
		d.put(where, whole[:start])
		f, err := follow(d, where)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for size := start; size < len(whole); {
			size = min(len(whole), size+rapid.IntRange(0, 150).Draw(t, "piece"))
			d.names[where].live = whole[:size]
			lines, err := f.Next()
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, bodiesOf(&Record{Lines: lines})...)
			if want := bytes.Count(whole[start:size], []byte("\n")); len(got) != want {
				t.Fatalf("at %d bytes %d lines were given, want %d", size, len(got), want)
			}
		}
		if diff := cmp.Diff(smallBodies, got); diff != "" {
			t.Errorf("lines (-want +got):\n%s", diff)
		}
	})
}

// TestFollowTrouble follows into damage, a cut, a replaced file.
func TestFollowTrouble(t *testing.T) {
	whole := smallRecord(t, smallBodies...)
	for name, c := range map[string]struct {
		spoil func(d *memDisk)
		kind  error
		says  string
		given int // lines that still come
	}{
		"damage":   {func(d *memDisk) { d.names[where].live = bytes.Replace(whole, []byte("end"), []byte("End"), 1) }, ErrDamaged, "line 4", 1},
		"cut":      {func(d *memDisk) { d.names[where].live = whole[:200] }, ErrGone, "shorter", 0},
		"replaced": {func(d *memDisk) { d.put(where, whole) }, ErrGone, "another has taken its place", 0},
		"removed":  {func(d *memDisk) { d.Remove(where) }, ErrGone, "cannot be followed", 0},
	} {
		t.Run(name, func(t *testing.T) {
			d := newMemDisk()
			d.put(where, smallRecord(t, smallBodies[0]))
			f, err := follow(d, where)
			if err != nil {
				t.Fatal(err)
			}
			wantNext(t, f, smallBodies[0])
			c.spoil(d)
			lines, err := f.Next()
			wantKind(t, err, c.kind, where, c.says)
			if diff := cmp.Diff(smallBodies[1:1+c.given], bodiesOf(&Record{Lines: lines})); diff != "" {
				t.Errorf("lines before the trouble (-want +got):\n%s", diff)
			}
			if lines, again := f.Next(); again != err || len(lines) != 0 {
				t.Errorf("a second Next gives %d lines and %v, want the same error", len(lines), again)
			}
		})
	}
}

// changingFile becomes another when it has been read for the first time, to its
// end.
type changingFile struct {
	*memFile
	then []byte
}

func (f *changingFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.memFile.ReadAt(p, off)
	if n == 0 {
		f.live = f.then
	}
	return n, err
}

// TestReadWhileWritten reads a line before its newline and goes on after it.
func TestReadWhileWritten(t *testing.T) {
	whole := smallRecord(t, smallBodies...)
	d := newMemDisk()
	d.put(where, whole[:len(whole)-1])
	rec, err := newScanner(where, &changingFile{memFile: &memFile{inode: d.names[where]}, then: whole}).record()
	if err != nil || rec.Status != (Status{NoNewline: true}) {
		t.Errorf("status is %+v, %v, want one line without its newline", rec.Status, err)
	}
	wantLines(t, rec, smallBodies...)
}

// replacedFile shows damage at the first look and the truth at the second.
type replacedFile struct {
	*memFile
	then []byte
}

func (f *replacedFile) ReadAt(p []byte, off int64) (int, error) {
	n, err := f.memFile.ReadAt(p, off)
	f.live = f.then
	return n, err
}

// TestFollowSecondLook meets a line that is just being replaced by a program
// that resumes.
func TestFollowSecondLook(t *testing.T) {
	d := newMemDisk()
	d.put(where, smallRecord(t, smallBodies[0]))
	f, err := follow(d, where)
	if err != nil {
		t.Fatal(err)
	}
	wantNext(t, f, smallBodies[0])
	whole := smallRecord(t, smallBodies[:2]...)
	mixed := bytes.Replace(whole, []byte(`"do":"say"`), []byte(`"do":"xyz"`), 1)
	d.names[where].live = mixed
	f.scan.lines.src = &replacedFile{memFile: &memFile{inode: d.names[where]}, then: whole}
	wantNext(t, f, smallBodies[1])
}
