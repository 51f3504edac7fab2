package engine

// Move is anything a person does. It is a fixed-size value of numbers; which
// fields a kind uses, and what they mean, is in the table in forms.go. Make one
// with NewMove, which leaves unused fields empty.
type Move struct {
	Kind     MoveKind
	Why      Why   // of a ruling: what it does besides
	Force    bool  // send all the same, against a rule
	Auto     bool  // made by a seat that plays by itself
	Role, To int8  // -1: control, or none
	A, B     int16 // -1 for none
	N, M     int32
	Mask     uint64
	Words    string // what the person said or wrote
}

// MoveKind names what a person does. The numbers are never stored.
type MoveKind uint8

// The moves: a closed list that every front end offers.
const (
	MoveStart MoveKind = iota
	MoveAdvance
	MoveDecide
	MoveReason // gives the reason that was owed
	MovePropose
	MoveConsult
	MoveAnswer
	MoveShare
	MoveSanitise
	MoveAsk
	MoveGrant
	MoveRefuse
	MoveCall
	MoveSay
	MoveClose
	MoveMessage
	MoveOwn
	MoveRule
	MoveImprovise
	MoveSkip
	MoveDelay
	MoveDeliver
	MoveTold
	MoveSlips
	MoveSeat
	MoveUnseat
	MoveObserve
	MoveRate
	MovePin
	MoveAct
	MoveConfirm
	MoveHotwash // to a step of the hot wash
	MoveStop
	MoveLift
	MoveMoreTime
	MoveUndo
	MoveStrike
	MoveEnd
	moveKinds
)

// How an advance goes on; the N of MoveAdvance.
const (
	ToPlace = iota // to the place in Mask, exactly
	ToNext         // to the next thing that control must say or ask
	ToStep         // to the next thing that happens
)

// Rulings; the N of MoveRule.
const (
	RulingNoted = iota
	RulingAllowed
	RulingPartly
	RulingNot
	RulingLater
)

// used is the move without what its kind does not use, so that a move that is
// written and read again does the same.
func (m Move) used() Move {
	if m.Kind >= moveKinds {
		return m
	}
	u := NewMove(m.Kind)
	u.Force, u.Auto, u.Words = m.Force, m.Auto, m.Words
	for i := range moveForms[m.Kind].fields {
		f := &moveForms[m.Kind].fields[i]
		switch {
		case f.typ == typVia && viaType(m.Why, f.slot) == typNumber:
		case f.slot == slotMask:
			u.Mask = m.Mask
		default:
			u.setSlot(f.slot, m.slot(f.slot))
		}
	}
	return u
}

// NewMove is a move of a kind with every field empty.
func NewMove(kind MoveKind) Move {
	return Move{Kind: kind, Role: -1, To: -1, A: -1, B: -1}
}
