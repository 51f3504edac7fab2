package tui

import (
	"strings"
	"testing"
)

// mostKeys is what five busy minutes may cost.
const mostKeys = 56

// Five busy minutes of turn 2, entry by entry: every move is the one that was
// meant, and the keys are counted. Words that are typed count apart.
func TestBusyFiveMinutes(t *testing.T) {
	h := light(t, "90")
	lines := []string{"start"}
	for _, l := range planLines(t, "sharing-90.plan") {
		if strings.HasPrefix(l, "command: agree posture") {
			break
		}
		if !strings.Contains(l, " air") && !strings.HasPrefix(l, "cabinet: call bilateral") { // left for the five minutes
			lines = append(lines, l)
		}
	}
	h.play(lines...).latest()
	h.keys, h.chars = 0, 0
	for _, tt := range []struct {
		what string
		keys func()
		want []string
		most int // keys, words left out
	}{
		{"Command agrees", func() { h.do("yes") }, []string{"command: agree posture"}, 1},
		{
			"Defence proposes", func() { h.do("decide").pick("air").press(h.option("air", "share"), "1") },
			[]string{`defence: propose air share "It defends us as well"`},
			3,
		},
		{
			"Interior decides", func() { h.do("decide").pick("coast").press(h.option("coast", "trains"), "2") },
			[]string{`interior: decide coast trains "A false alarm can be apologised for"`},
			3,
		},
		{
			"Assessment decides", func() { h.do("decide").pick("confirm").press(h.option("confirm", "confirm"), "1") },
			[]string{`assessment: decide confirm confirm "They cannot act on a doubt"`},
			3,
		},
		{"on", func() { h.do("next") }, []string{"until *"}, 1},
		{"one fact to one seat", func() {
			h.do("share").press(h.seat("defence"), h.fact("first-warning"), h.seat("foreign"), "enter")
		}, []string{"defence: share first-warning to foreign by circuit"}, 6},
		{"two facts to two seats; one of them holds one already", func() {
			h.do("share").press(h.seat("cabinet"), h.fact("closed-sea"), h.fact("fleet"), h.seat("foreign"), h.seat("infrastructure"), "enter")
		}, []string{"cabinet: share closed-sea to foreign by *", "cabinet: share fleet to foreign by *", "cabinet: share fleet to infrastructure by *"}, 8},
		{"two told across the table", func() {
			h.do("told").press(h.fact("first-warning"), h.seat("infrastructure"), h.fact("fleet"), h.seat("defence"), "esc")
		}, []string{"told first-warning to infrastructure", "told fleet to defence"}, 6},
		{"one of them was a mistake", func() { h.do("undo") }, []string{"undo 1"}, 1},
		{"a meeting is called", func() { h.do("meet").press("b", h.seat("foreign")) }, []string{"foreign: call bilateral"}, 3},
		{"a question to control", func() {
			h.do("question").press(h.seat("interior")).write("How many trains are out?").press("enter", "1")
		}, []string{`interior: message "How many trains are out?"`, `message to interior "Not known yet."`}, 4},
		{"on", func() { h.do("next") }, []string{"until *"}, 1},
		{"something is said in the meeting that sits now", func() {
			h.do("meet").press("a", h.seat("interior"), h.fact("fleet"), "enter")
		}, []string{"interior: say fleet in ministers"}, 5},
		{"a ruling", func() {
			h.do("rule").press(h.seat("interior")).write("Send a patrol to every signal box").press("enter", "2", "enter")
		}, []string{`rule interior allowed "Send a patrol to every signal box"`}, 5},
		{"one fact to one seat, again", func() {
			h.do("share").press(h.seat("command"), h.fact("ships-ask"), h.seat("embassy"), "enter")
		}, []string{"command: share ships-ask to embassy by cable"}, 6},
		{"on", func() { h.do("next") }, []string{"until *"}, 1},
		{"the second of two cards", func() { h.do("next") }, nil, 1},
	} {
		n, before := len(h.ex.Entries()), h.keys-h.chars
		tt.keys()
		if wrong := made(tt.want, h.moves(n)); wrong != "" {
			t.Errorf("%s (-want +got):\n%s\nthe note: %s", tt.what, wrong, h.console().note.text)
		}
		if used := h.keys - h.chars - before; used > tt.most {
			t.Errorf("%s takes %d keys, more than %d", tt.what, used, tt.most)
		}
	}
	t.Logf("%d keys, and %d letters of words", h.keys-h.chars, h.chars)
	if h.keys-h.chars > mostKeys {
		t.Errorf("five busy minutes take %d keys, more than %d", h.keys-h.chars, mostKeys)
	}
}
