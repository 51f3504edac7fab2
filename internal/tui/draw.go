package tui

import (
	"fmt"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// The sizes at which the console changes its layout, in columns.
const (
	threeColumns = 116
	twoColumns   = 62
)

// layout is where the console's panels stand; one without room has no height.
type layout struct {
	bar, note, keys      rect
	now, log             rect // the middle
	turns, due           rect // the left, where there is one
	matrix               rect // the right, with the measures below
	lower                bool // the panel below the card shows the log, what is due, or the turns
	nameWidth, seatWidth int  // of the matrix
}

func (s *console) layout(w, h int) (l layout) {
	all := rect{0, 0, w, h}
	l.bar, all = all.top(1)
	notes := 2
	if h < 20 {
		notes = 1
	}
	var body, foot rect
	body, foot = all.top(all.h - notes - 1)
	l.note, l.keys = foot.top(notes)
	seats := s.ex.Program().Roles()
	l.nameWidth, l.seatWidth = 16, 2
	switch {
	case w >= 170:
		l.nameWidth, l.seatWidth = 18, min(max(5, 64/seats), 11)
	case w >= 140:
		l.nameWidth, l.seatWidth = 18, min(max(5, 40/seats), 7)
	case w < 100:
		l.nameWidth = 14
	}
	right := min(l.nameWidth+2+l.seatWidth*seats+3, w/2)
	left := min(max(w*22/100, 26), 44)
	mid := body
	switch {
	case w >= threeColumns:
		var side rect
		side, mid = body.left(left)
		dueRows := min(max(side.h/3, 5), 14)
		l.turns, l.due = side.top(side.h - dueRows)
		mid, l.matrix = mid.left(mid.w - right)
	case w >= twoColumns:
		mid, l.matrix = body.left(w - right)
		l.lower = true
	default:
		l.lower = true
	}
	rows := min(max(mid.h/3, 4), 18)
	if mid.h < 12 {
		rows = 0
	}
	l.now, l.log = mid.top(mid.h - rows)
	return l
}

// draw draws the console.
func (s *console) draw(c *canvas) {
	s.size = c.all()
	l := s.layout(c.w, c.h)
	state := s.ex.Game().State()
	s.drawBar(c, l.bar)
	s.drawNote(c, l.note)
	if state.Stopped() {
		drawStop(c, rect{0, 1, c.w, c.h - 4}, s.stopWords())
		c.row(1, l.keys.y, l.keys.w-2, row{{keys, "!"}, {faint, " lifts the stop   "}, {keys, "p"}, {faint, " the room's screen   "}, {keys, "Q"}, {faint, " leave"}})
		return
	}
	if state.Phase() == engine.Waiting && s.sheet == nil {
		body := rect{0, 1, c.w, c.h - 2}
		if s.note.text != "" {
			body.h -= l.note.h
		}
		s.drawOpening(c, body)
		c.row(1, l.keys.y, l.keys.w-2, row{{keys, "n"}, {faint, " StartEx   "}, {keys, "k"}, {faint, " seats   "}, {keys, "p"}, {faint, " the room's screen   "}, {keys, "?"}, {faint, " help   "}, {keys, "Q"}, {faint, " leave"}})
		return
	}
	if full, ok := s.sheet.(interface{ full() }); ok {
		full.full()
		s.sheet.draw(s, c, c.all())
		return
	}
	if s.sheet != nil {
		mid := rect{l.now.x, l.now.y, l.now.w, l.now.h + l.log.h}
		in := c.box(mid, s.sheet.title(s), accent)
		s.sheet.draw(s, c, rect{in.x + 1, in.y, max(in.w-2, 0), in.h})
		c.row(1, l.keys.y, l.keys.w-2, s.sheet.help(s))
	} else {
		s.drawNow(c, l.now)
		s.drawLower(c, l)
		c.row(1, l.keys.y, l.keys.w-2, keyRow(rowKeys(), l.keys.w-2))
	}
	s.drawTurns(c, l.turns)
	s.drawDue(c, l.due)
	s.knowledge().draw(c, l.matrix, l.nameWidth, l.seatWidth)
}

// drawBar is the line at the top: marking, turn, clocks, what is left.
func (s *console) drawBar(c *canvas, r rect) {
	c.fill(r, bar)
	p, g := s.ex.Program(), s.ex.Game()
	var right []string
	st := bar
	if g.Turn() >= 0 {
		right = append(right, p.ClockText(g.State().Clock()))
	}
	if g.State().Phase() != engine.Waiting {
		right = append(right, "room "+roomText(s.ex.Room()))
	}
	if left, ok := s.desk.TurnLeft(); ok {
		if left < 0 {
			right = append(right, roomText(-left)+" over")
			st = barWarn
		} else {
			right = append(right, roomText(left)+" left")
		}
	}
	tail := strings.Join(right, " · ") + " "
	tw := width(tail)
	c.put(r.x+r.w-tw, r.y, tw, st, tail)
	head := []string{p.Scenario.Marking, p.Scenario.Title}
	if t := g.Turn(); t >= 0 {
		head = append(head, fmt.Sprintf("turn %d of %d, %s", t+1, p.Turns(), p.Turn(t).Title))
	}
	if head[0] == "" {
		head = head[1:]
	}
	room := r.w - tw - 2
	line := strings.Join(head, " · ")
	for width(line) > room && len(head) > 1 { // the title goes first, then the turn's
		if len(head) == 3 {
			head = []string{head[0], head[2]}
		} else {
			head = head[:len(head)-1]
		}
		line = strings.Join(head, " · ")
	}
	c.put(r.x+1, r.y, room, bar, line)
}

func (s *console) drawNote(c *canvas, r rect) {
	rows := para(s.note.st, s.note.text, r.w-2)
	if len(rows) > r.h && r.h > 0 {
		rows = rows[:r.h]
		last := rows[r.h-1]
		last[0].s = last[0].s + " …"
	}
	c.rows(rect{r.x + 1, r.y, r.w - 2, r.h}, rows, 0)
}

// stopWords are what was said when the exercise was stopped.
func (s *console) stopWords() string {
	for i := len(s.feed.cards) - 1; i >= 0; i-- {
		if e := s.ex.Log().Events[s.feed.cards[i]]; e.Kind == engine.EvStopped {
			return s.ex.Log().Words(e.Ref)
		}
	}
	return ""
}

// drawNow is the story in the middle: the cards that came last.
func (s *console) drawNow(c *canvas, r rect) {
	if len(s.feed.cards) == 0 {
		in := c.box(r, "Now", heading)
		c.put(in.x+1, in.y, in.w-2, faint, "n goes to the first thing to say.")
		return
	}
	title := "Now"
	if n := len(s.feed.cards); s.card < n-1 {
		title = fmt.Sprintf("Now · %d more with n", n-1-s.card)
	}
	in := c.box(r, title, heading)
	in = rect{in.x + 1, in.y, in.w - 2, in.h}
	next := s.nextRow(in.w)
	room := in.h - len(next)
	shown, used := 0, 0
	for i := s.card; i < len(s.feed.cards); i++ {
		rows := s.cardRows(s.feed.card(i), in.w)
		if shown > 0 && used+1+len(rows) > room {
			break
		}
		if shown > 0 {
			used++
		}
		skip := 0
		if shown == 0 {
			s.scroll = min(s.scroll, max(len(rows)-room, 0))
			skip = s.scroll
		}
		c.rows(rect{in.x, in.y + used, in.w, room - used}, rows, skip)
		if shown == 0 && len(rows)-skip > room {
			c.right(rect{in.x, in.y + room - 1, in.w, 1}, keys, " ↓ more ")
		}
		used += len(rows) - skip
		shown++
	}
	s.shown = shown
	if n := len(s.feed.cards) - s.card - shown; n > 0 && title == "Now" {
		c.put(r.x+2, r.y, r.w-4, heading, fmt.Sprintf(" Now · %d more with n ", n))
	}
	c.rows(rect{in.x, in.y + room, in.w, len(next)}, next, 0)
}

// nextRow says what comes next in the story.
func (s *console) nextRow(w int) []row {
	g := s.ex.Game()
	switch g.State().Phase() {
	case engine.Over:
		return []row{{{faint, "next    EndEx"}}}
	case engine.Ended:
		return []row{{{faint, "next    the hot wash"}}}
	}
	if g.State().Phase() != engine.Running {
		return nil
	}
	for _, a := range g.Ahead(scenario.Minutes(g.State().Clock() + 4*1440)) {
		line := fitted(s.desk.Clock(a.At)+"  "+s.aheadText(a), w-8)
		return []row{{{faint, "next    " + line}}}
	}
	return nil
}

// drawLower is the panel below the card: the log, and on a small terminal by turns
// what is due and the turns.
func (s *console) drawLower(c *canvas, l layout) {
	if l.log.h < 3 {
		return
	}
	if !l.lower {
		s.drawLog(c, l.log, "Log")
		return
	}
	switch s.panel % 3 {
	case 0:
		s.drawDue(c, l.log)
	case 1:
		s.drawLog(c, l.log, "Log · tab: turns")
	case 2:
		s.drawTurns(c, l.log)
	}
}

// drawLog shows the last lines of the log, the newest lowest.
func (s *console) drawLog(c *canvas, r rect, title string) {
	if r.h < 3 {
		return
	}
	in := c.box(r, title, heading)
	in = rect{in.x + 1, in.y, in.w - 2, in.h}
	var rows []row
	for i := len(s.feed.lines) - 1; i >= 0 && len(rows) < in.h; i-- {
		line := s.feed.lines[i]
		if line.gone {
			continue
		}
		part := hanging(span{faint, s.desk.Clock(line.at) + "  "}, logStyle(line), line.text, in.w)
		rows = append(part, rows...)
	}
	c.rows(in, rows, max(len(rows)-in.h, 0))
}

func logStyle(l logLine) style {
	if l.hand {
		return accent
	}
	return normal
}

// drawTurns lists the turns, what has happened in the one that runs, and what is
// coming in it.
func (s *console) drawTurns(c *canvas, r rect) {
	if r.h < 3 {
		return
	}
	title := "Turns"
	if r.x == s.layout(c.w, c.h).log.x && r.y > 1 {
		title = "Turns · tab: due"
	}
	in := c.box(r, title, heading)
	in = rect{in.x + 1, in.y, in.w - 2, in.h}
	p, g := s.ex.Program(), s.ex.Game()
	turn := g.Turn()
	var rows []row
	focus := 0
	for t := range p.Turns() {
		mark, st := "  ", normal
		switch {
		case !p.Plays(t):
			mark, st = "– ", faint
		case t < turn || t == turn && !g.State().InTurn():
			mark, st = "✓ ", faint
		case t == turn:
			mark, st = "▸ ", bold
			focus = len(rows)
		}
		rows = append(rows, row{{st, mark + itoa(t+1) + " " + p.Turn(t).Title}})
		if t != turn || !g.State().InTurn() {
			continue
		}
		for _, said := range s.feed.said[t] {
			rows = append(rows, row{{faint, "  ✓ " + said}})
			focus = len(rows)
		}
		end := p.Turn(t).At + p.Turn(t).Lasts
		for i, a := range g.Ahead(end) {
			if i == 24 {
				break
			}
			rows = append(rows, row{{normal, "  ○ " + s.desk.Clock(a.At) + " "}, {normal, s.aheadText(a)}})
		}
	}
	skip := 0
	if len(rows) > in.h {
		skip = min(max(focus-in.h/2, 0), len(rows)-in.h)
	}
	c.rows(in, rows, skip)
}

// aheadText is what is to come, in a few words.
func (s *console) aheadText(a engine.Ahead) string {
	p := s.ex.Program()
	if a.Inject < 0 {
		return s.feed.brief.text(a.Text, a.At)
	}
	in := p.Inject(a.Inject)
	to := "all"
	if !in.ToAll {
		to = s.shorts(p.RoleMask(in.To...))
	}
	if in.Contingency != nil {
		to = "perhaps " + to
	}
	return to + ": " + orElse(in.Title, in.Text)
}

// drawDue lists what waits: decisions by their due time, questions for an answer,
// reasons owed, meetings.
func (s *console) drawDue(c *canvas, r rect) {
	if r.h < 3 {
		return
	}
	title := "Due"
	if l := s.layout(c.w, c.h); l.lower {
		title = "Due · tab: log"
	}
	in := c.box(r, title, heading)
	in = rect{in.x + 1, in.y, in.w - 2, in.h}
	rows := s.dueRows(in.w)
	if len(rows) > in.h && in.h > 0 {
		more := len(rows) - in.h + 1
		rows = append(rows[:in.h-1], row{{faint, fmt.Sprintf("and %d more", more)}})
	}
	if len(rows) == 0 {
		rows = []row{{{faint, "Nothing waits."}}}
	}
	c.rows(in, rows, 0)
}

func (s *console) dueRows(w int) (rows []row) {
	p, g := s.ex.Program(), s.ex.Game()
	for _, n := range s.desk.Open() {
		st := g.Standing(n)
		look, mark := normal, " "
		if st.Overdue {
			look, mark = warn, "!"
		}
		tail := ""
		switch {
		case w < 34: // the title needs the room
		case st.Proposed >= 0:
			tail = " → " + s.shorts(s.desk.StillToAgree(n))
		default:
			tail = " " + s.shorts(s.desk.Unanswered(n))
		}
		if left, ok := s.desk.BoxOf(n); ok {
			tail = " " + roomText(left) + tail
		}
		tail = fitted(tail, w/2)
		title := fitted(p.Decision(n).Title, w-6-width(tail))
		rows = append(rows, row{{look, s.desk.Clock(st.Due) + mark}, {look, title}, {faint, tail}})
	}
	for i, a := range s.waiting() {
		head := span{faint, "?     "}
		if i == 0 {
			head = span{keys, "y/x ? "}
		}
		rows = append(rows, row{head, {normal, s.short(a.From) + " asks " + s.short(a.To) + ": "}, {faint, s.askAbout(a)}})
	}
	for _, f := range s.sitting() {
		rows = append(rows, row{{good, "sits  "}, {normal, p.Forum(f).Title}})
	}
	if owed := s.feed.owed; len(owed) > 0 {
		rows = append(rows, row{{keys, "R"}, {faint, "     reasons owed: "}, {normal, itoa(len(owed))}})
	}
	for _, a := range engine.Bits(g.Unowned()) {
		rows = append(rows, row{{keys, "O"}, {faint, "     needs an owner: "}, {normal, p.Arrangement(a).Title}})
	}
	return rows
}

func (s *console) askAbout(a engine.Ask) string {
	p := s.ex.Program()
	switch a.Why {
	case engine.AskConsult:
		return "a view on " + p.Decision(a.A).Title
	case engine.AskConcur:
		return "agree to " + s.desk.Proposal(a.A)
	}
	return "may " + s.short(a.B) + " have " + p.Fact(a.A).Short
}

// sitting are the forums that sit now.
func (s *console) sitting() (out []int) {
	for f := range s.ex.Program().Forums() {
		if s.ex.Game().Sitting(f) != 0 {
			out = append(out, f)
		}
	}
	return out
}
