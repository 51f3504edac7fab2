package engine

import (
	"fmt"
	"math/bits"

	"example.org/whitecell/scenario"
)

// Rules is raised whenever the same moves could give other events than before. A
// record names the rules that it was played under.
const Rules = 1

// Game is one playing of a Program with one seed. It is not safe for use by
// several goroutines at once.
type Game struct {
	// Quiet keeps no events: Do then returns what it was given. State is the same.
	Quiet bool

	p      *Program
	seed   uint64
	s      State
	now    current
	nowFor uint64 // the arrangements that now was made for
	dirty  uint64
	out    []Event
	move   Move  // the one being done
	ref    int32 // number of the move being done
	minute int32 // story minute of the events being emitted
	fired  []bool
	halted bool // the last advance stopped for control
}

// NewGame is a playing that waits for StartEx.
func NewGame(p *Program, seed uint64) *Game {
	g := &Game{p: p, fired: make([]bool, len(p.rules))}
	g.Reset(seed)
	return g
}

// Reset begins again with another seed, keeping the Game's memory.
func (g *Game) Reset(seed uint64) {
	g.seed = seed
	g.p.reset(&g.s)
	g.p.holding(&g.now, 0)
	g.nowFor, g.dirty, g.out = 0, dirtyAll, nil
}

// Program is what the game plays.
func (g *Game) Program() *Program { return g.p }

// Seed is what chance is drawn from.
func (g *Game) Seed() uint64 { return g.seed }

// State is the game's state; it changes with the next move. Copy it to keep it.
func (g *Game) State() *State { return &g.s }

// Restore sets the game to a state of the same program.
func (g *Game) Restore(s *State) {
	g.s.CopyFrom(s)
	g.refresh()
	g.dirty = 0 // rules were settled when the state was saved
	if s.phase == Waiting {
		g.dirty = dirtyAll
	}
}

// Do does a move. It appends the events that follow to dst and returns it, or
// returns dst as it was and a *Refusal: then nothing has changed.
func (g *Game) Do(dst []Event, m Move) ([]Event, error) {
	before := len(dst)
	g.out, g.ref, g.minute = dst, g.s.moves, g.s.clock
	g.move = m.used()
	if r := g.perform(&g.move); r != nil {
		out := g.out[:before]
		g.out = nil
		return out, r
	}
	g.settle()
	g.s.moves++
	out := g.out
	g.out = nil
	return out, nil
}

// Fold applies the events of one move that was done before. The error says that
// they can't follow from where the game stands; the game is then of no more use.
func (g *Game) Fold(events []Event) error {
	for i := range events {
		if err := g.foldable(&events[i]); err != nil {
			return err
		}
		g.apply(events[i])
	}
	if g.s.phase != Waiting { // rules are first looked at after StartEx
		g.dirty = 0
	}
	g.s.moves++
	return nil
}

// foldable refuses what apply could not take: it trusts the engine's own events.
func (g *Game) foldable(e *Event) error {
	switch {
	case e.Via == ViaSent && g.items() == 0:
		return fmt.Errorf("an event %q comes from something under way, and nothing is", e.Kind)
	case e.Via == ViaScript && int(g.s.cursor) >= len(g.p.timetable):
		return fmt.Errorf("an event %q comes from the script, which is at its end", e.Kind)
	case e.Kind == EvTurnPassed && (e.N <= g.s.cursor || int(e.N) > len(g.p.timetable)):
		return fmt.Errorf("an event %q passes to line %d of the script, which is not ahead", e.Kind, e.N)
	}
	return nil
}

// perform checks a move and, if nothing stands against it, emits its events.
func (g *Game) perform(m *Move) *Refusal {
	if r := g.admit(m); r != nil {
		return r
	}
	if h := performers[m.Kind]; h != nil {
		return h(g, m)
	}
	return g.refuse("kind", "This is not a move of the game itself: the program that keeps the record does it.")
}

var performers [moveKinds]func(*Game, *Move) *Refusal

func init() {
	performers = [moveKinds]func(*Game, *Move) *Refusal{
		MoveStart: (*Game).doStart, MoveAdvance: (*Game).doAdvance, MoveEnd: (*Game).doEnd,
		MoveDecide: (*Game).doDecide, MoveReason: (*Game).doReason, MovePropose: (*Game).doPropose,
		MoveConsult: (*Game).doConsult, MoveAnswer: (*Game).doAnswer,
		MoveShare: (*Game).doShare, MoveSanitise: (*Game).doSanitise,
		MoveAsk: (*Game).doAsk, MoveGrant: (*Game).doGrant, MoveRefuse: (*Game).doGrant,
		MoveCall: (*Game).doCall, MoveSay: (*Game).doSay, MoveClose: (*Game).doClose,
		MoveMessage: (*Game).doMessage, MoveOwn: (*Game).doOwn, MoveRule: (*Game).doRule,
		MoveImprovise: (*Game).doImprovise, MoveSkip: (*Game).doMoveInject,
		MoveDelay: (*Game).doMoveInject, MoveDeliver: (*Game).doMoveInject,
		MoveTold: (*Game).doTold, MoveSlips: (*Game).doSlips,
		MoveSeat: (*Game).doSeat, MoveUnseat: (*Game).doSeat,
		MoveObserve: (*Game).doNote, MoveRate: (*Game).doNote, MovePin: (*Game).doNote,
		MoveAct: (*Game).doNote, MoveConfirm: (*Game).doNote, MoveHotwash: (*Game).doHotwash,
		MoveStop: (*Game).doStop, MoveLift: (*Game).doStop, MoveMoreTime: (*Game).doMoreTime,
	}
}

// isNote says whether a kind only adds to what is known about the exercise. Such
// moves are accepted at any time, also after EndEx, and are never undone.
func (k MoveKind) isNote() bool {
	switch k {
	case MoveObserve, MoveRate, MovePin, MoveAct, MoveConfirm, MoveHotwash:
		return true
	}
	return false
}

// admit refuses what no state or program can accept.
func (g *Game) admit(m *Move) *Refusal {
	if m.Kind >= moveKinds {
		return g.refuse("kind", "There is no such move.")
	}
	if r := g.inRange(m); r != nil {
		return r
	}
	switch {
	case m.Kind.isNote(), m.Kind == MoveLift:
		return nil
	case g.s.stopped:
		return g.refuse("stopped", "The exercise is stopped for a real event. Lift the stop first.")
	case m.Kind == MoveStop:
		return nil
	case m.Kind == MoveStart && g.s.phase != Waiting:
		return g.refuse("started", "The exercise has already started.")
	case m.Kind == MoveSeat || m.Kind == MoveUnseat:
		if g.s.phase != Ended {
			return nil
		}
	case m.Kind != MoveStart && g.s.phase == Waiting:
		return g.refuse("waiting", "The exercise has not started yet. Say StartEx first.")
	}
	if g.s.phase == Ended {
		return g.refuse("ended", "The exercise has ended. Observations, ratings, pins and actions can still be entered.")
	}
	return nil
}

// inRange refuses numbers that stand for nothing in this program.
func (g *Game) inRange(m *Move) *Refusal {
	ok := func(v, n int) bool { return v >= -1 && v < n }
	if !ok(int(m.Role), len(g.p.roles)) || !ok(int(m.To), len(g.p.roles)) {
		return g.refuse("range", "There is no such role in this exercise.")
	}
	for _, f := range moveForms[m.Kind].fields {
		t := f.typ
		if t == typVia {
			t = viaType(m.Why, f.slot)
		}
		if n, isIndex := g.p.count(t, int(m.A)); isIndex {
			if v := m.slot(f.slot); !ok(v, n) || v < 0 && !f.optional {
				return g.refuse("range", fmt.Sprintf("This move must name one %s of this exercise, and it does not.", t.noun()))
			}
		}
		switch {
		case t == typRoles && m.Mask&^g.p.allRoles != 0:
			return g.refuse("range", "There is no such role in this exercise.")
		case t == typArrangements && bits.Len64(m.Mask) > len(g.p.arrangements):
			return g.refuse("range", "There is no such arrangement in this exercise.")
		case t == typNamed && (m.slot(f.slot) < 0 || m.slot(f.slot) >= len(f.names)):
			return g.refuse("range", "The "+f.key+" can only be "+listOf(f.names, func(s string) string { return s })+".")
		}
	}
	return nil
}

// A Refusal says why a move can't be made. It is a sentence that can be read
// aloud: what, why, and what would be possible instead.
type Refusal struct {
	Code    string // stable
	Control string // for the facilitator
	Seat    string // for the seat that asked: only what that seat may see
	Ways    []Way  // lawful ways to the same end, where there are any
}

func (r *Refusal) Error() string { return r.Control }

// refuse makes a refusal whose text may be read to anyone.
func (g *Game) refuse(code, text string) *Refusal {
	return &Refusal{Code: code, Control: text, Seat: text}
}

func (g *Game) refusef(code, format string, args ...any) *Refusal {
	return g.refuse(code, fmt.Sprintf(format, args...))
}

// refresh makes g.now what holds under the arrangements of the moment.
func (g *Game) refresh() {
	if held := g.held(); held != g.nowFor {
		g.nowFor = held
		g.p.holding(&g.now, held)
	}
}

// rule is how a decision's owners decide: fixed at its opening.
func (g *Game) rule(d int) scenario.DecisionRule {
	if fixed := g.dec(d).byte(5); fixed != 0 {
		return scenario.DecisionRule(fixed - 1)
	}
	return g.now.decisions[d].rule
}
