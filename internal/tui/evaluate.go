package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/debrief"
	"example.org/whitecell/internal/exercise"
)

// Evaluate finishes the evaluation of an exercise that has ended, until it is left:
// candidates, ratings, observations, the improvement plan.
func (t Terminal) Evaluate(ex *exercise.Exercise) error {
	return newApp(stylesFor(t.Out), newEvaluation(newConsole(ex, t.Now))).run(t.In, t.Out)
}

// evaluation is the calm part of the debrief, with the evaluators. It is a hot wash
// without a clock: everything entered is a move in the record.
type evaluation struct {
	hotwash
	tab int
	ats [len(evalTabs)]int // the line under the cursor, by tab
}

func newEvaluation(s *console) *evaluation {
	e := &evaluation{hotwash: hotwash{s: s}}
	s.note = note{}
	e.refresh()
	return e
}

// evalTabs are the pages of the evaluation.
var evalTabs = [...]string{"Candidates", "Ratings", "Observations", "Improvement plan"}

// The pages.
const (
	tabCandidates = iota
	tabRatings
	tabObservations
	tabPlan
)

func (e *evaluation) press(a *app, k tea.KeyMsg) {
	s := e.s
	defer e.refresh()
	switch {
	case s.quits:
		s.leave(a, k)
		return
	case k.Type == tea.KeyCtrlC:
		s.askToLeave()
		return
	case s.sheet != nil:
		s.sheet.press(s, k)
		return
	}
	s.note = note{}
	switch t := typed(k); {
	case k.Type == tea.KeyTab, k.Type == tea.KeyRight:
		e.turn(1)
	case k.Type == tea.KeyShiftTab, k.Type == tea.KeyLeft:
		e.turn(-1)
	case e.pressTab(k):
	case k.Type == tea.KeyDown:
		e.ats[e.tab]++
	case k.Type == tea.KeyUp:
		e.ats[e.tab] = max(e.ats[e.tab]-1, 0)
	case k.Type == tea.KeyPgDown:
		e.skip += 10
	case k.Type == tea.KeyPgUp:
		e.skip = max(e.skip-10, 0)
	case t == "o":
		s.open(observeForm(s))
	case t == "Q", t == "q":
		a.leaving = true
	case t != "":
		s.refuse(fmt.Sprintf("%q is no key here.", t))
	}
}

func (e *evaluation) turn(by int) {
	e.tab, e.skip = (e.tab+by+len(evalTabs))%len(evalTabs), 0
}

// pressTab takes a key on a page, and says whether it meant something there.
func (e *evaluation) pressTab(k tea.KeyMsg) bool {
	switch e.tab {
	case tabCandidates:
		return e.pressCandidates(k)
	case tabRatings:
		return e.pressRatings(k)
	case tabObservations:
		return e.pressObservations(k)
	}
	return e.pressPlan(k)
}

func (e *evaluation) draw(c *canvas) {
	s := e.s
	s.size = c.all()
	head := rect{0, 0, c.w, 1}
	c.fill(head, bar)
	p := s.ex.Program()
	c.put(1, 0, c.w-2, bar, p.Scenario.Marking+" · "+p.Scenario.Title+" · evaluation")
	x := 1
	for i, t := range evalTabs {
		st, name := faint, t
		if i == e.tab {
			st, name = accent, "▸ "+t
		}
		x += c.put(x, 1, c.w-x, st, name) + 3
	}
	body := rect{0, 2, c.w, c.h - 5}
	s.drawNote(c, rect{0, c.h - 3, c.w, 2})
	foot := rect{1, c.h - 1, c.w - 2, 1}
	if s.sheet != nil {
		in := c.box(body, s.sheet.title(s), accent)
		s.sheet.draw(s, c, rect{in.x + 1, in.y, max(in.w-2, 0), in.h})
		c.row(foot.x, foot.y, foot.w, s.sheet.help(s))
		return
	}
	in := c.box(body, evalTabs[e.tab], heading)
	in = rect{in.x + 1, in.y, max(in.w-2, 0), in.h}
	rows, help := e.page(min(in.w, widest+24))
	e.skip = min(e.skip, max(len(rows)-in.h, 0))
	c.rows(in, rows, e.skip)
	if len(rows)-e.skip > in.h {
		c.right(rect{in.x, in.y + in.h - 1, in.w, 1}, keys, " PgDn: more ")
	}
	c.row(foot.x, foot.y, foot.w, slices.Concat(help, row{{keys, "Tab"}, {faint, " next page  "}, {keys, "↑↓"}, {faint, " line  "}, {keys, "Q"}, {faint, " leave"}}))
}

// page is what the page shows, and its keys.
func (e *evaluation) page(w int) ([]row, row) {
	switch e.tab {
	case tabCandidates:
		return e.candidateRows(w), washPages[0].help
	case tabRatings:
		return e.ratingRows(w), row{{keys, "P S M U"}, {faint, " rate  "}, {keys, "-"}, {faint, " not observed  "}}
	case tabObservations:
		return e.observationRows(w), row{{keys, "+"}, {faint, " new  "}, {keys, "e"}, {faint, " complete  "}, {keys, "w"}, {faint, " withdraw  "}}
	}
	return e.planRows(w), row{{keys, "+"}, {faint, " new  "}, {keys, "e"}, {faint, " complete  "}, {keys, "w"}, {faint, " withdraw  "}}
}

// line keeps the cursor of a page among so many lines.
func (e *evaluation) line(n int) int {
	e.ats[e.tab] = min(max(e.ats[e.tab], 0), max(n-1, 0))
	return e.ats[e.tab]
}

func cursor(on bool) (string, style) {
	if on {
		return "▸ ", bold
	}
	return "  ", normal
}

// ratingRows list the objectives; under the one in hand its evidence, and the
// questions that lead to a letter. People choose it.
func (e *evaluation) ratingRows(w int) (rows []row) {
	evidence := e.d.Evidence()
	if len(evidence) == 0 {
		return para(normal, "This scenario has no objectives to rate.", w)
	}
	at := e.line(len(evidence))
	for i := range evidence {
		x := &evidence[i]
		o := &e.d.Program().Scenario.Objectives[x.Objective]
		mark, st := cursor(i == at)
		letter := span{warn, pad("?", 13)}
		if x.Rating != nil {
			letter = span{good, pad(debrief.RatingScale[x.Rating.Rating].Letter, 13)}
		}
		rows = append(rows, row{{accent, mark}, letter, {st, o.Title}})
		if i == at {
			rows = append(rows, e.evidenceRows(x, w)...)
		}
	}
	return rows
}

func (e *evaluation) evidenceRows(x *debrief.Evidence, w int) (rows []row) {
	o := &e.d.Program().Scenario.Objectives[x.Objective]
	in := span{faint, "      "}
	add := func(st style, s string) { rows = append(rows, hanging(in, st, s, w)...) }
	if o.Target != "" {
		add(faint, "target: "+o.Target)
	}
	for _, c := range x.Cases {
		add(normal, e.caseName(c)+": "+e.outcome(c))
	}
	for i := range x.Blind {
		var names []string
		for _, n := range x.Blind[i].Needs {
			if n.Missing() {
				names = append(names, e.d.Program().Fact(n.Fact).Short+" ("+n.Settled.As.String()+")")
			}
		}
		add(warn, "without: "+strings.Join(names, ", ")+" · "+e.caseName(x.Blind[i].Case))
	}
	for _, l := range x.Observations {
		add(normal, l.Kind.String()+": "+l.Text)
	}
	if x.Rating != nil && x.Rating.Words != "" {
		add(good, "“"+x.Rating.Words+"”")
	}
	rows = append(rows, nil)
	for i, q := range debrief.RatingQuestions {
		add(accent, fmt.Sprintf("%d  %s", i+1, q.Ask))
		add(faint, "   yes: "+q.Yes+" · no: "+q.No)
	}
	return append(rows, nil)
}

// outcome is how a case ended, in a few words.
func (e *evaluation) outcome(c *debrief.Case) string {
	p := e.d.Program()
	what := ""
	switch {
	case c.Option >= 0:
		what = p.Decision(c.Decision).Options[c.Option].Title
	case c.Bought != 0:
		var names []string
		for _, a := range engine.Bits(c.Bought) {
			names = append(names, p.Arrangement(a).Title)
		}
		what = strings.Join(names, "; ")
	default:
		return "no answer"
	}
	if c.Outcome == debrief.ByDefault {
		what += " (by default, nobody's choice)"
	}
	return what
}

func (e *evaluation) pressRatings(k tea.KeyMsg) bool {
	n := len(e.d.Program().Scenario.Objectives)
	i := slices.Index([]string{"P", "S", "M", "U", "-"}, typed(k))
	if i < 0 || n == 0 {
		return false
	}
	at := e.line(n)
	r := debrief.RatingScale[i]
	e.s.open(newForm(e.s, "Rating "+r.Letter, func(s *console, f *form) {
		m := engine.NewMove(engine.MoveRate)
		m.A, m.N, m.Words = int16(at), int32(i), f.texts[0]
		s.do(m)
	}, step{label: e.d.Program().Scenario.Objectives[at].Title + ": why?", hint: r.Short + ". " + r.Meaning + " Enter alone leaves the reason out."}))
	return true
}

// observationRows list what was observed: strengths, areas for improvement, notes.
func (e *evaluation) observationRows(w int) (rows []row) {
	all := e.d.Lessons().Observations
	if len(all) == 0 {
		return para(faint, "Nothing yet. + enters a strength, an area for improvement, or a note.", w)
	}
	at := e.line(len(all))
	for i := range all {
		o := &all[i]
		mark, st := cursor(i == at)
		rows = append(rows, hanging(span{accent, mark + pad(o.Kind.String(), 10)}, st, o.Text+e.about(o.Role, o.Objective), w)...)
		if i == at {
			for _, x := range [][2]string{{"why", o.Analysis}, {"reference", o.Reference}, {"capability", o.Capability}} {
				rows = append(rows, hanging(span{faint, "            " + pad(x[0], 12)}, normal, orElse(x[1], "to complete"), w)...)
			}
		}
	}
	return append(rows, problems(e.d.Lessons(), w)...)
}

// about says which seat and objective an entry belongs to.
func (e *evaluation) about(role, objective int) string {
	s := ""
	if role >= 0 {
		s += " · " + e.s.short(role)
	}
	if objective >= 0 {
		s += " · " + e.d.Program().Scenario.Objectives[objective].Title
	}
	return s
}

func problems(l *debrief.Lessons, w int) (rows []row) {
	for _, p := range l.Problems {
		rows = append(append(rows, nil), para(warn, p, w)...)
	}
	return rows
}

var observationKinds = []debrief.ObservationKind{debrief.Strength, debrief.Area, debrief.KnewForOthers, debrief.Note}

func (e *evaluation) pressObservations(k tea.KeyMsg) bool {
	all := e.d.Lessons().Observations
	at := e.line(len(all))
	enter := func(o debrief.ObservationWords, role, objective int) {
		m := engine.NewMove(engine.MoveObserve)
		m.Words, m.Role, m.A = o.String(), int8(role), int16(objective)
		e.s.do(m)
	}
	switch t := typed(k); {
	case t == "+":
		e.s.open(newForm(e.s, "Observation", func(_ *console, f *form) {
			enter(debrief.ObservationWords{Kind: observationKinds[f.one(0)], Text: f.texts[1], Analysis: f.texts[2], Reference: f.texts[3]}, f.one(4), f.one(5))
		},
			step{label: "What kind?", items: func(*console, *form) (out []item) {
				for i, n := range []string{"strength", "area for improvement", "something known that others needed", "note"} {
					out = append(out, item{text: n, value: i})
				}
				return listed(out)
			}},
			step{label: "What was seen?"},
			step{label: "Why, as people say?", hint: "Enter alone leaves it to be completed."},
			step{label: "Which plan, policy or procedure does it refer to?", hint: "Enter alone leaves it to be completed."},
			step{label: "At which seat?", none: "the whole room", items: seats},
			step{label: "Towards which objective?", none: "none in particular", items: objectives}))
	case t == "e" && len(all) > 0:
		o := all[at]
		e.s.open(newForm(e.s, "Complete", func(_ *console, f *form) {
			enter(debrief.ObservationWords{
				Kind: o.Kind, Text: f.texts[0], Analysis: f.texts[1], Reference: f.texts[2], Capability: f.texts[3], Amends: debrief.LineRef(o.Line),
			}, -1, -1)
		}, fill("What was seen?", o.Text), fill("Why, as people say?", o.Analysis), fill("Which plan, policy or procedure?", o.Reference), fill("Which capability?", o.Capability)))
	case t == "w" && len(all) > 0:
		e.withdraw("observation", func() {
			enter(debrief.ObservationWords{Amends: debrief.LineRef(all[at].Line), Withdrawn: "yes"}, -1, -1)
		})
	default:
		return false
	}
	return true
}

// fill is a step with a text that stands there already and may stay.
func fill(label, text string) step {
	return step{label: label, fill: text, hint: "Enter takes it as it stands."}
}

// withdraw asks before an entry no longer counts.
func (e *evaluation) withdraw(what string, do func()) {
	e.s.open(newForm(e.s, "Withdraw", func(*console, *form) { do() },
		step1("Withdraw this "+what+"? It stays in the record and no longer counts.", "y", "yes, withdraw it")))
}

// planRows are the rows of the improvement plan, each with what is still missing.
func (e *evaluation) planRows(w int) (rows []row) {
	all := e.d.Lessons().Actions
	if len(all) == 0 {
		return para(faint, "No row yet. + enters one.", w)
	}
	at := e.line(len(all))
	for i := range all {
		x := &all[i]
		mark, st := cursor(i == at)
		missing := e.missing(x)
		state := span{good, "✓ "}
		if len(missing) > 0 {
			state = span{warn, "? "}
		}
		line := hanging(span{accent, mark}, st, x.Action, w-2)
		line[0] = append(row{line[0][0], state}, line[0][1:]...)
		rows = append(rows, line...)
		if i == at {
			for _, f := range e.planFields(x) {
				rows = append(rows, hanging(span{faint, "      " + pad(f[0], 22)}, normal, orElse(f[1], "to complete"), w)...)
			}
		} else if len(missing) > 0 {
			rows = append(rows, hanging(span{faint, "      "}, faint, "to complete: "+strings.Join(missing, ", "), w)...)
		}
	}
	return append(rows, problems(e.d.Lessons(), w)...)
}

// planFields are the columns of a row, with what stands in them.
func (e *evaluation) planFields(x *debrief.Action) [][2]string {
	capability := x.Capability
	if capability == "" && x.Objective >= 0 {
		capability = e.d.Program().Scenario.Objectives[x.Objective].Capability
	}
	return [][2]string{
		{"area for improvement", x.Area},
		{"capability", capability},
		{"element", x.Element},
		{"owner", e.d.OwnerOf(x)},
		{"contact", x.Contact},
		{"start", x.Start},
		{"due", x.Due},
		{"measure", x.Measure},
	}
}

func (e *evaluation) missing(x *debrief.Action) (out []string) {
	for _, f := range e.planFields(x) {
		if f[1] == "" {
			out = append(out, f[0])
		}
	}
	return out
}

func (e *evaluation) pressPlan(k tea.KeyMsg) bool {
	all := e.d.Lessons().Actions
	at := e.line(len(all))
	enter := func(a debrief.ActionWords) {
		m := engine.NewMove(engine.MoveAct)
		m.Words = a.String()
		e.s.do(m)
	}
	switch t := typed(k); {
	case t == "+":
		e.s.open(planForm(e.s))
	case t == "e" && len(all) > 0:
		x := all[at]
		e.s.open(newForm(e.s, "Complete", func(_ *console, f *form) {
			enter(debrief.ActionWords{
				Action: f.texts[0], Area: f.texts[1], Capability: f.texts[2], Element: f.texts[3], Owner: f.texts[4], Contact: f.texts[5],
				Start: f.texts[6], Due: f.texts[7], Measure: f.texts[8], Amends: debrief.LineRef(x.Line),
			})
		},
			fill("What is to be done?", x.Action), fill("Which area for improvement does it close?", x.Area), fill("Which capability?", x.Capability),
			fill("Which element? ("+strings.Join(debrief.Elements, ", ")+")", x.Element), fill("Who owns it, more exactly than the seat?", x.Owner),
			fill("Who is the contact?", x.Contact), fill("Start (a date)", x.Start), fill("Due (a date)", x.Due), fill("By what will it be seen that it was done?", x.Measure)))
	case t == "w" && len(all) > 0:
		e.withdraw("row", func() { enter(debrief.ActionWords{Amends: debrief.LineRef(all[at].Line), Withdrawn: "yes"}) })
	default:
		return false
	}
	return true
}

// unsettled counts the candidates that wait to be settled.
func (h *hotwash) unsettled() (n int) {
	for _, x := range h.candidates() {
		if x.Settled.As == debrief.Unsettled {
			n++
		}
	}
	return n
}
