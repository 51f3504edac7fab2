package plan

import (
	"example.org/whitecell/engine"
)

// LivePlayer plays on a bare game in memory, without a record.
type LivePlayer struct {
	game   *engine.Game
	events []engine.Event
	words  map[int32]string
}

// Live is a player with a new game.
func Live(p *engine.Program, seed uint64) *LivePlayer {
	return &LivePlayer{game: engine.NewGame(p, seed), words: map[int32]string{}}
}

// Game is the game as it stands.
func (l *LivePlayer) Game() *engine.Game { return l.game }

// Log is what happened so far.
func (l *LivePlayer) Log() engine.Log {
	return engine.Log{Events: l.events, Words: func(move int32) string { return l.words[move] }}
}

// Do does a move, and everything that follows from it by itself.
func (l *LivePlayer) Do(m engine.Move) error {
	if m.Kind == engine.MoveUndo || m.Kind == engine.MoveStrike {
		const said = "Nothing is taken back or struck here: this game keeps no record. Leave the move out of the plan instead."
		return &engine.Refusal{Code: "record", Control: said, Seat: said}
	}
	return l.game.Drive(l.one, m)
}

// one does a single move.
func (l *LivePlayer) one(m engine.Move) error {
	no := int32(l.game.State().Moves())
	events, err := l.game.Do(l.events, m)
	l.events = events
	if err == nil && m.Words != "" {
		l.words[no] = m.Words
	}
	return err
}
