package tui

import (
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/debrief"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
)

// projection is what the room sees of the hot wash: nothing unconfirmed, and nothing
// before control has gone there.
type projection struct {
	on    bool
	step  int
	title string
	ask   string
	left  time.Duration
	rows  func(w int) []row
}

// project is what the room sees of the hot wash now.
func project(ex *exercise.Exercise) projection {
	wash := ex.Hotwash()
	if wash.Step < 0 {
		return projection{}
	}
	p := projection{on: true, step: wash.Step, title: engine.HotwashTitle(wash.Step)}
	if wash.Closed() {
		p.title = "Thank you"
		return p
	}
	p.ask = asks[wash.Step]
	p.left = time.Duration(washMinutes(ex, wash.Step))*time.Minute - (ex.Room() - wash.Since)
	d, clock := debrief.New(debrief.RecordOf(ex)), desk.Of(ex).Full
	switch engine.HotwashSteps[wash.Step] {
	case "happened":
		p.rows = func(w int) (rows []row) {
			for _, pin := range d.Pins() {
				rows = append(rows, hanging(span{accent, "● "}, normal, clock(pin.At)+"  "+pin.Words, w)...)
				rows = append(rows, nil)
			}
			return rows
		}
	case "reveal":
		if c := revealCase(d, wash.Decision); c != nil {
			p.rows = func(w int) []row {
				head := []row{{{bold, d.Program().Decision(c.Decision).Title}}}
				return append(head, revealText(d, c, wash.Part, false, clock, w)...)
			}
		}
	case "day-before":
		if wash.Set != 0 {
			p.rows = func(w int) (rows []row) {
				for _, a := range engine.Bits(wash.Set) {
					rows = append(rows, hanging(span{accent, "■ "}, bold, d.Program().Arrangement(a).Title, w)...)
				}
				return append(append(rows, nil), dayText(d, d.DayBefore(wash.Set), w)...)
			}
		}
	case "gap", "actions":
		p.rows = func(w int) (rows []row) {
			lessons := d.Lessons()
			for _, o := range lessons.Observations {
				if o.Kind == debrief.Area {
					rows = append(rows, hanging(span{accent, "○ "}, normal, o.Text, w)...)
				}
			}
			for i := range lessons.Actions {
				x := &lessons.Actions[i]
				rows = append(rows, hanging(span{good, "● "}, bold, x.Action, w)...)
				rows = append(rows, row{{faint, "  " + orElse(d.OwnerOf(x), "no owner yet") + ", by " + orElse(x.Due, "a date to complete")}})
			}
			return rows
		}
	}
	return p
}

// drawWash draws the hot wash on the room's screen.
func drawWash(c *canvas, p *projection, r rect) {
	y := r.y + 1
	if p.step < engine.HotwashClosed {
		count, st := roomText(max(p.left, 0)), accent
		if p.left <= 0 {
			st = bad
		}
		for _, l := range big(count, min(max(bigScale(count, r.w-4, r.h/5), 1), 2)) {
			c.put(r.x+max((r.w-width(l))/2, 0), y, r.w, st, l)
			y++
		}
		y++
	}
	w := min(r.w-4, 100)
	x := r.x + max((r.w-w)/2, 0)
	rows := []row{{{bold, p.title}}}
	rows = append(rows, para(normal, p.ask, w)...)
	if p.rows != nil {
		rows = append(append(rows, nil), p.rows(w)...)
	}
	c.rows(rect{x, y, w, r.y + r.h - y}, rows, 0)
}
