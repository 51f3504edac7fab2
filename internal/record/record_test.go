package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// where is the path of the record in tests on a memDisk.
const where = "room/monday.record"

func smallHeader() Header {
	return Header{
		Rules:   1,
		Program: "0.1.0",
		Created: "2026-11-03T09:00:00Z",
		Scenario: Scenario{
			Name:  "tea-room",
			Files: []File{{Name: "tea-room.yaml", Text: "title: The \"tea\" room\n"}},
		},
		Seed:    18446744073709551615,
		Length:  "45",
		Seating: "4",
	}
}

var smallBodies = []string{`{"do":"start"}`, `{"do":"say","text":"Wär’s möglich?"}`, `{"do":"end","at":[9,12]}`}

// smallRecord gives the bytes of a record with the small header and bodies.
func smallRecord(t testing.TB, bodies ...string) []byte {
	t.Helper()
	d := newMemDisk()
	w, err := create(d, where, smallHeader())
	if err != nil {
		t.Fatal(err)
	}
	appendAll(t, w, bodies...)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return d.names[where].live
}

func appendAll(t testing.TB, w *Writer, bodies ...string) {
	t.Helper()
	for _, body := range bodies {
		if _, err := w.Append([]byte(body)); err != nil {
			t.Fatalf("Append(%s): %v", body, err)
		}
	}
}

// readBytes reads a record that consists of these bytes.
func readBytes(data []byte) (*Record, error) {
	d := newMemDisk()
	d.names[where] = &inode{live: data}
	return read(d, where)
}

func bodiesOf(rec *Record) []string {
	bodies := []string{}
	for _, line := range rec.Lines {
		bodies = append(bodies, string(line.Body))
	}
	return bodies
}

// A reporter is what testing.T and rapid.T have in common.
type reporter interface {
	Helper()
	Errorf(format string, args ...any)
}

// wantLines checks the bodies of a record and their numbers.
func wantLines(t reporter, rec *Record, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, bodiesOf(rec), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	for i, line := range rec.Lines {
		if line.N != i+1 {
			t.Errorf("line %d has the number %d, want %d", i, line.N, i+1)
		}
	}
}

// wantKind checks that an error is of a kind, is a sentence, and names the file.
func wantKind(t testing.TB, err, kind error, contains ...string) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("error is %v, want one of kind %v", err, kind)
	}
	text := err.Error()
	if !strings.HasSuffix(text, ".") && !strings.Contains(text, "whitecell resume ") {
		t.Errorf("error is no sentence: %s", text)
	}
	for _, part := range contains {
		if !strings.Contains(text, part) {
			t.Errorf("error %q does not say %q", text, part)
		}
	}
}

// TestBytes builds a record by other means and wants the same bytes.
func TestBytes(t *testing.T) {
	want := `{"format":1,"rules":1,"program":"0.1.0","created":"2026-11-03T09:00:00Z",` +
		`"scenario":{"name":"tea-room","digest":"` + hexSum("22 tea-room.yaml\ntitle: The \"tea\" room\n") + `",` +
		`"files":[{"name":"tea-room.yaml","text":"title: The \"tea\" room\n"}]},` +
		`"seed":"18446744073709551615","length":"45","seating":"4","from":""`
	// The \n in the text above stands for the two characters, as in the file.
	last := make([]byte, 32)
	whole := ""
	for i, stem := range []string{want, `{"n":1,"do":"start"`, `{"n":2`, `{"n":3,"do":"end"`} {
		sum := sha256.Sum256(append(last, stem...))
		last = sum[:]
		whole += stem + `,"hash":"` + hex.EncodeToString(last) + "\"}\n"
		if i > 0 && !json.Valid([]byte(strings.Split(whole, "\n")[i])) {
			t.Errorf("line %d is not JSON", i+1)
		}
	}
	got := smallRecord(t, `{"do":"start"}`, `{}`, `{"do":"end"}`)
	if diff := cmp.Diff(whole, string(got)); diff != "" {
		t.Errorf("record (-want +got):\n%s", diff)
	}
	rec, err := readBytes(got)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, rec, `{"do":"start"}`, `{}`, `{"do":"end"}`)
	if got, want := rec.Hash, hex.EncodeToString(last); got != want {
		t.Errorf("hash is %s, want %s", got, want)
	}
}

func hexSum(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// drawBody draws a compact JSON object without the record's own names.
func drawBody(t *rapid.T) string {
	value := rapid.OneOf(
		rapid.String().AsAny(), rapid.Int64().AsAny(), rapid.Bool().AsAny(),
		rapid.SliceOfN(rapid.String(), 0, 3).AsAny(),
		rapid.MapOfN(rapid.StringMatching(`n|hash|[a-z]+`), rapid.String(), 0, 3).AsAny(),
	)
	name := rapid.String().Filter(func(s string) bool { return s != "n" && s != "hash" })
	body, err := json.Marshal(rapid.MapOfN(name, value, 0, 5).Draw(t, "body"))
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func drawHeader(t *rapid.T) Header {
	text := rapid.OneOf(rapid.String(), rapid.StringMatching(`[\x00-\x7f]*`), rapid.StringMatching(`[é-ퟀ"\\]*`)).Filter(utf8.ValidString)
	file := rapid.Custom(func(t *rapid.T) File {
		return File{Name: rapid.StringMatching(`[ -~]+`).Draw(t, "name"), Text: text.Draw(t, "text")}
	})
	h := Header{
		Rules:   rapid.Int().Draw(t, "rules"),
		Program: text.Draw(t, "program"),
		Created: "2026-11-03T09:00:00.5Z",
		Scenario: Scenario{
			Name:  text.Draw(t, "scenario"),
			Files: rapid.SliceOfN(file, 0, 3).Draw(t, "files"),
		},
		Seed:    rapid.Uint64().Draw(t, "seed"),
		Length:  text.Draw(t, "length"),
		Seating: text.Draw(t, "seating"),
		From:    text.Draw(t, "from"),
	}
	h.Scenario.Digest = Digest(h.Scenario.Files)
	return h
}

func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := newMemDisk()
		h := drawHeader(t)
		w, err := create(d, where, h)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{}
		for range rapid.IntRange(0, 12).Draw(t, "moves") {
			if rapid.Bool().Draw(t, "reopen") {
				w.Close()
				var rec *Record
				if w, rec, err = open(d, where); err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(want, bodiesOf(rec)); diff != "" {
					t.Fatalf("lines on opening (-want +got):\n%s", diff)
				}
			}
			body := drawBody(t)
			n, err := w.Append([]byte(body))
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, body)
			if n != len(want) || w.N() != n {
				t.Fatalf("Append gave %d and N gives %d, want %d", n, w.N(), len(want))
			}
		}
		rec, err := read(d, where)
		if err != nil {
			t.Fatal(err)
		}
		wantRec := &Record{Header: h, Hash: w.Hash()}
		if diff := cmp.Diff(wantRec, rec, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(Record{}, "Lines")); diff != "" {
			t.Errorf("record (-want +got):\n%s", diff)
		}
		wantLines(t, rec, want...)
	})
}

func TestRefusedBodies(t *testing.T) {
	refused := []string{
		``, `{`, `}`, `[]`, `null`, `{"a":1`, `"a":1}`, `{"a":1}}`, `{"a":}`, `{,"a":1}`, `{ }`, `{ "a":1}`, `{"a":1},{"b":2}`,
		"{\"a\":1\n}", "{\"a\":1}\n", "{\"a\":\"\x00\"}", "{\"a\":\"\xff\"}", "{\"a\":1\r}",
		`{"n":1}`, `{"a":{"n":1},"n":2}`, `{"a":[{"b":"\""}],"hash":"x"}`, `{"a":"\\","hash":1}`,
	}
	allowed := []string{`{}`, `{"a":{"n":1,"hash":2}}`, `{"a":["n","hash"]}`, `{"a":"\",\"n\":"}`, `{"a":"n","b":"hash"}`, `{"N":1}`}
	d := newMemDisk()
	w, err := create(d, where, smallHeader())
	if err != nil {
		t.Fatal(err)
	}
	for _, body := range refused {
		before := len(d.names[where].live)
		_, err := w.Append([]byte(body))
		if !errors.Is(err, ErrRefused) {
			t.Errorf("Append(%q): error %v, want ErrRefused", body, err)
		}
		if got := len(d.names[where].live); got != before {
			t.Errorf("Append(%q) was refused and wrote %d bytes", body, got-before)
		}
	}
	appendAll(t, w, allowed...)
	rec, err := read(d, where)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, rec, allowed...)
}

func TestRefusedHeaders(t *testing.T) {
	for name, spoil := range map[string]func(*Header){
		"no time":            func(h *Header) { h.Created = "" },
		"local time":         func(h *Header) { h.Created = "2026-11-03T09:00:00+01:00" },
		"not UTF-8":          func(h *Header) { h.Seating = "\xff" },
		"not UTF-8 in text":  func(h *Header) { h.Scenario.Files[0].Text = "\xff" },
		"unnamed file":       func(h *Header) { h.Scenario.Files[0].Name = "" },
		"line break in name": func(h *Header) { h.Scenario.Files[0].Name = "a\nb" },
		"wrong digest":       func(h *Header) { h.Scenario.Digest = Digest(nil) },
	} {
		t.Run(name, func(t *testing.T) {
			d, h := newMemDisk(), smallHeader()
			spoil(&h)
			_, err := create(d, where, h)
			wantKind(t, err, ErrRefused, where)
			if len(d.names) != 0 {
				t.Error("a file was made")
			}
		})
	}
}

// TestSentences checks what is said of a record's end.
func TestSentences(t *testing.T) {
	for want, got := range map[string]string{
		"every line is whole and right":                                                                  Status{NoNewline: true}.String(),
		"line 5 is unfinished (1 byte); everything before it is sound":                                   Status{State: Torn, Line: 5, TornBytes: 1}.String(),
		"x, line 1: why. Without its first line the record cannot be read. Look for a copy of the file.": Status{State: Damaged, Err: &DamageError{Path: "x", Line: 1, Why: "why"}}.String(),
		"sound torn damaged State(3)":                                                                    fmt.Sprint(Sound, Torn, Damaged, State(3)),
		"the program was stopped before it had ended the last line; the line is whole and was kept":      Recovery{AddedNewline: true}.String(),
	} {
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

// TestDisk plays a record on the real disk from its making to its resumption.
func TestDisk(t *testing.T) {
	path := filepath.Join(t.TempDir(), "monday.record")
	w, err := Create(path, smallHeader())
	if err != nil {
		t.Fatal(err)
	}
	appendAll(t, w, smallBodies[:2]...)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Errorf("second Close: %v", err)
	}
	_, err = w.Append([]byte(smallBodies[2]))
	wantKind(t, err, os.ErrClosed, path)

	_, err = Create(path, smallHeader())
	wantKind(t, err, os.ErrExist, path, "never overwritten")

	w, rec, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	wantLines(t, rec, smallBodies[:2]...)
	if rec.Recovery != (Recovery{}) || rec.Recovery.String() != "" {
		t.Errorf("recovery is %+v (%s), want none", rec.Recovery, rec.Recovery)
	}
	appendAll(t, w, smallBodies[2])
	rec, err = Read(path)
	if err != nil {
		t.Fatal(err)
	}
	wantLines(t, rec, smallBodies...)
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if want := smallRecord(t, smallBodies...); !bytes.Equal(got, want) {
		t.Errorf("file is\n%s\nwant\n%s", got, want)
	}
	_, err = Create(filepath.Join(path+".d", "x.record"), smallHeader())
	wantKind(t, err, os.ErrNotExist, "folder")
}

// TestAppendSyncs checks that an acknowledged line needs nothing more: no
// change is pending, and the name lasts.
func TestAppendSyncs(t *testing.T) {
	d := newMemDisk()
	w, err := create(d, where, smallHeader())
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		if node := d.lasting[where]; node == nil || len(node.pending) > 0 {
			t.Fatalf("after %d moves the file is not all on disk: %+v", i, node)
		}
		appendAll(t, w, fmt.Sprintf(`{"i":%d}`, i))
	}
}
