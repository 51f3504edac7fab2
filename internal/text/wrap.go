package text

import (
	"strings"
	"unicode"
)

// Wrap cleans s and breaks it into lines of at most width columns, for plain
// output. Lines break at spaces, and the spaces at a break go; a word longer
// than a line is cut. Lines of s stay lines, an empty one stays empty, and
// the spaces that begin a line stay if they leave room for a character. A
// width below 1 breaks nothing.
//
// A combining mark takes no column, an East Asian character or a pictograph
// two. Terminals differ about a few of these: a frame that must stand to the
// column has to be measured by the library that draws it.
func Wrap(s string, width int) []string {
	var out []string
	for line := range strings.SplitSeq(Clean(s), "\n") {
		line = fitIndent(strings.TrimRight(line, " "), width)
		for width > 0 {
			head, tail := cut(line, width)
			if tail == "" {
				break
			}
			out = append(out, head)
			line = tail
		}
		out = append(out, line)
	}
	return out
}

// fitIndent takes away the spaces that begin line when no character, however
// wide, would fit behind them.
func fitIndent(line string, width int) string {
	rest := strings.TrimLeft(line, " ")
	if width > 0 && len(line)-len(rest)+2 > width {
		return rest
	}
	return line
}

// cut splits line, which ends in no space, so that head fills at most width
// columns. When everything fits, tail is empty; otherwise each of the two
// holds at least one character, even one wider than width.
func cut(line string, width int) (head, tail string) {
	used, space, inWord := 0, -1, false
	for i, r := range line {
		if r != ' ' {
			used += columns(r)
			if used > width && i > 0 && (columns(r) > 0 || !inWord) {
				return split(line, space, i)
			}
			inWord = true
			continue
		}
		if inWord { // a break before the first word would leave a blank line
			space, inWord = i, false
		}
		used++
	}
	return line, ""
}

// split divides line at the space before the word that did not fit, or, when
// there is none, inside that word.
func split(line string, space, inside int) (head, tail string) {
	if space >= 0 {
		return line[:space], strings.TrimLeft(line[space:], " ")
	}
	return line[:inside], strings.TrimLeft(line[inside:], " ")
}

// columns returns how many columns of a terminal r takes, nearly always.
func columns(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case isStacked(r), r == zeroWidthJoiner, r == zeroWidthNonJoiner:
		return 0
	case r < 0x1100, r >= 0xFF61 && r <= 0xFFDC:
		return 1
	case r >= 0x2E80 && r <= 0x303E, // radicals and East Asian punctuation
		r >= 0xFF01 && r <= 0xFFE6,   // full-width forms
		r >= 0x1F300 && r <= 0x1FAFF, // pictographs
		unicode.In(r, unicode.Han, unicode.Hangul, unicode.Hiragana, unicode.Katakana):
		return 2
	}
	return 1
}
