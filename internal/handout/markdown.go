package handout

import (
	"fmt"
	"io"
	"strings"

	"example.org/whitecell/internal/text"
)

// WriteMarkdown writes the pack as Markdown, to be edited or set in another
// program. Each page begins behind a rule and says its marking twice.
func (d *Document) WriteMarkdown(w io.Writer) error {
	m := &mdWriter{}
	mark := escape(d.Marking)
	first := true
	for _, part := range d.Parts {
		for _, page := range part.Pages {
			if !first {
				m.block("---")
			}
			m.page(part, page, mark, first)
			first = false
		}
	}
	_, err := io.WriteString(w, m.b.String())
	return err
}

// mdWriter writes blocks with an empty line between them.
type mdWriter struct{ b strings.Builder }

func (m *mdWriter) block(s string) {
	if s == "" {
		return
	}
	if m.b.Len() > 0 {
		m.b.WriteString("\n")
	}
	m.b.WriteString(s + "\n")
}

func (m *mdWriter) page(part Part, page Page, mark string, first bool) {
	m.block("**" + mark + "**")
	kicker := escape(page.Kicker)
	if part.Control {
		kicker += " · **Control only**"
	}
	m.block(kicker)
	level := "## "
	if first && page.Layout == Cover {
		level = "# "
	}
	if page.Title != "" {
		m.block(level + escape(page.Title))
	}
	m.blocks(page.Blocks)
	m.block("**" + mark + "**")
}

func (m *mdWriter) blocks(blocks []Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case Para:
			m.block(mdLine(b.Line, "\\\n"))
		case Head:
			m.block(strings.Repeat("#", b.Level) + " " + escape(b.Text))
		case Items:
			m.items(b)
		case Fields:
			m.fields(b)
		case Table:
			m.table(b)
		case Aloud:
			m.aloud(b)
		case Write:
			m.write(b)
		case Box:
			m.box(b)
		case Columns:
			m.blocks(b.Left)
			m.blocks(b.Right)
		case Big:
			m.block("## " + escape(b.Text))
		}
	}
}

// mdLine writes a line; br stands where it has a newline.
func mdLine(l Line, br string) string {
	var b strings.Builder
	for _, s := range l {
		for i, part := range strings.Split(text.Clean(s.Text), "\n") {
			if i > 0 {
				b.WriteString(br)
			}
			b.WriteString(mdSpan(s, part))
		}
	}
	return strings.TrimSpace(b.String())
}

func mdSpan(s Span, part string) string {
	core := strings.Trim(part, " ")
	if s.Tick {
		return "☐"
	}
	if core == "" {
		return part
	}
	lead, tail := part[:strings.Index(part, core)], part[strings.Index(part, core)+len(core):]
	switch {
	case s.Code:
		core = fence(core)
	case s.Strong:
		core = "**" + escape(core) + "**"
	case s.Emph:
		core = "*" + escape(core) + "*"
	default:
		core = escape(core)
	}
	return lead + core + tail
}

func (m *mdWriter) items(b Items) {
	if b.Label != "" {
		m.block("**" + escape(b.Label) + "**")
	}
	var out []string
	for i, l := range b.Items {
		marker := "- "
		switch b.Style {
		case Numbered, Spaced:
			marker = fmt.Sprintf("%d. ", i+1)
		case Ticked, Inline:
			marker = "- ☐ "
		}
		out = append(out, marker+mdLine(l, " "))
	}
	m.block(strings.Join(out, "\n"))
}

func (m *mdWriter) fields(b Fields) {
	var out []string
	for _, f := range b.Fields {
		var values []string
		for _, l := range f.Lines {
			values = append(values, mdLine(l, " "))
		}
		value := strings.Join(values, "; ")
		if value == "" {
			value = blankRule
		}
		out = append(out, "- **"+escape(f.Label)+":** "+value)
	}
	m.block(strings.Join(out, "\n"))
}

func (m *mdWriter) table(t Table) {
	var b strings.Builder
	row := func(cells []string) {
		b.WriteString("| " + strings.Join(cells, " | ") + " |\n")
	}
	var head, rule []string
	for _, c := range t.Cols {
		head, rule = append(head, escape(c.Title)), append(rule, "---")
	}
	row(head)
	row(rule)
	for _, r := range t.Rows {
		var cells []string
		for _, c := range r {
			var ls []string
			for _, l := range c {
				if s := mdLine(l, " "); s != "" {
					ls = append(ls, s)
				}
			}
			cells = append(cells, strings.Join(ls, " / "))
		}
		row(cells)
	}
	m.block(strings.TrimSuffix(b.String(), "\n"))
}

func (m *mdWriter) aloud(b Aloud) {
	out := []string{"> **" + escape(b.Label) + ":**"}
	for _, l := range b.Lines {
		out = append(out, ">", "> "+mdLine(l, "\\\n> "))
	}
	m.block(strings.Join(out, "\n"))
}

func (m *mdWriter) write(b Write) {
	if b.Label != "" {
		m.block("**" + escape(b.Label) + "**")
	}
	for range b.Lines {
		m.block(strings.Repeat(".", 80))
	}
}

func (m *mdWriter) box(b Box) {
	head := ""
	for _, s := range []string{b.Number, b.Title} {
		if s != "" {
			head = strings.TrimSpace(head + " " + escape(s))
		}
	}
	if b.Marked {
		head = "EXERCISE · " + head
	}
	if b.Note != "" {
		head += " · " + escape(b.Note)
	}
	m.block("### " + head)
	m.blocks(b.Blocks)
}
