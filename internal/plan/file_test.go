package plan

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
	"github.com/google/go-cmp/cmp"
)

func TestRead(t *testing.T) {
	got, err := Read("a.plan", []byte("\uFEFF# about\r\n"+
		"plan A room that shares # really\r\n"+
		"length 120   seating \"Four tables\"  seed 7 from Second\r\n"+
		"seats open\n"+
		"seat Port guarded  seat mayor hasty\n"+
		"\n"+
		"\tseat coastguard\n"+
		"next\n"+
		"port: view boat \"# is no comment\" # but this is\n"+
		"refused port: share radar to mayor\n"+
		"expect chose('boat') == 'south' # so\n"+
		"EXPECT ending lost"))
	if err != nil {
		t.Fatal(err)
	}
	want := &File{
		Name: "a.plan", Title: "A room that shares", Seed: 7, Others: scenario.Open,
		Setup: engine.Setup{Length: "120", Seating: "Four tables", From: "second"},
		Seats: []Seat{{5, "Port", scenario.Guarded}, {5, "mayor", scenario.Hasty}},
		Lines: []Line{
			{7, Move, "seat coastguard"},
			{8, Move, "next"},
			{9, Move, `port: view boat "# is no comment"`},
			{10, Refused, "port: share radar to mayor"},
			{11, Expect, "chose('boat') == 'south'"},
			{12, ExpectEnding, "lost"},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestReadNothing(t *testing.T) {
	got, err := Read("a.plan", nil)
	if err != nil || got.Others != scenario.Silent || len(got.Lines) != 0 {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestReadFaults(t *testing.T) {
	_, err := Read("a.plan", []byte(`plan
length
length 45 widht 3
seed minus
seats rude
seed 2
seat port open
seat port silent
nxet
port call meeting
port: view boat "open
expect
expect ending
refused
refused stpo
seed 3
seat port open
say `+"\x1b[31m"+`
port: start
`+strings.Repeat("y", maxLine+1)))
	var faults Faults
	if !errors.As(err, &faults) {
		t.Fatalf("got %v", err)
	}
	want := `a.plan:1: Behind plan its title is missing.
a.plan:2: Behind length something is missing.
a.plan:3: “widht” sets nothing up. There are: plan, length, seating, seed, from, seats and seat.
a.plan:4: A seed is a whole number, 0 or more, and “minus” is none.
a.plan:5: A seat that plays by itself is guarded, open, hasty or silent, and not “rude”.
a.plan:6: “seed” is given twice.
a.plan:8: “seat port” is given twice.
a.plan:9: There is no verb “nxet”. Is “next” meant? Write: next [until TIME]
a.plan:10: Behind the role a colon is missing: “port:”. Write: ROLE: call FORUM
a.plan:11: The words have no closing quote.
a.plan:12: Behind expect a condition is missing, such as: expect holds('port', 'fog')
a.plan:13: Behind expect ending the id of an ending is missing.
a.plan:14: Behind refused a move is missing.
a.plan:15: There is no verb “stpo”. A question mark shows them all.
a.plan:16: What sets a plan up stands before its first move, and “seed” does.
a.plan:17: What sets a plan up stands before its first move. Here write: unseat port open
a.plan:18: Character 5 of this line is an escape character, which a plan can't have.
a.plan:19: That is control's to do: leave out “port:”. Write: start
a.plan:20: This line is longer than 10,000 bytes.`
	if d := cmp.Diff(want, err.Error()); d != "" {
		t.Error(d)
	}
}

func TestLimits(t *testing.T) {
	for _, c := range []struct {
		name, want string
		text       []byte
	}{
		{"large", "a.plan: This plan is larger than 1 MB.", bytes.Repeat([]byte("#"), maxFile+1)},
		{"lines", "a.plan:100001: A plan has at most 100,000 lines.", bytes.Repeat([]byte("\n"), maxLines)},
		{"faults", "a.plan: And 900 more.", bytes.Repeat([]byte("x\n"), 1000)},
		{"binary", "a.plan:1: Character 1 of this line is a byte that is not UTF-8, which a plan can't have.", []byte{0xff}},
	} {
		_, err := Read("a.plan", c.text)
		if err == nil || !strings.HasSuffix(err.Error(), c.want) {
			t.Errorf("%s: got %.200v, want %s", c.name, err, c.want)
		}
	}
	if _, err := Read("a.plan", bytes.Repeat([]byte("\n"), maxLines-1)); err != nil {
		t.Error(err)
	}
}

// FuzzRead reads any bytes as a plan and as lines, and plays what can be read.
func FuzzRead(f *testing.F) {
	f.Add([]byte("plan A\nseats open\nseed 3\nnext\nexpect chose('boat') == 'south'\nexpect ending lost\n"))
	f.Add([]byte("seat port hasty\nrefused port: share fog,radar -> all by radio all-the-same \"x\\\"\"\n"))
	f.Add([]byte("rule port allowed \"…\" then decide lessons one-desk,one-voice for mayor\nuntil Sat 06:10\nend"))
	f.Add([]byte("pin at T-1d2h3m \"“\"\nmessage to shore,mayor hello # x\nwait 1h30\nuntil 5.1.4.7\n„"))
	for _, c := range mistakes {
		if len(c.line) < 1000 {
			f.Add([]byte(c.line))
		}
	}
	for _, c := range lines {
		f.Add([]byte(c.line))
	}
	shipped, err := filepath.Glob("../../scenarios/*/*.plan")
	if err != nil || len(shipped) == 0 {
		f.Fatalf("no plans beside the scenarios (%v)", err)
	}
	for _, path := range shipped {
		content, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(content)
	}
	p := load(f, harbour, engine.Setup{})
	f.Fuzz(func(t *testing.T, content []byte) {
		g := started(t, p, 10)
		for line := range strings.SplitSeq(string(content), "\n") {
			moves, err := Parse(p, g, line)
			if err != nil && (len(moves) > 0 || err.Error() == "") {
				t.Fatalf("%q gives both %v and %v", line, moves, err)
			}
			for _, m := range moves {
				again, err := Parse(p, g, Format(p, m))
				if len(again) != 1 || again[0] != m {
					t.Fatalf("%q gives %+v, written as %s, read as %+v, %v", line, m, Format(p, m), again, err)
				}
			}
		}
		file, err := Read("a.plan", content)
		if err != nil {
			return
		}
		if len(file.Lines) < 20 {
			file.Play(p, Live(p, file.Seed))
		}
	})
}
