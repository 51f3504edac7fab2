package debrief

import (
	"strings"
	"testing"

	"example.org/whitecell/engine"
	"pgregory.net/rapid"
)

func TestActionWords(t *testing.T) {
	for _, x := range []struct {
		words string
		want  ActionWords
	}{
		{"Test the night list", ActionWords{Action: "Test the night list"}},
		{
			"Test the night list; element: Training; due: 2031-11-01",
			ActionWords{Action: "Test the night list", Element: Training, Due: "2031-11-01"},
		},
		{
			"Owner: duty desk\nCONTACT: room 4; start: soon; Ring them; measure: two of three answer; area: Nobody answered",
			ActionWords{Action: "Ring them", Owner: "duty desk", Contact: "room 4", Start: "soon", Measure: "two of three answer", Area: "Nobody answered"},
		},
		{"Agree a number: 4711; twice; element: organization", ActionWords{Action: "Agree a number: 4711; twice", Element: Organisation}},
		{"; ; element:;", ActionWords{}},
		{`Keep one\; not two; element: magic`, ActionWords{Action: "Keep one; not two", Element: "magic"}},
		{"amends: line 12; due: 2031-12-01", ActionWords{Amends: "line 12", Due: "2031-12-01"}},
	} {
		equal(t, x.words, ParseAction(x.words), x.want)
	}
}

func TestObservationWords(t *testing.T) {
	for _, x := range []struct {
		words string
		want  ObservationWords
	}{
		{"The port rang twice.", ObservationWords{Text: "The port rang twice."}},
		{"strength: The port asked; reference: plan 4.2", ObservationWords{Kind: Strength, Text: "The port asked", Reference: "plan 4.2"}},
		{"gap: Nobody rang; why: no number", ObservationWords{Kind: Area, Text: "Nobody rang", Analysis: "no number"}},
		{"knew: the chart is old", ObservationWords{Kind: KnewForOthers, Text: "the chart is old"}},
	} {
		equal(t, x.words, ParseObservation(x.words), x.want)
	}
}

// A text that looks like a field is written so that it is none.
func TestWordsThatLookLikeFields(t *testing.T) {
	a := ActionWords{Action: "due: when they say so", Measure: `a\; b; area: c`}
	equal(t, a.String(), ParseAction(a.String()), a)
	o := ObservationWords{Text: "strength: of the wind"}
	equal(t, o.String(), ParseObservation(o.String()), o)
}

// What is written is read again as it was.
func TestWordsReadBack(t *testing.T) {
	text := rapid.StringMatching(`[ -~äß\n]{0,30}`)
	clean := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	rapid.Check(t, func(t *rapid.T) {
		var a ActionWords
		for _, f := range a.fields() {
			*f.value = clean(text.Draw(t, f.key))
		}
		a.Element = rapid.SampledFrom(append(Elements, "", "magic: x; y")).Draw(t, "element")
		if got := ParseAction(a.String()); got != a {
			t.Fatalf("%q is read as %+v, and was %+v", a.String(), got, a)
		}
		o := ObservationWords{Kind: ObservationKind(rapid.IntRange(0, len(kindKeys)-1).Draw(t, "kind"))}
		for _, f := range o.fields() {
			*f.value = clean(text.Draw(t, f.key))
		}
		if o.Text == "" {
			o.Kind = Note // a kind without a text is not written
		}
		if got := ParseObservation(o.String()); got != o {
			t.Fatalf("%q is read as %+v, and was %+v", o.String(), got, o)
		}
	})
}

// Whatever somebody types, reading and writing it settles at once.
func FuzzWords(f *testing.F) {
	for _, s := range []string{"", "a; due: x", `\;;\\`, "strength: area: x", "amends: line 4\nwithdrawn: yes", "action: note: y", "Ⅳ; DUE : z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if a := ParseAction(ParseAction(s).String()); a != ParseAction(a.String()) {
			t.Errorf("the action %q does not settle: %+v", s, a)
		}
		if o := ParseObservation(ParseObservation(s).String()); o != ParseObservation(o.String()) {
			t.Errorf("the observation %q does not settle: %+v", s, o)
		}
	})
}

const withObjectives = `
objectives: {share: {title: Share, capability: Coordination}, guard: {title: Guard it}}
roles: {port: Port, mayor: Mayor}
facts: {pilot: {title: Pilot}}
turns:
  - injects: [{id: seen, to: port, text: A pilot boat turned back., facts: [pilot], objective: share}]
    decisions: {boat: {title: Boat, ask: Where to, by: mayor, needs: [pilot], due: 30m, default: south, objective: share, options: {south: South, berth: Berth}}}
`

func TestLessonsReadBack(t *testing.T) {
	// Lines: 1 start, 2 advance, then one for each of these.
	d := look(t, withObjectives, `observe port for share "strength: It asked"
observe for share "area: Nobody rang"
act port for share "Ring; area: line 4"
rate share M "Too late"
pin at T "Here it began"
act "amends: line 5; element: training; start: 2031-11-01; due: 2031-12-01; measure: It rings"
rate share S
observe "amends: line 4; analysis: No number was known"
act "A mistake"
act "amends: line 11; withdrawn: yes"
observe "amends: line 99; strength: lost"
act mayor "amends: line 8; owner: the night desk"
rate guard not-observed`)
	l := d.Lessons()
	if len(l.Actions) != 1 || len(l.Observations) != 3 || len(l.Pins) != 1 || len(l.Problems) != 1 {
		t.Fatalf("%d actions, %d observations, %d pins, problems %q", len(l.Actions), len(l.Observations), len(l.Pins), l.Problems)
	}
	a := l.Actions[0]
	equal(t, "action", a.ActionWords, ActionWords{
		Action: "Ring", Area: "line 4", Element: Training, Start: "2031-11-01", Due: "2031-12-01", Measure: "It rings", Owner: "the night desk",
	})
	equal(t, "its lines", []any{a.Line, a.Changed, a.Role, a.Objective}, []any{5, []int{8, 14}, 1, 0})
	equal(t, "owner", d.OwnerOf(&a), "Mayor, the night desk")
	equal(t, "missing", a.Missing(), []string(nil))
	equal(t, "area", l.Observations[1].ObservationWords, ObservationWords{Kind: Area, Text: "Nobody rang", Analysis: "No number was known"})
	equal(t, "ratings", l.Ratings, []Rated{
		{Objective: 0, Rating: 1, Words: "", Line: 9, Before: []int{2}},
		{Objective: 1, Rating: 4, Line: 15},
	})
	equal(t, "strengths", len(l.Of(Strength)), 2)
	i := l.Improvements()
	if len(i) != 1 || i[0].Stated == nil || len(i[0].Actions) != 1 {
		t.Errorf("improvements are %+v, want the one area with its action", i)
	}
}

func TestAnActionSaysWhatItLacks(t *testing.T) {
	a := Action{Entry: Entry{Role: -1}, ActionWords: ParseAction("element: magic; start: next week")}
	equal(t, "missing", len(a.Missing()), 7)
	if a.Planned() {
		t.Error("a row with nothing counts as planned")
	}
	b := Action{Entry: Entry{Role: -1}, ActionWords: ParseAction("Ring; owner: night desk; element: exercise; start: 2031-11-01; due: 2031-12-01")}
	equal(t, "missing", b.Missing(), []string{"the area for improvement", "the measure by which it will be seen"})
	if !b.Planned() {
		t.Error("owner, start, due and element are there, and it does not count as planned")
	}
}

func TestEvidenceForAnObjective(t *testing.T) {
	d := look(t, withObjectives, "40\nrate share U\nobserve for share \"It took its default\"")
	all := d.Evidence()
	e := all[0]
	if len(all) != 2 || len(e.Cases) != 1 || len(e.Blind) != 1 || len(e.Deadlines) != 1 || len(e.Injects) != 1 || len(e.Observations) != 1 || e.Rating == nil {
		t.Fatalf("the evidence for sharing is %+v", e)
	}
	if o := all[1]; len(o.Cases)+len(o.Injects)+len(o.Observations) > 0 || o.Rating != nil {
		t.Errorf("the evidence for the other objective is %+v, want none", o)
	}
	equal(t, "rating", engine.Ratings[e.Rating.Rating], "U")
}

func TestRatingScale(t *testing.T) {
	if len(RatingScale) != len(engine.Ratings) {
		t.Fatalf("%d ratings, the engine has %d", len(RatingScale), len(engine.Ratings))
	}
	for i, r := range RatingScale {
		equal(t, "letter", r.Letter, engine.Ratings[i])
	}
	for i, q := range RatingQuestions {
		if next := i+1 < len(RatingQuestions); next == (q.Yes != "the next question" && q.No != "the next question") {
			t.Errorf("question %d leads nowhere: yes %q, no %q", i+1, q.Yes, q.No)
		}
	}
}
