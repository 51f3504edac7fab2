package engine

import (
	"testing"

	"example.org/whitecell/scenario"
	"pgregory.net/rapid"
)

// Seats that play by themselves make legal moves only, come to rest, and lead every
// exercise to its end, whatever people do between.
func TestAutomaticSeatsPlayLegally(t *testing.T) {
	everywhere(t, func(t *rapid.T, d dice, p *Program) {
		x := &played{Game: NewGame(p, uint64(d(1000)))}
		drive := func(m Move) error {
			return x.Drive(func(m Move) error {
				events, err := x.Do(nil, m)
				if err != nil {
					if m.Auto {
						t.Fatalf("a seat that plays by itself makes the move %s, which is refused: %v", p.AppendMove(nil, m), err)
					}
					return err
				}
				x.moves, x.events = append(x.moves, m), append(x.events, events)
				return nil
			}, m)
		}
		for r := range p.roles {
			m := NewMove(MoveUnseat)
			m.Role, m.N = int8(r), int32(d(len(scenario.Temperaments)))
			if err := drive(m); err != nil {
				t.Fatalf("unseat: %v", err)
			}
		}
		if err := drive(NewMove(MoveStart)); err != nil {
			t.Fatalf("start: %v", err)
		}
		for range d(plays) {
			drive(anyMove(d, x.Game)) // which may be refused
		}
		drive(NewMove(MoveLift))
		next := NewMove(MoveAdvance)
		next.N = ToNext
		for x.State().Phase() == Running {
			if err := drive(next); err != nil {
				t.Fatalf("next: %v", err)
			}
			if len(x.moves) > 20_000 {
				t.Fatalf("the exercise does not end; it is %s", p.ClockText(x.State().Clock()))
			}
		}
		sameAgain(t, x)
	})
}

// sameAgain plays the moves of a driven play again, one by one.
func sameAgain(t *rapid.T, x *played) {
	again := NewGame(x.p, x.Seed())
	for i, m := range x.moves {
		got, err := again.Do(nil, m)
		if err != nil || encoded(x.p, got) != encoded(x.p, x.events[i]) {
			t.Fatalf("move %d %s: a driven play does not play back (%v)", i, x.p.AppendMove(nil, m), err)
		}
	}
}
