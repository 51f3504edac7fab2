package engine

import (
	"math/bits"

	"example.org/whitecell/scenario"
)

// apply changes the state by one event. It is used in play and in folding a
// record, and nothing else changes state; it decides nothing.
func (g *Game) apply(e Event) {
	s := &g.s
	if s.clock != e.At {
		s.clock = e.At
		g.dirty |= dirtyClock
	}
	switch e.Via {
	case ViaScript:
		s.cursor++
	case ViaSent:
		g.take(0)
	}
	switch {
	case e.Kind <= EvMoved:
		g.applyScript(e)
	case e.Kind <= EvMessageArrived:
		g.applyTraffic(e)
	case e.Kind <= EvRose:
		g.applyForum(e)
	case e.Kind <= EvReason:
		g.applyDecision(e)
	default:
		g.applyRest(e)
	}
}

func (g *Game) applyScript(e Event) {
	s, lay := &g.s, &g.p.lay
	a := int(e.A)
	switch e.Kind {
	case EvStarted:
		s.phase = Running
		for _, line := range g.p.timetable {
			if line.kind == entryBegin {
				g.fillSlips(line.turn)
				break
			}
		}
	case EvTurnBegan:
		g.beginTurn(a)
	case EvTurnPassed:
		s.cursor = e.N
		s.stage += 2
		g.dirty |= dirtyTurn
		g.overAtLast()
	case EvTurnEnded:
		s.inTurn = false
		s.stage++
		s.words[lay.held+heldTurn] = 0
		g.dirty |= dirtyHeld | dirtyTurn
		g.refresh()
		g.overAtLast()
	case EvReached:
		s.place = Place(e.Mask)
		if m := int32(s.place.Minute()); m > s.clock {
			s.clock = m
			g.dirty |= dirtyClock
		}
	case EvDelivered:
		s.setBit(lay.delivered, a, true)
		s.setBit(lay.handled, a, true)
		g.dropItems(func(it item) bool { return it.kind == itemInject && it.a == e.A })
		g.dirty |= dirtyInject(a)
	case EvMoved:
		s.setBit(lay.handled, a, true)
		g.dropItems(func(it item) bool { return it.kind == itemInject && it.a == e.A })
		if e.Why == WasDelayed {
			g.push(item{place: placeOf(e.N, g.stageAt(e.N), classInject, a), kind: itemInject, a: e.A})
		}
	}
}

// overAtLast notes that the last turn has ended, or was passed over.
func (g *Game) overAtLast() {
	if int(g.s.cursor) == len(g.p.timetable) {
		g.s.phase = Over
	}
}

// beginTurn opens a turn: its arrangements hold, and every role has its slips.
func (g *Game) beginTurn(t int) {
	s, lay := &g.s, &g.p.lay
	s.turn, s.inTurn = int16(t), true
	s.stage++
	s.words[lay.held+heldTurn] = g.p.turns[t].adopt
	g.fillSlips(t)
	g.dirty |= dirtyTurn | dirtyHeld
	g.refresh()
}

// fillSlips gives every role the slips of a turn, less the upkeep of what it owns.
func (g *Game) fillSlips(t int) {
	s, lay := &g.s, &g.p.lay
	for r := range g.p.roles {
		n := g.p.turns[t].sends[r]
		if n == scenario.Unlimited {
			s.setByte(lay.slips, r, slipsUnlimited)
			continue
		}
		for a := range g.p.arrangements {
			if g.owner(a) == r && g.held()>>a&1 != 0 {
				n -= g.p.arrangements[a].Upkeep
			}
		}
		s.setByte(lay.slips, r, min(max(n, 0), slipsUnlimited-1))
	}
}

// dropItems removes every thing under way that is not wanted any more.
func (g *Game) dropItems(unwanted func(item) bool) {
	for i := g.items() - 1; i >= 0; i-- {
		if unwanted(g.item(i)) {
			g.take(i)
		}
	}
}

// spend takes slips from a role that has a limited number.
func (g *Game) spend(role int8, n int) {
	if role < 0 {
		return
	}
	if left := g.slips(int(role)); left != scenario.Unlimited {
		g.s.setByte(g.p.lay.slips, int(role), max(left-n, 0))
	}
}

func (g *Game) applyTraffic(e Event) {
	s, lay := &g.s, &g.p.lay
	a := int(e.A)
	switch e.Kind {
	case EvLearned:
		s.words[lay.holders+a] |= 1 << e.To
		if e.Role >= 0 {
			*g.knownTo(a, int(e.To)) |= 1 << e.Role
		}
		g.dirty |= g.p.facts[a].dirty
	case EvShared:
		if e.Why != ByStory {
			g.spend(e.Role, 1)
		}
		*g.knownTo(a, int(e.Role)) |= 1 << e.To
		if e.N > e.At {
			g.send(item{kind: itemShare, role: e.Role, to: e.To, a: e.A, b: e.B}, e.N, classArrival)
		}
	case EvTold:
		if e.Role >= 0 {
			*g.knownTo(a, int(e.Role)) |= 1 << e.To
		}
	case EvSaid:
		g.spend(e.Role, 1)
		all := e.Mask | 1<<e.Role
		each(all, func(r int) { *g.knownTo(a, r) |= all })
	case EvLeaked:
		s.setBit(lay.leaked, a, true)
		g.dirty |= g.p.facts[a].dirty
	case EvMaking:
		g.send(item{kind: itemVersion, role: e.Role, a: e.A}, e.N, classArrival)
	case EvMade:
		s.setBit(lay.made, a, true)
	case EvConsented:
		s.words[lay.consents+a] |= e.Mask
		if e.Role >= 0 {
			*g.askedFor(a, int(e.Role)) |= e.Mask
		}
	case EvMessaged:
		if e.N > e.At {
			g.send(item{kind: itemMessage, role: e.Role, to: e.To, a: e.A, b: e.B, ref: e.Ref}, e.N, classQuestion)
		}
	default:
		g.applyQuestion(e)
	}
}

// send puts a thing under way until a minute.
func (g *Game) send(it item, until int32, c class) {
	it.place = g.sentAt(until, c)
	g.s.seq++
	g.push(it)
}

// sameAsk says whether a thing under way is the question that an event is about.
func sameAsk(it item, e Event) bool {
	return it.flag == uint8(e.Why) && it.role == e.Role && it.to == e.To && it.a == e.A && it.b == e.B
}

func (g *Game) applyQuestion(e Event) {
	ask := item{kind: itemOpenAsk, flag: uint8(e.Why), role: e.Role, to: e.To, a: e.A, b: e.B, ref: e.Ref}
	switch e.Kind {
	case EvAsked:
		if e.Why == AskConsult || e.Why == AskConcur {
			*g.askedAbout(int(e.A), int(e.Role)) |= 1 << e.To
		}
		if e.Why == AskFact {
			*g.askedFor(int(e.A), int(e.Role)) |= 1 << e.B
		}
		if e.N > e.At {
			ask.kind, ask.n = itemQuestion, e.N-e.At
			g.send(ask, e.N, classQuestion)
			return
		}
		g.send(ask, never, classQuestion)
	case EvAskArrived:
		ask.n = e.M
		g.send(ask, never, classQuestion)
	case EvAnswered:
		g.dropItems(func(it item) bool { return it.kind == itemOpenAsk && sameAsk(it, e) })
		if e.N > e.At {
			ask.kind, ask.n = itemReply, e.M
			g.send(ask, e.N, classQuestion)
		}
	case EvReplied:
		g.applyReply(e)
	case EvAskLapsed:
		g.dropItems(func(it item) bool {
			return it.isAsk() && sameAsk(it, e)
		})
	}
}

// applyReply is an answer that has come back to the one who asked. An answer to
// a proposal that no longer stands changes nothing.
func (g *Game) applyReply(e Event) {
	if e.Why != AskConcur {
		return
	}
	d := g.dec(int(e.A))
	if d.status() != IsOpen || d.proposed() != int(e.B) {
		return
	}
	if e.M == VerdictYes {
		d[2] |= 1 << e.To
		return
	}
	d[3] |= 1 << (d.proposed() & 63)
	d.setByte(2, 0)
	d.setByte(3, 0)
	d[2], d[4] = 0, 0
}

func (g *Game) applyForum(e Event) {
	s, f := &g.s, int(e.A)
	st := g.forumStatus(f)
	g.dirty |= dirtyForum
	switch e.Kind {
	case EvCalled:
		*st |= forumCalled | forumPending
		*st = *st&0xff | uint64(uint8(e.Role))<<8
		if e.Why == ByRuling {
			s.words[g.p.lay.forums+f*forumWords+1] = e.Mask
		}
		if e.Why == ByOwners {
			g.spend(e.Role, g.now.forums[f].slips)
		}
		if e.N > e.At {
			g.push(item{place: placeOf(e.N, g.stageAt(e.N), classForum, f), kind: itemSit, a: e.A})
		}
	case EvSat:
		*st = *st&^forumPending | forumMet | forumSits
		g.push(item{place: placeOf(e.N, g.stageAt(e.N), classForum, f), kind: itemRise, a: e.A})
	case EvRose:
		*st &^= forumSits | forumPending
		g.dropItems(func(it item) bool { return (it.kind == itemRise || it.kind == itemSit) && it.a == e.A })
	}
}

func (g *Game) applyDecision(e Event) {
	s := &g.s
	d := g.dec(int(e.A))
	g.dirty |= g.p.decisions[e.A].dirty
	switch e.Kind {
	case EvOpened:
		d.setByte(0, int(IsOpen))
		s.setBit(g.p.lay.open, int(e.A), true)
		d.setByte(5, int(g.now.decisions[e.A].rule)+1)
		d.setTimes(e.At, e.N)
		g.push(item{place: placeOf(e.N, int(s.stage), classDue, int(e.A)), kind: itemDue, a: e.A})
	case EvNotOpened:
		d.setByte(0, int(NeverOpen))
	case EvProposed:
		d.setByte(2, int(e.B)+1)
		d.setByte(3, int(e.Role)+1)
		d[2], d[4], d[5] = 1<<e.Role, e.Mask, uint64(uint32(e.Ref))
	case EvVoted:
		g.setAnswer(int(e.A), int(e.Role), int(e.B))
	case EvDecided:
		g.applyDecided(e, d)
	case EvCompared:
		g.closeDecision(e.A, d, Decided)
	case EvLapsed:
		if e.Role >= 0 {
			g.setAnswer(int(e.A), int(e.Role), lapsedAnswer)
			return
		}
		g.closeDecision(e.A, d, Lapsed)
	case EvDue:
		d.setByte(4, 1)
		s.overdue++
	case EvMoreTime:
		g.forgetDue(e.A, d)
		d.setTimes(d.opened(), e.N)
		g.push(item{place: placeOf(e.N, int(s.stage), classDue, int(e.A)), kind: itemDue, a: e.A})
	}
}

func (g *Game) setAnswer(d, role, answer int) {
	if n := g.p.ownerNo(d, role); n >= 0 {
		g.s.setByte(g.p.lay.answered, g.p.decisions[d].answers+n, answer+1)
	}
}

func (g *Game) applyDecided(e Event, d dec) {
	if d.byte(5) == 0 {
		d.setByte(5, int(g.now.decisions[e.A].rule)+1)
	}
	if e.Role >= 0 && g.rule(int(e.A)) == scenario.Each && e.Why != ByAssumption {
		g.setAnswer(int(e.A), int(e.Role), int(e.B))
		return
	}
	d.setByte(1, int(e.B)+1)
	d[4] = e.Mask
	if e.Why == ByAssumption {
		for _, r := range g.p.decisions[e.A].by {
			g.setAnswer(int(e.A), r, int(e.B))
		}
	}
	g.closeDecision(e.A, d, Decided)
}

// closeDecision ends a decision's time: it waits for nothing any more.
func (g *Game) closeDecision(no int16, d dec, status Status) {
	d.setByte(0, int(status))
	g.s.setBit(g.p.lay.open, int(no), false)
	g.forgetDue(no, d)
}

func (g *Game) forgetDue(no int16, d dec) {
	if d.overdue() {
		d.setByte(4, 0)
		g.s.overdue--
	}
	g.dropItems(func(it item) bool { return it.kind == itemDue && it.a == no })
}

func (g *Game) applyRest(e Event) {
	s, lay := &g.s, &g.p.lay
	a := int(e.A)
	switch e.Kind {
	case EvMeasured:
		s.words[lay.measures+a] = uint64(int64(e.M))
		g.dirty |= dirtyMeasure(a)
	case EvAdopted, EvDropped, EvOwned:
		g.applyArrangement(e)
	case EvFlag:
		s.setBit(lay.flags, a, e.N != 0)
		g.dirty |= dirtyFlag(a)
	case EvRuleFired:
		s.setBit(lay.fired, a, true)
		s.setBit(lay.truth, a, true)
	case EvRuleReset:
		s.setBit(lay.truth, a, false)
	case EvDelayed:
		g.send(item{kind: itemThen, role: e.Role, a: e.A}, e.N, classInject)
	case EvSlips:
		if left := g.slips(int(e.Role)); left != scenario.Unlimited {
			s.setByte(lay.slips, int(e.Role), min(max(left+int(e.N), 0), slipsUnlimited-1))
		}
	case EvSeated:
		s.setByte(lay.auto, int(e.Role), int(e.N))
	case EvStopped:
		s.stopped = true
	case EvLifted:
		s.stopped = false
	case EvEnded:
		s.phase, s.ending, s.inTurn = Ended, e.A, false
	}
}

func (g *Game) applyArrangement(e Event) {
	words := g.s.words[g.p.lay.held:]
	bit := uint64(1) << e.A
	switch e.Kind {
	case EvAdopted:
		if e.Why == ByStory {
			words[heldStory] |= bit
		} else {
			words[heldBought] |= bit
			if e.N != 0 {
				words[heldUnowned] |= bit
			}
		}
	case EvDropped:
		for _, w := range [...]int{heldBought, heldStory, heldTurn, heldUnowned} {
			words[w] &^= bit
		}
		g.s.setByte(g.p.lay.owners, int(e.A), 0)
		if e.Why == NoOwner {
			words[heldLapsed]++
		}
	case EvOwned:
		g.s.setByte(g.p.lay.owners, int(e.A), int(e.Role)+1)
		words[heldUnowned] &^= bit
	}
	g.dirty |= dirtyHeld
	g.refresh()
}

// each calls f with the number of every role in a mask, in file order.
func each(mask uint64, f func(role int)) {
	for ; mask != 0; mask &= mask - 1 {
		f(bits.TrailingZeros64(mask))
	}
}
