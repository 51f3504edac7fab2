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
	target *Entry // what is struck or put right; nil for an undo
	moves  []replaced
	live   []*Entry
	again  []again
	game   *engine.Game

	// Lost and Found are the sentences of what would no longer have happened, and
	// of what would have happened instead.
	Lost, Found []string
	// Gone are the moves that could no longer be made, each with its reason.
	Gone []string
}

// replaced is an entry with the move that it is to have.
type replaced struct {
	entry *Entry
	move  engine.Move
}

// again is what playing an entry again gave.
type again struct {
	entry  *Entry
	events []engine.Event
	gone   string
}

// undone is what a mend found, so that it can be taken back itself.
type undone struct {
	live  []*Entry
	moves []replaced
}

// Undo works out taking back the last thing that was done: an entry with all that
// followed from it by itself, or a strike. Observations, ratings, pins, actions,
// confirmations and stops are never undone, and neither is an undo.
func (e *Exercise) Undo() (*Mend, error) {
	if err := e.mendable(); err != nil {
		return nil, err
	}
	for i := len(e.entries) - 1; i >= 0; i-- {
		x := e.entries[i]
		k := x.Move.Kind
		switch {
		case x.Gone != "" || stays(k) || k == engine.MoveUndo || x.With:
		case k == engine.MoveStart:
			return nil, errNothing
		case k == engine.MoveStrike:
			return e.undoStrike(x)
		default:
			return e.undoEntry(x)
		}
	}
	return nil, errNothing
}

// mendable says why nothing can be taken back or struck now, if so.
func (e *Exercise) mendable() error {
	switch {
	case e.game.State().Stopped():
		return errStopped
	case e.Hotwash().Closed():
		return errSealed
	}
	return nil
}

var (
	errSealed  = errors.New("the hot wash is closed, and with it the play: only observations, ratings, pins, actions and confirmations are added now")
	errStopped = errors.New("the exercise is stopped for a real event: lift the stop first")
	errNothing = errors.New("there is nothing to take back")
)

// stays says whether a kind of move is never undone.
func stays(k engine.MoveKind) bool {
	switch k {
	case engine.MoveObserve, engine.MoveRate, engine.MovePin, engine.MoveAct, engine.MoveConfirm, engine.MoveHotwash, engine.MoveStop, engine.MoveLift:
		return true
	}
	return false
}

// undoEntry takes back an entry and those that belong to it.
func (e *Exercise) undoEntry(head *Entry) (*Mend, error) {
	mend := &Mend{line: &Entry{Move: engine.NewMove(engine.MoveUndo)}}
	drop := false
	for _, x := range e.live {
		if drop = x == head || drop && x.With; drop {
			mend.again = append(mend.again, again{entry: x, gone: "taken back"})
			mend.line.Move.N++
		} else {
			mend.live = append(mend.live, x)
		}
	}
	return mend, e.workOut(mend)
}

// undoStrike puts everything back as it was before a strike; what was entered
// since stays, behind it.
func (e *Exercise) undoStrike(strike *Entry) (*Mend, error) {
	mend := &Mend{line: &Entry{Move: engine.NewMove(engine.MoveUndo)}}
	mend.line.Move.N = 1
	mend.again = []again{{entry: strike, gone: "taken back"}}
	mend.moves = strike.undone.moves
	mend.live = slices.Clone(strike.undone.live)
	for _, x := range e.live {
		if x.Line > strike.Line {
			mend.live = append(mend.live, x)
		}
	}
	return mend, e.workOut(mend)
}

// Strike works out removing the entry on a line of the record or, where with is
// given, putting another move in its stead. before puts it in front of another
// line; 0 leaves it in its place.
func (e *Exercise) Strike(line int, with *engine.Move, before int) (*Mend, error) {
	if err := e.mendable(); err != nil {
		return nil, err
	}
	at, err := e.liveAt(e.live, line)
	if err != nil {
		return nil, err
	}
	target := e.live[at]
	if stays(target.Move.Kind) || target.Move.Kind == engine.MoveStart {
		return nil, fmt.Errorf("line %d can't be struck: StartEx, stops and observations stay", line)
	}
	m := engine.NewMove(engine.MoveStrike)
	m.N = int32(line)
	mend := &Mend{line: &Entry{Move: m}, target: target}
	mend.live = slices.Delete(slices.Clone(e.live), at, at+1)
	if with == nil && before == 0 {
		mend.again = append(mend.again, again{entry: target, gone: "struck"})
		return mend, e.workOut(mend)
	}
	if with != nil {
		with.Words = text.Clean(with.Words)
		mend.moves = []replaced{{target, *with}}
	}
	if before != 0 {
		if at, err = e.liveAt(mend.live, before); err != nil {
			return nil, err
		}
	}
	mend.live = slices.Insert(mend.live, at, target)
	return mend, e.workOut(mend)
}

// liveAt is where the entry of a line stands among those that count.
func (e *Exercise) liveAt(live []*Entry, line int) (int, error) {
	at := slices.IndexFunc(live, func(x *Entry) bool { return x.Line == line })
	switch {
	case at >= 0:
		return at, nil
	case line < 1 || line > len(e.entries):
		return 0, fmt.Errorf("there is no line %d in the log", line)
	}
	return 0, fmt.Errorf("line %d does not count: it was taken back or struck, or is itself a change", line)
}

// workOut plays what would be live from the start, and compares.
func (e *Exercise) workOut(m *Mend) error {
	m.game = engine.NewGame(e.prog, e.game.Seed())
	kept := m.live[:0:0]
	for _, x := range m.live {
		move, changed := m.moveOf(x)
		events, err := m.game.Do(nil, move)
		switch {
		case err != nil && x == m.target:
			return err
		case err != nil:
			m.again = append(m.again, again{entry: x, gone: err.Error()})
			m.Gone = append(m.Gone, fmt.Sprintf("line %d (%s): %s", x.Line, x.Move.Kind, err))
			continue
		case changed || x.Gone != "" || !slices.Equal(events, x.Events):
			m.again = append(m.again, again{entry: x, events: events})
		}
		kept = append(kept, x)
	}
	m.live = kept
	m.compare(e)
	return nil
}

// moveOf is the move that an entry would have.
func (m *Mend) moveOf(x *Entry) (move engine.Move, changed bool) {
	for _, r := range m.moves {
		if r.entry == x {
			return r.move, true
		}
	}
	return x.Move, false
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

// install makes the entries what a mend says, and keeps what they were.
func (e *Exercise) install(m *Mend) {
	was := &undone{live: e.live}
	for _, r := range m.moves {
		was.moves = append(was.moves, replaced{r.entry, r.entry.Move})
		r.entry.Move = r.move
	}
	for _, a := range m.again {
		a.entry.Events, a.entry.Gone = a.events, a.gone
	}
	m.line.undone = was
	e.live = m.live
	e.events = e.events[:0:0]
	e.times = newTimes()
	e.mends++
	for _, x := range e.live {
		e.events = append(e.events, x.Events...)
		e.times.note(x)
	}
}

func (e *Exercise) appendMend(dst []byte, m *Mend) []byte {
	dst = append(dst, `{"room":`...)
	dst = strconv.AppendInt(dst, m.line.Room.Milliseconds(), 10)
	dst = append(dst, `,"move":`...)
	dst = e.prog.AppendMove(dst, m.line.Move)
	dst = append(dst, `,"new":[`...)
	for i, r := range m.moves {
		dst = appendItem(dst, i, r.entry.Line)
		dst = append(dst, `,"move":`...)
		dst = append(e.prog.AppendMove(dst, r.move), '}')
	}
	dst = append(dst, `],"live":[`...)
	for i, x := range m.live {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = strconv.AppendInt(dst, int64(x.Line), 10)
	}
	dst = append(dst, `],"again":[`...)
	for i, a := range m.again {
		dst = appendItem(dst, i, a.entry.Line)
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

// appendItem begins the i-th object of a list, which is about a line.
func appendItem(dst []byte, i, line int) []byte {
	if i > 0 {
		dst = append(dst, ',')
	}
	dst = append(dst, `{"line":`...)
	return strconv.AppendInt(dst, int64(line), 10)
}

// readMend reads the rest of the line of an undo or a strike, and installs it. body
// is the whole line.
func (e *Exercise) readMend(x *Entry, c *cursor, body []byte) error {
	m := &Mend{line: x}
	c.need(`,"new":`)
	c.list(func() {
		c.need(`{"line":`)
		r := replaced{entry: e.onLine(c, int(c.number()))}
		c.need(`,"move":`)
		r.move = c.move(e.prog)
		c.need("}")
		m.moves = append(m.moves, r)
	})
	c.need(`,"live":`)
	counted := make(map[*Entry]bool, len(e.live)+1)
	c.list(func() {
		x := e.onLine(c, int(c.number()))
		if k := x.Move.Kind; counted[x] || k == engine.MoveUndo || k == engine.MoveStrike {
			c.fail("line %d can't count, or counts already", x.Line)
		}
		counted[x] = true
		m.live = append(m.live, x)
	})
	c.need(`,"again":`)
	c.list(func() {
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
	})
	c.need("}")
	if c.err != nil {
		return c.err
	}
	e.scratch = e.appendMend(e.scratch[:0], m)
	if c.same(e.scratch, body); c.err != nil {
		return c.err
	}
	m.clean()
	e.install(m)
	return nil
}

// clean filters the texts of a change that was read: somebody else may have made
// the record.
func (m *Mend) clean() {
	m.line.Move.Words = text.Clean(m.line.Move.Words)
	for i := range m.moves {
		m.moves[i].move.Words = text.Clean(m.moves[i].move.Words)
	}
	for i := range m.again {
		m.again[i].gone = text.Clean(m.again[i].gone)
	}
}

// onLine is the entry of a line that was made before.
func (e *Exercise) onLine(c *cursor, line int) *Entry {
	if line < 1 || line >= len(e.entries) {
		c.fail("line %d is named, and there is none before this", line)
		return &Entry{}
	}
	return e.entries[line-1]
}
