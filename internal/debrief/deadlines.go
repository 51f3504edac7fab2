package debrief

import (
	"example.org/whitecell/scenario"
)

// Deadline is how a case stood to its due time.
type Deadline struct {
	Case   *Case
	Late   bool             // made after the due time that it opened with
	Missed bool             // nobody made it: a default, no answer, or still open behind its due time
	Slack  scenario.Minutes // D − t; negative where late, and only where somebody made it
	Span   scenario.Minutes // D − s
}

// Deadlines are the cases that were made, or whose due time came. Those that the
// story closed are left out.
func (d *Debrief) Deadlines() []Deadline {
	var out []Deadline
	for _, c := range d.cases {
		x := Deadline{Case: c, Span: c.Due - c.Opened}
		switch c.Outcome {
		case Chosen, ByRuling:
			x.Late, x.Slack = c.Closed > c.Due, c.Due-c.Closed
		case ByDefault, TimePassed:
			x.Missed = true
		case StillOpen:
			if last := scenario.Minutes(d.last); last < c.LastDue || last == c.LastDue && d.ending < 0 {
				continue
			}
			x.Missed = true
		default:
			continue
		}
		out = append(out, x)
	}
	return out
}

func (d *Debrief) deadlines() Indicator {
	rows := d.Deadlines()
	if len(rows) == 0 {
		return Indicator{Because: "no decision was made and none fell due"}
	}
	x := Indicator{Columns: []string{"decision", "those who decide", "opened", "due", "made", "outcome", "slack", "of"}}
	late, byDefault, silent := 0, 0, 0
	for _, r := range rows {
		made, slack := word("not made"), word("none")
		if !r.Missed {
			made, slack = d.clock(r.Case.Closed), length(r.Slack)
		}
		switch {
		case r.Late:
			late++
			slack.Text = length(-r.Slack).Text + " late"
		case r.Case.Outcome == ByDefault:
			byDefault++
		case r.Missed:
			silent++
		}
		x.Rows = append(x.Rows, []Cell{
			d.decisionCell(r.Case.Decision), d.rolesCell(r.Case.Owners), d.clock(r.Case.Opened), d.clock(r.Case.Due), made,
			word(r.Case.Outcome.String()), slack, length(r.Span),
		})
	}
	x.Counts = []Count{
		{What: "decisions late or not made in time, by default or not at all", N: late + byDefault + silent, Of: len(rows), Unit: "decisions"},
		{What: "made late, in time that control gave", N: late, Of: len(rows), Unit: "decisions"},
		{What: "taken by default", N: byDefault, Of: len(rows), Unit: "decisions"},
		{What: "without an answer", N: silent, Of: len(rows), Unit: "decisions"},
	}
	return x
}

// short is what counts as a decision under short warning: due within an hour of its
// opening.
const short scenario.Minutes = 60

// UnderRule is a decision that was due within an hour of its opening.
type UnderRule struct {
	Case    *Case
	Changed uint64 // the arrangements that altered it when it ended
}

// ShortWarned are the decisions that were due within an hour of their opening and
// came to an end. Where each owner answers alone the decision counts once.
func (d *Debrief) ShortWarned() []UnderRule {
	var out []UnderRule
	seen := map[int]bool{}
	for _, c := range d.cases {
		if c.Ended() && c.Due-c.Opened <= short && !seen[c.Decision] {
			seen[c.Decision] = true
			out = append(out, UnderRule{c, c.UnderBy})
		}
	}
	return out
}

func (d *Debrief) underRule() Indicator {
	rows := d.ShortWarned()
	if len(rows) == 0 {
		return Indicator{Because: "no decision that came to an end was due within an hour of its opening"}
	}
	x := Indicator{Columns: []string{"decision", "time for it", "under"}}
	under := 0
	for _, r := range rows {
		if r.Changed != 0 {
			under++
		}
		x.Rows = append(x.Rows, []Cell{d.decisionCell(r.Case.Decision), length(r.Case.Due - r.Case.Opened), word(d.ArrangementNames(r.Changed))})
	}
	x.Counts = []Count{{What: "decisions that an arrangement changed, of those due within an hour of opening", N: under, Of: len(rows), Unit: "decisions"}}
	return x
}
