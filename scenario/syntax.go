package scenario

import (
	"errors"
	"io"
	"strings"

	"gopkg.in/yaml.v3"
)

// errLibrary stands for a panic of the YAML library.
var errLibrary = errors.New("the YAML library failed")

// parse turns a file's text into nodes and looks through them. It says whether
// the file can be read any further.
func (l *loader) parse(src *source) bool {
	if !l.checkBytes(src) {
		return false
	}
	var doc yaml.Node
	err := guard(func() error { return yaml.Unmarshal(src.raw, &doc) })
	src.raw = nil
	if err != nil {
		l.syntaxError(src, err)
		return false
	}
	if len(doc.Content) == 0 || isNull(doc.Content[0]) {
		l.rep.add("E025", Pos{File: src.name}, "This file is empty.", "Begin with whitecell: 1 and title: and go on from there.")
		return false
	}
	src.top = doc.Content[0]
	if !l.sweep(src) {
		return false
	}
	if src.top.Kind != yaml.MappingNode {
		l.rep.add("E022", Pos{src.name, src.top.Line, src.top.Column},
			"A scenario must be a block of key: value lines, but "+found(src.top)+" stands here.",
			"Begin with whitecell: 1 and title: and go on from there.")
		return false
	}
	return true
}

// guard runs f and turns a panic into an error. The library has none that we
// know of on text; this is the last net.
func guard(f func() error) (err error) {
	defer func() {
		if recover() != nil {
			err = errLibrary
		}
	}()
	return f()
}

// syntaxError explains, in our own words, why the library can't read a file. Its
// errors have no column, and their line is that where a block began, often far
// above the mistake; so the text is given to it again line by line, to see which
// line it wanted last.
func (l *loader) syntaxError(src *source, err error) {
	line := lineOfError(src.body)
	if n, ok := tabbed(src.body, line); ok {
		l.rep.add("E011", Pos{src.name, n, 1}, "This line is indented with a tab.",
			"Indent with spaces: two for each step.")
		return
	}
	summary, help := explain(err.Error())
	where := "Near this line: "
	if line <= 1 {
		where, summary = "", upper(summary)
	}
	l.rep.add("E010", Pos{File: src.name, Line: max(line, 1)}, where+summary, help)
}

// lineReader hands out a text one line at a time, and counts.
type lineReader struct {
	rest  string
	lines int
}

func (r *lineReader) Read(p []byte) (int, error) {
	if r.rest == "" {
		return 0, io.EOF
	}
	n := strings.IndexByte(r.rest, '\n') + 1
	if n == 0 {
		n = len(r.rest)
	}
	if n > len(p) {
		n = len(p)
	}
	copy(p, r.rest[:n])
	if r.rest[n-1] == '\n' || n == len(r.rest) {
		r.lines++
	}
	r.rest = r.rest[n:]
	return n, nil
}

// lineOfError is the line that the library had read when it gave up, less the
// blank lines and comments behind the mistake that it had looked over already.
func lineOfError(body string) int {
	r := &lineReader{rest: body}
	var doc yaml.Node
	_ = guard(func() error { return yaml.NewDecoder(r).Decode(&doc) })
	return r.lines
}

// tabbed finds a line indented with a tab, at the given line or close above it.
func tabbed(body string, line int) (int, bool) {
	lines := strings.SplitN(body, "\n", line+1)
	for n := min(line, len(lines)); n > 0 && n > line-3; n-- {
		row := lines[n-1]
		indent := row[:len(row)-len(strings.TrimLeft(row, " \t"))]
		if strings.Contains(indent, "\t") && len(indent) < len(row) {
			return n, true
		}
	}
	return 0, false
}

// explained are the library's complaints and ours. The first whose words occur
// in the library's text is taken.
var explained = [...]struct{ theirs, ours, help string }{
	{
		"mapping values are not allowed", "a colon stands where none is expected.",
		"Put a text that contains a colon and a space in quotes; and check that the line is indented like its neighbours.",
	},
	{
		"did not find expected key", "this line does not fit the block it is in.",
		"Lines of one block must be indented alike; a text that begins with a quote or a bracket must end with it.",
	},
	{
		"did not find expected '-' indicator", "this line does not fit the list it is in.",
		"Every entry of a list begins with - and is indented like the others.",
	},
	{
		"did not find expected ',' or ']'", "a list in [ ] is not closed, or lacks a comma.",
		"Write commas between its entries and ] at its end; put texts with commas, brackets or ? in quotes.",
	},
	{
		"did not find expected ',' or '}'", "a block in { } is not closed, or lacks a comma.",
		"Write commas between its keys and } at its end; put texts with commas, brackets or ? in quotes.",
	},
	{
		"did not find expected node content", "something is missing between brackets or commas.",
		"Remove the comma that is too many, or write what belongs there.",
	},
	{
		"could not find expected ':'", "a line in a block has no colon.",
		"Write key: value, with a space behind the colon; indent the further lines of a text.",
	},
	{"unexpected end of stream", "a text in quotes is not closed.", "Write the closing quote."},
	{"document indicator", "a text in quotes is not closed.", "Write the closing quote."},
	{
		"unknown escape character", "a \\ in a text in double quotes is followed by a letter that means nothing.",
		"Write \\\\ for a \\ or put the text in single quotes.",
	},
	{
		"hexdecimal", "a \\x or \\u in a text in double quotes lacks its digits.",
		"Write \\\\ for a \\ or put the text in single quotes.",
	},
	{
		"invalid Unicode character escape", "a \\u in a text in double quotes names no character.",
		"Type the character itself.",
	},
	{
		"cannot start any token", "a text begins with a character that has a meaning of its own (such as @, ` or %), or a tab stands where spaces belong.",
		"Put the text in quotes; indent with spaces.",
	},
	{"tab character", "a tab stands where spaces belong.", "Indent with spaces."},
	{
		"block sequence entries are not allowed", "a - stands where no list can begin.",
		"Begin a list on the line below its key, each entry with - ; or put a text that begins with - in quotes.",
	},
	{"mapping keys are not allowed", "a ? stands where none is expected.", "Put a text that begins with ? in quotes."},
	{"max depth", "blocks and lists are nested far too deeply.", "At most 32 may stand inside one another."},
	{
		"unknown anchor", "a text begins with *, which YAML takes for a reference.",
		"Put the text in quotes. References (& and *) are not used in scenarios.",
	},
	{
		"alphabetic or numeric character", "a text begins with & or *, which YAML takes for a reference.",
		"Put the text in quotes. References (& and *) are not used in scenarios.",
	},
	{
		"while scanning a block scalar", "a text after | or > does not begin well.",
		"Write nothing else behind | or > and begin the text on the next line.",
	},
	{
		"comment or line break", "a text after | or > does not begin well.",
		"Write nothing else behind | or > and begin the text on the next line.",
	},
	{
		"indentation indicator", "a text after | or > does not begin well.",
		"Write nothing else behind | or > and begin the text on the next line.",
	},
	{"tag", "a text begins with !, which YAML takes for a kind of value.", "Put the text in quotes."},
	{"control characters", "the file contains a control character.", "Delete it."},
}

// explain rewords an error of the library: the sentence and what to do. Nothing
// of the library's own text is shown, because it may quote the file at length.
func explain(theirs string) (summary, help string) {
	for _, e := range explained {
		if strings.Contains(theirs, e.theirs) {
			return e.ours, e.help
		}
	}
	return "this can't be read as YAML.", "Check the indentation, the quotes and the brackets around this line."
}

// upper begins a sentence.
func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
