package engine

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"example.org/whitecell/scenario"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// seatKinds are the moves that a seat itself can ask for.
var seatKinds = []MoveKind{
	MoveDecide, MoveReason, MovePropose, MoveConsult, MoveAnswer, MoveShare, MoveSanitise, MoveAsk,
	MoveGrant, MoveRefuse, MoveCall, MoveSay, MoveClose, MoveMessage, MoveOwn,
}

// seatMove is a random move of one role.
func seatMove(d dice, g *Game, role int) Move {
	m := NewMove(pick(d, seatKinds))
	for _, f := range moveForms[m.Kind].fields {
		if !f.optional || !d.chance(40) {
			fillField(d, g, &m, f)
		}
	}
	m.Role, m.Words = int8(role), "Words of "+string(g.p.roles[role].ID)
	m.Force = d.chance(40)
	return m
}

// seen is a view, written out to be compared to the byte.
func seen(t failer, g *Game, role int, log Log) string {
	t.Helper()
	return viewText(t, g.ViewOf(role, log))
}

func viewText(t failer, v View) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatalf("a view can't be written: %v", err)
	}
	return string(b)
}

// seatText is what a refusal tells a seat, "" for no refusal.
func seatText(err error) string {
	if r, ok := err.(*Refusal); ok {
		return fmt.Sprint(r.Code, ": ", r.Seat, r.Ways)
	}
	return ""
}

// told is the move that records that a role was told a fact by somebody unnamed.
func told(fact, to int) Move {
	m := NewMove(MoveTold)
	m.A, m.To = int16(fact), int8(to)
	return m
}

// rerun is the same play again, in a game of its own.
func (x *played) rerun() *played {
	y := &played{Game: NewGame(x.p, x.Seed())}
	for _, m := range x.moves {
		y.try(m)
	}
	return y
}

// "changing anything a role can't see leaves its view and its refusals the same to
// the byte": one role is told a fact; nobody at another table can notice, in what
// they see or in what they are refused, then or later.
//
// Excluded, because they are meant to follow from who holds what: conditions on
// it; consequences that send from r1 what r1 holds; and an advance to the next
// thing, which stops where a seat that plays by itself has something to pass on.
func TestToldIsNotSeenElsewhere(t *testing.T) {
	generatedOnly(t, taste{noHolds: true}, func(t *rapid.T, d dice, p *Program) {
		x := play(d, p, 23, plays/2)
		y := x.rerun()
		to := d(len(p.roles))
		if p.roles[to].table&1 != 0 || !y.try(told(d(len(p.facts)), to)) {
			return
		}
		x.try(NewMove(MoveObserve).saying("Something else was noted.")) // so that moves have the same numbers
		for range plays / 2 {
			role := d(len(p.roles))
			m := seatMove(d, x.Game, role)
			if p.roles[to].table>>role&1 != 0 {
				m = randomAdvance(d, x.Game)
				m.N = min(m.N%2*ToStep, ToStep)
			}
			bothDo(t, x, y, m)
			for r := Everyone; r < len(p.roles); r++ {
				if r >= 0 && p.roles[to].table>>r&1 != 0 {
					continue
				}
				if diff := cmp.Diff(seen(t, x.Game, r, x.log()), seen(t, y.Game, r, y.log())); diff != "" {
					t.Fatalf("%d was told, and %d sees it (-untold +told), after %s:\n%s", to, r, p.AppendMove(nil, m), diff)
				}
			}
		}
	})
}

func (m Move) saying(words string) Move {
	m.Words = words
	return m
}

// bothDo does a move in two games, whose refusals must read the same.
func bothDo(t *rapid.T, x, y *played, m Move) {
	t.Helper()
	ex, errX := x.Do(nil, m)
	ey, errY := y.Do(nil, m)
	if a, b := seatText(errX), seatText(errY); a != b {
		t.Fatalf("%s: a seat can tell two games apart:\n%s\n%s", x.p.AppendMove(nil, m), a, b)
	}
	if errX == nil {
		x.moves, x.events = append(x.moves, m), append(x.events, ex)
		y.moves, y.events = append(y.moves, m), append(y.events, ey)
	}
}

// everybody is the audience of what anybody may notice, the room's screen too.
const everybody = ^uint64(0)

// audience is who may notice an event, by its own account, apart from what its
// consequences show: written down here a second time, from the design.
func audience(g *Game, e Event) uint64 {
	p := g.p
	one := func(r int8) uint64 {
		if r < 0 {
			return 0
		}
		return 1 << r
	}
	switch e.Kind {
	case EvDelivered, EvImprovised:
		if e.Mask == p.allRoles {
			return everybody
		}
		return e.Mask
	case EvLearned, EvAskArrived, EvAnswered, EvMessageArrived:
		return one(e.To)
	case EvAsked:
		if e.N <= e.At {
			return one(e.Role) | one(e.To)
		}
		return one(e.Role)
	case EvReplied, EvShared, EvSaid, EvMessaged, EvSlips, EvVoted:
		if e.Kind == EvReplied && e.Why == AskConcur { // an objection withdraws the proposal
			return g.p.decisions[e.A].owners | one(e.Role)
		}
		return one(e.Role)
	case EvMade: // who holds the full fact sees that the version exists
		return g.holders(p.facts[e.A].full)
	case EvAskLapsed:
		return one(e.Role) | one(e.To)
	case EvCalled, EvSat, EvRose:
		return g.forumMembers(int(e.A)) | one(e.Role)
	case EvOpened, EvProposed, EvDecided, EvCompared, EvLapsed, EvMoreTime:
		return decisionAudience(g, e)
	case EvMeasured:
		if p.measures[e.A].Hidden {
			return 0
		}
		return p.allRoles
	case EvAdopted, EvDropped: // and what it changes is known
		return p.allRoles
	case EvStarted, EvTurnBegan, EvTurnEnded, EvTurnPassed, EvTurnSkipped, EvReached, EvStopped, EvLifted, EvEnded:
		return everybody
	}
	return 0
}

func decisionAudience(g *Game, e Event) uint64 {
	d := &g.p.decisions[e.A]
	alone := g.rule(int(e.A)) == scenario.Each && e.Why != ByAssumption
	public := slices.ContainsFunc(d.options, func(o option) bool { return o.Public })
	switch {
	case alone && e.Role >= 0: // blind to the others until the last has answered
		return 1 << e.Role
	case public && (e.Kind == EvDecided || e.Kind == EvCompared || e.Kind == EvLapsed):
		return everybody
	}
	return d.owners
}

// awaits says whether an event may change whose answers the room waits for, which
// everyone sees: the seats and the time, never the question.
func awaits(e Event) bool {
	switch e.Kind {
	case EvOpened, EvVoted, EvDecided, EvLapsed, EvMoreTime:
		return true
	}
	return false
}

// seenBeside is what everyone sees beside whose answers the room waits for.
func seenBeside(t *rapid.T, x *played) string {
	v := x.ViewOf(Everyone, x.log())
	v.Awaited = nil
	return viewText(t, v)
}

// "a role's view holds …; nothing else": whatever a move leads to, a view changes
// only for those who may notice one of its events.
//
// Excluded: options with conditions, which show what their authors let them show.
func TestViewsChangeOnlyForTheAudience(t *testing.T) {
	generatedOnly(t, taste{noLocks: true}, func(t *rapid.T, d dice, p *Program) {
		x := play(d, p, 29, plays/4)
		for range plays / 2 {
			before := map[int]string{}
			for r := Everyone; r < len(p.roles); r++ {
				before[r] = seen(t, x.Game, r, x.log())
			}
			unawaited := seenBeside(t, x)
			m := anyMove(d, x.Game)
			if !x.try(m) {
				continue
			}
			events := x.events[len(x.events)-1]
			var may uint64
			for _, e := range events {
				may |= audience(x.Game, e)
			}
			for r := Everyone; r < len(p.roles); r++ {
				if r >= 0 && may>>r&1 != 0 || r < 0 && may == everybody {
					continue
				}
				was, is := before[r], seen(t, x.Game, r, x.log())
				if r < 0 && slices.ContainsFunc(events, awaits) {
					was, is = unawaited, seenBeside(t, x)
				}
				if diff := cmp.Diff(was, is); diff != "" {
					t.Fatalf("%s: seat %d notices (-before +after):\n%s\nevents:\n%s", p.AppendMove(nil, m), r, diff, encoded(p, events))
				}
			}
		}
	})
}

// "no other role's facts, no control text": what a seat sees, and what it is told
// when it is refused, names a fact only if the seat holds it or a fact that it is
// a version of; no other's brief, no inject that it did not receive.
func TestNothingElseIsNamed(t *testing.T) {
	generatedOnly(t, taste{}, func(t *rapid.T, d dice, p *Program) {
		x := play(d, p, 31, plays)
		for range plays {
			role := d(len(p.roles))
			m := seatMove(d, x.Game, role)
			var before State
			before.CopyFrom(x.State())
			if _, err := x.Do(nil, m); err != nil {
				nothingElse(t, x, role, err.(*Refusal).Seat, "the refusal of "+string(p.AppendMove(nil, m)))
				continue
			}
			x.Restore(&before)
		}
		for r := Everyone; r < len(p.roles); r++ {
			nothingElse(t, x, r, seen(t, x.Game, r, x.log()), "the view")
		}
	})
}

func nothingElse(t *rapid.T, x *played, role int, text, where string) {
	t.Helper()
	p := x.p
	for f := range p.facts {
		full := p.facts[f].full
		mayName := role >= 0 && (x.holds(role, f) || full >= 0 && x.holds(role, full))
		if !mayName && strings.Contains(text, p.facts[f].Title) {
			t.Fatalf("%s of seat %d names %s, which it does not hold:\n%s", where, role, p.facts[f].Title, text)
		}
	}
	for r := range p.roles {
		if r != role && strings.Contains(text, "Brief-"+string(p.roles[r].ID)+`"`) {
			t.Fatalf("%s of seat %d shows the brief of %d:\n%s", where, role, r, text)
		}
	}
	for d := range p.decisions {
		if role >= 0 && p.decisions[d].owners>>role&1 != 0 || x.wasAsked(role, d) {
			continue
		}
		if strings.Contains(text, p.decisions[d].Title+"”") {
			t.Fatalf("%s of seat %d names %s, which is not its own:\n%s", where, role, p.decisions[d].Title, text)
		}
	}
}

// wasAsked says whether a role was asked about a decision, or it was public.
func (x *played) wasAsked(role, decision int) bool {
	for _, e := range x.log().Events {
		if e.Kind == EvAsked && int(e.To) == role && int(e.A) == decision && e.Why != AskFact {
			return true
		}
	}
	return slices.ContainsFunc(x.p.decisions[decision].options, func(o option) bool { return o.Public })
}

// "players act from their own view alone": what a seat that plays by itself does
// next is not changed by what other tables are told, nor by any move that it could
// not notice.
func TestAutomaticSeatsActFromTheirView(t *testing.T) {
	generatedOnly(t, taste{noLocks: true}, func(t *rapid.T, d dice, p *Program) {
		x := play(d, p, 37, plays/4)
		temper := pick(d, []scenario.Temperament{scenario.Open, scenario.Guarded, scenario.Hasty})
		for range plays / 2 {
			before := autoMoves(x.Game, temper)
			m := anyMove(d, x.Game)
			if d.chance(30) {
				m = told(d(len(p.facts)), d(len(p.roles)))
			}
			if !x.try(m) {
				continue
			}
			events := x.events[len(x.events)-1]
			var may uint64
			for _, e := range events {
				may |= audience(x.Game, e)
				switch e.Kind {
				case EvOwned: // accepted aloud
					may = everybody
				case EvSaid: // they sat there, and know who else did
					may |= e.Mask
				case EvTold, EvConsented: // its own doing
					if e.Role >= 0 {
						may |= 1 << e.Role
					}
				}
			}
			for r, was := range before {
				if is := autoMoves(x.Game, temper)[r]; may>>r&1 == 0 && is != was {
					t.Fatalf("%s: the %s seat %d would have done %s and now does %s; events:\n%s",
						p.AppendMove(nil, m), temper, r, was, is, encoded(p, events))
				}
			}
		}
	})
}

// autoMoves is what each role would do next if it played by itself.
func autoMoves(g *Game, temper scenario.Temperament) []string {
	out := make([]string, len(g.p.roles))
	for r := range g.p.roles {
		if m, ok := g.autoRole(r, temper); ok {
			out[r] = string(g.p.AppendMove(nil, m))
		}
	}
	return out
}
