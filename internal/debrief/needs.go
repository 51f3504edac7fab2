package debrief

import (
	"slices"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Need is one fact that matters to a case, at the moment when the case ended. A
// sanitised version meets a need, and so does the full fact where the need is for
// a version of it.
type Need struct {
	Fact    int
	Weight  int
	Held    bool // some role held it
	Known   bool // whoever took the decision held it, or was told it across the table
	As      int  // the fact by which it was known: the need itself, a version, or the full fact; -1 where it was told without a record
	Since   scenario.Minutes
	Settled Settled
}

// Missing says whether somebody held the fact and those who decided did not.
func (n *Need) Missing() bool { return n.Held && !n.Known }

// Settled is what control said of a decision taken without a fact.
type Settled struct {
	As    Settling
	Words string
	Line  int // of the record
}

// Settling is what control said of a candidate.
type Settling uint8

// What control may say.
const (
	Unsettled    Settling = iota
	Confirmed             // the fact was indeed not there
	Told                  // it was told across the table, and nobody logged it
	DidNotMatter          // it was no part of the decision
)

var settlingNames = [...]string{
	Unsettled: "not settled", Confirmed: "confirmed", Told: "told across the table", DidNotMatter: "did not matter",
}

func (s Settling) String() string { return settlingNames[s] }

// settles says what a confirmation is about. Owner is -1 for all owners.
type settles struct{ decision, owner, fact int }

// readConfirmed notes a confirmation; the last one about a fact holds.
func (d *Debrief) readConfirmed(e *engine.Event) {
	decision, fact := int(e.A), int(e.B)
	if fact < 0 || decision < 0 {
		return
	}
	s := Settled{Settling(e.N) + Confirmed, d.rec.words(e.Ref), d.line()}
	for _, id := range d.p.Decision(decision).Needs {
		if n := d.p.FactNo(id); slices.Contains(d.family(n), fact) {
			d.settled[settles{decision, int(e.Role), n}] = s
		}
	}
}

// settlement is what was said about a fact missing from a case.
func (d *Debrief) settlement(c *Case, fact int) Settled {
	all := d.settled[settles{c.Decision, -1, fact}]
	if c.Owner < 0 {
		for _, r := range engine.Bits(c.Owners) { // said of one owner of several
			if s := d.settled[settles{c.Decision, r, fact}]; s.Line > all.Line {
				all = s
			}
		}
		return all
	}
	if s := d.settled[settles{c.Decision, c.Owner, fact}]; s.Line > all.Line {
		return s
	}
	return all
}

// family is what meets a need for a fact: itself first, then its versions, or the
// full fact that it is a version of.
func (d *Debrief) family(fact int) []int {
	if d.families == nil {
		d.families = make([][]int, d.p.Facts())
	}
	if d.families[fact] == nil {
		d.families[fact] = []int{fact}
		for _, v := range d.p.Fact(fact).Versions {
			d.families[fact] = append(d.families[fact], d.p.FactNo(v.Fact))
		}
		if full := d.p.FullOf(fact); full >= 0 {
			d.families[fact] = append(d.families[fact], full)
		}
	}
	return d.families[fact]
}

// since is the moment from which a role held a fact.
func (d *Debrief) since(role, fact int) moment { return d.held[role*d.p.Facts()+fact] }

// met is since when a role's need for a fact was met, and by which fact; never
// where it was not.
func (d *Debrief) met(role, need int) (at moment, as int) {
	at, as = never, -1
	for _, f := range d.family(need) {
		if m := d.since(role, f); m.before(at) {
			at, as = m, f
		}
	}
	return at, as
}

// metBy is since when any of the roles had a need met.
func (d *Debrief) metBy(roles uint64, need int) (at moment, as int) {
	at, as = never, -1
	for _, r := range engine.Bits(roles) {
		if m, f := d.met(r, need); m.before(at) {
			at, as = m, f
		}
	}
	return at, as
}

// appeared is since when anybody in the room had what meets a need.
func (d *Debrief) appeared(need int) moment {
	at := never
	for _, f := range d.family(need) {
		at = earlier(at, d.existed[f])
	}
	return at
}

// needs are the facts that matter to a case, as they stood when it ended. What did
// not matter, as control said, is left out.
func (d *Debrief) needs(c *Case) []Need {
	var out []Need
	for _, id := range d.p.Decision(c.Decision).Needs {
		f := d.p.FactNo(id)
		n := Need{Fact: f, Weight: d.p.Fact(f).Weight, As: -1, Settled: d.settlement(c, f)}
		if n.Settled.As == DidNotMatter {
			continue
		}
		n.Held = d.appeared(f).before(c.closed)
		if at, as := d.metBy(c.Owners, f); at.before(c.closed) {
			n.Known, n.As, n.Since = true, as, at.Minute()
		} else if n.Held && n.Settled.As == Told {
			n.Known, n.Since = true, c.Closed
		}
		out = append(out, n)
	}
	return out
}
