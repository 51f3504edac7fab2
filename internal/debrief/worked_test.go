package debrief

import (
	"testing"

	"example.org/whitecell/engine"
	"github.com/google/go-cmp/cmp"
)

// The worked examples: each indicator on a scenario small enough to reckon by hand.

func equal(t failer, what string, got, want any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", what, diff)
	}
}

// harbour: the guard decides on the boat at T+40m; the port and the mayor each know
// something it needs; the radio takes five minutes.
const harbour = `
roles: {port: Port, guard: Guard, mayor: Mayor}
facts:
  pilot: {title: Pilot, origin: port, weight: 3}
  chart: {title: Chart, origin: mayor, weight: 2}
  horn: {title: Horn}
channels: {radio: {between: all, delay: 5m}}
turns:
  - lasts: 60m
    injects:
      - {id: seen, to: port, at: 10m, text: A pilot boat turned back., facts: [pilot]}
      - {id: drawn, to: mayor, at: 12m, text: The chart is wrong., facts: [chart]}
    decisions:
      boat: {title: Boat, ask: Where to, by: guard, needs: [pilot, chart, horn], opens: {at: 5m}, due: 50m, options: {south: South, berth: Berth}}
`

func TestLatencyByHand(t *testing.T) {
	// Pilot exists from 10, is sent at 13 and is there at 18: 8 minutes. Chart exists from
	// 12 and never comes; the record ends at 60: longer than 48. Horn never exists.
	d := look(t, harbour, "13 port: share pilot to guard\n40 guard: decide boat south\n60")
	x := d.latency()
	equal(t, "counts", counts(x), []string{"1/2 facts", "1/2 facts"})
	equal(t, "rows", cells(x), []string{
		"Pilot | Guard | T+0:10 | T+0:18 | 8 min",
		"Chart | Guard | T+0:12 | never | longer than 48 min",
	})
	equal(t, "notes", x.Notes, []string{"of those that came: from 8 min to 8 min", "never in the room, so not counted: Horn"})
}

func TestLatencyOfWhatWasTold(t *testing.T) {
	// Told across the table and logged at 30, dated back to 20: 10 minutes after it
	// existed. The chart was told too, as control confirmed afterwards, nobody knows
	// when: by the decision at 40, so 28 minutes at most.
	d := look(t, harbour, "30 told pilot to guard by port 10m ago\n40 guard: decide boat south\nconfirm boat chart told")
	x := d.latency()
	equal(t, "rows", cells(x), []string{
		"Pilot | Guard | T+0:10 | T+0:20 | 10 min",
		"Chart | Guard | T+0:12 | told, by T+0:40 | at most 28 min",
	})
	equal(t, "counts", counts(x), []string{"2/2 facts", "0/2 facts"})
}

func TestLatencyOfAVersion(t *testing.T) {
	// The version is asked for at 10, made at 30 and told at 33: the need for the full
	// fact, which exists from 0, is met after 33 minutes.
	d := look(t, `
handling: [open, sealed]
roles: {port: {title: Port, knows: [full]}, guard: {title: Guard, cleared: open}}
facts:
  full: {title: Full, origin: port, handling: sealed, sanitised: {part: 20m}}
  part: {title: Part, origin: port}
turns:
  - decisions: {boat: {ask: Where to, by: guard, needs: [full], options: {south: South, berth: Berth}}}
`, "10 port: sanitise part\n33 port: share part to guard\nguard: decide boat south")
	equal(t, "rows", cells(d.latency()), []string{"Full | Guard | T+0:00 | T+0:33, as “Part” | 33 min"})
	if p := d.StovePipes()[0]; p.Missing() != 0 || p.Needs[0].As != d.p.FactNo("part") {
		t.Errorf("the version does not meet the need: %+v", p.Needs)
	}
}

func TestStovePipeByHand(t *testing.T) {
	// At 40 somebody holds pilot (3) and chart (2); the guard holds pilot only. Horn
	// exists nowhere. S = 1 − 3/5 = 2/5, one blind decision of one.
	d := look(t, harbour, "13 port: share pilot to guard\n40 guard: decide boat south")
	x := d.stovePipe()
	equal(t, "counts", counts(x), []string{"1/1 decisions", "1/2 facts", "0/1 facts", "1/1 facts"})
	equal(t, "rows", cells(x), []string{"Boat | Guard | chosen | 2 | 1 | 2 | 5 | Chart | 1"})
	missing, held, ok := d.StovePipes()[0].Measure()
	equal(t, "S", []any{missing, held, ok}, []any{2, 5, true})
}

func TestFullFactMeetsTheNeedForAVersion(t *testing.T) {
	// The boat needs what the version says. The port holds the full fact, of which no
	// version was made: held by the port, and not by the guard, until it is sent the full one.
	const text = `
roles: {port: {title: Port, knows: [full]}, guard: Guard}
facts:
  full: {title: Full, origin: port, sanitised: {part: 20m}}
  part: {title: Part, origin: port}
turns:
  - decisions:
      boat: {title: Boat, ask: Where to, by: guard, needs: [part], options: {south: South, berth: Berth}}
      stop: {title: Stop, ask: Stop, by: guard, needs: [part], options: {south: South, berth: Berth}}
`
	d := look(t, text, "5 guard: decide boat south\nport: share full to guard\nguard: decide stop south")
	equal(t, "rows", cells(d.stovePipe()), []string{
		"Boat | Guard | chosen | 1 | 0 | 1 | 1 | Part | 1",
		"Stop | Guard | chosen | 1 | 1 | 0 | 1 |  | 0",
	})
	equal(t, "held as", d.Candidates()[0].Holders[0].Fact, d.p.FactNo("full"))
}

func TestStovePipeUndefined(t *testing.T) {
	// At 9 nobody holds anything that is needed: there is no S, and nothing to count.
	d := look(t, harbour, "9 guard: decide boat south")
	if _, _, ok := d.StovePipes()[0].Measure(); ok {
		t.Error("S is defined though nothing was held")
	}
	equal(t, "because", d.Indicators()[1].Because, "no decision came to an end for which somebody in the room held a fact that it needs")
}

func TestStovePipeOfSeveralOwners(t *testing.T) {
	const two = `
roles: {port: {title: Port, knows: [pilot]}, guard: Guard, mayor: Mayor}
facts: {pilot: {title: Pilot}}
turns:
  - decisions:
      words: {title: Words, ask: What to say, by: [port, guard], rule: RULE, needs: [pilot], options: {a: A, b: B}}
`
	t.Run("each counts once for each owner", func(t *testing.T) {
		// The port holds it and the guard does not: two cases, one of them blind.
		d := look(t, replaced(two, "RULE", "each"), "port: decide words a\nguard: decide words a")
		equal(t, "counts", counts(d.stovePipe()), []string{"1/2 decisions", "1/2 facts", "0/1 facts", "1/1 facts"})
	})
	t.Run("otherwise what any owner held is known", func(t *testing.T) {
		d := look(t, replaced(two, "RULE", "lead"), "port: decide words a")
		equal(t, "counts", counts(d.stovePipe()), []string{"0/1 decisions", "0/1 facts", "0/0 facts", "0/0 facts"})
	})
	t.Run("a confirmation for one owner is about that one", func(t *testing.T) {
		d := look(t, replaced(replaced(two, "RULE", "each"), "knows: [pilot]", "knows: []")+"    injects: [{to: mayor, text: x, facts: [pilot]}]\n",
			"1 port: decide words a\nguard: decide words a\nconfirm words pilot told for guard")
		equal(t, "counts", counts(d.stovePipe()), []string{"1/2 decisions", "1/2 facts", "0/1 facts", "1/1 facts"})
	})
}

func TestConfirmationsChangeTheNumbers(t *testing.T) {
	const lines = "40 guard: decide boat south\n"
	for _, x := range []struct {
		name, more string
		want       []string
	}{
		// Held pilot and chart, known neither.
		{"candidates", "", []string{"1/1 decisions", "2/2 facts", "0/2 facts", "2/2 facts"}},
		{"confirmed", "confirm boat pilot confirmed", []string{"1/1 decisions", "2/2 facts", "1/2 facts", "1/2 facts"}},
		{"told counts as known", "confirm boat pilot told", []string{"1/1 decisions", "1/2 facts", "0/1 facts", "1/1 facts"}},
		{"without matter leaves the reckoning", "confirm boat pilot did-not-matter", []string{"1/1 decisions", "1/1 facts", "0/1 facts", "1/1 facts"}},
		{"the last word holds", "confirm boat pilot told\nconfirm boat pilot confirmed", []string{"1/1 decisions", "2/2 facts", "1/2 facts", "1/2 facts"}},
		{"both told", "confirm boat pilot told\nconfirm boat chart told", []string{"0/1 decisions", "0/2 facts", "0/0 facts", "0/0 facts"}},
	} {
		t.Run(x.name, func(t *testing.T) { equal(t, "counts", counts(look(t, harbour, lines+x.more).stovePipe()), x.want) })
	}
}

func TestPoolingByHand(t *testing.T) {
	// Pilot is the port's alone, and reaches the guard, who names it in its reason.
	// Chart is the mayor's alone and goes nowhere. Horn goes to two at once: no one origin.
	d := look(t, replaced(harbour, "      - {id: drawn", "      - {id: heard, to: [port, guard], at: 11m, text: A horn., facts: [horn]}\n      - {id: drawn"),
		"13 port: share pilot to guard\n40 guard: decide boat south \"The pilot turned back\"")
	x := d.pooling()
	equal(t, "counts", counts(x), []string{"1/2 facts", "1/1 facts"})
	equal(t, "rows", cells(x), []string{"Pilot | Port | Guard | Guard", "Chart | Mayor |  | "})
}

func TestMentions(t *testing.T) {
	for _, x := range []struct {
		said, name string
		want       bool
	}{
		{"The pilot-boat turned back.", "Pilot boat", true},
		{"We copiloted", "pilot", false},
		{"Pilots", "pilot", false},
		{"「霧」が出たので", "霧", true},
		{"海は静かだ", "霧", false},
		{"anything", "", false},
		{"anything", "?!", false},
	} {
		if got := mentions(plainWords(x.said), plainWords(x.name)); got != x.want {
			t.Errorf("that %q names %q is %t, want %t", x.said, x.name, got, x.want)
		}
	}
}

func TestPoolingWithoutReasons(t *testing.T) {
	d := look(t, harbour, "13 port: share pilot to guard\n20")
	equal(t, "counts", counts(d.pooling()), []string{"1/2 facts", "because no reason was recorded"})
}

func TestPoolingLeavesOutATable(t *testing.T) {
	// Port and mayor sit at one table: what one of them sends the other, who is not
	// cleared to hear it by itself, is not pooled. Only what reaches the guard is.
	text := replaced(replaced(harbour, "turns:", "seatings: {two: {Quay: [port, mayor]}}\nhandling: [open, sealed]\nturns:"), "chart: {", "chart: {handling: sealed, ")
	text = replaced(text, "port: Port,", "port: {title: Port, cleared: open},")
	r := played(t, text, engine.Setup{Seating: "two"}, "13 port: share pilot to guard\nmayor: share chart to port all-the-same\n20")
	equal(t, "rows", cells(New(r).pooling()), []string{"Pilot | Port | Guard | ", "Chart | Mayor |  | "})
}

const council = `
roles: {guard: Guard, port: Port, mayor: Mayor, health: Health, press: Press}
facts: {pilot: {title: Pilot}}
channels: {radio: {between: all, delay: 5m}}
forums: {table: {title: Table, members: [guard, mayor], convene: 10m, lasts: 10m}}
turns:
  - lasts: 90m
    decisions:
      boat: {title: Boat, ask: Where to, by: guard, consult: [port, mayor, health], concur: [press], opens: {at: 10m}, due: 80m, options: {south: South, berth: Berth}}
`

func TestConsultationByHand(t *testing.T) {
	// Boat opens at 10 and is decided at 50. The port is asked at 12, has the question at
	// 17 and answers: back at 22. The mayor sits with the guard from 30. Health is asked at
	// 48 and can't have answered. The press agrees, with which it is decided: two asked
	// and answered, one met, one asked in vain: three of four.
	d := look(t, council, `12 guard: consult boat port
17 port: view boat "South"
20 guard: call table
40 guard: propose boat south
45 press: agree boat
48 guard: consult boat health
51`)
	x := d.consultation()
	equal(t, "counts", counts(x), []string{"3/4 consultees", "2/4 consultees"})
	equal(t, "rows", cells(x), []string{
		"Boat | Guard | Port | asked, and answered | T+0:17",
		"Boat | Guard | Mayor | sat together | T+0:30",
		"Boat | Guard | Health | asked, no answer in time | T+0:48",
		"Boat | Guard | Press | asked, and answered | T+0:45",
	})
}

func TestConsultationOutsideTheTime(t *testing.T) {
	// A message before the opening and one under way at the decision are no exchange; a
	// default consults nobody and is left out.
	const lead = `
roles: {guard: Guard, port: Port, mayor: Mayor}
channels: {radio: {between: all, delay: 5m}}
turns:
  - decisions: {boat: {title: Boat, ask: Where to, by: guard, consult: [port, mayor], opens: {at: 10m}, due: 50m, default: south, options: {south: South, berth: Berth}}}
`
	d := look(t, lead, "2 guard: message to port early\n28 mayor: message to guard late\n30 guard: decide boat berth")
	equal(t, "counts", counts(d.consultation()), []string{"0/2 consultees", "0/2 consultees"})
	met := replaced(lead, "turns:", "forums: {table: {members: all, lasts: 8m}}\nturns:")
	d = look(t, met, "1 mayor: call table\n30 guard: decide boat berth") // it rose at 9
	equal(t, "a sitting before the opening", counts(d.consultation()), []string{"0/2 consultees", "0/2 consultees"})
	equal(t, "because", look(t, lead, "61").consultation().Because, "no decision that its owners took names anybody to consult")
}

func TestConveningByHand(t *testing.T) {
	// Ad hoc, for what holds then changes only how safe it is: called at 0, 30 minutes to
	// find each other, sits at 30. Then the standing agreement is adopted; called at 100 it
	// sits at 105. A third is called off.
	d := look(t, `
roles: {guard: Guard, port: Port}
forums: {table: {title: Table, members: all, convene: 30m, lasts: 20m}}
arrangements:
  group: {title: Group, changes: {forums: {table: {convene: 5m}}}}
  safe: {title: Safe, changes: {forums: {table: {leak: 1}}}}
turns:
  - {id: one, adopt: [safe], lasts: 90m}
  - {id: two, adopt: [group], lasts: 90m}
`, "guard: call table\n100 port: call table\n130 port: call table\n132 port: close table")
	x := d.convening()
	equal(t, "counts", counts(x), []string{"1/1 meetings", "1/2 meetings"})
	equal(t, "rows", cells(x), []string{
		"Table | Guard | T+0:00 | T+0:30 | 30 min | ad hoc | ",
		"Table | Port | T+1:40 | T+1:45 | 5 min | standing | Group",
		"Table | Port | T+2:10 | never | longer than 2 min | standing | Group",
	})
	equal(t, "notes", x.Notes, []string{"ad hoc: from 30 min to 30 min", "standing: from 5 min to 5 min"})
}

func TestJointPositionsByHand(t *testing.T) {
	// Opened at 10. Proposed at 20 to mayor and press, with them at 25; the mayor agrees at
	// 30, the press at 40: a joint position after 30 minutes, decided when the answer is
	// back at 45. The second decision finds none: the press objects, and it lapses at 90.
	d := look(t, `
roles: {guard: Guard, mayor: Mayor, press: Press}
channels: {radio: {between: all, delay: 5m}}
turns:
  - lasts: 90m
    decisions:
      boat: {title: Boat, ask: Where to, by: guard, concur: [mayor, press], opens: {at: 10m}, options: {south: South, berth: Berth}}
      words: {title: Words, ask: What, by: [mayor, press], rule: all, opens: {at: 10m}, options: {a: A, b: B}}
      alone: {title: Alone, ask: What, by: mayor, opens: {at: 10m}, options: {a: A, b: B}}
`, `20 guard: propose boat south
mayor: propose words a
mayor: decide alone a
30 mayor: agree boat
press: object words "Too soon"
40 press: agree boat
90
end`)
	x := d.jointPositions()
	equal(t, "counts", counts(x), []string{"1/2 decisions"})
	equal(t, "rows", cells(x), []string{
		"Boat | Mayor and Press | chosen | T+0:40 | 30 min | ",
		"Words | Press | no answer in time | none | longer than 1 h 20 min | Press",
	})
}

func TestDeadlinesByHand(t *testing.T) {
	// Boat: 60 minutes given, made with 20 to spare. Words take their default, tea passes
	// without an answer, late is made in time that control gave: three of four.
	d := look(t, `
roles: {guard: Guard}
turns:
  - lasts: 90m
    pace: 10
    decisions:
      boat: {title: Boat, ask: Where to, by: guard, due: 60m, options: {south: South, berth: Berth}}
      words: {title: Words, ask: What, by: guard, due: 20m, default: a, options: {a: A, b: B}}
      tea: {title: Tea, ask: What, by: guard, due: 30m, options: {a: A, b: B}}
      late: {title: Late, ask: What, by: guard, opens: {at: 10m}, due: 35m, options: {a: A, b: B}}
`, "35 more-time late 1m\n40 guard: decide boat south\nguard: decide late a\n50")
	x := d.deadlines()
	equal(t, "counts", counts(x), []string{"3/4 decisions", "1/4 decisions", "1/4 decisions", "1/4 decisions"})
	equal(t, "rows", cells(x), []string{
		"Boat | Guard | T+0:00 | T+1:00 | T+0:40 | chosen | 20 min | 1 h",
		"Words | Guard | T+0:00 | T+0:20 | not made | by default, nobody's choice | none | 20 min",
		"Tea | Guard | T+0:00 | T+0:30 | not made | no answer in time | none | 30 min",
		"Late | Guard | T+0:10 | T+0:35 | T+0:40 | chosen | 5 min late | 25 min",
	})
}

func TestDeadlinesOfARunningExercise(t *testing.T) {
	// At 50 the boat falls due, and the guard may still decide; at 51 its default has
	// been taken. With five minutes more it is not due before 55.
	for _, x := range []struct {
		lines string
		want  []string
	}{
		{"50", nil},
		{"51", []string{"1/1 decisions", "0/1 decisions", "0/1 decisions", "1/1 decisions"}},
		{"50\nend", []string{"1/1 decisions", "0/1 decisions", "0/1 decisions", "1/1 decisions"}},
		{"40 more-time boat 1m\n52", nil},
	} {
		text := harbour
		if len(x.want) == 0 {
			text = replaced(harbour, "lasts: 60m", "lasts: 60m\n    pace: 5")
		}
		equal(t, x.lines, counts(look(t, text, x.lines).deadlines()), x.want)
	}
}

func TestOneLineByHand(t *testing.T) {
	// Three answer: a, a, b: of three pairs two differ. The second time all say a, at 80,
	// the first having opened at 10: 70 minutes to the first agreed line.
	d := look(t, `
roles: {guard: Guard, port: Port, mayor: Mayor}
turns:
  - lasts: 60m
    decisions:
      words: {title: Words, ask: What, by: [guard, port, mayor], rule: each, one-line: true, opens: {at: 10m}, options: {a: A, b: B}}
      other: {title: Other, ask: What, by: [guard, port], rule: each, opens: {at: 10m}, options: {a: A, b: B}}
  - lasts: 60m
    decisions: {again: {title: Again, like: words}}
`, `20 guard: decide words a
port: decide words a
mayor: decide words b
guard: decide other a
port: decide other b
80 guard: decide again a
port: decide again a
mayor: decide again a`)
	x := d.oneLine()
	equal(t, "counts", counts(x), []string{"2/6 pairs", "1/2 decisions"})
	equal(t, "notes", x.Notes, []string{"time to the first agreed line: 1 h 10 min"})
}
