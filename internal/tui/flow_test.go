package tui

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/whitecell/engine"
)

// A flow is something that a facilitator does by keys, and the moves that must come
// of it, as lines of a plan. A move that ends in * may go on in any way.
type flow struct {
	command string // the command under test, by its word in the row of keys
	what    string
	set     func(h *hand) // brings the exercise to the moment
	keys    func(h *hand)
	want    []string
	then    func(h *hand) string // nil, or what is wrong afterwards
}

// made says how moves differ from those wanted.
func made(want, got []string) string {
	got = append([]string(nil), got...)
	for i := range min(len(want), len(got)) {
		if head, ok := strings.CutSuffix(want[i], "*"); ok && strings.HasPrefix(got[i], head) {
			got[i] = want[i]
		}
	}
	return cmp.Diff(append([]string{}, want...), append([]string{}, got...))
}

// shows says where the screen does not show something.
func shows(words ...string) func(h *hand) string {
	return func(h *hand) string {
		frame := h.frame(200, 60)
		for _, w := range words {
			if !strings.Contains(frame, w) {
				return "the screen does not show “" + w + "”"
			}
		}
		return ""
	}
}

// notes says where the line above the keys says something else.
func notes(words string) func(h *hand) string {
	return func(h *hand) string {
		if got := h.console().note.text; !strings.Contains(got, words) {
			return "the note is " + got
		}
		return ""
	}
}

func before(line string) func(h *hand) {
	return func(h *hand) { h.until("sharing-90.plan", line) }
}

func busy(h *hand) { night(h) }

// playFlows are the flows of what seats do.
var playFlows = []flow{
	{"decide", "an option by its letter, a ready reason by its digit", busy, func(h *hand) {
		h.do("decide").pick("coast").press(h.option("coast", "trains"), "2")
	}, []string{`interior: decide coast trains "A false alarm can be apologised for"`}, nil},
	{"decide", "the reason owed", busy, func(h *hand) {
		h.do("decide").pick("coast").press(h.option("coast", "trains"), "enter")
	}, []string{"interior: decide coast trains"}, shows("reasons owed: 1")},
	{"decide", "the reason in words that begin with a digit, behind a quotation mark", busy, func(h *hand) {
		h.do("decide").pick("coast").press(h.option("coast", "wait")).write(`"1 boat is still out`).press("enter")
	}, []string{`interior: decide coast wait "1 boat is still out"`}, nil},
	{"decide", "the reason in words that begin with a letter", busy, func(h *hand) {
		h.do("decide").pick("coast").press(h.option("coast", "wait")).write("nobody knows").press("enter")
	}, []string{`interior: decide coast wait "nobody knows"`}, nil},
	{"decide", "where others must agree it is a proposal", before("cabinet: propose posture"), func(h *hand) {
		h.do("decide").pick("posture").press(h.option("posture", "delegate"), "2")
	}, []string{`cabinet: propose posture delegate "There will be no time to ask"`}, nil},
	{"decide", "of several owners, the one whose digit was pressed", before("foreign: decide first-words"), func(h *hand) {
		h.do("decide").pick("first-words").press(h.seat("embassy"), h.option("first-words", "concern"), "1")
		h.press(h.option("first-words", "wait"), "enter") // the sheet stays for the other
	}, []string{`embassy: decide first-words concern "Silence would be read as fear"`, `foreign: decide first-words wait`}, nil},
	{"decide", "a set of arrangements", before("cabinet: propose arrangements"), func(h *hand) {
		h.do("decide").press("b", "c", "b", "d", "enter")
	}, []string{"cabinet: propose arrangements data-exchange,posture-rule"}, nil},
	{"share", "one fact to one seat, by the best way", before("command: share first-warning to defence"), func(h *hand) {
		h.do("share").press(h.seat("command"), h.fact("first-warning"), h.seat("defence"), "enter")
	}, []string{"command: share first-warning to defence by liaison"}, nil},
	{"share", "two facts to two seats are one entry", busy, func(h *hand) {
		h.do("seats").press(h.seat("cabinet"), "+", "enter")
		h.do("share").press(h.seat("cabinet"), h.fact("closed-sea"), h.fact("fleet"), h.seat("foreign"), h.seat("defence"), "enter")
	}, []string{
		"slips cabinet 1", "cabinet: share closed-sea to foreign by telephone", "cabinet: share closed-sea to defence by telephone",
		"cabinet: share fleet to foreign by circuit", "cabinet: share fleet to defence by circuit",
	}, func(h *hand) string {
		n := len(h.ex.Entries())
		h.do("undo")
		return made([]string{"undo 4"}, h.moves(n))
	}},
	{"share", "a letter or a digit once more takes it out again", busy, func(h *hand) {
		h.do("share").press(h.seat("cabinet"), h.fact("closed-sea"), h.fact("fleet"), h.fact("fleet"), h.seat("foreign"), h.seat("defence"), h.seat("foreign"), "enter")
	}, []string{"cabinet: share closed-sea to defence by telephone"}, nil},
	{"share", "by the channel chosen with Tab", busy, func(h *hand) {
		h.do("share").press(h.seat("cabinet"), h.fact("closed-sea"), h.seat("defence"), "tab", "enter")
	}, []string{"cabinet: share closed-sea to defence by circuit"}, nil},
	{"share", "what a rule stands against stays on the sheet, and goes all the same with *", before("assessment: share preparations to defence"), func(h *hand) {
		h.do("share").press(h.seat("assessment"), h.fact("preparations"), h.seat("defence"), h.seat("command"), "enter", "*")
	}, []string{"assessment: share preparations to defence by bag", "assessment: share preparations to command by cable"}, nil},
	{"share", "consent is asked with ?", before("command: share ships-need-help to defence"), func(h *hand) {
		h.do("share").press(h.seat("defence"), h.fact("preparations"), h.seat("cabinet"), "enter", "?")
	}, []string{"defence: ask preparations for cabinet"}, nil},
	{"share", "the facts by the arrows and Space", busy, func(h *hand) {
		h.do("share").press(h.seat("command"), "down", "space", h.seat("embassy"), "enter")
	}, []string{"command: share ships-need-help to embassy by cable"}, nil},
	{"told", "a letter and a digit, as often as needed", busy, func(h *hand) {
		h.do("told").press(h.fact("first-warning"), h.seat("foreign"), h.seat("infrastructure"), h.fact("fleet"), h.seat("defence"), "esc")
	}, []string{"told first-warning to foreign", "told first-warning to infrastructure", "told fleet to defence"}, nil},
	{"told", "dated back", busy, func(h *hand) {
		h.do("told").press("-", "-", h.fact("first-warning"), h.seat("foreign"))
	}, []string{"told first-warning to foreign 10m ago"}, nil},
	{"told", "with the arrows on the matrix", busy, func(h *hand) {
		h.do("told").press("down", "right", "enter")
	}, []string{"told preparations to foreign"}, nil},
	{"meet", "call a meeting", busy, func(h *hand) {
		h.do("meet").press("b", h.seat("cabinet"))
	}, []string{"cabinet: call bilateral"}, nil},
	{"meet", "say something in one that sits", before("defence: say fall-area"), func(h *hand) {
		h.do("seats").press(h.seat("defence"), "+", "enter").do("meet").press("a", h.seat("defence"), h.fact("fall-area"), h.fact("first-warning"), "enter")
	}, []string{"slips defence 1", "defence: say fall-area in ministers", "defence: say first-warning in ministers"}, nil},
	{"meet", "what a rule stands against is said all the same with *", before("defence: say fall-area"), func(h *hand) {
		h.do("meet").press("a", h.seat("defence"), h.fact("north-dark"), "enter", "*")
	}, []string{"defence: say north-dark in ministers all-the-same"}, nil},
	{"meet", "close it", before("defence: say fall-area"), func(h *hand) {
		h.do("meet").press("a", "-")
	}, []string{"close ministers"}, nil},
	{"ask", "for itself", busy, func(h *hand) {
		h.do("ask").press(h.seat("interior"), h.fact("north-dark"), "enter", "enter", "enter")
	}, []string{"interior: ask north-dark of defence for interior"}, nil},
	{"ask", "for itself, of another seat", busy, func(h *hand) {
		h.do("ask").press(h.seat("interior"), h.fact("north-dark"), "enter", "enter", h.seat("cabinet"))
	}, []string{"interior: ask north-dark of cabinet for interior"}, nil},
	{"ask", "for somebody else", busy, func(h *hand) {
		h.do("ask").press(h.seat("cabinet"), h.fact("north-dark"), "enter", h.seat("foreign"))
	}, []string{"cabinet: ask north-dark for foreign"}, nil},
	{"consult", "those who ought to be asked are chosen at first", before("assessment: consult release"), func(h *hand) {
		h.do("consult").press("a", h.seat("defence"), "enter")
	}, []string{"assessment: consult release command"}, nil},
	{"yes", "agrees to a proposal", before("command: agree posture"), func(h *hand) { h.do("yes") }, []string{"command: agree posture"}, nil},
	{"yes", "grants", before("assessment: grant preparations"), func(h *hand) { h.do("yes") }, []string{"assessment: grant preparations for cabinet"}, nil},
	{"yes", "a view has words", before("command: view release"), func(h *hand) {
		h.do("yes").write("Interior has the boats.").press("enter")
	}, []string{`command: view release "Interior has the boats."`}, nil},
	{"no", "objects, with its reason", before("command: agree posture"), func(h *hand) {
		h.do("no").write("Not with our ships").press("enter")
	}, []string{`command: object posture "Not with our ships"`}, nil},
	{"no", "refuses, without a reason", before("assessment: grant preparations"), func(h *hand) { h.do("no").press("enter") }, []string{"assessment: refuse preparations for cabinet"}, nil},
	{"answer", "chooses among all that wait", func(h *hand) {
		before("command: agree posture")(h)
		h.play("interior: consult coast cabinet", "until 04:40")
	}, func(h *hand) {
		h.do("answer").press("b").write("Wake them.").press("enter")
	}, []string{`cabinet: view coast "Wake them."`}, nil},
	{"reason", "a ready one, of the only one owed", busy, func(h *hand) {
		h.do("decide").pick("coast").press(h.option("coast", "trains"), "enter").do("reason").press("2")
	}, []string{"interior: decide coast trains", `interior: reason coast "A false alarm can be apologised for"`}, nil},
	{"reason", "in words, of several", before("interior: decide boats"), func(h *hand) {
		h.do("decide").pick("boats").press(h.option("boats", "north"), "enter")
		h.do("decide").pick("port-visit").press(h.option("port-visit", "cancel"), "enter")
		h.do("reason").press("b", "w").write("They asked.").press("enter")
	}, []string{"interior: decide boats north", "command: decide port-visit cancel", `command: reason port-visit "They asked."`}, nil},
	{"own", "a seat accepts an arrangement", before("interior: own operators-list"), func(h *hand) {
		h.do("own").press("c", h.seat("interior"))
	}, []string{"interior: own operators-list"}, nil},
	{"version", "the origin makes a version", busy, func(h *hand) { h.do("version").press("b") }, []string{"defence: sanitise watch-thin"}, nil},
	{"message", "of a seat", busy, func(h *hand) {
		h.do("message").press(h.seat("interior"), h.seat("cabinet"), h.seat("defence"), "enter").write("Call us.").press("enter")
	}, []string{`interior: message to cabinet,defence "Call us."`}, nil},
	{"message", "of control", busy, func(h *hand) {
		h.do("message").press("enter", h.seat("cabinet"), "enter").write("Five minutes left.").press("enter")
	}, []string{`message to cabinet "Five minutes left."`}, nil},
}

// controlFlows are the flows of what control does.
var controlFlows = []flow{
	{"next", "StartEx, and the first thing to say", func(*hand) {}, func(h *hand) { h.do("next") }, []string{"start", "until *"}, shows("TURN 1", "Wednesday afternoon")},
	{"next", "Enter does the same", busy, func(h *hand) { h.press("enter") }, []string{"until *"}, nil},
	{"step", "one thing further", busy, func(h *hand) { h.do("step") }, []string{"until *"}, nil},
	{"go to", "a moment", busy, func(h *hand) { h.do("go to").write("04:20").press("enter") }, []string{"until *"}, func(h *hand) string {
		if got := h.console().desk.Clock(h.ex.Game().State().Clock()); got != "04:20" {
			return "it is " + got
		}
		return ""
	}},
	{"undo", "the last entry", busy, func(h *hand) { h.do("undo") }, []string{"undo 1"}, notes("Taken back")},
	{"stop", "with words, and lifted", busy, func(h *hand) { h.do("stop").write("Fire").press("enter").do("stop") }, []string{`stop "Fire"`, "lift"}, nil},
	{"stop", "without words", busy, func(h *hand) { h.do("stop").press("enter") }, []string{"stop"}, shows("REAL WORLD")},
	{"stop", "from a sheet that is open", busy, func(h *hand) {
		h.do("share").press(h.seat("cabinet")).do("stop").press("enter")
	}, []string{"stop"}, shows("REAL WORLD")},
	{"stop", "from the room's screen", busy, func(h *hand) { h.do("screen").do("stop").press("enter") }, []string{"stop"}, shows("REAL WORLD")},
	{"stop", "from the help, and from behind a curtain", busy, func(h *hand) {
		h.do("help").do("stop").press("esc").do("view").press(h.seat("interior"), "enter").do("stop").press("enter")
	}, []string{"stop"}, shows("REAL WORLD")},
	{"rule", "noted, and nothing else", busy, func(h *hand) {
		h.do("rule").press("enter").write("They want coffee").press("enter", "enter", "enter")
	}, []string{`rule noted "They want coffee"`}, nil},
	{"rule", "allowed, and a seat is told", busy, func(h *hand) {
		h.do("rule").press(h.seat("interior")).write("Ring the harbours").press("enter", "2", "t", h.fact("closed-sea"), h.seat("foreign"))
	}, []string{`rule interior allowed then tell closed-sea to foreign "Ring the harbours"`}, nil},
	{"rule", "partly, and some seats meet", busy, func(h *hand) {
		h.do("rule").press(h.seat("interior")).write("Meet in the yard").press("enter", "3", "m", h.seat("interior"), h.seat("defence"), "enter")
	}, []string{`rule interior partly then meet defence,interior "Meet in the yard"`}, nil},
	{"rule", "not allowed, and a measure moves", busy, func(h *hand) {
		h.do("rule").press(h.seat("interior")).write("Close the port").press("enter", "4", "n", "c").write("-5").press("enter")
	}, []string{`rule interior not then nudge trust -5 "Close the port"`}, nil},
	{"rule", "later, and an inject is delivered", busy, func(h *hand) {
		h.do("rule").press(h.seat("interior")).write("Ask the radio").press("enter", "5", "i", "b")
	}, []string{`rule interior later then deliver night-radio "Ask the radio"`}, nil},
	{"rule", "a decision is taken", busy, func(h *hand) {
		h.do("rule").press(h.seat("interior")).write("The minister decides").press("enter", "2", "d", "c", h.option("coast", "north"))
	}, []string{`rule interior allowed then decide coast north "The minister decides"`}, nil},
	{"question", "with a ready answer", busy, func(h *hand) {
		h.do("question").press(h.seat("interior")).write("How many trains?").press("enter", "1")
	}, []string{`interior: message "How many trains?"`, `message to interior "Not known yet."`}, nil},
	{"question", "the answer alone, in words", busy, func(h *hand) {
		h.do("question").press(h.seat("interior"), "enter", "3").write("Two.").press("enter")
	}, []string{`message to interior "Two."`}, nil},
	{"inject", "a new one", busy, func(h *hand) {
		h.do("inject").press("+", h.seat("cabinet"), h.seat("interior"), "enter").write("Her mother rings.").press("enter")
	}, []string{`improvise to cabinet,interior "Her mother rings."`}, nil},
	{"inject", "brought forward", busy, func(h *hand) { h.do("inject").press("a", "1") }, []string{"deliver was-this-it"}, nil},
	{"inject", "delayed", busy, func(h *hand) { h.do("inject").press("a", "3") }, []string{"delay was-this-it 30m"}, nil},
	{"inject", "left out", busy, func(h *hand) { h.do("inject").press("a", "4") }, []string{"skip was-this-it"}, nil},
	{"observe", "at a seat, towards an objective", busy, func(h *hand) {
		h.do("observe").write("No pen.").press("enter", h.seat("defence"), "b")
	}, []string{`observe defence for protect "No pen."`}, nil},
	{"observe", "the whole room", busy, func(h *hand) { h.do("observe").write("Silence.").press("enter", "enter", "enter") }, []string{`observe "Silence."`}, nil},
	{"pin", "what is being said", busy, func(h *hand) { h.do("pin").press("enter") }, []string{`pin at T+55m "A governor on the line"`}, nil},
	{"pin", "in words", busy, func(h *hand) { h.do("pin").write("Nobody moves.").press("enter") }, []string{`pin at T+55m "Nobody moves."`}, nil},
	{"action", "with its owner", busy, func(h *hand) {
		h.do("action").write("Write the list").press("enter", h.seat("infrastructure")).write("2032-06-01").press("enter", "a", "d")
	}, []string{`act infrastructure for authority "Write the list; element: planning; due: 2032-06-01"`}, nil},
	{"more", "delivers the contingency on offer", func(h *hand) { night(h).nextTo("CONTINGENCY") }, func(h *hand) {
		h.do("more")
	}, []string{"deliver nobody-called"}, nil},
	{"more", "one more minute for the decision whose box ends first", busy, func(h *hand) { h.do("more") }, []string{"more-time air 1m"}, nil},
	{"seats", "to automatic play, and back", busy, func(h *hand) {
		h.do("seats").press(h.seat("embassy"), "4").do("seats").press(h.seat("embassy"), "1")
	}, []string{"unseat embassy hasty", "seat embassy"}, nil},
	{"seats", "a slip", busy, func(h *hand) {
		h.do("seats").press(h.seat("embassy"), "+").write("A long night").press("enter")
	}, []string{`slips embassy 1 "A long night"`}, nil},
	{"EndEx", "asks first", busy, func(h *hand) { h.do("EndEx").press("y") }, []string{"end"}, shows("ENDEX")},
	{"line", "any move", busy, func(h *hand) {
		h.do("line").write(`interior: ask north-dark of defence "Are you blind?"`).press("enter")
	}, []string{`interior: ask north-dark of defence "Are you blind?"`}, nil},
	{"mend", "strike", busy, func(h *hand) {
		h.mendLine("cabinet: propose posture").press("x", "y")
	}, []string{"strike 57"}, shows("Who may order what until noon?")},
	{"mend", "write anew", busy, func(h *hand) {
		h.mendLine("cabinet: propose posture").press("w")
		for range len(`delegate "There will be no time to ask"`) {
			h.press("backspace")
		}
		h.write("keep").press("enter", "y")
	}, []string{"strike 57"}, func(h *hand) string {
		return made([]string{"cabinet: propose posture keep"}, h.moves(56)[:1])
	}},
	{"mend", "put before", busy, func(h *hand) { h.mendLine("cabinet: propose posture").press("<", "y") }, []string{"strike 57"}, nil},
	{"mend", "put behind", busy, func(h *hand) { h.mendLine("defence: propose air").press(">", "y") }, []string{"strike 53"}, nil},
	{"mend", "leave it as it was", busy, func(h *hand) { h.mendLine("cabinet: propose posture").press("x", "esc", "esc") }, nil, nil},
}

// looks are the flows that make no move.
var looks = []flow{
	{"help", "all keys, and back", busy, func(h *hand) { h.do("help") }, nil, func(h *hand) string {
		if wrong := shows("pin this moment for the hot wash")(h); wrong != "" {
			return wrong
		}
		h.press("esc")
		return shows("Who knows what")(h)
	}},
	{"screen", "the room's, and back", busy, func(h *hand) { h.do("screen") }, nil, func(h *hand) string {
		if strings.Contains(h.frame(120, 36), "Who knows what") {
			return "the console is still there"
		}
		h.do("screen")
		return shows("Who knows what")(h)
	}},
	{"view", "a curtain first, then the view, then the console again", busy, func(h *hand) { h.do("view").press(h.seat("interior")) }, nil, func(h *hand) string {
		if wrong := shows("For the eyes of Interior and Police Agency only.")(h); wrong != "" {
			return wrong
		}
		h.press("enter")
		if wrong := shows("The northern boats sail tonight")(h); wrong != "" {
			return wrong
		}
		h.press("enter")
		return shows("Who knows what")(h)
	}},
	{"view", "any other key leaves the curtain shut", busy, func(h *hand) { h.do("view").press(h.seat("interior"), "x") }, nil, shows("Who knows what")},
	{"back", "the card before, and forward again", busy, func(h *hand) { h.do("back") }, nil, func(h *hand) string {
		if wrong := shows("Two more at five minutes to four")(h); wrong != "" {
			return wrong
		}
		h.do("forward")
		return shows("A governor on the line")(h)
	}},
	{"forward", "not past the last", busy, func(h *hand) { h.do("forward").do("forward") }, nil, shows("A governor on the line")},
	{"scroll", "the card, no further than its end, and back", busy, func(h *hand) { h.do("scroll") }, nil, func(h *hand) string {
		h.frame(80, 24)
		h.press("down", "down", "down", "pgdown", "pgdown", "pgdown", "down", "down", "down", "down")
		if !strings.Contains(h.frame(80, 24), "hand    slip 23") {
			return "the end of the card does not come"
		}
		down := h.console().scroll
		if h.press("up"); h.console().scroll != down-1 {
			return "one row up is not one row"
		}
		return ""
	}},
	{"panel", "the log, what is due, the turns", busy, func(h *hand) { h.frame(80, 24) }, nil, func(h *hand) string {
		seen := ""
		for range 3 {
			seen += h.frame(80, 24)
			h.do("panel")
		}
		for _, panel := range []string{"╭─ Due", "╭─ Log", "╭─ Turns"} {
			if !strings.Contains(seen, panel) {
				return panel + " never comes"
			}
		}
		return ""
	}},
	{"leave", "asks first", busy, func(h *hand) { h.do("leave").press("n") }, nil, func(h *hand) string {
		if h.app.leaving {
			return "it left"
		}
		if h.do("leave").press("y"); !h.app.leaving {
			return "it did not leave"
		}
		return ""
	}},
}

// Each key does what its help says, and nothing else.
func TestFlows(t *testing.T) {
	tested := map[string]bool{}
	for _, flows := range [][]flow{playFlows, controlFlows, looks} {
		for _, f := range flows {
			tested[f.command] = true
			t.Run(f.command+", "+f.what, func(t *testing.T) {
				h := light(t, "90")
				f.set(h)
				n := len(h.ex.Entries())
				f.keys(h)
				if wrong := made(f.want, h.moves(n)); wrong != "" {
					t.Errorf("moves (-want +got):\n%s\nthe note: %s", wrong, h.console().note.text)
				}
				if f.then != nil {
					if wrong := f.then(h); wrong != "" {
						t.Error(wrong)
					}
				}
			})
		}
	}
	for i := range commands {
		if word := commands[i].Help().Desc; !tested[word] {
			t.Errorf("the command %q has no flow here", word)
		}
	}
}

// notAtTheConsole are the moves that the console makes in no other way than by a
// line, each with its reason.
var notAtTheConsole = map[engine.MoveKind]string{
	engine.MoveHotwash: "the steps are gone through in the hot wash, which has tests of its own",
	engine.MoveRate:    "ratings are given when the exercise is over, in the debrief",
	engine.MoveConfirm: "what a seat was told outside the record is confirmed in the debrief",
}

// The moves are a closed list, and every one of them has its keys.
func TestEveryMoveHasItsKeys(t *testing.T) {
	kinds := map[engine.MoveKind]bool{}
	for _, flows := range [][]flow{playFlows, controlFlows} {
		for _, f := range flows {
			if f.command == "line" {
				continue
			}
			h := light(t, "90")
			f.set(h)
			n := len(h.ex.Entries())
			f.keys(h)
			for _, x := range h.ex.Entries()[n:] {
				kinds[x.Move.Kind] = true
			}
		}
	}
	for k := engine.MoveStart; k <= engine.MoveEnd; k++ {
		if why := notAtTheConsole[k]; kinds[k] == (why != "") {
			t.Errorf("%s: made by keys %v, and the reason why it is not: %q", k, kinds[k], why)
		}
	}
}
