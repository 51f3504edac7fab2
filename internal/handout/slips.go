package handout

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/scenario"
)

// injectSlips are the messages of the story, each on a slip of its own with the
// number that the program gives it. What only control may know is not on them.
func (m *maker) injectSlips() Part {
	part := Part{Title: m.terms.Slips, Who: "Control hands them over", Control: true}
	var wide []string
	total := 0
	add := func(title string, boxes []Block) {
		if len(boxes) > 0 {
			part.Pages = append(part.Pages, Page{Layout: Slips, Kicker: m.exercise() + " · " + m.terms.Slips, Title: title, Blocks: boxes})
		}
	}
	slip := func(n int, turn string) Block {
		total++
		if in := m.p.Inject(n); !in.ToAll && m.tablesOf(in.To) > 1 {
			wide = append(wide, slipNo(n))
		}
		return m.injectSlip(n, turn)
	}
	for _, st := range m.turns {
		boxes := m.byNow(st)
		for _, n := range st.injects {
			boxes = append(boxes, slip(n, fmt.Sprint(st.no+1)))
		}
		add(fmt.Sprintf("Turn %d", st.no+1), boxes)
	}
	var boxes []Block
	for _, n := range m.loose() {
		boxes = append(boxes, slip(n, ""))
	}
	add("Whenever the book says so", boxes)
	part.Copies = count(total, "slip") + ", once"
	if len(wide) > 0 {
		part.Copies += "; these go to more than one table, a copy for each: " + strings.Join(wide, ", ")
	}
	return part
}

// tablesOf is at how many tables roles sit.
func (m *maker) tablesOf(ids []scenario.RoleID) int {
	n := 0
	for _, t := range m.tables() {
		if slices.ContainsFunc(t.roles, func(r int) bool { return slices.Contains(ids, m.p.Role(r).ID) }) {
			n++
		}
	}
	return n
}

func (m *maker) injectSlip(n int, turn string) Block {
	in := m.p.Inject(n)
	to := m.audience(in, m.names)
	if in.ToAll {
		to = "Everybody"
	}
	box := Box{Number: slipNo(n), Title: in.Title, Note: "Turn " + orBlank(turn), Marked: true}
	box.Blocks = append(box.Blocks, Fields{Style: Pairs, Fields: filled(
		field("To", to), field("From", in.From), field("By", in.By), field("Time", blankRule),
	)})
	for _, l := range paragraphs(in.Text) {
		box.Blocks = append(box.Blocks, Para{Line: l, Style: Normal})
	}
	for _, id := range in.Facts {
		f := m.p.Fact(m.p.FactNo(id))
		box.Blocks = append(box.Blocks, Para{Style: Small, Line: strong(
			"You now know "+factTag(m.p.FactNo(id))+", "+quoted(f.Title)+".", m.handling(f, m.onlyReader(in)))})
	}
	return box
}

// onlyReader is the role that an inject goes to, -1 where there are several.
func (m *maker) onlyReader(in *scenario.Inject) int {
	if len(in.To) == 1 {
		return m.p.RoleNo(in.To[0])
	}
	return -1
}

// blankRule is room for a short entry by hand.
const blankRule = "......................"

func orBlank(s string) string {
	if s == "" {
		return "........"
	}
	return s
}

// byNow are the slips that tell roles what they have learned in turns left out
// before this one. Before the first turn, the cards say it.
func (m *maker) byNow(st *stretch) []Block {
	if st == m.turns[0] {
		return nil
	}
	var out []Block
	for r := range m.p.Roles() {
		var ids []scenario.FactID
		for _, left := range st.leftOut {
			ids = append(ids, learned(left, m.p.Role(r).ID)...)
		}
		if len(ids) == 0 {
			continue
		}
		box := Box{Number: byNowTag(st, m.p.Role(r)), Title: "What you know by now", Note: fmt.Sprintf("Turn %d", st.no+1), Marked: true}
		box.Blocks = append(box.Blocks, Fields{Style: Pairs, Fields: []Field{field("To", m.role(r)), field("Time", "as the turn begins")}})
		for _, id := range unique(ids) {
			box.Blocks = append(box.Blocks, m.knows(id, r)...)
		}
		out = append(out, box)
	}
	return out
}

// byNowTag numbers such a slip: by the turn and the seat.
func byNowTag(st *stretch, r *scenario.Role) string {
	return fmt.Sprintf("T%d %s", st.no+1, r.Short)
}

// decisionSheets are the questions that are put to seats, one for each owner.
func (m *maker) decisionSheets() Part {
	part := Part{Title: "Decision sheets", Who: "Control hands them over as each opens", Control: true}
	total := 0
	for _, st := range m.turns {
		var boxes []Block
		for _, n := range st.decisions {
			for _, owner := range m.p.Decision(n).By {
				boxes = append(boxes, m.decisionSheet(st, n, owner))
			}
		}
		total += len(boxes)
		if len(boxes) > 0 {
			part.Pages = append(part.Pages, Page{
				Layout: Slips, Kicker: m.exercise() + " · Decision sheets", Title: fmt.Sprintf("Turn %d", st.no+1), Blocks: boxes,
			})
		}
	}
	part.Copies = count(total, "sheet") + ", once"
	return part
}

func (m *maker) decisionSheet(st *stretch, n int, owner scenario.RoleID) Block {
	d := m.p.Decision(n)
	others := slices.DeleteFunc(slices.Clone(d.By), func(x scenario.RoleID) bool { return x == owner })
	together := ""
	if len(others) > 0 {
		together = m.names(others) + ": " + ruleText(d.Rule)
	}
	box := Box{Number: decisionTag(n), Title: d.Title, Note: fmt.Sprintf("Turn %d", st.no+1), Marked: true}
	box.Blocks = append(box.Blocks,
		Fields{Style: Small, Fields: filled(
			field("For", m.names([]scenario.RoleID{owner})), field("Together with", together), field("Due", m.dueText(st, d)),
			field("To be asked before", m.names(d.Consult)), field("Must agree", m.names(d.Concur)),
		)},
		Para{Line: strong(d.Ask, ""), Style: Normal})
	if d.Purchase != nil {
		box.Blocks = append(box.Blocks, m.offer(d)...)
	} else {
		box.Blocks = append(box.Blocks, m.optionBoxes(d))
	}
	if len(d.Reasons) > 0 {
		box.Blocks = append(box.Blocks, Items{Label: "Reason", Style: Inline, Items: lines(d.Reasons...)}, Write{"", 1})
	} else {
		box.Blocks = append(box.Blocks, Write{"Reason", 1})
	}
	return box
}

// askControl stands beside an option that is not always open.
const askControl = " (control says whether it is open)"

func (m *maker) optionBoxes(d *scenario.Decision) Block {
	items := Items{Style: Ticked}
	for o := range d.Options {
		opt := &d.Options[o]
		line := Line{{Text: optionLetter(o), Strong: true}, {Text: "  " + opt.Title}}
		if opt.Requires != nil || opt.When != nil {
			line = append(line, Span{Text: askControl, Emph: true})
		}
		if opt.Free {
			line = append(line, Span{Text: " " + strings.Repeat(".", 40) + " "}, Span{Text: "(control rules on it)", Emph: true})
		}
		items.Items = append(items.Items, line)
	}
	return items
}

// offer lists the arrangements that can be bought.
func (m *maker) offer(d *scenario.Decision) []Block {
	t := Table{Cols: []Col{{"", Narrow}, {"Arrangement", Normal}, {"Points", Narrow}, {"Owner", Slim}}, Style: Small}
	for a := range m.p.Arrangements() {
		x := m.p.Arrangement(a)
		if !x.ForSale {
			continue
		}
		body := Cell{strong(sentenceEnd(x.Title), "")}
		body = append(body, paragraphs(x.Text)...)
		if len(x.Concur) > 0 {
			body = append(body, words("Must agree: "+m.names(x.Concur)+"."))
		}
		owner := Cell{nil}
		if d.Purchase.Owned {
			owner = Cell{words(blankRule), words(m.mayOwn(x))}
		}
		t.Rows = append(t.Rows, []Cell{{Line{{Tick: true}}}, body, cell(fmt.Sprint(x.Cost)), owner})
	}
	s := "Together worth at most " + count(d.Purchase.Points, "point") + "."
	if d.Purchase.Owned {
		s += " What no office accepts aloud, lapses when the turn ends."
	}
	if d.Purchase.Each > 0 {
		s += fmt.Sprintf(" One office owns %d at most.", d.Purchase.Each)
	}
	return []Block{small(s), t}
}

// mayOwn says which offices may own an arrangement.
func (m *maker) mayOwn(a *scenario.Arrangement) string {
	if len(a.Owners) == m.p.Roles() {
		return "any office"
	}
	return m.short(a.Owners)
}

// factSlips are what control hands over with a fact that has arrived.
func (m *maker) factSlips() Part {
	var boxes []Block
	for n := range m.p.Facts() {
		f := m.p.Fact(n)
		box := Box{Number: factTag(n), Title: f.Title, Note: capital(m.s.Handling[f.Handling]), Marked: true}
		for _, l := range paragraphs(f.Text) {
			box.Blocks = append(box.Blocks, Para{Line: l, Style: Normal})
		}
		box.Blocks = append(box.Blocks, small(m.handling(f, -1)))
		boxes = append(boxes, box)
	}
	if len(boxes) == 0 {
		return Part{}
	}
	return Part{
		Title: "Fact slips", Who: "Control hands one over when the fact arrives", Control: true,
		Copies: count(len(boxes), "slip") + fmt.Sprintf(", %d times: a copy for each table that may come to hold the fact", max(len(m.tables())-1, 1)),
		Pages:  []Page{{Layout: Grid, Kicker: m.exercise() + " · Fact slips", Title: "Facts", Blocks: boxes}},
	}
}

// messageSlips are the forms on which players say what they send.
func (m *maker) messageSlips() Part {
	const perSheet = 4
	limit := 0
	for r := range m.p.Roles() {
		for _, n := range m.slipsPerTurn(m.p.Role(r)) {
			if n == scenario.Unlimited || limit < 0 {
				limit = -1
				break
			}
			limit += n
		}
	}
	copies := "this sheet ten times to begin with: " + count(perSheet, "slip") + " on each"
	if limit >= 0 {
		copies = fmt.Sprintf("this sheet %s: %s on each, and the room has %d in all", count((limit+perSheet-1)/perSheet, "time"), count(perSheet, "slip"), limit)
	}
	var boxes []Block
	for range perSheet {
		boxes = append(boxes, messageSlip())
	}
	return Part{Title: "Message slips", Who: "Everybody", Copies: copies, Pages: []Page{{
		Layout: Grid, Kicker: m.exercise() + " · Message slips", Blocks: boxes,
	}}}
}

func messageSlip() Block {
	return Box{Title: "Message", Note: "one fact, one receiver", Marked: true, Blocks: []Block{
		Fields{Style: Blank, Fields: []Field{
			field("From", ""), field("To", ""), field("Fact", ""), field("By", ""), field("Time", ""),
		}},
		Write{"In our words", 3},
		Para{Line: ticked("All the same: we know that a rule stands against it."), Style: Small},
		Fields{Style: Blank, Fields: []Field{field("Control: there at", ""), field("Rule broken", "")}},
	}}
}

// span says when a turn is in the story.
func (m *maker) span(st *stretch) string {
	return m.p.ClockText(st.turn.At) + " to " + m.clock(st, st.end()) + ", " + spanOf(st.turn.Lasts)
}
