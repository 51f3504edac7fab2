package record

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/internal/longrun"
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

// numberedBody is the body of move n, small, of several pages, or so large that a
// kill can come in the middle of its writing.
func numberedBody(n int) []byte {
	size := n * n * 97 % 20000
	if n%4 == 0 {
		size = 1 << 18
	}
	return fmt.Appendf(nil, `{"do":"work","move":%d,"text":"%s"}`, n, strings.Repeat("x", size))
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

// atRandom kills the helper at an instant that is none of ours: after some moves,
// and after a while besides; in a third of the rounds while it starts and resumes.
func (h *helper) atRandom(t *testing.T, rnd *rand.Rand, last int) int {
	t.Helper()
	if rnd.IntN(3) > 0 {
		for range 1 + rnd.IntN(6) {
			n, ok := h.acked(t)
			if !ok {
				t.Fatal("the helper has ended by itself")
			}
			last = n
		}
	}
	<-time.After(time.Duration(rnd.IntN(8000)) * time.Microsecond)
	return h.kill(t, last)
}

// TestLongKills kills a program at random instants while it writes, again and
// again, on one record for a while and then on another. What it had acknowledged is
// there, at most one move besides, and a program that looks on sees nothing else.
func TestLongKills(t *testing.T) {
	const onOneRecord = 40
	rounds := longrun.Times(16, 500)
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	moves, torn := 0, 0
	for round := 0; round < rounds; {
		path := filepath.Join(t.TempDir(), "killed.record")
		w, err := Create(path, smallHeader())
		if err != nil {
			t.Fatal(err)
		}
		w.Close()
		f, err := Follow(path)
		if err != nil {
			t.Fatal(err)
		}
		last, followed := 0, 0
		for ; round < rounds; round++ {
			last = startHelper(t, path).atRandom(t, rnd, last)
			rec := wantNumbered(t, path, last)
			last = len(rec.Lines)
			if rec.Status.State == Torn {
				torn++
			}
			lines, err := f.Next()
			if err != nil {
				t.Fatalf("round %d: the follower says %v", round, err)
			}
			for _, line := range lines {
				if followed++; line.N != followed || string(line.Body) != string(numberedBody(line.N)) {
					t.Fatalf("round %d: the follower gives line %d with %.60s…, want move %d", round, line.N, line.Body, followed)
				}
			}
			if followed > last || followed < last-1 { // a last line without its newline is not there yet
				t.Fatalf("round %d: the follower has given %d lines, want %d", round, followed, last)
			}
			if round%onOneRecord == onOneRecord-1 {
				round++
				break
			}
		}
		f.Close()
		moves += last
	}
	longrun.Row(t, "kill -9 of a program that writes moves", "%d rounds; %d moves, every acknowledged one there; %d torn lines", rounds, moves, torn)
}

// wantNumbered reads a record that holds the acknowledged moves up to last, and at
// most one more.
func wantNumbered(t *testing.T, path string, last int) *Record {
	t.Helper()
	rec, err := Read(path)
	if err != nil {
		t.Fatal(err)
	}
	if rec.Status.State == Damaged {
		t.Fatal(rec.Status)
	}
	if got := len(rec.Lines); got != last && got != last+1 {
		t.Fatalf("%d lines are there, want the %d acknowledged ones and at most one more", got, last)
	}
	for _, line := range rec.Lines {
		if want := numberedBody(line.N); string(line.Body) != string(want) {
			t.Fatalf("move %d is %.60s…, want %.60s…", line.N, line.Body, want)
		}
	}
	return rec
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
