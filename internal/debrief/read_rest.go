package debrief

import (
	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Call is one call of a forum, and the sitting that came of it.
type Call struct {
	Forum   int
	By      int // role; -1 for control, or the story
	Seated  bool
	Called  scenario.Minutes
	Sat     scenario.Minutes // only where DidSit
	Rose    scenario.Minutes // only where DidRise
	DidSit  bool
	DidRise bool
	Members uint64
	// Standing are the arrangements that held at the call and change how this forum
	// comes together; none makes it ad hoc.
	Standing uint64
	Line     int

	called, sat, rose moment
}

func (d *Debrief) readMeeting(e *engine.Event) {
	switch e.Kind {
	case engine.EvMessaged:
		d.messages = append(d.messages, Message{int(e.Role), int(e.To), scenario.Minutes(e.At), scenario.Minutes(e.N), d.line()})
	case engine.EvCalled:
		d.calls = append(d.calls, Call{
			Forum: int(e.A), By: int(e.Role), Seated: e.Why == engine.ByRuling, Called: scenario.Minutes(e.At),
			Standing: d.changing(int(e.A)), Line: d.line(), called: d.now, sat: never, rose: never,
		})
	case engine.EvSat:
		if c := d.call(e.A, func(c *Call) bool { return !c.DidSit && !c.DidRise }); c != nil {
			c.DidSit, c.Sat, c.sat, c.Members = true, scenario.Minutes(e.At), d.now, e.Mask
		}
	case engine.EvRose:
		if c := d.call(e.A, func(c *Call) bool { return !c.DidRise }); c != nil {
			c.DidRise, c.Rose, c.rose = true, scenario.Minutes(e.At), d.now
		}
	}
}

// call is the last call of a forum that is wanted.
func (d *Debrief) call(forum int16, wanted func(*Call) bool) *Call {
	for i := len(d.calls) - 1; i >= 0; i-- {
		if c := &d.calls[i]; c.Forum == int(forum) && wanted(c) {
			return c
		}
	}
	return nil
}

// changing is the mask of the arrangements that hold and change how long a forum
// takes to sit.
func (d *Debrief) changing(forum int) (mask uint64) {
	id := d.p.Forum(forum).ID
	for _, a := range engine.Bits(d.lasting | d.adopted) {
		for _, x := range d.p.Arrangement(a).Changes.Forums {
			if x.Forum == id && x.Convene != nil {
				mask |= 1 << a
			}
		}
	}
	return mask
}

func (d *Debrief) readRest(e *engine.Event) {
	switch e.Kind {
	case engine.EvAdopted:
		d.lasting |= 1 << e.A
		d.spell()
	case engine.EvDropped:
		d.lasting &^= 1 << e.A
		d.adopted &^= 1 << e.A
		d.spell()
	case engine.EvMeasured:
		d.series[e.A] = append(d.series[e.A], Reading{scenario.Minutes(e.At), int(e.M)})
	case engine.EvSeated:
		d.readSeat(e)
	case engine.EvConfirmed:
		d.readConfirmed(e)
	case engine.EvEnded:
		d.ending, d.turn = int(e.A), -1
		d.spell()
	}
}

// readSeat notes which roles people play. Before StartEx a seat given away is one
// that nobody sat down at.
func (d *Debrief) readSeat(e *engine.Event) {
	switch {
	case e.N == 0:
		d.people |= 1 << e.Role
	case len(d.spells) == 1 && d.turn < 0:
		d.people &^= 1 << e.Role
	}
}
