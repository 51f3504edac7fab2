package engine

import "example.org/whitecell/scenario"

// What control may look at: everything. Seats see only their View.

// Turn is the number of the turn that runs, or ran last; -1 before the first.
func (g *Game) Turn() int { return int(g.s.turn) }

// Holders is the mask of the roles that hold a fact.
func (g *Game) Holders(fact int) uint64 { return g.holders(fact) }

// Coming is the mask of the roles that a fact is on its way to.
func (g *Game) Coming(fact int) (mask uint64) {
	for i := range g.items() {
		if it := g.item(i); it.kind == itemShare && int(it.a) == fact {
			mask |= 1 << it.to
		}
	}
	return mask
}

// Leaked says whether a fact has leaked.
func (g *Game) Leaked(fact int) bool { return g.s.bit(g.p.lay.leaked, fact) }

// Delivered says whether an inject has been delivered.
func (g *Game) Delivered(inject int) bool { return g.s.bit(g.p.lay.delivered, inject) }

// Made says whether a version exists.
func (g *Game) Made(version int) bool { return g.s.bit(g.p.lay.made, version) }

// Measure is a measure's value.
func (g *Game) Measure(n int) int { return g.measure(n) }

// Measure is the n-th measure.
func (p *Program) Measure(n int) *scenario.Measure { return &p.measures[n] }

// Measures is how many measures there are.
func (p *Program) Measures() int { return len(p.measures) }

// Slips is how many slips a role has left in this turn; scenario.Unlimited for no
// limit.
func (g *Game) Slips(role int) int { return g.slips(role) }

// Auto is how a role plays by itself; ok is false where people play it.
func (g *Game) Auto(role int) (t scenario.Temperament, ok bool) { return g.auto(role) }

// Agreed is the mask of the arrangements that hold, those of the turn left out.
func (g *Game) Agreed() uint64 { return g.held() &^ g.s.words[g.p.lay.held+heldTurn] }

// Owner is the role that owns an arrangement, -1 for none.
func (g *Game) Owner(arrangement int) int { return g.owner(arrangement) }

// Unowned is the mask of the arrangements bought that need an owner yet.
func (g *Game) Unowned() uint64 { return g.s.words[g.p.lay.held+heldUnowned] }

// Sitting is the mask of a forum's members while it sits, 0 otherwise.
func (g *Game) Sitting(forum int) uint64 {
	if *g.forumStatus(forum)&forumSits == 0 {
		return 0
	}
	return g.forumMembers(forum)
}

// Ending is the number of the ending, -1 before EndEx.
func (g *Game) Ending() int { return int(g.s.ending) }

// Standing is where a decision stands, for control.
type Standing struct {
	Status   Status
	Rule     scenario.DecisionRule
	Due      scenario.Minutes // while it is open
	Overdue  bool             // announced as due
	Default  int              // option, -1 for none
	Chosen   int              // option, -1 for none or where answers differ
	Bought   uint64           // what was bought, or stands proposed
	Proposed int              // option, -1 for none
	Proposer int              // role, -1 for none
	Agreed   uint64           // the roles that have agreed to what stands proposed
	Concur   uint64           // the roles that must agree
	Answers  []int            // by owner where each answers alone: option, -1 for none
	Offered  []bool           // by option: whether it is offered at all
	Open     []bool           // by option: whether it could be chosen now
}

// Standing tells where a decision stands.
func (g *Game) Standing(d int) Standing {
	w, c := g.dec(d), &g.p.decisions[d]
	s := Standing{
		Status: w.status(), Rule: g.rule(d), Due: scenario.Minutes(w.due()), Overdue: w.overdue(),
		Default: g.now.decisions[d].def, Chosen: g.chosen(d), Bought: w.purchase(),
		Proposed: w.proposed(), Proposer: w.proposer(), Agreed: w.agreed(), Concur: g.now.decisions[d].concur,
	}
	if s.Rule == scenario.Each || s.Rule == scenario.Majority {
		for n := range c.by {
			a := g.answer(d, n)
			if a == lapsedAnswer {
				a = -1
			}
			s.Answers = append(s.Answers, a)
		}
	}
	for o := range c.options {
		offered := c.options[o].when.holds(g)
		s.Offered = append(s.Offered, offered)
		s.Open = append(s.Open, offered && c.options[o].requires.holds(g))
	}
	return s
}

// NeedsAgreement says whether an owner's choice is a proposal first.
func (g *Game) NeedsAgreement(d, role int, purchase uint64) bool {
	if r := g.rule(d); r == scenario.Each || r == scenario.Majority {
		return false
	}
	return g.required(d, purchase)&^(1<<role) != 0
}

// Ask is a question that waits for a role's answer.
type Ask struct {
	Why      Why
	From, To int
	A, B     int // what about: decision and option, or fact and for whom
}

// Waiting lists the questions that wait for an answer.
func (g *Game) Waiting() []Ask {
	var out []Ask
	for i := range g.items() {
		if it := g.item(i); it.kind == itemOpenAsk {
			out = append(out, Ask{Why(it.flag), int(it.role), int(it.to), int(it.a), int(it.b)})
		}
	}
	return out
}
