package debrief

import (
	"cmp"
	"slices"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Pins are the moments that somebody marked, in story time.
func (d *Debrief) Pins() []Pin {
	var out []Pin
	for _, h := range d.events {
		if h.Kind == engine.EvPinned {
			out = append(out, Pin{scenario.Minutes(h.N), d.rec.words(h.Ref), d.rec.Moves[h.move].Line})
		}
	}
	slices.SortStableFunc(out, func(a, b Pin) int { return cmp.Compare(a.At, b.At) })
	return out
}

// ProposedPin is a moment worth a look, which the room may correct.
type ProposedPin struct {
	At    scenario.Minutes
	Event int // for Debrief.At
	Text  string
}

// ProposePins proposes at most so many moments for "is this what happened?", in
// story time: what was first known of what two confirmed blind decisions lacked, and
// those decisions; the first leak, the first answers that ought to have been the
// same and differ, the first meeting of several tables; then decisions that took
// their default. It rests on nothing that control has not confirmed.
func (d *Debrief) ProposePins(most int) []ProposedPin {
	var out []ProposedPin
	seen := map[int]bool{}
	add := func(event int) {
		if event < 0 || seen[event] || len(out) >= most {
			return
		}
		seen[event] = true
		e := d.events[event]
		at, text := scenario.Minutes(e.At), d.p.Sentence(*e.Event, "")
		if e.Kind == engine.EvLearned {
			text = d.p.RoleNames(1<<e.To) + " holds “" + d.p.Fact(int(e.A)).Title + "”"
		}
		out = append(out, ProposedPin{at, event, text})
	}
	for _, c := range d.confirmedBlind(2) {
		for _, n := range d.needs(c) {
			if n.Missing() && n.Settled.As == Confirmed {
				add(d.firstHolder(n.Fact))
				break
			}
		}
		add(c.Event)
	}
	add(d.firstEvent(func(e *engine.Event) bool { return e.Kind == engine.EvLeaked }))
	add(d.firstEvent(func(e *engine.Event) bool {
		return e.Kind == engine.EvCompared && e.Why == engine.Different && d.p.Decision(int(e.A)).OneLine
	}))
	add(d.firstEvent(func(e *engine.Event) bool { return e.Kind == engine.EvSat }))
	for _, c := range d.cases {
		if c.Outcome == ByDefault {
			add(c.Event)
		}
	}
	slices.SortStableFunc(out, func(a, b ProposedPin) int { return cmp.Compare(a.Event, b.Event) })
	return out
}

// confirmedBlind are the cases with the heaviest facts missing, as confirmed.
func (d *Debrief) confirmedBlind(most int) []*Case {
	var out []*Case
	weight := map[*Case]int{}
	for _, s := range d.StovePipes() {
		any := false
		for i := range s.Needs {
			if n := &s.Needs[i]; n.Missing() && n.Settled.As == Confirmed {
				weight[s.Case] += n.Weight
				any = true
			}
		}
		if any {
			out = append(out, s.Case)
		}
	}
	slices.SortStableFunc(out, func(a, b *Case) int { return cmp.Compare(weight[b], weight[a]) })
	return out[:min(most, len(out))]
}

// firstHolder is the event by which the first role came to hold what meets a need.
func (d *Debrief) firstHolder(need int) int {
	first, event := never, -1
	for r := range d.p.Roles() {
		if at, as := d.met(r, need); at.before(first) {
			first, event = at, int(d.learned[r*d.p.Facts()+as])
		}
	}
	return event
}

func (d *Debrief) firstEvent(is func(*engine.Event) bool) int {
	return slices.IndexFunc(d.events, func(h happened) bool { return is(h.Event) })
}
