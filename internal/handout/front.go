package handout

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/engine"
)

// cover lists what is in the pack. It is made last.
func (m *maker) cover() Part {
	t := Table{
		Cols:  []Col{{"", Narrow}, {"What", Half}, {"For", Half}, {"Print", Normal}},
		Style: Small,
	}
	for _, part := range m.parts {
		t.Rows = append(t.Rows, []Cell{{Line{{Tick: true}}}, {strong(part.Title, "")}, cell(part.Who), cell(part.Copies)})
	}
	blocks := []Block{Para{Line: words(m.s.Summary), Style: Lead}, Fields{Fields: m.setup(), Style: Small}, t}
	blocks = append(blocks, Para{Style: Small, Line: strong("Before the day.",
		"Cut the slips, and put those of each turn in an envelope of its own, in the order of their numbers. "+
			"The book, the slips and the sheets of the "+m.terms.Evaluator+" hold the whole story: keep them face down. "+
			"A number on a paper is the number that the program uses, so the two can be used side by side, and the exercise can be run from the paper alone.")})
	return Part{Title: "Contents", Who: "Control", Control: true, Copies: "once", Pages: []Page{{
		Layout: Cover, Kicker: "Everything on paper", Title: m.exercise(), Blocks: blocks,
	}}}
}

// setup says which cut of the scenario the pack is for.
func (m *maker) setup() []Field {
	length := "every turn"
	if l := m.p.Length(); l != nil {
		length = fmt.Sprintf("%s in the room: %d to begin with, %d to play, %d for the %s",
			minutesText(l.Minutes), l.Brief, l.Minutes-l.Brief-l.Hotwash, l.Hotwash, strings.ToLower(m.terms.HotWash))
	}
	var turns []string
	for _, st := range m.turns {
		turns = append(turns, fmt.Sprint(st.no+1))
	}
	played := fmt.Sprintf("all %d", len(turns))
	if len(turns) < m.p.Turns() {
		played = fmt.Sprintf("%d of %d: %s", len(turns), m.p.Turns(), listed(turns, "and"))
	}
	var tables []string
	for _, t := range m.tables() {
		tables = append(tables, t.title)
	}
	return filled(
		field("Length", length), field("Turns", played), field("Tables", strings.Join(tables, " · ")),
		field("Scenario", m.s.Name+", version "+digest(m.s.Digest)),
	)
}

// digest is the beginning of the scenario's digest, enough to tell two versions apart.
func digest(s string) string { return s[:min(len(s), 12)] }

// table is where roles sit together.
type table struct {
	title string
	roles []int
}

// tables are the tables of the seating, in its order; roles alone are their own.
func (m *maker) tables() []table {
	var out []table
	for _, s := range m.s.Seatings {
		if s.ID != m.p.Setup.Seating || m.p.Setup.Seating == "" {
			continue
		}
		for _, t := range s.Tables {
			out = append(out, table{t.Title, engine.Bits(m.p.RoleMask(t.Roles...))})
		}
		return out
	}
	for r := range m.p.Roles() {
		out = append(out, table{m.role(r), []int{r}})
	}
	return out
}

// tableOf is the table at which a role sits.
func (m *maker) tableOf(role int) table {
	for _, t := range m.tables() {
		if slices.Contains(t.roles, role) {
			return t
		}
	}
	return table{}
}

// readAhead is what everybody may read some days before: nothing in it tells the story.
func (m *maker) readAhead() Part {
	blocks := []Block{Para{Line: words(m.s.Summary), Style: Lead}}
	if len(m.s.Objectives) > 0 {
		goals := Items{Style: Normal}
		for i := range m.s.Objectives {
			goals.Items = append(goals.Items, words(m.s.Objectives[i].Title))
		}
		blocks = append(blocks, Head{3, "What it is for"}, goals)
	}
	blocks = append(blocks, Head{3, "Who takes part"}, Fields{Fields: m.partiesAndRoles(), Style: Normal}, Head{3, "How it is played"})
	blocks = append(blocks, Items{Style: Normal, Items: lines(
		"You sit as an office, not as yourself. Your role card says what the office wants, what it may decide, and what it alone knows.",
		"News comes on slips of paper. You weigh it, pass on what you choose to whom you choose, over lines that take time, and say to control what you do.",
		"Questions are put to your office, with a time by which they must be answered. When it passes without you, something is taken as decided.",
		"There is no right answer and nobody is rated. What is looked at is how knowledge moved between the offices, and what stood in its way.",
	)}, Head{3, "The day"}, Fields{Fields: m.day(), Style: Normal},
		small("Nothing need be prepared, and no technical knowledge is needed. Please come in time, stay to the end, and do not read anything marked for control or for another office."))
	return Part{Title: "Read-ahead", Who: "Everybody", Copies: "one for each person, sent some days before", Pages: []Page{{
		Layout: Flow, Kicker: "Read-ahead", Title: m.exercise(), Blocks: blocks,
	}}}
}

// partiesAndRoles lists who is played, by party.
func (m *maker) partiesAndRoles() []Field {
	var out []Field
	add := func(label string, keep func(r int) bool) {
		var names []string
		for r := range m.p.Roles() {
			if keep(r) {
				names = append(names, m.role(r))
			}
		}
		if len(names) > 0 {
			out = append(out, field(label, strings.Join(names, " · ")))
		}
	}
	for _, party := range m.s.Parties {
		add(party.Title, func(r int) bool { return m.p.Role(r).Party == party.ID })
	}
	label := "Others"
	if len(out) == 0 {
		label = "Offices"
	}
	add(label, func(r int) bool { return m.p.Role(r).Party == "" })
	return out
}

// day is the time table as far as everybody may know it.
func (m *maker) day() []Field {
	l := m.p.Length()
	if l == nil {
		return []Field{field("In turn", "ground rules and reading, the exercise, the "+strings.ToLower(m.terms.HotWash))}
	}
	var out []Field
	if l.Brief > 0 {
		out = append(out, field(minutesText(l.Brief), "Ground rules; everybody reads a role card"))
	}
	out = append(out, field(minutesText(l.Minutes-l.Brief-l.Hotwash), "The exercise, in "+count(len(m.turns), "turn")))
	if l.Hotwash > 0 {
		out = append(out, field(minutesText(l.Hotwash), m.terms.HotWash+": what happened, what was known and by whom, what to change"))
	}
	return out
}

func (m *maker) groundRules() Part {
	if len(m.opt.GroundRules) == 0 {
		return Part{}
	}
	return Part{Title: "Ground rules", Who: "Everybody", Copies: "one for the wall, or one for each table", Pages: []Page{{
		Layout: Card, Kicker: m.exercise(), Title: "Ground rules",
		Blocks: []Block{Items{Style: Spaced, Items: lines(m.opt.GroundRules...)}},
	}}}
}

// signs are what stands on the tables.
func (m *maker) signs() Part {
	part := Part{Title: "Table signs", Who: "The tables"}
	for _, t := range m.tables() {
		page := Page{Layout: Sign, Kicker: m.exercise(), Blocks: []Block{Big{t.title, sized(t.title)}}}
		if len(t.roles) > 1 || m.role(t.roles[0]) != t.title {
			for _, r := range t.roles {
				page.Blocks = append(page.Blocks, Big{m.role(r), Under})
			}
		}
		part.Pages = append(part.Pages, page)
	}
	part.Copies = count(len(part.Pages), "sign") + ", one each; on card if you have it"
	return part
}

// sized chooses how large a sign's words can be.
func sized(s string) Style {
	longest := 0
	for _, w := range strings.Fields(s) {
		longest = max(longest, len([]rune(w)))
	}
	switch n := len([]rune(s)); {
	case longest > 16 || n > 48:
		return Longest
	case longest > 11 || n > 24:
		return Longer
	}
	return Huge
}
