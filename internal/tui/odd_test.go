package tui

import (
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/x/ansi"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/ptytest"
	"example.org/whitecell/scenario"
)

// odd is an exercise of the story whose every text is odd.
func odd(t *testing.T) *exercise.Exercise {
	t.Helper()
	s, ds := scenario.Load(os.DirFS("testdata"), "odd.yaml")
	if s == nil {
		t.Fatal(ds)
	}
	ex, err := exercise.New(exercise.Options{
		Scenario: s, Seed: 3, Now: func() time.Time { return time.Unix(1e9, 0) }, Setup: engine.Setup{Length: s.Lengths[0].ID},
	})
	if err != nil {
		t.Fatal(err)
	}
	return ex
}

// Whatever a story is made of, every row of every screen is as wide as the
// terminal, also for one that measures characters otherwise than we do, and nothing
// is in it that the program does not write itself.
func TestOddText(t *testing.T) {
	sizes := [][2]int{{80, 24}, {33, 9}, {60, 18}, {120, 36}, {172, 48}}
	if testing.Short() {
		sizes = sizes[:2]
	}
	for _, size := range sizes {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			t.Parallel()
			ex := odd(t)
			screen := ptytest.NewScreen(size[0], size[1])
			a := newApp(stylesFor(io.Discard), newConsole(ex, func() time.Time { return time.Unix(1e9, 0) }))
			a.Update(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
			press := func(keys string) {
				for _, r := range keys {
					k := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
					switch r {
					case '\r':
						k = tea.KeyMsg{Type: tea.KeyEnter}
					case esc:
						k = tea.KeyMsg{Type: tea.KeyEsc}
					case '\t':
						k = tea.KeyMsg{Type: tea.KeyTab}
					}
					a.Update(k)
					frame := a.View()
					if a.failure != nil {
						t.Fatal(a.failure)
					}
					for _, row := range strings.Split(frame, "\n") {
						if got := ansi.StringWidth(row); got != size[0] {
							t.Errorf("after %q a row is %d columns wide for Bubble Tea: %q", keys, got, row)
						}
					}
					before := len(screen.Strays)
					screen.Draw(frame)
					for _, s := range screen.Strays[before:] {
						t.Errorf("after %q: %s", keys, s)
					}
				}
			}
			for range 30 {
				press("n")
				if t.Failed() {
					return
				}
			}
			for i := range commands {
				for _, key := range commands[i].Keys() {
					if len(key) == 1 && key != "n" && key != "Q" {
						press(key + "1a2\t\r1\x1b\x1b\x1b\x1b")
					}
				}
			}
			press("v1\r\t\t\t\t\x1b")
			press("o港 e\u0301 ①\r\r")
			press("Eyn")
			press("p")
		})
	}
}
