package exercise

import (
	"errors"
	"fmt"
	"slices"
	"strconv"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// Mend is a change to what was entered, worked out but not yet made. Make makes it.
type Mend struct {
	line   *Entry // of the record, as it will be written
	target *Entry // what is struck; nil for an undo
	with   *engine.Move
	before int // the line before which the entry is put, 0 for its own place
	live   []*Entry
	again  []again
	game   *engine.Game

	// Lost and Found are the sentences of what would no longer have happened, and
	// of what would have happened instead.
	Lost, Found []string
	// Gone are the moves that could no longer be made, each with its reason.
	Gone []string
}

// again is what playing an entry again gave.
type again struct {
	entry  *Entry
	events []engine.Event
	gone   string
}

// Undo works out taking back the last n entries. Observations, ratings, pins,
// actions and confirmations, and stops, are never undone.
func (e *Exercise) Undo(n int) (*Mend, error) {
	if n < 1 {
		return nil, errors.New("say how many entries to take back, 1 at least")
	}
	if e.game.State().Stopped() {
		return nil, errors.New("the exercise is stopped for a real event: lift the stop first")
	}
	drop := map[*Entry]bool{}
	for end := len(e.live); end > 0 && n > 0; {
		head := end - 1
		for head > 0 && e.live[head].With {
			head--
		}
		if e.live[head].Move.Kind == engine.MoveStart {
			break
		}
		if !stays(e.live[head].Move.Kind) {
			for _, x := range e.live[head:end] {
				drop[x] = true
			}
			n--
		}
		end = head
	}
	if len(drop) == 0 {
		return nil, errors.New("there is nothing to take back")
	}
	m := engine.NewMove(engine.MoveUndo)
	m.N = int32(len(drop))
	mend := &Mend{line: &Entry{Move: m}}
	for _, x := range e.live {
		if drop[x] {
			mend.again = append(mend.again, again{entry: x, gone: "taken back"})
		} else {
			mend.live = append(mend.live, x)
		}
	}
	return mend, e.workOut(mend)
}

// stays says whether a kind of move is never undone.
func stays(k engine.MoveKind) bool {
	switch k {
	case engine.MoveObserve, engine.MoveRate, engine.MovePin, engine.MoveAct, engine.MoveConfirm, engine.MoveStop, engine.MoveLift:
		return true
	}
	return false
}

// Strike works out removing the entry on a line of the record or, where with is
// given, putting another move in its stead. before puts it in front of another
// line; 0 leaves it in its place.
func (e *Exercise) Strike(line int, with *engine.Move, before int) (*Mend, error) {
	at := slices.IndexFunc(e.live, func(x *Entry) bool { return x.Line == line })
	if at < 0 {
		return nil, fmt.Errorf("line %d has no entry that counts", line)
	}
	target := e.live[at]
	if e.game.State().Stopped() {
		return nil, errors.New("the exercise is stopped for a real event: lift the stop first")
	}
	if stays(target.Move.Kind) || target.Move.Kind == engine.MoveStart {
		return nil, fmt.Errorf("line %d can't be struck: StartEx, stops and observations stay", line)
	}
	m := engine.NewMove(engine.MoveStrike)
	m.N = int32(line)
	mend := &Mend{line: &Entry{Move: m}, target: target, with: with, before: before}
	mend.live = slices.Delete(slices.Clone(e.live), at, at+1)
	if with == nil && before == 0 {
		mend.again = append(mend.again, again{entry: target, gone: "struck"})
		return mend, e.workOut(mend)
	}
	if with != nil {
		with.Words = text.Clean(with.Words)
	}
	if before != 0 {
		at = slices.IndexFunc(mend.live, func(x *Entry) bool { return x.Line == before })
		if at < 0 {
			return nil, fmt.Errorf("line %d has no entry that counts", before)
		}
	}
	mend.live = slices.Insert(mend.live, at, target)
	return mend, e.workOut(mend)
}

// workOut plays what would be live from the start, and compares.
func (e *Exercise) workOut(m *Mend) error {
	m.game = engine.NewGame(e.prog, e.game.Seed())
	kept := m.live[:0:0]
	for _, x := range m.live {
		move := x.Move
		if x == m.target && m.with != nil {
			move = *m.with
		}
		events, err := m.game.Do(nil, move)
		switch {
		case err != nil && x == m.target:
			return err
		case err != nil:
			m.again = append(m.again, again{entry: x, gone: err.Error()})
			m.Gone = append(m.Gone, fmt.Sprintf("line %d (%s): %s", x.Line, x.Move.Kind, err))
			continue
		case x == m.target || !slices.Equal(events, x.Events):
			m.again = append(m.again, again{entry: x, events: events})
		}
		kept = append(kept, x)
	}
	m.live = kept
	m.compare(e)
	return nil
}

// compare words what would be lost and found.
func (m *Mend) compare(e *Exercise) {
	count := map[string]int{}
	var order []string
	add := func(events []engine.Event, by int) {
		for _, ev := range events {
			s := e.prog.Sentence(ev, "")
			if s == "" {
				continue
			}
			s = e.prog.ClockText(scenario.Minutes(ev.At)) + " " + s
			if _, ok := count[s]; !ok {
				order = append(order, s)
			}
			count[s] += by
		}
	}
	for _, a := range m.again {
		add(a.entry.Events, -1)
		add(a.events, +1)
	}
	for _, s := range order {
		switch {
		case count[s] < 0:
			m.Lost = append(m.Lost, s)
		case count[s] > 0:
			m.Found = append(m.Found, s)
		}
	}
}

// Make makes a mend that was worked out just before. It is a line of the record
// like any other, and erases nothing.
func (e *Exercise) Make(m *Mend) error {
	m.line.Line, m.line.Room = len(e.entries)+1, e.room.elapsed()
	if e.writer != nil {
		e.scratch = e.appendMend(e.scratch[:0], m)
		if _, err := e.writer.Append(e.scratch); err != nil {
			return fmt.Errorf("the change was not recorded, and so it was not made: %w", err)
		}
	}
	e.entries = append(e.entries, m.line)
	e.install(m)
	e.game = m.game
	e.pace.turn = -1
	e.keepTime()
	return nil
}

// install makes the entries what a mend says.
func (e *Exercise) install(m *Mend) {
	for _, a := range m.again {
		a.entry.Events, a.entry.Gone = a.events, a.gone
	}
	if m.with != nil {
		m.target.Move = *m.with
	}
	e.live = m.live
	e.events = e.events[:0:0]
	for _, x := range e.live {
		e.events = append(e.events, x.Events...)
	}
}

func (e *Exercise) appendMend(dst []byte, m *Mend) []byte {
	dst = append(dst, `{"room":`...)
	dst = strconv.AppendInt(dst, m.line.Room.Milliseconds(), 10)
	dst = append(dst, `,"move":`...)
	dst = e.prog.AppendMove(dst, m.line.Move)
	if m.with != nil {
		dst = append(dst, `,"new":`...)
		dst = e.prog.AppendMove(dst, *m.with)
	}
	if m.before != 0 {
		dst = append(dst, `,"before":`...)
		dst = strconv.AppendInt(dst, int64(m.before), 10)
	}
	dst = append(dst, `,"again":[`...)
	for i, a := range m.again {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(dst, `{"line":`...)
		dst = strconv.AppendInt(dst, int64(a.entry.Line), 10)
		if a.gone != "" {
			dst = append(dst, `,"gone":`...)
			dst = engine.AppendText(dst, a.gone)
		} else {
			dst = append(dst, `,"events":`...)
			dst = e.appendEvents(dst, a.events)
		}
		dst = append(dst, '}')
	}
	return append(dst, ']', '}')
}

// readMend reads the rest of the line of an undo or a strike, and installs it.
func (e *Exercise) readMend(x *Entry, c *cursor) error {
	m := &Mend{line: x}
	if c.take(`,"new":`) {
		move := c.move(e.prog)
		m.with = &move
	}
	if c.take(`,"before":`) {
		m.before = int(c.number())
	}
	c.need(`,"again":[`)
	for c.err == nil && !c.take("]") {
		if len(m.again) > 0 {
			c.need(",")
		}
		c.need(`{"line":`)
		a := again{entry: e.onLine(c, int(c.number()))}
		if c.take(`,"gone":`) {
			a.gone = c.text()
		} else {
			c.need(`,"events":`)
			a.events = c.events(e.prog)
		}
		c.need("}")
		m.again = append(m.again, a)
	}
	c.need("}")
	if c.err == nil && len(c.data) > 0 {
		c.fail("something stands behind the end of the line")
	}
	if c.err != nil {
		return c.err
	}
	if x.Move.Kind == engine.MoveStrike {
		m.target = e.onLine(c, int(x.Move.N))
	}
	e.relive(m, c)
	if c.err == nil {
		e.install(m)
	}
	return c.err
}

// onLine is the entry of a line that was made before.
func (e *Exercise) onLine(c *cursor, line int) *Entry {
	if line < 1 || line > len(e.entries) {
		c.fail("line %d is named, and there is none before this", line)
		return &Entry{}
	}
	return e.entries[line-1]
}

// relive works out which entries count after a mend that is read back.
func (e *Exercise) relive(m *Mend, c *cursor) {
	gone := map[*Entry]bool{}
	for _, a := range m.again {
		gone[a.entry] = a.gone != ""
	}
	order := e.live
	if m.before != 0 && m.target != nil {
		order = slices.DeleteFunc(slices.Clone(order), func(x *Entry) bool { return x == m.target })
		at := slices.IndexFunc(order, func(x *Entry) bool { return x.Line == m.before })
		if at < 0 {
			c.fail("line %d is named, and it does not count", m.before)
			return
		}
		order = slices.Insert(order, at, m.target)
	}
	for _, x := range order {
		if !gone[x] {
			m.live = append(m.live, x)
		}
	}
}
