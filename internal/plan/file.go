package plan

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// The limits of a plan file.
const (
	maxFile   = 1 << 20
	maxLines  = 100_000
	maxFaults = 100 // that are listed
)

// File is a plan that was read: how the exercise is set up, who plays by itself,
// and the lines to play.
type File struct {
	Name  string // for messages
	Title string
	Setup engine.Setup
	Seed  uint64
	// Others is how the seats play that the plan does not move.
	Others scenario.Temperament
	Seats  []Seat // how single seats play
	Lines  []Line
}

// Seat is a role that plays by itself.
type Seat struct {
	Line  int
	Role  string // as written
	Plays scenario.Temperament
}

// Line is one line of a plan.
type Line struct {
	No   int // counted from 1
	Kind LineKind
	Text string // the move, condition or ending, without expect or refused
}

// LineKind is what a line of a plan does.
type LineKind uint8

// The kinds of lines.
const (
	Move         LineKind = iota // does a move
	Refused                      // tries a move that must be refused
	Expect                       // asks that a condition holds
	ExpectEnding                 // asks that the exercise has ended in a certain way
)

// Fault is one mistake in a plan file.
type Fault struct {
	File string
	Line int // counted from 1; 0 for the whole file
	Text string
}

// Error is the fault with its place: "file:line: what".
func (f Fault) Error() string {
	if f.Line == 0 {
		return f.File + ": " + f.Text
	}
	return f.File + ":" + strconv.Itoa(f.Line) + ": " + f.Text
}

// Faults are all mistakes in a plan file, in the order of its lines.
type Faults []Fault

// Error is one line for each fault.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// Read reads a plan file. The error is a Faults, with everything that can be seen
// to be wrong without the scenario; what needs it is found by Check.
func Read(name string, content []byte) (*File, error) {
	f := &fileReader{File: File{Name: name, Others: scenario.Silent}, given: map[string]bool{}}
	if len(content) > maxFile {
		return nil, Faults{{name, 0, "This plan is larger than 1 MB."}}
	}
	content = bytes.TrimPrefix(content, []byte("\uFEFF"))
	for line := range bytes.SplitSeq(content, []byte("\n")) {
		if f.no++; f.no > maxLines {
			f.fault("A plan has at most 100,000 lines.")
			break
		}
		f.line(string(bytes.TrimSuffix(line, []byte("\r"))))
	}
	if f.more > 0 {
		f.faults = append(f.faults, Fault{name, 0, fmt.Sprintf("And %d more.", f.more)})
	}
	if f.faults != nil {
		return nil, f.faults
	}
	return &f.File, nil
}

// fileReader reads a file line by line.
type fileReader struct {
	File
	no     int
	played bool            // the directives are over
	given  map[string]bool // directives and seats
	faults Faults
	more   int
}

func (f *fileReader) fault(format string, args ...any) {
	if len(f.faults) == maxFaults {
		f.more++
		return
	}
	f.faults = append(f.faults, Fault{f.Name, f.no, fmt.Sprintf(format, args...)})
}

// line reads one line: directives, an expectation, or a move.
func (f *fileReader) line(s string) {
	if len(s) > maxLine {
		f.fault("This line is longer than 10,000 bytes.")
		return
	}
	if at, what, found := text.Problem(s); found {
		f.fault("Character %d of this line is %s, which a plan can't have.", at+1, article(what))
		return
	}
	s = withoutComment(s)
	word, rest := cut(s)
	switch {
	case s == "":
	case strings.EqualFold(word, "expect"):
		f.expectation(rest)
	case strings.EqualFold(word, "refused"):
		f.move(Refused, rest)
	case isDirective(word, rest):
		f.directives(s)
	default:
		f.move(Move, s)
	}
}

// cut takes the first word off.
func cut(s string) (word, rest string) {
	word, rest, _ = strings.Cut(strings.TrimSpace(strings.ReplaceAll(s, "\t", " ")), " ")
	return word, strings.TrimSpace(rest)
}

// withoutComment cuts a comment off, which does not begin inside quotes.
func withoutComment(s string) string {
	closing := ""
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case closing == "" && c == '#':
			return strings.TrimSpace(s[:i])
		case closing == "":
			closing = quotes[c]
		case c == '\\' && i+size < len(s) && (s[i+size] == '"' || s[i+size] == '\\'):
			size++
		case strings.ContainsRune(closing, c):
			closing = ""
		}
		i += size
	}
	return strings.TrimSpace(s)
}

func (f *fileReader) add(k LineKind, s string) {
	f.played = true
	f.Lines = append(f.Lines, Line{f.no, k, s})
}

// move checks what can be checked of a move without the scenario.
func (f *fileReader) move(k LineKind, s string) {
	f.played = true
	r, err := open(s)
	switch {
	case err != nil:
		f.fault("%s", err)
	case r.verb == nil:
		f.fault("Behind refused a move is missing.")
	default:
		f.add(k, s)
	}
}

func (f *fileReader) expectation(s string) {
	word, rest := cut(s)
	switch {
	case s == "":
		f.fault("Behind expect a condition is missing, such as: expect holds('port', 'fog')")
	case strings.EqualFold(word, "ending") && rest == "":
		f.fault("Behind expect ending the id of an ending is missing.")
	case strings.EqualFold(word, "ending") && !strings.ContainsAny(rest, " =<>"):
		f.add(ExpectEnding, rest)
		return
	default:
		f.add(Expect, s)
	}
	f.played = true
}
