package handout

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// condition says a condition in words, and beneath as it stands in the file.
func (m *maker) condition(c *scenario.Cond) Line {
	return append(words(m.truth(c.Root, 0)+"\n"), Span{Text: text.Line(c.Source), Code: true})
}

// possible is false where a condition can't hold in the turns played.
func (m *maker) possible(n *scenario.Node) bool {
	switch n.Op {
	case scenario.OpAnd:
		return m.possible(n.Kids[0]) && m.possible(n.Kids[1])
	case scenario.OpOr:
		return m.possible(n.Kids[0]) || m.possible(n.Kids[1])
	}
	if len(n.Kids) != 2 || n.Kids[0].Op != scenario.OpTurn || n.Kids[1].Op != scenario.OpInt {
		return true
	}
	return slices.ContainsFunc(m.turns, func(st *stretch) bool {
		turn, x := st.no+1, n.Kids[1].Int
		switch n.Op {
		case scenario.OpEq:
			return turn == x
		case scenario.OpLt:
			return turn < x
		case scenario.OpLe:
			return turn <= x
		case scenario.OpGt:
			return turn > x
		case scenario.OpGe:
			return turn >= x
		}
		return true
	})
}

// binding tells operators apart; inside another one, brackets are needed.
func binding(op scenario.Op) int {
	switch op {
	case scenario.OpOr:
		return 1
	case scenario.OpAnd:
		return 2
	}
	return 3
}

// truth says a condition in words.
func (m *maker) truth(n *scenario.Node, outer int) string {
	s := ""
	switch n.Op {
	case scenario.OpBool:
		return [...]string{"never", "always"}[n.Int&1]
	case scenario.OpNot:
		return m.denied(n.Kids[0])
	case scenario.OpOr:
		if s = m.oneOf(n); s != "" {
			return s
		}
		s = m.all(n, scenario.OpOr, " or ")
	case scenario.OpAnd:
		s = m.all(n, scenario.OpAnd, " and ")
	case scenario.OpEq, scenario.OpNe, scenario.OpLt, scenario.OpLe, scenario.OpGt, scenario.OpGe:
		return m.comparison(n)
	default:
		yes, _ := m.statement(n)
		return yes
	}
	if outer > 0 && outer != binding(n.Op) { // never left to the reader's rules of precedence
		return "(" + s + ")"
	}
	return s
}

// flat are the operands of a chain of one operator.
func flat(n *scenario.Node, op scenario.Op) []*scenario.Node {
	if n.Op != op {
		return []*scenario.Node{n}
	}
	var out []*scenario.Node
	for _, k := range n.Kids {
		out = append(out, flat(k, op)...)
	}
	return out
}

func (m *maker) all(n *scenario.Node, op scenario.Op, join string) string {
	var parts []string
	for _, k := range flat(n, op) {
		parts = append(parts, m.truth(k, binding(op)))
	}
	return strings.Join(parts, join)
}

// oneOf says alternatives about one decision together; "" where they are others.
func (m *maker) oneOf(n *scenario.Node) string {
	kids := flat(n, scenario.OpOr)
	var options []string
	for _, k := range kids {
		if k.Op != scenario.OpChose || k.Ref != kids[0].Ref || k.Role != kids[0].Role {
			return ""
		}
		options = append(options, m.answer(k))
	}
	return m.whoChose(kids[0]) + listed(options, "or")
}

func (m *maker) whoChose(n *scenario.Node) string {
	d := m.p.DecisionNo(scenario.DecisionID(n.Ref))
	if n.Role != "" {
		return fmt.Sprintf("in %s %s answers ", decisionTag(d), m.shortOf(n.Role))
	}
	return decisionTag(d) + " is answered "
}

// answer names the option that a condition asks about.
func (m *maker) answer(n *scenario.Node) string {
	if n.Arg == "" {
		return "by nothing"
	}
	d := m.p.DecisionNo(scenario.DecisionID(n.Ref))
	o := m.p.OptionNo(d, scenario.OptionID(n.Arg))
	if m.p.Decision(d).Purchase != nil || o < 0 {
		return quoted(n.Arg)
	}
	return optionLetter(o) + " " + quoted(m.p.Decision(d).Options[o].Title)
}

// denied says that a condition does not hold.
func (m *maker) denied(n *scenario.Node) string {
	switch n.Op {
	case scenario.OpNot:
		return m.truth(n.Kids[0], binding(scenario.OpNot))
	case scenario.OpAnd, scenario.OpOr:
		return "not (" + m.truth(n, 0) + ")"
	case scenario.OpEq, scenario.OpNe, scenario.OpLt, scenario.OpLe, scenario.OpGt, scenario.OpGe, scenario.OpBool:
		return "not (" + m.truth(n, 0) + ")"
	}
	_, no := m.statement(n)
	return no
}

// statement says what one function asks, and its contrary.
func (m *maker) statement(n *scenario.Node) (yes, no string) {
	both := func(subject, yes, no string) (string, string) { return subject + " " + yes, subject + " " + no }
	p := m.p
	switch n.Op {
	case scenario.OpHolds:
		f := m.factShort(scenario.FactID(n.Ref))
		return both(m.shortOf(n.Role), "holds "+f, "does not hold "+f)
	case scenario.OpChose:
		who := m.whoChose(n)
		if n.Arg == "" {
			d := decisionTag(p.DecisionNo(scenario.DecisionID(n.Ref)))
			if n.Role != "" {
				d = m.shortOf(n.Role) + " in " + d
			}
			return both(d, "has no answer", "has an answer")
		}
		return who + m.answer(n), who + "other than " + m.answer(n) + ", or not at all"
	case scenario.OpAgreed:
		return both(m.arrangement(n.Ref), "holds", "does not hold")
	case scenario.OpOwned:
		return both(m.arrangement(n.Ref), "has an owner", "has no owner")
	case scenario.OpCalled:
		return both(m.forum(n.Ref), "was called", "was not called")
	case scenario.OpSitting:
		return both(m.forum(n.Ref), "is sitting", "is not sitting")
	case scenario.OpMet:
		return both(m.forum(n.Ref), "has sat", "has not sat")
	case scenario.OpLeaked:
		if n.Ref == "" {
			return "something leaked", "nothing leaked"
		}
		return both(m.factShort(scenario.FactID(n.Ref)), "leaked", "did not leak")
	case scenario.OpShared:
		return both(m.factShort(scenario.FactID(n.Ref)), "reached a second table", "reached no second table")
	case scenario.OpDelivered:
		return both("slip "+slipNo(p.InjectNo(scenario.InjectID(n.Ref))), "was handed over", "was not handed over")
	case scenario.OpFlag:
		return both("mark "+quoted(n.Ref), "is set", "is not set")
	}
	return "?", "?"
}

func (m *maker) arrangement(id string) string {
	return quoted(m.p.Arrangement(m.p.ArrangementNo(scenario.ArrangementID(id))).Title)
}

func (m *maker) forum(id string) string {
	return quoted(m.p.Forum(m.p.ForumNo(scenario.ForumID(id))).Title)
}

var comparisons = map[scenario.Op]string{
	scenario.OpEq: "is", scenario.OpNe: "is not", scenario.OpLt: "is below", scenario.OpLe: "is at most",
	scenario.OpGt: "is above", scenario.OpGe: "is at least",
}

// comparison says a comparison of numbers. Those with the clock or the turn are
// said as times and titles.
func (m *maker) comparison(n *scenario.Node) string {
	a, b := n.Kids[0], n.Kids[1]
	if a.Op == scenario.OpClock && b.Op == scenario.OpInt {
		when := map[scenario.Op]string{
			scenario.OpLt: "before ", scenario.OpLe: "no later than ", scenario.OpGt: "later than ", scenario.OpGe: "no earlier than ",
		}[n.Op]
		return "it is " + when + m.p.ClockText(scenario.Minutes(b.Int))
	}
	if a.Op == scenario.OpTurn && b.Op == scenario.OpInt {
		return fmt.Sprintf("the turn %s %d", comparisons[n.Op], b.Int)
	}
	return m.number(a) + " " + comparisons[n.Op] + " " + m.number(b)
}

var reckoning = map[scenario.Op]string{
	scenario.OpAdd: " + ", scenario.OpSub: " − ", scenario.OpMul: " × ", scenario.OpDiv: " ÷ ", scenario.OpMod: " remainder by ",
}

// number says an expression that gives a number.
func (m *maker) number(n *scenario.Node) string {
	switch n.Op {
	case scenario.OpInt:
		return signless(n.Int)
	case scenario.OpMeasure:
		return m.p.Measure(m.p.MeasureNo(scenario.MeasureID(n.Ref))).Title
	case scenario.OpTurn:
		return "the turn's number"
	case scenario.OpClock:
		return "the story's clock in minutes since T"
	case scenario.OpLapsed:
		return "the number of purchases that lapsed"
	case scenario.OpNeg:
		if n.Kids[0].Op == scenario.OpInt {
			return signless(-n.Kids[0].Int)
		}
		return "−(" + m.number(n.Kids[0]) + ")"
	}
	if sign, ok := reckoning[n.Op]; ok {
		return "(" + m.number(n.Kids[0]) + sign + m.number(n.Kids[1]) + ")"
	}
	return m.truth(n, 0)
}

// signless writes a number with a true minus sign.
func signless(n int) string {
	if n < 0 {
		return fmt.Sprintf("−%d", -n)
	}
	return fmt.Sprint(n)
}

// spanText is a length of story time; "at once" for none.
func spanText(d scenario.Minutes) string {
	if d == 0 {
		return "at once"
	}
	return spanOf(d)
}

// spanOf is a length of story time that no line breaks.
func spanOf(d scenario.Minutes) string {
	return strings.ReplaceAll(engine.SpanText(d), " ", "\u00a0")
}
