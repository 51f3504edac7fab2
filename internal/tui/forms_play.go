package tui

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/scenario"
)

// Forms for what seats do with one another: meetings, questions, consent.

// seatItems are the seats of a mask to choose from, each with its digit.
func (s *console) seatItems(mask uint64, more func(r int) string) (out []item) {
	for _, r := range engine.Bits(mask) {
		it := item{key: seatKey(r), text: s.ex.Program().Role(r).Title, value: r}
		if more != nil {
			it.more = more(r)
		}
		out = append(out, it)
	}
	return out
}

// allSeats is the mask of all roles.
func (s *console) allSeats() uint64 {
	n := s.ex.Program().Roles()
	return ^uint64(0) >> (64 - n)
}

func seats(s *console, _ *form) []item { return s.seatItems(s.allSeats(), nil) }

// factItems are facts to choose from, each with its letter.
func (s *console) factItems(which func(f int) bool) (out []item) {
	for f := range s.ex.Program().Facts() {
		if which(f) {
			out = append(out, item{key: letterKey(f), text: s.ex.Program().Fact(f).Title, more: s.shorts(s.ex.Game().Holders(f)), value: f})
		}
	}
	return out
}

// listed gives items letters in their order.
func listed(items []item) []item {
	for i := range items {
		items[i].key = letterKey(i)
	}
	return items
}

func mask(picks []int) (m uint64) {
	for _, r := range picks {
		m |= 1 << r
	}
	return m
}

func (s *console) openMeet() {
	if s.ex.Program().Forums() < 2 && len(s.sitting()) == 0 {
		s.refuse("This scenario has no meetings. r rules that some seats meet.")
		return
	}
	s.open(newForm(s, "Meet", meetDone,
		step{label: "Which meeting?", items: forumItems},
		step{label: "Who calls it?", items: callers, only: func(f *form) bool { return s.ex.Game().Sitting(f.one(0)) == 0 }},
		step{label: "Who speaks?", items: speakers, only: func(f *form) bool { return s.ex.Game().Sitting(f.one(0)) != 0 }},
		step{label: "What do they say there?", items: sayable, many: true, only: func(f *form) bool {
			return s.ex.Game().Sitting(f.one(0)) != 0 && f.one(2) != closeIt
		}}))
}

// closeIt stands for closing a meeting, among those who might speak in it.
const closeIt = 1000

func forumItems(s *console, _ *form) (out []item) {
	p, g := s.ex.Program(), s.ex.Game()
	for f := range p.Forums() {
		forum := p.Forum(f)
		sits := g.Sitting(f)
		if f == p.Forums()-1 && sits == 0 {
			continue // the one that only a ruling seats
		}
		more := s.shorts(p.RoleMask(forum.Members...))
		if sits != 0 {
			more = "sits now: " + s.shorts(sits)
		}
		out = append(out, item{text: forum.Title, more: more, value: f})
	}
	return listed(out)
}

func callers(s *console, f *form) []item {
	p := s.ex.Program()
	return s.seatItems(p.RoleMask(p.Forum(f.one(0)).Members...), func(r int) string { return slipsText(s.ex.Game().Slips(r)) })
}

func speakers(s *console, f *form) []item {
	out := s.seatItems(s.ex.Game().Sitting(f.one(0)), func(r int) string { return slipsText(s.ex.Game().Slips(r)) })
	return append(out, item{key: "-", text: "nobody: close the meeting", value: closeIt})
}

func sayable(s *console, f *form) []item {
	r := f.one(2)
	return s.factItems(func(n int) bool { return r < 64 && s.ex.Game().Holders(n)>>r&1 != 0 })
}

func meetDone(s *console, f *form) {
	forum := f.one(0)
	if r := f.one(1); r >= 0 {
		m := engine.NewMove(engine.MoveCall)
		m.Role, m.A = int8(r), int16(forum)
		s.do(m)
		return
	}
	if f.one(2) == closeIt {
		m := engine.NewMove(engine.MoveClose)
		m.A = int16(forum)
		s.do(m)
		return
	}
	var moves []engine.Move
	for _, fact := range f.picks[3] {
		m := engine.NewMove(engine.MoveSay)
		m.Role, m.A, m.B = int8(f.one(2)), int16(fact), int16(forum)
		moves = append(moves, m)
	}
	s.doOrForce(moves)
}

// doOrForce makes moves; where a rule stands against one, it offers to make them
// all the same.
func (s *console) doOrForce(moves []engine.Move) {
	if s.do(moves...) || !strings.Contains(s.note.text, "all the same") {
		return
	}
	why := s.note
	s.open(newForm(s, "Against a rule", func(s *console, _ *form) {
		for i := range moves {
			moves[i].Force = true
		}
		s.do(moves...)
	}, step{label: strings.TrimPrefix(why.text, "NOT DONE. "), items: func(*console, *form) []item {
		return []item{{key: "*", text: "all the same: the record will name the rule"}}
	}}))
}

func askForm(s *console) *form {
	p := s.ex.Program()
	return newForm(s, "Ask", func(s *console, f *form) {
		var moves []engine.Move
		for _, fact := range f.picks[1] {
			m := engine.NewMove(engine.MoveAsk)
			m.Role, m.A, m.B = int8(f.one(0)), int16(fact), int16(f.one(2))
			if f.one(2) < 0 {
				m.B, m.To = int16(m.Role), int8(f.one(3))
				if f.one(3) < 0 {
					m.To = int8(p.RoleNo(p.Fact(fact).Consent))
				}
			}
			moves = append(moves, m)
		}
		s.do(moves...)
	},
		step{label: "Which seat asks?", items: seats},
		step{label: "For which facts?", many: true, items: func(s *console, _ *form) []item {
			return s.factItems(func(f int) bool { return s.ex.Game().Holders(f) != 0 })
		}},
		step{label: "For whom?", none: "for itself", items: func(s *console, f *form) []item {
			return s.seatItems(s.allSeats()&^(1<<f.one(0)), nil)
		}},
		step{label: "Whom does it ask?", none: "whoever decides about it", only: func(f *form) bool { return f.one(2) < 0 }, items: func(s *console, f *form) []item {
			return s.seatItems(s.allSeats()&^(1<<f.one(0)), func(r int) string {
				for _, fact := range f.picks[1] {
					if p.Fact(fact).Consent == p.Role(r).ID {
						return "decides about it"
					}
				}
				return ""
			})
		}})
}

func (s *console) openConsult() {
	p := s.ex.Program()
	open := s.desk.Open()
	if len(open) == 0 {
		s.refuse("No decision is open.")
		return
	}
	s.open(newForm(s, "Consult", func(s *console, f *form) {
		m := engine.NewMove(engine.MoveConsult)
		m.A, m.Mask, m.Role = int16(f.one(0)), mask(f.picks[2]), int8(f.one(1))
		if f.one(1) < 0 {
			m.Role = int8(p.RoleNo(p.Decision(f.one(0)).By[0]))
		}
		s.do(m)
	},
		step{label: "On which decision?", items: func(s *console, _ *form) (out []item) {
			for _, n := range s.desk.Open() {
				out = append(out, item{text: p.Decision(n).Title, more: "due " + s.desk.Clock(s.ex.Game().Standing(n).Due), value: n})
			}
			return listed(out)
		}},
		step{label: "Who asks?", only: func(f *form) bool { return len(p.Decision(f.one(0)).By) > 1 }, items: func(s *console, f *form) []item {
			return s.seatItems(p.RoleMask(p.Decision(f.one(0)).By...), nil)
		}},
		step{label: "Whom?", many: true, items: func(s *console, f *form) []item {
			dec := p.Decision(f.one(0))
			out := s.seatItems(s.allSeats()&^p.RoleMask(dec.By...), nil)
			for i := range out {
				if slices.Contains(dec.Consult, p.Role(out[i].value).ID) {
					out[i].on, out[i].more = true, "ought to be asked"
				}
			}
			return out
		}}))
}

// waiting are the questions that wait for people.
func (s *console) waiting() (out []engine.Ask) {
	for _, a := range s.ex.Game().Waiting() {
		if _, auto := s.ex.Game().Auto(a.To); !auto {
			out = append(out, a)
		}
	}
	return out
}

// answerMove is the answer to a question.
func answerMove(a engine.Ask, verdict int32, words string) engine.Move {
	m := engine.NewMove(engine.MoveAnswer)
	switch a.Why {
	case engine.AskFact:
		m.Kind = engine.MoveGrant
		if verdict == engine.VerdictNo {
			m.Kind = engine.MoveRefuse
		}
		m.A, m.B = int16(a.A), int16(a.B)
	case engine.AskConsult:
		m.A, m.N = int16(a.A), engine.VerdictWords
	default:
		m.A, m.N = int16(a.A), verdict
	}
	m.Role, m.Words = int8(a.To), words
	return m
}

// answerFirst answers the question that has waited longest. A no, and a view, have
// words.
func (s *console) answerFirst(verdict int32) {
	wait := s.waiting()
	if len(wait) == 0 {
		s.refuse("No question waits for an answer.")
		return
	}
	s.answer(wait[0], verdict)
}

func (s *console) answer(a engine.Ask, verdict int32) {
	if verdict == engine.VerdictYes && a.Why != engine.AskConsult {
		if s.do(answerMove(a, verdict, "")) && a.Why == engine.AskFact {
			s.note.text += " The fact itself goes with s."
		}
		return
	}
	label := s.ex.Program().Role(a.To).Title + " says no, because"
	if a.Why == engine.AskConsult {
		label = s.ex.Program().Role(a.To).Title + "'s view"
	}
	s.open(newForm(s, "Answer", func(s *console, f *form) {
		s.do(answerMove(a, verdict, f.texts[0]))
	}, step{label: label, hint: s.desk.AskText(a) + " Enter alone leaves the words out."}))
}

func (s *console) openAnswers() {
	wait := s.waiting()
	if len(wait) == 0 {
		s.refuse("No question waits for an answer.")
		return
	}
	s.open(newForm(s, "Answer", func(s *console, f *form) {
		s.answer(wait[f.one(0)], int32(f.one(1)))
	},
		step{label: "Which question?", items: func(s *console, _ *form) (out []item) {
			for i, a := range wait {
				out = append(out, item{text: s.short(a.From) + " asks " + s.short(a.To), more: s.askAbout(a), value: i})
			}
			return listed(out)
		}},
		step{label: "The answer?", items: func(*console, *form) []item {
			return []item{{key: "y", text: "yes", value: engine.VerdictYes}, {key: "x", text: "no", value: engine.VerdictNo}}
		}, only: func(f *form) bool { return wait[f.one(0)].Why != engine.AskConsult }}))
}

func (s *console) openOwed() {
	owed := slices.Clone(s.feed.owed)
	if len(owed) == 0 {
		s.refuse("No reason is owed.")
		return
	}
	label := "The reason?"
	if len(owed) == 1 {
		label = s.desk.OwedText(owed[0])
	}
	s.open(newForm(s, "Reason", func(s *console, f *form) {
		o := owed[max(f.one(0), 0)]
		m := engine.NewMove(engine.MoveReason)
		m.Role, m.A, m.Words = int8(o.Role), int16(o.Decision), f.texts[2]
		if i := f.one(1); i >= 0 && i != ownWords {
			m.Words = s.ex.Program().Decision(o.Decision).Reasons[i]
		}
		s.do(m)
	},
		step{label: "Whose reason?", only: func(*form) bool { return len(owed) > 1 }, items: func(s *console, _ *form) (out []item) {
			for i, o := range owed {
				out = append(out, item{text: s.desk.OwedText(o), value: i})
			}
			return listed(out)
		}},
		step{label: label, items: func(s *console, f *form) (out []item) {
			for i, r := range s.ex.Program().Decision(owed[max(f.one(0), 0)].Decision).Reasons {
				out = append(out, item{key: nth("123456789", i), text: r, value: i})
			}
			return append(out, item{key: "w", text: "in words", value: ownWords})
		}},
		step{label: "In words", only: func(f *form) bool { return f.one(1) == ownWords }}))
}

// ownWords stands for a text of one's own among ready ones.
const ownWords = 1000

func (s *console) openOwn() {
	free := engine.Bits(s.ex.Game().Unowned())
	if len(free) == 0 {
		s.refuse("No arrangement waits for an owner.")
		return
	}
	s.open(newForm(s, "Own", func(s *console, f *form) {
		m := engine.NewMove(engine.MoveOwn)
		m.A, m.Role = int16(f.one(0)), int8(f.one(1))
		s.do(m)
	},
		step{label: "Which arrangement?", items: func(s *console, _ *form) (out []item) {
			for _, a := range engine.Bits(s.ex.Game().Unowned()) {
				out = append(out, item{text: s.ex.Program().Arrangement(a).Title, value: a})
			}
			return listed(out)
		}},
		step{label: "Which seat says aloud that it owns it?", items: func(s *console, f *form) []item {
			p := s.ex.Program()
			if owners := p.Arrangement(f.one(0)).Owners; len(owners) > 0 {
				return s.seatItems(p.RoleMask(owners...), nil)
			}
			return s.seatItems(s.allSeats(), nil)
		}}))
}

func (s *console) openVersion() {
	versions := func(s *console, _ *form) (out []item) {
		p, g := s.ex.Program(), s.ex.Game()
		for f := range p.Facts() {
			full := p.FullOf(f)
			if full < 0 || g.Made(f) || p.Fact(full).Origin == "" || g.Holders(full)>>p.RoleNo(p.Fact(full).Origin)&1 == 0 {
				continue
			}
			out = append(out, item{text: p.Fact(f).Title, more: "of " + p.Fact(full).Short + ", by " + s.short(p.RoleNo(p.Fact(full).Origin)) + s.takes(full, f), value: f})
		}
		return listed(out)
	}
	if len(versions(s, nil)) == 0 {
		s.refuse("There is no version that could be made now.")
		return
	}
	s.open(newForm(s, "Sanitised version", func(s *console, f *form) {
		p := s.ex.Program()
		m := engine.NewMove(engine.MoveSanitise)
		m.A, m.Role = int16(f.one(0)), int8(p.RoleNo(p.Fact(p.FullOf(f.one(0))).Origin))
		s.do(m)
	}, step{label: "Which version does the origin begin to make?", items: versions}))
}

// takes says how long making a version takes.
func (s *console) takes(full, version int) string {
	p := s.ex.Program()
	for _, v := range p.Fact(full).Versions {
		if p.FactNo(v.Fact) == version {
			return ", takes " + engine.SpanText(v.Time)
		}
	}
	return ""
}

func messageForm(s *console) *form {
	return newForm(s, "Message", func(s *console, f *form) {
		m := engine.NewMove(engine.MoveMessage)
		m.Role, m.Mask, m.Words = int8(f.one(0)), mask(f.picks[1]), f.texts[2]
		s.do(m)
	},
		step{label: "From whom?", none: "from control", items: seats},
		step{label: "To whom?", many: true, items: func(s *console, f *form) []item {
			from := f.one(0)
			if from < 0 {
				return s.seatItems(s.allSeats(), nil)
			}
			return s.seatItems(s.allSeats()&^(1<<from), nil)
		}},
		step{label: "The words"})
}

// decisionItems are open decisions with their options, to be chosen by a ruling.
func decisionItems(s *console, _ *form) (out []item) {
	for _, n := range s.desk.Open() {
		out = append(out, item{text: s.ex.Program().Decision(n).Title, more: fmt.Sprintf("due %s", s.desk.Clock(s.ex.Game().Standing(n).Due)), value: n})
	}
	return listed(out)
}

func optionItems(n int) func(s *console, f *form) []item {
	return func(s *console, f *form) (out []item) {
		for o := range s.ex.Program().Decision(f.one(n)).Options {
			out = append(out, item{key: desk.OptionKey(o), text: s.ex.Program().Decision(f.one(n)).Options[o].Title, value: o})
		}
		return out
	}
}

var temperaments = []scenario.Temperament{scenario.Guarded, scenario.Open, scenario.Hasty, scenario.Silent}
