package text

import (
	"unicode"
	"unicode/utf8"
)

// verdict says what Clean makes of one character.
type verdict uint8

const (
	keep      verdict = iota
	breakLine         // becomes a newline
	spread            // a tab, becomes spaces
	mend              // not UTF-8, becomes U+FFFD
	drop
)

// char is one character of foreign text, judged.
type char struct {
	r       rune
	size    int // in bytes of the input
	verdict verdict
}

// filter carries what the judgement of a character needs to know about the
// text kept before it. It looks only at what was kept, so that cleaning clean
// text changes nothing.
type filter struct {
	last  rune // the last character kept, 0 at the start
	marks int  // non-spacing marks kept since the last base
}

const (
	zeroWidthNonJoiner = '\u200C'
	zeroWidthJoiner    = '\u200D'
	byteOrderMark      = '\uFEFF'
)

// next judges the character of s at byte offset at, which must be inside s.
func (f *filter) next(s string, at int) char {
	r, size := utf8.DecodeRuneInString(s[at:])
	c := char{r: r, size: size, verdict: drop}
	switch {
	case r >= ' ' && r < 0x7F:
		c.verdict = keep
	case r == utf8.RuneError && size == 1:
		c.verdict = mend
	case r == '\n':
		c.verdict = keep
	case r == '\t':
		c.verdict, r = spread, ' '
	case r == '\r' && at+1 < len(s) && s[at+1] == '\n':
		c.verdict, c.size = breakLine, len("\r\n")
	case endsLine(r):
		c.verdict = breakLine
	case r == zeroWidthJoiner || r == zeroWidthNonJoiner:
		if f.joins(s[at+size:]) {
			c.verdict = keep
		}
	case forbidden(r):
	case !isStacked(r) || f.marks < MaxMarks:
		c.verdict = keep
	}
	f.remember(r, c.verdict)
	return c
}

// remember notes a judged character. Joiners and spacing marks leave the
// count of marks alone, or a joiner between marks would let a tower grow.
func (f *filter) remember(r rune, v verdict) {
	switch {
	case v == drop:
		return
	case v == breakLine:
		r = '\n'
	}
	f.last = r
	switch {
	case isStacked(r):
		f.marks++
	case r == zeroWidthJoiner, r == zeroWidthNonJoiner, unicode.Is(unicode.Mc, r):
	default:
		f.marks = 0
	}
}

// joins tells whether a joiner between the text kept so far and rest stands
// inside a word. Indic scripts write it beside vowel signs and viramas, so a
// mark counts as a letter, provided that it will be kept.
func (f *filter) joins(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	switch {
	case !unicode.IsLetter(f.last) && !unicode.IsMark(f.last):
		return false
	case forbidden(r):
		return false
	case isStacked(r):
		return f.marks < MaxMarks
	}
	return unicode.IsLetter(r) || unicode.IsMark(r)
}

// endsLine tells whether r ends a line by Unicode's rules, the newline aside.
// Word processors paste a vertical tab for a line break, so these become
// newlines: dropped, they would run two words together.
func endsLine(r rune) bool {
	switch r {
	case '\r', '\v', '\f', 0x85, '\u2028', '\u2029':
		return true
	}
	return false
}

// isStacked tells whether r is drawn above, below or around the character
// before it, taking no room of its own.
func isStacked(r rune) bool {
	return r >= 0x300 && unicode.In(r, unicode.Mn, unicode.Me)
}

// forbidden tells whether r has no place in clean text wherever it stands.
// The newline, the tab, the joiners and the ends of lines were judged before.
//
// The classes are Unicode's own, so that a new invisible character is caught
// when Go learns of it: controls; format characters (bidirectional controls,
// zero-width, tags, annotations, soft hyphen) save those few that are signs
// in sight, such as the Arabic end of ayah; whatever is to be ignored when it
// can't be drawn; variation selectors; private use; and noncharacters.
func forbidden(r rune) bool {
	if r < 0x300 {
		return r < ' ' || (r >= 0x7F && r < 0xA0) || r == 0xAD
	}
	if unicode.Is(unicode.Cf, r) {
		return !unicode.Is(unicode.Prepended_Concatenation_Mark, r)
	}
	return unicode.In(
		r,
		unicode.Other_Default_Ignorable_Code_Point,
		unicode.Variation_Selector,
		unicode.Co,
		unicode.Noncharacter_Code_Point,
	)
}
