package plain

import (
	"fmt"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/scenario"
)

// tell says what happened, in order. Most of it is a line each; what control must
// say or ask is a card.
func (d *Dialogue) tell(events []engine.Event) {
	for i := range events {
		e := &events[i]
		if d.story && (e.Kind == engine.EvAsked || e.Kind == engine.EvAnswered) && e.Why == engine.AskConsult {
			continue // views are taken in quietly
		}
		if c, ok := d.desk.CardOf(e); ok {
			d.card(&c)
			continue
		}
		words := ""
		if e.Ref >= 0 {
			words = d.ex.Log().Words(e.Ref)
		}
		if s := d.ex.Program().Sentence(*e, words); s != "" {
			d.line(scenario.Minutes(e.At), s)
		}
	}
}

// line is a line of the story.
func (d *Dialogue) line(at scenario.Minutes, s string) {
	d.indented("· "+d.desk.Clock(at)+"  ", "         ", s)
}

// card lays out what control must say, ask or expect, with the lines to enter.
func (d *Dialogue) card(c *desk.Card) {
	switch c.Kind {
	case desk.LeftOut:
		d.head(c, "LEFT OUT", "")
	case desk.TurnBegan:
		d.turnCard(c)
	case desk.TurnEnded:
		d.head(c, "END OF TURN", d.desk.Full(c.At))
		for i, o := range c.Owed {
			d.cue(c.Cues[i].Label, c.Cues[i].Text+": "+d.reasonLine(o.Role, o.Decision))
		}
	case desk.Inject, desk.Contingency:
		d.injectCard(c)
	case desk.Decision:
		d.decisionCard(c)
	case desk.Due:
		d.dueCard(c)
	case desk.Outcome:
		d.outcomeCard(c)
	case desk.Compared:
		d.line(c.At, c.Title)
		d.cues(c.Cues)
	case desk.Question:
		d.head(c, "QUESTION", d.desk.Full(c.At))
		d.cues(c.Cues)
		d.cue("enter", d.answerLine(&c.Event))
	case desk.Sitting:
		d.head(c, "SITTING", d.desk.Full(c.At))
		d.cues(c.Cues)
	case desk.Arrived:
		d.arrivedCard(c)
	case desk.Stopped:
		d.say("%s `lift` goes on.", c.Title)
		d.aloud(c)
	case desk.Ended:
		d.endText(c)
		d.blank()
		d.say("Observations, pins, actions and ratings can still be entered: `observe \"…\"`, `pin \"…\"`, `act ROLE \"…\"`, `rate OBJECTIVE S \"…\"`. `q` leaves.")
	}
}

// head begins a card: what it is, its title, its time, and its facts.
func (d *Dialogue) head(c *desk.Card, kind, at string) {
	parts := []string{kind}
	for _, s := range []string{c.Title, at} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	for _, f := range c.Facts {
		if f.Label == "room" || f.Label == "so" {
			parts = append(parts, f.Text)
		} else {
			parts = append(parts, f.Label+" "+f.Text)
		}
	}
	d.blank()
	d.say("%s", strings.Join(parts, " · "))
}

// aloud prints what is read or handed over.
func (d *Dialogue) aloud(c *desk.Card) {
	if c.Aloud != "" {
		d.indented("  ", "  ", c.Aloud)
	}
}

// cues prints what control says, asks or expects.
func (d *Dialogue) cues(cues []desk.Cue) {
	for _, x := range cues {
		d.cue(x.Label, x.Text)
	}
}

func (d *Dialogue) turnCard(c *desk.Card) {
	d.head(c, fmt.Sprintf("TURN %d of %d", c.No, d.ex.Program().Turns()), d.desk.Full(c.At))
	for _, x := range c.Cues {
		text := x.Text
		if x.Label == "clock" {
			text += " It goes on whenever a line is entered."
		}
		d.cue(x.Label, text)
	}
	if c.Aloud != "" {
		d.say("READ ALOUD")
		d.aloud(c)
	}
}

func (d *Dialogue) injectCard(c *desk.Card) {
	in := d.ex.Program().Inject(c.Inject)
	kind := fmt.Sprintf("INJECT %d (%s)", c.No, in.ID)
	if c.Kind == desk.Contingency {
		kind = fmt.Sprintf("CONTINGENCY %d, if you want it (%s)", c.No, in.ID)
	}
	head := *c
	head.Title = "" // it is the first line of the text
	d.head(&head, kind, d.desk.Full(c.At))
	if c.Title != "" {
		d.indented("  ", "  ", c.Title)
	}
	d.aloud(c)
	for _, x := range c.Cues {
		if x.Label == "carries" {
			x.Text = d.factTitles(in.Facts)
		}
		d.cue(x.Label, x.Text)
	}
	if c.Kind == desk.Contingency {
		d.cue("enter", fmt.Sprintf("`deliver %s` to deliver it, `n` to pass it over", in.ID))
	}
}

// factTitles are the titles of facts with the ids to type.
func (d *Dialogue) factTitles(ids []scenario.FactID) string {
	p := d.ex.Program()
	var out []string
	for _, id := range ids {
		out = append(out, fmt.Sprintf("%s (%s)", p.Fact(p.FactNo(id)).Title, id))
	}
	return strings.Join(out, "; ")
}

// decisionCard puts a decision to its owners. Its options stand behind the
// question.
func (d *Dialogue) decisionCard(c *desk.Card) {
	d.head(c, fmt.Sprintf("DECISION %d", c.No), "")
	rest := c.Cues
	if len(rest) > 0 && rest[0].Label == "ask" {
		d.labelled("ask", rest[0].Text)
		rest = rest[1:]
	}
	st := d.ex.Game().Standing(c.Decision)
	d.options(c.Decision, st)
	d.cues(rest)
	d.cue("enter", d.example(c.Decision, st))
}

// options lists what can be chosen, with a letter, an id, and the lock where
// there is one.
func (d *Dialogue) options(n int, st engine.Standing) {
	p := d.ex.Program()
	dec := p.Decision(n)
	for o := range dec.Options {
		opt := &dec.Options[o]
		line := fmt.Sprintf("%s (%s)", opt.Title, opt.ID)
		if !st.Offered[o] {
			continue
		}
		if !st.Open[o] {
			line += ", not open: " + desk.LockText(opt)
		}
		if o == st.Default {
			line += " · what happens if nobody decides"
		}
		d.indented("    "+desk.OptionKey(o)+"  ", "       ", line)
	}
	if dec.Purchase == nil {
		return
	}
	d.say("  Arrangements worth at most %s:", desk.Count(dec.Purchase.Points, "point"))
	for a := range p.Arrangements() {
		if x := p.Arrangement(a); x.ForSale && d.ex.Game().Agreed()>>a&1 == 0 {
			d.indented("    ", "       ", fmt.Sprintf("%s (%s), %s", x.Title, x.ID, desk.Count(x.Cost, "point")))
		}
	}
}

// example is a line that would answer the decision.
func (d *Dialogue) example(n int, st engine.Standing) string {
	p := d.ex.Program()
	dec := p.Decision(n)
	verb := "decide"
	if d.ex.Game().NeedsAgreement(n, p.RoleNo(dec.By[0]), st.Bought) {
		verb = "propose"
	}
	what := ""
	for o := range dec.Options {
		if st.Open[o] {
			what = string(dec.Options[o].ID)
			break
		}
	}
	if dec.Purchase != nil {
		verb, what = "propose", "ARRANGEMENT,ARRANGEMENT"
		if !d.ex.Game().NeedsAgreement(n, p.RoleNo(dec.By[0]), 0) {
			verb = "decide"
		}
	}
	return fmt.Sprintf("`%s: %s %s %s \"the reason\"`", dec.By[0], verb, dec.ID, what)
}

func (d *Dialogue) dueCard(c *desk.Card) {
	if d.story {
		return
	}
	d.head(c, "TIME", d.desk.Full(c.At))
	for _, x := range c.Cues {
		if x.Label == "else" {
			x.Text = fmt.Sprintf("with `n`, %s; `more-time %s 1m` gives a minute", x.Text, d.ex.Program().Decision(c.Decision).ID)
		}
		d.cue(x.Label, x.Text)
	}
}

// outcomeCard says what was decided and what is read, to whom.
func (d *Dialogue) outcomeCard(c *desk.Card) {
	d.line(c.At, c.Title)
	for _, f := range c.Facts {
		d.labelled(f.Label, "("+f.Text+") "+c.Aloud)
	}
	e := &c.Event
	for _, x := range c.Cues {
		switch x.Label {
		case "ask":
			x.Text += " `ROLE: own ARRANGEMENT`"
		case "rule":
			x.Text += fmt.Sprintf(" `rule %s allowed \"…\"`", d.decider(e))
		case "owed":
			x.Text += ": " + d.reasonLine(int(e.Role), c.Decision)
		}
		d.cue(x.Label, x.Text)
	}
}

// decider is the role that decided, or the first owner where a default did.
func (d *Dialogue) decider(e *engine.Event) scenario.RoleID {
	if e.Role >= 0 {
		return d.ex.Program().Role(int(e.Role)).ID
	}
	return d.ex.Program().Decision(int(e.A)).By[0]
}

// reasonLine is the line that gives a reason.
func (d *Dialogue) reasonLine(role, decision int) string {
	p := d.ex.Program()
	return fmt.Sprintf("`%s: reason %s \"…\"`", p.Role(role).ID, p.Decision(decision).ID)
}

// answerLine is the line, or the two, that answer a question between seats.
func (d *Dialogue) answerLine(e *engine.Event) string {
	p := d.ex.Program()
	to := p.Role(int(e.To)).ID
	switch e.Why {
	case engine.AskConsult:
		return fmt.Sprintf("`%s: view %s \"…\"`", to, p.Decision(int(e.A)).ID)
	case engine.AskConcur:
		dec := p.Decision(int(e.A)).ID
		return fmt.Sprintf("`%s: agree %s` or `%s: object %s \"why\"`", to, dec, to, dec)
	}
	f, who := p.Fact(int(e.A)).ID, p.Role(int(e.B)).ID
	return fmt.Sprintf("`%s: grant %s for %s` or `%s: refuse %s for %s \"why\"`", to, f, who, to, f, who)
}

func (d *Dialogue) arrivedCard(c *desk.Card) {
	if d.story { // the line that sent it said when it arrives
		return
	}
	s := c.Title
	for _, x := range c.Cues {
		s = desk.FullStop(s) + " " + x.Text
	}
	d.line(c.At, s)
}

// endText is the ending, read aloud, and the questions of the hot wash.
func (d *Dialogue) endText(c *desk.Card) {
	d.blank()
	d.say("ENDEX · %s", d.desk.Full(c.At))
	d.say("READ ALOUD")
	d.indented("  ", "  ", c.Title)
	d.aloud(c)
	asked := false
	for _, x := range c.Cues {
		switch x.Label {
		case "note":
			d.indented("  - ", "    ", x.Text)
		case "ask":
			if !asked {
				d.blank()
				d.say("HOT WASH")
				asked = true
			}
			d.indented("- ", "  ", x.Text)
		}
	}
}
