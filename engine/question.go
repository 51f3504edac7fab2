package engine

import "math/bits"

// fastest is how long a question needs from one role to another: nothing at one
// table or in one meeting, else the shortest delay of the channels that join
// them. ok is false where none does.
func (g *Game) fastest(from, to int) (delay int32, ok bool) {
	if g.p.roles[from].table>>to&1 != 0 {
		return 0, true
	}
	for f := range g.p.forums {
		if g.bothSit(f, from, to) {
			return 0, true
		}
	}
	for c := range g.p.channels {
		if g.joins(c, from, to) && (!ok || g.now.channels[c].delay < delay) {
			delay, ok = g.now.channels[c].delay, true
		}
	}
	return delay, ok
}

// reach refuses a question to a role that nothing joins.
func (g *Game) reachable(from, to int) *Refusal {
	if from == to {
		return g.refusef("self", "%s would be asking itself.", g.p.roles[from].Title)
	}
	if _, ok := g.fastest(from, to); !ok {
		return g.refusef("unreachable", "No channel joins %s and %s.", g.p.roles[from].Title, g.p.roles[to].Title)
	}
	return nil
}

// ask puts a question on its way: why says of which kind, a and b what about.
func (g *Game) ask(why Why, from, to int, a, b int) {
	delay, _ := g.fastest(from, to)
	e := ev(EvAsked)
	e.Why, e.Role, e.To, e.A, e.B, e.N, e.Ref = why, int8(from), int8(to), int16(a), int16(b), g.minute+delay, g.ref
	g.emit(e)
}

// waiting is the first question of a kind that waits for a role's answer.
func (g *Game) waiting(why Why, to int8, a int16, match func(item) bool) (item, bool) {
	i := g.find(func(it item) bool {
		return it.kind == itemOpenAsk && it.flag == uint8(why) && it.to == to && it.a == a && match(it)
	})
	if i < 0 {
		return item{}, false
	}
	return g.item(i), true
}

func anyAsk(item) bool { return true }

// respond answers a question that waits: the answer travels back as the question
// came.
func (g *Game) respond(it item, verdict int32) {
	delay, ok := g.fastest(int(it.to), int(it.role))
	if !ok {
		delay = it.n // no way back: as long as the question took
	}
	e := ev(EvAnswered)
	e.Why, e.Role, e.To, e.A, e.B, e.M, e.Ref = Why(it.flag), it.role, it.to, it.a, it.b, verdict, g.ref
	e.N = g.minute + delay
	g.emit(e)
	if delay <= 0 {
		e.Kind, e.N = EvReplied, 0
		g.reply(e)
	}
}

// reply has an answer come back, and what follows from it: a proposal that all
// agree to is decided, consent given is given. It says whether control must stop.
func (g *Game) reply(e Event) bool {
	d := int(e.A)
	stands := e.Why == AskConcur && g.dec(d).status() == IsOpen && g.dec(d).proposed() == int(e.B)
	g.emit(e)
	switch {
	case stands && e.M == VerdictYes:
		g.concluded(d)
	case stands:
		g.lapseAsks(func(it item) bool { return Why(it.flag) == AskConcur && it.a == e.A && it.b == e.B })
	case e.Why == AskFact && e.M == VerdictGiven && g.p.facts[e.A].consent == int(e.To):
		g.consent(int(e.A), 1<<e.B, int(e.To))
	}
	return e.Why == AskConcur
}

// consent releases a fact to roles beyond the rule.
func (g *Game) consent(f int, who uint64, by int) {
	if g.consented(f)&who == who {
		return
	}
	e := ev(EvConsented)
	e.Role, e.A, e.Mask = int8(by), int16(f), who
	g.emit(e)
}

// lapseAsks closes the questions that match without an answer.
func (g *Game) lapseAsks(match func(item) bool) {
	for {
		i := g.find(func(it item) bool {
			return it.isAsk() && match(it)
		})
		if i < 0 {
			return
		}
		it := g.item(i)
		e := ev(EvAskLapsed)
		e.Why, e.Role, e.To, e.A, e.B = Why(it.flag), it.role, it.to, it.a, it.b
		if it.kind == itemReply {
			e.M = 1
		}
		g.emit(e)
	}
}

// doConsult asks roles for their view on an open decision.
func (g *Game) doConsult(m *Move) *Refusal {
	d, from := int(m.A), int(m.Role)
	if r := g.mayAnswer(d, from); r != nil {
		return r
	}
	who := m.Mask
	if who == 0 {
		return g.refuse("nobody", "Say whom to consult.")
	}
	for w := who; w != 0; w &= w - 1 {
		to := bits.TrailingZeros64(w)
		if r := g.reachable(from, to); r != nil {
			return r
		}
		if g.asks(AskConsult, from, to, d, -1) {
			return g.refusef("asked", "%s has been asked already.", g.p.roles[to].Title)
		}
	}
	each(who, func(to int) { g.ask(AskConsult, from, to, d, -1) })
	return nil
}

// doAnswer answers a consultation or a proposal that waits for the role.
func (g *Game) doAnswer(m *Move) *Refusal {
	it, ok := g.waiting(AskConcur, m.Role, m.A, anyAsk)
	if view, asked := g.waiting(AskConsult, m.Role, m.A, anyAsk); asked && m.N == VerdictWords {
		it, ok = view, true
	} else if ok && m.N == VerdictWords {
		return g.refusef("verdict", "%s is asked to agree or to object.", g.p.roles[m.Role].Title)
	}
	if !ok {
		if it, ok = g.waiting(AskConsult, m.Role, m.A, anyAsk); !ok {
			r := g.refusef("unasked", "%s has no question about “%s” to answer.", g.p.roles[m.Role].Title, g.p.decisions[m.A].Title)
			r.Seat = g.p.roles[m.Role].Title + " has no such question to answer."
			return g.stillComing(r, m, func(it item) bool { return Why(it.flag) != AskFact })
		}
	}
	if m.N < VerdictWords || m.N > VerdictNo {
		return g.refuse("verdict", "An answer agrees, objects, or gives a view in words.")
	}
	g.respond(it, m.N)
	return nil
}

// doAsk asks for a fact: for the role itself, of whoever may hold it; or for
// another, of the one whose consent is needed.
func (g *Game) doAsk(m *Move) *Refusal {
	from, f := int(m.Role), int(m.A)
	for_, to := int(m.B), int(m.To)
	if for_ < 0 {
		for_ = from
	}
	if to < 0 && !g.holds(from, f) {
		return g.refuse("whom", "Say whom to ask.")
	}
	if to < 0 {
		to = g.p.facts[f].consent
	}
	if for_ != from && !g.holds(from, f) {
		return g.maySend(from, f)
	}
	if to < 0 {
		r := g.refusef("consent", "There is nobody to ask about “%s”.", g.p.facts[f].Title)
		r.Seat = "There is nobody to ask about that. Name somebody who may hold it."
		return r
	}
	if r := g.reachable(from, to); r != nil {
		if to == from {
			return g.refusef("self", "%s decides that itself: it need not ask.", g.p.roles[from].Title)
		}
		return r
	}
	if g.asks(AskFact, from, to, f, for_) {
		return g.refusef("asked", "%s has been asked already.", g.p.roles[to].Title)
	}
	g.ask(AskFact, from, to, f, for_)
	return nil
}

// asks says whether just this question is under way already, or waits.
func (g *Game) asks(why Why, from, to, a, b int) bool {
	return g.find(func(it item) bool {
		return (it.kind == itemQuestion || it.kind == itemOpenAsk) && Why(it.flag) == why &&
			int(it.role) == from && int(it.to) == to && int(it.a) == a && int(it.b) == b
	}) >= 0
}

// askByStory asks for consent because an option or a rule says so.
func (g *Game) askByStory(c *consequence, actor int) {
	to := g.p.facts[c.fact].consent
	each(c.to, func(for_ int) {
		from := actor
		if from < 0 || from == to {
			from = for_
		}
		if to >= 0 && g.reachable(from, to) == nil && !g.asks(AskFact, from, to, c.fact, for_) {
			g.ask(AskFact, from, to, c.fact, for_)
		}
	})
}

// doGrant gives or refuses what was asked for. Whoever decides about a fact may
// also release it unasked.
func (g *Game) doGrant(m *Move) *Refusal {
	yes := m.Kind == MoveGrant
	it, ok := g.waiting(AskFact, m.Role, m.A, func(it item) bool { return m.B < 0 || it.b == m.B })
	if ok {
		verdict := int32(VerdictDenied)
		if yes {
			verdict = VerdictGiven
		}
		g.respond(it, verdict)
		return nil
	}
	c := &g.p.facts[m.A]
	if yes && c.consent == int(m.Role) && m.B >= 0 {
		if g.mayHave(-2, int(m.A), int(m.B)) {
			r := g.refusef("released", "%s may have “%s” already.", g.p.roles[m.B].Title, c.Title)
			r.Seat = g.p.roles[m.B].Title + " may have it already."
			return r
		}
		g.consent(int(m.A), 1<<m.B, int(m.Role))
		return nil
	}
	r := g.refusef("unasked", "%s has no request for “%s” to answer.", g.p.roles[m.Role].Title, c.Title)
	if !g.holds(int(m.Role), int(m.A)) {
		r.Seat = g.p.roles[m.Role].Title + " has no such request to answer."
	}
	return g.stillComing(r, m, func(it item) bool { return Why(it.flag) == AskFact })
}

// stillComing adds to a refusal, for control only, when a question that is on its
// way will arrive.
func (g *Game) stillComing(r *Refusal, m *Move, about func(item) bool) *Refusal {
	i := g.find(func(it item) bool {
		return it.kind == itemQuestion && it.to == m.Role && it.a == m.A && about(it)
	})
	if i >= 0 {
		r.Control += " It is on its way, and arrives " + g.p.ClockText(g.itemPlace(i).Minute()) + "."
	}
	return r
}

// doMessage sends words: between roles by the fastest channel, to and from
// control at once. Questions to control are messages too.
func (g *Game) doMessage(m *Move) *Refusal {
	to := m.Mask
	from := int(m.Role)
	if to == 0 && from < 0 {
		return g.refuse("nobody", "Say to whom.")
	}
	if m.Words == "" {
		return g.refuse("words", "A message needs words.")
	}
	for w := to; from >= 0 && w != 0; w &= w - 1 {
		if r := g.reachable(from, bits.TrailingZeros64(w)); r != nil {
			return r
		}
	}
	e := ev(EvMessaged)
	e.Role, e.Ref, e.N = m.Role, g.ref, g.minute
	if to == 0 {
		g.emit(e) // to control
		return nil
	}
	each(to, func(r int) {
		delay := int32(0)
		if from >= 0 {
			delay, _ = g.fastest(from, r)
		}
		e.Kind, e.To, e.N = EvMessaged, int8(r), g.minute+delay
		g.emit(e)
		if delay <= 0 {
			e.Kind, e.N = EvMessageArrived, 0
			g.emit(e)
		}
	})
	return nil
}
