package debrief

import (
	"slices"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
	"pgregory.net/rapid"
)

// chain: the port tells the guard by wire and the guard tells the mayor, who decides.
const chain = `
roles: {port: Port, guard: Guard, mayor: Mayor, health: Health}
facts: {pilot: {title: Pilot}, horn: {title: Horn}}
handling: [open, sealed]
channels: {wire: {title: Wire, between: all, delay: 20m}}
forums: {table: {title: Table, members: all, convene: 30m, lasts: 20m}}
arrangements:
  fast: {title: Fast wire, cost: 1, changes: {channels: {wire: {delay: 2m}}}}
  group: {title: Group, cost: 2, changes: {forums: {table: {convene: 5m}}}}
  rule: {title: Rule, cost: 1, changes: {decisions: {stop: {concur: []}}}}
  story: {title: Story, changes: {channels: {wire: {delay: 1m}}}}
turns:
  - id: one
    lasts: 100m
    injects:
      - {to: port, at: 10m, text: A pilot boat turned back., facts: [pilot]}
      - {to: port, at: 60m, text: A horn., facts: [horn]}
    decisions:
      boat: {title: Boat, ask: Where to, by: mayor, needs: [pilot, horn], due: 50m, options: {south: South, berth: Berth}}
      stop: {title: Stop, ask: Stop, by: guard, concur: [health], opens: {at: 5m}, due: 40m, default: no, options: {no: No, yes: Yes}}
  - id: two
    lasts: 60m
    decisions: {buy: {title: Buy, ask: What, by: mayor, buy: 3, keep: owned}}
`

// retimed, gone and adapted are what became of moves, a line each.
func retimed(d *Debrief, x *DayBefore) (out []string) {
	for _, r := range x.Retimed {
		out = append(out, plan.Format(d.p, r.Move)+": "+d.p.ClockText(r.From)+" → "+d.p.ClockText(r.To))
	}
	return out
}

func gone(d *Debrief, x *DayBefore) (out []string) {
	for _, g := range x.Gone {
		s := plan.Format(d.p, g.Move) + ": " + g.Reason
		if g.Moot {
			s += " (moot)"
		}
		out = append(out, s)
	}
	return out
}

func adapted(d *Debrief, x *DayBefore) (out []string) {
	for _, a := range x.Adapted {
		out = append(out, plan.Format(d.p, a.Move)+": "+a.How)
	}
	return out
}

// dayBefore plays a record of a small scenario again under arrangements.
func dayBefore(t *testing.T, d *Debrief, ids ...scenario.ArrangementID) *DayBefore {
	t.Helper()
	set, err := d.Sets(ids...)
	if err != nil {
		t.Fatal(err)
	}
	return d.DayBefore(set)
}

func TestSharesKeepTheirLag(t *testing.T) {
	// The port sends at 13 (lag 3), the guard has it at 33 and passes it on at 38 (lag 5):
	// with the mayor at 58, behind the decision at 45. Under the fast wire the port still
	// sends at 13, the guard has it at 15, passes it on at 20, and the mayor has it at 22:
	// latency 12 in place of 48, and the decision is no longer blind.
	d := look(t, chain, "13 port: share pilot to guard\n38 guard: share pilot to mayor\n45 mayor: decide boat south\n70")
	x := dayBefore(t, d, "fast")
	equal(t, "retimed", retimed(d, x), []string{"guard: share pilot to mayor by wire: T+0:38 → T+0:20"})
	equal(t, "gone", gone(d, x), []string(nil))
	if len(x.Latency) != 1 || x.Latency[0].Before.Took != 48 || x.Latency[0].After.Took != 12 {
		t.Errorf("the latency changes %+v, want one from 48 to 12", x.Latency)
	}
	equal(t, "blind", x.Blind, []BlindChange{{Decision: 0, Owner: -1, Before: []int{0}}})
	// Horn exists from 60 and never comes, to 70: 10. Before 48 + 10, after 12 + 10.
	equal(t, "totals", []Totals{x.Before, x.After}, []Totals{
		{Needed: 2, Never: 1, Waited: 58, Decided: 1, Blind: 1, Missing: 1, Due: 2, NotMade: 1},
		{Needed: 2, Never: 1, Waited: 22, Decided: 1, Due: 2, NotMade: 1},
	})
}

func TestAnswersKeepTheirLag(t *testing.T) {
	// Proposed at 6, asked of health at 26, who agrees at 27: back at 47, too late for the
	// due time at 40. Under the fast wire it is asked at 8, agreed at 9, decided at 11.
	d := look(t, chain, "6 guard: propose stop yes\n27 health: agree stop\n50")
	x := dayBefore(t, d, "fast")
	equal(t, "retimed", retimed(d, x), []string{"health: agree stop: T+0:27 → T+0:09"})
	if len(x.Deadlines) != 1 || x.Deadlines[0].Before.Case.Outcome != ByDefault || x.Deadlines[0].After.Case.Outcome != Chosen || x.Deadlines[0].After.Slack != 29 {
		t.Errorf("deadlines change %+v, want a default that becomes a choice with 29 minutes to spare", x.Deadlines)
	}
}

func TestWhatFailedForWantOfAgreementIsTriedAgain(t *testing.T) {
	// Nobody agreed in time. Under the rule nobody need: decided at once, at 6.
	d := look(t, chain, "6 guard: propose stop yes\n30 health: agree stop \"Yes\"\n50")
	x := dayBefore(t, d, "rule")
	equal(t, "adapted", adapted(d, x), []string{"guard: decide stop yes: decided at once: nobody need agree any more"})
	equal(t, "gone", gone(d, x), []string{`health: agree stop "Yes": Nobody asks Health. (moot)`})
	if c := x.Again().caseOf(1, -1); c.Outcome != Chosen || c.Closed != 6 || c.UnderBy == 0 {
		t.Errorf("stop ends %+v, want it decided at 6 under the rule", c)
	}
}

func TestWordsKeepTheirLagBehindTheSitting(t *testing.T) {
	// Called at 12, sitting from 42; pilot is said at 44. With the group it sits from 17
	// and pilot is said at 19. The horn, known from 60 only and said at 61 in a sitting
	// from 42 to 62, would now find that the meeting has risen at 37.
	d := look(t, chain, "12 port: call table\n44 port: say pilot in table\n45 mayor: decide boat south\n61 port: say horn in table\n70")
	x := dayBefore(t, d, "group")
	equal(t, "retimed", retimed(d, x), []string{"port: say pilot in table: T+0:44 → T+0:19"})
	equal(t, "gone", gone(d, x), []string{"port: say horn in table: “Table” sits from T+0:17 to T+0:37, and Port holds “Horn” from T+1:00 only."})
	if len(x.Convene) != 1 || d.Took(x.Convene[0].Before) != 30 || x.Again().Took(x.Convene[0].After) != 5 {
		t.Errorf("time to convene changes %+v, want 30 to 5 minutes", x.Convene)
	}
}

func TestPurchasesOfWhatStandsAlready(t *testing.T) {
	d := look(t, chain, "101 mayor: decide buy fast, group\n110 guard: own fast\n110 mayor: own group\n165")
	x := dayBefore(t, d, "fast")
	equal(t, "adapted", adapted(d, x), []string{"mayor: decide buy group: without the arrangements that stand already"})
	equal(t, "gone", gone(d, x), []string(nil))
}

func TestNotBeforeItsTurn(t *testing.T) {
	// Learned at 33 by wire, passed on in the second turn at 104. The fast wire brings it
	// at 15, and 71 minutes later would be in the first turn: it waits for the second.
	d := look(t, chain, "13 port: share pilot to guard\n104 guard: share pilot to mayor\n150")
	equal(t, "retimed", retimed(d, dayBefore(t, d, "fast")), []string{"guard: share pilot to mayor by wire: T+1:44 → T+1:40"})
}

func TestRefusedAtItsNewTimeTriedAtItsOld(t *testing.T) {
	// The guard has no slip before control grants one at 30. At its new time, 20, it has
	// none; at its old, 38, it has, and the share goes then.
	text := replaced(chain, "guard: Guard,", "guard: {title: Guard, sends: 0},")
	d := look(t, text, "13 port: share pilot to guard\n30 slips guard 1\n38 guard: share pilot to mayor\n70")
	x := dayBefore(t, d, "fast")
	equal(t, "retimed", retimed(d, x), []string(nil))
	equal(t, "gone", gone(d, x), []string(nil))
	equal(t, "latency", x.Latency[0].After.Took, scenario.Minutes(30)) // 10 to 40
}

func TestArrivalsOfAMinuteStayTogether(t *testing.T) {
	// The record stops on the very arrival at 23 that unlocks the mayor's option. Under
	// the fast wire another share was sent before that one, which shifts the number of the
	// arrival; the option must be unlocked all the same.
	d := look(t, `
roles: {port: {title: Port, knows: [pilot]}, guard: Guard, mayor: Mayor, health: {title: Health, knows: [horn]}}
facts: {pilot: {title: Pilot}, horn: {title: Horn}}
channels: {wire: {title: Wire, between: [port, guard, health], delay: 20m}, pipe: {title: Pipe, between: [health, mayor], delay: 20m}}
arrangements: {fast: {title: Fast wire, cost: 1, changes: {channels: {wire: {delay: 1m}}}}}
turns:
  - decisions: {boat: {title: Boat, ask: Where to, by: mayor, default: south, options: {south: South, berth: {title: Berth, requires: "holds('mayor', 'horn')"}}}}
`, "0 port: share pilot to guard by wire\n3 health: share horn to mayor by pipe\n21 guard: share pilot to health by wire\nstep\nmayor: decide boat berth\n50")
	x := dayBefore(t, d, "fast")
	equal(t, "retimed", retimed(d, x), []string{"guard: share pilot to health by wire: T+0:21 → T+0:02"})
	equal(t, "gone", gone(d, x), []string(nil))
}

func TestConsentNoLongerNeeded(t *testing.T) {
	// The guard asks consent at 5, which is back at 45; it sends a minute later. With an
	// arrangement that releases the fact it sends as soon as it did know plus its lag.
	d := look(t, `
handling: [open, sealed]
roles: {port: Port, guard: Guard, mayor: Mayor}
facts: {pilot: {title: Pilot, origin: port, handling: sealed}}
channels: {wire: {title: Wire, between: all, delay: 20m}}
arrangements:
  open: {title: Open, cost: 1, changes: {facts: {pilot: {releasable: all}}}}
turns:
  - lasts: 100m
    injects: [{to: guard, at: 2m, text: A pilot boat turned back., facts: [pilot]}]
    decisions: {boat: {title: Boat, ask: Where to, by: mayor, needs: [pilot], options: {south: South, berth: Berth}}}
`, "5 guard: ask pilot for mayor\n25 port: grant pilot\n46 guard: share pilot to mayor\n90")
	equal(t, "retimed", retimed(d, dayBefore(t, d, "open")), []string{"guard: share pilot to mayor by wire: T+0:46 → T+0:03"})
}

func TestLeaksOfTheDayBefore(t *testing.T) {
	// On the phone everything leaks; where nothing leaks on it any more, nothing does.
	d := look(t, `
handling: [open, sealed]
roles: {port: {title: Port, knows: [pilot]}, guard: Guard}
facts: {pilot: {title: Pilot, origin: port, handling: sealed}}
channels: {phone: {title: Phone, between: all, leak: 100}}
arrangements: {safe: {title: Safe, cost: 1, changes: {channels: {phone: {leak: 0}}}}}
turns: [{title: One}]
`, "5 port: share pilot to guard")
	x := dayBefore(t, d, "safe")
	if len(x.Leaks) != 1 || x.Leaks[0].Before == nil || x.Leaks[0].After != nil {
		t.Errorf("leaks change %+v, want one that is gone", x.Leaks)
	}
}

func TestAffordableSets(t *testing.T) {
	// Three points buy nothing, fast, rule, group, fast and rule, fast and group, rule
	// and group; all three cost four. What the story holds is not for sale.
	d := look(t, chain, "13 port: share pilot to guard\n38 guard: share pilot to mayor\n45 mayor: decide boat south\n70")
	sets, err := d.Affordable()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, s := range sets {
		names = append(names, d.ArrangementNames(s))
	}
	equal(t, "sets", names, []string{"", "Fast wire", "Rule", "Group", "Fast wire, Rule", "Fast wire, Group", "Group, Rule"})

	// Only the fast wire makes anything better; nothing can be better for meetings and
	// leaks, of which there were none.
	best, err := d.BestSets()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{
		"latency": d.ArrangementNames(best.Latency.Set), "blind": d.ArrangementNames(best.Blind.Set),
		"convene": d.ArrangementNames(best.Convene.Set), "leaks": d.ArrangementNames(best.Leaks.Set),
	}
	equal(t, "best", got, map[string]string{"latency": "Fast wire", "blind": "Fast wire", "convene": "", "leaks": ""})
}

func TestSheetsOfTheDifference(t *testing.T) {
	d := look(t, chain, "12 port: call table\n13 port: share pilot to guard\n38 guard: share pilot to mayor\n45 mayor: decide boat south\n61 port: say horn in table\n70")
	if s := dayBefore(t, d).Sheets(); len(s) != 0 {
		t.Errorf("with nothing chosen there are sheets: %v", s)
	}
	var got []string
	for _, s := range dayBefore(t, d, "fast", "group").Sheets() {
		got = append(got, "# "+s.Title)
		got = append(got, cells(Indicator{Rows: s.Rows})...)
		for _, row := range s.Rows {
			equal(t, s.Title, len(row), len(s.Columns))
		}
	}
	equal(t, "sheets", got, []string{
		"# Latency of a fact",
		"Pilot | Mayor | 48 min | 12 min",
		"Horn | Mayor | 1 min | longer than 10 min",
		"# Missing from decisions",
		"Boat | Mayor | Pilot | ",
		"# Time to convene",
		"Table | T+0:12 | 30 min | 5 min",
		"# Moves made at another time",
		"8 | Guard → Mayor: “Pilot”, by Wire, arrives T+0:58 | T+0:38 | T+0:20",
		"# Moves that no longer apply",
		"12 | Port says in Table: “Horn” | “Table” sits from T+0:17 to T+0:37, and Port holds “Horn” from T+1:00 only.",
	})
}

func TestBudgetOfATurnLeftOut(t *testing.T) {
	text := replaced(chain, "turns:", "lengths: {30: {turns: {one: 30}}}\nturns:")
	d := New(played(t, text, engine.Setup{Length: "30"}, "20"))
	if points, ok := d.Budget(); points != 3 || !ok {
		t.Errorf("the budget is %d (%t), want the 3 of the turn that was left out", points, ok)
	}
}

func TestNoBudgetNoSets(t *testing.T) {
	d := look(t, harbour, "20")
	if _, err := d.BestSets(); err == nil {
		t.Error("sets are tried in a scenario that sells none")
	}
	if _, err := d.Sets("nothing-such"); err == nil {
		t.Error("an arrangement that does not exist is found")
	}
}

// With nothing chosen the difference is empty for every record, and the record is
// played to the letter; with something chosen every move of the record is accounted
// for. Random plays of the workshop and of the scenarios that ship.
func TestDayBeforeProperties(t *testing.T) {
	all := programs(t)
	rapid.Check(t, func(t *rapid.T) {
		d := dice(func(n int) int {
			if n <= 1 {
				return 0
			}
			return rapid.IntRange(0, n-1).Draw(t, "d")
		})
		p := all[d(len(all))]
		r := randomPlay(t, plainDice(uint64(d(1<<30))), p, 10+d(150))
		x := New(r)
		checkNothingChosen(t, x)
		checkAccounted(t, x, x.DayBefore(uint64(d(1<<min(p.Arrangements(), 20)))))
	})
}

// Every shipped plan, with nothing chosen and under every affordable set.
func TestDayBeforeOfPlans(t *testing.T) {
	for _, name := range plans(t) {
		t.Run(name, func(t *testing.T) {
			d := New(planned(t, name))
			checkNothingChosen(t, d)
			best, err := d.BestSets()
			if _, sells := d.Budget(); !sells {
				return
			} else if err != nil {
				t.Fatal(err)
			}
			for _, x := range best.Tried {
				checkAccounted(t, d, x)
			}
			for _, b := range []*DayBefore{best.Latency, best.Blind, best.Convene, best.Due, best.Leaks} {
				if !slices.Contains(best.Tried, b) {
					t.Error("the best set was not among those tried")
				}
			}
		})
	}
}

func checkNothingChosen(t failer, d *Debrief) {
	t.Helper()
	x := d.DayBefore(0)
	if !x.Same() {
		t.Fatalf("with nothing chosen something is different: retimed %v, gone %v, adapted %v, %+v against %+v", x.Retimed, x.Gone, x.Adapted, x.Before, x.After)
	}
	if len(x.again.rec.Moves) != len(d.rec.Moves) {
		t.Fatalf("with nothing chosen %d moves became %d", len(d.rec.Moves), len(x.again.rec.Moves))
	}
	for i := range d.rec.Moves {
		if !slices.Equal(x.again.rec.Moves[i].Events, d.rec.Moves[i].Events) {
			t.Fatalf("with nothing chosen line %d has other events", d.rec.Moves[i].Line)
		}
	}
}

// checkAccounted holds that each line of the record was played again, or is told of as
// gone; that the play can be folded; and that nothing went back in story time.
func checkAccounted(t failer, d *Debrief, x *DayBefore) {
	t.Helper()
	seen := map[int]int{}
	for _, m := range x.again.rec.Moves {
		if m.Did.Kind != engine.MoveAdvance {
			seen[m.Line]++
		}
	}
	for _, g := range x.Gone {
		if g.Reason == "" {
			t.Fatalf("line %d is gone without a reason", g.Line)
		}
		if g.Move.Kind != engine.MoveAdvance {
			seen[g.Line]++
		}
	}
	for _, m := range d.rec.Moves {
		if m.Did.Kind != engine.MoveAdvance && seen[m.Line] != 1 {
			t.Fatalf("line %d (%s) is accounted for %d times", m.Line, plan.Format(d.p, m.Did), seen[m.Line])
		}
	}
	clock := int32(-1 << 31)
	for _, m := range x.again.rec.Moves {
		for _, e := range m.Events {
			if e.At < clock {
				t.Fatalf("line %d goes back in time", m.Line)
			}
			clock = e.At
		}
	}
	if _, _, err := x.again.At(x.again.Events() - 1); err != nil {
		t.Fatalf("the play does not fold: %v", err)
	}
	if !slices.IsSortedFunc(x.Retimed, func(a, b Retimed) int { return int(a.To - b.To) }) {
		t.Fatalf("retimed moves are not in the order of their new times")
	}
}
