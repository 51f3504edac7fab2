package scenario

// place is where an inject stands.
type place struct {
	turn   int // -1: outside of the turns
	inject *Inject
}

// checkDecisions checks every decision, complete as it is now.
func (r *reader) checkDecisions() {
	where := r.places()
	options, then := 0, 0
	follow := func(n int, at Pos) {
		if then += n; then-n <= MaxThen && then > MaxThen {
			r.rep.add("E035", at, "Options and rules have more than "+itoa(MaxThen)+" consequences together.", "Leave out what is not needed.")
		}
	}
	for i := range r.sc.Rules {
		follow(len(r.sc.Rules[i].Then), r.sc.Rules[i].Pos)
	}
	for _, dr := range r.order {
		d, t := r.get(dr), &r.sc.Turns[dr.turn]
		r.checkAnswers(d, dr)
		from, known := r.checkOpening(d, dr, t, where)
		r.checkDue(d.Due, dr.at(dueKey(d.Due), d.Pos), from, known, t, d)
		if options += len(d.Options); options-len(d.Options) <= MaxAllOptions && options > MaxAllOptions {
			r.rep.add("E035", d.Pos, "The decisions have more than "+itoa(MaxAllOptions)+" options together.",
				"Leave out what is not needed.")
		}
		for i := range d.Options {
			follow(len(d.Options[i].Then), d.Pos)
		}
	}
}

func dueKey(d Due) string {
	if d.Within {
		return "within"
	}
	return "due"
}

func (r *reader) places() map[InjectID]place {
	where := make(map[InjectID]place, len(r.sym.injects.names))
	for i := range r.sc.Injects {
		where[r.sc.Injects[i].ID] = place{-1, &r.sc.Injects[i]}
	}
	for t := range r.sc.Turns {
		turn := &r.sc.Turns[t]
		for i := range turn.Injects {
			in := &turn.Injects[i]
			where[in.ID] = place{t, in}
			if in.At > turn.Lasts {
				r.rep.add("E061", in.Pos, "The inject "+quote(string(in.ID))+" comes at "+length(in.At)+", but the turn lasts only "+length(turn.Lasts)+".",
					"Let it come earlier, or let the turn last longer.")
			}
		}
	}
	return where
}

// checkAnswers checks who decides, and among what.
func (r *reader) checkAnswers(d *Decision, dr *draft) {
	name := quote(string(d.ID))
	orphan := dr.like == "" && dr.b.has("like") || dr.lost // reported already
	if len(d.By) == 0 && !dr.b.has("by") && !orphan {
		r.rep.add("E026", d.Pos, "The decision "+name+" does not say who decides.", "Write by: with one role or several.")
	}
	if len(d.Concur) > 0 && (d.Rule == Each || d.Rule == Majority) {
		r.rep.add("E079", dr.at("concur", d.Pos), "Nobody can concur on "+name+": with rule: "+d.Rule.String()+" nothing is proposed.",
			"Write rule: lead or rule: all, or leave concur out.")
	}
	if len(d.By) == 1 && d.Rule != Lead && dr.b.has("rule") {
		r.rep.add("A088", dr.at("rule", d.Pos), "Only one role decides here, so rule: "+d.Rule.String()+" means nothing.",
			"Leave it out, or name more roles in by:")
	}
	switch {
	case d.Purchase != nil && (len(d.Options) > 0 || d.Default != ""):
		r.rep.add("E064", d.Pos, "In the decision "+name+" arrangements are bought, but it has options or a default too.",
			"Keep either buy: or options: and default:")
	case d.Purchase != nil && dr.b.has("buy"):
		r.checkPurchase(d)
	case d.Purchase != nil: // checked where it comes from
	case len(d.Options) == 0 && !orphan && !dr.b.filled("options"):
		r.rep.add("E064", d.Pos, "The decision "+name+" has no options.", "Write options: with at least one, or buy: for arrangements.")
	}
	for i := range d.Options {
		o := &d.Options[i]
		if d.Default == "" || o.ID != d.Default {
			continue
		}
		at := dr.at("default", d.Pos)
		if o.Free {
			r.rep.add("E063", at, "The default "+quote(string(o.ID))+" is free: nobody is there to say what it is.",
				"Choose another option as the default.")
		} else if o.Requires != nil {
			r.rep.add("A082", at, "The default "+quote(string(o.ID))+" has a requirement, which is not looked at when it is applied.",
				"Choose an option without requires: if there is one.")
		}
	}
}

// checkPurchase checks that something can be bought.
func (r *reader) checkPurchase(d *Decision) {
	least := -1
	for i := range r.sc.Arrangements {
		if a := &r.sc.Arrangements[i]; a.ForSale && (least < 0 || a.Cost < least) {
			least = a.Cost
		}
	}
	switch {
	case least < 0:
		r.rep.add("E066", d.Purchase.Pos, "There is no arrangement to buy.", "Give the arrangements that are for sale a cost:")
	case least > d.Purchase.Points:
		r.rep.add("E066", d.Purchase.Pos, "With "+itoa(d.Purchase.Points)+" points no arrangement can be bought; the cheapest costs "+itoa(least)+".",
			"Raise buy: or lower the costs.")
	}
}

// checkOpening checks when a decision opens, and gives the moment where it is known.
func (r *reader) checkOpening(d *Decision, dr *draft, t *Turn, where map[InjectID]place) (Minutes, bool) {
	at := dr.at("opens", d.Pos)
	name := "The decision " + quote(string(d.ID))
	switch {
	case d.Opens.Never:
		if !r.sym.opened[d.ID] {
			r.rep.add("A086", at, name+" is never opened.",
				"Open it with the consequence open: "+string(d.ID)+", or in skipped: of a turn.")
		}
		return 0, false
	case d.Opens.After == "":
		if d.Opens.At > t.Lasts {
			r.rep.add("E061", at, name+" opens at "+length(d.Opens.At)+", but its turn lasts only "+length(t.Lasts)+".",
				"Let it open earlier, or let the turn last longer.")
		}
		return d.Opens.At, true
	}
	p, found := where[d.Opens.After]
	if !found {
		return 0, false
	}
	after := quote(string(d.Opens.After))
	switch {
	case p.turn >= 0 && p.turn != dr.turn && !r.sym.sent[d.Opens.After]:
		r.rep.add("E062", at, name+" opens after the inject "+after+", which belongs to another turn.",
			"Name an inject of the same turn, or one without a time of its own.")
	case p.turn < 0 && !r.sym.sent[d.Opens.After]:
		r.rep.add("E062", at, name+" opens after the inject "+after+", which nothing ever sends.",
			"Send it with the consequence inject: "+string(d.Opens.After)+", or move it into the turn.")
	case p.turn == dr.turn && p.inject.Contingency == nil && !r.sym.sent[d.Opens.After]:
		return p.inject.At, true
	}
	return 0, false
}

// checkDue checks that a decision falls due after it opened and in its turn.
func (r *reader) checkDue(due Due, at Pos, from Minutes, known bool, t *Turn, d *Decision) {
	if !due.Set {
		return
	}
	name := "The decision " + quote(string(d.ID))
	end := due.At
	if due.Within {
		end += from
	}
	switch {
	case end > t.Lasts:
		r.rep.add("E061", at, name+" falls due after "+length(end)+", but its turn lasts only "+length(t.Lasts)+".",
			"Let it fall due earlier, or let the turn last longer.")
	case known && end <= from:
		r.rep.add("E061", at, name+" falls due after "+length(end)+", but opens only after "+length(from)+".",
			"due counts from the turn's beginning; write within: to count from the opening.")
	}
}

// checkChange checks what an arrangement makes of a decision.
func (r *reader) checkChange(c DecisionChange) {
	dr := r.drafts[c.Decision]
	if dr == nil {
		return
	}
	d, t := r.get(dr), &r.sc.Turns[dr.turn]
	by := r.mask(d.By)
	for _, role := range c.Concur {
		if r.mask([]RoleID{role})&by != 0 {
			r.rep.add("E067", c.Pos, quote(string(role))+" must concur here, and decides "+quote(string(d.ID))+" already.", "Leave it out.")
		}
	}
	rule, concur := d.Rule, d.Concur
	if c.Rule != nil {
		rule = *c.Rule
	}
	if c.HasConcur {
		concur = c.Concur
	}
	if (c.Rule != nil || c.HasConcur) && len(concur) > 0 && (rule == Each || rule == Majority) {
		r.rep.add("E079", c.Pos, "Nobody can concur on "+quote(string(d.ID))+" then: with rule: "+rule.String()+" nothing is proposed.",
			"Write rule: lead or rule: all, or leave concur out.")
	}
	var from Minutes
	if d.Opens.After == "" && !d.Opens.Never {
		from = d.Opens.At
	}
	known := d.Opens.After == "" && !d.Opens.Never
	switch {
	case c.Due != nil:
		r.checkDue(Due{At: *c.Due, Set: true}, c.Pos, from, known, t, d)
	case c.Within != nil:
		r.checkDue(Due{At: *c.Within, Within: true, Set: true}, c.Pos, from, known, t, d)
	}
	if c.Default != nil {
		for i := range d.Options {
			if o := &d.Options[i]; o.ID == *c.Default && o.Free {
				r.rep.add("E063", c.Pos, "The default "+quote(string(o.ID))+" is free: nobody is there to say what it is.",
					"Choose another option as the default.")
			}
		}
	}
}
