package tui

import (
	"strings"

	"github.com/charmbracelet/lipgloss"
)

// style is how a cell is shown.
type style uint8

const (
	normal style = iota
	faint
	bold
	heading // titles of panels
	accent  // what is to be said or done now
	good
	warn
	bad
	keys     // keys that can be pressed
	chosen   // under the cursor, or selected
	bar      // the line at the top
	barWarn  // the same, when time runs out
	alarm    // the real-world stop
	styleMax // how many there are
)

// Styles are the sequences that turn each style on and off.
type Styles struct {
	on, off [styleMax]string
}

// NewStyles makes the styles for what a renderer's terminal can show: with
// NO_COLOR set, or where there are no colours, all of them are plain.
func NewStyles(r *lipgloss.Renderer) *Styles {
	colour := func(c string) lipgloss.Style { return r.NewStyle().Foreground(lipgloss.Color(c)) }
	s := &Styles{}
	for st, look := range map[style]lipgloss.Style{
		faint:   colour("8"),
		bold:    r.NewStyle().Bold(true),
		heading: colour("6"),
		accent:  colour("6").Bold(true),
		good:    colour("2"),
		warn:    colour("3").Bold(true),
		bad:     colour("1").Bold(true),
		keys:    colour("4").Bold(true),
		chosen:  r.NewStyle().Reverse(true),
		bar:     r.NewStyle().Reverse(true),
		barWarn: colour("3").Bold(true).Reverse(true),
		alarm:   colour("1").Bold(true).Reverse(true),
	} {
		s.on[st], s.off[st], _ = strings.Cut(look.Render("x"), "x")
	}
	return s
}
