package engine

import (
	"slices"
	"strings"

	"example.org/whitecell/scenario"
)

// source is how a role came to hold a fact: why, from whom, and by which channel,
// forum or inject.
type source struct {
	why  Why
	from int8
	by   int16
}

// learn has a role hold a fact, with all that follows: the versions of it that
// exist, and the others at the role's table who are cleared for it.
func (g *Game) learn(role, f int, from source) {
	if g.holds(role, f) {
		return
	}
	c := &g.p.facts[f]
	e := ev(EvLearned)
	e.Why, e.Role, e.To, e.A, e.B = from.why, from.from, int8(role), int16(f), from.by
	g.emit(e)
	if c.full >= 0 && !g.s.bit(g.p.lay.made, f) {
		g.makeVersion(f, ViaMove)
	}
	for _, v := range c.versions {
		if g.s.bit(g.p.lay.made, v.fact) {
			g.learn(role, v.fact, source{why: FromVersion, from: int8(role), by: -1})
		}
	}
	each(g.p.roles[role].table&^(1<<role), func(mate int) {
		if g.now.cleared[mate] >= c.Handling {
			g.learn(mate, f, source{why: FromTable, from: int8(role), by: -1})
		}
	})
}

// makeVersion has a sanitised version exist: its origin and whoever holds the
// full fact hold it too.
func (g *Game) makeVersion(v int, via Via) {
	c := &g.p.facts[v]
	e := ev(EvMade)
	e.Via, e.A, e.Role = via, int16(v), int8(c.origin)
	g.emit(e)
	who := g.holders(c.full)
	if c.origin >= 0 {
		who |= 1 << c.origin
	}
	each(who, func(r int) { g.learn(r, v, source{why: FromVersion, from: int8(c.origin), by: -1}) })
}

// A Way is one way to bring a fact from a role to another.
type Way struct {
	Channel int              // -1: in a forum
	Forum   int              // -1: over a channel
	Arrives scenario.Minutes // when it would be held
	Leak    int              // per cent
	Broken  Broken           // the rules that stand against it
}

// Ways are all the ways to bring a fact that a role holds to another, the best
// first: lawful ones, then the earlier, then the safer, then those of the file.
func (g *Game) Ways(from, f, to int) []Way {
	var ways []Way
	for c := range g.p.channels {
		if g.joins(c, from, to) {
			now := &g.now.channels[c]
			ways = append(ways, Way{
				Channel: c, Forum: -1, Arrives: scenario.Minutes(g.s.clock + now.delay),
				Leak: g.leakChance(f, now.leak), Broken: g.brokenBy(from, f, to, now.carries, now.clear),
			})
		}
	}
	for fo := range g.p.forums {
		if g.bothSit(fo, from, to) {
			now := &g.now.forums[fo]
			ways = append(ways, Way{
				Channel: -1, Forum: fo, Arrives: g.s.Clock(),
				Leak: g.leakChance(f, now.leak), Broken: g.brokenInForum(from, f, fo),
			})
		}
	}
	slices.SortStableFunc(ways, func(a, b Way) int {
		if (a.Broken == 0) != (b.Broken == 0) {
			if a.Broken == 0 {
				return -1
			}
			return 1
		}
		if a.Arrives != b.Arrives {
			return int(a.Arrives - b.Arrives)
		}
		return a.Leak - b.Leak
	})
	return ways
}

// leakChance is the risk that a fact leaks; what is at the lowest step of the
// ladder does not.
func (g *Game) leakChance(f, percent int) int {
	if g.p.facts[f].Handling == 0 {
		return 0
	}
	return percent
}

// joins says whether a channel exists now and brings things from one role to another.
func (g *Game) joins(c, from, to int) bool {
	ch := &g.p.channels[c]
	if from == to || ch.under >= 0 && g.held()>>ch.under&1 == 0 {
		return false
	}
	return ch.from>>from&1 != 0 && ch.to>>to&1 != 0 || ch.Between && ch.from>>to&1 != 0 && ch.to>>from&1 != 0
}

func (g *Game) bothSit(f, a, b int) bool {
	m := g.forumMembers(f)
	return *g.forumStatus(f)&forumSits != 0 && a != b && m>>a&1 != 0 && m>>b&1 != 0
}

// brokenBy is the set of rules that stand against sending a fact to a role.
func (g *Game) brokenBy(from, f, to int, carries scenario.Handling, clear bool) (b Broken) {
	h := g.p.facts[f].Handling
	if !clear && h > carries || clear && h > 0 {
		b |= Carriage
	}
	if h > g.now.cleared[to] {
		b |= Clearance
	}
	if !g.mayHave(from, f, to) {
		b |= Releasability
	}
	return b
}

// mayHave says whether a role may have a fact from another: it is released to
// it, is its own, or the one who sends it is the one who decides that.
func (g *Game) mayHave(from, f, to int) bool {
	c := &g.p.facts[f]
	return (g.now.free[f]|g.consented(f))>>to&1 != 0 || c.origin == to || c.consent == to || c.consent >= 0 && c.consent == from
}

func (g *Game) brokenInForum(from, f, forum int) (b Broken) {
	each(g.forumMembers(forum)&^(1<<from), func(r int) {
		b |= g.brokenBy(from, f, r, g.now.forums[forum].carries, false)
	})
	return b
}

// doShare sends one fact to one role over one channel, for one slip.
func (g *Game) doShare(m *Move) *Refusal {
	from, to, f, c := int(m.Role), int(m.To), int(m.A), int(m.B)
	if r := g.maySend(from, f); r != nil {
		return r
	}
	if !g.joins(c, from, to) {
		r := g.refusef("channel", "%s does not bring anything from %s to %s.", g.p.channels[c].Title, g.p.roles[from].Title, g.p.roles[to].Title)
		r.Ways = g.Ways(from, f, to)
		r.Control += g.waysText(r.Ways)
		r.Seat = "Nothing of that name brings it from " + g.p.roles[from].Title + " to " + g.p.roles[to].Title + "." + g.waysText(r.Ways)
		return r
	}
	now := &g.now.channels[c]
	broken := g.brokenBy(from, f, to, now.carries, now.clear)
	if broken != 0 && !m.Force {
		return g.refuseBroken(from, f, to, 1<<to, broken, g.p.channels[c].Title)
	}
	g.send1(from, f, to, c, broken, WhyNone)
	return nil
}

// maySend refuses what a role can't send at all: what it does not hold, or
// without a slip.
func (g *Game) maySend(from, f int) *Refusal {
	if !g.holds(from, f) {
		r := g.refusef("holds", "%s does not hold “%s”.", g.p.roles[from].Title, g.p.facts[f].Title)
		r.Seat = g.p.roles[from].Title + " does not hold such a fact."
		return r
	}
	if g.slips(from) == 0 {
		return g.refusef("slips", "%s has no slip left in this turn. Control may grant one, and says why.", g.p.roles[from].Title)
	}
	return nil
}

// send1 puts a fact on its way.
func (g *Game) send1(from, f, to, c int, broken Broken, why Why) {
	now := &g.now.channels[c]
	e := ev(EvShared)
	e.Why, e.Role, e.To, e.A, e.B = why, int8(from), int8(to), int16(f), int16(c)
	e.N, e.M, e.Ref = g.minute+now.delay, int32(broken), g.ref
	g.emit(e)
	if chance := g.leakChance(f, now.leak); chance > 0 {
		ch := &g.p.channels[c]
		if below(draw(g.seed, g.p.facts[f].key, ch.hash, g.p.roles[from].hash, g.p.roles[to].hash), 100) < chance {
			g.leak(f, c, from, to, OnChannel)
		}
	}
	if now.delay <= 0 {
		e.Kind, e.Why, e.N, e.M, e.Ref = EvArrived, WhyNone, 0, 0, -1
		g.emit(e)
		g.learn(to, f, source{why: FromShare, from: int8(from), by: int16(c)})
	}
}

func (g *Game) leak(f, by, from, to int, why Why) {
	if g.s.bit(g.p.lay.leaked, f) {
		return
	}
	e := ev(EvLeaked)
	e.Why, e.Role, e.To, e.A, e.B = why, int8(from), int8(to), int16(f), int16(by)
	e.Mask = g.holders(f)
	g.emit(e)
}

// sendByStory sends facts because an option or a rule says so: whoever decided
// has decided that too, and it costs no slip.
func (g *Game) sendByStory(c *consequence, actor int) {
	from := c.from
	if from < 0 {
		from = actor
	}
	if from < 0 {
		from = g.p.facts[c.fact].origin
	}
	if from < 0 || !g.holds(from, c.fact) {
		return
	}
	each(c.to, func(to int) {
		if g.joins(c.channel, from, to) {
			now := &g.now.channels[c.channel]
			broken := g.brokenBy(from, c.fact, to, now.carries, now.clear)
			g.send1(from, c.fact, to, c.channel, broken, ByStory)
		}
	})
}

// doSay says a fact in a forum that sits: it reaches every member at once.
func (g *Game) doSay(m *Move) *Refusal {
	from, f, forum := int(m.Role), int(m.A), int(m.B)
	if *g.forumStatus(forum)&forumSits == 0 || g.forumMembers(forum)>>from&1 == 0 {
		r := g.refusef("forum", "%s is not sitting in “%s” now.", g.p.roles[from].Title, g.p.forums[forum].Title)
		r.Seat = g.p.roles[from].Title + " is not sitting in such a meeting now."
		return r
	}
	if r := g.maySend(from, f); r != nil {
		return r
	}
	broken := g.brokenInForum(from, f, forum)
	if broken != 0 && !m.Force {
		return g.refuseBroken(from, f, -1, g.forumMembers(forum)&^(1<<from), broken, g.p.forums[forum].Title)
	}
	members := g.forumMembers(forum) &^ (1 << from)
	e := ev(EvSaid)
	e.Role, e.A, e.B, e.M, e.Mask, e.Ref = int8(from), int16(f), int16(forum), int32(broken), members, g.ref
	g.emit(e)
	if chance := g.leakChance(f, g.now.forums[forum].leak); chance > 0 {
		if below(draw(g.seed, g.p.facts[f].key, g.p.forums[forum].hash, g.p.roles[from].hash), 100) < chance {
			g.leak(f, forum, from, -1, InForum)
		}
	}
	each(members, func(r int) { g.learn(r, f, source{why: FromForum, from: int8(from), by: int16(forum)}) })
	return nil
}

// doTold records that a role was told something across the table, by a role that
// holds it or by somebody unnamed. N dates it back, in minutes, within the turn.
func (g *Game) doTold(m *Move) *Refusal {
	f, to, from := int(m.A), int(m.To), int(m.Role)
	if from >= 0 && !g.holds(from, f) {
		return g.refusef("holds", "%s does not hold “%s”, and can't have told it.", g.p.roles[from].Title, g.p.facts[f].Title)
	}
	if g.holders(f) == 0 {
		return g.refusef("holds", "Nobody in the room holds “%s” yet.", g.p.facts[f].Title)
	}
	if g.holds(to, f) {
		return g.refusef("known", "%s holds “%s” already.", g.p.roles[to].Title, g.p.facts[f].Title)
	}
	if m.N < 0 || m.N > 0 && (g.s.turn < 0 || int64(g.minute)-int64(m.N) < int64(g.p.turns[g.s.turn].At)) {
		return g.refuse("back", "What was told can be dated back only within this turn.")
	}
	e := ev(EvTold)
	e.Role, e.To, e.A, e.N = m.Role, m.To, m.A, g.minute-m.N
	if from >= 0 {
		e.M = int32(g.brokenBy(from, f, to, scenario.Handling(len(g.p.Scenario.Handling)), false))
	}
	g.emit(e)
	g.learn(to, f, source{why: FromTold, from: m.Role, by: -1})
	return nil
}

// doSanitise has a fact's origin begin to make a version of it.
func (g *Game) doSanitise(m *Move) *Refusal {
	v := int(m.A)
	c := &g.p.facts[v]
	role := &g.p.roles[m.Role]
	switch {
	case c.full < 0:
		r := g.refusef("version", "“%s” is not a sanitised version of anything.", c.Title)
		r.Seat = "That is not a sanitised version of anything."
		return r
	case c.origin != int(m.Role):
		return g.refusef("origin", "%s can't make that version: only the origin of the fact can.", role.Title)
	case !g.holds(int(m.Role), c.full):
		return g.refusef("holds", "%s does not hold what the version would be made from.", role.Title)
	case g.s.bit(g.p.lay.made, v):
		return g.refusef("made", "“%s” has been made already.", c.Title)
	case g.find(func(it item) bool { return it.kind == itemVersion && it.a == m.A }) >= 0:
		return g.refusef("making", "“%s” is being made.", c.Title)
	}
	g.beginVersion(v)
	return nil
}

// beginVersion begins to make a version, unless it exists or is being made.
func (g *Game) beginVersion(v int) {
	c := &g.p.facts[v]
	if g.s.bit(g.p.lay.made, v) || c.full < 0 || c.origin < 0 || !g.holds(c.origin, c.full) ||
		g.find(func(it item) bool { return it.kind == itemVersion && int(it.a) == v }) >= 0 {
		return
	}
	var takes int32
	for _, x := range g.p.facts[c.full].versions {
		if x.fact == v {
			takes = x.time
		}
	}
	if takes <= 0 {
		g.makeVersion(v, ViaMove)
		return
	}
	e := ev(EvMaking)
	e.Role, e.A, e.N = int8(c.origin), int16(v), g.minute+takes
	g.emit(e)
}

// refuseBroken says which rules stand against a share and what would be lawful. to
// is the one receiver, -1 in a forum.
func (g *Game) refuseBroken(from, f, to int, receivers uint64, broken Broken, way string) *Refusal {
	c := &g.p.facts[f]
	var why []string
	uncleared, unreleased := g.whoMayNot(from, f, receivers)
	if broken&Carriage != 0 {
		why = append(why, way+" may not carry "+g.p.Scenario.Handling[c.Handling]+" facts")
	}
	if broken&Clearance != 0 {
		why = append(why, uncleared+" not cleared for it")
	}
	if broken&Releasability != 0 {
		why = append(why, unreleased+" may not have it without asking")
	}
	text := "“" + c.Title + "”: " + strings.Join(why, ", and ") + "."
	r := g.refuse("rule", "")
	if to >= 0 {
		for _, w := range g.Ways(from, f, to) {
			if w.Broken == 0 {
				r.Ways = append(r.Ways, w)
			}
		}
		text += g.waysText(r.Ways)
	}
	if broken&Releasability != 0 && c.consent >= 0 && c.consent != from {
		text += " Ask " + g.p.roles[c.consent].Title + " for consent."
	}
	var further []string
	for _, v := range c.versions {
		if broken != Carriage && (to < 0 || g.p.facts[v.fact].Handling <= g.now.cleared[to]) {
			further = append(further, "“"+g.p.facts[v.fact].Title+"”")
		}
	}
	if len(further) > 0 {
		text += " Versions of it that may go further: " + strings.Join(further, ", ") + "."
	}
	text += " It can be sent all the same; the record will name the rule."
	r.Control, r.Seat = text, text
	return r
}

// whoMayNot names those for whom a share breaks the rules of clearance and of
// releasability.
func (g *Game) whoMayNot(from, f int, receivers uint64) (uncleared, unreleased string) {
	var low, asking uint64
	each(receivers, func(r int) {
		b := g.brokenBy(from, f, r, g.p.facts[f].Handling, false)
		if b&Clearance != 0 {
			low |= 1 << r
		}
		if b&Releasability != 0 {
			asking |= 1 << r
		}
	})
	verb := " is"
	if low&(low-1) != 0 {
		verb = " are"
	}
	return g.p.RoleNames(low) + verb, g.p.RoleNames(asking)
}

// waysText names the ways that would work.
func (g *Game) waysText(ways []Way) string {
	var names []string
	for _, w := range ways {
		if w.Broken != 0 {
			continue
		}
		name := ""
		if w.Channel >= 0 {
			name = g.p.channels[w.Channel].Title
		} else {
			name = g.p.forums[w.Forum].Title
		}
		names = append(names, name+" ("+g.p.ClockText(w.Arrives)+")")
	}
	if len(names) == 0 {
		return ""
	}
	return " What would bring it: " + strings.Join(names, ", ") + "."
}
