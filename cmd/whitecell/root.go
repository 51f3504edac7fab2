package main

import (
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	_ "example.org/whitecell/internal/startup" // before the terminal libraries
	"example.org/whitecell/internal/text"
	"example.org/whitecell/internal/tui"
)

// The exit statuses of every verb.
const (
	exitFine   = 0
	exitFaults = 1 // what was looked at has faults
	exitCould  = 2 // could not run

	exitSignal = 128 // and the number of the signal that ended it, as a shell has it
)

// errFaults says that faults were found and have been told; nothing is left to say.
var errFaults = errors.New("faults were found")

// app is what the verbs share: where they read and write, and the room's clock.
type app struct {
	in       io.Reader
	out, err io.Writer
	now      func() time.Time
}

// execute runs a command line and gives its exit status. It is the one place
// where an error becomes a sentence.
func execute(args []string, in io.Reader, out, errs io.Writer) int {
	a := &app{in: in, out: out, err: errs, now: time.Now}
	root := a.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errs)
	err := root.Execute()
	if err == nil {
		return exitFine
	}
	if errors.Is(err, errFaults) {
		return exitFaults
	}
	fmt.Fprintln(errs, "whitecell: "+strings.TrimSpace(text.Clean(err.Error())))
	var ended *tui.Interrupted
	if errors.As(err, &ended) {
		return exitSignal + int(ended.Signal)
	}
	return exitCould
}

func (a *app) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "whitecell",
		Short: "Run tabletop crisis-coordination exercises",
		Long: "whitecell is the white cell of a tabletop exercise: it tells the story, delivers the\n" +
			"injects, keeps the record, and shows the room what each decision could have known.",
		Version:       version(),
		SilenceUsage:  true,
		SilenceErrors: true,
		Args:          cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error {
			if !a.onTerminal() {
				return c.Help()
			}
			return a.home()
		},
	}
	root.AddCommand(a.runCommand(), a.resumeCommand(), a.screenCommand(), a.debriefCommand(), a.replayCommand(), a.checkCommand(), a.printCommand())
	return root
}

// version is the program's version, for the record's header.
func version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "development"
}
