package handout

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/markdown"
	"example.org/whitecell/scenario"
)

func (m *maker) cards() Part {
	part := Part{Title: "Role cards", Who: "Each seat its own"}
	for r := range m.p.Roles() {
		part.Pages = append(part.Pages, m.card(r))
	}
	part.Copies = count(len(part.Pages), "card") + ", each once for every person in the seat"
	return part
}

// card is what a seat reads before StartEx. Nothing that another seat knows alone
// stands on it.
func (m *maker) card(n int) Page {
	r := m.p.Role(n)
	page := Page{Layout: Card, Kicker: m.exercise() + " · Role card" + m.partyOf(r), Title: r.Title}
	page.Blocks = append(page.Blocks, m.brief(r)...)
	page.Blocks = append(page.Blocks, Fields{Style: Normal, Fields: filled(
		field("Your authority", r.Authority), Field{"Your interests", lines(r.Interests...)},
	)})
	known := append([]Block{Head{3, "What you know as it begins"}}, m.knownAtStart(n)...)
	var questions []Block
	if len(r.Questions) > 0 {
		questions = []Block{Head{3, "Questions to ask the others"}, Items{Style: Normal, Items: lines(r.Questions...)}}
	}
	page.Blocks = append(page.Blocks, Columns{known, questions}, Columns{m.lines(n), m.meetings(r)},
		Fields{Style: Small, Fields: m.rulesOf(n)})
	return page
}

func (m *maker) partyOf(r *scenario.Role) string {
	for _, p := range m.s.Parties {
		if p.ID == r.Party {
			return " · " + p.Title
		}
	}
	return ""
}

// brief is the card's own text.
func (m *maker) brief(r *scenario.Role) []Block {
	var out []Block
	for _, b := range markdown.Stress(r.Brief) {
		line := make(Line, len(b.Spans))
		for i, s := range b.Spans {
			line[i] = Span{Text: s.Text, Strong: s.Strong, Emph: s.Emph}
		}
		switch {
		case b.Head:
			out = append(out, Head{3, line.text()})
		case b.Marker != "":
			items, ok := Items{Style: Normal}, false
			if len(out) > 0 {
				if items, ok = out[len(out)-1].(Items); ok {
					out = out[:len(out)-1]
				}
			}
			items.Items, items.Style = append(items.Items, line), Normal
			out = append(out, items)
		default:
			out = append(out, Para{Line: line, Style: Normal})
		}
	}
	return out
}

// atStart are the facts that a role holds when the first turn begins: those of
// its card, and those that turns left out before it have left.
func (m *maker) atStart(role int) []scenario.FactID {
	r := m.p.Role(role)
	out := slices.Clone(r.Knows)
	for _, left := range m.turns[0].leftOut {
		out = append(out, learned(left, r.ID)...)
	}
	return unique(out)
}

// learned are the facts that a turn left out gives to a role.
func learned(t *scenario.Turn, role scenario.RoleID) []scenario.FactID {
	var out []scenario.FactID
	for _, tell := range t.Skipped.Knows {
		if tell.Role == role {
			out = append(out, tell.Facts...)
		}
	}
	return out
}

func unique[T comparable](in []T) []T {
	var out []T
	for _, x := range in {
		if !slices.Contains(out, x) {
			out = append(out, x)
		}
	}
	return out
}

func (m *maker) knownAtStart(role int) []Block {
	var out []Block
	for _, id := range m.atStart(role) {
		out = append(out, m.knows(id, role)...)
	}
	if out == nil {
		out = append(out, para("Nothing that others do not know. What comes, comes on slips."))
	}
	return out
}

// knows tells a role that holds a fact what it says and who may have it.
func (m *maker) knows(id scenario.FactID, role int) []Block {
	n := m.p.FactNo(id)
	f := m.p.Fact(n)
	head := Line{{Text: factTag(n) + " " + sentenceEnd(f.Title), Strong: true}, {Text: " " + f.Text}}
	return []Block{Para{Line: head, Style: Normal}, Para{Line: words(m.handling(f, role)), Style: Small}}
}

// handling says how guarded a fact is and who may have it.
func (m *maker) handling(f *scenario.Fact, role int) string {
	s := capital(m.s.Handling[f.Handling]) + ". May have it without asking: " + m.without(f.Releasable) + "."
	if consent := m.consentText(f, role); consent != "" {
		s += " " + consent
	}
	var versions []string
	for _, v := range f.Versions {
		versions = append(versions, fmt.Sprintf("%s (%s)", quoted(m.p.Fact(m.p.FactNo(v.Fact)).Title), spanOf(v.Time)))
	}
	if len(versions) > 0 {
		s += " Versions that could be made, and the time each takes: " + strings.Join(versions, ", ") + "."
	}
	return s
}

// consentText says whom to ask; role is who reads it, -1 for anybody.
func (m *maker) consentText(f *scenario.Fact, role int) string {
	switch {
	case f.Consent == "" || len(f.Releasable) == m.p.Roles():
		return ""
	case role >= 0 && m.p.Role(role).ID == f.Consent:
		return "For anybody else it is yours to say."
	}
	return "For anybody else ask " + m.shortOf(f.Consent) + "."
}

func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// lines are the channels on which a role can send. Those that exist only while
// an arrangement holds are told when it does.
func (m *maker) lines(role int) []Block {
	id := m.p.Role(role).ID
	t := Table{Cols: []Col{{"Your lines", Half}, {"Takes", Slim}, {"Carries", Slim}}, Style: Small}
	for c := range m.p.Channels() {
		ch := m.p.Channel(c)
		if ch.Under != "" || !slices.Contains(ch.From, id) {
			continue
		}
		to := slices.DeleteFunc(slices.Clone(ch.To), func(x scenario.RoleID) bool { return x == id })
		reaches := m.short(to)
		if len(to) == m.p.Roles()-1 && len(to) > 1 {
			reaches = "everybody"
		}
		t.Rows = append(t.Rows, []Cell{{strong(ch.Title, "to "+reaches)}, cell(m.delays(ch)), cell(m.carries(ch))})
	}
	if len(t.Rows) == 0 {
		return []Block{para("You have no line of your own. You can still be told things, and speak where you meet.")}
	}
	return []Block{t}
}

// delays says how long a channel takes: as it is, and as turns make it that have
// arrangements of their own.
func (m *maker) delays(ch *scenario.Channel) string {
	base := spanText(ch.Delay)
	var others []string
	always := len(m.turns) > 0
	for _, st := range m.turns {
		d := ch.Delay
		for _, a := range st.turn.Adopt {
			for _, x := range m.p.Arrangement(m.p.ArrangementNo(a)).Changes.Channels {
				if x.Channel == ch.ID && x.Delay != nil {
					d = *x.Delay
				}
			}
		}
		if d == ch.Delay {
			always = false
		} else if s := spanText(d); !slices.Contains(others, s) {
			others = append(others, s)
		}
	}
	switch {
	case len(others) == 0:
		return base
	case always:
		return strings.Join(others, " or ")
	}
	return base + ", at times " + strings.Join(others, " or ")
}

func (m *maker) carries(ch *scenario.Channel) string {
	if ch.Clear {
		if len(m.s.Handling) == 1 {
			return "anything, in the clear"
		}
		return "in the clear: nothing above " + m.s.Handling[0]
	}
	s := "up to " + m.s.Handling[ch.Carries]
	if len(m.s.Handling) == 1 {
		s = "everything"
	}
	if ch.Leak > 0 {
		s += ", can be overheard"
	}
	return s
}

// meetings are the forums to which a role belongs.
func (m *maker) meetings(r *scenario.Role) []Block {
	t := Table{Cols: []Col{{"Your meetings", Half}, {"Sits", Slim}, {"May hear", Slim}}, Style: Small}
	for n := range m.p.Forums() {
		f := m.p.Forum(n)
		if f.ID == engine.SeatedMeeting || !slices.Contains(f.Members, r.ID) {
			continue
		}
		others := slices.DeleteFunc(slices.Clone(f.Members), func(x scenario.RoleID) bool { return x == r.ID })
		cost := ""
		if f.Slips > 0 {
			cost = "; costs " + count(f.Slips, "slip") + " to call"
		}
		with := m.short(others)
		if len(others) == m.p.Roles()-1 && len(others) > 1 {
			with = "everybody"
		}
		t.Rows = append(t.Rows, []Cell{
			{strong(f.Title, "with "+with+cost)}, cell(later(f.Convene)), cell("up to " + m.s.Handling[f.Carries]),
		})
	}
	if len(t.Rows) == 0 {
		return nil
	}
	return []Block{t}
}

// rulesOf says what a seat may do: slips, clearance, table.
func (m *maker) rulesOf(role int) []Field {
	r := m.p.Role(role)
	var hold string
	if top := len(m.s.Handling) - 1; top > 0 {
		hold = fmt.Sprintf("Papers up to %s.", m.s.Handling[r.Cleared])
		if int(r.Cleared) < top {
			hold += fmt.Sprintf(" What is %s is not for you.", listed(m.s.Handling[r.Cleared+1:], "or"))
		}
	}
	t := m.tableOf(role)
	var mates []string
	for _, x := range t.roles {
		if x != role {
			mates = append(mates, m.role(x))
		}
	}
	sits := ""
	if len(mates) > 0 {
		sits = fmt.Sprintf("%s, with %s. You tell each other at once whatever each of you may hold.", t.title, listed(mates, "and"))
	}
	return filled(
		field("You may hold", hold),
		field("Slips", capital(m.slipsText(r))+". One fact to one receiver costs one. Where a rule stands against it, it can go all the same, and control notes the rule."),
		field("Your table", sits),
	)
}
