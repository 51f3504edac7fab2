package record

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const docs = "../../docs/record.md"

// fenced finds the first fenced block of a language in docs/record.md.
func fenced(t *testing.T, text, language string) (start, end int) {
	t.Helper()
	open := "\n```" + language + "\n"
	start = strings.Index(text, open)
	if start < 0 {
		t.Fatalf("%s has no block of %s", docs, language)
	}
	start += len(open)
	length := strings.Index(text[start:], "```\n")
	if length < 0 {
		t.Fatalf("the block of %s in %s does not end", language, docs)
	}
	return start, start + length
}

func readDocs(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile(docs)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// TestDocsExample holds the example in the manual to what the program writes.
// UPDATE=1 writes it.
func TestDocsExample(t *testing.T) {
	bodies := []string{`{"do":"start"}`, `{"do":"say","text":"The kettle is cold."}`, `{"do":"end"}`}
	h := smallHeader()
	h.Scenario = Scenario{Name: "tea-room", Files: []File{{Name: "tea-room.yaml", Text: "title: The tea room\n"}}}
	h.Seed = 7
	d := newMemDisk()
	w, err := create(d, where, h)
	if err != nil {
		t.Fatal(err)
	}
	appendAll(t, w, bodies...)
	written := string(d.names[where].live)

	text := readDocs(t)
	start, end := fenced(t, text, "json")
	if os.Getenv("UPDATE") == "1" && text[start:end] != written {
		text = text[:start] + written + text[end:]
		if err := os.WriteFile(docs, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		start, end = fenced(t, text, "json")
	}
	if diff := cmp.Diff(written, text[start:end]); diff != "" {
		t.Errorf("example in %s (-written by the program +there):\n%s\nUPDATE=1 writes it", docs, diff)
	}
	rec, err := readBytes([]byte(text[start:end]))
	if err != nil {
		t.Fatal(err)
	}
	if rec.Status != (Status{}) || rec.Hash != w.Hash() {
		t.Errorf("the example is %v with hash %s, want it sound with %s", rec.Status, rec.Hash, w.Hash())
	}
	wantLines(t, rec, bodies...)
}

// TestDocsCheck runs the manual's program for checking by hand, on the manual's
// example and on a damaged one.
func TestDocsCheck(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		skip(t, "there is no python3 here")
	}
	text := readDocs(t)
	start, end := fenced(t, text, "python")
	program := text[start:end]
	start, end = fenced(t, text, "json")
	example := []byte(text[start:end])
	rec, err := readBytes(example)
	if err != nil {
		t.Fatal(err)
	}

	path := filepath.Join(t.TempDir(), "monday.record")
	check := func(data []byte) (string, error) {
		if err := os.WriteFile(path, data, 0o644); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(python, "-c", program, path).CombinedOutput()
		return strings.TrimSpace(string(said)), err
	}
	if said, err := check(example); err != nil || said != "4 lines are right, and the last hash is "+rec.Hash {
		t.Errorf("for the example the program says %q, %v", said, err)
	}
	said, err := check(bytes.Replace(example, []byte("cold"), []byte("hot!"), 1))
	if err == nil || said != "line 3 is wrong" {
		t.Errorf("for a damaged record the program says %q, %v, want line 3 to be wrong", said, err)
	}
}
