package archtest

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// sound is a small tree with which every check is content.
var sound = map[string]string{
	"go.mod": "module example.org/small\n\ngo 1.26\n\nrequire gopkg.in/yaml.v3 v3.0.1\n\n" +
		"require (\n\tgithub.com/spf13/cobra v1.10.2\n\tgithub.com/spf13/pflag v1.0.9 // indirect\n)\n",
	"docs/dependencies.md": "## gopkg.in/yaml.v3 v3.0.1\n\n## github.com/spf13/cobra v1.10.2\n",
	"scenario/doc.go":      "// Package scenario reads.\npackage scenario\n",
	"scenario/load.go": `package scenario

import (
	"io/fs"
	"time"

	"gopkg.in/yaml.v3"

	"example.org/small/internal/text"
)

// Span is a length of story time.
type Span = time.Duration

var _ fs.FS
var _ yaml.Node
var _ = text.Clean
`,
	"scenario/load_test.go": `package scenario

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/small/internal/plan"
)

func TestLoad(t *testing.T) {
	if os.Getenv("WHITECELL_NO_SKIP") != "1" {
		t.Skip()
	}
}

func FuzzLoad(f *testing.F) {
	f.Fuzz(func(t *testing.T, in string) { t.Skip() })
	rapid.Check(f, func(t *rapid.T) { t.Skip() })
}

var _ = cmp.Diff
var _ = plan.Play
`,
	"engine/engine.go": "// Package engine\n// plays.\npackage engine\n\nimport _ \"example.org/small/scenario\"\n\n" +
		"// Kinds of move.\nconst (\n\tShare = iota\n\tAsk\n)\n\n// Rule judges.\ntype Rule interface {\n\t// Judge it.\n\tJudge()\n}\n\n" +
		"type hidden int\n\nfunc (hidden) Exported() {}\n",
	"internal/text/text.go":         "// Package text filters.\npackage text\n",
	"internal/plan/plan.go":         "// Package plan plays.\npackage plan\n",
	"internal/startup/startup.go":   "// Package startup is early.\npackage startup\n\nimport _ \"github.com/charmbracelet/lipgloss\"\n",
	"cmd/whitecell/main.go":         "// Whitecell runs.\npackage main\n\nimport (\n\t_ \"example.org/small/internal/plan\"\n\t_ \"github.com/spf13/cobra\"\n)\n",
	"tools/go.mod":                  "module example.org/small/tools\n",
	"tools/utils/tools.go":          "package utils\n",
	"internal/text/testdata/bad.go": "package ???\n",
	"picture.png":                   "\x00/ro" + "ot/",
}

func makeTree(t *testing.T, changed, allow map[string]string) *tree {
	t.Helper()
	files := maps.Clone(sound)
	maps.Copy(files, changed)
	fsys := fstest.MapFS{}
	for name, body := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(body)}
	}
	tree, err := loadTree(fsys, nil, allow)
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

func TestSoundTree(t *testing.T) {
	tree := makeTree(t, nil, nil)
	if got, want := len(tree.files), 8; got != want {
		t.Errorf("%d Go files were read, want %d", got, want)
	}
	for _, c := range checks {
		for _, line := range c.report(tree) {
			t.Errorf("%s: %s", c.name, line)
		}
	}
}

// breach changes files of the sound tree so that one check must speak, and
// gives how each of its lines begins.
type breach struct {
	check string
	files map[string]string
	allow map[string]string
	want  []string
}

func lines(n int) string { return strings.Repeat("\n", n) }

var breaches = []breach{
	{
		check: "source files parse",
		files: map[string]string{"engine/new.go": "package engine\nfunc {\n"},
		want:  []string{"engine/new.go: does not parse: "},
	},
	{
		check: "every package has a rule",
		files: map[string]string{
			"root.go":                  "package small\n",
			"internal/new/new.go":      "package extra\n",
			"internal/new/new_test.go": "package extra\n",
			"engine/deep/deep.go":      "package deep\n",
		},
		want: []string{
			".: the package has no rule: ",
			"engine/deep: the package has no rule: ",
			"internal/new: the package has no rule: ",
		},
	},
	{
		check: "imports point inward",
		files: map[string]string{
			"engine/new.go":                "package engine\n\nimport (\n\t\"example.org/small/internal/plan\"\n\t\"github.com/spf13/cobra\"\n)\n",
			"engine/new_test.go":           "package engine\n\nimport \"github.com/spf13/cobra\"\n",
			"internal/plan/new.go":         "package plan\n\nimport \"pgregory.net/rapid\"\nimport \"C\"\n",
			"internal/startup/new.go":      "package startup\n\nimport \"github.com/charmbracelet/lipgloss2\"\n",
			"cmd/whitecell/new.go":         "package main\n\nimport \"gopkg.in/yaml.v3\"\n",
			"internal/text/text.go":        "package text\n\nimport \"example.org/small/scenario\"\n",
			"internal/record/store_one.go": "package record\n\nimport \"example.org/small/engine\"\n",
		},
		want: []string{
			"cmd/whitecell/new.go:3: cmd/whitecell may not import gopkg.in/yaml.v3: cmd ties",
			"engine/new.go:4: engine may not import example.org/small/internal/plan: engine is the rules alone",
			"engine/new.go:5: engine may not import github.com/spf13/cobra: engine is the rules alone",
			"engine/new_test.go:3: engine may not import github.com/spf13/cobra: ",
			"internal/plan/new.go:3: internal/plan may not import pgregory.net/rapid: ",
			"internal/plan/new.go:4: internal/plan may not import C: ",
			"internal/record/store_one.go:3: internal/record may not import example.org/small/engine: ",
			"internal/startup/new.go:3: internal/startup may not import github.com/charmbracelet/lipgloss2: ",
			"internal/text/text.go:3: internal/text may not import example.org/small/scenario: ",
		},
	},
	{
		check: "the public library is pure",
		files: map[string]string{
			"engine/new.go": "package engine\n\nimport (\n\t\"fmt\"\n\t\"math/rand/v2\"\n\t\"net/http\"\n\t\"os\"\n\tclock \"time\"\n)\n\n" +
				"var now = clock.Now\n\nfunc f() { <-clock.After(1); fmt.Println(); fmt.Sprint(clock.Local) }\n",
			"engine/new_test.go": "package engine\n\nimport \"os\"\n",
			"scenario/new.go":    "package scenario\n\nimport (\n\t. \"time\"\n\t\"math/bits\"\n)\n",
			"cmd/whitecell/x.go": "package main\n\nimport \"os\"\n",
		},
		want: []string{
			"engine/new.go:11: engine may not use time.Now: no clock",
			"engine/new.go:13: engine may not use fmt.Println: no terminal",
			"engine/new.go:13: engine may not use time.After: no clock",
			"engine/new.go:13: engine may not use time.Local: the machine's time zone",
			"engine/new.go:5: engine may not import math/rand/v2: no random source",
			"engine/new.go:6: engine may not import net/http: no network",
			"engine/new.go:7: engine may not import os: no file system",
			"scenario/new.go:4: dot import of time: ", // closed for its clock
			"scenario/new.go:4: dot import of time: ", // and for its time zones
		},
	},
	{
		check: "names say something",
		files: map[string]string{
			"pkg/engine/engine.go":     "package engine\n",
			"internal/plan/plan.go":    "package utils\n",
			"internal/text/in_test.go": "package common_test\n",
			"internal/types/types.go":  "package types\n",
			"internal/models2/m.go":    "package models2\n",
		},
		want: []string{
			"internal/plan: a package is named utils: ",
			"internal/text: a package is named common: ",
			"internal/types: a package is named types: ",
			"pkg/engine: a package is named pkg: ",
		},
	},
	{
		check: "packages say what they are for",
		files: map[string]string{
			"scenario/load.go":             "// Package scenario says it again.\npackage scenario\n",
			"engine/engine.go":             "// The engine.\npackage engine\n",
			"internal/text/text.go":        "// Not attached.\n\npackage text\n",
			"internal/text/text_test.go":   "// Package text in a test.\npackage text\n",
			"internal/plan/plan.go":        "// Package planning plays.\npackage plan\n",
			"internal/startup/startup.go":  "//go:build linux\n\npackage startup\n",
			"cmd/whitecell/main.go":        "// Package main runs.\npackage main\n",
			"internal/archtest/my_test.go": "// Package archtest has tests alone.\npackage archtest\n",
		},
		want: []string{
			"cmd/whitecell/main.go: the package comment begins in an unusual way: ",
			"engine/engine.go: the package comment begins in an unusual way: ",
			"internal/plan/plan.go: the package comment begins in an unusual way: ",
			"internal/startup: package startup has no package comment: ",
			"internal/text: package text has no package comment: ",
			"scenario: package comments in scenario/doc.go and scenario/load.go: ",
		},
	},
	{
		check: "the public library is documented",
		files: map[string]string{
			"engine/new.go": `package engine

func Bare() {}

type Bare2 struct{}

func (*Bare2) Method() {}

func (g Gen[T]) M() {}

// Gen is said.
type Gen[T any] int

const Bare3, small = 1, 2

// These are said together.
type (
	B interface{ Do() }
	C int
)

type (
	Bare4 int
	D     int // said
)

var V = 1 // said

func small2() {}

func (C) String() string { return "" }
`,
			"internal/plan/new.go": "package plan\n\nfunc Bare() {}\n",
		},
		want: []string{
			"engine/new.go:14: Bare3 has no comment: ",
			"engine/new.go:18: Do has no comment: ",
			"engine/new.go:23: Bare4 has no comment: ",
			"engine/new.go:3: Bare has no comment: ",
			"engine/new.go:5: Bare2 has no comment: ",
			"engine/new.go:7: Method has no comment: ",
			"engine/new.go:9: M has no comment: ",
		},
	},
	{
		check: "files and functions are small",
		files: map[string]string{
			"engine/long.go":       "package engine\n" + lines(800),
			"engine/allowed.go":    "package engine\n" + lines(800),
			"engine/just.go":       "package engine\n" + lines(799),
			"engine/long_test.go":  "package engine\n" + lines(900),
			"engine/fn.go":         "package engine\n\nfunc just() {" + lines(99) + "}\n\nfunc (x *T[K]) over() {" + lines(100) + "}\n",
			"engine/value.go":      "package engine\n\nvar table = []func(){\n\tfunc() {" + lines(100) + "},\n}\n",
			"engine/functions.go":  "package engine\n\nfunc good() {" + lines(100) + "}\n",
			"engine/short_one.go":  "package engine\n",
			"internal/plan/two.go": "package plan\n\nfunc init() {" + lines(100) + "}\n\nfunc init() {}\n",
		},
		allow: map[string]string{
			"engine/allowed.go":        "a table",
			"engine/functions.go good": "a table",
			"engine/short_one.go":      "it was long once",
		},
		want: []string{
			"engine/fn.go:104: engine/fn.go T.over has 101 lines, over 100: ",
			"engine/long.go: engine/long.go has 801 lines, over 800: ",
			"engine/short_one.go: the allowance is not needed: ",
			"engine/value.go:4: engine/value.go table has 101 lines, over 100: ",
			"internal/plan/two.go:3: internal/plan/two.go init has 101 lines, over 100: ",
		},
	},
	{
		check: "no test sleeps",
		files: map[string]string{
			"engine/new_test.go":   "package engine\n\nimport t2 \"time\"\n\nfunc f() { t2.Sleep(1) }\n",
			"internal/plan/new.go": "package plan\n\nimport \"time\"\n\nfunc f() { time.Sleep(1) }\n",
		},
		want: []string{"engine/new_test.go:5: the test sleeps: "},
	},
	{
		check: "no test skips unasked",
		files: map[string]string{
			"engine/new_test.go": "package engine\n\nfunc TestA(t *testing.T) {\n\tt.Run(\"\", func(t *testing.T) {\n\t\tt.Skipf(\"no\")\n\t})\n}\n\n" +
				"func TestB(t *testing.T) {\n\tif noSkip() {\n\t\tt.SkipNow()\n\t}\n}\n",
		},
		want: []string{
			"engine/new_test.go:11: TestB skips without asking WHITECELL_NO_SKIP: ",
			"engine/new_test.go:5: TestA skips without asking WHITECELL_NO_SKIP: ",
		},
	},
	{
		check: "dependencies are explained",
		files: map[string]string{"docs/dependencies.md": "## gopkg.in/yaml.v3 v3.0.11\n\ngithub.com/spf13/cobra\n"},
		want: []string{
			"docs/dependencies.md: no heading that ends in github.com/spf13/cobra v1.10.2: ",
			"docs/dependencies.md: no heading that ends in gopkg.in/yaml.v3 v3.0.1: ",
		},
	},
	{
		check: "nothing of one machine",
		files: map[string]string{
			".ci/run":                       "#!/bin/bash\n\ncd /wo" + "rk/main\n",
			"internal/text/testdata/x.yaml": "# see /ro" + "ot/x\n",
			"docs/build.md":                 "GO" + "PROXY=off, registry." + "npmjs.org\n",
		},
		want: []string{
			".ci/run:3: holds /wo" + "rk/: ",
			"docs/build.md:1: holds go" + "proxy: ",
			"docs/build.md:1: holds registry." + "npmjs: ",
			"internal/text/testdata/x.yaml:1: holds /ro" + "ot/: ",
		},
	},
}

func TestChecksSpeak(t *testing.T) {
	for _, b := range breaches {
		t.Run(b.check, func(t *testing.T) {
			i := slices.IndexFunc(checks, func(c check) bool { return c.name == b.check })
			if i < 0 {
				t.Fatal("there is no such check")
			}
			got := checks[i].report(makeTree(t, b.files, b.allow))
			for n := range max(len(got), len(b.want)) {
				switch {
				case n >= len(got):
					t.Errorf("nothing said of %q", b.want[n])
				case n >= len(b.want):
					t.Errorf("said for no reason: %s", got[n])
				case !strings.HasPrefix(got[n], b.want[n]):
					t.Errorf("line %d\n got %s\nwant %s...", n, got[n], b.want[n])
				}
			}
		})
	}
}

// TestEveryCheckIsShownToFail holds that no check is there that cannot fail.
func TestEveryCheckIsShownToFail(t *testing.T) {
	for _, c := range checks {
		shown := slices.ContainsFunc(breaches, func(b breach) bool { return b.check == c.name && len(b.want) > 0 })
		if !shown {
			t.Errorf("nothing in breaches makes %q fail", c.name)
		}
	}
}
