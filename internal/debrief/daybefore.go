package debrief

import (
	"errors"
	"slices"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// DayBefore is the record played again under arrangements that stood from the start,
// and what was different. It is a model's answer, not history: people would have
// done other things.
type DayBefore struct {
	Set     uint64 // the arrangements
	Retimed []Retimed
	Gone    []Gone
	Adapted []Adapted

	Latency   []LatencyChange
	Blind     []BlindChange
	Convene   []ConveneChange
	Deadlines []DeadlineChange
	Leaks     []LeakChange

	Before, After Totals
	EndedBefore   int // ending, -1 for none
	EndedAfter    int

	was, again *Debrief
}

// LatencyChange is a needed fact that came at another time, or came or did not.
type LatencyChange struct{ Before, After Latency }

// BlindChange is a decision that was taken with other facts missing.
type BlindChange struct {
	Decision      int
	Owner         int   // where each answers alone, -1 otherwise
	Before, After []int // the facts missing
}

// ConveneChange is a call whose meeting took another time to sit; nil where there
// was no such call.
type ConveneChange struct {
	Forum         int
	Before, After *Call
}

// DeadlineChange is a decision that stood otherwise to its due time, in being made,
// late or not made, or in how it came to be taken.
type DeadlineChange struct {
	Decision      int
	Owner         int // where each answers alone, -1 otherwise
	Before, After *Deadline
}

// LeakChange is a fact that leaked in one of the two only.
type LeakChange struct {
	Fact          int
	Before, After *Leak
}

// Totals are the counts that sets of arrangements are compared by.
type Totals struct {
	Needed  int              // facts that needed to reach somebody
	Never   int              // of these, those that never did
	Waited  scenario.Minutes // all latencies together; what never came counts to the end of the record
	Decided int              // decisions for which somebody held something needed
	Blind   int              // of these, blind ones
	Missing int              // facts missing from them
	Calls   int              // meetings called, those that control seated left out
	NotSat  int              // of these, those that never sat
	ToSit   scenario.Minutes // all times to convene together
	Due     int              // decisions made or fallen due
	NotMade int              // of these, late or not made
	Leaks   int
}

// DayBefore plays the record again under a set of arrangements that stand from the
// start, and says what is different. With an empty set nothing is.
func (d *Debrief) DayBefore(set uint64) *DayBefore {
	a := d.playAgain(set)
	after := New(a.rec)
	x := &DayBefore{
		Set: set, Retimed: a.retimed, Gone: a.gone, Adapted: a.adapted,
		EndedBefore: d.ending, EndedAfter: after.ending, was: d, again: after,
	}
	slices.SortStableFunc(x.Gone, func(a, b Gone) int { return a.Line - b.Line })
	x.Latency = latencyChanges(d, after)
	x.Blind = blindChanges(d, after)
	x.Convene = conveneChanges(d, after)
	x.Deadlines = deadlineChanges(d, after)
	x.Leaks = leakChanges(d, after)
	x.Before, x.After = d.totals(d.last), after.totals(d.last)
	return x
}

// Again is the exercise as it was played again, to be looked at like any other.
func (x *DayBefore) Again() *Debrief { return x.again }

// Same says whether nothing is different.
func (x *DayBefore) Same() bool {
	return len(x.Retimed)+len(x.Gone)+len(x.Adapted)+len(x.Latency)+len(x.Blind)+len(x.Convene)+len(x.Deadlines)+len(x.Leaks) == 0 &&
		x.Before == x.After && x.EndedBefore == x.EndedAfter
}

// Sets is the set of arrangements with these ids.
func (d *Debrief) Sets(ids ...scenario.ArrangementID) (set uint64, err error) {
	for _, id := range ids {
		n := d.p.ArrangementNo(id)
		if n < 0 {
			return 0, errors.New("the scenario has no arrangement “" + string(id) + "”")
		}
		set |= 1 << n
	}
	return set, nil
}

func latencyChanges(before, after *Debrief) (out []LatencyChange) {
	now := after.Latencies()
	for _, was := range before.Latencies() {
		is := Latency{Fact: was.Fact, Owners: was.Owners, Took: was.Took}
		if i := slices.IndexFunc(now, func(l Latency) bool { return l.Fact == was.Fact && l.Owners == was.Owners }); i >= 0 {
			is = now[i]
		} else if after.appeared(was.Fact).known() { // its decision was not asked
			is = after.latencyOf(was.Fact, was.Owners)
		}
		if is.Arrived != was.Arrived || is.Arrived && (is.Took != was.Took || is.At != was.At || is.AtMost != was.AtMost) {
			out = append(out, LatencyChange{was, is})
		}
	}
	return out
}

// caseOf is the case of a decision and owner; nil where it was not put.
func (d *Debrief) caseOf(decision, owner int) *Case {
	for _, c := range d.cases {
		if c.Decision == decision && c.Owner == owner {
			return c
		}
	}
	return nil
}

// both goes through the cases of either play, those of the first in their order.
func both(before, after *Debrief, visit func(decision, owner int, was, is *Case)) {
	for _, c := range before.cases {
		visit(c.Decision, c.Owner, c, after.caseOf(c.Decision, c.Owner))
	}
	for _, c := range after.cases {
		if before.caseOf(c.Decision, c.Owner) == nil {
			visit(c.Decision, c.Owner, nil, c)
		}
	}
}

func blindChanges(before, after *Debrief) (out []BlindChange) {
	missing := func(d *Debrief, c *Case) (facts []int) {
		if c == nil || !c.Ended() {
			return nil
		}
		for _, n := range d.needs(c) {
			if n.Missing() {
				facts = append(facts, n.Fact)
			}
		}
		return facts
	}
	both(before, after, func(decision, owner int, was, is *Case) {
		x := BlindChange{decision, owner, missing(before, was), missing(after, is)}
		if !slices.Equal(x.Before, x.After) {
			out = append(out, x)
		}
	})
	return out
}

func conveneChanges(before, after *Debrief) (out []ConveneChange) {
	nth := func(d *Debrief, forum, n int) *Call {
		for i := range d.calls {
			if c := &d.calls[i]; c.Forum == forum {
				if n == 0 {
					return c
				}
				n--
			}
		}
		return nil
	}
	for f := range before.p.Forums() {
		for n := 0; ; n++ {
			was, is := nth(before, f, n), nth(after, f, n)
			if was == nil && is == nil {
				break
			}
			if was == nil || is == nil || was.DidSit != is.DidSit || was.DidSit && before.Took(was) != after.Took(is) {
				out = append(out, ConveneChange{f, was, is})
			}
		}
	}
	return out
}

func deadlineChanges(before, after *Debrief) (out []DeadlineChange) {
	find := func(of []Deadline, c *Case) *Deadline {
		i := slices.IndexFunc(of, func(x Deadline) bool { return x.Case == c })
		if i < 0 {
			return nil
		}
		return &of[i]
	}
	then, now := before.Deadlines(), after.Deadlines()
	both(before, after, func(decision, owner int, was, is *Case) {
		x := DeadlineChange{decision, owner, find(then, was), find(now, is)}
		switch {
		case x.Before == nil && x.After == nil:
		case x.Before == nil || x.After == nil, x.Before.Case.Outcome != x.After.Case.Outcome, x.Before.Late != x.After.Late, x.Before.Slack != x.After.Slack, x.Before.Span != x.After.Span:
			out = append(out, x)
		}
	})
	return out
}

func leakChanges(before, after *Debrief) (out []LeakChange) {
	find := func(d *Debrief, fact int) *Leak {
		i := slices.IndexFunc(d.leaks, func(l Leak) bool { return l.Fact == fact })
		if i < 0 {
			return nil
		}
		return &d.leaks[i]
	}
	for f := range before.p.Facts() {
		if x := (LeakChange{f, find(before, f), find(after, f)}); (x.Before == nil) != (x.After == nil) {
			out = append(out, x)
		}
	}
	return out
}

// totals are the counts of a play; what never came counts to a story minute.
func (d *Debrief) totals(end int32) Totals {
	var t Totals
	for _, l := range d.Latencies() {
		t.Needed++
		if l.Arrived {
			t.Waited += l.Took
			continue
		}
		t.Never++
		t.Waited += max(scenario.Minutes(end)-l.Existed, 0)
	}
	for _, s := range d.StovePipes() {
		if s.Held() == 0 {
			continue
		}
		t.Decided++
		t.Missing += s.Missing()
		if s.Missing() > 0 {
			t.Blind++
		}
	}
	for i := range d.calls {
		c := &d.calls[i]
		switch {
		case c.Seated:
		case c.DidSit:
			t.Calls++
			t.ToSit += d.Took(c)
		default:
			t.Calls++
			t.NotSat++
		}
	}
	for _, l := range d.Deadlines() {
		t.Due++
		if l.Late || l.Missed {
			t.NotMade++
		}
	}
	t.Leaks = len(d.leaks)
	return t
}

// Budget is what the room may spend on arrangements, by the scenario's first decision
// about them, one in a turn that was played before others; ok is false where it has
// none.
func (d *Debrief) Budget() (points int, ok bool) {
	for _, played := range []bool{true, false} {
		for t := range d.p.Turns() {
			for _, x := range d.p.Turn(t).Decisions {
				if x.Purchase != nil && d.p.Plays(t) == played {
					return x.Purchase.Points, true
				}
			}
		}
	}
	return 0, false
}

// cost is what a set costs; ok is false where something in it is not for sale.
func (d *Debrief) cost(set uint64) (points int, ok bool) {
	for _, a := range engine.Bits(set) {
		x := d.p.Arrangement(a)
		if !x.ForSale {
			return 0, false
		}
		points += x.Cost
	}
	return points, true
}
