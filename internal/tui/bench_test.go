package tui

import (
	"fmt"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
)

// long is the console in the second turn of First Light, with so many lines in its
// log.
func long(b failer, lines int) *hand {
	b.Helper()
	h := night(light(b, "90"))
	m := engine.NewMove(engine.MoveObserve)
	m.Words = "Interior looks at the telephone, and the telephone looks at Interior."
	for len(h.console().feed.lines) < lines {
		if _, err := h.ex.Do(m); err != nil {
			b.Fatal(err)
		}
		h.console().feed.update()
	}
	h.latest()
	h.app.styles = colourStyles()
	h.frame(200, 60)
	return h
}

// A frame costs the same however long the log is: at least it allocates the same.
func TestFrameCostsTheSameHoweverLongTheLog(t *testing.T) {
	cost := func(lines int) float64 {
		h := long(t, lines)
		return testing.AllocsPerRun(20, func() { h.app.View() })
	}
	if few, many := cost(300), cost(10_000); many > few*1.05 {
		t.Errorf("a frame allocates %.0f times with 300 lines in the log, and %.0f times with 10,000", few, many)
	}
}

// From a key to the frame, as the console is used: a card back and forth, a sheet
// opened and closed, a second passing, a move made.
func BenchmarkKeyToFrame(b *testing.B) {
	for _, lines := range []int{100, 10_000} {
		for _, bench := range []struct {
			name string
			keys []string
		}{
			{"cards", []string{"[", "]"}},
			{"decide", []string{"d", "esc"}},
			{"share", []string{"s", "1", "e", "2", "esc", "esc", "esc", "esc"}},
			{"told", []string{"t", "e", "esc"}},
		} {
			b.Run(fmt.Sprintf("%s/%d", bench.name, lines), func(b *testing.B) {
				h := long(b, lines)
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					h.press(bench.keys[i%len(bench.keys)])
				}
			})
		}
		b.Run(fmt.Sprintf("second/%d", lines), func(b *testing.B) {
			h := long(b, lines)
			b.ReportAllocs()
			for b.Loop() {
				h.send(tickMsg{})
			}
		})
		b.Run(fmt.Sprintf("room/%d", lines), func(b *testing.B) {
			h := long(b, lines)
			h.do("screen")
			b.ReportAllocs()
			for b.Loop() {
				h.send(tickMsg{})
			}
		})
		b.Run(fmt.Sprintf("move/%d", lines), func(b *testing.B) {
			h := long(b, lines)
			b.ReportAllocs()
			for b.Loop() {
				h.console().do(engine.NewMove(engine.MoveStop))
				h.console().do(engine.NewMove(engine.MoveLift))
				h.app.View()
			}
		})
		b.Run(fmt.Sprintf("click/%d", lines), func(b *testing.B) {
			h := long(b, lines)
			b.ReportAllocs()
			for b.Loop() {
				h.send(tea.MouseMsg{X: 100, Y: 10, Action: tea.MouseActionPress, Button: tea.MouseButtonWheelDown})
			}
		})
	}
}
