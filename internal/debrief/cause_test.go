package debrief

import (
	"testing"
)

// candidate is the one fact missing from the decisions of a play.
func candidate(t *testing.T, text, lines string) (*Debrief, *Candidate) {
	t.Helper()
	d := look(t, text, lines)
	all := d.Candidates()
	if len(all) != 1 {
		t.Fatalf("%d candidates, want one", len(all))
	}
	return d, all[0]
}

// quay: the port learns of the pilot at 10. It reaches the guard by radio and the
// mayor by wire; the mayor reaches nobody else.
const quay = `
handling: [open, sealed]
roles: {port: Port, guard: Guard, mayor: Mayor}
facts:
  pilot: {title: Pilot, origin: port}
channels:
  radio: {title: Radio, between: [port, guard], delay: 5m}
  wire: {title: Wire, between: [port, mayor], delay: 5m}
turns:
  - lasts: 60m
    injects: [{to: port, at: 10m, text: A pilot boat turned back., facts: [pilot]}]
    decisions:
      boat: {title: Boat, ask: Where to, by: guard, needs: [pilot], due: 50m, options: {south: South, berth: Berth}}
`

func TestCausesToldApart(t *testing.T) {
	for _, x := range []struct {
		name, text, lines string
		want              Cause
		because           string
	}{
		{"kept still", quay, "40 guard: decide boat south", CouldHaveGone, ""},
		{"passed to the mayor only", quay, "20 port: share pilot to mayor\n40 guard: decide boat south", WentElsewhere, ""},
		{"sent two minutes before", quay, "38 port: share pilot to guard\n40 guard: decide boat south", UnderWay, ""},
		{"asked two minutes before", quay, "38 guard: ask pilot of port\n40 guard: decide boat south", UnderWay, ""},
		{"given, and the answer is under way", quay, "30 guard: ask pilot of port\n38 port: grant pilot\n40 guard: decide boat south", UnderWay, ""},
		{"given in words, and not sent", quay, "30 guard: ask pilot of port\n35 port: grant pilot\n45 guard: decide boat south", CouldHaveGone, ""},
		{"refused", quay, "30 guard: ask pilot of port\n35 port: refuse pilot \"Not certain\"\n45 guard: decide boat south", AskedAndKept, "Not certain"},
		{"refused, and the answer is under way", quay, "30 guard: ask pilot of port\n38 port: refuse pilot \"Not certain\"\n40 guard: decide boat south", AskedAndKept, "Not certain"},
		{"refused, and given in the end", quay, "20 guard: ask pilot of port\n25 port: refuse pilot \"Not yet\"\n31 guard: ask pilot of port\n36 port: grant pilot\n45 guard: decide boat south", CouldHaveGone, ""},
		{"refused without a word", quay, "30 guard: ask pilot of port\n35 port: refuse pilot\n45 guard: decide boat south", AskedAndKept, unexplained},
		{"not answered", quay, "30 guard: ask pilot of port\n45 guard: decide boat south", AskedAndKept, unanswered},
		{"it existed for two minutes", quay, "12 guard: decide boat south", NoChannel, ""},
		{"refused, and too late anyhow", quay, "5 guard: ask pilot of port\n11 port: refuse pilot\n12 guard: decide boat south", NoChannel, ""},
		{"by default", quay, "55", CouldHaveGone, ""},
	} {
		t.Run(x.name, func(t *testing.T) {
			_, c := candidate(t, x.text, x.lines)
			if c.Cause != x.want || c.Because != x.because {
				t.Errorf("the cause is %q, because %q; want %q, because %q", c.Cause, c.Because, x.want, x.because)
			}
		})
	}
}

func TestCausesOfGuardedFacts(t *testing.T) {
	// Only the mayor holds the full fact, and the port is the one to be asked; the guard
	// is cleared for it, or not.
	const text = `
handling: [open, sealed]
roles: {port: Port, guard: {title: Guard, cleared: CLEARED}, mayor: Mayor}
facts:
  full: {title: Full, origin: port, handling: sealed, sanitised: {part: 5m}}
  part: {title: Part, origin: port, handling: sealed, releasable: PART}
channels: {radio: {title: Radio, between: all, delay: 5m}}
turns:
  - lasts: 60m
    injects: [{to: TO, at: 10m, text: Read this., facts: [full]}]
    decisions:
      boat: {title: Boat, ask: Where to, by: guard, needs: [full], due: 50m, options: {south: South, berth: Berth}}
`
	for _, x := range []struct {
		name, cleared, part, to, lines string
		want                           Cause
		fastest                        string
	}{
		{
			"nobody asked the one who decides", "sealed", "[]", "mayor", "40 guard: decide boat south", NotAskedNotOffered,
			"Mayor → Port, Radio T+0:10, there T+0:15; Port → Guard, Radio T+0:15, there T+0:20",
		},
		{
			"consent came back, and nobody sent it", "sealed", "[]", "mayor", "10 mayor: ask full for guard\n15 port: grant full\n40 guard: decide boat south", CouldHaveGone,
			"Mayor → Port, Radio T+0:10, there T+0:15; Port → Guard, Radio T+0:15, there T+0:20",
		},
		{
			"asked for the guard, and kept", "sealed", "[]", "mayor", "10 mayor: ask full for guard\n15 port: refuse full \"Too much\"\n40 guard: decide boat south", AskedAndKept,
			"Mayor → Port, Radio T+0:10, there T+0:15; Port → Guard, Radio T+0:15, there T+0:20",
		},
		{
			"the port could have offered it", "sealed", "[]", "port", "40 guard: decide boat south", NotAskedNotOffered,
			"Port → Guard, Radio T+0:10, there T+0:15",
		},
		{
			"a version could be made", "open", "[]", "port", "40 guard: decide boat south", NoChannel, // sealed as well: the guard may not hold it
			"none",
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			d, c := candidate(t, replaced(replaced(replaced(text, "CLEARED", x.cleared), "PART", x.part), "TO", x.to), x.lines)
			if got := d.WayText(c.Fastest); c.Cause != x.want || got != x.fastest {
				t.Errorf("the cause is %q and the fastest way %s; want %q and %s", c.Cause, got, x.want, x.fastest)
			}
		})
	}
	t.Run("consent takes the time of asking", func(t *testing.T) {
		// The port is reached in a minute and reaches nobody: asked at 10, its consent is
		// back at 12.
		asking := replaced(replaced(replaced(text, "CLEARED", "sealed"), "PART", "[]"), "TO", "mayor")
		asking = replaced(asking, "{radio: {title: Radio, between: all, delay: 5m}}",
			"{radio: {title: Radio, between: [mayor, guard], delay: 5m}, phone: {title: Phone, between: [mayor, port], clear: true, delay: 1m}}")
		d, c := candidate(t, asking, "40 guard: decide boat south")
		equal(t, "cause", c.Cause, NotAskedNotOffered)
		equal(t, "way", d.WayText(c.Fastest), "Mayor → Guard, Radio T+0:12 once Port consents, there T+0:17")
	})
	t.Run("a version existed", func(t *testing.T) {
		// The guard may hold nothing sealed. Made at once the open version is there at 15.
		version := replaced(replaced(text, "CLEARED", "open"), "handling: sealed, releasable: PART}", "handling: open}")
		d, c := candidate(t, replaced(version, "TO", "port"), "40 guard: decide boat south")
		equal(t, "cause", c.Cause, VersionExisted)
		equal(t, "way", d.WayText(c.Fastest), "Port makes “Part”, T+0:15; Port → Guard, Radio T+0:15, there T+0:20")
	})
	t.Run("a version is being made", func(t *testing.T) {
		version := replaced(replaced(text, "CLEARED", "open"), "handling: sealed, releasable: PART}", "handling: open}")
		_, c := candidate(t, replaced(version, "TO", "port"), "38 port: sanitise part\n40 guard: decide boat south")
		equal(t, "cause", c.Cause, UnderWay)
	})
}

func TestFastestLawfulWay(t *testing.T) {
	const people = `
roles: {port: Port, guard: Guard, mayor: Mayor}
facts: {pilot: {title: Pilot}}
`
	const boat = "decisions: {boat: {title: Boat, ask: Where to, by: guard, needs: [pilot], options: {south: South, berth: Berth}}}"
	const inject = "injects: [{to: port, at: 10m, text: A pilot boat turned back., facts: [pilot]}]"
	for _, x := range []struct{ name, text, lines, want string }{
		{
			"over another role, who may hold it", people + `
channels:
  wire: {title: Wire, between: [port, mayor], delay: 3m}
  radio: {title: Radio, between: [mayor, guard], delay: 4m}
  slow: {title: Slow, between: [port, guard], delay: 30m}
turns: [{` + inject + ", " + boat + "}]", "30 guard: decide boat south",
			"Port → Mayor, Wire T+0:10, there T+0:13; Mayor → Guard, Radio T+0:13, there T+0:17",
		},
		{
			"a channel that is there from the second turn on", people + `
channels: {wire: {title: Wire, between: all, delay: 2h}, radio: {title: Radio, between: all, delay: 5m, under: day}}
arrangements: {day: {title: Day}}
turns:
  - {lasts: 20m, ` + inject + `}
  - {at: T+60m, lasts: 60m, adopt: [day], ` + boat + "}", "70 guard: decide boat south",
			"Port → Guard, Radio T+1:00, there T+1:05",
		},
		{
			"nobody acts between turns", people + `
channels: {wire: {title: Wire, between: [port, mayor], delay: 15m}, radio: {title: Radio, between: [mayor, guard], delay: 5m}}
turns:
  - {lasts: 20m, ` + inject + `}
  - {at: T+60m, lasts: 60m, ` + boat + "}", "70 guard: decide boat south",
			"Port → Mayor, Wire T+0:10, there T+0:25; Mayor → Guard, Radio T+1:00, there T+1:05", // it comes to the mayor in between
		},
		{
			"a channel that a later arrangement makes faster", people + `
channels: {wire: {title: Wire, between: all, delay: 50m}}
arrangements: {fast: {title: Fast, changes: {channels: {wire: {delay: 1m}}}}}
turns:
  - {lasts: 20m, ` + inject + `}
  - {lasts: 60m, adopt: [fast], ` + boat + "}", "30 guard: decide boat south",
			"Port → Guard, Wire T+0:20, there T+0:21",
		},
		{
			"a meeting called at once", people + `
channels: {wire: {title: Wire, between: all, delay: 50m}}
forums: {table: {title: Table, members: all, convene: 15m, lasts: 10m}}
turns: [{` + inject + ", " + boat + "}]", "30 guard: decide boat south",
			"Port → Guard, Table called T+0:10, there T+0:25",
		},
		{
			"a meeting called in the next turn, in which it is faster", people + `
channels: {wire: {title: Wire, between: all, delay: 900m}}
forums: {table: {title: Table, members: all, convene: 400m}}
arrangements: {fast: {title: Fast, changes: {forums: {table: {convene: 5m}}}}}
turns:
  - {lasts: 20m, ` + inject + `}
  - {at: T+60m, lasts: 60m, adopt: [fast], ` + boat + "}", "70 guard: decide boat south",
			"Port → Guard, Table called T+1:00, there T+1:05",
		},
		{
			"a meeting that sat", people + `
channels: {wire: {title: Wire, between: all, delay: 50m}}
forums: {table: {title: Table, members: all, convene: 15m, lasts: 10m}}
turns: [{` + inject + ", " + boat + "}]", "2 mayor: call table\n30 guard: decide boat south",
			"Port → Guard, Table, there T+0:17",
		},
		{
			"not in a meeting that had risen", people + `
channels: {wire: {title: Wire, between: all, delay: 5m}}
forums: {table: {title: Table, members: all, convene: 2m, lasts: 5m}}
turns: [{` + inject + ", " + boat + "}]", "0 mayor: call table\n30 guard: decide boat south",
			"Port → Guard, Table called T+0:10, there T+0:12",
		},
		{
			"the room's own channel", people + "turns: [{" + inject + ", " + boat + "}]", "30 guard: decide boat south",
			"Port → Guard, In the room T+0:10, there T+0:10",
		},
	} {
		t.Run(x.name, func(t *testing.T) {
			d, c := candidate(t, x.text, x.lines)
			equal(t, "way", d.WayText(c.Fastest), x.want)
		})
	}
}

func TestUnlawfulWaysDoNotCount(t *testing.T) {
	// The telephone takes a minute and may not carry it; the wire, which may, takes 60.
	d, c := candidate(t, `
handling: [open, sealed]
roles: {port: Port, guard: Guard}
facts: {pilot: {title: Pilot, handling: sealed, releasable: all}}
channels:
  phone: {title: Phone, between: all, clear: true, delay: 1m}
  thin: {title: Thin, between: all, carries: open, delay: 1m}
  wire: {title: Wire, between: all, delay: 60m}
turns:
  - lasts: 2h
    injects: [{to: port, at: 10m, text: A pilot boat turned back., facts: [pilot]}]
    decisions: {boat: {title: Boat, ask: Where to, by: guard, needs: [pilot], options: {south: South, berth: Berth}}}
`, "40 guard: decide boat south")
	equal(t, "cause", c.Cause, NoChannel)
	equal(t, "way", d.WayText(c.Fastest), "Port → Guard, Wire T+0:10, there T+1:10")
}

func TestMeetingsCarryWhatIsLawful(t *testing.T) {
	const text = `
handling: [open, sealed]
roles: {port: Port, guard: Guard, mayor: Mayor}
facts: {pilot: {title: Pilot, origin: mayor, handling: sealed, releasable: FREE}}
channels: {wire: {title: Wire, between: all, delay: 50m}, phone: {title: Phone, clear: true, between: all, delay: 7m}}
forums: {table: {title: Table, members: all, convene: 5m, lasts: 60m, carries: CARRIES}}
turns:
  - lasts: 2h
    injects: [{to: port, at: 10m, text: A pilot boat turned back., facts: [pilot]}]
    decisions: {boat: {title: Boat, ask: Where to, by: guard, needs: [pilot], options: {south: South, berth: Berth}}}
`
	for _, x := range []struct{ name, free, carries, want string }{
		{"as it is", "all", "sealed", "Port → Guard, Table called T+0:10, there T+0:15"},
		{"too guarded for the table", "all", "open", "Port → Guard, Wire T+0:10, there T+1:00"},
		// The mayor is asked by phone and answers: 10 + 7 + 7.
		{"not released", "[]", "sealed", "Port → Guard, Table called T+0:10 once Mayor consents, there T+0:24"},
	} {
		t.Run(x.name, func(t *testing.T) {
			d, c := candidate(t, replaced(replaced(text, "FREE", x.free), "CARRIES", x.carries), "90 guard: decide boat south")
			equal(t, "way", d.WayText(c.Fastest), x.want)
		})
	}
}

func TestConsentUnasked(t *testing.T) {
	// The mayor, who decides about pilot, has it over health at 12, and releases it by
	// itself: faster than the guard, who has it at 12 as well, could ask, which takes 30.
	d, c := candidate(t, `
handling: [open, sealed]
roles: {port: Port, guard: Guard, health: Health, mayor: Mayor, coast: Coast}
facts: {pilot: {title: Pilot, origin: mayor, handling: sealed, releasable: [guard, health]}}
channels:
  out: {title: Out, from: port, to: guard, delay: 2m}
  ward: {title: Ward, from: port, to: health, delay: 1m}
  car: {title: Car, from: health, to: mayor, delay: 1m}
  radio: {title: Radio, between: [guard, coast], delay: 3m}
  post: {title: Post, between: [guard, mayor], delay: 15m}
turns:
  - lasts: 2h
    injects: [{to: port, at: 10m, text: A pilot boat turned back., facts: [pilot]}]
    decisions: {boat: {title: Boat, ask: Where to, by: coast, needs: [pilot], options: {south: South, berth: Berth}}}
`, "90 coast: decide boat south")
	equal(t, "way", d.WayText(c.Fastest), "Port → Guard, Out T+0:10, there T+0:12; Guard → Coast, Radio T+0:12 once Mayor consents, there T+0:15")
}

func TestMeetingThatWouldHave(t *testing.T) {
	// Pilot is there at 48 and the boat is decided at 57: no channel is that fast, but
	// the table, which takes 30 minutes to convene, would have sat if called by 27.
	const text = `
roles: {port: Port, guard: Guard, mayor: Mayor}
facts: {pilot: {title: Pilot}}
channels: {wire: {title: Wire, between: all, delay: 20m}}
forums:
  table: {title: Table, members: [port, guard], convene: 30m, lasts: 40m}
  other: {title: Other, members: [port, mayor], convene: 1m}
turns:
  - injects: [{to: port, at: 48m, text: A pilot boat turned back., facts: [pilot]}]
    decisions: {boat: {title: Boat, ask: Where to, by: guard, needs: [pilot], options: {south: South, berth: Berth}}}
`
	_, c := candidate(t, text, "57 guard: decide boat south")
	equal(t, "cause", c.Cause, NoChannel)
	equal(t, "meeting", c.Meeting, &Meeting{0, 27})

	// In time by wire, so no meeting need be named.
	late := replaced(text, "wire: {title: Wire, between: all, delay: 20m}", "wire: {title: Wire, between: all, delay: 2m}")
	if _, c = candidate(t, late, "57 guard: decide boat south"); c.Meeting != nil || c.Cause != CouldHaveGone {
		t.Errorf("the cause is %q with a meeting %v", c.Cause, c.Meeting)
	}
}

func TestHoldersAndWhatTheySaid(t *testing.T) {
	// The port decides to hold the report, and says why; the mayor has it from the port.
	d, c := candidate(t, `
handling: [open, sealed]
roles: {port: Port, guard: Guard, mayor: Mayor}
facts: {report: {title: Report, origin: port, handling: sealed, releasable: [mayor]}}
channels: {wire: {title: Wire, between: all, delay: 5m}}
turns:
  - injects: [{to: port, at: 1m, text: Read this., facts: [report]}]
    decisions:
      release: {title: Release, ask: Who may have it, by: port, options: {hold: Hold it, all: {title: To all, then: [release: {report: all}]}}}
      tea: {title: Tea, ask: What, by: port, options: {a: A, b: B}}
      boat: {title: Boat, ask: Where to, by: guard, needs: [report], options: {south: South, berth: Berth}}
      later: {title: Later, ask: Who may have it, by: port, options: {hold: Hold it, all: {title: To all, then: [release: {report: all}]}}}
`, `2 port: decide tea a "We like tea"
3 port: decide release hold "To protect the source"
port: share report to mayor
10 guard: ask report of mayor
15 mayor: refuse report "It is not ours"
30 guard: decide boat south
31 port: decide later all "Too late"`)
	var got []string
	for _, h := range c.Holders {
		s := d.p.Role(h.Role).Title + " since " + d.p.ClockText(h.Since) + ", " + h.How
		for _, r := range h.Said {
			s += "; " + d.p.ClockText(r.At) + " " + r.Words
		}
		for _, x := range h.PassedTo {
			s += "; to " + d.p.Role(x.To).Title
		}
		got = append(got, s)
	}
	equal(t, "holders", got, []string{
		"Port since T+0:01, delivered; T+0:03 To protect the source; to Mayor",
		"Mayor since T+0:08, from Port, Wire; T+0:15 It is not ours",
	})
	equal(t, "cause", c.CauseText(), "asked, and kept, because It is not ours")
	if c.Holders[0].Said[0].Case == nil || c.Holders[1].Said[0].Question == nil {
		t.Error("a decision and an answer are not told apart")
	}
}

func TestEveryCauseIsNamed(t *testing.T) {
	seen := map[string]bool{}
	for _, c := range Causes() {
		if c.String() == "" || seen[c.String()] {
			t.Errorf("cause %d is named %q", c, c)
		}
		seen[c.String()] = true
	}
}
