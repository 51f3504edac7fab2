package scenarios_test

import (
	"slices"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// The hidden profile: in every seating, no table alone satisfies what an option
// requires, though it has read every inject that is addressed to it and made
// every version that it can. An option that one table could unlock by itself
// would need no coordination.
func TestNoTableAloneUnlocksAnOption(t *testing.T) {
	for _, name := range scenarios.Names() {
		s := library(t, name)
		seatings := []string{""}
		for _, seating := range s.Seatings {
			seatings = append(seatings, seating.ID)
		}
		checked := 0
		for _, seating := range seatings {
			p, err := engine.Compile(s, engine.Setup{Seating: seating})
			if err != nil {
				t.Fatal(err)
			}
			for _, table := range tables(p) {
				checked += checkTable(t, p, name, seating, table)
			}
		}
		if checked == 0 {
			t.Errorf("%s has no option that rests on a fact", name)
		}
	}
}

// tables are the masks of the roles that sit together.
func tables(p *engine.Program) []uint64 {
	var out []uint64
	for r := range p.Roles() {
		if m := p.Table(r); !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}

// checkTable reports the options that a table unlocks alone, and says how many it
// looked at.
func checkTable(t *testing.T, p *engine.Program, name, seating string, table uint64) (looked int) {
	g := engine.NewGame(p, 1)
	if _, err := g.Do(nil, engine.NewMove(engine.MoveStart)); err != nil {
		t.Fatal(err)
	}
	for i := range p.Injects() {
		for _, f := range p.Inject(i).Facts {
			if p.RoleMask(p.Inject(i).To...)&table != 0 {
				give(t, g, table&p.RoleMask(p.Inject(i).To...), p.FactNo(f))
			}
		}
	}
	for f := range p.Facts() { // versions whose origin sits here and holds the full fact
		full := p.FullOf(f)
		if full < 0 || p.Fact(f).Origin == "" {
			continue
		}
		if origin := p.RoleMask(p.Fact(f).Origin); origin&table != 0 && g.Holders(full)&origin != 0 {
			give(t, g, origin, f)
		}
	}
	for d := range p.Decisions() {
		for _, o := range p.Decision(d).Options {
			if o.Requires == nil || !readsFacts(o.Requires.Root) {
				continue
			}
			looked++
			if p.Condition(o.Requires)(g) && onlyAt(p, o.Requires.Root, table) {
				t.Errorf("%s, seating %q: %s alone unlocks %s of %s (%s)", name, seating, p.RoleNames(table), o.ID, p.Decision(d).ID, o.Requires.Source)
			}
		}
	}
	return looked
}

func give(t *testing.T, g *engine.Game, to uint64, fact int) {
	t.Helper()
	m := engine.NewMove(engine.MoveImprovise)
	m.Mask, m.A, m.Words = to, int16(fact), "read"
	if _, err := g.Do(nil, m); err != nil {
		t.Fatal(err)
	}
}

// readsFacts says whether a condition asks who holds what.
func readsFacts(n *scenario.Node) bool {
	return n.Op == scenario.OpHolds || slices.ContainsFunc(n.Kids, readsFacts)
}

// onlyAt says whether a condition asks about roles of one table only; what other
// tables hold at the start they hold without this one.
func onlyAt(p *engine.Program, n *scenario.Node, table uint64) bool {
	if n.Op == scenario.OpHolds {
		return p.RoleMask(n.Role)&^table == 0
	}
	return !slices.ContainsFunc(n.Kids, func(k *scenario.Node) bool { return !onlyAt(p, k, table) })
}
