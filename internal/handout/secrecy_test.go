package handout

import (
	"html"
	"slices"
	"strings"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// said is everything that a page says, as text.
func said(blocks []Block) string {
	var b strings.Builder
	line := func(ls ...Line) {
		for _, l := range ls {
			b.WriteString(l.text() + "\n")
		}
	}
	for _, block := range blocks {
		switch x := block.(type) {
		case Para:
			line(x.Line)
		case Head:
			b.WriteString(x.Text + "\n")
		case Items:
			b.WriteString(x.Label + "\n")
			line(x.Items...)
		case Fields:
			for _, f := range x.Fields {
				b.WriteString(f.Label + "\n")
				line(f.Lines...)
			}
		case Table:
			for _, c := range x.Cols {
				b.WriteString(c.Title + "\n")
			}
			for _, r := range x.Rows {
				for _, c := range r {
					line(c...)
				}
			}
		case Aloud:
			b.WriteString(x.Label + "\n")
			line(x.Lines...)
		case Write:
			b.WriteString(x.Label + "\n")
		case Box:
			b.WriteString(x.Number + "\n" + x.Title + "\n" + x.Note + "\n" + said(x.Blocks))
		case Columns:
			b.WriteString(said(x.Left) + said(x.Right))
		case Big:
			b.WriteString(x.Text + "\n")
		default:
			panic("a block that the test does not know: " + block.Kind())
		}
	}
	return b.String()
}

// boxes are the boxes of a part, by their numbers, in order.
func boxes(doc *Document) []Box {
	var out []Box
	for _, part := range doc.Parts {
		for _, page := range part.Pages {
			for _, b := range page.Blocks {
				if box, ok := b.(Box); ok {
					out = append(out, box)
				}
			}
		}
	}
	return out
}

// Every inject that a length can deliver is on exactly one slip, under the number
// that the program calls it by.
func TestSlips(t *testing.T) {
	for _, s := range []*scenario.Scenario{harbour(t), firstLight(t)} {
		for _, setup := range setups(s) {
			p := compiled(t, s, setup)
			var got, want []string
			for _, box := range boxes(built(t, p, Injects)) {
				if !strings.HasPrefix(box.Number, "T") {
					got = append(got, box.Number)
				}
			}
			for i := range p.Injects() {
				in := p.Inject(i)
				switch turn := turnOf(s, in.ID); {
				case turn < 0 && (setup.Length == "" || slices.Contains(got, slipNo(i))):
					want = append(want, slipNo(i))
				case turn >= 0 && p.Plays(turn):
					want = append(want, slipNo(i))
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("%s %+v: slips %v, injects %v", s.Title, setup, got, want)
			}
		}
	}
}

// turnOf is the turn of an inject, -1 for those without one.
func turnOf(s *scenario.Scenario, id scenario.InjectID) int {
	return slices.IndexFunc(s.Turns, func(t scenario.Turn) bool {
		return slices.ContainsFunc(t.Injects, func(in scenario.Inject) bool { return in.ID == id })
	})
}

// A decision that is played has a sheet for each of its owners.
func TestDecisionSheets(t *testing.T) {
	s := firstLight(t)
	for _, setup := range setups(s) {
		p := compiled(t, s, setup)
		count := map[string]int{}
		for _, box := range boxes(built(t, p, Decisions)) {
			count[box.Number]++
		}
		for i := range p.Decisions() {
			d := p.Decision(i)
			turn := slices.IndexFunc(s.Turns, func(t scenario.Turn) bool {
				return slices.ContainsFunc(t.Decisions, func(x scenario.Decision) bool { return x.ID == d.ID })
			})
			if p.Plays(turn) && count[decisionTag(i)] != len(d.By) {
				t.Errorf("%+v: %s has %d sheets for %d owners", setup, d.ID, count[decisionTag(i)], len(d.By))
			}
		}
	}
	// A turn left out puts the newspaper's question into the next one.
	p := compiled(t, s, engine.Setup{Length: "90"})
	if !slices.ContainsFunc(boxes(built(t, p, Decisions)), func(b Box) bool { return b.Number == decisionTag(p.DecisionNo("leak")) }) {
		t.Error("the decision that a turn left out opens has no sheet")
	}
}

// Nothing that only control may know stands on paper that players get.
func TestNoControlText(t *testing.T) {
	s := firstLight(t)
	var secrets []string
	add := func(texts ...string) {
		for _, x := range texts {
			if x != "" {
				secrets = append(secrets, x)
			}
		}
	}
	source := func(c *scenario.Cond) {
		if c != nil {
			add(c.Source)
		}
	}
	for _, turn := range s.Turns {
		add(turn.Skipped.Text)
		for _, in := range turn.Injects {
			add(in.Say, in.Ask, in.Expect)
			source(in.When)
			source(in.Contingency)
		}
		for _, d := range turn.Decisions {
			source(d.When)
			for _, o := range d.Options {
				add(o.Outcome, o.Locked)
				source(o.When)
				source(o.Requires)
			}
		}
	}
	for _, in := range s.Injects {
		add(in.Say, in.Ask, in.Expect)
	}
	for _, e := range s.Endings {
		add(e.Text)
	}
	for _, o := range s.Objectives {
		add(o.Target)
	}
	for _, setup := range setups(s) {
		doc := built(t, compiled(t, s, setup), ReadAhead, Rules, Signs, Cards, Injects, Decisions, FactSlips, Messages, Feedback)
		for _, part := range doc.Parts {
			for _, page := range part.Pages {
				text := said(page.Blocks)
				for _, secret := range secrets {
					if strings.Contains(text, secret) {
						t.Errorf("%+v, %s: %q is for control alone", setup, part.Title, secret)
					}
				}
			}
		}
	}
}

// A role's card holds no fact that the role does not hold when it begins, except
// the titles of versions that could be made of one that it does.
func TestCardSecrets(t *testing.T) {
	for _, s := range []*scenario.Scenario{harbour(t), firstLight(t)} {
		for _, setup := range setups(s) {
			p := compiled(t, s, setup)
			doc := built(t, p, Cards)
			if len(doc.Parts[0].Pages) != p.Roles() {
				t.Fatalf("%d cards for %d roles", len(doc.Parts[0].Pages), p.Roles())
			}
			for r, page := range doc.Parts[0].Pages {
				text := said(page.Blocks)
				held := heldAtStart(s, p, p.Role(r))
				for f := range p.Facts() {
					fact := p.Fact(f)
					full := p.FullOf(f)
					title := slices.Contains(held, fact.ID) || full >= 0 && slices.Contains(held, p.Fact(full).ID)
					if !title && strings.Contains(text, fact.Title) || !slices.Contains(held, fact.ID) && fact.Text != "" && strings.Contains(text, fact.Text) {
						t.Errorf("%+v: the card of %s holds %s", setup, p.Role(r).ID, fact.ID)
					}
					if slices.Contains(held, fact.ID) && !strings.Contains(text, fact.Text) {
						t.Errorf("%+v: the card of %s lacks %s", setup, p.Role(r).ID, fact.ID)
					}
				}
			}
		}
	}
}

// heldAtStart is reckoned from the file alone: what a role knows, and what turns
// before the first one played leave it.
func heldAtStart(s *scenario.Scenario, p *engine.Program, r *scenario.Role) []scenario.FactID {
	out := slices.Clone(r.Knows)
	for t := range s.Turns {
		if p.Plays(t) {
			break
		}
		for _, tell := range s.Turns[t].Skipped.Knows {
			if tell.Role == r.ID {
				out = append(out, tell.Facts...)
			}
		}
	}
	return out
}

// What a turn left out in the middle tells to seats is on slips of its own.
func TestByNow(t *testing.T) {
	s := firstLight(t)
	p := compiled(t, s, engine.Setup{Length: "90", Seating: "4"})
	got := map[string]string{}
	for _, box := range boxes(built(t, p, Injects)) {
		if strings.HasPrefix(box.Number, "T") {
			got[box.Number] = said(box.Blocks)
		}
	}
	cabinet, defence := got["T4 Cabinet"], got["T4 Defence"]
	if len(got) != 2 || !strings.Contains(cabinet, p.Fact(p.FactNo("readers")).Text) || !strings.Contains(defence, p.Fact(p.FactNo("all-counted")).Text) {
		t.Errorf("the slips about turn 3 are %v", got)
	}
	if strings.Contains(defence, p.Fact(p.FactNo("readers")).Title) {
		t.Error("Defence is told what only the Cabinet Office learns")
	}
}

// The timetable is the engine's: the same injects and openings, at the same
// times, in the same order.
func TestTimetable(t *testing.T) {
	type line struct {
		At   scenario.Minutes
		What string
	}
	for _, s := range []*scenario.Scenario{harbour(t), firstLight(t)} {
		for _, setup := range setups(s) {
			p := compiled(t, s, setup)
			var want, got []line
			for _, a := range engine.NewGame(p, 1).Ahead(scenario.MaxDuration) {
				switch {
				case a.Inject >= 0:
					want = append(want, line{a.At, slipNo(a.Inject)})
				case strings.HasPrefix(a.Text, "opens: "):
					want = append(want, line{a.At, a.Text})
				}
			}
			m := &maker{p: p, s: s}
			for _, st := range m.stretches() {
				for _, e := range st.entries {
					switch {
					case e.inject >= 0:
						got = append(got, line{e.at, slipNo(e.inject)})
					case !e.due && e.after == 0:
						got = append(got, line{e.at, "opens: " + p.Decision(e.decision).Title})
					}
				}
			}
			if !slices.Equal(want, got) {
				t.Errorf("%s %+v: the engine plays\n%v\nand the book says\n%v", s.Title, setup, want, got)
			}
		}
	}
}

// Everything that the Markdown says, the page for the browser says too.
func TestSameContent(t *testing.T) {
	doc := built(t, compiled(t, firstLight(t), engine.Setup{Length: "45", Seating: "6"}))
	page, md := written(t, doc)
	page, md = squeezed(html.UnescapeString(tags.ReplaceAllString(page, " "))), squeezed(strings.ReplaceAll(md, "\\", ""))
	for _, part := range doc.Parts {
		for _, p := range part.Pages {
			for s := range strings.SplitSeq(said(p.Blocks), "\n") {
				if s = squeezed(s); s != "" && (!strings.Contains(page, s) || !strings.Contains(md, s)) {
					t.Fatalf("%q is not in both", s)
				}
			}
		}
	}
}

// squeezed is a text without spaces and without the marks of emphasis and code.
func squeezed(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \u00a0\n*`>☐_", r) }), "")
}
