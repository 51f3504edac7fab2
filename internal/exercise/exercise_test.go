package exercise

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/record"
	"example.org/whitecell/scenario"
)

const fog = `whitecell: 1
title: Fog
roles:
  port: {title: Port Authority, knows: [pilot]}
  guard: Coast Guard
  health: Health Service
facts:
  pilot: A pilot boat turned back
channels:
  radio: {between: all, delay: 5m}
measures: {calm: {title: Calm, start: 50}}
turns:
  - title: Ten past six
    lasts: 60m
    pace: 10
    injects:
      - {id: silent, to: port, at: 10m, text: A ferry has not answered.}
      - {id: noise, to: all, at: 30m, text: Somebody heard a horn.}
    decisions:
      boat:
        ask: Where does the boat go?
        by: guard
        due: 40m
        default: south
        options:
          south: {title: South, effects: {calm: -10}}
          berth: {title: The berth, requires: "holds('guard','pilot')", effects: {calm: 5}}
`

// clock is a room clock that a test moves.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func begin(t testing.TB, path string) (*Exercise, *clock) {
	t.Helper()
	s, ds := scenario.LoadBytes("fog.yaml", []byte(fog))
	if s == nil {
		t.Fatalf("the scenario does not load: %v", ds)
	}
	c := &clock{time.Date(2031, 1, 2, 9, 0, 0, 0, time.UTC)}
	e, err := New(Options{Scenario: s, Seed: 3, Path: path, Program: "test", Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { e.Close() })
	return e, c
}

func must(t testing.TB, e *Exercise, moves ...engine.Move) {
	t.Helper()
	for _, m := range moves {
		if _, err := e.Do(m); err != nil {
			t.Fatalf("%s: %v", m.Kind, err)
		}
	}
}

func move(kind engine.MoveKind, set func(*engine.Move)) engine.Move {
	m := engine.NewMove(kind)
	if set != nil {
		set(&m)
	}
	return m
}

func until(minute scenario.Minutes) engine.Move {
	return move(engine.MoveAdvance, func(m *engine.Move) { m.Mask = uint64(engine.EndOfMinute(minute)) })
}

func start() engine.Move { return engine.NewMove(engine.MoveStart) }

// share has the port tell the guard about the pilot boat.
func share() engine.Move {
	return move(engine.MoveShare, func(m *engine.Move) { m.Role, m.To, m.A, m.B = 0, 1, 0, 0 })
}

func decide(option int16) engine.Move {
	return move(engine.MoveDecide, func(m *engine.Move) { m.Role, m.A, m.B, m.Words = 1, 0, option, "We had to.\x1b[2J" })
}

func observe(words string) engine.Move {
	return move(engine.MoveObserve, func(m *engine.Move) { m.Words = words })
}

// worked is a mend that could be worked out.
func worked(t testing.TB) func(*Mend, error) *Mend {
	return func(m *Mend, err error) *Mend {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return m
	}
}

func mended(t testing.TB, e *Exercise, m *Mend) {
	t.Helper()
	if err := e.Make(m); err != nil {
		t.Fatal(err)
	}
}

// reopened is the exercise as its record has it.
func reopened(t testing.TB, path string, c *clock) *Exercise {
	t.Helper()
	got, _, err := Resume(path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { got.Close() })
	return got
}

func TestResumeGivesTheExerciseAsItWas(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, c := begin(t, path)
	must(t, e, start(), until(0), share())
	c.t = c.t.Add(7 * time.Minute)
	must(t, e, until(10), decide(1))
	want, wantLog := e.Game().State(), e.Log()
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
	got, recovery, err := Resume(path, c.now)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	if recovery != (record.Recovery{}) {
		t.Errorf("recovery is %q, want none", recovery)
	}
	if !got.Game().State().Equal(want) {
		t.Error("the state after resuming is another one")
	}
	if !slices.Equal(got.Log().Events, wantLog.Events) {
		t.Error("the events after resuming are others")
	}
	if got.Room() != 7*time.Minute {
		t.Errorf("room time is %v, want 7m0s", got.Room())
	}
	if w := got.Entries()[4].Move.Words; w != "We had to.[2J" {
		t.Errorf("the reason is %q, want it without its escape character", w)
	}
	if err := got.Verify(); err != nil {
		t.Error(err)
	}
	if _, err := got.Do(until(60)); err != nil {
		t.Errorf("a resumed exercise does not go on: %v", err)
	}
}

func TestUndoEqualsNeverHavingMoved(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, c := begin(t, path)
	must(t, e, start(), until(5), observe("Quiet so far."))
	want := new(engine.State)
	want.CopyFrom(e.Game().State())
	must(t, e, share(), until(20))
	for range 2 {
		m := worked(t)(e.Undo())
		if len(m.Lost) == 0 {
			t.Error("an undo that takes something back lists nothing")
		}
		mended(t, e, m)
	}
	if !e.Game().State().Equal(want) {
		t.Error("after the undo the state is not what it was before the moves")
	}
	if e.Entries()[2].Gone != "" {
		t.Error("the observation was undone")
	}
	e.Close()
	got := reopened(t, path, c)
	if !got.Game().State().Equal(want) {
		t.Error("read back, the undone moves count again")
	}
	if err := got.Verify(); err != nil {
		t.Error(err)
	}
}

func TestStrikeEqualsHavingMovedRightly(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, c := begin(t, path)
	must(t, e, start(), until(2), share(), until(10), decide(1), until(30), observe("A horn."))
	with := share()
	with.To = 2 // it was the Health Service that was told
	m := worked(t)(e.Strike(3, &with, 0))
	if len(m.Gone) != 1 || !strings.Contains(m.Gone[0], "line 5") {
		t.Errorf("gone is %q, want the decision that rested on the share", m.Gone)
	}
	mended(t, e, m)
	other, _ := begin(t, "")
	must(t, other, start(), until(2), with, until(10), until(30), observe("A horn."))
	if !e.Game().State().Equal(other.Game().State()) {
		t.Error("after the strike the state is not that of the right moves")
	}
	if !slices.Equal(e.Log().Events, other.Log().Events) {
		t.Error("after the strike the events are not those of the right moves")
	}
	e.Close()
	got := reopened(t, path, c)
	if !got.Game().State().Equal(other.Game().State()) {
		t.Error("read back, the strike does not count")
	}
	if err := got.Verify(); err != nil {
		t.Error(err)
	}
}

func TestStrikeRetimesAnEntry(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, c := begin(t, path)
	must(t, e, start(), until(2), until(10), share(), until(30))
	m := worked(t)(e.Strike(4, nil, 3))
	mended(t, e, m)
	other, _ := begin(t, "")
	must(t, other, start(), until(2), share(), until(10), until(30))
	if !e.Game().State().Equal(other.Game().State()) {
		t.Error("the entry was not put where it belongs")
	}
	e.Close()
	got := reopened(t, path, c)
	if !got.Game().State().Equal(other.Game().State()) {
		t.Error("read back, the entry is in its old place")
	}
}

// A strike that comes before the place of a line which thereby goes can be read
// back: line 4 is put in front of line 3, and makes it impossible.
func TestStrikeBeforeALineThatGoes(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, c := begin(t, path)
	told := move(engine.MoveTold, func(m *engine.Move) { m.To, m.A = 2, 0 })
	given := move(engine.MoveImprovise, func(m *engine.Move) { m.Mask, m.A, m.Words = 1<<2, 0, "A word." })
	must(t, e, start(), until(2), told, given)
	m := worked(t)(e.Strike(4, nil, 3))
	if len(m.Gone) != 1 {
		t.Fatalf("gone is %q, want the telling that came too late", m.Gone)
	}
	mended(t, e, m)
	want := e.Game().State()
	e.Close()
	got := reopened(t, path, c)
	if !got.Game().State().Equal(want) {
		t.Error("read back, the state is another one")
	}
}

// A strike can be taken back itself; what was entered since stays.
func TestUndoOfAStrike(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, c := begin(t, path)
	must(t, e, start(), until(2), share(), until(10), decide(1))
	want := new(engine.State)
	want.CopyFrom(e.Game().State())
	with := share()
	with.To = 2
	for _, change := range []*engine.Move{nil, &with} {
		m := worked(t)(e.Strike(3, change, 0))
		mended(t, e, m)
		if e.Game().State().Equal(want) {
			t.Fatal("the strike changed nothing")
		}
		m = worked(t)(e.Undo())
		mended(t, e, m)
		if !e.Game().State().Equal(want) {
			t.Error("after taking the strike back the state is not what it was")
		}
	}
	if m, err := e.Undo(); err != nil || len(m.Lost) == 0 {
		t.Errorf("the next undo does not take back the decision: %v", err)
	}
	e.Close()
	got := reopened(t, path, c)
	if !got.Game().State().Equal(want) {
		t.Error("read back, the state is another one")
	}
	if err := got.Verify(); err != nil {
		t.Error(err)
	}
}

func TestRefusalIsNotRecorded(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, _ := begin(t, path)
	must(t, e, start())
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var refused *engine.Refusal
	if _, err := e.Do(decide(0)); !errors.As(err, &refused) {
		t.Fatalf("err is %v, want a refusal", err)
	}
	after, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("a refused move is in the record")
	}
}

// A move whose line can't be written was not made: the state is the one before,
// and the sentence says so.
func TestMoveThatCannotBeRecordedIsNotMade(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, _ := begin(t, path)
	must(t, e, start())
	want := new(engine.State)
	want.CopyFrom(e.Game().State())
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	_, err := e.Do(until(10))
	if !errors.Is(err, record.ErrGone) {
		t.Fatalf("err is %v, want one of the kind ErrGone", err)
	}
	if !e.Game().State().Equal(want) || len(e.Entries()) != 1 {
		t.Error("the move was made all the same")
	}
}

func TestVerifyNoticesOtherEvents(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, c := begin(t, path)
	must(t, e, start(), until(2), share())
	e.Close()
	w, rec, err := record.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	body := strings.Replace(string(rec.Lines[2].Body), `"arrives":7`, `"arrives":9`, 1)
	if body == string(rec.Lines[2].Body) {
		t.Fatalf("the share's line is not as expected: %s", body)
	}
	w.Close()
	forged := filepath.Join(t.TempDir(), "forged.record")
	w, err = record.Create(forged, rec.Header)
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range rec.Lines {
		b := l.Body
		if i == 2 {
			b = []byte(body)
		}
		if _, err := w.Append(b); err != nil {
			t.Fatal(err)
		}
	}
	w.Close()
	got, _, err := Resume(forged, c.now)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Close()
	if err := got.Verify(); err == nil || !strings.Contains(err.Error(), "line 4") {
		t.Errorf("Verify says %v, want line 4 named", err)
	}
}

func TestPaceFollowsTheRoom(t *testing.T) {
	e, c := begin(t, "")
	must(t, e, start(), until(0))
	c.t = c.t.Add(30 * time.Second)
	if _, err := e.Tick(); err != nil { // sets the two clocks side by side
		t.Fatal(err)
	}
	at := e.Game().State().Clock()
	c.t = c.t.Add(30 * time.Second)
	if _, err := e.Tick(); err != nil {
		t.Fatal(err)
	}
	if got := e.Game().State().Clock() - at; got != 5 {
		t.Errorf("half a minute in the room moved the story by %d minutes, want 5", got)
	}
	must(t, e, engine.NewMove(engine.MoveStop))
	c.t = c.t.Add(time.Hour)
	if _, err := e.Tick(); err != nil {
		t.Fatal(err)
	}
	if got := e.Game().State().Clock() - at; got != 5 {
		t.Errorf("the story moved on by %d minutes while the exercise was stopped", got-5)
	}
	if e.Room() != time.Minute {
		t.Errorf("room time is %v, want the stop left out", e.Room())
	}
}

func TestResumeRefusesDamageWithTheLine(t *testing.T) {
	path := filepath.Join(t.TempDir(), "fog.record")
	e, c := begin(t, path)
	must(t, e, start(), until(10))
	e.Close()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	i := strings.LastIndex(string(data), "silent")
	data[i] = 'S'
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	_, _, err = Resume(path, c.now)
	var damage *record.DamageError
	if !errors.As(err, &damage) || damage.Line != 3 {
		t.Errorf("err is %v, want damage on line 3", err)
	}
}
