package plan

import (
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
	"pgregory.net/rapid"
)

// TestFormatProperties holds that Parse reads what Format writes as the same move,
// for any move that names things of the scenario.
func TestFormatProperties(t *testing.T) {
	p := load(t, harbour, engine.Setup{})
	g := started(t, p, 10)
	rapid.Check(t, func(t *rapid.T) {
		m := drawMove(t, p)
		line := Format(p, m)
		got, err := Parse(p, g, line)
		if err != nil {
			t.Fatalf("%+v\nis written as %s\n%v", m, line, err)
		}
		if len(got) != 1 || got[0] != m {
			t.Fatalf("%s\ngot  %+v\nwant %+v", line, got, m)
		}
	})
}

// drawn draws numbers of things.
type drawn struct {
	t *rapid.T
	p *engine.Program
}

func (d drawn) below(n int) int { return rapid.IntRange(0, n-1).Draw(d.t, "n") }

func (d drawn) role() int8    { return int8(d.below(d.p.Roles())) }
func (d drawn) fact() int16   { return int16(d.below(d.p.Facts())) }
func (d drawn) truth() bool   { return d.below(2) == 1 }
func (d drawn) roles() uint64 { return uint64(1 + d.below(1<<d.p.Roles()-1)) }

// or is v or, half of the time, -1 for none.
func or[T ~int8 | ~int16](d drawn, v T) T {
	if d.truth() {
		return -1
	}
	return v
}

func (d drawn) span() int32 { return int32(1 + d.below(int(scenario.MaxDuration))) }

func (d drawn) place() uint64 {
	if d.truth() {
		m := rapid.Int32Range(-int32(scenario.MaxDuration), int32(scenario.MaxDuration)).Draw(d.t, "minute")
		return uint64(engine.EndOfMinute(scenario.Minutes(m)))
	}
	return rapid.Uint64Range(1<<60, 1<<63).Draw(d.t, "place")
}

func drawMove(t *rapid.T, p *engine.Program) engine.Move {
	d := drawn{t, p}
	m := engine.NewMove(engine.MoveKind(d.below(int(engine.MoveEnd) + 1)))
	m.Words = text.Clean(rapid.String().Draw(t, "words"))
	if v := verbOf(&m); v.who == aRole || v.who == anybody && d.truth() {
		m.Role = d.role()
	}
	switch verbOf(&m).who {
	case aRole:
		d.seatMove(&m)
	default:
		d.controlMove(&m)
	}
	return m
}

func (d drawn) choice(m *engine.Move) {
	m.A = int16(d.below(d.p.Decisions()))
	if c := d.p.Decision(int(m.A)); c.Purchase != nil {
		m.B, m.Mask = 0, uint64(d.below(1<<d.p.Arrangements()))
	} else {
		m.B = int16(d.below(len(c.Options)))
	}
}

func (d drawn) seatMove(m *engine.Move) {
	switch m.Kind {
	case engine.MoveDecide, engine.MovePropose:
		d.choice(m)
	case engine.MoveReason, engine.MoveAnswer, engine.MoveConsult:
		m.A = int16(d.below(d.p.Decisions()))
		if m.Kind == engine.MoveAnswer {
			m.N = int32(d.below(3))
		}
		if m.Kind == engine.MoveConsult {
			m.Mask = d.roles()
		}
	case engine.MoveShare:
		m.A, m.To, m.B, m.Force = d.fact(), d.role(), int16(d.below(d.p.Channels())), d.truth()
	case engine.MoveSay:
		m.A, m.B, m.Force = d.fact(), int16(d.below(d.p.Forums())), d.truth()
	case engine.MoveSanitise:
		m.A = d.fact()
	case engine.MoveAsk, engine.MoveGrant, engine.MoveRefuse:
		m.A, m.B = d.fact(), or(d, int16(d.role()))
		if m.Kind == engine.MoveAsk {
			m.To = or(d, d.role())
		}
	case engine.MoveCall:
		m.A = int16(d.below(d.p.Forums()))
	case engine.MoveOwn:
		m.A = int16(d.below(d.p.Arrangements()))
	}
}

func (d drawn) controlMove(m *engine.Move) {
	switch m.Kind {
	case engine.MoveAdvance:
		if m.N = int32(d.below(3)); d.truth() {
			m.Mask = d.place()
		}
	case engine.MoveClose:
		m.A = int16(d.below(d.p.Forums()))
	case engine.MoveMessage:
		m.Mask = uint64(d.below(1 << d.p.Roles()))
	case engine.MoveRule:
		d.ruling(m)
	case engine.MoveImprovise:
		m.Mask, m.A = d.roles(), or(d, d.fact())
	case engine.MoveSkip, engine.MoveDelay, engine.MoveDeliver:
		m.A = int16(d.below(d.p.Injects()))
		if m.Kind == engine.MoveDelay {
			m.N = d.span()
		}
	case engine.MoveTold:
		m.A, m.To = d.fact(), d.role()
		if d.truth() {
			m.N = d.span()
		}
	case engine.MoveSlips:
		m.Role, m.N = d.role(), int32(d.below(99))
	case engine.MoveSeat, engine.MoveUnseat:
		if m.Role = d.role(); m.Kind == engine.MoveUnseat {
			m.N = int32(d.below(4))
		}
	default:
		d.note(m)
	}
}

func (d drawn) note(m *engine.Move) {
	switch m.Kind {
	case engine.MoveObserve, engine.MoveAct:
		m.Role, m.A = or(d, d.role()), or(d, int16(d.below(2)))
	case engine.MoveRate:
		m.A, m.N = int16(d.below(2)), int32(d.below(5))
	case engine.MovePin:
		m.N = int32(d.below(5000) - 1000)
	case engine.MoveConfirm:
		m.A, m.B, m.N, m.Role = int16(d.below(d.p.Decisions())), d.fact(), int32(d.below(3)), or(d, d.role())
	case engine.MoveHotwash:
		m.N, m.A, m.M = int32(d.below(len(engine.HotwashSteps))), or(d, int16(d.below(d.p.Decisions()))), int32(d.below(4))
		m.Mask = uint64(d.below(1 << d.p.Arrangements()))
	case engine.MoveMoreTime:
		m.A, m.N = int16(d.below(d.p.Decisions())), 1+int32(d.below(60))
	case engine.MoveUndo, engine.MoveStrike:
		m.N = 1 + int32(d.below(1000))
	}
}

func (d drawn) ruling(m *engine.Move) {
	m.Role, m.N = or(d, d.role()), int32(d.below(5))
	switch d.below(6) {
	case 0:
		m.Why, m.A, m.To = engine.RuleTell, d.fact(), d.role()
	case 1:
		m.Why, m.Mask = engine.RuleMeeting, d.roles()
	case 2:
		m.Why, m.To = engine.RuleDecide, or(d, d.role())
		d.choice(m)
	case 3:
		m.Why, m.M = engine.RuleNudge, int32(d.below(201)-100)
		m.A = 0
	case 4:
		m.Why, m.A = engine.RuleInject, int16(d.below(d.p.Injects()))
	}
}
