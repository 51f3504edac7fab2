package debrief

// StovePipe is how much of what was needed for a case, and held by somebody in the
// room, those who decided held.
type StovePipe struct {
	Case        *Case
	Needs       []Need // all that mattered, those that nobody held too
	HeldWeight  int    // w(Held)
	KnownWeight int    // w(Known)
}

// Missing is how many needed facts somebody held and those who decided did not. The
// decision is blind where there is one.
func (s *StovePipe) Missing() int { return s.count((*Need).Missing) }

// Held is how many needed facts somebody in the room held.
func (s *StovePipe) Held() int { return s.count(func(n *Need) bool { return n.Held }) }

// Unsettled is how many of the missing facts control has not spoken of.
func (s *StovePipe) Unsettled() int {
	return s.count(func(n *Need) bool { return n.Missing() && n.Settled.As == Unsettled })
}

func (s *StovePipe) count(wanted func(*Need) bool) (n int) {
	for i := range s.Needs {
		if wanted(&s.Needs[i]) {
			n++
		}
	}
	return n
}

// Measure is S = 1 − w(Known) / w(Held) as numerator and denominator; ok is false
// where nothing that was needed was held, or none of it has a weight.
func (s *StovePipe) Measure() (missing, held int, ok bool) {
	return s.HeldWeight - s.KnownWeight, s.HeldWeight, s.HeldWeight > 0
}

// StovePipes are the stove-pipes of all decisions that came to an end in the room:
// made, ruled, taken by default, or passed without an answer.
func (d *Debrief) StovePipes() []StovePipe {
	var out []StovePipe
	for _, c := range d.cases {
		if !c.Ended() {
			continue
		}
		s := StovePipe{Case: c, Needs: d.needs(c)}
		for _, n := range s.Needs {
			if n.Held {
				s.HeldWeight += n.Weight
			}
			if n.Known {
				s.KnownWeight += n.Weight
			}
		}
		out = append(out, s)
	}
	return out
}

func (d *Debrief) stovePipe() Indicator {
	x := Indicator{Columns: []string{
		"decision", "those who decided", "outcome", "needed facts held by somebody", "known to them", "missing weight", "held weight", "missing", "not settled",
	}}
	decisions, blind, held, missing, open, confirmed := 0, 0, 0, 0, 0, 0
	for _, s := range d.StovePipes() {
		if s.Held() == 0 {
			continue
		}
		decisions++
		held += s.Held()
		missing += s.Missing()
		open += s.Unsettled()
		if s.Missing() > 0 {
			blind++
		}
		var facts []int
		for i := range s.Needs {
			if s.Needs[i].Missing() {
				facts = append(facts, s.Needs[i].Fact)
			}
			if s.Needs[i].Missing() && s.Needs[i].Settled.As == Confirmed {
				confirmed++
			}
		}
		weight, of, _ := s.Measure()
		x.Rows = append(x.Rows, []Cell{
			d.decisionCell(s.Case.Decision), d.rolesCell(s.Case.Owners), word(s.Case.Outcome.String()), number(s.Held()), number(s.Held() - s.Missing()),
			number(weight), number(of), d.factList(facts), number(s.Unsettled()),
		})
	}
	if decisions == 0 {
		return Indicator{Because: "no decision came to an end for which somebody in the room held a fact that it needs"}
	}
	x.Counts = []Count{
		{What: "blind decisions, of those for which somebody held a needed fact", N: blind, Of: decisions, Unit: "decisions"},
		{What: "needed facts missing from decisions, of those that somebody held", N: missing, Of: held, Unit: "facts"},
		{What: "missing facts that control confirmed", N: confirmed, Of: missing, Unit: "facts"},
		{What: "missing facts not settled yet, so candidates only", N: open, Of: missing, Unit: "facts"},
	}
	return x
}
