package debrief

import (
	"example.org/whitecell/engine"
)

// Sharing is over-sharing and under-sharing, which are never shown apart.
type Sharing struct {
	Sent      int           // sendings of a fact: shares, words in a meeting, words across the table
	Against   []Transfer    // those against a rule, one for each sending
	Rules     []BrokenRule  // each rule, with how many sendings went against it
	Leaks     []Leak        // facts that got out
	Held      int           // needed facts that somebody held when a decision ended
	Withheld  []*Candidate  // those missing from decisions that a lawful way could have brought in time
	TooLate   []*Candidate  // those that no lawful way could have brought
	Versions  []VersionMade // the sanitised versions that could be made
	Transfers []Transfer    // everything that was passed on, in order
}

// BrokenRule is one rule and how many sendings went against it.
type BrokenRule struct {
	Rule  engine.Broken
	Count int
}

// VersionMade is a sanitised version whose full fact existed in the room, and
// whether it was made.
type VersionMade struct {
	Fact int
	Made bool
}

// Sharing computes over-sharing and under-sharing.
func (d *Debrief) Sharing() Sharing {
	s := Sharing{Leaks: d.leaks, Transfers: d.transfers}
	for _, rule := range []engine.Broken{engine.Carriage, engine.Clearance, engine.Releasability} {
		s.Rules = append(s.Rules, BrokenRule{Rule: rule})
	}
	var last moment
	for _, t := range d.transfers {
		if t.By == InMeeting && t.sent == last { // one sending, several who heard it
			continue
		}
		last = t.sent
		s.Sent++
		if t.Against == 0 {
			continue
		}
		s.Against = append(s.Against, t)
		for i := range s.Rules {
			if t.Against&s.Rules[i].Rule != 0 {
				s.Rules[i].Count++
			}
		}
	}
	for _, p := range d.StovePipes() {
		s.Held += p.Held()
	}
	for _, x := range d.Candidates() {
		if x.Cause == NoChannel {
			s.TooLate = append(s.TooLate, x)
		} else {
			s.Withheld = append(s.Withheld, x)
		}
	}
	for f := range d.p.Facts() {
		if full := d.p.FullOf(f); full >= 0 && d.existed[full].known() {
			s.Versions = append(s.Versions, VersionMade{f, d.made[f].known()})
		}
	}
	return s
}

func (d *Debrief) handling() Indicator {
	s := d.Sharing()
	x := Indicator{Columns: []string{"what", "fact", "from", "to", "when", "rules, cause, or who held it"}}
	for _, l := range s.Leaks {
		to := d.roleCell(l.To)
		if l.ByRule == engine.InForum && l.Over >= 0 {
			to = word(d.p.Forum(l.Over).Title)
		}
		x.Rows = append(x.Rows, []Cell{
			word("leaked"), d.factCell(l.Fact), d.roleCell(l.From), to, d.clock(l.At), word("held by " + d.p.RoleNames(l.Held)),
		})
	}
	for _, t := range s.Against {
		to := word(d.p.Role(t.To).Title)
		if t.By == InMeeting {
			to = word(d.p.Forum(t.Forum).Title)
		}
		x.Rows = append(x.Rows, []Cell{word("sent against a rule"), d.factCell(t.Fact), d.roleCell(t.From), to, d.clock(t.Sent), word(rulesText(t.Against))})
	}
	for _, c := range append(s.Withheld, s.TooLate...) {
		x.Rows = append(x.Rows, []Cell{
			word("missing from “" + d.p.Decision(c.Case.Decision).Title + "”"), d.factCell(c.Fact), d.rolesCell(c.heldBy()), d.rolesCell(c.Case.Owners),
			d.clock(c.Case.Closed), word(c.CauseText()),
		})
	}
	made := 0
	for _, v := range s.Versions {
		if v.Made {
			made++
		}
	}
	x.Counts = []Count{
		{What: "facts sent against a rule, of all that were sent (over-sharing)", N: len(s.Against), Of: s.Sent, Unit: "sendings"},
		{What: "needed facts withheld that could lawfully have come, of those that somebody held (under-sharing)", N: len(s.Withheld), Of: s.Held, Unit: "facts"},
	}
	for _, r := range s.Rules {
		x.Counts = append(x.Counts, Count{What: "against the rule of " + rulesText(r.Rule), N: r.Count, Of: s.Sent, Unit: "sendings"})
	}
	x.Counts = append(
		x.Counts,
		Count{What: "facts that leaked, of those that existed in the room", N: len(s.Leaks), Of: d.existing(), Unit: "facts"},
		Count{What: "sanitised versions made, of those that could be", N: made, Of: len(s.Versions), Unit: "versions"},
	)
	return x
}

func (d *Debrief) roleCell(role int) Cell {
	if role < 0 {
		return word("somebody")
	}
	return word(d.p.Role(role).Title)
}

// existing is how many facts existed in the room, versions among them.
func (d *Debrief) existing() (n int) {
	for _, m := range d.existed {
		if m.known() {
			n++
		}
	}
	return n
}

func rulesText(b engine.Broken) string {
	s := ""
	for i, n := range b.Names() {
		if i > 0 {
			s += ", "
		}
		s += n
	}
	return s
}
