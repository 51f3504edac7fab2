package archtest

import (
	"fmt"
	"go/ast"
	"slices"
	"strings"
)

const undocumented = "the public library has no other manual than its comments"

// checkComments reports exported names of the public library without a
// comment. The fields of a struct may be told of in the comment of the type.
func checkComments(t *tree) []finding {
	var found []finding
	for _, f := range t.files {
		if f.test || !slices.Contains(documentedPackages, f.dir) {
			continue
		}
		for _, decl := range f.ast.Decls {
			for _, name := range uncommented(decl) {
				found = append(found, finding{t.at(name.Pos()), name.Name + " has no comment", undocumented})
			}
		}
	}
	return found
}

// uncommented names what one declaration exports without saying what it is.
func uncommented(decl ast.Decl) []*ast.Ident {
	var bare []*ast.Ident
	switch decl := decl.(type) {
	case *ast.FuncDecl:
		exported := decl.Name.IsExported()
		if decl.Recv != nil {
			exported = exported && ast.IsExported(receiverType(decl.Recv.List[0].Type)) &&
				!slices.Contains(knownMethods, decl.Name.Name)
		}
		if exported && decl.Doc.Text() == "" {
			bare = append(bare, decl.Name)
		}
	case *ast.GenDecl:
		for _, spec := range decl.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				bare = append(bare, uncommentedType(spec, decl.Doc.Text() != "")...)
			case *ast.ValueSpec:
				if decl.Doc.Text()+spec.Doc.Text()+spec.Comment.Text() == "" {
					bare = append(bare, exportedOf(spec.Names)...)
				}
			}
		}
	}
	return bare
}

// uncommentedType judges a type, and the methods of an interface. The comment
// of a group speaks for its types, as it does in the printed documentation.
func uncommentedType(spec *ast.TypeSpec, group bool) []*ast.Ident {
	var bare []*ast.Ident
	if spec.Name.IsExported() && !group && spec.Doc.Text()+spec.Comment.Text() == "" {
		bare = append(bare, spec.Name)
	}
	if iface, ok := spec.Type.(*ast.InterfaceType); ok && spec.Name.IsExported() {
		for _, method := range iface.Methods.List {
			if method.Doc.Text()+method.Comment.Text() == "" {
				bare = append(bare, exportedOf(method.Names)...)
			}
		}
	}
	return bare
}

func exportedOf(names []*ast.Ident) []*ast.Ident {
	return slices.DeleteFunc(slices.Clone(names), func(n *ast.Ident) bool { return !n.IsExported() })
}

const dependenciesPage = "docs/dependencies.md"

// checkDependencies holds that the page about dependencies speaks of each
// direct one at the very version that go.mod asks for.
func checkDependencies(t *tree) []finding {
	const why = "a dependency is taken with its reason, its cost and the way out written down"
	page := ""
	for _, f := range t.texts {
		if f.path == dependenciesPage {
			page = f.body
		}
	}
	var found []finding
	for _, r := range t.require {
		if !strings.Contains(page, r.path+" "+r.version+"\n") {
			found = append(found, finding{dependenciesPage, "no heading that ends in " + r.path + " " + r.version, why})
		}
	}
	return found
}

// checkWords reports what no file of the repository may hold.
func checkWords(t *tree) []finding {
	var found []finding
	for _, f := range t.texts {
		body := strings.ToLower(f.body)
		for _, foreign := range foreignWords {
			if at := strings.Index(body, foreign.word); at >= 0 {
				line := 1 + strings.Count(body[:at], "\n")
				found = append(found, finding{fmt.Sprintf("%s:%d", f.path, line), "holds " + foreign.word, foreign.why})
			}
		}
	}
	return found
}
