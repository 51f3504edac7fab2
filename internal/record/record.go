// Package record keeps the file of one exercise: a header, then one line of
// JSON for each move, chained by hashes so that damage cannot pass unnoticed.
//
// It is for the program that runs an exercise ([Create], [Open], [Writer]) and
// for the programs that look on or look back ([Read], [Follow]). What it
// promises: when [Writer.Append] has returned without an error, the line is on
// disk; and what it hands out is, byte for byte, what was appended.
//
// It stores opaque lines and knows no event and no move. It never reads a
// clock, never repairs damage, never removes a byte that it has not kept
// elsewhere first, and never goes on after a failed write: the disk's answer to
// a second try cannot be trusted.
//
// docs/record.md describes the file for people who have only the file.
package record

import (
	"encoding/hex"
	"fmt"

	"example.org/whitecell/internal/text"
)

// Format is the file format that this package writes, and the only one that it
// reads. Raise it when the bytes of a record change in any way.
const Format = 1

// Limits, so that a file made to hurt costs a sentence and not the machine.
// A line's length counts its newline.
const (
	maxHeader = 8 << 20
	maxLine   = 4 << 20
	maxFile   = 1 << 30
)

// A Header is the first line of a record: everything needed to play its moves
// again. All strings are valid UTF-8.
type Header struct {
	// Rules is raised by the engine when the same moves could give other events.
	Rules int `json:"rules"`
	// Program is the version of the program that made the file.
	Program string `json:"program"`
	// Created is when, in RFC 3339 and UTC ("2026-11-03T09:00:00Z").
	Created string `json:"created"`
	// Scenario is the whole scenario, so that the record can be read years later.
	Scenario Scenario `json:"scenario"`
	// Seed is written as a decimal string: JSON tools round large numbers.
	Seed uint64 `json:"seed,string"`
	// Length, Seating and From are the caller's words, and may be empty.
	Length  string `json:"length"`
	Seating string `json:"seating"`
	From    string `json:"from"`
}

// A Scenario is the scenario's own text, as it was when the exercise began.
type Scenario struct {
	Name string `json:"name"`
	// Digest is what [Digest] gives for Files. Create fills it in when it is
	// empty and refuses one that differs.
	Digest string `json:"digest"`
	Files  []File `json:"files"`
}

// A File is one file of a scenario.
type File struct {
	Name string `json:"name"`
	Text string `json:"text"`
}

// A Line is one recorded move.
type Line struct {
	// N counts moves from 1. In the file it stands on line N+1, below the header.
	N int
	// Body is the JSON object that was appended, byte for byte.
	Body []byte
}

// A Record is what a file holds, as far as it is sound.
type Record struct {
	Header Header
	Lines  []Line
	// Hash is the hash of the last sound line, 64 hexadecimal digits. Printed in
	// a report, it holds the whole record to what it was on that day.
	Hash   string
	Status Status
	// Recovery says what Open did to the file; Read leaves it empty.
	Recovery Recovery
}

// State is what the end of a record looks like.
type State int

const (
	// Sound: every line is whole and right.
	Sound State = iota
	// Torn: the last line is unfinished, because the program was stopped while
	// writing it, or is writing it just now. It was never acknowledged.
	Torn
	// Damaged: a complete line is wrong. Nothing from there on can be trusted.
	Damaged
)

// String names the state in one word.
func (s State) String() string {
	switch s {
	case Sound:
		return "sound"
	case Torn:
		return "torn"
	case Damaged:
		return "damaged"
	}
	return fmt.Sprintf("State(%d)", int(s))
}

// A Status is a State with its place in the file.
type Status struct {
	State State
	// Line is the line of the file, the header being line 1, that is torn or
	// damaged; 0 when the record is sound.
	Line int
	// TornBytes is the length of the unfinished line.
	TornBytes int
	// NoNewline says that the last line is whole and counted, and lacks only its
	// newline; Open will write it.
	NoNewline bool
	// Err is the damage, a *DamageError; nil otherwise.
	Err error
}

// String is a sentence for a person.
func (s Status) String() string {
	switch s.State {
	case Torn:
		return fmt.Sprintf("line %d is unfinished (%s); everything before it is sound", s.Line, count(s.TornBytes, "byte"))
	case Damaged:
		return s.Err.Error()
	}
	return "every line is whole and right"
}

// A Recovery is what Open had to do before the record could go on.
type Recovery struct {
	// TornBytes of an unfinished last line were moved to the file KeptIn.
	TornBytes int
	KeptIn    string
	// AddedNewline says that the last line was whole and lacked only its newline.
	AddedNewline bool
}

// String is a sentence for a person, empty when there was nothing to do.
func (r Recovery) String() string {
	switch {
	case r.KeptIn != "":
		return fmt.Sprintf("the program was stopped while writing a move that was never acknowledged; what there was of it (%s) is kept in %s",
			count(r.TornBytes, "byte"), text.Line(r.KeptIn))
	case r.AddedNewline:
		return "the program was stopped before it had ended the last line; the line is whole and was kept"
	}
	return ""
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

func hexHash(sum [hashSize]byte) string { return hex.EncodeToString(sum[:]) }
