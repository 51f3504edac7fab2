package ptytest

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	_ "github.com/charmbracelet/bubbletea" // asks the terminal before main, where nothing prevents it
	"github.com/google/go-cmp/cmp"
)

// TestMain makes the test program a second program too, which does on its terminal
// what it is told.
func TestMain(m *testing.M) {
	if say := os.Getenv("WHITECELL_TEST_SAY"); say != "" {
		fmt.Print(say)
		var line string
		fmt.Scanln(&line)
		fmt.Print("heard ", line)
		os.Exit(7)
	}
	os.Exit(m.Run())
}

// saying is a program that says something, hears a line, and ends with 7.
func saying(t *testing.T, say string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(program)
	cmd.Env = append(Environ(), "WHITECELL_TEST_SAY="+say)
	return cmd
}

func TestProgram(t *testing.T) {
	p := StartAnswering(t, saying(t, "good morning"), 80, 24)
	p.See("good morning")
	p.Type("evening\n")
	if got, want := p.Finish(), 7; got != want {
		t.Errorf("it ends with %d, want %d", got, want)
	}
	if !strings.HasSuffix(p.Raw(), "heard evening") {
		t.Errorf("it says %q", p.Raw())
	}
}

// A program that leaves its terminal otherwise than it was is found out.
func TestNotRestored(t *testing.T) {
	p := StartAnswering(t, saying(t, "\x1b[?1049h\x1b[?25l\x1b[?2004hhere"), 80, 24)
	p.See("here")
	p.Signal(syscall.SIGKILL)
	want := []string{"mode ?1049 is still set", "mode ?2004 is still set", "the cursor is still hidden"}
	if diff := cmp.Diff(want, p.NotRestored()); diff != "" {
		t.Errorf("what was left (- want, + got):\n%s", diff)
	}
	if got, want := p.Wait(), -1; got != want {
		t.Errorf("it ends with %d, want %d", got, want)
	}
}

// A program on Bubble Tea that does nothing about it asks the terminal before it
// begins, and on one that is mute it waits: what tests of ours look for would be
// there.
func TestMuteTerminalTells(t *testing.T) {
	p := Start(t, saying(t, "at last"), 80, 24)
	p.Until("a question to the terminal", func(s *Screen) bool {
		return strings.Contains(strings.Join(s.Strays, "\n"), `"\x1b]11;?`)
	})
}

func TestScreen(t *testing.T) {
	const frame = "\x1b[H\x1b[1;31mab\x1b[0mc \r\nde港\x1b[2;H"
	tests := []struct {
		name, written string
		want          []string
	}{
		{"a frame", frame, nil},
		{"the same, with a row left out", frame + "\x1b[H\nxyzz\x1b[2;H", nil},
		{"a blank one", frame + "\x1b[H\r \x1b[K\x1b[J\x1b[1;H", []string{"a frame of 1 rows on a terminal of 2"}},
		{"a long row", "\x1b[Habcde\r\nabcd\x1b[2;H", []string{`row 1 of a frame is 5 columns wide, and the terminal 4: "abcde"`}},
		{"a short row", "\x1b[Habc\r\nabcd\x1b[2;H", []string{`row 1 of a frame is 3 columns wide, and the terminal 4: "abc"`}},
		{"a wide character too much", "\x1b[Habc港\r\nabcd\x1b[2;H", []string{`row 1 of a frame is 5 columns wide, and the terminal 4: "abc港"`}},
		{"a row too much", "\x1b[Habcd\r\nabcd\r\nabcd\x1b[3;H", []string{"a frame of 3 rows on a terminal of 2"}},
		{"home in the middle", "\x1b[Habcd\r\n\x1b[H", []string{"the cursor goes home in the middle of a frame"}},
		{"columns", "\x1b[Ha\x1b[4Gd\x1b[2Gbc\r\nabcd\x1b[2;H", nil},
		{"a column that is none", "\x1b[Habcd\x1b[0G\r\nabcd\x1b[2;H", []string{`a move of the cursor, "0"`}},
		{"a title", "\x1b]0;x\a", []string{`the sequence "\x1b]0;x\a"`}},
		{"the clipboard", "\x1b]52;c;eA==\x1b\\", []string{`the sequence "\x1b]52;c;eA==\x1b\\"`}},
		{"a colour of others", "\x1b[38;5;9m", []string{`the colour "38;5;9"`}},
		{"a mode of others", "\x1b[?1003h\x1b[?5h", []string{`the sequence "\x1b[?1003h"`, `the sequence "\x1b[?5h"`}},
		{"a question", "\x1b[6n\x1b[c", []string{`the sequence "\x1b[6n"`, `the sequence "\x1b[c"`}},
		{"a move outside a frame", "\x1b[3;H\x1b[4G", []string{`a move of the cursor, "3;"`, `the sequence "\x1b[4G"`}},
		{"controls", "\a\b\t\x7f\u009b", []string{`the control character '\a'`, `the control character '\b'`, `the control character '\t'`, `the control character '\x7f'`, `the character "\u009b"`}},
		{"deceit", "\u202e\u200b", []string{`the character "\u202e"`, `the character "\u200b"`}},
		{"no text", "\xff", []string{`the character "\xff"`}},
		{"another character set", "\x1b(0", []string{`the sequence "\x1b("`}},
		{"a broken sequence", "\x1b[1\r", []string{`a broken sequence "\x1b[1\r"`}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			whole, bytewise := NewScreen(4, 2), NewScreen(4, 2)
			whole.Write([]byte(tt.written))
			for i := range len(tt.written) {
				bytewise.Write([]byte(tt.written[i : i+1]))
			}
			if diff := cmp.Diff(tt.want, whole.Strays); diff != "" {
				t.Errorf("the strays (- want, + got):\n%s", diff)
			}
			if diff := cmp.Diff(whole.Strays, bytewise.Strays); diff != "" {
				t.Errorf("the strays (- in one piece, + byte by byte):\n%s", diff)
			}
			if whole.Text() != bytewise.Text() {
				t.Errorf("in one piece it shows\n%s\nbyte by byte\n%s", whole.Text(), bytewise.Text())
			}
		})
	}
}

func TestScreenShows(t *testing.T) {
	s := NewScreen(6, 3)
	s.Draw("abcdef\n港湾ef\ne\u0301bcdef")
	if got, want := s.Text(), "abcdef\n港湾ef\ne\u0301bcdef\n"; got != want {
		t.Errorf("it shows\n%s\nwant\n%s", got, want)
	}
	if got := s.Cell(1, 1) + s.Cell(2, 1); got != "湾" {
		t.Errorf("in the second row there is %q behind the first half", got)
	}
	if s.Frames != 1 || s.Whole != 1 || len(s.Strays) > 0 {
		t.Errorf("%d frames, %d of them whole, and %q", s.Frames, s.Whole, s.Strays)
	}
	s.Write([]byte("\x1b[H\nxy\x1b[3;H"))
	if got := s.Row(1); !strings.HasPrefix(got, "xy") || s.Whole != 1 {
		t.Errorf("the row that changed is %q, and %d frames were whole", got, s.Whole)
	}
}

// When the size changes, frames of the old one may still come, until there is one of
// the new.
func TestScreenResized(t *testing.T) {
	s := NewScreen(3, 1)
	s.Draw("abc")
	s.resize(5, 2)
	s.Draw("abc")
	s.Draw("abcde\nfghij")
	if len(s.Strays) > 0 {
		t.Errorf("a frame that was on its way is a stray: %q", s.Strays)
	}
	s.Draw("abc")
	if len(s.Strays) == 0 {
		t.Error("a late frame of the old size is none")
	}
}
