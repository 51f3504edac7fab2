package tui

import (
	"slices"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
)

// drawOpening is what stands before StartEx: ground rules, tables, reading time.
// What has no room is left out in this order: the summary, the seats' full names,
// empty lines.
func (s *console) drawOpening(c *canvas, r rect) {
	in := c.box(r, "Before StartEx", heading)
	in = rect{in.x + 2, in.y, in.w - 4, in.h}
	for leave := range 4 {
		rows := s.openingRows(min(in.w, widest+14), leave < 1, leave < 2)
		if leave == 3 {
			rows = slices.DeleteFunc(rows, func(r row) bool { return r == nil })
		}
		if len(rows) <= in.h || leave == 3 {
			c.rows(in, rows, 0)
			return
		}
	}
}

func (s *console) openingRows(w int, summary, names bool) []row {
	p := s.ex.Program()
	rows := []row{{{bold, p.Scenario.Title}}}
	if summary {
		rows = append(append(rows, para(normal, p.Scenario.Summary, w)...), nil)
	}
	rows = append(rows, para(faint, s.desk.SetupText(), w)...)
	rows = append(rows, nil, row{{accent, "Read the ground rules aloud"}})
	for i, g := range desk.GroundRules {
		rows = append(rows, hanging(span{keys, " " + itoa(i+1) + "  "}, normal, g, w)...)
	}
	rows = append(rows, nil, row{{accent, "Then everyone reads the role card"}})
	rows = append(rows, s.readingRow()...)
	rows = append(rows, nil)
	if !names {
		return append(rows, s.seatRowsInShort(w)...)
	}
	return append(rows, s.tableRows()...)
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

// seatRowsInShort list the seats by their short names, as many to a line as fit.
func (s *console) seatRowsInShort(w int) (rows []row) {
	line, used := row{}, 0
	for r := range s.ex.Program().Roles() {
		name := " " + s.short(r) + "   "
		if t, auto := s.ex.Game().Auto(r); auto {
			name = " " + s.short(r) + " (" + t.String() + ")   "
		}
		n := width(seatKey(r)) + width(name)
		if used+n-3 > w && used > 0 {
			rows, line, used = append(rows, line), row{}, 0
		}
		line, used = append(line, span{keys, seatKey(r)}, span{normal, name}), used+n
	}
	return append(rows, line)
}
