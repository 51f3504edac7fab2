package main

import (
	"os"
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/tui"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// home shows the home screen and runs what is chosen there.
func (a *app) home() error {
	shelf := &tui.Shelf{Folder: "this folder", Records: a.kept()}
	for _, name := range scenarios.Names() {
		if s, _ := scenario.Load(scenarios.FS(), name); s != nil {
			shelf.Scenarios = append(shelf.Scenarios, s)
		}
	}
	var open *exercise.Exercise
	shelf.Start = func(s *scenario.Scenario, setup engine.Setup) (ex *exercise.Exercise, err error) {
		open, err = exercise.New(exercise.Options{
			Scenario: s, Setup: setup, Seed: newSeed(), Path: a.recordName(s), Program: version(), Now: a.now,
		})
		return open, err
	}
	shelf.Resume = func(path string) (ex *exercise.Exercise, err error) {
		open, _, err = exercise.Resume(path, a.now)
		return open, err
	}
	ran, err := a.terminal().Home(shelf)
	if ran != nil {
		a.sayLeaving(ran)
		defer ran.Close()
	}
	return err
}

// kept are the records in this folder, the newest first.
func (a *app) kept() []tui.Kept {
	var out []tui.Kept
	for _, e := range recordsHere() {
		k := tui.Kept{Path: e.Name(), Title: strings.TrimSuffix(e.Name(), ".record")}
		if info, err := e.Info(); err == nil {
			k.When = info.ModTime()
		}
		ex, _, err := exercise.Open(e.Name())
		if err != nil {
			k.Where, k.Problem = "can't be opened", err.Error()
			out = append(out, k)
			continue
		}
		k.Title = ex.Program().Scenario.Title
		state := ex.Game().State()
		k.Ended = state.Phase() == engine.Ended
		switch {
		case k.Ended:
			k.Where = "ended: " + ex.View(engine.Everyone).Ending
		case state.Phase() == engine.Waiting:
			k.Where = "not begun"
		default:
			k.Where = "at " + ex.Program().ClockText(state.Clock())
		}
		out = append(out, k)
	}
	slices.SortStableFunc(out, func(a, b tui.Kept) int { // those to resume first
		if a.Ended == b.Ended {
			return 0
		}
		if a.Ended {
			return 1
		}
		return -1
	})
	return out
}

// recordsHere are the record files in this folder, the newest first.
func recordsHere() []os.DirEntry {
	entries, err := os.ReadDir(".")
	if err != nil {
		return nil
	}
	entries = slices.DeleteFunc(entries, func(e os.DirEntry) bool {
		return !e.Type().IsRegular() || !strings.HasSuffix(e.Name(), ".record")
	})
	slices.SortFunc(entries, newestFirst)
	return entries
}
