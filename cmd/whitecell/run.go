package main

import (
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/plain"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/internal/tui"
	"example.org/whitecell/scenario"
)

// runFlags are the flags of run.
type runFlags struct {
	plain, auto bool
	practice    string
	seed        uint64
	record      string
	length      string
	seating     string
	from        string
}

// askForSeat stands for --practice without a role; no role can be called so.
const askForSeat = "?"

func (a *app) runCommand() *cobra.Command {
	var f runFlags
	c := &cobra.Command{
		Use:   "run SCENARIO",
		Short: "Run an exercise",
		Long: "Run an exercise of a scenario: a name of the library, a file, or a folder.\n\n" +
			"In a terminal this opens the console. With --plain, or without a terminal, the exercise is a\n" +
			"dialogue of lines, which a screen reader or a pipe can hold. Every move is written to the\n" +
			"record before it counts; `whitecell resume` goes on where it stopped, after a crash too.",
		Example: "  whitecell run first-light\n" +
			"  whitecell run first-light --length 45 --seating 4\n" +
			"  whitecell run first-light --auto --seed 7\n" +
			"  whitecell run first-light --practice=interior",
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			return a.run(args[0], &f, c.Flags().Changed("seed"))
		},
	}
	fl := c.Flags()
	fl.BoolVar(&f.plain, "plain", false, "as a dialogue of lines")
	fl.BoolVar(&f.auto, "auto", false, "let every seat play by itself, and tell the story")
	fl.StringVar(&f.practice, "practice", "", "play one seat alone; the program plays the others (asks which, or --practice=ROLE)")
	fl.Lookup("practice").NoOptDefVal = askForSeat
	fl.Uint64Var(&f.seed, "seed", 0, "what chance is drawn from (default: a new one, which is printed)")
	fl.StringVar(&f.record, "record", "", "the file to record in (default: one in this folder; none with --auto and --practice)")
	fl.StringVar(&f.length, "length", "", "minutes in the room, one of the scenario's lengths (default: the longest)")
	fl.StringVar(&f.seating, "seating", "", "how roles share tables, one of the scenario's seatings (default: each alone)")
	fl.StringVar(&f.from, "from", "", "the turn to begin with; those before it are taken as left out")
	return c
}

func (a *app) run(name string, f *runFlags, seeded bool) error {
	s, err := loadSound(name, a.err)
	if err != nil {
		return err
	}
	if f.auto && f.practice != "" {
		return fmt.Errorf("--auto plays every seat, and --practice all but one: choose one of the two")
	}
	if !seeded {
		f.seed = newSeed()
	}
	if f.record == "" && !f.auto && f.practice == "" {
		f.record = a.recordName(s)
	}
	ex, err := exercise.New(exercise.Options{
		Scenario: s, Seed: f.seed, Path: f.record, Program: version(), Now: a.now,
		Setup: engine.Setup{Length: chooseLength(s, f.length), Seating: f.seating, From: scenario.TurnID(f.from)},
	})
	if err != nil {
		return err
	}
	defer ex.Close()
	switch d := plain.New(ex, a.in, a.out, interactive(a.in)); {
	case f.auto:
		return d.Auto()
	case f.practice != "":
		return d.Practice(strings.TrimPrefix(f.practice, askForSeat))
	}
	return a.lead(ex, f.plain)
}

// lead lets the facilitator lead an exercise: at the console where there is a
// terminal, in lines otherwise.
func (a *app) lead(ex *exercise.Exercise, plainly bool) error {
	if plainly || !a.onTerminal() {
		return plain.New(ex, a.in, a.out, interactive(a.in)).Run()
	}
	err := a.terminal().Run(ex)
	a.sayLeaving(ex)
	return err
}

// sayLeaving says where an exercise was left, and how to go on with it.
func (a *app) sayLeaving(ex *exercise.Exercise) {
	for _, line := range desk.Of(ex).Leaving() {
		fmt.Fprintln(a.out, text.Clean(line))
	}
}

// recordName is the file in which a new exercise is recorded where none is named.
func (a *app) recordName(s *scenario.Scenario) string {
	return "EXERCISE-" + s.Name + "-" + a.now().Format("20060102-150405") + ".record"
}

func (a *app) terminal() tui.Terminal { return tui.Terminal{In: a.in, Out: a.out, Now: a.now} }

// onTerminal says whether a screen can be drawn, and keys be read. A dumb terminal
// says of itself that it obeys no sequences.
func (a *app) onTerminal() bool {
	return tui.IsTerminal(a.in) && tui.IsTerminal(a.out) && os.Getenv("TERM") != "dumb"
}

// chooseLength is the length asked for, or the longest that the scenario has.
func chooseLength(s *scenario.Scenario, asked string) string {
	if asked != "" || len(s.Lengths) == 0 {
		return asked
	}
	longest := s.Lengths[0]
	for _, l := range s.Lengths {
		if l.Minutes > longest.Minutes {
			longest = l
		}
	}
	return longest.ID
}

// newSeed is a seed short enough to be read aloud.
func newSeed() uint64 {
	var b [4]byte
	rand.Read(b[:]) // never fails
	return uint64(binary.LittleEndian.Uint32(b[:]))
}

// interactive says whether a person is likely to be typing.
func interactive(in io.Reader) bool {
	f, ok := in.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}
