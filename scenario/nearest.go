package scenario

import "strings"

// Nearest gives the name in among that bad was probably meant to be, or "" when
// none is reasonably near. Capitals, blanks and underscores are not counted as
// differences, so "Coast Guard" finds coast-guard. Of equals the first wins.
func Nearest(bad string, among []string) string {
	b := []rune(plainForm(bad))
	if len(b) == 0 || len(b) > MaxID {
		return ""
	}
	best, limit := "", reach(len(b))+1
	for _, name := range among {
		n := []rune(plainForm(name))
		if len(n) > MaxID || abs(len(n)-len(b)) >= limit {
			continue
		}
		if d := editDistance(b, n, limit); d < limit {
			best, limit = name, d
		}
		if limit == 0 {
			break
		}
	}
	return best
}

// reach is how many edits a name of n characters may be away.
func reach(n int) int {
	switch {
	case n <= 4:
		return 1
	case n <= 7:
		return 2
	default:
		return min(n/3+1, 4)
	}
}

var plainer = strings.NewReplacer("_", "-", " ", "-")

func plainForm(s string) string { return plainer.Replace(strings.ToLower(s)) }

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// editDistance counts insertions, deletions, changes and swaps of neighbours
// (optimal string alignment). It gives up with limit once that is reached.
func editDistance(a, b []rune, limit int) int {
	var rows [3][MaxID + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if least >= limit {
			return limit
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
