package exercise

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/record"
	"example.org/whitecell/scenario"
)

// A record whose hashes are right and whose lines are nonsense is refused with an
// error, or folds to something that can be shown; it never brings the program down.
func FuzzNonsenseRecord(f *testing.F) {
	s, ds := scenario.LoadBytes("fog.yaml", []byte(fog))
	if s == nil {
		f.Fatalf("the scenario does not load: %v", ds)
	}
	for _, seed := range [][]byte{sound(f, s), nonsense} {
		f.Add(seed)
	}
	header := record.Header{
		Rules: engine.Rules, Scenario: record.Scenario{Name: "fog", Files: storedFiles(s)}, Seed: 3,
	}
	f.Fuzz(func(t *testing.T, lines []byte) {
		rec := &record.Record{Header: header}
		for i, body := range bytes.Split(lines, []byte("\n")) {
			if !json.Valid(body) {
				return
			}
			rec.Lines = append(rec.Lines, record.Line{N: i + 1, Body: body})
		}
		e, err := fromRecord("fuzz.record", rec)
		if err != nil {
			return
		}
		e.room.now = func() time.Time { return time.Time{} }
		for role := engine.Everyone; role < e.prog.Roles(); role++ {
			e.View(role)
		}
		for _, ev := range e.events {
			e.prog.Sentence(ev, "")
		}
		_ = e.Verify()
		if _, err := e.Do(until(60)); err == nil {
			e.game.AutoMove()
		}
	})
}

// sound is the lines of a short exercise, as they are recorded.
func sound(f *testing.F, s *scenario.Scenario) []byte {
	e, err := New(Options{Scenario: s, Seed: 3, Now: func() time.Time { return time.Time{} }})
	if err != nil {
		f.Fatal(err)
	}
	ask := move(engine.MoveAsk, func(m *engine.Move) { m.Role, m.A, m.To, m.B = 1, 0, 0, 1 })
	for _, m := range []engine.Move{start(), until(2), share(), ask, until(10), decide(1), observe("A horn."), until(30)} {
		if _, err := e.Do(m); err != nil {
			f.Fatal(err)
		}
	}
	var lines [][]byte
	for _, x := range e.entries {
		lines = append(lines, e.appendEntry(nil, x))
	}
	return bytes.Join(lines, []byte("\n"))
}

var nonsense = []byte(`{"room":0,"move":{"do":"start"},"events":[{"e":"started","at":0},{"e":"arrived","at":0,"via":"sent","from":"port","to":"guard","fact":"pilot","by":"radio"}]}
{"room":0,"move":{"do":"advance","to":"place","place":"0.0.0.0"},"events":[{"e":"turn-passed","at":0,"via":"script","turn":"turn-1","line":99999}]}
{"room":0,"move":{"do":"undo","moves":1},"again":[{"line":1,"gone":"taken back"}]}
{"room":0,"move":{"do":"strike","line":1},"new":{"do":"start"},"before":2,"again":[{"line":2,"events":[{"e":"asked","at":0,"from":"port","to":"guard"}]}]}`)
