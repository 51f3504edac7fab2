package exercise

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/record"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// ErrRules says that a record was played under other rules than this program's.
var ErrRules = errors.New("exercise: other rules")

// Resume opens a record and goes on where it stopped. What the record package had
// to do first is in the Recovery.
func Resume(path string, now func() time.Time) (*Exercise, record.Recovery, error) {
	w, rec, err := record.Open(path)
	if err != nil {
		return nil, record.Recovery{}, err
	}
	e, err := fromRecord(path, rec)
	if err != nil {
		return nil, rec.Recovery, errors.Join(err, w.Close())
	}
	e.writer, e.room.now = w, now
	if n := len(e.entries); n > 0 {
		e.room.run = e.entries[n-1].Room
	}
	e.keepTime()
	return e, rec.Recovery, nil
}

// Open reads a record without going on with it: moves are then not recorded.
func Open(path string) (*Exercise, record.Status, error) {
	rec, err := record.Read(path)
	if err != nil {
		return nil, record.Status{}, err
	}
	e, err := fromRecord(path, rec)
	if err != nil {
		return nil, rec.Status, err
	}
	e.room.now = func() time.Time { return time.Time{} }
	return e, rec.Status, nil
}

// fromRecord folds a record's lines.
func fromRecord(path string, rec *record.Record) (*Exercise, error) {
	e, err := fromHeader(path, rec.Header)
	if err != nil {
		return nil, err
	}
	for _, line := range rec.Lines {
		if err := e.readBack(line); err != nil {
			return nil, err
		}
	}
	return e, e.foldAll()
}

// fromHeader is the exercise of a record before its first move.
func fromHeader(path string, h record.Header) (*Exercise, error) {
	if h.Rules != engine.Rules {
		return nil, fmt.Errorf("%w: %s was played under rules %d by %s, and this program plays rules %d; use that program, or read the record as text",
			ErrRules, path, h.Rules, h.Program, engine.Rules)
	}
	files := make([]scenario.File, len(h.Scenario.Files))
	for i, f := range h.Scenario.Files {
		files[i] = scenario.File{Name: f.Name, Text: f.Text}
	}
	s, problems := scenario.LoadFiles(files)
	if s == nil {
		return nil, fmt.Errorf("the scenario that %s holds can't be read: %s", path, problems[0])
	}
	s.Name = text.Line(h.Scenario.Name)
	prog, err := engine.Compile(s, engine.Setup{Length: h.Length, Seating: h.Seating, From: scenario.TurnID(h.From)})
	if err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return &Exercise{prog: prog, game: engine.NewGame(prog, h.Seed), path: path, pace: pace{turn: -1}, times: newTimes()}, nil
}

// foldAll brings a new game to where the lines that count leave it.
func (e *Exercise) foldAll() error {
	for _, x := range e.live {
		if err := e.fold(x); err != nil {
			return err
		}
	}
	return nil
}

func (e *Exercise) fold(x *Entry) error {
	if err := e.game.Fold(x.Events); err != nil {
		return fmt.Errorf("%s, line %d: %w", e.path, x.Line+1, err)
	}
	return nil
}

// readBack takes a line in, without folding it.
func (e *Exercise) readBack(line record.Line) error {
	if err := e.readEntry(line); err != nil {
		return fmt.Errorf("%s, line %d: %w", e.path, line.N+1, err)
	}
	return nil
}

func (e *Exercise) readEntry(line record.Line) error {
	x, c := e.readLine(line.Body)
	x.Line = line.N
	e.entries = append(e.entries, x)
	if k := x.Move.Kind; c.err == nil && (k == engine.MoveUndo || k == engine.MoveStrike) {
		return e.readMend(x, c, line.Body)
	}
	c.need(`,"events":`)
	x.Events = c.events(e.prog)
	c.need("}")
	if c.err == nil {
		e.scratch = e.appendEntry(e.scratch[:0], x)
		c.same(e.scratch, line.Body)
	}
	x.Move.Words = text.Clean(x.Move.Words) // somebody else may have made the record
	e.live = append(e.live, x)
	e.events = append(e.events, x.Events...)
	if c.err == nil {
		e.times.note(x)
	}
	return c.err
}

// Verify plays every move that counts again, from the start, and must get the
// events that the record has. The error names the first line that differs.
func (e *Exercise) Verify() error {
	g := engine.NewGame(e.prog, e.game.Seed())
	for _, x := range e.live {
		events, err := g.Do(nil, x.Move)
		if err != nil {
			return fmt.Errorf("%s, line %d: played again, the move is refused: %w", e.path, x.Line+1, err)
		}
		if !slices.Equal(events, x.Events) {
			return fmt.Errorf("%s, line %d: played again, the move gives other events than the record has", e.path, x.Line+1)
		}
	}
	if !g.State().Equal(e.game.State()) {
		return fmt.Errorf("%s: played again, the exercise ends in another state", e.path)
	}
	return nil
}
