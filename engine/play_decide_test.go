package engine

import (
	"strings"
	"testing"
)

// lead: the first of `by` decides.
func TestLead(t *testing.T) {
	x := sit(t, `
roles: {a: Port, b: B, c: C}
turns:
  - decisions:
      boat: {by: [a, b], options: {south: South, berth: {title: Berth, requires: flag('free'), locked: The berth is taken.}}}
`).begin()
	x.refused("decide role:c decision:boat option:south", "owner")
	x.refused("decide role:b decision:boat option:south", "lead")
	x.refused("propose role:a decision:boat option:south", "alone")
	if r := x.refused("decide role:a decision:boat option:berth", "locked"); !strings.Contains(r.Seat, "The berth is taken.") {
		t.Errorf("the lock is explained as %q", r.Seat)
	}
	x.do("decide role:a decision:boat option:south words:Nearer").wants("0 decided why:owners role:a decision:boat option:south")
	x.refused("decide role:a decision:boat option:south", "closed")
	if got := x.view("b").Decisions[0].Answer; got != "South" {
		t.Errorf("the other owner sees the answer %q, want South", got)
	}
}

// all: the first proposes, the others agree or object. An objection keeps its
// reason and withdraws the proposal; the last agreement decides.
func TestAll(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B, c: C}
channels: {slow: {between: all, delay: 5m}}
turns:
  - decisions:
      boat: {by: [a, b], rule: all, concur: [c], due: 50m, default: berth, options: {south: South, berth: Berth}}
`).begin()
	x.refused("decide role:a decision:boat option:south", "concur")
	x.do("propose role:b decision:boat option:south words:It is nearer").wants(
		"0 proposed role:b decision:boat option:south",
		"0 asked why:agreement from:b to:a about:boat what:south arrives:5",
		"0 asked why:agreement from:b to:c about:boat what:south arrives:5",
	)
	x.refused("answer role:a decision:boat verdict:agrees", "unasked")
	x.upTo(6)
	if a := x.view("c").Asked; len(a) != 1 || a[0].Words != "It is nearer" || !strings.Contains(a[0].Text, "South") {
		t.Errorf("the one who must agree is asked %+v", a)
	}
	x.refused("answer role:a decision:boat verdict:view", "verdict")
	x.do("answer role:c decision:boat verdict:objects words:There is fog")
	x.do("answer role:a decision:boat verdict:agrees")
	x.upTo(11).includes("11 answer-arrived why:agreement from:b to:c about:boat what:south verdict:objects").lacks("decided")
	if a := x.view("b").Asks; len(a) != 1 || a[0].Words != "There is fog" {
		t.Errorf("the one who proposed sees the answers %+v, want the objection with its reason", a)
	}
	x.do("propose role:b decision:boat option:berth").upTo(16)
	x.do("answer role:a decision:boat verdict:agrees").do("answer role:c decision:boat verdict:agrees")
	x.upTo(21).includes("21 decided why:owners role:b decision:boat option:berth")
}

// majority: what more than half of the owners want is decided; a vote can be
// changed until then, and is nobody else's to see.
func TestMajority(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B, c: C}
turns: [{decisions: {boat: {by: [a, b, c], rule: majority, options: {south: South, berth: Berth}}}}]
`).begin()
	x.do("decide role:a decision:boat option:south").wants("0 voted role:a decision:boat option:south")
	if got := x.view("b").Decisions[0]; got.Answer != "" {
		t.Errorf("another owner sees the vote %q", got.Answer)
	}
	x.do("decide role:a decision:boat option:berth").wants("0 voted role:a decision:boat option:berth")
	x.do("decide role:b decision:boat option:south").do("decide role:c decision:boat option:south")
	x.wants("0 voted role:c decision:boat option:south", "0 decided why:owners role:c decision:boat option:south")
}

// each: every owner answers and defaults alone, blind to the others until the last
// has answered; then whether they agree is an event. Public outcomes wait, too.
func TestEach(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B, c: C}
measures: {trust: 50}
turns:
  - decisions:
      line:
        by: [a, b, c]
        rule: each
        default: calm
        within: 10m
        options: {calm: {title: Calm, outcome: Calm!, public: true, effects: {trust: 1}}, alarm: {title: Alarm, outcome: Alarm!}}
rules:
  - {when: "chose('line', 'a') == 'alarm'", then: [set: a-alarm]}
  - {when: "chose('line') == 'calm'", then: [set: all-calm]}
`).begin()
	x.do("decide role:a decision:line option:calm").wants("0 decided why:owners role:a decision:line option:calm", "0 measured measure:trust by:1 to:51")
	x.refused("decide role:a decision:line option:alarm", "answered")
	for _, role := range []string{"b", "c", ""} {
		if v := x.view(role); len(v.Outcomes) > 0 || role != "" && v.Decisions[0].Answer != "" {
			t.Errorf("%q sees the answer of another owner: %+v %+v", role, v.Outcomes, v.Decisions)
		}
	}
	if v := x.view("a"); len(v.Outcomes) != 1 || v.Decisions[0].Answer != "Calm" {
		t.Errorf("the owner does not see its own answer: %+v", v.Outcomes)
	}
	x.do("decide role:b decision:line option:calm")
	x.upTo(11).includes(
		"10 due decision:line",
		"10 decided why:default role:c decision:line option:calm",
		"10 compared why:same decision:line",
		"10 rule rule:2",
	)
	if got := x.view("").Outcomes; len(got) != 1 {
		t.Errorf("everyone's screen shows %d outcomes, want the public one, once", len(got))
	}
}

// An owner that has no default lapses alone, and then they do not agree.
func TestEachLapses(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
turns: [{decisions: {line: {by: [a, b], rule: each, within: 10m, options: {calm: Calm}}}}]
`).begin()
	x.do("decide role:a decision:line option:calm")
	x.upTo(11).wants("10 due decision:line", "10 lapsed why:time role:b decision:line", "10 compared why:different decision:line")
}

// Consultation takes the fastest channel there and back, and lapses with the
// decision; the asker does not see when an answer sets out.
func TestConsult(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B, c: C}
channels: {slow: {between: all, delay: 20m}, quick: {between: [a, b], delay: 5m, clear: true}}
turns: [{decisions: {boat: {by: a, consult: [b, c], within: 30m, default: s, options: {s: South}}}}]
`).begin()
	x.do("consult role:a decision:boat to:[b,c] words:What do you think?").wants(
		"0 asked why:view from:a to:b about:boat arrives:5",
		"0 asked why:view from:a to:c about:boat arrives:20",
	)
	x.refused("consult role:a decision:boat to:[b]", "asked")
	x.upTo(5)
	before := x.view("a")
	x.do("answer role:b decision:boat verdict:view words:South, surely")
	x.wants("5 answered why:view from:a to:b about:boat verdict:view arrives:10")
	if after := x.view("a"); len(after.Asks) != 2 || after.Asks[0] != before.Asks[0] {
		t.Errorf("the asker sees %+v when an answer sets out, before %+v", after.Asks, before.Asks)
	}
	x.upTo(10).wants("10 answer-arrived why:view from:a to:b about:boat verdict:view")
	x.upTo(29).do("answer role:c decision:boat verdict:view")
	x.upTo(31).includes("30 due decision:boat", "30 decided why:default decision:boat option:s")
	last := x.lines()[len(x.lines())-1]
	if !strings.HasPrefix(last, "30 question-lapsed why:view from:a to:c about:boat") {
		t.Errorf("the consultation that came too late ends with %q", last)
	}
}

// At one table, and in one meeting, questions arrive at once.
func TestConsultAtOnce(t *testing.T) {
	x := sitAs(t, `
seatings: {2: {Centre: [a, b]}}
roles: {a: A, b: B, c: C, d: D}
channels: {slow: {between: [a, b, c], delay: 20m}}
forums: {council: {members: [a, c], convene: 0m}}
turns: [{decisions: {boat: {by: a, options: {s: South}}}}]
`, Setup{Seating: "2"}, 1).begin()
	x.do("consult role:a decision:boat to:[b]").wants("0 asked why:view from:a to:b about:boat arrives:0")
	x.do("call role:c forum:council")
	x.do("consult role:a decision:boat to:[c]").wants("0 asked why:view from:a to:c about:boat arrives:0")
	x.refused("consult role:a decision:boat to:[d]", "unreachable")
	x.refused("consult role:a decision:boat to:[a]", "self")
}

// A reason is given with the answer, or owed and given later; it is asked of those
// who answered.
func TestReasonOwed(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
turns: [{decisions: {boat: {by: a, options: {s: South}}}}]
`).begin()
	x.refused("reason role:a decision:boat words:Too early", "reason")
	x.do("decide role:a decision:boat option:s")
	x.do("reason role:a decision:boat words:Nearer").wants("0 reason role:a decision:boat")
	x.refused("reason role:a decision:boat", "words")
	x.refused("reason role:b decision:boat words:Not mine", "owner")
}

// A decision that is like another takes over what it does not say itself; an
// arrangement's change of the one holds for the other.
func TestLike(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
arrangements: {night: {cost: 1, changes: {decisions: {coast: {within: 7m, default: shut}}}}}
turns:
  - lasts: 2h
    decisions:
      buy: {by: a, buy: 1}
      coast: {by: b, within: 30m, default: leave, options: {leave: Leave, shut: Shut}}
      coast-again: {like: coast, opens: {at: 60m}, within: 48m}
      coast-early: {like: coast, opens: {at: 60m}}
`).begin()
	x.do("decide role:a decision:buy buy:[night]")
	x.upTo(31).includes("30 due decision:coast", "30 decided why:default decision:coast option:shut")
	x.upTo(68).includes("60 opened decision:coast-again due:67", "60 opened decision:coast-early due:67",
		"67 decided why:default decision:coast-again option:shut")
}

// Outcomes go to the owners, or to everyone; effects come once, within bounds.
func TestOutcomes(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
measures: {trust: {title: Trust, start: 95}, fear: {title: Fear, start: 5, hidden: true}}
turns:
  - decisions:
      one: {by: a, options: {x: {title: X, outcome: Quiet., effects: {trust: 10, fear: -9}}}}
      two: {by: a, options: {x: {title: X, outcome: Loud., public: true, effects: {trust: -3..-3}}}}
`).begin()
	x.do("decide role:a decision:one option:x").includes("0 measured measure:trust by:5 to:100", "0 measured measure:fear by:-5 to:0")
	if got := len(x.view("b").Outcomes); got != 0 {
		t.Errorf("another role sees %d outcomes that are not public", got)
	}
	x.do("decide role:a decision:two option:x").includes("0 measured measure:trust by:-3 to:97")
	if v := x.view(""); len(v.Outcomes) != 1 || v.Outcomes[0].Text != "Loud." || len(v.Measures) != 0 {
		t.Errorf("everyone's screen shows %+v", v)
	}
	if v := x.view("b"); len(v.Measures) != 1 || v.Measures[0].Value != 97 {
		t.Errorf("a seat sees the measures %+v, want trust only", v.Measures)
	}
}

// A seat sees whether its decision, or its own answer, was nobody's choice.
func TestDefaultIsShown(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
turns:
  - decisions:
      one: {by: a, within: 5m, default: s, options: {s: South}}
      line: {by: [a, b], rule: each, within: 5m, default: s, options: {s: South}}
`).begin()
	x.do("decide role:b decision:line option:s").upTo(6)
	if v := x.view("a").Decisions; !v[0].Default || !v[1].Default {
		t.Errorf("the seat that did not answer sees %+v", v)
	}
	if v := x.view("b").Decisions; v[0].Default {
		t.Errorf("the seat that answered sees its answer as nobody's choice: %+v", v)
	}
}
