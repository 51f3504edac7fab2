package tui

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
)

// Forms for what control does: rulings, answers, injects, notes, seats.

// The answers that control gives most often.
var readyAnswers = []string{"Not known yet.", "You will know in twenty minutes."}

func questionForm(s *console) *form {
	return newForm(s, "A question to control", func(s *console, f *form) {
		asked := engine.NewMove(engine.MoveMessage)
		asked.Role, asked.Words = int8(f.one(0)), f.texts[1]
		answer := engine.NewMove(engine.MoveMessage)
		answer.Mask, answer.Words = 1<<f.one(0), f.texts[3]
		if i := f.one(2); i != ownWords {
			answer.Words = readyAnswers[i]
		}
		if asked.Words == "" {
			s.do(answer)
			return
		}
		s.do(asked, answer)
	},
		step{label: "Which seat asks?", items: seats},
		step{label: "What does it ask?", hint: "Enter alone leaves the question out and keeps the answer."},
		step{label: "The answer?", items: func(*console, *form) (out []item) {
			for i, a := range readyAnswers {
				out = append(out, item{key: itoa(i + 1), text: a, value: i})
			}
			return append(out, item{key: "3", text: "read this: in words", value: ownWords})
		}},
		step{label: "In words", only: func(f *form) bool { return f.one(2) == ownWords }})
}

// What may follow from a ruling, by the steps of its form.
const (
	rulingSeat = iota
	rulingWords
	rulingVerdict
	rulingBesides
	rulingFact
	rulingTo
	rulingMeet
	rulingDecision
	rulingOption
	rulingMeasure
	rulingPoints
	rulingInject
)

// rulings are in the order of their keys; "noted" is what Enter stands for.
var rulings = []string{"noted", "allowed", "partly allowed", "not allowed", "later"}

func ruleForm(s *console) *form {
	besides := func(why engine.Why) func(f *form) bool {
		return func(f *form) bool { return engine.Why(f.one(rulingBesides)) == why }
	}
	return newForm(s, "Ruling", ruleDone,
		step{label: "Who wants it?", none: "nobody in particular", items: seats},
		step{label: "What, in a sentence?"},
		step{label: "The ruling?", none: "noted", items: func(*console, *form) (out []item) {
			for i, r := range rulings {
				out = append(out, item{key: itoa(i + 1), text: r, value: i})
			}
			return out
		}},
		step{label: "And then?", none: "nothing else", items: func(s *console, _ *form) []item {
			out := []item{
				{key: "t", text: "a seat is told a fact", value: int(engine.RuleTell)},
				{key: "m", text: "some seats meet", value: int(engine.RuleMeeting)},
				{key: "n", text: "a measure moves", value: int(engine.RuleNudge)},
				{key: "i", text: "an inject is delivered", value: int(engine.RuleInject)},
			}
			if len(s.desk.Open()) > 0 {
				out = append(out, item{key: "d", text: "a decision is taken", value: int(engine.RuleDecide)})
			}
			return out
		}},
		step{label: "Which fact?", only: besides(engine.RuleTell), items: func(s *console, _ *form) []item {
			return s.factItems(func(int) bool { return true })
		}},
		step{label: "Which seat is told?", only: besides(engine.RuleTell), items: seats},
		step{label: "Which seats meet?", many: true, only: besides(engine.RuleMeeting), items: seats},
		step{label: "Which decision?", only: besides(engine.RuleDecide), items: decisionItems},
		step{label: "Which option?", only: besides(engine.RuleDecide), items: optionItems(rulingDecision)},
		step{label: "Which measure?", only: besides(engine.RuleNudge), items: func(s *console, _ *form) (out []item) {
			for m := range s.ex.Program().Measures() {
				out = append(out, item{text: s.ex.Program().Measure(m).Title, more: itoa(s.ex.Game().Measure(m)), value: m})
			}
			return listed(out)
		}},
		step{label: "By how many points? (5, or -5)", only: besides(engine.RuleNudge)},
		step{label: "Which inject?", only: besides(engine.RuleInject), items: injectItems})
}

func ruleDone(s *console, f *form) {
	m := engine.NewMove(engine.MoveRule)
	m.Role, m.Words = int8(f.one(rulingSeat)), f.texts[rulingWords]
	m.N = int32(max(f.one(rulingVerdict), 0))
	switch m.Why = engine.Why(max(f.one(rulingBesides), 0)); m.Why {
	case engine.RuleTell:
		m.A, m.To = int16(f.one(rulingFact)), int8(f.one(rulingTo))
	case engine.RuleMeeting:
		m.Mask = mask(f.picks[rulingMeet])
	case engine.RuleDecide:
		m.A, m.B = int16(f.one(rulingDecision)), int16(f.one(rulingOption))
		if s.ex.Game().Standing(int(m.A)).Rule == scenario.Each {
			m.To = int8(s.desk.NextOwner(int(m.A)))
		}
	case engine.RuleNudge:
		points, err := strconv.Atoi(strings.TrimPrefix(f.texts[rulingPoints], "+"))
		if err != nil || points < math.MinInt16 || points > math.MaxInt16 {
			s.refuse("NOT DONE. Points are a whole number, such as 5 or -5.")
			return
		}
		m.A, m.M = int16(f.one(rulingMeasure)), int32(points)
	case engine.RuleInject:
		m.A = int16(f.one(rulingInject))
	}
	s.do(m)
}

// injectItems are the injects that have not been delivered.
func injectItems(s *console, _ *form) (out []item) {
	p := s.ex.Program()
	for _, i := range s.pendingInjects() {
		in := p.Inject(i)
		title := in.Title
		if title == "" {
			title = fitted(in.Text, 30)
		}
		out = append(out, item{text: fmt.Sprintf("%d %s", i+1, title), more: "to " + s.desk.Audience(in), value: i})
	}
	return listed(out)
}

// pendingInjects are the injects still to come, those with a time first.
func (s *console) pendingInjects() (out []int) {
	seen := map[int]bool{}
	for _, a := range s.ex.Game().Ahead(math.MaxInt32) {
		if a.Inject >= 0 && !seen[a.Inject] {
			seen[a.Inject] = true
			out = append(out, a.Inject)
		}
	}
	for i := range s.ex.Program().Injects() {
		if !seen[i] && !s.ex.Game().Delivered(i) {
			out = append(out, i)
		}
	}
	return out
}

const newInject = 100000

func injectForm(s *console) *form {
	isNew := func(f *form) bool { return f.one(0) == newInject }
	return newForm(s, "Injects", injectDone,
		step{label: "Which inject?", items: func(s *console, f *form) []item {
			return append([]item{{key: "+", text: "a new one, in your own words", value: newInject}}, injectItems(s, f)...)
		}},
		step{label: "What about it?", only: func(f *form) bool { return !isNew(f) }, items: func(*console, *form) []item {
			return []item{
				{key: "1", text: "deliver it now", value: 0},
				{key: "2", text: "10 minutes later", value: 10},
				{key: "3", text: "30 minutes later", value: 30},
				{key: "4", text: "leave it out", value: -1},
			}
		}},
		step{label: "To whom?", only: isNew, many: true, items: seats},
		step{label: "The words", only: isNew})
}

func injectDone(s *console, f *form) {
	if f.one(0) == newInject {
		m := engine.NewMove(engine.MoveImprovise)
		m.Mask, m.Words = mask(f.picks[2]), f.texts[3]
		s.do(m)
		return
	}
	m := engine.NewMove(engine.MoveDelay)
	switch minutes := f.one(1); minutes {
	case 0:
		m.Kind = engine.MoveDeliver
	case -1:
		m.Kind = engine.MoveSkip
	default:
		m.N = int32(minutes)
	}
	m.A = int16(f.one(0))
	s.do(m)
}

func observeForm(s *console) *form {
	return newForm(s, "Observe", func(s *console, f *form) {
		m := engine.NewMove(engine.MoveObserve)
		m.Words, m.Role, m.A = f.texts[0], int8(f.one(1)), int16(f.one(2))
		s.do(m)
	},
		step{label: "What did you see?"},
		step{label: "At which seat?", none: "the whole room", items: seats},
		step{label: "Towards which objective?", none: "none in particular", items: objectives, only: func(*form) bool {
			return len(s.ex.Program().Scenario.Objectives) > 0
		}})
}

func objectives(s *console, _ *form) (out []item) {
	for i, o := range s.ex.Program().Scenario.Objectives {
		out = append(out, item{text: o.Title, value: i})
	}
	return listed(out)
}

// pinForm pins this moment: under what is being said now, unless it is worded.
func pinForm(s *console) *form {
	title := "This moment"
	if len(s.feed.cards) > 0 {
		title = orElse(s.feed.card(s.card).Title, title)
	}
	return newForm(s, "Pin this moment", func(s *console, f *form) {
		m := engine.NewMove(engine.MovePin)
		m.N, m.Words = int32(s.ex.Game().State().Clock()), orElse(f.texts[0], title)
		s.do(m)
	}, step{label: "What is to be remembered?", hint: "Enter alone pins it as “" + title + "”."})
}

// What can be done with a seat; the temperaments come behind people.
const (
	seatPeople = 0
	seatSlips  = 10
)

func seatForm(s *console) *form {
	return newForm(s, "Seats", seatDone,
		step{label: "Which seat?", items: func(s *console, _ *form) []item {
			return s.seatItems(s.allSeats(), func(r int) string {
				if t, auto := s.ex.Game().Auto(r); auto {
					return "plays by itself, " + t.String() + " · " + slipsText(s.ex.Game().Slips(r))
				}
				return "people · " + slipsText(s.ex.Game().Slips(r))
			})
		}},
		step{label: "What about it?", items: func(*console, *form) []item {
			out := []item{{key: "1", text: "people play it", value: seatPeople}}
			for i, t := range temperaments {
				out = append(out, item{key: itoa(i + 2), text: "it plays by itself, " + t.String(), value: 1 + int(t)})
			}
			return append(out, item{key: "+", text: "grant it one slip", value: seatSlips})
		}},
		step{label: "Why the slip?", hint: "Enter alone leaves the reason out.", only: func(f *form) bool { return f.one(1) == seatSlips }})
}

func seatDone(s *console, f *form) {
	var m engine.Move
	switch what := f.one(1); what {
	case seatSlips:
		m = engine.NewMove(engine.MoveSlips)
		m.N, m.Words = 1, f.texts[2]
	case seatPeople:
		m = engine.NewMove(engine.MoveSeat)
	default:
		m = engine.NewMove(engine.MoveUnseat)
		m.N = int32(what - 1)
	}
	m.Role = int8(f.one(0))
	s.do(m)
}

func stopForm(s *console) *form {
	return newForm(s, "STOP · real world", func(s *console, f *form) {
		m := engine.NewMove(engine.MoveStop)
		m.Words = f.texts[0]
		s.do(m)
	}, step{label: "What has happened?", hint: "Enter stops the exercise at once, with or without words. Esc goes back."})
}

func endForm(s *console) *form {
	return newForm(s, "EndEx", func(s *console, _ *form) { s.do(engine.NewMove(engine.MoveEnd)) },
		step{label: "End the exercise now? What has not happened will not happen.", items: func(*console, *form) []item {
			return []item{{key: "y", text: "yes, EndEx"}}
		}})
}

func momentForm(s *console) *form {
	return newForm(s, "Go to", func(s *console, f *form) {
		s.line("until " + f.texts[0])
	}, step{label: "To which moment of the story?", hint: "A time of the day, 05:10; a day with it, Sat 05:10; or a time since T, T+3h."})
}

func lineForm(s *console, fill string) *form {
	return newForm(s, "Line", func(s *console, f *form) { s.line(f.texts[0]) },
		step{label: "A move, as a line", fill: fill, hint: strings.Join(usage(), "\n")})
}

// usage are the lines of the move language.
func usage() []string { return plan.Usage() }

// line enters a move that was written as in a plan.
func (s *console) line(line string) {
	moves, err := plan.Parse(s.ex.Program(), s.ex.Game(), line)
	switch {
	case err != nil:
		s.refuse(desk.Sentence(err))
	case len(moves) == 1 && moves[0].Kind == engine.MoveUndo:
		s.undo()
	case len(moves) == 1 && moves[0].Kind == engine.MoveStrike:
		s.openMend()
	default:
		if why := s.desk.Wasted(moves); why != "" {
			s.refuse("NOT DONE. " + why)
			return
		}
		if where := s.desk.Beyond(moves); where != "" {
			s.open(newForm(s, "Go to", func(s *console, _ *form) { s.do(moves...) }, step{label: where + " Go there?", items: func(*console, *form) []item {
				return []item{{key: "y", text: "yes"}}
			}}))
			return
		}
		s.do(moves...)
	}
}
