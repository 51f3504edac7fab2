package tui

import (
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/scenario"
)

// picture is all that the room's screen is drawn from: the view of everyone, and
// the clocks. It has access to nothing else.
type picture struct {
	engine.View
	clock    func(scenario.Minutes) string // with its day
	hour     func(scenario.Minutes) string // without
	room     time.Duration                 // since StartEx
	left     time.Duration                 // of the time box
	boxed    bool                          // there is one
	deciding bool                          // it is a decision's, else the turn's
	problem  string                        // why the picture stands still
	wash     projection                    // of the hot wash
}

// pictureOf is the picture of an exercise.
func pictureOf(ex *exercise.Exercise) picture {
	d := desk.Of(ex)
	p := picture{View: ex.View(engine.Everyone), clock: d.Full, hour: d.Clock, room: ex.Room(), wash: project(ex)}
	if box, ok := d.Box(); ok {
		p.left, p.boxed, p.deciding = box.Left, true, true
	} else if left, ok := d.TurnLeft(); ok {
		p.left, p.boxed = left, true
	}
	return p
}

// room is the room's screen: big letters, nothing that the room may not see.
type room struct {
	take func() picture // looks again
	now  picture
	back bool // p goes back to the console
}

// newRoom is the room's screen over a console, on the same terminal.
func newRoom(s *console) *room {
	r := &room{take: func() picture { return pictureOf(s.ex) }, back: true}
	r.now = r.take()
	return r
}

func (r *room) press(a *app, k tea.KeyMsg) {
	switch t := typed(k); {
	case r.back && (t == "p" || k.Type == tea.KeyEsc), r.back && t == "!" && r.now.Stopped:
		a.pop()
	case r.back && (t == "!" || k.Type == tea.KeyCtrlC): // as at the console
		a.pop()
		a.press(k)
	case !r.back && (t == "q" || t == "Q" || k.Type == tea.KeyEsc || k.Type == tea.KeyCtrlC):
		a.leaving = true
	}
}

func (r *room) tick(*app) { r.now = r.take() }

func (r *room) draw(c *canvas) {
	v := &r.now
	if v.Stopped {
		drawStop(c, c.all(), v.StopWords)
		return
	}
	head, body := c.all().top(1)
	c.fill(head, bar)
	centred(c, head, bar, v.Marking)
	body, foot := body.top(body.h - 1)
	c.fill(foot, bar)
	title := v.Title
	if v.Turn != "" {
		title += " · " + v.Turn
	}
	centred(c, foot, bar, title)
	if v.problem != "" {
		c.put(1, foot.y, foot.w-2, bar, v.problem)
	}
	switch v.Phase {
	case engine.Waiting:
		drawRoomWaiting(c, v, body)
	case engine.Ended:
		if v.wash.on {
			drawWash(c, &v.wash, body)
			return
		}
		drawRoomEnd(c, v, body)
	default:
		drawRoomNow(c, v, body)
	}
}

func centred(c *canvas, r rect, st style, s string) {
	s = fitted(s, r.w)
	c.put(r.x+max((r.w-width(s))/2, 0), r.y, r.w, st, s)
}

// drawStop fills a part of the screen with the stop, and what was said of it.
func drawStop(c *canvas, r rect, words string) {
	c.fill(r, alarm)
	lines := big("STOP", bigScale("STOP", r.w-4, max(r.h/3, 5)))
	lines = append(lines, "", "REAL WORLD", "THE EXERCISE IS SUSPENDED", "")
	lines = append(lines, wrap(words, max(r.w-8, 1))...)
	y := r.y + max((r.h-len(lines))/2, 0)
	for i, l := range lines {
		if y+i < r.y+r.h {
			c.put(r.x+max((r.w-width(l))/2, 0), y+i, r.w, alarm, l)
		}
	}
}

func drawRoomWaiting(c *canvas, v *picture, r rect) {
	lines := big("SOON", bigScale("SOON", r.w-4, r.h/4))
	y := r.y + max((r.h-len(lines)-len(desk.GroundRules)-5)/2, 1)
	for i, l := range lines {
		c.put(max((r.w-width(l))/2, 0), y+i, r.w, faint, l)
	}
	y += len(lines) + 1
	centred(c, rect{r.x, y, r.w, 1}, bold, v.Title)
	y += 2
	w := min(r.w-4, widest+14)
	var rows []row
	for i, rule := range desk.GroundRules {
		rows = append(rows, hanging(span{faint, itoa(i+1) + "  "}, normal, rule, w)...)
	}
	c.rows(rect{max((c.w-w)/2, 2), y, w, r.y + r.h - y}, rows, 0)
}

func drawRoomEnd(c *canvas, v *picture, r rect) {
	lines := big("ENDEX", bigScale("ENDEX", r.w-4, r.h/4))
	y := r.y + 1
	for _, l := range lines {
		c.put(max((r.w-width(l))/2, 0), y, r.w, accent, l)
		y++
	}
	y++
	w := min(r.w-4, widest+14)
	rows := []row{{{bold, v.Ending}}}
	rows = append(rows, para(normal, v.EndText, w)...)
	for _, n := range v.EndNotes {
		rows = append(rows, hanging(span{faint, "– "}, normal, n, w)...)
	}
	c.rows(rect{max((c.w-w)/2, 2), y, w, r.y + r.h - y}, rows, 0)
}

// drawRoomNow is the picture while the story runs: the clocks, who must answer, and
// what everybody has heard last.
func drawRoomNow(c *canvas, v *picture, r rect) {
	r, foot := r.top(r.h - awaitedHeight(v, r))
	clock := v.hour(v.Clock)
	count, st := "", accent
	if v.boxed {
		count = roomText(max(v.left, 0).Truncate(time.Second))
		switch {
		case v.left <= 0:
			st = bad
		case v.left < 2*time.Minute:
			st = warn
		}
	}
	half := r.w / 2
	high := max(r.h/3, 5)
	scale := bigScale(clock, half-2, high)
	if count == "" {
		half = r.w
	}
	y := r.y + 1
	dayText := strings.TrimSuffix(v.clock(v.Clock), " "+clock)
	if dayText == clock {
		dayText = "story time"
	}
	centred(c, rect{r.x, y, half, 1}, faint, dayText)
	for i, l := range big(clock, scale) {
		c.put(r.x+max((half-width(l))/2, 0), y+1+i, half, bold, l)
	}
	if count != "" {
		label := "left in this turn"
		if v.deciding {
			label = "left to decide"
		}
		if v.left <= 0 {
			label = "time is over"
		}
		centred(c, rect{half, y, r.w - half, 1}, faint, label)
		for i, l := range big(count, min(max(scale, 1), bigScale(count, r.w-half-2, high))) {
			c.put(half+max((r.w-half-width(l))/2, 0), y+1+i, r.w-half, st, l)
		}
	}
	y += 2 + 5*max(scale, 1)
	if scale == 0 {
		y = r.y + 3
	}
	drawRoomNews(c, v, rect{r.x + 2, y + 1, r.w - 4, r.y + r.h - y - 1})
	drawAwaited(c, v, foot)
}

// news is what everybody has heard, the last first.
type news struct {
	at   scenario.Minutes
	head string
	text string
}

func newsOf(v *picture) (out []news) {
	for i := range v.Injects {
		in := &v.Injects[i]
		head := in.Title
		if in.From != "" {
			head = strings.TrimPrefix(head+" · "+in.From, " · ")
		}
		out = append(out, news{in.At, head, in.Text})
	}
	for i := range v.Outcomes {
		o := &v.Outcomes[i]
		out = append(out, news{o.At, o.Decision + ": " + o.Option, o.Text})
	}
	for i := 1; i < len(out); i++ { // by time; there are few
		for j := i; j > 0 && out[j].at > out[j-1].at; j-- {
			out[j], out[j-1] = out[j-1], out[j]
		}
	}
	return out
}

// drawRoomNews shows the last public thing, and as many before it as there is room
// for; where nothing has happened yet, the situation.
func drawRoomNews(c *canvas, v *picture, r rect) {
	w := min(r.w, 100)
	r.x += (r.w - w) / 2
	var rows []row
	list := newsOf(v)
	if len(list) == 0 && v.Situation != "" {
		rows = para(normal, v.Situation, w)
	}
	for i, n := range list {
		st, head := normal, bold
		if i > 0 {
			st, head = faint, faint
		}
		part := append([]row{{{head, v.hour(n.at) + "  " + n.head}}}, para(st, n.text, w)...)
		if i > 0 && len(rows)+1+len(part) > r.h {
			break
		}
		if i > 0 {
			rows = append(rows, nil)
		}
		rows = append(rows, part...)
	}
	c.rows(r, rows, 0)
}

func awaitedHeight(v *picture, r rect) int {
	if len(v.Awaited) == 0 {
		return 0
	}
	return min(len(v.Awaited), max(r.h/5, 1), 5) + 1
}

// drawAwaited says who must answer, and until when.
func drawAwaited(c *canvas, v *picture, r rect) {
	for i, a := range v.Awaited {
		if i+1 >= r.h {
			return
		}
		centred(c, rect{r.x + 1, r.y + 1 + i, r.w - 2, 1}, accent, "▸ "+a.Who+" · by "+v.hour(a.Due))
	}
}
