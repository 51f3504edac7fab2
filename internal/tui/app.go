package tui

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"time"

	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/x/term"

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
	pressed bool // a key was pressed since a frame was drawn
	failure error
	leaving bool
	program *tea.Program
}

type tickMsg struct{}

// endMsg is a signal that tells the program to end.
type endMsg struct{ signal syscall.Signal }

// everySecond lets clocks run.
func everySecond() tea.Cmd {
	return tea.Tick(time.Second, func(time.Time) tea.Msg { return tickMsg{} })
}

// newApp is an app with one screen.
func newApp(styles *Styles, first screen) *app {
	a := &app{styles: styles}
	a.resize(0, 0)
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

// resize takes in the terminal's size. One that does not know its own counts as 80
// by 24, and none as larger than any is: a frame must fit into memory.
func (a *app) resize(w, h int) {
	if w <= 0 || h <= 0 {
		w, h = 80, 24
	}
	a.canvas.reset(min(w, 1000), min(h, 300))
}

// Init starts the clock.
func (a *app) Init() tea.Cmd { return everySecond() }

// Update routes what happens to the screen that is shown.
func (a *app) Update(msg tea.Msg) (same tea.Model, cmd tea.Cmd) {
	same = a // also where a fault is caught: the last frame is drawn of it
	defer a.caught(&cmd)
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.resize(msg.Width, msg.Height)
	case tickMsg:
		if t, ok := a.top().(ticker); ok {
			t.tick(a)
		}
		cmd = everySecond()
	case endMsg:
		a.fail(&Interrupted{msg.signal})
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

// press hands on one key. What a key does may depend on what is on the screen, so
// between two keys of one message there is a frame too, as if they came slowly.
func (a *app) press(k tea.KeyMsg) {
	if a.leaving {
		return
	}
	if a.pressed {
		a.draw()
	}
	a.pressed = true
	a.top().press(a, k)
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
	a.draw()
	return a.canvas.String(a.styles)
}

func (a *app) draw() {
	a.pressed = false
	a.canvas.reset(a.canvas.w, a.canvas.h)
	a.top().draw(&a.canvas)
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

// Interrupted is the error of a program that was not left, but told to end from
// outside: by a signal, or, which counts as a hangup, because its terminal has gone.
type Interrupted struct{ Signal syscall.Signal }

func (e *Interrupted) Error() string { return "ended from outside (" + e.Signal.String() + ")" }

// run shows the app on a terminal until it is left.
func (a *app) run(in io.Reader, out io.Writer) error {
	if f, ok := out.(term.File); ok { // or the first frame would be drawn for another size
		if w, h, err := term.GetSize(f.Fd()); err == nil {
			a.resize(w, h)
		}
	}
	if f, ok := in.(term.File); ok {
		in = &keyboard{File: f}
	}
	a.program = tea.NewProgram(a, tea.WithInput(in), tea.WithOutput(out), tea.WithAltScreen(),
		tea.WithFPS(120), // a frame waits for the next tick: a key is answered, and the first one drawn, 8 ms earlier at most
		tea.WithMouseCellMotion(), tea.WithoutCatchPanics(), tea.WithoutSignalHandler())
	defer a.heedSignals()()
	_, err := a.program.Run()
	switch {
	case a.failure != nil:
		return a.failure
	case errors.Is(err, tea.ErrProgramKilled): // nothing can be read any more
		return &Interrupted{syscall.SIGHUP}
	}
	return err
}

// heedSignals lets the signals that ask a program to end do so, until stop is
// called. Bubble Tea itself knows no hangup, and takes a termination for being left.
func (a *app) heedSignals() (stop func()) {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	go func() {
		if s, ok := (<-signals).(syscall.Signal); ok {
			a.program.Send(endMsg{s})
		}
	}()
	return func() {
		signal.Stop(signals)
		close(signals)
	}
}

// stylesFor are the styles for a terminal.
func stylesFor(out io.Writer) *Styles { return NewStyles(lipgloss.NewRenderer(out)) }
