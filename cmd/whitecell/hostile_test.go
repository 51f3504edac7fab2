package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/ptytest"
	"example.org/whitecell/internal/record"
	"example.org/whitecell/scenarios"
)

// hostileWords would set the clipboard, the title and modes, clear the screen, ring,
// colour, turn the text round and move the cursor, if they were let.
const hostileWords = "Zorn\x1b]52;c;cm0gLXJmCg==\a \x1b]0;owned\x1b\\ \x1b[2J\x1b[?1003h\x1b[38;5;9m\x1b(0 \u009b5n \u009d0;x\u009c \u202eback \u2066iso\u200b " +
	"\x00\b\b\r\n\v\f\u0085\u2028 \x1b[6n \x1bP+q\x1b\\ \x7f 港 🚢 👨\u200d👩\u200d👧 e\u0301\u0301\u0301\u0301\u0301\u0301 \ufe0f \U000e0041 end"

// hostileRecord is a record as another program might have made it: its hashes are
// right, and its words are hostile. Its story's every text is odd.
func hostileRecord(t *testing.T, dir, name string, more ...string) {
	t.Helper()
	const mark = "Ergo"
	story, err := filepath.Abs("../../internal/tui/testdata/odd.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lines := []string{
		"n", "n", "n", "a: message to b %", "message to b %", "improvise to a,b %", "observe a %", "pin %", "act a %",
		"rule a allowed %", "a: decide d n %", "a: share k to b", "slips a 2 %", "n", "n", "improvise to all %",
	}
	lines = append(lines, more...)
	cmd := whitecell(t, t.TempDir(), "run", story, "--plain", "--seed", "3", "--record", "made.record")
	cmd.Stdin = strings.NewReader(strings.ReplaceAll(strings.Join(lines, "\n"), "%", `"`+mark+`"`) + "\nq\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	made, err := record.Read(filepath.Join(cmd.Dir, "made.record"))
	if err != nil {
		t.Fatal(err)
	}
	header := made.Header
	header.Program, header.Scenario.Name = hostileWords, hostileWords
	w, err := record.Create(filepath.Join(dir, name), header)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, line := range made.Lines {
		body := string(line.Body)
		n += strings.Count(body, `"`+mark+`"`)
		if _, err := w.Append([]byte(strings.ReplaceAll(body, `"`+mark+`"`, string(engine.AppendText(nil, hostileWords))))); err != nil {
			t.Fatal(err)
		}
	}
	if n < 8 {
		t.Fatalf("only %d moves have words", n)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
}

// hostileName is the name of a file.
const hostileName = "a\x1b]0;owned\a\x1b[31m\u202e\n\u009b5nz.record"

// Whatever a record, a story and a file's name say, only what the program itself
// writes reaches the terminal: on every screen, and in what is printed behind it.
func TestHostileText(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	hostileRecord(t, dir, hostileName)
	sizes := [][2]int{{80, 24}, {132, 40}}
	if testing.Short() {
		sizes = sizes[:1]
	}
	for _, size := range sizes {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			t.Parallel()
			here := t.TempDir()
			content, err := os.ReadFile(filepath.Join(dir, hostileName))
			if err != nil {
				t.Fatal(err)
			}
			write(t, here, hostileName, string(content))
			p := ptytest.Start(t, whitecell(t, here), size[0], size[1])
			p.See("Kept in this folder")
			p.Type(string(rune('a' + len(scenarios.Names())))) // the records come behind the library
			p.See("Resumed")
			// After each key there is another frame at the least: that of another size.
			wide := size[0]
			frames := func(keys ...string) {
				t.Helper()
				for _, k := range keys {
					was := 0
					p.Until("a frame", func(s *ptytest.Screen) bool { was = s.Whole; return true })
					p.Type(k)
					wide = 2*size[0] + 1 - wide
					p.Resize(wide, size[1])
					p.Until("a frame", func(s *ptytest.Screen) bool { return s.Whole > was })
				}
			}
			frames("[", "[", "[", "\t", "\t", "e", "\x1b[A", "\x1b[A", "\r", "\x1b\x1b\x1b", "d", "\x1b", "s1", "\x1b\x1b\x1b", "R", "\x1b\x1b")
			frames("v1\r", "\t", "\t", "\t", "\t", "\x1b", "v2\r", "\t", "\x1b", "?", " ", "p", "p", "u")
			p.Type("o" + "\x1b[200~" + strings.ReplaceAll(hostileWords, "\x1b", "\x1b[") + "\x1b[201~")
			p.See("Zorn")
			p.Type("\r\r\rQy")
			for _, s := range p.NotRestored() {
				t.Error(s)
			}
			noStrays(t, p)
			if !strings.Contains(p.Raw(), "Left at") {
				t.Errorf("it ends with %q", p.Raw()[max(0, len(p.Raw())-300):])
			}
		})
	}
}

// The same for the room's screen, and for the stop.
func TestHostileRoom(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	hostileRecord(t, dir, "going.record")
	hostileRecord(t, dir, "stopped.record", "stop %")
	for _, tt := range []struct{ record, says string }{{"going.record", "Zorn"}, {"stopped.record", "SUSPENDED"}} {
		t.Run(tt.record, func(t *testing.T) {
			t.Parallel()
			p := ptytest.Start(t, whitecell(t, dir, "screen", tt.record), 60, 18)
			p.See(tt.says)
			p.Resize(150, 40)
			p.Until("a whole frame", func(s *ptytest.Screen) bool { return s.Whole > 1 })
			p.Type("q")
			for _, s := range p.NotRestored() {
				t.Error(s)
			}
			noStrays(t, p)
		})
	}
}

// And for what is written as lines.
func TestHostileLines(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	hostileRecord(t, dir, hostileName)
	write(t, dir, "torn.record\x1b[31m", "x")
	tests := []struct {
		args []string
		keys string
	}{
		{[]string{"resume", "--plain", "--verify"}, "log\nw\na\nm\nids\nview a\n\ncard a\n\ne 4\nn\nu\nn\nq\n"},
		{[]string{"resume", "--plain", hostileName}, "q\n"},
		{[]string{"resume", "torn.record\x1b[31m"}, ""},
		{[]string{"screen", "torn.record\x1b[31m"}, ""},
		{[]string{"screen", "none\x1b]0;x\a"}, ""},
		{[]string{"check", "torn.record\x1b[31m"}, ""},
		{[]string{"check", hostileWordsIn("none")}, ""},
		{[]string{"run", "--plain", "../\x1b[31m"}, ""},
		{[]string{"print", "first-light", "--only", "\x1b[31m"}, ""},
		{[]string{"print", "first-light", "--out", "new\x1b[31m"}, ""},
		{[]string{"\x1b[31m"}, ""},
		{[]string{"run", "--\x1b[31m"}, ""},
		{[]string{"check", "--explain", "\x1b[31m"}, ""},
	}
	for i, tt := range tests {
		t.Run(fmt.Sprint(i, tt.args[0]), func(t *testing.T) {
			t.Parallel()
			p := ptytest.Start(t, whitecell(t, dir, tt.args...), 80, 24)
			p.Type(tt.keys)
			p.Finish()
			noStrays(t, p)
			if p.Raw() == "" {
				t.Error("it says nothing")
			}
		})
	}
}

func hostileWordsIn(path string) string {
	return path + strings.NewReplacer("\x00", "", "/", "").Replace(hostileWords)
}
