package plan

import (
	"slices"
	"strconv"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// mostFound is how many parts of a condition a failure tells the values of.
const mostFound = 8

// found tells the values of the parts of a condition, as its writer would ask for
// them: trust is 35 and holds('port', 'fog') is false.
func found(g *engine.Game, c *scenario.Cond) string {
	var parts []string
	var walk func(n *scenario.Node)
	walk = func(n *scenario.Node) {
		for _, kid := range n.Kids {
			walk(kid)
		}
		if s := leaf(g, n); s != "" && !slices.Contains(parts, s) && len(parts) < mostFound {
			parts = append(parts, s)
		}
	}
	walk(c.Root)
	if len(parts) == 0 {
		return "that it does not hold"
	}
	return listed(parts, "and")
}

// leaf tells the value of one part; "" for what has other parts, and numbers.
func leaf(g *engine.Game, n *scenario.Node) string {
	p := g.Program()
	switch n.Op {
	case scenario.OpMeasure:
		return n.Ref + " is " + strconv.Itoa(g.Measure(p.MeasureNo(scenario.MeasureID(n.Ref))))
	case scenario.OpTurn:
		return "turn is " + strconv.Itoa(g.Turn()+1)
	case scenario.OpClock:
		return "clock is " + strconv.Itoa(int(g.State().Clock()))
	case scenario.OpLapsed:
		return "lapsed() is " + strconv.Itoa(lapsed(g))
	case scenario.OpChose:
		return choseCall(n) + " is '" + chosen(g, n) + "'"
	}
	name, ok := calls[n.Op]
	if !ok {
		return ""
	}
	holds := p.Condition(&scenario.Cond{Root: n})(g)
	return call(name, string(n.Role), n.Ref) + " is " + strconv.FormatBool(holds)
}

// calls are the functions that are true or false.
var calls = map[scenario.Op]string{
	scenario.OpHolds: "holds", scenario.OpAgreed: "agreed", scenario.OpOwned: "owned", scenario.OpCalled: "called",
	scenario.OpSitting: "sitting", scenario.OpMet: "met", scenario.OpLeaked: "leaked", scenario.OpShared: "shared",
	scenario.OpDelivered: "delivered", scenario.OpFlag: "flag",
}

func call(name string, ids ...string) string {
	var quoted []string
	for _, id := range ids {
		if id != "" {
			quoted = append(quoted, "'"+id+"'")
		}
	}
	return name + "(" + strings.Join(quoted, ", ") + ")"
}

func choseCall(n *scenario.Node) string { return call("chose", n.Ref, string(n.Role)) }

// chosen is what chose() gives: an option, or nothing. What was bought has no
// option; it is told by its arrangements.
func chosen(g *engine.Game, n *scenario.Node) string {
	p := g.Program()
	no := p.DecisionNo(scenario.DecisionID(n.Ref))
	d, s := p.Decision(no), g.Standing(no)
	o := s.Chosen
	if n.Role != "" && s.Rule == scenario.Each {
		if i := slices.Index(d.By, n.Role); i >= 0 && i < len(s.Answers) {
			o = s.Answers[i]
		}
	}
	switch {
	case o < 0:
		return ""
	case d.Purchase != nil:
		return "a purchase"
	}
	return string(d.Options[o].ID)
}

// lapsed counts the purchases that lapsed, by asking.
func lapsed(g *engine.Game) int {
	n := 0
	for ; n < 1000; n++ {
		is := &scenario.Node{Op: scenario.OpLe, Kids: []*scenario.Node{{Op: scenario.OpLapsed}, {Op: scenario.OpInt, Int: n}}}
		if g.Program().Condition(&scenario.Cond{Root: is})(g) {
			break
		}
	}
	return n
}
