package main

import (
	"errors"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/ptytest"
)

// However the console is left, the terminal is as it was, the record is sound, and
// one sentence says what happened.
func TestLeaving(t *testing.T) {
	tests := []struct {
		name   string
		leave  func(*ptytest.Program)
		status int
		says   string
	}{
		{"Q y", func(p *ptytest.Program) { p.Type("Qy") }, exitFine, ""},
		{"ctrl-c y", func(p *ptytest.Program) { p.Type("\x03y") }, exitFine, ""},
		{"interrupt", func(p *ptytest.Program) { p.Signal(syscall.SIGINT) }, 130, "whitecell: ended from outside (interrupt)"},
		{"terminated", func(p *ptytest.Program) { p.Signal(syscall.SIGTERM) }, 143, "whitecell: ended from outside (terminated)"},
		{"hangup", func(p *ptytest.Program) { p.Signal(syscall.SIGHUP) }, 129, "whitecell: ended from outside (hangup)"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, record := atConsole(t, 100, 30)
			p.Type("nt")
			p.See("Told across the table")
			p.Type("a2")
			p.See("Control to Coast Guard")
			p.Type("\x1b")
			tt.leave(p)
			for _, s := range p.NotRestored() {
				t.Error(s)
			}
			if got := p.Finish(); got != tt.status {
				t.Errorf("it ends with %d, want %d", got, tt.status)
			}
			noStrays(t, p)
			_, after, left := strings.Cut(p.Raw(), "\x1b[?1049l\x1b[?25h")
			if !left || strings.ContainsRune(after, '\x1b') {
				t.Errorf("behind the console it wrote %q, want plain lines", after)
			}
			for _, want := range []string{"Left at", "whitecell resume harbour.record", tt.says} {
				if !strings.Contains(after, want) {
					t.Errorf("behind the console it says %q, want %q in it", after, want)
				}
			}
			if got := strings.Count(after, "whitecell: "); tt.says != "" && got != 1 || strings.Contains(after, "goroutine") {
				t.Errorf("behind the console it says %q, want one sentence", after)
			}
			if got := moves(t, record); !strings.Contains(got, `"do":"told"`) {
				t.Errorf("the record has the moves\n%s\nwant what was entered", got)
			}
			ex, recovery, err := exercise.Resume(record, time.Now)
			if err != nil || recovery.String() != "" {
				t.Fatalf("it can't be gone on with: %v %s", err, recovery)
			}
			if err := errors.Join(ex.Verify(), ex.Close()); err != nil {
				t.Error(err)
			}
		})
	}
}

// When the window is closed the program ends, and the record is sound.
func TestWindowClosed(t *testing.T) {
	t.Parallel()
	p, record := atConsole(t, 100, 30)
	p.Type("n")
	p.See("Ten past six")
	p.HangUp()
	if got, want := p.Wait(), 129; got != want {
		t.Errorf("it ends with %d, want %d", got, want)
	}
	if got := moves(t, record); !strings.Contains(got, `"do":"start"`) {
		t.Errorf("the record has the moves\n%s\nwant StartEx", got)
	}
}
