package scenario

import (
	"errors"
	"strings"
	"unicode/utf8"

	"github.com/expr-lang/expr/ast"
	"github.com/expr-lang/expr/builtin"
	"github.com/expr-lang/expr/conf"
	"github.com/expr-lang/expr/file"
	"github.com/expr-lang/expr/parser"
	"gopkg.in/yaml.v3"
)

// noBuiltins are the library's own functions, all of them switched off.
var noBuiltins = func() map[string]bool {
	off := map[string]bool{}
	for _, f := range builtin.Builtins {
		off[f.Name] = true
	}
	return off
}()

// condConfig makes the library a parser of operators and calls only, bounded in
// size. Parsing writes into it, so every Load has its own.
func condConfig() *conf.Config {
	return &conf.Config{MaxNodes: MaxCondNodes, Disabled: noBuiltins, DisableIfOperator: true}
}

// cond reads the condition behind a key, nil where there is none. Conditions of
// the same text share their tree.
func (r *reader) cond(b block, key string) *Cond {
	s, n := b.scalar(key)
	if n == nil {
		return nil
	}
	c := &Cond{Source: strings.TrimSpace(s), Pos: r.at(n)}
	if root, found := r.conds[s]; found {
		c.Root = root
		return c
	}
	if c.Root = r.parseCond(s, n); c.Root != nil {
		r.conds[s] = c.Root
	}
	return c
}

// parseCond parses and checks a condition that stands at n. It gives nil after
// reporting what is wrong.
func (r *reader) parseCond(s string, n *yaml.Node) *Node {
	if len(s) > MaxCondChars && utf8.RuneCountInString(s) > MaxCondChars {
		r.add("E050", n, "This condition is longer than "+itoa(MaxCondChars)+" characters.", "Set flags with rules, and ask for those.")
		return nil
	}
	var tree *parser.Tree
	err := guard(func() (err error) {
		tree, err = parser.ParseWithConfig(s, r.conf)
		return err
	})
	c := converter{r: r, at: n, text: s, left: 2 * MaxCondNodes}
	if err != nil {
		c.syntax(err)
		return nil
	}
	root := c.truth(tree.Node)
	if c.left < 0 {
		c.tooLarge(0)
	}
	if c.bad {
		return nil
	}
	return root
}

// sort is what an expression gives.
type sort uint8

const (
	broken sort = iota // reported already
	number
	truth
	choice // what a decision chose: only compared
	words  // an id in quotes
)

// converter turns the library's tree into ours, checking as it goes.
type converter struct {
	r    *reader
	at   *yaml.Node
	text string
	left int // parts that may still be looked at
	bad  bool
}

func (c *converter) add(code string, offset int, summary, help string) {
	c.bad = true
	c.r.rep.add(code, c.r.src.inside(c.at, offset), summary, help)
}

func (c *converter) near(code string, offset int, summary, help, bad string, among []string) {
	c.bad = true
	c.r.rep.near(code, c.r.src.inside(c.at, offset), summary, help, bad, among)
}

// unknown reports an id that does not exist.
func (c *converter) unknown(what, name string, offset int, among []string) {
	c.bad = true
	c.r.unknown(what, name, c.r.src.inside(c.at, offset), among)
}

func (c *converter) tooLarge(offset int) {
	c.add("E050", offset, "This condition has more than "+itoa(MaxCondNodes)+" parts.", "Set flags with rules, and ask for those.")
}

// syntax rewords an error of the library.
func (c *converter) syntax(err error) {
	var e *file.Error
	if !errors.As(err, &e) {
		c.add("E051", 0, "This condition can't be read.", condHelp)
		return
	}
	rest := []rune(c.text)
	from := min(max(e.From, 0), len(rest))
	rest = rest[from:]
	here := quote(string(rest[:min(len(rest), 12)]))
	switch m := e.Message; {
	case strings.Contains(m, "maximum allowed nodes"):
		c.tooLarge(from)
	case strings.TrimSpace(c.text) == "":
		c.add("E051", 0, "This condition is empty.", condHelp)
	case strings.Contains(m, "literal:") || strings.Contains(m, "bad number") || strings.Contains(m, "too large"):
		c.add("E051", 0, "A number in this condition can't be read.",
			"Write whole numbers in digits; at most "+itoa(maxCondNumber)+" is possible.")
	case strings.Contains(m, "not terminated"):
		c.add("E051", from, "An id in this condition lacks its closing quote.", "Write ids in single quotes: holds('port', 'fog')")
	case len(rest) == 0 || strings.Contains(m, "EOF"):
		c.add("E051", len([]rune(c.text)), "This condition ends too early.",
			"Something is missing at its end: a value, or a closing bracket.")
	case rest[0] == '=' || strings.Contains(m, `Operator("=")`):
		c.add("E051", from, "A single = stands in this condition.", "Write == to compare.")
	case rest[0] == '&' || rest[0] == '|':
		c.add("E051", from, "This condition can't be read at "+here+".", "Write and, or, not.")
	default:
		c.add("E051", from, "This condition can't be read at "+here+".", condHelp)
	}
}

const condHelp = "A condition is such as: trust < 40 and holds('port', 'fog')"

// truth converts an expression that must be true or false.
func (c *converter) truth(n ast.Node) *Node {
	out, s := c.expr(n)
	switch s {
	case truth, broken:
	case choice:
		c.notCompared(n)
	case number:
		c.add("E054", n.Location().From, "A number stands where a condition must be true or false.", "Compare it, such as trust < 40")
	case words:
		c.add("E054", n.Location().From, "A text stands where a condition must be true or false.", condHelp)
	}
	return out
}

// number converts an expression that must be a number.
func (c *converter) number(n ast.Node) *Node {
	out, s := c.expr(n)
	switch s {
	case number, broken:
	case choice:
		c.notCompared(n)
	case truth:
		c.add("E054", n.Location().From, "Something true or false stands where a number is expected.",
			"Join truths with and, or, not; compare and reckon with numbers only.")
	case words:
		c.add("E054", n.Location().From, "A text stands where a number is expected.",
			"Only what a decision chose is compared with a text, such as chose('boat') == 'south'")
	}
	return out
}

func (c *converter) notCompared(n ast.Node) {
	c.add("E056", n.Location().From, "chose() stands alone, or is compared with something other than an option.",
		"Write chose('boat') == 'south', chose('boat') != '' or chose('boat') in ['south', 'berth'].")
}

// expr converts any expression. Whatever the library knows and conditions do not
// have is refused here.
func (c *converter) expr(n ast.Node) (*Node, sort) {
	c.left--
	if c.left < 0 {
		return nil, broken
	}
	switch n := n.(type) {
	case *ast.IntegerNode:
		return c.integer(n)
	case *ast.BoolNode:
		if n.Value {
			return &Node{Op: OpBool, Int: 1}, truth
		}
		return &Node{Op: OpBool}, truth
	case *ast.StringNode:
		return nil, words
	case *ast.IdentifierNode:
		return c.identifier(n)
	case *ast.UnaryNode:
		return c.unary(n)
	case *ast.BinaryNode:
		return c.binary(n)
	case *ast.CallNode:
		return c.call(n)
	case *ast.BuiltinNode:
		c.noFunction(n.Name, n.Location().From)
		return nil, broken
	}
	c.add("E052", n.Location().From, "Conditions have no "+unavailable(n)+".",
		"They have numbers, comparisons, and, or, not, + - * / % and a few functions such as holds('port', 'fog').")
	return nil, broken
}

// unavailable names an expression that conditions do not have.
func unavailable(n ast.Node) string {
	switch n.(type) {
	case *ast.FloatNode:
		return "numbers with a decimal point"
	case *ast.ConditionalNode:
		return "? and :"
	case *ast.ArrayNode, *ast.MapNode, *ast.PairNode:
		return "lists, except behind in"
	case *ast.MemberNode, *ast.SliceNode, *ast.ChainNode:
		return "parts of values (. or [ ])"
	case *ast.VariableDeclaratorNode:
		return "let"
	case *ast.SequenceNode:
		return ";"
	case *ast.NilNode:
		return "nil"
	}
	return "such expressions"
}

const maxCondNumber = 1_000_000_000

func (c *converter) integer(n *ast.IntegerNode) (*Node, sort) {
	if n.Value > maxCondNumber || n.Value < 0 {
		c.add("E040", n.Location().From, "This number is too large for a condition.", "At most "+itoa(maxCondNumber)+" is possible.")
		return nil, broken
	}
	return &Node{Op: OpInt, Int: n.Value}, number
}

func (c *converter) identifier(n *ast.IdentifierNode) (*Node, sort) {
	switch {
	case n.Value == "turn":
		return &Node{Op: OpTurn}, number
	case n.Value == "clock":
		return &Node{Op: OpClock}, number
	case c.r.sym.measures.has(n.Value):
		return &Node{Op: OpMeasure, Ref: n.Value}, number
	}
	help := "There are: " + listed(append([]string{"turn", "clock"}, c.r.sym.measures.names...), "and") + "."
	if _, found := functions[n.Value]; found {
		help = "Write it with brackets, such as " + functions[n.Value].example
	}
	c.near("E053", n.Location().From, "There is no measure "+quote(n.Value)+".", help,
		n.Value, append([]string{"turn", "clock"}, c.r.sym.measures.names...))
	return nil, broken
}

func (c *converter) unary(n *ast.UnaryNode) (*Node, sort) {
	switch n.Operator {
	case "not", "!":
		return &Node{Op: OpNot, Kids: []*Node{c.truth(n.Node)}}, truth
	case "-":
		return &Node{Op: OpNeg, Kids: []*Node{c.number(n.Node)}}, number
	}
	return c.number(n.Node), number
}

// operators are those between two numbers.
var operators = map[string]struct {
	op  Op
	out sort
}{
	"+": {OpAdd, number}, "-": {OpSub, number}, "*": {OpMul, number}, "/": {OpDiv, number}, "%": {OpMod, number},
	"==": {OpEq, truth}, "!=": {OpNe, truth}, "<": {OpLt, truth}, "<=": {OpLe, truth}, ">": {OpGt, truth}, ">=": {OpGe, truth},
}

func (c *converter) binary(n *ast.BinaryNode) (*Node, sort) {
	switch n.Operator {
	case "and", "&&":
		return &Node{Op: OpAnd, Kids: []*Node{c.truth(n.Left), c.truth(n.Right)}}, truth
	case "or", "||":
		return &Node{Op: OpOr, Kids: []*Node{c.truth(n.Left), c.truth(n.Right)}}, truth
	case "in":
		return c.oneOf(n), truth
	case "==", "!=":
		if out, ok := c.compared(n); ok {
			return out, truth
		}
	}
	o, found := operators[n.Operator]
	if !found {
		c.add("E052", n.Location().From, "Conditions have no "+quote(n.Operator)+".",
			"They have == != < <= > >= + - * / % and, or, not, in.")
		return nil, broken
	}
	if u, ok := n.Left.(*ast.UnaryNode); ok && (u.Operator == "not" || u.Operator == "!") {
		c.add("E054", u.Location().From, "Here not belongs to what stands directly behind it, which is a number.",
			"Put the comparison in brackets: not (trust < 40)")
		return nil, broken
	}
	return &Node{Op: o.op, Kids: []*Node{c.number(n.Left), c.number(n.Right)}}, o.out
}

// compared converts == and != where one side is a text, or true or false. The
// second result is false where both are to be numbers.
func (c *converter) compared(n *ast.BinaryNode) (*Node, bool) {
	left, right := n.Left, n.Right
	if isLiteral(left) {
		left, right = right, left
	}
	var out *Node
	switch lit := right.(type) {
	case *ast.StringNode:
		out = c.chosen(left, []ast.Node{lit})
	case *ast.BoolNode:
		out = c.truth(left)
		if !lit.Value {
			out = &Node{Op: OpNot, Kids: []*Node{out}}
		}
	default:
		return nil, false
	}
	if n.Operator == "!=" {
		return &Node{Op: OpNot, Kids: []*Node{out}}, true
	}
	return out, true
}

func isLiteral(n ast.Node) bool {
	switch n.(type) {
	case *ast.StringNode, *ast.BoolNode:
		return true
	}
	return false
}

// oneOf converts chose(...) in ['a', 'b'].
func (c *converter) oneOf(n *ast.BinaryNode) *Node {
	list, ok := n.Right.(*ast.ArrayNode)
	if !ok || len(list.Nodes) == 0 {
		c.add("E056", n.Location().From, "Behind in no list of options stands.", "Write chose('boat') in ['south', 'berth'].")
		return nil
	}
	return c.chosen(n.Left, list.Nodes)
}

// chosen converts a choice compared with one option or several.
func (c *converter) chosen(left ast.Node, options []ast.Node) *Node {
	out, s := c.expr(left)
	if s != choice {
		if s != broken {
			c.add("E056", left.Location().From, "Only what a decision chose can be compared with a text.",
				"Write chose('boat') == 'south'.")
		}
		return nil
	}
	var either *Node
	for _, o := range options {
		c.left--
		lit, ok := o.(*ast.StringNode)
		switch {
		case !ok:
			c.notCompared(left)
			return nil
		case lit.Value != "" && c.r.sym.isPurchase(out.Ref):
			c.add("E056", lit.Location().From, "In the decision "+quote(out.Ref)+" arrangements are bought; it has no options.",
				"Ask agreed('an-arrangement'), or whether chose(...) is ''.")
		case lit.Value != "" && !c.r.sym.hasOption(out.Ref, lit.Value):
			c.bad = true
			c.r.noOption(out.Ref, lit.Value, c.r.src.inside(c.at, lit.Location().From))
		}
		one := &Node{Op: OpChose, Ref: out.Ref, Role: out.Role, Arg: lit.Value}
		if either == nil {
			either = one
		} else {
			either = &Node{Op: OpOr, Kids: []*Node{either, one}}
		}
	}
	return either
}
