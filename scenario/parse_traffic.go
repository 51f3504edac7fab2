package scenario

import "gopkg.in/yaml.v3"

// traffic reads channels, forums and arrangements.
func (r *reader) traffic(top *yaml.Node) {
	r.named(top, "channels", r.channel)
	r.named(top, "forums", r.forum)
	r.named(top, "arrangements", r.arrangement)
}

func (r *reader) channel(id string, k, v *yaml.Node) {
	b, title := r.titled(v, channelSchema, id)
	c := Channel{
		ID:      ChannelID(id),
		Title:   title,
		Carries: b.step("carries", r.highest()),
		Clear:   b.truth("clear"),
		Delay:   b.duration("delay", 0),
		Leak:    b.percent("leak"),
		Under:   ref[ArrangementID](b, "under", &r.sym.arrangements),
		Pos:     r.at(k),
	}
	r.ends(&c, b, k)
	r.sc.Channels = append(r.sc.Channels, c)
}

// ends reads whom a channel joins.
func (r *reader) ends(c *Channel, b block, k *yaml.Node) {
	between, from, to := b.has("between"), b.has("from"), b.has("to")
	switch {
	case between && (from || to):
		r.add("E070", k, "The channel "+quote(string(c.ID))+` has "between" and also "from" or "to".`,
			"Write between: for both directions, or from: and to: for one.")
	case between:
		c.Between = true
		g := b.group("between")
		c.From, c.To = g.roles, g.roles
		if len(c.From) == 1 && !g.bad {
			r.add("E070", b.get("between"), "The channel "+quote(string(c.ID))+" joins only one role.",
				"Name at least two roles, a party or all.")
		}
	case from && to:
		c.From, c.To = b.roles("from"), b.roles("to")
	default:
		r.add("E070", k, "The channel "+quote(string(c.ID))+" does not say whom it joins.",
			"Write between: with roles, a party or all; or from: and to: for one direction.")
	}
}

// inTheRoom is the channel of a scenario that names none.
func (r *reader) inTheRoom() {
	if len(r.sc.Channels) == 0 {
		r.sc.Channels = []Channel{{
			ID: "in-the-room", Title: "In the room", From: r.sym.all, To: r.sym.all, Between: true,
			Carries: r.highest(),
		}}
	}
}

func (r *reader) forum(id string, k, v *yaml.Node) {
	b, title := r.titled(v, forumSchema, id)
	f := Forum{
		ID:      ForumID(id),
		Title:   title,
		Members: r.sym.all,
		Convene: b.duration("convene", 0),
		Lasts:   b.duration("lasts", 60),
		Carries: b.step("carries", r.highest()),
		Leak:    b.percent("leak"),
		Slips:   b.whole("slips", 0, 0, 1000),
		Pos:     r.at(k),
	}
	if b.has("members") {
		g := b.group("members")
		f.Members = g.roles
		if len(f.Members) == 1 && !g.bad {
			r.add("E076", b.get("members"), "The forum "+quote(id)+" has only one member.", "Name at least two roles, a party or all.")
		}
	}
	r.sc.Forums = append(r.sc.Forums, f)
}

func (r *reader) arrangement(id string, k, v *yaml.Node) {
	b, title := r.titled(v, arrangementSchema, id)
	a := Arrangement{
		ID:      ArrangementID(id),
		Title:   title,
		Text:    b.text("text"),
		Cost:    b.whole("cost", 0, 0, 1000),
		ForSale: b.has("cost"),
		Owners:  r.sym.all,
		Concur:  b.roles("concur"),
		Upkeep:  b.whole("upkeep", 0, 0, 1000),
		Pos:     r.at(k),
	}
	if b.has("owners") {
		a.Owners = b.roles("owners")
	}
	a.Changes = r.changes(r.block(b.get("changes"), changesSchema))
	r.sc.Arrangements = append(r.sc.Arrangements, a)
}

// changes reads what an arrangement alters.
func (r *reader) changes(b block) Changes {
	var c Changes
	each := func(key string, t *table, read func(id string, k, v *yaml.Node)) {
		for k, v := range r.pairs(b.mapping(key)) {
			if r.known(t, k.Value, k) {
				read(k.Value, k, v)
			}
		}
	}
	each("channels", &r.sym.channels, func(id string, k, v *yaml.Node) {
		b := r.block(v, channelChangeSchema)
		c.Channels = append(c.Channels, ChannelChange{
			ChannelID(id), b.newDuration("delay"), b.newPercent("leak"), b.newStep("carries"),
			b.newTruth("clear"), r.at(k),
		})
	})
	each("forums", &r.sym.forums, func(id string, k, v *yaml.Node) {
		b := r.block(v, forumChangeSchema)
		c.Forums = append(c.Forums, ForumChange{
			ForumID(id), b.newDuration("convene"), b.newDuration("lasts"), b.newPercent("leak"),
			b.newStep("carries"), b.newWhole("slips", 1000), r.at(k),
		})
	})
	each("roles", &r.sym.roles, func(id string, k, v *yaml.Node) {
		b := r.block(v, roleChangeSchema)
		c.Roles = append(c.Roles, RoleChange{RoleID(id), b.newStep("cleared"), r.at(k)})
	})
	each("facts", &r.sym.facts, func(id string, k, v *yaml.Node) {
		b := r.block(v, factChangeSchema)
		c.Facts = append(c.Facts, FactChange{FactID(id), b.roles("releasable"), r.at(k)})
	})
	each("decisions", &r.sym.decisions, func(id string, k, v *yaml.Node) {
		c.Decisions = append(c.Decisions, r.decisionChange(id, k, v))
	})
	return c
}

func (r *reader) decisionChange(id string, k, v *yaml.Node) DecisionChange {
	b := r.block(v, decisionChangeSchema)
	d := DecisionChange{Decision: DecisionID(id), Due: b.newDuration("due"), Within: b.newDuration("within"), Pos: r.at(k)}
	if n := value(b.n, "concur"); n != nil {
		d.Concur, d.HasConcur = b.roles("concur"), true
	}
	if b.has("rule") {
		rule := DecisionRule(b.word("rule", DecisionRules[:]))
		d.Rule = &rule
	}
	if s, n := b.scalar("default"); n != nil && r.option(id, s, n) {
		o := OptionID(s)
		d.Default = &o
	}
	if d.Due != nil && d.Within != nil {
		r.add("E077", k, `A change of a decision gives "due" and "within"; only one can hold.`, "Keep one of the two.")
	}
	return d
}

// option reports an option that a decision does not have.
func (r *reader) option(decision, option string, n *yaml.Node) bool {
	if r.sym.hasOption(decision, option) {
		return true
	}
	r.noOption(decision, option, r.at(n))
	return false
}

func (r *reader) noOption(decision, option string, at Pos) {
	among := r.sym.optionNames(decision)
	help := "It has no options."
	if len(among) > 0 {
		help = thereAre(among)
	}
	r.rep.near("E032", at, "The decision "+quote(decision)+" has no option "+quote(option)+".", help, option, among)
}

// The following give nil where a key is not there: the thing stays as it is.

func (b block) newDuration(key string) *Minutes {
	if !b.has(key) {
		return nil
	}
	m := b.duration(key, 0)
	return &m
}

func (b block) newPercent(key string) *Percent {
	if !b.has(key) {
		return nil
	}
	p := b.percent(key)
	return &p
}

func (b block) newStep(key string) *Handling {
	if !b.has(key) {
		return nil
	}
	h := b.step(key, 0)
	return &h
}

func (b block) newTruth(key string) *bool {
	if !b.has(key) {
		return nil
	}
	t := b.truth(key)
	return &t
}

func (b block) newWhole(key string, most int) *int {
	if !b.has(key) {
		return nil
	}
	n := b.whole(key, 0, 0, most)
	return &n
}
