package debrief

import (
	"example.org/whitecell/scenario"
)

// OneLine is a decision in which each owner answers alone, and they ought to say
// the same.
type OneLine struct {
	Decision int
	Opened   scenario.Minutes
	Answers  []*Case // of the owners that gave an answer, or for whom a default was given
	Silent   uint64  // owners without an answer
	Pairs    int     // pairs of answers
	Differ   int     // pairs that differ
	Agreed   bool    // all answered, and the same
	At       scenario.Minutes
}

// OneLines are the decisions marked one-line that came to an end.
func (d *Debrief) OneLines() []OneLine {
	var out []OneLine
	at := map[int]int{}
	for _, c := range d.cases {
		if !d.p.Decision(c.Decision).OneLine || c.Owner < 0 || !c.Ended() {
			continue
		}
		i, ok := at[c.Decision]
		if !ok {
			i = len(out)
			at[c.Decision] = i
			out = append(out, OneLine{Decision: c.Decision, Opened: c.Opened})
		}
		x := &out[i]
		if c.Option < 0 {
			x.Silent |= c.Owners
			continue
		}
		for _, other := range x.Answers {
			x.Pairs++
			if other.Option != c.Option {
				x.Differ++
			}
		}
		x.Answers = append(x.Answers, c)
		x.At = max(x.At, c.Closed)
	}
	for i := range out {
		x := &out[i]
		x.Agreed = x.Differ == 0 && len(x.Answers) == len(d.p.Decision(x.Decision).By)
	}
	return out
}

func (d *Debrief) oneLine() Indicator {
	rows := d.OneLines()
	if len(rows) == 0 {
		return Indicator{Because: "no decision that came to an end asks its owners to say the same"}
	}
	x := Indicator{Columns: []string{"decision", "who", "answer", "outcome", "when"}}
	pairs, differ, agreed := 0, 0, 0
	first := scenario.Minutes(never.minute)
	for _, l := range rows {
		pairs, differ = pairs+l.Pairs, differ+l.Differ
		if l.Agreed {
			agreed++
			first = min(first, l.At)
		}
		for _, c := range l.Answers {
			x.Rows = append(x.Rows, []Cell{
				d.decisionCell(l.Decision), d.rolesCell(c.Owners), word(d.p.Decision(l.Decision).Options[c.Option].Title), word(c.Outcome.String()), d.clock(c.Closed),
			})
		}
		if l.Silent != 0 {
			x.Rows = append(x.Rows, []Cell{d.decisionCell(l.Decision), d.rolesCell(l.Silent), word("none"), word(TimePassed.String()), word("")})
		}
	}
	x.Counts = []Count{
		{What: "pairs of answers that differ", N: differ, Of: pairs, Unit: "pairs"},
		{What: "decisions in which all said the same", N: agreed, Of: len(rows), Unit: "decisions"},
	}
	opened := rows[0].Opened
	if agreed > 0 {
		x.Notes = []string{"time to the first agreed line: " + length(first-opened).Text}
	} else {
		x.Notes = []string{"time to the first agreed line: " + longer(scenario.Minutes(d.last)-opened).Text}
	}
	return x
}
