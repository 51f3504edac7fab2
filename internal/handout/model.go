package handout

import (
	"strings"

	"example.org/whitecell/internal/text"
)

// Document is a pack of papers.
type Document struct {
	Title   string // of the exercise
	Marking string // at the top and the bottom of every page
	Large   bool   // large print
	Parts   []Part
}

// Part is one kind of paper.
type Part struct {
	ID      PartID
	Title   string
	Control bool // never to be seen by players before its time
	Who     string
	Copies  string
	Pages   []Page
}

// Page begins on a sheet of its own.
type Page struct {
	Layout Layout
	Kicker string // above the title, small
	Title  string
	Blocks []Block
}

// Layout is how a page is set.
type Layout string

// The layouts.
const (
	Flow  Layout = "flow"  // text from top to bottom, on as many sheets as it takes
	Cover Layout = "cover" // the first sheet
	Card  Layout = "card"  // made to fill one sheet
	Sign  Layout = "sign"  // to be read across a room
	Slips Layout = "slips" // boxes to be cut out
	Grid  Layout = "grid"  // the same, two beside each other
)

// Block is a piece of a page. Kind names it for the templates.
type Block interface{ Kind() string }

// Span is a piece of a line.
type Span struct {
	Text               string
	Strong, Emph, Code bool
	Tick               bool // a box to be ticked, instead of a text
}

// Line is a line or a paragraph; a newline inside a span is a break.
type Line []Span

// The blocks.
type (
	// Para is a paragraph.
	Para struct {
		Line  Line
		Style Style
	}
	// Head is a heading inside a page: level 3 or 4.
	Head struct {
		Level int
		Text  string
	}
	// Items is a list.
	Items struct {
		Label string // before an Inline list
		Style Style
		Items []Line
	}
	// Fields are labelled texts.
	Fields struct {
		Fields []Field
		Style  Style
	}
	// Table is a table with a row of headings.
	Table struct {
		Cols  []Col
		Rows  [][]Cell
		Style Style
	}
	// Aloud is what control reads aloud.
	Aloud struct {
		Label string
		Lines []Line
	}
	// Write is room to write in.
	Write struct {
		Label string
		Lines int
	}
	// Box is something to be cut out, or to be kept together.
	Box struct {
		Number, Title, Note string
		Marked              bool // says itself that it belongs to an exercise
		Keep                bool // never broken over two sheets
		Blocks              []Block
	}
	// Columns are two columns beside each other.
	Columns struct{ Left, Right []Block }
	// Big is a text to be read across a room.
	Big struct {
		Text string
		Size Style
	}
)

// Field is a label and what belongs to it.
type Field struct {
	Label string
	Lines []Line
}

// Col is a column's heading and width.
type Col struct {
	Title string
	Width Style
}

// Cell is a cell of a table: lines beneath each other.
type Cell []Line

// Style is a way to set a block; each kind of block knows some.
type Style string

// The styles.
const (
	Normal   Style = "normal"
	Lead     Style = "lead"     // Para: larger
	Small    Style = "small"    // Para, Fields, Table: smaller
	Numbered Style = "numbered" // Items
	Ticked   Style = "ticked"   // Items
	Spaced   Style = "spaced"   // Items: numbered, large and far apart
	Inline   Style = "inline"   // Items: to be ticked, behind each other
	Pairs    Style = "pairs"    // Fields: two beside each other
	Blank    Style = "blank"    // Table: rows to write in
	Dense    Style = "dense"    // Table: small, every line ruled
	Matrix   Style = "matrix"   // Table: small, every cell ruled, to write in
	Narrow   Style = "narrow"   // Col
	Slim     Style = "slim"     // Col: a little wider
	Half     Style = "half"     // Col
	Wide     Style = "wide"     // Col: wider than half of the rest
	Huge     Style = "huge"     // Big
	Longer   Style = "longer"   // Big: for longer words
	Longest  Style = "longest"  // Big
	Under    Style = "under"    // Big: beneath another
)

// Kind names the block.
func (Para) Kind() string { return "para" }

// Kind names the block.
func (Head) Kind() string { return "head" }

// Kind names the block.
func (Items) Kind() string { return "items" }

// Kind names the block.
func (Fields) Kind() string { return "fields" }

// Kind names the block.
func (Table) Kind() string { return "table" }

// Kind names the block.
func (Aloud) Kind() string { return "aloud" }

// Kind names the block.
func (Write) Kind() string { return "write" }

// Kind names the block.
func (Box) Kind() string { return "box" }

// Kind names the block.
func (Columns) Kind() string { return "columns" }

// Kind names the block.
func (Big) Kind() string { return "big" }

// words is a line of plain text.
func words(s string) Line { return Line{{Text: s}} }

// strong is a line that begins with stressed words.
func strong(head, rest string) Line {
	if rest == "" {
		return Line{{Text: head, Strong: true}}
	}
	return Line{{Text: head, Strong: true}, {Text: " " + rest}}
}

// ticked is a line behind a box to be ticked.
func ticked(s string) Line { return Line{{Tick: true}, {Text: " " + s}} }

// code adds a condition as it stands in the file.
func (l Line) code(s string) Line {
	return append(l[:len(l):len(l)], Span{Text: " "}, Span{Text: text.Line(s), Code: true})
}

func para(s string) Para  { return Para{Line: words(s), Style: Normal} }
func small(s string) Para { return Para{Line: words(s), Style: Small} }

func lines(texts ...string) []Line {
	out := make([]Line, len(texts))
	for i, s := range texts {
		out[i] = words(s)
	}
	return out
}

// paragraphs are the paragraphs of a text; a single newline is a break.
func paragraphs(s string) []Line {
	var out []Line
	for part := range strings.SplitSeq(text.Clean(s), "\n\n") {
		if part = strings.Trim(part, "\n "); part != "" {
			out = append(out, words(part))
		}
	}
	return out
}

func cell(s string) Cell { return Cell{words(s)} }

func field(label, s string) Field { return Field{label, lines(s)} }

// filled leaves out the fields that say nothing.
func filled(fields ...Field) []Field {
	var out []Field
	for _, f := range fields {
		if len(f.Lines) > 0 && !(len(f.Lines) == 1 && f.Lines[0].text() == "") {
			out = append(out, f)
		}
	}
	return out
}

// text is a line's text alone.
func (l Line) text() string {
	var b strings.Builder
	for _, s := range l {
		b.WriteString(s.Text)
	}
	return b.String()
}

// blank are rows to write in.
func blank(cols []Col, n int) Table {
	t := Table{Cols: cols, Style: Blank}
	for range n {
		t.Rows = append(t.Rows, make([]Cell, len(cols)))
	}
	return t
}
