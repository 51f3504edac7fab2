package engine

// doCall calls a forum together; it sits when its members have been found.
func (g *Game) doCall(m *Move) *Refusal {
	f, role := int(m.A), int(m.Role)
	c := &g.p.forums[f]
	st := *g.forumStatus(f)
	cost := g.now.forums[f].slips
	switch {
	case c.ID == SeatedMeeting:
		return g.refuse("seated", "Control seats that meeting by a ruling.")
	case g.forumMembers(f)>>role&1 == 0:
		r := g.refusef("member", "%s is not a member of “%s”.", g.p.roles[role].Title, c.Title)
		r.Seat = g.p.roles[role].Title + " is not a member of such a meeting."
		return r
	case st&forumSits != 0:
		return g.refusef("sits", "“%s” is sitting already.", c.Title)
	case st&forumPending != 0:
		return g.refusef("called", "“%s” has been called already and will sit.", c.Title)
	case g.slips(role) >= 0 && g.slips(role) < cost:
		return g.refusef("slips", "%s has no slip left to call “%s”. Control may grant one, and says why.", g.p.roles[role].Title, c.Title)
	}
	g.call(f, role, ByOwners, 0)
	return nil
}

// call calls a forum together. members is set where control seats a meeting.
func (g *Game) call(f, role int, why Why, members uint64) {
	convene := g.now.forums[f].convene
	e := ev(EvCalled)
	e.Why, e.Role, e.A, e.N, e.Mask, e.Ref = why, int8(role), int16(f), g.minute+convene, members, g.ref
	g.emit(e)
	if convene <= 0 {
		g.sit(f, ViaMove)
	}
}

// sit has a forum sit until it rises.
func (g *Game) sit(f int, via Via) {
	e := ev(EvSat)
	e.Via, e.A, e.N = via, int16(f), g.minute+max(g.now.forums[f].lasts, 1)
	e.Mask = g.forumMembers(f)
	g.emit(e)
}

// doClose ends a meeting, or calls off one that was called.
func (g *Game) doClose(m *Move) *Refusal {
	if m.Role >= 0 && g.forumMembers(int(m.A))>>m.Role&1 == 0 {
		return g.refusef("member", "%s is not a member of “%s”.", g.p.roles[m.Role].Title, g.p.forums[m.A].Title)
	}
	if *g.forumStatus(int(m.A))&(forumSits|forumPending) == 0 {
		return g.refusef("sits", "“%s” is not sitting and has not been called.", g.p.forums[m.A].Title)
	}
	e := ev(EvRose)
	e.Why, e.Role, e.A = WasClosed, m.Role, m.A
	g.emit(e)
	return nil
}
