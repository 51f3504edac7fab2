package debrief

import (
	"slices"
	"strings"
	"testing"

	"example.org/whitecell/engine"
	"pgregory.net/rapid"
)

// pooledOf is how many facts with one origin reached another agency.
func pooledOf(d *Debrief) (n int) {
	for _, p := range d.Pool() {
		if p.Reached != 0 {
			n++
		}
	}
	return n
}

// In every scenario rooms that share decide less blindly, pool more, and fewer facts
// never come than in rooms that hoard; rooms that say nothing decide nothing in time.
func TestSharingAgainstHoarding(t *testing.T) {
	all := plans(t)
	pairs := 0
	for _, name := range all {
		if strings.Contains(name, "/silent-") {
			if x := New(planned(t, name)).totals(0); x.NotMade != x.Due {
				t.Errorf("%s: %d of %d decisions not made", name, x.NotMade, x.Due)
			}
		}
		hoards := strings.Replace(name, "/sharing-", "/hoarding-", 1)
		if hoards == name || !slices.Contains(all, hoards) {
			continue
		}
		pairs++
		sharing, hoarding := New(planned(t, name)), New(planned(t, hoards))
		s, h := sharing.totals(0), hoarding.totals(0)
		if s.Blind >= h.Blind || h.Blind > h.Decided {
			t.Errorf("%s: %d blind decisions, and %d of %d when hoarding", name, s.Blind, h.Blind, h.Decided)
		}
		if s.Never >= h.Never {
			t.Errorf("%s: %d facts never came, and %d when hoarding", name, s.Never, h.Never)
		}
		if s, h := pooledOf(sharing), pooledOf(hoarding); s <= h {
			t.Errorf("%s: %d facts pooled, and %d when hoarding", name, s, h)
		}
	}
	if pairs < 3 {
		t.Errorf("%d pairs of plans, want three at least", pairs)
	}
}

// What holds of every record, on every plan.
func TestInvariantsOnPlans(t *testing.T) {
	for _, name := range plans(t) {
		t.Run(name, func(t *testing.T) {
			checkRecord(t, New(planned(t, name)))
		})
	}
}

// What holds of every record, on random plays.
func TestInvariantsOnRandomPlays(t *testing.T) {
	all := programs(t)
	rapid.Check(t, func(t *rapid.T) {
		p := all[rapid.IntRange(0, len(all)-1).Draw(t, "program")]
		d := plainDice(rapid.Uint64().Draw(t, "seed"))
		checkRecord(t, New(randomPlay(t, d, p, 20+d(150))))
	})
}

func checkRecord(t failer, d *Debrief) {
	t.Helper()
	checkIndicators(t, d)
	for _, c := range d.Candidates() {
		checkCandidate(t, d, c)
	}
	checkAllTold(t, d)
}

// checkIndicators: numerators don't exceed denominators, rows have their columns, and
// everything that is printed is text that can be printed.
func checkIndicators(t failer, d *Debrief) {
	t.Helper()
	all := d.Indicators()
	if len(all) != len(Definitions) {
		t.Fatalf("%d indicators, %d definitions", len(all), len(Definitions))
	}
	for _, x := range all {
		if (x.Because == "") == (len(x.Counts) == 0) {
			t.Errorf("%s: because %q, with %d counts", x.Name, x.Because, len(x.Counts))
		}
		for _, c := range x.Counts {
			if c.N < 0 || c.N > c.Of || c.What == "" || c.Unit == "" {
				t.Errorf("%s: %s: %s", x.Name, c.What, c)
			}
		}
		for _, row := range x.Rows {
			if len(row) != len(x.Columns) {
				t.Errorf("%s: a row of %d cells under %d columns", x.Name, len(row), len(x.Columns))
			}
		}
	}
	for _, s := range d.StovePipes() {
		if missing, held, ok := s.Measure(); ok && (missing < 0 || missing > held) {
			t.Errorf("the stove-pipe of %s is %d of %d", d.p.Decision(s.Case.Decision).ID, missing, held)
		}
	}
}

// checkCandidate: somebody held the fact, and those who decided did not; the cause
// agrees with the ways found; and each way is one.
func checkCandidate(t failer, d *Debrief, c *Candidate) {
	t.Helper()
	name := string(d.p.Decision(c.Case.Decision).ID) + "/" + string(d.p.Fact(c.Fact).ID)
	if len(c.Holders) == 0 || c.Since > c.Case.Closed {
		t.Errorf("%s: %d holders since %d", name, len(c.Holders), c.Since)
	}
	if (c.Cause == NoChannel) == c.Case.inTime(c.Fastest) {
		t.Errorf("%s: the cause is %q and the fastest way is %s", name, c.Cause, d.WayText(c.Fastest))
	}
	alone := slices.ContainsFunc(c.Holders, func(h Holder) bool { return h.Alone != nil })
	if released := c.Cause == CouldHaveGone || c.Cause == WentElsewhere; released != alone {
		t.Errorf("%s: the cause is %q, and that a holder could have sent it is %t", name, c.Cause, alone)
	}
	for _, h := range c.Holders {
		if c.Case.Owners>>h.Role&1 != 0 || h.Since > c.Case.Closed {
			t.Errorf("%s: held by %s since %d", name, d.p.Role(h.Role).ID, h.Since)
		}
		checkWay(t, d, name, h.Alone, c.Case.Owners)
		if h.Alone != nil && h.Alone.Asks() {
			t.Errorf("%s: the way of %s asks somebody", name, d.p.Role(h.Role).ID)
		}
	}
	checkWay(t, d, name, c.Fastest, c.Case.Owners)
}

// checkWay: each hop begins where the last ended, and the last reaches an owner.
func checkWay(t failer, d *Debrief, name string, w *Way, owners uint64) {
	t.Helper()
	if w == nil || len(w.Hops) == 0 {
		return
	}
	for i, h := range w.Hops {
		if h.Arrives < h.Leaves || i > 0 && (h.From != w.Hops[i-1].To || h.Leaves < w.Hops[i-1].Arrives) {
			t.Errorf("%s: hop %d of %s", name, i+1, d.WayText(w))
		}
	}
	if last := w.Hops[len(w.Hops)-1]; owners>>last.To&1 == 0 || last.Arrives != w.Arrives {
		t.Errorf("%s: %s does not end with those who decide", name, d.WayText(w))
	}
}

// checkAllTold: once control has said of every candidate that it was told, no decision
// is blind any more and nothing else has changed.
func checkAllTold(t failer, d *Debrief) {
	t.Helper()
	r := d.rec
	r.Moves = slices.Clone(r.Moves)
	for _, c := range d.Candidates() {
		m := c.Confirm(Told)
		e := engine.Event{Kind: engine.EvConfirmed, Role: m.Role, To: -1, A: m.A, B: m.B, N: m.N, At: d.last, Ref: int32(len(r.Moves))}
		r.Moves = append(r.Moves, Move{Line: len(r.Moves) + 1, Did: m, Events: []engine.Event{e}})
	}
	told := New(r)
	if blind := told.totals(0).Blind; blind != 0 || len(told.Candidates()) != 0 {
		t.Errorf("with everything told %d decisions are blind, and %d candidates left", blind, len(told.Candidates()))
	}
	if got, want := len(told.Settlements()), len(d.Settlements())+len(d.Candidates()); got != want {
		t.Errorf("%d settlements, want %d", got, want)
	}
	before, after := d.totals(d.last), told.totals(d.last)
	before.Blind, before.Missing, before.Never, before.Waited = 0, 0, after.Never, after.Waited
	equal(t, "the other totals", after, before)
}

// Every text for people is in the words of the titles, and none is a number alone.
func TestTextsOfAPlan(t *testing.T) {
	d := New(planned(t, "first-light/sharing-120"))
	for _, h := range d.Timeline() {
		if strings.TrimSpace(h.Text) == "" || strings.Contains(h.Text, "%!") {
			t.Errorf("line %d reads %q", h.Line, h.Text)
		}
	}
	if n := len(d.Timeline()); n < len(d.rec.Moves) {
		t.Errorf("%d lines of timeline for %d moves", n, len(d.rec.Moves))
	}
}
