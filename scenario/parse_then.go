package scenario

import "gopkg.in/yaml.v3"

// then reads consequences: a list whose entries say one thing each.
func (r *reader) then(b block) []Consequence {
	n := b.get("then")
	if n == nil {
		return nil
	}
	nodes := []*yaml.Node{n}
	if n.Kind == yaml.SequenceNode {
		nodes = n.Content
	} else if n.Kind == yaml.ScalarNode {
		b.wrong("then", n, aList)
		return nil
	}
	out := make([]Consequence, 0, len(nodes))
	for _, n := range nodes {
		out = r.consequence(n, out)
	}
	return out
}

// consequence appends what one entry says. Only release can say more than one
// thing, for several facts.
func (r *reader) consequence(n *yaml.Node, out []Consequence) []Consequence {
	b := r.block(n, thenSchema)
	if b.n == nil {
		if given(n) == nil {
			r.add("E075", n, "This consequence says nothing.", "Remove the line.")
		}
		return out
	}
	verb, what := b.verb()
	if what == nil {
		return out
	}
	c := Consequence{In: b.duration("in", 0), Pos: r.at(n)}
	if verb == "release" {
		return r.release(what, c, out)
	}
	r.fill(&c, b, verb, what)
	return append(out, c)
}

// verb is the one key of a consequence besides "in".
func (b block) verb() (string, *yaml.Node) {
	var verb string
	var what *yaml.Node
	strange := false
	for k, v := range b.r.pairs(b.n) {
		if k.Value == "in" || b.s.index(k.Value) < 0 {
			strange = strange || k.Value != "in"
			continue
		}
		if verb != "" {
			b.r.add("E075", k, "One consequence says "+quote(verb)+" and "+quote(k.Value)+".",
				"Give each an entry of its own, beginning with -")
			return "", nil
		}
		verb, what = k.Value, v
	}
	switch {
	case verb == "" && !strange:
		b.r.add("E075", b.n, "This consequence does not say what happens.", "Write such as inject: storm or set: warned")
	case verb != "" && given(what) == nil:
		b.r.add("E075", what, "Nothing stands behind "+quote(verb)+".", "Write what it is about.")
		return "", nil
	}
	return verb, what
}

// fill reads what stands behind the verb.
func (r *reader) fill(c *Consequence, b block, verb string, what *yaml.Node) {
	s := r.sym
	switch verb {
	case "inject":
		c.Kind, c.Inject = DeliverInject, ref[InjectID](b, verb, &s.injects)
		s.sent[c.Inject] = true
	case "tell":
		c.Kind, c.Tell = TellFacts, r.tells(what, verb)
	case "call":
		c.Kind, c.Forum = CallForum, ref[ForumID](b, verb, &s.forums)
	case "send":
		r.send(c, what)
	case "sanitise":
		c.Kind, c.Fact = SanitiseFact, ref[FactID](b, verb, &s.facts)
	case "ask":
		ask := r.block(what, askSchema)
		ask.missing("fact", what, "Name the fact whose release is asked.")
		ask.missing("for", what, "Name the roles for whom it is asked.")
		c.Kind, c.Fact, c.To = AskConsent, ref[FactID](ask, "fact", &s.facts), ask.roles("for")
	case "effects":
		c.Kind, c.Effects = MoveMeasures, r.effects(b)
	case "adopt":
		c.Kind, c.Arrangement = AdoptArrangement, ref[ArrangementID](b, verb, &s.arrangements)
	case "drop":
		c.Kind, c.Arrangement = DropArrangement, ref[ArrangementID](b, verb, &s.arrangements)
	case "set":
		c.Kind, c.Flag = SetFlag, r.flag(what, verb)
	case "unset":
		c.Kind, c.Flag = UnsetFlag, r.flag(what, verb)
	case "open":
		c.Kind, c.Decision = OpenDecision, ref[DecisionID](b, verb, &s.decisions)
		s.opened[c.Decision] = true
	case "close":
		c.Kind, c.Decision = CloseDecision, ref[DecisionID](b, verb, &s.decisions)
	case "end":
		c.Kind = EndExercise
		if what.Value != "true" {
			c.Ending = ref[EndingID](b, verb, &s.endings)
		}
	}
}

func (r *reader) send(c *Consequence, what *yaml.Node) {
	b := r.block(what, sendSchema)
	for _, key := range []string{"fact", "to", "by"} {
		b.missing(key, what, "Write send: {fact: a-fact, to: a-role, by: a-channel}")
	}
	c.Kind = SendFact
	c.Fact = ref[FactID](b, "fact", &r.sym.facts)
	c.To = b.roles("to")
	c.Channel = ref[ChannelID](b, "by", &r.sym.channels)
	c.From = ref[RoleID](b, "from", &r.sym.roles)
}

// release reads facts with who may have them from now on.
func (r *reader) release(what *yaml.Node, c Consequence, out []Consequence) []Consequence {
	if what.Kind != yaml.MappingNode {
		r.shape(what, "release", aBlock)
		return out
	}
	for k, v := range r.pairs(what) {
		if !r.known(&r.sym.facts, k.Value, k) {
			continue
		}
		one := c
		one.Kind, one.Fact, one.To = ReleaseFact, FactID(k.Value), r.group(r.list(v, k.Value), k.Value).roles
		out = append(out, one)
	}
	return out
}

// tells reads who is told which facts. A party or all stands for each of its roles.
func (r *reader) tells(n *yaml.Node, key string) []Tell {
	if n = given(n); n == nil {
		return nil
	}
	if n.Kind != yaml.MappingNode {
		r.shape(n, key, aBlock)
		return nil
	}
	var out []Tell
	for k, v := range r.pairs(n) {
		facts := names[FactID](r, r.list(v, key), key, &r.sym.facts)
		for _, role := range r.group([]*yaml.Node{k}, key).roles {
			out = append(out, Tell{role, facts, r.at(k)})
		}
	}
	return out
}

// effects reads measures with the numbers that move them.
func (r *reader) effects(b block) []Effect {
	n := b.mapping("effects")
	if n == nil {
		return nil
	}
	out := make([]Effect, 0, len(n.Content)/2)
	for k, v := range r.pairs(n) {
		if !r.known(&r.sym.measures, k.Value, k) {
			continue
		}
		if e, ok := r.effect(k, given(v)); ok {
			out = append(out, e)
		}
	}
	return out
}

func (r *reader) effect(k, v *yaml.Node) (Effect, bool) {
	e := Effect{Measure: MeasureID(k.Value), Pos: r.at(k)}
	if v == nil || v.Kind != yaml.ScalarNode {
		r.add("E040", k, "No number stands behind "+quote(k.Value)+".", "Write such as -5, or 2..6 for a number drawn from 2 to 6.")
		return e, false
	}
	lo, hi, ok := parseRange(v.Value)
	switch {
	case !ok || abs(lo) > measureBound || abs(hi) > measureBound:
		r.add("E040", v, quote(v.Value)+" does not say by how much "+quote(k.Value)+" moves.",
			"Write such as -5, or 2..6 for a number drawn from 2 to 6.")
		return e, false
	case lo > hi:
		r.add("E047", v, "The range "+quote(v.Value)+" is the wrong way round.", "Write the smaller number first: "+itoa(hi)+".."+itoa(lo))
		return e, false
	}
	e.Min, e.Max = lo, hi
	return e, true
}

// flag is the name of a flag being set or unset.
func (r *reader) flag(n *yaml.Node, key string) FlagID {
	if n.Kind != yaml.ScalarNode {
		r.shape(n, key, aText)
		return ""
	}
	if !isID(n.Value) {
		r.add("E030", n, quote(n.Value)+" can't be the name of a flag.", "Flags are lower-case words with hyphens, such as early-warning.")
		return ""
	}
	if _, found := r.sym.flagsSet[FlagID(n.Value)]; !found {
		r.sym.flagsSet[FlagID(n.Value)] = r.at(n)
	}
	return FlagID(n.Value)
}
