package handout

import (
	_ "embed" // the page's template
	"html/template"
	"io"
	"strings"

	"example.org/whitecell/internal/text"
)

//go:embed page.html
var pageSource string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"clean": text.Clean,
	"line":  text.Line,
	"even":  func(i int) bool { return i%2 == 0 },
	"times": func(n int) []struct{} { return make([]struct{}, n) },
	"blank": func(l Line) bool { return strings.TrimSpace(l.text()) == "" },
}).Parse(pageSource))

// WriteHTML writes the pack as one page for a browser: no script, no network, no
// file beside it. Printed, it fits A4 and Letter.
func (d *Document) WriteHTML(w io.Writer) error { return page.Execute(w, d) }
