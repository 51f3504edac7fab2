// Package plan is the move language: moves and expectations as lines of text,
// for plan files, for the line dialogue, and for people.
//
// Parse reads one line as moves, Format writes a move as a line, Read reads a
// file of lines, and File.Play plays it against whatever can do moves. The
// language for authors is described in docs/plans.md.
//
// The package decides no rule of play: what a line asks for is done or refused by
// the engine. It opens no file, keeps no record and shows nothing.
package plan
