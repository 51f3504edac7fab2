package tui

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"example.org/whitecell/internal/text"
)

// noColours is what a renderer calls a terminal that shows none, nor anything bold.
const noColours = 3

// plainStyles are those of a terminal without colours.
func plainStyles() *Styles {
	r := lipgloss.NewRenderer(nil)
	r.SetColorProfile(noColours)
	return NewStyles(r)
}

// trueColours is what a renderer calls a terminal that shows all of them.
const trueColours = 0

func colourStyles() *Styles {
	r := lipgloss.NewRenderer(nil)
	r.SetColorProfile(trueColours)
	return NewStyles(r)
}

// Without colours nothing but text reaches the terminal.
func TestPlainStyles(t *testing.T) {
	if got := *plainStyles(); got != (Styles{}) {
		t.Errorf("a terminal without colours gets %q", got)
	}
}

// pieces are what texts are made of that have broken frames before, in this program
// or in others.
var pieces = []string{
	"words", " ", "  ", "a", "longer-than-a-narrow-line-can-hold", "\n", "\t", "\r\n", "\x00", "\x07", "\b", "\x1b[2J", "\x1b]0;title\x07", "\x1b]52;c;eA==\x1b\\",
	"\x1b[?1049l", "\u009b31m", "\u0085", "\u2028", "\u202e", "\u2066", "\u200b", "\u200d", "\u200c", "\ufeff", "\u00ad", "\xff", "\xc3", "\ufffd",
	"漢字", "かな", "ｆｕｌｌ", "한국어", "\u1100", "\u1161", "\u11a8", "e\u0301", "\u0301", "a\u0300\u0301\u0302\u0303", "क्षि", "க்ஷ", "ไทย", "\u0e33", "\u0600", "\u06dd", "\u0903",
	"שלום", "العربية", "👍", "👍🏽", "👨‍👩‍👧", "🇫🇷", "🇫", "❤️", "❤", "1️⃣", "☎", "⌚", "\u2e3b", "﷽", "𝒳", "\U0001f3fd", "\U000e0041", "…", "—", "“x”", "■", "─",
}

// anyText is a text as nobody would write one.
func anyText() *rapid.Generator[string] {
	piece := rapid.OneOf(rapid.SampledFrom(pieces), rapid.SampledFrom(pieces), rapid.String(), rapid.Custom(func(t *rapid.T) string {
		return string(rapid.SliceOfN(rapid.Byte(), 0, 8).Draw(t, "bytes"))
	}))
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(piece, 0, 12).Draw(t, "pieces"), "")
	})
}

// styleSequence is what a style is turned on and off with, or what puts the cursor
// into its column behind a character of which terminals differ.
var styleSequence = regexp.MustCompile("\x1b\\[(?:[0-9;]*m|[0-9]+G)")

// misdrawn says what is wrong with a frame of a size, "" for nothing.
func misdrawn(frame string, w, h int) string {
	lines := strings.Split(frame, "\n")
	if len(lines) != h {
		return fmt.Sprintf("it has %d lines", len(lines))
	}
	for y, l := range lines {
		if got := ansi.StringWidth(l); got != w {
			return fmt.Sprintf("line %d is %d columns wide: %q", y, got, l)
		}
		bare := styleSequence.ReplaceAllString(l, "")
		if i := strings.IndexFunc(bare, unicode.IsControl); i >= 0 {
			return fmt.Sprintf("line %d holds a control character: %q", y, bare)
		}
		if text.Clean(bare) != bare {
			return fmt.Sprintf("line %d is not clean: %q", y, bare)
		}
	}
	return ""
}

// Whatever is drawn, wherever: the frame is as large as the canvas to the column,
// and nothing in it can command a terminal.
func TestCanvasProperties(t *testing.T) {
	sheets := []*Styles{plainStyles(), colourStyles()}
	rapid.Check(t, func(t *rapid.T) {
		var c canvas
		w, h := rapid.IntRange(1, 300).Draw(t, "w"), rapid.IntRange(1, 100).Draw(t, "h")
		if rapid.Bool().Draw(t, "small") {
			w, h = min(w, 12), min(h, 3)
		}
		c.reset(w, h)
		at := func(name string) int { return rapid.IntRange(-5, 40).Draw(t, name) }
		for range rapid.IntRange(1, 10).Draw(t, "n") {
			s, r := anyText().Draw(t, "text"), rect{at("x"), at("y"), at("w"), at("h")}
			st := style(rapid.IntRange(0, int(styleMax)-1).Draw(t, "style"))
			switch rapid.IntRange(0, 6).Draw(t, "what") {
			case 0, 1, 2:
				if used := c.put(r.x, r.y, r.w, st, s); used < 0 || used > max(r.w, 0) {
					t.Fatalf("%d columns used of %d", used, r.w)
				}
			case 3:
				c.box(r, s, st)
			case 4:
				c.right(r, st, s)
			case 5:
				c.fill(r, st)
			case 6:
				c.rows(r, para(st, s, r.w), at("skip")+5)
			}
		}
		for _, styles := range sheets {
			if wrong := misdrawn(c.String(styles), w, h); wrong != "" {
				t.Fatalf("%dx%d: %s", w, h, wrong)
			}
		}
	})
}

// shown is a text as the canvas shows it, without its spaces.
func shown(s string) string {
	var b strings.Builder
	eachCluster(s, func(cluster string, _ int) bool {
		if cluster != " " {
			b.WriteString(cluster)
		}
		return true
	})
	return b.String()
}

// Where there is room for the widest character, wrap never gives a line that is too
// wide, loses nothing but spaces, and breaks no word that fits on a line.
func TestWrapProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, to := anyText().Draw(t, "text"), rapid.IntRange(widestCluster, 60).Draw(t, "to")
		lines := wrap(s, to)
		for _, l := range lines {
			if got := width(l); got > to {
				t.Fatalf("wrap(%q, %d) has a line of %d columns: %q", s, to, got, l)
			}
		}
		if !utf8.ValidString(s) || strings.ContainsFunc(s, joinsNext) {
			return // broken characters, and Arabic signs before numbers, join what stands behind them
		}
		if got, want := shown(strings.Join(lines, "\n")), shown(s); got != want {
			t.Fatalf("wrap(%q, %d) shows\n%q, not\n%q", s, to, got, want)
		}
		for _, word := range strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || unicode.IsControl(r) }) {
			if !narrow(word) || width(word) > to {
				continue
			}
			in := func(l string) bool { return strings.Contains(shown(l), shown(word)) }
			if !containsFunc(lines, in) {
				t.Fatalf("wrap(%q, %d) breaks %q: %q", s, to, word, lines)
			}
		}
	})
}

func joinsNext(r rune) bool { return unicode.Is(unicode.Prepended_Concatenation_Mark, r) }

// narrow says whether a word is to be broken nowhere: it has no wide character.
func narrow(word string) bool {
	ok := true
	eachCluster(word, func(_ string, w int) bool { ok = w == 1; return ok })
	return ok
}

func containsFunc(lines []string, f func(string) bool) bool {
	for _, l := range lines {
		if f(l) {
			return true
		}
	}
	return false
}

// At one column a wide character has no room; wrap still ends.
func TestWrapOneColumn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, to := anyText().Draw(t, "text"), rapid.IntRange(-1, 1).Draw(t, "to")
		if got := wrap(s, to); to < 1 && got != nil {
			t.Fatalf("wrap(%q, %d) = %q", s, to, got)
		}
	})
}

// fit gives the text itself where it has room, and otherwise as much of its
// beginning as has room before an ellipsis.
func TestFitProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, to := anyText().Draw(t, "text"), rapid.IntRange(1, 60).Draw(t, "to")
		cut, ok := fit(s, to)
		switch {
		case width(cut) > to:
			t.Fatalf("fit(%q, %d) = %q is %d columns wide", s, to, cut, width(cut))
		case ok != (width(s) <= to):
			t.Fatalf("fit(%q, %d) says %v of a text %d columns wide", s, to, ok, width(s))
		case ok && cut != s:
			t.Fatalf("fit(%q, %d) = %q, though it has room", s, to, cut)
		case !ok && (!strings.HasSuffix(cut, "…") || !strings.HasPrefix(shown(s), shown(strings.TrimSuffix(cut, "…")))):
			t.Fatalf("fit(%q, %d) = %q is not its beginning", s, to, cut)
		case !ok && cut != longest(s, to-1)+"…":
			t.Fatalf("fit(%q, %d) = %q, and there is room for %q", s, to, cut, longest(s, to-1))
		}
	})
}

// longest is as much of the beginning of a text as has room.
func longest(s string, to int) string {
	var b strings.Builder
	used := 0
	eachCluster(s, func(cluster string, w int) bool {
		if used += w; used <= to {
			b.WriteString(cluster)
		}
		return used <= to
	})
	return strings.TrimRight(b.String(), " ")
}
