package tui

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/internal/ptytest"
	_ "example.org/whitecell/internal/startup"
	"example.org/whitecell/internal/text"
)

// broken is a screen with a fault of its own, in press or in draw.
type broken struct {
	where string
	drawn bool // the fault comes with the next frame
}

func (f *broken) press(_ *app, k tea.KeyMsg) {
	if typed(k) != "x" {
		return
	}
	f.drawn = f.where == "draw"
	if f.where == "press" {
		var none []int
		none[len(f.where)]++
	}
}

func (f *broken) draw(c *canvas) {
	c.put(0, 0, c.w, normal, "x is faulty")
	if f.drawn {
		panic("no \x1b]0;such\a picture")
	}
}

func (f *broken) tick(*app) {
	if f.where == "tick" {
		panic("no such second")
	}
}

// A fault of the program itself puts the terminal back, and is told in one line
// that says where it is. The test runs itself as the program that has the fault.
func TestFault(t *testing.T) {
	if where := os.Getenv("WHITECELL_TEST_FAULT"); where != "" {
		err := newApp(stylesFor(os.Stdout), &broken{where: where}).run(os.Stdin, os.Stdout)
		fmt.Println("the error:", text.Clean(err.Error()))
		os.Exit(3)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, where := range []string{"press", "draw", "tick"} {
		t.Run(where, func(t *testing.T) {
			t.Parallel()
			cmd := exec.Command(program, "-test.run=^TestFault$")
			cmd.Env = append(ptytest.Environ(), "WHITECELL_TEST_FAULT="+where)
			p := ptytest.Start(t, cmd, 60, 18)
			if where != "tick" {
				p.See("x is faulty")
				p.Type("x")
			}
			for _, s := range append(p.NotRestored(), p.Strays()...) {
				t.Error(s)
			}
			if got, want := p.Finish(), 3; got != want {
				t.Errorf("it ends with %d, want %d: the error must come back to whoever ran the program", got, want)
			}
			_, after, _ := strings.Cut(p.Raw(), "\x1b[?1049l\x1b[?25h")
			for _, want := range []string{"the error: the console has a fault of its own", "fault_test.go:", "every move that was entered is in the record"} {
				if !strings.Contains(after, want) {
					t.Errorf("behind the console it says %q, want %q in it", after, want)
				}
			}
			if strings.Contains(after, "goroutine") || strings.Count(after, "\n") != 1 {
				t.Errorf("behind the console it says %q, want one line", after)
			}
		})
	}
}
