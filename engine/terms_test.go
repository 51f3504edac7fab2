package engine

import (
	"slices"
	"testing"

	"example.org/whitecell/scenario"
)

const standingText = `handling: [open, sealed]
roles: {port: Port, guard: {title: Guard, cleared: open}, mayor: Mayor}
facts:
  fog: {title: Fog, origin: port, handling: sealed, releasable: [mayor]}
channels:
  radio: {between: all, delay: 20m}
  desk: {from: port, to: mayor, delay: 9m, under: desk-open}
forums:
  table: {members: [port, mayor], convene: 30m, lasts: 20m, carries: open}
arrangements:
  fast: {cost: 1, changes: {channels: {radio: {delay: 2m}}, forums: {table: {convene: 5m, carries: sealed}}, decisions: {boat: {concur: []}}}}
  desk-open: {cost: 1, changes: {roles: {guard: {cleared: sealed}}, facts: {fog: {releasable: [mayor, guard]}}}}
  night: {title: Night}
turns:
  - adopt: [night]
    decisions:
      boat: {ask: Where to, by: guard, concur: [mayor], options: {a: A, b: B}}
      buy: {by: port, buy: 3, keep: owned}
`

// Arrangements that stand from the start hold before StartEx and in every turn,
// need no owner and lapse with no turn; a game without any is like one begun plainly.
func TestStandingFromTheStart(t *testing.T) {
	p := compiled(t, loaded(t, "whitecell: 1\ntitle: A test\n"+standingText), Setup{})
	fast, night := uint64(1)<<p.ArrangementNo("fast"), uint64(1)<<p.ArrangementNo("night")

	plain, none := NewGame(p, 4), NewGameUnder(p, 4, 0)
	if !plain.State().Equal(none.State()) {
		t.Error("with nothing standing the game begins otherwise than plainly")
	}
	g := NewGameUnder(p, 4, fast|1<<63)
	if got := g.held(); got != fast {
		t.Errorf("before StartEx %b holds, want %b: no more than there is", got, fast)
	}
	end := NewMove(MoveAdvance)
	end.Mask = uint64(EndOfMinute(60))
	for _, m := range []Move{NewMove(MoveStart), end} {
		if _, err := g.Do(nil, m); err != nil {
			t.Fatal(err)
		}
	}
	if got := g.Agreed(); got != fast {
		t.Errorf("at the end %b is agreed, want %b: night was the turn's, fast does not lapse (%b)", got, fast, night)
	}
}

func TestTermsUnderArrangements(t *testing.T) {
	p := compiled(t, loaded(t, "whitecell: 1\ntitle: A test\n"+standingText), Setup{})
	const port, guard, mayor, fog, radio, desk, table, boat = 0, 1, 2, 0, 0, 1, 0, 0
	before, after := p.Terms(0), p.Terms(0b11)

	type row struct {
		what      string
		got, want any
	}
	delay := func(d scenario.Minutes, ok bool) scenario.Minutes {
		if !ok {
			return -1
		}
		return d
	}
	convene := func(c, _ scenario.Minutes) scenario.Minutes { return c }
	concur := func(_ scenario.DecisionRule, c uint64) uint64 { return c }
	for _, r := range []row{
		{"radio before", delay(before.Channel(radio, port, guard)), scenario.Minutes(20)},
		{"radio after", delay(after.Channel(radio, port, guard)), scenario.Minutes(2)},
		{"desk before", delay(before.Channel(desk, port, mayor)), scenario.Minutes(-1)},
		{"desk after", delay(after.Channel(desk, port, mayor)), scenario.Minutes(9)},
		{"question before", delay(before.Question(guard, mayor)), scenario.Minutes(20)},
		{"convene before", convene(before.Convene(table)), scenario.Minutes(30)},
		{"convene after", convene(after.Convene(table)), scenario.Minutes(5)},
		{"to the mayor", before.ByChannel(port, fog, mayor, radio, 0), Broken(0)},
		// The one whose consent is asked sends it herself, so only clearance stands against it.
		{"to the guard", before.ByChannel(port, fog, guard, radio, 0), Clearance},
		{"passed on to the guard", before.ByChannel(mayor, fog, guard, radio, 0), Clearance | Releasability},
		{"passed on, released", before.ByChannel(mayor, fog, guard, radio, 1<<guard), Clearance},
		{"passed on after", after.ByChannel(mayor, fog, guard, radio, 0), Broken(0)},
		{"said before", before.InForum(port, fog, table, 1<<port|1<<mayor, 0), Carriage},
		{"said after", after.InForum(port, fog, table, 1<<port|1<<mayor, 0), Broken(0)},
		{"the mayor's to have", before.MayHave(guard, fog, mayor), true},
		{"the guard's to have", before.MayHave(mayor, fog, guard), false},
		{"the guard's to have after", after.MayHave(mayor, fog, guard), true},
		{"cleared before", before.Cleared(guard, fog), false},
		{"cleared after", after.Cleared(guard, fog), true},
		{"concur before", concur(before.Decision(boat)), uint64(1 << mayor)},
		{"concur after", concur(after.Decision(boat)), uint64(0)},
		{"changed after", after.ChangedBy(boat), uint64(0b01)},
	} {
		if r.got != r.want {
			t.Errorf("%s: %v, want %v", r.what, r.got, r.want)
		}
	}
}

func TestPlacesAroundAMinute(t *testing.T) {
	begin := StartOfMinute(7)
	turn, sent := placeOf(7, 1, classBegin, 0), placeOf(7, 1, classArrival, sentOrder+3)
	want := []Place{EndOfMinute(6), begin, turn, sent, sent.WithSent(), placeOf(7, 1, classQuestion, 0), EndOfMinute(7)}
	if !slices.IsSorted(want) {
		t.Errorf("the places are not in order: %v", want)
	}
	if turn.WithSent() != turn {
		t.Errorf("the place of a line of the script became %v", turn.WithSent())
	}
	if other := placeOf(7, 1, classArrival, sentOrder+90); other > sent.WithSent() {
		t.Errorf("a later arrival of the minute lies behind %v", sent.WithSent())
	}
}
