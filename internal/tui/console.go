package tui

import (
	"errors"
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/scenario"
)

// console is the facilitator's screen while an exercise runs.
type console struct {
	ex    *exercise.Exercise
	desk  desk.Desk
	feed  *feed
	now   func() time.Time
	since time.Time // when this screen was opened: the reading time counts from it
	size  rect      // of the canvas, as it was drawn last

	card   int // the first card that is shown
	shown  int // how many are, as drawn last
	scroll int // rows of it that are scrolled away
	sheet  sheet
	note   note
	panel  int // what the narrow console shows in its lowest panel
	boxed  int // the decision whose time box has been announced as over, -1 for none
	grid   grid
	quits  bool // asks whether to leave
}

// note is what the last key brought about, in the line above the keys.
type note struct {
	st   style
	text string
}

// a sheet lies over the middle of the console and takes the keys while it is open.
type sheet interface {
	// press takes a key; the sheet closes itself with console.close.
	press(s *console, k tea.KeyMsg)
	// draw draws the sheet inside a box, and answers nothing.
	draw(s *console, c *canvas, r rect)
	// title heads the box.
	title(s *console) string
	// help is the row of keys.
	help(s *console) row
}

// writer is a sheet that can be written in.
type writer interface {
	// writing says whether keys are letters of a text now.
	writing() bool
	// insert takes pasted text.
	insert(pasted string)
}

func newConsole(ex *exercise.Exercise, now func() time.Time) *console {
	s := &console{ex: ex, desk: desk.Of(ex), feed: newFeed(ex), now: now, since: now(), boxed: -1}
	s.card = max(len(s.feed.cards)-1, 0)
	if ex.Game().State().Phase() != engine.Waiting {
		s.say("Resumed at %s. n goes on, ? shows the keys.", s.desk.Full(ex.Game().State().Clock()))
	}
	return s
}

// say puts a sentence into the line above the keys.
func (s *console) say(format string, args ...any) {
	s.note = note{normal, fmt.Sprintf(format, args...)}
}

// refuse says why something was not done.
func (s *console) refuse(text string) { s.note = note{warn, text} }

func (s *console) close() { s.sheet = nil }

func (s *console) open(sh sheet) {
	s.sheet, s.note = sh, note{}
}

// press takes one key.
func (s *console) press(a *app, k tea.KeyMsg) {
	if s.quits {
		s.leave(a, k)
		return
	}
	if k.Type == tea.KeyCtrlC {
		s.askToLeave()
		return
	}
	if s.ex.Game().State().Stopped() {
		s.pressStopped(a, k)
		return
	}
	if s.sheet != nil {
		if w, ok := s.sheet.(writer); typed(k) == "!" && !(ok && w.writing()) {
			s.open(stopForm(s)) // something real may happen at any moment
			return
		}
		s.sheet.press(s, k)
		return
	}
	if c := commandFor(k); c != nil {
		c.run(a, s)
		return
	}
	if t := typed(k); t != "" && t != " " {
		s.refuse(fmt.Sprintf("%q is no key here. ? shows the keys.", t))
	}
}

// paste gives pasted text to the sheet that is being written in.
func (s *console) paste(_ *app, text string) {
	if w, ok := s.sheet.(writer); ok && w.writing() {
		w.insert(text)
		return
	}
	s.refuse("What was pasted was left out: nothing is being written here.")
}

func (s *console) askToLeave() {
	if _, ok := s.sheet.(interface{ full() }); ok {
		s.close() // it would hide the question
	}
	s.quits = true
	s.note = note{warn, "Leave the console? The exercise can be resumed. y leaves, any other key stays."}
}

func (s *console) leave(a *app, k tea.KeyMsg) {
	s.quits, s.note = false, note{}
	if typed(k) == "y" {
		a.leaving = true
	}
}

// pressStopped takes a key while the exercise is stopped for a real event.
func (s *console) pressStopped(a *app, k tea.KeyMsg) {
	switch typed(k) {
	case "!":
		s.do(engine.NewMove(engine.MoveLift))
	case "Q":
		s.askToLeave()
	case "p":
		a.push(newRoom(s))
	default:
		s.refuse("The exercise is stopped for a real event. ! lifts the stop.")
	}
}

// do makes moves as one entry, and says what followed. It answers whether all were
// made.
func (s *console) do(moves ...engine.Move) bool {
	before := len(s.feed.lines)
	events, err := s.ex.DoAll(moves)
	s.took()
	var r *engine.Refusal
	switch {
	case errors.As(err, &r):
		s.refuse("NOT DONE. " + r.Control)
		return false
	case err != nil:
		s.refuse(desk.Sentence(err))
		return false
	}
	if len(moves) > 0 {
		s.report(before, s.desk.Afterwards(moves[len(moves)-1], events))
	}
	return true
}

// took takes in what has happened: new cards come to the front.
func (s *console) took() {
	before := s.feed.update()
	if len(s.feed.cards) > before {
		s.card, s.scroll = before, 0
	}
	s.card = min(s.card, max(len(s.feed.cards)-1, 0))
	s.boxed = -1
}

// report says what followed from a move and stands on no card: the last lines of
// the log, what has arrived, and what is left.
func (s *console) report(before int, more []string) {
	lines := s.feed.lines[min(before, len(s.feed.lines)):]
	var parts []string
	for _, l := range lines {
		if !l.gone && !l.hand && !l.card {
			parts = append(parts, l.text)
		}
	}
	if n := len(parts); n > 3 {
		parts = append(parts[:2], fmt.Sprintf("and %d more lines in the log", n-2))
	}
	parts = sentences(parts)
	if arrived := s.arrivals(lines); arrived != "" {
		parts = append([]string{arrived}, parts...)
	}
	for _, m := range more {
		parts = append(parts, s.feed.brief.text(m, s.ex.Game().State().Clock()))
	}
	s.note = note{normal, strings.Join(parts, " ")}
}

func sentences(parts []string) []string {
	out := make([]string, len(parts))
	for i, p := range parts {
		out[i] = desk.Sentence(errors.New(p))
	}
	return out
}

// next shows the cards that have not been seen, then goes on in the story.
func (s *console) next(a *app) {
	if at := s.card + max(s.shown, 1); at < len(s.feed.cards) {
		s.card, s.scroll, s.note = at, 0, note{}
		return
	}
	if s.ex.Game().State().Phase() == engine.Ended {
		a.push(newHotwash(s))
		return
	}
	s.advance(engine.ToNext)
}

func (s *console) advance(how int32) {
	state := s.ex.Game().State()
	switch state.Phase() {
	case engine.Waiting:
		if s.do(engine.NewMove(engine.MoveStart)) {
			s.advance(how)
		}
		return
	case engine.Over:
		s.do(engine.NewMove(engine.MoveEnd))
		return
	case engine.Ended:
		s.say("The exercise has ended. n goes on to the hot wash.")
		return
	}
	m := engine.NewMove(engine.MoveAdvance)
	m.N = how
	if s.do(m) && s.ex.Game().State().Phase() == engine.Over {
		s.say("That was the last turn. The next n is EndEx.")
	}
}

// tick lets a paced story go on, and announces a time box that is over.
func (s *console) tick(*app) {
	if s.sheet == nil && !s.desk.Overdue() {
		before := len(s.feed.lines)
		if events, err := s.ex.Tick(); err != nil {
			var r *engine.Refusal
			if !errors.As(err, &r) {
				s.refuse(desk.Sentence(err))
			}
		} else if len(events) > 0 {
			s.took()
			s.report(before, nil)
		}
	}
	if box, ok := s.desk.Box(); ok && box.Left <= 0 && s.boxed != box.Decision && s.sheet == nil {
		s.boxed = box.Decision
		s.note = note{warn, fmt.Sprintf("The time box of “%s” is over. d answers, + gives one more minute, n lets the story go on.",
			s.ex.Program().Decision(box.Decision).Title)}
	}
}

// undo takes the last entry back.
func (s *console) undo() {
	m, err := s.ex.Undo()
	if err == nil {
		err = s.ex.Make(m)
	}
	if err != nil {
		s.refuse("NOT DONE. " + desk.Sentence(err))
		return
	}
	s.took()
	s.card, s.scroll = max(len(s.feed.cards)-1, 0), 0
	lost := m.Lost
	if len(lost) > 3 {
		lost = append(lost[:2:2], fmt.Sprintf("and %d more", len(m.Lost)-2))
	}
	what := s.feed.brief.text(strings.Join(sentences(lost), " "), s.ex.Game().State().Clock())
	if what == "" {
		what = "The last entry."
	}
	s.say("Taken back: %s What seats have seen stays seen.", what)
}

// plus delivers the contingency on offer, or gives the decision in hand one more
// minute.
func (s *console) plus() {
	if len(s.feed.cards) > 0 {
		if c := s.feed.card(s.card); c.Kind == desk.Contingency {
			m := engine.NewMove(engine.MoveDeliver)
			m.A = int16(c.Inject)
			s.do(m)
			return
		}
	}
	open := s.desk.Open()
	if len(open) == 0 {
		s.refuse("No decision is open that could have one more minute.")
		return
	}
	n := open[0]
	if box, ok := s.desk.Box(); ok {
		n = box.Decision
	}
	m := engine.NewMove(engine.MoveMoreTime)
	m.A, m.N = int16(n), 1
	s.do(m)
}

// short is a seat's name for columns.
func (s *console) short(r int) string { return s.ex.Program().Role(r).Short }

func (s *console) shorts(mask uint64) string {
	var out []string
	for _, r := range engine.Bits(mask) {
		out = append(out, s.short(r))
	}
	return strings.Join(out, ", ")
}

// roomText is a length of room time on a clock: 0:31:05, or 4:07.
func roomText(d time.Duration) string {
	neg := ""
	if d < 0 {
		neg, d = "-", -d
	}
	sec := int(d.Seconds())
	if sec >= 3600 {
		return fmt.Sprintf("%s%d:%02d:%02d", neg, sec/3600, sec/60%60, sec%60)
	}
	return fmt.Sprintf("%s%d:%02d", neg, sec/60, sec%60)
}

func slipsText(n int) string {
	if n == scenario.Unlimited {
		return "no limit"
	}
	return desk.Count(n, "slip")
}
