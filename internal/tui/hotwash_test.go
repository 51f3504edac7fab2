package tui

import (
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/debrief"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// ended is an exercise of First Light that the seats have played by themselves, with
// a clock that moves by a second at every look.
func ended(t *testing.T) *exercise.Exercise {
	t.Helper()
	s, problems := scenario.Load(scenarios.FS(), "first-light")
	if s == nil {
		t.Fatal(problems)
	}
	clock := time.Date(2031, 10, 17, 9, 0, 0, 0, time.UTC)
	ex, err := exercise.New(exercise.Options{
		Scenario: s, Setup: engine.Setup{Length: "90"}, Seed: 3,
		Now: func() time.Time { clock = clock.Add(time.Second); return clock },
	})
	if err != nil {
		t.Fatal(err)
	}
	do := func(m engine.Move) {
		t.Helper()
		if _, err := ex.Do(m); err != nil {
			t.Fatal(err)
		}
	}
	for r := range ex.Program().Roles() {
		m := engine.NewMove(engine.MoveUnseat)
		m.Role, m.N = int8(r), int32(ex.Program().Role(r).Auto)
		do(m)
	}
	do(engine.NewMove(engine.MoveStart))
	for ex.Game().State().Phase() == engine.Running {
		m := engine.NewMove(engine.MoveAdvance)
		m.N = engine.ToNext
		do(m)
	}
	do(engine.NewMove(engine.MoveEnd))
	return ex
}

// washed is the console of an ended exercise at the beginning of its hot wash.
func washed(t *testing.T) (*app, *hotwash, *exercise.Exercise) {
	t.Helper()
	ex := ended(t)
	a := newApp(&Styles{}, newConsole(ex, time.Now))
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	pressed(a, "n")
	h, ok := a.top().(*hotwash)
	if !ok {
		t.Fatal("n after EndEx does not go to the hot wash")
	}
	return a, h, ex
}

// pressed types keys: each word is a name of a key or letters to type.
func pressed(a *app, keys ...string) {
	named := map[string]tea.KeyType{"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "down": tea.KeyDown, "left": tea.KeyLeft}
	for _, k := range keys {
		if t, ok := named[k]; ok {
			a.Update(tea.KeyMsg{Type: t})
		} else if k == "space" {
			a.Update(tea.KeyMsg{Type: tea.KeySpace, Runes: []rune(" ")})
		} else {
			a.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(k)})
		}
		a.View()
	}
}

func lastMove(ex *exercise.Exercise) engine.Move { return ex.Entries()[len(ex.Entries())-1].Move }

// Every step of the hot wash is entered, and closing it seals the play.
func TestHotwashFromStartToSeal(t *testing.T) {
	a, h, ex := washed(t)
	if m := lastMove(ex); m.Kind != engine.MoveHotwash || m.N != 0 {
		t.Fatalf("the hot wash begins with %s %d", m.Kind, m.N)
	}
	pressed(a, "c")
	if m := lastMove(ex); m.Kind != engine.MoveConfirm || m.N != 0 {
		t.Errorf("c enters %s %d, want a confirmation", m.Kind, m.N)
	}
	pressed(a, "n", "1", "uneasy", "enter")
	if m := lastMove(ex); m.Kind != engine.MoveObserve || m.Role != 0 || !strings.Contains(m.Words, "One word: uneasy") {
		t.Errorf("a table's word is entered as %s %q", m.Kind, m.Words)
	}
	pressed(a, "n", "a")
	if m := lastMove(ex); m.Kind != engine.MovePin || m.Words == "" {
		t.Errorf("a in step 3 enters %s", m.Kind)
	}
	pressed(a, "n", "a", "space", "space")
	if w := ex.Hotwash(); w.Step != 3 || w.Part != revealAsker || w.Decision < 0 {
		t.Errorf("the reveal stands at %+v", w)
	}
	pressed(a, "n", "c")
	if w := ex.Hotwash(); w.Step != 4 || w.Set == 0 {
		t.Errorf("the day before stands at %+v", w)
	}
	pressed(a, "n", "2", "nobody rang", "enter")
	if o := h.d.Lessons().Observations; o[len(o)-1].Kind != debrief.Area || o[len(o)-1].Text != "nobody rang" {
		t.Errorf("the gap is read back as %+v", o[len(o)-1])
	}
	pressed(a, "n", "+", "Ring first", "enter", "4", "2031-12-01", "enter", "d", "a")
	if x := h.d.Lessons().Actions; len(x) != 1 || x[0].Action != "Ring first" || x[0].Due != "2031-12-01" || x[0].Element != debrief.Training || x[0].Role != 3 {
		t.Errorf("the action is read back as %+v", x)
	}
	pressed(a, "n", "y")
	if !ex.Hotwash().Closed() {
		t.Fatal("the hot wash is not closed")
	}
	if _, err := ex.Undo(); err == nil || !strings.Contains(err.Error(), "closed") {
		t.Errorf("after the close an undo answers %v", err)
	}
	if _, err := ex.Strike(5, nil, 0); err == nil {
		t.Error("after the close a line can be struck")
	}
	before := len(ex.Entries())
	pressed(a, "o", "late thought", "enter", "enter", "enter")
	if len(ex.Entries()) != before+1 || lastMove(ex).Kind != engine.MoveObserve {
		t.Error("an observation is not taken after the close")
	}
}

// Nothing unconfirmed is shown to the room, and what is confirmed is.
func TestRoomSeesOnlyWhatIsConfirmed(t *testing.T) {
	a, h, ex := washed(t)
	c := h.d.RevealOrder()[0]
	missing := h.d.CandidatesOf(c)
	screen := func() string {
		var b strings.Builder
		for _, r := range pictureOf(ex).wash.rows(100) {
			for _, s := range r {
				b.WriteString(s.s)
			}
			b.WriteByte('\n')
		}
		return b.String()
	}
	h.goTo(3, c.Decision, revealAsker, 0)
	for _, x := range missing {
		if title := ex.Program().Fact(x.Fact).Title; strings.Contains(screen(), title) {
			t.Errorf("%q is on the room's screen, and nobody has confirmed it", title)
		}
	}
	h.settle(missing[0], 0)
	h.goTo(3, c.Decision, revealAsker, 0)
	if title := ex.Program().Fact(missing[0].Fact).Title; !strings.Contains(screen(), title) {
		t.Errorf("%q is confirmed, and not on the room's screen:\n%s", title, screen())
	}
	a.View()
}

// The steps share the time that the length protects, at 22 minutes as designed.
func TestHotwashMinutes(t *testing.T) {
	ex := ended(t)
	sum := 0
	for step := range weights {
		if got := washMinutes(ex, step); got != weights[step] {
			t.Errorf("step %d of a hot wash of 22 minutes has %d", step, got)
		}
		sum += weights[step]
	}
	if sum != 22 {
		t.Errorf("the steps have %d minutes together", sum)
	}
}

// The evaluation rates, enters and completes, and every entry is a move.
func TestEvaluation(t *testing.T) {
	ex := ended(t)
	e := newEvaluation(newConsole(ex, time.Now))
	a := newApp(&Styles{}, e)
	a.Update(tea.WindowSizeMsg{Width: 100, Height: 30})
	pressed(a, "x")
	if m := lastMove(ex); m.Kind != engine.MoveConfirm || m.N != 2 {
		t.Errorf("x enters %s %d", m.Kind, m.N)
	}
	pressed(a, "tab", "down", "M", "late twice", "enter")
	if m := lastMove(ex); m.Kind != engine.MoveRate || m.A != 1 || engine.Ratings[m.N] != "M" || m.Words != "late twice" {
		t.Errorf("the rating is entered as %s of %d: %d %q", m.Kind, m.A, m.N, m.Words)
	}
	pressed(a, "tab", "+", "a", "asked early", "enter", "enter", "enter", "enter", "enter")
	pressed(a, "e", "enter", "they had the list", "enter", "enter", "enter")
	o := e.d.Lessons().Observations
	if len(o) != 1 || o[0].Kind != debrief.Strength || o[0].Text != "asked early" || o[0].Analysis != "they had the list" {
		t.Errorf("the strength is read back as %+v", o)
	}
	pressed(a, "w", "y")
	if o := e.d.Lessons().Observations; len(o) != 0 {
		t.Errorf("withdrawn, it is still read back: %+v", o)
	}
	pressed(a, "tab", "+", "Ring first", "enter", "4", "enter", "enter", "enter")
	if x := e.d.Lessons().Actions; len(x) != 1 || len(e.missing(&x[0])) == 0 {
		t.Errorf("an incomplete row lacks %v", x)
	}
	pressed(a, "e", "enter", "a gap", "enter", "warning", "enter", "training", "enter", "the duty desk", "enter", "desk", "enter", "2031-11-01", "enter", "2031-12-01", "enter", "two calls", "enter")
	if x := e.d.Lessons().Actions; len(x) != 1 || len(e.missing(&x[0])) != 0 {
		t.Errorf("the completed row lacks %v: %+v", e.missing(&x[0]), x[0])
	}
}

// Replay goes to decisions and back, and shows a seat what it could see then.
func TestReplay(t *testing.T) {
	r, err := newReplay(ended(t))
	if err != nil {
		t.Fatal(err)
	}
	a := newApp(&Styles{}, r)
	a.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
	pressed(a, "d", "d")
	second := r.at
	if !isDecision(&r.all[second]) {
		t.Errorf("d goes to %q", r.all[second].Text)
	}
	if got := r.game.State().Clock(); got > r.all[second].At {
		t.Errorf("at %d the game stands at %d", r.all[second].At, got)
	}
	pressed(a, "D")
	if r.at >= second || !isDecision(&r.all[r.at]) {
		t.Errorf("D goes from %d to %d", second, r.at)
	}
	pressed(a, "4")
	frame := a.View()
	view := r.game.ViewOf(3, r.log)
	if !strings.Contains(frame, view.Title) || strings.Contains(frame, "Timeline") {
		t.Error("4 does not show the fourth seat's view")
	}
	pressed(a, "esc", "g", "Fri 05:00", "enter")
	if r.all[r.at].At > r.d.Reached() || r.hour(r.all[r.at].At) > "05:00" {
		t.Errorf("g goes to %s", r.d.Program().ClockText(r.all[r.at].At))
	}
	pressed(a, "q")
	if !a.leaving {
		t.Error("q does not leave")
	}
}
