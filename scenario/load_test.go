package scenario

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

// codesOf are the codes of diagnostics, in order.
func codesOf(ds Diagnostics) string {
	var s []string
	for _, d := range ds {
		s = append(s, d.Code)
	}
	return strings.Join(s, " ")
}

// TestLoadNames tries what a caller may ask for.
func TestLoadNames(t *testing.T) {
	file := &fstest.MapFile{Data: []byte(head + tail)}
	fsys := fstest.MapFS{
		"a.yaml":              file,
		"box/scenario.yaml":   file,
		"box/inner/more.yaml": file,
		"empty/other.yaml":    file,
		"pipe.yaml":           {Mode: fs.ModeNamedPipe},
		"device.yaml":         {Mode: fs.ModeDevice | fs.ModeCharDevice},
		"link.yaml":           {Mode: fs.ModeSymlink},
	}
	for _, test := range []struct{ name, want string }{
		{"a.yaml", ""},
		{"box", ""},
		{"box/inner/more.yaml", ""},
		{"empty", "E001"},
		{"gone.yaml", "E001"},
		{"../a.yaml", "E002"},
		{"/a.yaml", "E002"},
		{"", "E002"},
		{"box/../a.yaml", "E002"},
		{"pipe.yaml", "E003"},
		{"device.yaml", "E003"},
	} {
		sc, ds := Load(fsys, test.name)
		if got := codesOf(ds); got != test.want || (sc == nil) != (test.want != "") {
			t.Errorf("%s: %s, want %q", test.name, ds, test.want)
		}
	}
}

// TestLoadFiles holds that a scenario in memory needs all of its files.
func TestLoadFiles(t *testing.T) {
	main := File{"scenario.yaml", head + tail + "include: [more.yaml]\n"}
	if sc, ds := LoadFiles([]File{main, {"more.yaml", "hotwash: [A]\n"}, {"spare.yaml", "x"}}); sc == nil || len(sc.Files) != 2 {
		t.Errorf("got %v", ds)
	}
	if _, ds := LoadFiles([]File{main}); codesOf(ds) != "E001" {
		t.Errorf("got %s", ds)
	}
	if _, ds := LoadFiles(nil); codesOf(ds) != "E025" {
		t.Errorf("got %s", ds)
	}
	if _, ds := LoadBytes("/tmp/x.yaml", []byte(head)); len(ds) != 1 || ds[0].Pos.File != "x.yaml" {
		t.Errorf("got %s", ds)
	}
}

// TestDigest holds what the digest depends on.
func TestDigest(t *testing.T) {
	digest := func(files ...File) string {
		sc, ds := LoadFiles(files)
		if sc == nil {
			t.Fatal(ds)
		}
		return sc.Digest
	}
	a := digest(File{"scenario.yaml", head + tail})
	if a != digest(File{"scenario.yaml", head + tail}) {
		t.Error("differs from itself")
	}
	for _, other := range []File{{"other.yaml", head + tail}, {"scenario.yaml", head + tail + "\n"}} {
		if a == digest(other) {
			t.Errorf("the same for %q", other)
		}
	}
}

// TestLoadTogether is for the race detector: Loads share nothing that changes.
func TestLoadTogether(t *testing.T) {
	text, err := os.ReadFile("testdata/ok/every-key.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if _, ds := LoadBytes("x.yaml", text); len(ds) > 0 {
				t.Error(ds)
			}
		})
	}
	wait.Wait()
}

// liar is a file system whose file is not what Stat says.
type liar struct {
	fstest.MapFS
	file fs.File
}

func (l liar) Open(string) (fs.File, error) { return l.file, nil }

// endless gives bytes for ever.
type endless struct{ fs.File }

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func (endless) Close() error { return nil }

// brokenFile gives some bytes and an error that nobody has heard of.
type brokenFile struct{ fs.File }

func (brokenFile) Read(p []byte) (int, error) {
	return copy(p, head), errors.New("disk \x1b[2J on fire")
}
func (brokenFile) Close() error { return nil }

// TestLoadGrows reads files that become others between looking and reading.
func TestLoadGrows(t *testing.T) {
	small := fstest.MapFS{"a.yaml": {Data: []byte(head + tail)}}
	for name, test := range map[string]struct {
		file fs.File
		code string
	}{"endless": {endless{}, "E004"}, "broken": {brokenFile{}, "E001"}} {
		sc, ds := Load(liar{small, test.file}, "a.yaml")
		if sc != nil || codesOf(ds) != test.code || strings.Contains(ds.String(), "fire") {
			t.Errorf("%s: got %s, want %s", name, ds, test.code)
		}
	}
}

// TestManyIncludes reads scenarios whose includes are bombs.
func TestManyIncludes(t *testing.T) {
	chain := []File{{"scenario.yaml", head + tail + "include: f0.yaml\n"}}
	star := []File{{"scenario.yaml", head + tail + "include: [" + lines(MaxFiles+40, "f%d.yaml, ") + "]\n"}}
	for i := range MaxFiles + 40 {
		chain = append(chain, File{fmt.Sprintf("f%d.yaml", i), fmt.Sprintf("hotwash: [A]\ninclude: f%d.yaml\n", i+1)})
		star = append(star, File{fmt.Sprintf("f%d.yaml", i), "hotwash: [A]\n"})
	}
	for name, test := range map[string]struct {
		files []File
		code  string
	}{
		"a chain":               {chain, "E005"},
		"a star":                {star, "E005"},
		"one file many times":   {[]File{{"scenario.yaml", head + tail + "include: [" + fill("a.yaml,", 700_000) + "]\n"}, {"a.yaml", "hotwash: [A]\n"}}, "E006"},
		"itself many times":     {[]File{{"scenario.yaml", head + tail + "include: [" + fill("scenario.yaml,", 700_000) + "]\n"}}, "E006"},
		"many that are missing": {[]File{{"scenario.yaml", head + tail + "include: [" + lines(60_000, "f%d.yaml, ") + "]\n"}}, "E001"},
		"a name of 60 KB":       {[]File{{"scenario.yaml", head + tail + "include: [" + fill("a/", 60_000) + "b.yaml]\n"}}, "E001"},
		"all ways out": {[]File{{"scenario.yaml", head + tail +
			"include: [../a.yaml, /a.yaml, a/../../b.yaml, ./a.yaml, a//b.yaml, 'C:\\a.yaml', '\\\\host\\a', 'a\\..\\b', ., .., '', a/, \"a\\0\", ~, [a], {a: b}]\n"}}, "E002"},
	} {
		t.Run(name, func(t *testing.T) {
			var all toll
			sc, ds := all.read(t, test.files)
			if sc != nil {
				t.Error("it loads")
			}
			checkSaid(t, test.code, sc, ds)
		})
	}
}
