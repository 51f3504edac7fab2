package scenario

import (
	"maps"
	"slices"
)

// finish fills in what can be known only when everything has been read, and
// checks what holds between the parts.
func (r *reader) finish() {
	r.inTheRoom()
	r.settleFacts()
	for _, d := range r.order {
		r.settle(d)
	}
	r.checkDecisions()
	r.settleChanges()
	r.checkScript()
	for _, check := range r.later {
		check()
	}
	r.settleEndings()
	r.settleFlags()
}

// likeState says how far settle has come with a decision.
type likeState uint8

const (
	unsettled likeState = iota
	settling
	settled
)

// get is the decision of a draft.
func (r *reader) get(d *draft) *Decision { return &r.sc.Turns[d.turn].Decisions[d.number] }

// settle completes a decision: what it does not say comes from the one it is
// like, which is settled before.
func (r *reader) settle(dr *draft) {
	if dr.state != unsettled {
		return
	}
	dr.state = settling
	d := r.get(dr)
	if base := r.drafts[DecisionID(dr.like)]; base != nil {
		r.settle(base)
		r.src = dr.src
		dr.depth = base.depth + 1
		switch {
		case base.state == settling:
			dr.lost = true
			r.add("E065", dr.b.get("like"), "The decision "+quote(string(d.ID))+" is like itself, directly or by way of another.",
				"Name a decision that says everything itself.")
		case dr.depth > maxLike:
			dr.lost = true
			r.add("E065", dr.b.get("like"), "Too many decisions are like one another in a row here (at most "+itoa(maxLike)+").",
				"Let this one be like the first of them.")
		default:
			dr.lost = base.lost
			r.inherit(d, r.get(base), dr.b)
		}
	}
	dr.state = settled
	r.src = dr.src
	r.consulted(d, dr.b)
	if d.Ask == "" {
		d.Ask = d.Title
	}
}

// inherit takes over every key that b does not have. Options are taken over one
// by one.
func (r *reader) inherit(d, base *Decision, b block) {
	take(b, "title", &d.Title, base.Title)
	take(b, "ask", &d.Ask, base.Ask)
	take(b, "by", &d.By, base.By)
	take(b, "rule", &d.Rule, base.Rule)
	take(b, "consult", &d.Consult, base.Consult)
	take(b, "concur", &d.Concur, base.Concur)
	take(b, "needs", &d.Needs, base.Needs)
	take(b, "one-line", &d.OneLine, base.OneLine)
	take(b, "when", &d.When, base.When)
	take(b, "opens", &d.Opens, base.Opens)
	take(b, "room", &d.Room, base.Room)
	take(b, "default", &d.Default, base.Default)
	take(b, "reasons", &d.Reasons, base.Reasons)
	take(b, "objective", &d.Objective, base.Objective)
	if !d.Due.Set {
		d.Due = base.Due
	}
	d.Options = mergeOptions(base.Options, d.Options)
	if p := base.Purchase; p != nil && d.Purchase == nil {
		patched := *p
		patched.Each = b.whole("each", p.Each, 0, 64)
		if b.has("keep") {
			patched.Owned = b.keeps()
		}
		d.Purchase = &patched
	}
}

func take[T any](b block, key string, to *T, from T) {
	if !b.has(key) {
		*to = from
	}
}

// mergeOptions replaces options whole, by id, and adds the new ones at the end.
func mergeOptions(base, own []Option) []Option {
	if len(own) == 0 {
		return base
	}
	out := slices.Clone(base)
	at := make(map[OptionID]int, len(base))
	for i, o := range base {
		at[o.ID] = i
	}
	for _, o := range own {
		if i, found := at[o.ID]; found {
			out[i] = o
		} else {
			out = append(out, o)
		}
	}
	return out
}

// consulted reads who is asked, which is never somebody who decides.
func (r *reader) consulted(d *Decision, b block) {
	by := r.mask(d.By)
	const why = "decides already"
	if b.has("consult") {
		d.Consult = b.others("consult", by, why)
	} else {
		d.Consult = r.without(d.Consult, by)
	}
	if b.has("concur") {
		d.Concur = b.others("concur", by, why)
	} else {
		d.Concur = r.without(d.Concur, by)
	}
}

func (r *reader) without(roles []RoleID, mask uint64) []RoleID {
	if r.mask(roles)&mask == 0 {
		return roles
	}
	var out []RoleID
	for _, id := range roles {
		if r.mask([]RoleID{id})&mask == 0 {
			out = append(out, id)
		}
	}
	return out
}

// settleFacts gives versions the origin of their fact, and facts somebody to ask.
func (r *reader) settleFacts() {
	full := map[FactID]*Fact{}
	byID := make(map[FactID]*Fact, len(r.sc.Facts))
	for i := range r.sc.Facts {
		byID[r.sc.Facts[i].ID] = &r.sc.Facts[i]
	}
	for i := range r.sc.Facts {
		f := &r.sc.Facts[i]
		for _, v := range f.Versions {
			r.checkVersion(f, byID[v.Fact], v, full[v.Fact])
			full[v.Fact] = f
		}
	}
	for i := range r.sc.Facts {
		f := &r.sc.Facts[i]
		if of := full[f.ID]; of != nil && f.Origin == "" {
			f.Origin = of.Origin
		}
		if f.Consent == "" {
			f.Consent = f.Origin
		}
	}
}

// checkVersion checks that version is a sanitised form of f and of no other.
func (r *reader) checkVersion(f, version *Fact, v Version, other *Fact) {
	if version == nil {
		return
	}
	name := quote(string(version.ID))
	switch {
	case version == f:
		r.rep.add("E069", v.Pos, "The fact "+name+" is named as a version of itself.", "Name another fact, which says less.")
	case other != nil:
		r.rep.add("E069", v.Pos, name+" is a version of "+quote(string(other.ID))+" already.", "Make another fact for the second version.")
	case len(version.Versions) > 0:
		r.rep.add("E069", v.Pos, name+" is a version, and has versions itself.", "List all versions with the full fact.")
	case version.Origin != "" && version.Origin != f.Origin:
		r.rep.add("E069", v.Pos, name+" has another origin than the fact it is a version of.", "Leave out its origin.")
	case version.Handling >= f.Handling && f.Handling > 0:
		r.rep.add("A085", v.Pos, name+" is guarded no less than the fact it is a version of.",
			"A version is made to travel further: give it a lower handling.")
	}
}

// settleChanges repeats an arrangement's changes of a decision for those like it.
func (r *reader) settleChanges() {
	for i := range r.sc.Arrangements[:min(len(r.sc.Arrangements), MaxArrangements)] { // more are refused
		c := &r.sc.Arrangements[i].Changes
		if len(c.Decisions) == 0 {
			continue
		}
		changed := make(map[string]int, len(c.Decisions))
		for i, d := range c.Decisions {
			changed[string(d.Decision)] = i
		}
		for _, dr := range r.order {
			id := r.get(dr).ID
			if _, own := changed[string(id)]; own || dr.like == "" {
				continue
			}
			if i, found := r.changedBase(dr, changed); found {
				repeated := c.Decisions[i]
				repeated.Decision = id
				c.Decisions = append(c.Decisions, repeated)
			}
		}
		for _, d := range c.Decisions {
			r.checkChange(d)
		}
	}
}

// changedBase finds the nearest decision that dr is like and that is changed.
func (r *reader) changedBase(dr *draft, changed map[string]int) (int, bool) {
	for range maxLike {
		if dr == nil {
			break
		}
		if i, found := changed[dr.like]; found {
			return i, true
		}
		dr = r.drafts[DecisionID(dr.like)]
	}
	return 0, false
}

// settleEndings supplies an ending where there is none, and checks that the last
// one, and no other, always holds.
func (r *reader) settleEndings() {
	if len(r.sc.Endings) == 0 {
		r.sc.Endings = []Ending{{ID: "end", Title: "The exercise ends here."}}
		return
	}
	last := len(r.sc.Endings) - 1
	for i, e := range r.sc.Endings {
		src := e.Pos
		switch {
		case i < last && e.When == nil:
			r.rep.add("E068", src, "The ending "+quote(string(e.ID))+" always holds, so those after it are never reached.",
				"Give it when: with a condition, or move it to the end.")
		case i == last && e.When != nil:
			r.rep.add("E068", src, "The last ending, "+quote(string(e.ID))+", has a condition, so there may be no ending at all.",
				"Add one without when: after it, or remove its when:")
		}
	}
}

// settleFlags lists the flags, and those asked about that nothing sets.
func (r *reader) settleFlags() {
	set := r.sym.flagsSet
	names := slices.Sorted(maps.Keys(set))
	near := make([]string, len(names))
	for i, n := range names {
		near[i] = string(n)
	}
	for _, f := range slices.Sorted(maps.Keys(r.sym.flagsAsked)) {
		if _, isSet := set[f]; !isSet {
			r.rep.near("A080", r.sym.flagsAsked[f], "The flag "+quote(string(f))+" is asked about, but nothing ever sets it.",
				"Set it in a consequence with set: "+string(f), string(f), near)
			names = append(names, f)
		}
	}
	slices.Sort(names)
	if len(names) > MaxFlags {
		at, isSet := set[names[MaxFlags]]
		if !isSet {
			at = r.sym.flagsAsked[names[MaxFlags]]
		}
		r.rep.add("E035", at, "There are more than "+itoa(MaxFlags)+" flags.", "Leave out what is not needed.")
	}
	r.sc.Flags = names
}
