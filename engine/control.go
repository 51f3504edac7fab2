package engine

import "example.org/whitecell/scenario"

// doRule rules on what nobody scripted, and has one thing besides follow from the
// ruling: a role is told, a meeting is seated, a decision is taken early or for
// another seat, a measure is nudged, or an inject is delivered.
func (g *Game) doRule(m *Move) *Refusal {
	if m.N < RulingNoted || m.N > RulingLater {
		return g.refuse("ruling", "A ruling is: noted, allowed, partly, not, or later.")
	}
	if r := g.rulable(m); r != nil {
		return r
	}
	e := ev(EvRuled)
	e.Why, e.Role, e.N, e.Ref = m.Why, m.Role, m.N, g.ref
	g.emit(e)
	switch m.Why {
	case RuleTell:
		g.learn(int(m.To), int(m.A), source{why: FromStory, from: -1, by: -1})
	case RuleMeeting:
		g.call(len(g.p.forums)-1, -1, ByRuling, m.Mask)
	case RuleDecide:
		g.ruleDecide(m)
	case RuleNudge:
		g.nudge(int(m.A), int(m.M))
	case RuleInject:
		g.deliver(int(m.A), ViaMove, ByRuling)
	}
	return nil
}

// rulable refuses a ruling whose further effect can't be.
func (g *Game) rulable(m *Move) *Refusal {
	named := func(v int16, n int) bool { return v >= 0 && int(v) < n }
	switch m.Why {
	case WhyNone:
		return nil
	case RuleTell:
		if !named(m.A, len(g.p.facts)) || m.To < 0 {
			return g.refuse("range", "Say which fact, and to whom.")
		}
	case RuleMeeting:
		f := len(g.p.forums) - 1
		if *g.forumStatus(f)&(forumSits|forumPending) != 0 {
			return g.refuse("sits", "A meeting seated by control is sitting already: close it first.")
		}
		if m.Mask&(m.Mask-1) == 0 {
			return g.refuse("members", "A meeting needs two roles at least.")
		}
	case RuleDecide:
		return g.ruleDecidable(m)
	case RuleNudge:
		if !named(m.A, len(g.p.measures)) || m.M < -100 || m.M > 100 {
			return g.refuse("range", "Say which measure, and by how much, from -100 to 100.")
		}
	case RuleInject:
		if !named(m.A, len(g.p.injects)) {
			return g.refuse("range", "Say which inject.")
		}
		if g.s.bit(g.p.lay.delivered, int(m.A)) {
			return g.refuse("delivered", "That inject has been delivered already.")
		}
	default:
		return g.refuse("ruling", "A ruling can tell, seat a meeting, decide, nudge a measure or deliver an inject.")
	}
	return nil
}

func (g *Game) ruleDecidable(m *Move) *Refusal {
	if m.A < 0 || int(m.A) >= len(g.p.decisions) {
		return g.refuse("range", "Say which decision.")
	}
	c := &g.p.decisions[m.A]
	if s := g.dec(int(m.A)).status(); s != IsOpen && s != NotOpen {
		return g.refusef("closed", "“%s” is closed.", c.Title)
	}
	if m.To >= 0 && c.owners>>m.To&1 == 0 {
		return g.refusef("owner", "“%s” is not for %s to decide.", c.Title, g.p.roles[m.To].Title)
	}
	each := g.rule(int(m.A)) == scenario.Each
	if each && m.To < 0 {
		return g.refusef("owner", "Each answers “%s” alone: say for whom you rule.", c.Title)
	}
	if each && g.answer(int(m.A), g.p.ownerNo(int(m.A), int(m.To))) >= 0 {
		return g.refusef("answered", "%s has answered “%s” already.", g.p.roles[m.To].Title, c.Title)
	}
	if c.Purchase != nil {
		return g.affordable(int(m.A), m.Mask)
	}
	if m.B < 0 || int(m.B) >= len(c.options) {
		return g.refusef("option", "“%s” has no such option.", c.Title)
	}
	return nil
}

// ruleDecide takes a decision by a ruling, which no lock and no missing
// agreement keeps from it.
func (g *Game) ruleDecide(m *Move) {
	d := int(m.A)
	if g.dec(d).status() == NotOpen {
		e := ev(EvOpened)
		e.A, e.N = m.A, g.dueOf(d)
		g.emit(e)
	}
	o := int(m.B)
	if g.p.decisions[d].Purchase != nil {
		o = 0
	}
	g.decide(d, o, int(m.To), ByRuling, g.buys(m))
}

// doImprovise delivers words that no script has, and a fact with them.
func (g *Game) doImprovise(m *Move) *Refusal {
	if m.Words == "" {
		return g.refuse("words", "An inject needs words.")
	}
	if m.Mask == 0 {
		return g.refuse("nobody", "Say to whom.")
	}
	e := ev(EvImprovised)
	e.A, e.Mask, e.Ref = m.A, m.Mask, g.ref
	g.emit(e)
	if m.A >= 0 {
		each(m.Mask, func(r int) { g.learn(r, int(m.A), source{why: FromImprovised, from: -1, by: -1}) })
	}
	return nil
}

// doMoveInject skips an inject, delays it by N minutes, or delivers it now.
func (g *Game) doMoveInject(m *Move) *Refusal {
	i := int(m.A)
	waits := g.find(func(it item) bool { return it.kind == itemInject && it.a == m.A }) >= 0
	if g.s.bit(g.p.lay.delivered, i) {
		return g.refuse("delivered", "That inject has been delivered already.")
	}
	if m.Kind == MoveDeliver {
		g.deliver(i, ViaMove, ByControl)
		return nil
	}
	if g.s.bit(g.p.lay.handled, i) && !waits {
		return g.refuse("skipped", "That inject has been skipped already. It can still be delivered.")
	}
	if m.Kind == MoveSkip {
		g.moveInject(m.A, WasSkipped, 0)
		return nil
	}
	if m.N < 1 || m.N > 100000 {
		return g.refuse("delay", "Say by how many minutes.")
	}
	if last := g.p.timetable[len(g.p.timetable)-1].place.Minute(); scenario.Minutes(g.injectTime(i)+m.N) > last {
		return g.refusef("delay", "That would be after the end of the last turn, %s. Skip it, or deliver it now.", g.p.ClockText(last))
	}
	g.moveInject(m.A, WasDelayed, g.injectTime(i)+m.N)
	return nil
}

func (g *Game) moveInject(i int16, why Why, to int32) {
	e := ev(EvMoved)
	e.Why, e.A, e.N = why, i, to
	g.emit(e)
}

// injectTime is when an inject is to be delivered, now where that has passed.
func (g *Game) injectTime(i int) int32 {
	at := g.minute
	if e := g.p.injects[i].entry; e >= int(g.s.cursor) {
		at = int32(g.p.timetable[e].place.Minute())
	}
	if n := g.find(func(it item) bool { return it.kind == itemInject && int(it.a) == i }); n >= 0 {
		at = int32(g.itemPlace(n).Minute())
	}
	return max(at, g.minute)
}

// doSlips grants a role slips beyond its number, and says why.
func (g *Game) doSlips(m *Move) *Refusal {
	if m.N < 1 || m.N > 50 {
		return g.refuse("slips", "Grant from 1 to 50 slips.")
	}
	if g.slips(int(m.Role)) == scenario.Unlimited {
		return g.refusef("slips", "%s may send as often as it likes.", g.p.roles[m.Role].Title)
	}
	e := ev(EvSlips)
	e.Role, e.N, e.Ref = m.Role, m.N, g.ref
	g.emit(e)
	return nil
}

// doSeat gives a seat to people, or has it play by itself.
func (g *Game) doSeat(m *Move) *Refusal {
	e := ev(EvSeated)
	e.Role = m.Role
	if m.Kind == MoveUnseat {
		if m.N < 0 || int(m.N) >= len(scenario.Temperaments) {
			return g.refuse("temperament", "A seat plays open, guarded, hasty or silent.")
		}
		e.N = m.N + 1
	}
	g.emit(e)
	return nil
}

// doStop stops the exercise for a real event, or lifts the stop.
func (g *Game) doStop(m *Move) *Refusal {
	e := ev(EvStopped)
	if m.Kind == MoveLift {
		if !g.s.stopped {
			return g.refuse("stopped", "The exercise is not stopped.")
		}
		e.Kind = EvLifted
	}
	e.Ref = g.ref
	g.emit(e)
	return nil
}

// doMoreTime gives an open decision N more minutes in the room. Where story time
// runs by itself they count in the story too; a default that was about to be
// applied waits.
func (g *Game) doMoreTime(m *Move) *Refusal {
	d := int(m.A)
	if g.dec(d).status() != IsOpen {
		return g.refusef("closed", "“%s” is not open.", g.p.decisions[d].Title)
	}
	if m.N < 1 || m.N > 60 {
		return g.refuse("time", "Give from 1 to 60 minutes.")
	}
	due := g.dec(d).due()
	if g.s.inTurn {
		_, end := g.turnSpan()
		due = min(max(due, g.minute)+m.N*int32(g.p.turns[g.s.turn].Pace), max(end, due))
	}
	e := ev(EvMoreTime)
	e.A, e.N, e.M = m.A, max(due, g.minute), m.N
	g.emit(e)
	return nil
}

// doNote adds to what is known about the exercise and changes nothing in it.
func (g *Game) doNote(m *Move) *Refusal {
	e := ev(EvObserved)
	e.Role, e.A, e.B, e.N, e.Ref = m.Role, m.A, m.B, m.N, g.ref
	switch m.Kind {
	case MoveRate:
		e.Kind = EvRated
		if m.N < 0 || int(m.N) >= len(Ratings) {
			return g.refuse("rating", "A rating is P, S, M, U, or not observed.")
		}
	case MovePin:
		e.Kind = EvPinned
	case MoveAct:
		e.Kind = EvActed
	case MoveConfirm:
		e.Kind = EvConfirmed
		if m.N < 0 || int(m.N) >= len(Candidates) {
			return g.refuse("candidate", "A candidate is confirmed, told across the table, or did not matter.")
		}
	}
	if m.Words == "" && m.Kind != MoveConfirm && m.Kind != MoveRate {
		return g.refuse("words", "Say it in words.")
	}
	g.emit(e)
	return nil
}

// doHotwash goes to a step of the hot wash, or to a part of one: to a decision that
// is looked at, and how far; to the arrangements of a day before.
func (g *Game) doHotwash(m *Move) *Refusal {
	if g.s.phase != Ended {
		return g.refuse("hotwash", "The hot wash comes after EndEx.")
	}
	if m.N < 0 || int(m.N) >= len(HotwashSteps) {
		return g.refuse("step", "The hot wash has no such step.")
	}
	e := ev(EvHotwash)
	e.N, e.A, e.M, e.Mask = m.N, m.A, m.M, m.Mask
	g.emit(e)
	return nil
}

// HotwashSteps are the steps of the hot wash, by the N of a move to one. The last
// closes it, and with it the play: nothing of it is taken back any more.
var HotwashSteps = [...]string{"card", "word", "happened", "reveal", "day-before", "gap", "actions", "closed"}

// HotwashClosed is the step that closes the hot wash.
const HotwashClosed = len(HotwashSteps) - 1

// Ratings are the ratings of the Homeland Security Exercise and Evaluation
// Program, by the N of a rating: performed without challenges, with some, with
// major ones, unable to be performed; and not observed, which is none of them.
var Ratings = [...]string{"P", "S", "M", "U", "not-observed"}

// Candidates are what control may say of a decision taken without a fact that
// somebody held, by the N of a confirmation.
var Candidates = [...]string{"confirmed", "told", "did-not-matter"}

// Rulings are the rulings' names, by the N of a ruling.
var Rulings = [...]string{"noted", "allowed", "partly", "not", "later"}
