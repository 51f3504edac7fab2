package debrief

import (
	"strings"
	"unicode"

	"example.org/whitecell/engine"
)

// Pooled is a fact that only one role had when it first existed in the room, and
// what became of it.
type Pooled struct {
	Fact    int
	Origin  int    // the role that had it
	Reached uint64 // roles at other tables that got it, or a version of it, from a role
	Cited   uint64 // roles that named it in a reason
}

// Pool are the facts with one origin. Versions are forms of their full fact, and do
// not count beside it.
func (d *Debrief) Pool() []Pooled {
	var out []Pooled
	settlements := d.Settlements()
	for f := range d.p.Facts() {
		if full := d.p.FullOf(f); full >= 0 && d.existed[full].known() {
			continue
		}
		origin, ok := d.origin(f)
		if !ok {
			continue
		}
		x := Pooled{Fact: f, Origin: origin}
		for r := range d.p.Roles() {
			if d.p.Table(origin)>>r&1 == 0 && d.passedOn(r, f) {
				x.Reached |= 1 << r
			}
		}
		for _, s := range settlements {
			if s.As == Told && d.meets(f, s.Fact) {
				x.Reached |= s.Case.Owners &^ d.p.Table(origin)
			}
		}
		x.Cited = d.cited(f)
		out = append(out, x)
	}
	return out
}

// origin is the one role that had a fact first-hand in the minute in which it first
// existed; ok is false where several had, or nobody.
func (d *Debrief) origin(fact int) (role int, ok bool) {
	if !d.existed[fact].known() {
		return -1, false
	}
	role = -1
	for r := range d.p.Roles() {
		if !d.firstHand(r, fact) || d.since(r, fact).minute != d.existed[fact].minute {
			continue
		}
		if role >= 0 {
			return -1, false
		}
		role = r
	}
	return role, role >= 0
}

// firstHand says whether a role had a fact from nobody in the room.
func (d *Debrief) firstHand(role, fact int) bool {
	i := d.learned[role*d.p.Facts()+fact]
	if i < 0 {
		return false
	}
	e := d.events[i]
	switch e.Why {
	case engine.FromStart, engine.FromSkipped, engine.FromInject, engine.FromImprovised:
		return true
	case engine.FromStory:
		return e.Role < 0
	}
	return false
}

// passedOn says whether a role got a fact, or a version of it, from another role.
func (d *Debrief) passedOn(role, fact int) bool {
	for _, f := range d.family(fact) {
		i := d.learned[role*d.p.Facts()+f]
		if i < 0 {
			continue
		}
		switch e := d.events[i]; e.Why {
		case engine.FromShare, engine.FromForum, engine.FromTold:
			return true
		case engine.FromStory:
			if e.Role >= 0 {
				return true
			}
		}
	}
	return false
}

// cited is the mask of the roles that named a fact in a reason while holding it.
func (d *Debrief) cited(fact int) (mask uint64) {
	var names []string
	for _, f := range d.family(fact) {
		x := d.p.Fact(f)
		names = append(names, plainWords(x.Title), plainWords(x.Short), plainWords(string(x.ID)))
	}
	for _, c := range d.cases {
		for _, w := range c.Reasons {
			if w.Role < 0 {
				continue
			}
			if at, _ := d.met(w.Role, fact); at.minute > int32(w.At) {
				continue
			}
			said := plainWords(w.Words)
			for _, n := range names {
				if mentions(said, n) {
					mask |= 1 << w.Role
				}
			}
		}
	}
	return mask
}

// mentions says whether words name something; both are plainWords. Scripts that are
// written without spaces have no ends of words to look for.
func mentions(said, name string) bool {
	bare := strings.TrimSpace(name)
	unspaced := strings.ContainsFunc(bare, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar)
	})
	return bare != "" && (strings.Contains(said, name) || unspaced && strings.Contains(said, bare))
}

// plainWords is a text as lower-case words with one space before, between and behind.
func plainWords(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	return " " + strings.Join(words, " ") + " "
}

func (d *Debrief) pooling() Indicator {
	pool := d.Pool()
	if len(pool) == 0 {
		return Indicator{Because: "no fact had one origin"}
	}
	x := Indicator{Columns: []string{"fact", "origin", "reached", "named in a reason by"}}
	reached, cited, reasons := 0, 0, 0
	for _, c := range d.cases {
		reasons += len(c.Reasons)
	}
	for _, f := range pool {
		if f.Reached != 0 {
			reached++
			if f.Cited != 0 {
				cited++
			}
		}
		x.Rows = append(x.Rows, []Cell{d.factCell(f.Fact), word(d.p.Role(f.Origin).Title), d.rolesCell(f.Reached), d.rolesCell(f.Cited)})
	}
	named := Count{What: "of those, facts named in a reason", N: cited, Of: reached, Unit: "facts"}
	if reasons == 0 {
		named.Because = "no reason was recorded"
	}
	x.Counts = []Count{{What: "facts with one origin that reached another agency", N: reached, Of: len(pool), Unit: "facts"}, named}
	return x
}
