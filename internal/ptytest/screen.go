package ptytest

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"example.org/whitecell/internal/text"
)

// Screen is what a terminal shows of what is written to it, and the judge of it.
// It knows no more sequences than our program has reason to write; everything else
// is a stray.
//
// It measures code points one by one, as most terminals do, and not in clusters, as
// Bubble Tea does: where the two disagree, a row of a frame is too short or too long,
// and that is a stray as well.
type Screen struct {
	W, H int
	// Clusters lets it measure as Bubble Tea and the newest terminals do. What is
	// written must then be whole frames.
	Clusters bool
	Frames   int      // how many frames have been drawn
	Whole    int      // how many of them drew every row at the terminal's own size
	Strays   []string // what should not have been written, and the frames that do not fit

	modes map[string]bool // private modes that are set
	cells [][]string
	x, y  int
	rest  []byte // the beginning of a sequence or a character, to be gone on with

	drawing  bool   // in a frame
	rows     []int  // of the frame: the width of each row drawn, -1 for those left out
	before   [2]int // the size before the last change, while frames of it may still come
	changing bool
}

// NewScreen is a screen on which frames are drawn one by one, without a program.
func NewScreen(w, h int) *Screen {
	s := &Screen{}
	s.resize(w, h)
	s.mode("?1049", true)
	return s
}

// Draw draws a frame as Bubble Tea does where every row has changed.
func (s *Screen) Draw(frame string) {
	rows := strings.ReplaceAll(frame, "\n", "\r\n")
	fmt.Fprintf(s, "\x1b[H%s\x1b[%d;H", rows, strings.Count(frame, "\n")+1)
}

// resize is the terminal's new size.
func (s *Screen) resize(w, h int) {
	s.before, s.changing = [2]int{s.W, s.H}, s.W > 0
	s.W, s.H = w, h
	for y, row := range s.cells {
		s.cells[y] = row[:min(len(row), w)]
	}
}

// Alt says whether the alternate screen is shown, on which frames are drawn.
func (s *Screen) Alt() bool { return s.modes["?1049"] }

// Text is what is shown, a line for each row.
func (s *Screen) Text() string {
	var b strings.Builder
	for y := range s.cells {
		if s.Alt() && s.H > 0 && y >= s.H {
			break
		}
		b.WriteString(strings.TrimRight(strings.Join(s.cells[y], ""), " "))
		b.WriteByte('\n')
	}
	return b.String()
}

// Row is one row of the screen, from 0.
func (s *Screen) Row(y int) string {
	if y >= len(s.cells) {
		return ""
	}
	return strings.Join(s.cells[y], "")
}

// Cell is the character at a place, "" for the second half of a wide one.
func (s *Screen) Cell(x, y int) string {
	if y >= len(s.cells) || x >= len(s.cells[y]) {
		return ""
	}
	return s.cells[y][x]
}

// left says which modes of the terminal are still set, or unset.
func (s *Screen) left() (out []string) {
	for _, m := range []string{"?1002", "?1003", "?1006", "?1049", "?2004"} {
		if s.modes[m] {
			out = append(out, "mode "+m+" is still set")
		}
	}
	if on, known := s.modes["?25"]; known && !on {
		out = append(out, "the cursor is still hidden")
	}
	return out
}

func (s *Screen) stray(format string, args ...any) {
	s.Strays = append(s.Strays, fmt.Sprintf(format, args...))
}

// Write takes in what a program wrote.
func (s *Screen) Write(p []byte) (int, error) {
	b := append(s.rest, p...)
	s.rest = nil
	for len(b) > 0 {
		n := s.one(b)
		if n == 0 {
			s.rest = slices.Clone(b)
			break
		}
		b = b[n:]
	}
	return len(p), nil
}

// one takes in one character or one sequence, and says how long it is; 0 where its
// end has not come yet.
func (s *Screen) one(b []byte) int {
	switch c := b[0]; {
	case c == '\x1b':
		return s.escape(b)
	case c == '\r':
		s.x = 0
		return 1
	case c == '\n':
		s.y++
		if s.drawing {
			s.rows = append(s.rows, -1)
		}
		return 1
	case c < ' ' || c == 0x7f:
		s.stray("the control character %q", c)
		return 1
	}
	if s.Clusters {
		cluster, w := ansi.FirstGraphemeCluster(string(b), ansi.GraphemeWidth)
		s.show(cluster, w)
		return len(cluster)
	}
	if !utf8.FullRune(b) {
		return 0
	}
	r, n := utf8.DecodeRune(b)
	if r < utf8.RuneSelf {
		s.show(ascii[r:r+1], 1)
		return 1
	}
	joiner := (r == '\u200c' || r == '\u200d') && !s.Alt() // inside words some scripts need them
	if r == utf8.RuneError && n == 1 || text.Clean(string(r)) != string(r) && !joiner {
		s.stray("the character %q", b[:n])
		return n
	}
	s.show(string(r), ansi.StringWidthWc(string(r)))
	return n
}

// escape takes in an escape sequence.
func (s *Screen) escape(b []byte) int {
	if len(b) < 2 {
		return 0
	}
	switch b[1] {
	case '[':
		for i := 2; i < len(b); i++ {
			switch c := b[i]; {
			case c >= 0x40 && c <= 0x7e:
				s.control(string(b[2:i]), c)
				return i + 1
			case c < 0x20 || c > 0x3f:
				s.stray("a broken sequence %q", b[:i+1])
				return i + 1
			}
		}
		return 0
	case ']', 'P', '_', '^', 'X': // these take in everything up to their end
		for i := 2; i < len(b); i++ {
			if b[i] == '\a' || b[i] == '\\' && b[i-1] == '\x1b' {
				s.stray("the sequence %q", b[:i+1])
				return i + 1
			}
		}
		if len(b) > 1<<16 {
			s.stray("a sequence without an end, %q…", b[:80])
			return len(b)
		}
		return 0
	}
	s.stray("the sequence %q", b[:2])
	return 2
}

// ourColours are the parameters that our styles have.
var ourColours = []string{
	"", "0", "1", "7", "30", "31", "32", "33", "34", "35", "36", "37",
	"90", "91", "92", "93", "94", "95", "96", "97",
}

// ourModes are the private modes that the program sets and unsets. Of ?1003 it only
// unsets.
var ourModes = []string{"?25", "?1002", "?1003", "?1006", "?1049", "?2004"}

// control takes in a control sequence by its parameters and its last character.
func (s *Screen) control(params string, last byte) {
	switch {
	case last == 'm':
		if slices.ContainsFunc(strings.Split(params, ";"), func(p string) bool { return !slices.Contains(ourColours, p) }) {
			s.stray("the colour %q", params)
		}
	case last == 'H' && params == "":
		s.home()
	case last == 'H' && strings.HasSuffix(params, ";"):
		n, err := strconv.Atoi(strings.TrimSuffix(params, ";"))
		if err != nil || !s.drawing {
			s.stray("a move of the cursor, %q", params)
			return
		}
		s.frameEnds(n)
	case last == 'G' && s.drawing:
		n, err := strconv.Atoi(params)
		if err != nil || n < 1 {
			s.stray("a move of the cursor, %q", params)
			return
		}
		s.x = n - 1
	case last == 'K' && params == "":
		s.erase(s.y, s.x)
		s.shortRow()
	case last == 'K' && params == "2":
		s.erase(s.y, 0)
	case last == 'J' && params == "":
		for y := s.y + 1; y < len(s.cells); y++ {
			s.erase(y, 0)
		}
	case last == 'J' && params == "2":
		s.cells = nil
	case (last == 'h' || last == 'l') && slices.Contains(ourModes, params) && (params != "?1003" || last == 'l'):
		s.mode(params, last == 'h')
	default:
		s.stray("the sequence %q", "\x1b["+params+string(last))
	}
}

func (s *Screen) mode(name string, on bool) {
	if s.modes == nil {
		s.modes = map[string]bool{}
	}
	s.modes[name] = on
	if name == "?1049" {
		s.cells, s.x, s.y, s.drawing = nil, 0, 0, false
	}
}

// home begins a frame. It ends one too, where that has a single row.
func (s *Screen) home() {
	if s.drawing && len(s.rows) == 1 && s.rows[0] >= 0 {
		s.frameEnds(1)
		return
	}
	if s.drawing && (len(s.rows) > 1 || s.rows[0] >= 0) {
		s.stray("the cursor goes home in the middle of a frame")
	}
	s.x, s.y, s.drawing, s.rows = 0, 0, s.Alt(), []int{-1}
}

// blank marks a row that was drawn shorter than the terminal, and cleared behind.
const blank = -2

// shortRow notes that the rest of a row was cleared.
func (s *Screen) shortRow() {
	if s.drawing && (s.changing || strings.TrimSpace(s.Row(s.y)) == "") {
		s.rows[len(s.rows)-1] = blank
	}
}

func (s *Screen) frameEnds(height int) {
	s.drawing, s.x, s.y = false, 0, height-1
	s.Frames++
	fits, whole := height == s.H, height == s.H
	if s.changing && height <= max(s.before[1], s.H) {
		fits = true
	}
	for y, w := range s.rows {
		switch {
		case w == s.W:
		case w == blank || w < 0:
			whole = false
		case s.changing && (w == s.before[0] || w <= s.W):
			whole = false
		default:
			fits = false
			s.stray("row %d of a frame is %d columns wide, and the terminal %d: %q", y+1, w, s.W, s.Row(y))
		}
	}
	if !fits && len(s.rows) != s.H {
		s.stray("a frame of %d rows on a terminal of %d", height, s.H)
	}
	if whole && len(s.rows) == s.H {
		s.Whole++
		s.changing = false
	}
}

func (s *Screen) erase(y, from int) {
	if y < len(s.cells) && from < len(s.cells[y]) {
		s.cells[y] = s.cells[y][:from]
	}
}

// ascii has each character at its number.
var ascii = func() string {
	b := make([]byte, utf8.RuneSelf)
	for i := range b {
		b[i] = byte(i)
	}
	return string(b)
}()

// show puts a character of a width where the cursor is.
func (s *Screen) show(ch string, w int) {
	for s.y >= len(s.cells) {
		s.cells = append(s.cells, nil)
	}
	row := s.cells[s.y]
	if w == 0 {
		if s.x > 0 && s.x <= len(row) {
			row[s.x-1] += ch
		}
		return
	}
	for len(row) < s.x+w {
		row = append(row, " ")
	}
	row[s.x] = ch
	for i := 1; i < w; i++ {
		row[s.x+i] = ""
	}
	s.cells[s.y] = row
	s.x += w
	if s.drawing {
		s.rows[len(s.rows)-1] = max(s.rows[len(s.rows)-1], s.x)
	}
}
