package debrief

import (
	"slices"

	"example.org/whitecell/scenario"
)

// Latency is how long a needed fact took from its first appearance in the room to
// those who decide on it. A sanitised version counts as the fact.
type Latency struct {
	Fact      int
	Owners    uint64 // who decides; one role where each answers alone
	Decisions []int  // that need it of these owners
	Existed   scenario.Minutes
	Arrived   bool
	At        scenario.Minutes // only where Arrived
	Took      scenario.Minutes // where it did not arrive: so long at least, to the end of the record
	AtMost    bool             // told across the table, as control confirmed: by At, and nobody knows when
	As        int              // the fact or version that came, -1 where it was told
}

// Latencies are the latencies of all facts that a decision put to the room needs and
// that existed in the room, one for each fact and group of owners.
func (d *Debrief) Latencies() []Latency {
	type key struct {
		fact   int
		owners uint64
	}
	var out []Latency
	at := map[key]int{}
	for _, c := range d.cases {
		for _, id := range d.p.Decision(c.Decision).Needs {
			f := d.p.FactNo(id)
			settled := d.settlement(c, f)
			if !d.appeared(f).known() || settled.As == DidNotMatter {
				continue
			}
			i, ok := at[key{f, c.Owners}]
			if !ok {
				i = len(out)
				at[key{f, c.Owners}] = i
				out = append(out, d.latencyOf(f, c.Owners))
			}
			l := &out[i]
			if !slices.Contains(l.Decisions, c.Decision) {
				l.Decisions = append(l.Decisions, c.Decision)
			}
			if settled.As == Told && c.Ended() && c.Closed >= l.Existed && (!l.Arrived || c.Closed < l.At) {
				l.Arrived, l.AtMost, l.As, l.At, l.Took = true, true, -1, c.Closed, c.Closed-l.Existed
			}
		}
	}
	return out
}

func (d *Debrief) latencyOf(fact int, owners uint64) Latency {
	l := Latency{Fact: fact, Owners: owners, Existed: d.appeared(fact).Minute()}
	at, as := d.metBy(owners, fact)
	l.As = as
	if at.known() {
		l.Arrived, l.At, l.Took = true, at.Minute(), at.Minute()-l.Existed
	} else {
		l.Took = scenario.Minutes(d.last) - l.Existed
	}
	return l
}

// unseen are the facts that a decision put to the room needs, and that never
// existed in the room.
func (d *Debrief) unseen() (facts []int) {
	for _, c := range d.cases {
		for _, id := range d.p.Decision(c.Decision).Needs {
			if f := d.p.FactNo(id); !d.appeared(f).known() && !slices.Contains(facts, f) {
				facts = append(facts, f)
			}
		}
	}
	return facts
}

func (d *Debrief) latency() Indicator {
	rows := d.Latencies()
	if len(rows) == 0 {
		return Indicator{Because: "no decision that was put to the room needs a fact that existed in it"}
	}
	x := Indicator{Columns: []string{"fact", "those who decide", "first in the room", "with them", "latency"}}
	var took []scenario.Minutes
	for _, l := range rows {
		with := word("never")
		if l.Arrived {
			with = d.clock(l.At)
			took = append(took, l.Took)
			switch {
			case l.AtMost:
				with.Text = "told, by " + with.Text
			case l.As != l.Fact:
				with.Text += ", as “" + d.p.Fact(l.As).Title + "”"
			}
		}
		x.Rows = append(x.Rows, []Cell{d.factCell(l.Fact), d.rolesCell(l.Owners), d.clock(l.Existed), with, l.cell()})
	}
	x.Counts = []Count{
		{What: "needed facts that reached those who decide", N: len(took), Of: len(rows), Unit: "facts"},
		{What: "needed facts that never reached them", N: len(rows) - len(took), Of: len(rows), Unit: "facts"},
	}
	x.Notes = notes(spread(took, "of those that came"))
	if missing := d.unseen(); len(missing) > 0 {
		x.Notes = append(x.Notes, "never in the room, so not counted: "+d.factList(missing).Text)
	}
	return x
}

// notes are the texts that are not empty.
func notes(of ...string) []string {
	return slices.DeleteFunc(of, func(s string) bool { return s == "" })
}

func sortedMinutes(of []scenario.Minutes) []scenario.Minutes {
	return slices.Sorted(slices.Values(of))
}
