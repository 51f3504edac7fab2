package scenario

import (
	"example.org/whitecell/internal/text"
	"gopkg.in/yaml.v3"
)

// sweep looks once at every node of a file, before anything is made of them: how
// many and how deep, what YAML offers and scenarios do not, keys given twice. It
// says whether the file can be read any further.
func (l *loader) sweep(src *source) bool {
	s := sweeper{l: l, src: src}
	s.node(src.top, 1)
	return !s.stop
}

type sweeper struct {
	l    *loader
	src  *source
	stop bool // too deep or too large: what is below is not looked at
}

func (s *sweeper) add(code string, n *yaml.Node, summary, help string) {
	s.l.rep.add(code, Pos{s.src.name, n.Line, n.Column}, summary, help)
}

func (s *sweeper) node(n *yaml.Node, depth int) {
	if s.stop {
		return
	}
	s.l.parts++
	switch {
	case s.l.parts > MaxParts:
		s.stop = true
		s.add("E018", n, "This scenario has too many parts (at most 200,000).",
			"A scenario this large can't be played. Make several of it.")
		return
	case depth > MaxDepth:
		s.stop = true
		s.add("E017", n, "Blocks and lists are nested too deeply here (at most 32 inside one another).",
			"Nothing in a scenario needs this. Check the indentation and the brackets.")
		return
	}
	if n.Anchor != "" {
		s.add("E012", n, "A name for a reference (&"+clip(n.Anchor)+") stands here; scenarios do not use references.",
			"Write the value out where it is needed; or put a text that begins with & in quotes.")
	}
	if n.Style&yaml.TaggedStyle != 0 {
		s.add("E014", n, "A kind of value ("+clip(n.Tag)+") is given here; scenarios do not use that.",
			"Remove it; or put a text that begins with ! in quotes.")
	}
	switch n.Kind {
	case yaml.AliasNode:
		s.add("E012", n, "A reference (*"+clip(n.Value)+") stands here; scenarios do not use references.",
			"Write the value out; or put a text that begins with * in quotes.")
	case yaml.ScalarNode:
		s.scalar(n)
	case yaml.SequenceNode:
		for _, c := range n.Content {
			s.node(c, depth+1)
		}
	case yaml.MappingNode:
		s.mapping(n, depth)
	}
}

func (s *sweeper) scalar(n *yaml.Node) {
	if len(n.Value) > MaxText {
		s.add("E019", n, "This text is longer than 64 KB.", "Shorten it, or spread it over several texts.")
		return
	}
	// Only double quotes can bring in characters that are not in the file itself.
	if n.Style&yaml.DoubleQuotedStyle == 0 {
		return
	}
	if offset, name, found := text.Problem(n.Value); found {
		s.l.rep.add("E024", s.src.inside(n, offset), "This text contains "+article(name)+", which is not allowed.",
			`Remove the part that begins with a \ there.`)
	}
}

func (s *sweeper) mapping(n *yaml.Node, depth int) {
	var seen map[string]int
	if len(n.Content) > 24 {
		seen = make(map[string]int, len(n.Content)/2)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		switch {
		case k.Kind != yaml.ScalarNode:
			s.l.dups[k] = true
			s.add("E023", k, "A key must be a word, but "+found(k)+" stands here.",
				"Write key: value; put a text that begins with ?, [ or { in quotes.")
		case k.Tag == "!!merge":
			s.l.dups[k] = true
			s.add("E013", k, "<<: takes over another block, which scenarios do not use.", "Write the keys out.")
		default:
			if first := s.firstOf(n, i, seen); first > 0 {
				s.l.dups[k] = true
				s.add("E020", k, quote(k.Value)+" stands twice in this block, first on line "+itoa(first)+".",
					"Keep one of the two, or give the other another name.")
			}
		}
		s.node(k, depth+1)
		s.node(v, depth+1)
	}
}

// firstOf gives the line on which the key at i of a block stood before, or 0.
func (s *sweeper) firstOf(n *yaml.Node, i int, seen map[string]int) int {
	key := n.Content[i].Value
	if seen != nil {
		if line, found := seen[key]; found {
			return line
		}
		seen[key] = n.Content[i].Line
		return 0
	}
	for j := 0; j < i; j += 2 {
		if c := n.Content[j]; c.Kind == yaml.ScalarNode && c.Value == key {
			return c.Line
		}
	}
	return 0
}
