package tui

import (
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
)

// drawOpening is what stands before StartEx: ground rules, tables, reading time.
func (s *console) drawOpening(c *canvas, r rect) {
	p := s.ex.Program()
	in := c.box(r, "Before StartEx", heading)
	in = rect{in.x + 2, in.y, in.w - 4, in.h}
	w := min(in.w, widest+14)
	rows := []row{{{bold, p.Scenario.Title}}}
	rows = append(rows, para(normal, p.Scenario.Summary, w)...)
	rows = append(rows, nil)
	rows = append(rows, para(faint, s.desk.SetupText(), w)...)
	rows = append(rows, nil, row{{accent, "Read the ground rules aloud"}})
	for i, g := range desk.GroundRules {
		rows = append(rows, hanging(span{keys, " " + itoa(i+1) + "  "}, normal, g, w)...)
	}
	rows = append(rows, nil, row{{accent, "Then everyone reads the role card"}})
	rows = append(rows, s.readingRow()...)
	rows = append(rows, nil)
	rows = append(rows, s.tableRows()...)
	if over := len(rows) - in.h; over > 0 { // the summary is the first to go
		rows = append(rows[:1], rows[min(1+len(para(normal, p.Scenario.Summary, w)), len(rows)):]...)
	}
	c.rows(in, rows, 0)
}

// readingRow is what is left of the time for ground rules and reading.
func (s *console) readingRow() []row {
	l := s.ex.Program().Length()
	if l == nil || l.Brief == 0 {
		return []row{{{normal, "n is StartEx."}}}
	}
	left := time.Duration(l.Brief)*time.Minute - s.now().Sub(s.since)
	st, text := good, roomText(left)+" left of "+desk.Count(l.Brief, "minute")
	if left < 0 {
		st, text = warn, roomText(-left)+" over its "+desk.Count(l.Brief, "minute")
	}
	return []row{{{st, text}, {faint, " · n is StartEx"}}}
}

// tableRows list the tables, and which seats play by themselves.
func (s *console) tableRows() (rows []row) {
	p, g := s.ex.Program(), s.ex.Game()
	for _, table := range s.desk.Tables() {
		var line row
		for i, r := range engine.Bits(table) {
			if i > 0 {
				line = append(line, span{faint, " · "})
			}
			line = append(line, span{keys, seatKey(r)}, span{normal, " " + p.Role(r).Title})
			if t, auto := g.Auto(r); auto {
				line = append(line, span{faint, " (by itself, " + t.String() + ")"})
			}
		}
		rows = append(rows, append(row{{faint, "table  "}}, line...))
	}
	return rows
}
