package scenario

import (
	"fmt"
	"strings"
	"testing"
)

// ground is what the conditions below may ask about.
const ground = head + `
facts: {fog: Fog}
forums: {talk: Talk}
arrangements: {pact: {cost: 1}}
measures: {trust: 50, mood: 5}
injects: {storm: {to: all, text: A}}
turns:
  - title: One
    decisions:
      boat: {by: port, options: {south: South, north: North}}
      both: {by: [port, coast], rule: each, options: {a: A, b: B}}
      shop: {by: port, buy: 2}
`

// loadCond loads a scenario whose rule has the condition.
func loadCond(s string) (*Cond, Diagnostics) {
	sc, ds := LoadFiles(one(ground + "rules:\n  - when: '" + strings.ReplaceAll(s, "'", "''") + "'\n    then: [set: a, inject: storm]\n"))
	if sc == nil {
		return nil, ds
	}
	return sc.Rules[0].When, ds
}

// show writes a condition's tree.
func show(n *Node) string {
	if n == nil {
		return "nothing"
	}
	s := fmt.Sprintf("%d", n.Op)
	if int(n.Op) < len(opNames) {
		s = opNames[n.Op]
	}
	switch n.Op {
	case OpInt, OpBool:
		s += fmt.Sprint(":", n.Int)
	}
	for _, part := range []string{string(n.Role), n.Ref, n.Arg} {
		if part != "" {
			s += ":" + part
		}
	}
	if len(n.Kids) == 0 {
		return s
	}
	kids := make([]string, len(n.Kids))
	for i, k := range n.Kids {
		kids[i] = show(k)
	}
	return s + "(" + strings.Join(kids, " ") + ")"
}

var opNames = []string{
	"int", "measure", "turn", "clock", "lapsed", "neg", "add", "sub", "mul", "div", "mod", "bool", "not", "and", "or", "eq", "ne",
	"lt", "le", "gt", "ge", "holds", "chose", "agreed", "owned", "called", "sitting", "met", "leaked", "shared", "delivered", "flag",
}

// conditions are conditions with the trees that are made of them.
var conditions = []struct{ text, want string }{
	{"trust < 40", "lt(measure:trust int:40)"},
	{"true", "bool:1"},
	{"!false", "not(bool:0)"},
	{"turn >= 2 and clock <= -5", "and(ge(turn int:2) le(clock neg(int:5)))"},
	{"trust + 2 * mood - 7 / 2 % 3 != +1", "ne(sub(add(measure:trust mul(int:2 measure:mood)) mod(div(int:7 int:2) int:3)) int:1)"},
	{"(trust > 1 || mood > 2) && not (mood == 3)", "and(or(gt(measure:trust int:1) gt(measure:mood int:2)) not(eq(measure:mood int:3)))"},
	{"1 < trust < 5", "and(lt(int:1 measure:trust) lt(measure:trust int:5))"},
	{"holds('port', 'fog')", "holds:port:fog"},
	{`holds("port", "fog")`, "holds:port:fog"},
	{"not holds(`port`, `fog`)", "not(holds:port:fog)"},
	{"holds('port', 'fog') == true", "holds:port:fog"},
	{"false == holds('port', 'fog')", "not(holds:port:fog)"},
	{"holds('port', 'fog') != false", "not(not(holds:port:fog))"},
	{"chose('boat') == 'south'", "chose:boat:south"},
	{"'south' == chose('boat')", "chose:boat:south"},
	{"chose('boat') != ''", "not(chose:boat)"},
	{"chose('both', 'coast') != 'a'", "not(chose:coast:both:a)"},
	{"chose('boat') in ['south', '']", "or(chose:boat:south chose:boat)"},
	{"chose('boat') not in ['south']", "not(chose:boat:south)"},
	{"chose('shop') == ''", "chose:shop"},
	{"agreed('pact') or owned('pact')", "or(agreed:pact owned:pact)"},
	{"called('talk') or sitting('talk') or met('talk')", "or(or(called:talk sitting:talk) met:talk)"},
	{"leaked('fog') and leaked()", "and(leaked:fog leaked)"},
	{"shared('fog') and delivered('storm')", "and(shared:fog delivered:storm)"},
	{"flag('a') and lapsed() > 1", "and(flag:a gt(lapsed int:1))"},
	{"trust /* a remark */ > 1 // and another", "gt(measure:trust int:1)"},
}

func TestConditions(t *testing.T) {
	for _, test := range conditions {
		c, ds := loadCond(test.text)
		if c == nil || len(ds) > 0 {
			t.Errorf("%s: %s", test.text, ds)
			continue
		}
		if got := show(c.Root); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.want)
		}
		if c.Source != test.text {
			t.Errorf("source %q", c.Source)
		}
	}
}

// FuzzCondition: no condition panics, and a bad one says why in our own words.
func FuzzCondition(f *testing.F) {
	for _, s := range []string{
		"trust < 40", "holds('port', 'fog') and not chose('boat') in ['south']", "((", "'", "1 < (2 < (3", "a.b?.c[1:2]",
		"let x = 1; x", "filter([1], # > 0)", "if true {1} else {2}", "b'x'", "0x", "1..2", "trust | max(3)", "nil ?? 1", "\\u{110000}", "'\\x'",
	} {
		f.Add(s)
	}
	for _, c := range conditions {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 2000 || strings.ContainsAny(s, "\n\r") {
			return
		}
		c, ds := loadCond(s)
		if c == nil && len(ds) == 0 {
			t.Fatal("refused without a word")
		}
		if c != nil && c.Root == nil {
			t.Fatal("taken, but nothing made of it")
		}
		for _, d := range ds {
			if len(d.String()) > 700 || strings.Contains(d.Summary, "\n") {
				t.Fatalf("%s", d)
			}
		}
	})
}
