package engine

import (
	"math/bits"

	"example.org/whitecell/scenario"
)

// A test is a condition made ready. The simple ones, which are most, are a table
// entry: an operation with its operands. The rest is a closure over the game.
// nil is the test that always holds.
type test struct {
	op    testOp
	a, b  int
	want  bool
	fn    func(*Game) bool
	reads uint64 // which inputs it looks at, as dirty bits
}

type testOp uint8

const (
	testFn testOp = iota
	testFlag
	testChose
	testAgreed
	testHolds
	testDelivered
	testBelow // measure a is below b
	testConst
)

func (t *test) holds(g *Game) bool {
	if t == nil {
		return true
	}
	got := false
	switch t.op {
	case testFn:
		got = t.fn(g)
	case testFlag:
		got = g.s.bit(g.p.lay.flags, t.a)
	case testChose:
		got = g.chosen(t.a) == t.b
	case testAgreed:
		got = g.held()>>t.a&1 != 0
	case testHolds:
		got = g.holds(t.a, t.b)
	case testDelivered:
		got = g.s.bit(g.p.lay.delivered, t.a)
	case testBelow:
		got = g.measure(t.a) < t.b
	}
	return got == t.want
}

// Dirty bits say which inputs changed since rules were last looked at. Several
// inputs may share a bit: then a rule is looked at once too often, never once
// too seldom.
const (
	dirtyClock = uint64(1) << 63
	dirtyTurn  = uint64(1) << 62
	dirtyHeld  = uint64(1) << 61
	dirtyForum = uint64(1) << 60
	dirtyAll   = ^uint64(0)
)

func dirtyMeasure(i int) uint64  { return 1 << (i & 15) }
func dirtyFact(i int) uint64     { return 1 << (16 + i&15) }
func dirtyDecision(i int) uint64 { return 1 << (32 + i&15) }
func dirtyInject(i int) uint64   { return 1 << (48 + i&7) }
func dirtyFlag(i int) uint64     { return 1 << (56 + i&3) }

func (p *Program) compileConditions() {
	for i := range p.turns {
		p.turns[i].when = p.test(p.turns[i].When)
	}
	for i := range p.injects {
		in := &p.injects[i]
		in.when, in.contingency = p.test(in.When), p.test(in.Contingency)
	}
	for i := range p.decisions {
		d := &p.decisions[i]
		d.when = p.test(d.When)
		for o := range d.options {
			d.options[o].when, d.options[o].requires = p.test(d.options[o].When), p.test(d.options[o].Requires)
		}
	}
	for i := range p.rules {
		p.rules[i].when = p.test(p.rules[i].When)
		p.rules[i].reads = p.rules[i].when.reads
	}
	for i := range p.endings {
		e := &p.endings[i]
		e.when = p.test(e.When)
		for _, n := range e.Notes {
			e.notes = append(e.notes, p.test(n.When))
		}
	}
}

// Condition makes a condition of the same scenario ready to be asked at any time.
// A nil condition always holds.
func (p *Program) Condition(c *scenario.Cond) func(*Game) bool {
	t := p.test(c)
	return func(g *Game) bool { return t.holds(g) }
}

func (p *Program) test(c *scenario.Cond) *test {
	if c == nil {
		return nil
	}
	return p.truth(c.Root)
}

// truth compiles a node that gives truth.
func (p *Program) truth(n *scenario.Node) *test {
	t := &test{want: true}
	switch n.Op {
	case scenario.OpBool:
		t.op, t.want = testConst, n.Int == 0
	case scenario.OpNot:
		t = p.truth(n.Kids[0])
		t.want = !t.want
	case scenario.OpAnd, scenario.OpOr:
		p.junction(t, n)
	case scenario.OpEq, scenario.OpNe, scenario.OpLt, scenario.OpLe, scenario.OpGt, scenario.OpGe:
		p.comparison(t, n)
	default:
		p.query(t, n)
	}
	return t
}

func (p *Program) junction(t *test, n *scenario.Node) {
	a, b := p.truth(n.Kids[0]), p.truth(n.Kids[1])
	t.reads = a.reads | b.reads
	if n.Op == scenario.OpAnd {
		t.fn = func(g *Game) bool { return a.holds(g) && b.holds(g) }
	} else {
		t.fn = func(g *Game) bool { return a.holds(g) || b.holds(g) }
	}
}

func (p *Program) comparison(t *test, n *scenario.Node) {
	l, r := n.Kids[0], n.Kids[1]
	if l.Op == scenario.OpMeasure && r.Op == scenario.OpInt {
		m := p.ids.measure[scenario.MeasureID(l.Ref)]
		t.reads = dirtyMeasure(m)
		switch n.Op {
		case scenario.OpLt, scenario.OpGe:
			t.op, t.a, t.b, t.want = testBelow, m, r.Int, n.Op == scenario.OpLt
			return
		case scenario.OpLe, scenario.OpGt:
			t.op, t.a, t.b, t.want = testBelow, m, r.Int+1, n.Op == scenario.OpLe
			return
		}
	}
	a, readsA := p.number64(l)
	b, readsB := p.number64(r)
	t.reads = readsA | readsB
	switch n.Op {
	case scenario.OpEq:
		t.fn = func(g *Game) bool { return a(g) == b(g) }
	case scenario.OpNe:
		t.fn = func(g *Game) bool { return a(g) != b(g) }
	case scenario.OpLt:
		t.fn = func(g *Game) bool { return a(g) < b(g) }
	case scenario.OpLe:
		t.fn = func(g *Game) bool { return a(g) <= b(g) }
	case scenario.OpGt:
		t.fn = func(g *Game) bool { return a(g) > b(g) }
	case scenario.OpGe:
		t.fn = func(g *Game) bool { return a(g) >= b(g) }
	}
}

// query compiles a function of the vocabulary.
func (p *Program) query(t *test, n *scenario.Node) {
	switch n.Op {
	case scenario.OpFlag:
		t.op, t.a = testFlag, p.ids.flag[scenario.FlagID(n.Ref)]
		t.reads = dirtyFlag(t.a)
	case scenario.OpChose:
		p.choseQuery(t, n)
	case scenario.OpAgreed:
		t.op, t.a, t.reads = testAgreed, p.ids.arrangement[scenario.ArrangementID(n.Ref)], dirtyHeld
	case scenario.OpHolds:
		t.op, t.a, t.b = testHolds, p.ids.role[n.Role], p.ids.fact[scenario.FactID(n.Ref)]
		t.reads = dirtyFact(t.b)
	case scenario.OpDelivered:
		t.op, t.a = testDelivered, p.ids.inject[scenario.InjectID(n.Ref)]
		t.reads = dirtyInject(t.a)
	case scenario.OpOwned:
		a := p.ids.arrangement[scenario.ArrangementID(n.Ref)]
		t.reads = dirtyHeld
		t.fn = func(g *Game) bool { return g.owner(a) >= 0 }
	case scenario.OpCalled:
		p.forumQuery(t, n, forumCalled)
	case scenario.OpSitting:
		p.forumQuery(t, n, forumSits)
	case scenario.OpMet:
		p.forumQuery(t, n, forumMet)
	case scenario.OpLeaked:
		p.leakedQuery(t, n)
	case scenario.OpShared:
		f := p.ids.fact[scenario.FactID(n.Ref)]
		t.reads = dirtyFact(f)
		t.fn = func(g *Game) bool { return g.tablesHolding(f) >= 2 }
	}
}

func (p *Program) choseQuery(t *test, n *scenario.Node) {
	d := p.ids.decision[scenario.DecisionID(n.Ref)]
	o := -1
	if n.Arg != "" {
		o = p.optionNumber(d, scenario.OptionID(n.Arg))
	}
	t.reads = dirtyDecision(d)
	if n.Role == "" {
		t.op, t.a, t.b = testChose, d, o
		return
	}
	role := p.ids.role[n.Role]
	t.fn = func(g *Game) bool { return g.chosenBy(d, role) == o }
}

func (p *Program) forumQuery(t *test, n *scenario.Node, bit uint64) {
	f := p.ids.forum[scenario.ForumID(n.Ref)]
	t.reads = dirtyForum
	t.fn = func(g *Game) bool { return *g.forumStatus(f)&bit != 0 }
}

func (p *Program) leakedQuery(t *test, n *scenario.Node) {
	if n.Ref != "" {
		f := p.ids.fact[scenario.FactID(n.Ref)]
		t.reads = dirtyFact(f)
		t.fn = func(g *Game) bool { return g.s.bit(g.p.lay.leaked, f) }
		return
	}
	for i := range p.facts {
		t.reads |= dirtyFact(i)
	}
	t.fn = func(g *Game) bool {
		for i := g.p.lay.leaked; i < g.p.lay.made; i++ {
			if g.s.words[i] != 0 {
				return true
			}
		}
		return false
	}
}

// number64 compiles a node that gives a number. Sums wrap around at 64 bits.
func (p *Program) number64(n *scenario.Node) (func(*Game) int, uint64) {
	switch n.Op {
	case scenario.OpInt:
		v := n.Int
		return func(*Game) int { return v }, 0
	case scenario.OpMeasure:
		m := p.ids.measure[scenario.MeasureID(n.Ref)]
		return func(g *Game) int { return g.measure(m) }, dirtyMeasure(m)
	case scenario.OpTurn:
		return func(g *Game) int { return int(g.s.turn) + 1 }, dirtyTurn
	case scenario.OpClock:
		return func(g *Game) int { return int(g.s.clock) }, dirtyClock
	case scenario.OpLapsed:
		at := p.lay.held + heldLapsed
		return func(g *Game) int { return int(g.s.words[at]) }, dirtyHeld
	case scenario.OpNeg:
		a, reads := p.number64(n.Kids[0])
		return func(g *Game) int { return -a(g) }, reads
	}
	a, readsA := p.number64(n.Kids[0])
	b, readsB := p.number64(n.Kids[1])
	return arithmetic(n.Op, a, b), readsA | readsB
}

func arithmetic(op scenario.Op, a, b func(*Game) int) func(*Game) int {
	switch op {
	case scenario.OpAdd:
		return func(g *Game) int { return a(g) + b(g) }
	case scenario.OpSub:
		return func(g *Game) int { return a(g) - b(g) }
	case scenario.OpMul:
		return func(g *Game) int { return a(g) * b(g) }
	case scenario.OpDiv:
		return func(g *Game) int {
			if d := b(g); d != 0 {
				return a(g) / d
			}
			return 0
		}
	default: // OpMod
		return func(g *Game) int {
			if d := b(g); d != 0 {
				return a(g) % d
			}
			return 0
		}
	}
}

// chosenBy is the option that an owner gave to a decision, -1 for none.
func (g *Game) chosenBy(d, role int) int {
	if g.rule(d) != scenario.Each {
		return g.chosen(d)
	}
	n := g.p.ownerNo(d, role)
	if n < 0 {
		return -1
	}
	if a := g.answer(d, n); a != lapsedAnswer {
		return a
	}
	return -1
}

// tablesHolding is at how many tables a fact is held.
func (g *Game) tablesHolding(f int) int {
	n, held := 0, g.holders(f)
	for held != 0 {
		held &^= g.p.roles[bits.TrailingZeros64(held)].table
		n++
	}
	return n
}
