package tui

import (
	tea "github.com/charmbracelet/bubbletea"

	"github.com/charmbracelet/bubbles/key"

	"example.org/whitecell/engine"
)

// commands are the keys of the console. The row of keys and the help are made from
// them; those that stand in the row come in the order of their weight.
var commands []command

func init() {
	commands = []command{
		{bind([]string{"n", "enter"}, "n", "next"), true, "on to the next thing that you must say or ask (also Enter)", func(a *app, s *console) { s.next(a) }},
		{one("d", "decide"), true, "answer an open decision: its letter, then a reason by digit, in words, or owed", func(_ *app, s *console) { s.openDecide() }},
		{one("s", "share"), true, "a seat sends facts to seats: sender, facts by letter, receivers by digit, Enter", func(_ *app, s *console) { s.open(newShare(s)) }},
		{one("t", "told"), true, "told across the table, on the matrix: a letter and a digit", func(_ *app, s *console) { s.open(newTold(s)) }},
		{one("u", "undo"), true, "take the last entry back", func(_ *app, s *console) { s.undo() }},
		{one("!", "stop"), true, "stop for a real event, and lift the stop", func(_ *app, s *console) { s.open(stopForm(s)) }},
		{one("?", "help"), true, "all keys", func(a *app, _ *console) { a.push(newHelp()) }},
		{one("m", "meet"), true, "call a meeting, say something in one that sits, close it", func(_ *app, s *console) { s.openMeet() }},
		{one("r", "rule"), true, "rule on what nobody scripted, with what follows from it", func(_ *app, s *console) { s.open(ruleForm(s)) }},
		{one("q", "question"), true, "a question to control, and its answer", func(_ *app, s *console) { s.open(questionForm(s)) }},
		{one("i", "inject"), true, "improvise an inject; skip, delay or bring one forward", func(_ *app, s *console) { s.open(injectForm(s)) }},
		{one("o", "observe"), true, "note an observation; it is never undone", func(_ *app, s *console) { s.open(observeForm(s)) }},
		{one("e", "mend"), true, "the whole log: strike a line, put it right, or move it", func(_ *app, s *console) { s.openMend() }},
		{one("a", "ask"), true, "a seat asks for a fact, or for consent to pass it on", func(_ *app, s *console) { s.open(askForm(s)) }},
		{one("c", "consult"), true, "an owner asks others for their view on a decision", func(_ *app, s *console) { s.openConsult() }},
		{one("p", "screen"), true, "the room's screen on this screen, and back", func(a *app, s *console) { a.push(newRoom(s)) }},
		{one("y", "yes"), false, "yes to the first question that waits: agree, grant, a view is given", func(_ *app, s *console) { s.answerFirst(engine.VerdictYes) }},
		{one("x", "no"), false, "no to the first question that waits, with the reason", func(_ *app, s *console) { s.answerFirst(engine.VerdictNo) }},
		{one("Y", "answer"), false, "choose among all questions that wait", func(_ *app, s *console) { s.openAnswers() }},
		{one("+", "more"), false, "deliver the contingency on offer; else one more minute for a decision", func(_ *app, s *console) { s.plus() }},
		{one("R", "reason"), false, "enter a reason that was owed", func(_ *app, s *console) { s.openOwed() }},
		{one("O", "own"), false, "a seat accepts an arrangement as its own", func(_ *app, s *console) { s.openOwn() }},
		{one("V", "version"), false, "the origin begins to make a sanitised version", func(_ *app, s *console) { s.openVersion() }},
		{one("w", "message"), false, "a message of one seat to others, or of control", func(_ *app, s *console) { s.open(messageForm(s)) }},
		{one("k", "seats"), false, "seats to and from automatic play; grant slips", func(_ *app, s *console) { s.open(seatForm(s)) }},
		{one("v", "view"), false, "a seat's own view, behind its curtain", func(_ *app, s *console) { s.open(viewForm(s)) }},
		{one(".", "pin"), false, "pin this moment for the hot wash", func(_ *app, s *console) { s.open(pinForm(s)) }},
		{one("A", "action"), false, "note an improvement action, with its owner", func(_ *app, s *console) { s.open(planForm(s)) }},
		{one("N", "step"), false, "on by one step", func(_ *app, s *console) { s.advance(engine.ToStep) }},
		{one("g", "go to"), false, "on to a moment of the story", func(_ *app, s *console) { s.open(momentForm(s)) }},
		{one("E", "EndEx"), false, "end the exercise before its last turn is over", func(_ *app, s *console) { s.open(endForm(s)) }},
		{one(":", "line"), false, "enter any move as a line, as in a plan", func(_ *app, s *console) { s.open(lineForm(s, "")) }},
		{bind([]string{"[", "left"}, "[", "back"), false, "the card before (also ←)", func(_ *app, s *console) { s.turnCards(-1) }},
		{bind([]string{"]", "right"}, "]", "forward"), false, "the card after (also →)", func(_ *app, s *console) { s.turnCards(1) }},
		{bind([]string{"down", "pgdown"}, "↓", "scroll"), false, "scroll the card (also PgDn)", func(_ *app, s *console) { s.scroll++ }},
		{bind([]string{"up", "pgup"}, "↑", "scroll"), false, "scroll back (also PgUp)", func(_ *app, s *console) { s.scroll = max(s.scroll-1, 0) }},
		{one("tab", "panel"), false, "on a small terminal: the log, what is due, the turns", func(_ *app, s *console) { s.panel++ }},
		{one("Q", "leave"), false, "leave; the exercise can be resumed (also Ctrl-C)", func(_ *app, s *console) { s.askToLeave() }},
	}
}

// commandFor is the command of a key, nil for none.
func commandFor(k tea.KeyMsg) *command {
	for i := range commands {
		if key.Matches(k, commands[i].Binding) {
			return &commands[i]
		}
	}
	return nil
}

// rowKeys are the bindings of the row of keys.
func rowKeys() []key.Binding {
	var out []key.Binding
	for i := range commands {
		if commands[i].row {
			out = append(out, commands[i].Binding)
		}
	}
	return out
}

// turnCards goes back and forth among the cards.
func (s *console) turnCards(by int) {
	if n := len(s.feed.cards); n > 0 {
		s.card, s.scroll = min(max(s.card+by, 0), n-1), 0
	}
}
