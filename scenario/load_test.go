package scenario

import (
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
