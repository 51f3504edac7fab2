package debrief

import (
	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// ControlPart is control's own part in what happened.
type ControlPart struct {
	Injects []InjectRun // in the order of the file; those of turns left out are not in it
	Acts    []Happening // rulings, improvised injects, slips, told entries, seats, time given, stops
}

// InjectRun is what became of an inject of the script.
type InjectRun struct {
	Inject    int
	HasPlan   bool             // the script gives it a time in a turn that was played
	Planned   scenario.Minutes // only where HasPlan
	Delivered bool
	At        scenario.Minutes // only where Delivered
	Fate      Fate
	Line      int // of the record, where it was delivered or skipped; 0 for nowhere
}

// Fate is what became of an inject.
type Fate uint8

// The fates.
const (
	NotReached     Fate = iota // its time did not come, or nothing sent it
	AsPlanned                  // delivered at its time, or by a consequence
	DeliveredLate              // after its time
	BroughtForward             // before its time
	ByHand                     // delivered by control, and it had no time of its own
	Skipped                    // by control
	NotTrue                    // its condition did not hold
	NotDrawn                   // chance
	OnlyOffered                // a contingency that control did not use
	Used                       // a contingency that control delivered
)

var fateNames = [...]string{
	NotReached: "not reached", AsPlanned: "as planned", DeliveredLate: "late", BroughtForward: "brought forward", ByHand: "by hand",
	Skipped: "skipped", NotTrue: "its condition did not hold", NotDrawn: "not drawn", OnlyOffered: "offered, not used", Used: "contingency used",
}

func (f Fate) String() string { return fateNames[f] }

// Control is control's own part.
func (d *Debrief) Control() ControlPart {
	var out ControlPart
	runs := make([]InjectRun, d.p.Injects())
	for i := range runs {
		runs[i].Inject = i
	}
	for t := range d.p.Turns() {
		turn := d.p.Turn(t)
		for k := range turn.Injects {
			in := &turn.Injects[k]
			r := &runs[d.p.InjectNo(in.ID)]
			r.HasPlan = d.p.Plays(t) && (in.Timed || in.Contingency != nil)
			r.Planned = turn.At + in.At
		}
	}
	for _, h := range d.events {
		if k := h.Kind; h.A >= 0 && (k == engine.EvDelivered || k == engine.EvMoved || k == engine.EvOffered || k == engine.EvPassed) {
			d.runOf(&runs[h.A], h)
		}
	}
	for _, r := range runs {
		if r.HasPlan || r.Fate != NotReached {
			out.Injects = append(out.Injects, r)
		}
	}
	for _, h := range d.Timeline() {
		if h.Kind == KindControl || h.What == engine.EvImprovised || h.What == engine.EvTold || h.What == engine.EvMoreTime ||
			h.What == engine.EvStopped || h.What == engine.EvLifted {
			out.Acts = append(out.Acts, h)
		}
	}
	return out
}

// runOf notes what an event says about an inject.
func (d *Debrief) runOf(r *InjectRun, h happened) {
	line := d.rec.Moves[h.move].Line
	contingency := d.p.Inject(r.Inject).Contingency != nil
	switch h.Kind {
	case engine.EvMoved:
		if h.Why == engine.WasSkipped {
			r.Fate, r.Line = Skipped, line
		}
	case engine.EvOffered:
		r.Fate = OnlyOffered
	case engine.EvPassed:
		switch {
		case r.Fate != NotReached:
		case h.Why == engine.NotTrue:
			r.Fate = NotTrue
		case h.Why == engine.NotDrawn:
			r.Fate = NotDrawn
		}
	case engine.EvDelivered:
		r.Delivered, r.At, r.Line = true, scenario.Minutes(h.At), line
		switch {
		case contingency:
			r.Fate = Used
		case r.HasPlan && r.At > r.Planned:
			r.Fate = DeliveredLate
		case r.HasPlan && r.At < r.Planned:
			r.Fate = BroughtForward
		case !r.HasPlan && (h.Why == engine.ByControl || h.Why == engine.ByRuling):
			r.Fate = ByHand
		default:
			r.Fate = AsPlanned
		}
	}
}
