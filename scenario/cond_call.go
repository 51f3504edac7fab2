package scenario

import (
	"maps"
	"slices"

	"github.com/expr-lang/expr/ast"
)

// function is one of those that conditions may call.
type function struct {
	op      Op
	out     sort
	least   int // arguments that must be there
	args    []func(*symbols) *table
	example string
}

func theRoles(s *symbols) *table        { return &s.roles }
func theFacts(s *symbols) *table        { return &s.facts }
func theDecisions(s *symbols) *table    { return &s.decisions }
func theArrangements(s *symbols) *table { return &s.arrangements }
func theForums(s *symbols) *table       { return &s.forums }
func theInjects(s *symbols) *table      { return &s.injects }
func theFlags(*symbols) *table          { return nil }

// tables names what the arguments of a function are.
type tables = []func(*symbols) *table

var functions = map[string]function{
	"holds":     {OpHolds, truth, 2, tables{theRoles, theFacts}, "holds('port', 'fog')"},
	"chose":     {OpChose, choice, 1, tables{theDecisions, theRoles}, "chose('boat') == 'south'"},
	"agreed":    {OpAgreed, truth, 1, tables{theArrangements}, "agreed('one-standard')"},
	"owned":     {OpOwned, truth, 1, tables{theArrangements}, "owned('one-standard')"},
	"called":    {OpCalled, truth, 1, tables{theForums}, "called('bilateral')"},
	"sitting":   {OpSitting, truth, 1, tables{theForums}, "sitting('bilateral')"},
	"met":       {OpMet, truth, 1, tables{theForums}, "met('bilateral')"},
	"leaked":    {OpLeaked, truth, 0, tables{theFacts}, "leaked('fog') or leaked()"},
	"shared":    {OpShared, truth, 1, tables{theFacts}, "shared('fog')"},
	"delivered": {OpDelivered, truth, 1, tables{theInjects}, "delivered('report')"},
	"flag":      {OpFlag, truth, 1, tables{theFlags}, "flag('warned')"},
	"lapsed":    {OpLapsed, number, 0, nil, "lapsed() > 1"},
}

var functionNames = slices.Sorted(maps.Keys(functions))

func (c *converter) noFunction(name string, offset int) {
	c.near("E053", offset, "Conditions have no function "+quote(name)+".",
		"There are: "+listed(functionNames, "and")+".", name, functionNames)
}

// call converts a function with ids in quotes as its arguments.
func (c *converter) call(n *ast.CallNode) (*Node, sort) {
	name, ok := n.Callee.(*ast.IdentifierNode)
	if !ok {
		c.add("E052", n.Location().From, "Conditions have no parts of values (. or [ ]).", condHelp)
		return nil, broken
	}
	f, found := functions[name.Value]
	if !found {
		c.noFunction(name.Value, n.Location().From)
		return nil, broken
	}
	if len(n.Arguments) < f.least || len(n.Arguments) > len(f.args) {
		ids := " ids"
		if len(n.Arguments) == 1 {
			ids = " id"
		}
		c.add("E055", n.Location().From, name.Value+"() has "+itoa(len(n.Arguments))+ids+" between its brackets.",
			"Write it such as "+f.example)
		return nil, broken
	}
	ids := make([]string, 0, 2)
	for i, arg := range n.Arguments {
		c.left--
		id, ok := c.argument(arg, f.args[i](c.r.sym), f)
		if !ok {
			return nil, broken
		}
		ids = append(ids, id)
	}
	return c.node(f, ids, n), f.out
}

// argument checks an id in quotes. t is nil for flags, whose names are free.
func (c *converter) argument(arg ast.Node, t *table, f function) (string, bool) {
	lit, ok := arg.(*ast.StringNode)
	if !ok {
		c.add("E055", arg.Location().From, "An id without quotes stands here.", "Write ids in single quotes, such as "+f.example)
		return "", false
	}
	switch {
	case t == nil && !isID(lit.Value):
		c.add("E030", lit.Location().From, quote(lit.Value)+" can't be the name of a flag.",
			"Flags are lower-case words with hyphens, such as early-warning.")
		return "", false
	case t != nil && !t.has(lit.Value):
		c.unknown(t.what, lit.Value, lit.Location().From, t.names)
		return "", false
	}
	return lit.Value, true
}

// node builds the call. Everything it names exists.
func (c *converter) node(f function, ids []string, n *ast.CallNode) *Node {
	out := &Node{Op: f.op}
	switch {
	case f.op == OpHolds:
		out.Role, out.Ref = RoleID(ids[0]), ids[1]
	case len(ids) > 0:
		out.Ref = ids[0]
	}
	switch {
	case f.op == OpFlag:
		if _, found := c.r.sym.flagsAsked[FlagID(out.Ref)]; !found {
			c.r.sym.flagsAsked[FlagID(out.Ref)] = c.r.src.inside(c.at, n.Arguments[0].Location().From)
		}
	case f.op == OpChose && len(ids) == 2:
		out.Role = RoleID(ids[1])
		c.decides(DecisionID(ids[0]), out.Role, n.Arguments[1].Location().From)
	}
	return out
}

// decides checks, when every decision is complete, that a role is one of those
// who decide.
func (c *converter) decides(d DecisionID, role RoleID, offset int) {
	r, src, at := c.r, c.r.src, c.at
	r.later = append(r.later, func() {
		dr := r.drafts[d]
		if dr == nil {
			return
		}
		by := r.get(dr).By
		if slices.Contains(by, role) || len(by) == 0 {
			return
		}
		among := make([]string, len(by))
		for i, id := range by {
			among[i] = string(id)
		}
		r.rep.near("E055", src.inside(at, offset), quote(string(role))+" does not decide "+quote(string(d))+".",
			"It is decided by "+listed(among, "and")+".", string(role), among)
	})
}
