package tui

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"example.org/whitecell/internal/text"
)

// rect is a part of the canvas: columns and rows from 0.
type rect struct{ x, y, w, h int }

// inner is a rect without its border.
func (r rect) inner() rect { return rect{r.x + 1, r.y + 1, max(r.w-2, 0), max(r.h-2, 0)} }

// top splits the first n rows off.
func (r rect) top(n int) (head, rest rect) {
	n = min(max(n, 0), r.h)
	return rect{r.x, r.y, r.w, n}, rect{r.x, r.y + n, r.w, r.h - n}
}

// left splits the first n columns off.
func (r rect) left(n int) (head, rest rect) {
	n = min(max(n, 0), r.w)
	return rect{r.x, r.y, n, r.h}, rect{r.x + n, r.y, r.w - n, r.h}
}

func (r rect) contains(x, y int) bool { return x >= r.x && x < r.x+r.w && y >= r.y && y < r.y+r.h }

// cell is one column of a row: a character with its marks, or what follows of a wide
// one, which holds nothing.
type cell struct {
	s  string
	st style
}

// canvas is a frame being drawn. Whatever is drawn outside it, or does not fit, is
// left out; every row is exactly as wide as the canvas.
type canvas struct {
	w, h  int
	cells []cell
	odd   []bool // rows with characters that a terminal may measure otherwise
	out   strings.Builder
}

// reset empties the canvas and gives it a size.
func (c *canvas) reset(w, h int) {
	c.w, c.h = w, h
	if n := w * h; cap(c.cells) < n {
		c.cells = make([]cell, n)
	} else {
		c.cells = c.cells[:n]
	}
	for i := range c.cells {
		c.cells[i] = cell{" ", normal}
	}
	if cap(c.odd) < h {
		c.odd = make([]bool, h)
	}
	c.odd = c.odd[:h]
	clear(c.odd)
}

func (c *canvas) all() rect { return rect{0, 0, c.w, c.h} }

// put draws a text on one row, in at most width columns; one that is longer ends
// in an ellipsis. It answers how many columns were used.
func (c *canvas) put(x, y, width int, st style, s string) int {
	if y < 0 || y >= c.h || x < 0 || width <= 0 {
		return 0
	}
	width = min(width, c.w-x)
	if cut, ok := fit(s, width); !ok {
		s = cut
	}
	used := 0
	c.cut(x, y)
	eachCluster(s, func(cluster string, w int) bool {
		if used+w > width {
			return false
		}
		c.cut(x+used+w, y)
		i := y*c.w + x + used
		c.cells[i] = cell{cluster, st}
		for k := 1; k < w; k++ {
			c.cells[i+k] = cell{"", st}
		}
		c.odd[y] = c.odd[y] || !plain(cluster)
		used += w
		return true
	})
	return used
}

// cut makes a column begin a character: a wide one that lies across its edge goes,
// in all its columns.
func (c *canvas) cut(x, y int) {
	row := c.cells[y*c.w : (y+1)*c.w]
	if x <= 0 || x >= len(row) || row[x].s != "" {
		return
	}
	for i := x; i < len(row) && row[i].s == ""; i++ {
		row[i].s = " "
	}
	for i, more := x-1, true; more; i-- {
		more = row[i].s == ""
		row[i].s = " "
	}
}

func firstRune(s string) rune { r, _ := utf8.DecodeRuneInString(s); return r }

// right draws a text that ends at a rect's right edge, on its first row.
func (c *canvas) right(r rect, st style, s string) {
	w := min(width(s), r.w)
	c.put(r.x+r.w-w, r.y, w, st, s)
}

// fill gives all cells of a rect a style, and empties them.
func (c *canvas) fill(r rect, st style) {
	for y := max(r.y, 0); y < min(r.y+r.h, c.h); y++ {
		c.cut(r.x, y)
		c.cut(r.x+r.w, y)
		for x := max(r.x, 0); x < min(r.x+r.w, c.w); x++ {
			c.cells[y*c.w+x] = cell{" ", st}
		}
	}
}

// box draws a border with a title, and answers what is inside.
func (c *canvas) box(r rect, title string, st style) rect {
	if r.w < 2 || r.h < 2 {
		return rect{r.x, r.y, 0, 0}
	}
	c.across(r.x, r.y, r.w, "╭", "╮")
	c.across(r.x, r.y+r.h-1, r.w, "╰", "╯")
	for y := r.y + 1; y < r.y+r.h-1; y++ {
		c.put(r.x, y, 1, faint, "│")
		c.put(r.x+r.w-1, y, 1, faint, "│")
	}
	if title != "" && r.w > 6 {
		c.put(r.x+2, r.y, r.w-4, st, " "+title+" ")
	}
	return r.inner()
}

// across draws a line with its two ends.
func (c *canvas) across(x, y, w int, from, to string) {
	c.put(x, y, 1, faint, from)
	for i := 1; i < w-1; i++ {
		c.put(x+i, y, 1, faint, "─")
	}
	c.put(x+w-1, y, 1, faint, to)
}

// rule draws a line across a box, with a title; r is the box's inside.
func (c *canvas) rule(r rect, title string, st style) {
	c.across(r.x-1, r.y, r.w+2, "├", "┤")
	c.put(r.x+1, r.y, r.w-2, st, " "+title+" ")
}

// String is the frame as the terminal gets it, from its first column on.
func (c *canvas) String(s *Styles) string {
	last := c.out.Len()
	c.out.Reset()
	c.out.Grow(max(last, c.w*c.h) + 256)
	for y := range c.h {
		if y > 0 {
			c.out.WriteByte('\n')
		}
		row := c.cells[y*c.w : (y+1)*c.w]
		if c.odd[y] && !straight(row) {
			separate(row)
		}
		writeRow(&c.out, s, row, c.odd[y])
	}
	return c.out.String()
}

// writeRow writes a row; odd says that there are characters in it that are not plain.
func writeRow(out *strings.Builder, s *Styles, row []cell, odd bool) {
	st := normal
	for i := range row {
		if row[i].st != st {
			out.WriteString(s.off[st])
			st = row[i].st
			out.WriteString(s.on[st])
		}
		if odd && !plain(row[i].s) {
			writeOdd(out, row, i)
		} else {
			out.WriteString(row[i].s)
		}
	}
	out.WriteString(s.off[st])
}

// writeOdd writes the character of a cell. One that is not measured alike by all
// terminals has the room that the widest of them needs. Elsewhere there are spaces
// in what is left of it, and what follows is put where it belongs.
func writeOdd(out *strings.Builder, row []cell, i int) {
	s, w := row[i].s, 1
	for i+w < len(row) && row[i+w].s == "" {
		w++
	}
	n := ansi.StringWidth(s)
	if w == n && apart(s) == n && ansi.StringWidth(s+"x") == n+1 { // nor does it join what follows
		out.WriteString(s)
		return
	}
	if n < w {
		out.WriteString(ansi.CursorHorizontalAbsolute(i + n + 1))
		out.WriteString(strings.Repeat(" ", w-n))
		out.WriteString(ansi.CursorHorizontalAbsolute(i + 1))
	}
	out.WriteString(s)
	if i+w < len(row) {
		out.WriteString(ansi.CursorHorizontalAbsolute(i + w + 1))
	}
}

// apart is how many columns a character takes on a terminal that measures each of
// the code points it is put together of.
func apart(cluster string) (n int) {
	for _, r := range cluster {
		n += ansi.StringWidthWc(string(r))
	}
	return n
}

// straight says whether a row, as it is written, is as wide as its cells.
func straight(row []cell) bool {
	var b strings.Builder
	writeRow(&b, &Styles{}, row, true)
	return ansi.StringWidth(b.String()) == len(row)
}

// separate replaces in a row what would join what stands before it, such as a mark
// without its letter; where that is not enough, all that is not common.
func separate(row []cell) {
	last := ""
	for i := range row {
		if s := row[i].s; len(s) > 1 && ansi.StringWidth(last+s) != ansi.StringWidth(last)+ansi.StringWidth(s) {
			blot(row, i)
		}
		if row[i].s != "" {
			last = row[i].s
		}
	}
	if straight(row) {
		return
	}
	for i := range row {
		if s := row[i].s; s != "" && !plain(s) {
			blot(row, i)
		}
	}
}

// blot replaces a character, in all of its columns.
func blot(row []cell, i int) {
	row[i].s = "□"
	for i++; i < len(row) && row[i].s == ""; i++ {
		row[i].s = " "
	}
}

// eachCluster gives a text's characters one by one, with the columns each takes,
// until f says stop. What takes no column of its own, or is measured differently
// by different terminals, is replaced or left out.
func eachCluster(s string, f func(cluster string, width int) bool) {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
			ch := s[i : i+1]
			if s[i] < ' ' || s[i] == 0x7f {
				ch = " "
			}
			if !f(ch, 1) {
				return
			}
			i++
			continue
		}
		cluster, w, n := clusterAt(s[i:])
		i += n
		if w > 0 && !f(cluster, w) {
			return
		}
	}
}

// clusterAt is the first character of a text with its marks, its width, and its
// length in bytes.
func clusterAt(s string) (cluster string, w, n int) {
	r, size := utf8.DecodeRuneInString(s)
	if r == ' ' || unicode.IsControl(r) {
		return " ", 1, size
	}
	if r == utf8.RuneError && size == 1 {
		return "□", 1, size
	}
	if common(r) && (size == len(s) || common(firstRune(s[size:]))) {
		return s[:size], 1, size
	}
	cluster, w = ansi.FirstGraphemeCluster(s, ansi.GraphemeWidth)
	if size < len(cluster) {
		cluster = strings.TrimSuffix(cluster, " ") // a space stays one, also behind what joins it
	}
	n = len(cluster)
	if n > size {
		w = max(w, apart(cluster))
	}
	if text.Clean(cluster) != cluster || strings.ContainsFunc(cluster, unsure) || w > widestCluster || w > 0 && leans(r) {
		return "□", 1, n
	}
	return cluster, w, n
}

// leans says whether a character belongs to the one before it: alone it would join
// whatever happens to stand there.
func leans(r rune) bool {
	switch {
	case unicode.IsMark(r), r == 0xe33, r == 0xeb3, r == 0xff9e, r == 0xff9f: // vowels of Thai and Lao, sound marks of Japanese
		first, _ := ansi.FirstGraphemeCluster("x"+string(r), ansi.GraphemeWidth)
		return len(first) > 1
	}
	return false
}

// plain says whether a character is a common one by itself, or nothing.
func plain(cluster string) bool {
	r, n := utf8.DecodeRuneInString(cluster)
	return n == len(cluster) && (n == 0 || common(r))
}

// widestCluster is the most columns that one character may take: syllables of Khmer
// and Burmese take many where their parts are measured one by one.
const widestCluster = 8

// common are the characters that our own frames and most prose are full of: one
// column each, and joined by nothing.
func common(r rune) bool {
	if r < 0x250 {
		return r >= ' ' && r != 0x7f && r != 0xad && (r < 0x80 || r >= 0xa1)
	}
	switch r {
	case '·', '…', '—', '–', '“', '”', '’', '‘', '─', '│', '╭', '╮', '╰', '╯', '├', '┤', '●', '○', '→', '←', '‹', '›', '▸', '✓', '▅', '▁', '▏', '█', '■', '□', '↑', '↓':
		return true
	}
	return false
}

// unsure are the characters whose width terminals do not agree about.
func unsure(r rune) bool {
	return r >= 0x1F1E6 && r <= 0x1F1FF || // flags
		r >= 0x1F3FB && r <= 0x1F3FF || // skin tones
		r == 0x20E3 || r == 0x200D || r == 0x200C
}

// width is how many columns a text takes on a canvas.
func width(s string) (n int) {
	eachCluster(s, func(_ string, w int) bool { n += w; return true })
	return n
}

// fit cuts a text to a width, with an ellipsis; ok says that it fitted as it was.
func fit(s string, to int) (cut string, ok bool) {
	if len(s) <= to {
		return s, true
	}
	used, over := 0, false
	eachCluster(s, func(_ string, w int) bool {
		used += w
		over = used > to
		return !over
	})
	if !over {
		return s, true
	}
	var b strings.Builder
	used = 0
	eachCluster(s, func(cluster string, w int) bool {
		if used += w; used > to-1 {
			return false
		}
		b.WriteString(cluster)
		return true
	})
	return strings.TrimRight(b.String(), " ") + "…", false
}
