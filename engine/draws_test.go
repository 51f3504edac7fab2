package engine

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"example.org/whitecell/scenario"
	"pgregory.net/rapid"
)

// drawn is what chance did with one thing, by the name of the thing.
type drawn map[string]string

// chances collects the outcomes of draws in a play: which injects of a chance came,
// which shares leaked, by how much a range moved its measure. What was not drawn
// for is not in it: an inject that control touched, a share of what had leaked, an
// effect that was no range.
func chances(x *played) drawn {
	out, leaked := drawn{}, map[int16]bool{}
	g := NewGame(x.p, x.Seed())
	for i, m := range x.moves {
		events := x.events[i]
		for n, e := range events {
			switch e.Kind {
			case EvPassed, EvDelivered, EvOffered:
				noteInject(x.p, out, e)
			case EvShared:
				c := g.now.channels[e.B].leak
				if !leaked[e.A] {
					hit := n+1 < len(events) && events[n+1].Kind == EvLeaked
					out[fmt.Sprint("leak ", e.A, e.B, e.Role, e.To, " at ", c)] = fmt.Sprint(hit)
				}
			case EvLeaked:
				leaked[e.A] = true
			case EvDecided:
				noteRange(x.p, out, events, n)
			}
		}
		if _, err := g.Do(nil, m); err != nil {
			panic(err)
		}
	}
	return out
}

func noteInject(p *Program, out drawn, e Event) {
	switch {
	case e.A < 0 || !p.injects[e.A].HasChance || e.Via != ViaScript:
	case e.Kind == EvPassed && e.Why == NotDrawn:
		out[fmt.Sprint("inject ", e.A)] = "no"
	case e.Kind != EvPassed:
		out[fmt.Sprint("inject ", e.A)] = "yes"
	}
}

func noteRange(p *Program, out drawn, events []Event, n int) {
	e := events[n]
	if e.B < 0 || p.decisions[e.A].Purchase != nil || len(p.decisions[e.A].options[e.B].effects) == 0 {
		return
	}
	moved := int32(0)
	if n+1 < len(events) && events[n+1].Kind == EvMeasured {
		moved = events[n+1].N
	}
	out[fmt.Sprint("range ", e.A, e.B, e.Role)] = fmt.Sprint(moved)
}

// "Change one decision and every other draw stays as it was: that makes 'the day
// before' fair." One decision is answered differently, or not at all; everything
// that is drawn for in both plays comes out the same. Rules and consequences are
// left out, so that only chance could carry the change over.
func TestOtherDrawsStay(t *testing.T) {
	generatedOnly(t, taste{noRules: true, wide: true}, func(t *rapid.T, d dice, p *Program) {
		x := play(d, p, uint64(d(1<<20)), 2*plays)
		var decisions []int
		for i, m := range x.moves {
			if m.Kind == MoveDecide {
				decisions = append(decisions, i)
			}
		}
		if len(decisions) == 0 {
			return
		}
		change := pick(d, decisions)
		y := &played{Game: NewGame(p, x.Seed())}
		for i, m := range x.moves {
			if i == change {
				m.B = int16(d(3))
			}
			y.try(m)
		}
		was, is := chances(x), chances(y)
		for name, w := range was {
			if i, both := is[name]; both && i != w {
				t.Fatalf("%s changed with a decision about something else: %s, then %s", name, w, i)
			}
		}
	})
}

// "It happens when the number is below the chance, so lowering a risk only removes
// leaks": the same moves over safer channels leak a part of what they leaked.
func TestLowerRiskOnlyRemovesLeaks(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		d := rapidDice(t)
		sc := loaded(t, generated(d, taste{noRules: true, noLeaks: true}))
		p := compiled(t, sc, Setup{})
		safer := compiled(t, lowered(sc, 100-d(100)), Setup{})
		x := play(d, p, uint64(d(1<<20)), 2*plays)
		y := &played{Game: NewGame(safer, x.Seed())}
		for _, m := range x.moves {
			if !y.try(m) {
				t.Fatalf("%s: refused only because channels are safer", p.AppendMove(nil, m))
			}
		}
		before := x.log().Events
		for _, e := range y.log().Events {
			if e.Kind == EvLeaked && !slices.ContainsFunc(before, func(b Event) bool { return b.Kind == EvLeaked && b.A == e.A }) {
				t.Fatalf("a leak that was not there with a higher risk: %s", p.AppendEvent(nil, e))
			}
		}
	})
}

// lowered is a scenario whose every risk of a leak is a part of what it was.
func lowered(sc *scenario.Scenario, percent int) *scenario.Scenario {
	low := *sc
	less := func(p scenario.Percent) scenario.Percent { return p * scenario.Percent(percent) / 100 }
	low.Channels, low.Forums = slices.Clone(sc.Channels), slices.Clone(sc.Forums)
	for i := range low.Channels {
		low.Channels[i].Leak = less(low.Channels[i].Leak)
	}
	for i := range low.Forums {
		low.Forums[i].Leak = less(low.Forums[i].Leak)
	}
	low.Arrangements = slices.Clone(sc.Arrangements)
	for i := range low.Arrangements {
		c := &low.Arrangements[i].Changes
		c.Channels = slices.Clone(c.Channels)
		for j := range c.Channels {
			if c.Channels[j].Leak != nil {
				l := less(*c.Channels[j].Leak)
				c.Channels[j].Leak = &l
			}
		}
	}
	return &low
}

// The definition in docs/draws.md is this program's: every vector there comes out.
// A table of the document begins with a line that says what its rows are.
func TestDrawVectors(t *testing.T) {
	text, err := os.ReadFile("../docs/draws.md")
	if err != nil {
		t.Fatal(err)
	}
	checked := map[string]int{}
	for _, line := range strings.Split(string(text), "\n") {
		cells := cellsOf(line)
		if len(cells) == 0 {
			continue
		}
		got, kind := vector(t, cells)
		if kind == "" {
			continue
		}
		checked[kind]++
		if want := cells[len(cells)-1]; got != want {
			t.Errorf("docs/draws.md: %s gives %s, the document says %s", strings.Join(cells[:len(cells)-1], " "), got, want)
		}
	}
	for kind, least := range map[string]int{"mix": 3, "hash": 3, "key": 4, "draw": 6, "below": 4} {
		if checked[kind] < least {
			t.Errorf("docs/draws.md has %d vectors of %s, want at least %d", checked[kind], kind, least)
		}
	}
}

// cellsOf are the cells of a row of a Markdown table, without their code marks.
func cellsOf(line string) (cells []string) {
	if !strings.HasPrefix(line, "| `") {
		return nil
	}
	for _, c := range strings.Split(strings.Trim(line, "|"), "|") {
		cells = append(cells, strings.ReplaceAll(strings.TrimSpace(c), "`", ""))
	}
	return cells
}

// vector computes a row of the document: its first cell says of what.
func vector(t *testing.T, cells []string) (got, kind string) {
	t.Helper()
	number := func(s string) uint64 {
		n, err := strconv.ParseUint(s, 0, 64)
		if err != nil {
			t.Fatalf("docs/draws.md: %q is no number: %v", s, err)
		}
		return n
	}
	hex := func(n uint64) string { return fmt.Sprintf("0x%016x", n) }
	switch kind = cells[0]; kind {
	case "mix":
		return hex(mix(number(cells[1]))), kind
	case "hash":
		return hex(hashName(cells[1])), kind
	case "key":
		return hex(keyOf(strings.Fields(cells[1])...)), kind
	case "draw":
		var later []uint64
		for _, name := range strings.Fields(cells[3]) {
			if name == "0" {
				later = append(later, 0)
				continue
			}
			later = append(later, hashName(name))
		}
		return hex(draw(number(cells[1]), keyOf(strings.Fields(cells[2])...), later...)), kind
	case "below":
		return strconv.Itoa(below(number(cells[1]), int(number(cells[2])))), kind
	}
	return "", ""
}
