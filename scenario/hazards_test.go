package scenario

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// fill repeats s up to n bytes.
func fill(s string, n int) string { return strings.Repeat(s, n/len(s)) }

// most is a little less than a file may have, so that something fits around it.
const most = MaxFileBytes - 2000

// head is the beginning of a scenario that is otherwise in order.
const head = "whitecell: 1\ntitle: A\nroles: {port: Port, coast: Coast}\n"

// tail goes with head.
const tail = "turns: [title: One]\n"

// lines makes n lines of text, each with its number.
func lines(n int, format string) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// hazards are texts made to hurt: each must get a diagnostic with this code, in
// bounded time and memory. "" stands for any error, "ok" for none at all.
var hazards = []struct {
	name, code string
	text       func() string
}{
	{"flow lists", "", func() string { return fill("[", most) }},
	{"flow lists below the library's limit", "E017", func() string { return head + "x: " + strings.Repeat("[", 9000) + strings.Repeat("]", 9000) }},
	{"flow blocks", "", func() string { return fill("{a: ", most) }},
	{"flow blocks below the library's limit", "E017", func() string {
		return head + "x: " + strings.Repeat("{a: ", 9000) + "b" + strings.Repeat("}", 9000) + "\n"
	}},
	{"flow mixed", "", func() string { return fill("[a: {b: ", most) }},
	{"deep and wide", "E018", func() string { return "x: " + strings.Repeat("{a: ", 9999) + fill("a,", most-50000) }},
	{"dashes", "", func() string { return fill("- ", most) }},
	{"dashes below the library's limit", "E017", func() string { return "x:\n " + strings.Repeat("- ", 9000) + "a\n" }},
	{"question marks", "", func() string { return fill("? ", most) }},
	{"question mark lines", "E018", func() string { return fill("?\n", most) }},
	{"stairs", "E017", func() string {
		var b strings.Builder
		for i := 0; b.Len() < most-3000; i++ {
			b.WriteString(strings.Repeat(" ", i) + "a:\n")
		}
		return b.String()
	}},
	{"one long flow line", "E018", func() string { return head + "hotwash: [" + fill("a,", most) + "]\n" }},
	{"huge indent", "", func() string { return head + strings.Repeat(" ", most-200) + "a: b\n" }},
	{"indented to nothing", "ok", func() string { return head + tail + strings.Repeat(" ", most-200) }},
	{"alias bomb", "E012", func() string {
		b := "whitecell: 1\na: &a [x,x,x,x,x,x,x,x,x]\n"
		for c := 'b'; c < 'z'; c++ {
			b += fmt.Sprintf("%c: &%c [%s*%c]\n", c, c, strings.Repeat(fmt.Sprintf("*%c, ", c-1), 8), c-1)
		}
		return b
	}},
	{"alias of itself", "E012", func() string { return "whitecell: 1\ntitle: &a [*a, *a]\n" }},
	{"many aliases", "E012", func() string { return "whitecell: 1\ntitle: &a [" + fill("*a, ", 700_000) + "]\n" }},
	{"merge keys", "E013", func() string { return head + "a: &a {b: c}\nd: {<<: *a, <<: *a}\n" }},
	{"5,000 keys twice", "E020", func() string { return head + strings.Repeat("a: b\n", 5000) }},
	{"90,000 keys twice", "E020", func() string { return head + strings.Repeat("a: b\n", 90_000) }},
	{"90,000 unknown keys", "E021", func() string { return head + lines(90_000, "k%d: b\n") }},
	{"40,000 unknown ids", "E032", func() string {
		return head + "facts: {" + lines(4000, "fact-%d: A,") + "}\nturns:\n  - title: One\n    injects:\n      - to: port\n        text: A\n        facts:\n" + lines(40_000, "          - fict-%d\n")
	}},
	{"too many keys", "E018", func() string { return lines(most/9, "a%d: b\n")[:most-most%9] }},
	{"huge number", "E040", func() string { return head + tail + "sends: " + fill("9", most-200) + "\n" }},
	{"long text", "E019", func() string { return head + tail + "summary: " + fill("word ", MaxText+10) + "\n" }},
	{"long id", "E030", func() string { return head + tail + "facts: {" + fill("a", 900) + ": A}\n" }},
	{"long key", "", func() string { return head + fill("a", most-200) + ": b\n" }},
	{"complex keys", "E023", func() string { return head + fill("? [a]\n: b\n", 200_000) }},
	{"tabs", "", func() string { return fill("\t", most) }},
	{"tab in the indent", "E011", func() string { return head + "turns:\n\t- title: One\n" }},
	{"tags", "E014", func() string { return head + "hotwash:\n" + fill("- !!str b\n", 500_000) }},
	{"tag directives", "E016", func() string { return lines(60_000, "%%TAG !a%d! b\n") + "---\na: b\n" }},
	{"version directives", "E016", func() string { return fill("%YAML 1.1\n", most) }},
	{"documents", "E015", func() string { return fill("a: b\n---\n", most) }},
	{"comments", "E025", func() string { return fill("# x\n", most) }},
	{"comments in flow", "", func() string { return "a: [" + fill("a, # x\n", most) + "]" }},
	{"escapes", "E024", func() string { return head + tail + "summary: \"" + fill(`\e`, MaxText) + "\"\n" }},
	{"open quote", "E010", func() string { return head + "summary: \"" + fill("a\n", most-200) }},
	{"not UTF-8", "E007", func() string { return fill("\xff", most) }},
	{"UTF-16", "E007", func() string { return "\xff\xfe" + fill("a\x00", most) }},
	{"NUL", "E008", func() string { return head + fill("\x00", most-200) }},
	{"escape characters", "E008", func() string { return head + "summary: " + fill("\x1b[2J", most-200) }},
	{"line separators", "E008", func() string { return head + "summary: " + fill("\u2028", most-200) }},
	{"carriage returns", "E008", func() string { return head + fill("\r", most-200) }},
	{"byte-order marks", "E008", func() string { return head + fill("\ufeff", most-200) }},
	{"nothing", "E025", func() string { return "" }},
	{"only null", "E025", func() string { return "~" }},
	{"file too large", "E004", func() string { return fill("a", MaxFileBytes+1) }},
	{"wide conditions", "E050", func() string {
		return head + tail + "rules:\n  - when: " + fill("1+", 990) + "1 > 0\n    then: [set: a]\n"
	}},
	{"long condition", "E050", func() string {
		return head + tail + "rules:\n  - when: " + fill("turn > 0 and ", 4000) + "true\n    then: [set: a]\n"
	}},
	{"nested comparisons", "E050", func() string {
		const n = 60 // the library doubles the middle of each chain
		return head + tail + "rules:\n  - when: " + strings.Repeat("1 < (", n) + "1" + strings.Repeat(") < 1", n) + "\n    then: [set: a]\n"
	}},
	{"brackets in a condition", "E051", func() string { return head + tail + "rules:\n  - when: (" + fill("(", 900) + "\n    then: [set: a]\n" }},
	{"nots in a condition", "E050", func() string {
		return head + tail + "rules:\n  - when: " + fill("not ", 980) + "true\n    then: [set: a]\n"
	}},
	{"30,000 bad conditions", "E099", func() string {
		return head + tail + "measures: {trust: 5}\nrules:\n" + strings.Repeat("  - {when: trsut<4, then: {set: a}}\n", 25_000)
	}},
	{"40,000 conditions", "ok", func() string {
		return head + tail + "endings:\n  e:\n    title: E\n    notes:\n" + strings.Repeat("    - {text: A, when: 1<2}\n", 38_000)
	}},
	{"everyone is told everything", "ok", func() string {
		return head + "facts: {" + lines(3000, "f%d: A, ") + "}\nturns:\n  - title: One\n    decisions:\n      d:\n        by: port\n        options:\n          o:\n            then:\n" +
			strings.Repeat("              - tell: {all: ["+strings.TrimSuffix(lines(3000, "f%d, "), ", ")+"]}\n", 25)
	}},
	{"many likes", "E035", func() string {
		return head + "turns:\n  - title: One\n    decisions:\n      d: {by: port, options: {" + lines(120, "o%d: O, ") + "}}\n" + lines(3000, "      e%d: {like: d, options: {o: O}}\n")
	}},
	{"likes in a row", "E065", func() string {
		return head + "turns:\n  - title: One\n    decisions:\n      d0: {by: port, options: {o: O}}\n" + func() string {
			var b strings.Builder
			for i := 1; i < 4000; i++ {
				fmt.Fprintf(&b, "      d%d: {like: d%d}\n", i, i-1)
			}
			return b.String()
		}()
	}},
	{"advice without end", "A099", func() string {
		return head + tail + "injects:\n" + lines(200, "  i%d: {to: all, text: A}\n")
	}},
}

// TestHazards holds every hazard shut: what is allocated tells of time too, and
// does not depend on the machine. The bound on time only ends what would go on
// for minutes; BenchmarkHazards measures.
func TestHazards(t *testing.T) {
	const limit = time.Minute
	room := uint64(200 << 20)
	if raced {
		room *= 2
	}
	for _, h := range hazards {
		t.Run(h.name, func(t *testing.T) {
			text := []byte(h.text())
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			began := time.Now()
			sc, ds := LoadBytes("hazard.yaml", text)
			took := time.Since(began)
			runtime.ReadMemStats(&after)
			taken := after.TotalAlloc - before.TotalAlloc
			t.Logf("%d bytes, %v, %d MB in all", len(text), took.Round(time.Millisecond), taken>>20)
			if took > limit {
				t.Errorf("took %v", took)
			}
			if taken > room {
				t.Errorf("took %d MB", taken>>20)
			}
			checkSaid(t, h.code, sc, ds)
		})
	}
}

// checkSaid checks the code and the form of what was said.
func checkSaid(t *testing.T, code string, sc *Scenario, ds Diagnostics) {
	t.Helper()
	if code == "ok" {
		if len(ds) > 0 {
			t.Errorf("got %s", ds[0])
		}
		return
	}
	if (sc == nil) != ds.HasErrors() {
		t.Error("a Scenario in spite of errors, or none without")
	}
	if len(ds) == 0 || len(ds) > maxShown+1 {
		t.Fatalf("%d diagnostics", len(ds))
	}
	found := code == ""
	for _, d := range ds {
		found = found || d.Code == code
		if len(d.String()) > 700 {
			t.Errorf("too long: %s", d)
		}
	}
	if !found {
		t.Errorf("no %s among %d, first: %s", code, len(ds), ds[0])
	}
}

// BenchmarkHazards gives the time of each hazard, which must stay below a second.
func BenchmarkHazards(b *testing.B) {
	for _, h := range hazards {
		text := []byte(h.text())
		b.Run(h.name, func(b *testing.B) {
			for b.Loop() {
				LoadBytes("hazard.yaml", text)
			}
		})
	}
}
