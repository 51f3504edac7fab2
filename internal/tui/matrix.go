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

// shownFacts are the facts that stand in the matrix: those that somebody holds, or
// needs for an open decision, or that are on their way.
func (s *console) shownFacts() (facts []int, hidden int) {
	need := s.needed()
	for f := range s.ex.Program().Facts() {
		if s.ex.Game().Holders(f) != 0 || need[f] != 0 {
			facts = append(facts, f)
		} else {
			hidden++
		}
	}
	return facts, hidden
}

// needed is, by fact, the mask of the owners of open decisions that need it.
func (s *console) needed() []uint64 {
	p := s.ex.Program()
	out := make([]uint64, p.Facts())
	for n := range p.Decisions() {
		if s.ex.Game().Standing(n).Status != engine.IsOpen {
			continue
		}
		dec := p.Decision(n)
		for _, f := range dec.Needs {
			out[p.FactNo(f)] |= p.RoleMask(dec.By...)
		}
	}
	return out
}

// drawRight is the matrix of who knows what, with the measures below.
func (s *console) drawRight(c *canvas, l layout) {
	r := l.matrix
	if r.w < 12 || r.h < 5 {
		s.grid = grid{}
		return
	}
	facts, hidden := s.shownFacts()
	measures := s.ex.Program().Measures()
	below := min(measures+1, max(r.h-6, 0))
	if room := r.h - 3 - len(facts) - below; room < 0 { // facts before measures, down to three of them
		below = max(min(below, 4), below+room)
	}
	in := c.box(r, "Who knows what", heading)
	matrix, gauges := in.top(in.h - below)
	s.drawMatrix(c, rect{matrix.x + 1, matrix.y, matrix.w - 2, matrix.h}, l, facts, hidden)
	if below > 1 {
		c.rule(gauges, "Measures", heading)
		_, gauges = gauges.top(1)
		s.drawMeasures(c, rect{gauges.x + 1, gauges.y, gauges.w - 2, gauges.h})
	}
}

func (s *console) drawMatrix(c *canvas, r rect, l layout, facts []int, hidden int) {
	p, g := s.ex.Program(), s.ex.Game()
	marks := s.marks()
	seatX := r.x + l.nameWidth + 2
	for seat := range p.Roles() {
		st := faint
		if _, auto := g.Auto(seat); !auto {
			st = keys
		}
		c.put(seatX+seat*l.seatWidth, r.y, l.seatWidth-1, st, seatKey(seat))
		if l.seatWidth >= 5 {
			c.put(seatX+seat*l.seatWidth, r.y+1, l.seatWidth-1, faint, clip(s.short(seat), l.seatWidth-1))
		}
	}
	if l.seatWidth >= 5 {
		_, r = r.top(1)
	}
	_, r = r.top(1)
	rows := facts
	if len(rows) > r.h {
		s.grid.skip = min(s.grid.skip, len(rows)-r.h+1)
		rows = rows[s.grid.skip:]
		rows = rows[:min(len(rows), r.h-1)]
	} else {
		s.grid.skip = 0
	}
	need := s.needed()
	for i, f := range rows {
		fact := p.Fact(f)
		st := normal
		name := fact.Short
		if g.Leaked(f) {
			st, name = warn, "LEAKED "+name
		}
		c.put(r.x, r.y+i, 1, keys, letterKey(f))
		c.put(r.x+2, r.y+i, l.nameWidth-1, st, name)
		held, coming := g.Holders(f), g.Coming(f)
		for seat := range p.Roles() {
			mark, st := "·", faint
			switch {
			case held>>seat&1 != 0:
				mark, st = "●", good
			case coming>>seat&1 != 0:
				mark, st = "→", warn
			case need[f]>>seat&1 != 0:
				mark, st = "○", bad
			}
			if marks != nil && marks.marked(f, seat) {
				st = chosen
			}
			c.put(seatX+seat*l.seatWidth, r.y+i, 1, st, mark)
			if t, ok := s.sheet.(*told); ok && t.fact == f && t.seat == seat {
				c.put(seatX+seat*l.seatWidth-1, r.y+i, 1, accent, "▸")
			}
		}
	}
	s.grid = grid{area: rect{r.x, r.y, r.w, len(rows)}, facts: rows, seatX: seatX, seatW: l.seatWidth, skip: s.grid.skip}
	if left := len(facts) - len(rows); left > 0 || hidden > 0 {
		y := r.y + len(rows)
		if y < r.y+r.h {
			c.put(r.x, y, r.w, faint, restText(left, hidden))
		}
	}
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

func (s *console) marks() marker {
	m, _ := s.sheet.(marker)
	return m
}

// drawMeasures shows each measure as a bar, a number, and which way it went last.
func (s *console) drawMeasures(c *canvas, r rect) {
	p, g := s.ex.Program(), s.ex.Game()
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
		switch t := s.feed.trend[m]; {
		case t > 0:
			arrow, look = "↑", good
		case t < 0:
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
