package engine

import (
	"slices"
	"testing"
)

// Within a minute the order is: arrivals of shares, questions and answers, forums,
// injects, openings, due times, the turn's end; then the order of the file, then
// of sending.
func TestOrderWithinAMinute(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
facts: {one: One, two: Two}
channels: {slow: {between: all, delay: 30m}}
forums: {council: {convene: 30m, lasts: 5m}}
turns:
  - lasts: 30m
    injects:
      - {id: first, to: a, facts: [one, two], text: First}
      - {id: second, at: 30m, to: a, text: Second}
      - {id: third, at: 30m, to: b, text: Third}
    decisions:
      early: {by: a, within: 30m, options: {x: X}}
      late: {by: b, opens: {at: 30m}, options: {y: Y}}
  - title: Next
    lasts: 10m
    injects: [{id: next, to: all, text: Next}]
`)
	x.begin()
	x.do("call role:b forum:council")
	x.do("message role:b to:[a] words:Hello")
	x.do("share role:a fact:two to:b by:slow")
	x.do("share role:a fact:one to:b by:slow")
	x.upTo(30)
	x.wants(
		"30 arrived from:a to:b fact:two by:slow",
		"30 learned why:share role:b fact:two from:a by:slow",
		"30 arrived from:a to:b fact:one by:slow",
		"30 learned why:share role:b fact:one from:a by:slow",
		"30 message-arrived from:b to:a",
		"30 sat forum:council until:35 members:[a,b]",
		"30 delivered inject:second to:[a]",
		"30 delivered inject:third to:[b]",
		"30 opened decision:late due:30",
		"30 due decision:early",
		"30 due decision:late",
		"30 lapsed why:time decision:early",
		"30 lapsed why:time decision:late",
		"30 turn-ended turn:turn-1",
		"30 turn-began turn:turn-2",
		"30 delivered inject:next to:[a,b]",
	)
}

// Reaching a due time announces it; the default is applied by the next advance,
// and marked as nobody's choice.
func TestDueThenDefault(t *testing.T) {
	const text = `
roles: {a: A}
turns:
  - decisions:
      boat: {by: a, due: 20m, default: berth, options: {south: South, berth: Berth}}
`
	x := sit(t, text).begin().do("advance to:next").wants("20 due decision:boat")
	x.do("advance to:next").includes("20 decided why:default decision:boat option:berth")

	x = sit(t, text).begin().do("advance to:next")
	x.do("decide role:a decision:boat option:south").wants("20 decided why:owners role:a decision:boat option:south")
	x.do("advance to:next").lacks("decided")
}

// The default is applied by pace's advances too: they are ordinary ones, a minute
// at a time.
func TestDefaultByPace(t *testing.T) {
	x := sit(t, `
roles: {a: A}
turns:
  - pace: 5
    decisions:
      boat: {by: a, due: 20m, default: berth, options: {south: South, berth: Berth}}
`).begin()
	x.upTo(20).wants("20 due decision:boat")
	x.upTo(25).wants("20 decided why:default decision:boat option:berth")
}

// More time puts the announcement off; where story time runs by itself the minutes
// count in the story, and a default that was about to be applied waits.
func TestMoreTime(t *testing.T) {
	x := sit(t, `
roles: {a: A}
turns:
  - pace: 5
    decisions:
      boat: {by: a, due: 20m, default: berth, options: {south: South, berth: Berth}}
`).begin()
	x.upTo(20)
	x.do("more-time decision:boat minutes:2").wants("20 more-time decision:boat due:30 minutes:2")
	x.upTo(29).wants()
	x.upTo(30).wants("30 due decision:boat")
	x.refused("more-time decision:boat minutes:0", "time")
	x.upTo(31).includes("30 decided why:default decision:boat option:berth")
	x.refused("more-time decision:boat minutes:1", "closed")
}

// Gaps between turns deliver what is under way, and in them nothing of the script
// happens.
func TestGapsDeliver(t *testing.T) {
	x := sit(t, `
roles: {a: {title: A, knows: [one]}, b: B}
facts: {one: One}
channels: {slow: {between: all, delay: 90m}}
turns:
  - {title: First, lasts: 60m}
  - {title: Second, at: T+3h, lasts: 60m}
`).begin()
	x.do("share role:a fact:one to:b by:slow")
	x.do("advance to:next").wants("60 turn-ended turn:turn-1")
	x.do("advance to:next").wants(
		"90 arrived from:a to:b fact:one by:slow",
		"90 learned why:share role:b fact:one from:a by:slow",
		"180 turn-began turn:turn-2",
	)
	x.do("advance to:next").wants("240 turn-ended turn:turn-2")
	x.refused("advance to:next", "over")
	x.do("end").wants("240 ended ending:end")
}

// The first ending that holds; the notes whose condition holds stand beneath.
func TestEndings(t *testing.T) {
	const text = `
roles: {a: A}
measures: {trust: 50}
turns:
  - decisions:
      give: {by: a, options: {yes: {title: Yes, effects: {trust: 30}}, no: No}}
endings:
  good: {title: Good, when: trust > 60, notes: [{text: Very good, when: trust > 79}, {text: Best, when: trust > 90}, Always]}
  also: {title: Also good, when: trust > 55}
  last: {title: Last, text: So it ends.}
`
	x := sit(t, text).begin().do("decide role:a decision:give option:yes")
	x.do("end").wants("0 ended ending:good")
	v := x.view("a")
	if want := []string{"Very good", "Always"}; v.Ending != "Good" || !slices.Equal(v.EndNotes, want) {
		t.Errorf("the ending shown is %q with %q, want Good with %q", v.Ending, v.EndNotes, want)
	}
	x = sit(t, text).begin().do("end").wants("0 ended ending:last")
	if v := x.view(""); v.EndText != "So it ends." {
		t.Errorf("everyone's screen shows the ending %q", v.EndText)
	}
	x.refused("advance to:next", "ended")
	x.do("observe words:They parted as friends.")
}

// A consequence may end the exercise; nothing follows behind it.
func TestThenEnd(t *testing.T) {
	x := sit(t, `
roles: {a: A}
measures: {trust: 50}
turns:
  - decisions:
      stay: {by: a, options: {no: {title: No, then: [{end: first}, {end: last}, {set: gone}]}}}
rules: [{when: flag('gone'), then: [effects: {trust: 1}]}]
endings: {first: {title: First, when: trust < 0}, last: Last}
`).begin()
	x.do("decide role:a decision:stay option:no").wants(
		"0 decided why:owners role:a decision:stay option:no",
		"0 ended ending:first",
	)
}

// A turn that a length leaves out has left what it leaves: text, facts, choices,
// effects, flags, and decisions put into the next turn played.
func TestTurnsLeftOut(t *testing.T) {
	x := sitAs(t, `
lengths: {30: {turns: {second: 20}}}
roles: {a: A, b: B}
facts: {one: One}
measures: {trust: 50}
turns:
  - id: first
    lasts: 2h
    injects: [{id: never, to: a, text: Never}]
    decisions:
      release: {by: a, options: {hold: Hold, full: Full}}
      leak: {by: b, opens: {at: 30m}, within: 10m, options: {talk: Talk}}
    skipped: {text: They waited., knows: {b: [one]}, chose: {release: hold}, effects: {trust: -5}, set: [waited], opens: [leak]}
  - id: second
    situation: Morning.
    decisions:
      later: {by: a, options: {x: {title: X, requires: chose('release') == 'hold' and flag('waited')}}}
  - id: third
    skipped: {text: Nobody sees this., effects: {trust: -40}}
`, Setup{Length: "30"}, 1)
	x.begin()
	x.wants(
		"120 turn-left-out turn:first",
		"120 learned why:turn-left-out role:b fact:one",
		"120 decided why:assumed decision:release option:hold",
		"120 measured measure:trust by:-5 to:45",
		"120 flag flag:waited set:1",
		"120 turn-began turn:second",
		"120 opened decision:later due:180",
	)
	x.do("advance to:next").wants("150 opened decision:leak due:160")
	x.do("decide role:a decision:later option:x")
	x.do("advance to:next").do("advance to:next").includes("180 turn-ended turn:second")
	if got := x.State().Phase(); got != Over {
		t.Errorf("after the last turn played the phase is %d, want Over", got)
	}
	if got := x.measureNow("trust"); got != 45 {
		t.Errorf("trust is %d: a turn left out at the end has left something", got)
	}
}

// An exercise may begin later: what comes before is left out.
func TestFrom(t *testing.T) {
	x := sitAs(t, `
roles: {a: A}
turns:
  - {id: one, skipped: {set: [early]}}
  - {id: two, lasts: 10m}
`, Setup{From: "two"}, 1)
	x.begin().wants("60 turn-left-out turn:one", "60 flag flag:early set:1", "60 turn-began turn:two")
}

// A turn whose condition does not hold is passed over, also when it is the last.
func TestTurnPassed(t *testing.T) {
	x := sit(t, `
roles: {a: A}
turns:
  - {id: one, lasts: 10m}
  - {id: two, when: flag('never'), injects: [{id: gone, to: a, text: Gone}]}
rules: [{when: flag('always'), then: [set: never]}]
`).begin()
	x.do("advance to:next").do("advance to:next").wants("10 turn-passed turn:two line:5")
	if got := x.State().Phase(); got != Over {
		t.Errorf("the phase is %d, want Over", got)
	}
	x.refused("advance to:step", "over")
}

// A decision may open after an inject, however that came to be delivered; or at a
// consequence; its condition is looked at once, then.
func TestOpenings(t *testing.T) {
	x := sit(t, `
roles: {a: A}
turns:
  - injects: [{id: sign, at: 30m, to: a, text: Sign}]
    decisions:
      act: {by: a, opens: {after: sign}, within: 5m, options: {x: {title: X, then: [{open: more}, {open: less}, {close: idle}]}}}
      more: {by: a, opens: never, within: 10m, options: {x: X}}
      less: {by: a, opens: never, when: flag('less'), options: {x: {title: X, then: [set: less]}}}
      idle: {by: a, options: {x: X}}
`).begin()
	x.refused("decide role:a decision:act option:x", "unopened")
	x.do("deliver inject:sign").wants("0 delivered why:control inject:sign to:[a]", "0 opened decision:act due:5")
	x.do("decide role:a decision:act option:x").wants(
		"0 decided why:owners role:a decision:act option:x",
		"0 opened decision:more due:10",
		"0 not-asked decision:less",
		"0 lapsed why:closed decision:idle",
	)
	x.refused("decide role:a decision:less option:x", "unopened")
	x.upTo(40).lacks("delivered")
}

// Rules are looked at when everything has had its effects: in file order, each
// once in all, or each time its condition turns true again; never in a circle.
func TestRules(t *testing.T) {
	x := sit(t, `
roles: {a: A}
measures: {trust: 50, count: 0}
turns:
  - decisions:
      one: {by: a, options: {x: {title: X, then: [set: red]}}}
      two: {by: a, options: {x: {title: X, then: [set: red]}}}
      three: {by: a, options: {x: {title: X, then: [set: red]}}}
rules:
  - {when: trust < 50, then: [set: low]}
  - {when: flag('red'), then: [effects: {trust: -1}]}
  - {when: flag('red'), again: true, then: [{effects: {count: 1}}, {unset: red}]}
  - {when: flag('low') or not flag('low'), then: [set: begun]}
`)
	x.do("start").wants("0 started", "0 rule rule:4", "0 flag flag:begun set:1")
	x.upTo(0)
	x.do("decide role:a decision:one option:x").wants(
		"0 decided why:owners role:a decision:one option:x", "0 flag flag:red set:1",
		"0 rule rule:2", "0 measured measure:trust by:-1 to:49",
		"0 rule rule:3", "0 measured measure:count by:1 to:1", "0 flag flag:red set:0",
		"0 rule rule:1", "0 flag flag:low set:1", "0 rule-reset rule:3",
	)
	x.do("decide role:a decision:two option:x").do("decide role:a decision:three option:x")
	if got := x.measureNow("count"); got != 3 {
		t.Errorf("the rule with again: true fired %d times, want 3", got)
	}
	if got := x.measureNow("trust"); got != 49 {
		t.Errorf("the rule without again left trust at %d, want 49: once in all", got)
	}
}

// Nothing follows from anything before StartEx.
func TestRulesWaitForTheStart(t *testing.T) {
	x := sit(t, `
roles: {a: A}
measures: {trust: 50}
turns: [{title: One}]
rules: [{when: trust > 0, then: [set: begun]}]
`)
	x.do("unseat role:a plays:hasty").wants("0 seated role:a plays:hasty")
	x.do("start").wants("0 started", "0 rule rule:1", "0 flag flag:begun set:1")
}

// A leak, a rule that follows from it, and an inject that the rule sends later.
func TestLeakRuleLater(t *testing.T) {
	x := sit(t, `
handling: [open, secret]
roles: {a: {title: A, knows: [plan, fair]}, b: B}
facts: {plan: {title: Plan, handling: secret, releasable: all}, fair: {title: Fair, handling: open}}
channels: {telephone: {between: all, leak: 100}}
turns: [{title: One}]
injects: {press: {to: all, text: The press has it.}}
rules: [{when: leaked('plan'), then: [{inject: press, in: 15m}]}]
`).begin()
	x.do("share role:a fact:fair to:b by:telephone").lacks("leaked")
	x.do("share role:a fact:plan to:b by:telephone").wants(
		"0 shared from:a to:b fact:plan by:telephone arrives:0",
		"0 leaked why:channel fact:plan from:a to:b by:telephone held:[a]",
		"0 arrived from:a to:b fact:plan by:telephone",
		"0 learned why:share role:b fact:plan from:a by:telephone",
		"0 rule rule:1", "0 delayed consequence:1 until:15",
	)
	x.do("advance to:next").wants("15 followed consequence:1", "15 delivered why:by-story inject:press to:[a,b]")
}

// Chance is drawn once and for each inject by its name; a condition is looked at
// when the inject's time has come, also when control has moved that time.
func TestInjectsThatMayNotCome(t *testing.T) {
	x := sit(t, `
roles: {a: A}
turns:
  - injects:
      - {id: surely, at: 1m, to: a, text: Surely, chance: 100}
      - {id: hardly, at: 1m, to: a, text: Hardly, chance: 0}
      - {id: if-red, at: 2m, to: a, text: If red, when: flag('red')}
      - {id: unless, at: 2m, to: a, text: Unless, when: not flag('red')}
    decisions: {paint: {by: a, options: {x: {title: X, then: [set: red]}}}}
`).begin()
	x.do("delay inject:unless minutes:3").do("delay inject:hardly minutes:3")
	x.upTo(2).wants(
		"1 delivered inject:surely to:[a]", "1 passed why:handled inject:hardly",
		"2 passed why:not-true inject:if-red", "2 passed why:handled inject:unless",
	)
	x.do("decide role:a decision:paint option:x")
	x.upTo(5).wants("4 passed why:not-drawn inject:hardly", "5 passed why:not-true inject:unless")
	x.do("deliver inject:hardly").wants("5 delivered why:control inject:hardly to:[a]")
}

// A rule that feeds itself by delayed consequences goes on, but does not grow
// without end.
func TestSelfFeedingRule(t *testing.T) {
	x := sit(t, `
roles: {a: A}
turns: [{lasts: 2h, decisions: {go: {by: a, options: {x: {title: X, then: [set: red]}}}}}]
rules:
  - {when: flag('red'), again: true, then: [{unset: red}, {set: red, in: 1m}, {set: red, in: 2m}]}
`).begin()
	x.do("decide role:a decision:go option:x").upTo(119)
	if most := 2*mostDelayed + 1; x.items() > most {
		t.Errorf("%d things are under way, want at most %d", x.items(), most)
	}
}
