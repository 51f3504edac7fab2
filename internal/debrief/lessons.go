package debrief

import (
	"strconv"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Lessons is what people said about the exercise, read back from the record.
type Lessons struct {
	Observations []Observation
	Actions      []Action
	Ratings      []Rated // the last for each objective that was rated, in the order of objectives
	Pins         []Pin
	Confirmed    []Settlement
	Problems     []string // what could not be read as it was meant, in sentences
}

// Entry is what observations and actions have in common.
type Entry struct {
	Line      int              // of the record, where it was entered
	Changed   []int            // lines that completed or changed it
	At        scenario.Minutes // in the story, when it was entered
	Role      int              // whom it is about, or who owns it; -1 for none
	Objective int              // -1 for none
}

// Observation is what an evaluator, or a card, says.
type Observation struct {
	Entry
	ObservationWords
}

// Action is a row of the improvement plan.
type Action struct {
	Entry
	ActionWords
}

// Rated is a rating that somebody gave.
type Rated struct {
	Objective int
	Rating    int // of RatingScale
	Words     string
	Line      int
	Before    []int // ratings given earlier
}

// Pin is a moment that somebody marked.
type Pin struct {
	At    scenario.Minutes
	Words string
	Line  int
}

// Lessons reads back what people said about the exercise.
func (d *Debrief) Lessons() *Lessons {
	l := &lessonReader{d: d, Lessons: &Lessons{}, rated: map[int]*Rated{}}
	for _, h := range d.events {
		words := d.rec.words(h.Ref)
		entry := Entry{d.rec.Moves[h.move].Line, nil, scenario.Minutes(h.At), int(h.Role), int(h.A)}
		switch h.Kind {
		case engine.EvObserved:
			l.observed(entry, words)
		case engine.EvActed:
			l.acted(entry, words)
		case engine.EvRated:
			l.rate(entry, int(h.N), words)
		case engine.EvPinned:
			l.Pins = append(l.Pins, Pin{scenario.Minutes(h.N), words, entry.Line})
		}
	}
	for o := range d.p.Scenario.Objectives {
		if r := l.rated[o]; r != nil {
			l.Ratings = append(l.Ratings, *r)
		}
	}
	l.Observations = without(l.Observations, func(o *Observation) bool { return o.Withdrawn != "" })
	l.Actions = without(l.Actions, func(a *Action) bool { return a.Withdrawn != "" })
	for _, c := range d.cases {
		for _, id := range d.p.Decision(c.Decision).Needs {
			if f := d.p.FactNo(id); d.settlement(c, f).As != Unsettled {
				l.Confirmed = append(l.Confirmed, Settlement{c, f, d.settlement(c, f)})
			}
		}
	}
	return l.Lessons
}

type lessonReader struct {
	d *Debrief
	*Lessons
	rated map[int]*Rated
}

func without[T any](all []T, gone func(*T) bool) (out []T) {
	for i := range all {
		if !gone(&all[i]) {
			out = append(out, all[i])
		}
	}
	return out
}

func (l *lessonReader) observed(e Entry, words string) {
	o := Observation{e, ParseObservation(words)}
	if o.Amends == "" {
		l.Observations = append(l.Observations, o)
		return
	}
	for i := range l.Observations {
		if old := &l.Observations[i]; old.is(o.Amends) {
			old.change(e)
			if o.Kind != Note {
				old.Kind = o.Kind
			}
			overlay(old.fields(), o.fields())
			return
		}
	}
	l.stray(e, o.Amends)
	l.Observations = append(l.Observations, o)
}

func (l *lessonReader) acted(e Entry, words string) {
	a := Action{e, ParseAction(words)}
	if a.Amends == "" {
		l.Actions = append(l.Actions, a)
		return
	}
	for i := range l.Actions {
		if old := &l.Actions[i]; old.is(a.Amends) {
			old.change(e)
			overlay(old.fields(), a.fields())
			return
		}
	}
	l.stray(e, a.Amends)
	l.Actions = append(l.Actions, a)
}

// stray notes words that are to change something that is not there.
func (l *lessonReader) stray(e Entry, amends string) {
	l.Problems = append(l.Problems, "Line "+strconv.Itoa(e.Line)+" is to change “"+amends+
		"”, and no entry of its kind was made there before. It stands as an entry of its own; write amends: line N, with the line of the entry.")
}

// is says whether a reference such as "line 12" means this entry.
func (e *Entry) is(ref string) bool {
	n, ok := lineOf(ref)
	if !ok {
		return false
	}
	if n == e.Line {
		return true
	}
	for _, c := range e.Changed {
		if c == n {
			return true
		}
	}
	return false
}

// lineOf reads "line 12", or "12".
func lineOf(ref string) (n int, ok bool) {
	ref = strings.TrimSpace(strings.TrimPrefix(strings.ToLower(strings.TrimSpace(ref)), "line"))
	n, err := strconv.Atoi(ref)
	return n, err == nil && n > 0
}

// LineRef is how words refer to an entry of the record: "line 12".
func LineRef(line int) string { return "line " + strconv.Itoa(line) }

func (e *Entry) change(by Entry) {
	e.Changed = append(e.Changed, by.Line)
	if by.Role >= 0 {
		e.Role = by.Role
	}
	if by.Objective >= 0 {
		e.Objective = by.Objective
	}
}

// overlay puts what is said anew over what was said, the reference itself left out.
func overlay(old, new []field) {
	for i := range old {
		if *new[i].value != "" && old[i].key != "amends" {
			*old[i].value = *new[i].value
		}
	}
}

func (l *lessonReader) rate(e Entry, rating int, words string) {
	if e.Objective < 0 || rating < 0 || rating >= len(RatingScale) {
		return
	}
	r := &Rated{Objective: e.Objective, Rating: rating, Words: words, Line: e.Line}
	if old := l.rated[e.Objective]; old != nil {
		r.Before = append(old.Before, old.Rating)
	}
	l.rated[e.Objective] = r
}

// Of are the observations of a kind.
func (l *Lessons) Of(kind ObservationKind) []Observation {
	return without(l.Observations, func(o *Observation) bool { return o.Kind != kind })
}

// Missing says what a row of the improvement plan lacks before a report can be
// final, in words that complete "is without …".
func (a *Action) Missing() []string {
	var out []string
	lacks := func(is bool, what string) {
		if is {
			out = append(out, what)
		}
	}
	lacks(a.Action == "", "the corrective action")
	lacks(a.Area == "", "the area for improvement")
	lacks(!a.hasElement(), "the element (planning, organisation, equipment, training or exercise)")
	lacks(a.Role < 0 && a.Owner == "", "an owner")
	lacks(!isDate(a.Start), "the start as a date, such as 2031-11-01")
	lacks(!isDate(a.Due), "the due date, such as 2031-12-01")
	lacks(a.Measure == "", "the measure by which it will be seen")
	return out
}

func (a *Action) hasElement() bool {
	for _, e := range Elements {
		if a.Element == e {
			return true
		}
	}
	return false
}

// Planned says whether the row has what the indicator asks for: owner, start, due
// and element.
func (a *Action) Planned() bool {
	return (a.Role >= 0 || a.Owner != "") && isDate(a.Start) && isDate(a.Due) && a.hasElement()
}

// Improvement is one area for improvement with the actions for it.
type Improvement struct {
	Area    string       // as it was stated; "" where an action names none
	Stated  *Observation // nil where only actions name it
	Actions []*Action
}

// Improvements are the areas for improvement: those observed, those that only an
// action names, and one for each action that names none.
func (l *Lessons) Improvements() []Improvement {
	var out []Improvement
	for i := range l.Observations {
		if o := &l.Observations[i]; o.Kind == Area {
			out = append(out, Improvement{Area: o.Text, Stated: o})
		}
	}
	for i := range l.Actions {
		a := &l.Actions[i]
		at := -1
		for k := range out {
			if a.Area != "" && (out[k].Stated != nil && out[k].Stated.is(a.Area) || strings.EqualFold(out[k].Area, a.Area)) {
				at = k
				break
			}
		}
		if at < 0 {
			at = len(out)
			out = append(out, Improvement{Area: a.Area})
		}
		out[at].Actions = append(out[at].Actions, a)
	}
	return out
}

func (d *Debrief) lessonsToActions() Indicator {
	all := d.Lessons().Improvements()
	if len(all) == 0 {
		return Indicator{Because: "no area for improvement was entered, and no action"}
	}
	x := Indicator{Columns: []string{"area for improvement", "corrective action", "owner", "start", "due", "element"}}
	planned := 0
	for _, i := range all {
		any := false
		for _, a := range i.Actions {
			any = any || a.Planned()
			x.Rows = append(x.Rows, []Cell{word(i.Area), word(a.Action), word(d.OwnerOf(a)), word(a.Start), word(a.Due), word(a.Element)})
		}
		if len(i.Actions) == 0 {
			x.Rows = append(x.Rows, []Cell{word(i.Area), word(""), word(""), word(""), word(""), word("")})
		}
		if any {
			planned++
		}
	}
	x.Counts = []Count{{What: "areas for improvement with an action that has owner, start, due and element", N: planned, Of: len(all), Unit: "areas"}}
	return x
}

// OwnerOf is who owns an action: the role, and more exactly what the words say.
func (d *Debrief) OwnerOf(a *Action) string {
	switch {
	case a.Role < 0:
		return a.Owner
	case a.Owner == "":
		return d.p.Role(a.Role).Title
	}
	return d.p.Role(a.Role).Title + ", " + a.Owner
}
