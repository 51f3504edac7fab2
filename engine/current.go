package engine

import "example.org/whitecell/scenario"

// current is what holds now of everything that arrangements can alter. It is a
// function of the arrangements that hold, and of nothing else.
type current struct {
	channels  []channelNow
	forums    []forumNow
	cleared   []scenario.Handling // by role
	free      []uint64            // by fact: who may have it without asking
	decisions []decisionNow
}

type channelNow struct {
	delay   int32
	leak    int
	carries scenario.Handling
	clear   bool
}

type forumNow struct {
	convene, lasts int32
	leak           int
	carries        scenario.Handling
	slips          int
}

type decisionNow struct {
	concur    uint64
	rule      scenario.DecisionRule
	def       int // the default's option, -1 for none
	due       scenario.Due
	changedBy uint64 // the arrangements that altered it
}

// compileBase fills what holds while no arrangement does.
func (p *Program) compileBase() {
	b := &p.base
	for i := range p.channels {
		c := p.channels[i].Channel
		b.channels = append(b.channels, channelNow{int32(c.Delay), int(c.Leak), c.Carries, c.Clear})
	}
	for i := range p.forums {
		f := p.forums[i].Forum
		b.forums = append(b.forums, forumNow{int32(f.Convene), int32(f.Lasts), int(f.Leak), f.Carries, f.Slips})
	}
	for i := range p.roles {
		b.cleared = append(b.cleared, p.roles[i].Cleared)
	}
	for i := range p.facts {
		b.free = append(b.free, p.maskOf(p.facts[i].Releasable))
	}
	for i := range p.decisions {
		d := &p.decisions[i]
		b.decisions = append(b.decisions, decisionNow{
			concur: p.maskOf(d.Concur), rule: ruleOf(d.Decision, d.Rule), def: p.optionNumber(i, d.Default), due: d.Due,
		})
	}
}

// ruleOf is the rule by which a decision is taken. Sets of arrangements can't be
// counted against one another: where a majority or each alone would buy them, all
// must agree.
func ruleOf(d *scenario.Decision, rule scenario.DecisionRule) scenario.DecisionRule {
	if d.Purchase != nil && rule != scenario.Lead {
		return scenario.All
	}
	return rule
}

// optionNumber is the number of a decision's option, -1 for none such.
func (p *Program) optionNumber(d int, id scenario.OptionID) int {
	for o := range p.decisions[d].options {
		if p.decisions[d].options[o].ID == id {
			return o
		}
	}
	return -1
}

// holding sets c to what holds under the arrangements of mask. It reuses c's
// memory.
func (p *Program) holding(c *current, mask uint64) {
	c.channels = append(c.channels[:0], p.base.channels...)
	c.forums = append(c.forums[:0], p.base.forums...)
	c.cleared = append(c.cleared[:0], p.base.cleared...)
	c.free = append(c.free[:0], p.base.free...)
	c.decisions = append(c.decisions[:0], p.base.decisions...)
	for i := range p.arrangements {
		if mask>>i&1 != 0 && p.arrangements[i].alters {
			p.alter(c, i)
		}
	}
}

func set[T any](dst, src *T) {
	if src != nil {
		*dst = *src
	}
}

func (p *Program) alter(c *current, a int) {
	ch := &p.arrangements[a].Changes
	for _, x := range ch.Channels {
		n := &c.channels[p.ids.channel[x.Channel]]
		set((*scenario.Minutes)(&n.delay), x.Delay)
		set(&n.carries, x.Carries)
		set(&n.clear, x.Clear)
		if x.Leak != nil {
			n.leak = int(*x.Leak)
		}
	}
	for _, x := range ch.Forums {
		n := &c.forums[p.ids.forum[x.Forum]]
		set((*scenario.Minutes)(&n.convene), x.Convene)
		set((*scenario.Minutes)(&n.lasts), x.Lasts)
		set(&n.carries, x.Carries)
		set(&n.slips, x.Slips)
		if x.Leak != nil {
			n.leak = int(*x.Leak)
		}
	}
	for _, x := range ch.Roles {
		set(&c.cleared[p.ids.role[x.Role]], x.Cleared)
	}
	for _, x := range ch.Facts {
		c.free[p.ids.fact[x.Fact]] = p.maskOf(x.Releasable)
	}
	for i := range ch.Decisions {
		p.alterDecision(c, a, &ch.Decisions[i])
	}
}

func (p *Program) alterDecision(c *current, a int, x *scenario.DecisionChange) {
	d := p.ids.decision[x.Decision]
	n := &c.decisions[d]
	n.changedBy |= 1 << a
	if x.HasConcur {
		n.concur = p.maskOf(x.Concur)
	}
	if x.Rule != nil {
		n.rule = ruleOf(p.decisions[d].Decision, *x.Rule)
	}
	if x.Default != nil {
		n.def = p.optionNumber(d, *x.Default)
	}
	if x.Due != nil {
		n.due = scenario.Due{At: *x.Due, Set: true}
	}
	if x.Within != nil {
		n.due = scenario.Due{At: *x.Within, Within: true, Set: true}
	}
}
