package plan

import (
	"errors"
	"strings"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
	"github.com/google/go-cmp/cmp"
)

// Numbers of the things in harbour.
const (
	port, coastguard, ferryLine, mayor = 0, 1, 2, 3
	fog, radar, radarShort, wreck      = 0, 1, 2, 3
	radio, phone, cable                = 0, 1, 2
)

func mk(kind engine.MoveKind, set func(*engine.Move)) engine.Move {
	m := engine.NewMove(kind)
	if set != nil {
		set(&m)
	}
	return m
}

func shareOf(fact, to, by int) engine.Move {
	return mk(engine.MoveShare, func(m *engine.Move) {
		m.Role, m.A, m.To, m.B = port, int16(fact), int8(to), int16(by)
	})
}

func minute(m scenario.Minutes) uint64 { return uint64(engine.EndOfMinute(m)) }

// lines are lines with the moves that they are, in a game at T+10m (06:20).
var lines = []struct {
	line string
	want []engine.Move
}{
	{"", nil},
	{"  # nothing", nil},
	{"start", []engine.Move{mk(engine.MoveStart, nil)}},
	{"StartEx", []engine.Move{mk(engine.MoveStart, nil)}},
	{"next # on", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.N = engine.ToNext })}},
	{"next until T+1h", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.N, m.Mask = engine.ToNext, minute(60) })}},
	{"control: step", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.N = engine.ToStep })}},
	{"until T+2h", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(120) })}},
	{"until T+1d2h30m", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(1590) })}},
	{"until T-36h", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(-36 * 60) })}},
	{"until t+2:30", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(150) })}},
	{"until T", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(0) })}},
	{"until 19:00", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(12*60 + 50) })}},
	{"until 06:20", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(10) })}},
	{"until 06:19", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(24*60 + 9) })}},
	{"until Sat 06:10", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(24 * 60) })}},
	{"until Friday 06:10", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(7 * 24 * 60) })}},
	{"until Sat 18 Oct 06:10", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(24 * 60) })}},
	{"until 5.1.4.7", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) {
		place, _ := engine.ParsePlace("5.1.4.7")
		m.Mask = uint64(place)
	})}},
	{"until end", []engine.Move{mk(engine.MoveAdvance, nil)}},
	{"wait 20m", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(30) })}},
	{"wait 1h30", []engine.Move{mk(engine.MoveAdvance, func(m *engine.Move) { m.Mask = minute(100) })}},
	{`coastguard: decide boat south "It is nearer"`, []engine.Move{mk(engine.MoveDecide, func(m *engine.Move) {
		m.Role, m.A, m.B, m.Words = coastguard, 0, 0, "It is nearer"
	})}},
	{"CG: DECIDE Boat ber", []engine.Move{mk(engine.MoveDecide, func(m *engine.Move) { m.Role, m.A, m.B = coastguard, 0, 1 })}},
	{"coast:decide boat north", []engine.Move{mk(engine.MoveDecide, func(m *engine.Move) { m.Role, m.A, m.B = coastguard, 0, 2 })}},
	{"Ferry Line : call meeting", []engine.Move{mk(engine.MoveCall, func(m *engine.Move) { m.Role, m.A = ferryLine, 0 })}},
	{"port: decide lessons one-desk, one-voice", []engine.Move{mk(engine.MoveDecide, func(m *engine.Move) {
		m.Role, m.A, m.B, m.Mask = port, 2, 0, 3
	})}},
	{"port: propose lessons nothing", []engine.Move{mk(engine.MovePropose, func(m *engine.Move) { m.Role, m.A, m.B = port, 2, 0 })}},
	{"port: propose line calm", []engine.Move{mk(engine.MovePropose, func(m *engine.Move) { m.Role, m.A, m.B = port, 1, 0 })}},
	{`port: reason line "Because"`, []engine.Move{mk(engine.MoveReason, func(m *engine.Move) { m.Role, m.A, m.Words = port, 1, "Because" })}},
	{`port: reason line it's only fair, isn't it`, []engine.Move{mk(engine.MoveReason, func(m *engine.Move) {
		m.Role, m.A, m.Words = port, 1, "it's only fair, isn't it"
	})}},
	{`coastguard: consult boat port, mayor "Well?"`, []engine.Move{mk(engine.MoveConsult, func(m *engine.Move) {
		m.Role, m.A, m.Mask, m.Words = coastguard, 0, 1<<port|1<<mayor, "Well?"
	})}},
	{"coastguard: consult boat all", []engine.Move{mk(engine.MoveConsult, func(m *engine.Move) {
		m.Role, m.A, m.Mask = coastguard, 0, 1<<port|1<<ferryLine|1<<mayor
	})}},
	{"port: agree boat", []engine.Move{mk(engine.MoveAnswer, func(m *engine.Move) { m.Role, m.A, m.N = port, 0, engine.VerdictYes })}},
	{`port: object boat "No \"south\" \\ no"`, []engine.Move{mk(engine.MoveAnswer, func(m *engine.Move) {
		m.Role, m.A, m.N, m.Words = port, 0, engine.VerdictNo, `No "south" \ no`
	})}},
	{`port: view boat “Go north”`, []engine.Move{mk(engine.MoveAnswer, func(m *engine.Move) { m.Role, m.A, m.Words = port, 0, "Go north" })}},

	{"port: share fog to coastguard by radio", []engine.Move{shareOf(fog, coastguard, radio)}},
	{"port: share fog -> coastguard", []engine.Move{shareOf(fog, coastguard, phone)}}, // open facts may go in the clear, and faster
	{"port: share radar->cg", []engine.Move{shareOf(radar, coastguard, radio)}},       // a sealed one may not
	{"port: share radar to mayor", []engine.Move{shareOf(radar, mayor, phone)}},       // nothing is lawful: the engine says so
	{"port: share fog,radar to coastguard , ferry by rad", []engine.Move{
		shareOf(fog, coastguard, radio), shareOf(fog, ferryLine, radio), shareOf(radar, coastguard, radio), shareOf(radar, ferryLine, radio),
	}},
	{"port: share fog to sea by radio", []engine.Move{shareOf(fog, coastguard, radio), shareOf(fog, ferryLine, radio)}},
	{"port: share fog to shore, mayor", []engine.Move{shareOf(fog, mayor, phone)}},
	{`port: share radar to mayor all-the-same "You must know"`, []engine.Move{func() engine.Move {
		m := shareOf(radar, mayor, phone)
		m.Force, m.Words = true, "You must know"
		return m
	}()}},
	{"port: share radar to mayor all the same by phone", []engine.Move{func() engine.Move {
		m := shareOf(radar, mayor, phone)
		m.Force = true
		return m
	}()}},
	{"port: sanitise radar-short", []engine.Move{mk(engine.MoveSanitise, func(m *engine.Move) { m.Role, m.A = port, radarShort })}},
	{"port: ask wreck of coastguard", []engine.Move{mk(engine.MoveAsk, func(m *engine.Move) { m.Role, m.A, m.To = port, wreck, coastguard })}},
	{`cg: ask radar for mayor of port "May it?"`, []engine.Move{mk(engine.MoveAsk, func(m *engine.Move) {
		m.Role, m.A, m.To, m.B, m.Words = coastguard, radar, port, mayor, "May it?"
	})}},
	{"cg: ask radar of port for mayor", []engine.Move{mk(engine.MoveAsk, func(m *engine.Move) { m.Role, m.A, m.To, m.B = coastguard, radar, port, mayor })}},
	{"port: grant radar for mayor", []engine.Move{mk(engine.MoveGrant, func(m *engine.Move) { m.Role, m.A, m.B = port, radar, mayor })}},
	{`port: refuse radar "No"`, []engine.Move{mk(engine.MoveRefuse, func(m *engine.Move) { m.Role, m.A, m.Words = port, radar, "No" })}},
	{"port: call meeting", []engine.Move{mk(engine.MoveCall, func(m *engine.Move) { m.Role, m.A = port, 0 })}},
	{"port: say fog, radar in meeting all-the-same", []engine.Move{
		mk(engine.MoveSay, func(m *engine.Move) { m.Role, m.A, m.B, m.Force = port, fog, 0, true }),
		mk(engine.MoveSay, func(m *engine.Move) { m.Role, m.A, m.B, m.Force = port, radar, 0, true }),
	}},
	{"close meeting", []engine.Move{mk(engine.MoveClose, func(m *engine.Move) { m.A = 0 })}},
	{"port: close seated-meeting", []engine.Move{mk(engine.MoveClose, func(m *engine.Move) { m.Role, m.A = port, 1 })}},
	{`port: message to coastguard,mayor "Hello"`, []engine.Move{mk(engine.MoveMessage, func(m *engine.Move) {
		m.Role, m.Mask, m.Words = port, 1<<coastguard|1<<mayor, "Hello"
	})}},
	{`control: message to mayor where are you`, []engine.Move{mk(engine.MoveMessage, func(m *engine.Move) { m.Mask, m.Words = 1<<mayor, "where are you" })}},
	{`port: message "Is there fog?"`, []engine.Move{mk(engine.MoveMessage, func(m *engine.Move) { m.Role, m.Words = port, "Is there fog?" })}},
	{"port: own one-desk", []engine.Move{mk(engine.MoveOwn, func(m *engine.Move) { m.Role, m.A = port, 0 })}},

	{"rule port allowed", []engine.Move{mk(engine.MoveRule, func(m *engine.Move) { m.Role, m.N = port, engine.RulingAllowed })}},
	{`rule port "wants a boat"`, []engine.Move{mk(engine.MoveRule, func(m *engine.Move) { m.Role, m.Words = port, "wants a boat" })}},
	{"rule later", []engine.Move{mk(engine.MoveRule, func(m *engine.Move) { m.N = engine.RulingLater })}},
	{`rule port allowed "Yes" then tell wreck to mayor`, []engine.Move{mk(engine.MoveRule, func(m *engine.Move) {
		m.Role, m.N, m.Words, m.Why, m.A, m.To = port, engine.RulingAllowed, "Yes", engine.RuleTell, wreck, mayor
	})}},
	{"rule port not then meet port,mayor", []engine.Move{mk(engine.MoveRule, func(m *engine.Move) {
		m.Role, m.N, m.Why, m.Mask = port, engine.RulingNot, engine.RuleMeeting, 1<<port|1<<mayor
	})}},
	{"rule port partly then decide line calm for mayor", []engine.Move{mk(engine.MoveRule, func(m *engine.Move) {
		m.Role, m.N, m.Why, m.A, m.B, m.To = port, engine.RulingPartly, engine.RuleDecide, 1, 0, mayor
	})}},
	{"rule port then nudge trust −5", []engine.Move{mk(engine.MoveRule, func(m *engine.Move) { m.Role, m.Why, m.A, m.M = port, engine.RuleNudge, 0, -5 })}},
	{"rule noted then deliver call-in", []engine.Move{mk(engine.MoveRule, func(m *engine.Move) { m.Why, m.A = engine.RuleInject, 2 })}},
	{`improvise to port,mayor "A crane falls" with wreck`, []engine.Move{mk(engine.MoveImprovise, func(m *engine.Move) {
		m.Mask, m.A, m.Words = 1<<port|1<<mayor, wreck, "A crane falls"
	})}},
	{`improvise to all "Rain"`, []engine.Move{mk(engine.MoveImprovise, func(m *engine.Move) { m.Mask, m.Words = 15, "Rain" })}},
	{"skip siren", []engine.Move{mk(engine.MoveSkip, func(m *engine.Move) { m.A = 1 })}},
	{"delay siren 20m", []engine.Move{mk(engine.MoveDelay, func(m *engine.Move) { m.A, m.N = 1, 20 })}},
	{"deliver call-in", []engine.Move{mk(engine.MoveDeliver, func(m *engine.Move) { m.A = 2 })}},
	{"told fog,wreck to mayor by port 20m ago", []engine.Move{
		mk(engine.MoveTold, func(m *engine.Move) { m.Role, m.A, m.To, m.N = port, fog, mayor, 20 }),
		mk(engine.MoveTold, func(m *engine.Move) { m.Role, m.A, m.To, m.N = port, wreck, mayor, 20 }),
	}},
	{"told fog to mayor", []engine.Move{mk(engine.MoveTold, func(m *engine.Move) { m.A, m.To = fog, mayor })}},
	{"port: told fog to mayor", []engine.Move{mk(engine.MoveTold, func(m *engine.Move) { m.Role, m.A, m.To = port, fog, mayor })}},
	{`slips port 2 "A courier was found"`, []engine.Move{mk(engine.MoveSlips, func(m *engine.Move) { m.Role, m.N, m.Words = port, 2, "A courier was found" })}},
	{"seat port", []engine.Move{mk(engine.MoveSeat, func(m *engine.Move) { m.Role = port })}},
	{"unseat coastguard", []engine.Move{mk(engine.MoveUnseat, func(m *engine.Move) { m.Role, m.N = coastguard, int32(scenario.Hasty) })}},
	{"unseat port silent", []engine.Move{mk(engine.MoveUnseat, func(m *engine.Move) { m.Role, m.N = port, int32(scenario.Silent) })}},
	{"more-time boat", []engine.Move{mk(engine.MoveMoreTime, func(m *engine.Move) { m.A, m.N = 0, 1 })}},
	{"more-time boat 3m", []engine.Move{mk(engine.MoveMoreTime, func(m *engine.Move) { m.A, m.N = 0, 3 })}},
	{`observe port for share "Hesitates"`, []engine.Move{mk(engine.MoveObserve, func(m *engine.Move) { m.Role, m.A, m.Words = port, 0, "Hesitates" })}},
	{`observe "Quiet"`, []engine.Move{mk(engine.MoveObserve, func(m *engine.Move) { m.Words = "Quiet" })}},
	{`rate decide s "With a delay"`, []engine.Move{mk(engine.MoveRate, func(m *engine.Move) { m.A, m.N, m.Words = 1, 1, "With a delay" })}},
	{"rate decide not-observed", []engine.Move{mk(engine.MoveRate, func(m *engine.Move) { m.A, m.N = 1, 4 })}},
	{`pin that was good`, []engine.Move{mk(engine.MovePin, func(m *engine.Move) { m.N, m.Words = 10, "that was good" })}},
	{`pin at T+3m "that was good"`, []engine.Move{mk(engine.MovePin, func(m *engine.Move) { m.N, m.Words = 3, "that was good" })}},
	{`act mayor "Agree on a number"`, []engine.Move{mk(engine.MoveAct, func(m *engine.Move) { m.Role, m.Words = mayor, "Agree on a number" })}},
	{"hotwash card", []engine.Move{mk(engine.MoveHotwash, nil)}},
	{"hotwash reveal boat part 2", []engine.Move{mk(engine.MoveHotwash, func(m *engine.Move) { m.N, m.A, m.M = 3, 0, 2 })}},
	{"confirm boat radar did-not-matter for coastguard", []engine.Move{mk(engine.MoveConfirm, func(m *engine.Move) { m.Role, m.A, m.B, m.N = coastguard, 0, radar, 2 })}},
	{"stop a real alarm", []engine.Move{mk(engine.MoveStop, func(m *engine.Move) { m.Words = "a real alarm" })}},
	{"lift", []engine.Move{mk(engine.MoveLift, nil)}},
	{"undo", []engine.Move{mk(engine.MoveUndo, func(m *engine.Move) { m.N = 1 })}},
	{"undo 3", []engine.Move{mk(engine.MoveUndo, func(m *engine.Move) { m.N = 3 })}},
	{"strike 12", []engine.Move{mk(engine.MoveStrike, func(m *engine.Move) { m.N = 12 })}},
	{"endex", []engine.Move{mk(engine.MoveEnd, nil)}},
}

func TestParse(t *testing.T) {
	p := load(t, harbour, engine.Setup{})
	g := started(t, p, 10)
	seen := map[engine.MoveKind]bool{}
	for _, c := range lines {
		got, err := Parse(p, g, c.line)
		if err != nil {
			t.Errorf("%s\n%v", c.line, err)
			continue
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s\n%s", c.line, d)
		}
		for _, m := range got {
			seen[m.Kind] = true
			again, err := Parse(p, g, Format(p, m))
			if d := cmp.Diff([]engine.Move{m}, again); d != "" {
				t.Errorf("%s\nwritten as %s %v\n%s", c.line, Format(p, m), err, d)
			}
		}
	}
	for _, v := range verbTable {
		if !seen[v.kind] {
			t.Errorf("no line tries %s", v.name)
		}
	}
}

// TestWays holds that a share without a channel follows what holds at the moment.
func TestWays(t *testing.T) {
	p := load(t, harbour, engine.Setup{})
	l := Live(p, 7)
	for _, line := range []string{"start", "until 06:20", "rule port then decide lessons one-desk"} {
		moves, err := Parse(p, l.Game(), line)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.Do(moves[0]); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Parse(p, l.Game(), "port: share radar to coastguard")
	if err != nil || len(got) != 1 || got[0].B != cable {
		t.Errorf("got %+v, %v; want the cable", got, err)
	}
	_, err = Parse(p, l.Game(), "port: share radar to port")
	var refusal *engine.Refusal
	if !errors.As(err, &refusal) || refusal.Control != "Port Authority would be sending that to itself." {
		t.Errorf("got %v", err)
	}
	_, err = Parse(p, nil, "port: share radar to coastguard")
	if err == nil || !strings.HasPrefix(err.Error(), "Write by which channel.") {
		t.Errorf("without a game: %v", err)
	}
}

var mistakes = []struct{ line, want string }{
	{"shrae fog", "There is no verb “shrae”. Is “share” meant? Write: ROLE: share FACT,FACT to ROLE,ROLE [by CHANNEL] [all-the-same] [\"…\"]"},
	{"port: blah", "There is no verb “blah”. A question mark shows them all."},
	{"port call meeting", "Behind the role a colon is missing: “port:”. Write: ROLE: call FORUM"},
	{"port:", "Behind the colon a verb is missing."},
	{`"hello"`, "There is no verb before the words."},
	{"share fog to port", "Say which role does this. Write: ROLE: share FACT,FACT to ROLE,ROLE [by CHANNEL] [all-the-same] [\"…\"]"},
	{"port: next", "That is control's to do: leave out “port:”. Write: next [until TIME]"},
	{"prot: call meeting", "There is no role “prot”. Is “port” meant?"},
	{"xyzzy: call meeting", "There is no role “xyzzy”. There are: port, coastguard, ferry-line and mayor."},
	{"port: share fgo to coastguard", "There is no fact “fgo”. Is “fog” meant?"},
	{"told rad to coastguard", "“rad” could be radar or radar-short: write more of it."},
	{"port: share fog coastguard", "“to” is expected before “coastguard”. Write: ROLE: share FACT,FACT to ROLE,ROLE [by CHANNEL] [all-the-same] [\"…\"]"},
	{"port: share fog", "“to” is missing. Write: ROLE: share FACT,FACT to ROLE,ROLE [by CHANNEL] [all-the-same] [\"…\"]"},
	{"port: share fog,, radar to mayor", "Here a fact is missing. Write: ROLE: share FACT,FACT to ROLE,ROLE [by CHANNEL] [all-the-same] [\"…\"]"},
	{"port: share fog to mayor vai radio", "“vai” is not understood here. Write: ROLE: share FACT,FACT to ROLE,ROLE [by CHANNEL] [all-the-same] [\"…\"]; words stand in double quotes."},
	{"coastguard: decide boat sotuh", "“boat” has no option “sotuh”. Is “south” meant?"},
	{"coastguard: decide", "Here a decision is missing. Write: ROLE: decide DECISION OPTION [\"reason\"]"},
	{`port: view boat "Go north`, "The words have no closing quote."},
	{`port: view boat "Go" "north"`, "There are words in quotes twice, and a move takes them once. Inside words write a quote as \\\"."},
	{"until noon", "“noon” is no moment of the story. Write it such as T+2h or T+2:30, or as the clock shows it."},
	{"until Mon", "“Mon” is no moment of the story. Write it such as T+2h or T+2:30, or as the clock shows it."},
	{"until Mon 31 Feb 10:00", "That moment does not come any more: it is Fri 17 Oct 06:20."},
	{"until", "A moment of the story is missing. Write: until TIME"},
	{"until 1.2.3.x", "“1.2.3.x” is no place of a record."},
	{"wait a bit", "“a” is no length of time. Write one such as 20m, 2h or 1h30m."},
	{"wait", "A length of time is missing. Write: wait 20m"},
	{"wait 99999d", "“99999d” is no length of time. Write one such as 20m, 2h or 1h30m."},
	{"delay siren", "A length of time is missing. Write: delay INJECT 20m"},
	{"rule port perhaps", "“perhaps” is not understood here. Write: rule ROLE noted|allowed|partly|not|later [\"…\"] [then …]; words stand in double quotes."},
	{"rule port then dance", "“dance” does not follow from a ruling. " + thenHelp},
	{"rule port then", thenHelp},
	{"rule port then nudge trust", "The number of points is missing. Write: rule ROLE noted|allowed|partly|not|later [\"…\"] [then …]"},
	{"slips port many", "The number of slips is a whole number, and “many” is none."},
	{"unseat port rude", "How a seat plays by itself is guarded, open, hasty or silent, and not “rude”."},
	{"rate share", "A rating is missing: P, S, M, U or not-observed."},
	{"deliver sirne", "There is no inject “sirne”. Is “siren” meant?"},
	{"told fog to mayor soon", "“soon” is no length of time. Write one such as 20m, 2h or 1h30m."},
	{"strike", "The line of the record is missing. Write: strike LINE"},
	{"undo 99999999999", "The number of moves is a whole number, and “99999999999” is none."},
	{"start\u202e the exercise now please with everything there is on this line", "“the” is not understood here. Write: start; words stand in double quotes."},
	{strings.Repeat("x", maxLine+1), "This line is longer than 10,000 bytes."},
}

func TestMistakes(t *testing.T) {
	p := load(t, harbour, engine.Setup{})
	g := started(t, p, 10)
	for _, c := range mistakes {
		moves, err := Parse(p, g, c.line)
		if err == nil {
			t.Errorf("%s\ngot moves %+v, want a mistake", c.line, moves)
		} else if err.Error() != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.line, err, c.want)
		}
	}
}

// TestNoDate holds that a story without a date has no time of day.
func TestNoDate(t *testing.T) {
	p := load(t, "whitecell: 1\ntitle: T\nroles: {a: A, b: B}\nturns: [{title: One}]\n", engine.Setup{})
	_, err := Parse(p, engine.NewGame(p, 1), "until 19:00")
	want := "This story has no time of day: its clock counts from T. Write it such as T+2h or T+2:30."
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
	if _, err = Parse(p, engine.NewGame(p, 1), "skip x"); err == nil || err.Error() != "This scenario has no injects." {
		t.Errorf("got %v", err)
	}
}

func TestUsage(t *testing.T) {
	if got, want := len(Usage()), len(verbTable); got != want {
		t.Errorf("got %d usages, want %d", got, want)
	}
}
