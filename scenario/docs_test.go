package scenario

import (
	"os"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// manual is what authors read.
const manual = "../docs/scenario-format.md"

// TestManualExamples loads every whole scenario of the manual without a word. The
// others must at least be YAML, with keys that the format has.
func TestManualExamples(t *testing.T) {
	text, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	whole, pieces := 0, 0
	for i, part := range strings.Split(string(text), "```yaml\n") {
		example, _, closed := strings.Cut(part, "```")
		if i == 0 || !closed {
			continue
		}
		if strings.HasPrefix(example, "whitecell: 1") {
			whole++
			if _, ds := LoadBytes("example.yaml", []byte(example)); len(ds) > 0 {
				t.Errorf("%s\n%s", example, ds)
			}
			continue
		}
		pieces++
		checkPiece(t, example)
	}
	if whole < 1 || pieces < 5 {
		t.Errorf("found %d whole examples and %d pieces", whole, pieces)
	}
}

// checkPiece checks the keys of an example that is a part of a scenario.
func checkPiece(t *testing.T, example string) {
	t.Helper()
	var doc yaml.Node
	if err := yaml.Unmarshal([]byte(example), &doc); err != nil {
		t.Errorf("%s\n%v", example, err)
		return
	}
	top := doc.Content[0]
	if value(top, "situation") != nil || value(top, "then") != nil || value(top, "coast-again") != nil {
		return // belongs inside a turn
	}
	_, ds := LoadBytes("piece.yaml", []byte(example))
	for _, d := range ds {
		switch d.Code {
		case "E021", "E022", "E030", "E040", "E042", "E051", "E052":
			t.Errorf("%s\n%s", example, d)
		}
	}
}

// TestManualNamesKeys holds that the manual names every key there is, and every
// function of conditions.
func TestManualNamesKeys(t *testing.T) {
	text, err := os.ReadFile(manual)
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*schema{
		topSchema, lengthSchema, objectiveSchema, partySchema, roleSchema, factSchema, channelSchema, forumSchema,
		arrangementSchema, changesSchema, channelChangeSchema, forumChangeSchema, roleChangeSchema, factChangeSchema, decisionChangeSchema,
		measureSchema, turnSchema, skippedSchema, turnInjectSchema, injectSchema, decisionSchema, optionSchema, ruleSchema, endingSchema,
	} {
		for _, key := range s.keys {
			if !strings.Contains(string(text), "`"+key) && !strings.Contains(string(text), key+":") {
				t.Errorf("the manual does not name %q of %s", key, s.what)
			}
		}
	}
	for _, verb := range thenSchema.keys {
		if !strings.Contains(string(text), "`"+verb+": ") {
			t.Errorf("the manual does not name the consequence %q", verb)
		}
	}
	for _, f := range functionNames {
		if !strings.Contains(string(text), "`"+f+"(") {
			t.Errorf("the manual does not name the function %q", f)
		}
	}
}
