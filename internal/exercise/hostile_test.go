package exercise

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/record"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// hostile are words that would command a terminal, a page or a spreadsheet.
const hostile = "\x1b]52;c;ZXZpbA==\x07\u202e <b>&amp; \\\" =1+1 | `x` \n\t日本 e\u0301"

// A record whose hashes are right and whose lines are nonsense is refused with an
// error, or folds to something that can be shown, played again, mended and gone on
// with; it never brings the program down. What is taken is what this program would
// have written.
func FuzzNonsenseRecord(f *testing.F) {
	s, ds := scenario.LoadBytes("fog.yaml", []byte(fog))
	if s == nil {
		f.Fatalf("the scenario does not load: %v", ds)
	}
	header := record.Header{
		Rules: engine.Rules, Scenario: record.Scenario{Name: "fog", Files: storedFiles(s)}, Seed: 3,
	}
	for _, seed := range seeds(f, s) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, lines []byte) {
		rec := &record.Record{Header: header}
		for i, body := range bytes.Split(lines, []byte("\n")) {
			if !storable(body) || i == 40 {
				return
			}
			rec.Lines = append(rec.Lines, record.Line{N: i + 1, Body: body})
		}
		e, err := fromRecord("fuzz.record", rec)
		if err != nil {
			if !utf8.ValidString(err.Error()) || len(err.Error()) > 700 {
				t.Fatalf("the error is %q", err)
			}
			return
		}
		e.room.now = func() time.Time { return time.Time{} }
		e.keepTime()
		show(e)
		_ = e.Verify()
		for line := 1; line <= len(e.entries); line++ {
			with := share()
			_, _ = e.Strike(line, nil, 0)
			_, _ = e.Strike(line, &with, 0)
			_, _ = e.Strike(line, nil, 1+line%3)
		}
		for range 3 {
			if m, err := e.Undo(); err == nil {
				_ = e.Make(m)
			}
		}
		_, _ = e.Tick()
		if _, err := e.Do(until(60)); err == nil {
			e.game.AutoMove()
		}
		show(e)
	})
}

// storable says whether the record package hands out such a body at all.
func storable(body []byte) bool {
	return len(body) > 3 && bytes.HasPrefix(body, []byte(`{"`)) && body[len(body)-1] == '}' && utf8.Valid(body) &&
		!bytes.ContainsFunc(body, func(r rune) bool { return r < ' ' })
}

// show has everything said that is said of an exercise.
func show(e *Exercise) {
	for role := engine.Everyone; role < e.prog.Roles(); role++ {
		e.View(role)
	}
	for _, ev := range e.events {
		e.prog.Sentence(ev, "")
	}
	e.TurnBegan()
}

// linesOf are the lines of an exercise as they are recorded.
func linesOf(t testing.TB, path string) []byte {
	t.Helper()
	rec, err := record.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]byte
	for _, line := range rec.Lines {
		lines = append(lines, line.Body)
	}
	return bytes.Join(lines, []byte("\n"))
}

// seeds are the lines of sound exercises, with every kind of change, and nonsense
// made of them.
func seeds(f *testing.F, s *scenario.Scenario) (out [][]byte) {
	ask := move(engine.MoveAsk, func(m *engine.Move) { m.Role, m.A, m.To, m.B = 1, 0, 0, 1 })
	message := move(engine.MoveMessage, func(m *engine.Move) { m.Role, m.Mask, m.Words = 2, 3, hostile })
	plays := [][]engine.Move{
		{start(), until(2), share(), ask, until(10), decide(1), observe("A horn."), until(30)},
		{start(), until(2), message, move(engine.MoveStop, func(m *engine.Move) { m.Words = hostile }), engine.NewMove(engine.MoveLift), until(60)},
		{
			move(engine.MoveUnseat, func(m *engine.Move) { m.Role, m.N = 0, int32(scenario.Open) }),
			move(engine.MoveUnseat, func(m *engine.Move) { m.Role, m.N = 1, int32(scenario.Hasty) }), start(), until(45),
			until(60), engine.NewMove(engine.MoveEnd), observe(hostile),
		},
	}
	for i, moves := range plays {
		path := f.TempDir() + "/seed.record"
		e, err := New(Options{Scenario: s, Seed: 3, Path: path, Program: "test", Now: nine})
		if err != nil {
			f.Fatal(err)
		}
		must(f, e, moves...)
		out = append(out, linesOf(f, path))
		if i < 2 {
			with := share()
			with.To = 2
			mended(f, e, worked(f)(e.Undo()))
			mended(f, e, worked(f)(e.Strike(3, &with, 0)))
			mended(f, e, worked(f)(e.Undo()))
			mended(f, e, worked(f)(e.Strike(3, nil, 0)))
			out = append(out, linesOf(f, path))
		}
		e.Close()
	}
	for _, sound := range slices.Clone(out) {
		for _, swap := range [][2]string{
			{`"live":[1,2`, `"live":[2,2,1`},
			{`"live":[1`, `"live":[5,1`},
			{`"line":3`, `"line":1`},
			{`"gone":"taken back"`, `"events":[]`},
			{`"of":`, `"of":9`},
			{`"at":10`, `"at":-2147483648`},
			{`"room":0`, `"room":9223372036854775807`},
			{`"moves":1`, `"moves":-1`},
			{`"to":"guard"`, `"to":"port"`},
			{`\u001b`, `\u0000`},
			{`","`, `\","`},
		} {
			if bad := strings.ReplaceAll(string(sound), swap[0], swap[1]); bad != string(sound) {
				out = append(out, []byte(bad))
			}
		}
	}
	return out
}

// A change of moves can't make a line count twice, nor make a change count.
func TestNonsenseChanges(t *testing.T) {
	s, _ := scenario.LoadBytes("fog.yaml", []byte(fog))
	path := t.TempDir() + "/fog.record"
	e, _ := begin(t, path)
	must(t, e, start(), until(2), share())
	mended(t, e, worked(t)(e.Undo()))
	must(t, e, observe("A horn."))
	mended(t, e, worked(t)(e.Undo()))
	sound := string(linesOf(t, path))
	for name, swap := range map[string][2]string{
		"nothing":       {"", ""},
		"twice":         {`"live":[1,5]`, `"live":[1,1,5]`},
		"a change":      {`"live":[1,5]`, `"live":[1,4,5]`},
		"itself":        {`"live":[1,5]`, `"live":[1,6]`},
		"a line ahead":  {`"live":[1,5]`, `"live":[1,7]`},
		"line nought":   {`"live":[1,5]`, `"live":[0]`},
		"more behind":   {`"taken back"}]}`, `"taken back"}]} `},
		"other spelled": {`"live":[1,5]`, `"live":[01,5]`},
	} {
		if !strings.Contains(sound, swap[0]) {
			t.Fatalf("%s: the lines do not have %s:\n%s", name, swap[0], sound)
		}
		rec := &record.Record{Header: record.Header{Rules: engine.Rules, Scenario: record.Scenario{Files: storedFiles(s)}, Seed: 3}}
		for i, body := range strings.Split(strings.Replace(sound, swap[0], swap[1], 1), "\n") {
			rec.Lines = append(rec.Lines, record.Line{N: i + 1, Body: []byte(body)})
		}
		if _, err := fromRecord(path, rec); (err == nil) != (name == "nothing") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Words in a record that somebody else made reach no view uncleaned.
func TestHostileWordsOfARecord(t *testing.T) {
	path := t.TempDir() + "/fog.record"
	e, c := begin(t, path)
	message := move(engine.MoveMessage, func(m *engine.Move) { m.Role, m.Mask, m.Words = 0, 2, "HERE" })
	must(t, e, start(), until(2), message, observe("HERE"), move(engine.MoveStop, func(m *engine.Move) { m.Words = "HERE" }))
	e.Close()
	rec, err := record.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	forged := path + ".forged"
	w, err := record.Create(forged, rec.Header)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range rec.Lines {
		if _, err := w.Append(bytes.ReplaceAll(line.Body, []byte("HERE"), []byte(`HERE\u001b]52;c;ZXZpbA==\u0007`+"\u202e\u009b"))); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	got := reopened(t, forged, c)
	found := 0
	for _, x := range got.Entries() {
		if _, name, bad := text.Problem(x.Move.Words); bad {
			t.Errorf("line %d: its words hold a %s", x.Line, name)
		}
		if strings.Contains(x.Move.Words, "HERE") {
			found++
		}
	}
	if found != 3 {
		t.Errorf("the words are there %d times, want 3", found)
	}
	for role := engine.Everyone; role < got.Program().Roles(); role++ {
		v := got.View(role)
		for _, m := range v.Messages {
			if _, name, bad := text.Problem(m.Words); bad {
				t.Errorf("a message to role %d holds a %s", role, name)
			}
		}
		if _, name, bad := text.Problem(v.StopWords); bad {
			t.Errorf("the words of a stop hold a %s", name)
		}
	}
}
