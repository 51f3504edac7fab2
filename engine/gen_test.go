package engine

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"example.org/whitecell/scenario"
	"pgregory.net/rapid"
)

// dice are where a generator's choices come from: a number from 0 to n-1. rapid's
// can be shrunk, and a plain generator's are quick.
type dice func(n int) int

func rapidDice(t *rapid.T) dice {
	return func(n int) int {
		if n <= 1 {
			return 0
		}
		return rapid.IntRange(0, n-1).Draw(t, "d")
	}
}

func plainDice(seed uint64) dice {
	r := rand.New(rand.NewPCG(seed, seed))
	return func(n int) int { return r.IntN(max(n, 1)) }
}

func (d dice) chance(percent int) bool { return d(100) < percent }

func pick[T any](d dice, of []T) T { return of[d(len(of))] }

// some is a list of some of these, at least one.
func some(d dice, of []string) string {
	var out []string
	for _, s := range of {
		if d.chance(40) {
			out = append(out, s)
		}
	}
	if len(out) == 0 {
		out = append(out, pick(d, of))
	}
	return "[" + strings.Join(out, ", ") + "]"
}

// taste is what a property needs a generated scenario to be without.
type taste struct {
	noHolds bool // no condition looks at who holds what
	noClock bool // no condition looks at the clock
	noRules bool // no rules, and options without consequences
	noLeaks bool // no condition looks at leaks
	noLocks bool // no option has a condition
	wide    bool // measures never reach their bounds
}

// gen writes a random small scenario. Every fact's title and text contain a word
// of its own, "Secret-" and the id, by which it can be found in a text.
type gen struct {
	dice
	taste
	at                                                       int // where the next turn begins
	asks                                                     map[string]asks
	b                                                        strings.Builder
	roles, facts, channels, forums, arrs, decisions, injects []string
}

// asks is by which rule a decision is taken, and whether others must agree.
type asks struct {
	rule   string
	concur bool
}

var proposing = []string{"lead", "all"} // the rules by which something is proposed

var ladder = []string{"open", "limited", "sealed"}

func ids(prefix string, n int) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = fmt.Sprint(prefix, i+1)
	}
	return out
}

// generated is the text of a random scenario.
func generated(d dice, is taste) string {
	g := &gen{dice: d, taste: is, asks: map[string]asks{}}
	g.roles, g.facts = ids("r", 2+d(4)), ids("f", 2+d(5))
	g.channels, g.forums, g.arrs = ids("c", 1+d(4)), ids("o", d(3)), ids("a", d(4))
	turns := 1 + d(3)
	for t := range turns {
		g.decisions = append(g.decisions, ids(fmt.Sprint("d", t+1, "x"), d(4))...)
		g.injects = append(g.injects, ids(fmt.Sprint("i", t+1, "x"), 1+d(5))...)
	}
	g.injects = append(g.injects, ids("late", 2)...)
	for _, id := range g.decisions {
		g.asks[id] = asks{rule: pick(d, scenario.DecisionRules[:])}
		if d.chance(30) {
			g.asks[id] = asks{pick(d, proposing), true}
		}
	}
	g.line("whitecell: 1\ntitle: Generated\nhandling: [open, limited, sealed]")
	if d.chance(50) {
		g.line("sends: %d", 1+d(5))
	}
	g.line("objectives:\n  k1: Say it in time")
	least, most := 0, 100
	if g.wide {
		least, most = -9999, 9999
	}
	g.line("measures:\n  m1: {title: Calm, start: 50, min: %d, max: %d}\n  m2: {title: Hidden calm, start: 40, hidden: true}", least, most)
	g.rooms(turns)
	g.people()
	g.traffic()
	for t := range turns {
		g.turn(t)
	}
	g.rest()
	return g.b.String()
}

func (g *gen) line(format string, args ...any) { fmt.Fprintf(&g.b, format+"\n", args...) }

// maybe writes a key for a share of cases.
func (g *gen) maybe(percent int, format string, args ...any) {
	if g.chance(percent) {
		g.line(format, args...)
	}
}

func (g *gen) rooms(turns int) {
	g.line("lengths:\n  30:\n    turns:")
	any := false
	for t := range turns {
		if g.chance(60) || t == turns-1 && !any {
			g.line("      t%d: 3", t+1)
			any = true
		}
	}
	if len(g.roles) > 2 {
		g.line("seatings:\n  pairs:\n    One: [r1, r2]")
	}
}

func (g *gen) people() {
	g.line("roles:")
	for _, r := range g.roles {
		g.line("  %s:\n    title: Office %s\n    brief: Brief-%s", r, r, r)
		g.maybe(40, "    cleared: %s", pick(g.dice, ladder))
		g.maybe(70, "    knows: %s", some(g.dice, g.facts))
		g.maybe(30, "    auto: %s", pick(g.dice, scenario.Temperaments[:]))
		g.maybe(20, "    sends: %d", g.dice(4))
	}
	g.line("facts:")
	versionOf := -1
	for i, f := range g.facts {
		g.line("  %s:\n    title: Secret-%s\n    text: Secret-%s text", f, f, f)
		g.maybe(60, "    handling: %s", pick(g.dice, ladder))
		if versionOf != i {
			g.maybe(70, "    origin: %s", pick(g.dice, g.roles))
		}
		g.maybe(40, "    releasable: %s", some(g.dice, g.roles))
		g.maybe(20, "    consent: %s", pick(g.dice, g.roles))
		if i+1 < len(g.facts) && versionOf != i && g.chance(40) {
			g.line("    sanitised: {%s: %dm}", g.facts[i+1], g.dice(30))
			versionOf = i + 1
		}
	}
}

func (g *gen) traffic() {
	g.line("channels:")
	for i, c := range g.channels {
		g.line("  %s:\n    delay: %dm", c, g.dice(4)*7)
		switch {
		case i == 0 || g.chance(40):
			g.line("    between: all")
		case g.chance(50):
			g.line("    from: %s\n    to: %s", some(g.dice, g.roles), some(g.dice, g.roles))
		default:
			g.line("    between: [%s, %s]", g.roles[0], pick(g.dice, g.roles[1:]))
		}
		g.maybe(50, "    leak: %d", g.dice(101))
		g.maybe(40, "    carries: %s", pick(g.dice, ladder))
		g.maybe(20, "    clear: true")
		if len(g.arrs) > 0 && i > 0 {
			g.maybe(30, "    under: %s", pick(g.dice, g.arrs))
		}
	}
	g.meetings()
	if len(g.arrs) > 0 {
		g.line("arrangements:")
	}
	for _, a := range g.arrs {
		g.line("  %s:\n    title: Agreement %s", a, a)
		if g.chance(70) || a == "a1" {
			g.line("    cost: %d", 1+g.dice(3))
		}
		g.maybe(40, "    owners: %s", some(g.dice, g.roles))
		g.maybe(30, "    concur: %s", some(g.dice, g.roles))
		g.maybe(30, "    upkeep: %d", g.dice(3))
		g.changes()
	}
}

func (g *gen) meetings() {
	if len(g.forums) > 0 {
		g.line("forums:")
	}
	for _, f := range g.forums {
		g.line("  %s:\n    title: Meeting %s\n    convene: %dm\n    lasts: %dm", f, f, g.dice(3)*9, g.dice(4)*11)
		if len(g.roles) > 2 {
			g.maybe(50, "    members: [%s, %s]", g.roles[1], g.roles[2])
		}
		g.maybe(50, "    leak: %d", g.dice(101))
		g.maybe(30, "    carries: %s", pick(g.dice, ladder))
		g.maybe(30, "    slips: %d", g.dice(3))
	}
}

func (g *gen) changes() {
	g.line("    changes:\n      channels: {c1: {delay: %dm, leak: %d}}", g.dice(20), g.dice(101))
	if len(g.forums) > 0 {
		g.maybe(40, "      forums: {o1: {convene: %dm, slips: %d}}", g.dice(10), g.dice(2))
	}
	g.maybe(30, "      roles: {%s: {cleared: %s}}", pick(g.dice, g.roles), pick(g.dice, ladder))
	g.maybe(40, "      facts: {%s: {releasable: %s}}", pick(g.dice, g.facts), some(g.dice, g.roles))
	if len(g.decisions) > 0 && g.chance(40) {
		id, rules := pick(g.dice, g.decisions), scenario.DecisionRules[:]
		if g.asks[id].concur {
			rules = proposing
		}
		g.line("      decisions: {%s: {rule: %s, within: %dm}}", id, pick(g.dice, rules), 5+g.dice(10))
	}
}

func (g *gen) turn(t int) {
	if t == 0 {
		g.line("turns:")
	}
	g.line("  - id: t%d\n    title: Turn %d\n    at: T+%dm\n    lasts: 100m", t+1, t+1, g.at)
	g.at += 100 + g.dice(2)*50
	g.maybe(20, "    sends: %d", g.dice(4))
	g.maybe(20, "    pace: 3")
	if t > 0 {
		g.maybe(25, "    when: %s", g.cond(1))
	}
	if len(g.arrs) > 0 {
		g.maybe(30, "    adopt: [%s]", pick(g.dice, g.arrs))
	}
	g.line("    injects:")
	for _, i := range g.injects {
		if strings.HasPrefix(i, fmt.Sprint("i", t+1, "x")) {
			g.inject(i, true)
		}
	}
	var mine []string
	for _, d := range g.decisions {
		if strings.HasPrefix(d, fmt.Sprint("d", t+1, "x")) {
			mine = append(mine, d)
		}
	}
	g.left(mine)
	if len(mine) > 0 {
		g.line("    decisions:")
	}
	for _, d := range mine {
		g.decision(d)
	}
}

// left is what a turn leaves behind when it is left out.
func (g *gen) left(mine []string) {
	g.line("    skipped:\n      text: Left out\n      effects: {m1: %d..%d}\n      set: [g2]", g.dice(3), 3+g.dice(3))
	g.maybe(50, "      knows: {%s: %s}", pick(g.dice, g.roles), some(g.dice, g.facts))
	if len(mine) > 0 {
		g.maybe(50, "      opens: [%s]", pick(g.dice, mine))
	}
}

func (g *gen) inject(id string, timed bool) {
	in := "    "
	if timed {
		g.line("      - id: %s\n        at: %dm", id, g.dice(8)*13)
		in = "        "
		g.maybe(15, in+"contingency: %s", g.cond(1))
	} else {
		g.line("  %s:", id)
	}
	g.line(in+"text: Inject-%s", id)
	if g.chance(20) {
		g.line(in + "to: all")
	} else {
		g.line(in+"to: %s", some(g.dice, g.roles))
	}
	g.maybe(50, in+"facts: %s", some(g.dice, g.facts))
	g.maybe(25, in+"chance: %d", g.dice(101))
	g.maybe(20, in+"when: %s", g.cond(1))
}

func (g *gen) decision(id string) {
	owners := g.dice(len(g.roles))
	g.line("      %s:\n        title: Question %s\n        by: [%s]\n        rule: %s", id, id,
		strings.Join(g.roles[:owners+1], ", "), g.asks[id].rule)
	if others := g.roles[owners+1:]; len(others) > 0 {
		g.maybe(30, "        consult: %s", some(g.dice, others))
		if g.asks[id].concur {
			g.line("        concur: %s", some(g.dice, others))
		}
	}
	g.maybe(15, "        when: %s", g.cond(1))
	at := g.dice(6) * 13
	if g.chance(25) {
		g.line("        opens: {after: %s}", "i"+id[1:2]+"x1")
	} else {
		g.line("        opens: {at: %dm}", at)
		g.maybe(30, "        due: %dm", at+1+g.dice(20))
	}
	if g.chance(20) && len(g.arrs) > 0 {
		g.line("        buy: %d", 3+g.dice(4))
		g.maybe(50, "        keep: owned")
		g.maybe(30, "        each: 1")
		return
	}
	g.maybe(60, "        default: x1")
	g.line("        options:")
	for i, o := range ids("x", 2+g.dice(2)) {
		g.option(id, o, i)
	}
}

func (g *gen) option(id, o string, i int) {
	g.line("          %s:\n            title: Option-%s-%s\n            outcome: Outcome-%s-%s", o, id, o, id, o)
	g.maybe(30, "            public: true")
	if i > 0 && !g.noLocks {
		g.maybe(25, "            requires: %s", g.cond(1))
		g.maybe(15, "            when: %s", g.cond(1))
	}
	g.maybe(40, "            effects: {m1: %d..%d}", -g.dice(20), g.dice(20))
	g.then(50, "            ")
}

// then writes a list of consequences.
func (g *gen) then(percent int, indent string) {
	if g.noRules || !g.chance(percent) {
		return
	}
	g.line("%sthen:", indent)
	for range 1 + g.dice(3) {
		in := ""
		if g.chance(30) {
			in = fmt.Sprintf(", in: %dm", 1+g.dice(60))
		}
		g.line("%s  - {%s%s}", indent, g.consequence(), in)
	}
}

func (g *gen) consequence() string {
	role, fact := pick(g.dice, g.roles), pick(g.dice, g.facts)
	arr := "set: g3"
	if len(g.arrs) > 0 {
		arr = pick(g.dice, []string{"adopt: ", "drop: "}) + pick(g.dice, g.arrs)
	}
	meet := "unset: g1"
	if len(g.forums) > 0 {
		meet = "call: " + pick(g.dice, g.forums)
	}
	about := "unset: g2"
	if len(g.decisions) > 0 {
		about = pick(g.dice, []string{"open: ", "close: "}) + pick(g.dice, g.decisions)
	}
	end := "set: g1"
	if g.chance(10) {
		end = "end: true"
	}
	return pick(g.dice, []string{
		"inject: late1", "inject: late2", "tell: {" + role + ": [" + fact + "]}", meet, arr, about, end,
		"send: {fact: " + fact + ", to: " + role + ", by: c1, from: r1}",
		"ask: {fact: " + fact + ", for: " + role + "}", "release: {" + fact + ": " + role + "}",
		"effects: {m1: -9..9}", "effects: {m2: 5}", "set: g1", "set: g2", "unset: g1",
	})
}

// cond is a random condition.
func (g *gen) cond(depth int) string {
	if depth > 0 && g.chance(40) {
		switch g.dice(3) {
		case 0:
			return "(" + g.cond(depth-1) + ") and (" + g.cond(depth-1) + ")"
		case 1:
			return "(" + g.cond(depth-1) + ") or (" + g.cond(depth-1) + ")"
		}
		return "not (" + g.cond(depth-1) + ")"
	}
	all := []string{"flag('g1')", "flag('g2')", "m1 < 50", "m1 >= 45", "m2 > 40 - 3", "turn < 3", "delivered('late1')", "lapsed() > 0"}
	all = append(all, "delivered('"+pick(g.dice, g.injects)+"')")
	if !g.noClock {
		all = append(all, "clock >= 60", "clock % 7 == 3")
	}
	if !g.noHolds {
		f, r := pick(g.dice, g.facts), pick(g.dice, g.roles)
		all = append(all, "holds('"+r+"', '"+f+"')", "shared('"+f+"')")
	}
	if !g.noLeaks {
		all = append(all, "leaked('"+pick(g.dice, g.facts)+"')", "leaked()")
	}
	if len(g.forums) > 0 {
		f := pick(g.dice, g.forums)
		all = append(all, "called('"+f+"')", "met('"+f+"')", "sitting('"+f+"')")
	}
	if len(g.arrs) > 0 {
		all = append(all, "agreed('"+pick(g.dice, g.arrs)+"')", "owned('"+pick(g.dice, g.arrs)+"')")
	}
	return pick(g.dice, all)
}

func (g *gen) rest() {
	g.line("injects:")
	g.inject("late1", false)
	g.inject("late2", false)
	if !g.noRules {
		g.line("rules:")
		for range 1 + g.dice(4) {
			g.line("  - when: %s", g.cond(2))
			g.maybe(40, "    again: true")
			g.then(100, "    ")
		}
	}
	g.line("endings:\n  first: {title: First, when: %q}\n  last: Last", g.cond(1))
}
