package text

import (
	"fmt"
	"unicode"
)

// named are the characters that people meet, by the names they would look up.
var named = map[rune]string{
	0x00:   "null character",
	0x07:   "bell character",
	0x08:   "backspace character",
	'\v':   "vertical tab",
	'\f':   "form feed",
	'\r':   "carriage return",
	0x1B:   "escape character",
	0x7F:   "delete character",
	0x85:   "next-line character",
	0x9B:   "control sequence introducer",
	0xAD:   "soft hyphen",
	0x34F:  "combining grapheme joiner",
	0x61C:  "Arabic letter mark",
	0x180E: "Mongolian vowel separator",
	0x200B: "zero-width space",
	0x200C: "zero-width non-joiner outside a word",
	0x200D: "zero-width joiner outside a word",
	0x200E: "left-to-right mark",
	0x200F: "right-to-left mark",
	0x2028: "line separator",
	0x2029: "paragraph separator",
	0x202A: "left-to-right embedding",
	0x202B: "right-to-left embedding",
	0x202C: "end of directional formatting",
	0x202D: "left-to-right override",
	0x202E: "right-to-left override",
	0x2060: "word joiner",
	0x2066: "left-to-right isolate",
	0x2067: "right-to-left isolate",
	0x2068: "first-strong isolate",
	0x2069: "end of directional isolate",
	0x3164: "Hangul filler",
	0xFEFF: "byte order mark",
}

// name says what is wrong with a character that is not kept, in words that
// fit after "contains a".
func (c char) name() string {
	if c.verdict == mend {
		return "byte that is not UTF-8"
	}
	if n, ok := named[c.r]; ok {
		return n
	}
	return kind(c.r) + fmt.Sprintf(" U+%04X", c.r)
}

// kind names the class of a character that has no name of its own here.
func kind(r rune) string {
	switch {
	case unicode.Is(unicode.Noncharacter_Code_Point, r):
		return "noncharacter"
	case unicode.Is(unicode.Co, r):
		return "private-use character"
	case unicode.Is(unicode.Variation_Selector, r):
		return "variation selector"
	case r >= 0xE0000 && r <= 0xE007F:
		return "tag character"
	case r >= 0xFFF9 && r <= 0xFFFB:
		return "annotation character"
	case unicode.Is(unicode.Cc, r):
		return "control character"
	case !forbidden(r) && isStacked(r):
		return "combining mark too many"
	}
	return "invisible character"
}
