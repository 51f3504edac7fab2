package debrief

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

// page is docs/debrief.md.
func page(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile("../../docs/debrief.md")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// section is what stands under a heading of the second level.
func section(t *testing.T, text, heading string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, "\n## "+heading+"\n")
	if !ok {
		t.Fatalf("the page has no section %q", heading)
	}
	rest, _, _ = strings.Cut(rest, "\n## ")
	return rest
}

func TestPageNamesTheIndicators(t *testing.T) {
	var got, want []string
	for _, m := range regexp.MustCompile(`(?m)^### (.+)$`).FindAllStringSubmatch(section(t, page(t), "Indicators"), -1) {
		got = append(got, m[1])
	}
	for _, d := range Definitions {
		want = append(want, d.Name)
	}
	equal(t, "indicators", got, want)
}

// Under each indicator the page says its question, method, numbers, source and
// limits; question and source are those of the code.
func TestPageDefinesTheIndicators(t *testing.T) {
	body := section(t, page(t), "Indicators")
	for _, d := range Definitions {
		_, text, _ := strings.Cut(body, "\n### "+d.Name+"\n")
		text, _, _ = strings.Cut(text, "\n### ")
		flat := strings.Join(strings.Fields(text), " ")
		for _, want := range []string{d.Question, "- **Method.** ", "- **Of.** ", "- **Limits.** "} {
			if !strings.Contains(flat, want) {
				t.Errorf("%s: the page lacks %q", d.Name, want)
			}
		}
		_, source, _ := strings.Cut(flat, "- **Source.** ")
		source, _, _ = strings.Cut(source, ". - **Limits.**")
		if !strings.HasPrefix(d.Source, source) || source == "" {
			t.Errorf("%s: the page's source is %q, the code's %q", d.Name, source, d.Source)
		}
		if d.Key == "" || d.Method == "" || d.Numerator == "" || d.Denominator == "" || d.Unit == "" || d.Limits == "" {
			t.Errorf("%s: the definition is not complete: %+v", d.Name, d)
		}
	}
}

func TestPageNamesTheCauses(t *testing.T) {
	var got, want []string
	for _, m := range regexp.MustCompile(`(?m)^\| ([^|]+) \| .+ \|$`).FindAllStringSubmatch(section(t, page(t), "Causes"), -1) {
		if m[1] != "cause" {
			got = append(got, strings.TrimSuffix(m[1], ", because …"))
		}
	}
	for _, c := range Causes() {
		want = append(want, c.String())
	}
	equal(t, "causes", got, want)
}

// The keys of observations and actions on the page are read as the page says.
func TestPageNamesTheKeys(t *testing.T) {
	text := section(t, page(t), "Words that become rows")
	for _, f := range append(new(ActionWords).fields(), new(ObservationWords).fields()...) {
		if !strings.Contains(text, "`"+f.key+":") {
			t.Errorf("the page does not name the key %s", f.key)
		}
	}
	for _, m := range regexp.MustCompile(`(?m)^    (observe|act) .* "(.+)"$`).FindAllStringSubmatch(text, -1) {
		if m[1] == "observe" {
			if o := ParseObservation(m[2]); o.Kind != Area || o.Analysis == "" || o.Reference == "" {
				t.Errorf("the example %q is read as %+v", m[2], o)
			}
		} else if a := (Action{Entry{Role: 0}, ParseAction(m[2])}); a.Missing() != nil {
			t.Errorf("the example %q lacks %q", m[2], a.Missing())
		}
	}
}
