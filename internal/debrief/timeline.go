package debrief

import (
	"cmp"
	"slices"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Kind sorts what happened, so that a reader can leave some of it out.
type Kind uint8

// The kinds.
const (
	KindExercise    Kind = iota // StartEx, EndEx, stops
	KindTurn                    // turns begin, end and are left out
	KindInject                  // delivered, offered, moved, improvised
	KindFact                    // facts held, versions made, releases
	KindTransfer                // facts passed on
	KindLeak                    // facts that got out
	KindQuestion                // questions and answers
	KindMessage                 // words between roles
	KindMeeting                 // forums called, sitting, risen
	KindDecision                // opened, proposed, decided, lapsed
	KindMeasure                 // measures moved
	KindArrangement             // agreed, dropped, owned
	KindControl                 // rulings, slips, seats
	KindNote                    // observations, ratings, actions, confirmations
	KindPin                     // pins
)

var kindNames = [...]string{
	KindExercise: "exercise", KindTurn: "turn", KindInject: "inject", KindFact: "fact", KindTransfer: "share",
	KindLeak: "leak", KindQuestion: "question", KindMessage: "message", KindMeeting: "meeting", KindDecision: "decision",
	KindMeasure: "measure", KindArrangement: "arrangement", KindControl: "control", KindNote: "note", KindPin: "pin",
}

func (k Kind) String() string { return kindNames[k] }

// Happening is one thing that happened, told in a sentence. What it is about is
// given by number, -1 where it is about none.
type Happening struct {
	At    scenario.Minutes // in the story; what was told across the table stands where it was told
	Room  time.Duration    // in the room since StartEx, when it was entered
	Line  int              // of the record
	Event int              // for Debrief.At
	Kind  Kind
	What  engine.EventKind
	Roles uint64 // the roles that are in it
	Text  string // engine's sentence, with the words that belong to it
	Auto  bool   // done by a seat that played by itself

	Turn, Inject, Fact, Forum, Decision, Arrangement, Measure, Objective int
}

// Timeline is all that happened and can be told, in story time. Of things of the
// same minute the order is that of happening.
func (d *Debrief) Timeline() []Happening {
	out := make([]Happening, 0, len(d.events)/2)
	for i := range d.events {
		e := d.events[i].Event
		m := &d.rec.Moves[d.events[i].move]
		text := d.p.Sentence(*e, d.rec.words(e.Ref))
		if text == "" {
			continue
		}
		h := Happening{
			At: scenario.Minutes(e.At), Room: m.Room, Line: m.Line, Event: i, Kind: kindOf(e.Kind), What: e.Kind, Text: text, Auto: m.Did.Auto,
			Turn: -1, Inject: -1, Fact: -1, Forum: -1, Decision: -1, Arrangement: -1, Measure: -1, Objective: -1,
		}
		if e.Kind == engine.EvTold || e.Kind == engine.EvPinned {
			h.At = scenario.Minutes(e.N)
		}
		h.about(e)
		h.Roles = d.rolesIn(e)
		out = append(out, h)
	}
	slices.SortStableFunc(out, func(a, b Happening) int { return cmp.Compare(a.At, b.At) })
	return out
}

func kindOf(k engine.EventKind) Kind {
	switch k {
	case engine.EvStarted, engine.EvEnded, engine.EvStopped, engine.EvLifted:
		return KindExercise
	case engine.EvTurnSkipped, engine.EvTurnBegan, engine.EvTurnPassed, engine.EvTurnEnded:
		return KindTurn
	case engine.EvDelivered, engine.EvPassed, engine.EvOffered, engine.EvMoved, engine.EvImprovised:
		return KindInject
	case engine.EvLearned, engine.EvMaking, engine.EvMade, engine.EvConsented:
		return KindFact
	case engine.EvTold, engine.EvShared, engine.EvArrived, engine.EvSaid:
		return KindTransfer
	case engine.EvLeaked:
		return KindLeak
	case engine.EvAsked, engine.EvAskArrived, engine.EvAnswered, engine.EvReplied, engine.EvAskLapsed:
		return KindQuestion
	case engine.EvMessaged, engine.EvMessageArrived:
		return KindMessage
	case engine.EvCalled, engine.EvSat, engine.EvRose:
		return KindMeeting
	case engine.EvMeasured:
		return KindMeasure
	case engine.EvAdopted, engine.EvDropped, engine.EvOwned:
		return KindArrangement
	case engine.EvObserved, engine.EvRated, engine.EvActed, engine.EvConfirmed:
		return KindNote
	case engine.EvPinned:
		return KindPin
	}
	if k >= engine.EvOpened && k <= engine.EvReason {
		return KindDecision
	}
	return KindControl
}

// about notes what an event is about.
func (h *Happening) about(e *engine.Event) {
	a := int(e.A)
	switch h.Kind {
	case KindTurn:
		h.Turn = a
	case KindInject:
		if e.Kind == engine.EvImprovised {
			h.Fact = a
		} else {
			h.Inject = a
		}
	case KindFact, KindTransfer, KindLeak:
		h.Fact = a
		if e.Kind == engine.EvSaid {
			h.Forum = int(e.B)
		}
	case KindQuestion:
		if e.Why == engine.AskFact {
			h.Fact = a
		} else {
			h.Decision = a
		}
	case KindMeeting:
		h.Forum = a
	case KindDecision:
		h.Decision = a
	case KindMeasure:
		h.Measure = a
	case KindArrangement:
		h.Arrangement = a
	case KindNote:
		if e.Kind == engine.EvConfirmed {
			h.Decision, h.Fact = a, int(e.B)
		} else {
			h.Objective = a
		}
	}
}

// rolesIn is the mask of the roles that are in an event.
func (d *Debrief) rolesIn(e *engine.Event) (mask uint64) {
	if e.Role >= 0 {
		mask |= 1 << e.Role
	}
	if e.To >= 0 {
		mask |= 1 << e.To
	}
	switch e.Kind {
	case engine.EvDelivered, engine.EvImprovised, engine.EvSaid, engine.EvConsented, engine.EvCalled, engine.EvSat:
		mask |= e.Mask
	case engine.EvOpened, engine.EvDue, engine.EvCompared, engine.EvMoreTime:
		mask |= d.p.RoleMask(d.p.Decision(int(e.A)).By...)
	}
	return mask
}
