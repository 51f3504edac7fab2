package exercise

import (
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// stopwatch is the room's clock: it runs from StartEx, and stands while the
// exercise is stopped or closed.
type stopwatch struct {
	now     func() time.Time
	run     time.Duration // up to since
	since   time.Time
	running bool
}

func (s *stopwatch) elapsed() time.Duration {
	if !s.running {
		return s.run
	}
	return s.run + max(s.now().Sub(s.since), 0)
}

func (s *stopwatch) start() {
	if !s.running {
		s.running, s.since = true, s.now()
	}
}

func (s *stopwatch) stop() { s.run, s.running = s.elapsed(), false }

// times keeps when in the room's time things began that have a box of room time.
type times struct {
	turn    time.Duration
	boxes   map[int]timeBox // by decision
	hotwash Hotwash
}

func newTimes() times { return times{hotwash: Hotwash{Step: -1, Decision: -1}} }

type timeBox struct{ opened, extra time.Duration }

// note takes note of what an entry began.
func (t *times) note(x *Entry) {
	for i := range x.Events {
		switch ev := &x.Events[i]; ev.Kind {
		case engine.EvTurnBegan:
			t.turn = x.Room
		case engine.EvOpened:
			if t.boxes == nil {
				t.boxes = map[int]timeBox{}
			}
			t.boxes[int(ev.A)] = timeBox{opened: x.Room}
		case engine.EvHotwash:
			h := Hotwash{int(ev.N), int(ev.M), int(ev.A), ev.Mask, x.Room}
			if h.Step == t.hotwash.Step { // a part of the same step has no time of its own
				h.Since = t.hotwash.Since
			}
			t.hotwash = h
		case engine.EvMoreTime:
			b := t.boxes[int(ev.A)]
			b.extra += time.Duration(ev.M) * time.Minute
			t.boxes[int(ev.A)] = b
		}
	}
}

// pace keeps where a turn's own clock was last in step with the room's.
type pace struct {
	turn int
	room time.Duration
	at   scenario.Minutes
}

// target is the story minute that the pace of the turn has come to, if it lies
// ahead of the story's clock. A clock that control has moved further by hand
// goes on from there.
func (p *pace) target(e *Exercise) (scenario.Minutes, bool) {
	s := e.game.State()
	turn := e.game.Turn()
	if turn < 0 || !s.InTurn() || s.Phase() != engine.Running || s.Stopped() || e.prog.Turn(turn).Pace == 0 {
		p.turn = -1
		return 0, false
	}
	room := e.room.elapsed()
	if p.turn != turn || s.Clock() > p.minute(e, room) {
		p.turn, p.room, p.at = turn, room, s.Clock()
	}
	to := p.minute(e, room)
	return to, to > s.Clock()
}

func (p *pace) minute(e *Exercise, room time.Duration) scenario.Minutes {
	if p.turn < 0 {
		return e.game.State().Clock()
	}
	return p.at + scenario.Minutes(int64(e.prog.Turn(p.turn).Pace)*int64(room-p.room)/int64(time.Minute))
}
