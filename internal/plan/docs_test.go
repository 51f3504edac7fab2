package plan

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"example.org/whitecell/engine"
)

// TestDocs plays the plan of docs/plans.md, and holds that it says of a failure
// what the page says, and that the page names every verb and directive.
func TestDocs(t *testing.T) {
	content, err := os.ReadFile("../../docs/plans.md")
	if err != nil {
		t.Fatal(err)
	}
	page := string(content)
	block := func(lang, begins string) string {
		for _, m := range regexp.MustCompile("(?ms)^```"+lang+"\n(.*?)^```$").FindAllStringSubmatch(page, -1) {
			if strings.HasPrefix(m[1], begins) {
				return m[1]
			}
		}
		t.Fatalf("the page has no block that begins with %s", begins)
		return ""
	}
	p := load(t, block("yaml", "whitecell"), engine.Setup{})
	source := block("plan", "plan ")
	run := func(source string) []Failure {
		f, err := Read("fog.plan", []byte(source))
		if err != nil {
			t.Fatal(err)
		}
		return f.Play(p, Live(p, f.Seed)).Failures
	}
	if failed := run(source); len(failed) > 0 {
		t.Errorf("the page's plan fails: %v", failed)
	}
	failed := run(strings.Replace(source, "chose('boat') == 'south' and clock == 5", "chose('boat') == 'berth'", 1))
	if want := strings.TrimSpace(block("", "fog.plan")); len(failed) != 1 || failed[0].String() != want {
		t.Errorf("got %v, want %s", failed, want)
	}
	for _, word := range append(append([]string{}, verbNames...), directiveNames...) {
		if !regexp.MustCompile("[`( ]" + word + "[` )]").MatchString(page) {
			t.Errorf("the page does not explain %s", word)
		}
	}
}
