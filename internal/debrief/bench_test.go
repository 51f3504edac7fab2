package debrief

import (
	"slices"
	"testing"

	"example.org/whitecell/engine"
)

// long is a random record of First Light with 2,000 moves, from the first turn to the last.
func long(b *testing.B) Record {
	b.Helper()
	p := programs(b)[3]
	for seed := range uint64(50) {
		d := plainDice(seed)
		x := newPlayer(p, seed)
		must(b, x, engine.NewMove(engine.MoveStart))
		for len(x.rec.Moves) < 2000 && x.game.State().Phase() == engine.Running {
			turn, m := x.game.Turn(), randomMove(d, x, 1<<30)
			switch {
			case m.Kind == engine.MoveAdvance && len(x.rec.Moves) < 2000*turn/p.Turns(): // as many moves in each turn
			case m.Kind == engine.MoveImprovise, m.Kind == engine.MoveTold, m.Kind == engine.MoveRule, m.Kind == engine.MoveConfirm: // else all would soon know all
			default:
				_ = x.Do(m)
			}
		}
		if len(x.rec.Moves) >= 2000 {
			return x.rec
		}
	}
	b.Fatal("no random play was long enough")
	return Record{}
}

// BenchmarkIndicators reads a record of 2,000 moves and computes every indicator.
func BenchmarkIndicators(b *testing.B) {
	r := long(b)
	b.ReportAllocs()
	for b.Loop() {
		New(r).Indicators()
	}
	d := New(r)
	b.ReportMetric(float64(len(r.Moves)), "moves")
	b.ReportMetric(float64(len(d.Candidates())), "candidates")
}

// BenchmarkDayBefore plays a record of 2,000 moves again under 64 sets.
func BenchmarkDayBefore(b *testing.B) {
	r := long(b)
	d := New(r)
	sets, err := d.Affordable()
	if err != nil {
		b.Fatal(err)
	}
	for n := 1; len(sets) < 64; n++ { // some of those that cost too much as well
		if s := uint64(n); !slices.Contains(sets, s) {
			sets = append(sets, s)
		}
	}
	b.ReportAllocs()
	for b.Loop() {
		New(r).Compare(sets[:64]...)
	}
	retimed, gone := 0, 0
	for _, x := range d.Compare(sets[:64]...) {
		retimed, gone = retimed+len(x.Retimed), gone+len(x.Gone)
	}
	b.ReportMetric(float64(retimed)/64, "retimed/set")
	b.ReportMetric(float64(gone)/64, "gone/set")
}
