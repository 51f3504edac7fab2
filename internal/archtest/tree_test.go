package archtest

import (
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// tree is the repository as the checks see it, or a small made-up one.
type tree struct {
	module  string // its import path
	require []requirement
	fset    *token.FileSet
	files   []*goFile  // of this module, by path
	texts   []textFile // every file under version control that is text
	broken  []finding  // files that could not be parsed
	allow   map[string]string
}

// requirement is a direct dependency, as go.mod states it.
type requirement struct {
	path, version string
	line          int
}

type goFile struct {
	path, dir string // from the module root, with slashes
	test      bool
	lines     int
	ast       *ast.File
}

type textFile struct{ path, body string }

// finding is one break of one rule.
type finding struct {
	at   string // file, or file:line
	what string
	why  string
}

func (f finding) String() string {
	return fmt.Sprintf("%s: %s: %s", f.at, f.what, f.why)
}

// at gives the place of a node for a finding.
func (t *tree) at(pos token.Pos) string {
	p := t.fset.Position(pos)
	return fmt.Sprintf("%s:%d", p.Filename, p.Line)
}

// line gives the line of a position.
func (t *tree) line(pos token.Pos) int { return t.fset.Position(pos).Line }

// packages returns the files of the module by folder.
func (t *tree) packages() map[string][]*goFile {
	byDir := map[string][]*goFile{}
	for _, f := range t.files {
		byDir[f.dir] = append(byDir[f.dir], f)
	}
	return byDir
}

// loadTree reads a module from fsys. Of names, the files under version
// control, it reads those that are text; with no names it reads all files.
func loadTree(fsys fs.FS, names []string, allow map[string]string) (*tree, error) {
	mod, err := fs.ReadFile(fsys, "go.mod")
	if err != nil {
		return nil, err
	}
	t := &tree{fset: token.NewFileSet(), allow: allow}
	t.module, t.require = parseModule(string(mod))
	if err := t.loadGo(fsys); err != nil {
		return nil, err
	}
	if names == nil {
		names, err = allFiles(fsys)
		if err != nil {
			return nil, err
		}
	}
	return t, t.loadTexts(fsys, names)
}

// loadGo parses the Go files that the go command would take for this module:
// no testdata, no hidden folders, no modules inside the module.
func (t *tree) loadGo(fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil // gone since its folder was read
		case err != nil:
			return err
		case d.IsDir() && name != "." && outside(fsys, name):
			return fs.SkipDir
		case d.IsDir() || path.Ext(name) != ".go" || strings.ContainsAny(path.Base(name)[:1], "._"):
			return nil
		}
		return t.parse(fsys, name)
	})
}

// outside tells whether the folder name is no part of the module.
func outside(fsys fs.FS, name string) bool {
	base := path.Base(name)
	if base == "testdata" || base == "vendor" || strings.ContainsAny(base[:1], "._") {
		return true
	}
	_, err := fs.Stat(fsys, path.Join(name, "go.mod"))
	return err == nil
}

func (t *tree) parse(fsys fs.FS, name string) error {
	src, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	parsed, err := parser.ParseFile(t.fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.broken = append(t.broken, finding{name, "does not parse", err.Error()})
		return nil
	}
	t.files = append(t.files, &goFile{
		path:  name,
		dir:   path.Dir(name),
		test:  strings.HasSuffix(name, "_test.go"),
		lines: bytes.Count(bytes.TrimSuffix(src, []byte("\n")), []byte("\n")) + 1,
		ast:   parsed,
	})
	return nil
}

func (t *tree) loadTexts(fsys fs.FS, names []string) error {
	for _, name := range names {
		body, err := fs.ReadFile(fsys, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return err
		}
		if !bytes.Contains(body, []byte{0}) {
			t.texts = append(t.texts, textFile{name, string(body)})
		}
	}
	return nil
}

// allFiles names the regular files of fsys, save git's own.
func allFiles(fsys fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && d.Name() == ".git":
			return fs.SkipDir
		case d.Type().IsRegular():
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

// parseModule reads the module path and the direct requirements of a go.mod
// as the go command formats it.
func parseModule(text string) (module string, direct []requirement) {
	inRequire := false
	for i, line := range strings.Split(text, "\n") {
		line, comment, _ := strings.Cut(line, "//")
		words := strings.Fields(line)
		if len(words) == 0 {
			continue
		}
		switch {
		case words[0] == "module" && len(words) == 2:
			module = words[1]
			continue
		case words[0] == ")":
			inRequire = false
			continue
		case words[0] == "require":
			inRequire = slices.Contains(words, "(")
			words = words[1:]
		case !inRequire:
			continue
		}
		if len(words) == 2 && strings.TrimSpace(comment) != "indirect" {
			direct = append(direct, requirement{words[0], words[1], i + 1})
		}
	}
	return module, direct
}

// repository loads the tree that holds this test.
func repository(t *testing.T) *tree {
	t.Helper()
	root, err := moduleRoot()
	if err != nil {
		t.Fatal(err)
	}
	tree, err := loadTree(os.DirFS(root), underVersionControl(root), allowances)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// moduleRoot walks up from the test's folder to the one that holds go.mod.
func moduleRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("no go.mod in any folder above the test")
		}
		dir = filepath.Dir(dir)
	}
}

// underVersionControl names the files that git has or would take. Where there
// is no git, as in an unpacked release, it returns nil, meaning all files.
func underVersionControl(root string) []string {
	git := exec.Command("git", "-C", root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	out, err := git.Output()
	if err != nil {
		return nil
	}
	return slices.DeleteFunc(strings.Split(string(out), "\x00"), func(name string) bool {
		info, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name)))
		return name == "" || err != nil || !info.Mode().IsRegular()
	})
}
