// Package text is the one filter through which foreign text enters and leaves.
//
// Foreign text is everything a person typed or a file brought: scenarios,
// moves, notes, records made elsewhere. A terminal obeys much of what it is
// shown (an escape sequence can set the clipboard or the title), and a reader
// can be shown one thing while the file says another (a right-to-left
// override, a zero-width space). Clean text can do neither: it is printable
// characters and newlines, and nothing else.
//
// The filter looks at characters, never at escape sequences: a sequence that
// was cut short must not swallow what follows it. What is left of a sequence
// stays visible as ordinary letters.
//
// The package never escapes for a format. HTML, Markdown and spreadsheet cells
// have rules of their own, kept by the packages that write them.
package text

import "strings"

// TabWidth is the number of spaces that Clean writes for a tab.
const TabWidth = 4

// MaxMarks is the number of non-spacing marks kept on one base character.
// Vietnamese needs two and pointed Hebrew or Arabic three; the towers of
// marks that spill over the lines above and below begin beyond that.
const MaxMarks = 4

// tabSpaces stands for a tab.
var tabSpaces = strings.Repeat(" ", TabWidth)

// Clean returns s with everything removed that could command a terminal or
// deceive a reader, keeping its lines.
//
// Whatever ends a line (CRLF, CR, vertical tab, form feed, NEL, U+2028,
// U+2029) becomes one newline, a tab becomes TabWidth spaces, and each byte
// that is not UTF-8 becomes U+FFFD. Control, format, invisible and private
// characters go, and so do marks beyond MaxMarks on one character. Joiners
// stay inside words, where some scripts need them.
//
// Clean(Clean(s)) == Clean(s), and the result is at most four times as long
// as s in bytes. Text that is clean already comes back without allocation.
func Clean(s string) string {
	f, at := firstChange(s)
	if at == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + TabWidth)
	b.WriteString(s[:at])
	for at < len(s) {
		c := f.next(s, at)
		switch c.verdict {
		case keep:
			b.WriteString(s[at : at+c.size])
		case breakLine:
			b.WriteByte('\n')
		case spread:
			b.WriteString(tabSpaces)
		case mend:
			b.WriteRune('\uFFFD')
		case drop:
		}
		at += c.size
	}
	return b.String()
}

// Line returns s cleaned and on one line: each run of newlines, with the
// spaces around it, becomes one space, or nothing at either end.
//
// Line(Line(s)) == Line(s). Other spaces stay as they are.
func Line(s string) string {
	s = Clean(s)
	if !strings.Contains(s, "\n") {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for part := range strings.SplitSeq(s, "\n") {
		part = strings.Trim(part, " ")
		if part == "" {
			continue
		}
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(part)
	}
	return b.String()
}

// Problem finds the first character of s that Clean would remove or replace,
// for a message to whoever wrote s. It gives the character's offset in
// characters (not bytes) from 0, and a name to print, such as "escape
// character" or "right-to-left override".
//
// Tabs and CRLF are no problem: Clean changes their form, not their meaning.
func Problem(s string) (offset int, name string, found bool) {
	var f filter
	for at := 0; at < len(s); offset++ {
		c := f.next(s, at)
		switch {
		case c.verdict == keep, c.verdict == spread:
		case c.size == len("\r\n") && s[at] == '\r':
			offset++ // two characters were looked at
		default:
			return offset, c.name(), true
		}
		at += c.size
	}
	return 0, "", false
}

// firstChange returns the byte offset of the first character of s that Clean
// alters, or len(s), and the filter as it stands before that character.
func firstChange(s string) (filter, int) {
	at := plainPrefix(s)
	if at == len(s) {
		return filter{}, at
	}
	f := filter{}
	if at > 0 {
		f.last = rune(s[at-1])
	}
	for at < len(s) {
		before := f
		c := f.next(s, at)
		if c.verdict != keep {
			return before, at
		}
		at += c.size
	}
	return f, at
}

// plainPrefix returns how many bytes of s, from its start, are printable
// ASCII or newlines: nearly all text is nothing else.
func plainPrefix(s string) int {
	for i := range len(s) {
		if c := s[i]; (c < ' ' && c != '\n') || c >= 0x7F {
			return i
		}
	}
	return len(s)
}
