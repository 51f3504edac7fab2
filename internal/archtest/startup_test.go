package archtest

import (
	"slices"
	"testing"
)

// TestStartupIsFirst holds what internal/startup relies on: that its import path
// sorts before Bubble Tea's, that it waits for no package but the one that keeps the
// answer, and that the program links it.
func TestStartupIsFirst(t *testing.T) {
	const startup, keeps, asks = "internal/startup", "github.com/charmbracelet/lipgloss", "github.com/charmbracelet/bubbletea"
	tree := repository(t)
	if path := tree.module + "/" + startup; path >= asks {
		t.Errorf("%s sorts behind %s, which would ask the terminal first", path, asks)
	}
	imports := map[string][]string{}
	for _, f := range tree.files {
		if f.test {
			continue
		}
		for _, spec := range f.ast.Imports {
			imports[f.dir] = append(imports[f.dir], importPath(spec))
		}
	}
	if got, want := imports[startup], []string{keeps}; !slices.Equal(got, want) {
		t.Errorf("%s imports %q, want %q: each import more makes it later", startup, got, want)
	}
	if !slices.Contains(imports["cmd/whitecell"], tree.module+"/"+startup) {
		t.Errorf("cmd/whitecell does not import %s", startup)
	}
}
