package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/debrief"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/scenario"
)

// Steps 3 and 4 of the hot wash: what a decision could have known, and the day
// before.

// The parts of a reveal, one after the other.
const (
	revealHolder = 1 + iota // what the holder was protecting
	revealWay               // what stood in the way
	revealAsker             // who else could have asked
)

// mostReveals is how many decisions are offered for the reveal.
const mostReveals = 12

// revealCase is the case that is looked at, nil for none.
func revealCase(d *debrief.Debrief, decision int) *debrief.Case {
	for _, c := range d.RevealOrder() {
		if c.Decision == decision {
			return c
		}
	}
	return nil
}

func (h *hotwash) revealRows(w int) []row {
	wash := h.s.ex.Hotwash()
	c := revealCase(h.d, wash.Decision)
	if wash.Decision < 0 || c == nil {
		return h.revealList(w)
	}
	rows := row{{bold, h.caseName(c)}, {faint, "  " + h.s.desk.Full(c.Closed)}}
	out := append([]row{rows}, revealText(h.d, c, wash.Part, true, h.s.desk.Full, w)...)
	if wash.Part < revealAsker {
		out = append(out, nil, row{{keys, "space"}, {faint, " reveals more   "}, {keys, "a b"}, {faint, " another decision"}})
	}
	return out
}

// revealList lists the decisions worth a look, the heaviest first.
func (h *hotwash) revealList(w int) []row {
	order := h.d.RevealOrder()
	if len(order) == 0 {
		return para(normal, "No decision was taken without a fact that somebody held. Look instead at what was passed on against a rule.", w)
	}
	rows := []row{{{faint, "Choose two. The heaviest come first; only what is confirmed is shown to the room."}}, nil}
	for i, c := range order {
		if i == mostReveals {
			rows = append(rows, row{{faint, fmt.Sprintf("   and %d lighter ones", len(order)-i)}})
			break
		}
		confirmed, missing := 0, h.d.CandidatesOf(c)
		var names []string
		for _, x := range missing {
			names = append(names, h.d.Program().Fact(x.Fact).Short)
			if x.Settled.As == debrief.Confirmed {
				confirmed++
			}
		}
		rows = append(rows, row{{keys, pad(nth(washKeys, i), 2)}, {bold, h.caseName(c)}, {faint, fmt.Sprintf("  without %s · %d of %d confirmed", strings.Join(names, ", "), confirmed, len(missing))}})
	}
	return rows
}

func (h *hotwash) pressReveal(k tea.KeyMsg) bool {
	wash := h.s.ex.Hotwash()
	if k.Type == tea.KeySpace && wash.Decision >= 0 {
		if wash.Part < revealAsker {
			h.goTo(h.step(), wash.Decision, wash.Part+1, 0)
		}
		return true
	}
	order := h.d.RevealOrder()
	i := washKey(typed(k))
	if i < 0 || i >= min(len(order), mostReveals) {
		return false
	}
	h.goTo(h.step(), order[i].Decision, revealHolder, 0)
	return true
}

// revealText is what a decision could have known, as far as it has been revealed.
// What is not confirmed is shown to control alone.
func revealText(d *debrief.Debrief, c *debrief.Case, part int, control bool, clock func(scenario.Minutes) string, w int) (rows []row) {
	p, r := d.Program(), d.Reveal(c)
	list := func(head string, items []string) {
		if len(items) == 0 {
			return
		}
		rows = append(rows, nil, row{{accent, head}})
		for _, s := range items {
			rows = append(rows, hanging(span{faint, "– "}, normal, s, w)...)
		}
	}
	var known, held, ways, askers, against []string
	for _, n := range r.Known {
		known = append(known, p.Fact(n.Fact).Title)
	}
	for i, x := range r.Missing {
		unsure := x.Settled.As != debrief.Confirmed
		if unsure && !control {
			continue
		}
		mark := ""
		if unsure {
			mark = " (not confirmed: not shown to the room)"
		}
		for j := range x.Holders {
			o := &x.Holders[j]
			line := fmt.Sprintf("%s: %s held it since %s.", p.Fact(x.Fact).Title, p.Role(o.Role).Title, clock(o.Since))
			if said := saidOf(o); said != "" {
				line += " It said: " + said
			} else {
				line += " No reason is recorded."
			}
			held = append(held, line+mark)
		}
		cause := x.Cause.String()
		if x.Because != "" {
			cause += ", because “" + x.Because + "”"
		}
		ways = append(ways, p.Fact(x.Fact).Title+": "+desk.FullStop(cause)+mark)
		if x.Fastest != nil && x.Cause != debrief.NoChannel {
			ways = append(ways, "The fastest lawful way: "+desk.FullStop(d.WayText(x.Fastest)))
		}
		var who []string
		for _, a := range r.Askers[i] {
			who = append(who, p.Role(a.Role).Title)
		}
		if len(who) > 0 {
			askers = append(askers, p.Fact(x.Fact).Title+": "+strings.Join(slices.Compact(who), ", ")+mark)
		}
	}
	for _, t := range r.Against {
		from := "Somebody"
		if t.From >= 0 {
			from = p.Role(t.From).Title
		}
		against = append(against, fmt.Sprintf("%s sent “%s” to %s against the rule of %s.", from, p.Fact(t.Fact).Title, p.Role(t.To).Title, strings.Join(t.Against.Names(), " and ")))
	}
	for _, l := range r.Leaks {
		against = append(against, "“"+p.Fact(l.Fact).Title+"” leaked.")
	}
	list("What was known when it was taken", orNothing(known, "nothing of what it needed"))
	list("Who held what was missing, and what they were protecting", orNothing(held, "nothing is confirmed yet"))
	if part >= revealWay {
		list("What stood in the way", ways)
	}
	if part >= revealAsker {
		list("Who else could have asked", askers)
		list("Meanwhile, passed on against a rule", against)
	}
	return rows
}

func orNothing(items []string, none string) []string {
	if len(items) == 0 {
		return []string{none}
	}
	return items
}

func saidOf(o *debrief.Holder) string {
	var parts []string
	for _, r := range o.Said {
		if r.Words != "" {
			parts = append(parts, "“"+r.Words+"”")
		}
	}
	return strings.Join(parts, " ")
}

// dayRows are the arrangements to choose, and what the record says under them.
func (h *hotwash) dayRows(w int) []row {
	wash := h.s.ex.Hotwash()
	points, ok := h.d.Budget()
	if !ok {
		return para(normal, "This scenario sells no arrangements, so there is no day before to look at.", w)
	}
	set := wash.Set
	rows := []row{{{faint, fmt.Sprintf("Arrangements worth at most %s; chosen: %d", desk.Count(points, "point"), h.s.cost(set))}}}
	for i, a := range h.forSale() {
		x := h.d.Program().Arrangement(a)
		mark, st := "  ", normal
		if set>>a&1 != 0 {
			mark, st = "■ ", bold
		}
		rows = append(rows, row{{keys, nth(washKeys, i) + " "}, {st, mark + x.Title}, {faint, "  " + desk.Count(x.Cost, "point")}})
	}
	if set != 0 {
		rows = append(rows, nil)
		rows = append(rows, dayText(h.d, h.d.DayBefore(set), w)...)
	}
	if h.best != nil {
		rows = append(rows, nil)
		rows = append(rows, h.bestRows(w)...)
	}
	return rows
}

// forSale are all arrangements that can be bought, whatever was bought.
func (h *hotwash) forSale() (out []int) {
	for a := range h.d.Program().Arrangements() {
		if h.d.Program().Arrangement(a).ForSale {
			out = append(out, a)
		}
	}
	return out
}

func (h *hotwash) pressDay(k tea.KeyMsg) bool {
	wash, sale := h.s.ex.Hotwash(), h.forSale()
	if typed(k) == "*" {
		best, err := h.d.BestSets()
		if err != nil {
			h.s.refuse(desk.Sentence(err))
			return true
		}
		h.best = best
		return true
	}
	i := washKey(typed(k))
	if i < 0 || i >= len(sale) {
		return false
	}
	set := wash.Set ^ 1<<sale[i]
	if points, _ := h.d.Budget(); h.s.cost(set) > points {
		h.s.refuse(fmt.Sprintf("Together they cost %s, and there are %d.", desk.Count(h.s.cost(set), "point"), points))
		return true
	}
	h.goTo(h.step(), -1, 0, set)
	return true
}

// dayText is what would have been different, as it may be shown to the room.
func dayText(d *debrief.Debrief, x *debrief.DayBefore, w int) []row {
	if x.Same() {
		return para(normal, "Under these arrangements the same moves give the same exercise.", w)
	}
	b, a := x.Before, x.After
	rows := []row{{{faint, pad("", 38)}, {faint, pad("as it was", 22)}, {faint, "the day before"}}}
	line := func(what string, before, after int, unit func(int) string) {
		st := normal
		if before != after {
			st = bold
		}
		rows = append(rows, row{{normal, pad(fitted(what, 37), 38)}, {normal, pad(unit(before), 22)}, {st, unit(after)}})
	}
	number := func(n int) string { return itoa(n) }
	span := func(n int) string { return engine.SpanText(scenario.Minutes(n)) }
	line("decisions taken blind", b.Blind, a.Blind, number)
	line("facts missing from them", b.Missing, a.Missing, number)
	line("needed facts that never came", b.Never, a.Never, number)
	line("waiting for needed facts, in all", int(b.Waited), int(a.Waited), span)
	line("time to convene, in all", int(b.ToSit), int(a.ToSit), span)
	line("decisions late or not made", b.NotMade, a.NotMade, number)
	line("leaks", b.Leaks, a.Leaks, number)
	rows = append(rows, nil)
	if x.EndedBefore != x.EndedAfter && x.EndedAfter >= 0 {
		rows = append(rows, para(normal, "The story would have ended in “"+d.Program().Scenario.Endings[x.EndedAfter].Title+"”.", w)...)
	}
	if n := len(x.Retimed); n > 0 {
		rows = append(rows, para(faint, desk.Count(n, "move")+" made earlier or later, because what made it possible came at another time.", w)...)
	}
	if n := len(x.Gone); n > 0 {
		rows = append(rows, para(faint, desk.Count(n, "move")+" no longer applied.", w)...)
	}
	return append(rows, para(warn, "A model's answer, not history: people would have done other things.", w)...)
}

// bestRows name, for each indicator, the set that would have helped most.
func (h *hotwash) bestRows(w int) []row {
	b := h.best
	rows := []row{{{accent, fmt.Sprintf("The best of %d affordable sets, for each indicator", len(b.Tried))}}}
	for _, x := range []struct {
		what string
		day  *debrief.DayBefore
	}{{"needed facts", b.Latency}, {"blind decisions", b.Blind}, {"convening", b.Convene}, {"deadlines", b.Due}, {"leaks", b.Leaks}} {
		var names []string
		for _, a := range engine.Bits(x.day.Set) {
			names = append(names, h.d.Program().Arrangement(a).Title)
		}
		rows = append(rows, hanging(span{faint, pad(x.what, 17)}, normal, orElse(strings.Join(names, "; "), "none makes a difference"), w)...)
	}
	return rows
}
