package tui

import (
	"fmt"
	"html"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// The pictures in the README and the manual are frames of the real console, drawn
// as SVG. To draw them again:
//
//	UPDATE=1 go test ./internal/tui -run TestPictures
func TestPictures(t *testing.T) {
	for _, p := range []struct {
		file string
		w, h int
		keys string
	}{
		{"console.svg", 120, 36, "n n"},
		{"decide.svg", 100, 28, "d b"},
		{"room.svg", 100, 30, "p"},
	} {
		a := busyTurn(t)
		a.Update(tea.WindowSizeMsg{Width: p.w, Height: p.h})
		typeKeys(a, p.keys)
		a.View()
		got := svg(&a.canvas)
		path := filepath.Join("..", "..", "docs", p.file)
		if os.Getenv("UPDATE") == "1" {
			if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(path)
		if err != nil || string(want) != got {
			t.Errorf("docs/%s is not what the console shows (%v): UPDATE=1 go test ./internal/tui -run TestPictures draws it again", p.file, err)
		}
	}
}

// busyTurn is a console in the middle of First Light's second turn, after a room
// that shares.
func busyTurn(t *testing.T) *app {
	t.Helper()
	s, problems := scenario.Load(scenarios.FS(), "first-light")
	if s == nil {
		t.Fatal(problems)
	}
	clock := time.Date(2031, 10, 17, 9, 0, 0, 0, time.UTC)
	ex, err := exercise.New(exercise.Options{
		Scenario: s, Setup: engine.Setup{Length: "90"}, Seed: 1,
		Now: func() time.Time { clock = clock.Add(300 * time.Millisecond); return clock },
	})
	if err != nil {
		t.Fatal(err)
	}
	c := newConsole(ex, func() time.Time { return clock })
	c.do(engine.NewMove(engine.MoveStart))
	file, err := os.ReadFile(filepath.Join("..", "..", "scenarios", "first-light", "sharing-90.plan"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(file)) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "plan ") || strings.HasPrefix(line, "length ") {
			continue
		}
		if strings.HasPrefix(line, "until Fri 04:18") {
			break
		}
		moves, err := plan.Parse(ex.Program(), ex.Game(), line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		if !c.do(moves...) {
			t.Fatalf("%s: %s", line, c.note.text)
		}
	}
	c.note = note{}
	return newApp(&Styles{}, c)
}

// typeKeys presses keys, written apart by spaces.
func typeKeys(a *app, keys string) {
	for k := range strings.FieldsSeq(keys) {
		a.keys(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)})
		a.View()
	}
}

// inks are the colours of the pictures, by style: for the characters, and for what
// is behind them.
var inks = map[style][2]string{
	normal: {"#d8dee9", ""}, faint: {"#7b8496", ""}, bold: {"#eceff4", ""}, heading: {"#88c0d0", ""},
	accent: {"#8fd3e8", ""}, good: {"#a3be8c", ""}, warn: {"#ebcb8b", ""}, bad: {"#d57780", ""},
	keys: {"#81a1c1", ""}, chosen: {"#22262f", "#d8dee9"}, bar: {"#22262f", "#c5cdd9"},
	barWarn: {"#22262f", "#ebcb8b"}, alarm: {"#ffffff", "#b4434e"},
}

// heavy are the styles in bold letters.
var heavy = map[style]bool{bold: true, accent: true, warn: true, bad: true, keys: true}

// svg draws a frame as an SVG of monospaced text.
func svg(c *canvas) string {
	const cw, ch, margin = 8.4, 18.0, 14.0
	var b strings.Builder
	w, h := float64(c.w)*cw+2*margin, float64(c.h)*ch+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %.0f %.0f" font-family="ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace" font-size="14" xml:space="preserve">`+"\n", w, h)
	fmt.Fprintf(&b, `<rect width="%.0f" height="%.0f" rx="10" fill="#22262f"/>`+"\n", w, h)
	for y := range c.h {
		for x := 0; x < c.w; {
			st, from := c.cells[y*c.w+x].st, x
			var s strings.Builder
			for ; x < c.w && c.cells[y*c.w+x].st == st; x++ {
				s.WriteString(c.cells[y*c.w+x].s)
			}
			ink, left, top := inks[st], margin+float64(from)*cw, margin+float64(y)*ch
			if ink[1] != "" {
				fmt.Fprintf(&b, `<rect x="%.1f" y="%.1f" width="%.1f" height="%.1f" fill="%s"/>`, left, top, float64(x-from)*cw, ch, ink[1])
			}
			weight := ""
			if heavy[st] {
				weight = ` font-weight="bold"`
			}
			at := 0 // each word at its own column, whatever the font
			for word := range strings.SplitSeq(s.String(), " ") {
				if n := width(word); word != "" {
					fmt.Fprintf(&b, `<text x="%.1f" y="%.1f" fill="%s"%s textLength="%.1f">%s</text>`+"\n",
						left+float64(at)*cw, top+13.5, ink[0], weight, float64(n)*cw, html.EscapeString(word))
				}
				at += width(word) + 1
			}
		}
	}
	b.WriteString("</svg>\n")
	return b.String()
}
