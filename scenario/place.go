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
		src.lines = make([]int, 1, 2+strings.Count(src.body, "\n"))
		for i := range len(src.body) {
			if src.body[i] == '\n' {
				src.lines = append(src.lines, i+1)
			}
		}
	}
	if n < 1 || n > len(src.lines) {
		return ""
	}
	s := src.body[src.lines[n-1]:]
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		s = s[:i]
	}
	return strings.TrimSuffix(s, "\r")
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
	rest := []rune(src.line(n.Line))
	if n.Column > len(rest) {
		return at
	}
	if col, ok := column(rest[n.Column-1:], n, offset); ok {
		at.Col += col
	}
	return at
}

// column walks over a text as it is written on one line, to the character that
// is offset in its value.
func column(row []rune, n *yaml.Node, offset int) (int, bool) {
	i := 0
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		i = 1
	}
	for ; offset > 0; offset-- {
		if i >= len(row) {
			return 0, false
		}
		switch {
		case n.Style&yaml.SingleQuotedStyle != 0 && row[i] == '\'':
			i += 2
		case n.Style&yaml.DoubleQuotedStyle != 0 && row[i] == '\\':
			i += escapeLength(row[i:])
		default:
			i++
		}
	}
	return i, i < len(row) || n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) == 0 && i == len(row)
}

// escapeLength is how many characters an escape in double quotes takes.
func escapeLength(row []rune) int {
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
