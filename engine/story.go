package engine

import "example.org/whitecell/scenario"

// settle looks at the rules until nothing follows any more: in file order, those
// whose inputs changed, each at most once in one settling.
func (g *Game) settle() {
	if g.s.phase == Waiting {
		return // nothing follows before StartEx
	}
	if g.dirty == 0 || len(g.p.rules) == 0 {
		g.dirty = 0
		return
	}
	clear(g.fired)
	for g.dirty != 0 && g.s.phase != Ended {
		changed := g.dirty
		g.dirty = 0
		for i := range g.p.rules {
			r := &g.p.rules[i]
			if r.reads&(changed|g.dirty) != 0 || changed == dirtyAll {
				g.consider(i, r)
			}
		}
	}
	g.dirty = 0
}

// consider fires a rule whose condition has turned true.
func (g *Game) consider(i int, r *rule) {
	fired := g.s.bit(g.p.lay.fired, i)
	if fired && !r.Again || g.s.phase == Ended {
		return
	}
	was, is := g.s.bit(g.p.lay.truth, i), r.when.holds(g)
	switch {
	case was && !is:
		e := ev(EvRuleReset)
		e.A = int16(i)
		g.emit(e)
	case is && !was && !g.fired[i]:
		g.fired[i] = true
		e := ev(EvRuleFired)
		e.A = int16(i)
		g.emit(e)
		g.run(r.then, -1)
	}
}

// run has the consequences of an option or a rule follow; actor is the role that
// decided, or -1.
func (g *Game) run(s span, actor int) {
	for i := s.from; i < s.to && g.s.phase != Ended; i++ {
		c := &g.p.then[i]
		if c.in == 0 {
			g.follow(c, i, actor)
			continue
		}
		if g.waitingThen(i) >= mostDelayed {
			continue
		}
		e := ev(EvDelayed)
		e.Role, e.A, e.N = int8(actor), int16(i), g.minute+c.in
		g.emit(e)
	}
}

// mostDelayed is how often one delayed consequence may be under way at a time.
// More are passed over: a rule that feeds itself would otherwise double them
// without end.
const mostDelayed = 16

// waitingThen is how often a delayed consequence is under way.
func (g *Game) waitingThen(no int) (n int) {
	for i := range g.items() {
		if it := g.item(i); it.kind == itemThen && int(it.a) == no {
			n++
		}
	}
	return n
}

// follow has one consequence happen now. What can't happen any more, or has
// happened already, is passed over.
func (g *Game) follow(c *consequence, no, actor int) {
	ref := g.ref
	g.ref = -1 // nobody's words belong to it
	defer func() { g.ref = ref }()
	switch c.kind {
	case scenario.DeliverInject:
		in := &g.p.injects[c.inject]
		if !g.s.bit(g.p.lay.handled, c.inject) && in.when.holds(g) && g.drawn(in) {
			g.deliver(c.inject, ViaMove, ByStory)
		}
	case scenario.TellFacts:
		for _, t := range c.tell {
			g.learn(t.role, t.fact, source{why: FromStory, from: int8(actor), by: -1})
		}
	case scenario.CallForum:
		if *g.forumStatus(c.forum)&(forumPending|forumSits) == 0 {
			g.call(c.forum, actor, ByStory, 0)
		}
	case scenario.SendFact:
		g.sendByStory(c, actor)
	case scenario.SanitiseFact:
		g.beginVersion(c.fact)
	case scenario.AskConsent:
		g.askByStory(c, actor)
	case scenario.ReleaseFact:
		g.consent(c.fact, c.to, actor)
	case scenario.MoveMeasures:
		g.effects(c.effects, actor)
	case scenario.AdoptArrangement:
		g.adopt(c.arrangement, ByStory, false)
	case scenario.DropArrangement:
		if g.held()>>c.arrangement&1 != 0 {
			e := ev(EvDropped)
			e.Why, e.A = ByStory, int16(c.arrangement)
			g.emit(e)
		}
	case scenario.SetFlag, scenario.UnsetFlag:
		g.setFlag(c.flag, c.kind == scenario.SetFlag)
	case scenario.OpenDecision:
		if g.dec(c.decision).status() == NotOpen {
			g.open(c.decision, ViaMove)
		}
	case scenario.CloseDecision:
		if g.dec(c.decision).status() == IsOpen {
			g.lapse(c.decision, WasClosed)
		}
	case scenario.EndExercise:
		g.end(c.ending)
	}
}

func (g *Game) setFlag(f int, on bool) {
	if g.s.bit(g.p.lay.flags, f) == on {
		return
	}
	e := ev(EvFlag)
	e.A = int16(f)
	if on {
		e.N = 1
	}
	g.emit(e)
}

func (g *Game) adopt(a int, why Why, unowned bool) {
	if g.held()&^g.s.words[g.p.lay.held+heldTurn]>>a&1 != 0 {
		return
	}
	e := ev(EvAdopted)
	e.Why, e.A = why, int16(a)
	if unowned && g.owner(a) < 0 {
		e.N = 1
	}
	g.emit(e)
	if len(g.p.arrangements[a].Changes.Roles) > 0 {
		g.shareTables()
	}
	for d := g.nextOpen(0); d >= 0; d = g.nextOpen(d + 1) { // who must agree may have changed
		if g.dec(d).proposed() >= 0 {
			g.concluded(d)
		}
	}
}

// shareTables has roles at one table hold together what each is cleared for now.
func (g *Game) shareTables() {
	for f := range g.p.facts {
		each(g.holders(f), func(r int) {
			each(g.p.roles[r].table&^g.holders(f), func(mate int) {
				if g.now.cleared[mate] >= g.p.facts[f].Handling {
					g.learn(mate, f, source{why: FromTable, from: int8(r), by: -1})
				}
			})
		})
	}
}

// effects moves measures; a range is drawn for what the effect belongs to and,
// where each owner answers alone, for the owner.
func (g *Game) effects(list []effect, actor int) {
	for i := range list {
		x := &list[i]
		delta := x.min
		if x.max > x.min {
			who := uint64(0)
			if x.each {
				who = g.roleHash(actor)
			}
			delta += below(draw(g.seed, x.key, who), x.max-x.min+1)
		}
		g.nudge(x.measure, delta)
	}
}

func (g *Game) roleHash(r int) uint64 {
	if r < 0 {
		return 0
	}
	return g.p.roles[r].hash
}

// nudge moves a measure within its bounds.
func (g *Game) nudge(m, delta int) {
	is := g.measure(m)
	to := min(max(is+delta, g.p.measures[m].Min), g.p.measures[m].Max)
	if to == is {
		return
	}
	e := ev(EvMeasured)
	e.A, e.N, e.M = int16(m), int32(to-is), int32(to)
	g.emit(e)
}

// drawn says whether chance lets an inject happen.
func (g *Game) drawn(in *inject) bool {
	return !in.HasChance || below(draw(g.seed, in.key), 100) < int(in.Chance)
}

// deliver delivers an inject: its recipients hold its facts from now on, and
// decisions that wait for it open. It says that control must stop for it.
func (g *Game) deliver(i int, via Via, why Why) bool {
	in := &g.p.injects[i]
	e := ev(EvDelivered)
	e.Via, e.Why, e.A, e.Mask = via, why, int16(i), in.to
	g.emit(e)
	for _, f := range in.facts {
		each(in.to, func(r int) { g.learn(r, f, source{why: FromInject, from: -1, by: int16(i)}) })
	}
	for _, d := range in.opens {
		if g.dec(d).status() == NotOpen {
			g.open(d, ViaMove)
		}
	}
	return true
}

// doEnd is EndEx.
func (g *Game) doEnd(*Move) *Refusal {
	g.end(-1)
	return nil
}

// end closes the exercise with an ending: the one given, or the first that holds.
func (g *Game) end(no int) {
	if no < 0 {
		no = len(g.p.endings) - 1
		for i := range g.p.endings {
			if g.p.endings[i].when.holds(g) {
				no = i
				break
			}
		}
	}
	e := ev(EvEnded)
	e.A = int16(no)
	g.emit(e)
}
