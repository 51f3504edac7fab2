// Package ptytest runs a program on a pseudo-terminal for tests, and reads what it
// draws there.
//
// The terminal is mute: it answers no question, as a bare serial line or a pipe of
// an editor does not. Nothing here waits for a time to pass. A test waits until
// something is on the screen, and a limit of time only ends a test that fails.
package ptytest

import (
	"errors"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Patience is how long a test waits for what never comes.
const Patience = 30 * time.Second

// Program is a program that runs on a pseudo-terminal of its own.
type Program struct {
	t      testing.TB
	cmd    *exec.Cmd
	master *os.File
	slave  *os.File // kept open, so that the terminal outlives the program
	before mode
	read   chan struct{} // closed when nothing more can be read
	ended  chan struct{} // closed when the program has ended
	news   chan struct{} // holds one where something was read

	mu     sync.Mutex
	screen Screen
	raw    []byte
	answer bool
}

// Start starts a command on a terminal of a size in columns and rows, with the
// terminal as its controlling one. The environment is the test's own, less what
// would tell of another terminal. Where there are no pseudo-terminals the test is
// skipped.
func Start(t testing.TB, cmd *exec.Cmd, w, h int) *Program {
	t.Helper()
	return start(t, cmd, w, h, false)
}

// StartAnswering is Start on a terminal that answers the two questions that
// libraries ask: for its background, and for the place of the cursor.
func StartAnswering(t testing.TB, cmd *exec.Cmd, w, h int) *Program {
	t.Helper()
	return start(t, cmd, w, h, true)
}

func start(t testing.TB, cmd *exec.Cmd, w, h int, answer bool) *Program {
	t.Helper()
	master, slave, err := open()
	if err != nil {
		skip(t, err)
	}
	p := &Program{
		t: t, cmd: cmd, master: master, slave: slave, answer: answer,
		read: make(chan struct{}), ended: make(chan struct{}), news: make(chan struct{}, 1),
	}
	if err := setSize(master, w, h); err != nil {
		t.Fatal(err)
	}
	p.screen.resize(w, h)
	if p.before, err = modeOf(slave); err != nil {
		t.Fatal(err)
	}
	if cmd.Env == nil {
		cmd.Env = Environ()
	}
	if cmd.Stdin == nil {
		cmd.Stdin = slave
	}
	if cmd.Stdout == nil {
		cmd.Stdout = slave
	}
	if cmd.Stderr == nil {
		cmd.Stderr = slave
	}
	cmd.SysProcAttr = session()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go p.listen()
	go func() {
		cmd.Wait() // what it found is in ProcessState
		close(p.ended)
	}()
	t.Cleanup(p.Stop)
	return p
}

// skip passes over a test that this machine can't run, and fails it where nothing
// may be skipped.
func skip(t testing.TB, why error) {
	t.Helper()
	if os.Getenv("WHITECELL_NO_SKIP") == "1" {
		t.Fatal("a pseudo-terminal is needed here: ", why)
	}
	t.Skip("no pseudo-terminal: ", why)
}

// Environ is the test's environment as it is on a terminal of 256 colours.
func Environ() []string {
	foreign := []string{"CI", "TERM", "COLORTERM", "COLORFGBG", "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "TERM_PROGRAM", "GOOGLE_CLOUD_SHELL", "LINES", "COLUMNS"}
	env := slices.DeleteFunc(os.Environ(), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(foreign, name)
	})
	return append(env, "TERM=xterm-256color")
}

// listen reads what the program writes until it has ended and all is read.
func (p *Program) listen() {
	defer close(p.read)
	buf := make([]byte, 1<<16)
	for {
		n, err := p.master.Read(buf)
		if n > 0 {
			p.take(buf[:n])
		}
		if err != nil {
			return
		}
	}
}

func (p *Program) take(b []byte) {
	p.mu.Lock()
	p.raw = append(p.raw, b...)
	p.screen.Write(b)
	p.mu.Unlock()
	if p.answer && strings.Contains(string(b), "\x1b]11;?") {
		p.master.WriteString("\x1b]11;rgb:0000/0000/0000\x1b\\\x1b[1;1R")
	}
	select {
	case p.news <- struct{}{}:
	default:
	}
}

// Until waits until the screen is as a test wants it. What says what is waited for.
func (p *Program) Until(what string, is func(*Screen) bool) {
	p.t.Helper()
	limit := time.NewTimer(Patience)
	defer limit.Stop()
	for over := false; ; {
		if p.check(is) {
			return
		}
		if over {
			p.t.Fatalf("the program ended before there was %s; the screen:\n%s\nwhat it wrote:\n%q", what, p.Text(), p.tail())
		}
		select {
		case <-p.news:
		case <-p.read:
			over = true // once more: all is read now
		case <-limit.C:
			p.t.Fatalf("still not there: %s; the screen:\n%s", what, p.Text())
		}
	}
}

// check looks at the screen, but never at half a frame.
func (p *Program) check(is func(*Screen) bool) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return !p.screen.drawing && is(&p.screen)
}

// See waits until a text stands on the screen, in one row.
func (p *Program) See(text string) {
	p.t.Helper()
	p.Until(text, func(s *Screen) bool { return strings.Contains(s.Text(), text) })
}

// Text is what stands on the screen now.
func (p *Program) Text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.screen.Text()
}

// Raw is everything that the program has written.
func (p *Program) Raw() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.raw)
}

func (p *Program) tail() string {
	raw := p.Raw()
	return raw[max(len(raw)-300, 0):]
}

// Type types keys: all of them arrive at once.
func (p *Program) Type(keys string) {
	p.t.Helper()
	if _, err := p.master.WriteString(keys); err != nil {
		p.t.Fatal(err)
	}
}

// Resize gives the terminal another size, and tells the program.
func (p *Program) Resize(w, h int) {
	p.t.Helper()
	p.mu.Lock()
	p.screen.resize(w, h)
	p.mu.Unlock()
	if err := setSize(p.master, w, h); err != nil {
		p.t.Fatal(err)
	}
}

// Signal sends the program a signal.
func (p *Program) Signal(sig syscall.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(sig); err != nil {
		p.t.Fatal(err)
	}
}

// HangUp takes the terminal away, as closing its window does.
func (p *Program) HangUp() {
	p.slave.Close()
	p.master.Close()
}

// Wait waits until the program has ended and everything it wrote is read. It gives
// the exit status, -1 where a signal ended it.
func (p *Program) Wait() int {
	p.t.Helper()
	limit := time.NewTimer(Patience)
	defer limit.Stop()
	select {
	case <-p.ended:
	case <-limit.C:
		p.t.Fatalf("the program does not end; the screen:\n%s\nwhat it wrote last:\n%q", p.Text(), p.tail())
	}
	return p.cmd.ProcessState.ExitCode()
}

// Finish waits as Wait does, and reads the rest of what was written. After it,
// nothing can be typed.
func (p *Program) Finish() int {
	p.t.Helper()
	status := p.Wait()
	p.slave.Close() // now reading ends where nothing is left
	<-p.read
	return status
}

// NotRestored waits as Finish does, and says what of the terminal is not as it was
// before the program: nothing, if all is well.
func (p *Program) NotRestored() []string {
	p.t.Helper()
	p.Wait()
	var wrong []string
	after, err := modeOf(p.slave)
	switch {
	case err != nil:
		wrong = append(wrong, err.Error())
	case after != p.before:
		wrong = append(wrong, "its settings (stty) are others")
	}
	p.Finish()
	p.mu.Lock()
	defer p.mu.Unlock()
	return append(wrong, p.screen.left()...)
}

// Strays is everything that the program wrote and that a program of ours never
// writes. See Screen.
func (p *Program) Strays() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.screen.Strays)
}

// Stop ends the program where it still runs, and takes its terminal away. At the
// end of a test that happens by itself.
func (p *Program) Stop() {
	p.t.Helper()
	select {
	case <-p.ended:
	default:
		p.cmd.Process.Kill()
		<-p.ended
	}
	p.slave.Close()
	if err := p.master.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		p.t.Error(err)
	}
	<-p.read
}
