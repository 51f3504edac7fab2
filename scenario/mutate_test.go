package scenario

import (
	"bytes"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"gopkg.in/yaml.v3"
)

// signs mean something in YAML.
const signs = ":#-[]{}'\"|>&*!%@`,? \t\n"

// mutate spoils a text in one of the ways in which files get spoiled.
func mutate(rnd *rand.Rand, text []byte) []byte {
	text = bytes.Clone(text)
	rows := bytes.SplitAfter(text, []byte("\n"))
	row := rnd.IntN(len(rows))
	switch rnd.IntN(7) {
	case 0: // a bit turned over
		text[rnd.IntN(len(text))] ^= 1 << rnd.IntN(8)
		return text
	case 1: // a character of YAML in the wrong place
		at := rnd.IntN(len(text))
		return append(text[:at:at], append([]byte{signs[rnd.IntN(len(signs))]}, text[at:]...)...)
	case 2: // a line lost
		rows = append(rows[:row:row], rows[row+1:]...)
	case 3: // a line twice
		rows = append(rows[:row:row], append([][]byte{rows[row]}, rows[row:]...)...)
	case 4: // a line indented otherwise
		rows[row] = append(bytes.Repeat([]byte(" "), rnd.IntN(5)), bytes.TrimLeft(rows[row], " ")...)
	case 5: // two lines changed about
		other := rnd.IntN(len(rows))
		rows[row], rows[other] = rows[other], rows[row]
	case 6: // two neighbouring characters changed about
		at := rnd.IntN(len(text) - 1)
		text[at], text[at+1] = text[at+1], text[at]
		return text
	}
	return bytes.Join(rows, nil)
}

// TestMutations spoils the fixtures in 2,000 ways: nothing panics, and nearly
// every refusal says where.
func TestMutations(t *testing.T) {
	var texts [][]byte
	for _, file := range append(fixtures(t, "ok/*.yaml"), fixtures(t, "err/[csv]*.yaml")...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, text)
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	refused, placed, said, times := 0, 0, 0, 2000
	if raced || testing.Short() {
		times = 300
	}
	for i := range times {
		text := mutate(rnd, texts[i%2]) // mostly the good ones
		if i%5 == 0 {
			text = mutate(rnd, texts[rnd.IntN(len(texts))])
		}
		sc, ds := LoadBytes("mutated.yaml", text)
		if (sc == nil) != ds.HasErrors() {
			t.Fatalf("scenario nil: %v\n%s\n%s", sc == nil, ds, text)
		}
		if sc != nil {
			continue
		}
		refused++
		for _, d := range ds {
			if d.Pos.Line > 0 {
				placed++
				break
			}
		}
		if ds[0].Summary != "" {
			said++
		}
	}
	t.Logf("%d refused, %d with a place", refused, placed)
	if refused < times/4 || placed*100 < refused*95 || said < refused {
		t.Errorf("%d refused, %d with a place, %d with a sentence", refused, placed, said)
	}
}

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
	f.Fuzz(func(t *testing.T, text []byte) {
		if len(text) > 64<<10 {
			return
		}
		sc, ds := LoadBytes("fuzz.yaml", text)
		if (sc == nil) != ds.HasErrors() || len(ds) > maxShown+1 {
			t.Fatalf("scenario nil: %v, %d diagnostics", sc == nil, len(ds))
		}
		for _, d := range ds {
			if _, known := Explain(d.Code); !known || d.Summary == "" || len(d.String()) > 1000 {
				t.Fatalf("%s", d)
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
		if err := yaml.Unmarshal(text, &n); err != nil {
			t.Fatalf("the library refuses it: %v", err)
		}
	})
}
