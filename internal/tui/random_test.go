package tui

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/scenario"
)

// somewhere has one of everything that a console shows. Wherever it says something,
// a test can put a text in the place of %T, or of %H where the room's screen never
// shows it.
const somewhere = `whitecell: 1
title: "title %T"
summary: "summary %H"
marking: "marking %T"
start: 2031-03-01T06:00
sends: 4
handling: [open, limited, sealed]
parties: {p: {title: "party %H"}}
objectives: {o1: {title: "objective %H", target: "target %H"}, o2: "other objective %H"}
lengths: {60: {brief: 5, turns: {t1: 12, t2: 12, t3: 6}, hotwash: 20}}
seatings: {"2": {"One %H": [a, b]}}
roles:
  a: {title: "Harbour %T", short: "Hbr %H", party: p, brief: "brief %H", authority: "authority %H", interests: ["interest %H"], questions: ["question %H"], knows: [f1, f3]}
  b: {title: "Coast %T", short: "Cst %H", party: p, knows: [f2]}
  c: {title: "Rail %T", short: "Rl %H", cleared: limited}
  d: {title: "Press %T", short: "Prs %H", cleared: open, auto: hasty}
facts:
  f1: {title: "fact one %H", short: "one %H", text: "text one %H", origin: a, handling: sealed, releasable: [b], sanitised: {f4: 10m}}
  f2: {title: "fact two %H", short: "two %H", text: "text two %H", origin: b, handling: limited, releasable: [a, c]}
  f3: {title: "fact three %H", short: "three %H", text: "text three %H", origin: a}
  f4: {title: "fact four %H", short: "four %H", text: "text four %H", origin: a, handling: limited, releasable: [c]}
  f5: {title: "fact five %H", short: "five %H", text: "text five %H", origin: c}
channels:
  radio: {title: "radio %H", between: all, delay: 5m, leak: 50}
  line: {title: "line %H", between: [a, b], carries: sealed, delay: 2m}
  phone: {title: "phone %H", between: all, clear: true, delay: 1m, leak: 60}
forums:
  staff: {title: "staff %H", members: [a, b, c], convene: 10m, lasts: 30m, carries: limited, slips: 1}
arrangements:
  list: {title: "list %H", text: "terms %H", cost: 1, owners: [a, b], changes: {channels: {radio: {delay: 1m}}}}
  room: {title: "room %H", text: "terms %H", cost: 2}
measures: {calm: {title: "calm %H", start: 50}, nerve: {title: "nerve %H", start: 40, hidden: true}}
turns:
  - id: t1
    title: "morning %T"
    at: T
    lasts: 2h
    situation: "situation %T"
    injects:
      - {id: i1, at: 5m, to: [a], title: "inject one %H", from: "sender %H", by: "way %H", text: "inject text one %H", facts: [f5], say: "say %H", ask: "ask %H", expect: "expect %H", objective: o1}
      - {id: i2, at: 20m, to: all, title: "inject two %T", from: "sender %T", text: "inject text two %T", say: "say %H"}
      - {id: i3, at: 30m, contingency: "not holds('c', 'f2')", to: [c, d], text: "inject text three %H", ask: "ask %H"}
    decisions:
      lead: {title: "lead %T", ask: "ask lead %H", by: a, consult: [b], needs: [f2], opens: {at: 10m}, due: 60m, room: 2m, default: x, reasons: ["reason %H", "second reason %H"], options: {x: {title: "option x %T", outcome: "outcome x %T", public: true, effects: {calm: -5}}, y: {title: "option y %T", outcome: "outcome y %T", requires: "holds('a', 'f2')", locked: "locked %H"}, z: {title: "own idea %T", free: true}}}
      both: {title: "both %T", ask: "ask both %H", by: [a, c], rule: all, concur: [b], opens: {at: 15m}, due: 90m, default: x, options: {x: "option x %T", y: {title: "option y %T", outcome: "outcome y %T", public: true}}}
      alone: {title: "alone %T", ask: "ask alone %H", by: [b, c, d], rule: each, one-line: true, opens: {after: i2}, due: 80m, default: y, options: {x: {title: "option x %T", outcome: "outcome x %T", public: true}, y: {title: "option y %T", outcome: "outcome y %T"}}}
      most: {title: "most %H", ask: "ask most %H", by: [a, b, c], rule: majority, opens: {at: 40m}, due: 100m, default: x, options: {x: "option x %H", y: "option y %H"}}
  - id: t2
    title: "night %T"
    at: T+1d
    lasts: 1h
    pace: 5
    situation: "situation two %T"
    injects:
      - {id: i4, at: 0m, to: [b], title: "inject four %H", text: "inject text four %H", facts: [f3]}
      - {id: i5, at: 30m, to: all, text: "inject text five %T"}
    decisions:
      again: {title: "again %H", ask: "ask again %H", by: b, due: 40m, options: {x: {title: "option x %H", then: [tell: {c: [f2]}]}, y: "option y %H"}}
  - id: t3
    title: "after %T"
    at: T+30d
    lasts: 1h
    situation: "situation three %T"
    decisions:
      buy: {title: "buy %H", ask: "ask buy %H", by: [a, b], rule: all, buy: 3, keep: owned, due: 50m}
endings:
  good: {title: "good end %T", text: "good text %T", when: "calm > 60", notes: [{text: "note %T"}]}
  other: {title: "other end %T", text: "other text %T", notes: [{text: "note %T", when: "met('staff')"}]}
hotwash: ["hot wash question %H"]
`

// with is that scenario, with texts in their places. They are put in behind the
// loader, which would not let all of them pass.
func with(t failer, texts func(n int) string) *scenario.Scenario {
	t.Helper()
	return withHidden(t, texts, texts)
}

// withHidden puts other texts in the places of what the room's screen never shows.
func withHidden(t failer, texts, hidden func(n int) string) *scenario.Scenario {
	t.Helper()
	s, ds := scenario.LoadBytes("somewhere.yaml", []byte(somewhere))
	if s == nil || len(ds) > 0 {
		t.Fatalf("the scenario does not load:\n%s", ds)
	}
	n := 0
	replace(reflect.ValueOf(s).Elem(), func(old string) string {
		switch {
		case strings.Contains(old, "%T"):
			n++
			return strings.ReplaceAll(old, "%T", texts(n))
		case strings.Contains(old, "%H"):
			n++
			return strings.ReplaceAll(old, "%H", hidden(n))
		}
		return old
	}, map[uintptr]bool{})
	if n < 100 {
		t.Fatalf("only %d texts were put in", n)
	}
	return s
}

// replace replaces strings wherever they stand.
func replace(v reflect.Value, f func(string) string, seen map[uintptr]bool) {
	switch v.Kind() {
	case reflect.String:
		if v.CanSet() {
			v.SetString(f(v.String()))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			replace(v.Field(i), f, seen)
		}
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			replace(v.Index(i), f, seen)
		}
	case reflect.Pointer, reflect.Interface:
		if v.IsNil() || v.Kind() == reflect.Pointer && seen[v.Pointer()] {
			return
		}
		if v.Kind() == reflect.Pointer {
			seen[v.Pointer()] = true
		}
		replace(v.Elem(), f, seen)
	}
}

// monkey plays at random, by keys, by the mouse, by pasting and by waiting.
type monkey struct {
	*hand
	*rand.Rand
	trail []string // what it did last
}

// monkeyAt sits down at an exercise.
func monkeyAt(h *hand, seed uint64) *monkey {
	return &monkey{hand: h, Rand: rand.New(rand.NewPCG(seed, seed))}
}

var namedKeys = []string{"enter", "enter", "enter", "esc", "tab", "up", "down", "left", "right", "pgup", "pgdown", "space", "backspace", "shift+tab", "ctrl+c"}

// act does one thing.
func (m *monkey) act() {
	m.Helper()
	what, text := "", ""
	switch n := m.IntN(100); {
	case n < 22:
		what = commandKey(m, "next")
	case n < 37:
		what = commands[m.IntN(len(commands))].Keys()[0]
	case n < 57:
		what = namedKeys[m.IntN(len(namedKeys))]
	case n < 72:
		what = letterKeys[:12][m.IntN(12):][:1]
	case n < 90:
		what = seatKeys[:4][m.IntN(4):][:1]
	case n < 94:
		what = "y"
	case n < 95:
		text = pieces[m.IntN(len(pieces))] + pieces[m.IntN(len(pieces))]
	case n < 98:
		m.trail = append(m.trail, "wait")
		m.now = m.now.Add(time.Duration(m.IntN(90)) * time.Second)
		m.send(tickMsg{})
		return
	default:
		m.trail = append(m.trail, "mouse")
		m.mouse()
		return
	}
	m.trail = append(m.trail, what+text)
	if text != "" {
		m.paste(text)
		m.app.View()
	} else {
		m.press(what)
	}
	if m.app.leaving { // and sits down again
		if m.console().ex.Game().State().Phase() == engine.Ended {
			m.fresh()
			return
		}
		m.at(m.ex)
	}
}

// fresh begins another exercise of the same scenario.
func (m *monkey) fresh() {
	p := m.ex.Program()
	setup := engine.Setup{}
	if l := p.Scenario.Lengths; len(l) > 0 {
		setup.Length = l[m.IntN(len(l))].ID
	}
	ex, err := exercise.New(exercise.Options{Scenario: p.Scenario, Seed: m.Uint64(), Setup: setup, Now: m.clock})
	if err != nil {
		m.Fatal(err)
	}
	m.at(ex)
}

func (m *monkey) mouse() {
	button := []tea.MouseButton{tea.MouseButtonLeft, tea.MouseButtonWheelUp, tea.MouseButtonWheelDown}[m.IntN(3)]
	m.send(tea.MouseMsg{X: m.IntN(m.app.canvas.w), Y: m.IntN(m.app.canvas.h), Action: tea.MouseActionPress, Button: button})
}

// size is a random size of a terminal: usual ones, small ones, and any.
func (m *monkey) size() (w, h int) {
	switch m.IntN(4) {
	case 0:
		return 80, 24
	case 1:
		return 1 + m.IntN(30), 1 + m.IntN(12)
	case 2:
		return 60 + m.IntN(80), 15 + m.IntN(30)
	}
	return 1 + m.IntN(300), 1 + m.IntN(100)
}

// look draws every screen that there is at a random size.
func (m *monkey) look() {
	m.Helper()
	w, h := m.size()
	for _, s := range append([]screen{newRoom(m.console()), newHelp()}, m.app.screens...) {
		m.app.canvas.reset(w, h)
		s.draw(&m.app.canvas)
		if wrong := misdrawn(m.app.canvas.String(m.app.styles), w, h); wrong != "" {
			m.Fatalf("%T, %dx%d, after %q: %s", s, w, h, m.trail[max(len(m.trail)-30, 0):], wrong)
		}
	}
	m.frame(w, h)
}

// play acts for a while, and looks now and then.
func (m *monkey) actAndLook(times int) {
	m.Helper()
	for i := range times {
		m.act()
		if i%5 == 0 {
			m.look()
		}
	}
}

// hostileTexts are texts made of everything that breaks frames.
func hostileTexts(seed uint64) func(int) string {
	r := rand.New(rand.NewPCG(seed, 1))
	return func(n int) string {
		var b strings.Builder
		fmt.Fprintf(&b, "%d ", n)
		for range r.IntN(8) {
			b.WriteString(pieces[r.IntN(len(pieces))])
		}
		return b.String()
	}
}

// Whatever is done at whatever size, and whatever the texts are: every frame is
// exact, and nothing brings the console down.
func TestRandomPlays(t *testing.T) {
	plays, keys := 6, 600
	if testing.Short() {
		plays, keys = 1, 200
	}
	for seed := range uint64(plays) {
		t.Run(fmt.Sprintf("first light %d", seed), func(t *testing.T) {
			h := light(t, []string{"45", "90", "120"}[seed%3])
			h.app.styles = colourStyles()
			monkeyAt(h, seed).actAndLook(keys)
		})
		t.Run(fmt.Sprintf("hostile %d", seed), func(t *testing.T) {
			h := begin(t, with(t, hostileTexts(seed)), engine.Setup{Length: "60", Seating: []string{"", "2"}[seed%2]}, seed)
			h.app.styles = colourStyles()
			monkeyAt(h, seed).actAndLook(keys)
		})
	}
}
