package scenario

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/internal/longrun"
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
	{"names without use", "E012", func() string { return head + "hotwash:\n" + lines(60_000, "- &a%d b\n") }},
	{"keys twice, far apart", "E020", func() string {
		return head + tail + "facts:\n" + lines(1900, "  f%d: F\n") + lines(1900, "  f%d: F\n")
	}},
	{"long keys twice", "E020", func() string {
		return head + strings.Repeat(fill("a", 1000)+": b\n", 900)
	}},
	{"long unknown keys", "E021", func() string {
		return head + lines(900, fill("a", 1000)+"%d: b\n")
	}},
	{"long values everywhere", "E040", func() string {
		return head + "facts:\n" + lines(15, "  f%d: {weight: "+fill("x", MaxText-100)+"}\n") + tail
	}},
	{"a text of line ends", "", func() string { return head + tail + "summary: |\n" + fill("\n", most-200) + "  a\n" }},
	{"texts of escapes", "ok", func() string {
		return head + tail + "summary: \"" + fill(`\u00e9`, 6*(MaxText/2)-6) + "\"\n"
	}},
	{"folded lines", "E019", func() string { return head + tail + "summary:\n" + fill("  a\n", most-200) }},
	{"a list in a text's place, ten thousand times", "E022", func() string {
		return head + tail + "hotwash:\n" + strings.Repeat("  - [a]\n", 10_000)
	}},
	{"every length with every turn", "ok", func() string {
		return head + "turns:\n" + lines(1000, "  - {id: t%d}\n") + "lengths:\n" + strings.TrimPrefix(lines(1001, "  %d: {}\n"), "  0: {}\n")
	}},
	{"everybody everywhere", "ok", func() string {
		return "whitecell: 1\ntitle: A\nroles: {" + lines(64, "r%d: R, ") + "}\nfacts: {" + lines(4000, "f%d: {releasable: all}, ") + "}\n" +
			"channels: {" + lines(1000, "c%d: {between: all}, ") + "}\nforums: {" + lines(1000, "m%d: M, ") + "}\nseatings: {" + lines(1000, "s%d: {}, ") + "}\n" +
			"turns:\n  - injects:\n" + lines(10_000, "    - {id: i%d, to: all, text: A}\n") + "    decisions:\n" + lines(1000, "      d%d: {by: all, rule: each, options: {a: A}}\n")
	}},
	{"everything is released to all, again and again", "ok", func() string {
		return head + "facts: {" + lines(1000, "f%d: F, ") + "}\narrangements:\n" +
			strings.ReplaceAll(lines(40, "  a%d: {cost: 1, changes: {facts: {@}}}\n"), "@", lines(1000, "f%d: {releasable: all}, ")) + tail
	}},
	{"arrangements that change what all are like", "ok", func() string {
		return head + "arrangements:\n" + lines(64, "  a%d: {cost: 1, changes: {decisions: {d: {default: a}}}}\n") +
			"turns:\n  - decisions:\n      d: {by: port, options: {a: A}}\n" + lines(3999, "      e%d: {like: d}\n")
	}},
	{"a role that is a hundred thousand receivers", "E034", func() string {
		return head + "turns:\n  - injects:\n      - {text: A, to: [" + fill("port, ", 600_000) + "]}\n"
	}},
	{"versions of versions", "E069", func() string {
		return head + tail + "facts:\n" + func() string {
			var b strings.Builder
			for i := range 3000 {
				fmt.Fprintf(&b, "  f%d: {sanitised: [f%d]}\n", i, (i+1)%3000)
			}
			return b.String()
		}()
	}},
	{"a range of a thousand million", "E056", func() string { return head + tail + "rules: [{when: turn in 1..1000000000, then: [set: a]}]\n" }},
	{"a list of a thousand million", "", func() string {
		return head + tail + "rules: [{when: \"len(filter(1..1000000000, true)) > 0\", then: [set: a]}]\n"
	}},
	{"a pattern that never ends", "", func() string {
		return head + tail + "rules: [{when: \"chose('d') matches '^(a*)*(a*)*b'\", then: [set: a]}]\n"
	}},
	{"members of members", "", func() string { return head + tail + "rules: [{when: turn" + fill(".a", 990) + ", then: [set: a]}]\n" }},
	{"questions in a row", "", func() string {
		return head + tail + "rules: [{when: '" + fill("true ? ", 450) + "1" + fill(" : 1", 240) + "', then: [set: a]}]\n"
	}},
	{"pipes", "", func() string {
		return head + tail + "rules: [{when: 'turn" + fill(" | abs()", 900) + "', then: [set: a]}]\n"
	}},
	{"variables of variables", "", func() string {
		return head + tail + "rules: [{when: '" + fill("let a = 1; ", 980) + "a > 0', then: [set: a]}]\n"
	}},
	{"a list in a condition", "E050", func() string {
		return head + tail + "rules: [{when: \"chose('d') in [" + fill("'a',", 900) + "'a']\", then: [set: a]}]\n"
	}},
	{"huge numbers in a condition", "", func() string {
		return head + tail + "rules: [{when: turn > " + fill("9", 900) + ", then: [set: a]}]\n"
	}},
	{"quotes in a condition", "E051", func() string {
		return head + tail + "rules:\n  - then: [set: a]\n    when: >-\n      " + fill("'", 999) + "\n"
	}},
	{"escapes on one line", "E024", func() string { return head + tail + "hotwash: [" + fill("\"\\e\",", most-200) + "]\n" }},
	{"bad conditions on one line", "E053", func() string {
		return head + "measures: {trust: 5}\n" + tail + "rules: [" + fill("{when: \"trsut < 4\", then: {set: a}}, ", most-200) + "]\n"
	}},
	{"unknown among too many", "E032", func() string {
		return head + "facts: {" + lines(49_000, "fact-number-%d: A,") + "}\nturns:\n  - title: One\n    injects:\n      - to: port\n        text: A\n        facts:\n" + lines(500, "          - fact-nomber-%d\n")
	}},
	{"900 conditions of a thousand characters", "", func() string {
		// Each has as many parts as it may, and is not like the one before.
		return head + tail + "rules:\n" + lines(900, "  - {when: turn != %d"+fill(" and turn >= 100000000000", 950)+", then: [set: a]}\n")
	}},
}

// TestLongHazards holds every hazard shut: what is allocated tells of time too, and
// does not depend on the machine. The bound on time only ends what would go on for
// minutes; the long run holds the second that each may take.
func TestLongHazards(t *testing.T) {
	var all toll
	for i, h := range hazards {
		if i%4 != 0 && testing.Short() {
			continue
		}
		t.Run(h.name, func(t *testing.T) {
			text := h.text()
			sc, ds := all.read(t, one(text))
			checkSaid(t, h.code, sc, ds)
		})
	}
	longrun.Row(t, "scenarios made to hurt, of one file", "%s", all)
}

// TestLongHazardsTogether puts each hazard into three more files of one scenario:
// the limits hold for all files together.
func TestLongHazardsTogether(t *testing.T) {
	var all toll
	for i, h := range hazards {
		if i%12 != 0 && !longrun.Asked() {
			continue
		}
		t.Run(h.name, func(t *testing.T) {
			text := h.text()
			sc, ds := all.read(t, []File{{"scenario.yaml", head + tail + "include: [a.yaml, b.yaml, c.yaml]\n"}, {"a.yaml", text}, {"b.yaml", text}, {"c.yaml", text}})
			if sc == nil {
				checkSaid(t, "", sc, ds)
			}
		})
	}
	longrun.Row(t, "scenarios made to hurt, of four files", "%s", all)
}

// A toll is what reading scenarios has cost.
type toll struct {
	count   int
	slowest time.Duration
	largest uint64 // bytes allocated, in all, for one
}

func (c toll) String() string {
	return fmt.Sprintf("%d read, none too large or too slow; the slowest took %v of the processor, the largest %d MB in all", c.count, c.slowest.Round(time.Millisecond), c.largest>>20)
}

// read reads a scenario within bounds.
func (c *toll) read(t *testing.T, files []File) (sc *Scenario, ds Diagnostics) {
	t.Helper()
	limit, room := time.Minute, uint64(200<<20)
	if longrun.Asked() {
		limit = time.Second
	}
	if raced {
		room *= 2
	}
	var before, after runtime.MemStats
	took := longrun.Took(func() {
		runtime.ReadMemStats(&before)
		sc, ds = LoadFiles(files)
		runtime.ReadMemStats(&after)
	})
	taken := after.TotalAlloc - before.TotalAlloc
	if took > limit {
		t.Errorf("took %v", took)
	}
	if taken > room {
		t.Errorf("took %d MB", taken>>20)
	}
	c.count++
	c.slowest, c.largest = max(c.slowest, took), max(c.largest, taken)
	return sc, ds
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

// BenchmarkHazards gives the time of each hazard.
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
