package handout

import (
	"fmt"
	"strings"

	"example.org/whitecell/scenario"
)

// effects says how measures move.
func (m *maker) effects(in []scenario.Effect) string {
	var out []string
	for _, e := range in {
		s := signed(e.Min)
		if e.Max != e.Min {
			s = fmt.Sprintf("%s to %s, drawn", signed(e.Min), signed(e.Max))
		}
		out = append(out, m.p.Measure(m.p.MeasureNo(e.Measure)).Title+" "+s)
	}
	return strings.Join(out, "; ")
}

func signed(n int) string {
	if n > 0 {
		return fmt.Sprintf("+%d", n)
	}
	return signless(n)
}

// consequences say what follows, a line for each moment.
func (m *maker) consequences(then []scenario.Consequence) []Line {
	var out []string
	for i := range then {
		s := m.consequence(&then[i])
		switch {
		case i > 0 && then[i].In == then[i-1].In:
			out[len(out)-1] += "; " + s
			continue
		case then[i].In > 0:
			s = "after " + spanOf(then[i].In) + ": " + s
		}
		out = append(out, s)
	}
	return lines(out...)
}

func (m *maker) consequence(c *scenario.Consequence) string {
	switch c.Kind {
	case scenario.DeliverInject:
		n := m.p.InjectNo(c.Inject)
		return "hand over slip " + slipNo(n) + m.titled(m.p.Inject(n))
	case scenario.TellFacts:
		return m.tells(c.Tell)
	case scenario.CallForum:
		f := m.p.Forum(m.p.ForumNo(c.Forum))
		return fmt.Sprintf("%s is called; it sits %s", quoted(f.Title), later(f.Convene))
	case scenario.MoveMeasures:
		return m.effects(c.Effects)
	case scenario.AdoptArrangement:
		return m.arrangement(string(c.Arrangement)) + " holds from now on"
	case scenario.DropArrangement:
		return m.arrangement(string(c.Arrangement)) + " ends"
	case scenario.SetFlag:
		return "set mark " + quoted(string(c.Flag))
	case scenario.UnsetFlag:
		return "take away mark " + quoted(string(c.Flag))
	case scenario.OpenDecision:
		return "open " + m.decision(c.Decision)
	case scenario.CloseDecision:
		return "close " + m.decision(c.Decision) + " without an answer"
	case scenario.EndExercise:
		if c.Ending != "" {
			return "EndEx, with the ending " + quoted(m.endingTitle(c.Ending))
		}
		return "EndEx"
	}
	return m.paperwork(c)
}

// paperwork says the consequences that are about facts.
func (m *maker) paperwork(c *scenario.Consequence) string {
	switch c.Kind {
	case scenario.SendFact:
		ch := m.p.Channel(m.p.ChannelNo(c.Channel))
		return fmt.Sprintf("%s goes to %s by %s, there %s", m.fact(c.Fact), m.names(c.To), ch.Title, later(ch.Delay))
	case scenario.SanitiseFact:
		return "the version " + m.fact(c.Fact) + " is made, ready " + later(m.making(c.Fact))
	case scenario.AskConsent:
		return fmt.Sprintf("consent is asked for %s, for %s", m.fact(c.Fact), m.names(c.To))
	case scenario.ReleaseFact:
		return fmt.Sprintf("%s may have %s without asking", m.names(c.To), m.fact(c.Fact))
	}
	return "?"
}

func later(d scenario.Minutes) string {
	if d == 0 {
		return "at once"
	}
	return spanOf(d) + " later"
}

// making is how long a version takes to make.
func (m *maker) making(version scenario.FactID) scenario.Minutes {
	full := m.p.FullOf(m.p.FactNo(version))
	if full < 0 {
		return 0
	}
	for _, v := range m.p.Fact(full).Versions {
		if v.Fact == version {
			return v.Time
		}
	}
	return 0
}

func (m *maker) tells(in []scenario.Tell) string {
	var out []string
	for _, t := range in {
		out = append(out, fmt.Sprintf("%s learns %s", m.shortOf(t.Role), m.facts(t.Facts)))
	}
	return strings.Join(out, "; ")
}

// titled is an inject's title in quotes, behind its number.
func (m *maker) titled(in *scenario.Inject) string {
	if in.Title == "" {
		return ""
	}
	return " " + quoted(in.Title)
}

func (m *maker) decision(id scenario.DecisionID) string {
	n := m.p.DecisionNo(id)
	return decisionTag(n) + " " + quoted(m.p.Decision(n).Title)
}

func (m *maker) endingTitle(id scenario.EndingID) string {
	for i := range m.s.Endings {
		if m.s.Endings[i].ID == id {
			return m.s.Endings[i].Title
		}
	}
	return string(id)
}

// changes says what an arrangement alters.
func (m *maker) changes(c *scenario.Changes) []Line {
	var out []string
	for _, x := range c.Channels {
		out = append(out, m.p.Channel(m.p.ChannelNo(x.Channel)).Title+": "+
			altered(m, x.Delay, x.Leak, x.Carries, "takes "))
		if x.Clear != nil && *x.Clear {
			out[len(out)-1] += ", in the clear"
		}
	}
	for _, x := range c.Forums {
		s := altered(m, x.Convene, x.Leak, x.Carries, "sits after ")
		if x.Lasts != nil {
			s = with(s, "lasts "+spanOf(*x.Lasts))
		}
		if x.Slips != nil {
			s = with(s, "costs "+count(*x.Slips, "slip"))
		}
		out = append(out, m.p.Forum(m.p.ForumNo(x.Forum)).Title+": "+s)
	}
	for _, x := range c.Roles {
		if x.Cleared != nil {
			out = append(out, m.shortOf(x.Role)+" may hold papers up to "+m.s.Handling[*x.Cleared])
		}
	}
	for _, x := range c.Facts {
		out = append(out, m.fact(x.Fact)+": without asking, "+m.without(x.Releasable))
	}
	for _, x := range c.Decisions {
		out = append(out, m.decisionChange(x))
	}
	return lines(out...)
}

func with(a, b string) string {
	if a == "" {
		return b
	}
	return a + ", " + b
}

func altered(m *maker, time *scenario.Minutes, leak *scenario.Percent, carries *scenario.Handling, takes string) string {
	s := ""
	if time != nil {
		s = takes + spanOf(*time)
	}
	if carries != nil {
		s = with(s, "carries up to "+m.s.Handling[*carries])
	}
	if leak != nil {
		s = with(s, fmt.Sprintf("leaks %d in 100", *leak))
	}
	return s
}

func (m *maker) decisionChange(x scenario.DecisionChange) string {
	s := ""
	if x.HasConcur {
		s = "nobody need agree"
		if len(x.Concur) > 0 {
			s = m.names(x.Concur) + " must agree"
		}
	}
	d := m.p.Decision(m.p.DecisionNo(x.Decision))
	if x.Rule != nil {
		s = with(s, ruleText(*x.Rule))
	}
	if x.Default != nil {
		s = with(s, "the default is "+quoted(m.optionTitle(d, *x.Default)))
	}
	if x.Due != nil {
		s = with(s, "due "+spanOf(*x.Due)+" after the turn begins")
	}
	if x.Within != nil {
		s = with(s, "due "+spanOf(*x.Within)+" after it opens")
	}
	return m.decision(x.Decision) + ": " + s
}

func (m *maker) optionTitle(d *scenario.Decision, id scenario.OptionID) string {
	for o := range d.Options {
		if d.Options[o].ID == id {
			return optionLetter(o) + " " + d.Options[o].Title
		}
	}
	return string(id)
}

// ruleText says how several decide together.
func ruleText(r scenario.DecisionRule) string {
	return [...]string{
		scenario.Lead: "the first named decides, the others take part", scenario.All: "one proposes, the others agree or object",
		scenario.Majority: "what more than half of them choose", scenario.Each: "each answers alone, and hears the others only when all have answered",
	}[r]
}

// without says who may have a fact without asking.
func (m *maker) without(ids []scenario.RoleID) string {
	if len(ids) == 0 {
		return "nobody"
	}
	return m.names(ids)
}
