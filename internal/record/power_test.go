package record

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"syscall"
	"testing"

	"example.org/whitecell/internal/longrun"
)

// sector is what a disk writes whole or not at all.
const sector = 512

// cutPowerAnyhow gives the disk that is found after a power cut that left any of
// what was not synced: any sectors of each write, any cuts, any names.
func (d *memDisk) cutPowerAnyhow(rnd *rand.Rand) *memDisk {
	chance := []float64{0, 0.3, 0.9, 1}[rnd.IntN(4)] // that a thing reached the disk
	happens := func() bool { return rnd.Float64() < chance }
	found := map[*inode][]byte{}
	content := func(node *inode) []byte {
		if _, seen := found[node]; !seen {
			data := slices.Clone(node.durable)
			for _, c := range node.pending {
				for _, part := range c.sectors() {
					if happens() {
						data = part.apply(data)
					}
				}
			}
			found[node] = data
		}
		return found[node]
	}
	after := newMemDisk()
	paths := map[string]bool{}
	for path := range d.names {
		paths[path] = true
	}
	for path := range d.lasting {
		paths[path] = true
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		node := d.lasting[path]
		if now := d.names[path]; now != node && happens() {
			node = now
		}
		if node != nil {
			after.put(path, content(node))
		}
	}
	return after
}

// sectors are the parts of a change that reach a disk one by one.
func (c change) sectors() (parts []change) {
	if c.data == nil {
		return []change{c}
	}
	for at := c.at; at < c.at+int64(len(c.data)); {
		end := min((at/sector+1)*sector, c.at+int64(len(c.data)))
		parts = append(parts, change{at: at, data: c.data[at-c.at : end-c.at]})
		at = end
	}
	return parts
}

// An outage is a room that loses its power again and again.
type outage struct {
	rnd   *rand.Rand
	d     *memDisk
	made  bool     // Create has returned without an error
	acked []string // what the room relies on
	tried string   // what was being recorded when the power went

	moves, torn, holes, nothing int
}

// play makes or resumes the record and records moves until the power goes, at any
// operation of the disk.
func (o *outage) play(t *testing.T) {
	d := newFaultyDisk(o.d, 1+o.rnd.IntN(70), true)
	d.manner = manner(o.rnd.IntN(3))
	d.err = syscall.EIO
	for {
		w := o.begin(t, d)
		if w == nil {
			return
		}
		for range o.rnd.IntN(8) {
			o.tried = fmt.Sprintf(`{"do":"%d","words":"%s"}`, len(o.acked), strings.Repeat("x", o.rnd.IntN(4)*o.rnd.IntN(900)))
			if _, err := w.Append([]byte(o.tried)); err != nil {
				return
			}
			o.acked = append(o.acked, o.tried)
			o.moves++
		}
		o.tried = ""
		if w.Close() != nil {
			return
		}
		if o.rnd.IntN(2) == 0 { // the program is killed while it writes
			node := o.d.names[where]
			whole := smallRecord(t, `{"do":"killed"}`)
			node.change(change{at: int64(len(node.live)), data: whole[len(whole)-1-o.rnd.IntN(60) : len(whole)-1]})
		}
	}
}

// begin makes the record, or resumes it: then it holds what was acknowledged and at
// most the move that was being recorded.
func (o *outage) begin(t *testing.T, d disk) *Writer {
	if !o.made {
		w, err := create(d, where, smallHeader())
		o.made = err == nil
		return w
	}
	w, rec, err := open(d, where)
	if err != nil {
		if !errors.Is(err, syscall.EIO) {
			t.Errorf("the record cannot be opened: %v", err)
		}
		return nil
	}
	o.relyOn(t, rec)
	return w
}

// relyOn takes the lines that Open gave for acknowledged.
func (o *outage) relyOn(t *testing.T, rec *Record) {
	t.Helper()
	got := bodiesOf(rec)
	if len(got) == len(o.acked)+1 && got[len(got)-1] == o.tried {
		o.acked = append(o.acked, o.tried)
	}
	if !slices.Equal(got, o.acked) {
		t.Errorf("%d lines are there, want the %d acknowledged ones and at most the one being written", len(got), len(o.acked))
	}
}

// look reads what the power cut has left. Nothing that was acknowledged may be
// missing or wrong; only the line that was being written may be torn or holed.
func (o *outage) look(t *testing.T) {
	t.Helper()
	rec, err := read(o.d, where)
	switch {
	case err != nil && !o.made:
		o.nothing++
		o.d = newMemDisk() // as the sentence says: start anew
		return
	case err != nil:
		t.Fatalf("the record cannot be read: %v", err)
	case !o.made: // Create has failed, and yet all of it was there
		o.made = true
	}
	if n := len(rec.Lines); n < len(o.acked) {
		t.Fatalf("%d of %d acknowledged moves are there, and the record is said to be %v", n, len(o.acked), rec.Status.State)
	}
	switch rec.Status.State {
	case Torn:
		o.torn++
	case Damaged:
		o.holes++
		if rec.Status.Line != len(o.acked)+2 {
			t.Errorf("damage is on line %d, want none above %d: %v", rec.Status.Line, len(o.acked)+2, rec.Status)
		}
		// What the sentence says to do: go on from the sound lines, in a copy.
		whole := o.d.names[where].live
		lines := strings.SplitAfter(string(whole), "\n")
		o.d.put(where, []byte(strings.Join(lines[:rec.Status.Line-1], "")))
	case Sound:
	}
}

// TestLongPowerCuts cuts the power at any operation of the disk, again and again,
// over a disk that leaves anything of what was not synced.
func TestLongPowerCuts(t *testing.T) {
	rounds := max(60, longrun.Times(60, 2000)) // fewer show too little, and they are quick
	sum := outage{}
	for round := range rounds {
		o := &outage{rnd: rand.New(rand.NewPCG(uint64(round), 11)), d: newMemDisk()}
		for range 1 + round%5 {
			o.play(t)
			o.d = o.d.cutPowerAnyhow(o.rnd)
			o.look(t)
			if t.Failed() {
				t.Fatalf("in round %d", round)
			}
		}
		sum.moves += o.moves
		sum.torn += o.torn
		sum.holes += o.holes
		sum.nothing += o.nothing
	}
	if sum.torn == 0 || sum.holes == 0 || sum.nothing == 0 || sum.moves < rounds {
		t.Errorf("the cuts left %d torn lines, %d holed ones, %d unfinished headers, and there were %d moves; want some of each",
			sum.torn, sum.holes, sum.nothing, sum.moves)
	}
	longrun.Row(t, "power cuts", "%d rounds; %d moves acknowledged, none lost; found: %d torn lines, %d with a hole (never acknowledged), %d unfinished headers",
		rounds, sum.moves, sum.torn, sum.holes, sum.nothing)
}
