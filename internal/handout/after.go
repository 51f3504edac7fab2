package handout

import (
	"fmt"
	"strings"
)

// step is one step of the hot wash, with its minutes in one of 22.
type step struct {
	minutes    int
	name, what string
}

// steps are those of the program's own hot wash, for a room without it.
var steps = []step{
	{3, "The card, in silence", "Everybody fills in a card: one strength, one gap, one thing I knew that others needed. Meanwhile settle, from the log, which facts a decision lacked that somebody else held."},
	{1, "Out of role", "One word from each table. From here on nobody defends an office."},
	{3, "Is this what happened?", "Lay out five moments from the log in their order. The room corrects them. Who, what, when; not why."},
	{7, "Two decisions", "For each: what did whoever decided know, what did somebody else hold at that moment? First what the holder was protecting, then what stood in the way, then who else could have asked. What was passed on and should not have been stands beside it."},
	{3, "The day before", "Which arrangement, agreed the day before, would have changed this most? Who would have owned it, and what would it have cost?"},
	{2, "One gap a table", "From the cards, without comment."},
	{3, "Two actions", "Each with an owner and a date, now. What is missing is marked, and completed afterwards."},
}

// shareOut gives each step its part of the minutes, a minute at least, so that
// they add up.
func shareOut(minutes int) []int {
	total := 0
	for _, s := range steps {
		total += s.minutes
	}
	out, rest, left := make([]int, len(steps)), make([]int, len(steps)), minutes
	for i, s := range steps {
		out[i], rest[i] = s.minutes*minutes/total, s.minutes*minutes%total
		if out[i] == 0 {
			out[i], rest[i] = 1, -1
		}
		left -= out[i]
	}
	for ; left < 0; left++ { // the steps that got their one minute took it from somebody
		most := 0
		for i := range out {
			if out[i] > out[most] {
				most = i
			}
		}
		out[most]--
	}
	for ; left > 0; left-- {
		best := 0
		for i := range rest {
			if rest[i] > rest[best] {
				best = i
			}
		}
		out[best], rest[best] = out[best]+1, rest[best]-total
	}
	return out
}

// hotWash is the facilitator's sheet for the debrief, and the card that everybody
// fills in.
func (m *maker) hotWash() Part {
	minutes := 22
	if l := m.p.Length(); l != nil && l.Hotwash >= len(steps) {
		minutes = l.Hotwash
	}
	t := Table{Cols: []Col{{"", Narrow}, {"Minutes", Narrow}, {"Step", Slim}, {"What is done", Normal}}, Style: Normal}
	for i, n := range shareOut(minutes) {
		t.Rows = append(t.Rows, []Cell{{Line{{Tick: true}}}, cell(fmt.Sprint(n)), {strong(steps[i].name, "")}, cell(steps[i].what)})
	}
	name := strings.ToLower(m.terms.HotWash)
	blocks := []Block{
		para(fmt.Sprintf("%s, and none of them is given back to the exercise. No names, no blame: say what stood in the way, as a condition and not as a fault. Nothing that is not confirmed is shown to the room.", capital(minutesText(minutes)))),
		t,
	}
	if len(m.s.Hotwash) > 0 {
		blocks = append(blocks, Head{3, "Questions of this exercise"}, Items{Style: Normal, Items: lines(m.s.Hotwash...)})
	}
	blocks = append(blocks, Head{3, "What is to change"}, improvement(2))
	var cards []Block
	for range 4 {
		cards = append(cards, Box{Title: "My card", Note: m.terms.HotWash, Marked: true, Blocks: []Block{
			Fields{Style: Blank, Fields: []Field{field("Office", "")}},
			Write{"One strength", 2},
			Write{"One gap", 2},
			Write{"One thing I knew that others needed", 2},
		}})
	}
	return Part{
		Title: m.terms.HotWash, Who: "Control; the cards for everybody", Copies: "the sheet once, the cards until everybody has one",
		Pages: []Page{
			{Layout: Flow, Kicker: m.exercise() + " · For the facilitator", Title: m.terms.HotWash, Blocks: blocks},
			{Layout: Grid, Kicker: m.exercise() + " · Cards for the " + name, Blocks: cards},
		},
	}
}

func improvement(rows int) Block {
	return blank([]Col{
		{"Action", Normal},
		{"Owner", Slim},
		{"Start", Slim},
		{"Done by", Slim},
		{"Planning, organisation, equipment, training or exercise", Half},
		{"How it is measured", Slim},
	}, rows)
}

// statements are what participants agree with, or do not.
var statements = []string{
	"The exercise was well structured and organised.",
	"The scenario was plausible.",
	"Control knew the matter and kept the exercise on its target.",
	"The papers were useful.",
	"Taking part was right for somebody in my position.",
	"The right people were here, of the right level and mix.",
	"My organisation could practise what matters to it.",
	"My organisation is better prepared than before.",
	"I could say what I thought without cost to me.",
}

// feedback is the form that everybody fills in at the end.
func (m *maker) feedback() Part {
	t := Table{Cols: []Col{{"1: not at all · 5: fully", Normal}, {"1", Narrow}, {"2", Narrow}, {"3", Narrow}, {"4", Narrow}, {"5", Narrow}}, Style: Dense}
	for _, s := range statements {
		row := []Cell{cell(s)}
		for range 5 {
			row = append(row, Cell{Line{{Tick: true}}})
		}
		t.Rows = append(t.Rows, row)
	}
	roles := Items{Label: "I was", Style: Inline, Items: lines("player", "observer", "facilitator", "one of the "+m.terms.Evaluator)}
	first := []Block{
		Fields{Style: Blank, Fields: []Field{field("Date", ""), field("Name (if you like)", ""), field("Organisation", "")}},
		roles,
		Write{"Three things that went well", 3},
		Write{"Three things to improve", 3},
		Write{"One thing you knew that others needed", 2},
		Write{"Something you saw that others may not have seen", 2},
		t,
	}
	second := []Block{
		Head{3, "What should be done"},
		blank([]Col{{"Corrective action", Normal}, {"High, medium or low", Slim}, {"Who", Half}}, 4),
		Head{3, "What should be looked at again"},
		blank([]Col{{"Plan, training, equipment or policy", Normal}, {"High, medium or low", Slim}}, 4),
		Write{"Anything else", 4},
	}
	return Part{Title: "Feedback form", Who: "Everybody", Copies: "one for each person, and a fifth more", Pages: []Page{
		{Layout: Flow, Kicker: m.exercise() + " · What you thought of it", Title: "Feedback", Blocks: first},
		{Layout: Flow, Kicker: m.exercise() + " · What you thought of it", Title: "Feedback, second page", Blocks: second},
	}}
}
