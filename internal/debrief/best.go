package debrief

import (
	"cmp"
	"fmt"
	"slices"

	"example.org/whitecell/engine"
)

// MostSets is how many sets of arrangements are tried at most.
const MostSets = 4096

// Best is, for each thing that the day before can change, the affordable set under
// which it went best.
type Best struct {
	Points  int
	Tried   []*DayBefore // every affordable set, the empty one first, then by cost
	Latency *DayBefore   // fewest needed facts that never came, then least waiting
	Blind   *DayBefore   // fewest blind decisions, then fewest facts missing
	Convene *DayBefore   // fewest meetings that never sat, then least time to convene
	Due     *DayBefore   // fewest decisions late or not made
	Leaks   *DayBefore   // fewest leaks
}

// Affordable are the sets of arrangements that the budget buys, the empty one first,
// then the cheaper ones. The error says why there are none, or too many to try.
func (d *Debrief) Affordable() ([]uint64, error) {
	points, ok := d.Budget()
	if !ok {
		return nil, fmt.Errorf("the scenario has no decision about arrangements, so there is no budget")
	}
	sets := []uint64{0}
	for a := range d.p.Arrangements() {
		if _, ok := d.cost(1 << a); !ok {
			continue
		}
		for _, s := range slices.Clone(sets) {
			if cost, _ := d.cost(s | 1<<a); cost <= points {
				sets = append(sets, s|1<<a)
			}
		}
		if len(sets) > MostSets {
			return nil, fmt.Errorf("%d points buy more than %d different sets of arrangements, too many to try them all", points, MostSets)
		}
	}
	slices.SortStableFunc(sets, func(a, b uint64) int {
		costA, _ := d.cost(a)
		costB, _ := d.cost(b)
		return cmp.Or(cmp.Compare(costA, costB), cmp.Compare(len(engine.Bits(a)), len(engine.Bits(b))), cmp.Compare(a, b))
	})
	return sets, nil
}

// Compare plays the record again under several sets.
func (d *Debrief) Compare(sets ...uint64) []*DayBefore {
	out := make([]*DayBefore, len(sets))
	for i, s := range sets {
		out[i] = d.DayBefore(s)
	}
	return out
}

// BestSets tries every affordable set. Among equals the cheaper one is named, and
// the empty one where buying something makes nothing better.
func (d *Debrief) BestSets() (*Best, error) {
	sets, err := d.Affordable()
	if err != nil {
		return nil, err
	}
	b := &Best{Tried: d.Compare(sets...)}
	b.Points, _ = d.Budget()
	b.Latency = b.by(func(t Totals) [2]int { return [2]int{t.Never, int(t.Waited)} })
	b.Blind = b.by(func(t Totals) [2]int { return [2]int{t.Blind, t.Missing} })
	b.Convene = b.by(func(t Totals) [2]int { return [2]int{t.NotSat, int(t.ToSit)} })
	b.Due = b.by(func(t Totals) [2]int { return [2]int{t.NotMade} })
	b.Leaks = b.by(func(t Totals) [2]int { return [2]int{t.Leaks} })
	return b, nil
}

// by is the first set under which two numbers are least, the first before the second.
func (b *Best) by(of func(Totals) [2]int) *DayBefore {
	return slices.MinFunc(b.Tried, func(x, y *DayBefore) int {
		a, c := of(x.After), of(y.After)
		return cmp.Or(cmp.Compare(a[0], c[0]), cmp.Compare(a[1], c[1]))
	})
}
