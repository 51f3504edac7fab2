package archtest

import (
	"go/ast"
	"strconv"
)

// checkSleep reports tests that wait for the clock.
func checkSleep(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		if !f.test {
			continue
		}
		for _, spec := range f.ast.Imports {
			if importPath(spec) != "time" {
				continue
			}
			for _, sel := range uses(f.ast, localName(spec), []string{"Sleep"}) {
				found = append(found, finding{t.at(sel.Pos()), "the test sleeps", "a test waits for what happens, never for the clock"})
			}
		}
	}
	return found
}

// checkSkips reports tests that skip without asking noSkipVariable.
func checkSkips(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		if !f.test {
			continue
		}
		for _, decl := range f.ast.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Body == nil || mentions(fn, noSkipVariable) {
				continue
			}
			for _, call := range skips(fn.Body) {
				found = append(found, finding{
					t.at(call.Pos()), fn.Name.Name + " skips without asking " + noSkipVariable,
					"where that is 1 nothing may be skipped, or a machine that lacks something passes for a good one",
				})
			}
		}
	}
	return found
}

// skips finds the calls that skip a test. A property or a fuzz target that
// turns down one input skips nothing: their bodies are left out.
func skips(body ast.Node) []*ast.CallExpr {
	var found []*ast.CallExpr
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit:
			return !drawsInputs(n.Type)
		case *ast.CallExpr:
			if sel, ok := n.Fun.(*ast.SelectorExpr); ok {
				switch sel.Sel.Name {
				case "Skip", "Skipf", "SkipNow":
					found = append(found, n)
				}
			}
		}
		return true
	})
	return found
}

// drawsInputs tells the body of a property, func(*rapid.T), and that of a
// fuzz target, func(*testing.T, inputs...).
func drawsInputs(fn *ast.FuncType) bool {
	if len(fn.Params.List) != 1 {
		return len(fn.Params.List) > 1
	}
	star, ok := fn.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	sel, ok := star.X.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	pkg, ok := sel.X.(*ast.Ident)
	return ok && pkg.Name == "rapid"
}

// mentions tells whether a function holds the string constant word, or a name
// of ours for it.
func mentions(fn *ast.FuncDecl, word string) bool {
	found := false
	ast.Inspect(fn, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			s, err := strconv.Unquote(n.Value)
			found = found || err == nil && s == word
		case *ast.Ident:
			found = found || n.Name == "noSkipVariable"
		}
		return !found
	})
	return found
}
