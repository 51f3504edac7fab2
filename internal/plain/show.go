package plain

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
)

func (d *Dialogue) help() {
	d.say("COMMANDS")
	for _, c := range commands {
		head := strings.Join(c.names, ", ")
		if c.args != "" {
			head += " " + c.args
		}
		d.indented(fmt.Sprintf("  %-18s  ", head), "                      ", c.help)
	}
	d.blank()
	d.say("MOVES, as people tell you of them. `ids` shows the names; the beginning of one will do. What stands in [ ] can be left out. Without `by`, a share takes the best way that is lawful.")
	for _, usage := range plan.Usage() {
		d.indented("  ", "      ", usage)
	}
}

// whoKnows lists, for each fact that anybody holds, who holds it and to whom it
// is on its way.
func (d *Dialogue) whoKnows() {
	p, g := d.ex.Program(), d.ex.Game()
	for f := range p.Facts() {
		held := g.Holders(f)
		if held == 0 {
			continue
		}
		fact := p.Fact(f)
		line := fmt.Sprintf("%s (%s, %s): %s", fact.Title, fact.ID, p.Scenario.Handling[fact.Handling], d.shorts(held))
		if coming := g.Coming(f) &^ held; coming != 0 {
			line += "; on its way to " + d.shorts(coming)
		}
		if g.Leaked(f) {
			line += "; LEAKED"
		}
		d.indented("- ", "  ", line)
	}
}

func (d *Dialogue) shorts(mask uint64) string {
	var out []string
	for _, r := range engine.Bits(mask) {
		out = append(out, string(d.ex.Program().Role(r).ID))
	}
	return strings.Join(out, ", ")
}

// ahead lists what is coming until the turn's end, or the next turn's beginning.
func (d *Dialogue) ahead() {
	p, g := d.ex.Program(), d.ex.Game()
	until := g.State().Clock() + 60*24*1000
	if t := g.Turn(); t >= 0 && g.State().InTurn() {
		until = p.Turn(t).At + p.Turn(t).Lasts
	}
	for i, a := range g.Ahead(until) {
		if i == 40 {
			d.say("and more")
			break
		}
		d.indented("- "+d.desk.Full(a.At)+"  ", "  ", a.Text)
	}
}

// standing shows measures, slips, meetings and arrangements.
func (d *Dialogue) standing() {
	p, g := d.ex.Program(), d.ex.Game()
	for m := range p.Measures() {
		x := p.Measure(m)
		hidden := ""
		if x.Hidden {
			hidden = ", hidden from the seats"
		}
		d.say("%s %d%s", x.Title, g.Measure(m), hidden)
	}
	var slips []string
	for r := range p.Roles() {
		slips = append(slips, fmt.Sprintf("%s %s", p.Role(r).ID, slipsText(g.Slips(r))))
	}
	d.say("Slips left: %s", strings.Join(slips, ", "))
	for f := range p.Forums() {
		if members := g.Sitting(f); members != 0 {
			d.say("Sitting: %s, with %s", p.Forum(f).Title, d.shorts(members))
		}
	}
	for _, a := range engine.Bits(g.Agreed()) {
		x := p.Arrangement(a)
		if owner := g.Owner(a); owner >= 0 {
			d.say("Agreed: %s, owned by %s", x.Title, p.Role(owner).Title)
		} else {
			d.say("Agreed: %s", x.Title)
		}
	}
}

// log shows the last lines of the record, with the numbers that `e` takes.
func (d *Dialogue) log(rest string) (bool, error) {
	n := 20
	if rest != "" {
		var err error
		if n, err = strconv.Atoi(rest); err != nil || n < 1 {
			d.say("Enter `log`, or `log` and a number of lines.")
			return false, nil
		}
	}
	p := d.ex.Program()
	entries := d.ex.Entries()
	for _, x := range entries[max(len(entries)-n, 0):] {
		head := fmt.Sprintf("%4d  ", x.Line)
		if x.Gone != "" {
			d.indented(head, "      ", fmt.Sprintf("(does not count: %s) %s", x.Gone, plan.Format(p, x.Move)))
			continue
		}
		var parts []string
		for _, e := range x.Events {
			words := ""
			if e.Ref >= 0 {
				words = d.ex.Log().Words(e.Ref)
			}
			if s := p.Sentence(e, words); s != "" {
				parts = append(parts, d.desk.Clock(scenario.Minutes(e.At))+" "+s)
			}
		}
		if len(parts) == 0 {
			parts = []string{plan.Format(p, x.Move)}
		}
		d.indented(head, "      ", strings.Join(parts, "\n"))
	}
	return false, nil
}

func (d *Dialogue) names() {
	p := d.ex.Program()
	list := func(head string, n int, name func(int) string) {
		var out []string
		for i := range n {
			if s := name(i); s != "" {
				out = append(out, s)
			}
		}
		if len(out) > 0 {
			d.indented(fmt.Sprintf("%-13s", head), "             ", strings.Join(out, ", "))
		}
	}
	list("roles", p.Roles(), func(i int) string { return string(p.Role(i).ID) })
	list("channels", p.Channels(), func(i int) string { return string(p.Channel(i).ID) })
	list("forums", p.Forums()-1, func(i int) string { return string(p.Forum(i).ID) })
	list("arrangements", p.Arrangements(), func(i int) string { return string(p.Arrangement(i).ID) })
	list("decisions", p.Decisions(), func(i int) string { return string(p.Decision(i).ID) })
	list("measures", p.Measures(), func(i int) string { return string(p.Measure(i).ID) })
	list("objectives", len(p.Scenario.Objectives), func(i int) string { return string(p.Scenario.Objectives[i].ID) })
	d.say("facts")
	for f := range p.Facts() {
		d.indented(fmt.Sprintf("  %-20s ", p.Fact(f).ID), "                       ", p.Fact(f).Title)
	}
	d.say("Injects stand with their ids in `a`, and where they were delivered.")
}

// view shows a seat its own view.
func (d *Dialogue) view(rest string) (bool, error) { return d.curtain(rest, d.seatView) }

// card shows a seat its role card.
func (d *Dialogue) showCard(rest string) (bool, error) { return d.curtain(rest, d.roleCard) }

// curtain shows something to a seat alone, behind a line that says whom to call;
// what was shown is pushed off the screen afterwards.
func (d *Dialogue) curtain(name string, what func(engine.View)) (bool, error) {
	r, ok := d.roleNamed(name)
	if !ok {
		d.say("There is no role %q. The roles are %s.", name, d.roleIDs())
		return false, nil
	}
	d.say("Call %s to the screen. Enter when only they can see it.", d.ex.Program().Role(r).Title)
	if _, ok := d.read(); !ok {
		return true, nil
	}
	what(d.ex.View(r))
	d.say("Enter when they have read it.")
	_, ok = d.read()
	for range 60 {
		d.blank()
	}
	d.say("The seat's view is off the screen.")
	return !ok, nil
}

// roleCard prints what stands on the seat's card.
func (d *Dialogue) roleCard(v engine.View) {
	d.say("%s", v.Marking)
	d.say("YOUR CARD · %s", v.Title)
	d.markdown(v.Brief)
	d.labelled("decides", v.Authority)
	for _, s := range v.Interests {
		d.indented("- ", "  ", s)
	}
	for _, s := range v.Questions {
		d.indented("? ", "  ", s)
	}
}

// seatView prints a view, and nothing but the view.
func (d *Dialogue) seatView(v engine.View) {
	d.say("%s", v.Marking)
	d.say("%s · %s · %s · slips left: %s", v.Title, v.ClockText, v.Turn, slipsText(v.Slips))
	if v.Stopped {
		d.say("STOPPED FOR A REAL EVENT. %s", v.StopWords)
	}
	for _, part := range []func(engine.View){
		d.viewFacts, d.viewInjects, d.viewDecisions, d.viewTraffic, d.viewRest,
	} {
		part(v)
	}
}

func (d *Dialogue) viewFacts(v engine.View) {
	if len(v.Facts) > 0 {
		d.say("WHAT YOU KNOW")
	}
	for _, f := range v.Facts {
		d.indented("- ", "  ", fmt.Sprintf("%s (%s, %s). %s", f.Title, f.ID, f.Handling, f.Text))
		how := fmt.Sprintf("%s, %s. May have it without asking: %s.", d.desk.Full(f.At), f.How, f.MayHave)
		if f.Consent != "" {
			how += " Others: ask " + f.Consent + "."
		}
		if len(f.Versions) > 0 {
			how += " A version could be made: " + strings.Join(f.Versions, ", ") + "."
		}
		d.indented("  ", "  ", how)
	}
}

func (d *Dialogue) viewInjects(v engine.View) {
	if len(v.Injects) > 0 {
		d.say("WHAT REACHED YOU")
	}
	for _, in := range v.Injects {
		d.seenInject(in)
	}
}

func (d *Dialogue) seenInject(in engine.SeenInject) {
	head := d.desk.Full(in.At)
	if in.From != "" {
		head += ", from " + in.From
	}
	if in.By != "" {
		head += ", by " + in.By
	}
	if in.Title != "" {
		head += ": " + in.Title
	}
	d.indented("- ", "  ", head)
	d.indented("  ", "  ", in.Text)
}

func (d *Dialogue) viewDecisions(v engine.View) {
	if len(v.Decisions) > 0 {
		d.say("WHAT YOU DECIDE")
	}
	for _, dec := range v.Decisions {
		d.seenDecision(dec)
	}
}

func (d *Dialogue) seenDecision(dec engine.SeenDecision) {
	if dec.Status != engine.IsOpen {
		answer := dec.Answer
		if answer == "" {
			answer = "no answer"
		}
		d.indented("- ", "  ", dec.Title+": "+answer)
		return
	}
	head := fmt.Sprintf("%s Due %s.", dec.Ask, d.desk.Full(dec.Due))
	if dec.With != "" {
		head += " Together with " + dec.With + ": " + desk.RuleText(dec.Rule) + "."
	}
	d.indented("- ", "  ", desk.FullStop(dec.Title)+" "+head)
	for _, o := range dec.Options {
		line := fmt.Sprintf("%s (%s)", o.Title, o.ID)
		if o.Locked != "" {
			line += ", not open: " + o.Locked
		}
		d.indented("    ", "      ", line)
	}
	for _, a := range dec.Purchases {
		d.indented("    ", "      ", fmt.Sprintf("%s (%s), %s. %s", a.Title, a.ID, desk.Count(a.Cost, "point"), a.Text))
	}
	if dec.Concur != "" {
		d.indented("  ", "  ", "Must agree: "+dec.Concur+".")
	}
	if dec.Consult != "" {
		d.indented("  ", "  ", "To be asked before: "+dec.Consult+".")
	}
	if dec.Proposed != "" {
		d.indented("  ", "  ", "Proposed: "+dec.Proposed+".")
	}
	if dec.Answer != "" {
		d.indented("  ", "  ", "Your answer: "+dec.Answer+".")
	}
}

func (d *Dialogue) viewTraffic(v engine.View) {
	for _, a := range v.Asked {
		d.indented("? ", "  ", fmt.Sprintf("%s asks: %s %s", a.From, desk.FullStop(a.Text), a.Words))
	}
	for _, a := range v.Asks {
		s := fmt.Sprintf("You asked %s: %s", a.To, desk.FullStop(a.Text))
		if a.Answered {
			s += " Answer: " + desk.FullStop(a.Answer)
			if a.Words != "" {
				s += " “" + a.Words + "”"
			}
		} else {
			s += " No answer yet."
		}
		d.indented("- ", "  ", s)
	}
	for _, m := range v.Messages {
		d.indented("- ", "  ", fmt.Sprintf("%s, %s to %s: %s", d.desk.Full(m.At), m.From, m.To, m.Words))
	}
	for _, s := range v.Sent {
		d.indented("- ", "  ", fmt.Sprintf("You sent “%s” to %s by %s at %s, there %s.", s.Fact, s.To, s.By, d.desk.Full(s.At), d.desk.Full(s.Arrives)))
	}
}

func (d *Dialogue) viewRest(v engine.View) {
	for _, f := range v.Forums {
		switch {
		case f.Sitting:
			d.indented("- ", "  ", fmt.Sprintf("%s is sitting, until %s.", f.Title, d.desk.Full(f.At)))
		case f.Called:
			d.indented("- ", "  ", fmt.Sprintf("%s has been called and sits %s.", f.Title, d.desk.Full(f.At)))
		}
	}
	for _, o := range v.Outcomes {
		d.indented("- ", "  ", d.desk.Full(o.At)+", "+desk.FullStop(o.Decision+": "+o.Option)+" "+o.Text)
	}
	for _, a := range v.Standing {
		d.indented("- ", "  ", "Agreed: "+a+".")
	}
}
