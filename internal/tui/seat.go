package tui

import (
	"fmt"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/markdown"
	"example.org/whitecell/scenario"
)

func viewForm(s *console) *form {
	return newForm(s, "A seat's view", func(s *console, f *form) {
		s.open(&curtain{role: f.one(0)})
	}, step{label: "Which seat?", items: seats})
}

// curtain stands between the console and a seat's view: first it calls the people
// to the screen, and only when they are there it shows them what they may see.
type curtain struct {
	role int
	open bool
	tab  int
	skip int
}

func (v *curtain) title(*console) string { return "" }
func (v *curtain) help(*console) row     { return nil }

// full says that the sheet takes the whole screen.
func (v *curtain) full() {}

func (v *curtain) press(s *console, k tea.KeyMsg) {
	switch {
	case !v.open && (k.Type == tea.KeyEnter || k.Type == tea.KeySpace):
		v.open = true
	case !v.open:
		s.close()
	case k.Type == tea.KeyEsc, k.Type == tea.KeyEnter, typed(k) == "q", typed(k) == "v":
		s.close()
		s.say("The seat's view is off the screen.")
	case k.Type == tea.KeyDown, k.Type == tea.KeyPgDown:
		v.skip += pageBy(k)
	case k.Type == tea.KeyUp, k.Type == tea.KeyPgUp:
		v.skip = max(v.skip-pageBy(k), 0)
	case k.Type == tea.KeyTab, k.Type == tea.KeyRight:
		v.tab, v.skip = (v.tab+1)%len(seatTabs), 0
	case k.Type == tea.KeyLeft, k.Type == tea.KeyShiftTab:
		v.tab, v.skip = (v.tab+len(seatTabs)-1)%len(seatTabs), 0
	}
}

func pageBy(k tea.KeyMsg) int {
	if k.Type == tea.KeyPgDown || k.Type == tea.KeyPgUp {
		return 10
	}
	return 1
}

// draw draws the whole screen: nothing of the console is left on it.
func (v *curtain) draw(s *console, c *canvas, _ rect) {
	c.fill(c.all(), normal)
	who := s.ex.Program().Role(v.role).Title
	if !v.open {
		lines := []string{"For the eyes of " + who + " only.", "", "Call them to the screen. Everybody else looks away.", "", "Enter when only they can see it. Any other key goes back."}
		y := max((c.h-len(lines))/2, 0)
		for i, l := range lines {
			st := normal
			if i == 0 {
				st = accent
			}
			c.put(max((c.w-width(l))/2, 0), y+i, c.w, st, l)
		}
		return
	}
	view := s.ex.View(v.role)
	head, rest := c.all().top(1)
	c.fill(head, bar)
	title := strings.TrimPrefix(view.Marking+" · "+view.Title, " · ")
	c.put(1, 0, c.w-4-width(view.ClockText), bar, title)
	c.right(rect{0, 0, c.w - 1, 1}, bar, view.ClockText)
	tabs, body := rest.top(2)
	x := 0
	for i, t := range seatTabs {
		st, mark := faint, "  "
		if i == v.tab {
			st, mark = accent, "▸ "
		}
		x += c.put(x, tabs.y, c.w-x, st, mark+t.name) + 1
	}
	body, foot := body.top(body.h - 1)
	body = rect{2, body.y, min(c.w-4, widest+24), body.h}
	rows := seatTabs[v.tab].rows(&page{&view, s.desk.Full}, body.w)
	if len(rows) == 0 {
		rows = []row{{{faint, "Nothing yet."}}}
	}
	v.skip = min(v.skip, max(len(rows)-body.h, 0))
	c.rows(body, rows, v.skip)
	line := row{{keys, "Tab"}, {faint, " next page   "}, {keys, "↑↓"}, {faint, " scroll   "}, {keys, "Enter"}, {faint, " close the curtain"}}
	if len(rows)-v.skip > body.h {
		line = append(line, span{warn, fmt.Sprintf("   %d more below", len(rows)-v.skip-body.h)})
	}
	c.row(1, foot.y, foot.w-2, line)
}

// seatTabs are the pages of a seat's view. They are given the view, and nothing
// else of the exercise.
var seatTabs = []struct {
	name string
	rows func(v *page, w int) []row
}{
	{"You know", seatFacts},
	{"Reached you", seatInjects},
	{"You decide", seatDecisions},
	{"You and others", seatTraffic},
	{"Your card", seatCard},
}

// page is a seat's view, with the clock on which its minutes are told.
type page struct {
	*engine.View
	clock func(scenario.Minutes) string
}

func seatFacts(v *page, w int) (rows []row) {
	for _, f := range v.Facts {
		rows = append(rows, row{{bold, f.Title}, {faint, "  " + f.Handling}})
		rows = append(rows, para(normal, f.Text, w)...)
		how := f.How + ". May have it without asking: " + f.MayHave + "."
		if f.Consent != "" {
			how += " Others: ask " + f.Consent + "."
		}
		for _, x := range f.Versions {
			how += " A version could be made: " + x + "."
		}
		rows = append(append(rows, para(faint, v.clock(f.At)+", "+how, w)...), nil)
	}
	return rows
}

func seatInjects(v *page, w int) (rows []row) {
	for i := len(v.Outcomes) - 1; i >= 0; i-- {
		o := v.Outcomes[i]
		rows = append(rows, row{{bold, o.Decision}, {faint, "  " + v.clock(o.At)}})
		rows = append(append(rows, para(normal, desk.FullStop(o.Option)+" "+o.Text, w)...), nil)
	}
	for i := len(v.Injects) - 1; i >= 0; i-- {
		in := v.Injects[i]
		head := v.clock(in.At)
		if in.From != "" {
			head += " · from " + in.From
		}
		if in.By != "" {
			head += " · by " + in.By
		}
		title := in.Title
		if title == "" {
			title = "A message"
		}
		rows = append(rows, row{{bold, title}, {faint, "  " + head}})
		rows = append(append(rows, para(normal, in.Text, w)...), nil)
	}
	if v.Situation != "" {
		rows = append(append(rows, row{{bold, "The situation"}, {faint, "  " + v.Turn}}), para(normal, v.Situation, w)...)
	}
	return rows
}

func seatDecisions(v *page, w int) (rows []row) {
	for i := len(v.Decisions) - 1; i >= 0; i-- {
		rows = append(append(rows, seatDecision(v, &v.Decisions[i], w)...), nil)
	}
	return rows
}

func seatDecision(v *page, d *engine.SeenDecision, w int) []row {
	if d.Status != engine.IsOpen {
		answer := d.Answer
		if answer == "" {
			answer = "no answer"
		}
		if d.Default {
			answer += " (by default, nobody's choice)"
		}
		return []row{{{faint, d.Title + ": "}, {normal, answer}}}
	}
	rows := []row{{{accent, d.Title}, {faint, "  due " + v.clock(d.Due)}}}
	rows = append(rows, para(normal, d.Ask, w)...)
	if d.With != "" {
		rows = append(rows, para(faint, "Together with "+d.With+": "+desk.RuleText(d.Rule)+".", w)...)
	}
	for i, o := range d.Options {
		look, line := normal, o.Title
		if o.Locked != "" {
			look, line = faint, line+" — not open: "+o.Locked
		}
		rows = append(rows, hanging(span{keys, "  " + desk.OptionKey(i) + "  "}, look, line, w)...)
	}
	for _, a := range d.Purchases {
		rows = append(rows, hanging(span{faint, "  " + itoa(a.Cost) + "  "}, normal, desk.FullStop(a.Title)+" "+a.Text, w)...)
	}
	for _, x := range [][2]string{{"must agree", d.Concur}, {"to be asked before", d.Consult}, {"proposed", d.Proposed}, {"your answer", d.Answer}} {
		if x[1] != "" {
			rows = append(rows, hanging(span{faint, "  " + x[0] + ": "}, normal, x[1], w)...)
		}
	}
	return rows
}

func seatTraffic(v *page, w int) (rows []row) {
	add := func(head string, st style, body string) {
		rows = append(rows, hanging(span{faint, head + "  "}, st, body, w)...)
	}
	slips := "You have no limit of slips."
	if v.Slips != scenario.Unlimited {
		slips = "You have " + desk.Count(v.Slips, "slip") + " left in this turn."
	}
	rows = append(rows, row{{normal, slips}}, nil)
	for _, a := range v.Asked {
		add(v.clock(a.At), accent, a.From+" asks: "+desk.FullStop(a.Text)+" "+a.Words)
	}
	for _, a := range v.Asks {
		s := "You asked " + a.To + ": " + desk.FullStop(a.Text) + " No answer yet."
		if a.Answered {
			s = "You asked " + a.To + ": " + desk.FullStop(a.Text) + " Answer: " + desk.FullStop(a.Answer) + " " + a.Words
		}
		add(v.clock(a.At), normal, s)
	}
	for _, m := range v.Messages {
		add(v.clock(m.At), normal, m.From+" to "+m.To+": "+m.Words)
	}
	for _, x := range v.Sent {
		add(v.clock(x.At), normal, "You sent “"+x.Fact+"” to "+x.To+" by "+x.By+", there "+v.clock(x.Arrives)+".")
	}
	for _, f := range v.Forums {
		switch {
		case f.Sitting:
			add("sits", good, f.Title+", until "+v.clock(f.At))
		case f.Called:
			add("called", normal, f.Title+", sits "+v.clock(f.At))
		}
	}
	for _, a := range v.Standing {
		add("agreed", normal, a)
	}
	return rows
}

func seatCard(v *page, w int) (rows []row) {
	rows = append(rows, row{{bold, v.Title}})
	for _, b := range markdown.Blocks(v.Brief) {
		in := ""
		for range b.Depth {
			in += "  "
		}
		rows = append(rows, hanging(span{faint, in + b.Marker}, normal, b.Text, w)...)
	}
	if v.Authority != "" {
		rows = append(rows, labelled("decides", normal, v.Authority, w)...)
	}
	for _, s := range v.Interests {
		rows = append(rows, hanging(span{faint, "– "}, normal, s, w)...)
	}
	for _, s := range v.Questions {
		rows = append(rows, hanging(span{accent, "? "}, normal, s, w)...)
	}
	return rows
}
