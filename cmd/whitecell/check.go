package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"example.org/whitecell/scenario"
)

func (a *app) checkCommand() *cobra.Command {
	var asJSON bool
	var explain string
	c := &cobra.Command{
		Use:   "check SCENARIO...",
		Short: "Find what is wrong with a scenario, and say what to write instead",
		Long: "Read scenarios and tell every fault: where it is, what was found, what to write instead.\n" +
			"Exits with 0 where there is none, 1 where there are faults, 2 where it could not read.",
		RunE: func(_ *cobra.Command, args []string) error {
			switch {
			case explain != "":
				return a.explain(explain)
			case len(args) == 0:
				return fmt.Errorf("name a scenario: one of the library, a file, or a folder")
			}
			return a.check(args, asJSON)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "as JSON, for programs")
	c.Flags().StringVar(&explain, "explain", "", "explain a code, such as E021")
	return c
}

// found is one diagnostic as programs read it.
type found struct {
	Scenario string `json:"scenario"`
	Severity string `json:"severity"`
	Code     string `json:"code"`
	File     string `json:"file"`
	Line     int    `json:"line"`
	Column   int    `json:"column"`
	Summary  string `json:"summary"`
	Help     string `json:"help"`
	Nearest  string `json:"nearest,omitempty"`
}

func (a *app) check(names []string, asJSON bool) error {
	all := []found{}
	faults := false
	for _, name := range names {
		_, ds, err := load(name)
		if err != nil {
			return err
		}
		faults = faults || ds.HasErrors()
		for _, d := range ds {
			all = append(all, found{
				Scenario: name, Severity: d.Severity.String(), Code: d.Code, File: d.Pos.File, Line: d.Pos.Line,
				Column: d.Pos.Col, Summary: d.Summary, Help: d.Help, Nearest: d.Nearest,
			})
			if !asJSON {
				fmt.Fprintln(a.out, d)
			}
		}
		if !asJSON && len(ds) == 0 {
			fmt.Fprintf(a.out, "%s: nothing is wrong with it\n", name)
		}
	}
	if asJSON {
		enc := json.NewEncoder(a.out)
		enc.SetIndent("", "  ")
		if err := enc.Encode(all); err != nil {
			return err
		}
	}
	if faults {
		return errFaults
	}
	return nil
}

func (a *app) explain(code string) error {
	c, ok := scenario.Explain(strings.ToUpper(code))
	if !ok {
		return fmt.Errorf("there is no code %q", code)
	}
	_, err := fmt.Fprintf(a.out, "%s: %s\n\n%s\n", c.Code, c.Title, c.Text)
	return err
}
