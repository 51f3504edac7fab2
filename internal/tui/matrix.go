package tui

import (
	"fmt"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// grid is where the matrix was drawn last, for the mouse, and how far it is
// scrolled.
type grid struct {
	area  rect
	facts []int // by row
	seatX int   // the column of the first seat
	seatW int
	skip  int
}

// at is the fact and the seat under a point of the screen.
func (g *grid) at(x, y, seats int) (fact, seat int, ok bool) {
	if !g.area.contains(x, y) || g.seatW == 0 || x < g.seatX {
		return 0, 0, false
	}
	n := y - g.area.y
	seat = (x - g.seatX) / g.seatW
	if n < 0 || n >= len(g.facts) || seat >= seats {
		return 0, 0, false
	}
	return g.facts[n], seat, true
}

// knowledge is who knows what in a game at one moment, as a matrix.
type knowledge struct {
	g     *engine.Game
	grid  *grid
	marks marker  // nil for none
	trend []int32 // by measure: its last change; nil for none
}

// knowledge is who knows what now.
func (s *console) knowledge() knowledge {
	m, _ := s.sheet.(marker)
	return knowledge{s.ex.Game(), &s.grid, m, s.feed.trend}
}

// facts are those that stand in the matrix: those that somebody holds, or needs for
// an open decision; the others are counted.
func (k knowledge) facts() (facts []int, hidden int) {
	need := k.needed()
	for f := range k.g.Program().Facts() {
		if k.g.Holders(f) != 0 || need[f] != 0 {
			facts = append(facts, f)
		} else {
			hidden++
		}
	}
	return facts, hidden
}

// needed is, by fact, the mask of the owners of open decisions that need it.
func (k knowledge) needed() []uint64 {
	p := k.g.Program()
	out := make([]uint64, p.Facts())
	for n := range p.Decisions() {
		if k.g.Standing(n).Status != engine.IsOpen {
			continue
		}
		dec := p.Decision(n)
		for _, f := range dec.Needs {
			out[p.FactNo(f)] |= p.RoleMask(dec.By...)
		}
	}
	return out
}

// draw draws the matrix, with the measures below.
func (k knowledge) draw(c *canvas, r rect, nameWidth, seatWidth int) {
	if r.w < 12 || r.h < 5 {
		*k.grid = grid{}
		return
	}
	facts, hidden := k.facts()
	measures := k.g.Program().Measures()
	below := min(measures+1, max(r.h-6, 0))
	if room := r.h - 3 - len(facts) - below; room < 0 { // facts before measures, down to three of them
		below = max(min(below, 4), below+room)
	}
	in := c.box(r, "Who knows what", heading)
	matrix, gauges := in.top(in.h - below)
	matrix = k.drawSeats(c, rect{matrix.x + 1, matrix.y, matrix.w - 2, matrix.h}, nameWidth, seatWidth)
	k.drawFacts(c, matrix, facts, hidden, nameWidth, seatWidth)
	if below > 1 {
		c.rule(gauges, "Measures", heading)
		_, gauges = gauges.top(1)
		k.drawMeasures(c, rect{gauges.x + 1, gauges.y, gauges.w - 2, gauges.h})
	}
}

// drawSeats draws the heads of the columns, and answers what is below them.
func (k knowledge) drawSeats(c *canvas, r rect, nameWidth, seatWidth int) rect {
	p := k.g.Program()
	x := r.x + nameWidth + 2
	for seat := range p.Roles() {
		st := faint
		if _, auto := k.g.Auto(seat); !auto {
			st = keys
		}
		c.put(x+seat*seatWidth, r.y, seatWidth-1, st, seatKey(seat))
		if seatWidth >= 5 {
			c.put(x+seat*seatWidth, r.y+1, seatWidth-1, faint, clip(p.Role(seat).Short, seatWidth-1))
		}
	}
	heads := 1
	if seatWidth >= 5 {
		heads = 2
	}
	_, r = r.top(heads)
	return r
}

// drawFacts draws the rows that there is room for, and counts the others.
func (k knowledge) drawFacts(c *canvas, r rect, facts []int, hidden, nameWidth, seatWidth int) {
	rows := facts
	if len(rows) > r.h {
		k.grid.skip = min(k.grid.skip, len(rows)-r.h+1)
		rows = rows[k.grid.skip:]
		rows = rows[:min(len(rows), max(r.h-1, 0))]
	} else {
		k.grid.skip = 0
	}
	need := k.needed()
	x := r.x + nameWidth + 2
	for i, f := range rows {
		fact := k.g.Program().Fact(f)
		st, name := normal, fact.Short
		if k.g.Leaked(f) {
			st, name = warn, "LEAKED "+name
		}
		c.put(r.x, r.y+i, 1, keys, letterKey(f))
		c.put(r.x+2, r.y+i, nameWidth-1, st, name)
		for seat := range k.g.Program().Roles() {
			mark, st := k.mark(f, seat, need[f])
			if k.marks != nil && k.marks.marked(f, seat) {
				st = chosen
			}
			c.put(x+seat*seatWidth, r.y+i, 1, st, mark)
			if t, ok := k.marks.(*told); ok && t.fact == f && t.seat == seat {
				c.put(x+seat*seatWidth-1, r.y+i, 1, accent, "▸")
			}
		}
	}
	*k.grid = grid{area: rect{r.x, r.y, r.w, len(rows)}, facts: rows, seatX: x, seatW: seatWidth, skip: k.grid.skip}
	if left := len(facts) - len(rows); (left > 0 || hidden > 0) && len(rows) < r.h {
		c.put(r.x, r.y+len(rows), r.w, faint, restText(left, hidden))
	}
}

// mark is how a cell of the matrix is shown.
func (k knowledge) mark(f, seat int, need uint64) (string, style) {
	switch {
	case k.g.Holders(f)>>seat&1 != 0:
		return "●", good
	case k.g.Coming(f)>>seat&1 != 0:
		return "→", warn
	case need>>seat&1 != 0:
		return "○", bad
	}
	return "·", faint
}

// clip cuts a short name off without an ellipsis.
func clip(s string, to int) string {
	out, used := "", 0
	eachCluster(s, func(cluster string, w int) bool {
		if used += w; used > to {
			return false
		}
		out += cluster
		return true
	})
	return out
}

func restText(left, hidden int) string {
	switch {
	case left > 0:
		return fmt.Sprintf("and %d more: t, then ↓", left)
	default:
		return fmt.Sprintf("%d more nobody holds yet", hidden)
	}
}

// marker is a sheet that marks cells of the matrix.
type marker interface{ marked(fact, seat int) bool }

// drawMeasures shows each measure as a bar, a number, and which way it went last.
func (k knowledge) drawMeasures(c *canvas, r rect) {
	p, g := k.g.Program(), k.g
	name := min(max(r.w-12, 8), 26)
	for m := range min(p.Measures(), r.h) {
		x := p.Measure(m)
		st := normal
		if x.Hidden {
			st = faint
		}
		c.put(r.x, r.y+m, name-1, st, x.Title)
		span := r.w - name - 7
		c.row(r.x+name, r.y+m, span, gauge(x, g.Measure(m), span))
		arrow, look := " ", faint
		switch {
		case k.trend == nil:
		case k.trend[m] > 0:
			arrow, look = "↑", good
		case k.trend[m] < 0:
			arrow, look = "↓", bad
		}
		c.right(rect{r.x, r.y + m, r.w - 2, 1}, st, fmt.Sprintf("%4d", g.Measure(m)))
		c.put(r.x+r.w-1, r.y+m, 1, look, arrow)
	}
}

// gauge is a measure's value as a bar.
func gauge(m *scenario.Measure, value, w int) row {
	if w < 3 || m.Max <= m.Min {
		return nil
	}
	full := min(max((value-m.Min)*w/(m.Max-m.Min), 0), w)
	return row{{heading, strings.Repeat("▅", full)}, {faint, strings.Repeat("▁", w-full)}}
}

// click: the matrix takes told by clicks, the wheel scrolls what is under it.
func (s *console) click(_ *app, x, y, wheel int) {
	if s.ex.Game().State().Stopped() || s.quits {
		return
	}
	onGrid := s.grid.area.contains(x, y)
	switch {
	case wheel != 0 && onGrid:
		s.grid.skip = max(s.grid.skip+wheel, 0)
	case wheel != 0:
		s.scroll = max(s.scroll+wheel, 0)
	default:
		fact, seat, ok := s.grid.at(x, y, s.ex.Program().Roles())
		if !ok {
			return
		}
		switch sh := s.sheet.(type) {
		case nil:
			t := newTold(s)
			t.fact, t.seat = fact, seat
			s.open(t)
		case *told:
			if sh.fact == fact && sh.seat == seat {
				sh.tell(s)
			}
			sh.fact, sh.seat = fact, seat
		case *share:
			sh.toggleFact(s, fact)
			sh.toggleSeat(s, seat)
		}
	}
}
