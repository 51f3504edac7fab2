package tui

import (
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// failer is what tests, benchmarks and properties have in common.
type failer interface {
	Helper()
	Fatal(args ...any)
	Fatalf(format string, args ...any)
}

var firstLight = sync.OnceValues(func() (*scenario.Scenario, scenario.Diagnostics) {
	return scenario.Load(scenarios.FS(), "first-light")
})

// hand plays an app by its keys, as they come from a terminal, and counts them.
type hand struct {
	failer
	app   *app
	ex    *exercise.Exercise
	now   time.Time
	keys  int // pressed
	chars int // of them, typed into texts

	state  engine.State // what mark remembers
	marked int          // how many entries there were
}

// begin opens the console of a new exercise that keeps no record.
func begin(t failer, s *scenario.Scenario, setup engine.Setup, seed uint64) *hand {
	t.Helper()
	h := &hand{failer: t, now: time.Date(2031, 3, 1, 9, 0, 0, 0, time.UTC)}
	ex, err := exercise.New(exercise.Options{Scenario: s, Seed: seed, Setup: setup, Now: h.clock})
	if err != nil {
		t.Fatal(err)
	}
	return h.at(ex)
}

// at opens the console of an exercise.
func (h *hand) at(ex *exercise.Exercise) *hand {
	h.ex = ex
	h.app = newApp(plainStyles(), newConsole(ex, h.clock))
	return h
}

func (h *hand) clock() time.Time { return h.now }

// light begins First Light.
func light(t failer, length string) *hand {
	t.Helper()
	s, ds := firstLight()
	if s == nil {
		t.Fatalf("First Light does not load: %v", ds)
	}
	return begin(t, s, engine.Setup{Length: length}, 7)
}

// console is the console of the exercise, wherever it lies among the screens.
func (h *hand) console() *console {
	for _, s := range h.app.screens {
		if c, ok := s.(*console); ok {
			return c
		}
	}
	h.Fatal("there is no console")
	return nil
}

var keyTypes = map[string]tea.KeyType{
	"enter": tea.KeyEnter, "esc": tea.KeyEsc, "tab": tea.KeyTab, "shift+tab": tea.KeyShiftTab, "up": tea.KeyUp, "down": tea.KeyDown,
	"left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "ctrl+c": tea.KeyCtrlC,
	"backspace": tea.KeyBackspace, "space": tea.KeySpace,
}

// press presses keys: each is the name of one, or a text of which every character
// is one.
func (h *hand) press(keys ...string) *hand {
	h.Helper()
	for _, k := range keys {
		if typ, ok := keyTypes[k]; ok {
			msg := tea.KeyMsg{Type: typ}
			if typ == tea.KeySpace {
				msg.Runes = []rune{' '}
			}
			h.send(msg)
			continue
		}
		for _, r := range k {
			h.send(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}})
		}
	}
	return h
}

// write types a text into a field.
func (h *hand) write(words string) *hand {
	h.Helper()
	before := h.keys
	for _, r := range words {
		msg := tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune{r}}
		if r == ' ' {
			msg.Type = tea.KeySpace
		}
		h.send(msg)
	}
	h.chars += h.keys - before
	return h
}

func (h *hand) paste(s string) {
	h.app.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(s), Paste: true})
}

// send gives the app a message, and draws, as the terminal's loop does.
func (h *hand) send(msg tea.Msg) {
	h.Helper()
	if _, ok := msg.(tea.KeyMsg); ok {
		h.keys++
	}
	h.app.Update(msg)
	h.app.View()
	if h.app.failure != nil {
		h.Fatalf("after %v: %v", msg, h.app.failure)
	}
}

// frame is the screen at a size.
func (h *hand) frame(w, height int) string {
	h.Helper()
	h.send(tea.WindowSizeMsg{Width: w, Height: height})
	return h.app.View()
}

// wait lets time pass in the room, a second at a time, as the program sees it.
func (h *hand) wait(d time.Duration) *hand {
	h.Helper()
	for range d / time.Second {
		h.now = h.now.Add(time.Second)
		h.send(tickMsg{})
	}
	return h
}

// later lets time pass in the room at once.
func (h *hand) later(d time.Duration) *hand {
	h.Helper()
	h.now = h.now.Add(d)
	h.send(tickMsg{})
	return h
}

// play enters lines of the move language behind the console's back.
func (h *hand) play(lines ...string) *hand {
	h.Helper()
	for _, line := range lines {
		moves, err := plan.Parse(h.ex.Program(), h.ex.Game(), line)
		if err == nil {
			_, err = h.ex.DoAll(moves)
		}
		if err != nil {
			h.Fatalf("%s: %v", line, err)
		}
	}
	h.console().took()
	h.app.View()
	return h
}

// until plays a shipped plan's lines up to one that begins so, and shows what
// came last.
func (h *hand) until(plan, line string) *hand {
	h.Helper()
	lines := []string{"start"}
	for _, l := range planLines(h, plan) {
		if strings.HasPrefix(l, line) {
			return h.play(lines...).latest()
		}
		lines = append(lines, l)
	}
	h.Fatalf("the plan has no line %q", line)
	return h
}

// latest shows the card that came last.
func (h *hand) latest() *hand {
	c := h.console()
	c.card, c.scroll = max(len(c.feed.cards)-1, 0), 0
	h.app.View()
	return h
}

// planLines are the moves of a plan that ships with First Light.
func planLines(t failer, name string) (out []string) {
	t.Helper()
	content, err := os.ReadFile("../../scenarios/first-light/" + name)
	if err != nil {
		t.Fatal(err)
	}
	for l := range strings.Lines(string(content)) {
		l = strings.TrimSpace(l)
		word, _, _ := strings.Cut(l, " ")
		if l != "" && !slices.Contains([]string{"plan", "length", "seating", "seed", "from", "expect", "#"}, word) {
			out = append(out, l)
		}
	}
	return out
}

// seat and fact are the keys of a role and of a fact, by their ids.
func (h *hand) seat(id string) string {
	h.Helper()
	return seatKey(h.known(h.ex.Program().RoleNo(scenario.RoleID(id)), id))
}

func (h *hand) fact(id string) string {
	h.Helper()
	return letterKey(h.known(h.ex.Program().FactNo(scenario.FactID(id)), id))
}

func (h *hand) known(n int, id string) int {
	h.Helper()
	if n < 0 {
		h.Fatalf("there is no %s", id)
	}
	return n
}

// moves are the moves made since an entry, as lines of a plan.
func (h *hand) moves(since int) (out []string) {
	for _, x := range h.ex.Entries()[since:] {
		out = append(out, plan.Format(h.ex.Program(), x.Move))
	}
	return out
}

// night is the second turn as it is at its busiest.
func night(h *hand) *hand { return h.until("sharing-90.plan", "cabinet: call bilateral") }

// commandKey is the key of a command, by its word in the row of keys.
func commandKey(t failer, word string) string {
	t.Helper()
	for i := range commands {
		if commands[i].Help().Desc == word {
			return commands[i].Keys()[0]
		}
	}
	t.Fatalf("there is no command %q", word)
	return ""
}

// do presses the key of a command, by its word in the row of keys.
func (h *hand) do(word string) *hand {
	h.Helper()
	return h.press(commandKey(h, word))
}

// option is the letter of an option.
func (h *hand) option(decision, option string) string {
	h.Helper()
	p := h.ex.Program()
	n := h.known(p.DecisionNo(scenario.DecisionID(decision)), decision)
	for o := range p.Decision(n).Options {
		if p.Decision(n).Options[o].ID == scenario.OptionID(option) {
			return letterKey(o)
		}
	}
	h.Fatalf("%s has no option %s", decision, option)
	return ""
}

// pick takes a decision in hand on the open sheet of decisions.
func (h *hand) pick(decision string) *hand {
	h.Helper()
	n := h.known(h.ex.Program().DecisionNo(scenario.DecisionID(decision)), decision)
	d, ok := h.console().sheet.(*decide)
	for i := 0; ok && d.at != n; i++ {
		if i > h.ex.Program().Decisions() {
			h.Fatalf("%s is not on the sheet", decision)
		}
		h.press("down")
	}
	if !ok {
		h.Fatalf("the sheet of decisions is not open: %T, %s", h.console().sheet, h.console().note.text)
	}
	return h
}

// nextTo goes on until the first card that is shown has a head.
func (h *hand) nextTo(head string) *hand {
	h.Helper()
	for range 400 {
		h.do("next")
		if c := h.console(); kindWords[c.feed.card(c.card).Kind] == head {
			return h
		}
	}
	h.Fatalf("no card %s comes", head)
	return h
}

// mendLine puts the cursor of the log on the last entry whose move begins so.
func (h *hand) mendLine(move string) *hand {
	h.Helper()
	h.do("mend")
	moves, m := h.moves(0), h.console().sheet.(*mend)
	for range moves {
		if strings.HasPrefix(moves[m.at], move) {
			return h
		}
		h.press("up")
	}
	h.Fatalf("no entry in the log begins with %q", move)
	return h
}
