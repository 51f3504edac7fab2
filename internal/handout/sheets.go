package handout

import (
	"slices"
	"strings"

	"example.org/whitecell/scenario"
)

// logSheets are control's own forms: what happened, who knows what, and where the
// measures stand.
func (m *maker) logSheets() Part {
	kicker := m.exercise() + " · Control's sheets"
	part := Part{Title: "Control's sheets", Who: "Control", Control: true, Copies: "the log three times, the others once"}
	part.Pages = append(part.Pages, Page{Layout: Flow, Kicker: kicker, Title: "Log", Blocks: []Block{
		blank([]Col{{"Story", Slim}, {"Room", Slim}, {"From", Slim}, {"To", Slim}, {"What, and how", Normal}, {"There at", Slim}}, 21),
	}})
	if m.p.Facts() > 0 {
		part.Pages = append(part.Pages, Page{Layout: Flow, Kicker: kicker, Title: "Who knows what", Blocks: m.matrix()})
	}
	if blocks := m.gauges(); len(blocks) > 0 {
		part.Pages = append(part.Pages, Page{Layout: Flow, Kicker: kicker, Title: "Where the story stands", Blocks: blocks})
	}
	return part
}

// matrix is a row for each fact and a column for each seat, with what is known at
// the start.
func (m *maker) matrix() []Block {
	const across = 10 // columns that fit beside each other
	out := []Block{small("A dot: knows it as the exercise begins. Write the story's time where a fact arrives.")}
	for from := 0; from < m.p.Roles(); from += across {
		t := Table{Cols: []Col{{"", Slim}}, Style: Matrix}
		to := min(from+across, m.p.Roles())
		for r := from; r < to; r++ {
			t.Cols = append(t.Cols, Col{m.p.Role(r).Short, Normal})
		}
		for f := range m.p.Facts() {
			fact := m.p.Fact(f)
			row := []Cell{{Line{{Text: factTag(f), Strong: true}, {Text: " " + fact.Short}}}}
			for r := from; r < to; r++ {
				if slices.Contains(m.atStart(r), fact.ID) {
					row = append(row, cell("●"))
				} else {
					row = append(row, cell(""))
				}
			}
			t.Rows = append(t.Rows, row)
		}
		out = append(out, t)
	}
	return out
}

// gauges are the measures with room for what moves them, the story's marks, and
// what was agreed.
func (m *maker) gauges() []Block {
	var out []Block
	if m.p.Measures() > 0 {
		cols := []Col{{"Measure", Half}, {"Begins at", Narrow}}
		for range 8 {
			cols = append(cols, Col{"", Normal})
		}
		t := Table{Cols: cols, Style: Blank}
		for n := range m.p.Measures() {
			x := m.p.Measure(n)
			row := make([]Cell, len(cols))
			row[0] = Cell{strong(x.Title, "")}
			row[1] = cell(signless(x.Start))
			if x.Min != 0 || x.Max != 100 {
				row[0] = append(row[0], words("from "+signless(x.Min)+" to "+signless(x.Max)))
			}
			if x.Hidden {
				row[0] = append(row[0], words("hidden from the seats"))
			}
			t.Rows = append(t.Rows, row)
		}
		out = append(out, Head{3, "Measures"}, t)
	}
	if len(m.s.Flags) > 0 {
		items := Items{Style: Inline}
		for _, f := range m.s.Flags {
			items.Items = append(items.Items, words(string(f)))
		}
		out = append(out, Head{3, "Marks that are set"}, items)
	}
	if ds := m.decisionLog(); len(ds.Rows) > 0 {
		out = append(out, Head{3, "Decisions"}, ds)
	}
	return out
}

func (m *maker) decisionLog() Table {
	t := Table{Cols: []Col{{"No.", Narrow}, {"Question", Normal}, {"Answer", Narrow}, {"By", Slim}, {"At", Narrow}, {"Reason, and who was asked", Normal}}, Style: Dense}
	for _, st := range m.turns {
		for _, n := range st.decisions {
			t.Rows = append(t.Rows, []Cell{{strong(decisionTag(n), "")}, cell(m.p.Decision(n).Title), cell(""), cell(""), cell(""), cell("")})
		}
	}
	return t
}

// ratings are the letters of the Homeland Security Exercise and Evaluation
// Program, and what each says. "Not observed" is none of them.
var ratings = []struct{ letter, name, says string }{
	{"P", "Performed without challenges", "The objective was achieved. Nothing else suffered from it, nobody was put at more risk, and plans, rules and laws were kept."},
	{"S", "Performed with some challenges", "The objective was achieved in the same way, and it could have been done better or with less."},
	{"M", "Performed with major challenges", "The objective was achieved, and something of this was seen: other work was harmed, risk was added for the public or for helpers, a plan, rule or law was not kept."},
	{"U", "Unable to be performed", "The objective was not achieved."},
	{"NO", "Not observed", "You did not see enough to say. This is not U."},
}

// observers are a sheet for each objective.
func (m *maker) observers() Part {
	part := Part{
		Title: "Observer sheets", Who: capital(m.terms.Evaluator) + " and observers", Control: true,
		Copies: "one of each for every observer, front and back",
	}
	kicker := m.exercise() + " · Observer sheet"
	add := func(title string, o *scenario.Objective) {
		part.Pages = append(part.Pages,
			Page{Layout: Flow, Kicker: kicker, Title: title, Blocks: m.observation(o)},
			Page{Layout: Flow, Kicker: kicker + " · Back", Title: "Rating: " + title, Blocks: rating()})
	}
	if len(m.s.Objectives) == 0 {
		add("What I saw and heard", nil)
	}
	for i := range m.s.Objectives {
		add(m.s.Objectives[i].Title, &m.s.Objectives[i])
	}
	return part
}

func (m *maker) observation(o *scenario.Objective) []Block {
	out := []Block{Fields{Style: Normal, Fields: []Field{field("Observer", blankRule+blankRule), field("Table watched", blankRule)}}}
	if o != nil {
		f := filled(field("Capability", o.Capability), field("Target", o.Target))
		where := m.where(o.ID)
		f = append(f, filled(field("Where to look", where))...)
		out = append(out, Fields{Style: Normal, Fields: f})
		if len(o.Tasks) > 0 {
			out = append(out, Head{4, "Tasks"}, Items{Style: Ticked, Items: lines(o.Tasks...)})
		}
	}
	return append(out,
		small("Write what was said and done, by which office, and when: no persons, no judgement yet. Do not prompt, and do not answer."),
		blank([]Col{{"Story", Slim}, {"Office", Slim}, {"What was said or done", Normal}, {"Slip", Narrow}}, 12))
}

// rating is the back of an observer's sheet, filled in after EndEx.
func rating() []Block {
	return []Block{
		para("After EndEx, from what stands on the front. Rate what was achieved, never persons."),
		Items{Style: Numbered, Items: []Line{
			strong("Was the objective achieved?", "If not: U."),
			strong("Did it harm other work, add risk to anybody, or break a plan, a rule or a law?", "If so: M."),
			strong("Could it have been done better, or with less?", "If so: S. If not: P."),
		}},
		ratingTable(),
		Write{"Why this one", 4},
		Write{"What went well", 4},
		Write{"What to improve, what stood in its way, and which plan or rule it belongs to", 5},
	}
}

// where names the slips and decisions that an objective belongs to.
func (m *maker) where(id scenario.ObjectiveID) string {
	var slips, decisions []string
	for _, st := range m.turns {
		for _, n := range st.injects {
			if m.p.Inject(n).Objective == id {
				slips = append(slips, slipNo(n))
			}
		}
		for _, n := range st.decisions {
			if m.p.Decision(n).Objective == id {
				decisions = append(decisions, decisionTag(n)+" "+m.p.Decision(n).Title)
			}
		}
	}
	s := ""
	if len(slips) > 0 {
		s = "Slips " + strings.Join(slips, ", ") + ". "
	}
	if len(decisions) > 0 {
		s += "Decisions " + strings.Join(decisions, ", ") + "."
	}
	return s
}

// ratingTable leads to the letter by what each says.
func ratingTable() Block {
	t := Table{Cols: []Col{{"", Narrow}, {"", Narrow}, {"Rating", Half}, {"What it says", Normal}}, Style: Small}
	for _, r := range ratings {
		t.Rows = append(t.Rows, []Cell{{Line{{Tick: true}}}, {strong(r.letter, "")}, cell(r.name), cell(r.says)})
	}
	return t
}
