package debrief

import (
	"cmp"
	"slices"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Candidate is a decision taken without a fact that somebody held. Speech that
// nobody logged looks just like it, so it is a candidate until control has settled
// it: confirmed, told across the table, or did not matter.
type Candidate struct {
	Case    *Case
	Fact    int // the need
	Weight  int
	Since   scenario.Minutes // when it first existed in the room
	Holders []Holder         // who held it when the decision was taken, earliest first
	Cause   Cause
	Because string // AskedAndKept: what was said, or that nothing was
	Fastest *Way   // the earliest lawful way, consents asked and versions made; nil: none
	// Meeting is what would have needed no channel: a forum of which a holder and one
	// who decided are members, if it had been called in time, before the fact was there.
	// Only with NoChannel.
	Meeting *Meeting
	Settled Settled
}

// Confirm is the move by which control settles the candidate; as is Confirmed, Told
// or DidNotMatter.
func (x *Candidate) Confirm(as Settling) engine.Move {
	m := engine.NewMove(engine.MoveConfirm)
	m.Role, m.A, m.B, m.N = int8(x.Case.Owner), int16(x.Case.Decision), int16(x.Fact), int32(as-Confirmed)
	return m
}

// Meeting is a forum, and the last minute at which a call would have had it sitting
// when the decision was taken.
type Meeting struct {
	Forum  int
	CallBy scenario.Minutes
}

// Holder is a role that held a fact that others decided without.
type Holder struct {
	Role     int
	Fact     int // what it held: the need, a version, or the full fact
	Since    scenario.Minutes
	How      string     // in words: how it came
	Alone    *Way       // from this role, without asking anybody; nil: not in time
	PassedTo []Transfer // to whom it passed the fact, or a version, before the decision
	Said     []Reason   // what it said about keeping or passing it on
}

// Reason is something recorded that bears on why a fact was kept: the answer to a
// request, or a decision about the fact.
type Reason struct {
	Role     int
	At       scenario.Minutes
	Question *Question // an answer to this; nil otherwise
	Case     *Case     // a decision about the fact; nil otherwise
	Words    string    // "" where nothing was said
}

// Candidates are the facts that were missing from decisions, in the order of the
// decisions. Those that control settled as told or without matter are left out of
// the numbers, and of this list; Settlements has them.
func (d *Debrief) Candidates() []*Candidate {
	var out []*Candidate
	for _, c := range d.cases {
		out = append(out, d.CandidatesOf(c)...)
	}
	return out
}

// CandidatesOf are the facts that were missing from one case.
func (d *Debrief) CandidatesOf(c *Case) []*Candidate {
	if !c.Ended() {
		return nil
	}
	var out []*Candidate
	for _, n := range d.needs(c) {
		if n.Missing() {
			out = append(out, d.candidate(c, &n))
		}
	}
	return out
}

// Settlement is a fact of which control said that it was told, or did not matter.
type Settlement struct {
	Case *Case
	Fact int
	Settled
}

// Settlements are the facts that were missing from decisions until control settled
// them as told across the table or without matter.
func (d *Debrief) Settlements() []Settlement {
	var out []Settlement
	for _, c := range d.cases {
		if !c.Ended() {
			continue
		}
		for _, id := range d.p.Decision(c.Decision).Needs {
			f := d.p.FactNo(id)
			s := d.settlement(c, f)
			at, _ := d.metBy(c.Owners, f)
			if (s.As == Told || s.As == DidNotMatter) && d.appeared(f).before(c.closed) && !at.before(c.closed) {
				out = append(out, Settlement{c, f, s})
			}
		}
	}
	return out
}

func (d *Debrief) candidate(c *Case, n *Need) *Candidate {
	x := &Candidate{
		Case: c, Fact: n.Fact, Weight: n.Weight, Since: d.appeared(n.Fact).Minute(),
		Holders: d.holders(c, n.Fact), Settled: n.Settled,
	}
	x.Fastest = d.network().fastest(n.Fact, c.Owners, x.heldBy(), allows{asking: true, versions: true})
	d.findCause(x)
	return x
}

// heldBy is the mask of the holders.
func (x *Candidate) heldBy() (mask uint64) {
	for i := range x.Holders {
		mask |= 1 << x.Holders[i].Role
	}
	return mask
}

// holders are the roles that held a fact when a case ended, the earliest first.
func (d *Debrief) holders(c *Case, need int) []Holder {
	var out []Holder
	for r := range d.p.Roles() {
		at, as := d.met(r, need)
		if !at.before(c.closed) {
			continue
		}
		h := Holder{Role: r, Fact: as, Since: at.Minute(), How: d.How(r, as), Said: d.said(r, need, c)}
		for _, t := range d.transfers {
			if t.From == r && d.meets(t.Fact, need) && t.sent.before(c.closed) {
				h.PassedTo = append(h.PassedTo, t)
			}
		}
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b Holder) int { return cmp.Compare(a.Since, b.Since) })
	return out
}

// How says in words how a role came to hold a fact; "" where it never did.
func (d *Debrief) How(role, fact int) string {
	i := d.learned[role*d.p.Facts()+fact]
	if i < 0 {
		return ""
	}
	return d.p.How(*d.events[i].Event)
}

// said is what a role said that bears on a fact, before a case ended: its answers to
// requests for it, and its decisions about it, the earliest first.
func (d *Debrief) said(role, need int, c *Case) []Reason {
	var out []Reason
	for i := range d.questions {
		q := &d.questions[i]
		if q.Why == engine.AskFact && q.To == role && q.Verdict != NoAnswer && d.meets(q.About, need) && q.answered.before(c.closed) {
			out = append(out, Reason{Role: role, At: q.Answered, Question: q, Words: q.Words})
		}
	}
	for _, other := range d.cases {
		if other.Owners>>role&1 != 0 && other.Outcome == Chosen && other.closed.before(c.closed) && d.concerns(other.Decision, need) {
			out = append(out, Reason{Role: role, At: other.Closed, Case: other, Words: other.Reason()})
		}
	}
	slices.SortStableFunc(out, func(a, b Reason) int { return cmp.Compare(a.At, b.At) })
	return out
}

// concerns says whether one of a decision's options passes a fact on, makes a
// version of it, asks for it or releases it.
func (d *Debrief) concerns(decision, need int) bool {
	key := [2]int{decision, need}
	if is, ok := d.concerned[key]; ok {
		return is
	}
	about := func(id scenario.FactID) bool { return id != "" && d.meets(d.p.FactNo(id), need) }
	is := false
	for _, o := range d.p.Decision(decision).Options {
		for _, c := range o.Then {
			is = is || about(c.Fact) || slices.ContainsFunc(c.Tell, func(t scenario.Tell) bool { return slices.ContainsFunc(t.Facts, about) })
		}
	}
	if d.concerned == nil {
		d.concerned = map[[2]int]bool{}
	}
	d.concerned[key] = is
	return is
}
