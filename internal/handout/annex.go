package handout

import (
	"fmt"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// decisionEntry is a decision in full.
func (m *maker) decisionEntry(st *stretch, n int) Block {
	d := m.p.Decision(n)
	opens := "when something opens it"
	moved := true
	for i := range st.turn.Decisions {
		moved = moved && st.turn.Decisions[i].ID != d.ID
	}
	at, known := m.opensAt(st, d, moved)
	switch {
	case known:
		opens = m.clock(st, at)
	case d.Opens.After != "":
		opens = "when slip " + slipNo(m.p.InjectNo(d.Opens.After)) + " is handed over"
	}
	if d.Opens.After != "" && known && !moved {
		opens += ", with slip " + slipNo(m.p.InjectNo(d.Opens.After))
	}
	box := Box{Number: decisionTag(n), Title: d.Title, Note: "decision"}
	if known {
		box.Note += ", " + m.clock(st, at)
	}
	rule := ""
	if len(d.By) > 1 {
		rule = ruleText(d.Rule)
		if d.OneLine {
			rule += "; they ought to say the same"
		}
	}
	timeBox := ""
	if d.Room > 0 {
		timeBox = minutesText(d.Room) + " in the room"
	}
	pairs := filled(
		field("For", m.names(d.By)), field("Opens", opens), field("Time box", timeBox), field("Due", m.dueText(st, d)),
		field("Should be asked", m.names(d.Consult)), field("Must agree first", m.names(d.Concur)),
	)
	fields := []Field{
		field("Together", rule), field("Facts that matter", m.facts(d.Needs)), field("If nobody decides", m.defaultText(d)),
		field("Objective", m.objective(d.Objective)),
	}
	if d.When != nil {
		fields = append(fields, Field{"Opens only if", []Line{m.condition(d.When)}})
	}
	box.Blocks = append(box.Blocks, Aloud{"Ask", paragraphs(d.Ask)},
		Fields{Style: Pairs, Fields: pairs}, Fields{Style: Small, Fields: filled(fields...)})
	if d.Purchase != nil {
		box.Blocks = append(box.Blocks, m.purchaseNote(d))
		return box
	}
	box.Blocks = append(box.Blocks, m.optionsTable(d))
	return box
}

func (m *maker) defaultText(d *scenario.Decision) string {
	if d.Default == "" {
		return "it lapses without an answer"
	}
	return m.optionTitle(d, d.Default)
}

func (m *maker) purchaseNote(d *scenario.Decision) Block {
	s := fmt.Sprintf("Arrangements worth at most %s are bought; what each changes stands under “Arrangements”.", count(d.Purchase.Points, "point"))
	if d.Purchase.Owned {
		s += " Each needs an office that accepts it aloud before the turn ends, or it lapses: count those."
	}
	if d.Purchase.Each > 0 {
		s += fmt.Sprintf(" One office owns %d at most.", d.Purchase.Each)
	}
	return para(s)
}

// optionsTable lists options with what only control knows of them.
func (m *maker) optionsTable(d *scenario.Decision) Block {
	t := Table{Cols: []Col{{"", Narrow}, {"Option", Half}, {"Read aloud afterwards", Normal}, {"Then", Half}}, Style: Small}
	for o := range d.Options {
		opt := &d.Options[o]
		title := Cell{strong(opt.Title, "")}
		if opt.Free {
			title = append(title, words("Control rules on it."))
		}
		if opt.When != nil {
			title = append(title, append(strong("There only if", ""), append(Line{{Text: " "}}, m.condition(opt.When)...)...))
		}
		if opt.Requires != nil {
			title = append(title, append(strong("Open only if", ""), append(Line{{Text: " "}}, m.condition(opt.Requires)...)...))
		}
		if opt.Locked != "" {
			title = append(title, append(strong("Until then say:", ""), Span{Text: " " + quoted(opt.Locked)}))
		}
		t.Rows = append(t.Rows, []Cell{{strong(optionLetter(o), "")}, title, m.outcome(opt), m.follows(opt)})
	}
	return t
}

func (m *maker) outcome(opt *scenario.Option) Cell {
	if opt.Outcome == "" {
		return Cell{nil}
	}
	to := "To the owners:"
	if opt.Public {
		to = "To everybody:"
	}
	out := Cell{strong(to, "")}
	return append(out, paragraphs(opt.Outcome)...)
}

func (m *maker) follows(opt *scenario.Option) Cell {
	var out Cell
	if e := m.effects(opt.Effects); e != "" {
		out = append(out, words(e))
	}
	return append(out, m.consequences(opt.Then)...)
}

// wheneverPages are the rules, and the injects that they and options send.
func (m *maker) wheneverPages() []Block {
	var out []Block
	if len(m.s.Rules) > 0 {
		t := Table{Cols: []Col{{"", Narrow}, {"When it has turned true that", Normal}, {"then", Wide}}, Style: Small}
		for i := range m.s.Rules {
			r := &m.s.Rules[i]
			if !m.possible(r.When.Root) {
				continue
			}
			then := Cell(m.consequences(r.Then))
			if r.Again {
				then = append(then, words("Each time anew."))
			}
			t.Rows = append(t.Rows, []Cell{{Line{{Tick: true}}}, {m.condition(r.When)}, then})
		}
		out = append(out, para("Look through this after each round. Each happens once, at the moment it turns true, unless it says otherwise."), t)
	}
	if loose := m.loose(); len(loose) > 0 {
		out = append(out, Head{3, "Slips without a time of their own"})
		for _, n := range loose {
			out = append(out, m.injectEntry(nil, n))
		}
	}
	return out
}

func (m *maker) linesPage() []Block {
	ch := Table{Cols: []Col{{"Line", Half}, {"From", Normal}, {"To", Slim}, {"Takes", Slim}, {"Carries", Slim}, {"Leaks", Narrow}}, Style: Small}
	for n := range m.p.Channels() {
		c := m.p.Channel(n)
		title := Cell{strong(c.Title, "")}
		if c.Under != "" {
			title = append(title, words("only while "+m.arrangement(string(c.Under))+" holds"))
		}
		to := m.short(c.To)
		if c.Between {
			to = "each other"
		}
		carries := "up to " + m.s.Handling[c.Carries]
		if c.Clear {
			carries = "in the clear: anything; above " + m.s.Handling[0] + " a breach"
		}
		ch.Rows = append(ch.Rows, []Cell{title, cell(m.short(c.From)), cell(to), cell(m.delays(c)), cell(carries), cell(chance(c.Leak))})
	}
	fo := Table{Cols: []Col{{"Meeting", Half}, {"Members", Normal}, {"Sits after", Slim}, {"Lasts", Narrow}, {"Carries", Slim}, {"Leaks", Narrow}, {"Costs", Narrow}}, Style: Small}
	for n := range m.p.Forums() {
		f := m.p.Forum(n)
		if f.ID == engine.SeatedMeeting {
			continue
		}
		costs := "nothing"
		if f.Slips > 0 {
			costs = strings.ReplaceAll(count(f.Slips, "slip"), " ", "\u00a0")
		}
		fo.Rows = append(fo.Rows, []Cell{
			{strong(f.Title, "")},
			cell(m.short(f.Members)), cell(spanText(f.Convene)), cell(lasting(f)),
			cell("up to " + m.s.Handling[f.Carries]), cell(chance(f.Leak)), cell(costs),
		})
	}
	out := []Block{ch}
	if len(fo.Rows) > 0 {
		out = append(out, fo)
	}
	return append(out,
		small("How guarded a thing can be, from the lowest: "+strings.Join(m.s.Handling, ", ")+". A leak is drawn for each fact above "+m.s.Handling[0]+", once for each sender and receiver. Questions, consultations and consent go by the fastest line that joins the two, or at once at one table or in one meeting; they cost no slip and never leak."))
}

func chance(p scenario.Percent) string {
	if p == 0 {
		return "never"
	}
	return fmt.Sprintf("%d\u00a0in\u00a0100", p)
}

func (m *maker) factsPage() []Block {
	if m.p.Facts() == 0 {
		return nil
	}
	t := Table{Cols: []Col{{"No.", Narrow}, {"Fact", Normal}, {"Handling", Slim}, {"Without asking", Slim}, {"Ask", Slim}}, Style: Small}
	for n := range m.p.Facts() {
		f := m.p.Fact(n)
		body := Cell{strong(sentenceEnd(f.Title), f.Text)}
		if from := m.pedigree(n, f); from != "" {
			body = append(body, Line{{Text: from, Emph: true}})
		}
		ask := "nobody can be asked"
		if f.Consent != "" {
			ask = m.shortOf(f.Consent)
		}
		if len(f.Releasable) == m.p.Roles() {
			ask = ""
		}
		free := m.short(f.Releasable)
		if free == "" {
			free = "nobody"
		}
		t.Rows = append(t.Rows, []Cell{{strong(factTag(n), "")}, body, cell(m.s.Handling[f.Handling]), cell(free), cell(ask)})
	}
	return []Block{t, m.clearances()}
}

// pedigree says where a fact comes from, and what versions belong to it.
func (m *maker) pedigree(n int, f *scenario.Fact) string {
	var parts []string
	if f.Origin != "" {
		parts = append(parts, "From "+m.shortOf(f.Origin)+".")
	}
	if full := m.p.FullOf(n); full >= 0 {
		parts = append(parts, "A version of "+factTag(full)+": nobody holds it until it is made.")
	}
	for _, v := range f.Versions {
		parts = append(parts, "Version "+factTag(m.p.FactNo(v.Fact))+", made in "+spanOf(v.Time)+".")
	}
	return strings.Join(parts, " ")
}

// clearances says up to what each seat may hold papers.
func (m *maker) clearances() Block {
	var parts []string
	for h := len(m.s.Handling) - 1; h >= 0; h-- {
		var ids []scenario.RoleID
		for r := range m.p.Roles() {
			if int(m.p.Role(r).Cleared) == h {
				ids = append(ids, m.p.Role(r).ID)
			}
		}
		if len(ids) > 0 {
			parts = append(parts, "up to "+m.s.Handling[h]+": "+m.short(ids))
		}
	}
	return small("Seats may hold papers " + strings.Join(parts, "; ") + ".")
}

func (m *maker) arrangementsPage() []Block {
	if m.p.Arrangements() == 0 {
		return nil
	}
	t := Table{Cols: []Col{{"Arrangement", Normal}, {"Changes", Normal}, {"Points", Narrow}, {"Owners", Slim}}, Style: Small}
	for n := range m.p.Arrangements() {
		a := m.p.Arrangement(n)
		body := Cell{strong(sentenceEnd(a.Title), "")}
		body = append(body, paragraphs(a.Text)...)
		if len(a.Concur) > 0 {
			body = append(body, words("Must agree before it is bought: "+m.names(a.Concur)+"."))
		}
		if a.Upkeep > 0 {
			body = append(body, words("Its owner has "+count(a.Upkeep, "slip")+" fewer in each later turn."))
		}
		cost, owners := "–", "not for sale"
		if a.ForSale {
			cost, owners = fmt.Sprint(a.Cost), m.mayOwn(a)
		}
		changes := m.changes(&a.Changes)
		for c := range m.p.Channels() {
			if ch := m.p.Channel(c); ch.Under == a.ID {
				changes = append(changes, words(ch.Title+": can be used"))
			}
		}
		t.Rows = append(t.Rows, []Cell{body, changes, cell(cost), cell(owners)})
	}
	return []Block{t, small("Where two of them change the same thing, the one further down counts.")}
}

func (m *maker) endingsPage() []Block {
	if len(m.s.Endings) == 0 {
		return nil
	}
	out := []Block{para("At EndEx the first of these that holds is the ending. Read it aloud, then the notes beneath it that hold.")}
	for i := range m.s.Endings {
		e := &m.s.Endings[i]
		box := Box{Number: fmt.Sprint(i + 1), Title: e.Title, Keep: true}
		cond := words("whenever none of those above holds")
		if e.When != nil {
			cond = m.condition(e.When)
		}
		box.Blocks = append(box.Blocks, Fields{Style: Small, Fields: []Field{{"If", []Line{cond}}}}, Aloud{"Read aloud", paragraphs(e.Text)})
		var notes []Line
		for _, n := range e.Notes {
			l := words(n.Text)
			if n.When != nil {
				l = append(append(l, Span{Text: " If ", Strong: true}), m.condition(n.When)...)
			}
			notes = append(notes, l)
		}
		if len(notes) > 0 {
			box.Blocks = append(box.Blocks, Items{Style: Ticked, Items: notes})
		}
		out = append(out, box)
	}
	return out
}
