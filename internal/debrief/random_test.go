package debrief

import (
	"math/rand/v2"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// dice are where random choices come from: a number from 0 to n-1.
type dice func(n int) int

func plainDice(seed uint64) dice {
	r := rand.New(rand.NewPCG(seed, seed))
	return func(n int) int { return r.IntN(max(n, 1)) }
}

// workshop is a small scenario with something of everything that arrangements touch.
const workshop = `
sends: 4
handling: [open, limited, sealed]
seatings: {pairs: {Quay: [port, guard]}}
lengths: {30: {turns: {night: 10, day: 10}}}
objectives: {share: {title: Share}, guardit: {title: Guard}}
roles:
  port: {title: Port Authority, knows: [pilot, chart], auto: open}
  guard: {title: Coast Guard, cleared: limited, auto: guarded}
  mayor: {title: Mayor, auto: hasty}
  health: {title: Health Service, knows: [beds], sends: 2}
facts:
  pilot: {title: A pilot boat turned back, origin: port, handling: limited, releasable: [guard], weight: 3}
  chart: {title: The chart is wrong, origin: port, handling: sealed, releasable: [mayor], sanitised: {shallow: 10m}, weight: 2}
  shallow: {title: Shallow water, origin: port, handling: limited, releasable: all}
  beds: {title: Twelve beds, handling: limited, origin: health, consent: mayor}
  horn: {title: A horn was heard, weight: 2}
  list: {title: The passenger list, origin: mayor, handling: sealed}
channels:
  radio: {between: [port, guard], carries: limited, delay: 5m, leak: 20}
  wire: {between: all, delay: 15m, carries: sealed, leak: 10}
  phone: {between: all, clear: true, delay: 2m, leak: 50}
  link: {from: port, to: health, delay: 1m, under: data-link}
forums:
  table: {members: [port, mayor, health], convene: 30m, lasts: 40m, carries: sealed, slips: 1}
  quay: {members: all, convene: 20m, lasts: 25m, carries: limited, leak: 30}
arrangements:
  fast-wire: {cost: 1, changes: {channels: {wire: {delay: 3m, leak: 0}}}}
  standing-table: {cost: 2, owners: [port, mayor], upkeep: 1, changes: {forums: {table: {convene: 2m, lasts: 60m}}, decisions: {boat: {concur: []}}}}
  one-rule: {cost: 1, concur: [health], changes: {facts: {beds: {releasable: all}, pilot: {releasable: []}}, roles: {guard: {cleared: sealed}}}}
  data-link: {cost: 1}
  hush: {title: Hush, changes: {channels: {phone: {delay: 9m}}}}
measures: {calm: {title: Calm, start: 50}}
turns:
  - id: night
    lasts: 3h
    injects:
      - {id: silent, to: guard, at: 10m, text: A ferry has not answered., objective: share}
      - {id: noise, to: [mayor, health], at: 35m, facts: [horn], text: A horn.}
      - {id: names, to: mayor, at: 50m, facts: [list], text: Names., chance: 70}
      - {id: late, to: all, at: 100m, contingency: not called('table'), text: Nobody met.}
    decisions:
      boat: {ask: Where to, by: guard, consult: [port, health], concur: [mayor], needs: [pilot, horn, chart], opens: {at: 15m}, within: 50m, default: south, objective: share, options: {south: South, berth: {title: Berth, requires: "holds('guard','pilot')"}}}
      words: {ask: What to say, by: [mayor, health], rule: each, one-line: true, needs: [horn, beds], opens: {at: 20m}, due: 90m, default: nothing, options: {nothing: Nothing, little: A little, all: {title: Everything, then: [tell: {guard: [horn]}]}}}
      vote: {ask: Stop the ferries, by: [port, guard, mayor], rule: majority, needs: [chart], opens: {at: 30m}, options: {no: No, yes: {title: Yes, effects: {calm: -5..3}}}}
      give: {ask: Give the beds, by: health, needs: [list], opens: {after: names}, within: 30m, default: keep, options: {keep: Keep, give: {title: Give, then: [release: {beds: all}]}}}
  - id: day
    at: T+5h
    lasts: 2h
    adopt: [hush]
    sends: 2
    decisions:
      buy: {ask: What would you settle, by: [port, mayor], rule: all, buy: 3, keep: owned, due: 100m}
      again: {like: boat, opens: {at: 30m}, within: 20m}
rules:
  - {when: "holds('guard','chart')", then: [adopt: hush]}
  - {when: "met('quay')", then: [effects: {calm: 4}]}
endings: {calm: {title: Calm, when: calm > 49}, other: Other}
`

// randomPlay is a play of about n moves, made of whatever the dice make and the
// engine accepts.
func randomPlay(t failer, d dice, p *engine.Program, n int) Record {
	t.Helper()
	x := newPlayer(p, uint64(d(1000)))
	for r := range p.Roles() {
		if d(5) == 0 {
			m := engine.NewMove(engine.MoveUnseat)
			m.Role, m.N = int8(r), int32(d(4))
			must(t, x, m)
		}
	}
	must(t, x, engine.NewMove(engine.MoveStart))
	for tries := 0; len(x.rec.Moves) < n && tries < 40*n && x.game.State().Phase() == engine.Running; tries++ {
		m := randomMove(d, x, n)
		if m.Kind == engine.MoveEnd && len(x.rec.Moves) < n/2 {
			continue
		}
		_ = x.Do(m) // most of what dice make is refused
	}
	if x.game.State().Stopped() {
		must(t, x, engine.NewMove(engine.MoveLift))
	}
	switch how := d(3); {
	case how == 0 || x.game.State().Phase() == engine.Ended:
		return x.rec // mostly still running
	case how == 1:
		must(t, x, engine.NewMove(engine.MoveEnd))
		return x.rec
	}
	if x.game.State().Phase() == engine.Running {
		m := engine.NewMove(engine.MoveAdvance)
		m.Mask = uint64(engine.EndOfMinute(1 << 22))
		must(t, x, m)
	}
	if x.game.State().Phase() == engine.Over {
		must(t, x, engine.NewMove(engine.MoveEnd))
	}
	return x.rec
}

func must(t failer, x *player, m engine.Move) {
	t.Helper()
	if err := x.Do(m); err != nil {
		t.Fatalf("%s: %v", m.Kind, err)
	}
}

// randomMove is a move with fields in range, more or less likely to be accepted.
func randomMove(d dice, x *player, n int) engine.Move {
	p, g := x.rec.Program, x.game
	m := engine.NewMove(engine.MoveKind(d(int(engine.MoveEnd) + 1)))
	m.Role, m.To = int8(d(p.Roles())), int8(d(p.Roles()))
	m.Force, m.Words = d(8) == 0, "because"
	m.A, m.B, m.N = int16(d(p.Facts())), int16(d(p.Channels())), int32(d(4))
	m.Mask = uint64(d(1 << min(p.Roles(), 20)))
	switch m.Kind {
	case engine.MoveStart, engine.MoveUndo, engine.MoveStrike, engine.MoveStop, engine.MoveLift:
		m.Kind = engine.MoveShare
	case engine.MoveAdvance:
		m.Role, m.To, m.A, m.B, m.N, m.Words = -1, -1, -1, -1, int32(d(3)), ""
		m.Mask = uint64(engine.EndOfMinute(g.State().Clock() + scenario.Minutes(d(20))))
		if m.N == engine.ToNext && d(3) == 0 {
			m.Mask = 0
		}
		if m.N == engine.ToPlace && d(2) == 0 {
			m.Mask = uint64(engine.StartOfMinute(g.State().Clock() + scenario.Minutes(d(5)+1)))
		}
	case engine.MoveDecide, engine.MovePropose, engine.MoveReason, engine.MoveConsult, engine.MoveMoreTime, engine.MoveAnswer:
		m.A = int16(d(p.Decisions()))
		m.B = int16(d(max(len(p.Decision(int(m.A)).Options), 1)))
		if p.Decision(int(m.A)).Purchase != nil {
			m.Mask = uint64(d(1 << min(p.Arrangements(), 20)))
		}
		for _, ask := range g.Waiting() { // answers find a question more often
			if m.Kind == engine.MoveAnswer && ask.Why != engine.AskFact {
				m.Role, m.A = int8(ask.To), int16(ask.A)
			}
		}
	case engine.MoveAsk, engine.MoveGrant, engine.MoveRefuse:
		m.B = int16(d(p.Roles()))
		for _, ask := range g.Waiting() {
			if m.Kind != engine.MoveAsk && ask.Why == engine.AskFact && d(2) == 0 {
				m.Role, m.A, m.B = int8(ask.To), int16(ask.A), int16(ask.B)
			}
		}
	case engine.MoveCall, engine.MoveClose:
		m.A = int16(d(p.Forums()))
	case engine.MoveSay:
		m.B = int16(d(p.Forums()))
	case engine.MoveOwn:
		m.A = int16(d(p.Arrangements()))
	case engine.MoveRule:
		m.Why = []engine.Why{engine.WhyNone, engine.RuleTell, engine.RuleMeeting, engine.RuleDecide}[d(4)]
		if m.Why == engine.RuleDecide {
			m.A = int16(d(p.Decisions()))
			m.B = int16(d(max(len(p.Decision(int(m.A)).Options), 1)))
		}
	case engine.MoveSkip, engine.MoveDelay, engine.MoveDeliver:
		m.A, m.N = int16(d(p.Injects())), int32(d(30))
	case engine.MoveTold:
		m.N = int32(d(3) * d(20))
	case engine.MoveObserve, engine.MoveAct, engine.MoveRate:
		m.A = int16(d(len(p.Scenario.Objectives)))
	case engine.MovePin:
		m.N = int32(g.State().Clock())
	case engine.MoveConfirm:
		m.A = int16(d(p.Decisions()))
		m.Role = int8(d(p.Roles()+1) - 1)
		m.B, m.N = int16(d(p.Facts())), int32(d(3))
	case engine.MoveEnd:
		if d(n) > 0 {
			m.Kind = engine.MoveMessage
		}
	}
	return m
}

// programs are the workshop and First Light in several setups, and every other
// scenario that ships.
func programs(t testing.TB) []*engine.Program {
	t.Helper()
	out := []*engine.Program{
		compiled(t, workshop, engine.Setup{}), compiled(t, workshop, engine.Setup{Seating: "pairs"}), compiled(t, workshop, engine.Setup{From: "day"}),
	}
	for _, setup := range []engine.Setup{{}, {Length: "45"}, {Length: "90", Seating: "4"}} {
		p, err := engine.Compile(library()["first-light"], setup)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, p)
	}
	for _, name := range scenarios.Names() {
		if s := library()[name]; name != "first-light" && s != nil {
			p, err := engine.Compile(s, engine.Setup{})
			if err != nil {
				t.Fatal(err)
			}
			out = append(out, p)
		}
	}
	return out
}
