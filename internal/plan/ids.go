package plan

import (
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// kind is a kind of named things: what they are called, their ids, and other
// names that people know them by.
type kind struct {
	noun    string
	ids     []string
	aliases []string       // by number, "" for none; nil where there are none at all
	of      string         // the decision that options belong to
	likely  func(int) bool // of several that a beginning fits, the one meant; nil for none
}

func idsOf(n int, id func(int) string) []string {
	out := make([]string, n)
	for i := range out {
		out[i] = id(i)
	}
	return out
}

func roles(p *engine.Program) kind {
	return kind{
		noun: "role", ids: idsOf(p.Roles(), func(i int) string { return string(p.Role(i).ID) }),
		aliases: idsOf(p.Roles(), func(i int) string { return p.Role(i).Short }),
	}
}

func facts(p *engine.Program) kind {
	return kind{noun: "fact", ids: idsOf(p.Facts(), func(i int) string { return string(p.Fact(i).ID) })}
}

func channels(p *engine.Program) kind {
	return kind{noun: "channel", ids: idsOf(p.Channels(), func(i int) string { return string(p.Channel(i).ID) })}
}

func forums(p *engine.Program) kind {
	return kind{noun: "forum", ids: idsOf(p.Forums(), func(i int) string { return string(p.Forum(i).ID) })}
}

func injects(p *engine.Program) kind {
	return kind{noun: "inject", ids: idsOf(p.Injects(), func(i int) string { return string(p.Inject(i).ID) })}
}

func decisions(p *engine.Program) kind {
	return kind{noun: "decision", ids: idsOf(p.Decisions(), func(i int) string { return string(p.Decision(i).ID) })}
}

func options(p *engine.Program, d int) kind {
	list := p.Decision(d).Options
	return kind{
		noun: "option", of: string(p.Decision(d).ID),
		ids: idsOf(len(list), func(i int) string { return string(list[i].ID) }),
	}
}

func arrangements(p *engine.Program) kind {
	return kind{noun: "arrangement", ids: idsOf(p.Arrangements(), func(i int) string { return string(p.Arrangement(i).ID) })}
}

func measures(p *engine.Program) kind {
	list := p.Scenario.Measures
	return kind{noun: "measure", ids: idsOf(len(list), func(i int) string { return string(list[i].ID) })}
}

func objectives(p *engine.Program) kind {
	list := p.Scenario.Objectives
	return kind{noun: "objective", ids: idsOf(len(list), func(i int) string { return string(list[i].ID) })}
}

func endings(p *engine.Program) kind {
	list := p.Scenario.Endings
	return kind{noun: "ending", ids: idsOf(len(list), func(i int) string { return string(list[i].ID) })}
}

// find is the number of what somebody wrote: an id, another name, or the
// beginning of one of them that fits only one thing. Otherwise -1, and a sentence.
func (k kind) find(s string) (n int, sentence string) {
	if i := slices.Index(k.ids, strings.ToLower(s)); i >= 0 {
		return i, ""
	}
	want := plainForm(s)
	same := func(name string) bool { return name != "" && plainForm(name) == want }
	begins := func(name string) bool { return want != "" && strings.HasPrefix(plainForm(name), want) }
	if i := slices.IndexFunc(k.ids, same); i >= 0 {
		return i, ""
	}
	for _, fits := range [...]func(string) bool{same, begins} {
		switch m := k.matching(fits); {
		case len(m) == 1:
			return m[0], ""
		case len(m) > 1:
			if likely := slices.DeleteFunc(slices.Clone(m), func(i int) bool { return k.likely == nil || !k.likely(i) }); len(likely) == 1 {
				return likely[0], ""
			}
			ids := idsOf(len(m), func(i int) string { return k.ids[m[i]] })
			return -1, quote(s) + " could be " + listed(ids, "or") + ": write more of it."
		}
	}
	return -1, k.unknown(s)
}

// matching are the numbers of the things of which a name fits.
func (k kind) matching(fits func(string) bool) (out []int) {
	for i, id := range k.ids {
		if fits(id) || k.aliases != nil && fits(k.aliases[i]) {
			out = append(out, i)
		}
	}
	return out
}

func (k kind) unknown(s string) string {
	said := "There is no " + k.noun + " " + quote(s) + "."
	if k.of != "" {
		said = "“" + k.of + "” has no " + k.noun + " " + quote(s) + "."
	}
	if near := scenario.Nearest(s, append(slices.Clone(k.ids), k.aliases...)); near != "" {
		if i := slices.Index(k.aliases, near); i >= 0 {
			near = k.ids[i]
		}
		return said + " Is “" + near + "” meant?"
	}
	if len(k.ids) == 0 {
		return "This scenario has no " + k.noun + "s."
	}
	return said + " There are: " + listed(k.ids, "and") + "."
}

var plainer = strings.NewReplacer("_", "-", " ", "-")

// plainForm is a name without what people do not tell apart.
func plainForm(s string) string { return plainer.Replace(strings.ToLower(s)) }
