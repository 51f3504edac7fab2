// Package engine plays an exercise: moves go in, events come out, and the state
// is what the events fold to.
//
// Compile turns a scenario into a Program, in which every id is a number. A Game
// is one playing of it. Game.Do checks a move and either refuses it, having
// touched nothing, or answers with the events that follow. Events may be applied
// to a state again, and give the same state: playing and folding are one thing.
// ViewOf is all that a seat may see.
//
// The engine knows two kinds of time and reads no clock: story time is part of
// the state and moves only by moves; room time is the caller's business. Chance
// is a pure function of the seed and of the names of what is drawn for, never of
// the order of draws (draw.go). The package opens no file and no network, and
// holds no state outside a Game.
//
// The words are those of the scenario package's glossary.
package engine
