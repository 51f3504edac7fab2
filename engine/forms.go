package engine

// The forms of moves and events: for each kind its name, and what its fields
// mean. The codec of the record, the range checks and the plan language all read
// these tables, so a new field is written down once.

type slot uint8

const (
	slotRole slot = iota
	slotTo
	slotA
	slotB
	slotN
	slotM
	slotMask
	slotWhy
)

type fieldType uint8

const (
	typNumber fieldType = iota
	typRole
	typFact
	typChannel
	typForum
	typDecision
	typOption // of the decision in slot A
	typInject
	typArrangement
	typMeasure
	typTurn
	typEnding
	typFlag
	typObjective
	typRule        // counted from 1
	typConsequence // counted from 1
	typPlace
	typRoles
	typArrangements
	typWhy
	typBroken
	typNamed // a number with names, see field.names
	typVia   // a channel, forum or inject, as the event's Why says
)

// noun is what the type is called in a sentence.
func (t fieldType) noun() string {
	return [...]string{
		typRole: "role", typFact: "fact", typChannel: "channel", typForum: "forum", typDecision: "decision",
		typOption: "option", typInject: "inject", typArrangement: "arrangement", typMeasure: "measure", typTurn: "turn",
		typEnding: "ending", typFlag: "flag", typObjective: "objective", typVia: "",
	}[t]
}

type field struct {
	key      string
	slot     slot
	typ      fieldType
	optional bool
	names    []string // typNamed, typWhy: by value
}

type form struct {
	name   string
	fields []field
}

func need(key string, s slot, t fieldType) field { return field{key: key, slot: s, typ: t} }
func may(key string, s slot, t fieldType) field {
	return field{key: key, slot: s, typ: t, optional: true}
}

func named(key string, s slot, names ...string) field {
	return field{key: key, slot: s, typ: typNamed, names: names}
}

var (
	verdictNames     = []string{"view", "agrees", "objects"}
	advanceNames     = []string{"place", "next", "step"}
	temperamentNames = []string{"guarded", "open", "hasty", "silent"}
	seatNames        = []string{"people", "guarded", "open", "hasty", "silent"}
)

var moveForms = [moveKinds]form{
	MoveStart: {"start", nil},
	MoveAdvance: {"advance", []field{
		named("to", slotN, advanceNames...), may("place", slotMask, typPlace),
	}},
	MoveDecide: {"decide", []field{
		need("role", slotRole, typRole), need("decision", slotA, typDecision), may("option", slotB, typOption),
		may("buy", slotMask, typArrangements),
	}},
	MoveReason: {"reason", []field{need("role", slotRole, typRole), need("decision", slotA, typDecision)}},
	MovePropose: {"propose", []field{
		need("role", slotRole, typRole), need("decision", slotA, typDecision), may("option", slotB, typOption),
		may("buy", slotMask, typArrangements),
	}},
	MoveConsult: {"consult", []field{
		need("role", slotRole, typRole), need("decision", slotA, typDecision), need("to", slotMask, typRoles),
	}},
	MoveAnswer: {"answer", []field{
		need("role", slotRole, typRole), need("decision", slotA, typDecision), named("verdict", slotN, verdictNames...),
	}},
	MoveShare: {"share", []field{
		need("role", slotRole, typRole), need("fact", slotA, typFact), need("to", slotTo, typRole), need("by", slotB, typChannel),
	}},
	MoveSanitise: {"sanitise", []field{need("role", slotRole, typRole), need("version", slotA, typFact)}},
	MoveAsk: {"ask", []field{
		need("role", slotRole, typRole), need("fact", slotA, typFact), may("to", slotTo, typRole), may("for", slotB, typRole),
	}},
	MoveGrant: {"grant", []field{
		need("role", slotRole, typRole), need("fact", slotA, typFact), may("for", slotB, typRole),
	}},
	MoveRefuse: {"refuse", []field{
		need("role", slotRole, typRole), need("fact", slotA, typFact), may("for", slotB, typRole),
	}},
	MoveCall:  {"call", []field{need("role", slotRole, typRole), need("forum", slotA, typForum)}},
	MoveSay:   {"say", []field{need("role", slotRole, typRole), need("fact", slotA, typFact), need("forum", slotB, typForum)}},
	MoveClose: {"close", []field{may("role", slotRole, typRole), need("forum", slotA, typForum)}},
	MoveMessage: {"message", []field{
		may("role", slotRole, typRole), may("to", slotMask, typRoles),
	}},
	MoveOwn: {"own", []field{need("role", slotRole, typRole), need("arrangement", slotA, typArrangement)}},
	MoveRule: {"rule", []field{
		may("role", slotRole, typRole), named("ruling", slotN, Rulings[:]...),
		{key: "besides", slot: slotWhy, typ: typWhy, optional: true},
		may("to", slotTo, typRole),
		{key: "what", slot: slotA, typ: typVia, optional: true},
		may("option", slotB, typOption),
		may("by", slotM, typNumber), may("who", slotMask, typVia),
	}},
	MoveImprovise: {"improvise", []field{need("to", slotMask, typRoles), may("fact", slotA, typFact)}},
	MoveSkip:      {"skip", []field{need("inject", slotA, typInject)}},
	MoveDelay:     {"delay", []field{need("inject", slotA, typInject), need("minutes", slotN, typNumber)}},
	MoveDeliver:   {"deliver", []field{need("inject", slotA, typInject)}},
	MoveTold: {"told", []field{
		may("role", slotRole, typRole), need("fact", slotA, typFact), need("to", slotTo, typRole), may("ago", slotN, typNumber),
	}},
	MoveSlips:  {"slips", []field{need("role", slotRole, typRole), need("number", slotN, typNumber)}},
	MoveSeat:   {"seat", []field{need("role", slotRole, typRole)}},
	MoveUnseat: {"unseat", []field{need("role", slotRole, typRole), named("plays", slotN, temperamentNames...)}},
	MoveObserve: {"observe", []field{
		may("role", slotRole, typRole), may("objective", slotA, typObjective),
	}},
	MoveRate: {"rate", []field{need("objective", slotA, typObjective), named("rating", slotN, Ratings[:]...)}},
	MovePin:  {"pin", []field{may("minute", slotN, typNumber)}},
	MoveAct:  {"act", []field{may("role", slotRole, typRole), may("objective", slotA, typObjective)}},
	MoveConfirm: {"confirm", []field{
		may("role", slotRole, typRole), need("decision", slotA, typDecision),
		{key: "fact", slot: slotB, typ: typFact},
		named("as", slotN, Candidates[:]...),
	}},
	MoveHotwash: {"hotwash", []field{
		named("step", slotN, HotwashSteps[:]...), may("decision", slotA, typDecision), may("part", slotM, typNumber), may("set", slotMask, typArrangements),
	}},
	MoveStop:     {"stop", nil},
	MoveLift:     {"lift", nil},
	MoveMoreTime: {"more-time", []field{need("decision", slotA, typDecision), need("minutes", slotN, typNumber)}},
	MoveUndo:     {"undo", []field{need("moves", slotN, typNumber)}},
	MoveStrike:   {"strike", []field{need("line", slotN, typNumber), may("by", slotM, typNumber)}},
	MoveEnd:      {"end", nil},
}

// askFields: what a question is about depends on its Why; see question.go.
var eventForms = [eventKinds]form{
	EvStarted:     {"started", nil},
	EvTurnSkipped: {"turn-left-out", []field{need("turn", slotA, typTurn)}},
	EvTurnBegan:   {"turn-began", []field{need("turn", slotA, typTurn)}},
	EvTurnPassed:  {"turn-passed", []field{need("turn", slotA, typTurn), need("line", slotN, typNumber)}},
	EvTurnEnded:   {"turn-ended", []field{need("turn", slotA, typTurn)}},
	EvReached:     {"reached", []field{need("place", slotMask, typPlace)}},
	EvDelivered:   {"delivered", []field{need("inject", slotA, typInject), need("to", slotMask, typRoles)}},
	EvPassed:      {"passed", []field{may("inject", slotA, typInject)}},
	EvOffered:     {"offered", []field{need("inject", slotA, typInject)}},
	EvMoved:       {"moved", []field{need("inject", slotA, typInject), may("until", slotN, typNumber)}},
	EvImprovised:  {"improvised", []field{may("fact", slotA, typFact), need("to", slotMask, typRoles)}},
	EvLearned: {"learned", []field{
		need("role", slotTo, typRole), need("fact", slotA, typFact), may("from", slotRole, typRole), may("by", slotB, typVia),
	}},
	EvTold: {"told", []field{
		may("from", slotRole, typRole), need("to", slotTo, typRole), need("fact", slotA, typFact),
		need("minute", slotN, typNumber), may("against", slotM, typBroken),
	}},
	EvShared: {"shared", []field{
		need("from", slotRole, typRole), need("to", slotTo, typRole), need("fact", slotA, typFact), need("by", slotB, typChannel),
		need("arrives", slotN, typNumber), may("against", slotM, typBroken),
	}},
	EvArrived: {"arrived", []field{
		need("from", slotRole, typRole), need("to", slotTo, typRole), need("fact", slotA, typFact), need("by", slotB, typChannel),
	}},
	EvSaid: {"said", []field{
		need("from", slotRole, typRole), need("fact", slotA, typFact), need("forum", slotB, typForum),
		need("to", slotMask, typRoles), may("against", slotM, typBroken),
	}},
	EvLeaked: {"leaked", []field{
		need("fact", slotA, typFact), need("from", slotRole, typRole), may("to", slotTo, typRole), may("by", slotB, typVia),
		need("held", slotMask, typRoles),
	}},
	EvMaking:         {"making", []field{need("role", slotRole, typRole), need("version", slotA, typFact), need("ready", slotN, typNumber)}},
	EvMade:           {"made", []field{may("role", slotRole, typRole), need("version", slotA, typFact)}},
	EvAsked:          {"asked", askFields(need("arrives", slotN, typNumber))},
	EvAskArrived:     {"question-arrived", askFields(may("took", slotM, typNumber))},
	EvAnswered:       {"answered", askFields(named("verdict", slotM, verdictNames...), need("arrives", slotN, typNumber))},
	EvReplied:        {"answer-arrived", askFields(named("verdict", slotM, verdictNames...))},
	EvAskLapsed:      {"question-lapsed", askFields(may("answer-on-its-way", slotM, typNumber))},
	EvConsented:      {"released", []field{may("by", slotRole, typRole), need("fact", slotA, typFact), need("to", slotMask, typRoles)}},
	EvMessaged:       {"messaged", []field{may("from", slotRole, typRole), may("to", slotTo, typRole), need("arrives", slotN, typNumber)}},
	EvMessageArrived: {"message-arrived", []field{may("from", slotRole, typRole), may("to", slotTo, typRole)}},
	EvCalled: {"called", []field{
		may("by", slotRole, typRole), need("forum", slotA, typForum), need("sits", slotN, typNumber), may("members", slotMask, typRoles),
	}},
	EvSat:       {"sat", []field{need("forum", slotA, typForum), need("until", slotN, typNumber), need("members", slotMask, typRoles)}},
	EvRose:      {"rose", []field{may("by", slotRole, typRole), need("forum", slotA, typForum)}},
	EvOpened:    {"opened", []field{need("decision", slotA, typDecision), need("due", slotN, typNumber)}},
	EvNotOpened: {"not-asked", []field{need("decision", slotA, typDecision)}},
	EvProposed: {"proposed", []field{
		need("role", slotRole, typRole), need("decision", slotA, typDecision), may("option", slotB, typOption), may("buy", slotMask, typArrangements),
	}},
	EvVoted: {"voted", []field{need("role", slotRole, typRole), need("decision", slotA, typDecision), need("option", slotB, typOption)}},
	EvDecided: {"decided", []field{
		may("role", slotRole, typRole), need("decision", slotA, typDecision), may("option", slotB, typOption), may("buy", slotMask, typArrangements),
	}},
	EvCompared:  {"compared", []field{need("decision", slotA, typDecision)}},
	EvLapsed:    {"lapsed", []field{may("role", slotRole, typRole), need("decision", slotA, typDecision)}},
	EvDue:       {"due", []field{need("decision", slotA, typDecision)}},
	EvMoreTime:  {"more-time", []field{need("decision", slotA, typDecision), need("due", slotN, typNumber), need("minutes", slotM, typNumber)}},
	EvReason:    {"reason", []field{need("role", slotRole, typRole), need("decision", slotA, typDecision)}},
	EvMeasured:  {"measured", []field{need("measure", slotA, typMeasure), need("by", slotN, typNumber), need("to", slotM, typNumber)}},
	EvAdopted:   {"adopted", []field{need("arrangement", slotA, typArrangement), may("owner-needed", slotN, typNumber)}},
	EvDropped:   {"dropped", []field{need("arrangement", slotA, typArrangement)}},
	EvOwned:     {"owned", []field{need("role", slotRole, typRole), need("arrangement", slotA, typArrangement)}},
	EvFlag:      {"flag", []field{need("flag", slotA, typFlag), need("set", slotN, typNumber)}},
	EvRuleFired: {"rule", []field{need("rule", slotA, typRule)}},
	EvRuleReset: {"rule-reset", []field{need("rule", slotA, typRule)}},
	EvDelayed:   {"delayed", []field{need("consequence", slotA, typConsequence), may("role", slotRole, typRole), need("until", slotN, typNumber)}},
	EvThen:      {"followed", []field{need("consequence", slotA, typConsequence), may("role", slotRole, typRole)}},
	EvRuled: {"ruled", []field{
		may("role", slotRole, typRole), named("ruling", slotN, Rulings[:]...),
	}},
	EvSlips:    {"slips", []field{need("role", slotRole, typRole), need("number", slotN, typNumber)}},
	EvSeated:   {"seated", []field{need("role", slotRole, typRole), named("plays", slotN, seatNames...)}},
	EvStopped:  {"stopped", nil},
	EvLifted:   {"lifted", nil},
	EvEnded:    {"ended", []field{need("ending", slotA, typEnding)}},
	EvObserved: {"observed", []field{may("role", slotRole, typRole), may("objective", slotA, typObjective)}},
	EvRated:    {"rated", []field{need("objective", slotA, typObjective), named("rating", slotN, Ratings[:]...)}},
	EvPinned:   {"pinned", []field{may("minute", slotN, typNumber)}},
	EvActed:    {"action", []field{may("role", slotRole, typRole), may("objective", slotA, typObjective)}},
	EvConfirmed: {"confirmed", []field{
		may("role", slotRole, typRole), need("decision", slotA, typDecision),
		{key: "fact", slot: slotB, typ: typFact},
		named("as", slotN, Candidates[:]...),
	}},
	EvHotwash: {"hotwash", []field{
		named("step", slotN, HotwashSteps[:]...), may("decision", slotA, typDecision), may("part", slotM, typNumber), may("set", slotMask, typArrangements),
	}},
}

// askFields are the fields of events about questions: about a decision and an
// option, or about a fact and for whom.
func askFields(more ...field) []field {
	return append([]field{
		need("from", slotRole, typRole), need("to", slotTo, typRole),
		{key: "about", slot: slotA, typ: typVia},
		{key: "what", slot: slotB, typ: typVia, optional: true},
	}, more...)
}

var whyNames = [whys]string{
	FromStart: "start", FromSkipped: "turn-left-out", FromInject: "inject", FromShare: "share", FromForum: "forum",
	FromTold: "told", FromTable: "table", FromStory: "story", FromVersion: "version", FromImprovised: "improvised",
	AskConsult: "view", AskConcur: "agreement", AskFact: "fact",
	ByOwners: "owners", ByDefault: "default", ByRuling: "ruling", ByAssumption: "assumed", ByStory: "by-story", ByControl: "control",
	NotTrue: "not-true", NotDrawn: "not-drawn", WasHandled: "handled", WasSkipped: "skipped", WasDelayed: "delayed",
	TimePassed: "time", WasClosed: "closed", NoOwner: "no-owner", NoAnswer: "no-answer",
	Same: "same", Different: "different", OnChannel: "channel", InForum: "in-forum",
	RuleTell: "tell", RuleMeeting: "meeting", RuleDecide: "decide", RuleNudge: "nudge", RuleInject: "deliver",
}

// String is the qualification's name in a record.
func (w Why) String() string { return whyNames[w] }

// String is the event's name in a record.
func (k EventKind) String() string { return eventForms[k].name }

// String is the move's name in a record.
func (k MoveKind) String() string { return moveForms[k].name }

// viaType is what the fields of type typVia of an event or a ruling name: it
// depends on why.
func viaType(why Why, s slot) fieldType {
	if s == slotMask { // whom to seat, or what to buy
		if why == RuleDecide {
			return typArrangements
		}
		return typRoles
	}
	switch why {
	case FromInject, RuleInject:
		return typInject
	case FromShare, OnChannel:
		return typChannel
	case FromForum, InForum:
		return typForum
	case RuleTell:
		return typFact
	case RuleDecide:
		return typDecision
	case RuleNudge:
		return typMeasure
	case AskConsult, AskConcur:
		if s == slotA {
			return typDecision
		}
		return typOption
	case AskFact:
		if s == slotA {
			return typFact
		}
		return typRole
	}
	return typNumber
}

// count is how many things of an indexed type there are; a is the decision that
// an option belongs to.
func (p *Program) count(t fieldType, a int) (n int, indexed bool) {
	switch t {
	case typRole:
		return len(p.roles), true
	case typFact:
		return len(p.facts), true
	case typChannel:
		return len(p.channels), true
	case typForum:
		return len(p.forums), true
	case typDecision:
		return len(p.decisions), true
	case typOption:
		if a >= 0 && a < len(p.decisions) {
			return max(len(p.decisions[a].options), 1), true
		}
		return 0, true
	case typInject:
		return len(p.injects), true
	case typArrangement:
		return len(p.arrangements), true
	case typMeasure:
		return len(p.measures), true
	case typTurn:
		return len(p.turns), true
	case typEnding:
		return len(p.endings), true
	case typFlag:
		return len(p.flags), true
	case typObjective:
		return len(p.objectives), true
	case typRule:
		return len(p.rules), true
	case typConsequence:
		return len(p.then), true
	}
	return 0, false
}

func (m *Move) slot(s slot) int {
	switch s {
	case slotRole:
		return int(m.Role)
	case slotTo:
		return int(m.To)
	case slotA:
		return int(m.A)
	case slotB:
		return int(m.B)
	case slotN:
		return int(m.N)
	case slotM:
		return int(m.M)
	case slotWhy:
		return int(m.Why)
	}
	return 0
}

func (m *Move) setSlot(s slot, v int) {
	switch s {
	case slotRole:
		m.Role = int8(v)
	case slotTo:
		m.To = int8(v)
	case slotA:
		m.A = int16(v)
	case slotB:
		m.B = int16(v)
	case slotN:
		m.N = int32(v)
	case slotM:
		m.M = int32(v)
	case slotWhy:
		m.Why = Why(v)
	}
}
