package debrief

import (
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/scenario"
)

func TestTimelineByHand(t *testing.T) {
	// Entered every half minute in the room. What was told stands where it was told, and
	// the pin where it was put.
	d := look(t, harbour, "30 told pilot to guard by port 10m ago\n40 guard: decide boat south \"It turned back\"\npin at T+20m \"Here\"")
	var got []string
	for _, h := range d.Timeline() {
		got = append(got, d.p.ClockText(h.At)+" "+h.Room.String()+" "+h.Kind.String()+" "+h.Text)
	}
	equal(t, "timeline", got, []string{
		"T+0:00 30s exercise StartEx",
		"T+0:00 1m0s turn Turn: Turn 1",
		"T+0:05 1m30s decision Open: “Boat”, Guard, due T+0:50",
		"T+0:10 1m30s inject Inject to Port: A pilot boat turned back.",
		"T+0:12 1m30s inject Inject to Mayor: The chart is wrong.",
		"T+0:20 2m0s share Told across the table: Port to Guard, “Pilot”, at T+0:20",
		"T+0:20 3m30s pin Pinned — “Here”",
		"T+0:40 3m0s decision Guard decides “Boat”: South — “It turned back”",
	})
	told := d.Timeline()[5]
	if told.Fact != 0 || told.Roles != 0b011 || told.Decision != -1 || told.Line != 4 {
		t.Errorf("the share is about %+v", told)
	}
	if last := d.Timeline()[7]; last.Decision != 0 || last.Roles != 0b010 {
		t.Errorf("the decision is about %+v", last)
	}
}

func TestRevealByHand(t *testing.T) {
	// The guard knows pilot from 18; the mayor has the chart since 12, and the guard could
	// have asked; so could the port. Horn exists nowhere.
	d := look(t, harbour, "13 port: share pilot to guard\n40 guard: decide boat south")
	r := d.Reveal(d.RevealOrder()[0])
	if len(r.Known) != 1 || r.Known[0].Fact != 0 || r.Known[0].Since != 18 || len(r.Missing) != 1 || r.Missing[0].Fact != 1 {
		t.Fatalf("known %+v, missing %+v", r.Known, r.Missing)
	}
	equal(t, "absent", r.Absent, []int{2})
	equal(t, "askers", r.Askers, [][]Asker{{{Role: 1, Owner: true, Of: 2}, {Role: 0, Of: 2}}})
	if len(r.Against)+len(r.Leaks)+len(r.Settled) != 0 {
		t.Errorf("against %v, leaks %v, settled %v, want none", r.Against, r.Leaks, r.Settled)
	}
}

func TestRegisterOfADecision(t *testing.T) {
	d := look(t, council, `12 guard: propose boat south "It is nearer"
20 press: object boat "Too soon"
30 guard: propose boat berth
40 press: agree boat
46`)
	c := d.Cases()[0]
	r := d.Reveal(c)
	equal(t, "choice", d.ChoiceText(c), "Berth")
	equal(t, "agreed", r.Agreed, []Words{{4, 40, ""}})
	equal(t, "objected", r.Objected, []Words{{4, 20, "Too soon"}})
	equal(t, "proposed", c.Proposed, []Proposal{{0, 12, 0, 0, "It is nearer"}, {0, 30, 1, 0, ""}})
	if len(r.Consult) != 4 || c.Event < 0 || d.events[c.Event].Kind != engine.EvDecided {
		t.Errorf("consulted %v, ended at event %d", r.Consult, c.Event)
	}
	if got := d.ChoiceText(look(t, council, "20").Cases()[0]); got != "" {
		t.Errorf("the choice of an open decision is %q", got)
	}
}

func TestRevealShowsOverSharingBesideIt(t *testing.T) {
	d := look(t, guarded, "2 port: share beds to mayor by phone all-the-same\n40 guard: decide boat south\n50 mayor: share beds to guard by phone all-the-same\nconfirm boat full told")
	r := d.Reveal(d.Cases()[0])
	if len(r.Against) != 1 || len(r.Leaks) != 1 {
		t.Errorf("%d against a rule and %d leaks while the question was open, want one each", len(r.Against), len(r.Leaks))
	}
	if len(r.Settled) != 1 || r.Settled[0].As != Told || slices.ContainsFunc(r.Missing, func(c *Candidate) bool { return c.Fact == 0 }) {
		t.Errorf("settled %+v; what was told is still missing", r.Settled)
	}
}

func TestAtGivesTheGameOfThatMoment(t *testing.T) {
	r := played(t, harbour, engine.Setup{}, "13 port: share pilot to guard\n40 guard: decide boat south \"It turned back\"\n60\nend")
	d := New(r)
	for i := range d.Events() {
		g, log, err := d.At(i)
		if err != nil {
			t.Fatal(err)
		}
		if len(log.Events) != i+1 || int32(g.State().Clock()) < log.Events[i].At {
			t.Fatalf("event %d: %d events, clock %d", i, len(log.Events), g.State().Clock())
		}
	}
	begin, _, err := d.At(-1)
	if err != nil || begin.State().Phase() != engine.Waiting {
		t.Errorf("before the first event the exercise is in phase %d (%v)", begin.State().Phase(), err)
	}
	end, log, err := d.At(d.Events() - 1)
	if err != nil || end.State().Phase() != engine.Ended {
		t.Fatalf("at the end the exercise is in phase %d (%v)", end.State().Phase(), err)
	}
	if v := end.ViewOf(1, log); len(v.Facts) != 1 || v.Decisions[0].Answer != "South" {
		t.Errorf("the guard's view at the end has facts %v and decisions %v", v.Facts, v.Decisions)
	}
}

func TestControlsOwnPart(t *testing.T) {
	d := look(t, `
roles: {port: Port, guard: Guard}
turns:
  - lasts: 60m
    injects:
      - {id: on-time, to: port, at: 5m, text: On time}
      - {id: late, to: port, at: 10m, text: Late}
      - {id: early, to: port, at: 50m, text: Early}
      - {id: skipped, to: port, at: 20m, text: Skipped}
      - {id: false-one, to: port, at: 20m, text: False, when: clock > 500}
      - {id: offered, to: port, at: 25m, text: Offered, contingency: clock > 0}
      - {id: used, to: port, at: 26m, text: Used, contingency: clock > 0}
      - {id: never, to: port, at: 55m, text: Never}
injects: {spare: {to: port, text: Spare}, unused: {to: port, text: Unused}}
`, "1 delay late 5m\nskip skipped\n30 deliver early\ndeliver used\ndeliver spare\nimprovise to guard \"Hello\"\n40")
	got := map[string]string{}
	for _, r := range d.Control().Injects {
		got[string(d.p.Inject(r.Inject).ID)] = r.Fate.String()
	}
	equal(t, "fates", got, map[string]string{
		"on-time": "as planned", "late": "late", "early": "brought forward", "skipped": "skipped", "false-one": "its condition did not hold",
		"offered": "offered, not used", "used": "contingency used", "never": "not reached", "spare": "by hand",
	})
	if acts := d.Control().Acts; len(acts) != 1 || acts[0].What != engine.EvImprovised {
		t.Errorf("control's acts are %v, want the improvised inject", acts)
	}
}

func TestProposedPinsRestOnWhatIsConfirmed(t *testing.T) {
	const lines = "13 port: share pilot to guard\n40 guard: decide boat south\n"
	if pins := look(t, harbour, lines).ProposePins(5); len(pins) != 0 {
		t.Errorf("an unsettled candidate is proposed: %v", pins)
	}
	// Of two facts missing only the chart is confirmed.
	pins := look(t, harbour, "40 guard: decide boat south\nconfirm boat chart confirmed").ProposePins(5)
	var got []string
	for _, p := range pins {
		got = append(got, p.Text)
	}
	equal(t, "pins", got, []string{"Mayor holds “Chart”", "Guard decides “Boat”: South"})
}

// The record of a running exercise, with what was struck left out.
func TestRecordOfAnExercise(t *testing.T) {
	p := compiled(t, harbour, engine.Setup{})
	ex, err := exercise.New(exercise.Options{Scenario: p.Scenario, Seed: 1, Now: func() time.Time { return time.Time{} }})
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range played(t, harbour, engine.Setup{}, "13 port: share pilot to guard\n40 guard: decide boat south").Moves {
		if _, err := ex.Do(m.Did); err != nil {
			t.Fatal(err)
		}
	}
	mend, err := ex.Strike(4, nil, 0) // the share
	if err == nil {
		err = ex.Make(mend)
	}
	if err != nil {
		t.Fatal(err)
	}
	d := New(RecordOf(ex))
	equal(t, "stove-pipe", counts(d.stovePipe()), []string{"1/1 decisions", "2/2 facts", "0/2 facts", "2/2 facts"})
	if tl := d.Timeline(); slices.ContainsFunc(tl, func(h Happening) bool { return strings.Contains(h.Text, "→ Guard") }) {
		t.Error("the share that was struck is in the timeline")
	}
}

// Records that fold are read whatever their events say: nothing panics on events in
// an order in which no exercise gives them.
func TestStrangeOrdersOfEvents(t *testing.T) {
	for i, p := range programs(t)[:4] {
		for seed := range uint64(12) {
			d := plainDice(seed*7 + uint64(i))
			r := randomPlay(t, d, p, 80)
			for range 30 {
				a, b := &r.Moves[d(len(r.Moves))], &r.Moves[d(len(r.Moves))]
				if len(a.Events) > 0 && len(b.Events) > 0 {
					a.Events, b.Events = slices.Clone(a.Events), slices.Clone(b.Events)
					x, y := &a.Events[d(len(a.Events))], &b.Events[d(len(b.Events))]
					*x, *y = *y, *x
				}
			}
			everything(New(r))
		}
	}
}

// everything computes all that there is.
func everything(d *Debrief) {
	d.Indicators()
	d.Timeline()
	d.Evidence()
	d.Control()
	d.ProposePins(5)
	d.Settlements()
	for _, c := range d.Candidates() {
		_ = c.CauseText() + d.WayText(c.Fastest)
	}
	for _, c := range d.Cases() {
		d.Reveal(c)
	}
	d.DayBefore(1)
}

func TestWhatElseARecordHolds(t *testing.T) {
	// The first turn is left out: its choice is assumed, and counts in no indicator.
	r := played(t, `
lengths: {30: {turns: {two: 10}}}
roles: {port: {title: Port, knows: [pilot]}, guard: Guard}
facts: {pilot: {title: Pilot}}
measures: {calm: {title: Calm, start: 50}}
turns:
  - id: one
    skipped: {chose: {boat: berth}}
    decisions: {boat: {title: Boat, ask: Where to, by: guard, needs: [pilot], options: {south: South, berth: Berth}}}
  - id: two
    at: T+2h
    decisions: {tea: {title: Tea, ask: What, by: guard, options: {a: {title: A, effects: {calm: -5}}, b: B}}}
`, engine.Setup{Length: "30"}, "130 guard: decide tea a\npin at T+2:05 \"Second\"\npin at T+2:01 \"First\"")
	d := New(r)
	equal(t, "assumed", d.Assumed(), []Assumed{{0, 1}})
	equal(t, "cases", len(d.Cases()), 1)
	equal(t, "calm", d.Measure(0), []Reading{{120, 50}, {130, 45}})
	equal(t, "pins", d.Pins(), []Pin{{121, "First", 6}, {125, "Second", 5}})
	equal(t, "times", []any{d.Began(), d.Reached(), d.Ending()}, []any{scenario.Minutes(120), scenario.Minutes(130), -1})
	equal(t, "count", Count{N: 3, Of: 7, Unit: "facts"}.String(), "3 of 7 facts")
	equal(t, "no count", Count{Because: "nobody spoke"}.String(), "can't be computed, because nobody spoke")
}
