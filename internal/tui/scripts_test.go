package tui

import (
	"math/rand/v2"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"example.org/whitecell/internal/ptytest"
)

// Whatever is drawn wherever, over whatever, each row is as wide as the canvas: for
// Bubble Tea, and for a terminal, whether it measures characters whole or by their
// code points.
func TestCanvasRandomly(t *testing.T) {
	story, err := os.ReadFile("testdata/odd.yaml")
	if err != nil {
		t.Fatal(err)
	}
	odd := regexp.MustCompile(`[^\x00-\x7f]+`).FindAllString(string(story), -1)
	odd = append(odd, "\u1ce1 港", "\u0d4e", "\u0600") // these join what follows
	styles := plainStyles()
	rounds := 4000
	if testing.Short() {
		rounds = 400
	}
	for round := range rounds {
		rng := rand.New(rand.NewPCG(uint64(round), 1))
		var c canvas
		c.reset(1+rng.IntN(40), 1+rng.IntN(3))
		for range 1 + rng.IntN(12) {
			x, y, w := rng.IntN(c.w+2)-1, rng.IntN(c.h+2)-1, rng.IntN(c.w+4)-1
			switch rng.IntN(8) {
			case 0:
				c.fill(rect{x, y, w, 1}, bar)
			case 1:
				c.box(rect{max(x, 0), max(y, 0), min(max(w, 0), c.w-max(x, 0)), c.h - max(y, 0)}, oddPiece(rng, odd), heading)
			default:
				if used := c.put(x, y, w, style(rng.IntN(int(styleMax))), oddPiece(rng, odd)); used > max(w, 0) {
					t.Fatalf("round %d: %d columns were used of %d", round, used, w)
				}
			}
		}
		frame := c.String(styles)
		for _, row := range strings.Split(frame, "\n") {
			if got := ansi.StringWidth(row); got != c.w {
				t.Fatalf("round %d: a row is %d columns wide and the canvas %d: %q", round, got, c.w, row)
			}
		}
		for _, clusters := range []bool{false, true} {
			screen := ptytest.NewScreen(c.w, c.h)
			screen.Clusters = clusters
			screen.Draw(frame)
			for _, s := range screen.Strays {
				t.Fatalf("round %d, by cluster %v: %s", round, clusters, s)
			}
		}
	}
}

// oddPiece is some of the odd characters, or any characters at all.
func oddPiece(rng *rand.Rand, odd []string) string {
	var b strings.Builder
	for range 1 + rng.IntN(4) {
		switch s := []rune(odd[rng.IntN(len(odd))]); rng.IntN(5) {
		case 0:
			b.WriteRune(rune(rng.IntN(0x3000)))
		case 1:
			b.WriteString(string(s[rng.IntN(len(s)):]))
		case 2:
			b.WriteString("ab")
		default:
			b.WriteString(string(s))
		}
	}
	return b.String()
}

// Scripts whose letters stack and join stay readable, with what stands beside them
// in its own column on every terminal.
func TestCanvasKeepsScripts(t *testing.T) {
	for _, s := range []string{
		"การท่าเรือ น้ำ", "क्षत्रिय नाविक", "துறைமுகம்", "ខ្មែរ", "မြန်မာ", "རྒྱུད", "항구", "ﾊｰﾊﾞｰ", "سلطة الميناء", "רָשׁוּת", "e\u030b\u0323", "\u0600123",
	} {
		var c canvas
		c.reset(30, 1)
		c.put(0, 0, 29, normal, "│"+s)
		c.put(29, 0, 1, normal, "│")
		row := c.String(plainStyles())
		got := strings.ReplaceAll(ansi.Strip(row), " ", "")
		if want := "│" + strings.ReplaceAll(s, " ", "") + "│"; got != want {
			t.Errorf("of %q the row has %q", want, got)
		}
		for _, clusters := range []bool{false, true} {
			screen := ptytest.NewScreen(30, 1)
			screen.Clusters = clusters
			screen.Draw(row)
			if screen.Cell(29, 0) != "│" || len(screen.Strays) > 0 {
				t.Errorf("%s, by cluster %v: the row is %q, %q", s, clusters, screen.Row(0), screen.Strays)
			}
		}
	}
}
