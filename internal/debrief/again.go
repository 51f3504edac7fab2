package debrief

import (
	"errors"
	"slices"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Retimed is a move that was made at another story time than in the record, because
// what made it possible came at another time.
type Retimed struct {
	Line     int
	Move     engine.Move
	From, To scenario.Minutes
}

// Gone is a move that could not be made, and why, in control's words.
type Gone struct {
	Line   int
	Move   engine.Move
	At     scenario.Minutes // when it was last tried; where nothing made it possible, when it was made in the record
	Reason string
	Moot   bool // an answer that nobody needs any more: what it answered was decided at once
}

// Adapted is a move that was made in another form.
type Adapted struct {
	Line int
	Move engine.Move // as it was made
	How  string
}

// again plays the moves of a record under arrangements that stand from the start.
//
// The moves keep their order and the advances their places. A move with anchors is
// taken out of that order when its anchors come at other times: it is made at the
// new time of the last of them plus its lag, but never before the turn began in
// which it was made. With nothing standing every anchor comes when it came, and the
// record is played to the letter.
type again struct {
	*anchors
	d        *Debrief
	standing uint64
	waived   []bool
	game     *engine.Game
	before   engine.State

	at     []int32 // by anchor: when it happened in this play, unset for not yet
	seen   counter
	status []status // by move
	due    []dueMove
	now    int  // the move whose place in the record has come
	same   bool // everything was as in the record so far

	sat map[int16]sitting // by forum: its last sitting

	rec     Record
	retimed []Retimed
	gone    []Gone
	adapted []Adapted
}

// status is what has become of a move.
type status uint8

const (
	inOrder  status = iota // it is made when its place in the record comes
	floating               // it is made when its time comes
	waiting                // its place has come, and its anchors have not
	asPlaced               // it was refused at its new time: tried once more at its place
	done
)

// sitting is when a forum sat last, and until when it meant to.
type sitting struct {
	known       bool
	from, until scenario.Minutes
}

// dueMove is a floating move and its story minute.
type dueMove struct {
	at   int32
	move int
}

// playAgain plays the record under standing arrangements.
func (d *Debrief) playAgain(standing uint64) *again {
	if d.causes == nil {
		d.causes = d.findAnchors()
	}
	a := &again{
		anchors: d.causes, d: d, standing: standing, waived: d.causes.waived(d, standing), same: true,
		game: engine.NewGameUnder(d.p, d.rec.Seed, standing), seen: counter{n: map[anchor]int16{}},
		at: make([]int32, len(d.causes.wait)), sat: map[int16]sitting{}, status: make([]status, len(d.rec.Moves)),
		rec: Record{Program: d.p, Seed: d.rec.Seed, Standing: standing, Moves: make([]Move, 0, len(d.rec.Moves))},
	}
	for i := range a.at {
		a.at[i] = unset
	}
	for i := range d.rec.Moves {
		a.now = i
		a.drain()
		if a.status[i] != done && a.status[i] != floating {
			a.place(i)
		}
	}
	a.now = len(d.rec.Moves)
	a.drain()
	a.rest()
	return a
}

func (a *again) clock() int32 { return int32(a.game.State().Clock()) }

// place makes a move whose place in the record has come, or has it wait.
func (a *again) place(i int) {
	switch at, known := a.time(i); {
	case a.d.rec.Moves[i].Did.Kind == engine.MoveAdvance:
		a.status[i] = done
		a.advance(i)
	case a.status[i] == asPlaced:
		a.make(i, true)
	case !known:
		a.status[i] = waiting
	case at > a.clock():
		a.float(i, at)
	default:
		a.make(i, true)
	}
}

// time is when a move is to be made in this play; known is false while an anchor
// has not happened.
func (a *again) time(i int) (at int32, known bool) {
	last, any := int32(0), false
	for _, no := range a.of[i] {
		switch {
		case a.waived[no]:
		case a.at[no] == unset:
			return 0, false
		case !any || a.at[no] > last:
			last, any = a.at[no], true
		}
	}
	if !any {
		return a.made[i], true
	}
	return max(last+a.lag[i], a.floor[i]), true
}

// float puts a move among those that are made when their time comes.
func (a *again) float(i int, at int32) {
	a.status[i] = floating
	k, _ := slices.BinarySearchFunc(a.due, dueMove{at, i}, func(x, y dueMove) int {
		if x.at != y.at {
			return int(x.at) - int(y.at)
		}
		return x.move - y.move
	})
	a.due = slices.Insert(a.due, k, dueMove{at, i})
}

// drain makes the floating moves whose time has come.
func (a *again) drain() {
	for len(a.due) > 0 && a.due[0].at <= a.clock() {
		i := a.due[0].move
		a.due = a.due[1:]
		a.make(i, i < a.now)
	}
}

// make makes a move. One that is refused is tried once more at its place in the
// record, unless this is the last try.
func (a *again) make(i int, last bool) {
	m, how := a.adapt(a.d.rec.Moves[i].Did)
	from := a.clock()
	events, err := a.game.Do(nil, m)
	switch {
	case err != nil && !last:
		a.status[i] = asPlaced
		return
	case err != nil:
		a.status[i], a.same = done, false
		a.gone = append(a.gone, Gone{Line: a.d.rec.Moves[i].Line, Move: m, At: scenario.Minutes(from), Reason: a.refusal(&m, err)})
		return
	}
	a.status[i] = done
	if how != "" {
		a.adapted = append(a.adapted, Adapted{a.d.rec.Moves[i].Line, m, how})
	}
	if from != a.made[i] {
		a.retimed = append(a.retimed, Retimed{a.d.rec.Moves[i].Line, m, scenario.Minutes(a.made[i]), scenario.Minutes(from)})
	}
	a.commit(i, m, events)
}

// commit keeps what a move led to, and lets those move that waited for it.
func (a *again) commit(i int, m engine.Move, events []engine.Event) {
	x := a.d.rec.Moves[i]
	a.same = a.same && slices.Equal(events, x.Events)
	x.Did, x.Events = m, events
	a.rec.Moves = append(a.rec.Moves, x)
	for k := range events {
		if e := &events[k]; e.Kind == engine.EvSat {
			a.sat[e.A] = sitting{true, scenario.Minutes(e.At), scenario.Minutes(e.N)}
		}
	}
	a.note(events, func(no int, at int32) {
		a.at[no] = at
		a.floats(no, a.float)
	})
}

// note goes through the anchors among some events that had not happened.
func (a *again) note(events []engine.Event, happened func(no int, at int32)) {
	tell := func(x anchor, at int32) {
		if no, ok := a.no[x]; ok && a.at[no] == unset {
			happened(no, at)
		}
	}
	for k := range events {
		e := &events[k]
		if e.Kind == engine.EvConsented {
			for _, to := range engine.Bits(e.Mask) {
				tell(anchor{kind: released, a: e.A, b: int16(to)}, e.At)
			}
		}
		if x, ok := happenedAs(a.d.p, e, &a.seen); ok {
			tell(x, e.At)
		}
	}
}

// floats are the moves that an anchor, having happened, lets float, with their times:
// those that are not made at their place in the record.
func (a *again) floats(no int, float func(i int, at int32)) {
	for _, i := range a.wait[no] {
		if a.status[i] != inOrder && a.status[i] != waiting {
			continue
		}
		if at, known := a.time(i); known && (at != a.made[i] || a.status[i] == waiting) {
			float(i, at)
		}
	}
}

// adapt gives a move the form that it must have now, and says how it differs.
func (a *again) adapt(m engine.Move) (as engine.Move, how string) {
	if m.Kind != engine.MoveDecide && m.Kind != engine.MovePropose || a.standing == 0 {
		return m, ""
	}
	if a.d.p.Decision(int(m.A)).Purchase != nil && m.Mask&a.standing&a.game.Agreed() != 0 {
		m.Mask &^= a.standing & a.game.Agreed()
		how = "without the arrangements that stand already"
	}
	if m.Kind == engine.MovePropose && !a.game.NeedsAgreement(int(m.A), int(m.Role), m.Mask) {
		m.Kind = engine.MoveDecide
		how = "decided at once: nobody need agree any more"
	}
	return m, how
}

// advance plays an advance of the record to its place. Where a move floats to a time
// on the way, the advance stops there first.
func (a *again) advance(i int) {
	m := a.d.rec.Moves[i].Did
	if !a.same {
		m.Mask = uint64(engine.Place(m.Mask).WithSent())
	}
	for first := true; ; first = false {
		if here := a.game.State().Place(); here > engine.Place(m.Mask) || !first && here == engine.Place(m.Mask) {
			return // what was made on the way has come as far
		}
		a.before.CopyFrom(a.game.State())
		events, err := a.game.Do(nil, m)
		if err != nil {
			a.gone = append(a.gone, Gone{Line: a.d.rec.Moves[i].Line, Move: m, At: scenario.Minutes(a.clock()), Reason: err.Error()})
			a.same = false
			return
		}
		stop := a.firstFloat(events)
		if stop > a.clock() {
			a.commit(i, m, events)
			return
		}
		a.game.Restore(&a.before)
		if !a.stopAt(i, stop, engine.Place(m.Mask)) {
			if events, err = a.game.Do(nil, m); err == nil {
				a.commit(i, m, events)
			}
			return
		}
	}
}

// firstFloat is the story minute of the first move that floats or would, had these
// events happened; unset where none does.
func (a *again) firstFloat(events []engine.Event) int32 {
	first := unset
	if len(a.due) > 0 {
		first = a.due[0].at
	}
	var tried []int
	a.seen.trial = true
	a.note(events, func(no int, at int32) {
		a.at[no] = at
		tried = append(tried, no)
		a.floats(no, func(_ int, at int32) { first = min(first, at) })
	})
	for _, no := range tried {
		a.at[no] = unset
	}
	a.seen.forget()
	return first
}

// stopAt advances to a story minute and, within it, until a floating move can be
// made; makes what can be; and says whether there was anything.
func (a *again) stopAt(i int, minute int32, limit engine.Place) bool {
	to := engine.NewMove(engine.MoveAdvance)
	if minute > a.clock() {
		to.Mask = uint64(engine.StartOfMinute(scenario.Minutes(minute)))
		if !a.step(i, to) {
			return false
		}
	}
	to.N, to.Mask = engine.ToStep, uint64(min(limit, engine.EndOfMinute(scenario.Minutes(minute))))
	for len(a.due) == 0 || a.due[0].at > a.clock() {
		if here := a.game.State().Place(); !a.step(i, to) || a.game.State().Place() == here {
			return false
		}
	}
	a.drain()
	return true
}

// step makes a piece of an advance.
func (a *again) step(i int, m engine.Move) bool {
	events, err := a.game.Do(nil, m)
	if err != nil {
		return false
	}
	m.N, m.Mask = engine.ToPlace, uint64(a.game.State().Place())
	a.commit(i, m, events)
	return true
}

// refusal words why a move was refused. Words in a meeting that has risen are told
// with its times.
func (a *again) refusal(m *engine.Move, err error) string {
	var r *engine.Refusal
	if m.Kind != engine.MoveSay || !errors.As(err, &r) || r.Code != "forum" {
		return err.Error()
	}
	p, forum := a.d.p, a.d.p.Forum(int(m.B)).Title
	if !a.sat[m.B].known {
		return "“" + forum + "” does not sit."
	}
	s := "“" + forum + "” sits from " + p.ClockText(a.sat[m.B].from) + " to " + p.ClockText(a.sat[m.B].until)
	if no, ok := a.no[anchor{kind: knew, a: int16(m.Role), b: m.A}]; ok && a.at[no] != unset && a.at[no] > int32(a.sat[m.B].until) {
		s += ", and " + p.Role(int(m.Role)).Title + " holds “" + p.Fact(int(m.A)).Title + "” from " + p.ClockText(scenario.Minutes(a.at[no])) + " only"
	}
	return s + "."
}

// rest tells of the moves that are left when the record is at its end.
func (a *again) rest() {
	for i := range a.status {
		if a.status[i] == done {
			continue
		}
		m := a.d.rec.Moves[i]
		g := Gone{Line: m.Line, Move: m.Did, At: scenario.Minutes(a.made[i])}
		if at, known := a.time(i); known {
			g.Reason = "Its new time, " + a.d.p.ClockText(scenario.Minutes(at)) + ", does not come before the record ends."
		}
		for _, no := range a.of[i] {
			if a.at[no] == unset && !a.waived[no] {
				g.Reason = a.lacking(no)
				g.Moot = m.Did.Kind == engine.MoveAnswer && slices.ContainsFunc(a.adapted, func(x Adapted) bool {
					return x.Move.Kind == engine.MoveDecide && x.Move.A == m.Did.A
				})
				break
			}
		}
		a.gone = append(a.gone, g)
	}
}

// lacking says what an anchor that did not happen would have been.
func (a *again) lacking(no int) string {
	p := a.d.p
	var x anchor
	for k, n := range a.no {
		if n == no {
			x = k
		}
	}
	switch x.kind {
	case knew:
		return p.Role(int(x.a)).Title + " does not hold “" + p.Fact(int(x.b)).Title + "”."
	case released:
		return "“" + p.Fact(int(x.a)).Title + "” is not released to " + p.Role(int(x.b)).Title + "."
	case sat:
		return "“" + p.Forum(int(x.a)).Title + "” does not sit."
	case asked:
		return "Nobody asks " + p.Role(int(x.b)).Title + "."
	case opened:
		return "“" + p.Decision(int(x.a)).Title + "” is not asked."
	}
	return "“" + p.Arrangement(int(x.a)).Title + "” is not agreed."
}
