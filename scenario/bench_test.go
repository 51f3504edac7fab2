package scenario

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

// generate writes a scenario of about size bytes, in the proportions of a real
// one: some prose, some conditions, much that refers to other things. Engine
// bounds keep a single scenario from reaching 1 MB by its parts alone, so large
// ones have longer texts.
func generate(size int) string {
	const turn = 3850 // bytes of a turn with short texts
	turns := min(max(1, size/turn), 200)
	extra := max(0, (size-turns*turn)/(turns*9))
	prose := strings.Repeat("All of this was known to somebody in the room, and nobody had said it. ", extra/71+1)
	var b strings.Builder
	b.WriteString("whitecell: 1\ntitle: Generated\nstart: 2031-10-17T03:10\nhandling: [open, limited, sealed]\n")
	b.WriteString("parties: {arden: Arden, meridian: Meridian}\nroles:\n")
	for i := range 8 {
		fmt.Fprintf(&b, "  role-%d:\n    title: Ministry number %d\n    party: %s\n    brief: |\n      You see the coast and little else.\n      - Ask early.\n", i, i, []string{"arden", "meridian"}[i%2])
	}
	b.WriteString("measures: {trust: 55, cohesion: {title: Cohesion, start: 60}}\nfacts:\n")
	for i := range turns * 2 {
		fmt.Fprintf(&b, "  fact-%d: {title: A thing that can be known, origin: role-%d, handling: limited, releasable: arden}\n", i, i%8)
	}
	b.WriteString("channels:\n  circuit: {title: Circuit, between: all, carries: limited, delay: 10m, leak: 5}\n")
	b.WriteString("forums:\n  bilateral: {title: Bilateral, members: all, convene: 2h}\nturns:\n")
	for t := range turns {
		fmt.Fprintf(&b, "  - id: part-%d\n    title: Part %d\n    lasts: 8h\n    situation: |\n      %s\n    injects:\n", t, t, prose)
		for i := range 4 {
			fmt.Fprintf(&b, "      - id: inject-%d-%d\n        at: %dm\n        from: The harbour master\n        to: [role-%d, meridian]\n        class: key\n        text: >\n          %s\n        facts: [fact-%d]\n        when: holds('role-1', 'fact-%d') or trust < 40\n", t, i, 10*i, i, prose, t*2, t*2+1)
		}
		b.WriteString("    decisions:\n")
		for d := range 2 {
			fmt.Fprintf(&b, "      decision-%d-%d:\n        title: What now?\n        ask: Who may have what you know?\n        by: [role-1, role-%d]\n        rule: all\n        consult: [role-2]\n        needs: [fact-%d]\n        opens: {at: 10m}\n        due: 6h\n        default: wait\n        reasons: [To protect the source, Not yet certain]\n        options:\n", t, d, d+3, t*2)
			for o := range 2 {
				fmt.Fprintf(&b, "          act-%d:\n            title: Do something about it\n            requires: not called('bilateral') and holds('role-%d', 'fact-%d')\n            outcome: |\n              %s\n            effects: {trust: -5, cohesion: 2..6}\n            then:\n              - tell: {role-4: [fact-%d]}\n              - set: flag-%d\n", o, o, t*2, prose, t*2, t)
			}
			b.WriteString("          wait: Wait and see\n")
		}
	}
	fmt.Fprintf(&b, "rules:\n  - when: flag('flag-0') and trust < 30\n    then: [effects: {cohesion: -3}]\n")
	b.WriteString("endings:\n  well: {title: Well, when: trust > 50}\n  badly: Badly\nhotwash: [Who knew, Who spoke]\n")
	return b.String()
}

func benchLoad(b *testing.B, size int) {
	text := []byte(generate(size))
	if _, ds := LoadBytes("bench.yaml", text); len(ds) > 0 {
		b.Fatal(ds[:min(5, len(ds))])
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		LoadBytes("bench.yaml", text)
	}
}

// benchNode is what the library alone needs for the same text.
func benchNode(b *testing.B, size int) {
	text := []byte(generate(size))
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		var n yaml.Node
		if err := yaml.Unmarshal(text, &n); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkLoad40K(b *testing.B) { benchLoad(b, 40<<10) }
func BenchmarkNode40K(b *testing.B) { benchNode(b, 40<<10) }
func BenchmarkLoad1M(b *testing.B)  { benchLoad(b, 1000<<10) }
func BenchmarkNode1M(b *testing.B)  { benchNode(b, 1000<<10) }

// benchRatio takes turns between Load and the library, so that whatever else the
// machine does slows both alike, and reports how their medians compare.
func benchRatio(b *testing.B, size int) {
	text := []byte(generate(size))
	var load, node []time.Duration
	for b.Loop() {
		began := time.Now()
		LoadBytes("bench.yaml", text)
		half := time.Now()
		var n yaml.Node
		if err := yaml.Unmarshal(text, &n); err != nil {
			b.Fatal(err)
		}
		load, node = append(load, half.Sub(began)), append(node, time.Since(half))
	}
	slices.Sort(load)
	slices.Sort(node)
	b.ReportMetric(float64(load[len(load)/2])/float64(node[len(node)/2]), "load/node")
}

func BenchmarkRatio40K(b *testing.B) { benchRatio(b, 40<<10) }
func BenchmarkRatio1M(b *testing.B)  { benchRatio(b, 1000<<10) }
