package handout

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

var groundRules = []string{"This is an exercise.", "If something real happens, say “stop, real world”."}

func loaded(t testing.TB, text string) *scenario.Scenario {
	t.Helper()
	s, ds := scenario.LoadBytes("harbour.yaml", []byte(text))
	if s == nil {
		t.Fatalf("the scenario does not load:\n%s", ds)
	}
	return s
}

func harbour(t testing.TB) *scenario.Scenario {
	t.Helper()
	content, err := os.ReadFile("testdata/harbour.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return loaded(t, string(content))
}

func firstLight(t testing.TB) *scenario.Scenario {
	t.Helper()
	s, ds := scenario.Load(scenarios.FS(), "first-light")
	if s == nil {
		t.Fatalf("the scenario does not load:\n%s", ds)
	}
	return s
}

func compiled(t testing.TB, s *scenario.Scenario, setup engine.Setup) *engine.Program {
	t.Helper()
	p, err := engine.Compile(s, setup)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func built(t testing.TB, p *engine.Program, only ...PartID) *Document {
	t.Helper()
	doc, err := Build(p, Options{GroundRules: groundRules, Only: only})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func written(t testing.TB, doc *Document) (html, md string) {
	t.Helper()
	var h, m bytes.Buffer
	if err := doc.WriteHTML(&h); err != nil {
		t.Fatal(err)
	}
	if err := doc.WriteMarkdown(&m); err != nil {
		t.Fatal(err)
	}
	return h.String(), m.String()
}

// setups are the ways to play a scenario, under -short some of them.
func setups(s *scenario.Scenario) []engine.Setup {
	lengths, seatings := []string{""}, []string{""}
	for _, l := range s.Lengths {
		lengths = append(lengths, l.ID)
	}
	for _, x := range s.Seatings {
		seatings = append(seatings, x.ID)
	}
	var out []engine.Setup
	for _, l := range lengths {
		for _, x := range seatings {
			out = append(out, engine.Setup{Length: l, Seating: x})
		}
	}
	if testing.Short() && len(out) > 4 {
		return []engine.Setup{out[0], out[len(out)/2], out[len(out)-1]}
	}
	return out
}

// The packs in testdata, as they are written.
func TestGolden(t *testing.T) {
	s := harbour(t)
	for _, tt := range []struct {
		name  string
		setup engine.Setup
	}{
		{"harbour-30-2", engine.Setup{Length: "30", Seating: "2"}},
		{"harbour-20", engine.Setup{Length: "20"}},
	} {
		html, md := written(t, built(t, compiled(t, s, tt.setup)))
		golden(t, "testdata/"+tt.name+".html", html)
		golden(t, "testdata/"+tt.name+".md", md)
	}
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

func TestSameBytes(t *testing.T) {
	s := firstLight(t)
	setup := engine.Setup{Length: "90", Seating: "4"}
	html, md := written(t, built(t, compiled(t, s, setup)))
	h, m := written(t, built(t, compiled(t, firstLight(t), setup)))
	if h != html || m != md {
		t.Fatal("the same scenario, length and seating gave other bytes")
	}
}

// The smallest scenario there can be still gives a pack.
func TestSmallest(t *testing.T) {
	p := compiled(t, loaded(t, "whitecell: 1\ntitle: Fog\nroles: {port: Port Authority}\nturns: [{title: One}]\n"), engine.Setup{})
	doc := built(t, p)
	var ids []PartID
	for _, part := range doc.Parts {
		ids = append(ids, part.ID)
	}
	want := []PartID{CoverPart, ReadAhead, Rules, Signs, Cards, Messages, Book, LogSheets, Observers, HotWash, Feedback}
	if diff := cmp.Diff(want, ids); diff != "" {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
	html, md := written(t, doc)
	for name, out := range map[string]string{"HTML": html, "Markdown": md} {
		if !strings.Contains(out, defaultTag) {
			t.Errorf("%s: a scenario without a marking gave paper without one", name)
		}
	}
}

func TestOnly(t *testing.T) {
	p := compiled(t, harbour(t), engine.Setup{})
	doc := built(t, p, Signs, Cards)
	if len(doc.Parts) != 2 || doc.Parts[0].ID != Signs || doc.Parts[1].ID != Cards {
		t.Errorf("only signs and cards gave %d parts", len(doc.Parts))
	}
	if _, err := Build(p, Options{Only: []PartID{"envelopes"}}); err == nil || !strings.Contains(err.Error(), "envelopes") {
		t.Errorf("a part that does not exist gave the error %v", err)
	}
}

// Documents use the words of the scenario's terminology.
func TestTerminology(t *testing.T) {
	for terminology, want := range map[string][]string{
		"hseep": {"Hot wash", "Facilitator's book", "Master scenario events list", "Inject slips"},
		"uk":    {"Hot debrief", "Directing staff's book", "Main events list"},
		"nato":  {"Hot wash-up", "EXCON book", "Main events and incidents list", "Incident/inject slips"},
	} {
		s := *harbour(t)
		s.Terminology = terminology
		_, md := written(t, built(t, compiled(t, &s, engine.Setup{})))
		for _, w := range want {
			if !strings.Contains(md, w) {
				t.Errorf("%s: %q is nowhere", terminology, w)
			}
		}
	}
}

// Every page of the Markdown says its marking at the top and at the bottom, and
// the page for the browser on every sheet and in every section.
func TestMarked(t *testing.T) {
	doc := built(t, compiled(t, firstLight(t), engine.Setup{Length: "45"}))
	html, md := written(t, doc)
	for i, page := range strings.Split(md, "\n---\n") {
		lines := strings.Split(strings.TrimSpace(page), "\n")
		want := "**EXERCISE EXERCISE EXERCISE**"
		if lines[0] != want || lines[len(lines)-1] != want {
			t.Errorf("page %d of the Markdown begins with %q and ends with %q", i+1, lines[0], lines[len(lines)-1])
		}
	}
	sections := strings.Count(html, `<section class="page`)
	if got := strings.Count(html, `<p class="mark">EXERCISE EXERCISE EXERCISE</p>`); sections == 0 || got != 2*sections {
		t.Errorf("%d sections have %d markings", sections, got)
	}
	for _, box := range []string{"@top-center", "@bottom-center"} {
		if !strings.Contains(html, box+` { content: "EXERCISE EXERCISE EXERCISE"`) {
			t.Errorf("no marking at %s of each sheet", box)
		}
	}
	for _, sealed := range []string{`default-src &#39;none&#39;`, `default-src 'none'`} {
		if strings.Contains(html, sealed) {
			return
		}
	}
	t.Error("the page has no policy against scripts and networks")
}

// Minutes are shared out so that they add up, and every step has one.
func TestShareOut(t *testing.T) {
	if diff := cmp.Diff([]int{3, 1, 3, 7, 3, 2, 3}, shareOut(22)); diff != "" {
		t.Errorf("22 minutes (-want +got):\n%s", diff)
	}
	for minutes := len(steps); minutes < 300; minutes++ {
		got, sum := shareOut(minutes), 0
		for _, n := range got {
			sum += n
		}
		if sum != minutes || slices.Min(got) < 1 {
			t.Errorf("%d minutes were shared out as %v", minutes, got)
		}
	}
}
