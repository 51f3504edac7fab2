package debrief

import (
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Case is a decision as it was put to those who take it together: one for each
// decision that opened or, where each owner answers alone, one for each owner.
type Case struct {
	Decision int
	Owner    int    // the owner that answers alone, -1 where they decide together
	Owners   uint64 // who takes it
	Rule     scenario.DecisionRule
	Opened   scenario.Minutes
	Due      scenario.Minutes // as it was when it opened
	LastDue  scenario.Minutes // with the time that control gave besides
	Outcome  Outcome
	Closed   scenario.Minutes // when it was made, or ended otherwise; not where StillOpen
	Option   int              // -1 where none was taken; of a purchase always -1
	Bought   uint64           // arrangements, of a purchase
	By       int              // who spoke for it, -1 for nobody or control
	Reasons  []Words          // in the order given
	Proposed []Proposal
	UnderBy  uint64 // arrangements that altered the decision while it was taken
	Line     int    // of the record, where it ended; 0 where StillOpen
	Event    int    // for Debrief.At: where it ended; -1 where StillOpen

	opened, closed moment
	held           uint64 // arrangements that held when it closed
}

// Words is what was said, and when.
type Words struct {
	Role  int // -1 for control
	At    scenario.Minutes
	Words string
}

// Proposal is a choice put to those who must agree, or a vote.
type Proposal struct {
	Role   int
	At     scenario.Minutes
	Option int // -1 for a purchase
	Buys   uint64
	Words  string
}

// Outcome is how a case ended.
type Outcome uint8

// The outcomes.
const (
	StillOpen   Outcome = iota
	Chosen              // by its owners
	ByDefault           // nobody's choice
	ByRuling            // control took it
	TimePassed          // it had no default, and nobody answered
	ClosedEarly         // the story closed it
)

var outcomeNames = [...]string{
	StillOpen: "still open", Chosen: "chosen", ByDefault: "by default, nobody's choice", ByRuling: "by a ruling",
	TimePassed: "no answer in time", ClosedEarly: "closed by the story",
}

func (o Outcome) String() string { return outcomeNames[o] }

// Ended says whether the time of the case came: something was chosen, taken by
// default or ruled, or nothing was. A case that the story closed did not end so.
func (c *Case) Ended() bool { return c.Outcome != StillOpen && c.Outcome != ClosedEarly }

// Reason is what was said for the choice, "" where nothing was.
func (c *Case) Reason() string {
	var said []string
	for _, w := range c.Reasons {
		said = append(said, w.Words)
	}
	return strings.Join(said, " · ")
}

// ChoiceText is what was chosen, in words: an option, or arrangements; "" where
// nothing was.
func (d *Debrief) ChoiceText(c *Case) string {
	of := d.p.Decision(c.Decision)
	switch {
	case of.Purchase != nil && (c.Outcome == Chosen || c.Outcome == ByRuling):
		if c.Bought == 0 {
			return "nothing"
		}
		return d.ArrangementNames(c.Bought)
	case c.Option >= 0 && c.Option < len(of.Options):
		return of.Options[c.Option].Title
	}
	return ""
}

// Cases are the decisions that were put to the room, in the order of their opening.
func (d *Debrief) Cases() []*Case { return d.cases }

func (d *Debrief) readDecision(e *engine.Event) {
	switch e.Kind {
	case engine.EvOpened:
		d.readOpened(e)
	case engine.EvMoreTime:
		for _, c := range d.open[e.A] {
			c.LastDue = scenario.Minutes(e.N)
		}
	case engine.EvProposed, engine.EvVoted:
		d.readProposed(e)
	case engine.EvDecided:
		d.readDecided(e)
	case engine.EvLapsed:
		d.readLapsed(e)
	case engine.EvReason:
		for _, c := range d.cases {
			if c.Decision == int(e.A) && c.Ended() && c.Owners>>e.Role&1 != 0 {
				c.Reasons = append(c.Reasons, Words{int(e.Role), scenario.Minutes(e.At), d.rec.words(e.Ref)})
			}
		}
	}
}

func (d *Debrief) readOpened(e *engine.Event) {
	n := int(e.A)
	owners := d.p.RoleMask(d.p.Decision(n).By...)
	rule, _ := d.termsNow().Decision(n)
	put := func(owner int, owners uint64) {
		c := &Case{
			Decision: n, Owner: owner, Owners: owners, Rule: rule, Option: -1, By: -1, Event: -1,
			Opened: scenario.Minutes(e.At), Due: scenario.Minutes(e.N), LastDue: scenario.Minutes(e.N), opened: d.now, closed: never,
		}
		d.cases, d.open[n] = append(d.cases, c), append(d.open[n], c)
	}
	if rule != scenario.Each {
		put(-1, owners)
		return
	}
	for _, r := range d.p.Decision(n).By {
		put(d.p.RoleNo(r), d.p.RoleMask(r))
	}
}

func (d *Debrief) readProposed(e *engine.Event) {
	x := Proposal{int(e.Role), scenario.Minutes(e.At), int(e.B), e.Mask, d.rec.words(e.Ref)}
	if d.p.Decision(int(e.A)).Purchase != nil {
		x.Option = -1
	}
	for _, c := range d.open[e.A] {
		c.Proposed = append(c.Proposed, x)
	}
}

func (d *Debrief) readDecided(e *engine.Event) {
	n := int(e.A)
	if e.Why == engine.ByAssumption {
		d.assumed = append(d.assumed, Assumed{n, int(e.B)})
		return
	}
	outcome, speaker := Chosen, int(e.Role)
	switch e.Why {
	case engine.ByDefault:
		outcome = ByDefault
	case engine.ByRuling:
		outcome, speaker = ByRuling, -1
	}
	d.close(n, int(e.Role), outcome, func(c *Case) {
		c.By, c.Bought, c.Option = speaker, e.Mask, int(e.B)
		if d.p.Decision(n).Purchase != nil {
			c.Option = -1
		}
		if w := d.rec.words(e.Ref); w != "" {
			c.Reasons = append(c.Reasons, Words{speaker, scenario.Minutes(e.At), w})
		}
	})
}

func (d *Debrief) readLapsed(e *engine.Event) {
	outcome := TimePassed
	if e.Why == engine.WasClosed {
		outcome = ClosedEarly
	}
	d.close(int(e.A), int(e.Role), outcome, func(*Case) {})
}

// close ends the open cases of a decision: that of one owner where it answers
// alone, all of them otherwise.
func (d *Debrief) close(decision, role int, outcome Outcome, tell func(*Case)) {
	left := d.open[decision][:0]
	for _, c := range d.open[decision] {
		if c.Owner >= 0 && role >= 0 && c.Owner != role {
			left = append(left, c)
			continue
		}
		c.Outcome, c.Closed, c.closed = outcome, scenario.Minutes(d.now.minute), d.now
		c.Line, c.Event = d.line(), int(d.now.order)-1
		c.held = d.lasting | d.adopted
		c.UnderBy = d.termsNow().ChangedBy(decision) & c.held
		tell(c)
	}
	d.open[decision] = left
}
