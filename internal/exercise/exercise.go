// Package exercise is one running exercise: it puts moves in order, writes each
// to the record before anybody is told that it counts, and shows every seat its
// view.
//
// It knows nothing of terminals. The rules of play are the engine's, the file is
// the record package's; what this package adds is the order of the two, the room
// clock, and mending: undo and strike play the moves that remain again, from the
// start, and say what changed.
package exercise

import (
	"errors"
	"fmt"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/record"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// Options are what a new exercise begins with.
type Options struct {
	Scenario *scenario.Scenario
	Setup    engine.Setup
	Seed     uint64
	Path     string           // of the record; "" keeps none
	Program  string           // version, for the record's header
	Now      func() time.Time // the room's clock
}

// Exercise is one running exercise. It is for one goroutine at a time.
type Exercise struct {
	prog    *engine.Program
	game    *engine.Game
	before  engine.State // to go back to when a move can't be recorded
	entries []*Entry     // every move, in the order in which they were made
	live    []*Entry     // those that count, in the order in which they are played
	events  []engine.Event
	scratch []byte
	writer  *record.Writer
	path    string
	room    stopwatch
	pace    pace
	times   times
	mends   int
}

// Entry is one move as it stands in the record.
type Entry struct {
	Line   int // of the record, counted from 1; the number that a strike names
	Room   time.Duration
	With   bool // belongs to the entry before it: one key made both
	Move   engine.Move
	Events []engine.Event
	Gone   string  // why it does not count any more, "" where it does
	undone *undone // of an undo or a strike: what it found
}

// New begins an exercise and, where Options has a path, its record.
func New(o Options) (*Exercise, error) {
	prog, err := engine.Compile(o.Scenario, o.Setup)
	if err != nil {
		return nil, err
	}
	e := &Exercise{prog: prog, game: engine.NewGame(prog, o.Seed), path: o.Path, room: stopwatch{now: o.Now}, pace: pace{turn: -1}, times: newTimes()}
	if o.Path == "" {
		return e, nil
	}
	header := record.Header{
		Rules: engine.Rules, Program: o.Program, Created: o.Now().UTC().Format(time.RFC3339), Seed: o.Seed,
		Scenario: record.Scenario{Name: o.Scenario.Name, Files: storedFiles(o.Scenario)},
		Length:   o.Setup.Length, Seating: o.Setup.Seating, From: string(o.Setup.From),
	}
	e.writer, err = record.Create(o.Path, header)
	return e, err
}

func storedFiles(s *scenario.Scenario) []record.File {
	files := make([]record.File, len(s.Files))
	for i, f := range s.Files {
		files[i] = record.File{Name: f.Name, Text: f.Text}
	}
	return files
}

// Close gives up the record. Every move that was acknowledged is in it.
func (e *Exercise) Close() error {
	if e.writer == nil {
		return nil
	}
	return e.writer.Close()
}

// Game is the game being played. It is to be read, not moved: moves go through Do.
func (e *Exercise) Game() *engine.Game { return e.game }

// Program is the scenario as it is played.
func (e *Exercise) Program() *engine.Program { return e.prog }

// Path is the record's file, "" where none is kept.
func (e *Exercise) Path() string { return e.path }

// Hash is the hash of the record's last line, which stands for the whole file; ""
// where none is kept.
func (e *Exercise) Hash() string {
	if e.writer == nil {
		return ""
	}
	return e.writer.Hash()
}

// Entries are all moves ever made, those that do not count any more included.
func (e *Exercise) Entries() []*Entry { return e.entries }

// Live calls visit with every move that counts, in the order in which they are
// played: its line of the record, the time in the room, whether it belongs to the
// entry before it, the move, and what followed.
func (e *Exercise) Live(visit func(line int, room time.Duration, with bool, m engine.Move, events []engine.Event)) {
	for _, x := range e.live {
		visit(x.Line, x.Room, x.With, x.Move, x.Events)
	}
}

// Log is what happened, as it counts now, with the words that belong to it.
func (e *Exercise) Log() engine.Log {
	return engine.Log{Events: e.events, Words: e.words}
}

func (e *Exercise) words(move int32) string {
	if move < 0 || int(move) >= len(e.live) {
		return ""
	}
	return e.live[move].Move.Words
}

// View is all that a seat may see, or engine.Everyone.
func (e *Exercise) View(role int) engine.View { return e.game.ViewOf(role, e.Log()) }

// Room is the time in the room since StartEx, without stops.
func (e *Exercise) Room() time.Duration { return e.room.elapsed() }

// TurnBegan is the time in the room when the turn that runs began.
func (e *Exercise) TurnBegan() time.Duration { return e.times.turn }

// Opened is the time in the room when a decision opened last, and the minutes that
// control has added to its time box since; ok is false where it has not opened.
func (e *Exercise) Opened(decision int) (at, extra time.Duration, ok bool) {
	b, ok := e.times.boxes[decision]
	return b.opened, b.extra, ok
}

// Mends counts the undos and strikes: while it stays the same, Entries and the
// Log's events only grow.
func (e *Exercise) Mends() int { return e.mends }

// A Hotwash says where the hot wash stands.
type Hotwash struct {
	Step     int    // of engine.HotwashSteps, -1 before it has begun
	Part     int    // how far into the step
	Decision int    // the one that is looked at, -1 for none
	Set      uint64 // the arrangements of the day before that is looked at
	Since    time.Duration
}

// Closed says whether the hot wash is over, and the play sealed.
func (h Hotwash) Closed() bool { return h.Step == engine.HotwashClosed }

// Hotwash is where the hot wash stands.
func (e *Exercise) Hotwash() Hotwash { return e.times.hotwash }

// Do does one move and everything that follows by itself: the moves of seats that
// play by themselves, and the pieces of an advance between them. It answers with
// the events of all of them. A refusal has touched nothing.
func (e *Exercise) Do(m engine.Move) ([]engine.Event, error) { return e.DoAll([]engine.Move{m}) }

// DoAll does several moves as one entry: they are undone together. If one is
// refused, those before it stand, and the refusal says which it was.
func (e *Exercise) DoAll(moves []engine.Move) ([]engine.Event, error) {
	from, with := len(e.events), false
	one := func(m engine.Move) error {
		err := e.one(m, with)
		with = with || err == nil
		return err
	}
	for _, m := range moves {
		m.Words = text.Clean(m.Words)
		var err error
		switch m.Kind {
		case engine.MoveUndo, engine.MoveStrike:
			return nil, errors.New("undo and strike are not moves of the game: use Undo and Strike")
		default:
			err = e.game.Drive(one, m)
		}
		if err != nil {
			return e.events[from:], err
		}
	}
	return e.events[from:], nil
}

// one does a single move, and acknowledges it only once it is on the disk.
func (e *Exercise) one(m engine.Move, with bool) error {
	if m.Kind == engine.MoveHotwash && e.Hotwash().Closed() {
		return errSealed
	}
	e.before.CopyFrom(e.game.State())
	events, err := e.game.Do(nil, m)
	if err != nil {
		return err
	}
	if m.Kind == engine.MoveAdvance { // as the place reached, so that it can be played again
		m.N, m.Mask = engine.ToPlace, uint64(e.game.State().Place())
	}
	entry := &Entry{Line: len(e.entries) + 1, Room: e.room.elapsed(), With: with, Move: m, Events: events}
	if err := e.append(entry); err != nil {
		e.game.Restore(&e.before)
		return err
	}
	e.entries, e.live = append(e.entries, entry), append(e.live, entry)
	e.events = append(e.events, events...)
	e.times.note(entry)
	e.keepTime()
	return nil
}

// keepTime lets the room's clock run from StartEx to EndEx and through the hot wash,
// stops left out.
func (e *Exercise) keepTime() {
	s := e.game.State()
	runs := s.Phase() != engine.Waiting && s.Phase() != engine.Ended
	if h := e.Hotwash(); s.Phase() == engine.Ended && h.Step >= 0 && !h.Closed() {
		runs = true
	}
	if runs && !s.Stopped() {
		e.room.start()
	} else {
		e.room.stop()
	}
}

// append writes an entry to the record.
func (e *Exercise) append(entry *Entry) error {
	if e.writer == nil {
		return nil
	}
	e.scratch = e.appendEntry(e.scratch[:0], entry)
	if _, err := e.writer.Append(e.scratch); err != nil {
		return fmt.Errorf("the move was not recorded, and so it was not made: %w", err)
	}
	return nil
}

// Tick moves story time on in a turn that has a pace, as far as the room's clock
// says, and no further than the next thing that control must say or ask.
func (e *Exercise) Tick() ([]engine.Event, error) {
	target, ok := e.pace.target(e)
	if !ok {
		return nil, nil
	}
	m := engine.NewMove(engine.MoveAdvance)
	m.N, m.Mask = engine.ToNext, uint64(engine.EndOfMinute(target))
	return e.Do(m)
}
