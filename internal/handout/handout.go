package handout

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Options are what a pack is made with, apart from the program.
type Options struct {
	GroundRules []string // said before every exercise
	Large       bool     // large print
	Only        []PartID // none: everything
}

// PartID names a part of the pack, for Options.Only.
type PartID string

// The parts, in the order in which they lie in the pack.
const (
	CoverPart  PartID = "cover"
	ReadAhead  PartID = "read-ahead"
	Rules      PartID = "rules"
	Signs      PartID = "signs"
	Cards      PartID = "cards"
	Injects    PartID = "slips"
	Decisions  PartID = "decisions"
	FactSlips  PartID = "facts"
	Messages   PartID = "messages"
	Book       PartID = "book"
	LogSheets  PartID = "log"
	Observers  PartID = "observers"
	HotWash    PartID = "hotwash"
	Feedback   PartID = "feedback"
	defaultTag        = "EXERCISE EXERCISE EXERCISE"
)

// Parts lists every part there is.
func Parts() []PartID {
	var out []PartID
	for _, m := range makers {
		out = append(out, m.id)
	}
	return out
}

// makers make the parts. A part without pages is left out.
var makers = []struct {
	id   PartID
	make func(*maker) Part
}{
	{CoverPart, (*maker).cover},
	{ReadAhead, (*maker).readAhead},
	{Rules, (*maker).groundRules},
	{Signs, (*maker).signs},
	{Cards, (*maker).cards},
	{Injects, (*maker).injectSlips},
	{Decisions, (*maker).decisionSheets},
	{FactSlips, (*maker).factSlips},
	{Messages, (*maker).messageSlips},
	{Book, (*maker).book},
	{LogSheets, (*maker).logSheets},
	{Observers, (*maker).observers},
	{HotWash, (*maker).hotWash},
	{Feedback, (*maker).feedback},
}

// maker makes the parts of one pack.
type maker struct {
	p     *engine.Program
	s     *scenario.Scenario
	opt   Options
	terms terms

	turns []*stretch // those played
	parts []Part     // made so far; the cover comes last and lies first
}

// Build makes the pack of a program. The error names a part that is asked for
// and does not exist.
func Build(p *engine.Program, opt Options) (*Document, error) {
	for _, id := range opt.Only {
		if !slices.Contains(Parts(), id) {
			return nil, fmt.Errorf("there is nothing called %q to print; there is %s", id, joined(Parts()))
		}
	}
	m := &maker{p: p, s: p.Scenario, opt: opt, terms: termsOf(p.Scenario.Terminology)}
	m.turns = m.stretches()
	doc := &Document{Title: m.s.Title, Marking: m.s.Marking, Large: opt.Large}
	if doc.Marking == "" {
		doc.Marking = defaultTag // paper leaves the room: it is never without
	}
	for _, mk := range slices.Backward(makers) {
		if len(opt.Only) > 0 && !slices.Contains(opt.Only, mk.id) {
			continue
		}
		part := mk.make(m)
		part.ID = mk.id
		if len(part.Pages) > 0 {
			m.parts = append([]Part{part}, m.parts...)
		}
	}
	doc.Parts = m.parts
	return doc, nil
}

func joined[T ~string](ids []T) string {
	var out []string
	for _, id := range ids {
		out = append(out, string(id))
	}
	return strings.Join(out, ", ")
}

// The words for things that several parts name.

func slipNo(inject int) string     { return fmt.Sprint(inject + 1) }
func decisionTag(n int) string     { return fmt.Sprintf("D%d", n+1) }
func factTag(n int) string         { return fmt.Sprintf("F%d", n+1) }
func optionLetter(o int) string    { return string(rune('a' + o%26)) }
func quoted(s string) string       { return "“" + s + "”" }
func minutesText(n int) string     { return count(n, "minute") }
func (m *maker) role(n int) string { return m.p.Role(n).Title }

func (m *maker) fact(id scenario.FactID) string {
	n := m.p.FactNo(id)
	return factTag(n) + " " + m.p.Fact(n).Title
}

func (m *maker) factShort(id scenario.FactID) string {
	n := m.p.FactNo(id)
	return factTag(n) + " " + m.p.Fact(n).Short
}

func (m *maker) facts(ids []scenario.FactID) string {
	var out []string
	for _, id := range ids {
		out = append(out, m.fact(id))
	}
	return strings.Join(out, "; ")
}

// short are the short names of roles.
func (m *maker) short(ids []scenario.RoleID) string { return m.called(ids, m.shortOf) }

func (m *maker) shortOf(id scenario.RoleID) string { return m.p.Role(m.p.RoleNo(id)).Short }

// names are the titles of roles.
func (m *maker) names(ids []scenario.RoleID) string {
	return m.called(ids, func(id scenario.RoleID) string { return m.p.Role(m.p.RoleNo(id)).Title })
}

// called lists roles by name; three or more who are a whole party are called by it.
func (m *maker) called(ids []scenario.RoleID, name func(scenario.RoleID) string) string {
	if len(ids) > 1 && len(ids) == m.p.Roles() {
		return "everybody"
	}
	var out []string
	left := slices.Clone(ids)
	for _, party := range m.s.Parties {
		of := func(id scenario.RoleID) bool { return m.p.Role(m.p.RoleNo(id)).Party == party.ID }
		all := 0
		for r := range m.p.Roles() {
			if of(m.p.Role(r).ID) {
				all++
			}
		}
		if rest := slices.DeleteFunc(slices.Clone(left), of); all > 2 && len(left)-len(rest) == all {
			out, left = append(out, "all of "+party.Title), rest
		}
	}
	for _, id := range left {
		out = append(out, name(id))
	}
	return listed(out, "and")
}

// audience is whom an inject goes to.
func (m *maker) audience(in *scenario.Inject, name func([]scenario.RoleID) string) string {
	if in.ToAll {
		return "everybody"
	}
	return name(in.To)
}

func listed(items []string, and string) string {
	switch n := len(items); n {
	case 0:
		return ""
	case 1:
		return items[0]
	default:
		return strings.Join(items[:n-1], ", ") + " " + and + " " + items[n-1]
	}
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func sentenceEnd(s string) string {
	if s == "" || strings.ContainsRune(".?!”\"", []rune(s)[len([]rune(s))-1]) {
		return s
	}
	return s + "."
}

// exercise is the exercise's name as it heads a paper.
func (m *maker) exercise() string { return "Exercise " + m.s.Title }
