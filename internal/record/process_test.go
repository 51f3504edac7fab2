package record

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestMain makes the test program its own second program: with the variable
// set it resumes a record and writes moves until it is killed.
func TestMain(m *testing.M) {
	if path := os.Getenv("WHITECELL_TEST_RECORD"); path != "" {
		fmt.Println("ended:", writeForever(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForever prints the number of each acknowledged move.
func writeForever(path string) error {
	w, rec, err := Open(path)
	if err != nil {
		return err
	}
	fmt.Println(len(rec.Lines))
	for {
		n, err := w.Append(numberedBody(w.N() + 1))
		if err != nil {
			return err
		}
		fmt.Println(n)
	}
}

// numberedBody is the body of move n, small or of several pages.
func numberedBody(n int) []byte {
	return fmt.Appendf(nil, `{"do":"work","move":%d,"text":"%s"}`, n, strings.Repeat("x", n*n*97%20000))
}

// A helper is a second program on a record.
type helper struct {
	cmd  *exec.Cmd
	says *bufio.Reader
}

func startHelper(t *testing.T, path string) *helper {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(os.Environ(), "WHITECELL_TEST_RECORD="+path)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &helper{cmd: cmd, says: bufio.NewReader(out)}
}

// acked reads one number; ok is false at the end and after half a line.
func (h *helper) acked(t *testing.T) (n int, ok bool) {
	t.Helper()
	text, err := h.says.ReadString('\n')
	if err == io.EOF {
		return 0, false
	}
	if _, scanErr := fmt.Sscanf(text, "%d\n", &n); err != nil || scanErr != nil {
		t.Fatalf("the helper says %q, %v", text, err)
	}
	return n, true
}

// kill kills the helper as kill -9 does and gives the last number it had
// acknowledged, also those that it said after last was read.
func (h *helper) kill(t *testing.T, last int) int {
	t.Helper()
	if err := h.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for {
		n, ok := h.acked(t)
		if !ok {
			break
		}
		last = n
	}
	h.cmd.Wait() // an error: it was killed
	return last
}

// TestKill kills a program while it writes, again and again, on one record.
func TestKill(t *testing.T) {
	path := filepath.Join(t.TempDir(), "killed.record")
	w, err := Create(path, smallHeader())
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
	rounds := 20
	if testing.Short() {
		rounds = 3
	}
	last, torn := 0, 0
	for round := range rounds {
		h := startHelper(t, path)
		for range round%7 + 1 {
			n, ok := h.acked(t)
			if !ok {
				t.Fatal("the helper has ended by itself")
			}
			last = n
		}
		last = h.kill(t, last)
		rec, err := Read(path)
		if err != nil {
			t.Fatal(err)
		}
		if rec.Status.State == Torn {
			torn++
		}
		if rec.Status.State == Damaged {
			t.Fatal(rec.Status)
		}
		if got := len(rec.Lines); got != last && got != last+1 {
			t.Fatalf("round %d: %d lines are there, want the %d acknowledged ones and at most one more", round, got, last)
		}
		for _, line := range rec.Lines {
			if want := numberedBody(line.N); string(line.Body) != string(want) {
				t.Fatalf("round %d: move %d is %.60s…, want %.60s…", round, line.N, line.Body, want)
			}
		}
	}
	t.Logf("%d rounds, %d moves, %d torn lines", rounds, last, torn)
}

// TestTwoPrograms opens a record that another program is writing.
func TestTwoPrograms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shared.record")
	w, err := Create(path, smallHeader())
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = Open(path) // a second opening in one program counts as another
	wantKind(t, err, ErrLocked, path, "another whitecell", "whitecell screen")

	h := startHelper(t, path)
	text, _ := h.says.ReadString('\n')
	h.cmd.Wait()
	if !strings.Contains(text, "another whitecell") {
		t.Errorf("the second program says %q, want that another has the record", text)
	}
	appendAll(t, w, string(numberedBody(1))) // the first is not disturbed
	w.Close()

	h = startHelper(t, path)
	last, ok := h.acked(t)
	if !ok {
		t.Fatal("the helper could not open a record that was closed")
	}
	_, _, err = Open(path)
	wantKind(t, err, ErrLocked, path)
	if _, err := Read(path); err != nil {
		t.Errorf("Read of a record being written: %v", err)
	}
	h.kill(t, last)
	w, _, err = Open(path) // the lock has ended with the program
	if err != nil {
		t.Fatal(err)
	}
	w.Close()
}
