package scenario

import (
	"strconv"
	"strings"

	"example.org/whitecell/internal/text"
)

// Severity of a diagnostic.
type Severity uint8

// Errors keep a scenario from being played; advice does not.
const (
	Error Severity = iota
	Advice
)

func (s Severity) String() string {
	if s == Advice {
		return "advice"
	}
	return "error"
}

// Diagnostic is one problem in a scenario's files, as data: every front end
// words it in its own way.
type Diagnostic struct {
	Severity Severity
	Code     string // stable, such as E021; Catalogue explains it
	Pos      Pos
	Summary  string // what was found, in one sentence
	Help     string // what to write instead
	Nearest  string // the nearest known name, "" for none
}

// String is the diagnostic on one line:
//
//	file:line:col: error E021: summary. help (did you mean X?)
//
// What is not known is left out: a whole file has no line, and a mistake that
// makes a file unreadable has no column.
func (d Diagnostic) String() string {
	var b strings.Builder
	if p := d.Pos.String(); p != "" {
		b.WriteString(p)
		b.WriteString(": ")
	}
	b.WriteString(d.Severity.String())
	b.WriteString(" ")
	b.WriteString(d.Code)
	b.WriteString(": ")
	b.WriteString(d.Summary)
	if d.Help != "" {
		b.WriteString(" ")
		b.WriteString(d.Help)
	}
	if d.Nearest != "" {
		b.WriteString(" (did you mean ")
		b.WriteString(d.Nearest)
		b.WriteString("?)")
	}
	return b.String()
}

// String is the place as file:line:col, without the parts that are not known.
func (p Pos) String() string {
	s := text.Line(p.File)
	if p.Line == 0 {
		return s
	}
	s += ":" + strconv.Itoa(p.Line)
	if p.Col > 0 {
		s += ":" + strconv.Itoa(p.Col)
	}
	return s
}

// Diagnostics are all the problems of a scenario, in the order of their places.
type Diagnostics []Diagnostic

// HasErrors says whether any of them keeps the scenario from being played.
func (ds Diagnostics) HasErrors() bool {
	for _, d := range ds {
		if d.Severity == Error {
			return true
		}
	}
	return false
}

// String is one line for each diagnostic.
func (ds Diagnostics) String() string {
	var b strings.Builder
	for _, d := range ds {
		b.WriteString(d.String())
		b.WriteString("\n")
	}
	return b.String()
}
