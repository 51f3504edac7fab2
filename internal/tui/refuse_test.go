package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/plan"
)

// What is refused says why and leaves the exercise as it was.
func TestRefusals(t *testing.T) {
	for _, tt := range []struct {
		what string
		set  func(h *hand)
		keys func(h *hand)
		says string
	}{
		{"undo before anything was done", func(*hand) {}, func(h *hand) { h.do("undo") }, "nothing to take back"},
		{"no decision is open", func(h *hand) { h.do("next") }, func(h *hand) { h.do("decide") }, "No decision is open"},
		{"nobody to consult about nothing", func(h *hand) { h.do("next") }, func(h *hand) { h.do("consult") }, "No decision is open"},
		{"no question waits: yes", busy, func(h *hand) { h.do("yes") }, "No question waits"},
		{"no question waits: no", busy, func(h *hand) { h.do("no") }, "No question waits"},
		{"no question waits: answer", busy, func(h *hand) { h.do("answer") }, "No question waits"},
		{"no reason is owed", busy, func(h *hand) { h.do("reason") }, "No reason is owed"},
		{"nothing to own", busy, func(h *hand) { h.do("own") }, "No arrangement waits"},
		{"nothing that more could be given to", func(h *hand) { h.do("next") }, func(h *hand) { h.do("more") }, "No decision is open"},
		{"no version could be made", func(h *hand) {
			h.ex = begin(h, with(h, func(int) string { return "x" }), engine.Setup{}, 1).ex
			h.at(h.ex).play("start", "a: sanitise f4", "until T+30m")
			h.app.View()
		}, func(h *hand) { h.do("version") }, "no version"},
		{"a locked option", busy, func(h *hand) { h.do("decide").pick("coast").press(h.option("coast", "north")) }, "You cannot yet say which stretch"},
		{"an option that does not exist", busy, func(h *hand) { h.do("decide").pick("coast").press("z") }, "5 options"},
		{"a seat that does not decide", busy, func(h *hand) { h.do("decide").pick("coast").press(h.seat("embassy")) }, "to answer"},
		{"a sign that is neither option nor seat", busy, func(h *hand) { h.do("decide").press("%") }, "letter"},
		{"arrangements that cost too much", before("cabinet: propose arrangements"), func(h *hand) { h.do("decide").press("a", "b", "enter") }, "points"},
		{"a share of nothing", busy, func(h *hand) { h.do("share").press(h.seat("cabinet"), "enter") }, "Choose facts"},
		{"a fact before its sender", busy, func(h *hand) { h.do("share").press("a") }, "First the seat"},
		{"a share of what is not held", busy, func(h *hand) { h.do("share").press(h.seat("interior"), h.fact("north-dark")) }, "holds no fact"},
		{"a share with oneself", busy, func(h *hand) { h.do("share").press(h.seat("interior"), h.seat("interior")) }, "is the sender"},
		{"a share with a seat that does not exist", busy, func(h *hand) { h.do("share").press(h.seat("interior"), "9") }, "8 seats"},
		{"a share of what they hold", busy, func(h *hand) {
			h.do("share").press(h.seat("cabinet"), h.fact("closed-sea"), h.seat("interior"), "enter")
		}, "hold it already"},
		{"a share against a rule", busy, func(h *hand) {
			h.do("share").press(h.seat("cabinet"), h.fact("north-dark"), h.seat("foreign"), "enter")
		}, "stands against"},
		{"a share that costs more slips than there are", busy, func(h *hand) {
			h.do("share").press(h.seat("command"), h.fact("ships-ask"), h.fact("ships-need-help"), h.seat("embassy"), "enter")
		}, "slip"},
		{"consent where none is needed", busy, func(h *hand) {
			h.do("share").press(h.seat("cabinet"), h.fact("closed-sea"), h.seat("foreign"), "?")
		}, "consent"},
		{"a seat with nothing to send", func(h *hand) { h.do("next") }, func(h *hand) { h.do("share").press(h.seat("foreign")) }, "nothing that it could send"},
		{"told what nobody holds", busy, func(h *hand) { h.do("told").press(h.fact("second-sign")) }, "Nobody holds"},
		{"told to nobody", busy, func(h *hand) { h.do("told").press(h.fact("fleet"), "enter") }, "First the fact"},
		{"told to a seat that does not exist", busy, func(h *hand) { h.do("told").press(h.fact("fleet"), "9") }, "8 seats"},
		{"told to one who holds it", busy, func(h *hand) { h.do("told").press(h.fact("fleet"), h.seat("cabinet")) }, "NOT DONE"},
		{"a meeting called twice", before("interior: decide coast"), func(h *hand) { h.do("meet").press("b", h.seat("foreign")) }, "NOT DONE"},
		{"a ruling without words", busy, func(h *hand) { h.do("rule").press("enter", "enter") }, "Write something"},
		{"a measure moved by no number", busy, func(h *hand) {
			h.do("rule").press("enter").write("x").press("enter", "enter", "n", "a").write("much").press("enter")
		}, "whole number"},
		{"a measure moved by a number that nothing holds", busy, func(h *hand) {
			h.do("rule").press("enter").write("x").press("enter", "enter", "n", "a").write("99999999999").press("enter")
		}, "whole number"},
		{"a moment that is none", busy, func(h *hand) { h.do("go to").write("tomorrow perhaps").press("enter") }, "“"},
		{"a moment that is past", busy, func(h *hand) { h.do("go to").write("T+10m").press("enter") }, "NOT DONE"},
		{"a line that is no move", busy, func(h *hand) { h.do("line").write("sing a song").press("enter") }, "sing"},
		{"an empty line", busy, func(h *hand) { h.do("line").press("enter") }, ""},
		{"a key that is none", busy, func(h *hand) { h.press("~") }, "is no key here"},
		{"Enter in a list of several with nothing chosen", busy, func(h *hand) { h.do("inject").press("+", "enter") }, "Choose at least one"},
		{"a key that no line of a list has", busy, func(h *hand) { h.do("observe").write("x").press("enter", "%") }, "has the key"},
		{"a line struck that stays", busy, func(h *hand) {
			h.do("observe").write("x").press("enter", "enter", "enter")
			h.mark().mendLine("observe").press("x")
		}, "can't be struck"},
		{"a line written anew as two", busy, func(h *hand) {
			h.mendLine("cabinet: propose posture").press("w")
			for range 80 {
				h.press("backspace")
			}
			h.write("cabinet: share fleet to foreign, defence by circuit").press("enter")
		}, "exactly one move"},
		{"a line moved behind the end", busy, func(h *hand) { h.mendLine("cabinet: propose posture").press(">") }, "can't be moved"},
		{"pasting where nothing is written", busy, func(h *hand) { h.paste("share a to b") }, "left out"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			h := light(t, "90")
			tt.set(h)
			h.mark()
			tt.keys(h)
			if !h.unmoved() {
				t.Errorf("something was done: %v", h.moves(h.marked))
			}
			if got := h.console().note.text; !strings.Contains(got, tt.says) {
				t.Errorf("it says %q, not %q", got, tt.says)
			}
			h.app.View()
			if len(h.ex.Entries()) > 0 {
				if err := h.ex.Verify(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// mark remembers the state of the exercise, and unmoved says whether it is that
// still.
func (h *hand) mark() *hand {
	h.state.CopyFrom(h.ex.Game().State())
	h.marked = len(h.ex.Entries())
	return h
}

func (h *hand) unmoved() bool {
	return len(h.ex.Entries()) == h.marked && h.state.Equal(h.ex.Game().State())
}

// few are all, or under -short some of them.
func few(flows []flow) []flow {
	if !testing.Short() {
		return flows
	}
	var out []flow
	for i := 0; i < len(flows); i += 5 {
		out = append(out, flows[i])
	}
	return out
}

// Esc takes every sheet back to the console, from every depth, and does nothing.
func TestEscapeFromAnywhere(t *testing.T) {
	for _, flows := range [][]flow{playFlows, controlFlows, looks} {
		for _, f := range few(flows) {
			h := light(t, "90")
			f.set(h)
			f.keys(h)
			if h.ex.Game().State().Stopped() || h.app.leaving {
				continue
			}
			h.mark()
			for range 12 {
				h.press("esc")
			}
			if !h.unmoved() || h.console().sheet != nil || len(h.app.screens) != 1 {
				t.Errorf("%s, %s: Esc leaves a sheet %T, %d screens, and made %v", f.command, f.what, h.console().sheet, len(h.app.screens), h.moves(h.marked))
			}
		}
	}
}

// Whatever one key did is taken back by one key, with all that followed from it.
func TestUndoTakesBackOneKey(t *testing.T) {
	for _, f := range few(playFlows) {
		h := light(t, "90")
		f.set(h)
		h.mark()
		f.keys(h)
		heads := 0
		for _, x := range h.ex.Entries()[h.marked:] {
			if !x.With && x.Gone == "" && x.Move.Kind != engine.MoveUndo {
				heads++
			}
		}
		if f.then != nil && f.what == "two facts to two seats are one entry" && heads != 2 { // a slip was granted before
			t.Errorf("%s, %s: %d entries", f.command, f.what, heads)
		}
		h.console().close()
		for range heads {
			h.do("undo")
		}
		if !h.state.Equal(h.ex.Game().State()) {
			t.Errorf("%s, %s: %d times undo does not bring it back: %s", f.command, f.what, heads, h.console().note.text)
		}
	}
}

// A line mended is as if it had been entered so at once.
func TestMendedIsAsIfEnteredSo(t *testing.T) {
	h := night(light(t, "90"))
	h.mendLine("command: share first-warning to defence").press("x", "y")
	want := light(t, "90")
	want.play("start")
	for _, l := range planLines(t, "sharing-90.plan") {
		if strings.HasPrefix(l, "cabinet: call bilateral") {
			break
		}
		if strings.HasPrefix(l, "command: share first-warning to defence") || strings.HasPrefix(l, "defence: share first-warning") {
			continue
		}
		want.play(l)
	}
	if !h.ex.Game().State().Equal(want.ex.Game().State()) {
		t.Error("the exercise is not where it would be without the line")
	}
	if facts, _ := h.console().knowledge().facts(); h.ex.Game().Holders(facts[len(facts)-1]) != want.ex.Game().Holders(facts[len(facts)-1]) {
		t.Error("the matrix shows what was struck")
	}
	for _, l := range h.console().feed.lines {
		if !l.gone && strings.Contains(l.text, "first warning at Defence") {
			t.Errorf("the log still says %q", l.text)
		}
	}
	h.do("undo")
	if got := h.moves(0); got[len(got)-1] != "undo 1" || !h.ex.Game().State().Equal(night(light(t, "90")).ex.Game().State()) {
		t.Error("the strike can't be taken back")
	}
}

// A time box at zero is announced once; one more minute puts it off.
func TestTimeBox(t *testing.T) {
	h := light(t, "90").until("sharing-90.plan", "assessment: share preparations to defence")
	over := func() bool {
		return strings.Contains(h.console().note.text, "The time box of “Release the report?” is over")
	}
	if h.wait(119 * time.Second); over() {
		t.Fatal("it is announced a second early")
	}
	if h.wait(2 * time.Second); !over() {
		t.Fatalf("it is not announced: %q", h.console().note.text)
	}
	h.do("back")
	h.console().note = note{}
	if h.wait(10 * time.Second); over() {
		t.Error("it is announced over and over")
	}
	h.do("more")
	h.console().note = note{}
	if h.wait(40 * time.Second); over() {
		t.Error("the minute is not over yet")
	}
	if h.wait(21 * time.Second); !over() {
		t.Errorf("the minute is over, and nobody says so: %q", h.console().note.text)
	}
	h.do("share")
	h.console().note = note{}
	if h.wait(time.Second); h.console().note.text != "" {
		t.Error("a sheet is talked over")
	}
}

// In a turn with a pace the story's clock runs by itself, but not while something
// is being entered, and not past a time that has come.
func TestPace(t *testing.T) {
	h := begin(t, with(t, func(n int) string { return "x" }), engine.Setup{Length: "60"}, 1)
	h.play("start", "until T+1d")
	h.latest()
	clock := func() int { return int(h.ex.Game().State().Clock()) - 1440 }
	from := clock()
	h.wait(2*time.Minute + time.Second) // the first second starts it
	if got := clock() - from; got != 10 {
		t.Errorf("two minutes in the room are %d in the story, not 10", got)
	}
	h.do("share")
	if h.wait(2 * time.Minute); clock()-from != 10 {
		t.Error("the clock runs behind an open sheet")
	}
	h.press("esc")
	if h.wait(2 * time.Second); clock()-from <= 10 {
		t.Error("the clock does not go on")
	}
	h.wait(10 * time.Minute)
	if n := h.console().desk.Open(); clock() != 40 || len(n) != 1 || !h.ex.Game().Standing(n[0]).Overdue {
		t.Errorf("the clock does not stand at the time that has come, 40, but at %d", clock())
	}
	h.do("decide").press("b", "enter").wait(30 * time.Second)
	if clock() <= 40 {
		t.Error("the clock stands still although the answer is given")
	}
	if !slices.Contains(h.moves(0), "b: decide again y") {
		t.Error("the answer is not in the record")
	}
}

// A seat that plays by itself acts, and its question is nobody's to answer.
func TestAutomaticSeats(t *testing.T) {
	h := light(t, "90")
	h.do("seats").press(h.seat("assessment"), "3") // open
	for range 8 {
		h.do("next")
	}
	auto := 0
	for _, x := range h.ex.Entries() {
		if x.Move.Auto {
			auto++
		}
	}
	if auto == 0 {
		t.Error("the seat does nothing by itself")
	}
	h.play("infrastructure: ask preparations of assessment")
	h.play("until 18:05")
	if w := h.console().waiting(); slices.ContainsFunc(w, func(a engine.Ask) bool { return a.To == 7 }) {
		t.Errorf("the facilitator is to answer for it: %v", w)
	}
	h.do("seats").press(h.seat("assessment"), "1")
	if _, auto := h.ex.Game().Auto(7); auto {
		t.Error("people can't take it back")
	}
}

// While the exercise is stopped no key does anything but lift the stop, show the
// room's screen, and ask whether to leave.
func TestStopBlocksAllElse(t *testing.T) {
	h := night(light(t, "90"))
	h.do("stop").press("enter")
	h.mark()
	for i := range commands {
		switch k := commands[i].Keys()[0]; commands[i].Help().Desc {
		case "stop", "screen", "leave":
		default:
			h.press(k, "y", "enter", "a", "1", "esc")
			if !h.unmoved() || h.console().sheet != nil || len(h.app.screens) != 1 || h.app.leaving {
				t.Fatalf("%s does something while the exercise is stopped: %v", commands[i].Help().Desc, h.moves(h.marked))
			}
			if !strings.Contains(h.frame(80, 24), "REAL WORLD") {
				t.Fatalf("after %s the screen does not say that the exercise is stopped", commands[i].Help().Desc)
			}
		}
	}
	room := h.ex.Room()
	if h.wait(5 * time.Minute); h.ex.Room() != room {
		t.Error("the room's clock runs")
	}
	h.do("screen")
	if !strings.Contains(h.frame(80, 24), "REAL WORLD") {
		t.Error("the room's screen does not say it")
	}
	if h.do("stop"); h.ex.Game().State().Stopped() == false {
		t.Error("a key on the room's screen lifts the stop")
	}
	if h.do("leave").press("n"); h.app.leaving || !h.ex.Game().State().Stopped() {
		t.Error("it can't be stayed")
	}
	if h.do("stop"); h.ex.Game().State().Stopped() {
		t.Error("the stop is not lifted")
	}
}

// Ctrl-C asks before it leaves, wherever it is pressed, and the question can be
// seen.
func TestInterruptAsks(t *testing.T) {
	for _, flows := range [][]flow{playFlows, controlFlows, looks} {
		for _, f := range few(flows) {
			h := light(t, "90")
			f.set(h)
			f.keys(h)
			if h.app.leaving || f.command == "help" {
				continue // there any key goes back first
			}
			h.mark()
			if h.press("ctrl+c"); !strings.Contains(h.frame(80, 24), "Leave the console?") {
				t.Errorf("%s, %s: the question is not to be seen", f.command, f.what)
			}
			if h.press("enter"); h.app.leaving {
				t.Fatalf("%s, %s: Enter leaves", f.command, f.what)
			}
			if h.press("ctrl+c", "y"); !h.app.leaving || !h.unmoved() {
				t.Errorf("%s, %s: y does not leave, or did something: %v", f.command, f.what, h.moves(h.marked))
			}
		}
	}
}

// Whatever is written takes what is pasted, without its lines and without what
// could command a terminal.
func TestPaste(t *testing.T) {
	const pasted, cleaned = "Ring\tthe\r\nharbours\x1b[2J now\u202e", "Ring    the harbours[2J now"
	for _, tt := range []struct {
		open func(h *hand)
		ends []string
		want string
	}{
		{func(h *hand) { h.do("rule").press("enter") }, []string{"enter", "enter", "enter"}, `rule noted "` + cleaned + `"`},
		{func(h *hand) { h.do("question").press("1") }, []string{"enter", "1"}, `cabinet: message "` + cleaned + `"`},
		{func(h *hand) { h.do("observe") }, []string{"enter", "enter", "enter"}, `observe "` + cleaned + `"`},
		{func(h *hand) { h.do("stop") }, []string{"enter"}, `stop "` + cleaned + `"`},
		{func(h *hand) { h.do("pin") }, []string{"enter"}, `pin at T+55m "` + cleaned + `"`},
		{func(h *hand) { h.do("message").press("enter", "2", "enter") }, []string{"enter"}, `message to foreign "` + cleaned + `"`},
		{func(h *hand) { h.do("inject").press("+", "2", "enter") }, []string{"enter"}, `improvise to foreign "` + cleaned + `"`},
		{func(h *hand) { h.do("decide").pick("coast").press("e", `"`) }, []string{"enter"}, `interior: decide coast wait "` + cleaned + `"`},
	} {
		h := night(light(t, "90"))
		n := len(h.ex.Entries())
		tt.open(h)
		h.paste(pasted)
		h.press(tt.ends...)
		got := h.moves(n)
		if len(got) == 0 || got[0] != tt.want {
			t.Errorf("pasted, it is %q, not %q; the note: %s", got, tt.want, h.console().note.text)
		}
	}
}

// Keys typed fast come in one message, and an escape with the key behind it as
// one; neither is lost or misread.
func TestKeysTypedFast(t *testing.T) {
	h := night(light(t, "90"))
	n := len(h.ex.Entries())
	h.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("s" + h.seat("cabinet") + h.fact("fleet") + h.seat("foreign"))})
	h.press("enter")
	h.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("t" + h.fact("closed-sea") + h.seat("foreign"))})
	h.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("o"), Alt: true}) // Esc, then o
	h.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("they whisper")})
	h.press("enter", "enter", "enter")
	want := []string{"cabinet: share fleet to foreign by circuit", "told closed-sea to foreign", `observe "they whisper"`}
	if wrong := made(want, h.moves(n)); wrong != "" {
		t.Errorf("(-want +got):\n%s", wrong)
	}
}

// What the line of keys says of a fault of the program is the last thing: it ends,
// and says where.
func TestFaultEnds(t *testing.T) {
	h := night(light(t, "90"))
	h.console().open(faulty{})
	_, cmd := h.app.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune("x")})
	if h.app.failure == nil || !strings.Contains(h.app.failure.Error(), "refuse_test.go") || cmd == nil {
		t.Errorf("the failure is %v", h.app.failure)
	}
	h = night(light(t, "90"))
	h.console().open(faulty{})
	if h.app.View(); h.app.failure == nil {
		t.Error("a fault in drawing is not noticed")
	}
}

// faulty is a sheet with a fault.
type faulty struct{}

func (faulty) press(*console, tea.KeyMsg)   { panic("pressed") }
func (faulty) draw(*console, *canvas, rect) { panic("drawn") }
func (faulty) title(*console) string        { return "" }
func (faulty) help(*console) row            { return nil }

// Names are shortened in the log, and never in what somebody said.
func TestWordsStandAsTheyWereSaid(t *testing.T) {
	h := night(light(t, "90"))
	h.do("observe").write("The Ministry of Defence said “Fri 17 Oct 05:00”.").press("enter", h.seat("interior"), "enter")
	lines := h.console().feed.lines
	const want = "Observed — “The Ministry of Defence said “Fri 17 Oct 05:00”.”"
	if got := lines[len(lines)-1].text; got != want {
		t.Errorf("the log says %q, want %q", got, want)
	}
}

// The mouse tells: a click on a cell of the matrix, and once more to record it.
func TestMouse(t *testing.T) {
	h := night(light(t, "90"))
	h.frame(120, 36)
	g := h.console().grid
	f := slices.Index(g.facts, h.ex.Program().FactNo("fleet"))
	at := tea.MouseMsg{X: g.seatX + 4*g.seatW, Y: g.area.y + f, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft}
	n := len(h.ex.Entries())
	if h.send(at); len(h.ex.Entries()) != n {
		t.Error("one click records")
	}
	h.send(at)
	if wrong := made([]string{"told fleet to infrastructure"}, h.moves(n)); wrong != "" {
		t.Errorf("(-want +got):\n%s", wrong)
	}
	h.send(tea.MouseMsg{X: 0, Y: 0, Action: tea.MouseActionPress, Button: tea.MouseButtonLeft})
	if len(h.ex.Entries()) != n+1 {
		t.Error("a click beside the matrix records")
	}
}

// A plan's line and the console's keys make the same entry.
func TestKeysAndLinesAgree(t *testing.T) {
	keys, lines := night(light(t, "90")), night(light(t, "90"))
	keys.do("share").press(keys.seat("cabinet"), keys.fact("fleet"), keys.fact("closed-sea"), keys.seat("foreign"), "enter")
	lines.do("line").write("cabinet: share fleet, closed-sea to foreign").press("enter")
	if !keys.ex.Game().State().Equal(lines.ex.Game().State()) {
		t.Errorf("%v\n%v", keys.moves(58), lines.moves(58))
	}
	if got := plan.Format(lines.ex.Program(), lines.ex.Entries()[59].Move); !lines.ex.Entries()[59].With {
		t.Errorf("%s is an entry of its own", got)
	}
}
