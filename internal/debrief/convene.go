package debrief

import (
	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Calls are the meetings that were called, in the order of calling.
func (d *Debrief) Calls() []Call { return d.calls }

// Took is how long a called meeting took to sit; where it did not, how long it had
// been called when it was called off or the record ended.
func (d *Debrief) Took(c *Call) scenario.Minutes {
	switch {
	case c.DidSit:
		return c.Sat - c.Called
	case c.DidRise:
		return c.Rose - c.Called
	}
	return scenario.Minutes(d.last) - c.Called
}

func (d *Debrief) convening() Indicator {
	if len(d.calls) == 0 {
		return Indicator{Because: "no meeting was called"}
	}
	x := Indicator{Columns: []string{"meeting", "called by", "called", "sat", "time to convene", "kind", "under"}}
	groups := []struct {
		name        string
		in          func(*Call) bool
		called, sat int
		took        []scenario.Minutes
	}{
		{name: "ad hoc", in: func(c *Call) bool { return !c.Seated && c.Standing == 0 }},
		{name: "standing", in: func(c *Call) bool { return !c.Seated && c.Standing != 0 }},
		{name: "seated by control", in: func(c *Call) bool { return c.Seated }},
	}
	for i := range d.calls {
		c := &d.calls[i]
		kind := ""
		for k := range groups {
			if g := &groups[k]; g.in(c) {
				kind = g.name
				g.called++
				if c.DidSit {
					g.sat++
					g.took = append(g.took, d.Took(c))
				}
			}
		}
		sat, took := word("never"), longer(d.Took(c))
		if c.DidSit {
			sat, took = d.clock(c.Sat), length(d.Took(c))
		}
		x.Rows = append(x.Rows, []Cell{
			word(d.p.Forum(c.Forum).Title), d.callerCell(c), d.clock(c.Called), sat, took, word(kind), word(d.ArrangementNames(c.Standing)),
		})
	}
	for _, g := range groups {
		if g.called > 0 {
			x.Counts = append(x.Counts, Count{What: g.name + " meetings that sat, of those called", N: g.sat, Of: g.called, Unit: "meetings"})
			x.Notes = append(x.Notes, notes(spread(g.took, g.name))...)
		}
	}
	return x
}

func (d *Debrief) callerCell(c *Call) Cell {
	switch {
	case c.By >= 0:
		return word(d.p.Role(c.By).Title)
	case c.Seated:
		return word("control")
	}
	return word("the story")
}

// ArrangementNames lists the titles of the arrangements of a mask; "" for none.
func (d *Debrief) ArrangementNames(mask uint64) string {
	s := ""
	for i, a := range engine.Bits(mask) {
		if i > 0 {
			s += ", "
		}
		s += d.p.Arrangement(a).Title
	}
	return s
}

// Joint is a decision that needed somebody's agreement, and whether it was reached.
type Joint struct {
	Case     *Case
	Required uint64 // who had to agree
	Reached  bool
	At       scenario.Minutes // when the last of them agreed; only where Reached
	Took     scenario.Minutes // from the opening; where not Reached, to the end of the case or of the record
	Objected uint64           // who objected to something proposed
}

// JointPositions are the decisions that needed agreement. Where each answers alone
// or votes are counted nobody has to agree.
func (d *Debrief) JointPositions() []Joint {
	var out []Joint
	for _, c := range d.cases {
		required := d.required(c)
		if required == 0 || c.Outcome == ByRuling || c.Outcome == ClosedEarly {
			continue
		}
		j := Joint{Case: c, Required: required, Took: scenario.Minutes(d.last) - c.Opened}
		if c.Ended() {
			j.Took = c.Closed - c.Opened
		}
		for i := range d.questions {
			q := &d.questions[i]
			if q.Why != engine.AskConcur || q.About != c.Decision || !q.answered.before(c.closed) {
				continue
			}
			switch {
			case q.Verdict == No:
				j.Objected |= 1 << q.To
			case q.Verdict == Yes && c.Outcome == Chosen && q.back.before(c.closed) && (c.Option < 0 || q.For == c.Option):
				j.Reached, j.At = true, max(j.At, q.Answered)
			}
		}
		if j.Reached {
			j.Took = j.At - c.Opened
		}
		out = append(out, j)
	}
	return out
}

// required is the mask of the roles whose agreement a case needed besides that of
// who proposed.
func (d *Debrief) required(c *Case) uint64 {
	if c.Rule == scenario.Each || c.Rule == scenario.Majority {
		return 0
	}
	held := c.held
	if c.Outcome == StillOpen {
		held = d.lasting | d.adopted
	}
	_, need := d.under(held).Decision(c.Decision)
	if c.Rule == scenario.All {
		need |= c.Owners
	}
	speaker, buys := c.By, c.Bought
	if n := len(c.Proposed); c.Outcome != Chosen && n > 0 {
		speaker, buys = c.Proposed[n-1].Role, c.Proposed[n-1].Buys
	}
	if d.p.Decision(c.Decision).Purchase != nil {
		for _, a := range engine.Bits(buys) {
			need |= d.p.RoleMask(d.p.Arrangement(a).Concur...)
		}
	}
	if speaker < 0 {
		speaker = d.p.RoleNo(d.p.Decision(c.Decision).By[0])
	}
	return need &^ (1 << speaker)
}

func (d *Debrief) jointPositions() Indicator {
	rows := d.JointPositions()
	if len(rows) == 0 {
		return Indicator{Because: "no decision needed anybody's agreement"}
	}
	x := Indicator{Columns: []string{"decision", "had to agree", "outcome", "joint position", "time to it", "objected"}}
	var took []scenario.Minutes
	for _, j := range rows {
		at, lag := word("none"), longer(j.Took)
		if j.Reached {
			at, lag = d.clock(j.At), length(j.Took)
			took = append(took, j.Took)
		}
		x.Rows = append(x.Rows, []Cell{
			d.decisionCell(j.Case.Decision), d.rolesCell(j.Required), word(j.Case.Outcome.String()), at, lag, d.rolesCell(j.Objected),
		})
	}
	x.Counts = []Count{{What: "decisions with a joint position, of those that needed one", N: len(took), Of: len(rows), Unit: "decisions"}}
	x.Notes = notes(spread(took, "time to it"))
	return x
}
