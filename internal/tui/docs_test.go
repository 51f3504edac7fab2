package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The manual lists every key of the console, as the console's own help does.
func TestManualListsTheKeys(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "console.md"))
	if err != nil {
		t.Fatal(err)
	}
	var want strings.Builder
	for i := range commands {
		h := commands[i].Help()
		fmt.Fprintf(&want, "| `%s` | %s | %s |\n", h.Key, h.Desc, commands[i].about)
	}
	_, table, ok := strings.Cut(string(page), "| key | | what it does |\n|---|---|---|\n")
	if !ok || table != want.String() {
		t.Errorf("the table of keys in docs/console.md should be:\n%s", want.String())
	}
}
