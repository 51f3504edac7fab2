package engine

import (
	"cmp"
	"slices"

	"example.org/whitecell/scenario"
)

// Ahead is one thing that is still to come, for control's list.
type Ahead struct {
	At     scenario.Minutes
	Text   string
	Inject int // -1 where it is none
	Due    int // the decision that falls due, -1 where none does
}

// Ahead lists what is known to come until a story minute: the script's injects,
// openings and turns, and what is under way.
func (g *Game) Ahead(until scenario.Minutes) []Ahead {
	var out []Ahead
	type placed struct {
		Ahead
		place Place
	}
	var all []placed
	add := func(p Place, text string, inject, due int) {
		if text != "" && p.Minute() <= until {
			all = append(all, placed{Ahead{p.Minute(), text, inject, due}, p})
		}
	}
	for _, e := range g.p.timetable[min(int(g.s.cursor), len(g.p.timetable)):] {
		inject := -1
		if e.kind == entryInject {
			inject = e.index
		}
		add(e.place, g.aheadEntry(&e), inject, -1)
	}
	for i := range g.items() {
		it := g.item(i)
		inject, due := -1, -1
		switch it.kind {
		case itemInject:
			inject = int(it.a)
		case itemDue:
			due = int(it.a)
		}
		add(it.place, g.aheadItem(it), inject, due)
	}
	slices.SortStableFunc(all, func(a, b placed) int { return cmp.Compare(a.place, b.place) })
	for _, a := range all {
		out = append(out, a.Ahead)
	}
	return out
}

func (g *Game) aheadEntry(e *entry) string {
	switch e.kind {
	case entryBegin:
		return "turn begins: " + g.p.turns[e.index].Title
	case entryEnd:
		return "turn ends: " + g.p.turns[e.index].Title
	case entryOpen:
		if g.dec(e.index).status() != NotOpen {
			return ""
		}
		return "opens: " + g.p.decisions[e.index].Title
	case entryInject:
		in := &g.p.injects[e.index]
		if g.s.bit(g.p.lay.handled, e.index) {
			return ""
		}
		kind := "inject to "
		if in.contingency != nil {
			kind = "contingency for "
		}
		s := kind + g.p.audience(in.to) + ": " + g.p.injectTitle(e.index) + " (" + string(in.ID) + ")"
		if in.When != nil {
			s += ", only if " + in.When.Source
		}
		if in.Contingency != nil {
			s += ", offered if " + in.Contingency.Source
		}
		return s
	}
	return ""
}

func (g *Game) aheadItem(it item) string {
	switch it.kind {
	case itemShare:
		return g.p.fact(it.a) + " reaches " + g.p.role(it.to) + ", from " + g.p.role(it.role)
	case itemVersion:
		return "version ready: " + g.p.fact(it.a)
	case itemQuestion:
		return g.p.role(it.role) + " asks " + g.p.role(it.to)
	case itemReply:
		return "answer of " + g.p.role(it.to) + " reaches " + g.p.role(it.role)
	case itemMessage:
		return "message reaches " + g.p.role(it.to) + ", from " + g.p.role(it.role)
	case itemSit:
		return "sits: " + g.p.forums[it.a].Title
	case itemRise:
		return "rises: " + g.p.forums[it.a].Title
	case itemThen:
		if g.p.then[it.a].kind == scenario.DeliverInject {
			return "inject: " + g.p.injectTitle(g.p.then[it.a].inject)
		}
	case itemInject:
		return "inject to " + g.p.audience(g.p.injects[it.a].to) + ": " + g.p.injectTitle(int(it.a))
	case itemDue:
		return "due: " + g.p.decisions[it.a].Title
	}
	return ""
}
