package exercise

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// flagship loads First Light.
func flagship(t testing.TB) *scenario.Scenario {
	t.Helper()
	s, ds := scenario.Load(scenarios.FS(), "first-light")
	if s == nil {
		t.Fatalf("First Light does not load: %v", ds)
	}
	return s
}

// nine is a room clock that stands still.
func nine() time.Time { return time.Date(2031, 1, 2, 9, 0, 0, 0, time.UTC) }

// story is a real record: First Light as one of its plans plays it, with
// observations in between, entries taken back, one struck and one put right.
type story struct {
	data   []byte
	ends   []int    // ends[n] is where the line of move n ends, its newline included; the header is 0
	hashes []string // of the same lines
}

// moves is how many moves the record has.
func (s *story) moves() int { return len(s.ends) - 1 }

// player plays a plan through an exercise, and mends on the way.
type player struct {
	t testing.TB
	e *Exercise
	n int
}

func (p *player) Game() *engine.Game { return p.e.Game() }

func (p *player) Do(m engine.Move) error {
	if _, err := p.e.Do(m); err != nil {
		return err
	}
	p.n++
	if p.n > 2 && p.n%4 == 0 && p.e.Game().State().Phase() == engine.Running {
		must(p.t, p.e, observe("Somebody asked “who else?”, <b>loudly</b>; nobody wrote it down."))
		slip := move(engine.MoveSlips, func(m *engine.Move) { m.Role, m.N = int8(p.n%8), 1 })
		must(p.t, p.e, slip)
		line := len(p.e.Entries())
		switch p.n % 12 {
		case 0:
			mended(p.t, p.e, worked(p.t)(p.e.Undo()))
		case 4:
			mended(p.t, p.e, worked(p.t)(p.e.Strike(line, nil, 0)))
		default:
			slip.Role = 0
			mended(p.t, p.e, worked(p.t)(p.e.Strike(line, &slip, 0)))
			mended(p.t, p.e, worked(p.t)(p.e.Undo()))
		}
	}
	return nil
}

// recorded plays First Light and gives its record.
func recorded(t testing.TB) *story {
	t.Helper()
	const name = "sharing-45.plan"
	text, err := os.ReadFile(filepath.Join("..", "..", "scenarios", "first-light", name))
	if err != nil {
		t.Fatal(err)
	}
	f, err := plan.Read(name, text)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "first-light.record")
	e, err := New(Options{Scenario: flagship(t), Setup: f.Setup, Seed: f.Seed, Path: path, Program: "test", Now: nine})
	if err != nil {
		t.Fatal(err)
	}
	if r := f.Play(e.Program(), &player{t: t, e: e}); r.Failures != nil {
		t.Fatal(r.Failures)
	}
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	s := &story{}
	if s.data, err = os.ReadFile(path); err != nil {
		t.Fatal(err)
	}
	for line := range bytes.Lines(s.data) {
		end := len(line)
		if len(s.ends) > 0 {
			end += s.ends[len(s.ends)-1]
		}
		s.ends = append(s.ends, end)
		_, hash, _ := strings.Cut(string(line[len(line)-80:]), `"hash":"`)
		s.hashes = append(s.hashes, strings.TrimSuffix(hash, "\"}\n"))
	}
	if s.moves() < 100 {
		t.Fatalf("the record has %d moves, want a real one of 100 at least", s.moves())
	}
	return s
}
