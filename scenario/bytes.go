package scenario

import (
	"strings"
	"unicode/utf8"

	"example.org/whitecell/internal/text"
)

// byteOrderMark is what some editors write at the beginning of a file.
const byteOrderMark = "\ufeff"

// checkBytes looks at a file's text before the YAML library does: it refuses what
// no scenario contains, and what would cost the library time out of proportion.
// It says whether the library may read it.
func (l *loader) checkBytes(src *source) bool {
	src.body = src.text
	if rest, found := strings.CutPrefix(src.text, byteOrderMark); found {
		src.body, src.raw = rest, src.raw[len(byteOrderMark):]
		l.rep.add("A083", Pos{src.name, 1, 1}, "This file begins with an invisible byte-order mark, which is ignored.",
			"Save it as UTF-8 without a byte-order mark (BOM).")
	}
	if !l.checkUTF8(src) {
		return false
	}
	shape := scanShape(src.body, 2*MaxParts-l.marks)
	l.marks += shape.marks
	ok := true
	if shape.foreign {
		ok = l.checkCharacters(src)
	}
	if shape.directive > 0 {
		l.rep.add("E016", Pos{src.name, shape.directive, 1}, "This line begins with %, which a scenario has no use for.",
			"Remove the line; or, if it belongs to a text, indent it.")
		ok = false
	}
	if shape.second > 0 {
		l.rep.add("E015", Pos{src.name, shape.second, 1}, "A second document begins here, after a line --- or ...",
			"Remove that line, or put what follows it into a file of its own and include it.")
	}
	if shape.crowded > 0 {
		l.rep.add("E018", Pos{src.name, shape.crowded, 1}, "By this line the scenario has far too many parts (at most 200,000).",
			"A scenario this large can't be played. Make several of it.")
		ok = false
	}
	return ok
}

func (l *loader) checkUTF8(src *source) bool {
	s := src.body
	if strings.HasPrefix(s, "\xff\xfe") || strings.HasPrefix(s, "\xfe\xff") {
		l.rep.add("E007", Pos{src.name, 1, 1}, "This file is written in UTF-16.", "Save it as UTF-8.")
		return false
	}
	if utf8.ValidString(s) {
		return true
	}
	at := 0
	for at < len(s) {
		r, size := utf8.DecodeRuneInString(s[at:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		at += size
	}
	l.rep.add("E007", placeOf(src, s[:at]), "A character here is not UTF-8.",
		"Save the file as UTF-8 in your editor, and type the character anew.")
	return false
}

// placeOf is the place just behind the text before.
func placeOf(src *source, before string) Pos {
	line := strings.LastIndexByte(before, '\n') + 1
	return Pos{src.name, 1 + strings.Count(before, "\n"), 1 + utf8.RuneCountInString(before[line:])}
}

// checkCharacters refuses characters that can command a terminal or deceive a
// reader, wherever they stand in the file.
func (l *loader) checkCharacters(src *source) bool {
	const most = 20 // places shown; there is nothing new to learn from more
	rest, ok := src.body, true
	line, col := 1, 1
	for range most {
		offset, name, found := text.Problem(rest)
		if !found {
			return ok
		}
		ok = false
		line, col, rest = walk(rest, offset, line, col)
		l.rep.add("E008", Pos{src.name, line, col}, "The file contains "+article(name)+" here, which is not allowed.",
			"Delete it, and type the text around it anew if it is invisible.")
		line, col, rest = walk(rest, 1, line, col)
	}
	return ok
}

// walk goes n characters on from line and col, and gives the text behind them.
func walk(s string, n, line, col int) (int, int, string) {
	for ; n > 0 && s != ""; n-- {
		r, size := utf8.DecodeRuneInString(s)
		s = s[size:]
		col++
		if r == '\n' {
			line, col = line+1, 1
		}
	}
	return line, col, s
}

func article(name string) string {
	if name != "" && strings.ContainsRune("aeiouAEIOU", rune(name[0])) {
		return "an " + name
	}
	return "a " + name
}

// shape is what one pass over a file's bytes tells about it.
type shape struct {
	foreign   bool // has characters besides printable ASCII, tabs and line ends
	directive int  // the line of the first directive, 0 for none
	second    int  // the line where a second document begins, 0 for none
	marks     int  // characters that may begin a part or a comment: an upper bound, but for plain texts
	crowded   int  // the line where there were more of them than there is room for, 0 for none
}

// scanShape reads s once. Lines beginning with % or --- mean the same wherever
// they stand in YAML, but inside quotes, where no author puts them. room is how many
// marks there may be.
func scanShape(s string, room int) shape {
	var sh shape
	line, begun, ended := 0, false, false
	for len(s) > 0 {
		line++
		end := strings.IndexByte(s, '\n')
		row := s
		if end < 0 {
			s = ""
		} else {
			row, s = s[:end], s[end+1:]
		}
		sh.countMarks(row)
		if sh.marks > room && sh.crowded == 0 {
			sh.crowded = line
		}
		row = strings.TrimSuffix(row, "\r")
		switch {
		case row == "" || row[0] == '#':
			continue
		case row[0] == '%':
			if sh.directive == 0 {
				sh.directive = line
			}
			continue
		case row == "..." || strings.HasPrefix(row, "... "):
			ended = true
			continue
		case row == "---" || strings.HasPrefix(row, "--- "):
			ended = ended || begun
		case row[0] == ' ' && strings.TrimLeft(row, " ") == "":
			continue
		}
		if ended && sh.second == 0 {
			sh.second = line
		}
		begun = true
	}
	return sh
}

// What a byte may mean for the shape of a file.
const (
	plain   uint8 = iota
	mark          // may begin a part or a comment
	spaced        // may begin a part when a blank or the line's end follows
	foreign       // no printable ASCII
)

var meaning = func() (m [256]uint8) {
	for c := range m {
		if c < ' ' || c >= 0x7f {
			m[c] = foreign
		}
	}
	m['\t'] = plain
	m[','], m['['], m['{'], m['#'] = mark, mark, mark, mark
	m[':'], m['-'], m['?'] = spaced, spaced, spaced
	return m
}()

// countMarks counts what may begin a part, and notes foreign characters.
func (sh *shape) countMarks(row string) {
	for i := range len(row) {
		switch meaning[row[i]] {
		case plain:
		case mark:
			sh.marks++
		case spaced:
			if i+1 == len(row) || row[i+1] == ' ' || row[i+1] == '\t' || row[i+1] == '\r' {
				sh.marks++
			}
		case foreign:
			if row[i] != '\r' || i+1 != len(row) {
				sh.foreign = true
			}
		}
	}
}
