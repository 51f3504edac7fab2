package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/ptytest"
	"example.org/whitecell/internal/record"
)

// whitecell is the program, to be run in a folder: the test program itself, which
// TestMain makes whitecell where it is called so.
func whitecell(t testing.TB, dir string, args ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program, args...)
	cmd.Args[0] = "whitecell"
	cmd.Dir = dir
	return cmd
}

// build builds one of the programs of this module.
func build(t testing.TB, folder string) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	if out, err := exec.Command("go", "build", "-buildvcs=false", "-o", program, folder).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return program
}

// write writes a file for a test, and gives its path.
func write(t testing.TB, dir, name, content string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// harbour is a small story for the tests of the console.
const harbour = `whitecell: 1
title: Harbour
roles:
  port: {title: Port Authority, knows: [pilot, crane]}
  guard: {title: Coast Guard, knows: [buoy]}
  mayor: Mayor
facts:
  pilot: A pilot boat turned back
  crane: The crane is locked
  buoy: A buoy is adrift
channels:
  radio: {between: all, delay: 5m}
turns:
  - title: Ten past six
    lasts: 60m
    injects:
      - {id: silent, to: port, at: 0m, text: A ferry has not answered.}
      - {id: horn, to: all, at: 20m, title: A horn, text: A horn is heard over the water.}
    decisions:
      boat:
        title: Boat
        ask: Where does the boat go?
        by: guard
        due: 40m
        default: south
        options: {south: South, berth: The berth}
`

// atConsole starts the console of the harbour exercise, and gives its record.
func atConsole(t testing.TB, w, h int) (p *ptytest.Program, record string) {
	t.Helper()
	dir := t.TempDir()
	write(t, dir, "harbour.yaml", harbour)
	p = ptytest.Start(t, whitecell(t, dir, "run", "harbour.yaml", "--seed", "3", "--record", "harbour.record"), w, h)
	p.See("StartEx")
	return p, filepath.Join(dir, "harbour.record")
}

// moves are the moves that count in a record, as lines to be read.
func moves(t testing.TB, path string) string {
	t.Helper()
	ex, status, err := exercise.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	if status.State != record.Sound {
		t.Error(status)
	}
	var b strings.Builder
	for _, e := range ex.Entries() {
		b.Write(ex.Program().AppendMove(nil, e.Move))
		if e.Gone != "" {
			b.WriteString(" GONE")
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// noStrays holds that a program wrote to its terminal nothing but what ours may.
func noStrays(t testing.TB, p *ptytest.Program) {
	t.Helper()
	for i, s := range p.Strays() {
		if i == 8 {
			t.Errorf("and %d more", len(p.Strays())-i)
			return
		}
		t.Error("written to the terminal: ", s)
	}
}
