package scenario

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"
)

// build makes a Scenario of the files that were read. It goes on after mistakes
// as long as it can, so the result means something only without them.
func build(l *loader) *Scenario {
	r := &reader{loader: l, sc: &Scenario{}, sym: newSymbols(), drafts: map[DecisionID]*draft{}, conf: condConfig(), conds: map[string]*Node{}}
	r.sc.Name = l.name
	if !r.gather() {
		return r.sc
	}
	r.ladder()
	r.settings()
	for _, src := range r.sources {
		r.src = src
		r.people(src.top)
	}
	for _, src := range r.sources {
		r.src = src
		r.traffic(src.top)
	}
	for _, src := range r.sources {
		r.src = src
		r.script(src.top)
	}
	for _, src := range r.sources {
		r.src = src
		r.rooms(src.top)
	}
	r.finish()
	r.files()
	return r.sc
}

// part is what stands behind one top-level key in one file.
type part struct {
	src *source
	b   block
}

// settings reads the single values at the top, which may stand in one file only.
func (r *reader) settings() {
	tops := make([]part, len(r.sources))
	for i, src := range r.sources {
		r.src = src
		tops[i] = part{src, r.block(src.top, topSchema)}
		r.version(tops[i].b, i == 0)
		tops[i].b.need("include", yaml.SequenceNode, yaml.ScalarNode)
	}
	at := func(key string) block {
		var first block
		for _, p := range tops {
			n := p.b.get(key)
			switch {
			case n == nil:
			case first.n == nil:
				first = p.b
				r.src = p.src
			default:
				r.rep.add("E028", Pos{p.src.name, n.Line, n.Column}, quote(key)+" is given in two files, first in "+r.at(first.get(key)).String()+".",
					"Keep one of the two.")
			}
		}
		first.s = topSchema
		first.r = r
		return first
	}
	sc := r.sc
	sc.Title = at("title").line("title")
	sc.Summary = at("summary").text("summary")
	sc.Marking = at("marking").line("marking")
	terms := []string{"hseep", "uk", "nato"}
	sc.Terminology = terms[at("terminology").word("terminology", terms)]
	sc.Sends, _ = at("sends").sends()
	r.start(at("start"))
	given := func(key string) bool { return slices.ContainsFunc(tops, func(p part) bool { return p.b.has(key) }) }
	if sc.Title == "" && !given("title") {
		r.needs("title", "Give it a title, such as title: Harbour Fog")
	}
	if len(r.sym.roles.names) == 0 && !given("roles") {
		r.needs("roles", "Name at least one role, such as port: Port Authority, on indented lines below roles:")
	}
	if len(r.sym.turns.names) == 0 && !given("turns") {
		r.needs("turns", "Write at least one turn below turns: beginning with - title:")
	}
}

// needs reports a top-level key that is in none of the files.
func (r *reader) needs(key, help string) {
	src := r.sources[0]
	r.rep.add("E026", Pos{src.name, src.top.Line, src.top.Column}, "A scenario needs the key "+quote(key)+".", help)
}

// need reports a key whose value has another shape than those given.
func (b block) need(key string, kinds ...yaml.Kind) {
	if n := b.get(key); n != nil && !slices.Contains(kinds, n.Kind) {
		b.wrong(key, n, aList)
	}
}

// version checks the format's version, which only the first file must name.
func (r *reader) version(b block, must bool) {
	s, n := b.scalar("whitecell")
	switch {
	case n == nil && must && !b.has("whitecell"):
		r.needs("whitecell", "Begin the file with whitecell: 1, the version of the format.")
	case n != nil && s != "1":
		r.add("E027", n, "This is written for version "+quote(s)+" of the format, which is not known here.",
			"This program reads whitecell: 1")
	}
}

func (r *reader) start(b block) {
	s, n := b.scalar("start")
	if n == nil {
		return
	}
	t, ok := parseStart(s)
	if !ok {
		r.add("E044", n, quote(s)+" is no date and time.", "Write such as 2031-10-17T03:10 or 2031-10-17 03:10")
		return
	}
	r.sc.Start, r.sc.HasStart = t, true
}

// sends is how many slips a role has in a turn, and whether that is given.
func (b block) sends() (int, bool) {
	s, n := b.scalar("sends")
	switch {
	case n == nil:
		return Unlimited, false
	case s == "unlimited":
		return Unlimited, true
	}
	return b.whole("sends", Unlimited, 0, MaxSlips), true
}

// files puts the scenario's own text into the Scenario, and the digest of it: for
// each file its name, a zero byte, its length in digits, a zero byte, its text.
func (r *reader) files() {
	sum := sha256.New()
	buf := make([]byte, 4096)
	for _, src := range r.sources {
		r.sc.Files = append(r.sc.Files, File{src.name, src.text})
		sum.Write([]byte(src.name + "\x00" + itoa(len(src.text)) + "\x00"))
		for rest := src.text; rest != ""; {
			n := copy(buf, rest)
			sum.Write(buf[:n])
			rest = rest[n:]
		}
	}
	r.sc.Digest = hex.EncodeToString(sum.Sum(nil))
}

// named goes through the named things of a top-level key.
func (r *reader) named(top *yaml.Node, key string, read func(id string, k, v *yaml.Node)) {
	n := value(top, key)
	if n == nil {
		return
	}
	if n.Kind != yaml.MappingNode {
		r.shape(n, key, aBlock)
		return
	}
	for k, v := range r.pairs(n) {
		read(k.Value, k, v)
	}
}

// entries goes through the entries of a top-level list.
func (r *reader) entries(n *yaml.Node, key string) []*yaml.Node {
	if n = given(n); n == nil {
		return nil
	}
	if n.Kind != yaml.SequenceNode {
		r.shape(n, key, aList)
		return nil
	}
	return n.Content
}

// ladder sets the steps of handling; a scenario without any has one.
func (r *reader) ladder() {
	t := &r.sym.steps
	if len(t.names) == 0 {
		t.names, t.index["open"] = []string{"open"}, 0
	}
	r.sc.Handling = t.names
}

func (r *reader) hotwash(top *yaml.Node) {
	for _, s := range r.texts(r.list(value(top, "hotwash"), "hotwash"), "hotwash") {
		if s = strings.TrimSpace(s); s != "" {
			r.sc.Hotwash = append(r.sc.Hotwash, s)
		}
	}
}
