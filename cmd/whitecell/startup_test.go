package main

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"example.org/whitecell/internal/ptytest"
)

// No verb that draws no screen asks the terminal anything, so none can wait for an
// answer. What is asked is written: nothing that begins with an escape is.
func TestMuteTerminal(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	write(t, dir, "harbour.yaml", harbour)
	seed := whitecell(t, dir, "run", "harbour.yaml", "--seed", "3", "--record", "left.record")
	seed.Stdin = strings.NewReader("n\nn\nq\n")
	if out, err := seed.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	tests := []struct {
		args, keys string
		status     int
		says       string
	}{
		{"--help", "", exitFine, "resume"},
		{"--version", "", exitFine, "whitecell version"},
		{"help run", "", exitFine, "--practice"},
		{"completion bash", "", exitFine, "bash completion"},
		{"__complete ru", "", exitFine, "run"},
		{"check harbour.yaml first-light", "", exitFine, "first-light: nothing is wrong with it"},
		{"check --json harbour.yaml", "", exitFine, "["},
		{"check --explain E021", "", exitFine, "E021"},
		{"check nowhere.yaml", "", exitCould, "whitecell: there is no scenario"},
		{"print first-light --out papers", "", exitFine, "EXERCISE-first-light-print.html"},
		{"run harbour.yaml --auto --seed 7", "", exitFine, "ENDEX"},
		{"run harbour.yaml --plain --record plain.record", "\nq\n", exitFine, "Left at"},
		{"run first-light --practice=interior", "q\n", exitFine, "Interior and Police Agency"},
		{"resume left.record --plain --verify", "q\n", exitFine, "Left at"},
		{"resume nowhere.record", "", exitCould, "nowhere.record"},
		{"screen nowhere.record", "", exitCould, "nowhere.record"},
		{"rnu", "", exitCould, "unknown command"},
	}
	for _, tt := range tests {
		t.Run(tt.args, func(t *testing.T) {
			t.Parallel()
			p := ptytest.Start(t, whitecell(t, dir, strings.Fields(tt.args)...), 80, 24)
			p.Type(tt.keys)
			if got := p.Finish(); got != tt.status {
				t.Errorf("it ends with %d, want %d", got, tt.status)
			}
			if raw := p.Raw(); strings.Contains(raw, "\x1b") {
				t.Errorf("it wrote an escape: %q", raw)
			}
			if !strings.Contains(p.Raw(), tt.says) {
				t.Errorf("it says %q, want %q in it", p.Raw(), tt.says)
			}
		})
	}
}

// A terminal that says of itself that it can't do it is not drawn on.
func TestDumbTerminal(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "harbour.yaml", harbour)
	cmd := whitecell(t, dir, "run", "harbour.yaml")
	cmd.Env = append(ptytest.Environ(), "TERM=dumb")
	p := ptytest.Start(t, cmd, 80, 24)
	p.Type("q\n")
	p.Finish()
	if raw := p.Raw(); strings.Contains(raw, "\x1b") || !strings.Contains(raw, "GROUND RULES") {
		t.Errorf("it says %q, want the dialogue of lines", raw)
	}
}

// The console asks nothing either: its first frame comes without an answer.
func TestMuteConsole(t *testing.T) {
	p, _ := atConsole(t, 80, 24)
	noStrays(t, p)
}

// The runtime tells in which order it made packages ready.
func TestStartupComesFirst(t *testing.T) {
	cmd := whitecell(t, t.TempDir(), "--version")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	place := map[string]int{}
	for i, m := range regexp.MustCompile(`(?m)^init (\S+) @`).FindAllStringSubmatch(string(out), -1) {
		place[m[1]] = i
	}
	const ours, theirs = "example.org/whitecell/internal/startup", "github.com/charmbracelet/bubbletea"
	a, okA := place[ours]
	b, okB := place[theirs]
	if !okA || !okB || a > b {
		t.Errorf("%s is number %d (%v) of what is made ready and %s number %d (%v), want the first before the second", ours, a, okA, theirs, b, okB)
	}
}
