package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/whitecell/internal/ptytest"
)

// follow starts the room's screen on a record, in a terminal of its own.
func follow(t *testing.T, record string, w, h int) *ptytest.Program {
	t.Helper()
	return ptytest.Start(t, whitecell(t, filepath.Dir(record), "screen", filepath.Base(record)), w, h)
}

// The room's screen shows what the console in the other window does, as far as the
// room may see it.
func TestScreenFollows(t *testing.T) {
	t.Parallel()
	console, record := atConsole(t, 100, 30)
	screen := follow(t, record, 60, 18)
	screen.See("Harbour")
	console.Type("nnn")
	console.See("A horn is heard")
	screen.See("A horn is heard over the water.")
	console.Type("!Somebody has fallen\r")
	console.See("THE EXERCISE IS SUSPENDED")
	screen.See("THE EXERCISE IS SUSPENDED")
	screen.See("Somebody has fallen")
	console.Type("!u")
	console.See("Taken back")
	screen.Until("the picture of before", func(s *ptytest.Screen) bool {
		return !strings.Contains(s.Text(), "SUSPENDED") && !strings.Contains(s.Text(), "A horn is heard")
	})
	console.Type("Qy")
	console.Finish()
	screen.Type("q")
	for _, s := range screen.NotRestored() {
		t.Error(s)
	}
	if got := screen.Finish(); got != exitFine {
		t.Errorf("it ends with %d, want %d", got, exitFine)
	}
	noStrays(t, screen)
	for _, private := range []string{"A ferry", "pilot", "crane", "buoy", "berth"} {
		if strings.Contains(strings.ToLower(screen.Raw()), strings.ToLower(private)) {
			t.Errorf("the room has seen %q", private)
		}
	}
}

// What happens to the record is told on the room's screen, and the last picture
// stays.
func TestScreenTellsOfDamage(t *testing.T) {
	tests := []struct {
		name   string
		damage func(t *testing.T, record string)
		says   string
	}{
		{"a broken line", func(t *testing.T, record string) {
			f, err := os.OpenFile(record, os.O_WRONLY|os.O_APPEND, 0)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			if _, err := f.WriteString("{\"n\":3}\n"); err != nil {
				t.Fatal(err)
			}
		}, "line"},
		{"removed", func(t *testing.T, record string) {
			if err := os.Remove(record); err != nil {
				t.Fatal(err)
			}
		}, "cannot be followed any further"},
		{"cut", func(t *testing.T, record string) {
			if err := os.Truncate(record, 400); err != nil {
				t.Fatal(err)
			}
		}, "has become shorter"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			console, record := atConsole(t, 100, 30)
			console.Type("nnn")
			console.See("A horn is heard")
			screen := follow(t, record, 140, 18)
			screen.See("A horn is heard over the water.")
			tt.damage(t, record)
			screen.See("This picture stands still: ")
			screen.See(tt.says)
			screen.See("A horn is heard over the water.")
			screen.Type("q")
			screen.Finish()
			noStrays(t, screen)
			console.Type("n")
			console.See("The move was not recorded")
			console.Type("Qy")
			console.Finish()
			noStrays(t, console)
		})
	}
}

// A record that can't be followed is told before the screen is taken.
func TestScreenOfNothing(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "other.record", "a letter\n")
	p := ptytest.Start(t, whitecell(t, dir, "screen", "other.record"), 80, 24)
	if got := p.Finish(); got != exitCould {
		t.Errorf("it ends with %d, want %d", got, exitCould)
	}
	if raw := p.Raw(); strings.Contains(raw, "\x1b") || !strings.Contains(raw, "whitecell: other.record") {
		t.Errorf("it says %q, want a sentence about the file", raw)
	}
}
