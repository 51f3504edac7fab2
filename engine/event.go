package engine

// Event is one thing that happened: a fixed-size value of numbers, meaning by
// kind what the table in forms.go says. People's words are not in it: Ref is the
// number of the move that has them.
type Event struct {
	Kind     EventKind
	Via      Via
	Why      Why
	Role, To int8  // -1 for none
	A, B     int16 // -1 for none
	At       int32 // story minute
	N, M     int32
	Ref      int32 // number of the move whose words belong to it, -1 for none
	Mask     uint64
}

// Via says what an event was taken from.
type Via uint8

// An event may be the first that follows from a line of the script or from the
// first of the things under way; applying it moves on from there.
const (
	ViaMove Via = iota
	ViaScript
	ViaSent
)

// EventKind names what happened. The numbers are never stored.
type EventKind uint8

// The events.
const (
	EvStarted EventKind = iota
	EvTurnSkipped
	EvTurnBegan
	EvTurnPassed // its condition did not hold
	EvTurnEnded
	EvReached // the place where an advance ended
	EvDelivered
	EvPassed  // an inject whose condition or chance did not hold, or that was moved
	EvOffered // a contingency inject whose condition holds
	EvMoved   // an inject that control skipped or delayed
	EvImprovised
	EvLearned
	EvTold
	EvShared
	EvArrived
	EvSaid
	EvLeaked
	EvMaking
	EvMade
	EvAsked
	EvAskArrived
	EvAnswered
	EvReplied
	EvAskLapsed
	EvConsented
	EvMessaged
	EvMessageArrived
	EvCalled
	EvSat
	EvRose
	EvOpened
	EvNotOpened
	EvProposed
	EvVoted
	EvDecided
	EvCompared
	EvLapsed
	EvDue
	EvMoreTime
	EvReason
	EvMeasured
	EvAdopted
	EvDropped
	EvOwned
	EvFlag
	EvRuleFired
	EvRuleReset
	EvDelayed
	EvThen
	EvRuled
	EvSlips
	EvSeated
	EvStopped
	EvLifted
	EvEnded
	EvObserved // these six say something about the exercise and change nothing in it
	EvRated
	EvPinned
	EvActed
	EvConfirmed
	EvHotwash
	eventKinds
)

// Why qualifies an event: how something was learned, who asked for what, whose
// choice it was.
type Why uint8

// The qualifications, in groups by the events that use them.
const (
	WhyNone Why = iota

	// How a fact was learned.
	FromStart   // held from the start
	FromSkipped // a turn that was left out
	FromInject
	FromShare
	FromForum
	FromTold  // across the table
	FromTable // somebody at the same table
	FromStory // a consequence
	FromVersion
	FromImprovised

	// What was asked.
	AskConsult // for a view on a decision
	AskConcur  // for agreement to a proposal
	AskFact    // for a fact, or for consent to pass one on

	// Whose choice it was.
	ByOwners
	ByDefault // nobody's choice
	ByRuling
	ByAssumption // a turn that was left out
	ByStory
	ByControl

	// Why not.
	NotTrue    // its condition did not hold
	NotDrawn   // chance
	WasHandled // control had skipped, moved or brought it forward
	WasSkipped
	WasDelayed
	TimePassed
	WasClosed
	NoOwner
	NoAnswer

	// How answers compare.
	Same
	Different

	// What a leak came from.
	OnChannel
	InForum

	// What a ruling did besides.
	RuleTell
	RuleMeeting
	RuleDecide
	RuleNudge
	RuleInject
	whys
)

// Verdicts of answers.
const (
	VerdictWords  = 0 // an opinion, as asked
	VerdictYes    = 1
	VerdictNo     = 2
	VerdictGiven  = VerdictYes // consent given
	VerdictDenied = VerdictNo
)

// Broken is the set of rules that a share was sent against.
type Broken int32

// The rules that can stand against a share.
const (
	Carriage      Broken = 1 << iota // the channel or forum does not carry such a fact
	Clearance                        // the receiver may not hold such a fact
	Releasability                    // the receiver may not have it without asking
)

// emit is the one way in which state changes in play.
func (g *Game) emit(e Event) {
	e.At = g.minute
	g.apply(e)
	if !g.Quiet {
		g.out = append(g.out, e)
	}
}

// ev is an event with no particulars.
func ev(kind EventKind) Event {
	return Event{Kind: kind, Role: -1, To: -1, A: -1, B: -1, Ref: -1}
}
