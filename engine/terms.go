package engine

import "example.org/whitecell/scenario"

// What a look back at an exercise needs of the rules: playing it again with
// arrangements that stood from the start, and asking what held without playing.

// NewGameUnder is a playing that waits for StartEx, in which arrangements hold as
// if they had been agreed long before: nobody owns them, and they lapse for want of
// an owner no more than those of the story do. A recorded exercise never begins so.
func NewGameUnder(p *Program, seed, standing uint64) *Game {
	g := NewGame(p, seed)
	g.s.words[p.lay.held+heldBought] = standing & (1<<len(p.arrangements) - 1)
	g.refresh()
	return g
}

// StartOfMinute is the place before everything that happens in a story minute.
func StartOfMinute(m scenario.Minutes) Place {
	m = min(max(m, -minuteBias+1), never-1)
	return placeOf(int32(m), 0, classBegin, 0)
}

// WithSent is the place itself or, where it is that of a thing sent, the place
// behind everything of its class that was sent for the same minute. Which numbers
// things sent have depends on how many were sent before; this does not.
func (p Place) WithSent() Place {
	if p.order() < sentOrder {
		return p
	}
	return p | orderMax
}

// Terms is what holds while a set of arrangements does. It is for one goroutine
// at a time.
type Terms struct{ g *Game }

// Terms are the terms under a set of arrangements.
func (p *Program) Terms(held uint64) *Terms { return &Terms{NewGameUnder(p, 0, held)} }

// Channel says whether a channel brings things from one role to another, and how
// long a share takes on it.
func (t *Terms) Channel(channel, from, to int) (delay scenario.Minutes, ok bool) {
	return scenario.Minutes(t.g.now.channels[channel].delay), t.g.joins(channel, from, to)
}

// Question is how long a question needs from one role to another, no forum
// sitting; ok is false where nothing joins them.
func (t *Terms) Question(from, to int) (delay scenario.Minutes, ok bool) {
	d, ok := t.g.fastest(from, to)
	return scenario.Minutes(d), ok
}

// Convene is how long a forum takes to sit, and how long it sits.
func (t *Terms) Convene(forum int) (convene, lasts scenario.Minutes) {
	f := t.g.now.forums[forum]
	return scenario.Minutes(f.convene), scenario.Minutes(max(f.lasts, 1))
}

// ByChannel is the set of rules against sending a fact over a channel to a role,
// the fact having been released to some roles beyond the rule.
func (t *Terms) ByChannel(from, fact, to, channel int, released uint64) Broken {
	t.g.s.words[t.g.p.lay.consents+fact] = released
	now := &t.g.now.channels[channel]
	return t.g.brokenBy(from, fact, to, now.carries, now.clear)
}

// InForum is the set of rules against saying a fact where these roles sit, the
// fact having been released to some roles beyond the rule.
func (t *Terms) InForum(from, fact, forum int, members, released uint64) (b Broken) {
	t.g.s.words[t.g.p.lay.consents+fact] = released
	each(members&^(1<<from), func(r int) { b |= t.g.brokenBy(from, fact, r, t.g.now.forums[forum].carries, false) })
	return b
}

// MayHave says whether a role may have a fact from another without anybody being
// asked; from is -1 for one who has no say in that.
func (t *Terms) MayHave(from, fact, to int) bool {
	t.g.s.words[t.g.p.lay.consents+fact] = 0
	return t.g.mayHave(from, fact, to)
}

// Cleared says whether a role may hold a fact as guarded as this one.
func (t *Terms) Cleared(role, fact int) bool {
	return t.g.p.facts[fact].Handling <= t.g.now.cleared[role]
}

// Decision is how a decision that opens now is decided, and who must agree.
func (t *Terms) Decision(d int) (rule scenario.DecisionRule, concur uint64) {
	return t.g.rule(d), t.g.now.decisions[d].concur
}

// ChangedBy is the mask of the arrangements that alter a decision.
func (t *Terms) ChangedBy(d int) uint64 { return t.g.now.decisions[d].changedBy }

// How says in words how a fact came to a role, by the event in which it did.
func (p *Program) How(learned Event) string { return p.howText(&learned) }
