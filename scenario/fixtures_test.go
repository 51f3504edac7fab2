package scenario

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// golden compares got with a file, or writes it when UPDATE is set.
func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", file, diff)
	}
}

func fixtures(t testing.TB, pattern string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", filepath.FromSlash(pattern)))
	if err != nil || len(files) == 0 {
		t.Fatalf("no fixtures %s: %v", pattern, err)
	}
	return files
}

// TestWrong holds what is said about every broken fixture.
func TestWrong(t *testing.T) {
	for _, file := range append(fixtures(t, "err/*.yaml"), fixtures(t, "folders/[^o]*")...) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			sc, ds := Load(os.DirFS(filepath.Dir(file)), name)
			if len(ds) == 0 {
				t.Error("nothing was found")
			}
			if (sc == nil) != ds.HasErrors() {
				t.Errorf("scenario nil: %v, errors: %v", sc == nil, ds.HasErrors())
			}
			golden(t, filepath.Join("testdata", "err", strings.TrimSuffix(name, ".yaml")+".out"), ds.String())
		})
	}
}

// TestRight loads every good fixture without a word.
func TestRight(t *testing.T) {
	for _, file := range append(fixtures(t, "ok/*.yaml"), fixtures(t, "folders/ok")...) {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			sc, ds := Load(os.DirFS(filepath.Dir(file)), name)
			if len(ds) > 0 || sc == nil {
				t.Fatalf("got\n%s", ds)
			}
			if sc.Name != name {
				t.Errorf("name %q", sc.Name)
			}
			again, ds := LoadFiles(sc.Files)
			if again == nil {
				t.Fatalf("from its own files:\n%s", ds)
			}
			again.Name = sc.Name
			if diff := cmp.Diff(sc, again); diff != "" {
				t.Errorf("from its own files (-want +got):\n%s", diff)
			}
			dump, err := json.MarshalIndent(sc, "", " ")
			if err != nil {
				t.Fatal(err)
			}
			golden(t, filepath.Join("testdata", "dump", strings.TrimSuffix(name, ".yaml")+".json"), string(dump)+"\n")
		})
	}
}

// TestEveryKey holds that ok/every-key.yaml has every key there is.
func TestEveryKey(t *testing.T) {
	text, err := os.ReadFile("testdata/ok/every-key.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*schema{
		topSchema, lengthSchema, objectiveSchema, roleSchema, factSchema, channelSchema, forumSchema, arrangementSchema,
		changesSchema, channelChangeSchema, forumChangeSchema, measureSchema, turnSchema, skippedSchema, turnInjectSchema, decisionSchema,
		opensSchema, optionSchema, autoSchema, ruleSchema, endingSchema, noteSchema, thenSchema, sendSchema, askSchema,
	} {
		for _, key := range s.keys {
			if !strings.Contains(string(text), key+":") && key != "include" {
				t.Errorf("%q of %s is missing", key, s.what)
			}
		}
	}
}

// TestCatalogue holds that every code is explained once, and that a fixture
// shows it.
func TestCatalogue(t *testing.T) {
	shown := map[string]bool{}
	for _, file := range fixtures(t, "err/*.out") {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range Catalogue {
			if strings.Contains(string(text), " "+c.Code+": ") {
				shown[c.Code] = true
			}
		}
	}
	for _, h := range hazards {
		shown[h.code] = true
	}
	for _, l := range limits {
		shown[l.code] = true
	}
	seen := map[string]bool{}
	for _, c := range Catalogue {
		if seen[c.Code] {
			t.Errorf("%s stands twice", c.Code)
		}
		seen[c.Code] = true
		if c.Title == "" || c.Text == "" || !strings.HasSuffix(c.Text, ".") {
			t.Errorf("%s is not explained", c.Code)
		}
		if !shown[c.Code] {
			t.Errorf("no fixture shows %s", c.Code)
		}
		if e, ok := Explain(c.Code); !ok || e != c {
			t.Errorf("Explain(%s) gives %v", c.Code, e)
		}
	}
	if _, ok := Explain("E000"); ok {
		t.Error("E000 is explained")
	}
}
