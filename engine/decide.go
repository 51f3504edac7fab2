package engine

import (
	"math/bits"

	"example.org/whitecell/scenario"
)

// open opens a decision, if its condition holds, and says whether it did.
func (g *Game) open(d int, via Via) bool {
	c := &g.p.decisions[d]
	e := ev(EvOpened)
	e.Via, e.A = via, int16(d)
	if g.dec(d).status() != NotOpen || !c.when.holds(g) {
		e.Kind = EvNotOpened
		if g.dec(d).status() != NotOpen {
			e.Kind, e.Why = EvPassed, WasHandled // opened early: only the script moves on
			e.A = -1
		}
		g.emit(e)
		return false
	}
	e.N = g.dueOf(d)
	g.emit(e)
	return true
}

// dueOf is the story minute at which a decision that opens now falls due.
func (g *Game) dueOf(d int) int32 {
	due := g.now.decisions[d].due
	begin, end := g.turnSpan()
	if t := &g.p.turns[g.p.decisions[d].turn]; t.played && int32(t.At) > g.minute { // opened early
		begin, end = int32(t.At), int32(t.At+t.Lasts)
	}
	at := end
	switch {
	case due.Set && due.Within:
		at = g.minute + int32(due.At)
	case due.Set:
		at = begin + int32(due.At)
	}
	return max(min(at, end), g.minute)
}

// turnSpan is when the turn that runs began and will end; between turns, when
// the next one will.
func (g *Game) turnSpan() (begin, end int32) {
	if g.s.inTurn {
		t := &g.p.turns[g.s.turn]
		return int32(t.At), int32(t.At + t.Lasts)
	}
	for i := int(g.s.cursor); i < len(g.p.timetable); i++ {
		if e := g.p.timetable[i]; e.kind == entryEnd {
			return int32(g.p.turns[e.index].At), int32(e.place.Minute())
		}
	}
	return g.minute, g.minute
}

// mayAnswer refuses a role that is not among the owners of an open decision.
func (g *Game) mayAnswer(d, role int) *Refusal {
	c := &g.p.decisions[d]
	w := g.dec(d)
	if c.owners>>role&1 == 0 {
		r := g.refusef("owner", "“%s” is not for %s to decide, but for %s.", c.Title, g.p.roles[role].Title, g.p.RoleNames(c.owners))
		r.Seat = "That is not for " + g.p.roles[role].Title + " to decide."
		return r
	}
	switch w.status() {
	case IsOpen:
		return nil
	case NotOpen:
		r := g.refusef("unopened", "“%s” has not been asked yet.", c.Title)
		r.Seat = "No such question has been put to " + g.p.roles[role].Title + "."
		return r
	case NeverOpen:
		r := g.refusef("unopened", "“%s” is not asked in this exercise.", c.Title)
		r.Seat = "No such question has been put to " + g.p.roles[role].Title + "."
		return r
	}
	return g.refusef("closed", "“%s” is closed.", c.Title)
}

// buys is the set of arrangements that a move about a decision buys: none where
// it is about options.
func (g *Game) buys(m *Move) uint64 {
	if g.p.decisions[m.A].Purchase == nil {
		return 0
	}
	return m.Mask
}

// choosable refuses an option that is not open now.
func (g *Game) choosable(d, o int, purchase uint64) *Refusal {
	c := &g.p.decisions[d]
	if c.Purchase != nil {
		return g.affordable(d, purchase)
	}
	if o < 0 || o >= len(c.options) {
		return g.refusef("option", "“%s” has no such option.", c.Title)
	}
	opt := &c.options[o]
	if !opt.when.holds(g) {
		r := g.refusef("option", "“%s” is not on offer.", opt.Title)
		r.Seat = "“" + c.Title + "” has no such option."
		return r
	}
	if !opt.requires.holds(g) {
		return g.refusef("locked", "“%s” is not open: %s", opt.Title, lockedText(opt.Option))
	}
	return nil
}

func lockedText(o *scenario.Option) string {
	if o.Locked != "" {
		return o.Locked
	}
	return "what it needs is not there yet."
}

// affordable refuses a set of arrangements that can't be bought together.
func (g *Game) affordable(d int, set uint64) *Refusal {
	buy := g.p.decisions[d].Purchase
	cost := 0
	for w := set; w != 0; w &= w - 1 {
		a := bits.TrailingZeros64(w)
		if a >= len(g.p.arrangements) || !g.p.arrangements[a].ForSale {
			name := "That"
			if a < len(g.p.arrangements) {
				name = "“" + g.p.arrangements[a].Title + "”"
			}
			return g.refuse("arrangement", name+" is no arrangement that can be bought.")
		}
		if g.held()>>a&1 != 0 {
			return g.refusef("arrangement", "“%s” holds already.", g.p.arrangements[a].Title)
		}
		cost += g.p.arrangements[a].Cost
	}
	if cost > buy.Points {
		return g.refusef("points", "These cost %d points together, and there are %d.", cost, buy.Points)
	}
	return nil
}

// required is the mask of the roles that must agree before a choice is made.
func (g *Game) required(d int, purchase uint64) uint64 {
	need := g.now.decisions[d].concur
	c := &g.p.decisions[d]
	if g.rule(d) == scenario.All {
		need |= c.owners
	}
	for w := purchase; w != 0; w &= w - 1 {
		need |= g.p.arrangements[bits.TrailingZeros64(w)].concur
	}
	return need
}

// doDecide decides, votes or answers alone, as the decision's rule has it.
func (g *Game) doDecide(m *Move) *Refusal {
	d, role, o := int(m.A), int(m.Role), int(m.B)
	if r := g.mayAnswer(d, role); r != nil {
		return r
	}
	buys := g.buys(m)
	if r := g.choosable(d, o, buys); r != nil {
		return r
	}
	c := &g.p.decisions[d]
	if c.Purchase != nil {
		o = 0
	}
	switch rule := g.rule(d); rule {
	case scenario.Each:
		if n := g.p.ownerNo(d, role); g.answer(d, n) >= 0 {
			return g.refusef("answered", "%s has answered “%s” already.", g.p.roles[role].Title, c.Title)
		}
	case scenario.Majority:
		g.vote(d, role, o)
		return nil
	default:
		if rule == scenario.Lead && role != c.by[0] {
			return g.refusef("lead", "%s leads on “%s”; %s takes part.", g.p.roles[c.by[0]].Title, c.Title, g.p.roles[role].Title)
		}
		if need := g.required(d, buys) &^ (1 << role); need != 0 {
			return g.refusef("concur", "%s must agree first: propose it.", g.p.RoleNames(need))
		}
	}
	g.decide(d, o, role, ByOwners, buys)
	return nil
}

// vote counts a choice; what more than half of the owners want is decided.
func (g *Game) vote(d, role, o int) {
	e := ev(EvVoted)
	e.Role, e.A, e.B, e.Ref = int8(role), int16(d), int16(o), g.ref
	g.emit(e)
	votes, owners := 0, len(g.p.decisions[d].by)
	for n := range owners {
		if g.answer(d, n) == o {
			votes++
		}
	}
	if votes*2 > owners {
		g.decide(d, o, role, ByOwners, 0)
	}
}

// decide makes a choice, and has everything follow from it.
func (g *Game) decide(d, o, role int, why Why, purchase uint64) {
	c := &g.p.decisions[d]
	e := ev(EvDecided)
	e.Why, e.Role, e.A, e.B, e.Mask = why, int8(role), int16(d), int16(o), purchase
	if why == ByOwners || why == ByRuling {
		e.Ref = g.ref
	}
	g.emit(e)
	if c.Purchase == nil {
		g.effects(c.options[o].effects, role)
		g.run(c.options[o].then, role)
	}
	each(purchase, func(a int) { g.adopt(a, ByOwners, c.Purchase.Owned) })
	g.compare(d)
	g.finish(d)
}

// compare says, once every owner has answered alone, whether they said the same.
func (g *Game) compare(d int) {
	if g.rule(d) != scenario.Each || g.dec(d).status() != IsOpen || g.s.phase == Ended {
		return
	}
	for n := range g.p.decisions[d].by {
		if g.answer(d, n) < 0 {
			return
		}
	}
	e := ev(EvCompared)
	e.Why, e.A = Different, int16(d)
	if g.common(d) >= 0 {
		e.Why = Same
	}
	g.emit(e)
}

// finish lets the questions about a decision that is closed lapse.
func (g *Game) finish(d int) {
	if g.dec(d).status() == IsOpen || g.s.phase == Ended {
		return
	}
	g.lapseAsks(func(it item) bool {
		return int(it.a) == d && (Why(it.flag) == AskConsult || Why(it.flag) == AskConcur)
	})
}

// lapse closes a decision without an answer.
func (g *Game) lapse(d int, why Why) {
	e := ev(EvLapsed)
	e.Why, e.A = why, int16(d)
	g.emit(e)
	g.finish(d)
}

// settleOverdue applies the defaults of decisions that were announced as due and
// have not been answered since. It says whether there were any.
func (g *Game) settleOverdue() bool {
	if g.s.overdue == 0 {
		return false
	}
	g.minute = g.s.clock
	for d := g.nextOpen(0); d >= 0 && g.s.phase != Ended; d = g.nextOpen(d + 1) {
		if g.dec(d).overdue() {
			g.timeOut(d)
		}
	}
	g.settle()
	return true
}

// timeOut is a decision's default, marked as nobody's choice; for each owner
// that has not answered where each answers alone.
func (g *Game) timeOut(d int) {
	def := g.now.decisions[d].def
	if g.rule(d) == scenario.Each {
		for n, role := range g.p.decisions[d].by {
			if g.dec(d).status() != IsOpen || g.answer(d, n) >= 0 || g.s.phase == Ended {
				continue
			}
			if def >= 0 {
				g.decide(d, def, role, ByDefault, 0)
				continue
			}
			e := ev(EvLapsed)
			e.Why, e.Role, e.A = TimePassed, int8(role), int16(d)
			g.emit(e)
			g.compare(d)
			g.finish(d)
		}
		return
	}
	if def >= 0 {
		g.decide(d, def, -1, ByDefault, 0)
		return
	}
	g.lapse(d, TimePassed)
}

// doPropose proposes a choice to those who must agree to it.
func (g *Game) doPropose(m *Move) *Refusal {
	d, role, o := int(m.A), int(m.Role), int(m.B)
	if r := g.mayAnswer(d, role); r != nil {
		return r
	}
	buys := g.buys(m)
	if r := g.choosable(d, o, buys); r != nil {
		return r
	}
	c := &g.p.decisions[d]
	rule := g.rule(d)
	need := g.required(d, buys) &^ (1 << role)
	switch {
	case rule == scenario.Each || rule == scenario.Majority || need == 0:
		return g.refusef("alone", "Nobody need agree to this: %s decides it.", g.p.roles[role].Title)
	case rule == scenario.Lead && role != c.by[0]:
		return g.refusef("lead", "%s leads on “%s”; %s takes part.", g.p.roles[c.by[0]].Title, c.Title, g.p.roles[role].Title)
	}
	for w := need; w != 0; w &= w - 1 {
		if r := g.reachable(role, bits.TrailingZeros64(w)); r != nil {
			return r
		}
	}
	if c.Purchase != nil {
		o = 0
	}
	g.lapseAsks(func(it item) bool { return int(it.a) == d && Why(it.flag) == AskConcur })
	e := ev(EvProposed)
	e.Role, e.A, e.B, e.Mask, e.Ref = int8(role), int16(d), int16(o), buys, g.ref
	g.emit(e)
	each(need, func(to int) { g.ask(AskConcur, role, to, d, o) })
	return nil
}

// concluded decides a proposal that everybody needed has agreed to.
func (g *Game) concluded(d int) {
	w := g.dec(d)
	if missing := g.required(d, w.purchase()) &^ w.agreed(); missing != 0 {
		each(missing, func(to int) { g.askOnce(d, to) })
		return
	}
	g.ref = w.reason() // the words are those of the proposal
	g.decide(d, w.proposed(), w.proposer(), ByOwners, w.purchase())
}

// askOnce asks a role to agree to what stands proposed, unless it has been asked.
func (g *Game) askOnce(d, to int) {
	w := g.dec(d)
	if g.find(func(it item) bool {
		return it.isAsk() && Why(it.flag) == AskConcur && int(it.a) == d && int(it.to) == to
	}) < 0 {
		g.ask(AskConcur, w.proposer(), to, d, w.proposed())
	}
}

// doReason gives the reason for an answer that was given without one.
func (g *Game) doReason(m *Move) *Refusal {
	d, role := int(m.A), int(m.Role)
	c := &g.p.decisions[d]
	if m.Words == "" {
		return g.refuse("words", "Say the reason.")
	}
	if c.owners>>role&1 == 0 {
		return g.mayAnswer(d, role)
	}
	if s := g.dec(d).status(); s == NotOpen || s == NeverOpen {
		return g.mayAnswer(d, role)
	}
	if !g.hasAnswered(d, role) {
		return g.refusef("reason", "%s has not answered “%s”.", g.p.roles[role].Title, c.Title)
	}
	e := ev(EvReason)
	e.Role, e.A, e.Ref = m.Role, m.A, g.ref
	g.emit(e)
	return nil
}

// hasAnswered says whether an owner's word on a decision has been given.
func (g *Game) hasAnswered(d, role int) bool {
	if r := g.rule(d); r == scenario.Each || r == scenario.Majority {
		a := g.answer(d, g.p.ownerNo(d, role))
		return a >= 0 && a != lapsedAnswer
	}
	return g.dec(d).status() == Decided || g.dec(d).proposer() == role
}

// doOwn has a role accept an arrangement as its owner.
func (g *Game) doOwn(m *Move) *Refusal {
	a, role := int(m.A), int(m.Role)
	c := &g.p.arrangements[a]
	name := g.p.roles[role].Title
	switch {
	case g.held()>>a&1 == 0 || !c.ForSale:
		r := g.refusef("arrangement", "“%s” has not been agreed.", c.Title)
		r.Seat = "No such arrangement has been agreed."
		return r
	case g.owner(a) == role:
		return g.refusef("owned", "%s owns “%s” already.", name, c.Title)
	case g.owner(a) >= 0:
		return g.refusef("owned", "%s owns “%s” already.", g.p.roles[g.owner(a)].Title, c.Title)
	case c.owners>>role&1 == 0:
		return g.refusef("owner", "“%s” can be owned by %s.", c.Title, g.p.RoleNames(c.owners))
	}
	if most := g.mostOwned(); most > 0 && g.ownedBy(role) >= most {
		return g.refusef("each", "%s owns as many arrangements as one seat may.", name)
	}
	e := ev(EvOwned)
	e.Role, e.A, e.Ref = m.Role, m.A, g.ref
	g.emit(e)
	return nil
}

// mostOwned is how many arrangements one role may own; 0 for no limit.
func (g *Game) mostOwned() int {
	most := 0
	for d := range g.p.decisions {
		if buy := g.p.decisions[d].Purchase; buy != nil && buy.Each > 0 && g.dec(d).status() != NotOpen && (most == 0 || buy.Each < most) {
			most = buy.Each
		}
	}
	return most
}

func (g *Game) ownedBy(role int) (n int) {
	for a := range g.p.arrangements {
		if g.owner(a) == role {
			n++
		}
	}
	return n
}
