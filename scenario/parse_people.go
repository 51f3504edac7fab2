package scenario

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// people reads objectives, parties, roles, facts and measures.
func (r *reader) people(top *yaml.Node) {
	r.named(top, "objectives", r.objective)
	r.named(top, "parties", r.party)
	r.named(top, "roles", r.role)
	r.named(top, "facts", r.fact)
	r.named(top, "measures", r.measure)
	r.entries(value(top, "handling"), "handling")
	r.hotwash(top)
}

func (r *reader) objective(id string, k, v *yaml.Node) {
	b, title := r.titled(v, objectiveSchema, id)
	r.sc.Objectives = append(r.sc.Objectives, Objective{
		ID:         ObjectiveID(id),
		Title:      title,
		Capability: b.text("capability"),
		Target:     b.text("target"),
		Tasks:      b.texts("tasks"),
		Pos:        r.at(k),
	})
}

func (r *reader) party(id string, k, v *yaml.Node) {
	_, title := r.titled(v, partySchema, id)
	r.sc.Parties = append(r.sc.Parties, Party{ID: PartyID(id), Title: title, Pos: r.at(k)})
}

func (r *reader) role(id string, k, v *yaml.Node) {
	b, title := r.titled(v, roleSchema, id)
	role := Role{
		ID:        RoleID(id),
		Title:     title,
		Short:     b.short("short", maxShortRole),
		Party:     ref[PartyID](b, "party", &r.sym.parties),
		Brief:     b.text("brief"),
		Authority: b.text("authority"),
		Interests: b.texts("interests"),
		Questions: b.texts("questions"),
		Cleared:   b.step("cleared", r.highest()),
		Knows:     refs[FactID](b, "knows", &r.sym.facts),
		Auto:      Temperament(b.word("auto", Temperaments[:])),
		Pos:       r.at(k),
	}
	role.Sends, role.HasSends = b.sends()
	if role.Short == "" {
		role.Short = shorten(title, id, maxShortRole)
	}
	r.sc.Roles = append(r.sc.Roles, role)
}

// shorten makes a short name: the title if it fits, else the id in words, else
// the beginning of that.
func shorten(title, id string, most int) string {
	if len([]rune(title)) <= most {
		return title
	}
	words := inWords(id)
	if len(words) <= most {
		return words
	}
	return strings.TrimRight(words[:most-1], " ") + "…"
}

func (r *reader) fact(id string, k, v *yaml.Node) {
	b, title := r.titled(v, factSchema, id)
	f := Fact{
		ID:       FactID(id),
		Title:    title,
		Short:    b.short("short", maxShortFact),
		Text:     b.text("text"),
		Origin:   ref[RoleID](b, "origin", &r.sym.roles),
		Handling: b.step("handling", 0),
		Consent:  ref[RoleID](b, "consent", &r.sym.roles),
		Weight:   b.whole("weight", 1, 0, 100),
		Pos:      r.at(k),
	}
	if f.Short == "" {
		f.Short = shorten(title, id, maxShortFact)
	}
	f.Versions = r.versions(b)
	switch {
	case b.has("releasable"):
		f.Releasable = b.roles("releasable")
	case f.Handling == 0:
		f.Releasable = r.sym.all
	}
	r.sc.Facts = append(r.sc.Facts, f)
}

// versionTime is what making a sanitised version takes where nothing is said.
const versionTime Minutes = 60

// versions reads a fact's sanitised forms: names with the time to make them, or
// names alone.
func (r *reader) versions(b block) []Version {
	n := b.get("sanitised")
	if n == nil {
		return nil
	}
	var out []Version
	if n.Kind != yaml.MappingNode {
		for _, n := range r.list(n, "sanitised") {
			for _, id := range names[FactID](r, []*yaml.Node{n}, "sanitised", &r.sym.facts) {
				out = append(out, Version{id, versionTime, r.at(n)})
			}
		}
		return out
	}
	for k, v := range r.pairs(n) {
		if !r.known(&r.sym.facts, k.Value, k) {
			continue
		}
		version := Version{FactID(k.Value), versionTime, r.at(k)}
		if v = given(v); v != nil {
			if m, ok := r.minutes(v, k.Value); ok {
				version.Time = m
			}
		}
		out = append(out, version)
	}
	return out
}

// measureBound keeps sums of measures far inside a machine's integers.
const measureBound = 1_000_000

func (r *reader) measure(id string, k, v *yaml.Node) {
	m := Measure{ID: MeasureID(id), Title: inWords(id), Max: 100, Pos: r.at(k)}
	if v = given(v); v != nil && v.Kind == yaml.ScalarNode {
		if start, ok := parseWhole(v.Value); ok && v.Style == 0 {
			m.Start = start
			if start < m.Min || start > m.Max {
				r.number(v, id, m.Min, m.Max)
			}
		} else {
			m.Title = r.line(v, "title")
		}
		r.sc.Measures = append(r.sc.Measures, m)
		return
	}
	b, title := r.titled(v, measureSchema, id)
	m.Title, m.Hidden = title, b.truth("hidden")
	m.Min = b.whole("min", 0, -measureBound, measureBound)
	m.Max = b.whole("max", max(100, m.Min), -measureBound, measureBound)
	if m.Min > m.Max {
		r.add("E047", b.get("max"), "The measure "+quote(id)+" can't reach from "+itoa(m.Min)+" to "+itoa(m.Max)+".",
			"min must be the smaller of the two.")
		m.Max = m.Min
	}
	m.Start = b.whole("start", min(max(0, m.Min), m.Max), m.Min, m.Max)
	r.sc.Measures = append(r.sc.Measures, m)
}
