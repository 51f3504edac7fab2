package scenario

import (
	"os"
	"path/filepath"
	"testing"

	"gopkg.in/yaml.v3"

	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenarios"
)

// FuzzLoad: no text panics; what loads, loads again from its own files and has
// the parts that a scenario must have.
func FuzzLoad(f *testing.F) {
	for _, pattern := range []string{"ok/*.yaml", "err/*.yaml"} {
		for _, file := range fixtures(f, pattern) {
			text, err := os.ReadFile(filepath.Clean(file))
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	for _, name := range scenarios.Names() {
		sc, ds := Load(scenarios.FS(), name)
		if sc == nil {
			f.Fatal(ds)
		}
		for _, file := range sc.Files { // without the others it is full of mistakes
			f.Add([]byte(head + tail + file.Text))
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) > 64<<10 {
			return
		}
		sc, ds := LoadBytes("fuzz.yaml", content)
		if (sc == nil) != ds.HasErrors() || len(ds) > maxShown+1 {
			t.Fatalf("scenario nil: %v, %d diagnostics", sc == nil, len(ds))
		}
		for _, d := range ds {
			if _, known := Explain(d.Code); !known || d.Summary == "" || len(d.String()) > 700 {
				t.Fatalf("%s", d)
			}
			if _, name, found := text.Problem(d.String()); found {
				t.Fatalf("a diagnostic contains a %s: %q", name, d)
			}
		}
		if sc == nil {
			return
		}
		if len(sc.Roles) == 0 || len(sc.Turns) == 0 || len(sc.Channels) == 0 || len(sc.Endings) == 0 || sc.Title == "" {
			t.Fatal("incomplete")
		}
		if again, ds := LoadFiles(sc.Files); again == nil || again.Digest != sc.Digest {
			t.Fatalf("from its own files: %s", ds)
		}
		var n yaml.Node
		if err := yaml.Unmarshal(content, &n); err != nil {
			t.Fatalf("the library refuses it: %v", err)
		}
	})
}
