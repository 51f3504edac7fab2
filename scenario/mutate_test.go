package scenario_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/longrun"
	"example.org/whitecell/internal/plain"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// tally counts what became of mutations.
type tally struct {
	loaded, refused, placed, played int
	slowest                         time.Duration
	largest                         uint64 // bytes allocated for one
}

// TestLongMutations spoils the shipped scenarios, and the fixtures, in every way.
// Nothing panics or takes long, nearly every refusal says where, and what still
// loads can be played to its end.
func TestLongMutations(t *testing.T) {
	const memory = 200 << 20
	mutations := longrun.Times(120, 20_000)
	flagships := shipped(t)
	others := fixtures(t, "ok/*.yaml", "err/*.yaml")
	all := make([]tally, len(ways))
	for i := range mutations {
		s, way := spoiler{rand.New(rand.NewPCG(uint64(i), 3))}, i%len(ways)
		files := pick(s, flagships)
		if i%5 == 4 {
			files = pick(s, others)
		}
		sum := &all[way]
		spoiled := s.one(files, way)
		sc := sum.load(t, spoiled)
		if sc != nil && (sum.loaded%4 == 1 || longrun.Asked() && sum.loaded%2 == 1) {
			sum.played++
			playOut(t, sc)
		}
		if t.Failed() {
			t.Fatalf("mutation %d, %s:\n%s", i, ways[way].name, show(files, spoiled))
		}
	}
	for i, sum := range all {
		if mutations >= 100 && (sum.refused == 0 || sum.loaded == 0 || sum.played == 0) {
			t.Errorf("%s: %+v, want some of each", ways[i].name, sum)
		}
		if sum.placed*100 < sum.refused*95 {
			t.Errorf("%s: %d of %d refusals have a place, want 95 in a hundred", ways[i].name, sum.placed, sum.refused)
		}
		if sum.largest > memory {
			t.Errorf("%s: one took %d MB", ways[i].name, sum.largest>>20)
		}
		if longrun.Asked() && sum.slowest > time.Second {
			t.Errorf("%s: one took %v", ways[i].name, sum.slowest)
		}
		longrun.Row(t, "mutations of shipped scenarios: "+ways[i].name,
			"%d loaded, %d of them played to the end; %d refused, %.1f %% of these with a place; the slowest took %v of the processor, the largest %.1f MB",
			sum.loaded, sum.played, sum.refused, 100*float64(sum.placed)/float64(max(sum.refused, 1)), sum.slowest.Round(100*time.Microsecond), float64(sum.largest)/1e6)
	}
}

// show is the lines of a spoiled scenario that are not those of the sound one.
func show(sound, spoiled []scenario.File) string {
	var b strings.Builder
	for i, f := range spoiled {
		had := map[string]bool{}
		for row := range strings.Lines(sound[i].Text) {
			had[row] = true
		}
		for row := range strings.Lines(f.Text) {
			if !had[row] && b.Len() < 4000 {
				b.WriteString(f.Name + ": " + row)
			}
		}
	}
	return b.String()
}

// load reads a spoiled scenario, and judges what is said of it.
func (sum *tally) load(t *testing.T, files []scenario.File) (sc *scenario.Scenario) {
	t.Helper()
	var before, after runtime.MemStats
	var ds scenario.Diagnostics
	took := longrun.Took(func() {
		runtime.ReadMemStats(&before)
		sc, ds = scenario.LoadFiles(files)
		runtime.ReadMemStats(&after)
	})
	sum.slowest = max(sum.slowest, took)
	sum.largest = max(sum.largest, after.TotalAlloc-before.TotalAlloc)
	if (sc == nil) != ds.HasErrors() {
		t.Errorf("a Scenario in spite of errors, or none without: %s", ds)
	}
	wantSaid(t, ds)
	if sc != nil {
		sum.loaded++
		return sc
	}
	sum.refused++
	for _, d := range ds {
		if d.Severity == scenario.Error && d.Pos.Line > 0 {
			sum.placed++
			break
		}
	}
	return nil
}

// wantSaid holds the form of diagnostics: sentences that can be printed anywhere.
func wantSaid(t *testing.T, ds scenario.Diagnostics) {
	t.Helper()
	for _, d := range ds {
		s := d.String()
		if _, known := scenario.Explain(d.Code); !known || d.Summary == "" || d.Help == "" || len(s) > 700 || strings.Contains(s, "\n") {
			t.Errorf("got %q", s)
		}
		if _, name, found := text.Problem(s); found {
			t.Errorf("a diagnostic contains a %s: %q", name, s)
		}
	}
}

// playOut plays a scenario to its end, in its shortest form, with every seat
// playing by itself, and reads what is said on the way. A scenario that can't be
// compiled or played on must say so.
func playOut(t *testing.T, sc *scenario.Scenario) {
	t.Helper()
	setup := engine.Setup{}
	if len(sc.Lengths) > 0 {
		setup.Length = sc.Lengths[len(sc.Lengths)-1].ID
	}
	now := func() time.Time { return time.Time{} }
	ex, err := exercise.New(exercise.Options{Scenario: sc, Setup: setup, Seed: 1, Now: now})
	var said bytes.Buffer
	if err == nil {
		err = plain.New(ex, strings.NewReader(""), &said, false).Auto()
	}
	if err != nil && (err.Error() == "" || strings.Contains(err.Error(), "%!")) {
		t.Errorf("the error is %q", err)
	}
	var refused *engine.Refusal
	if errors.As(err, &refused) {
		t.Errorf("played by itself, the exercise is stuck: %v", err)
	}
	if _, name, found := text.Problem(said.String()); found {
		t.Errorf("the story contains a %s", name)
	}
	if strings.Contains(said.String(), "%!") {
		t.Errorf("a text was taken for a format: %s", said.String())
	}
}
