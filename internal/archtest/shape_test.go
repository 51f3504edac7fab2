package archtest

import (
	"fmt"
	"go/ast"
	"path"
	"slices"
	"strings"
)

// checkNames reports packages whose name says nothing.
func checkNames(t *tree) []finding {
	var found []finding
	for dir, files := range t.packages() {
		names := strings.Split(dir, "/")
		for _, f := range files {
			names = append(names, strings.TrimSuffix(f.ast.Name.Name, "_test"))
		}
		slices.Sort(names)
		for _, name := range slices.Compact(names) {
			if slices.Contains(emptyNames, name) {
				found = append(found, finding{dir, "a package is named " + name, "a name that says nothing collects everything"})
			}
		}
	}
	return found
}

// checkPackageComments holds that each package says once what it is for.
func checkPackageComments(t *tree) []finding {
	const why = "a package says what it is for and what it never does, in one place"
	var found []finding
	for dir, files := range t.packages() {
		name, said := "", []string{}
		for _, f := range commentable(files) {
			name = f.ast.Name.Name
			if f.ast.Doc.Text() == "" {
				continue
			}
			said = append(said, f.path)
			if !opensWell(f) {
				found = append(found, finding{f.path, "the package comment begins in an unusual way", `"Package x ..." or, for a program, its name`})
			}
		}
		switch {
		case len(said) == 0:
			found = append(found, finding{dir, "package " + name + " has no package comment", why})
		case len(said) > 1:
			slices.Sort(said)
			found = append(found, finding{dir, "package comments in " + strings.Join(said, " and "), why})
		}
	}
	return found
}

// commentable returns the files that may hold the package comment: not tests,
// unless there is nothing else.
func commentable(files []*goFile) []*goFile {
	var own []*goFile
	for _, f := range files {
		if !f.test {
			own = append(own, f)
		}
	}
	if own == nil {
		return files
	}
	return own
}

func opensWell(f *goFile) bool {
	first, rest, _ := strings.Cut(f.ast.Doc.Text(), " ")
	if f.ast.Name.Name == "main" {
		return first == "Command" || strings.EqualFold(first, path.Base(f.dir))
	}
	second, _, _ := strings.Cut(strings.ReplaceAll(rest, "\n", " "), " ")
	return first == "Package" && second == f.ast.Name.Name
}

// checkSizes reports files and functions, tests aside, that are longer than
// the house allows, and allowances that nothing needs any more.
func checkSizes(t *tree) []finding {
	const why = "divide it, or give a reason that a reader would accept in allowances"
	var found []finding
	used := map[string]bool{}
	tooLong := func(key, at string, lines, limit int) {
		if lines <= limit {
			return
		}
		used[key] = true
		if t.allow[key] == "" {
			found = append(found, finding{at, fmt.Sprintf("%s has %d lines, over %d", key, lines, limit), why})
		}
	}
	for _, f := range t.files {
		if f.test {
			continue
		}
		tooLong(f.path, f.path, f.lines, maxFileLines)
		for _, fn := range functions(f.ast) {
			lines := t.line(fn.node.End()) - t.line(fn.node.Pos()) + 1
			tooLong(f.path+" "+fn.name, t.at(fn.node.Pos()), lines, maxFunctionLines)
		}
	}
	for key := range t.allow {
		if !used[key] {
			found = append(found, finding{key, "the allowance is not needed", "take it out of allowances"})
		}
	}
	return found
}

// function is a function with the name that allowances know it by.
type function struct {
	name string
	node ast.Node
}

// functions lists the functions and methods of a file, and the outermost
// function values among its variables under the name of the variable.
func functions(file *ast.File) []function {
	var all []function
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			all = append(all, function{functionName(decl), decl})
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				if value, ok := spec.(*ast.ValueSpec); ok {
					all = append(all, functionValues(value)...)
				}
			}
		}
	}
	return all
}

func functionValues(value *ast.ValueSpec) []function {
	var all []function
	ast.Inspect(value, func(n ast.Node) bool {
		lit, ok := n.(*ast.FuncLit)
		if ok {
			all = append(all, function{value.Names[0].Name, lit})
		}
		return !ok
	})
	return all
}

// functionName is Name for a function and Type.Name for a method.
func functionName(fn *ast.FuncDecl) string {
	if fn.Recv == nil {
		return fn.Name.Name
	}
	return receiverType(fn.Recv.List[0].Type) + "." + fn.Name.Name
}

func receiverType(expr ast.Expr) string {
	switch expr := expr.(type) {
	case *ast.Ident:
		return expr.Name
	case *ast.StarExpr:
		return receiverType(expr.X)
	case *ast.IndexExpr:
		return receiverType(expr.X)
	case *ast.IndexListExpr:
		return receiverType(expr.X)
	}
	return ""
}
