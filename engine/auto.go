package engine

import (
	"errors"
	"fmt"
	"math/bits"

	"example.org/whitecell/scenario"
)

// Seats that nobody plays act from their own view alone: what they hold, what was
// asked of them, the decisions that are theirs and the rules that stand beside
// each fact.
//
//   - open passes on every fact it lawfully may, asks consent for the rest,
//     consults everybody, and decides late;
//   - guarded passes on what it is asked for and what is plainly released by name,
//     and decides half-way;
//   - hasty decides at once and asks nobody; it answers what it is asked;
//   - silent does nothing.
//
// None of them calls a meeting: a caller in the room, or an option, does.

// AutoMove is the next move that a seat which plays by itself makes now. It
// returns false when none has anything to do at this minute.
func (g *Game) AutoMove() (Move, bool) {
	if g.s.phase != Running || g.s.stopped {
		return Move{}, false
	}
	for r := range g.p.roles {
		t, ok := g.auto(r)
		if !ok || t == scenario.Silent {
			continue
		}
		if m, ok := g.autoRole(r, t); ok {
			m.Auto = true
			return m, true
		}
	}
	return Move{}, false
}

func (g *Game) autoRole(r int, t scenario.Temperament) (Move, bool) {
	if m, ok := g.autoAnswer(r); ok {
		return m, true
	}
	if m, ok := g.autoOwn(r); ok {
		return m, true
	}
	if t == scenario.Open || t == scenario.Guarded {
		if m, ok := g.autoShare(r, t); ok {
			return m, true
		}
	}
	return g.autoDecide(r, t)
}

// autoAnswer answers the first question that waits for the role.
func (g *Game) autoAnswer(r int) (Move, bool) {
	i := g.find(func(it item) bool { return it.kind == itemOpenAsk && int(it.to) == r })
	if i < 0 {
		return Move{}, false
	}
	it := g.item(i)
	m := NewMove(MoveAnswer)
	m.Role, m.A = int8(r), it.a
	switch Why(it.flag) {
	case AskConcur:
		m.N = VerdictYes
	case AskFact:
		return g.autoRequest(r, it)
	}
	return m, true
}

// autoRequest answers a request for a fact. The one whose consent is needed gives
// it if the receiver is cleared; a holder who is asked passes the fact on where
// that is lawful, and otherwise keeps it.
func (g *Game) autoRequest(r int, it item) (Move, bool) {
	f, who := int(it.a), int(it.b)
	cleared := g.now.cleared[who] >= g.p.facts[f].Handling
	if g.p.facts[f].consent == r && cleared || *g.knownTo(f, r)>>who&1 != 0 {
		m := NewMove(MoveGrant)
		m.Role, m.A, m.B = int8(r), it.a, it.b
		return m, true
	}
	if m, ok := g.autoSend(r, f, who); ok && g.p.facts[f].consent != r {
		return m, true
	}
	m := NewMove(MoveRefuse)
	m.Role, m.A, m.B, m.Words = int8(r), it.a, it.b, "It is not ours to pass on."
	return m, true
}

// autoOwn accepts an arrangement that has no owner yet.
func (g *Game) autoOwn(r int) (Move, bool) {
	unowned := g.s.words[g.p.lay.held+heldUnowned]
	for w := unowned; w != 0; w &= w - 1 {
		a := bits.TrailingZeros64(w)
		if most := g.mostOwned(); g.p.arrangements[a].owners>>r&1 != 0 && (most == 0 || g.ownedBy(r) < most) {
			m := NewMove(MoveOwn)
			m.Role, m.A = int8(r), int16(a)
			return m, true
		}
	}
	return Move{}, false
}

// autoShare sends the first fact that the temperament lets it send: heavier facts
// first, then those of the file; receivers in the order of the file.
func (g *Game) autoShare(r int, t scenario.Temperament) (Move, bool) {
	if g.slips(r) == 0 {
		return Move{}, false
	}
	for _, f := range g.p.byWeight {
		if !g.holds(r, f) {
			continue
		}
		named := g.now.free[f]
		if t == scenario.Guarded && named == g.p.allRoles {
			continue // released to all: nobody's in particular
		}
		for w := (named | g.consented(f)&*g.askedFor(f, r)) &^ *g.knownTo(f, r) &^ g.p.roles[r].table &^ g.p.facts[f].source(); w != 0; w &= w - 1 {
			if m, ok := g.autoSend(r, f, bits.TrailingZeros64(w)); ok {
				return m, true
			}
		}
	}
	if t == scenario.Open {
		return g.autoConsent(r)
	}
	return Move{}, false
}

// source is the mask of a fact's origin, which holds it without being told.
func (f *fact) source() uint64 {
	if f.origin < 0 {
		return 0
	}
	return 1 << f.origin
}

// autoSend sends a fact by the best lawful way that is not in the clear.
func (g *Game) autoSend(r, f, to int) (Move, bool) {
	if !g.holds(r, f) || g.slips(r) == 0 || *g.knownTo(f, r)>>to&1 != 0 {
		return Move{}, false
	}
	best, found := Way{}, false
	for c := range g.p.channels {
		if !g.joins(c, r, to) {
			continue
		}
		now := &g.now.channels[c]
		if g.brokenBy(r, f, to, now.carries, now.clear) != 0 {
			continue
		}
		w := Way{Channel: c, Arrives: scenario.Minutes(now.delay), Leak: g.leakChance(f, now.leak)}
		if !found || w.Arrives < best.Arrives || w.Arrives == best.Arrives && w.Leak < best.Leak {
			best, found = w, true
		}
	}
	if !found {
		return Move{}, false
	}
	m := NewMove(MoveShare)
	m.Role, m.To, m.A, m.B = int8(r), int8(to), int16(f), int16(best.Channel)
	return m, true
}

// autoConsent asks consent to pass a fact on, once for each receiver that is
// cleared for it.
func (g *Game) autoConsent(r int) (Move, bool) {
	for _, f := range g.p.byWeight {
		c := &g.p.facts[f]
		if !g.holds(r, f) || c.consent < 0 || c.consent == r || g.now.free[f] == g.p.allRoles {
			continue
		}
		if _, ok := g.fastest(r, c.consent); !ok {
			continue
		}
		unasked := g.p.allRoles &^ (1 << r) &^ *g.askedFor(f, r) &^ *g.knownTo(f, r) &^ g.now.free[f] &^ c.source() &^ (1 << c.consent)
		for w := unasked; w != 0; w &= w - 1 {
			if to := bits.TrailingZeros64(w); g.now.cleared[to] >= c.Handling {
				m := NewMove(MoveAsk)
				m.Role, m.A, m.B, m.To = int8(r), int16(f), int16(to), int8(c.consent)
				return m, true
			}
		}
	}
	return Move{}, false
}

// autoDecide takes the first decision whose hour has come for the temperament.
func (g *Game) autoDecide(r int, t scenario.Temperament) (Move, bool) {
	for d := g.nextOpen(0); d >= 0; d = g.nextOpen(d + 1) {
		if !g.mayActOn(d, r) {
			continue
		}
		if t == scenario.Open {
			if m, ok := g.autoConsult(d, r); ok {
				return m, true
			}
		}
		if g.s.clock < g.autoHour(d, r, t) {
			continue
		}
		if m, ok := g.autoChoice(d, r, t); ok {
			return m, true
		}
	}
	return Move{}, false
}

// mayActOn says whether an open decision waits for a word of this owner.
func (g *Game) mayActOn(d, r int) bool {
	c, w := &g.p.decisions[d], g.dec(d)
	if w.status() != IsOpen || c.owners>>r&1 == 0 {
		return false
	}
	switch g.rule(d) {
	case scenario.Each, scenario.Majority:
		return g.answer(d, g.p.ownerNo(d, r)) < 0
	}
	return c.by[0] == r && w.proposed() < 0
}

// autoHour is the story minute at which a temperament decides. What others must
// agree to goes out early enough for their answers to come back.
func (g *Game) autoHour(d, r int, t scenario.Temperament) int32 {
	w := g.dec(d)
	hour := w.opened()
	switch t {
	case scenario.Guarded:
		hour += (w.due() - w.opened()) / 2
	case scenario.Open:
		hour = w.due() - 1
	}
	var travel int32
	each(g.required(d, g.p.onOffer(d))&^(1<<r), func(to int) {
		delay, _ := g.fastest(r, to)
		travel = max(travel, 2*delay)
	})
	return max(min(hour, w.due()-travel-1), w.opened())
}

// onOffer is the mask of what a decision about arrangements may buy.
func (p *Program) onOffer(d int) (mask uint64) {
	if p.decisions[d].Purchase == nil {
		return 0
	}
	for a := range p.arrangements {
		if p.arrangements[a].ForSale {
			mask |= 1 << a
		}
	}
	return mask
}

func (g *Game) autoConsult(d, r int) (Move, bool) {
	m := NewMove(MoveConsult)
	m.Role, m.A = int8(r), int16(d)
	each(g.p.decisions[d].consult&^(1<<r)&^*g.askedAbout(d, r), func(to int) {
		if _, ok := g.fastest(r, to); ok {
			m.Mask |= 1 << to
		}
	})
	return m, m.Mask != 0
}

// autoChoice chooses among what is open, by the options' weights for the
// temperament, drawn for the decision and the role.
func (g *Game) autoChoice(d, r int, t scenario.Temperament) (Move, bool) {
	c := &g.p.decisions[d]
	x := draw(g.seed, c.key, g.p.roles[r].hash)
	m := NewMove(MoveDecide)
	m.Role, m.A = int8(r), int16(d)
	if c.Purchase != nil {
		if g.dec(d).objected(0) {
			return Move{}, false // the others want none of it: the default stands
		}
		m.B, m.Mask = 0, g.autoPurchase(d, x)
	} else {
		o := g.autoOption(d, t, x)
		if o < 0 {
			return Move{}, false
		}
		m.B = int16(o)
	}
	if g.NeedsAgreement(d, r, m.Mask) {
		m.Kind = MovePropose
		for w := g.required(d, m.Mask) &^ (1 << r); w != 0; w &= w - 1 {
			if _, ok := g.fastest(r, bits.TrailingZeros64(w)); !ok {
				return Move{}, false
			}
		}
	}
	return m, true
}

// autoOption draws an option by weight, -1 where none is left.
func (g *Game) autoOption(d int, t scenario.Temperament, x uint64) int {
	options := g.p.decisions[d].options
	total := 0
	for o := range options {
		total += g.autoWeight(d, o, t)
	}
	if total == 0 {
		return -1
	}
	n := below(x, total)
	for o := range options {
		if n -= g.autoWeight(d, o, t); n < 0 {
			return o
		}
	}
	return -1
}

// autoWeight is an option's weight for a temperament: none where it is not open,
// is the room's own idea, or was objected to.
func (g *Game) autoWeight(d, o int, t scenario.Temperament) int {
	opt := &g.p.decisions[d].options[o]
	if opt.Free || g.dec(d).objected(o) || !opt.when.holds(g) || !opt.requires.holds(g) {
		return 0
	}
	return opt.Auto[t]
}

// autoPurchase fills the points with arrangements, beginning at a drawn one.
func (g *Game) autoPurchase(d int, x uint64) (set uint64) {
	n := len(g.p.arrangements)
	left := g.p.decisions[d].Purchase.Points
	for i, from := 0, below(x, n); i < n; i++ {
		a := (from + i) % n
		c := &g.p.arrangements[a]
		if c.ForSale && c.Cost <= left && g.held()>>a&1 == 0 {
			set |= 1 << a
			left -= c.Cost
		}
	}
	return set
}

// Wake is the next story minute, after this one, at which a seat that plays by
// itself may want to act though nothing happens then. It returns false where
// there is none.
func (g *Game) Wake() (scenario.Minutes, bool) {
	at, ok := int32(never), false
	for d := g.nextOpen(0); d >= 0; d = g.nextOpen(d + 1) {
		for _, r := range g.p.decisions[d].by {
			t, auto := g.auto(r)
			if !auto || t == scenario.Silent || !g.mayActOn(d, r) {
				continue
			}
			if hour := g.autoHour(d, r, t); hour > g.s.clock && hour < at {
				at, ok = hour, true
			}
		}
	}
	return scenario.Minutes(at), ok
}

// mostAtOnce bounds how many moves seats that play by themselves make before
// somebody else moves: more of them go round in circles.
const mostAtOnce = 10_000

// Drive does a move and everything that follows from it by itself: the moves of
// seats that play by themselves. Every move goes through do, which has the game
// do it. An advance goes on in pieces, because those seats want to act on the
// way: one to the next thing goes on until control must say or ask something,
// one to a place until it is reached. The error is the first of do's.
func (g *Game) Drive(do func(Move) error, m Move) error {
	if m.Kind != MoveAdvance || m.N == ToPlace && !g.autoPlay() {
		if err := do(m); err != nil {
			return err
		}
		_, err := g.driveSeats(do)
		return err
	}
	limit := Place(m.Mask)
	if limit == 0 {
		limit = EndOfMinute(never - 1)
	}
	for {
		before := g.s.place
		if err := do(g.piece(m, limit)); err != nil {
			return err
		}
		acted, err := g.driveSeats(do)
		if err != nil {
			return err
		}
		stuck := g.s.place == before && !acted
		if stuck || g.s.phase != Running || g.s.stopped || m.N == ToStep || m.N == ToNext && g.halted || g.reached(limit) {
			return nil
		}
	}
}

// piece is as much of an advance as goes without the seats that play by
// themselves: to where one of them wants to act though nothing happens there. An
// advance to a place stops on the way wherever one of them has something to do.
func (g *Game) piece(m Move, limit Place) Move {
	if m.N == ToPlace && limit < g.s.place {
		return m // refused
	}
	if m.N == ToPlace {
		m.N, m.Mask = ToNext, uint64(limit)
	}
	if wake, ok := g.Wake(); ok {
		m.Mask = uint64(min(limit, EndOfMinute(wake)))
	}
	return m
}

// reached says whether an advance has come as far as its limit: going on would
// only apply defaults that can still be forestalled.
func (g *Game) reached(limit Place) bool {
	return g.s.place >= limit || g.s.Clock() >= limit.Minute() && g.headPlace() > limit
}

// driveSeats has the seats that play by themselves act until none wants to, and
// says whether any did.
func (g *Game) driveSeats(do func(Move) error) (acted bool, err error) {
	for range mostAtOnce {
		m, ok := g.AutoMove()
		if !ok {
			return acted, nil
		}
		if err := do(m); err != nil { // not the refusal of what a person did
			return acted, fmt.Errorf("a seat that plays by itself could not move: %v", err)
		}
		acted = true
	}
	return acted, errors.New("the seats that play by themselves do not come to rest")
}
