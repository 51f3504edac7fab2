package debrief

import (
	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Consultee is a role that should have been asked before a decision, or had to
// agree, and what there was between it and those who decided while the question was
// open.
type Consultee struct {
	Role int
	How  Exchange
	At   scenario.Minutes // of the answer, the sitting or the first words; 0 for none
}

// Exchange is what there was between a consultee and those who decided.
type Exchange uint8

// The exchanges, the closest to a consultation first. The first four count.
const (
	AskedAndAnswered Exchange = iota // about this decision
	SatTogether                      // in one meeting
	Wrote                            // words, a fact, or another question arrived
	OneTable                         // they sit at one table
	AskedInVain                      // about this decision, and no answer came in time
	NoExchange
)

var exchangeNames = [...]string{
	AskedAndAnswered: "asked, and answered", SatTogether: "sat together", Wrote: "words or facts passed between them",
	OneTable: "at one table", AskedInVain: "asked, no answer in time", NoExchange: "none",
}

func (x Exchange) String() string { return exchangeNames[x] }

// Counts says whether it was an exchange.
func (x Exchange) Counts() bool { return x <= OneTable }

// Consultation is who should have been consulted on a case, and was.
type Consultation struct {
	Case *Case
	With []Consultee
}

// Consultations are those of the decisions that their owners took and for which
// somebody should have been asked.
func (d *Debrief) Consultations() []Consultation {
	var out []Consultation
	for _, c := range d.cases {
		if c.Outcome != Chosen {
			continue
		}
		if with := d.consultees(c); len(with) > 0 {
			out = append(out, Consultation{c, with})
		}
	}
	return out
}

func (d *Debrief) consultees(c *Case) []Consultee {
	if c.Outcome == StillOpen {
		return nil
	}
	var out []Consultee
	for _, r := range engine.Bits(d.toConsult(c) &^ c.Owners) {
		how, at := d.exchange(c, r)
		out = append(out, Consultee{r, how, at})
	}
	return out
}

// exchange is the closest exchange between a role and those who took a case, from
// its opening to its end.
func (d *Debrief) exchange(c *Case, role int) (how Exchange, at scenario.Minutes) {
	how = NoExchange
	found := func(x Exchange, when scenario.Minutes) {
		if x < how {
			how, at = x, when
		}
	}
	between := func(a, b int) bool {
		return a >= 0 && b >= 0 && (a == role && c.Owners>>b&1 != 0 || b == role && c.Owners>>a&1 != 0)
	}
	within := func(from, to scenario.Minutes) bool { return from >= c.Opened && to <= c.Closed }
	for i := range d.questions {
		q := &d.questions[i]
		if !between(q.From, q.To) || q.asked.before(c.opened) || !q.asked.before(c.closed) {
			continue
		}
		about := q.Why != engine.AskFact && q.About == c.Decision && q.To == role
		switch {
		case about && !c.closed.before(q.back): // agreement that comes back decides in the same moment
			found(AskedAndAnswered, q.Answered)
		case about:
			found(AskedInVain, q.Asked)
		case !about && q.arrived.before(c.closed):
			found(Wrote, q.Asked)
		}
	}
	for i := range d.calls {
		if s := &d.calls[i]; s.DidSit && s.Members>>role&1 != 0 && s.Members&c.Owners != 0 && s.sat.before(c.closed) && (!s.DidRise || c.opened.before(s.rose)) {
			found(SatTogether, max(s.Sat, c.Opened))
		}
	}
	for _, m := range d.messages {
		if between(m.From, m.To) && within(m.Sent, m.Arrives) {
			found(Wrote, m.Sent)
		}
	}
	for i := range d.transfers {
		if t := &d.transfers[i]; between(t.From, t.To) && t.Arrived && within(t.Sent, t.Arrives) {
			found(Wrote, t.Sent)
		}
	}
	if c.Owners&d.p.Table(role) != 0 {
		found(OneTable, c.Opened)
	}
	return how, at
}

func (d *Debrief) consultation() Indicator {
	x := Indicator{Columns: []string{"decision", "those who decided", "to be consulted", "exchange", "when"}}
	exchanged, answered, all := 0, 0, 0
	for _, k := range d.Consultations() {
		for _, w := range k.With {
			all++
			when := word("")
			if w.How != NoExchange {
				when = d.clock(w.At)
			}
			if w.How.Counts() {
				exchanged++
			}
			if w.How == AskedAndAnswered {
				answered++
			}
			x.Rows = append(x.Rows, []Cell{
				d.decisionCell(k.Case.Decision), d.rolesCell(k.Case.Owners), word(d.p.Role(w.Role).Title), word(w.How.String()), when,
			})
		}
	}
	if all == 0 {
		return Indicator{Because: "no decision that its owners took names anybody to consult"}
	}
	x.Counts = []Count{
		{What: "consultees in an exchange before the decision", N: exchanged, Of: all, Unit: "consultees"},
		{What: "of all, those asked about this very decision who answered in time", N: answered, Of: all, Unit: "consultees"},
	}
	return x
}
