package main

import (
	"errors"

	"github.com/spf13/cobra"

	"example.org/whitecell/internal/exercise"
)

func (a *app) screenCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "screen [RECORD]",
		Short: "The room's screen: follow a running exercise in big letters",
		Long: "The room's own picture, for a projector: the story's clock, the time box as a countdown, who\n" +
			"must answer, and what everybody has heard. It follows the exercise by its record while another\n" +
			"window runs it, and shows nothing that the room may not see. Without a name it takes the newest\n" +
			"record in this folder whose exercise has not ended. It only reads; q leaves.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			path, err := a.recordNamed(args)
			if err != nil {
				return err
			}
			if !a.onTerminal() {
				return errors.New("the room's screen needs a terminal: run it in a window of its own")
			}
			w, err := exercise.WatchRecord(path, a.now)
			if err != nil {
				return err
			}
			defer w.Close()
			return a.terminal().Screen(w)
		},
	}
}
