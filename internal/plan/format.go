package plan

import (
	"strconv"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Format writes a move of a program as a line that Parse reads as the same move.
// What the language does not say is lost: that a seat which plays by itself made
// the move, and characters of the words that may not be shown.
func Format(p *engine.Program, m engine.Move) string {
	w := writer{p: p}
	v := verbOf(&m)
	if v.who != onlyControl && m.Kind != engine.MoveTold && m.Role >= 0 {
		w.role(int(m.Role))
		w.b.WriteByte(':')
	}
	w.put(v.name)
	switch v.who {
	case aRole:
		w.seatMove(&m)
	default:
		w.controlMove(&m)
	}
	if m.Words != "" || m.Kind == engine.MovePin {
		w.put(enquote(m.Words)) // a pin without quotes would be all words
	}
	return w.b.String()
}

// verbOf is the verb of a move.
func verbOf(m *engine.Move) *verb {
	switch {
	case m.Kind == engine.MoveAdvance:
		return verbs[[...]string{engine.ToPlace: "until", engine.ToNext: "next", engine.ToStep: "step"}[uint32(m.N)%3]]
	case m.Kind == engine.MoveAnswer:
		return verbs[[...]string{engine.VerdictWords: "view", engine.VerdictYes: "agree", engine.VerdictNo: "object"}[uint32(m.N)%3]]
	}
	return verbs[m.Kind.String()]
}

// writer writes the words of a line.
type writer struct {
	p *engine.Program
	b strings.Builder
}

func (w *writer) put(words ...string) {
	for _, s := range words {
		if w.b.Len() > 0 {
			w.b.WriteByte(' ')
		}
		w.b.WriteString(s)
	}
}

func (w *writer) id(k kind, n int) {
	if n < 0 || n >= len(k.ids) {
		w.put("?") // no such thing: the move is not one of this program
		return
	}
	w.put(k.ids[n])
}

func (w *writer) role(n int) { w.id(roles(w.p), n) }
func (w *writer) fact(n int) { w.id(facts(w.p), n) }

// perhaps writes a word and a role, unless there is none.
func (w *writer) perhaps(word string, role int) {
	if role >= 0 {
		w.put(word)
		w.role(role)
	}
}

func (w *writer) set(k kind, mask uint64) {
	var names []string
	for _, n := range engine.Bits(mask) {
		if n < len(k.ids) {
			names = append(names, k.ids[n])
		}
	}
	w.put(strings.Join(names, ","))
}

// everybody writes a set of roles, as all where they all are in it.
func (w *writer) everybody(mask uint64) {
	if mask == 1<<w.p.Roles()-1 && w.p.Roles() > 1 {
		w.put("all")
		return
	}
	w.set(roles(w.p), mask)
}

func (w *writer) force(m *engine.Move) {
	if m.Force {
		w.put("all-the-same")
	}
}

// choice writes a decision with the option chosen, or what is bought.
func (w *writer) choice(m *engine.Move) {
	d := int(m.A)
	w.id(decisions(w.p), d)
	switch {
	case d < 0 || d >= w.p.Decisions():
	case w.p.Decision(d).Purchase == nil:
		w.id(options(w.p, d), int(m.B))
	case m.Mask == 0:
		w.put("nothing")
	default:
		w.set(arrangements(w.p), m.Mask)
	}
}

// seatMove writes what a role does.
func (w *writer) seatMove(m *engine.Move) {
	switch m.Kind {
	case engine.MoveDecide, engine.MovePropose:
		w.choice(m)
	case engine.MoveReason, engine.MoveAnswer:
		w.id(decisions(w.p), int(m.A))
	case engine.MoveConsult:
		w.id(decisions(w.p), int(m.A))
		w.set(roles(w.p), m.Mask)
	case engine.MoveShare:
		w.fact(int(m.A))
		w.perhaps("to", int(m.To))
		w.put("by")
		w.id(channels(w.p), int(m.B))
		w.force(m)
	case engine.MoveSay:
		w.fact(int(m.A))
		w.put("in")
		w.id(forums(w.p), int(m.B))
		w.force(m)
	case engine.MoveSanitise, engine.MoveAsk, engine.MoveGrant, engine.MoveRefuse:
		w.fact(int(m.A))
		w.perhaps("of", int(m.To))
		w.perhaps("for", int(m.B))
	case engine.MoveCall:
		w.id(forums(w.p), int(m.A))
	case engine.MoveOwn:
		w.id(arrangements(w.p), int(m.A))
	}
}

// controlMove writes what control does, and what anybody may do.
func (w *writer) controlMove(m *engine.Move) {
	switch m.Kind {
	case engine.MoveAdvance:
		w.advance(m)
	case engine.MoveClose:
		w.id(forums(w.p), int(m.A))
	case engine.MoveMessage:
		if m.Mask != 0 {
			w.put("to")
			w.set(roles(w.p), m.Mask)
		}
	case engine.MoveRule:
		w.ruling(m)
	case engine.MoveImprovise:
		w.put("to")
		w.everybody(m.Mask)
		if m.A >= 0 {
			w.put("with")
			w.fact(int(m.A))
		}
	case engine.MoveSkip, engine.MoveDelay, engine.MoveDeliver:
		w.id(injects(w.p), int(m.A))
		if m.Kind == engine.MoveDelay {
			w.put(spanText(minutes(m.N)))
		}
	case engine.MoveTold:
		w.fact(int(m.A))
		w.perhaps("to", int(m.To))
		w.perhaps("by", int(m.Role))
		if m.N != 0 {
			w.put(spanText(minutes(m.N)), "ago")
		}
	case engine.MoveSlips:
		w.role(int(m.Role))
		w.number(m.N)
	case engine.MoveSeat, engine.MoveUnseat:
		w.role(int(m.Role))
		if m.Kind == engine.MoveUnseat {
			w.named(scenario.Temperaments[:], m.N)
		}
	default:
		w.noteMove(m)
	}
}

// noteMove writes the moves about the exercise, and those of the record.
func (w *writer) noteMove(m *engine.Move) {
	switch m.Kind {
	case engine.MoveObserve, engine.MoveAct:
		if m.Role >= 0 {
			w.role(int(m.Role))
		}
		if m.A >= 0 {
			w.put("for")
			w.id(objectives(w.p), int(m.A))
		}
	case engine.MoveRate:
		w.id(objectives(w.p), int(m.A))
		w.named(engine.Ratings[:], m.N)
	case engine.MovePin:
		w.put("at", momentText(minutes(m.N)))
	case engine.MoveConfirm:
		w.id(decisions(w.p), int(m.A))
		w.fact(int(m.B))
		w.named(engine.Candidates[:], m.N)
		w.perhaps("for", int(m.Role))
	case engine.MoveHotwash:
		w.named(engine.HotwashSteps[:], m.N)
		if m.A >= 0 {
			w.id(decisions(w.p), int(m.A))
		}
		if m.M != 0 {
			w.put("part")
			w.number(m.M)
		}
		if m.Mask != 0 {
			w.put("with")
			w.set(arrangements(w.p), m.Mask)
		}
	case engine.MoveMoreTime:
		w.id(decisions(w.p), int(m.A))
		w.put(spanText(minutes(m.N)))
	case engine.MoveUndo, engine.MoveStrike:
		w.number(m.N)
	}
}

func (w *writer) advance(m *engine.Move) {
	place := engine.Place(m.Mask)
	switch {
	case place == 0 && m.N == engine.ToPlace:
		w.put("end")
	case place == 0:
	case m.N == engine.ToPlace:
		w.put(placeText(place))
	default:
		w.put("until", placeText(place))
	}
}

func (w *writer) ruling(m *engine.Move) {
	if m.Role >= 0 {
		w.role(int(m.Role))
	}
	w.named(engine.Rulings[:], m.N)
	switch m.Why {
	case engine.RuleTell:
		w.put("then tell")
		w.fact(int(m.A))
		w.perhaps("to", int(m.To))
	case engine.RuleMeeting:
		w.put("then meet")
		w.set(roles(w.p), m.Mask)
	case engine.RuleDecide:
		w.put("then decide")
		w.choice(m)
		w.perhaps("for", int(m.To))
	case engine.RuleNudge:
		w.put("then nudge")
		w.id(measures(w.p), int(m.A))
		w.number(m.M)
	case engine.RuleInject:
		w.put("then deliver")
		w.id(injects(w.p), int(m.A))
	}
}

func (w *writer) number(n int32) { w.put(strconv.Itoa(int(n))) }

func (w *writer) named(names []string, n int32) {
	if n < 0 || int(n) >= len(names) {
		w.put("?")
		return
	}
	w.put(names[n])
}
