// Package scenarios is the library: the exercises that ship with the program,
// each in a folder of its own with its plans. It never reads them; scenario.Load
// does.
package scenarios

import (
	"embed"
	"io/fs"
	"slices"
)

//go:embed */*.yaml
var files embed.FS

// FS is the library's files: a folder for each scenario.
func FS() fs.FS { return files }

// Names are the scenarios' names, sorted.
func Names() []string {
	entries, err := fs.ReadDir(files, ".")
	if err != nil {
		panic(err) // the files are part of the program
	}
	var names []string
	for _, e := range entries {
		if e.IsDir() {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names
}
