package engine

import (
	"math/bits"

	"example.org/whitecell/scenario"
)

var sayings = []string{"", "No.", "“Ja”, said \"she\"\n\tand \\ left", "Für das Protokoll: \u007f\u0001 日本"}

// anyMove is a random move: one that fits the moment, one whose numbers are at
// least numbers of this program, or an advance. Many are refused.
func anyMove(d dice, g *Game) Move {
	var m Move
	switch n := d(10); {
	case n < 3:
		m = randomAdvance(d, g)
	case n < 7:
		m = fittingMove(d, g)
	default:
		m = formMove(d, g)
	}
	return m
}

func randomAdvance(d dice, g *Game) Move {
	m := NewMove(MoveAdvance)
	m.N = int32(d(3))
	if m.N == ToPlace || d.chance(20) {
		m.Mask = uint64(EndOfMinute(g.s.Clock() + scenario.Minutes(d(40))))
	}
	return m
}

// formMove fills the fields of a random kind with numbers that exist.
func formMove(d dice, g *Game) Move {
	m := NewMove(MoveKind(d(int(moveKinds))))
	if m.Kind == MoveEnd && d.chance(85) {
		m = NewMove(MoveTold)
	}
	if m.Kind == MoveRule {
		m.Why = []Why{WhyNone, RuleTell, RuleMeeting, RuleDecide, RuleNudge, RuleInject}[d(6)]
	}
	for _, f := range moveForms[m.Kind].fields {
		if f.optional && d.chance(40) {
			continue
		}
		fillField(d, g, &m, f)
	}
	m.Words = pick(d, sayings)
	m.Force = m.Kind == MoveShare && d.chance(50) || m.Kind == MoveSay && d.chance(50)
	return m
}

func fillField(d dice, g *Game, m *Move, f field) {
	t := f.typ
	if t == typVia {
		t = viaType(m.Why, f.slot)
	}
	n, indexed := g.p.count(t, int(m.A))
	switch {
	case t == typRoles:
		m.Mask = uint64(d(1 << len(g.p.roles)))
		if m.Why == RuleDecide {
			m.Mask = 0
		}
	case t == typArrangements:
		m.Mask = purchaseMask(d, g, int(m.A))
	case t == typPlace || t == typWhy:
	case indexed && n > 0:
		m.setSlot(f.slot, d(n))
	case t == typNamed:
		m.setSlot(f.slot, d(len(f.names)))
	case t == typNumber && f.slot != slotA:
		m.setSlot(f.slot, d(12))
	}
}

// purchaseMask is a set of arrangements, where the decision buys some.
func purchaseMask(d dice, g *Game, decision int) uint64 {
	if decision < 0 || decision >= len(g.p.decisions) || g.p.decisions[decision].Purchase == nil {
		return 0
	}
	return uint64(d(1 << len(g.p.arrangements)))
}

// fittingMove is a move that the moment suggests, so that plays get somewhere.
func fittingMove(d dice, g *Game) Move {
	switch {
	case g.s.phase == Waiting:
		return NewMove(MoveStart)
	case g.s.stopped:
		return NewMove(MoveLift)
	case g.s.phase == Over && d.chance(20):
		return NewMove(MoveEnd)
	}
	switch n := d(10); {
	case n < 3:
		return fittingShare(d, g)
	case n < 6:
		return fittingDecision(d, g)
	case n < 9:
		return fittingAnswer(d, g)
	}
	m := NewMove(MoveCall)
	m.Role, m.A = int8(d(len(g.p.roles))), int16(d(len(g.p.forums)))
	return m
}

// fittingShare has a role pass on something that it holds.
func fittingShare(d dice, g *Game) Move {
	r := d(len(g.p.roles))
	m := NewMove(MoveShare)
	m.Role, m.To, m.B = int8(r), int8(d(len(g.p.roles))), int16(d(len(g.p.channels)))
	m.A = int16(d(len(g.p.facts)))
	for f := range g.p.facts {
		if g.holds(r, f) && d.chance(40) {
			m.A = int16(f)
		}
	}
	m.Force = d.chance(60)
	for f := range g.p.forums {
		if *g.forumStatus(f)&forumSits != 0 && d.chance(60) {
			m.Kind, m.B, m.To = MoveSay, int16(f), -1
			m.Role = int8(bits.TrailingZeros64(g.forumMembers(f)))
		}
	}
	return m
}

// fittingDecision takes, proposes or asks about a decision that is open.
func fittingDecision(d dice, g *Game) Move {
	m := NewMove(pick(d, []MoveKind{MoveDecide, MoveDecide, MovePropose, MoveConsult, MoveReason, MoveMoreTime}))
	for n := range g.p.decisions {
		if g.dec(n).status() == IsOpen && (m.A < 0 || d.chance(40)) {
			m.A = int16(n)
		}
	}
	if m.A < 0 {
		return m
	}
	c := &g.p.decisions[m.A]
	m.Role = int8(pick(d, c.by))
	switch m.Kind {
	case MoveConsult:
		m.Mask = uint64(d(1<<len(g.p.roles))) &^ (1 << m.Role)
	case MoveMoreTime:
		m.Role, m.N = -1, int32(d(5))
	case MoveReason:
		m.Words = pick(d, sayings)
	default:
		m.B, m.Mask, m.Words = int16(d(max(len(c.options), 1))), purchaseMask(d, g, int(m.A)), pick(d, sayings)
	}
	return m
}

// fittingAnswer answers a question that waits, or accepts an arrangement.
func fittingAnswer(d dice, g *Game) Move {
	for i := range g.items() {
		it := g.item(i)
		if it.kind != itemOpenAsk || d.chance(30) {
			continue
		}
		m := NewMove(MoveAnswer)
		m.Role, m.A, m.N, m.Words = it.to, it.a, int32(d(3)), pick(d, sayings)
		if Why(it.flag) == AskFact {
			m.Kind, m.B, m.N = pick(d, []MoveKind{MoveGrant, MoveRefuse}), it.b, 0
		}
		return m
	}
	m := NewMove(pick(d, []MoveKind{MoveOwn, MoveAsk, MoveSanitise, MoveGrant, MoveTold}))
	m.Role = int8(d(len(g.p.roles)))
	m.A = int16(d(max(len(g.p.facts), 1)))
	switch m.Kind {
	case MoveOwn:
		m.A = int16(d(max(len(g.p.arrangements), 1)))
	case MoveTold:
		m.Role, m.To, m.N = -1, int8(d(len(g.p.roles))), int32(d(4))
	case MoveSanitise:
		for f := range g.p.facts {
			if c := &g.p.facts[f]; c.full >= 0 && c.origin >= 0 && g.holds(c.origin, c.full) {
				m.Role, m.A = int8(c.origin), int16(f)
			}
		}
	}
	return m
}

// garbage is a move whose fields may hold anything at all.
func garbage(d dice, g *Game) Move {
	wild := func() int {
		return []int{-1, 0, 1, 2, 3, 5, 9, 40, 63, 64, 127, 255, -2, -128, 1 << 15, 1<<31 - 1, -1 << 31}[d(17)]
	}
	m := anyMove(d, g)
	for range 1 + d(4) {
		switch d(10) {
		case 0:
			m.Kind = MoveKind(d(256))
		case 1:
			m.Role = int8(wild())
		case 2:
			m.To = int8(wild())
		case 3:
			m.A = int16(wild())
		case 4:
			m.B = int16(wild())
		case 5:
			m.N = int32(wild())
		case 6:
			m.M = int32(wild())
		case 7:
			m.Mask = uint64(wild()) << (8 * d(8)) >> d(8)
		case 8:
			m.Why = Why(wild())
		default:
			m.Force, m.Auto = d.chance(50), d.chance(50)
		}
	}
	return m
}

// played is one exercise and how it was played: the moves that were accepted,
// with the events of each.
type played struct {
	*Game
	moves  []Move
	events [][]Event
}

// play plays a program with n random moves, of which some are refused.
func play(d dice, p *Program, seed uint64, n int) *played {
	x := &played{Game: NewGame(p, seed)}
	if !d.chance(10) {
		x.try(NewMove(MoveStart))
	}
	for range n {
		x.try(anyMove(d, x.Game))
	}
	return x
}

// try does a move and says whether it was accepted.
func (x *played) try(m Move) bool {
	events, err := x.Do(nil, m)
	if err != nil {
		return false
	}
	x.moves, x.events = append(x.moves, m), append(x.events, events)
	return true
}

// log is everything that happened, for views.
func (x *played) log() Log {
	var l Log
	for _, e := range x.events {
		l.Events = append(l.Events, e...)
	}
	l.Words = func(n int32) string { return x.moves[n].Words }
	return l
}
