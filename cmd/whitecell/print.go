package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/handout"
	"example.org/whitecell/internal/text"
)

// printFlags are the flags of print.
type printFlags struct {
	length, seating string
	out             string
	large, force    bool
	formats, only   []string
}

func (a *app) printCommand() *cobra.Command {
	var f printFlags
	var parts []string
	for _, id := range handout.Parts() {
		parts = append(parts, string(id))
	}
	c := &cobra.Command{
		Use:   "print SCENARIO",
		Short: "Put everything on paper: role cards, slips, the facilitator's book",
		Long: "Write everything that an exercise needs on paper, for the length and the seating that\n" +
			"will be played: a page for the browser, which prints on A4 and Letter, and the same as\n" +
			"Markdown to edit. The exercise can be run from this paper alone.\n\n" +
			"The pack holds the whole story: keep it from the players.",
		Example: "  whitecell print first-light\n" +
			"  whitecell print first-light --length 90 --seating 4 --out papers\n" +
			"  whitecell print first-light --only cards,signs --large --format html",
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.print(args[0], &f) },
	}
	fl := c.Flags()
	fl.StringVar(&f.length, "length", "", "minutes in the room, one of the scenario's lengths (default: the longest)")
	fl.StringVar(&f.seating, "seating", "", "how roles share tables, one of the scenario's seatings (default: each alone)")
	fl.StringVar(&f.out, "out", ".", "the folder to write into; it is made where it does not exist")
	fl.BoolVar(&f.large, "large", false, "large print, 18 points")
	fl.BoolVar(&f.force, "force", false, "write over files that are there")
	fl.StringSliceVar(&f.formats, "format", []string{"html", "md"}, "html, md, or both")
	fl.StringSliceVar(&f.only, "only", nil, "only these: "+strings.Join(parts, ", "))
	return c
}

// printFormats are the ways to write a pack, by the ending of the file.
var printFormats = []struct {
	ending string
	write  func(*handout.Document, io.Writer) error
}{
	{"html", (*handout.Document).WriteHTML},
	{"md", (*handout.Document).WriteMarkdown},
}

func (a *app) print(name string, f *printFlags) error {
	for _, ending := range f.formats {
		if ending != "html" && ending != "md" {
			return fmt.Errorf("there is no format %q to print: there is html and md", ending)
		}
	}
	s, err := loadSound(name, a.err)
	if err != nil {
		return err
	}
	p, err := engine.Compile(s, engine.Setup{Length: chooseLength(s, f.length), Seating: f.seating})
	if err != nil {
		return err
	}
	opt := handout.Options{GroundRules: desk.GroundRules, Large: f.large}
	for _, id := range f.only {
		opt.Only = append(opt.Only, handout.PartID(strings.TrimSpace(id)))
	}
	doc, err := handout.Build(p, opt)
	if err != nil {
		return err
	}
	return a.writePack(doc, f, "EXERCISE-"+strings.TrimSuffix(strings.TrimSuffix(s.Name, ".yaml"), ".yml")+"-print.")
}

// writePack writes a pack in every format asked for. It looks first whether any
// file is there already, so that it writes all of them or none.
func (a *app) writePack(doc *handout.Document, f *printFlags, stem string) error {
	if err := os.MkdirAll(f.out, 0o755); err != nil {
		return err
	}
	var paths []string
	var pages [][]byte
	for _, format := range printFormats {
		if !slices.Contains(f.formats, format.ending) {
			continue
		}
		path := filepath.Join(f.out, stem+format.ending)
		if _, err := os.Lstat(path); err == nil && !f.force {
			return fmt.Errorf("%s is there already; --force writes over it, --out FOLDER writes elsewhere", path)
		} else if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		var page bytes.Buffer
		if err := format.write(doc, &page); err != nil {
			return err
		}
		paths, pages = append(paths, path), append(pages, page.Bytes())
	}
	for i, path := range paths {
		if err := writeWhole(path, pages[i]); err != nil {
			return err
		}
		fmt.Fprintln(a.out, text.Line(path))
	}
	return nil
}

// writeWhole writes a file under another name and renames it, so that there is
// never half of it.
func writeWhole(path string, content []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".whitecell-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	if _, err = f.Write(content); err != nil {
		return err
	}
	if err = f.Chmod(0o644); err != nil && !errors.Is(err, errors.ErrUnsupported) {
		return err
	}
	if err = f.Sync(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
