package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// one is a scenario of one file.
func one(text string) []File { return []File{{"scenario.yaml", text}} }

// parts is a scenario of exactly n keys, values, lists and blocks.
func parts(n int) []File {
	// head and tail have these: the top, whitecell, title, roles with its block
	// of four, turns with its list, block and two; hotwash and its list.
	const around = 1 + 4 + 2 + 4 + 1 + 4 + 2
	return one(head + tail + "hotwash: [" + strings.TrimSuffix(strings.Repeat("a,", n-around), ",") + "]\n")
}

// many is a scenario whose key holds n things.
func many(key, format string, n int) []File {
	return one(head + tail + key + ":\n" + lines(n, format))
}

// padded makes a file of exactly n bytes.
func padded(text string, n int) string {
	return text + "#" + strings.Repeat("x", n-len(text)-2) + "\n"
}

func files(n int, size int) []File {
	out := []File{{Name: "scenario.yaml", Text: head + tail + "include:\n" + lines(n-1, "  - f%d.yaml\n")}}
	for i := range n - 1 {
		out = append(out, File{fmt.Sprintf("f%d.yaml", i), padded("hotwash: [A]\n", size)})
	}
	return out
}

// decision is a scenario with one decision.
func decision(text string) []File {
	return one(head + "turns:\n  - title: One\n    decisions:\n      d:\n        by: port\n" + text)
}

func condition(s string) []File {
	return one(head + tail + "rules:\n  - when: " + s + "\n    then: [set: a]\n")
}

const anOption = "        options: {a: A}\n"

// limits are the bounds of scenarios: make(n) loads, make(n+1) is refused.
var limits = []struct {
	name, code string
	n          int
	make       func(n int) []File
}{
	{"bytes of a file", "E004", MaxFileBytes, func(n int) []File { return one(padded(head+tail, n)) }},
	{"bytes of all files", "E005", MaxTotalBytes, func(n int) []File {
		fs := files(5, MaxFileBytes)
		fs[4].Text = padded("hotwash: [A]\n", n-3*MaxFileBytes-len(fs[0].Text))
		return fs
	}},
	{"files", "E005", MaxFiles, func(n int) []File { return files(n, 100) }},
	{"depth", "E017", MaxDepth - 2, func(n int) []File {
		return one(head + tail + "hotwash: [A]\nrules: [{when: true, then: [set: a]}]\nendings: " + strings.Repeat("[", n) + "a" + strings.Repeat("]", n) + "\n")
	}},
	{"parts", "E018", MaxParts, parts},
	{"text", "E019", MaxText, func(n int) []File { return one(head + tail + "summary: " + strings.Repeat("x", n) + "\n") }},
	{"id", "E030", MaxID, func(n int) []File { return one(head + tail + "facts: {" + strings.Repeat("x", n) + ": X}\n") }},
	{"measure's id", "E030", MaxID, func(n int) []File { return one(head + tail + "measures: {" + strings.Repeat("x", n) + ": 1}\n") }},
	{"roles", "E035", MaxRoles, func(n int) []File {
		return one("whitecell: 1\ntitle: A\n" + tail + "roles:\n" + lines(n, "  r%d: R\n"))
	}},
	{"parties", "E035", MaxParties, func(n int) []File { return many("parties", "  p%d: P\n", n) }},
	{"arrangements", "E035", MaxArrangements, func(n int) []File { return many("arrangements", "  a%d: A\n", n) }},
	{"facts", "E035", MaxFacts, func(n int) []File { return many("facts", "  f%d: F\n", n) }},
	{"measures", "E035", MaxMeasures, func(n int) []File { return many("measures", "  m%d: M\n", n) }},
	{"channels", "E035", MaxChannels, func(n int) []File { return many("channels", "  c%d: {between: all}\n", n) }},
	{"forums", "E035", MaxForums, func(n int) []File { return many("forums", "  f%d: F\n", n) }},
	{"objectives", "E035", MaxOthers, func(n int) []File { return many("objectives", "  o%d: O\n", n) }},
	{"endings", "E035", MaxOthers, func(n int) []File { return many("endings", "  e%d: {when: false}\n", n-1)[0].and("  e: E\n") }},
	{"seatings", "E035", MaxOthers, func(n int) []File { return many("seatings", "  s%d: {}\n", n) }},
	{"lengths", "E035", MaxOthers, func(n int) []File {
		return one(head + tail + "lengths:\n" + strings.TrimPrefix(lines(n+1, "  %d: {}\n"), "  0: {}\n"))
	}},
	{"steps of handling", "E035", MaxHandling, func(n int) []File { return many("handling", "  - h%d\n", n) }},
	{"rules", "E035", MaxRules, func(n int) []File { return many("rules", "  - {when: turn == %d, then: [set: a]}\n", n) }},
	{"turns", "E035", MaxTurns, func(n int) []File { return one(head + "turns:\n" + lines(n, "  - {title: T, id: t%d}\n")) }},
	{"injects", "E035", MaxInjects, func(n int) []File {
		return one(head + "turns:\n  - title: One\n    injects:\n" + lines(n, "      - {id: i%d, to: port, text: A}\n"))
	}},
	{"decisions", "E035", MaxDecisions, func(n int) []File {
		return one(head + "turns:\n  - title: One\n    decisions:\n" + lines(n, "      d%d: {by: port, options: {a: A}}\n"))
	}},
	{"options", "E035", MaxOptions, func(n int) []File { return decision("        options:\n" + lines(n, "          o%d: O\n")) }},
	{"options in all", "E035", MaxAllOptions / 100, func(n int) []File {
		return one(head + "turns:\n  - title: One\n    decisions:\n      d: {by: port, options: {" + lines(100, "o%d: O, ") + "}}\n" + lines(n-1, "      e%d: {like: d}\n"))
	}},
	{"likes in a row", "E065", maxLike, func(n int) []File {
		s := "        options: {a: A}\n"
		for i := range n {
			s += fmt.Sprintf("      d%d: {like: d%s}\n", i, strings.TrimSuffix(fmt.Sprint(i-1), "-1"))
		}
		return decision(s)
	}},
	{"characters of a condition", "E050", MaxCondChars, func(n int) []File {
		return condition("true " + strings.Repeat(" ", n-12) + "== true")
	}},
	{"parts of a condition", "E050", MaxCondNodes, func(n int) []File { return condition("0 < " + strings.Repeat("- ", n-3) + "1") }},
	{"duration in minutes", "E042", int(MaxDuration), func(n int) []File {
		return one(head + fmt.Sprintf("turns:\n  - {title: One, lasts: %dm}\n", n))
	}},
	{"start in days", "E043", 1000, func(n int) []File { return one(head + fmt.Sprintf("turns:\n  - {title: One, at: T-%dd}\n", n)) }},
	{"per cent", "E048", 100, func(n int) []File {
		return one(head + tail + fmt.Sprintf("channels: {c: {between: all, leak: %d}}\n", n))
	}},
	{"minutes of a length", "E072", 50, func(n int) []File {
		return one(head + tail + fmt.Sprintf("lengths: {90: {brief: 10, turns: {turn-1: %d}, hotwash: 30}}\n", n))
	}},
	{"due", "E061", 60, func(n int) []File { return decision(fmt.Sprintf("        due: %dm\n", n) + anOption) }},
	{"within", "E061", 50, func(n int) []File {
		return decision(fmt.Sprintf("        opens: {at: 10m}\n        within: %dm\n", n) + anOption)
	}},
	{"inject", "E061", 60, func(n int) []File {
		return one(head + fmt.Sprintf("turns:\n  - title: One\n    injects:\n      - {to: all, text: A, at: %dm}\n", n))
	}},
	{"overlap", "E060", 60, func(n int) []File {
		return one(head + fmt.Sprintf("turns:\n  - {title: One, lasts: %dm}\n  - {title: Two, at: T+1h}\n", n))
	}},
	{"purchase", "E066", 4, func(n int) []File {
		return decision("        buy: 4\n")[0].and(fmt.Sprintf("arrangements: {a: {cost: %d}}\n", n))
	}},
	{"consequences", "E035", MaxThen, func(n int) []File { // half of them of a rule
		return decision("        options:\n          o: {title: O, then: [" + strings.Repeat("set: a, ", n-n/2) + "]}\n")[0].and(
			"rules: [{when: true, then: [" + strings.Repeat("set: a, ", n/2) + "]}]\n")
	}},
	{"flags", "E035", MaxFlags, func(n int) []File { // one of them only asked about
		return one(head + tail + "rules: [{when: flag('asked'), then: [" + lines(n-1, "set: a%d, ") + "]}]\n")
	}},
	{"slips of a scenario", "E040", MaxSlips, func(n int) []File { return one(head + tail + fmt.Sprintf("sends: %d\n", n)) }},
	{"slips of a turn", "E040", MaxSlips, func(n int) []File { return one(head + fmt.Sprintf("turns: [{title: One, sends: %d}]\n", n)) }},
	{"slips of a role", "E040", MaxSlips, func(n int) []File {
		return one("whitecell: 1\ntitle: A\n" + tail + fmt.Sprintf("roles: {port: {title: P, sends: %d}}\n", n))
	}},
	{"weight", "E040", 100, func(n int) []File { return one(head + tail + fmt.Sprintf("facts: {f: {weight: %d}}\n", n)) }},
	{"cost", "E040", 1000, func(n int) []File { return one(head + tail + fmt.Sprintf("arrangements: {a: {cost: %d}}\n", n)) }},
	{"upkeep", "E040", 1000, func(n int) []File {
		return one(head + tail + fmt.Sprintf("arrangements: {a: {cost: 1, upkeep: %d}}\n", n))
	}},
	{"slips of a forum", "E040", 1000, func(n int) []File { return one(head + tail + fmt.Sprintf("forums: {f: {slips: %d}}\n", n)) }},
	{"points", "E040", 1000, func(n int) []File {
		return decision(fmt.Sprintf("        buy: %d\n", n))[0].and("arrangements: {a: {cost: 1}}\n")
	}},
	{"points of each", "E040", 64, func(n int) []File {
		return decision(fmt.Sprintf("        buy: 4\n        each: %d\n", n))[0].and("arrangements: {a: {cost: 1}}\n")
	}},
	{"weight of an option", "E040", 100, func(n int) []File {
		return decision(fmt.Sprintf("        options: {a: {title: A, auto: %d}}\n", n))
	}},
	{"pace", "E040", 1000, func(n int) []File { return one(head + fmt.Sprintf("turns: [{title: One, pace: %d}]\n", n)) }},
	{"greatest measure", "E040", measureBound, func(n int) []File {
		return one(head + tail + fmt.Sprintf("measures: {m: {max: %d}}\n", n))
	}},
	{"short name of a fact", "E046", 14, func(n int) []File {
		return one(head + tail + "facts: {f: {title: A long title of a fact, short: " + strings.Repeat("ü", n) + "}}\n")
	}},
	{"short name of a role", "E046", 12, func(n int) []File {
		return one("whitecell: 1\ntitle: A\n" + tail + "roles: {port: {title: P, short: " + strings.Repeat("ü", n) + "}}\n")
	}},
}

// and is the file with more text at its end.
func (f File) and(text string) []File { return []File{{f.Name, f.Text + text}} }

// TestLimits tries each bound on both sides.
func TestLimits(t *testing.T) {
	for _, l := range limits {
		t.Run(l.name, func(t *testing.T) {
			sc, ds := LoadFiles(l.make(l.n))
			for _, d := range ds {
				if d.Code == l.code {
					t.Errorf("at the limit: %s", d)
				}
			}
			if sc == nil && l.name != "depth" {
				t.Errorf("at the limit: %s", ds[0])
			}
			sc, ds = LoadFiles(l.make(l.n + 1))
			if sc != nil {
				t.Fatalf("above the limit it loads")
			}
			checkSaid(t, l.code, sc, ds)
			if i := slices.IndexFunc(ds, func(d Diagnostic) bool { return d.Code == l.code }); i >= 0 && ds[i].Pos.Line == 0 && l.code != "E004" { // that is the file, and no line of it
				t.Errorf("it has no place: %s", ds[i])
			}
		})
	}
}
