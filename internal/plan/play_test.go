package plan

import (
	"strings"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
	"github.com/google/go-cmp/cmp"
)

// play plays a plan and gives what failed, one line each.
func play(t *testing.T, source string) (string, *Result) {
	t.Helper()
	f, err := Read("a.plan", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	p := load(t, harbour, f.Setup)
	res := f.Play(p, Live(p, f.Seed))
	var failed []string
	for _, x := range res.Failures {
		failed = append(failed, x.String())
	}
	return strings.Join(failed, "\n"), res
}

const passing = `plan The boat goes south
seed 3
refused port: decide line calm        # nothing has been asked yet
expect clock == 0 and turn == 0
until T+5m
expect holds('port', 'fog') and not delivered('siren')
port: share radar to coastguard
refused port: share radar to mayor
refused port: share radar to port
until T+8m
expect holds('coastguard', 'radar')
coastguard: decide boat south "It is nearer"
expect chose('boat') == 'south' and trust == 55 and flag('sent-south')
refused coastguard: decide boat berth
port: decide line calm
mayor: decide line alarm
expect chose('line') == '' and chose('line', 'port') == 'calm'
deliver call-in
expect delivered('call-in')
until end
end
expect ending found
`

func TestPlay(t *testing.T) {
	failed, res := play(t, passing)
	if failed != "" {
		t.Error(failed)
	}
	if res.Ending != "found" || res.Clock != 120 || res.Played != 20 {
		t.Errorf("got %+v", res)
	}
}

func TestPlayFailures(t *testing.T) {
	for _, c := range []struct{ name, plan, want string }{
		{
			"expectations", `until T+10m
expect chose('boat') == 'south' and trust > 60 or holds('mayor', 'fog')
expect clock < 5
refused port: share fog to coastguard by radio
refused port: share fog,wreck to mayor by phone
port: decide line calm
expect chose('line', 'port') == 'alarm' and chose('line') != '' and turn == 2 and lapsed() == 1
expect leaked() or sitting('meeting') or false
expect ending found
`, `a.plan:2: at Fri 17 Oct 06:20, expected chose('boat') == 'south' and trust > 60 or holds('mayor', 'fog'); found chose('boat') is '', trust is 50 and holds('mayor', 'fog') is false
a.plan:3: at Fri 17 Oct 06:20, expected clock < 5; found clock is 10
a.plan:4: at Fri 17 Oct 06:20, expected that this is refused: port: share fog to coastguard by radio; found that it was done
a.plan:5: at Fri 17 Oct 06:20, expected that this is refused: port: share fog to mayor by phone; found that it was done
a.plan:7: at Fri 17 Oct 06:20, expected chose('line', 'port') == 'alarm' and chose('line') != '' and turn == 2 and lapsed() == 1; found chose('line', 'port') is 'calm', chose('line') is '', turn is 1 and lapsed() is 0
a.plan:8: at Fri 17 Oct 06:20, expected leaked() or sitting('meeting') or false; found leaked() is false and sitting('meeting') is false
a.plan:9: at Fri 17 Oct 08:10, expected ending found; found ending lost`,
		},
		{
			"refused", "until T+10m\ncoastguard: decide boat north\nexpect false\n",
			"a.plan:2: at Fri 17 Oct 06:20, refused: “North” is not open: what it needs is not there yet.",
		},
		{
			"nothing answers to it", "until T+10m\nport: share fog to port\nexpect false\n",
			"a.plan:2: at Fri 17 Oct 06:20, refused: Port Authority would be sending that to itself.",
		},
		{
			"undo", "refused undo\nnext\nstrike 2\n",
			"a.plan:3: at Fri 17 Oct 06:10, refused: Nothing is taken back or struck here: this game keeps no record. Leave the move out of the plan instead.",
		},
		{
			"all at once", "seat prot open\nport: share fgo to mayor\nexpect trsut > 3\nexpect ending fuond\nexpect flag('sent-suoth')\nexpect chose('boat', 'mayor') == ''\nrefused port: call meting\n",
			`a.plan:1: There is no role “prot”. Is “port” meant?
a.plan:2: There is no fact “fgo”. Is “fog” meant?
a.plan:3: There is no measure "trsut". Is “trust” meant?
a.plan:4: There is no ending “fuond”. Is “found” meant?
a.plan:5: There is no flag "sent-suoth". Is “sent-south” meant?
a.plan:6: "mayor" does not decide "boat". There decide: coastguard.
a.plan:7: There is no forum “meting”. Is “meeting” meant?`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := play(t, c.plan)
			if d := cmp.Diff(c.want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestSeats holds which seats play by themselves, and how.
func TestSeats(t *testing.T) {
	f, err := Read("a.plan", []byte("seats open\nseat mayor hasty\nseat port guarded\nport: call meeting\ncoastguard: view boat x\n"))
	if err != nil {
		t.Fatal(err)
	}
	p := load(t, harbour, engine.Setup{})
	l := Live(p, 1)
	f.Play(p, l)
	for role, want := range []string{"guarded", "people", "open", "hasty"} {
		got := "people"
		if t, auto := l.Game().Auto(role); auto {
			got = t.String()
		}
		if got != want {
			t.Errorf("%s plays %s, want %s", p.Role(role).ID, got, want)
		}
	}
}

// TestStartOnce holds that a plan may start the exercise itself, and try things
// before.
func TestStartOnce(t *testing.T) {
	got, res := play(t, "refused next\nexpect not holds('port', 'fog')\nstart\nexpect holds('port', 'fog')\n")
	if got != "" || res.Played != 4 {
		t.Errorf("got %s, %+v", got, res)
	}
}

// TestDrive holds that seats which play by themselves act on the way of any
// advance, and that an advance to a place does no more than it would without them.
func TestDrive(t *testing.T) {
	for _, c := range []struct{ name, plan string }{
		{"to a place", `
seats hasty
until T+4m
expect chose('boat') == ''
until T+6m
expect chose('boat') != '' and clock == 6`},
		{"half-way", `
seat coastguard guarded
until T+30m
expect chose('boat') != ''`},
		{"not before", `
seat coastguard guarded
until T+20m
expect chose('boat') == ''`},
		{"on the way to the next thing", `
seat coastguard guarded
seat mayor silent
port: decide line calm
expect false`},
		{"a default waits at the place", `
seat port hasty
until T+40m
expect chose('boat') == '' and clock == 40
coastguard: decide boat south
expect chose('boat') == 'south'`},
		{"to the end", `
seats open
until end
expect clock == 120 and chose('boat') != ''
end`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, _ := play(t, strings.TrimPrefix(c.plan, "\n"))
			if c.name == "on the way to the next thing" {
				if !strings.Contains(got, "refused") {
					t.Errorf("got %s, want a refusal", got)
				}
				return
			}
			if got != "" {
				t.Error(got)
			}
		})
	}
}

// TestDriveNext holds where an advance to the next thing ends: where control must
// say or ask something, however often seats act before.
func TestDriveNext(t *testing.T) {
	p := load(t, harbour, engine.Setup{})
	l := Live(p, 7)
	for r := range p.Roles() {
		m := engine.NewMove(engine.MoveUnseat)
		m.Role, m.N = int8(r), int32(scenario.Open)
		if err := l.Do(m); err != nil {
			t.Fatal(err)
		}
	}
	next := engine.NewMove(engine.MoveAdvance)
	next.N = engine.ToNext
	steps := 0
	for m := engine.NewMove(engine.MoveStart); l.Game().State().Phase() < engine.Over; m = next {
		before := l.Game().State().Place()
		if err := l.Do(m); err != nil {
			t.Fatal(err)
		}
		if m.Kind == engine.MoveAdvance && (!l.Game().Halted() || l.Game().State().Place() == before) {
			t.Errorf("an advance ended at %v, where nothing is to say", l.Game().State().Place())
		}
		if steps++; steps > 100 {
			t.Fatal("it goes on for ever")
		}
	}
}
