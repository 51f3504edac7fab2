package tui

import (
	"io"
	"os"
	"time"

	"github.com/charmbracelet/x/term"

	"example.org/whitecell/internal/exercise"
)

// Terminal is where a program draws and reads, and the clock in the room.
type Terminal struct {
	In  io.Reader
	Out io.Writer
	Now func() time.Time
}

// Run runs an exercise at the console until it is left. The error is an
// *Interrupted where the program was told to end from outside.
func (t Terminal) Run(ex *exercise.Exercise) error {
	return newApp(stylesFor(t.Out), newConsole(ex, t.Now)).run(t.In, t.Out)
}

// Screen shows the room's screen of an exercise that another program runs, until it
// is left.
func (t Terminal) Screen(w *exercise.Watch) error {
	problem := ""
	r := &room{}
	r.take = func() picture {
		if problem == "" {
			if _, err := w.Update(); err != nil {
				problem = "This picture stands still: " + err.Error()
			}
		}
		p := pictureOf(w.Exercise)
		p.problem = problem
		return p
	}
	r.now = r.take()
	return newApp(stylesFor(t.Out), r).run(t.In, t.Out)
}

// IsTerminal says whether a reader or writer is a terminal.
func IsTerminal(f any) bool {
	file, ok := f.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}
