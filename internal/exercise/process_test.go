package exercise

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/longrun"
	"example.org/whitecell/internal/record"
)

// The test program is its own second program: with the variable set to
// "WHAT PATH" it does one of these with the record at the path.
const secondProgram = "WHITECELL_TEST_EXERCISE"

var second = map[string]func(path string) error{"play": playForever}

func TestMain(m *testing.M) {
	what, path, asked := strings.Cut(os.Getenv(secondProgram), " ")
	if !asked {
		os.Exit(m.Run())
	}
	if err := second[what](path); err != nil {
		fmt.Println("ended:", err)
	}
}

// playForever resumes an exercise and makes moves as they come. After each it
// prints how many lines the record has, and the hash of the last.
func playForever(path string) error {
	e, _, err := Resume(path, time.Now)
	if err != nil {
		return err
	}
	for rnd := rand.New(rand.NewPCG(uint64(os.Getpid()), 1)); ; {
		fmt.Println(len(e.Entries()), e.Hash())
		err := anyMove(rnd, e)
		if errors.Is(err, record.ErrNotWritten) {
			return err
		}
	}
}

// anyMove makes a move, or takes back or strikes one. Many are refused.
func anyMove(rnd *rand.Rand, e *Exercise) error {
	m := engine.NewMove(engine.MoveAdvance)
	switch rnd.IntN(8) {
	case 0:
		mend, err := e.Undo()
		if err == nil {
			err = e.Make(mend)
		}
		return err
	case 1:
		mend, err := e.Strike(1+rnd.IntN(len(e.entries)+1), nil, 0)
		if err == nil {
			err = e.Make(mend)
		}
		return err
	case 2, 3:
		m = observe(strings.Repeat("It was said twice. ", 1+rnd.IntN(200)))
	case 4:
		m = move(engine.MoveShare, func(m *engine.Move) {
			p := e.prog
			m.Role, m.To, m.A, m.B = int8(rnd.IntN(p.Roles())), int8(rnd.IntN(p.Roles())), int16(rnd.IntN(p.Facts())), int16(rnd.IntN(p.Channels()))
			m.Force = true
		})
	case 5:
		m.N = engine.ToNext
	default:
		m.N = engine.ToStep
	}
	_, err := e.Do(m)
	return err
}

// A program is a second program on a record.
type program struct {
	cmd  *exec.Cmd
	says *bufio.Reader
}

func startSecond(t *testing.T, what, path string) *program {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(self)
	cmd.Env = append(os.Environ(), secondProgram+"="+what+" "+path)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return &program{cmd: cmd, says: bufio.NewReader(out)}
}

// line is the next line that the program says; ok is false when it says no more.
func (p *program) line(t *testing.T) (s string, ok bool) {
	t.Helper()
	s, err := p.says.ReadString('\n')
	if err != nil && err != io.EOF {
		t.Fatal(err)
	}
	return strings.TrimSuffix(s, "\n"), err == nil
}

// acked is a line of the record that the program has acknowledged.
type acked struct {
	lines int
	hash  string
}

// acked reads one acknowledgement; ok is false at the end and after half a line.
func (p *program) acked(t *testing.T) (a acked, ok bool) {
	t.Helper()
	s, ok := p.line(t)
	if !ok {
		return a, false
	}
	if _, err := fmt.Sscanf(s, "%d %s", &a.lines, &a.hash); err != nil || len(a.hash) != 64 {
		t.Fatalf("the program says %q, %v", s, err)
	}
	return a, true
}

// killed kills the program as kill -9 does, after some moves and a while besides; in
// a third of the rounds while it starts. It gives what was acknowledged last.
func (p *program) killed(t *testing.T, rnd *rand.Rand) (last acked) {
	t.Helper()
	while := time.Duration(rnd.IntN(10_000)) * time.Microsecond
	if rnd.IntN(3) > 0 {
		for range 1 + rnd.IntN(8) {
			if a, ok := p.acked(t); ok {
				last = a
			}
		}
	} else {
		while *= 5
	}
	<-time.After(while)
	if err := p.cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for {
		a, ok := p.acked(t)
		if !ok {
			break
		}
		last = a
	}
	p.cmd.Wait() // an error: it was killed
	return last
}

// TestLongKills kills a running exercise of First Light at random instants, again
// and again. Every move that was acknowledged is in the record, under its hash, and
// the record plays again to the same events.
func TestLongKills(t *testing.T) {
	const onOneRecord = 25
	rounds := longrun.Times(8, 500)
	rnd := rand.New(rand.NewPCG(uint64(time.Now().UnixNano()), 0))
	moves, torn, mends := 0, 0, 0
	path := ""
	for round := range rounds {
		if round%onOneRecord == 0 {
			path = filepath.Join(t.TempDir(), "killed.record")
			newFlagship(t, path)
		}
		last := startSecond(t, "play", path).killed(t, rnd)
		rec, err := record.Read(path)
		if err != nil || rec.Status.State == record.Damaged {
			t.Fatalf("round %d: %v, %+v", round, err, rec)
		}
		if rec.Status.State == record.Torn {
			torn++
		}
		hashes := hashesOf(t, path)
		if last.lines > len(rec.Lines) || last.hash != "" && hashes[last.lines] != last.hash {
			t.Fatalf("round %d: %d lines are there, and line %d was acknowledged with the hash %s", round, len(rec.Lines), last.lines, last.hash)
		}
		e, _, err := Open(path)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if err := e.Verify(); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if round%onOneRecord == onOneRecord-1 || round == rounds-1 {
			moves += len(e.Entries())
			for _, x := range e.Entries() {
				if x.undone != nil {
					mends++
				}
			}
		}
	}
	longrun.Row(t, "kill -9 of an exercise of First Light", "%d rounds; %d moves, %d of them undo or strike, every acknowledged one there under its hash; %d torn lines; every record played again",
		rounds, moves, mends, torn)
}

// newFlagship begins an exercise of First Light in which every seat plays by
// itself.
func newFlagship(t *testing.T, path string) {
	t.Helper()
	e, err := New(Options{Scenario: flagship(t), Setup: engine.Setup{Length: "45"}, Seed: 7, Path: path, Program: "test", Now: nine})
	if err != nil {
		t.Fatal(err)
	}
	for r := range e.prog.Roles() {
		must(t, e, move(engine.MoveUnseat, func(m *engine.Move) { m.Role, m.N = int8(r), int32(r%4) }))
	}
	must(t, e, start())
	if err := e.Close(); err != nil {
		t.Fatal(err)
	}
}

// hashesOf gives the hash of each line of a record that has one; that of the header
// is the first.
func hashesOf(t *testing.T, path string) (hashes []string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if i := strings.LastIndex(line, `,"hash":"`); i >= 0 {
			hashes = append(hashes, strings.TrimRight(line[i+len(`,"hash":"`):], "\"}\n"))
		}
	}
	return hashes
}

// TestTwoPrograms has two programs on one exercise: the second is told so, by name,
// and neither disturbs the first nor loses anything of it.
func TestTwoPrograms(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shared.record")
	e, c := begin(t, path)
	must(t, e, start(), until(2))
	p := startSecond(t, "play", path)
	if s, _ := p.line(t); !strings.Contains(s, "is being written by another whitecell") || !strings.Contains(s, path) {
		t.Errorf("the second program says %q", s)
	}
	p.cmd.Wait()
	if looking, _, err := Open(path); err != nil || len(looking.Entries()) != 2 {
		t.Errorf("a program that only looks on is refused: %v", err)
	}
	must(t, e, share())
	e.Close()
	got := reopened(t, path, c)
	if !got.Game().State().Equal(e.Game().State()) || !slices.Equal(got.Log().Events, e.Log().Events) {
		t.Error("the first exercise was disturbed")
	}
	if s, _ := startSecond(t, "play", path).line(t); !strings.Contains(s, "another whitecell") {
		t.Errorf("while it is resumed, a second program says %q", s)
	}
}
