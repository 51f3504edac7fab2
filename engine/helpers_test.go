package engine

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"example.org/whitecell/scenario"
	"github.com/google/go-cmp/cmp"
)

// failer is what the helpers need of a test; rapid's and testing's both have it.
type failer interface {
	Helper()
	Logf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// loaded is the scenario of a text, which must have no errors.
func loaded(t failer, text string) *scenario.Scenario {
	t.Helper()
	fsys := fstest.MapFS{"scenario.yaml": {Data: []byte(text)}}
	sc, diags := scenario.Load(fsys, "scenario.yaml")
	if sc == nil {
		t.Fatalf("the scenario does not load:\n%v\n%s", diags, text)
	}
	return sc
}

// compiled is a scenario made ready to play.
func compiled(t failer, sc *scenario.Scenario, setup Setup) *Program {
	t.Helper()
	p, err := Compile(sc, setup)
	if err != nil {
		t.Fatalf("Compile(%+v): %v", setup, err)
	}
	return p
}

// shipped are the scenarios of the library that load; those that do not are
// logged, for the tests of the library to complain about.
func shipped(t failer) []*scenario.Scenario {
	t.Helper()
	const library = "../scenarios"
	entries, err := os.ReadDir(library)
	if err != nil {
		t.Fatalf("the library of scenarios: %v", err)
	}
	var out []*scenario.Scenario
	for _, e := range entries {
		if !e.IsDir() && !strings.HasSuffix(e.Name(), ".yaml") {
			continue
		}
		sc, diags := scenario.Load(os.DirFS(library), e.Name())
		if sc == nil {
			t.Logf("%s does not load at the moment:\n%v", e.Name(), diags)
			continue
		}
		out = append(out, sc)
	}
	return out
}

// setups are all the ways to play a scenario: every length and seating.
func setups(sc *scenario.Scenario) []Setup {
	out := []Setup{{}}
	for _, l := range sc.Lengths {
		out = append(out, Setup{Length: l.ID})
	}
	for _, s := range sc.Seatings {
		out = append(out, Setup{Seating: s.ID})
		for _, l := range sc.Lengths {
			out = append(out, Setup{Length: l.ID, Seating: s.ID})
		}
	}
	return out
}

// A table is one exercise of a small scenario, played by hand in a test. Moves
// and events are written on one line each, as in the record but without its
// quotes: a name, then key:value. Events begin with their story minute.
type table struct {
	*Game
	t     testing.TB
	log   []Event
	words []string
	last  []Event
	plain *strings.Replacer
}

// sit begins an exercise of a scenario's text. The first lines of every scenario
// are the same and are put before the text.
func sit(t testing.TB, text string) *table { return sitAs(t, text, Setup{}, 1) }

func sitAs(t testing.TB, text string, setup Setup, seed uint64) *table {
	t.Helper()
	p := compiled(t, loaded(t, "whitecell: 1\ntitle: A test\n"+text), setup)
	return &table{Game: NewGame(p, seed), t: t, plain: strings.NewReplacer(`{"e":`, "", `"`, "", "}", "")}
}

// record is the table's log for views.
func (x *table) record() Log {
	return Log{Events: x.log, Words: func(n int32) string { return x.words[n] }}
}

// move reads a move: its name, then key:value; everything behind words: is said.
func (x *table) move(line string) Move {
	x.t.Helper()
	line, words, _ := strings.Cut(line, " words:")
	name, rest, _ := strings.Cut(line, " ")
	json := `{"do":"` + name + `"`
	for _, pair := range strings.Fields(rest) {
		key, value, _ := strings.Cut(pair, ":")
		json += `,"` + key + `":` + jsonValue(value)
	}
	m, left, err := x.p.ReadMove([]byte(json + "}"))
	if err != nil || len(left) > 0 {
		x.t.Fatalf("the move %q can't be read: %v", line, err)
	}
	m.Words = words
	return m
}

func jsonValue(v string) string {
	switch {
	case v == "true", strings.Trim(v, "-0123456789") == "":
		return v
	case strings.HasPrefix(v, "["):
		list := strings.Trim(v, "[]")
		if list == "" {
			return "[]"
		}
		return `["` + strings.ReplaceAll(list, ",", `","`) + `"]`
	}
	return `"` + v + `"`
}

// line writes an event on a line.
func (x *table) line(e Event) string {
	s := x.plain.Replace(string(x.p.AppendEvent(nil, e)))
	parts := strings.Split(s, ",at:")
	minute, rest, _ := strings.Cut(parts[1], ",")
	return strings.TrimRight(minute+" "+parts[0]+" "+spaced(rest), " ")
}

// spaced puts spaces for the commas that are not inside brackets, and leaves out
// what only the record wants.
func spaced(s string) string {
	var out []string
	from, depth := 0, 0
	for i := 0; i <= len(s); i++ {
		switch {
		case i == len(s) || s[i] == ',' && depth == 0:
			if f := s[from:i]; !strings.HasPrefix(f, "of:") && !strings.HasPrefix(f, "via:") {
				out = append(out, f)
			}
			from = i + 1
		case s[i] == '[':
			depth++
		case s[i] == ']':
			depth--
		}
	}
	return strings.Join(out, " ")
}

// lines are the events of the last move, without the place reached.
func (x *table) lines() (out []string) {
	for _, e := range x.last {
		if e.Kind != EvReached {
			out = append(out, x.line(e))
		}
	}
	return out
}

// do does a move that must be accepted.
func (x *table) do(line string) *table {
	x.t.Helper()
	return x.doMove(x.move(line))
}

func (x *table) doMove(m Move) *table {
	x.t.Helper()
	from := len(x.log)
	log, err := x.Do(x.log, m)
	if err != nil {
		x.t.Fatalf("%s: refused: %v", x.p.AppendMove(nil, m), err)
	}
	x.log, x.last = log, log[from:]
	x.words = append(x.words, m.Words)
	return x
}

// wants is what the last move must have led to: these events, and no others.
func (x *table) wants(want ...string) *table {
	x.t.Helper()
	if diff := cmp.Diff(want, x.lines()); diff != "" {
		x.t.Fatalf("events differ (-want +got):\n%s", diff)
	}
	return x
}

// includes is what must be among the events of the last move, in this order.
func (x *table) includes(want ...string) *table {
	x.t.Helper()
	rest := x.lines()
	for _, w := range want {
		i := slices.Index(rest, w)
		if i < 0 {
			x.t.Fatalf("event missing or out of order: %q; the move gave:\n%s", w, strings.Join(x.lines(), "\n"))
		}
		rest = rest[i+1:]
	}
	return x
}

// lacks is what must not be among the events of the last move.
func (x *table) lacks(prefix string) *table {
	x.t.Helper()
	for _, l := range x.lines() {
		if _, what, _ := strings.Cut(l, " "); strings.HasPrefix(what, prefix) {
			x.t.Fatalf("unwanted event %q", l)
		}
	}
	return x
}

// refused does a move that must be refused with a code, and gives the refusal.
func (x *table) refused(line, code string) *Refusal {
	x.t.Helper()
	var before State
	before.CopyFrom(x.State())
	out, err := x.Do(nil, x.move(line))
	r, ok := err.(*Refusal)
	switch {
	case !ok:
		x.t.Fatalf("%s: got %d events, want the refusal %q", line, len(out), code)
	case r.Code != code:
		x.t.Fatalf("%s: refused with %q (%s), want %q", line, r.Code, r.Control, code)
	case len(out) > 0 || !before.Equal(x.State()):
		x.t.Fatalf("%s: the refusal changed something", line)
	}
	return r
}

// upTo advances to the end of a story minute.
func (x *table) upTo(minute int) *table {
	x.t.Helper()
	m := NewMove(MoveAdvance)
	m.N, m.Mask = ToPlace, uint64(EndOfMinute(scenario.Minutes(minute)))
	return x.doMove(m)
}

// begin is StartEx and the first turn's beginning, with what happens at once.
func (x *table) begin() *table {
	x.t.Helper()
	return x.do("start").upTo(int(x.p.timetable[0].place.Minute()))
}

// view is what a role sees.
func (x *table) view(role string) View {
	x.t.Helper()
	n := x.p.RoleNo(scenario.RoleID(role))
	if role == "" {
		n = Everyone
	} else if n < 0 {
		x.t.Fatalf("no role %q", role)
	}
	return x.ViewOf(n, x.record())
}

// measureNow is a measure's value.
func (x *table) measureNow(id string) int {
	return x.Game.measure(x.p.MeasureNo(scenario.MeasureID(id)))
}

// encoded is a list of events as the record has them.
func encoded(p *Program, events []Event) string {
	var b bytes.Buffer
	for _, e := range events {
		b.Write(p.AppendEvent(nil, e))
		b.WriteByte('\n')
	}
	return b.String()
}
