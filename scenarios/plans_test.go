package scenarios_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

func library(t *testing.T, name string) *scenario.Scenario {
	t.Helper()
	s, ds := scenario.Load(scenarios.FS(), name)
	for _, d := range ds {
		t.Errorf("%s", d)
	}
	if s == nil {
		t.FailNow()
	}
	return s
}

// Every shipped scenario is read without a word, errors and advice alike.
func TestLibraryLoadsSilently(t *testing.T) {
	for _, name := range scenarios.Names() {
		t.Run(name, func(t *testing.T) { library(t, name) })
	}
}

// Every plan of every shipped scenario is played live and again through the
// record; both give the same events, and the record can be read back and verified.
func TestPlans(t *testing.T) {
	for _, name := range scenarios.Names() {
		s := library(t, name)
		plans, err := filepath.Glob(filepath.Join(name, "*.plan"))
		if err != nil || len(plans) < 3 {
			t.Fatalf("%s has %d plans (%v), want three at least", name, len(plans), err)
		}
		for _, path := range plans {
			t.Run(path, func(t *testing.T) { t.Parallel(); playTwice(t, s, path) })
		}
	}
}

// ready is a plan, and the scenario as the plan sets it up.
func ready(t *testing.T, s *scenario.Scenario, path string) (*plan.File, *engine.Program) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := plan.Read(path, content)
	if err != nil {
		t.Fatal(err)
	}
	p, err := engine.Compile(s, f.Setup)
	if err != nil {
		t.Fatal(err)
	}
	return f, p
}

func playTwice(t *testing.T, s *scenario.Scenario, path string) {
	f, p := ready(t, s, path)
	live := plan.Live(p, f.Seed)
	report(t, f.Play(p, live))

	file := filepath.Join(t.TempDir(), "plan.record")
	clock := func() time.Time { return time.Date(2031, 1, 1, 9, 0, 0, 0, time.UTC) }
	ex, err := exercise.New(exercise.Options{Scenario: s, Setup: f.Setup, Seed: f.Seed, Path: file, Program: "test", Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	report(t, f.Play(ex.Program(), recorded{ex}))
	if !slices.Equal(ex.Log().Events, live.Log().Events) {
		t.Error("played through the record, the plan gives other events than live")
	}
	if err := ex.Close(); err != nil {
		t.Fatal(err)
	}
	again, _, err := exercise.Resume(file, clock)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if !again.Game().State().Equal(ex.Game().State()) {
		t.Error("read back, the record folds to another state")
	}
	if err := again.Verify(); err != nil {
		t.Error(err)
	}
}

func report(t *testing.T, r *plan.Result) {
	t.Helper()
	for _, f := range r.Failures {
		t.Error(f)
	}
}

// recorded plays a plan through a running exercise.
type recorded struct{ ex *exercise.Exercise }

func (r recorded) Game() *engine.Game { return r.ex.Game() }

func (r recorded) Do(m engine.Move) error {
	_, err := r.ex.Do(m)
	return err
}

// The plans of a scenario reach every ending, each at least once.
func TestPlansReachEveryEnding(t *testing.T) {
	for _, name := range scenarios.Names() {
		s := library(t, name)
		reached := map[scenario.EndingID]bool{}
		plans, _ := filepath.Glob(filepath.Join(name, "*.plan"))
		for _, path := range plans {
			f, p := ready(t, s, path)
			reached[f.Play(p, plan.Live(p, f.Seed)).Ending] = true
		}
		for _, e := range s.Endings {
			if !reached[e.ID] {
				t.Errorf("%s: no plan ends in %s", name, e.ID)
			}
		}
	}
}

// Strike equals having moved rightly: a slip granted by mistake somewhere in a
// play, and struck at its end, leaves the state and the events of the play without it.
func TestStrikeEqualsHavingMovedRightly(t *testing.T) {
	for _, name := range scenarios.Names() {
		s := library(t, name)
		plans, _ := filepath.Glob(filepath.Join(name, "*.plan"))
		for n, path := range plans {
			t.Run(path, func(t *testing.T) {
				f, p := ready(t, s, path)
				live := plan.Live(p, f.Seed)
				f.Play(p, live)
				now := func() time.Time { return time.Time{} }
				var ex *exercise.Exercise
				slip := &mistaken{}
				for after := n % 8; slip.line == 0; after-- { // earlier where the plan is shorter
					if after < 0 {
						t.Fatal("the mistake was never made")
					}
					var err error
					ex, err = exercise.New(exercise.Options{Scenario: s, Setup: f.Setup, Seed: f.Seed, Now: now})
					if err != nil {
						t.Fatal(err)
					}
					slip = &mistaken{recorded: recorded{ex}, after: after}
					f.Play(p, slip)
				}
				mend, err := ex.Strike(slip.line, nil, 0)
				if err != nil {
					t.Fatal(err)
				}
				if err := ex.Make(mend); err != nil {
					t.Fatal(err)
				}
				if !ex.Game().State().Equal(live.Game().State()) || !slices.Equal(ex.Log().Events, live.Log().Events) {
					t.Error("with the mistake struck, the play is another one")
				}
			})
		}
	}
}

// mistaken grants the first role a slip by mistake, as early as it can after so
// many moves.
type mistaken struct {
	recorded
	after, line int
}

func (m *mistaken) Do(move engine.Move) error {
	if err := m.recorded.Do(move); err != nil {
		return err
	}
	if m.after--; m.after >= 0 || m.line > 0 {
		return nil
	}
	slip := engine.NewMove(engine.MoveSlips)
	slip.Role, slip.N = 0, 1
	if m.recorded.Do(slip) == nil {
		m.line = len(m.ex.Entries())
	}
	return nil
}
