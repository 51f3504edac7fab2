package scenario

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

func itoa(n int) string { return strconv.Itoa(n) }

// line is the text of one of the file's lines, from 1, without its end.
func (src *source) line(n int) string {
	if src.lines == nil {
		src.lines = make([]int, 1, 3+strings.Count(src.body, "\n"))
		for i := range len(src.body) {
			if src.body[i] == '\n' {
				src.lines = append(src.lines, i+1)
			}
		}
		src.lines = append(src.lines, len(src.body)+1) // where a line behind the last would begin
	}
	if n < 1 || n >= len(src.lines) {
		return ""
	}
	return strings.TrimSuffix(src.body[src.lines[n-1]:src.lines[n]-1], "\r")
}

// spot is a column of a line, with the byte where it begins.
type spot struct{ line, col, at int }

// from is the rest of a line from one of its columns on, "" behind its end. Places
// are mostly asked for in the order of the file, and a line may be a megabyte long:
// it goes on from the column that was asked for last.
func (src *source) from(line, col int) string {
	row, s := src.line(line), &src.last
	if s.line != line || s.col > col {
		*s = spot{line: line, col: 1}
	}
	for ; s.col < col && s.at < len(row); s.col++ {
		_, size := utf8.DecodeRuneInString(row[s.at:])
		s.at += size
	}
	if s.col < col {
		return ""
	}
	return row[s.at:]
}

// inside is the place of a text's character, counted from 0. It is exact for
// texts on one line, and for the lines of a text after |; elsewhere it is the
// line, or the text's beginning.
func (src *source) inside(n *yaml.Node, offset int) Pos {
	at := Pos{src.name, n.Line, n.Column}
	if n.Kind != yaml.ScalarNode || n.Line == 0 {
		return at
	}
	switch {
	case n.Style&yaml.LiteralStyle != 0:
		return src.insideLiteral(n, offset)
	case n.Style&yaml.FoldedStyle != 0:
		at.Line++
		at.Col = 0
		return at
	}
	if rest := src.from(n.Line, n.Column); rest != "" {
		if col, ok := column(rest, n, offset); ok {
			at.Col += col
		}
	}
	return at
}

// column walks over a text as it is written on one line, to the character that
// is offset in its value.
func column(row string, n *yaml.Node, offset int) (col int, ok bool) {
	skip := func(chars int) {
		for ; chars > 0; chars-- {
			_, size := utf8.DecodeRuneInString(row)
			row = row[size:]
			ok = size > 0
			col++
		}
	}
	quoted := n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0
	if ok = true; quoted {
		skip(1)
	}
	for ; offset > 0; offset-- {
		switch {
		case row == "":
			return 0, false
		case n.Style&yaml.SingleQuotedStyle != 0 && row[0] == '\'':
			skip(2)
		case n.Style&yaml.DoubleQuotedStyle != 0 && row[0] == '\\':
			skip(escapeLength(row))
		default:
			skip(1)
		}
	}
	return col, ok && (row != "" || !quoted)
}

// escapeLength is how many characters an escape in double quotes takes.
func escapeLength(row string) int {
	if len(row) < 2 {
		return 1
	}
	switch row[1] {
	case 'x':
		return 4
	case 'u':
		return 6
	case 'U':
		return 10
	}
	return 2
}

// insideLiteral finds a character of a text after |, whose lines stand below it
// with an indentation of their own.
func (src *source) insideLiteral(n *yaml.Node, offset int) Pos {
	before := n.Value
	for i := range before {
		if offset == 0 {
			before = before[:i]
			break
		}
		offset--
	}
	line := strings.LastIndexByte(before, '\n') + 1
	at := Pos{src.name, n.Line + 1 + strings.Count(before, "\n"), 0}
	written := src.line(at.Line)
	value := n.Value[line:]
	if i := strings.IndexByte(value, '\n'); i >= 0 {
		value = value[:i]
	}
	if indent := strings.Index(written, value); indent >= 0 {
		at.Col = utf8.RuneCountInString(written[:indent]) + utf8.RuneCountInString(before[line:]) + 1
	}
	return at
}
