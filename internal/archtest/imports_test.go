package archtest

import (
	"fmt"
	"go/ast"
	"slices"
	"strconv"
	"strings"
)

// checkArrows holds every import against the rule of its package.
func checkArrows(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		r, ok := ruleFor(f.dir)
		if !ok {
			continue // checkRules says so, once
		}
		for _, spec := range f.ast.Imports {
			target := importPath(spec)
			if !t.mayImport(r, f, target) {
				found = append(found, finding{t.at(spec.Pos()), f.dir + " may not import " + target, r.why})
			}
		}
	}
	return found
}

// checkRules reports packages that no rule speaks of.
func checkRules(t *tree) []finding {
	var found []finding
	for dir := range t.packages() {
		if _, ok := ruleFor(dir); !ok {
			found = append(found, finding{dir, "the package has no rule", "what it may import is decided in rules_test.go before it grows"})
		}
	}
	return found
}

func ruleFor(dir string) (rule, bool) {
	i := slices.IndexFunc(arrows, func(r rule) bool { return r.dir == dir })
	if i < 0 {
		return rule{}, false
	}
	return arrows[i], true
}

// mayImport judges one import of one file.
func (t *tree) mayImport(r rule, f *goFile, target string) bool {
	if dir, ok := strings.CutPrefix(target, t.module+"/"); ok {
		return f.test || dir == r.dir || dir == textPackage ||
			slices.Contains(r.may, dir) || slices.Contains(r.may, everything)
	}
	if isStandard(target) {
		return true
	}
	modules := r.modules
	if f.test {
		modules = slices.Concat(modules, testModules)
	}
	return slices.ContainsFunc(modules, func(m string) bool { return within(target, m) })
}

// isStandard tells the standard library by the missing dot in the first part
// of its paths. C is none of it: the program is one static binary.
func isStandard(target string) bool {
	first, _, _ := strings.Cut(target, "/")
	return !strings.Contains(first, ".") && target != "C"
}

// within tells whether an import path is root or lies below it.
func within(target, root string) bool {
	return target == root || strings.HasPrefix(target, root+"/")
}

func importPath(spec *ast.ImportSpec) string {
	target, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return spec.Path.Value // the parser has complained already
	}
	return target
}

// checkPurity keeps clock, disk, network, terminal and chance out of the
// public library. Tests may use them.
func checkPurity(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		if f.test || !slices.Contains(purePackages, f.dir) {
			continue
		}
		for _, spec := range f.ast.Imports {
			for _, imp := range impurities {
				if within(importPath(spec), imp.path) {
					found = append(found, t.impure(f, spec, imp)...)
				}
			}
		}
	}
	return found
}

// impure reports what f makes of one import that is closed, wholly or in part.
func (t *tree) impure(f *goFile, spec *ast.ImportSpec, imp impurity) []finding {
	target := importPath(spec)
	if len(imp.names) == 0 {
		return []finding{{t.at(spec.Pos()), f.dir + " may not import " + target, imp.why}}
	}
	if spec.Name != nil && spec.Name.Name == "." {
		return []finding{{t.at(spec.Pos()), "dot import of " + target, "its names could no longer be told apart"}}
	}
	var found []finding
	for _, sel := range uses(f.ast, localName(spec), imp.names) {
		what := fmt.Sprintf("%s may not use %s.%s", f.dir, target, sel.Sel.Name)
		found = append(found, finding{t.at(sel.Pos()), what, imp.why})
	}
	return found
}

// localName is the name by which a file knows an import.
func localName(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	target := importPath(spec)
	return target[strings.LastIndex(target, "/")+1:]
}

// uses finds pkg.Name for any of names in a file, called or not. A local
// variable that hides the package is taken for it: it deserves another name.
func uses(file *ast.File, pkg string, names []string) []*ast.SelectorExpr {
	var found []*ast.SelectorExpr
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok || !slices.Contains(names, sel.Sel.Name) {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == pkg {
			found = append(found, sel)
		}
		return true
	})
	return found
}
