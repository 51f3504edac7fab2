package tui

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// The sizes at which every screen is kept: the least, a usual one, and a large one.
var goldenSizes = [...][2]int{{80, 24}, {120, 36}, {200, 60}}

// scenes are the screens kept in testdata: each brings First Light, in its cut of
// ninety minutes and with a fixed seed, to a moment.
var scenes = []struct {
	name string
	set  func(h *hand)
}{
	{"opening", func(h *hand) { h.later(95 * time.Second) }},
	{"opening-seats", func(h *hand) { h.do("seats").press(h.seat("foreign"), "2").do("seats").press(h.seat("embassy"), "5") }},
	{"turn", func(h *hand) { h.do("next") }},
	{"first-inject", func(h *hand) { h.do("next").do("next") }},
	{"open-decision", func(h *hand) { h.until("sharing-90.plan", "interior: decide boats").decisionCard("boats") }},
	{"decide", func(h *hand) { night(h).do("decide") }},
	{"decide-reasons", func(h *hand) { night(h).do("decide").pick("coast").press(h.option("coast", "trains")) }},
	{"decide-words", func(h *hand) {
		night(h).do("decide").pick("coast").press(h.option("coast", "trains")).write("A false alarm can be apologised for; a night express cannot, and it is due at five.").press("left", "left", "left")
	}},
	{"decide-each", func(h *hand) {
		h.until("sharing-90.plan", "infrastructure: decide reply").do("decide").pick("reply")
	}},
	{"decide-all", func(h *hand) { h.until("sharing-90.plan", "embassy: agree text").do("decide").pick("text") }},
	{"decide-buy", func(h *hand) {
		h.until("sharing-90.plan", "cabinet: propose arrangements").do("decide").press("a", "c")
	}},
	{"share-from", func(h *hand) { night(h).do("share") }},
	{"share", func(h *hand) {
		night(h).do("share").press(h.seat("command"), h.fact("first-warning"), h.fact("ships-ask"), h.seat("defence"), h.seat("embassy"))
	}},
	{"share-refused", func(h *hand) {
		h.until("sharing-90.plan", "assessment: share preparations")
		h.do("share").press(h.seat("assessment"), h.fact("preparations"), h.seat("cabinet"), h.seat("defence"), "enter")
	}},
	{"told", func(h *hand) { night(h).do("told").press(h.fact("first-warning"), h.seat("foreign"), h.fact("fleet")) }},
	{"told-cursor", func(h *hand) { night(h).do("told").press("down", "down", "right", "-", "-") }},
	{"meet-call", func(h *hand) { night(h).do("meet").press("b") }},
	{"meet-say", func(h *hand) {
		h.until("sharing-90.plan", "defence: say fall-area").do("meet").press("a", h.seat("defence"), h.fact("fall-area"))
	}},
	{"question-waits", func(h *hand) { h.until("sharing-90.plan", "command: agree posture") }},
	{"question-no", func(h *hand) {
		h.until("sharing-90.plan", "command: agree posture").do("no").write("Not with our ships")
	}},
	{"answers", func(h *hand) { h.until("sharing-90.plan", "command: agree posture").do("answer") }},
	{"rule-words", func(h *hand) {
		night(h).do("rule").press(h.seat("interior")).write("Send a patrol to every signal box")
	}},
	{"rule-then", func(h *hand) {
		night(h).do("rule").press(h.seat("interior")).write("Send a patrol to every signal box").press("enter", "3")
	}},
	{"rule-fact", func(h *hand) {
		night(h).do("rule").press(h.seat("interior")).write("Ring the harbours").press("enter", "2", "t")
	}},
	{"rule-inject", func(h *hand) {
		night(h).do("rule").press(h.seat("interior")).write("Ring the harbours").press("enter", "2", "i", "down", "down")
	}},
	{"question-to-control", func(h *hand) {
		night(h).do("question").press(h.seat("interior")).write("How many trains are out?").press("enter")
	}},
	{"inject-list", func(h *hand) { night(h).do("inject") }},
	{"inject-new", func(h *hand) {
		night(h).do("inject").press("+", h.seat("cabinet"), h.seat("interior"), "enter").write("The Prime Minister's mother rings.")
	}},
	{"observe", func(h *hand) { night(h).do("observe").write("Defence looked for a pen first.").press("enter") }},
	{"ask", func(h *hand) { night(h).do("ask").press(h.seat("interior"), h.fact("north-dark")) }},
	{"consult", func(h *hand) { h.until("sharing-90.plan", "assessment: consult release").do("consult").press("a") }},
	{"owed", func(h *hand) {
		night(h).do("decide").pick("coast").press(h.option("coast", "trains"), "enter").do("reason")
	}},
	{"own", func(h *hand) { h.until("sharing-90.plan", "interior: own").do("own").press("a") }},
	{"version", func(h *hand) { night(h).do("version") }},
	{"message", func(h *hand) {
		night(h).do("message").press(h.seat("interior"), h.seat("cabinet"), "enter").write("Call us.")
	}},
	{"seats", func(h *hand) { night(h).do("seats") }},
	{"seats-what", func(h *hand) { night(h).do("seats").press(h.seat("embassy")) }},
	{"line", func(h *hand) { night(h).do("line").write("interior: ask north-dark of defence") }},
	{"go-to", func(h *hand) { night(h).do("go to").write("05:10") }},
	{"mend", func(h *hand) { night(h).do("mend").press("up", "up", "up") }},
	{"mend-change", func(h *hand) { night(h).mendLine("command: share first-warning to defence").press("x") }},
	{"mend-write", func(h *hand) { night(h).mendLine("defence: propose air").press("w") }},
	{"due", func(h *hand) { h.nextTo("TIME") }},
	{"contingency", func(h *hand) { night(h).nextTo("CONTINGENCY") }},
	{"turn-end", func(h *hand) {
		night(h).do("decide").pick("coast").press(h.option("coast", "trains"), "enter").nextTo("END OF TURN")
	}},
	{"time-over", func(h *hand) { night(h).later(25 * time.Minute) }},
	{"undone", func(h *hand) { night(h).do("undo") }},
	{"leave", func(h *hand) { night(h).press("ctrl+c") }},
	{"help", func(h *hand) { night(h).do("help") }},
	{"stop-form", func(h *hand) { night(h).do("stop").write("Fire alarm on the second floor") }},
	{"stop", func(h *hand) { night(h).do("stop").write("Fire alarm on the second floor").press("enter") }},
	{"curtain-shut", func(h *hand) { night(h).do("view").press(h.seat("interior")) }},
	{"curtain-facts", func(h *hand) { night(h).do("view").press(h.seat("interior"), "enter") }},
	{"curtain-injects", func(h *hand) { night(h).do("view").press(h.seat("interior"), "enter", "tab") }},
	{"curtain-decisions", func(h *hand) { night(h).do("view").press(h.seat("interior"), "enter", "tab", "tab") }},
	{"curtain-traffic", func(h *hand) { night(h).do("view").press(h.seat("defence"), "enter", "tab", "tab", "tab") }},
	{"curtain-card", func(h *hand) { night(h).do("view").press(h.seat("interior"), "enter", "shift+tab") }},
	{"room-waiting", func(h *hand) { h.do("screen") }},
	{"room-turn", func(h *hand) { h.do("next").later(83 * time.Second).do("screen") }},
	{"room-news", func(h *hand) {
		h.until("sharing-90.plan", "assessment: sanitise all-in").later(time.Minute).do("screen")
	}},
	{"room-deciding", func(h *hand) { night(h).later(70 * time.Second).do("screen") }},
	{"room-over", func(h *hand) { night(h).later(25 * time.Minute).do("screen") }},
	{"room-stop", func(h *hand) {
		night(h).do("stop").write("Fire alarm on the second floor").press("enter", commandKey(h, "screen"))
	}},
	{"room-end", func(h *hand) { theEnd(h).do("screen") }},
	{"endex", func(h *hand) { theEnd(h) }},
	{"home", func(h *hand) { h.home(shelf(h)) }},
	{"home-record", func(h *hand) { h.home(shelf(h)).press("down", "down") }},
	{"home-empty", func(h *hand) { h.home(&Shelf{Scenarios: shelf(h).Scenarios, Folder: "this folder"}) }},
	{"setup", func(h *hand) { h.home(shelf(h)).press("enter", "up", "right") }},
}

// theEnd is behind EndEx.
func theEnd(h *hand) *hand {
	h.play(append([]string{"start"}, planLines(h, "sharing-90.plan")...)...)
	for i := 0; h.ex.Game().State().Phase() != engine.Ended; i++ {
		if i > 200 {
			h.Fatal("EndEx does not come")
		}
		h.do("next")
	}
	return h
}

// decisionCard goes back to the card that put a decision.
func (h *hand) decisionCard(decision string) *hand {
	h.Helper()
	n := h.known(h.ex.Program().DecisionNo(scenario.DecisionID(decision)), decision)
	for range len(h.console().feed.cards) {
		if c := h.console().feed.card(h.console().card); c.Decision == n && kindWords[c.Kind] == "DECISION" {
			return h
		}
		h.do("back")
	}
	h.Fatalf("there is no card for %s", decision)
	return h
}

// Every screen at every size is as it was when somebody last looked at it.
func TestScreens(t *testing.T) {
	for _, scene := range scenes {
		t.Run(scene.name, func(t *testing.T) {
			h := light(t, "90")
			scene.set(h)
			for _, size := range goldenSizes {
				got := h.frame(size[0], size[1]) + "\n"
				golden(t, fmt.Sprintf("%s-%dx%d.txt", scene.name, size[0], size[1]), got)
			}
		})
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(path, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s (-want +got):\n%s", name, diff)
	}
}
