package text

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func TestClean(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"empty", "", ""},
		{"plain", "Warn the coast by 04:57.\nThen Interior.", "Warn the coast by 04:57.\nThen Interior."},
		{"accents and scripts", "Élysée, Львів, 東京, القاهرة", "Élysée, Львів, 東京, القاهرة"},
		{"no-break and narrow spaces stay", "10\u00A0km, 5\u202F%", "10\u00A0km, 5\u202F%"},

		{"tab", "a\tb", "a    b"},
		{"CRLF", "a\r\nb\r\n", "a\nb\n"},
		{"lone CR", "a\rb", "a\nb"},
		{"CR before CRLF", "a\r\r\nb", "a\n\nb"},
		{"vertical tab, form feed, NEL", "a\vb\fc\u0085d", "a\nb\nc\nd"},
		{"line and paragraph separators", "a\u2028b\u2029c", "a\nb\nc"},

		{"null, bell, backspace, delete", "a\x00b\x07c\x08d\x7Fe", "abcde"},
		{"colour sequence", "\x1b[31mred\x1b[0m", "[31mred[0m"},
		{"clipboard sequence", "x\x1b]52;c;ZXZpbA==\x07y", "x]52;c;ZXZpbA==y"},
		{"unterminated sequence keeps what follows", "x\x1b]0;title and the rest", "x]0;title and the rest"},
		{"C1 as characters", "a\u009b31mb\u009dc\u0090d", "a31mbcd"},
		{"C1 as bytes", "a\x9b31m", "a\uFFFD31m"},
		{"invalid UTF-8", "a\xffb\xc3", "a\uFFFDb\uFFFD"},
		{"surrogate", "a\xed\xa0\x80b", "a\uFFFD\uFFFD\uFFFDb"},
		{"replacement character stays", "a\uFFFDb", "a\uFFFDb"},

		{"bidi overrides and isolates", "a\u202Eb\u202Cc\u2066d\u2069e", "abcde"},
		{"bidi marks", "a\u200Eb\u200Fc\u061Cd", "abcd"},
		{"zero width", "a\u200Bb\u2060c\u2064d\uFEFFe", "abcde"},
		{"soft hyphen", "co\u00ADop", "coop"},
		{"deprecated format characters", "a\u206Ab\u206Fc", "abc"},
		{"annotation", "\uFFF9a\uFFFAb\uFFFBc", "abc"},
		{"tag characters", "a\U000E0001\U000E0041\U000E007Fb", "ab"},
		{"variation selectors", "❤\uFE0F a\U000E0100", "❤ a"},
		{"private use", "a\uE000b\U000F0000c\U0010FFFDd", "abcd"},
		{"noncharacters", "a\uFDD0b\uFFFEc\U0001FFFFd", "abcd"},
		{"Hangul fillers", "a\u3164b\u115Fc\uFFA0d", "abcd"},
		{"visible format character stays", "\u06DD١", "\u06DD١"},

		{"non-joiner inside a Persian word", "می\u200Cخواهم", "می\u200Cخواهم"},
		{"joiner after a virama", "ක්\u200Dර", "ක්\u200Dර"},
		{"joiner before a virama", "র\u200D্য", "র\u200D্য"},
		{"joiner between pictographs", "👨\u200D👩", "👨👩"},
		{"joiner at the ends", "\u200Da\u200D", "a"},
		{"joiner at a space", "a\u200D b", "a b"},
		{"two joiners", "a\u200D\u200Cb", "a\u200Cb"},
		{"joiner before something dropped", "a\u200D\x07b", "ab"},

		{"four marks", "a" + strings.Repeat("\u0301", 4), "a" + strings.Repeat("\u0301", 4)},
		{"a tower of marks", "a" + strings.Repeat("\u0301", 50) + "b\u0301", "a\u0301\u0301\u0301\u0301b\u0301"},
		{"a tower hidden between joiners", "a" + strings.Repeat("\u0301\u200D", 9) + "b", "a\u0301\u200D\u0301\u200D\u0301\u200D\u0301\u200Db"},
		{"a tower hidden among dropped", "a" + strings.Repeat("\u0301\u200B", 9), "a\u0301\u0301\u0301\u0301"},
		{"enclosing marks count", "a" + strings.Repeat("\u20DD", 9), "a\u20DD\u20DD\u20DD\u20DD"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Clean(tt.in); got != tt.want {
				t.Errorf("Clean(%+q)\n got %+q\nwant %+q", tt.in, got, tt.want)
			}
		})
	}
}

func TestLine(t *testing.T) {
	tests := []struct{ in, want string }{
		{"", ""},
		{"one line", "one line"},
		{"two\nlines", "two lines"},
		{"a block of YAML\n", "a block of YAML"},
		{"\n\n  far \n\t\n apart\r\n", "far apart"},
		{"a\u2028b\x1b[2Jc", "a b[2Jc"},
		{"  kept  as  it  is  ", "  kept  as  it  is  "},
		{"\n", ""},
	}
	for _, tt := range tests {
		if got := Line(tt.in); got != tt.want {
			t.Errorf("Line(%+q)\n got %+q\nwant %+q", tt.in, got, tt.want)
		}
	}
}

func TestProblem(t *testing.T) {
	tests := []struct {
		in     string
		offset int
		name   string
		found  bool
	}{
		{"", 0, "", false},
		{"fine\n\tand windows\r\nfine", 0, "", false},
		{"می\u200Cخواهم", 0, "", false},
		{"\x1b[31m", 0, "escape character", true},
		{"été \u202Ex", 4, "right-to-left override", true},
		{"a\r\nb\x00", 4, "null character", true},
		{"a\rb", 1, "carriage return", true},
		{"a\u2028b", 1, "line separator", true},
		{"a\u200Bb", 1, "zero-width space", true},
		{"a \u200Db", 2, "zero-width joiner outside a word", true},
		{"ab\xff", 2, "byte that is not UTF-8", true},
		{"a\x01", 1, "control character U+0001", true},
		{"a\u0081", 1, "control character U+0081", true},
		{"a\uE000", 1, "private-use character U+E000", true},
		{"a\uFFFE", 1, "noncharacter U+FFFE", true},
		{"❤\uFE0F", 1, "variation selector U+FE0F", true},
		{"a\U000E0041", 1, "tag character U+E0041", true},
		{"a\uFFF9", 1, "annotation character U+FFF9", true},
		{"a\u206A", 1, "invisible character U+206A", true},
		{"a" + strings.Repeat("\u0301", 5), 5, "combining mark too many U+0301", true},
	}
	for _, tt := range tests {
		offset, name, found := Problem(tt.in)
		if offset != tt.offset || name != tt.name || found != tt.found {
			t.Errorf("Problem(%+q)\n got %d, %q, %v\nwant %d, %q, %v",
				tt.in, offset, name, found, tt.offset, tt.name, tt.found)
		}
	}
}

// listed are the ranges that hazards.md and the package promise to keep out,
// spelled as numbers so that a slip in the choice of Unicode classes shows.
var listed = [][2]rune{
	{0x00, 0x09},
	{0x0B, 0x1F},
	{0x7F, 0x9F},
	{0xAD, 0xAD},
	{0x34F, 0x34F},
	{0x61C, 0x61C},
	{0x115F, 0x1160},
	{0x180B, 0x180F},
	{0x200B, 0x200B},
	{0x200E, 0x200F},
	{0x2028, 0x202E},
	{0x2060, 0x206F},
	{0x3164, 0x3164},
	{0xE000, 0xF8FF},
	{0xFDD0, 0xFDEF},
	{0xFE00, 0xFE0F},
	{0xFEFF, 0xFEFF},
	{0xFFF0, 0xFFFB},
	{0xFFFE, 0xFFFF},
	{0x1FFFE, 0x1FFFF},
	{0xE0000, 0xE0FFF},
	{0xF0000, 0x10FFFF},
}

func isListed(r rune) bool {
	for _, span := range listed {
		if span[0] <= r && r <= span[1] {
			return true
		}
	}
	return false
}

// TestEveryCharacterBetweenLetters puts each character of Unicode in the
// middle of a word: what is listed must go, what is a letter must stay.
func TestEveryCharacterBetweenLetters(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		got := Clean("a" + string(r) + "b")
		if isListed(r) && strings.ContainsRune(got, r) {
			t.Errorf("U+%04X stays in %+q", r, got)
		}
		if unicode.IsLetter(r) && !isListed(r) && r != 0xFFA0 && !strings.ContainsRune(got, r) {
			t.Errorf("letter U+%04X was dropped", r)
		}
	}
}

// foreign draws text full of what the filter is there for.
func foreign() *rapid.Generator[string] {
	hostile := rapid.SampledFrom([]string{
		"\x1b", "\x1b]52;c;", "\x07", "\r", "\n", "\r\n", "\t", "\x00", "\x9b", "\u009b", "\xff", "\xc3",
		"\u202E", "\u2066", "\u200B", "\u200C", "\u200D", "\uFE0F", "\u0301", "\u0489", "\u094D", "\u0903",
		"\U000E0041", "\uE000", "\uFFFE", "\u2028", "\u034F", "\u3164", " ", "a", "é", "क", "م", "東", "👩",
	})
	piece := rapid.OneOf(hostile, hostile, rapid.String(), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 6),
		func(b []byte) string { return string(b) }))
	return rapid.Map(rapid.SliceOfN(piece, 0, 40), func(p []string) string { return strings.Join(p, "") })
}

// checkFiltered holds one input against everything the package promises.
func checkFiltered(t interface{ Fatalf(string, ...any) }, in string) {
	clean, line := Clean(in), Line(in)
	if again := Clean(clean); again != clean {
		t.Fatalf("Clean is not idempotent\n  in %+q\nonce %+q\nthen %+q", in, clean, again)
	}
	if again := Line(line); again != line {
		t.Fatalf("Line is not idempotent\n  in %+q\nonce %+q\nthen %+q", in, line, again)
	}
	if len(clean) > 4*len(in) || len(line) > len(clean) {
		t.Fatalf("%d bytes became %d, on one line %d", len(in), len(clean), len(line))
	}
	if strings.Contains(line, "\n") {
		t.Fatalf("Line(%+q) = %+q has a newline", in, line)
	}
	for _, s := range []string{clean, line} {
		if why := dirt(s); why != "" {
			t.Fatalf("%+q came out as %+q: %s", in, s, why)
		}
		if _, name, found := Problem(s); found {
			t.Fatalf("Problem finds a %s in the cleaned text %+q", name, s)
		}
	}
	checkProblem(t, in, clean)
}

// checkProblem holds that Problem speaks up exactly when Clean does more than
// write tabs and line ends its own way, and that it points at the first such
// character.
func checkProblem(t interface{ Fatalf(string, ...any) }, in, clean string) {
	layout := strings.NewReplacer("\r\n", "\n", "\t", tabSpaces)
	offset, name, found := Problem(in)
	if found != (layout.Replace(in) != clean) {
		t.Fatalf("Problem(%+q) = %v, but Clean gives %+q", in, found, clean)
	}
	if !found {
		return
	}
	if name == "" {
		t.Fatalf("Problem(%+q) at %d has no name", in, offset)
	}
	byteAt := 0
	for range offset {
		_, size := utf8.DecodeRuneInString(in[byteAt:])
		byteAt += size
	}
	if before := in[:byteAt]; layout.Replace(before) != Clean(before) {
		t.Fatalf("Problem(%+q) points at %d, past an earlier one", in, offset)
	}
}

// dirt names what is wrong with text that came out of the filter.
func dirt(s string) string {
	if !utf8.ValidString(s) {
		return "not UTF-8"
	}
	marks := 0
	for _, r := range s {
		if isListed(r) {
			return "holds a listed character"
		}
		switch {
		case unicode.In(r, unicode.Mn, unicode.Me):
			marks++
		case r == zeroWidthJoiner, r == zeroWidthNonJoiner, unicode.Is(unicode.Mc, r):
		default: // the visible format characters too: they take room of their own
			marks = 0
		}
		if marks > MaxMarks {
			return "holds a tower of marks"
		}
	}
	return ""
}

func TestFilterProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkFiltered(t, foreign().Draw(t, "text"))
	})
}

func FuzzFilter(f *testing.F) {
	for _, seed := range []string{
		"", "plain\n", "a\tb\r\nc\rd", "\x1b]52;c;ZXZpbA==\x07", "\x1b]0;open", "\u009b31m\x9b31m",
		"\u202Eabc\u202C\u2066x\u2069", "a\u200D\u0301\u200Cb", "a\u0301\u0301\u0301\u0301\u200D\u0301 b",
		"\xfd0 \u0301 0", "❤\uFE0F\U000E0041\U000E007F", "\xed\xa0\x80\xff", "\n\u0301\n \u0301", "a\u2028 \u2029\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, in string) {
		checkFiltered(t, in)
		checkWrapped(t, in, 1+len(in)%13)
	})
}

func TestCleanTextIsNotCopied(t *testing.T) {
	for _, s := range []string{
		strings.Repeat("Defence tells Interior.\n", 40),
		strings.Repeat("L’état-major répond, می\u200Cخواهم.\n", 40),
	} {
		got := testing.AllocsPerRun(20, func() {
			_ = Clean(s)
			_, _, _ = Problem(s)
		})
		if got != 0 {
			t.Errorf("%.20q: %v allocations for clean text, want 0", s, got)
		}
	}
}

func BenchmarkClean(b *testing.B) {
	for name, s := range map[string]string{
		"ascii":   strings.Repeat("Defence tells Interior what it saw at 04:45.\n", 25),
		"accents": strings.Repeat("L’état-major répond à l’Intérieur à 04:45.\n", 25),
		"hostile": strings.Repeat("De\x1b[31mfence\u202E tells\tInterior\u200B.\r\n", 25),
	} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				_ = Clean(s)
			}
		})
	}
}
