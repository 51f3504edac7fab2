package engine

import (
	"slices"
	"testing"
)

const dayBefore = `
handling: [open, sealed]
sends: 3
roles: {a: A, b: B, c: {title: C, cleared: open}}
facts: {plan: {title: The plan, handling: sealed, origin: a}}
channels: {desk: {between: all, delay: 20m, leak: 50}, hotline: {between: [a, b], under: line}}
forums: {council: {convene: 60m, lasts: 10m}}
arrangements:
  line: {title: A line, cost: 1, owners: [a, b], upkeep: 2}
  quick: {title: Quick, cost: 2, changes: {channels: {desk: {delay: 5m, leak: 0}}, forums: {council: {convene: 10m}}}}
  quicker: {title: Quicker, cost: 2, changes: {channels: {desk: {delay: 1m}}, roles: {c: {cleared: sealed}}, facts: {plan: {releasable: [c]}}}}
  night: {title: Night, changes: {channels: {desk: {delay: 3m}}}}
turns:
  - lasts: 1h
    decisions:
      settle: {by: [a, b], rule: all, buy: 4, keep: owned, each: 1}
  - {lasts: 1h, adopt: [night]}
  - {lasts: 1h}
rules:
  - {when: owned('line'), then: [set: owned]}
  - {when: lapsed() > 0, then: [set: lapsed]}
`

// A set of arrangements is decided like an option; each needs a seat that accepts
// it aloud, or it lapses when the turn ends.
func TestPurchase(t *testing.T) {
	x := sit(t, dayBefore).begin()
	x.refused("propose role:a decision:settle buy:[line,quick,quicker]", "points")
	x.refused("propose role:a decision:settle buy:[night]", "arrangement")
	x.refused("own role:a arrangement:line", "arrangement")
	x.do("propose role:a decision:settle buy:[line,quick]").upTo(20).do("answer role:b decision:settle verdict:agrees")
	x.upTo(40).includes("40 decided why:owners role:a decision:settle option:purchase buy:[line,quick]",
		"40 adopted why:owners arrangement:line owner-needed:1", "40 adopted why:owners arrangement:quick owner-needed:1")
	x.refused("own role:c arrangement:line", "owner")
	x.do("own role:a arrangement:line").wants("40 owned role:a arrangement:line", "40 rule rule:1", "40 flag flag:owned set:1")
	x.refused("own role:b arrangement:line", "owned")
	x.refused("own role:a arrangement:quick", "each")
	if got, want := x.view("c").Standing, []string{"A line", "Quick"}; !slices.Equal(got, want) {
		t.Errorf("the seats see the arrangements %q, want %q", got, want)
	}
	x.upTo(60).includes("60 turn-ended turn:turn-1", "60 dropped why:no-owner arrangement:quick", "60 rule rule:2")
	if a, b := x.view("a").Slips, x.view("b").Slips; a != 1 || b != 3 {
		t.Errorf("slips in the next turn: owner %d, other %d; want 1 (upkeep) and 3", a, b)
	}
}

// Who must agree to an arrangement must agree before it is bought.
func TestPurchaseConcur(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
arrangements: {line: {cost: 1, concur: b}, other: {cost: 1}}
turns: [{decisions: {settle: {by: a, buy: 2}}}]
`).begin()
	x.refused("decide role:a decision:settle buy:[line,other]", "concur")
	x.do("propose role:a decision:settle buy:[line,other]").do("answer role:b decision:settle verdict:objects")
	x.do("decide role:a decision:settle buy:[other]").wants(
		"0 decided why:owners role:a decision:settle option:purchase buy:[other]", "0 adopted why:owners arrangement:other")
}

// Sets can't be counted against one another: where a majority, or each alone, is
// to buy, all must agree.
func TestPurchaseByMajority(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B, c: C}
arrangements: {line: {cost: 1}}
turns: [{decisions: {settle: {by: [a, b, c], rule: majority, buy: 2}}}]
`).begin()
	x.refused("decide role:a decision:settle buy:[line]", "concur")
	x.do("propose role:a decision:settle buy:[line]").do("answer role:b decision:settle verdict:agrees")
	x.do("answer role:c decision:settle verdict:agrees").includes("0 adopted why:owners arrangement:line")
}

// An arrangement changes what it says while it holds, the later in the file wins,
// and a channel may exist only under one.
func TestArrangementsChange(t *testing.T) {
	x := sit(t, dayBefore).begin()
	x.do("improvise to:[a] fact:plan words:The plan.")
	x.refused("share role:a fact:plan to:b by:hotline", "channel")
	x.do("rule ruling:allowed besides:decide what:settle to:a who:[line,quick] words:Settled by the room.")
	x.do("share role:a fact:plan to:b by:hotline").includes("0 arrived from:a to:b fact:plan by:hotline")
	x.do("call role:a forum:council").wants("0 called why:owners by:a forum:council sits:10")
	x.do("share role:a fact:plan to:b by:desk").wants("0 shared from:a to:b fact:plan by:desk arrives:5")
	x.do("own role:a arrangement:line").do("own role:b arrangement:quick").upTo(61)
	if got := x.now.channels[0].delay; got != 3 {
		t.Errorf("with quick and night the desk takes %d minutes, want 3: the later in the file wins", got)
	}
	x.upTo(121)
	if got := x.now.channels[0].delay; got != 5 {
		t.Errorf("after the night the desk takes %d minutes, want 5", got)
	}
}

// What is dropped no longer holds, has no owner, and can be bought again.
func TestDropped(t *testing.T) {
	x := sit(t, `
roles: {a: A}
arrangements: {line: {cost: 1}, night: Night}
turns:
  - adopt: [night]
    decisions:
      buy: {by: a, buy: 1, keep: owned}
      drop: {by: a, options: {x: {title: X, then: [{drop: line}, {drop: night}, {adopt: night}]}}}
      again: {by: a, buy: 1, keep: owned}
rules: [{when: not agreed('night'), then: [set: light]}, {when: not owned('line'), again: true, then: [set: unowned]}]
`).begin()
	x.do("decide role:a decision:buy buy:[line]").do("own role:a arrangement:line").includes("0 owned role:a arrangement:line")
	x.do("decide role:a decision:drop option:x").includes("0 dropped why:by-story arrangement:line",
		"0 dropped why:by-story arrangement:night", "0 adopted why:by-story arrangement:night")
	if x.owner(0) >= 0 {
		t.Error("a dropped arrangement still has an owner")
	}
	x.do("decide role:a decision:again buy:[line]").do("own role:a arrangement:line").includes("0 owned role:a arrangement:line")
	x.upTo(61).lacks("dropped")
}

// Injects can be skipped, delayed, brought forward, and improvised.
func TestInjectsByHand(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
facts: {news: News}
turns:
  - injects:
      - {id: one, at: 10m, to: a, text: One}
      - {id: two, at: 20m, to: a, text: Two, facts: [news]}
      - {id: three, at: 30m, to: a, text: Three}
`).begin()
	x.do("skip inject:one").wants("0 moved why:skipped inject:one")
	x.refused("skip inject:one", "skipped")
	x.do("deliver inject:two").wants("0 delivered why:control inject:two to:[a]", "0 learned why:inject role:a fact:news by:two")
	x.refused("deliver inject:two", "delivered")
	x.do("delay inject:three minutes:5").wants("0 moved why:delayed inject:three until:35")
	x.do("delay inject:three minutes:5").wants("0 moved why:delayed inject:three until:40")
	x.upTo(50).wants("10 passed why:handled inject:one", "20 passed why:handled inject:two", "30 passed why:handled inject:three",
		"40 delivered why:control inject:three to:[a]")
	x.do("deliver inject:one").wants("50 delivered why:control inject:one to:[a]")
	x.refused("improvise to:[] words:Hello", "nobody")
	x.do("improvise to:[a,b] fact:news words:The radio says so.").wants("50 improvised fact:news to:[a,b]",
		"50 learned why:improvised role:b fact:news")
	if in := x.view("").Injects; len(in) != 1 || in[0].Text != "The radio says so." {
		t.Errorf("everyone's screen shows %+v, want what was addressed to all", in)
	}
}

// A contingency is offered at its time, if it is true then; control delivers it.
func TestContingency(t *testing.T) {
	const text = `
roles: {a: A, b: B}
forums: {council: {members: all}}
turns:
  - injects:
      - {id: nobody-called, contingency: not called('council'), at: 10m, to: all, text: "Why has nobody called?"}
`
	x := sit(t, text).begin()
	x.do("advance to:next").wants("10 offered inject:nobody-called")
	x.do("deliver inject:nobody-called").wants("10 delivered why:control inject:nobody-called to:[a,b]")
	x = sit(t, text).begin()
	x.do("call role:a forum:council").do("advance to:next").includes("10 passed why:not-true inject:nobody-called")
	x = sit(t, text).begin()
	x.do("delay inject:nobody-called minutes:10").do("advance to:next").includes("20 offered inject:nobody-called")
}

// Rulings: noted, and any of telling, seating a meeting, deciding early or for
// another seat, nudging a measure, delivering an inject.
func TestRulings(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B, c: C}
facts: {news: News}
measures: {trust: 50}
turns:
  - lasts: 1h
    decisions:
      boat: {by: a, opens: {at: 30m}, options: {s: {title: S, requires: flag('never')}, o: {title: Own idea, free: true}}}
      line: {by: [a, b], rule: each, options: {x: X}}
injects: {press: {to: all, text: Press}}
rules: [{when: turn > 5, then: [{inject: press}, {set: never}]}]
`).begin()
	x.do("rule role:a ruling:noted words:We would call the minister.").wants("0 ruled role:a ruling:noted")
	x.do("rule ruling:allowed besides:tell what:news to:b").wants("0 ruled why:tell ruling:allowed", "0 learned why:story role:b fact:news")
	x.do("rule ruling:allowed besides:meeting who:[a,b]").wants("0 ruled why:meeting ruling:allowed",
		"0 called why:ruling forum:seated-meeting sits:0 members:[a,b]", "0 sat forum:seated-meeting until:60 members:[a,b]")
	x.refused("rule ruling:allowed besides:meeting who:[a,c]", "sits")
	x.refused("rule ruling:allowed besides:meeting who:[a]", "sits")
	x.do("say role:b fact:news forum:seated-meeting").includes("0 learned why:forum role:a fact:news from:b by:seated-meeting")
	x.refused("call role:a forum:seated-meeting", "seated")
	x.do("rule ruling:partly besides:nudge what:trust by:-7").wants("0 ruled why:nudge ruling:partly", "0 measured measure:trust by:-7 to:43")
	x.do("rule ruling:later besides:deliver what:press").includes("0 delivered why:ruling inject:press to:[a,b,c]")
	x.refused("rule ruling:later besides:deliver what:press", "delivered")
	x.do("rule ruling:not besides:decide what:boat option:s").wants("0 ruled why:decide ruling:not",
		"0 opened decision:boat due:60", "0 decided why:ruling decision:boat option:s")
	x.refused("rule ruling:allowed besides:decide what:line option:x", "owner")
	x.do("rule ruling:allowed besides:decide what:line to:b option:x").includes("0 decided why:ruling role:b decision:line option:x")
	x.upTo(60).includes("30 passed why:handled").lacks("opened")
}

// Stop freezes everything and fills every screen; lifted, it goes on.
func TestStop(t *testing.T) {
	x := sit(t, `
roles: {a: A}
turns: [{decisions: {boat: {by: a, options: {s: S}}}}]
`).begin()
	x.refused("lift", "stopped")
	x.do("stop words:A real fire alarm").wants("0 stopped")
	for _, move := range []string{"advance to:next", "decide role:a decision:boat option:s", "end", "stop"} {
		x.refused(move, "stopped")
	}
	for _, role := range []string{"", "a"} {
		if v := x.view(role); !v.Stopped || v.StopWords != "A real fire alarm" {
			t.Errorf("the screen of %q shows %v %q", role, v.Stopped, v.StopWords)
		}
	}
	x.do("observe words:They left in order.")
	x.do("lift").do("advance to:next")
}

// Observations, ratings, pins, actions and confirmations are accepted at any time.
func TestNotes(t *testing.T) {
	x := sit(t, `
objectives: {share: Share in time}
roles: {a: A}
facts: {news: News}
turns: [{decisions: {boat: {by: a, needs: [news], options: {s: S}}}}]
`)
	notes := map[string]string{
		"observe role:a objective:share words:Well done": " observed role:a objective:share",
		"rate objective:share rating:P":                  " rated objective:share rating:P",
		"pin words:Come back to this":                    " pinned",
		"act role:a objective:share words:Write it down": " action role:a objective:share",
		"confirm decision:boat fact:news as:told":        " confirmed decision:boat fact:news as:told",
	}
	for _, before := range []string{"", "start", "stop", "lift", "end"} {
		if before != "" {
			x.do(before)
		}
		for move, want := range notes {
			x.do(move).wants("0" + want)
		}
	}
	x.refused("pin", "words")
}

// Slips are granted where they are counted, and only so many at a time.
func TestSlips(t *testing.T) {
	x := sit(t, `
roles: {a: {title: A, sends: 0}, b: B}
turns: [{title: One}]
`).begin()
	x.refused("slips role:b number:1", "slips")
	x.refused("slips role:a number:51", "slips")
	x.do("slips role:a number:2 words:A good reason").wants("0 slips role:a number:2")
	if got := x.view("a").Slips; got != 2 {
		t.Errorf("the seat has %d slips, want 2", got)
	}
}
