package plan

import (
	"example.org/whitecell/engine"
)

// whoMoves says who can make a verb's move.
type whoMoves uint8

const (
	onlyControl whoMoves = iota
	aRole
	anybody
)

// verb is one word of the language with the move it makes.
type verb struct {
	name  string
	kind  engine.MoveKind
	who   whoMoves
	usage string
	read  func(*reader) []engine.Move
}

// otherNames are verbs as people also write them.
var otherNames = map[string]string{
	"startex": "start", "endex": "end", "sanitize": "sanitise", "improvize": "improvise", "advance": "next",
	"send": "share", "tell": "share", "give": "share", "pass": "share",
}

var (
	verbs     = map[string]*verb{}
	verbNames []string
)

func init() {
	for i := range verbTable {
		v := &verbTable[i]
		verbs[v.name] = v
		verbNames = append(verbNames, v.name)
	}
}

// verbTable is the language.
var verbTable = []verb{
	{"start", engine.MoveStart, onlyControl, "start", plain},
	{"next", engine.MoveAdvance, onlyControl, "next [until TIME]", next},
	{"step", engine.MoveAdvance, onlyControl, "step [until TIME]", next},
	{"until", engine.MoveAdvance, onlyControl, "until TIME", until},
	{"wait", engine.MoveAdvance, onlyControl, "wait 20m", wait},

	{"decide", engine.MoveDecide, aRole, `ROLE: decide DECISION OPTION ["reason"]`, choose},
	{"reason", engine.MoveReason, aRole, `ROLE: reason DECISION "…"`, aboutDecision},
	{"propose", engine.MovePropose, aRole, `ROLE: propose DECISION OPTION ["reason"]`, choose},
	{"consult", engine.MoveConsult, aRole, `ROLE: consult DECISION ROLE,ROLE ["…"]`, consult},
	{"agree", engine.MoveAnswer, aRole, `ROLE: agree DECISION ["…"]`, aboutDecision},
	{"object", engine.MoveAnswer, aRole, `ROLE: object DECISION ["…"]`, aboutDecision},
	{"view", engine.MoveAnswer, aRole, `ROLE: view DECISION "…"`, aboutDecision},

	{"share", engine.MoveShare, aRole, `ROLE: share FACT,FACT to ROLE,ROLE [by CHANNEL] [all-the-same] ["…"]`, share},
	{"sanitise", engine.MoveSanitise, aRole, "ROLE: sanitise VERSION", sanitise},
	{"ask", engine.MoveAsk, aRole, `ROLE: ask FACT [of ROLE] [for ROLE] ["…"]`, ask},
	{"grant", engine.MoveGrant, aRole, `ROLE: grant FACT [for ROLE] ["…"]`, grant},
	{"refuse", engine.MoveRefuse, aRole, `ROLE: refuse FACT [for ROLE] ["…"]`, grant},
	{"call", engine.MoveCall, aRole, "ROLE: call FORUM", meeting},
	{"say", engine.MoveSay, aRole, "ROLE: say FACT,FACT in FORUM [all-the-same]", say},
	{"close", engine.MoveClose, anybody, "[ROLE:] close FORUM", meeting},
	{"message", engine.MoveMessage, anybody, `[ROLE:] message [to ROLE,ROLE] "…"`, message},
	{"own", engine.MoveOwn, aRole, `ROLE: own ARRANGEMENT ["…"]`, own},

	{"rule", engine.MoveRule, onlyControl, `rule ROLE noted|allowed|partly|not|later ["…"] [then …]`, rule},
	{"improvise", engine.MoveImprovise, onlyControl, `improvise to ROLE,ROLE|all "…" [with FACT]`, improvise},
	{"skip", engine.MoveSkip, onlyControl, "skip INJECT", moveInject},
	{"delay", engine.MoveDelay, onlyControl, "delay INJECT 20m", moveInject},
	{"deliver", engine.MoveDeliver, onlyControl, "deliver INJECT", moveInject},
	{"told", engine.MoveTold, anybody, "told FACT,FACT to ROLE,ROLE [by ROLE] [20m ago]", told},
	{"slips", engine.MoveSlips, onlyControl, `slips ROLE N ["why"]`, slips},
	{"seat", engine.MoveSeat, onlyControl, "seat ROLE", seat},
	{"unseat", engine.MoveUnseat, onlyControl, "unseat ROLE [open|guarded|hasty|silent]", seat},
	{"more-time", engine.MoveMoreTime, onlyControl, "more-time DECISION [2m]", moreTime},

	{"observe", engine.MoveObserve, onlyControl, `observe [ROLE] [for OBJECTIVE] "…"`, note},
	{"rate", engine.MoveRate, onlyControl, `rate OBJECTIVE P|S|M|U|not-observed ["…"]`, rate},
	{"pin", engine.MovePin, onlyControl, `pin [at TIME] "…"`, pin},
	{"act", engine.MoveAct, onlyControl, `act [ROLE] [for OBJECTIVE] "…"`, note},
	{"confirm", engine.MoveConfirm, onlyControl, `confirm DECISION FACT confirmed|told|did-not-matter [for ROLE] ["…"]`, confirm},
	{"hotwash", engine.MoveHotwash, onlyControl, "hotwash card|word|happened|reveal|day-before|gap|actions|closed [DECISION] [part N] [with ARRANGEMENT,…]", hotwash},

	{"stop", engine.MoveStop, onlyControl, `stop ["…"]`, aloud},
	{"lift", engine.MoveLift, onlyControl, "lift", plain},
	{"undo", engine.MoveUndo, onlyControl, "undo [N]", undo},
	{"strike", engine.MoveStrike, onlyControl, "strike LINE", undo},
	{"end", engine.MoveEnd, onlyControl, "end", plain},
}

func one(m engine.Move) []engine.Move { return []engine.Move{m} }

// plain reads a verb without arguments.
func plain(r *reader) []engine.Move { return one(r.move()) }

// aloud reads a verb with nothing but words, which need no quotes then.
func aloud(r *reader) []engine.Move {
	r.spoken()
	return one(r.move())
}

func next(r *reader) []engine.Move {
	m := r.move()
	m.N = engine.ToNext
	if r.verb.name == "step" {
		m.N = engine.ToStep
	}
	if r.keyword("until") {
		m.Mask = r.place()
	}
	return one(m)
}

func until(r *reader) []engine.Move {
	m := r.move()
	m.N = engine.ToPlace
	if !r.keyword("end") {
		m.Mask = r.place()
	}
	return one(m)
}

func wait(r *reader) []engine.Move {
	m := r.move()
	m.N = engine.ToPlace
	if n := r.length(); r.g != nil {
		m.Mask = uint64(engine.EndOfMinute(r.g.State().Clock() + minutes(n)))
	}
	return one(m)
}

// choice reads a decision and an option of it; or the arrangements to buy, where
// the decision is about those.
func (r *reader) choice(m *engine.Move) {
	d := r.id(decisions(r.p))
	if r.err != nil {
		return
	}
	m.A = int16(d)
	if r.p.Decision(d).Purchase == nil {
		m.B = int16(r.id(options(r.p, d)))
		return
	}
	m.B = 0
	if !r.keyword("nothing") {
		m.Mask = maskOf(r.list(arrangements(r.p)))
	}
}

func choose(r *reader) []engine.Move {
	m := r.move()
	r.choice(&m)
	return one(m)
}

// aboutDecision reads a reason, or an answer to a question about a decision.
func aboutDecision(r *reader) []engine.Move {
	d := r.id(decisions(r.p))
	if r.err == nil {
		r.spoken()
	}
	m := r.move()
	m.A = int16(d)
	switch r.verb.name {
	case "agree":
		m.N = engine.VerdictYes
	case "object":
		m.N = engine.VerdictNo
	}
	return one(m)
}

func consult(r *reader) []engine.Move {
	m := r.move()
	m.A = int16(r.id(decisions(r.p)))
	m.Mask = maskOf(r.group())
	return one(m)
}

func sanitise(r *reader) []engine.Move {
	m := r.move()
	m.A = int16(r.id(facts(r.p)))
	return one(m)
}

func ask(r *reader) []engine.Move {
	m := grant(r)[0]
	if r.keyword("of") {
		m.To = int8(r.id(roles(r.p)))
	}
	if m.B < 0 && r.keyword("for") {
		m.B = int16(r.id(roles(r.p)))
	}
	return one(m)
}

func grant(r *reader) []engine.Move {
	m := r.move()
	m.A = int16(r.id(facts(r.p)))
	if r.keyword("for") {
		m.B = int16(r.id(roles(r.p)))
	}
	return one(m)
}

func meeting(r *reader) []engine.Move {
	m := r.move()
	m.A = int16(r.id(forums(r.p)))
	return one(m)
}

func message(r *reader) []engine.Move {
	var to uint64
	if r.keyword("to") {
		to = maskOf(r.group())
	}
	if r.err == nil {
		r.spoken()
	}
	m := r.move()
	m.Mask = to
	return one(m)
}

func own(r *reader) []engine.Move {
	m := r.move()
	m.A = int16(r.id(arrangements(r.p)))
	return one(m)
}
