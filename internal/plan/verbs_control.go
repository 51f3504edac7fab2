package plan

import (
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

func minutes(n int32) scenario.Minutes { return scenario.Minutes(n) }

// isRuling says whether a word is the name of a ruling.
func isRuling(word string) bool {
	return slices.Contains(engine.Rulings[:], strings.ToLower(word))
}

// rule reads for whom control rules, how, and what follows. A role may be called
// as a ruling is; the second word tells them apart.
func rule(r *reader) []engine.Move {
	m := r.move()
	if s := r.peek(); s == "" || !isRuling(s) && !strings.EqualFold(s, "then") || isRuling(r.ahead(1)) {
		m.Role = int8(r.id(roles(r.p)))
	}
	if isRuling(r.peek()) {
		m.N = r.oneOf("A ruling", engine.Rulings[:])
	}
	if r.keyword("then") {
		r.ruleThen(&m)
	}
	return one(m)
}

const thenHelp = "Behind then stands one of: tell FACT to ROLE; meet ROLE,ROLE; decide DECISION OPTION [for ROLE]; nudge MEASURE -5; deliver INJECT."

// ruleThen reads the one thing that follows from a ruling besides.
func (r *reader) ruleThen(m *engine.Move) {
	switch {
	case r.keyword("tell"):
		m.Why, m.A = engine.RuleTell, int16(r.id(facts(r.p)))
		r.must("to")
		m.To = int8(r.id(roles(r.p)))
	case r.keyword("meet"):
		m.Why, m.Mask = engine.RuleMeeting, maskOf(r.group())
	case r.keyword("decide"):
		m.Why = engine.RuleDecide
		r.choice(m)
		if r.keyword("for") {
			m.To = int8(r.id(roles(r.p)))
		}
	case r.keyword("nudge"):
		m.Why, m.A = engine.RuleNudge, int16(r.id(measures(r.p)))
		r.keyword("by")
		m.M = r.number("The number of points")
	case r.keyword("deliver"):
		m.Why, m.A = engine.RuleInject, int16(r.id(injects(r.p)))
	case r.peek() == "":
		r.fail(thenHelp)
	default:
		r.fail("%s does not follow from a ruling. %s", quote(r.peek()), thenHelp)
	}
}

func improvise(r *reader) []engine.Move {
	m := r.move()
	r.must("to")
	m.Mask = maskOf(r.group())
	if r.keyword("with") {
		m.A = int16(r.id(facts(r.p)))
	}
	return one(m)
}

func moveInject(r *reader) []engine.Move {
	m := r.move()
	m.A = int16(r.id(injects(r.p)))
	if r.verb.kind == engine.MoveDelay && r.err == nil {
		m.N = r.length()
	}
	return one(m)
}

func slips(r *reader) []engine.Move {
	m := r.move()
	m.Role = int8(r.id(roles(r.p)))
	if r.err == nil {
		m.N = r.number("The number of slips")
	}
	return one(m)
}

// seat reads which seat people take, or which plays by itself: as its role is
// written to, where nothing is said.
func seat(r *reader) []engine.Move {
	m := r.move()
	m.Role = int8(r.id(roles(r.p)))
	if r.verb.kind == engine.MoveUnseat && r.err == nil {
		m.N = int32(r.p.Role(int(m.Role)).Auto)
		if r.peek() != "" {
			m.N = r.oneOf("How a seat plays by itself", scenario.Temperaments[:])
		}
	}
	return one(m)
}

func moreTime(r *reader) []engine.Move {
	m := r.move()
	m.A, m.N = int16(r.id(decisions(r.p))), 1
	if r.peek() != "" {
		m.N = r.length()
	}
	return one(m)
}

// note reads an observation or an improvement action.
func note(r *reader) []engine.Move {
	m := r.move()
	if s := r.peek(); s != "" && !strings.EqualFold(s, "for") {
		m.Role = int8(r.id(roles(r.p)))
	}
	if r.keyword("for") {
		m.A = int16(r.id(objectives(r.p)))
	}
	return one(m)
}

func rate(r *reader) []engine.Move {
	m := r.move()
	m.A = int16(r.id(objectives(r.p)))
	if r.err == nil {
		m.N = r.oneOf("A rating", engine.Ratings[:])
	}
	return one(m)
}

// pin marks a moment: this one, where none is said.
func pin(r *reader) []engine.Move {
	at := scenario.Minutes(0)
	if r.g != nil {
		at = r.g.State().Clock()
	}
	if r.quoted && r.keyword("at") {
		at = r.moment()
	}
	r.spoken()
	m := r.move()
	m.N = int32(at)
	return one(m)
}

func confirm(r *reader) []engine.Move {
	m := r.move()
	m.A, m.B = int16(r.id(decisions(r.p))), int16(r.id(facts(r.p)))
	if r.err == nil {
		m.N = r.oneOf("What is confirmed", engine.Candidates[:])
	}
	if r.keyword("for") {
		m.Role = int8(r.id(roles(r.p)))
	}
	return one(m)
}

// hotwash reads a step of the hot wash, and how far into it.
func hotwash(r *reader) []engine.Move {
	m := r.move()
	m.N = r.oneOf("A step of the hot wash", engine.HotwashSteps[:])
	if s := r.peek(); r.err == nil && s != "" && !strings.EqualFold(s, "part") && !strings.EqualFold(s, "with") {
		m.A = int16(r.id(decisions(r.p)))
	}
	if r.keyword("part") {
		m.M = r.number("The part")
	}
	if r.keyword("with") {
		m.Mask = maskOf(r.list(arrangements(r.p)))
	}
	return one(m)
}

// undo reads how many moves are taken back, or which line is struck.
func undo(r *reader) []engine.Move {
	m := r.move()
	m.N = 1
	switch {
	case r.verb.kind == engine.MoveStrike:
		m.N = r.number("The line of the record")
	case r.peek() != "":
		m.N = r.number("The number of moves")
	}
	return one(m)
}
