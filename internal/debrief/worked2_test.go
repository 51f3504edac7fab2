package debrief

import (
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// guarded: what is sealed may not go to the guard, and the phone carries nothing
// guarded; on the phone everything leaks.
const guarded = `
handling: [open, sealed]
roles: {port: {title: Port, knows: [full, beds]}, guard: {title: Guard, cleared: open}, mayor: Mayor}
facts:
  full: {title: Full, origin: port, handling: sealed, sanitised: {part: 5m, less: 5m}, weight: 2}
  part: {title: Part, origin: port}
  less: {title: Less, origin: port}
  beds: {title: Beds, origin: port, handling: sealed, releasable: [mayor]}
  horn: {title: Horn}
channels:
  phone: {title: Phone, between: all, clear: true, delay: 1m, leak: 100}
  wire: {title: Wire, between: [port, mayor], delay: 90m}
turns:
  - lasts: 60m
    injects: [{to: mayor, at: 1m, text: A horn., facts: [horn]}]
    decisions:
      boat: {title: Boat, ask: Where to, by: guard, needs: [full, horn, beds], due: 40m, options: {south: South, berth: Berth}}
`

func TestHandlingByHand(t *testing.T) {
	// Three sendings: horn lawfully to the port; beds by phone to the mayor against the
	// rule of carriage, where it leaks while port only holds it; beds by phone to the guard
	// against carriage, clearance and (the mayor passing it on) releasability. The guard
	// lacks the full fact and the horn: both could have come lawfully, the full one as a
	// version made in five minutes. Of two versions none is made; of three facts one leaked.
	d := look(t, guarded, `1 mayor: share horn to port by phone
2 port: share beds to mayor by phone all-the-same
5 mayor: share beds to guard by phone all-the-same
40 guard: decide boat south`)
	x := d.handling()
	equal(t, "counts", counts(x), []string{
		"2/3 sendings", "2/3 facts", "2/3 sendings", "1/3 sendings", "1/3 sendings", "1/3 facts", "0/2 versions",
	})
	equal(t, "rows", cells(x), []string{
		"leaked | Beds | Port | Mayor | T+0:02 | held by Port",
		"sent against a rule | Beds | Port | Mayor | T+0:02 | carriage",
		"sent against a rule | Beds | Mayor | Guard | T+0:05 | carriage, clearance, releasability",
		"missing from “Boat” | Full | Port | Guard | T+0:40 | a version existed, not asked for",
		"missing from “Boat” | Horn | Port and Mayor | Guard | T+0:40 | could have gone without asking",
	})
}

func TestWordsInAMeetingAreOneSending(t *testing.T) {
	d := look(t, `
roles: {port: {title: Port, knows: [pilot, chart]}, guard: Guard, mayor: Mayor, health: Health}
facts: {pilot: {title: Pilot}, chart: {title: Chart}}
forums: {table: {members: all}}
turns: [{title: One}]
`, "port: call table\nport: say pilot in table\nport: say chart in table\nport: share pilot to guard")
	s := d.Sharing()
	equal(t, "sent", []int{s.Sent, len(s.Transfers)}, []int{3, 7})
}

func TestTrafficByHand(t *testing.T) {
	// Between three tables there are six directions. Guard → Quay: a message and a
	// question; Quay → guard: its answer and a fact. The port's words in the meeting are a
	// fact for each of the two other tables; so are the guard's, though two hear them at the
	// quay. Words at the port's own table are no traffic. Four directions of six; of three
	// pairs with traffic one goes both ways; nobody is alone.
	r := played(t, `
roles: {port: {title: Port, knows: [pilot, chart]}, health: Health, guard: Guard, mayor: Mayor}
seatings: {three: {Quay: [port, health]}}
facts: {pilot: {title: Pilot}, chart: {title: Chart}}
forums: {table: {members: [port, health, guard, mayor]}}
turns:
  - decisions: {boat: {title: Boat, ask: Where to, by: guard, consult: [port], options: {south: South, berth: Berth}}}
`, engine.Setup{Seating: "three"}, `guard: message to port hello
guard: consult boat port
port: view boat "South"
port: message to health "at our table"
port: share pilot to guard
port: call table
port: say chart in table
guard: say pilot in table`)
	x := New(r).traffic()
	equal(t, "rows", cells(x), []string{
		"Quay |  | 1 messages, 2 facts | 0 messages, 1 facts",
		"Guard | 2 messages, 1 facts |  | 0 messages, 1 facts",
		"Mayor | 0 messages, 0 facts | 0 messages, 0 facts | ",
	})
	equal(t, "counts", counts(x), []string{"4/6 directions", "1/3 pairs", "0/3 tables"})
}

func TestTrafficIsolates(t *testing.T) {
	d := look(t, harbour, "13 port: share pilot to guard")
	equal(t, "counts", counts(d.traffic()), []string{"1/6 directions", "0/1 pairs", "1/3 tables"})
	equal(t, "nothing went", counts(look(t, harbour, "13").traffic())[1], "because nothing went from table to table")
}

func TestUnderRuleByHand(t *testing.T) {
	// Boat and words have 30 minutes, tea has 61: two under short warning. Only boat is
	// altered by the arrangement that holds from the second turn on, and then only there.
	d := look(t, `
roles: {guard: Guard, mayor: Mayor}
arrangements:
  rule: {title: Rule, changes: {decisions: {boat2: {concur: []}}}}
turns:
  - lasts: 90m
    decisions:
      boat: {title: Boat, ask: Where to, by: guard, concur: [mayor], due: 30m, options: {south: South, berth: Berth}}
      tea: {title: Tea, ask: What, by: guard, due: 61m, options: {a: A, b: B}}
  - adopt: [rule]
    lasts: 90m
    decisions:
      boat2: {title: Boat again, ask: Where to, by: guard, concur: [mayor], due: 60m, options: {south: South, berth: Berth}}
`, "10 guard: decide tea a\n95 guard: decide boat2 south")
	x := d.underRule()
	equal(t, "counts", counts(x), []string{"1/2 decisions"})
	equal(t, "rows", cells(x), []string{"Boat | 30 min | ", "Boat again | 1 h | Rule"})
}

func TestParticipationByHand(t *testing.T) {
	// The port's one key passes two facts to two: four moves, one entry. The guard enters
	// one, control's ruling for the mayor is not the mayor's. Health plays by itself: it passes
	// C to the port, and A, which it has from the guard, to the port and the mayor.
	d := look(t, `
roles: {port: {title: Port, knows: [a, b]}, guard: Guard, mayor: Mayor, health: {title: Health, knows: [c]}}
facts: {a: {title: A}, b: {title: B}, c: {title: C, handling: sealed, releasable: [port], origin: health}}
handling: [open, sealed]
turns: [{title: One}]
`, "")
	x := newPlayer(d.p, 1)
	unseat := engine.NewMove(engine.MoveUnseat)
	unseat.Role, unseat.N = 3, 1 // open
	must(t, x, unseat)
	must(t, x, engine.NewMove(engine.MoveStart))
	share := func(role, to, fact int, with bool) {
		m := engine.NewMove(engine.MoveShare)
		m.Role, m.To, m.A, m.B = int8(role), int8(to), int16(fact), 0
		must(t, x, m)
		x.rec.Moves[len(x.rec.Moves)-1].With = with
	}
	share(0, 1, 0, false)
	share(0, 2, 0, true)
	share(0, 1, 1, true)
	share(0, 2, 1, true)
	share(1, 3, 0, false)
	rule := engine.NewMove(engine.MoveRule)
	rule.Role = 2
	must(t, x, rule)
	got := New(x.rec).participation()
	equal(t, "rows", cells(got), []string{"Port | 1 | 0 | yes", "Guard | 1 | 0 | yes", "Mayor | 0 | 0 | yes", "Health | 0 | 3 | no"})
	equal(t, "counts", counts(got), []string{"1/3 roles"})
}

func TestLessonsToActionsByHand(t *testing.T) {
	// Three areas: one observed with a full row, one observed without any, one that only
	// an unfinished action names: one of three.
	d := look(t, harbour, `observe "area: Nobody rang the port"
observe guard "area: The chart was a year old"
observe "strength: The guard asked early"
act port "Put the port on the list; area: nobody rang the port; element: planning; start: 2031-11-01; due: 2031-12-01"
act mayor "Buy a horn; element: equipment"`)
	x := d.lessonsToActions()
	equal(t, "counts", counts(x), []string{"1/3 areas"})
	equal(t, "rows", cells(x), []string{
		"Nobody rang the port | Put the port on the list | Port | 2031-11-01 | 2031-12-01 | planning",
		"The chart was a year old |  |  |  |  | ",
		" | Buy a horn | Mayor |  |  | equipment",
	})
}

func TestNothingToCompute(t *testing.T) {
	// An exercise in which nothing has happened: every indicator that can't be computed
	// says so and why, and has no numbers.
	for _, x := range look(t, "roles: {port: Port}\nturns: [{title: One}]\n", "").Indicators() {
		switch {
		case x.Key == "handling" || x.Key == "participation":
			if x.Because != "" {
				t.Errorf("%s: can't be computed, because %s", x.Name, x.Because)
			}
		case x.Because == "" || len(x.Counts)+len(x.Rows) > 0:
			t.Errorf("%s: because %q, counts %v", x.Name, x.Because, x.Counts)
		}
	}
}

func TestMedianOnlyOfMany(t *testing.T) {
	few := sortedMinutes(nil)
	for m := range enough - 1 {
		few = append(few, scenario.Minutes(m+1))
	}
	equal(t, "nine", spread(few, "time"), "time: from 1 min to 9 min")
	// Of ten lengths the median is the lower of the middle two.
	equal(t, "ten", spread(append(few, 40), "time"), "time: from 1 min to 40 min, median 5 min")
	equal(t, "none", spread(nil, "time"), "")
}
