package debrief

import (
	"cmp"
	"slices"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Reveal is what one decision could have known: what those who took it held, what
// others held, what stood in the way, and, beside it, what went against a rule
// meanwhile. It is also the decision's row in a register.
type Reveal struct {
	Case     *Case
	Known    []Need       // what they held, or were told
	Missing  []*Candidate // what others held
	Absent   []int        // needed facts that nobody in the room held
	Askers   [][]Asker    // for each of Missing: who could have asked a holder
	Settled  []Settlement // what control settled as told or without matter
	Against  []Transfer   // sent against a rule while the question was open
	Leaks    []Leak       // leaked while the question was open
	Consult  []Consultee  // who should have been asked, and whether there was an exchange
	Agreed   []Words      // who agreed to what was proposed, and what was said
	Objected []Words      // who objected, and why
}

// Asker is a role that could have put the question to somebody who held the fact.
type Asker struct {
	Role     int
	Owner    bool // one of those who decided
	Involved bool // to be consulted, or to agree
	Of       int  // the holder it could have asked
}

// Reveal is what one case could have known.
func (d *Debrief) Reveal(c *Case) *Reveal {
	r := &Reveal{Case: c, Missing: d.CandidatesOf(c), Consult: d.consultees(c)}
	for _, n := range d.needs(c) {
		switch {
		case n.Known:
			r.Known = append(r.Known, n)
		case !n.Held:
			r.Absent = append(r.Absent, n.Fact)
		}
	}
	for _, x := range r.Missing {
		r.Askers = append(r.Askers, d.askers(x))
	}
	for _, s := range d.Settlements() {
		if s.Case == c {
			r.Settled = append(r.Settled, s)
		}
	}
	for _, t := range d.transfers {
		if t.Against != 0 && !t.sent.before(c.opened) && t.sent.before(c.closed) {
			r.Against = append(r.Against, t)
		}
	}
	r.Agreed, r.Objected = d.verdicts(c)
	for _, l := range d.leaks {
		if l.At >= c.Opened && (c.Outcome == StillOpen || l.At <= c.Closed) {
			r.Leaks = append(r.Leaks, l)
		}
	}
	return r
}

// verdicts are the answers to what was proposed in a case, while it was open.
func (d *Debrief) verdicts(c *Case) (agreed, objected []Words) {
	for i := range d.questions {
		q := &d.questions[i]
		if q.Why != engine.AskConcur || q.About != c.Decision || !q.answered.before(c.closed) {
			continue
		}
		switch w := (Words{q.To, q.Answered, q.Words}); q.Verdict {
		case Yes:
			agreed = append(agreed, w)
		case No:
			objected = append(objected, w)
		}
	}
	return agreed, objected
}

// RevealOrder is the cases in which something was missing, by the weight of what
// was missing, heaviest first: a proposal for the two that a hot wash looks at.
func (d *Debrief) RevealOrder() []*Case {
	var out []*Case
	weight := map[*Case]int{}
	for _, s := range d.StovePipes() {
		if s.Missing() > 0 {
			out = append(out, s.Case)
			weight[s.Case] = s.HeldWeight - s.KnownWeight
		}
	}
	slices.SortStableFunc(out, func(a, b *Case) int { return cmp.Compare(weight[b], weight[a]) })
	return out
}

// askers are the roles that did not hold a fact and could have put a question to
// one that did, between the moment it held it and the end of the case: those who
// decided first, then those to be consulted, then the others.
func (d *Debrief) askers(x *Candidate) []Asker {
	c := x.Case
	involved := d.toConsult(c)
	var out []Asker
	for r := range d.p.Roles() {
		if at, _ := d.met(r, x.Fact); at.before(c.closed) {
			continue
		}
		for i := range x.Holders {
			if h := &x.Holders[i]; d.joined(r, h.Role, h.Since, c.Closed) {
				out = append(out, Asker{r, c.Owners>>r&1 != 0, involved>>r&1 != 0, h.Role})
				break
			}
		}
	}
	rank := func(a Asker) int {
		switch {
		case a.Owner:
			return 0
		case a.Involved:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(out, func(a, b Asker) int { return cmp.Compare(rank(a), rank(b)) })
	return out
}

// joined says whether a question could have gone from one role to another and been
// there between two minutes: at one table, over a channel, or in one sitting.
func (d *Debrief) joined(from, to int, after, until scenario.Minutes) bool {
	for _, w := range d.network().windows {
		at := max(int32(after), w.from)
		if at > w.to || scenario.Minutes(at) > until {
			continue
		}
		if delay, ok := d.under(w.held).Question(from, to); ok && scenario.Minutes(at)+delay <= until {
			return true
		}
	}
	both := uint64(1)<<from | 1<<to
	return slices.ContainsFunc(d.calls, func(s Call) bool {
		return s.DidSit && s.Members&both == both && s.Sat <= until && (!s.DidRise || s.Rose >= after)
	})
}

// toConsult is the mask of the roles that should have been asked, or had to agree.
func (d *Debrief) toConsult(c *Case) uint64 {
	_, concur := d.under(c.held).Decision(c.Decision)
	return d.p.RoleMask(d.p.Decision(c.Decision).Consult...) | concur&^c.Owners
}
