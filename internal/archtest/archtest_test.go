package archtest

import (
	"slices"
	"strings"
	"testing"
)

// check is one sentence of the architecture that a machine can hold.
type check struct {
	name string
	run  func(*tree) []finding
}

var checks = []check{
	{"source files parse", func(t *tree) []finding { return t.broken }},
	{"every package has a rule", checkRules},
	{"imports point inward", checkArrows},
	{"the public library is pure", checkPurity},
	{"names say something", checkNames},
	{"packages say what they are for", checkPackageComments},
	{"the public library is documented", checkComments},
	{"files and functions are small", checkSizes},
	{"no test sleeps", checkSleep},
	{"no test skips unasked", checkSkips},
	{"dependencies are explained", checkDependencies},
	{"nothing of one machine", checkWords},
}

// report runs a check and puts what it found in order.
func (c check) report(t *tree) []string {
	var lines []string
	for _, f := range c.run(t) {
		lines = append(lines, f.String())
	}
	slices.Sort(lines)
	return lines
}

func TestRepository(t *testing.T) {
	tree := repository(t)
	for _, c := range checks {
		t.Run(c.name, func(t *testing.T) {
			for _, line := range c.report(tree) {
				t.Error(line)
			}
		})
	}
}

// TestModuleHasDependencies keeps the check of dependencies from passing only
// because go.mod was not understood.
func TestModuleHasDependencies(t *testing.T) {
	tree := repository(t)
	if len(tree.require) == 0 {
		t.Fatal("go.mod has no direct dependency")
	}
}

func TestRulesAreComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range arrows {
		if seen[r.dir] {
			t.Errorf("%s has two rules", r.dir)
		}
		seen[r.dir] = true
		if r.why == "" {
			t.Errorf("the rule for %s gives no reason", r.dir)
		}
	}
	for _, r := range arrows {
		for _, dir := range r.may {
			if dir != everything && !seen[dir] {
				t.Errorf("%s may import %s, which has no rule", r.dir, dir)
			}
		}
	}
	for _, imp := range impurities {
		if imp.why == "" {
			t.Errorf("no reason for closing %s", imp.path)
		}
	}
	for key, why := range allowances {
		if strings.TrimSpace(why) == "" {
			t.Errorf("no reason for allowing %s", key)
		}
	}
}
