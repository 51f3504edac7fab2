// Package tui is the console at which one facilitator runs an exercise while she
// talks, the seat view behind its curtain, and the room's screen.
//
// Screens hold a cursor and a scroll, never the truth: what they draw is read from
// the exercise, and from the facilitator's desk, at every frame. A frame is drawn
// on a canvas of cells, through which no text can reach the terminal but what fits
// into a cell; so nothing a scenario or a player wrote can move the cursor, change
// a colour or break a frame.
//
// The colours are the terminal's own sixteen: they suit a light and a dark
// background alike, and the terminal is never asked which it has. No meaning rests
// on a colour alone.
//
// A move is made, and is on the disk, before the next key is looked at. That is the
// one piece of work that Update does itself: keys typed fast would otherwise be
// answered from a state that they have already changed.
package tui
