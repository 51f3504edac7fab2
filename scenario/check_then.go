package scenario

// checkScript checks consequences, what roles know, and injects that wait to be
// sent.
func (r *reader) checkScript() {
	for _, dr := range r.order {
		d := r.get(dr)
		for i := range d.Options {
			for j := range d.Options[i].Then {
				r.checkThen(&d.Options[i].Then[j], d)
			}
		}
	}
	for i := range r.sc.Rules {
		for j := range r.sc.Rules[i].Then {
			r.checkThen(&r.sc.Rules[i].Then[j], nil)
		}
	}
	for i := range r.sc.Injects {
		in := &r.sc.Injects[i]
		if !r.sym.sent[in.ID] {
			r.rep.add("A081", in.Pos, "Nothing ever sends the inject "+quote(string(in.ID))+".",
				"Send it with a consequence, or give it a time in a turn.")
		}
	}
	for i := range r.sc.Roles {
		r.checkKnows(&r.sc.Roles[i])
	}
}

func (r *reader) checkKnows(role *Role) {
	for _, id := range role.Knows {
		if f := r.factNamed(id); f != nil && f.Handling > role.Cleared {
			r.rep.add("A087", role.Pos, "The role "+quote(string(role.ID))+" knows "+quote(string(id))+" at the start, but is not cleared for it.",
				"Raise cleared: or leave the fact out.")
		}
	}
}

func (r *reader) factNamed(id FactID) *Fact {
	if i, found := r.sym.facts.index[string(id)]; found && i < len(r.sc.Facts) {
		return &r.sc.Facts[i]
	}
	return nil
}

// checkThen checks a consequence against what it needs. d is the decision whose
// option it belongs to, nil for a rule.
func (r *reader) checkThen(c *Consequence, d *Decision) {
	switch c.Kind {
	case SendFact:
		r.checkSend(c, d)
	case SanitiseFact:
		if c.Fact != "" && !r.isVersion(c.Fact) {
			r.rep.add("E069", c.Pos, quote(string(c.Fact))+" is no sanitised version of any fact.",
				"List it under sanitised: of the full fact.")
		}
	case CallForum:
		r.checkCall(c, d)
	}
}

func (r *reader) isVersion(id FactID) bool {
	if r.versionOf == nil {
		r.versionOf = map[FactID]bool{}
		for _, f := range r.sc.Facts {
			for _, v := range f.Versions {
				r.versionOf[v.Fact] = true
			}
		}
	}
	return r.versionOf[id]
}

// checkSend checks that the channel leads from the sender to the receivers.
func (r *reader) checkSend(c *Consequence, d *Decision) {
	i, found := r.sym.channels.index[string(c.Channel)]
	if !found || i >= len(r.sc.Channels) || c.Fact == "" {
		return
	}
	ch := &r.sc.Channels[i]
	var senders []RoleID
	switch f := r.factNamed(c.Fact); {
	case c.From != "":
		senders = []RoleID{c.From}
	case d != nil:
		senders = d.By
	case f != nil && f.Origin != "":
		senders = []RoleID{f.Origin}
	default:
		r.rep.add("E071", c.Pos, "This does not say who sends "+quote(string(c.Fact))+", and the fact has no origin.",
			"Write from: with a role.")
		return
	}
	if len(senders) > 0 && r.mask(ch.From)&r.mask(senders) == 0 {
		r.rep.add("E071", c.Pos, quote(string(senders[0]))+" can't send over the channel "+quote(string(c.Channel))+".",
			"Choose a channel that joins it to the receivers, or name another role in from:")
		return
	}
	to := r.mask(ch.To)
	for _, role := range c.To {
		if r.mask([]RoleID{role})&to == 0 {
			r.rep.add("E071", c.Pos, "The channel "+quote(string(c.Channel))+" does not reach "+quote(string(role))+".",
				"Choose a channel that joins the two, or leave it out.")
		}
	}
}

// checkCall notes a meeting called by somebody who is no member.
func (r *reader) checkCall(c *Consequence, d *Decision) {
	i, found := r.sym.forums.index[string(c.Forum)]
	if !found || i >= len(r.sc.Forums) || d == nil || len(d.By) == 0 {
		return
	}
	if r.mask(r.sc.Forums[i].Members)&r.mask(d.By) == 0 {
		r.rep.add("A084", c.Pos, "Nobody who decides "+quote(string(d.ID))+" is a member of the forum "+quote(string(c.Forum))+".",
			"Add one of them to its members, if they are to sit there.")
	}
}
