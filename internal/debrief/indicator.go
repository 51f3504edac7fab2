package debrief

import (
	"strconv"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Indicator is one measure of coordination as it can be printed: what it means, its
// counts with numerator and denominator, and the rows behind them. There is no
// score, no ranking, and nothing about persons.
type Indicator struct {
	Definition
	Counts  []Count
	Columns []string // of the rows
	Rows    [][]Cell
	Notes   []string
	Because string // why it can't be computed; then there are no counts and no rows
}

// Definition is how an indicator is computed, for the column of methods.
type Definition struct {
	Key         string // stable, for files
	Name        string
	Question    string // what it answers, in a line
	Method      string
	Numerator   string
	Denominator string
	Unit        string
	Source      string
	Limits      string
}

// Count is a numerator and its denominator, never one without the other.
type Count struct {
	What    string // "blind decisions, of those for which somebody held something needed"
	N, Of   int
	Unit    string
	Because string // why it can't be computed; then the numbers mean nothing
}

// String is the count as it is printed: "3 of 7 decisions".
func (c Count) String() string {
	if c.Because != "" {
		return "can't be computed, because " + c.Because
	}
	return strconv.Itoa(c.N) + " of " + strconv.Itoa(c.Of) + " " + c.Unit
}

// Cell is one value of a row: as text and, where it is one, as a number, in minutes
// of the story where it is a length of time.
type Cell struct {
	Text    string
	Number  int
	Numeric bool
}

func word(s string) Cell { return Cell{Text: s} }

func number(n int) Cell { return Cell{strconv.Itoa(n), n, true} }

func length(m scenario.Minutes) Cell { return Cell{engine.SpanText(m), int(m), true} }

// longer is a length of time that was not over yet.
func longer(m scenario.Minutes) Cell {
	return Cell{"longer than " + engine.SpanText(m), int(m), true}
}

func (d *Debrief) clock(m scenario.Minutes) Cell { return Cell{d.p.ClockText(m), int(m), true} }

func (d *Debrief) factCell(f int) Cell { return word(d.p.Fact(f).Title) }

func (d *Debrief) factList(facts []int) Cell {
	s := ""
	for i, f := range facts {
		if i > 0 {
			s += ", "
		}
		s += d.p.Fact(f).Title
	}
	return word(s)
}

func (d *Debrief) rolesCell(mask uint64) Cell { return word(d.p.RoleNames(mask)) }

func (d *Debrief) decisionCell(n int) Cell { return word(d.p.Decision(n).Title) }

// Indicators are all indicators, in the order of Definitions.
func (d *Debrief) Indicators() []Indicator {
	out := []Indicator{
		d.latency(), d.stovePipe(), d.pooling(), d.consultation(), d.convening(), d.jointPositions(), d.deadlines(),
		d.oneLine(), d.handling(), d.traffic(), d.underRule(), d.participation(), d.lessonsToActions(),
	}
	for i := range out {
		out[i].Definition = Definitions[i]
		if out[i].Because != "" {
			out[i].Counts, out[i].Rows = nil, nil
		}
	}
	return out
}

// enough is how many lengths of time there must be before a median is printed.
const enough = 10

// spread words the shortest and longest of some lengths of time and, where there
// are enough, the median.
func spread(of []scenario.Minutes, what string) string {
	sorted := sortedMinutes(of)
	if len(sorted) == 0 {
		return ""
	}
	s := what + ": from " + engine.SpanText(sorted[0]) + " to " + engine.SpanText(sorted[len(sorted)-1])
	if len(sorted) >= enough {
		s += ", median " + engine.SpanText(sorted[(len(sorted)-1)/2]) // the lower one of an even number
	}
	return s
}
