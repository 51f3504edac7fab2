package tui

import (
	"fmt"
	"slices"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/internal/text"
)

// mend is the whole log with a cursor in it. A line can be struck, put right or
// moved; what would change is listed first.
type mend struct {
	at     int // entry under the cursor
	edit   *textinput.Model
	asked  *exercise.Mend // what would change, to be confirmed
	change []row
	scroll int
}

func (s *console) openMend() {
	worded := s.worded()
	if len(worded) == 0 {
		s.refuse("The log is empty.")
		return
	}
	s.open(&mend{at: worded[len(worded)-1]})
}

// worded are the entries that the log has lines of, by number.
func (s *console) worded() (out []int) {
	for i := range s.feed.lines {
		if n := len(out); n == 0 || out[n-1] != s.feed.lines[i].entry {
			out = append(out, s.feed.lines[i].entry)
		}
	}
	return out
}

// step moves the cursor by so many entries of those that the log has lines of.
func (m *mend) step(s *console, by int) {
	worded := s.worded()
	i, _ := slices.BinarySearch(worded, m.at)
	m.at = worded[min(max(i+by, 0), len(worded)-1)]
}

func (m *mend) title(s *console) string {
	if m.asked != nil {
		return "Mend · what would change"
	}
	return fmt.Sprintf("Mend · line %d of %d", m.at+1, len(s.ex.Entries()))
}

func (m *mend) help(*console) row {
	switch {
	case m.asked != nil:
		return row{{keys, "y"}, {faint, " make the change   "}, {keys, "↑↓"}, {faint, " scroll   "}, {keys, "Esc"}, {faint, " leave it as it was"}}
	case m.edit != nil:
		return row{{keys, "Enter"}, {faint, " see what would change   "}, {keys, "Esc"}, {faint, " back"}}
	}
	return row{
		{keys, "↑↓"},
		{faint, " line   "},
		{keys, "x"},
		{faint, " strike   "},
		{keys, "w"},
		{faint, " write anew   "},
		{keys, "< >"},
		{faint, " put before, behind   "},
		{keys, "Esc"},
		{faint, " back"},
	}
}

func (m *mend) press(s *console, k tea.KeyMsg) {
	s.note = note{}
	switch {
	case m.asked != nil:
		m.confirm(s, k)
	case m.edit != nil:
		m.write(s, k)
	default:
		m.walk(s, k)
	}
}

// walk moves the cursor, or begins a change.
func (m *mend) walk(s *console, k tea.KeyMsg) {
	switch k.Type {
	case tea.KeyEsc:
		s.close()
		return
	case tea.KeyUp:
		m.step(s, -1)
		return
	case tea.KeyDown:
		m.step(s, 1)
		return
	case tea.KeyPgUp:
		m.step(s, -10)
		return
	case tea.KeyPgDown:
		m.step(s, 10)
		return
	}
	line := s.ex.Entries()[m.at].Line
	switch typed(k) {
	case "x":
		m.ask(s.ex.Strike(line, nil, 0))(s)
	case "w":
		in := newInput(plan.Format(s.ex.Program(), s.ex.Entries()[m.at].Move))
		m.edit = &in
	case "<":
		m.move(s, line, -1)
	case ">":
		m.move(s, line, 1)
	}
}

// move puts the entry before or behind the live one next to it.
func (m *mend) move(s *console, line, by int) {
	entries := s.ex.Entries()
	var live []int
	for _, x := range entries {
		if x.Gone == "" && x.Events != nil {
			live = append(live, x.Line)
		}
	}
	for i, l := range live {
		if l != line {
			continue
		}
		switch {
		case by < 0 && i > 0:
			m.ask(s.ex.Strike(line, nil, live[i-1]))(s)
			return
		case by > 0 && i+2 < len(live):
			m.ask(s.ex.Strike(line, nil, live[i+2]))(s)
			return
		}
	}
	s.refuse("It can't be moved further that way. w writes it anew.")
}

// write takes a key into the new line.
func (m *mend) write(s *console, k tea.KeyMsg) {
	switch k.Type {
	case tea.KeyEsc:
		m.edit = nil
	case tea.KeyEnter:
		moves, err := plan.Parse(s.ex.Program(), s.ex.Game(), text.Line(m.edit.Value()))
		switch {
		case err != nil:
			s.refuse(desk.Sentence(err))
		case len(moves) != 1:
			s.refuse("A line is replaced by exactly one move.")
		default:
			m.ask(s.ex.Strike(s.ex.Entries()[m.at].Line, &moves[0], 0))(s)
		}
	default:
		*m.edit, _ = m.edit.Update(k)
	}
}

func (m *mend) writing() bool { return m.edit != nil && m.asked == nil }

func (m *mend) insert(pasted string) {
	*m.edit, _ = m.edit.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text.Line(pasted))})
}

// ask lists what a change would do, or says why it can't be made.
func (m *mend) ask(change *exercise.Mend, err error) func(s *console) {
	return func(s *console) {
		if err != nil {
			s.refuse("NOT DONE. " + desk.Sentence(err))
			return
		}
		m.asked, m.scroll = change, 0
		m.change = nil
		m.list(s, "This would no longer have happened", bad, change.Lost)
		m.list(s, "This would have happened instead", good, change.Found)
		m.list(s, "These entries could no longer be made", warn, change.Gone)
		if len(m.change) == 0 {
			m.change = []row{{{normal, "Nothing else would change."}}}
		}
	}
}

func (m *mend) list(s *console, head string, st style, lines []string) {
	if len(lines) == 0 {
		return
	}
	if len(m.change) > 0 {
		m.change = append(m.change, nil)
	}
	m.change = append(m.change, row{{st, head}})
	for _, l := range lines {
		m.change = append(m.change, row{{faint, "  – "}, {normal, s.feed.brief.text(l, s.ex.Game().State().Clock())}})
	}
}

func (m *mend) confirm(s *console, k tea.KeyMsg) {
	switch {
	case k.Type == tea.KeyEsc:
		m.asked = nil
	case k.Type == tea.KeyDown:
		m.scroll = min(m.scroll+1, max(len(m.change)-1, 0))
	case k.Type == tea.KeyUp:
		m.scroll = max(m.scroll-1, 0)
	case typed(k) == "y":
		if err := s.ex.Make(m.asked); err != nil {
			s.refuse(desk.Sentence(err))
			return
		}
		s.took()
		s.close()
		s.say("Changed. The line is kept, marked. What seats have seen stays seen.")
	}
}

func (m *mend) draw(s *console, c *canvas, r rect) {
	if m.asked != nil {
		var rows []row
		for _, l := range m.change {
			if len(l) == 2 {
				rows = append(rows, hanging(l[0], l[1].st, l[1].s, r.w)...)
			} else {
				rows = append(rows, l)
			}
		}
		m.scroll = min(m.scroll, max(len(rows)-r.h, 0))
		c.rows(r, rows, m.scroll)
		if len(rows)-m.scroll > r.h {
			c.right(rect{r.x, r.y + r.h - 1, r.w, 1}, keys, " ↓ more ")
		}
		return
	}
	if m.edit != nil {
		rows := append([]row{{{accent, "Instead of line " + itoa(s.ex.Entries()[m.at].Line)}}}, inputRows(m.edit, r.w)...)
		rows = append(rows, nil)
		for _, u := range usage() {
			rows = append(rows, para(faint, u, r.w)...)
		}
		c.rows(r, rows, 0)
		return
	}
	m.drawLines(s, c, r)
}

// drawLines draws the log around the cursor, each entry with its number.
func (m *mend) drawLines(s *console, c *canvas, r rect) {
	lines := s.feed.lines
	first := m.firstLine(s)
	var rows []row
	at := 0
	from := max(first-r.h, 0)
	for i := from; i < len(lines) && i < first+2*r.h; i++ {
		l := lines[i]
		head, mark := "      ", " "
		if l.entry == m.at {
			mark = "▸"
		}
		if i == 0 || lines[i-1].entry != l.entry {
			head = fmt.Sprintf("%s%4d ", mark, s.ex.Entries()[l.entry].Line)
		}
		look := normal
		switch {
		case l.entry == m.at:
			look = chosen
		case l.gone:
			look = faint
		}
		if i == first {
			at = len(rows)
		}
		when := s.desk.Clock(l.at) + " "
		if x := s.ex.Entries()[l.entry]; l.gone && x.Gone != "" {
			when += "(" + x.Gone + ") "
		}
		rows = append(rows, hanging(span{faint, head}, look, when+l.text, r.w)...)
	}
	c.rows(r, rows, max(min(at-r.h/2, len(rows)-r.h), 0))
}

// firstLine is the first line of the log at or after the entry under the cursor.
func (m *mend) firstLine(s *console) int {
	for i := len(s.feed.lines) - 1; i >= 0; i-- {
		if s.feed.lines[i].entry < m.at {
			return min(i+1, len(s.feed.lines)-1)
		}
	}
	return 0
}
