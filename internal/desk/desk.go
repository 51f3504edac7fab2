// Package desk is the facilitator's desk: what she must say, ask, hand out and
// expect because of what has happened, what waits for an answer, what is owed, and
// how much of a time box is left.
//
// Front ends draw it; they word nothing of this themselves, so that the dialogue
// of lines, the console and whatever comes say the same. The package reads a
// running exercise and never moves it. It keeps no truth of its own.
package desk

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/scenario"
)

// Desk reads one running exercise.
type Desk struct {
	ex *exercise.Exercise
}

// Of is the desk of an exercise.
func Of(ex *exercise.Exercise) Desk { return Desk{ex} }

// GroundRules are said before every exercise.
var GroundRules = []string{
	"This is an exercise. Nothing here is policy, and nobody here speaks for a real government.",
	"It tests arrangements, not people. Nobody is rated.",
	"Speak for your role with what your role knows. Nobody else's card is yours to read.",
	"Say to control what you share, with whom and how. What nobody said to control did not happen.",
	"Decide with what you have. A time that passes decides too.",
	"If something real happens, say “stop, real world”. Everything stops at once.",
}

// Reading says how long ground rules and role cards have, to be read aloud.
func (d Desk) Reading() string {
	if l := d.ex.Program().Length(); l != nil && l.Brief > 0 {
		return fmt.Sprintf("Ground rules and reading together have %s. Everyone reads the role card now.", Count(l.Brief, "minute"))
	}
	return "Everyone reads the role card now."
}

// SetupText says how the exercise is set up: turns, minutes, seed, record.
func (d Desk) SetupText() string {
	p := d.ex.Program()
	turns := 0
	for t := range p.Turns() {
		if p.Plays(t) {
			turns++
		}
	}
	parts := []string{fmt.Sprintf("%s of %d", Count(turns, "turn"), p.Turns())}
	if l := p.Length(); l != nil {
		parts = append(parts, fmt.Sprintf("%d minutes in the room, %d of them for the hot wash", l.Minutes, l.Hotwash))
	}
	parts = append(parts, fmt.Sprintf("seed %d", d.ex.Game().Seed()))
	if d.ex.Path() != "" {
		parts = append(parts, "recorded in "+d.ex.Path())
	} else {
		parts = append(parts, "not recorded")
	}
	return strings.Join(parts, " · ")
}

// Leaving are the lines that say where the exercise was left, how to go on with it,
// and what stands for the whole record. Those that begin with a space are to be
// copied, and not folded.
func (d Desk) Leaving() []string {
	at := d.Full(d.ex.Game().State().Clock())
	if d.ex.Path() == "" {
		return []string{"Left at " + at + ". Nothing was recorded."}
	}
	out := []string{"Left at " + at + ". To go on:", "  whitecell resume " + d.ex.Path()}
	if d.ex.Game().State().Phase() == engine.Ended {
		out = []string{"Left. The record is this file:", "  " + d.ex.Path()}
	}
	return append(out, "The record's last hash, which stands for the whole of it:", "  "+d.ex.Hash())
}

// Tables are the roles that sit together, as masks, in the order of the file.
func (d Desk) Tables() []uint64 {
	p := d.ex.Program()
	var out []uint64
	seen := uint64(0)
	for r := range p.Roles() {
		if seen>>r&1 == 0 {
			seen |= p.Table(r)
			out = append(out, p.Table(r))
		}
	}
	return out
}

// Clock is a story minute without its day.
func (d Desk) Clock(m scenario.Minutes) string {
	s := d.ex.Program().ClockText(m)
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// Full is a story minute with its day.
func (d Desk) Full(m scenario.Minutes) string { return d.ex.Program().ClockText(m) }

// Count is a number with its noun: "1 slip", "3 slips".
func Count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// RuleText says how several roles decide together.
func RuleText(r scenario.DecisionRule) string {
	return [...]string{
		scenario.Lead: "the first named decides", scenario.All: "one proposes, the others agree or object",
		scenario.Majority: "what more than half of them choose", scenario.Each: "each answers alone, and hears the others only when all have",
	}[r]
}

// LockText is why an option is not open.
func LockText(o *scenario.Option) string {
	if o.Locked != "" {
		return o.Locked
	}
	return "what it needs is not there yet"
}

// Sentence is an error as a sentence to be read aloud.
func Sentence(err error) string {
	r, n := utf8.DecodeRuneInString(err.Error())
	if n == 0 {
		return ""
	}
	return FullStop(string(unicode.ToUpper(r)) + err.Error()[n:])
}

// FullStop is a text with a full stop, unless it ends as a sentence already: a stop
// within its quotation marks is one, a question within them is not.
func FullStop(s string) string {
	quoted := strings.TrimRight(s, "\"'”’")
	if s == "" || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") || strings.HasSuffix(quoted, ".") || strings.HasSuffix(quoted, "…") {
		return s
	}
	return s + "."
}

// OptionKey is the letter of an option, from a.
func OptionKey(o int) string { return string(rune('a' + o%26)) }
