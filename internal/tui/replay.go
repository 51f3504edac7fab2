package tui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/debrief"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// Replay walks through an exercise on its timeline, until it is left. Nothing is
// recorded.
func (t Terminal) Replay(ex *exercise.Exercise) error {
	r, err := newReplay(ex)
	if err != nil {
		return err
	}
	return newApp(stylesFor(t.Out), r).run(t.In, t.Out)
}

// replay is the timeline with a cursor in it, and who knew what at that moment.
type replay struct {
	d     *debrief.Debrief
	brief *brief
	all   []debrief.Happening
	at    int
	game  *engine.Game // as it stood then
	log   engine.Log
	grid  grid
	seat  int // whose view is shown, -1 for none
	tab   int
	skip  int
	ask   *askLine
	note  string
}

// askLine asks for a moment of the story.
type askLine struct{ text string }

func newReplay(ex *exercise.Exercise) (*replay, error) {
	r := &replay{d: debrief.New(debrief.RecordOf(ex)), brief: newBrief(ex.Program()), seat: -1}
	r.all = r.d.Timeline()
	if len(r.all) == 0 {
		return nil, fmt.Errorf("%s holds no move yet: there is nothing to walk through", ex.Path())
	}
	return r, r.goTo(0)
}

// goTo goes to a line of the timeline.
func (r *replay) goTo(at int) (err error) {
	r.at = min(max(at, 0), len(r.all)-1)
	r.game, r.log, err = r.d.At(r.until())
	return err
}

// until is the last event of the record that belongs to the moment: what stands in
// the timeline behind it has not happened yet, what was told back in time has.
func (r *replay) until() int { return r.all[r.at].Event }

func (r *replay) press(a *app, k tea.KeyMsg) {
	r.note = ""
	if r.ask != nil {
		r.askMoment(a, k)
		return
	}
	to := r.at
	switch t := typed(k); {
	case k.Type == tea.KeyDown && r.seat >= 0:
		r.skip++
	case k.Type == tea.KeyUp && r.seat >= 0:
		r.skip = max(r.skip-1, 0)
	case k.Type == tea.KeyRight, k.Type == tea.KeyDown:
		to++
	case k.Type == tea.KeyLeft, k.Type == tea.KeyUp:
		to--
	case k.Type == tea.KeyPgDown:
		to += 10
	case k.Type == tea.KeyPgUp:
		to -= 10
	case k.Type == tea.KeyHome:
		to = 0
	case k.Type == tea.KeyEnd:
		to = len(r.all) - 1
	case t == "d":
		to = r.find(1, isDecision)
	case t == "D":
		to = r.find(-1, isDecision)
	case t == ".":
		to = r.find(1, isPin)
	case t == ",":
		to = r.find(-1, isPin)
	case t == "t":
		to = r.find(1, isTurn)
	case t == "T":
		to = r.find(-1, isTurn)
	case t == "g":
		r.ask = &askLine{}
	case k.Type == tea.KeyTab:
		r.tab, r.skip = (r.tab+1)%len(seatTabs), 0
	case k.Type == tea.KeyEsc && r.seat >= 0:
		r.seat = -1
	case t == "q", t == "Q", k.Type == tea.KeyEsc, k.Type == tea.KeyCtrlC:
		a.leaving = true
	case t != "" && strings.Contains(seatKeys, t):
		r.show(strings.Index(seatKeys, t))
	}
	if to != r.at {
		if err := r.goTo(to); err != nil {
			a.fail(err)
		}
	}
}

// show shows a seat's view, or closes it.
func (r *replay) show(seat int) {
	switch {
	case seat >= r.d.Program().Roles():
	case seat == r.seat:
		r.seat = -1
	default:
		r.seat, r.skip = seat, 0
	}
}

func isDecision(h *debrief.Happening) bool {
	return h.What == engine.EvDecided || h.What == engine.EvLapsed
}
func isPin(h *debrief.Happening) bool  { return h.Kind == debrief.KindPin }
func isTurn(h *debrief.Happening) bool { return h.What == engine.EvTurnBegan }

// find is the next line of a kind, forwards or backwards; the one in hand where
// there is none.
func (r *replay) find(by int, is func(*debrief.Happening) bool) int {
	for i := r.at + by; i >= 0 && i < len(r.all); i += by {
		if is(&r.all[i]) {
			return i
		}
	}
	r.note = "There is no other one that way."
	return r.at
}

// askMoment takes keys while a moment is asked for.
func (r *replay) askMoment(a *app, k tea.KeyMsg) {
	switch {
	case k.Type == tea.KeyEsc:
		r.ask = nil
	case k.Type == tea.KeyBackspace:
		if n := []rune(r.ask.text); len(n) > 0 {
			r.ask.text = string(n[:len(n)-1])
		}
	case k.Type == tea.KeyEnter:
		moves, err := plan.Parse(r.d.Program(), r.game, "until "+text.Line(r.ask.text))
		r.ask = nil
		if err != nil {
			r.note = err.Error()
			return
		}
		if err := r.goTo(r.before(engine.Place(moves[0].Mask).Minute())); err != nil {
			a.fail(err)
		}
	default:
		r.ask.text += typed(k)
	}
}

// before is the last line up to a minute.
func (r *replay) before(m scenario.Minutes) int {
	for i := len(r.all) - 1; i > 0; i-- {
		if r.all[i].At <= m {
			return i
		}
	}
	return 0
}

func (r *replay) draw(c *canvas) {
	p := r.d.Program()
	h := &r.all[r.at]
	head := rect{0, 0, c.w, 1}
	c.fill(head, bar)
	c.put(1, 0, c.w-30, bar, p.Scenario.Marking+" · "+p.Scenario.Title+" · replay")
	c.right(rect{0, 0, c.w - 1, 1}, bar, p.ClockText(h.At))
	body := rect{0, 1, c.w, c.h - 3}
	left, right := body.left(c.w / 2)
	nameWidth, seatWidth := 16, 2
	if need := nameWidth + 5 + seatWidth*p.Roles(); c.w >= 2*need {
		left, right = body.left(c.w - need)
	}
	if c.w >= 150 {
		nameWidth, seatWidth = 26, 5
		left, right = body.left(c.w - (nameWidth + 5 + seatWidth*p.Roles()))
	}
	if c.w < twoColumns {
		left, right = body, rect{}
	}
	if r.seat >= 0 {
		r.drawSeat(c, left)
	} else {
		r.drawTimeline(c, left)
	}
	knowledge{g: r.game, grid: &r.grid}.draw(c, right, nameWidth, seatWidth)
	note := r.note
	if r.ask != nil {
		note = "To which moment? " + r.ask.text + "▏"
	}
	c.put(1, c.h-2, c.w-2, warn, note)
	c.row(1, c.h-1, c.w-2, row{
		{keys, "←→"},
		{faint, " step  "},
		{keys, "d D"},
		{faint, " decision  "},
		{keys, ". ,"},
		{faint, " pin  "},
		{keys, "t T"},
		{faint, " turn  "},
		{keys, "g"},
		{faint, " moment  "},
		{keys, "1 2"},
		{faint, " a seat's view  "},
		{keys, "q"},
		{faint, " leave"},
	})
}

// drawTimeline draws what happened around the cursor.
func (r *replay) drawTimeline(c *canvas, box rect) {
	in := c.box(box, fmt.Sprintf("Timeline · %d of %d", r.at+1, len(r.all)), heading)
	in = rect{in.x + 1, in.y, max(in.w-2, 0), in.h}
	var rows []row
	at := 0
	from := max(r.at-in.h, 0)
	for i := from; i < len(r.all) && i < r.at+2*in.h; i++ {
		h := &r.all[i]
		st := normal
		switch {
		case i == r.at:
			st, at = chosen, len(rows)
		case i > r.at:
			st = faint
		case isDecision(h):
			st = bold
		}
		mark := "  "
		if i == r.at {
			mark = "▸ "
		}
		clock := r.hour(h.At)
		rows = append(rows, hanging(span{faint, mark + clock + "  "}, st, r.brief.text(h.Text, h.At), in.w)...)
	}
	c.rows(in, rows, max(min(at-in.h/2, len(rows)-in.h), 0))
}

// hour is a story minute without its day.
func (r *replay) hour(m scenario.Minutes) string {
	s := r.d.Program().ClockText(m)
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// drawSeat draws what a seat could see at the moment.
func (r *replay) drawSeat(c *canvas, box rect) {
	view := r.game.ViewOf(r.seat, r.log)
	in := c.box(box, view.Title+" · "+seatTabs[r.tab].name+" · Tab", heading)
	in = rect{in.x + 1, in.y, max(in.w-2, 0), in.h}
	rows := seatTabs[r.tab].rows(&page{&view, r.d.Program().ClockText}, min(in.w, widest+14))
	if len(rows) == 0 {
		rows = []row{{{faint, "Nothing yet."}}}
	}
	r.skip = min(r.skip, max(len(rows)-in.h, 0))
	c.rows(in, rows, r.skip)
}
