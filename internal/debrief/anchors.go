package debrief

import (
	"math"

	"example.org/whitecell/engine"
)

// An anchor is something that made a move possible. A move keeps its lag behind the
// last of its anchors when the record is played again under other arrangements.
type anchor struct {
	kind  anchorKind
	why   engine.Why // of a question
	a, b  int16      // what it is about
	c, d  int16
	count int16 // which of its like, from 0
}

type anchorKind uint8

const (
	knew     anchorKind = iota // role a held fact b
	released                   // fact a was released to role b
	sat                        // forum a sat for the count-th time
	asked                      // a question came in: from a to b, about c and d
	opened                     // decision a opened
	adopted                    // arrangement a was agreed
)

// unset is the minute of what has not happened.
const unset int32 = math.MaxInt32

// anchors are those of a record: which there are, when they happened, and which
// moves they made possible. They depend on the record alone.
type anchors struct {
	no    map[anchor]int
	of    [][]int // by move: numbers of its anchors
	wait  [][]int // by anchor: the moves that wait for it
	when  []int32 // by anchor: the story minute
	lag   []int32 // by move: behind the last of its anchors
	made  []int32 // by move: the story minute
	floor []int32 // by move: when the turn began in which it was made
	sends []sending
}

// sending is a release that a share rested on, and who shared.
type sending struct{ anchor, from, fact, to int }

// counter numbers what happens more than once.
type counter struct {
	n     map[anchor]int16
	trial bool     // what is counted is forgotten again
	tried []anchor // what was counted on trial
}

func (c *counter) next(a anchor) anchor {
	key := a
	a.count = c.n[key]
	c.n[key]++
	if c.trial {
		c.tried = append(c.tried, key)
	}
	return a
}

// forget takes back what was counted on trial.
func (c *counter) forget() {
	for _, a := range c.tried {
		c.n[a]--
	}
	c.tried, c.trial = c.tried[:0], false
}

// happenedAs is the anchor that an event is, if it is one.
func happenedAs(p *engine.Program, e *engine.Event, seen *counter) (anchor, bool) {
	switch e.Kind {
	case engine.EvLearned:
		return anchor{kind: knew, a: int16(e.To), b: e.A}, true
	case engine.EvSat:
		return seen.next(anchor{kind: sat, a: e.A}), true
	case engine.EvAsked:
		if e.N > e.At {
			return anchor{}, false // it is still on its way
		}
		return seen.next(question(e)), true
	case engine.EvAskArrived:
		return seen.next(question(e)), true
	case engine.EvOpened:
		return anchor{kind: opened, a: e.A}, true
	case engine.EvAdopted:
		return anchor{kind: adopted, a: e.A}, true
	}
	return anchor{}, false
}

func question(e *engine.Event) anchor {
	return anchor{kind: asked, why: e.Why, a: int16(e.Role), b: int16(e.To), c: e.A, d: e.B}
}

// anchorer finds the anchors of a record, move by move.
type anchorer struct {
	*anchors
	d    *Debrief
	seen counter
	at   map[anchor]int32
	sits map[int16]int16 // by forum: how often it sat
	now  map[int16]bool  // by forum: whether it sits
}

// findAnchors finds what made each move of the record possible.
func (d *Debrief) findAnchors() *anchors {
	n := len(d.rec.Moves)
	f := &anchorer{
		anchors: &anchors{no: map[anchor]int{}, of: make([][]int, n), lag: make([]int32, n), made: make([]int32, n), floor: make([]int32, n)},
		d:       d, seen: counter{n: map[anchor]int16{}}, at: map[anchor]int32{}, sits: map[int16]int16{}, now: map[int16]bool{},
	}
	clock, began, spell := d.first, int32(math.MinInt32), 0
	event := 0
	for i := range d.rec.Moves {
		m := &d.rec.Moves[i]
		for spell+1 < len(d.spells) && int(d.spells[spell+1].from.order) <= event {
			spell++
		}
		f.made[i], f.floor[i] = clock, began
		f.move(i, m, clock, d.under(d.spells[spell].held))
		for k := range m.Events {
			e := &m.Events[k]
			clock = max(clock, e.At)
			switch e.Kind {
			case engine.EvReached:
				clock = max(clock, int32(engine.Place(e.Mask).Minute()))
			case engine.EvTurnBegan:
				began = e.At
			case engine.EvTurnEnded:
				began = math.MinInt32
			case engine.EvSat:
				f.sits[e.A]++
				f.now[e.A] = true
			case engine.EvRose:
				f.now[e.A] = false
			case engine.EvConsented:
				for _, to := range engine.Bits(e.Mask) {
					f.happened(anchor{kind: released, a: e.A, b: int16(to)}, e.At)
				}
			}
			if a, ok := happenedAs(d.p, e, &f.seen); ok {
				f.happened(a, e.At)
			}
		}
		event += len(m.Events)
	}
	return f.anchors
}

func (f *anchorer) happened(a anchor, at int32) {
	if _, ok := f.at[a]; !ok {
		f.at[a] = at
	}
}

// needs adds an anchor to a move, if it has happened.
func (f *anchorer) needs(i int, a anchor) (no int, ok bool) {
	if _, ok = f.at[a]; !ok {
		return 0, false
	}
	no, known := f.no[a]
	if !known {
		no = len(f.wait)
		f.no[a] = no
		f.wait, f.when = append(f.wait, nil), append(f.when, f.at[a])
	}
	f.of[i] = append(f.of[i], no)
	f.wait[no] = append(f.wait[no], i)
	return no, true
}

// move finds what made one move possible. A move without anchors keeps its time.
func (f *anchorer) move(i int, x *Move, clock int32, terms *engine.Terms) {
	m := &x.Did
	holds := func(fact int) { f.needs(i, anchor{kind: knew, a: int16(m.Role), b: int16(fact)}) }
	switch m.Kind {
	case engine.MoveShare:
		holds(int(m.A))
		if !m.Force {
			f.release(i, m, int(m.To), terms)
		}
	case engine.MoveSay:
		holds(int(m.A))
		f.needs(i, anchor{kind: sat, a: m.B, count: f.sits[m.B] - 1})
		f.releaseSaid(i, x, terms)
	case engine.MoveSanitise:
		holds(f.d.p.FullOf(int(m.A)))
	case engine.MoveAsk:
		if m.B >= 0 && int8(m.B) != m.Role {
			holds(int(m.A))
		}
	case engine.MoveClose:
		if m.Role >= 0 && f.now[m.A] {
			f.needs(i, anchor{kind: sat, a: m.A, count: f.sits[m.A] - 1})
		}
	case engine.MoveAnswer, engine.MoveGrant, engine.MoveRefuse:
		for k := range x.Events {
			if e := &x.Events[k]; e.Kind == engine.EvAnswered {
				a := question(e)
				a.count = f.seen.n[a] - 1
				f.needs(i, a)
				break
			}
		}
	case engine.MoveDecide, engine.MovePropose, engine.MoveConsult, engine.MoveReason:
		f.needs(i, anchor{kind: opened, a: m.A})
	case engine.MoveOwn:
		f.needs(i, anchor{kind: adopted, a: m.A})
	}
	last := int32(math.MinInt32)
	for _, no := range f.of[i] {
		last = max(last, f.when[no])
	}
	f.lag[i] = clock - last
}

// release adds the consent that a share rested on.
func (f *anchorer) release(i int, m *engine.Move, to int, terms *engine.Terms) {
	if terms.MayHave(int(m.Role), int(m.A), to) {
		return
	}
	if no, ok := f.needs(i, anchor{kind: released, a: m.A, b: int16(to)}); ok {
		f.sends = append(f.sends, sending{no, int(m.Role), int(m.A), to})
	}
}

// releaseSaid adds the consents that words in a meeting rested on.
func (f *anchorer) releaseSaid(i int, x *Move, terms *engine.Terms) {
	m := &x.Did
	if m.Force || len(x.Events) == 0 {
		return
	}
	for _, to := range engine.Bits(x.Events[0].Mask) {
		f.release(i, m, to, terms)
	}
}

// waived are the anchors that are not needed under standing arrangements, because
// these release what somebody had to be asked for, or are the arrangement itself.
func (a *anchors) waived(d *Debrief, standing uint64) []bool {
	out := make([]bool, len(a.wait))
	if standing == 0 {
		return out
	}
	terms := d.p.Terms(standing)
	for _, s := range a.sends {
		out[s.anchor] = terms.MayHave(s.from, s.fact, s.to)
	}
	for _, n := range engine.Bits(standing) {
		if no, ok := a.no[anchor{kind: adopted, a: int16(n)}]; ok {
			out[no] = true
		}
	}
	return out
}
