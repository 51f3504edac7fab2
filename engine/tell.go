package engine

import (
	"fmt"
	"strings"

	"example.org/whitecell/scenario"
)

// Sentence tells one event as a line of control's log. It is "" for events that
// only keep the books. words are those that belong to the event.
func (p *Program) Sentence(e Event, words string) string {
	s := p.sentence(&e)
	if words != "" && s != "" {
		s += " — “" + words + "”"
	}
	return s
}

func (p *Program) role(n int8) string {
	if n < 0 {
		return "Control"
	}
	return p.roles[n].Title
}

func (p *Program) fact(n int16) string { return "“" + p.facts[n].Title + "”" }

func (p *Program) clockAt(n int32) string { return p.ClockText(scenario.Minutes(n)) }

func against(m int32) string {
	if m == 0 {
		return ""
	}
	return ", against the rule of " + strings.Join(Broken(m).Names(), " and ")
}

func (p *Program) sentence(e *Event) string {
	switch {
	case e.Kind <= EvImprovised:
		return p.tellScript(e)
	case e.Kind <= EvConsented:
		return p.tellTraffic(e)
	case e.Kind <= EvRose:
		return p.tellForum(e)
	case e.Kind <= EvReason:
		return p.tellDecision(e)
	}
	return p.tellRest(e)
}

func (p *Program) tellScript(e *Event) string {
	switch e.Kind {
	case EvStarted:
		return "StartEx"
	case EvTurnSkipped:
		return "Left out: " + p.turns[e.A].Title
	case EvTurnBegan:
		return "Turn: " + p.turns[e.A].Title
	case EvTurnEnded:
		return "End of turn: " + p.turns[e.A].Title
	case EvDelivered:
		return "Inject to " + p.audience(e.Mask) + ": " + p.injectTitle(int(e.A))
	case EvOffered:
		return "Contingency offered: " + p.injectTitle(int(e.A))
	case EvMoved:
		switch e.Why {
		case WasSkipped:
			return "Inject skipped: " + p.injectTitle(int(e.A))
		case WasDelayed:
			return "Inject delayed to " + p.clockAt(e.N) + ": " + p.injectTitle(int(e.A))
		}
	case EvImprovised:
		s := "Improvised inject to " + p.audience(e.Mask)
		if e.A >= 0 {
			s += ", with " + p.fact(e.A)
		}
		return s
	}
	return ""
}

// audience names the roles of a mask, "everybody" for all.
func (p *Program) audience(mask uint64) string {
	if mask == p.allRoles {
		return "everybody"
	}
	return p.RoleNames(mask)
}

func (p *Program) injectTitle(i int) string {
	in := p.injects[i].Inject
	if in.Title != "" {
		return in.Title
	}
	return Excerpt(in.Text, 60)
}

// Excerpt is the beginning of a text, whole words, at most n characters.
func Excerpt(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	cut := string(r[:n-1])
	if i := strings.LastIndexByte(cut, ' '); i > n/2 {
		cut = cut[:i]
	}
	return cut + "…"
}

func (p *Program) tellTraffic(e *Event) string {
	switch e.Kind {
	case EvLearned:
		return p.tellLearned(e)
	case EvTold:
		s := fmt.Sprintf("Told across the table: %s to %s, %s%s", p.role(e.Role), p.role(e.To), p.fact(e.A), against(e.M))
		if e.N != e.At {
			s += ", at " + p.clockAt(e.N)
		}
		return s
	case EvShared:
		return fmt.Sprintf("%s → %s: %s, by %s, arrives %s%s", p.role(e.Role), p.role(e.To), p.fact(e.A),
			p.channels[e.B].Title, p.clockAt(e.N), against(e.M))
	case EvArrived:
		return fmt.Sprintf("Arrived: %s at %s, from %s", p.fact(e.A), p.role(e.To), p.role(e.Role))
	case EvSaid:
		return fmt.Sprintf("%s says in %s: %s%s", p.role(e.Role), p.forums[e.B].Title, p.fact(e.A), against(e.M))
	case EvLeaked:
		return fmt.Sprintf("Leak: %s, from %s", p.fact(e.A), p.leakedFrom(e))
	case EvMaking:
		return fmt.Sprintf("%s is making %s, ready %s", p.role(e.Role), p.fact(e.A), p.clockAt(e.N))
	case EvMade:
		return "Version made: " + p.fact(e.A)
	case EvAsked:
		return fmt.Sprintf("%s asks %s: %s%s", p.role(e.Role), p.role(e.To), p.tellAsk(e), p.arrives(e))
	case EvAnswered:
		return fmt.Sprintf("%s answers %s: %s: %s%s", p.role(e.To), p.role(e.Role), p.tellAsk(e), p.tellVerdict(e), p.arrives(e))
	case EvAskLapsed:
		if e.M != 0 {
			return fmt.Sprintf("Too late: the answer of %s to %s: %s", p.role(e.To), p.role(e.Role), p.tellAsk(e))
		}
		return fmt.Sprintf("Unanswered: %s asked %s: %s", p.role(e.Role), p.role(e.To), p.tellAsk(e))
	case EvConsented:
		return fmt.Sprintf("Released: %s to %s", p.fact(e.A), p.RoleNames(e.Mask))
	}
	return ""
}

// arrives says when something sent is there, unless it is at once.
func (p *Program) arrives(e *Event) string {
	if e.N <= e.At {
		return ""
	}
	return ", arrives " + p.clockAt(e.N)
}

// tellLearned is silent where another event of the same moment has said it.
func (p *Program) tellLearned(e *Event) string {
	switch e.Why {
	case FromStory, FromSkipped:
		return fmt.Sprintf("%s now holds %s", p.role(e.To), p.fact(e.A))
	case FromTable:
		return fmt.Sprintf("%s hears at its table: %s", p.role(e.To), p.fact(e.A))
	}
	return ""
}

func (p *Program) leakedFrom(e *Event) string {
	if e.Why == InForum {
		return p.forums[e.B].Title
	}
	return p.channels[e.B].Title
}

func (p *Program) tellAsk(e *Event) string {
	switch e.Why {
	case AskConsult:
		return "a view on “" + p.decisions[e.A].Title + "”"
	case AskConcur:
		return "agreement to “" + p.optionTitle(e.A, e.B) + "”, on “" + p.decisions[e.A].Title + "”"
	}
	if int(e.B) == int(e.Role) {
		return p.fact(e.A)
	}
	return "may " + p.roles[e.B].Title + " have " + p.fact(e.A)
}

func (p *Program) tellVerdict(e *Event) string {
	if e.Why == AskFact {
		if e.M == VerdictGiven {
			return "yes"
		}
		return "no"
	}
	return [...]string{"a view", "agrees", "objects"}[e.M]
}

func (p *Program) optionTitle(d, o int16) string {
	if p.decisions[d].Purchase != nil {
		return "a set of arrangements"
	}
	return p.decisions[d].options[o].Title
}

func (p *Program) tellForum(e *Event) string {
	switch e.Kind {
	case EvMessaged:
		if e.To < 0 {
			return p.role(e.Role) + " asks control"
		}
		return p.role(e.Role) + " → " + p.role(e.To) + ", a message"
	case EvCalled:
		if e.Role < 0 && e.Mask != 0 {
			return "Control seats a meeting of " + p.RoleNames(e.Mask)
		}
		return fmt.Sprintf("%s calls %s, sits %s", p.role(e.Role), p.forums[e.A].Title, p.clockAt(e.N))
	case EvSat:
		return fmt.Sprintf("Sitting: %s (%s)", p.forums[e.A].Title, p.RoleNames(e.Mask))
	case EvRose:
		return "Rises: " + p.forums[e.A].Title
	}
	return ""
}

func (p *Program) tellDecision(e *Event) string {
	title := "“" + p.decisions[e.A].Title + "”"
	switch e.Kind {
	case EvOpened:
		return fmt.Sprintf("Open: %s, %s, due %s", title, p.RoleNames(p.decisions[e.A].owners), p.clockAt(e.N))
	case EvProposed:
		return fmt.Sprintf("%s proposes on %s: %s", p.role(e.Role), title, p.chosenText(e))
	case EvVoted:
		return fmt.Sprintf("%s votes on %s: %s", p.role(e.Role), title, p.optionTitle(e.A, e.B))
	case EvDecided:
		return p.tellDecided(e, title)
	case EvCompared:
		if e.Why == Same {
			return title + ": all said the same"
		}
		return title + ": the answers differ"
	case EvLapsed:
		if e.Role >= 0 {
			return p.role(e.Role) + " did not answer " + title
		}
		return "Lapsed without an answer: " + title
	case EvDue:
		return "Due now: " + title
	case EvMoreTime:
		return fmt.Sprintf("%d more min in the room for %s", e.M, title)
	case EvReason:
		return p.role(e.Role) + " gives its reason for " + title
	}
	return ""
}

// chosenText is what was chosen or proposed: an option, or a set of arrangements.
func (p *Program) chosenText(e *Event) string {
	if p.decisions[e.A].Purchase != nil {
		return p.arrangementNames(e.Mask)
	}
	return p.optionTitle(e.A, e.B)
}

func (p *Program) tellDecided(e *Event, title string) string {
	what := p.chosenText(e)
	switch e.Why {
	case ByDefault:
		who := ""
		if e.Role >= 0 {
			who = ", for " + p.role(e.Role)
		}
		return title + ": " + what + " (by default, nobody's choice" + who + ")"
	case ByAssumption:
		return title + ": " + what + " (assumed)"
	case ByRuling:
		return title + ": " + what + " (by a ruling)"
	}
	return p.role(e.Role) + " decides " + title + ": " + what
}

func (p *Program) tellRest(e *Event) string {
	switch e.Kind {
	case EvMeasured:
		return fmt.Sprintf("%s %+d, now %d", p.measures[e.A].Title, e.N, e.M)
	case EvAdopted:
		return "Agreed: " + p.arrangements[e.A].Title
	case EvDropped:
		if e.Why == NoOwner {
			return "Lapsed, nobody owned it: " + p.arrangements[e.A].Title
		}
		return "No longer holds: " + p.arrangements[e.A].Title
	case EvOwned:
		return p.role(e.Role) + " owns " + p.arrangements[e.A].Title
	case EvRuled:
		return "Ruling for " + p.role(e.Role) + ": " + Rulings[e.N]
	case EvSlips:
		return fmt.Sprintf("%s is granted slips: %d", p.role(e.Role), e.N)
	case EvSeated:
		if e.N == 0 {
			return p.role(e.Role) + " is played by people"
		}
		return p.role(e.Role) + " plays by itself, " + scenario.Temperament(e.N-1).String()
	case EvStopped:
		return "STOP: the exercise is stopped for a real event"
	case EvLifted:
		return "The stop is lifted"
	case EvEnded:
		return "EndEx: " + p.endings[e.A].Title
	case EvObserved:
		return "Observed"
	case EvRated:
		return "Rated: " + p.objectives[e.A].Title + ": " + Ratings[e.N]
	case EvPinned:
		return "Pinned"
	case EvActed:
		return "Action for " + p.role(e.Role)
	case EvConfirmed:
		return "Candidate settled: " + p.decisions[e.A].Title + ": " + Candidates[e.N]
	case EvHotwash:
		return p.tellHotwash(e)
	}
	return ""
}

// hotwashTitles are the steps of the hot wash as they are called in the room.
var hotwashTitles = [...]string{
	"the card", "one word a table", "is this what happened?", "what each decision could have known", "the day before",
	"one gap a table", "two actions", "closed",
}

// HotwashTitle is a step of the hot wash as it is called in the room.
func HotwashTitle(step int) string { return hotwashTitles[step] }

func (p *Program) tellHotwash(e *Event) string {
	s := "Hot wash: " + hotwashTitles[e.N]
	if e.A >= 0 {
		s += ", " + p.decisions[e.A].Title
	}
	return s
}
