//go:build darwin || linux

package exercise

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.org/whitecell/internal/longrun"
	"example.org/whitecell/internal/record"
)

func init() {
	second["full"] = playUntilFull
	second["forbidden"] = playForbidden
}

// room makes this program's files end at so many bytes, as a full disk does.
func room(bytes uint64) error {
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	limit.Cur = min(bytes, limit.Max)
	return syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit)
}

// playUntilFull plays as playForever does, with room for so many bytes; the path
// begins with them. When a move can't be recorded it finds more room and tries to go
// on, which it must not be let.
func playUntilFull(arg string) error {
	bytes, path, _ := strings.Cut(arg, " ")
	n, err := strconv.ParseUint(bytes, 10, 64)
	if err != nil {
		return err
	}
	if err := room(n); err != nil {
		return err
	}
	e, _, err := Resume(path, time.Now)
	if err != nil {
		return err
	}
	for rnd := rand.New(rand.NewPCG(n, 1)); err == nil || !errors.Is(err, record.ErrNotWritten); {
		err = anyMove(rnd, e)
		fmt.Println(len(e.Entries()), e.Hash()) // with those moves of several that were recorded
	}
	if played := e.Verify(); played != nil || len(e.Entries()) != e.writer.N() {
		return fmt.Errorf("%w, and yet it was made: %w", err, played)
	}
	if more := room(^uint64(0)); more != nil {
		return more
	}
	if _, again := e.Do(observe("Is it here?")); !errors.Is(again, record.ErrNotWritten) {
		return fmt.Errorf("%w, and afterwards: %w", err, again)
	}
	return err
}

// TestLongFull fills the disk under an exercise of First Light, at any byte. The
// program says so in a sentence and takes no move any more; what it had acknowledged
// is there when there is room again.
func TestLongFull(t *testing.T) {
	rounds := longrun.Times(6, 300)
	rnd := rand.New(rand.NewPCG(8, 9))
	moves, torn := 0, 0
	path := filepath.Join(t.TempDir(), "full.record")
	newFlagship(t, path)
	for round := range rounds {
		size := sizeOf(t, path)
		p := startSecond(t, "full "+strconv.Itoa(size+rnd.IntN(6000)), path)
		said, last := "", acked{}
		for {
			s, ok := p.line(t)
			if !ok {
				break
			}
			if a, err := fmt.Sscanf(s, "%d %s", &last.lines, &last.hash); a < 2 || err != nil {
				said = s
			}
		}
		p.cmd.Wait()
		if !strings.Contains(said, "was not recorded, and so it was not made") || !strings.Contains(said, path+" could not be written (file too large)") ||
			!strings.Contains(said, "Free space") || strings.Contains(said, "afterwards") || strings.Contains(said, "and yet") {
			t.Fatalf("round %d: the program says %q", round, said)
		}
		e, recovery, err := Resume(path, nine)
		if err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		if recovery.TornBytes > 0 {
			torn++
			os.Remove(recovery.KeptIn)
		}
		if len(e.Entries()) != last.lines || e.Hash() != last.hash {
			t.Fatalf("round %d: resumed with %d lines, want the %d that were acknowledged", round, len(e.Entries()), last.lines)
		}
		if err := e.Verify(); err != nil {
			t.Fatalf("round %d: %v", round, err)
		}
		moves = len(e.Entries())
		must(t, e, observe("There is room again."))
		e.Close()
	}
	longrun.Row(t, "disk full under an exercise of First Light", "%d rounds; %d moves, every acknowledged one there; %d torn lines set aside; every record played again", rounds, moves, torn)
}

func sizeOf(t *testing.T, path string) int {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return int(info.Size())
}

// playForbidden says what a program gets to hear that may read the record at the
// path and its folder, and write neither.
func playForbidden(path string) error {
	if os.Getuid() == 0 { // who may do everything: become nobody
		if err := errors.Join(syscall.Setgid(65534), syscall.Setuid(65534)); err != nil {
			return err
		}
	}
	e, _, err := Open(path)
	if err != nil {
		return err
	}
	fmt.Println("read:", len(e.Entries()))
	_, _, err = Resume(path, nine)
	fmt.Println("resumed:", err)
	_, err = New(Options{Scenario: e.prog.Scenario, Path: path + ".new", Now: nine})
	fmt.Println("made:", err)
	return nil
}

// TestForbidden resumes a record that may only be read, and begins one in a folder
// where nothing may be made.
func TestForbidden(t *testing.T) {
	folder, err := os.MkdirTemp("", "whitecell") // not TempDir, whose parents are ours alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.Chmod(folder, 0o700); os.RemoveAll(folder) })
	path := filepath.Join(folder, "fog.record")
	e, _ := begin(t, path)
	must(t, e, start(), until(2))
	e.Close()
	before, err := os.ReadFile(path)
	if err := errors.Join(err, os.Chmod(path, 0o444), os.Chmod(folder, 0o555)); err != nil {
		t.Fatal(err)
	}
	p := startSecond(t, "forbidden", path)
	for _, want := range []string{
		"read: 2",
		"resumed: " + path + " may not be written by you (permission denied). Ask for permission, or copy it to a folder of your own and resume the copy.",
		"made: " + path + ".new cannot be made (permission denied). Choose a folder that you may write to.",
	} {
		if got, _ := p.line(t); got != want {
			t.Errorf("the program says %q\nwant %q", got, want)
		}
	}
	p.cmd.Wait()
	entries, _ := os.ReadDir(folder)
	if after, _ := os.ReadFile(path); string(after) != string(before) || len(entries) != 1 {
		t.Errorf("the record has changed, or files were made: %v", entries)
	}
}
