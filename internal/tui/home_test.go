package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/scenario"
)

// home shows the home screen in the console's stead.
func (h *hand) home(s *Shelf) *hand {
	h.app.replace(&home{shelf: s, now: h.clock})
	return h
}

// shelf is a shelf with First Light, one exercise that can be resumed and one that
// can't.
func shelf(t *hand) *Shelf {
	s, _ := firstLight()
	return &Shelf{
		Scenarios: []*scenario.Scenario{s}, Folder: "this folder",
		Records: []Kept{
			{Path: "EXERCISE-first-light-20310301-090000.record", Title: "First Light", When: time.Date(2031, 3, 1, 10, 12, 0, 0, time.UTC), Where: "at Fri 17 Oct 03:55"},
			{Path: "EXERCISE-first-light-20310228-140000.record", Title: "EXERCISE-first-light-20310228-140000", When: time.Date(2031, 2, 28, 15, 40, 0, 0, time.UTC), Where: "can't be opened", Problem: "EXERCISE-first-light-20310228-140000.record, line 7: the hash does not fit the line"},
		},
		Start: func(s *scenario.Scenario, setup engine.Setup) (*exercise.Exercise, error) {
			return exercise.New(exercise.Options{Scenario: s, Setup: setup, Seed: 7, Now: t.clock})
		},
		Resume: func(path string) (*exercise.Exercise, error) {
			return nil, fmt.Errorf("%s is in use by another program", path)
		},
	}
}

// The home screen opens what is chosen, says why it can't, and leaves.
func TestHome(t *testing.T) {
	h := light(t, "90")
	h.home(shelf(h))
	setup := func() *setup { return h.app.top().(*home).setup }
	h.press("a")
	if setup() == nil || !strings.Contains(h.frame(80, 24), "120 minutes in the room") {
		t.Fatal("a scenario's letter does not ask how it is to be run, the longest first")
	}
	if h.press("esc"); setup() != nil {
		t.Fatal("Esc does not go back to the list")
	}
	h.press("down", "enter")
	if !strings.Contains(h.frame(80, 24), "is in use by another program.") {
		t.Error("it does not say why an exercise can't be resumed")
	}
	h.press("c")
	if !strings.Contains(flat(h.frame(80, 24)), "line 7: the hash does not fit the line") {
		t.Error("it does not say what is wrong with a record")
	}
	h.press("up", "up", "enter", "up", "up", "right", "down", "right", "right", "enter")
	c, ok := h.app.top().(*console)
	if !ok {
		t.Fatalf("the console does not open: %T", h.app.top())
	}
	if p := c.ex.Program(); p.Length().Minutes != 90 || p.Table(0) != 1<<0 || p.Table(3) != 1<<3|1<<4 {
		t.Errorf("it runs %d minutes with the tables %b, %b", p.Length().Minutes, p.Table(0), p.Table(3))
	}
	h.home(shelf(h)).press("q")
	if !h.app.leaving {
		t.Error("q does not leave")
	}
}

// Whatever scenarios and records are called, at whatever size, the home screen is
// exact.
func TestHomeAtAnySize(t *testing.T) {
	for seed := range uint64(2) {
		h := light(t, "90")
		texts := hostileTexts(seed)
		s := shelf(h)
		s.Scenarios = append(s.Scenarios, with(t, texts))
		s.Folder = texts(1)
		for i := range 20 {
			s.Records = append(s.Records, Kept{Path: texts(i), Title: texts(i), Where: texts(i), Problem: texts(i)})
		}
		h.home(s)
		h.app.styles = colourStyles()
		m := monkeyAt(h, seed)
		for range 200 {
			w, height := m.size()
			if wrong := misdrawn(h.frame(w, height), w, height); wrong != "" {
				t.Fatalf("%dx%d: %s", w, height, wrong)
			}
			h.press([]string{"down", "up", "enter", "right", "left", "esc", "tab", "b", "d"}[m.IntN(9)])
			if _, ok := h.app.top().(*home); !ok || h.app.leaving {
				h.app.leaving = false
				h.home(s)
			}
		}
	}
}
