package debrief

import (
	"time"

	"example.org/whitecell/engine"
)

// Record is what was done and what followed, as far as it counts: moves that were
// taken back or struck are not in it.
type Record struct {
	Program  *engine.Program
	Seed     uint64
	Moves    []Move // in the order in which they are played
	Standing uint64 // arrangements that held before StartEx: only where the day before was played
}

// Move is one move with its events.
type Move struct {
	Line   int           // of the record's file, as a strike names it
	Room   time.Duration // in the room since StartEx
	With   bool          // belongs to the entry before it: one key made both
	Did    engine.Move   // an advance is recorded as the place that it reached
	Events []engine.Event
}

// Source is an exercise that runs or was opened from its record.
// *exercise.Exercise is one.
type Source interface {
	Program() *engine.Program
	Game() *engine.Game
	// Live calls visit with every move that counts, in the order of playing.
	Live(visit func(line int, room time.Duration, with bool, m engine.Move, events []engine.Event))
}

// RecordOf is the record of an exercise as it stands now.
func RecordOf(s Source) Record {
	r := Record{Program: s.Program(), Seed: s.Game().Seed()}
	s.Live(func(line int, room time.Duration, with bool, m engine.Move, events []engine.Event) {
		r.Moves = append(r.Moves, Move{line, room, with, m, events})
	})
	return r
}

// words are what was said with a move, by its number.
func (r *Record) words(move int32) string {
	if move < 0 || int(move) >= len(r.Moves) {
		return ""
	}
	return r.Moves[move].Did.Words
}
