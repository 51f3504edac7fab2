package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/spf13/cobra"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/text"
)

func (a *app) resumeCommand() *cobra.Command {
	var verify, plainly bool
	c := &cobra.Command{
		Use:   "resume [RECORD]",
		Short: "Go on with an exercise where it stopped, after a crash too",
		Long: "Go on with an exercise where its record stops. Without a name it takes the newest record in\n" +
			"this folder whose exercise has not ended.\n\n" +
			"--verify plays every recorded move again first, and must get the very same events.",
		Args: cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			path, err := a.recordNamed(args)
			if err != nil {
				return err
			}
			return a.resume(path, verify, plainly)
		},
	}
	c.Flags().BoolVar(&verify, "verify", false, "play every recorded move again first")
	c.Flags().BoolVar(&plainly, "plain", false, "as a dialogue of lines")
	return c
}

func (a *app) resume(path string, verify, plainly bool) error {
	ex, recovery, err := exercise.Resume(path, a.now)
	if err != nil {
		return err
	}
	defer ex.Close()
	if s := recovery.String(); s != "" {
		fmt.Fprintln(a.err, "whitecell: "+text.Line(s))
	}
	if verify {
		if err := ex.Verify(); err != nil {
			return err
		}
		fmt.Fprintf(a.err, "whitecell: %s: every move was played again and gave the same events\n", text.Line(path))
	}
	return a.lead(ex, plainly)
}

// recordNamed is the record that was named, or the newest unfinished one here.
func (a *app) recordNamed(args []string) (string, error) {
	if len(args) == 1 {
		return args[0], nil
	}
	var faults []error
	for _, e := range recordsHere() {
		ex, _, err := exercise.Open(e.Name())
		if err != nil {
			faults = append(faults, err)
			continue
		}
		if ex.Game().State().Phase() != engine.Ended {
			return e.Name(), nil
		}
	}
	return "", errors.Join(append(faults, errors.New("no exercise in this folder waits to be resumed; name its record"))...)
}

func newestFirst(a, b fs.DirEntry) int {
	ai, errA := a.Info()
	bi, errB := b.Info()
	if errA != nil || errB != nil {
		return strings.Compare(b.Name(), a.Name())
	}
	return bi.ModTime().Compare(ai.ModTime())
}
