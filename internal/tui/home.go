package tui

import (
	"fmt"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// Shelf is what the home screen offers. Files and records are the business of
// whoever fills it.
type Shelf struct {
	Scenarios []*scenario.Scenario
	Records   []Kept
	Folder    string // where records are looked for and kept, in words
	// Start begins an exercise of a scenario of the shelf.
	Start func(s *scenario.Scenario, setup engine.Setup) (*exercise.Exercise, error)
	// Resume goes on with a kept exercise.
	Resume func(path string) (*exercise.Exercise, error)
}

// Kept is an exercise that was recorded.
type Kept struct {
	Path    string
	Title   string
	When    time.Time // last changed
	Where   string    // how far it came, in words
	Ended   bool
	Problem string // why it can't be opened, "" where it can
}

// Home shows the home screen, and runs what is chosen there until the program is
// left. It answers the exercise that was run last, nil for none.
func (t Terminal) Home(shelf *Shelf) (*exercise.Exercise, error) {
	h := &home{shelf: shelf, now: t.Now}
	err := newApp(stylesFor(t.Out), h).run(t.In, t.Out)
	return h.ran, err
}

// home is the first screen: the library, and the exercises kept here.
type home struct {
	shelf *Shelf
	now   func() time.Time
	at    int // under the cursor: scenarios first, then records
	setup *setup
	note  string
	ran   *exercise.Exercise
}

func (h *home) lines() int { return len(h.shelf.Scenarios) + len(h.shelf.Records) }

func (h *home) press(a *app, k tea.KeyMsg) {
	if h.setup != nil {
		h.setup.press(h, a, k)
		return
	}
	h.note = ""
	switch t := typed(k); {
	case k.Type == tea.KeyDown, t == "j", k.Type == tea.KeyTab:
		h.at = min(h.at+1, max(h.lines()-1, 0))
	case k.Type == tea.KeyUp, k.Type == tea.KeyShiftTab:
		h.at = max(h.at-1, 0)
	case k.Type == tea.KeyEnter:
		h.choose(a)
	case t == "q", t == "Q", k.Type == tea.KeyCtrlC, k.Type == tea.KeyEsc:
		a.leaving = true
	case t != "" && strings.Contains(letterKeys, t) && strings.Index(letterKeys, t) < h.lines():
		h.at = strings.Index(letterKeys, t)
		h.choose(a)
	}
}

// choose opens what is under the cursor.
func (h *home) choose(a *app) {
	if h.lines() == 0 {
		return
	}
	if h.at < len(h.shelf.Scenarios) {
		h.setup = newSetup(h.shelf.Scenarios[h.at])
		return
	}
	r := h.shelf.Records[h.at-len(h.shelf.Scenarios)]
	if r.Problem != "" {
		h.note = r.Problem
		return
	}
	ex, err := h.shelf.Resume(r.Path)
	h.opened(a, ex, err)
}

// opened goes to the console of an exercise.
func (h *home) opened(a *app, ex *exercise.Exercise, err error) {
	if err != nil {
		h.note = desk.Sentence(err)
		return
	}
	h.ran = ex
	a.replace(newConsole(ex, h.now))
}

func (h *home) click(a *app, _, y, wheel int) {
	switch {
	case wheel != 0:
		h.at = min(max(h.at+wheel, 0), max(h.lines()-1, 0))
	case h.setup == nil:
		for i := range h.lines() {
			if h.row(i) == y {
				h.at = i
				h.choose(a)
				return
			}
		}
	}
}

// row is the row of the screen on which a line stands.
func (h *home) row(i int) int {
	if i < len(h.shelf.Scenarios) {
		return 4 + i
	}
	return 6 + i
}

func (h *home) draw(c *canvas) {
	head, rest := c.all().top(1)
	c.fill(head, bar)
	c.put(1, 0, c.w-2, bar, "whitecell · tabletop crisis-coordination exercises")
	note := para(warn, h.note, c.w-2)
	body, foot := rest.top(rest.h - 1 - min(len(note), 4))
	c.rows(rect{1, foot.y, c.w - 2, foot.h - 1}, note, 0)
	if h.setup != nil {
		h.setup.draw(c, rect{2, body.y + 1, body.w - 4, body.h - 1})
		c.row(1, c.h-1, c.w-2, row{{keys, "↑↓"}, {faint, " line   "}, {keys, "←→"}, {faint, " change   "}, {keys, "Enter"}, {faint, " start   "}, {keys, "Esc"}, {faint, " back"}})
		return
	}
	left, right := body, rect{}
	if c.w >= 100 {
		left, right = body.left(c.w * 45 / 100)
	}
	h.drawList(c, rect{2, left.y + 1, left.w - 3, left.h - 1})
	h.drawAbout(c, right)
	c.row(1, c.h-1, c.w-2, row{{keys, "↑↓"}, {faint, " look   "}, {keys, "Enter"}, {faint, " open   "}, {keys, "q"}, {faint, " leave"}})
}

func (h *home) drawList(c *canvas, r rect) {
	put := func(y int, line row) {
		if y >= r.y && y < r.y+r.h {
			c.row(r.x, y, r.w, line)
		}
	}
	names := 0
	for _, s := range h.shelf.Scenarios {
		names = max(names, width(s.Title))
	}
	for _, k := range h.shelf.Records {
		names = max(names, width(k.Title))
	}
	names = min(names, max(r.w-32, 12))
	put(3, row{{heading, "Library"}})
	for i, s := range h.shelf.Scenarios {
		put(h.row(i), h.line(i, s.Title, scenarioLine(s), names))
	}
	y := h.row(len(h.shelf.Scenarios)) - 1
	if len(h.shelf.Records) == 0 {
		put(y, row{{faint, "No exercises are kept in " + h.shelf.Folder + " yet."}})
		return
	}
	put(y, row{{heading, "Kept in " + h.shelf.Folder}})
	for i, k := range h.shelf.Records {
		n := len(h.shelf.Scenarios) + i
		put(h.row(n), h.line(n, k.Title, k.When.Format("2 Jan 15:04")+" · "+k.Where, names))
	}
}

// line is one line of the list, under the cursor or not; names is the width of the
// column of names.
func (h *home) line(i int, name, more string, names int) row {
	st, mark := normal, "  "
	if i == h.at {
		st, mark = bold, "▸ "
	}
	return row{{accent, mark}, {keys, pad(letterKey(i), 2)}, {st, pad(fitted(name, names), names)}, {faint, "  " + more}}
}

// scenarioLine says for whom a scenario is, in a few words.
func scenarioLine(s *scenario.Scenario) string {
	return minutesText(s) + " · " + desk.Count(len(s.Roles), "seat")
}

// minutesText are the lengths of a scenario, in minutes.
func minutesText(s *scenario.Scenario) string {
	var all []string
	for _, l := range s.Lengths {
		all = append(all, itoa(l.Minutes))
	}
	if len(all) == 0 {
		return "any length"
	}
	return strings.Join(all, ", ") + " min"
}

// drawAbout tells of the line under the cursor.
func (h *home) drawAbout(c *canvas, r rect) {
	if r.w < 20 || h.lines() == 0 {
		return
	}
	in := c.box(rect{r.x, r.y + 1, r.w - 1, r.h - 2}, "", heading)
	in = rect{in.x + 1, in.y, in.w - 2, in.h}
	w := min(in.w, widest)
	if h.at >= len(h.shelf.Scenarios) {
		k := h.shelf.Records[h.at-len(h.shelf.Scenarios)]
		rows := []row{{{bold, k.Title}}, nil}
		rows = append(rows, labelled("file", normal, k.Path, w)...)
		rows = append(rows, labelled("changed", normal, k.When.Format("Mon 2 Jan 2006 15:04"), w)...)
		rows = append(rows, labelled("stands", normal, k.Where, w)...)
		if k.Problem != "" {
			rows = append(rows, para(warn, k.Problem, w)...)
		}
		c.rows(in, rows, 0)
		return
	}
	c.rows(in, aboutRows(h.shelf.Scenarios[h.at], w), 0)
}

// aboutRows tell what a scenario is about, for whom, and how long it takes.
func aboutRows(s *scenario.Scenario, w int) []row {
	rows := []row{{{bold, s.Title}}, nil}
	rows = append(rows, para(normal, s.Summary, w)...)
	rows = append(rows, nil)
	rows = append(rows, labelled("time", normal, minutesText(s)+" in the room, with the hot wash", w)...)
	var seats, tables []string
	for i := range s.Roles {
		seats = append(seats, s.Roles[i].Title)
	}
	for _, x := range s.Seatings {
		tables = append(tables, fmt.Sprintf("%s (%s)", x.ID, desk.Count(len(x.Tables), "table")))
	}
	rows = append(rows, labelled("seats", normal, itoa(len(seats))+": "+strings.Join(seats, " · "), w)...)
	if len(tables) > 0 {
		rows = append(rows, labelled("seating", normal, "each alone, or "+strings.Join(tables, ", "), w)...)
	}
	if len(s.Objectives) > 0 {
		rows = append(rows, nil, row{{faint, "trains"}})
		for _, o := range s.Objectives {
			rows = append(rows, hanging(span{faint, "– "}, normal, o.Title, w)...)
		}
	}
	return rows
}

// setup asks how a scenario is to be run.
type setup struct {
	s       *scenario.Scenario
	at      int
	length  int // number of the length
	seating int // 0 is each alone
}

// The lines of the setup.
const (
	setupLength = iota
	setupSeating
	setupStart
	setupLines
)

func newSetup(s *scenario.Scenario) *setup {
	u := &setup{s: s, at: setupStart}
	for i, l := range s.Lengths {
		if l.Minutes > s.Lengths[u.length].Minutes {
			u.length = i
		}
	}
	return u
}

func (u *setup) press(h *home, a *app, k tea.KeyMsg) {
	h.note = ""
	by := 0
	switch k.Type {
	case tea.KeyEsc:
		h.setup = nil
	case tea.KeyCtrlC:
		a.leaving = true
	case tea.KeyUp, tea.KeyShiftTab:
		u.at = (u.at + setupLines - 1) % setupLines
	case tea.KeyDown, tea.KeyTab:
		u.at = (u.at + 1) % setupLines
	case tea.KeyLeft:
		by = -1
	case tea.KeyRight, tea.KeySpace:
		by = 1
	case tea.KeyEnter:
		setup := engine.Setup{}
		if len(u.s.Lengths) > 0 {
			setup.Length = u.s.Lengths[u.length].ID
		}
		if u.seating > 0 {
			setup.Seating = u.s.Seatings[u.seating-1].ID
		}
		ex, err := h.shelf.Start(u.s, setup)
		h.opened(a, ex, err)
	}
	turn := func(v *int, n int) {
		if n > 0 {
			*v = (*v + by + n) % n
		}
	}
	switch u.at {
	case setupLength:
		turn(&u.length, len(u.s.Lengths))
	case setupSeating:
		turn(&u.seating, len(u.s.Seatings)+1)
	}
}

func (u *setup) draw(c *canvas, r rect) {
	w := min(r.w, widest+14)
	length, seating := "as long as it takes", "each role at a table of its own"
	if len(u.s.Lengths) > 0 {
		l := u.s.Lengths[u.length]
		length = fmt.Sprintf("%d minutes in the room: %s, %d of hot wash", l.Minutes, desk.Count(len(l.Turns), "turn"), l.Hotwash)
	}
	if u.seating > 0 {
		x := u.s.Seatings[u.seating-1]
		var tables []string
		for _, t := range x.Tables {
			tables = append(tables, text.Line(t.Title))
		}
		seating = fmt.Sprintf("%s: %s", desk.Count(len(x.Tables), "table"), strings.Join(tables, ", "))
	}
	rows := []row{{{bold, u.s.Title}}, nil}
	for i, l := range [][2]string{{"Length", length}, {"Seating", seating}, {"", "Start: the ground rules come first"}} {
		mark, st := "  ", normal
		if i == u.at {
			mark, st = "▸ ", bold
		}
		value := l[1]
		if i == u.at && i != setupStart {
			value = "‹ " + value + " ›"
		}
		rows = append(rows, hanging(span{accent, mark + pad(l[0], 9)}, st, value, w)...)
	}
	rows = append(rows, nil)
	rows = append(rows, aboutRows(u.s, w)[2:]...)
	c.rows(r, rows, 0)
}
