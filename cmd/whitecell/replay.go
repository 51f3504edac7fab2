package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"example.org/whitecell/internal/exercise"
)

func (a *app) replayCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "replay RECORD",
		Short: "Walk through an exercise on its timeline",
		Long: "Walk through a recorded exercise, forwards and backwards, to a decision, a pin or a moment, and\n" +
			"look at what any seat could see then. It only reads.",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			ex, status, err := exercise.Open(args[0])
			if err != nil {
				return err
			}
			if status.Err != nil {
				fmt.Fprintf(a.err, "whitecell: %v; what comes before it is shown\n", status.Err)
			}
			if !a.onTerminal() {
				return errNoTerminal
			}
			return a.terminal().Replay(ex)
		},
	}
}
