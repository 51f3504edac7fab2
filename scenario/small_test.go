package scenario

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"gopkg.in/yaml.v3"
	"pgregory.net/rapid"
)

func TestParseDuration(t *testing.T) {
	for _, test := range []struct {
		s    string
		want Minutes
		ok   bool
	}{
		{"0", 0, true},
		{"0m", 0, true},
		{"20m", 20, true},
		{"2h", 120, true},
		{"4d", 5760, true},
		{"1h30m", 90, true},
		{"2d4h", 3120, true},
		{"1d1h1m", 1501, true},
		{"1000d", MaxDuration, true},
		{"1001d", 0, false},
		{"1000d1m", 0, false},
		{"", 0, false},
		{"20", 0, false},
		{"m", 0, false},
		{"-5m", 0, false},
		{"+5m", 0, false},
		{"30m1h", 0, false},
		{"1h1h", 0, false},
		{"1.5h", 0, false},
		{"5 m", 0, false},
		{"5s", 0, false},
		{"99999999m", 0, false},
		{"1h30", 0, false},
		{"5M", 0, false},
	} {
		got, ok := parseDuration(test.s)
		if ok != test.ok || ok && got != test.want {
			t.Errorf("%q: %d %v", test.s, got, ok)
		}
	}
}

// TestDurationWritten: what length writes, parseDuration reads.
func TestDurationWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := Minutes(rapid.IntRange(0, int(MaxDuration)).Draw(t, "minutes"))
		if got, ok := parseDuration(length(m)); !ok || got != m {
			t.Fatalf("%s is read as %d, %v", length(m), got, ok)
		}
		if got, ok := parseStoryTime(storyTime(-m)); !ok || got != -m {
			t.Fatalf("%s is read as %d, %v", storyTime(-m), got, ok)
		}
	})
}

func TestParseStoryTime(t *testing.T) {
	for s, want := range map[string]Minutes{"T": 0, "T-36h": -2160, "T+4d": 5760, "T+0": 0} {
		if got, ok := parseStoryTime(s); !ok || got != want {
			t.Errorf("%q: %d %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "t", "T+", "T-", "T4d", "T+4", "4d", "T--4d", "T+2000d", "D+1"} {
		if got, ok := parseStoryTime(s); ok {
			t.Errorf("%q: %d", s, got)
		}
	}
}

func TestParseStart(t *testing.T) {
	for s, want := range map[string]string{
		"2031-10-17T03:10": "2031-10-17 03:10", "2031-10-17 03:10": "2031-10-17 03:10",
		"2031-10-17T03:10:59": "2031-10-17 03:10", "2031-10-17": "2031-10-17 00:00",
	} {
		if got, ok := parseStart(s); !ok || got.Format("2006-01-02 15:04") != want {
			t.Errorf("%q: %v %v", s, got, ok)
		}
	}
	for _, s := range []string{"", "17.10.2031", "2031-13-01", "03:10", "2031-02-30T10:00"} {
		if _, ok := parseStart(s); ok {
			t.Errorf("%q is taken", s)
		}
	}
}

func TestParseRange(t *testing.T) {
	for s, want := range map[string][2]int{"5": {5, 5}, "-5": {-5, -5}, "+5": {5, 5}, "2..6": {2, 6}, "-6..-2": {-6, -2}, "6..2": {6, 2}} {
		if lo, hi, ok := parseRange(s); !ok || lo != want[0] || hi != want[1] {
			t.Errorf("%q: %d %d %v", s, lo, hi, ok)
		}
	}
	for _, s := range []string{"", "..", "1..", "..2", "1...2", "a", "1.5", "9999999999", "--1", "1..2..3"} {
		if lo, hi, ok := parseRange(s); ok {
			t.Errorf("%q: %d %d", s, lo, hi)
		}
	}
}

func TestNearest(t *testing.T) {
	among := []string{"port", "coast-guard", "release", "preparations", "north-dark", "a"}
	for bad, want := range map[string]string{
		"prot": "port", "coastguard": "coast-guard", "Coast Guard": "coast-guard", "realease": "release", "preprations": "preparations",
		"north_dark": "north-dark", "submarine": "", "": "", "xyz": "", "pqrt": "port", strings.Repeat("x", 1000): "",
	} {
		if got := Nearest(bad, among); got != want {
			t.Errorf("%q: %q, want %q", bad, got, want)
		}
	}
}

// TestEditDistance checks the bounded distance against the plain definition.
func TestEditDistance(t *testing.T) {
	word := rapid.StringMatching(`[ab]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		a, b := []rune(word.Draw(t, "a")), []rune(word.Draw(t, "b"))
		want := slowDistance(a, b)
		if got := editDistance(a, b, 99); got != want {
			t.Fatalf("%q %q: %d, want %d", string(a), string(b), got, want)
		}
		if got := editDistance(a, b, 2); (got < 2) != (want < 2) || got < 2 && got != want {
			t.Fatalf("%q %q bounded: %d, want %d", string(a), string(b), got, want)
		}
	})
}

func slowDistance(a, b []rune) int {
	switch {
	case len(a) == 0:
		return len(b)
	case len(b) == 0:
		return len(a)
	}
	cost := 1
	x, y := len(a)-1, len(b)-1
	if a[x] == b[y] {
		cost = 0
	}
	d := min(slowDistance(a[:x], b)+1, slowDistance(a, b[:y])+1, slowDistance(a[:x], b[:y])+cost)
	if x > 0 && y > 0 && a[x] == b[y-1] && a[x-1] == b[y] {
		d = min(d, slowDistance(a[:x-1], b[:y-1])+1)
	}
	return d
}

func TestIsID(t *testing.T) {
	for id, want := range map[string]bool{
		"a": true, "coast-guard": true, "b2": true, "first-light-2": true, "a-1": true, "": false, "-a": false, "a-": false, "a--b": false,
		"A": false, "1a": false, "a_b": false, "ä": false, "a b": false,
	} {
		if isID(id) != want {
			t.Errorf("%q: %v", id, !want)
		}
	}
}

func TestDiagnosticString(t *testing.T) {
	d := Diagnostic{Code: "E021", Pos: Pos{"a.yaml", 3, 7}, Summary: `"titel" is no key of a role.`, Help: "Look at the spelling.", Nearest: "title"}
	want := `a.yaml:3:7: error E021: "titel" is no key of a role. Look at the spelling. (did you mean title?)`
	if got := d.String(); got != want {
		t.Errorf("got %s", got)
	}
	d = Diagnostic{Severity: Advice, Code: "A099", Summary: "And 3 more."}
	if got := d.String(); got != "advice A099: And 3 more." {
		t.Errorf("got %s", got)
	}
	d = Diagnostic{Code: "E010", Pos: Pos{"a.yaml", 3, 0}, Summary: "S."}
	if got := d.String(); got != "a.yaml:3: error E010: S." {
		t.Errorf("got %s", got)
	}
}

// TestCutKeepsErrors: a scenario is refused even if all that is shown is advice.
func TestCutKeepsErrors(t *testing.T) {
	text := head + "facts:\n" + lines(150, "  f%d: {title: F, handling: open, sanitised: [v%[1]d]}\n") + lines(150, "  v%d: V\n") +
		"injects:\n" + lines(150, "  i%d: {to: all, text: A}\n") + tail + "endings: {a: {when: x > 1}}\n"
	sc, ds := LoadFiles(one(text))
	if sc != nil || !ds.HasErrors() || ds[len(ds)-1].Code != "E099" {
		t.Errorf("got %s", ds[len(ds)-1])
	}
}

// play loads a scenario with the given text behind head.
func play(t *testing.T, text string) *Scenario {
	t.Helper()
	sc, ds := LoadFiles(one(head + text))
	if sc == nil {
		t.Fatal(ds)
	}
	return sc
}

func TestGroups(t *testing.T) {
	sc, ds := LoadFiles(one(`whitecell: 1
title: Groups
parties: {arden: Arden, nobody: Nobody}
roles:
  one: {title: One, party: arden}
  two: Two
  three: {title: Three, party: arden}
turns:
  - title: One
    injects:
      - {to: [three, arden], text: A}
      - {to: [two, all], text: A}
      - {to: arden, text: A}
      - {to: nobody, text: A}
      - {to: [all, two], text: A}
`))
	if len(ds) > 0 {
		t.Fatal(ds)
	}
	var got []string
	for _, in := range sc.Turns[0].Injects {
		s := ""
		for _, id := range in.To {
			s += string(id) + " "
		}
		if in.ToAll {
			s += "(all)"
		}
		got = append(got, s)
	}
	want := []string{"three one ", "two one three (all)", "one three ", "", "one two three (all)"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestLike(t *testing.T) {
	sc := play(t, `
arrangements:
  pact: {cost: 1, changes: {decisions: {first: {rule: all, default: b}, third: {default: a}}}}
turns:
  - title: One
    lasts: 8h
    decisions:
      third: {like: second, due: 3h, options: {b: New, c: {title: C}}}
      second: {like: first, title: Second, concur: all}
      first:
        title: First
        ask: What now?
        by: [port]
        consult: [coast]
        within: 1h
        opens: {at: 20m}
        default: a
        reasons: [Why]
        options: {a: A, b: {title: B, outcome: O}}
`)
	d := sc.Turns[0].Decisions
	third, second, first := d[0], d[1], d[2]
	if second.Title != "Second" || second.Ask != "What now?" || len(second.Options) != 2 || second.Due != first.Due || second.Opens.At != 20 {
		t.Errorf("second: %+v", second)
	}
	if diff := cmp.Diff([]RoleID{"coast"}, second.Concur); diff != "" {
		t.Errorf("second's concur: %s", diff)
	}
	if third.Title != "Second" || third.Due.Within || third.Due.At != 180 || len(third.Options) != 3 {
		t.Errorf("third: %+v", third)
	}
	if o := third.Options[1]; o.Title != "New" || o.Outcome != "" {
		t.Errorf("third's b: %+v", o)
	}
	var got []string
	for _, c := range sc.Arrangements[0].Changes.Decisions {
		got = append(got, string(c.Decision)+"="+string(*c.Default))
	}
	if diff := cmp.Diff([]string{"first=b", "third=a", "second=b"}, got); diff != "" {
		t.Error(diff)
	}
}

func TestDefaults(t *testing.T) {
	sc := play(t, `
handling: [open, limited, sealed]
facts: {fog: {origin: port, sanitised: [mist]}, mist: Mist, dark: {handling: limited}}
channels: {wire: {from: port, to: coast}}
forums: {talk: Talk}
measures: {low: {min: -5, max: -1}, high: {min: 10}}
turns:
  - title: One
  - {title: Two, at: T+5h}
  - {}
lengths: {90: {}}
seatings: {2: {Both: [coast]}}
`)
	if f := sc.Facts; f[0].Consent != "port" || f[1].Origin != "port" || f[1].Consent != "port" || len(f[0].Releasable) != 2 || f[2].Releasable != nil || f[0].Versions[0].Time != 60 {
		t.Errorf("facts: %+v", f)
	}
	if c := sc.Channels[0]; c.Title != "Wire" || c.Carries != 2 || c.Between {
		t.Errorf("channel: %+v", c)
	}
	if f := sc.Forums[0]; len(f.Members) != 2 || f.Lasts != 60 || f.Carries != 2 {
		t.Errorf("forum: %+v", f)
	}
	if m := sc.Measures; m[0].Start != -1 || m[1].Start != 10 || m[1].Max != 100 {
		t.Errorf("measures: %+v", m)
	}
	if tn := sc.Turns; tn[0].At != 0 || tn[1].At != 300 || tn[2].At != 360 || tn[2].ID != "turn-3" || tn[2].Title != "Turn 3" {
		t.Errorf("turns: %+v", tn)
	}
	if l := sc.Lengths[0]; len(l.Turns) != 3 || l.Minutes != 90 {
		t.Errorf("length: %+v", l)
	}
	if s := sc.Seatings[0]; len(s.Tables) != 2 || s.Tables[1].Title != "Port" || s.Tables[1].Roles[0] != "port" {
		t.Errorf("seating: %+v", s)
	}
}

// TestListedNames: a name that is a mistake itself, and anything, is listed like any
// other and breaks nothing.
func TestListedNames(t *testing.T) {
	long := strings.Repeat("x", MaxID)
	for _, test := range []struct {
		names []string
		want  string
	}{
		{nil, ""},
		{[]string{"a"}, "a"},
		{[]string{"a", "b", "c"}, "a, b or c"},
		{strings.Split("abcdefghijkl", ""), "a, b, c, d, e, f, g, h, i, j, k or l"},
		{strings.Split("abcdefghijklm", ""), "a, b, c, d, e, f, g, h, i, j, k, l and others"},
		{[]string{"two\nlines", long + "y"}, "two lines or " + long[1:] + "…"},
		{[]string{long, long, long, long, long, "b"}, long + ", " + long + ", " + long + ", " + long + " and others"},
	} {
		if got := listed(test.names, "or"); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
	_, ds := LoadFiles([]File{{"in\nclude.yaml", "whitecell: 1\ntitle: A\nroles: {\"po rt\\n\": P}\nturns:\n  - {title: A, injects: [{to: po-rt, text: A}]}\n"}})
	for _, d := range ds {
		if strings.Contains(d.String(), "\n") {
			t.Errorf("got %q", d)
		}
	}
	if len(ds) == 0 || ds[len(ds)-1].Nearest != "po rt" {
		t.Errorf("got %s", ds)
	}
}

// TestInside finds a character of a text in the file, however the text is written,
// in whatever order it is asked.
func TestInside(t *testing.T) {
	const file = "é: 'it''s é here', b: \"\\u00e9\\x41é\\n!\", c: plain é\n\n" + "d: |\n    über\n    é here\r\ne: x"
	src := &source{name: "a.yaml", body: file}
	node := func(line, col int, style yaml.Style, value string) *yaml.Node {
		return &yaml.Node{Kind: yaml.ScalarNode, Line: line, Column: col, Style: style, Value: value}
	}
	single, double := node(1, 4, yaml.SingleQuotedStyle, "it's é here"), node(1, 23, yaml.DoubleQuotedStyle, "éAé\n!")
	bare, literal, behind := node(1, 44, 0, "plain é"), node(3, 4, yaml.LiteralStyle, "über\né here\n"), node(9, 1, 0, "x")
	for _, test := range []struct {
		n      *yaml.Node
		offset int
		want   string
	}{
		{double, 4, "a.yaml:1:37"},
		{single, 0, "a.yaml:1:5"},
		{single, 4, "a.yaml:1:10"},
		{double, 0, "a.yaml:1:24"},
		{double, 1, "a.yaml:1:30"},
		{double, 2, "a.yaml:1:34"},
		{double, 99, "a.yaml:1:23"},
		{bare, 6, "a.yaml:1:50"},
		{bare, 7, "a.yaml:1:51"},
		{bare, 8, "a.yaml:1:44"},
		{literal, 5, "a.yaml:5:5"},
		{node(6, 4, 0, "x"), 0, "a.yaml:6:4"},
		{node(6, 40, 0, "x"), 0, "a.yaml:6:40"},
		{behind, 0, "a.yaml:9:1"},
		{single, 4, "a.yaml:1:10"},
	} {
		if got := src.inside(test.n, test.offset).String(); got != test.want {
			t.Errorf("character %d of %q is at %s, want %s", test.offset, test.n.Value, got, test.want)
		}
	}
}
