package tui

import (
	"sort"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// brief says the log's sentences in the short names of seats and facts, which the
// columns of the matrix have made familiar.
type brief struct {
	p     *engine.Program
	names *strings.Replacer
}

func newBrief(p *engine.Program) *brief {
	var pairs [][2]string
	for r := range p.Roles() {
		pairs = append(pairs, [2]string{p.Role(r).Title, p.Role(r).Short})
	}
	for f := range p.Facts() {
		pairs = append(pairs, [2]string{"“" + p.Fact(f).Title + "”", p.Fact(f).Short})
	}
	sort.SliceStable(pairs, func(i, j int) bool { return len(pairs[i][0]) > len(pairs[j][0]) })
	var flat []string
	for _, pair := range pairs {
		flat = append(flat, pair[0], pair[1])
	}
	return &brief{p, strings.NewReplacer(flat...)}
}

// text shortens a sentence about a moment of the story: names, and the day where it
// is the same.
func (b *brief) text(s string, at scenario.Minutes) string {
	s = b.names.Replace(text.Line(s))
	full := b.p.ClockText(at)
	if i := strings.LastIndexByte(full, ' '); i > 0 {
		s = strings.ReplaceAll(s, full[:i+1], "")
	}
	return s
}

// arrivals sums up what has arrived: each fact with the seats it has reached.
func (s *console) arrivals(lines []logLine) string {
	var order []string
	to := map[string][]string{}
	for _, l := range lines {
		if !l.hand || l.gone {
			continue
		}
		if _, ok := to[l.fact]; !ok {
			order = append(order, l.fact)
		}
		to[l.fact] = append(to[l.fact], l.to)
	}
	var parts []string
	for _, f := range order {
		parts = append(parts, f+" to "+strings.Join(to[f], ", "))
	}
	if len(parts) == 0 {
		return ""
	}
	return "Arrived, hand it over: " + strings.Join(parts, "; ") + "."
}
