package engine

import "example.org/whitecell/scenario"

// doStart is StartEx: the roles hold what they know from the start.
func (g *Game) doStart(*Move) *Refusal {
	g.emit(ev(EvStarted))
	for r := range g.p.roles {
		for _, f := range g.p.roles[r].knows {
			g.learn(r, f, source{why: FromStart, from: -1, by: -1})
		}
	}
	return nil
}

// doAdvance moves story time: to the next thing that control must say or ask, by
// one step, or to a place. The first two go no further than the place in Mask,
// where there is one; the first also stops where a seat that plays by itself has
// something to do, and Halted tells the two apart. No place at all is the end of
// the last turn. A decision that was announced
// as due and is still open takes its default first.
func (g *Game) doAdvance(m *Move) *Refusal {
	if g.s.phase == Over {
		return g.refuse("over", "The last turn has ended. Say EndEx to close the exercise.")
	}
	limit := Place(m.Mask)
	if limit == 0 {
		limit = EndOfMinute(never - 1)
	}
	if m.N == ToPlace && limit < g.s.place {
		return g.refusef("back", "Story time does not go back: it is already %s.", g.p.ClockText(g.s.Clock()))
	}
	g.settleOverdue()
	reached, stopped := g.s.place, false
	g.halted = false
	for g.s.phase == Running {
		place := g.headPlace()
		if place > limit || stopped && !g.absorbs(reached, place) {
			if stopped || place <= limit || limit.Minute() <= g.s.Clock() && !limit.pastDues() || !g.settleOverdue() {
				break
			}
			reached = g.pastDefaults(reached)
			continue // a default may have put new things under way
		}
		if g.s.overdue > 0 && !sameDue(reached, place) && g.settleOverdue() {
			reached = g.pastDefaults(reached)
			continue
		}
		stops := g.step(place)
		g.settle()
		reached = max(reached, place)
		g.halted = g.halted || stops
		stopped = stopped || m.N == ToStep || m.N == ToNext && (stops || g.autoPlay() && g.autoWants())
	}
	g.reach(reached, limit, stopped)
	return nil
}

// Halted says whether the last advance stopped, or would have, at something that
// control must say or ask.
func (g *Game) Halted() bool { return g.halted }

func (g *Game) autoPlay() bool {
	for _, w := range g.s.words[g.p.lay.auto:g.p.lay.items] {
		if w != 0 {
			return true
		}
	}
	return false
}

func (g *Game) autoWants() bool {
	_, wants := g.AutoMove()
	return wants
}

// absorbs says whether an advance that has found its stop takes one more thing
// along: whatever belongs before the place reached, decisions that open in the
// same minute, those that fall due together, and questions that arrive together.
func (g *Game) absorbs(reached, place Place) bool {
	if place <= reached {
		return true
	}
	if place.Minute() != reached.Minute() || place.stage() != reached.stage() {
		return false
	}
	together := place.class() == reached.class() && (place.class() == classDue || place.class() == classQuestion)
	return place.class() == classOpening || together
}

// pastDefaults is the place reached once defaults have been applied. Where one of
// them has ended the exercise, no later thing says that the advance went on past
// the due time; so the place does.
func (g *Game) pastDefaults(reached Place) Place {
	if g.s.phase != Ended {
		return reached
	}
	return max(reached, placeOf(g.s.clock, int(g.s.stage), classDue, orderMax))
}

// sameDue says whether the thing at place falls due together with the last one.
func sameDue(reached, place Place) bool {
	return place.class() == classDue && reached.class() == classDue &&
		place.Minute() == reached.Minute() && place.stage() == reached.stage()
}

// reach records the place where an advance ended, and moves the clock there.
func (g *Game) reach(reached, limit Place, stopped bool) {
	if !stopped && g.s.phase == Running {
		reached = max(reached, limit)
	}
	g.minute = max(g.minute, int32(reached.Minute()))
	e := ev(EvReached)
	e.Mask = uint64(reached)
	g.emit(e)
}

// headPlace is the place of the next thing that happens by itself. While the
// exercise runs there is always one: the end of the last turn.
func (g *Game) headPlace() Place {
	script := g.p.timetable[g.s.cursor].place
	if g.items() > 0 {
		return min(script, g.itemPlace(0))
	}
	return script
}

// step has the next thing happen, and says whether control must say or ask
// something because of it.
func (g *Game) step(place Place) (stops bool) {
	g.minute = max(g.s.clock, int32(place.Minute()))
	if g.items() > 0 && g.itemPlace(0) == place {
		return g.stepSent(g.item(0))
	}
	e := &g.p.timetable[g.s.cursor]
	switch e.kind {
	case entrySkip:
		g.skipTurn(e.index)
		return false
	case entryBegin:
		return g.stepBegin(e.index)
	case entryInject:
		return g.stepInject(e.index, ViaScript, WhyNone)
	case entryOpen:
		return g.open(e.index, ViaScript)
	default:
		g.stepEnd(e.index)
		return true
	}
}

// stepSent has the first of the things under way happen.
func (g *Game) stepSent(it item) (stops bool) {
	e := ev(0)
	e.Via, e.Role, e.To, e.A, e.B, e.Ref = ViaSent, it.role, it.to, it.a, it.b, it.ref
	switch it.kind {
	case itemShare:
		e.Kind, e.Ref = EvArrived, -1
		g.emit(e)
		g.learn(int(it.to), int(it.a), source{why: FromShare, from: it.role, by: it.b})
	case itemVersion:
		g.makeVersion(int(it.a), ViaSent)
	case itemQuestion:
		e.Kind, e.Why, e.M = EvAskArrived, Why(it.flag), it.n
		g.emit(e)
		_, auto := g.auto(int(it.to))
		return !auto // its seat must be asked
	case itemReply:
		e.Kind, e.Why, e.M = EvReplied, Why(it.flag), it.n
		return g.reply(e)
	case itemMessage:
		e.Kind = EvMessageArrived
		g.emit(e)
	case itemSit:
		g.sit(int(it.a), ViaSent)
		return true
	case itemRise:
		e = ev(EvRose)
		e.Via, e.Why, e.A = ViaSent, TimePassed, it.a
		g.emit(e)
	case itemThen:
		e = ev(EvThen)
		e.Via, e.Role, e.A = ViaSent, it.role, it.a
		g.emit(e)
		c := &g.p.then[it.a]
		g.follow(c, int(it.a), int(it.role))
		return c.kind == scenario.DeliverInject
	case itemInject:
		return g.stepInject(int(it.a), ViaSent, ByControl)
	case itemDue:
		e = ev(EvDue)
		e.Via, e.A = ViaSent, it.a
		g.emit(e)
		return true
	}
	return false
}

func (g *Game) stepBegin(t int) bool {
	if !g.p.turns[t].when.holds(g) {
		e := ev(EvTurnPassed)
		e.Via, e.A, e.N = ViaScript, int16(t), g.afterTurn(t)
		g.emit(e)
		return false
	}
	e := ev(EvTurnBegan)
	e.Via, e.A = ViaScript, int16(t)
	g.emit(e)
	return true
}

// afterTurn is the line of the timetable behind a turn's end.
func (g *Game) afterTurn(t int) int32 {
	for i := int(g.s.cursor); i < len(g.p.timetable); i++ {
		if e := g.p.timetable[i]; e.kind == entryEnd && e.index == t {
			return int32(i + 1)
		}
	}
	return int32(len(g.p.timetable))
}

// stepInject is an inject whose time has come: the script's, or that to which
// control has moved it.
func (g *Game) stepInject(i int, via Via, why Why) bool {
	in := &g.p.injects[i]
	pass := func(why Why) bool {
		e := ev(EvPassed)
		e.Via, e.Why, e.A = via, why, int16(i)
		g.emit(e)
		return false
	}
	switch {
	case via == ViaScript && g.s.bit(g.p.lay.handled, i):
		return pass(WasHandled)
	case !in.when.holds(g), !in.contingency.holds(g):
		return pass(NotTrue)
	case !g.drawn(in):
		return pass(NotDrawn)
	case in.contingency != nil:
		e := ev(EvOffered)
		e.Via, e.A = via, int16(i)
		g.emit(e)
		return true
	}
	return g.deliver(i, via, why)
}

// stepEnd ends a turn. Purchases that nobody accepted lapse, and so do requests
// for facts that were not answered.
func (g *Game) stepEnd(t int) {
	e := ev(EvTurnEnded)
	e.Via, e.A = ViaScript, int16(t)
	g.emit(e)
	unowned := g.s.words[g.p.lay.held+heldUnowned]
	each(unowned, func(a int) {
		e := ev(EvDropped)
		e.Why, e.A = NoOwner, int16(a)
		g.emit(e)
	})
	g.lapseAsks(func(it item) bool { return Why(it.flag) == AskFact && it.kind == itemOpenAsk })
}

// skipTurn takes as having happened what a turn that was left out leaves behind.
func (g *Game) skipTurn(t int) {
	e := ev(EvTurnSkipped)
	e.Via, e.A = ViaScript, int16(t)
	g.emit(e)
	s := &g.p.skipped[t]
	for _, k := range s.knows {
		g.learn(k.role, k.fact, source{why: FromSkipped, from: -1, by: -1})
	}
	for _, c := range s.chose {
		e := ev(EvDecided)
		e.Why, e.A, e.B = ByAssumption, int16(c.decision), int16(c.option)
		g.emit(e)
	}
	g.effects(s.effects, -1)
	for _, f := range s.flags {
		g.setFlag(f, true)
	}
}
