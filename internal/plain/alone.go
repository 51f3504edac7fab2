package plain

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/plan"
)

// Auto lets every seat play by itself, delivers every contingency, and tells the
// story to its end.
func (d *Dialogue) Auto() error {
	p := d.ex.Program()
	d.story = true
	d.say("%s", p.Scenario.Marking)
	d.say("%s", p.Scenario.Title)
	d.say("%s", d.desk.SetupText())
	d.blank()
	for r := range p.Roles() {
		if err := d.do(d.unseatMove(r)); err != nil {
			return err
		}
	}
	if err := d.do(engine.NewMove(engine.MoveStart)); err != nil {
		return err
	}
	for d.ex.Game().State().Phase() == engine.Running {
		if err := d.playOn(d.tell); err != nil {
			return err
		}
	}
	if d.ex.Game().State().Phase() == engine.Over {
		if err := d.do(engine.NewMove(engine.MoveEnd)); err != nil {
			return err
		}
	}
	return d.flush()
}

// playOn advances to the next thing without control: contingencies are delivered.
func (d *Dialogue) playOn(tell func([]engine.Event)) error {
	m := engine.NewMove(engine.MoveAdvance)
	m.N = engine.ToNext
	events, err := d.ex.Do(m)
	tell(events)
	if err != nil {
		return err
	}
	for _, e := range events {
		if e.Kind != engine.EvOffered {
			continue
		}
		m := engine.NewMove(engine.MoveDeliver)
		m.A = e.A
		more, err := d.ex.Do(m)
		if err != nil {
			return err
		}
		tell(more)
	}
	return nil
}

// practice is one person at one seat; the program plays the others and control.
type practice struct {
	*Dialogue
	role int
	seen engine.View
}

// Practice lets one person play a seat alone. name is the seat, "" to ask for it.
// The player sees the seat's view and nothing else.
func (d *Dialogue) Practice(name string) error {
	p := d.ex.Program()
	d.say("%s", p.Scenario.Title)
	d.say("%s", p.Scenario.Summary)
	role, ok := d.roleNamed(name)
	for !ok || name == "" {
		if name != "" {
			d.say("There is no seat %q.", name)
		}
		d.say("Which seat do you play? %s", d.roleIDs())
		line, more := d.read()
		if !more {
			return d.flush()
		}
		name = line
		role, ok = d.roleNamed(line)
	}
	for r := range p.Roles() {
		if r != role {
			if _, err := d.ex.Do(d.unseatMove(r)); err != nil {
				return err
			}
		}
	}
	pr := &practice{Dialogue: d, role: role}
	d.blank()
	d.roleCard(d.ex.View(role))
	d.say("Enter goes on in the story. `v` shows all that you can see, `ids` the names, `?` what you can say.")
	if _, err := d.ex.Do(engine.NewMove(engine.MoveStart)); err != nil {
		return err
	}
	if err := pr.loop(); err != nil {
		return err
	}
	return errors.Join(d.flush(), d.inErr)
}

func (d *Dialogue) unseatMove(r int) engine.Move {
	m := engine.NewMove(engine.MoveUnseat)
	m.Role, m.N = int8(r), int32(d.ex.Program().Role(r).Auto)
	return m
}

func (p *practice) loop() error {
	for {
		p.news()
		line, ok := p.read()
		if !ok || line == "q" || line == "quit" {
			p.leaving()
			return nil
		}
		if err := p.obey(line); err != nil {
			return err
		}
		if p.ended() {
			return nil
		}
	}
}

func (p *practice) obey(line string) error {
	switch line {
	case "", "n", "next":
		return p.onward()
	case "v", "view":
		p.seatView(p.ex.View(p.role))
		return nil
	case "ids":
		p.nameable()
		return nil
	case "?", "help":
		p.practiceHelp()
		return nil
	}
	me := p.ex.Program().Role(p.role)
	if who, what, named := strings.Cut(line, ":"); named && !strings.ContainsAny(who, " \"") {
		if r, ok := p.roleNamed(who); !ok || r != p.role {
			p.say("You speak for %s only.", me.Title)
			return nil
		}
		line = what
	}
	moves, err := plan.Parse(p.ex.Program(), p.ex.Game(), string(me.ID)+": "+line)
	if err != nil { // its sentence may name what the seat must not know
		p.say("That can't be done, or can't be read. `?` shows what you can say, `ids` the names.")
		return nil
	}
	_, err = p.ex.DoAll(moves)
	if r, ok := err.(*engine.Refusal); ok {
		p.say("Not done. %s", r.Seat)
		return nil
	}
	if err == nil {
		p.say("Done.")
	}
	return err
}

// nameable lists the names that the seat can know: the roles, the channels it can
// use, and what its view shows.
func (p *practice) nameable() {
	prog, v := p.ex.Program(), p.ex.View(p.role)
	list := func(head string, names []string) {
		if len(names) > 0 {
			p.indented(fmt.Sprintf("%-13s", head), "             ", strings.Join(names, ", "))
		}
	}
	list("roles", strings.Split(p.roleIDs(), ", "))
	var channels, facts, forums, decisions []string
	for c := range prog.Channels() {
		if ch := prog.Channel(c); slices.Contains(ch.From, v.Role) {
			channels = append(channels, string(ch.ID))
		}
	}
	for _, f := range v.Facts {
		facts = append(facts, string(f.ID))
	}
	for _, f := range v.Forums {
		forums = append(forums, string(f.ID))
	}
	for _, d := range v.Decisions {
		decisions = append(decisions, string(d.ID))
	}
	list("channels", channels)
	list("facts", facts)
	list("forums", forums)
	list("decisions", decisions)
}

func (p *practice) practiceHelp() {
	for _, line := range []string{
		"share FACT to ROLE by CHANNEL", "ask FACT for ROLE", "say FACT in FORUM", "call FORUM",
		"decide DECISION OPTION \"reason\"", "propose DECISION OPTION", "agree DECISION", "object DECISION \"why\"",
		"consult DECISION ROLE", "view DECISION \"your view\"", "grant FACT for ROLE", "refuse FACT for ROLE \"why\"",
		"message to ROLE \"words\"", "own ARRANGEMENT", "sanitise VERSION",
	} {
		p.indented("  ", "    ", line)
	}
}

// onward goes on until something happens that the seat can see.
func (p *practice) onward() error {
	quiet := func([]engine.Event) {}
	for {
		switch p.ex.Game().State().Phase() {
		case engine.Over:
			if _, err := p.ex.Do(engine.NewMove(engine.MoveEnd)); err != nil {
				return err
			}
			p.ending()
			return nil
		case engine.Ended:
			p.ending()
			return nil
		}
		if err := p.playOn(quiet); err != nil {
			return err
		}
		if p.changed() {
			return nil
		}
	}
}

func (p *practice) ending() {
	p.news()
	events := p.ex.Log().Events
	i := slices.IndexFunc(events, func(e engine.Event) bool { return e.Kind == engine.EvEnded })
	if i < 0 {
		return
	}
	if c, ok := p.desk.CardOf(&events[i]); ok {
		p.endText(&c)
	}
}

// sum is what of a view a player waits for.
func sum(v engine.View) string {
	open := 0
	for _, d := range v.Decisions {
		if d.Status == engine.IsOpen {
			open++
		}
	}
	return fmt.Sprint(v.Turn, len(v.Injects), len(v.Facts), len(v.Decisions), open, len(v.Outcomes), len(v.Asked), len(v.Messages), len(v.Asks), v.Stopped)
}

func (p *practice) changed() bool { return sum(p.ex.View(p.role)) != sum(p.seen) || p.dueNow() }

// dueNow says whether one of the seat's decisions falls due at this minute.
func (p *practice) dueNow() bool {
	v := p.ex.View(p.role)
	for _, d := range v.Decisions {
		if d.Status == engine.IsOpen && d.Due <= v.Clock {
			return true
		}
	}
	return false
}

// news prints what the seat has not seen yet.
func (p *practice) news() {
	v, old := p.ex.View(p.role), p.seen
	p.seen = v
	if v.Turn != old.Turn {
		p.blank()
		p.say("%s · %s", strings.ToUpper(v.Turn), v.ClockText)
		p.indented("  ", "  ", v.Situation)
	} else if v.Clock != old.Clock {
		p.blank()
		p.say("%s", v.ClockText)
	}
	for _, in := range v.Injects[min(len(old.Injects), len(v.Injects)):] {
		p.seenInject(in)
	}
	for _, f := range v.Facts[min(len(old.Facts), len(v.Facts)):] {
		p.indented("+ ", "  ", fmt.Sprintf("You now know: %s (%s; %s). %s", f.Title, f.ID, f.How, f.Text))
	}
	for _, a := range v.Asked {
		p.indented("? ", "  ", fmt.Sprintf("%s asks: %s %s", a.From, desk.FullStop(a.Text), a.Words))
	}
	for _, m := range v.Messages[min(len(old.Messages), len(v.Messages)):] {
		p.indented("- ", "  ", fmt.Sprintf("%s to %s: %s", m.From, m.To, m.Words))
	}
	for _, o := range v.Outcomes[min(len(old.Outcomes), len(v.Outcomes)):] {
		p.indented("- ", "  ", desk.FullStop(o.Decision+": "+o.Option)+" "+o.Text)
	}
	for _, d := range v.Decisions {
		if d.Status == engine.IsOpen && (p.isNew(old, d) || d.Due <= v.Clock) {
			p.seenDecision(d)
		}
	}
}

func (p *practice) isNew(old engine.View, d engine.SeenDecision) bool {
	for _, o := range old.Decisions {
		if o.ID == d.ID && o.Status == engine.IsOpen {
			return false
		}
	}
	return true
}
