package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
)

var errNoTerminal = errors.New("this needs a terminal to draw on")

func (a *app) debriefCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "debrief RECORD",
		Short: "Finish the evaluation: candidates, ratings, improvement plan",
		Long: "Finish the evaluation of an exercise that has ended, calmly, with the evaluators: settle the\n" +
			"candidates that the hot wash left, rate the objectives with the evidence before you, enter\n" +
			"strengths and areas for improvement, and complete the improvement plan. Everything entered is\n" +
			"a line of the record.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.debrief(args[0]) },
	}
}

func (a *app) debrief(path string) error {
	ex, recovery, err := exercise.Resume(path, a.now)
	if err != nil {
		return err
	}
	defer ex.Close()
	if s := recovery.String(); s != "" {
		fmt.Fprintln(a.err, "whitecell: "+s)
	}
	switch {
	case ex.Game().State().Phase() != engine.Ended:
		return fmt.Errorf("%s has not ended: `whitecell resume %s` goes on with it", path, path)
	case !a.onTerminal():
		return fmt.Errorf("%w; `whitecell resume --plain %s` takes the same entries as lines (rate, observe, act, confirm)", errNoTerminal, path)
	}
	err = a.terminal().Evaluate(ex)
	a.sayLeaving(ex)
	return err
}
