package engine

import (
	"maps"
	"slices"
	"testing"

	"example.org/whitecell/scenario"
	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// room is a random scenario compiled for a random setup; sometimes it is one of
// those that ship.
func room(t *rapid.T, d dice, is taste) *Program {
	sc := loaded(t, generated(d, is))
	all := setups(sc)
	return compiled(t, sc, all[d(len(all))])
}

// everywhere checks a property on plays of random scenarios, and of those that
// ship, in every length and seating.
func everywhere(t *testing.T, property func(t *rapid.T, d dice, p *Program)) {
	t.Helper()
	t.Parallel()
	t.Run("generated", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) {
			d := rapidDice(t)
			property(t, d, room(t, d, taste{}))
		})
	})
	t.Run("shipped", func(t *testing.T) {
		var programs []*Program
		for _, sc := range shipped(t) {
			for _, s := range setups(sc) {
				programs = append(programs, compiled(t, sc, s))
			}
		}
		rapid.Check(t, func(t *rapid.T) {
			d := rapidDice(t)
			property(t, d, pick(d, programs))
		})
	})
}

// generatedOnly checks a property on plays of random scenarios that are without
// what is named.
func generatedOnly(t *testing.T, is taste, property func(t *rapid.T, d dice, p *Program)) {
	t.Helper()
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := rapidDice(t)
		property(t, d, room(t, d, is))
	})
}

// plays is how many moves a property's plays have.
const plays = 50

// "a recording plays back identically": the same moves and the same seed give the
// same events, bit for bit.
func TestSameMovesSameEvents(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		x := play(d, p, uint64(d(1000)), plays)
		again := NewGame(p, x.Seed())
		for i, m := range x.moves {
			got, err := again.Do(nil, m)
			if err != nil {
				t.Fatalf("move %d %s: accepted once, then refused: %v", i, p.AppendMove(nil, m), err)
			}
			if diff := cmp.Diff(x.events[i], got); diff != "" {
				t.Fatalf("move %d %s: events differ (-first +again):\n%s", i, p.AppendMove(nil, m), diff)
			}
		}
		if !again.State().Equal(x.State()) {
			t.Fatalf("the states differ at the end")
		}
	})
}

// "playing and folding are one thing": the events of each move, folded into
// another game, give the same state after every move, and what goes on from there
// is the same. A record is written and read, so events go through the codec.
func TestFoldingIsPlaying(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		live, folded := NewGame(p, 7), NewGame(p, 7)
		for range plays {
			m := anyMove(d, live)
			events, err := live.Do(nil, m)
			if err != nil {
				continue
			}
			if err := folded.Fold(reread(t, p, events)); err != nil {
				t.Fatalf("%s: its events can't be folded: %v", p.AppendMove(nil, m), err)
			}
			if !folded.State().Equal(live.State()) {
				t.Fatalf("%s: the folded state differs from the played one; events:\n%s", p.AppendMove(nil, m), encoded(p, events))
			}
			if !slices.Equal(live.now.free, folded.now.free) || !cmp.Equal(live.now.channels, folded.now.channels, cmp.AllowUnexported(channelNow{})) {
				t.Fatalf("%s: what holds now differs", p.AppendMove(nil, m))
			}
			if d.chance(10) { // resume from the record
				live, folded = folded, live
				folded.Restore(live.State())
			}
		}
	})
}

// reread writes events and reads them again, and compares.
func reread(t *rapid.T, p *Program, events []Event) []Event {
	out := make([]Event, len(events))
	for i, e := range events {
		text := p.AppendEvent(nil, e)
		got, left, err := p.ReadEvent(text)
		if err != nil || len(left) > 0 {
			t.Fatalf("ReadEvent(%s): %v, left %q", text, err, left)
		}
		if got != e {
			t.Fatalf("ReadEvent(AppendEvent(e)) of %s:\n got %+v\nwant %+v", text, got, e)
		}
		if again := p.AppendEvent(nil, got); string(again) != string(text) {
			t.Fatalf("an event is written in two ways: %s and %s", text, again)
		}
		out[i] = got
	}
	return out
}

// "There is one way to write each": moves are read as they were written, and a
// move that was accepted with fields filled that its kind does not use does the
// same when it is read back from the record.
func TestMovesAreReadAsWritten(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		live, read := NewGame(p, 7), NewGame(p, 7)
		for range plays {
			wild := d.chance(30)
			m := anyMove(d, live)
			if wild {
				m = garbage(d, live)
			}
			events, err := live.Do(nil, m)
			if err != nil {
				continue
			}
			text := p.AppendMove(nil, m)
			got, left, err := p.ReadMove(text)
			if err != nil || len(left) > 0 {
				t.Fatalf("ReadMove(%s): %v, left %q", text, err, left)
			}
			if !wild && got != m {
				t.Fatalf("ReadMove(AppendMove(m)) of %s:\n got %+v\nwant %+v", text, got, m)
			}
			if again := p.AppendMove(nil, got); string(again) != string(text) {
				t.Fatalf("a move is written in two ways: %s and %s", text, again)
			}
			gotEvents, err := read.Do(nil, got)
			if err != nil || !slices.Equal(gotEvents, events) {
				t.Fatalf("%+v is recorded as %s, which does something else (%v):\n got %swant %s", m, text, err,
					encoded(p, gotEvents), encoded(p, events))
			}
		}
	})
}

// "it is recorded as the place reached": an advance by steps or to the next thing,
// replaced by one to the place that it reached, gives the same events.
func TestAdvanceIsItsPlace(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		live, replayed := NewGame(p, 3), NewGame(p, 3)
		for range plays {
			m := anyMove(d, live)
			events, err := live.Do(nil, m)
			if err != nil {
				continue
			}
			if m.Kind == MoveAdvance {
				m.N, m.Mask = ToPlace, uint64(live.State().Place())
			}
			got, err := replayed.Do(nil, m)
			if err != nil {
				t.Fatalf("%s: refused in the replay: %v", p.AppendMove(nil, m), err)
			}
			if want := encoded(p, events); encoded(p, got) != want {
				t.Fatalf("advance to the place reached differs (-stepped +to place):\n%s", cmp.Diff(want, encoded(p, got)))
			}
		}
	})
}

// "Copying is one copy": a copy and its original never touch.
func TestCopiesNeverTouch(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		x := play(d, p, 5, plays/2)
		var kept, check State
		kept.CopyFrom(x.State())
		check.CopyFrom(&kept)
		branch := NewGame(p, 5)
		branch.Restore(&kept)
		for range plays / 2 {
			branch.Do(nil, anyMove(d, branch))
		}
		if !x.State().Equal(&check) || !kept.Equal(&check) {
			t.Fatalf("playing on a copy changed its original")
		}
		var after State
		after.CopyFrom(branch.State())
		for range plays / 2 {
			x.try(anyMove(d, x.Game))
		}
		if !branch.State().Equal(&after) || !kept.Equal(&check) {
			t.Fatalf("playing on the original changed a copy")
		}
	})
}

// A game that was restored, or folded from its record, goes on as the one that was
// played would have; also when it had not started yet.
func TestRestoredGoesOn(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		x, y := &played{Game: NewGame(p, 5)}, NewGame(p, 5)
		for range d(plays / 2) {
			x.try(anyMove(d, x.Game))
		}
		if d.chance(50) {
			y.Restore(x.State())
		} else {
			for i := range x.events {
				if err := y.Fold(x.events[i]); err != nil {
					t.Fatalf("fold: %v", err)
				}
			}
		}
		for range plays / 2 {
			m := anyMove(d, x.Game)
			want, errX := x.Do(nil, m)
			got, errY := y.Do(nil, m)
			if (errX == nil) != (errY == nil) || !slices.Equal(got, want) {
				t.Fatalf("%s: after Restore (-saved +restored):\n%s%v %v", p.AppendMove(nil, m),
					cmp.Diff(encoded(p, want), encoded(p, got)), errX, errY)
			}
		}
	})
}

// "Undo takes back the last moves": playing all moves but the last is as if it had
// never been made.
func TestUndo(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		x := &played{Game: NewGame(p, 11)}
		var before State
		for range plays {
			before.CopyFrom(x.State())
			x.try(anyMove(d, x.Game))
		}
		if len(x.moves) == 0 {
			return
		}
		last := len(x.moves) - 1
		undone, never := NewGame(p, 11), NewGame(p, 11)
		for i, m := range x.moves[:last] {
			if _, err := undone.Do(nil, m); err != nil {
				t.Fatalf("move %d: refused in the replay: %v", i, err)
			}
			if err := never.Fold(x.events[i]); err != nil {
				t.Fatalf("move %d: its events can't be folded: %v", i, err)
			}
		}
		if !undone.State().Equal(never.State()) {
			t.Fatalf("after undo the state is not what it was before the move")
		}
	})
}

// "a refusal has touched nothing", and no move, however strange, panics.
func TestRefusalsTouchNothing(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		g := NewGame(p, 13)
		var before State
		for range 2 * plays {
			m := anyMove(d, g)
			if d.chance(50) {
				m = garbage(d, g)
			}
			before.CopyFrom(g.State())
			kept := []Event{{At: 77}}
			out, err := g.Do(kept, m)
			if err == nil {
				continue
			}
			r, ok := err.(*Refusal)
			if !ok || r.Code == "" || r.Control == "" || r.Seat == "" {
				t.Fatalf("%+v: a refusal without its texts: %+v", m, err)
			}
			if len(out) != 1 || out[0] != kept[0] || !g.State().Equal(&before) {
				t.Fatalf("%+v: refused (%s), and yet something changed", m, r.Control)
			}
		}
	})
}

// "Late is never lost": at the end every share that was sent has arrived, or is still
// under way to a place behind the end.
func TestSharesArrive(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		x := play(d, p, 17, plays)
		x.try(NewMove(MoveStart))
		x.try(NewMove(MoveLift))
		for x.State().Phase() == Running && x.try(Move{Kind: MoveAdvance, N: ToNext, Role: -1, To: -1, A: -1, B: -1}) {
		}
		under := map[share]int{}
		for _, e := range x.log().Events {
			switch e.Kind {
			case EvShared:
				under[share{e.Role, e.To, e.A, e.B, e.N}]++
			case EvArrived:
				under[share{e.Role, e.To, e.A, e.B, e.At}]--
			}
		}
		for i := range x.items() {
			if it := x.item(i); it.kind == itemShare && it.place > x.State().Place() {
				under[share{it.role, it.to, it.a, it.b, int32(it.place.Minute())}]--
			}
		}
		for s, n := range under {
			if n != 0 {
				t.Fatalf("at the end, %s, %d more of %+v were sent than arrived", x.State().Place(), n, s)
			}
		}
	})
}

// share is one fact on its way, and when it arrives.
type share struct {
	from, to int8
	fact, by int16
	at       int32
}

// happening is one thing that happened by itself, without its order.
type happening struct {
	Kind         EventKind
	Role, To     int8
	A, B         int16
	At           int32
	Why          Why
	Story, Extra int32
}

// happenings are what advancing to a minute had happen: everything but the places
// reached.
func happenings(t *rapid.T, p *Program, seed uint64, until scenario.Minutes, next func(g *Game) Move) []happening {
	g := NewGame(p, seed)
	var out []happening
	note := func(events []Event) {
		for _, e := range events {
			if e.Kind != EvReached {
				out = append(out, happening{e.Kind, e.Role, e.To, e.A, e.B, e.At, e.Why, e.N, e.M})
			}
		}
	}
	events, err := g.Do(nil, NewMove(MoveStart))
	if err != nil {
		t.Fatalf("start: %v", err)
	}
	note(events)
	// What is due in the last minute is announced there, and settled by the next
	// advance: so the last is done again, until nothing more comes of it.
	for settled := false; g.State().Phase() == Running && !settled; {
		there := g.State().Place() >= EndOfMinute(until)
		events, err := g.Do(nil, next(g))
		if err != nil {
			t.Fatalf("advance from %s to %d: %v", g.State().Place(), until, err)
		}
		note(events)
		settled = there && len(events) == 1
	}
	return out
}

// "Late is never lost: whatever is due is delivered, in order", however the clock
// is advanced: at once, in many small moves, from one thing to the next, or step
// by step. Conditions on the clock are left out: rules are looked at when
// something has happened, so a rule on the clock alone waits for the next thing.
func TestHoweverTheClockIsAdvanced(t *testing.T) {
	generatedOnly(t, taste{noClock: true}, howeverAdvanced)
}

func howeverAdvanced(t *rapid.T, d dice, p *Program) {
	until := p.timetable[0].place.Minute() + scenario.Minutes(d(450))
	to := func(minute scenario.Minutes) Move {
		m := NewMove(MoveAdvance)
		m.N, m.Mask = ToPlace, uint64(EndOfMinute(minute))
		return m
	}
	by := func(n int32) func(*Game) Move {
		return func(*Game) Move {
			m := to(until)
			m.N = n
			return m
		}
	}
	once := happenings(t, p, 19, until, func(*Game) Move { return to(until) })
	ways := map[string]func(*Game) Move{
		"small moves": func(g *Game) Move { return to(min(until, g.State().Clock()+1+scenario.Minutes(d(9)))) },
		"next":        by(ToNext),
		"steps":       by(ToStep),
	}
	for _, name := range slices.Sorted(maps.Keys(ways)) {
		next := ways[name]
		got := happenings(t, p, 19, until, next)
		if diff := cmp.Diff(once, got); diff != "" {
			t.Fatalf("advancing to minute %d by %s (-at once +%s):\n%s", until, name, name, diff)
		}
	}
}
