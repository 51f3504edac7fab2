package scenario

import (
	"iter"
	"strings"

	"example.org/whitecell/internal/text"
	"github.com/expr-lang/expr/conf"
	"gopkg.in/yaml.v3"
)

// reader turns the nodes of a scenario's files into the Scenario. The parse
// functions use it through block, whose getters report what they find wrong and
// give the default then, so that reading goes on.
type reader struct {
	*loader
	src *source // the file whose nodes are being read
	sc  *Scenario
	sym *symbols

	drafts    map[DecisionID]*draft
	order     []*draft         // the drafts, in file order
	versionOf map[FactID]bool  // facts that are versions
	conf      *conf.Config     // for the expression library
	conds     map[string]*Node // by text, those without mistakes
	later     []func()         // checks that need every decision complete
}

// at is the place of a node.
func (r *reader) at(n *yaml.Node) Pos {
	if n == nil {
		return Pos{File: r.src.name}
	}
	return Pos{r.src.name, n.Line, n.Column}
}

func (r *reader) add(code string, n *yaml.Node, summary, help string) {
	r.rep.add(code, r.at(n), summary, help)
}

// schema is a kind of block with the keys that it may have.
type schema struct {
	what string // with its article: "a decision"
	keys []string
	help string // names the keys, for mistakes
}

func newSchema(what string, keys ...string) *schema {
	return &schema{what, keys, "Its keys are: " + strings.Join(keys, ", ") + "."}
}

// index is the number of a key, or -1.
func (s *schema) index(key string) int {
	for i, k := range s.keys {
		if k == key {
			return i
		}
	}
	return -1
}

// found names what stands at a node, in an author's words.
func found(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a block of key: value lines"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "a reference"
	}
	if isNull(n) {
		return "nothing"
	}
	return quote(n.Value)
}

// isNull says whether a key has nothing behind it.
func isNull(n *yaml.Node) bool {
	return n.Kind == yaml.ScalarNode && n.Tag == "!!null" && n.Style&^yaml.TaggedStyle == 0
}

// value is what stands behind a key of a mapping, or nil.
func value(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return given(n.Content[i+1])
		}
	}
	return nil
}

// given is n, or nil where nothing usable stands. References were reported by
// sweep.
func given(n *yaml.Node) *yaml.Node {
	if n == nil || n.Kind == yaml.AliasNode || isNull(n) {
		return nil
	}
	return n
}

// pairs are the keys and values of a mapping, without keys that sweep reported.
func (r *reader) pairs(n *yaml.Node) iter.Seq2[*yaml.Node, *yaml.Node] {
	return func(yield func(k, v *yaml.Node) bool) {
		if n == nil || n.Kind != yaml.MappingNode {
			return
		}
		for i := 0; i+1 < len(n.Content); i += 2 {
			if len(r.dups) > 0 && r.dups[n.Content[i]] {
				continue
			}
			if !yield(n.Content[i], n.Content[i+1]) {
				return
			}
		}
	}
}

// block is a mapping with known keys, or nothing: then every getter gives its
// default.
type block struct {
	r *reader
	n *yaml.Node
	s *schema
}

// block opens a mapping and reports the keys that the schema does not know.
func (r *reader) block(n *yaml.Node, s *schema) block {
	n = given(n)
	b := block{r, nil, s}
	if n == nil {
		return b
	}
	if n.Kind != yaml.MappingNode {
		r.add("E022", n, upper(s.what)+" must be a block of key: value lines, but "+found(n)+" stands here.",
			s.help)
		return b
	}
	b.n = n
	for k := range r.pairs(n) {
		if s.index(k.Value) < 0 {
			r.rep.near("E021", r.at(k), quote(k.Value)+" is no key of "+s.what+".",
				s.help, k.Value, s.keys)
		}
	}
	return b
}

// titled opens a mapping, or takes a bare text as the title. The title falls
// back on the id in words.
func (r *reader) titled(n *yaml.Node, s *schema, id string) (block, string) {
	n = given(n)
	if n != nil && n.Kind == yaml.ScalarNode {
		return block{r, nil, s}, r.line(n, "title")
	}
	b := r.block(n, s)
	if title := b.line("title"); title != "" {
		return b, title
	}
	return b, inWords(id)
}

// inWords makes a title of an id: "no-night-list" is "No night list".
func inWords(id string) string {
	if id == "" {
		return ""
	}
	return upper(unhyphened.Replace(id))
}

var unhyphened = strings.NewReplacer("-", " ", "_", " ")

func (b block) get(key string) *yaml.Node { return value(b.n, key) }

func (b block) has(key string) bool { return b.get(key) != nil }

// pos is the place of a key's value, or of the block when the key is not there.
func (b block) pos(key string) Pos {
	if n := b.get(key); n != nil {
		return b.r.at(n)
	}
	return b.r.at(b.n)
}

// missing reports a key that must be there.
func (b block) missing(key string, at *yaml.Node, help string) {
	if b.n != nil && !b.has(key) {
		b.r.add("E026", at, upper(b.s.what)+" needs the key "+quote(key)+".", help)
	}
}

// wrong reports a value of the wrong shape.
func (b block) wrong(key string, n *yaml.Node, wanted string) {
	b.r.shape(n, key, wanted)
}

func (r *reader) shape(n *yaml.Node, key, wanted string) {
	r.add("E022", n, quote(key)+" must be "+wanted+", but "+found(n)+" stands here.", shapeHelp(wanted))
}

const (
	aText  = "a text"
	aList  = "a list"
	aBlock = "a block of key: value lines"
)

func shapeHelp(wanted string) string {
	switch wanted {
	case aList:
		return "Write each entry on a line of its own, beginning with - ; or all of them in [ ]."
	case aBlock:
		return "Write key: value lines below it, each indented by two spaces more."
	}
	return "Write it behind the colon; put it in quotes if it contains : or # or begins with a bracket."
}

// scalar is the text behind a key, "" where there is none.
func (b block) scalar(key string) (string, *yaml.Node) {
	n := b.get(key)
	if n == nil {
		return "", nil
	}
	if n.Kind != yaml.ScalarNode {
		b.wrong(key, n, aText)
		return "", nil
	}
	return n.Value, n
}

// text is a text of any number of lines, filtered.
func (b block) text(key string) string {
	s, _ := b.scalar(key)
	return tidy(s)
}

func tidy(s string) string { return strings.TrimRight(text.Clean(s), " \n") }

// line is a text that must fit on one line.
func (b block) line(key string) string {
	s, n := b.scalar(key)
	if s == "" {
		return ""
	}
	return b.r.oneLine(s, n, key)
}

func (r *reader) oneLine(s string, n *yaml.Node, key string) string {
	s = strings.TrimSpace(text.Clean(s))
	if strings.Contains(s, "\n") {
		r.add("E046", n, quote(key)+" must be one line, but this text has several.",
			"Shorten it; longer texts have keys of their own.")
	}
	return s
}

func (r *reader) line(n *yaml.Node, key string) string { return r.oneLine(n.Value, n, key) }

// short is a name for narrow columns, of at most most characters.
func (b block) short(key string, most int) string {
	s := b.line(key)
	if len([]rune(s)) > most {
		b.r.add("E046", b.get(key), quote(s)+" is too long for "+quote(key)+".", "At most "+itoa(most)+" characters fit.")
	}
	return s
}

// list is the nodes of a list; one text alone is a list of one.
func (b block) list(key string) []*yaml.Node { return b.r.list(b.get(key), key) }

func (r *reader) list(n *yaml.Node, key string) []*yaml.Node {
	switch n = given(n); {
	case n == nil:
		return nil
	case n.Kind == yaml.SequenceNode:
		return n.Content
	case n.Kind == yaml.ScalarNode:
		return []*yaml.Node{n}
	}
	r.shape(n, key, aList)
	return nil
}

// texts is a list of texts.
func (b block) texts(key string) []string {
	nodes := b.list(key)
	if len(nodes) == 0 {
		return nil
	}
	return b.r.texts(nodes, key)
}

func (r *reader) texts(nodes []*yaml.Node, key string) []string {
	out := make([]string, 0, len(nodes))
	for _, n := range nodes {
		if n = given(n); n == nil {
			continue
		}
		if n.Kind != yaml.ScalarNode {
			r.add("E022", n, "Each entry of "+quote(key)+" must be a text, but "+found(n)+" stands here.",
				"Put a text that contains a colon and a space in quotes.")
			continue
		}
		out = append(out, tidy(n.Value))
	}
	return out
}

// mapping is the value of a key that must be a mapping, or nil.
func (b block) mapping(key string) *yaml.Node {
	n := b.get(key)
	if n != nil && n.Kind != yaml.MappingNode {
		b.wrong(key, n, aBlock)
		return nil
	}
	return n
}

// truth is yes or no.
func (b block) truth(key string) bool {
	s, n := b.scalar(key)
	switch s {
	case "", "false", "no":
		return false
	case "true", "yes":
		return true
	}
	b.r.add("E041", n, quote(key)+" is either true or false, but "+found(n)+" stands here.", "Write true or false.")
	return false
}

// whole is a whole number from lo to hi.
func (b block) whole(key string, def, lo, hi int) int {
	n := b.get(key)
	if n == nil {
		return def
	}
	if v, ok := b.r.number(n, key, lo, hi); ok {
		return v
	}
	return def
}

func (r *reader) number(n *yaml.Node, key string, lo, hi int) (int, bool) {
	if n.Kind == yaml.ScalarNode {
		if v, ok := parseWhole(n.Value); ok && lo <= v && v <= hi {
			return v, true
		}
	}
	r.add("E040", n, quote(key)+" must be a whole number from "+itoa(lo)+" to "+itoa(hi)+", but "+found(n)+" stands here.",
		"Write the number in digits.")
	return 0, false
}

// percent is a whole number from 0 to 100.
func (b block) percent(key string) Percent {
	n := b.get(key)
	if n == nil {
		return 0
	}
	if n.Kind == yaml.ScalarNode {
		if v, ok := parseWhole(n.Value); ok && 0 <= v && v <= 100 {
			return Percent(v)
		}
	}
	b.r.add("E048", n, quote(key)+" must be a share from 0 to 100 per cent, but "+found(n)+" stands here.",
		"Write a whole number without a sign behind it, such as 40.")
	return 0
}

// duration is a length of story time.
func (b block) duration(key string, def Minutes) Minutes {
	n := b.get(key)
	if n == nil {
		return def
	}
	if m, ok := b.r.minutes(n, key); ok {
		return m
	}
	return def
}

func (r *reader) minutes(n *yaml.Node, key string) (Minutes, bool) {
	help := "Write such as 20m, 2h, 4d or 1h30m; at most 1000d."
	if n.Kind == yaml.ScalarNode {
		m, ok := parseDuration(n.Value)
		if ok {
			return m, true
		}
		if _, bare := parseWhole(n.Value); bare {
			help = "Give its unit: 20m, 2h or 4d; at most 1000d, and never less than 0."
		}
	}
	r.add("E042", n, quote(key)+" must be a length of time, but "+found(n)+" stands here.", help)
	return 0, false
}

// roomTime is minutes in the room: a number of minutes, or a length of time.
func (b block) roomTime(key string) int {
	n := b.get(key)
	if n == nil {
		return 0
	}
	v, _ := b.r.roomMinutes(n, key)
	return v
}

func (r *reader) roomMinutes(n *yaml.Node, key string) (int, bool) {
	const most = 10_000
	if n.Kind == yaml.ScalarNode {
		if v, ok := parseWhole(n.Value); ok && 0 <= v && v <= most {
			return v, true
		}
		if m, ok := parseDuration(n.Value); ok && m <= most {
			return int(m), true
		}
	}
	r.add("E042", n, quote(key)+" must be minutes in the room, but "+found(n)+" stands here.", "Write such as 15 or 15m.")
	return 0, false
}

// word is one of several words; the number of the first is the default.
func (b block) word(key string, words []string) int {
	s, n := b.scalar(key)
	if n == nil {
		return 0
	}
	for i, w := range words {
		if w == s {
			return i
		}
	}
	b.r.rep.near("E045", b.r.at(n), quote(key)+" can't be "+quote(s)+".", "It is "+listed(words, "or")+".", s, words)
	return 0
}
