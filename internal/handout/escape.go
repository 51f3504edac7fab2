package handout

import (
	"strings"

	"example.org/whitecell/internal/text"
)

// live are the characters that mean something to Markdown wherever they stand:
// emphasis, code, links, tags, entities, tables, strikethrough, mathematics,
// mentions. A backslash before one makes it itself.
const live = "\\`*_{}[]<>|~&$@^"

// escape makes foreign text safe inside a line of Markdown. Newlines are spaces.
// Nothing in it becomes emphasis, a link, a tag, a heading, a list or a formula.
func escape(s string) string {
	s = strings.TrimSpace(text.Line(s))
	var b strings.Builder
	b.Grow(len(s) + 8)
	for i := range len(s) {
		c := s[i]
		switch {
		case strings.IndexByte(live, c) >= 0:
			b.WriteByte('\\')
		case c == ':' && strings.HasPrefix(s[i:], "://"), c == '.' && endsInWWW(s[:i]):
			b.WriteByte('\\') // or an address would become a link
		case i == 0 && strings.IndexByte("#+-=!:\"'()", c) >= 0:
			b.WriteByte('\\') // headings, lists, underlines, formulas
		case (c == '.' || c == ')') && i > 0 && digits(s[:i]):
			b.WriteByte('\\') // numbered lists
		}
		b.WriteByte(c)
	}
	return b.String()
}

func endsInWWW(s string) bool {
	return len(s) >= 3 && strings.EqualFold(s[len(s)-3:], "www")
}

func digits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}

// fence is s as code: between as many backticks as it takes.
func fence(s string) string {
	s = text.Line(s)
	marks := "`"
	for strings.Contains(s, marks) {
		marks += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") || s == "" {
		s = " " + s + " "
	}
	return marks + strings.ReplaceAll(s, "|", "\\|") + marks
}
