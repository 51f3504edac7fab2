package tui

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"

	"example.org/whitecell/internal/text"
)

// A screen is one of the program's pictures, with what it does when a key is
// pressed. The one that was pushed last is shown.
type screen interface {
	// press takes one key; keys typed fast come one by one.
	press(a *app, k tea.KeyMsg)
	// draw draws the whole canvas.
	draw(c *canvas)
}

// What a screen may do besides.
type (
	// paster takes text that was pasted.
	paster interface{ paste(a *app, s string) }
	// clicker takes a click of the mouse, or a turn of its wheel (up -1, down 1).
	clicker interface{ click(a *app, x, y, wheel int) }
	// ticker is told that about a second has passed.
	ticker interface{ tick(a *app) }
)

// app is the whole program on the terminal: a stack of screens, and the size.
type app struct {
	styles  *Styles
	canvas  canvas
	screens []screen
	failure error
	leaving bool
	program *tea.Program
}

type tickMsg struct{}

// everySecond lets clocks run.
func everySecond() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return tickMsg{} })
}

// newApp is an app with one screen.
func newApp(styles *Styles, first screen) *app {
	a := &app{styles: styles}
	a.canvas.reset(80, 24)
	a.push(first)
	return a
}

func (a *app) push(s screen)    { a.screens = append(a.screens, s) }
func (a *app) pop()             { a.screens = a.screens[:len(a.screens)-1] }
func (a *app) replace(s screen) { a.screens[len(a.screens)-1] = s }
func (a *app) top() screen      { return a.screens[len(a.screens)-1] }

// fail ends the program with an error that it can't go on from.
func (a *app) fail(err error) {
	if a.failure == nil {
		a.failure = err
	}
	a.leaving = true
}

// Init starts the clock.
func (a *app) Init() tea.Cmd { return everySecond() }

// Update routes what happens to the screen that is shown.
func (a *app) Update(msg tea.Msg) (_ tea.Model, cmd tea.Cmd) {
	defer a.caught(&cmd)
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.canvas.reset(max(msg.Width, 1), max(msg.Height, 1))
	case tickMsg:
		if t, ok := a.top().(ticker); ok {
			t.tick(a)
		}
		cmd = everySecond()
	case tea.MouseMsg:
		a.mouse(msg)
	case tea.KeyMsg:
		a.keys(msg)
	}
	if a.leaving {
		return a, tea.Quit
	}
	return a, cmd
}

// keys hands on what was typed. Keys typed fast arrive together in one message;
// escape and a key right behind it arrive as one key with Alt.
func (a *app) keys(msg tea.KeyMsg) {
	if msg.Paste {
		if p, ok := a.top().(paster); ok {
			p.paste(a, text.Clean(string(msg.Runes)))
		}
		return
	}
	if msg.Alt {
		a.press(tea.KeyMsg{Type: tea.KeyEsc})
		msg.Alt = false
	}
	if msg.Type != tea.KeyRunes {
		a.press(msg)
		return
	}
	for _, r := range msg.Runes {
		one := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		if r == ' ' {
			one.Type = tea.KeySpace
		}
		a.press(one)
	}
}

func (a *app) press(k tea.KeyMsg) {
	if !a.leaving {
		a.top().press(a, k)
	}
}

func (a *app) mouse(msg tea.MouseMsg) {
	c, ok := a.top().(clicker)
	if !ok || msg.Action != tea.MouseActionPress {
		return
	}
	switch msg.Button {
	case tea.MouseButtonLeft:
		c.click(a, msg.X, msg.Y, 0)
	case tea.MouseButtonWheelUp:
		c.click(a, msg.X, msg.Y, -1)
	case tea.MouseButtonWheelDown:
		c.click(a, msg.X, msg.Y, 1)
	}
}

// View draws the screen that is shown.
func (a *app) View() string {
	defer a.caught(nil)
	a.canvas.reset(a.canvas.w, a.canvas.h)
	a.top().draw(&a.canvas)
	return a.canvas.String(a.styles)
}

// caught turns a fault of the program itself into an error that ends it: the
// terminal is put back, and what was entered is in the record.
func (a *app) caught(cmd *tea.Cmd) {
	r := recover()
	if r == nil {
		return
	}
	where := "an unknown place"
	for skip := 2; skip < 12; skip++ {
		_, file, line, ok := runtime.Caller(skip)
		if ok && strings.Contains(file, "internal/tui") || ok && strings.Contains(file, "engine") {
			where = fmt.Sprintf("%s:%d", file[strings.LastIndexByte(file, '/')+1:], line)
			break
		}
	}
	a.fail(fmt.Errorf("the console has a fault of its own (%v, at %s); every move that was entered is in the record", r, where))
	if cmd != nil {
		*cmd = tea.Quit
	} else if a.program != nil {
		go a.program.Quit()
	}
}

// ErrInterrupted says that the program was told to end from outside.
var ErrInterrupted = errors.New("interrupted")

// run shows the app on a terminal until it is left.
func (a *app) run(in io.Reader, out io.Writer) error {
	a.program = tea.NewProgram(a, tea.WithInput(in), tea.WithOutput(out), tea.WithAltScreen(),
		tea.WithMouseCellMotion(), tea.WithoutCatchPanics())
	_, err := a.program.Run()
	switch {
	case a.failure != nil:
		return a.failure
	case errors.Is(err, tea.ErrInterrupted), errors.Is(err, tea.ErrProgramKilled):
		return ErrInterrupted
	}
	return err
}

// stylesFor are the styles for a terminal.
func stylesFor(out io.Writer) *Styles { return NewStyles(lipgloss.NewRenderer(out)) }
