package record

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"syscall"
	"testing"

	"example.org/whitecell/internal/longrun"
)

// A session is an exercise with interruptions: made, played, torn by a crash,
// resumed, robbed of its last newline, resumed again.
type session struct {
	acked []string // bodies that Append has acknowledged
	tried string   // the body that Append was given last
	torn  string   // what the crash left, once it has
	w     *Writer  // the last writer
	err   error    // what stopped the session
}

// play runs the session over a disk that may fail. The crashes happen on the
// memDisk below it.
func play(d disk, below *memDisk) *session {
	s := &session{}
	if s.w, s.err = create(d, where, smallHeader()); s.err != nil {
		return s
	}
	if !s.moves("a", "b") {
		return s
	}
	s.torn = `{"n":3,"do":"thi`
	below.names[where].live = append(below.names[where].live, s.torn...)
	below.names[where].durable = append(below.names[where].durable, s.torn...)
	if s.w, _, s.err = open(d, where); s.err != nil || !s.moves("c", "d") {
		return s
	}
	node := below.names[where]
	node.live = node.live[:len(node.live)-1]
	node.durable = node.durable[:len(node.durable)-1]
	if s.w, _, s.err = open(d, where); s.err == nil {
		s.moves("e")
	}
	return s
}

func (s *session) moves(names ...string) bool {
	for _, name := range names {
		s.tried = `{"do":"` + name + `"}`
		if _, s.err = s.w.Append([]byte(s.tried)); s.err != nil {
			return false
		}
		s.acked = append(s.acked, s.tried)
	}
	s.err = s.w.Close()
	return s.err == nil
}

// TestEveryFault fails each operation of a session in turn, once and for good, in
// each manner. Afterwards the record is looked at as a crash leaves it and as a
// power cut leaves it, and again after having gone on and a second power cut.
func TestEveryFault(t *testing.T) {
	faults := 0
	for _, m := range []manner{undone, halfDone, allDone} {
		for _, forGood := range []bool{false, true} {
			t.Run(fmt.Sprintf("%v for good %t", m, forGood), func(t *testing.T) { faults += failEach(t, m, forGood) })
		}
	}
	longrun.Row(t, "each operation at the record's seam fails", "%d failures, once and for good, done, half done and undone", faults)
}

func failEach(t *testing.T, m manner, forGood bool) (faults int) {
	seen, removes := map[string]bool{}, 0
	for failAt := 1; ; failAt++ {
		below := newMemDisk()
		d := newFaultyDisk(below, failAt, forGood)
		d.manner = m
		s := play(d, below)
		if d.failed == "" {
			break
		}
		faults++
		seen[d.failed] = true
		removes += d.removes
		t.Run(fmt.Sprintf("%d %s", failAt, d.failed), func(t *testing.T) {
			if s.err == nil {
				t.Fatal("the failure was not reported")
			}
			s.wantPoisoned(t, d)
			for path, node := range below.names {
				if !forGood && path != where && string(node.live) != s.torn {
					t.Errorf("%s was left behind with %q in it, want all or nothing of %q", path, node.live, s.torn)
				}
			}
			s.wantKept(t, below.crash())
			for name, keep := range cuts {
				t.Run(name, func(t *testing.T) { s.wantKept(t, below.cutPower(keep)) })
			}
		})
	}
	for _, op := range []string{"create", "open", "read", "write", "sync", "sync folder", "truncate", "stat", "stat file", "lock", "close"} {
		if !seen[op] {
			t.Errorf("no %s was failed in %d operations", op, faults)
		}
	}
	if forGood && removes == 0 { // files are only removed after another failure
		t.Error("no remove was failed")
	}
	return faults
}

// wantPoisoned checks that a writer whose Append has failed writes no more.
func (s *session) wantPoisoned(t *testing.T, d *faultyDisk) {
	t.Helper()
	if s.w == nil || s.w.failed == nil || len(s.acked) > 0 && s.acked[len(s.acked)-1] == s.tried {
		return // it was not Append that failed
	}
	wantKind(t, s.err, ErrNotWritten, where, "whitecell resume "+where, fmt.Sprintf("line %d", len(s.acked)+1))
	wantKind(t, s.err, syscall.ENOSPC, "no space left on device")
	writes := d.after
	for range 2 {
		_, err := s.w.Append([]byte(`{"do":"again"}`))
		wantKind(t, err, ErrNotWritten, s.err.Error())
		wantKind(t, err, s.err)
	}
	if d.after != writes {
		t.Errorf("after the failure the writer wrote again")
	}
	if got := s.w.N(); got != len(s.acked) {
		t.Errorf("after the failure N is %d, want %d", got, len(s.acked))
	}
}

// wantKept checks that a disk has every acknowledged line, at most the one
// that was being written besides, and the torn line somewhere; and that the
// record can go on.
func (s *session) wantKept(t *testing.T, d *memDisk) {
	t.Helper()
	if s.torn != "" && !slices.ContainsFunc(slices.Collect(maps.Values(d.names)), func(n *inode) bool { return bytes.Contains(n.live, []byte(s.torn)) }) {
		t.Error("the torn line is nowhere")
	}
	asRead, err := read(d, where)
	if err == nil && asRead.Status.State == Sound && len(asRead.Lines) < len(s.acked) {
		t.Errorf("the record is said to be sound, and has %d of %d acknowledged lines", len(asRead.Lines), len(s.acked))
	}
	w, rec, err := open(d, where)
	if err != nil {
		if len(s.acked) > 0 || s.w != nil {
			t.Fatalf("the record cannot be opened: %v", err)
		}
		return // Create has failed, so nobody relies on the file
	}
	wantLines(t, asRead, bodiesOf(rec)...)
	want := s.acked
	if len(rec.Lines) == len(want)+1 {
		want = append(slices.Clone(want), s.tried)
	}
	wantLines(t, rec, want...)
	appendAll(t, w, `{"do":"more"}`)
	want = append(slices.Clone(want), `{"do":"more"}`)
	rec, err = read(d.cutPower(cuts["nothing unsynced"]), where)
	if err != nil || rec.Status != (Status{}) {
		t.Fatalf("after going on and a power cut: %v, %+v", err, rec)
	}
	wantLines(t, rec, want...)
}

// TestPowerCut cuts the power after each acknowledgement.
func TestPowerCut(t *testing.T) {
	for name, keep := range cuts {
		d := newMemDisk()
		w, err := create(d, where, smallHeader())
		if err != nil {
			t.Fatal(err)
		}
		for i := range len(smallBodies) + 1 {
			rec, err := read(d.cutPower(keep), where)
			if err != nil || rec.Status != (Status{}) {
				t.Fatalf("%s, after %d moves: %v, %+v", name, i, err, rec)
			}
			wantLines(t, rec, smallBodies[:i]...)
			if i < len(smallBodies) {
				appendAll(t, w, smallBodies[i])
			}
		}
	}
}

// TestCreateFails checks that a record that could not be made leaves nothing
// behind that would stand in the way of a second try.
func TestCreateFails(t *testing.T) {
	for failAt := 1; ; failAt++ {
		below := newMemDisk()
		d := newFaultyDisk(below, failAt, false)
		w, err := create(d, where, smallHeader())
		if d.failed == "" {
			w.Close()
			return
		}
		if err == nil {
			t.Fatalf("%s failed and Create did not", d.failed)
		}
		wantKind(t, err, syscall.ENOSPC, where)
		if len(below.names) != 0 {
			t.Errorf("after a failed %s the file is still there", d.failed)
		}
	}
}

// TestOpenFails checks the sentences for what cannot be opened.
func TestOpenFails(t *testing.T) {
	for failAt, kind := range []error{nil, ErrUnreadable, ErrUnreadable, ErrUnreadable, ErrUnreadable} {
		if failAt == 0 {
			continue
		}
		below := newMemDisk()
		below.put(where, smallRecord(t, smallBodies...))
		d := newFaultyDisk(below, failAt, false)
		d.err = syscall.EACCES
		_, _, err := open(d, where)
		wantKind(t, err, kind, where, "permission denied")
		wantKind(t, err, fs.ErrPermission)
		if strings.Contains(err.Error(), "somewhere") {
			t.Errorf("error %q repeats the system's words", err)
		}
	}
	below := newMemDisk()
	below.put(where, smallRecord(t, smallBodies...))
	d := newFaultyDisk(below, 2, false)
	d.err = syscall.EACCES
	_, err := read(d, where)
	wantKind(t, err, fs.ErrPermission, where, "may not be read by you")
	d = newFaultyDisk(below, 2, false) // the opening
	d.err = syscall.EROFS
	_, _, err = open(d, where)
	wantKind(t, err, ErrUnreadable, where, "cannot be opened for writing (read-only file system)", "resume the copy")
}

// TestReadFails breaks off the reading: the lines before are given.
func TestReadFails(t *testing.T) {
	below := newMemDisk()
	data := smallRecord(t, `{"a":"`+strings.Repeat("x", 90<<10)+`"}`, `{"b":"`+strings.Repeat("y", 90<<10)+`"}`)
	below.put(where, data)
	found := map[int]bool{}
	for failAt := 4; ; failAt++ {
		d := newFaultyDisk(below, failAt, true)
		d.err = syscall.EIO
		rec, err := read(d, where)
		if d.failed != "read" {
			break
		}
		if err == nil {
			err = rec.Status.Err
			found[len(rec.Lines)] = true
		}
		wantKind(t, err, ErrDamaged, where, "could not read", "input/output error")
		wantKind(t, err, ErrUnreadable)
		wantKind(t, err, syscall.EIO)
	}
	if !found[0] || !found[1] {
		t.Errorf("lines were read before the failure in these numbers: %v, want 0 and 1 among them", found)
	}
}

// TestFollowFails breaks off each operation of a follower in turn, once and for
// good: what it gives is the beginning of the record, and when not all of it, then
// with an error that stays.
func TestFollowFails(t *testing.T) {
	for _, forGood := range []bool{false, true} {
		for failAt := 1; ; failAt++ {
			below := newMemDisk()
			below.put(where, smallRecord(t, smallBodies...))
			d := newFaultyDisk(below, failAt, forGood)
			d.err = syscall.EIO
			got, err := followed(d)
			if d.failed == "" {
				break
			}
			if err == nil && len(got) != len(smallBodies) {
				t.Errorf("%s failed, and %d lines were given without an error", d.failed, len(got))
			}
			if err != nil && !errors.Is(err, syscall.EIO) {
				t.Errorf("%s failed, and the error is %v", d.failed, err)
			}
			if len(got) > len(smallBodies) || !slices.Equal(got, smallBodies[:len(got)]) {
				t.Errorf("%s failed, and these lines were given: %q", d.failed, got)
			}
		}
	}
}

// followed is what a follower gives until there is nothing new or an error.
func followed(d disk) (got []string, err error) {
	f, err := follow(d, where)
	if err != nil {
		return nil, err
	}
	for range 3 {
		lines, err := f.Next()
		got = append(got, bodiesOf(&Record{Lines: lines})...)
		if err != nil {
			if _, again := f.Next(); again != err {
				return got, fmt.Errorf("%w: a second Next gives %v", err, again)
			}
			return got, err
		}
	}
	return got, nil
}
