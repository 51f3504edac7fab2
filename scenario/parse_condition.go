package scenario

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// ParseCondition reads a condition that stands outside the scenario's files, such
// as an expectation in a plan. It may name what s has, and of flags only those
// that s sets or asks about. Places count columns of text from 1. The Cond is
// nil when any diagnostic is an error.
func ParseCondition(s *Scenario, text string) (*Cond, Diagnostics) {
	l := newLoader("")
	r := &reader{
		loader: l, src: &source{text: text, body: text}, sc: s, sym: symbolsOf(s),
		drafts: map[DecisionID]*draft{}, conf: condConfig(),
	}
	n := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: 1, Column: 1}
	c := &Cond{Source: text, Pos: r.at(n), Root: r.parseCond(text, n)}
	r.checkOutside(c.Root, n)
	if l.rep.errors > 0 {
		c = nil
	}
	return c, l.rep.diagnostics()
}

// checkOutside checks what is otherwise checked when all files have been read: that
// flags are known, and that each role asked about in chose() is one of those who
// decide.
func (r *reader) checkOutside(c *Node, n *yaml.Node) {
	if c == nil {
		return
	}
	for _, kid := range c.Kids {
		r.checkOutside(kid, n)
	}
	switch {
	case c.Op == OpFlag && !slices.Contains(r.sc.Flags, FlagID(c.Ref)):
		r.unknown("flag", c.Ref, r.at(n), idNames(r.sc.Flags, func(f *FlagID) string { return string(*f) }))
	case c.Op == OpChose && c.Role != "":
		r.checkOwner(c, n)
	}
}

func (r *reader) checkOwner(c *Node, n *yaml.Node) {
	for t := range r.sc.Turns {
		for _, d := range r.sc.Turns[t].Decisions {
			if string(d.ID) == c.Ref && !slices.Contains(d.By, c.Role) {
				by := idNames(d.By, func(id *RoleID) string { return string(*id) })
				r.rep.near("E055", r.at(n), quote(string(c.Role))+" does not decide "+quote(c.Ref)+".",
					"There decide: "+listed(by, "and")+".", string(c.Role), by)
			}
		}
	}
}

// symbolsOf are the names of a scenario that was read before, as far as
// conditions use them.
func symbolsOf(s *Scenario) *symbols {
	sym := newSymbols()
	sym.roles.take(idNames(s.Roles, func(x *Role) string { return string(x.ID) }))
	sym.facts.take(idNames(s.Facts, func(x *Fact) string { return string(x.ID) }))
	sym.forums.take(idNames(s.Forums, func(x *Forum) string { return string(x.ID) }))
	sym.arrangements.take(idNames(s.Arrangements, func(x *Arrangement) string { return string(x.ID) }))
	sym.measures.take(idNames(s.Measures, func(x *Measure) string { return string(x.ID) }))
	injects := idNames(s.Injects, func(x *Inject) string { return string(x.ID) })
	for i := range s.Turns {
		t := &s.Turns[i]
		injects = append(injects, idNames(t.Injects, func(x *Inject) string { return string(x.ID) })...)
		for _, d := range t.Decisions {
			sym.decisions.take([]string{string(d.ID)})
			sym.options[string(d.ID)] = &optionSet{
				own: idNames(d.Options, func(x *Option) string { return string(x.ID) }), purchase: d.Purchase != nil,
			}
		}
	}
	sym.injects.take(injects)
	return sym
}

func idNames[T any](items []T, id func(*T) string) []string {
	names := make([]string, len(items))
	for i := range items {
		names[i] = id(&items[i])
	}
	return names
}

// take adds names that were checked before.
func (t *table) take(names []string) {
	for _, name := range names {
		t.index[name] = len(t.names)
		t.names = append(t.names, name)
	}
}
