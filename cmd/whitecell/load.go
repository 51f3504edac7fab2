package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// load reads a scenario by what the user calls it: a name of the library, a file,
// or a folder. Its diagnostics come back beside it; the error says that there is
// nothing to read.
func load(name string) (*scenario.Scenario, scenario.Diagnostics, error) {
	if slices.Contains(scenarios.Names(), name) {
		s, ds := scenario.Load(scenarios.FS(), name)
		return s, ds, nil
	}
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, fmt.Errorf("there is no scenario %q: it is no file or folder here, and the library has %s",
			name, strings.Join(scenarios.Names(), ", "))
	}
	folder, file := name, "."
	if !info.IsDir() {
		folder, file = filepath.Split(name)
		if folder == "" {
			folder = "."
		}
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, nil, fmt.Errorf("%s can't be opened: %w", folder, err)
	}
	defer root.Close()
	s, ds := scenario.Load(root.FS(), file)
	if s != nil && file == "." {
		if path, err := filepath.Abs(name); err == nil {
			s.Name = filepath.Base(path)
		}
	}
	return s, ds, nil
}

// loadSound reads a scenario that can be played; its errors are told, advice is
// left to check.
func loadSound(name string, errs io.Writer) (*scenario.Scenario, error) {
	s, ds, err := load(name)
	if err != nil {
		return nil, err
	}
	if s == nil {
		for _, d := range ds {
			fmt.Fprintln(errs, d)
		}
		return nil, errFaults
	}
	return s, nil
}
