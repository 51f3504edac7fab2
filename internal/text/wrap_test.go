package text

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestWrap(t *testing.T) {
	tests := []struct {
		name  string
		in    string
		width int
		want  []string
	}{
		{"empty", "", 10, []string{""}},
		{"fits", "fits here", 9, []string{"fits here"}},
		{"breaks at a space", "one two three", 8, []string{"one two", "three"}},
		{"spaces at a break go", "one   two", 4, []string{"one", "two"}},
		{"spaces inside stay", "a  b c", 4, []string{"a  b", "c"}},
		{"lines stay lines", "a\n\nb", 10, []string{"a", "", "b"}},
		{"last newline", "a\n", 10, []string{"a", ""}},
		{"indent stays", "  one two", 6, []string{"  one", "two"}},
		{"indent without room goes", "      one", 5, []string{"one"}},
		{"long word is cut", "abcdefgh ij", 3, []string{"abc", "def", "gh", "ij"}},
		{"long word after a short one", "ab cdefgh", 4, []string{"ab", "cdef", "gh"}},
		{"no width", "one two", 0, []string{"one two"}},
		{"wide characters", "東京都庁", 5, []string{"東京", "都庁"}},
		{"wider than the line", "東京", 1, []string{"東", "京"}},
		{"marks take no column", "e\u0301e\u0301 e\u0301", 2, []string{"e\u0301e\u0301", "e\u0301"}},
		{"mark stays with its base", "abe\u0301", 3, []string{"abe\u0301"}},
		{"cleaned first", "a\x1b[0m b", 3, []string{"a[0", "m b"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := Wrap(tt.in, tt.width); !slices.Equal(got, tt.want) {
				t.Errorf("Wrap(%+q, %d)\n got %+q\nwant %+q", tt.in, tt.width, got, tt.want)
			}
		})
	}
}

func TestWrapProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkWrapped(t, foreign().Draw(t, "text"), rapid.IntRange(1, 30).Draw(t, "width"))
	})
}

// checkWrapped holds that wrapping loses and adds nothing but spaces, and
// that a line is too wide only when a single character is.
func checkWrapped(t interface{ Fatalf(string, ...any) }, in string, width int) {
	lines := Wrap(in, width)
	letters := func(s string) string { return strings.NewReplacer(" ", "", "\n", "").Replace(s) }
	if got, want := letters(strings.Join(lines, "")), letters(Clean(in)); got != want {
		t.Fatalf("Wrap(%+q, %d) changed the text\n got %+q\nwant %+q", in, width, got, want)
	}
	for _, line := range lines {
		if strings.HasSuffix(line, " ") || strings.Contains(line, "\n") {
			t.Fatalf("Wrap(%+q, %d) has the line %+q", in, width, line)
		}
		used, characters := 0, 0
		for _, r := range line {
			used += columns(r)
			characters += min(columns(r), 1)
		}
		if used > width && characters > 1 {
			t.Fatalf("Wrap(%+q, %d) has the line %+q of %d columns", in, width, line, used)
		}
	}
}
