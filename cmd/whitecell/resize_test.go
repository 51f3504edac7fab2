package main

import (
	"fmt"
	"strings"
	"testing"

	"example.org/whitecell/internal/ptytest"
)

// A hundred sizes, while the exercise runs and screens come and go: each is drawn
// whole, no frame is larger than its terminal, and nothing is lost.
func TestResizes(t *testing.T) {
	t.Parallel()
	sizes := [][2]int{{1, 1}, {20, 5}, {300, 100}, {1, 100}, {300, 1}, {2, 2}, {5, 20}, {60, 18}}
	n := 100
	if testing.Short() {
		n = 20
	}
	for i := len(sizes); i < n; i++ {
		sizes = append(sizes, [2]int{20 + i*83%281, 5 + i*37%96})
	}
	screens := []struct{ open, shut string }{
		{"", ""}, {"s1", "\x1b\x1b"}, {"p", "p"}, {"?", " "}, {"t", "\x1b"}, {"d", "\x1b"}, {"v1\r", "q"}, {"o", "\x1b"}, {"Q", "n"},
	}
	p, record := atConsole(t, 80, 24)
	p.Type("nnn")
	p.See("A horn is heard")
	for i, size := range sizes {
		s := screens[i%len(screens)]
		p.Type(s.open)
		before := 0
		p.Until("a frame", func(now *ptytest.Screen) bool { before = now.Whole; return true })
		p.Resize(size[0], size[1])
		p.Until(fmt.Sprintf("a whole frame at %d by %d", size[0], size[1]), func(now *ptytest.Screen) bool { return now.Whole > before })
		p.Type(s.shut)
	}
	p.Resize(100, 30)
	p.Type("s1a2\r")
	p.See("→ Coast Guard")
	p.Type("Qy")
	for _, s := range p.NotRestored() {
		t.Error(s)
	}
	noStrays(t, p)
	if got := moves(t, record); !strings.Contains(got, `"do":"share"`) {
		t.Errorf("the record has the moves\n%s\nwant the share at their end", got)
	}
}

// A terminal that does not know its size is drawn on as if it had the usual one,
// and one that claims to be endless does not eat the memory.
func TestOddSizes(t *testing.T) {
	for _, size := range [][2]int{{0, 0}, {0, 30}, {65535, 65535}} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			t.Parallel()
			p, _ := atConsole(t, size[0], size[1])
			p.Type("n")
			p.See("Ten past six")
			p.Type("Qy")
			if got := p.Finish(); got != exitFine {
				t.Errorf("it ends with %d, want %d", got, exitFine)
			}
		})
	}
}
