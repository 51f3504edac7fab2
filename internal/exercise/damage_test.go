package exercise

import (
	"bytes"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"example.org/whitecell/internal/longrun"
	"example.org/whitecell/internal/record"
)

// cutAt says what reading must find when the story's record is cut to size bytes:
// so many moves, and the end in this status. ok is false inside the header.
func (s *story) cutAt(size int) (moves int, st record.Status, ok bool) {
	header := s.ends[0] - 1 // without its newline it is whole already
	if size < header {
		return 0, st, false
	}
	for moves < s.moves() && s.ends[moves+1]-1 <= size {
		moves++
	}
	switch left := size - s.ends[moves]; {
	case left == -1:
		st.NoNewline = true
	case left > 0:
		st = record.Status{State: record.Torn, Line: moves + 2, TornBytes: left}
	}
	return moves, st, true
}

// wantCut reads the file at path, which is the story's record cut to size bytes.
func (s *story) wantCut(t *testing.T, path string, size int) (moves int, st record.Status, ok bool) {
	t.Helper()
	moves, want, ok := s.cutAt(size)
	rec, err := record.Read(path)
	if !ok {
		if err == nil || !errors.Is(err, record.ErrDamaged) && !errors.Is(err, record.ErrNotRecord) {
			t.Fatalf("cut at %d, inside the header: %v", size, err)
		}
		return 0, want, false
	}
	if err != nil {
		t.Fatalf("cut at %d: %v", size, err)
	}
	if rec.Status != want || len(rec.Lines) != moves || rec.Hash != s.hashes[moves] {
		t.Fatalf("cut at %d: %d moves, hash %s, %+v; want %d, %s, %+v", size, len(rec.Lines), rec.Hash, rec.Status, moves, s.hashes[moves], want)
	}
	return moves, want, true
}

// cuts are the sizes to cut at, from the longest: every byte in a long run;
// otherwise the bytes about some lines' ends, and some others.
func (s *story) cuts(rnd *rand.Rand) (sizes []int) {
	if longrun.Asked() {
		for size := len(s.data); size >= 0; size-- {
			sizes = append(sizes, size)
		}
		return sizes
	}
	sizes = []int{0, 1, len(s.data)}
	for n := 0; n < len(s.ends); n += 4 {
		sizes = append(sizes, s.ends[n]-2, s.ends[n]-1, s.ends[n], s.ends[n]+1)
	}
	for range longrun.Times(40, 0) {
		sizes = append(sizes, rnd.IntN(len(s.data)))
	}
	slices.Sort(sizes)
	slices.Reverse(sizes)
	return slices.Compact(sizes)
}

// TestLongCuts cuts the record of First Light short, as a crash does: whole lines
// are never lost, and the exercise goes on from the last of them.
func TestLongCuts(t *testing.T) {
	s := recorded(t)
	path := filepath.Join(t.TempDir(), "cut.record")
	if err := os.WriteFile(path, s.data, 0o600); err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(4, 5))
	sizes := s.cuts(rnd)
	headers, torn, resumed := 0, 0, 0
	for i, size := range sizes {
		if err := os.Truncate(path, int64(size)); err != nil {
			t.Fatal(err)
		}
		moves, st, ok := s.wantCut(t, path, size)
		switch {
		case !ok:
			headers++
			continue
		case st.State == record.Torn:
			torn++
		}
		if i%(len(sizes)/longrun.Times(12, 200)+1) == 0 {
			resumed++
			s.wantResumed(t, size, moves, st)
		}
	}
	longrun.Row(t, "truncation of a First Light record", "%d cuts of %d bytes: %d inside the header, refused with a sentence; %d inside a line, which was set aside; %d exercises resumed and played again",
		len(sizes), len(s.data), headers, torn, resumed)
}

// wantResumed goes on with the exercise whose record was cut.
func (s *story) wantResumed(t *testing.T, size, moves int, st record.Status) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "resumed.record")
	if err := os.WriteFile(path, s.data[:size], 0o600); err != nil {
		t.Fatal(err)
	}
	e, recovery, err := Resume(path, nine)
	if err != nil {
		t.Fatalf("cut at %d: %v", size, err)
	}
	defer e.Close()
	if len(e.Entries()) != moves || e.Hash() != s.hashes[moves] {
		t.Errorf("cut at %d: resumed with %d moves, want %d", size, len(e.Entries()), moves)
	}
	if want := (record.Recovery{AddedNewline: st.NoNewline, TornBytes: st.TornBytes, KeptIn: recovery.KeptIn}); recovery != want {
		t.Errorf("cut at %d: recovery is %+v, want %+v", size, recovery, want)
	}
	if kept, err := os.ReadFile(recovery.KeptIn); st.TornBytes > 0 && (err != nil || !bytes.Equal(kept, s.data[s.ends[moves]:size])) {
		t.Errorf("cut at %d: what was torn is not in %q: %v", size, recovery.KeptIn, err)
	}
	if err := e.Verify(); err != nil {
		t.Errorf("cut at %d: %v", size, err)
	}
	if moves > 0 {
		must(t, e, observe("We go on."))
	}
}

// TestLongFlips turns single bits of the record of First Light over: each is seen,
// on its line, and nothing that comes before is lost.
func TestLongFlips(t *testing.T) {
	s := recorded(t)
	folder := t.TempDir()
	path := filepath.Join(folder, "flipped.record")
	if err := os.WriteFile(path, s.data, 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rnd := rand.New(rand.NewPCG(6, 7))
	flips, headers := longrun.Times(120, 20_000), 0
	for i := range flips {
		at, bit := rnd.IntN(len(s.data)), byte(1)<<rnd.IntN(8)
		if i%2 == 0 { // the header is most of the file: half of the flips are behind it
			at = s.ends[0] + rnd.IntN(len(s.data)-s.ends[0])
		}
		put(t, f, at, s.data[at]^bit)
		if s.wantSeen(t, path, at, bit) {
			headers++
		}
		if i%(flips/longrun.Times(10, 200)) == 0 {
			before, _ := os.ReadFile(path)
			if _, _, err := Resume(path, nine); err == nil || !strings.Contains(err.Error(), path) {
				t.Errorf("bit %#x of byte %d: resuming says %v", bit, at, err)
			}
			if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
				t.Errorf("bit %#x of byte %d: resuming has changed the file", bit, at)
			}
		}
		put(t, f, at, s.data[at])
	}
	if entries, _ := os.ReadDir(folder); len(entries) != 1 {
		t.Errorf("resuming has made files beside the record: %v", entries)
	}
	longrun.Row(t, "single bits of a First Light record", "%d flips, %d of them in the header; all seen, each on its line, with every line before it",
		flips, headers)
}

func put(t *testing.T, f *os.File, at int, b byte) {
	t.Helper()
	if _, err := f.WriteAt([]byte{b}, int64(at)); err != nil {
		t.Fatal(err)
	}
}

// wantSeen reads the record with one bit turned over.
func (s *story) wantSeen(t *testing.T, path string, at int, bit byte) (header bool) {
	t.Helper()
	line, _ := slices.BinarySearch(s.ends, at+1) // 0 is the header
	rec, err := record.Read(path)
	if line == 0 {
		if err == nil {
			t.Fatalf("bit %#x of byte %d, in the header, was not seen", bit, at)
		}
		return true
	}
	if err != nil {
		t.Fatalf("bit %#x of byte %d: nothing can be read: %v", bit, at, err)
	}
	if rec.Status.State != record.Damaged || rec.Status.Line != line+1 || len(rec.Lines) != line-1 || rec.Hash != s.hashes[line-1] {
		t.Fatalf("bit %#x of byte %d: %d moves and %+v, want %d and damage on line %d", bit, at, len(rec.Lines), rec.Status, line-1, line+1)
	}
	return false
}

// TestUnderneath changes the file behind a running exercise. A move and a change of
// moves are both refused with a sentence, and neither is made; what was recorded is
// there when the file is put back.
func TestUnderneath(t *testing.T) {
	for name, spoil := range map[string]func(path string) error{
		"removed": func(path string) error { return os.Rename(path, path+".away") },
		"replaced": func(path string) error {
			return errors.Join(os.Rename(path, path+".away"), os.WriteFile(path, nil, 0o600))
		},
		"longer": func(path string) error {
			data, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path+".away", data, 0o600), os.WriteFile(path, append(data, "x\n"...), 0o600))
		},
		"shorter": func(path string) error {
			data, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path+".away", data, 0o600), os.Truncate(path, 60))
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, change := range []string{"a move", "an undo"} {
				path := filepath.Join(t.TempDir(), "fog.record")
				e, c := begin(t, path)
				must(t, e, start(), until(2), share())
				mend := worked(t)(e.Undo())
				if err := spoil(path); err != nil {
					t.Fatal(err)
				}
				var err error
				if change == "a move" {
					_, err = e.Do(until(10))
				} else {
					err = e.Make(mend)
				}
				if !errors.Is(err, record.ErrGone) || !strings.Contains(err.Error(), "it was not made") {
					t.Errorf("%s: %v, want it not made because the record is gone", change, err)
				}
				if len(e.Entries()) != 3 || e.Entries()[2].Gone != "" || e.Game().State().Clock() != 2 {
					t.Errorf("%s was made all the same", change)
				}
				if _, err := e.Do(observe("Hm.")); !errors.Is(err, record.ErrNotWritten) {
					t.Errorf("after that %v, want no move any more", err)
				}
				e.Close()
				if err := os.Rename(path+".away", path); err != nil && !errors.Is(err, fs.ErrNotExist) {
					t.Fatal(err)
				}
				got := reopened(t, path, c)
				if !got.Game().State().Equal(e.Game().State()) {
					t.Error("put back and resumed, the exercise is another one")
				}
			}
		})
	}
}
