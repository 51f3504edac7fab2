package tui

import (
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/scenario"
)

// span is a piece of a row in one style.
type span struct {
	st style
	s  string
}

// row is one line of a panel.
type row []span

// row draws a row in at most w columns.
func (c *canvas) row(x, y, w int, r row) {
	for _, s := range r {
		used := c.put(x, y, w, s.st, s.s)
		x, w = x+used, w-used
	}
}

// rows draws rows from the top of a rect, from the one numbered skip.
func (c *canvas) rows(r rect, rows []row, skip int) {
	for i := skip; i < len(rows) && i-skip < r.h; i++ {
		c.row(r.x, r.y+i-skip, r.w, rows[i])
	}
}

// para is a text as rows of one style.
func para(st style, s string, w int) []row {
	var out []row
	for _, l := range wrap(s, w) {
		out = append(out, row{{st, l}})
	}
	return out
}

// labelled is a text beside its word.
func labelled(label string, st style, s string, w int) []row {
	const tab = 8
	var out []row
	for i, l := range wrap(s, max(w-tab, 8)) {
		head := strings.Repeat(" ", tab)
		if i == 0 {
			head = label + strings.Repeat(" ", max(tab-width(label), 1))
		}
		out = append(out, row{{faint, head}, {st, l}})
	}
	return out
}

// hanging is a text whose first line begins with a head, and whose others are set
// in by as much.
func hanging(head span, st style, s string, w int) []row {
	in := width(head.s)
	var out []row
	for i, l := range wrap(s, max(w-in, 8)) {
		if i == 0 {
			out = append(out, row{head, {st, l}})
		} else {
			out = append(out, row{{normal, strings.Repeat(" ", in)}, {st, l}})
		}
	}
	return out
}

// widest is the width of running text that is easy to read aloud.
const widest = 76

// kindWords head the cards.
var kindWords = [...]string{
	desk.LeftOut: "LEFT OUT", desk.TurnBegan: "TURN", desk.TurnEnded: "END OF TURN", desk.Inject: "INJECT",
	desk.Contingency: "CONTINGENCY", desk.Decision: "DECISION", desk.Due: "TIME", desk.Outcome: "DECIDED",
	desk.Compared: "ANSWERS", desk.Question: "QUESTION", desk.Sitting: "SITTING", desk.Arrived: "ARRIVED",
	desk.Stopped: "STOP", desk.Ended: "ENDEX",
}

// numbered are the kinds whose number stands on paper.
func numbered(k desk.CardKind) bool {
	return k == desk.Inject || k == desk.Contingency || k == desk.Decision || k == desk.Due || k == desk.TurnBegan
}

// cardRows is a card as it stands in the middle of the console.
func (s *console) cardRows(c desk.Card, w int) []row {
	w = min(w, widest)
	rows := s.cardHead(c, w)
	tight := s.size.h < 30
	if !tight {
		rows = append(rows, nil)
	}
	if c.Title != "" {
		title := c.Title
		if c.Kind == desk.Outcome || c.Kind == desk.Compared {
			title = s.feed.brief.text(title, c.At)
		}
		rows = append(rows, para(bold, title, w)...)
	}
	if c.Aloud != "" {
		if c.Kind == desk.TurnBegan || c.Kind == desk.Outcome || c.Kind == desk.Ended {
			rows = append(rows, row{{faint, "read aloud"}})
		}
		rows = append(rows, para(normal, c.Aloud, w)...)
	}
	if !tight && (len(c.Cues) > 0 || c.Decision >= 0) {
		rows = append(rows, nil)
	}
	for _, cue := range c.Cues {
		st := normal
		if cue.Label == "ask" || cue.Label == "say" {
			st = accent
		}
		rows = append(rows, labelled(cue.Label, st, cue.Text, w)...)
	}
	switch c.Kind {
	case desk.Inject:
		if in := s.ex.Program().Inject(c.Inject); !in.ToAll {
			rows = append(rows, labelled("hand", normal, "slip "+itoa(c.No)+" to "+s.desk.Audience(in), w)...)
		}
	case desk.Contingency:
		rows = append(rows, labelled("press", normal, "+ to deliver it, n to pass it over", w)...)
	case desk.Decision:
		rows = append(rows, s.optionRows(c.Decision, w)...)
	case desk.Due:
		if s.ex.Game().Standing(c.Decision).Status == engine.IsOpen {
			rows = append(rows, labelled("press", normal, "d to answer, + for one more minute, n to let it pass", w)...)
		}
	case desk.TurnEnded:
		if len(c.Owed) > 0 {
			rows = append(rows, labelled("press", normal, "R to enter them, n to go on", w)...)
		}
	case desk.Question:
		rows = append(rows, labelled("press", normal, "y for yes, x for no, Y to choose among all that wait", w)...)
	case desk.Sitting:
		rows = append(rows, labelled("press", normal, "m to enter what is said", w)...)
	}
	return rows
}

// cardHead is the line above a card's title.
func (s *console) cardHead(c desk.Card, w int) []row {
	head := kindWords[c.Kind]
	if numbered(c.Kind) && c.No > 0 {
		head += " " + itoa(c.No)
	}
	st := accent
	if c.Kind == desk.Due || c.Kind == desk.Stopped {
		st = warn
	}
	parts := []string{s.desk.Clock(c.At)}
	for _, f := range c.Facts {
		switch f.Label {
		case "room", "read", "so":
			parts = append(parts, f.Text)
		case "to", "for":
			parts = append(parts, f.Label+" "+s.whom(c, f.Text, w))
		default:
			parts = append(parts, f.Label+" "+s.feed.brief.text(f.Text, c.At))
		}
	}
	return hanging(span{st, head + "  "}, faint, strings.Join(parts, " · "), w)
}

// whom names the seats that a card is for: in full, or in short where there is
// little room.
func (s *console) whom(c desk.Card, full string, w int) string {
	if w >= 60 {
		return full
	}
	p := s.ex.Program()
	switch {
	case c.Inject >= 0 && !p.Inject(c.Inject).ToAll:
		return s.shorts(p.RoleMask(p.Inject(c.Inject).To...))
	case c.Decision >= 0:
		return s.shorts(p.RoleMask(p.Decision(c.Decision).By...))
	}
	return full
}

// optionRows list what can be chosen, with the letters that stand on paper.
func (s *console) optionRows(n, w int) []row {
	p, st := s.ex.Program(), s.ex.Game().Standing(n)
	dec := p.Decision(n)
	var rows []row
	for o := range dec.Options {
		if !st.Offered[o] {
			continue
		}
		opt := &dec.Options[o]
		line, look := opt.Title, normal
		switch {
		case st.Status == engine.IsOpen && !st.Open[o]:
			line, look = line+" — not open: "+desk.LockText(opt), faint
		case o == st.Default:
			line += " (if nobody decides)"
		}
		mark := span{keys, "  " + desk.OptionKey(o) + "  "}
		if chosenHere(st, o) {
			mark = span{good, "● " + desk.OptionKey(o) + "  "}
		}
		rows = append(rows, hanging(mark, look, line, w)...)
	}
	if dec.Purchase != nil {
		rows = append(rows, labelled("buy", normal, "arrangements worth at most "+desk.Count(dec.Purchase.Points, "point"), w)...)
		for a := range p.Arrangements() {
			if x := p.Arrangement(a); x.ForSale && s.ex.Game().Agreed()>>a&1 == 0 {
				rows = append(rows, hanging(span{faint, "  " + itoa(x.Cost) + "  "}, normal, x.Title, w)...)
			}
		}
	}
	return rows
}

// chosenHere says whether an option was chosen, or is one of the answers.
func chosenHere(st engine.Standing, o int) bool {
	if st.Chosen == o {
		return true
	}
	if st.Status == engine.IsOpen && st.Rule == scenario.Each {
		return false // blind until all have answered: the room can see this screen
	}
	for _, a := range st.Answers {
		if a == o {
			return true
		}
	}
	return false
}
