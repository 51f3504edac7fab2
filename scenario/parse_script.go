package scenario

import "gopkg.in/yaml.v3"

// script reads turns, injects, rules and endings.
func (r *reader) script(top *yaml.Node) {
	for _, n := range r.entries(value(top, "turns"), "turns") {
		r.turn(n)
	}
	r.named(top, "injects", func(id string, k, v *yaml.Node) {
		b := r.block(v, injectSchema)
		r.sc.Injects = append(r.sc.Injects, r.inject(b, InjectID(id), r.at(k)))
	})
	for _, n := range r.entries(value(top, "rules"), "rules") {
		r.rule(n)
	}
	r.named(top, "endings", r.ending)
}

func (r *reader) turn(n *yaml.Node) {
	number := len(r.sc.Turns) + 1
	id := ownID(n, "turn-"+itoa(number))
	b, title := r.titled(n, turnSchema, id)
	t := Turn{
		ID:        TurnID(id),
		Title:     title,
		Lasts:     b.duration("lasts", 60),
		Room:      b.roomTime("room"),
		Adopt:     refs[ArrangementID](b, "adopt", &r.sym.arrangements),
		When:      r.cond(b, "when"),
		Pace:      b.whole("pace", 0, 0, 1000),
		Situation: b.text("situation"),
		Pos:       r.at(n),
	}
	t.Sends, t.HasSends = b.sends()
	t.At = r.turnStart(b)
	t.Skipped = r.skipped(b.get("skipped"))
	if nodes := b.entries("injects"); len(nodes) > 0 {
		t.Injects = make([]Inject, 0, len(nodes))
		for i, n := range nodes {
			t.Injects = append(t.Injects, r.turnInject(n, ownID(n, id+"-"+itoa(i+1))))
		}
	}
	for k, v := range r.pairs(b.mapping("decisions")) {
		t.Decisions = append(t.Decisions, r.decision(k, v, number-1, len(t.Decisions)))
	}
	r.sc.Turns = append(r.sc.Turns, t)
}

func (b block) entries(key string) []*yaml.Node { return b.r.entries(b.get(key), key) }

// turnStart is the moment at which a turn begins: where nothing is said, the end
// of the one before.
func (r *reader) turnStart(b block) Minutes {
	var end Minutes
	before := ""
	if k := len(r.sc.Turns); k > 0 {
		last := &r.sc.Turns[k-1]
		end, before = last.At+last.Lasts, string(last.ID)
	}
	s, n := b.scalar("at")
	if n == nil {
		return end
	}
	at, ok := parseStoryTime(s)
	if !ok {
		r.add("E043", n, quote(s)+" is no moment of the story.", "Write T, T-36h or T+4d: the time before or after the start.")
		return end
	}
	if before != "" && at < end {
		r.add("E060", n, "This turn begins at "+storyTime(at)+", before the turn "+quote(before)+" has ended ("+storyTime(end)+").",
			"Let it begin later, or shorten the turn before with lasts.")
	}
	return at
}

// storyTime writes a moment as authors do.
func storyTime(m Minutes) string {
	switch {
	case m == 0:
		return "T"
	case m < 0:
		return "T-" + length(-m)
	}
	return "T+" + length(m)
}

// length writes a duration as authors do.
func length(m Minutes) string {
	if m == 0 {
		return "0m"
	}
	s := ""
	for _, u := range minutesOf {
		if n := m / u.n; n > 0 {
			s += itoa(int(n)) + string(u.unit)
			m -= n * u.n
		}
	}
	return s
}

func (r *reader) skipped(n *yaml.Node) Skipped {
	if n == nil {
		return Skipped{}
	}
	if n.Kind == yaml.ScalarNode {
		return Skipped{Text: tidy(n.Value), Pos: r.at(n)}
	}
	b := r.block(n, skippedSchema)
	s := Skipped{
		Text:    b.text("text"),
		Knows:   r.tells(b.get("knows"), "knows"),
		Effects: r.effects(b),
		Opens:   refs[DecisionID](b, "opens", &r.sym.decisions),
		Pos:     r.at(n),
	}
	for _, d := range s.Opens {
		r.sym.opened[d] = true
	}
	for _, n := range b.list("set") {
		if n = given(n); n != nil {
			if f := r.flag(n, "set"); f != "" {
				s.Flags = append(s.Flags, f)
			}
		}
	}
	for k, v := range r.pairs(b.mapping("chose")) {
		if v = given(v); !r.known(&r.sym.decisions, k.Value, k) || v == nil {
			continue
		}
		if v.Kind != yaml.ScalarNode {
			r.shape(v, k.Value, aText)
		} else if r.option(k.Value, v.Value, v) {
			s.Chose = append(s.Chose, Assumed{DecisionID(k.Value), OptionID(v.Value), r.at(k)})
		}
	}
	return s
}

// turnInject is an inject in a turn: at a time, or offered when something has
// not happened.
func (r *reader) turnInject(n *yaml.Node, id string) Inject {
	if n != nil && n.Kind == yaml.ScalarNode && !isNull(n) {
		r.add("E022", n, "An inject must be a block of key: value lines, but "+found(n)+" stands here.",
			"Write to: and text: in it.")
		return Inject{ID: InjectID(id)}
	}
	b := r.block(n, turnInjectSchema)
	inject := r.inject(b, InjectID(id), r.at(n))
	inject.At = b.duration("at", 0)
	inject.Timed = true
	inject.Contingency = r.cond(b, "contingency")
	return inject
}

// classes are the classes of injects; the first is the default.
var classes = []string{string(Supporting), string(Key), string(Enabling)}

func (r *reader) inject(b block, id InjectID, at Pos) Inject {
	to := b.group("to")
	inject := Inject{
		ID:        id,
		From:      b.line("from"),
		To:        to.roles,
		ToAll:     to.all,
		By:        b.line("by"),
		Class:     InjectClass(classes[b.word("class", classes)]),
		Title:     b.line("title"),
		Text:      b.text("text"),
		Facts:     refs[FactID](b, "facts", &r.sym.facts),
		Objective: ref[ObjectiveID](b, "objective", &r.sym.objectives),
		Say:       b.text("say"),
		Ask:       b.text("ask"),
		Expect:    b.text("expect"),
		When:      r.cond(b, "when"),
		Chance:    b.percent("chance"),
		HasChance: b.has("chance"),
		Pos:       at,
	}
	switch {
	case b.n == nil:
		r.rep.add("E078", at, "The inject "+quote(string(id))+" is empty.", "Write to: and text: in it.")
	case !b.has("to"):
		r.rep.add("E078", at, "The inject "+quote(string(id))+" does not say to whom it goes.", "Write to: with roles, a party or all.")
	case inject.Text == "" && inject.Title == "":
		r.rep.add("E078", at, "The inject "+quote(string(id))+" says nothing.", "Write text: with what is read or handed out.")
	}
	return inject
}

func (r *reader) rule(n *yaml.Node) {
	b := r.block(n, ruleSchema)
	b.missing("when", n, "Say when it holds, such as when: trust < 40")
	b.missing("then", n, "Say what follows, such as then: [inject: storm]")
	if b.n == nil {
		return
	}
	rule := Rule{When: r.cond(b, "when"), Then: r.then(b), Again: b.truth("again"), Pos: r.at(n)}
	r.sc.Rules = append(r.sc.Rules, rule)
	if len(r.sc.Rules) == MaxRules+1 {
		r.add("E035", n, "This is one rule too many: at most "+itoa(MaxRules)+" are possible.", "Leave out what is not needed.")
	}
}

func (r *reader) ending(id string, k, v *yaml.Node) {
	b, title := r.titled(v, endingSchema, id)
	e := Ending{ID: EndingID(id), Title: title, When: r.cond(b, "when"), Text: b.text("text"), Pos: r.at(k)}
	for _, n := range b.list("notes") {
		if n = given(n); n == nil {
			continue
		}
		if n.Kind == yaml.ScalarNode {
			e.Notes = append(e.Notes, Note{Text: tidy(n.Value), Pos: r.at(n)})
			continue
		}
		b := r.block(n, noteSchema)
		b.missing("text", n, "Write the line that is shown.")
		e.Notes = append(e.Notes, Note{Text: b.text("text"), When: r.cond(b, "when"), Pos: r.at(n)})
	}
	r.sc.Endings = append(r.sc.Endings, e)
}
