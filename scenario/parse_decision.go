package scenario

import "gopkg.in/yaml.v3"

// maxLike is how many decisions may be like one another in a row.
const maxLike = 8

// draft is a decision as it was written, before it takes over what it does not
// say itself from the decision it is like.
type draft struct {
	src          *source
	b            block
	turn, number int // where it stands in the scenario
	like         string
	state        likeState
	depth        int  // how many decisions it is like in a row
	lost         bool // what it is like leads nowhere
}

// at is the place of one of the decision's keys, or of the decision.
func (d *draft) at(key string, whole Pos) Pos {
	if n := d.b.get(key); n != nil {
		return Pos{d.src.name, n.Line, n.Column}
	}
	return whole
}

func (r *reader) decision(k, v *yaml.Node, turn, number int) Decision {
	b, title := r.titled(v, decisionSchema, k.Value)
	d := Decision{
		ID:        DecisionID(k.Value),
		Like:      ref[DecisionID](b, "like", &r.sym.decisions),
		Title:     title,
		Ask:       b.text("ask"),
		By:        b.roles("by"),
		Rule:      DecisionRule(b.word("rule", DecisionRules[:])),
		Needs:     refs[FactID](b, "needs", &r.sym.facts),
		OneLine:   b.truth("one-line"),
		When:      r.cond(b, "when"),
		Room:      b.roomTime("room"),
		Reasons:   b.texts("reasons"),
		Objective: ref[ObjectiveID](b, "objective", &r.sym.objectives),
		Opens:     r.opens(b),
		Due:       r.due(b),
		Purchase:  r.purchase(b),
		Pos:       r.at(k),
	}
	if s, n := b.scalar("default"); n != nil && r.option(k.Value, s, n) {
		d.Default = OptionID(s)
	}
	d.Options = r.options(b)
	r.draft(&draft{src: r.src, b: b, turn: turn, number: number}, &d)
	return d
}

// draft notes a decision for settle.
func (r *reader) draft(dr *draft, d *Decision) {
	dr.like = string(d.Like)
	if r.drafts[d.ID] == nil {
		r.drafts[d.ID] = dr
		r.order = append(r.order, dr)
	}
}

// opens reads when a decision opens: {at: 10m}, {after: an-inject} or never.
func (r *reader) opens(b block) Opening {
	n := b.get("opens")
	if n == nil {
		return Opening{}
	}
	if n.Kind == yaml.ScalarNode {
		if n.Value == "never" {
			return Opening{Never: true}
		}
		if m, ok := parseDuration(n.Value); ok {
			return Opening{At: m}
		}
		r.add("E045", n, `"opens" can't be `+quote(n.Value)+".",
			"Write {at: 10m}, {after: an-inject}, or never when only a consequence opens it.")
		return Opening{}
	}
	o := r.block(n, opensSchema)
	if o.has("at") && o.has("after") {
		r.add("E077", n, `"opens" gives "at" and "after"; only one can hold.`, "Keep one of the two.")
	}
	opening := Opening{After: ref[InjectID](o, "after", &r.sym.injects)}
	if opening.After == "" {
		opening.At = o.duration("at", 0)
	}
	return opening
}

func (r *reader) due(b block) Due {
	switch {
	case b.has("due") && b.has("within"):
		r.add("E077", b.get("within"), `A decision gives "due" and "within"; only one can hold.`,
			"due counts from the turn's beginning, within from the decision's opening. Keep one.")
	case b.has("due"):
		if m, ok := r.minutes(b.get("due"), "due"); ok {
			return Due{At: m, Set: true}
		}
	case b.has("within"):
		if m, ok := r.minutes(b.get("within"), "within"); ok {
			return Due{At: m, Within: true, Set: true}
		}
	}
	return Due{}
}

func (r *reader) purchase(b block) *Purchase {
	if !b.has("buy") {
		for _, key := range []string{"keep", "each"} {
			if b.has(key) && !b.has("like") {
				r.add("E064", b.get(key), quote(key)+` belongs to a decision with "buy".`, "Write buy: with the points that may be spent.")
			}
		}
		return nil
	}
	p := &Purchase{Points: b.whole("buy", 0, 0, 1000), Each: b.whole("each", 0, 0, 64), Pos: b.pos("buy")}
	p.Owned = b.keeps()
	return p
}

// keeps reads keep: owned.
func (b block) keeps() bool {
	s, n := b.scalar("keep")
	if n != nil && s != "owned" {
		b.r.rep.near("E045", b.r.at(n), `"keep" can't be `+quote(s)+".", "It is owned, or left out.", s, []string{"owned"})
	}
	return s == "owned"
}

func (r *reader) options(b block) []Option {
	n := b.mapping("options")
	if n == nil {
		return nil
	}
	out := make([]Option, 0, len(n.Content)/2)
	for k, v := range r.pairs(n) {
		if strayKeys["option"][k.Value] {
			r.add("E033", k, quote(k.Value)+" stands here as the id of an option.",
				"If it belongs to the line above, indent it further than that line. Otherwise choose another id.")
		}
		if !isID(k.Value) {
			r.add("E030", k, quote(k.Value)+" can't be the id of an option.",
				"Ids are lower-case words with hyphens, such as coast-guard, of at most 64 characters.")
		}
		out = append(out, r.readOption(k, v))
	}
	if len(out) > MaxOptions {
		r.add("E035", n, "This decision has "+itoa(len(out))+" options; at most "+itoa(MaxOptions)+" are possible.",
			"Leave out what is not needed.")
	}
	return out
}

func (r *reader) readOption(k, v *yaml.Node) Option {
	b, title := r.titled(v, optionSchema, k.Value)
	return Option{
		ID:       OptionID(k.Value),
		Title:    title,
		When:     r.cond(b, "when"),
		Requires: r.cond(b, "requires"),
		Locked:   b.text("locked"),
		Outcome:  b.text("outcome"),
		Public:   b.truth("public"),
		Effects:  r.effects(b),
		Then:     r.then(b),
		Free:     b.truth("free"),
		Auto:     r.weights(b),
		Pos:      r.at(k),
	}
}

// weights reads how likely seats that play by themselves take an option: one
// number, or one for each temperament.
func (r *reader) weights(b block) [4]int {
	w := [4]int{1, 1, 1, 1}
	n := b.get("auto")
	if n == nil {
		return w
	}
	if n.Kind == yaml.ScalarNode {
		all, _ := r.number(n, "auto", 0, 100)
		return [4]int{all, all, all, all}
	}
	a := r.block(n, autoSchema)
	for t := range w {
		w[t] = a.whole(Temperaments[t], 1, 0, 100)
	}
	return w
}
