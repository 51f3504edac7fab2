package plan

import "strings"

// maxName bounds what is compared: no id is longer.
const maxName = 64

// nearest gives the name that bad was probably meant to be, "" where none is
// reasonably near. Of equals the first wins.
func nearest(bad string, among []string) string {
	bad = plainForm(bad)
	if bad == "" || len(bad) > maxName {
		return ""
	}
	best, limit := "", min(len(bad)/3+1, 4)+1
	if len(bad) > 2 {
		limit = max(limit, 3)
	}
	for _, name := range among {
		if d := distance([]rune(bad), []rune(plainForm(name))); d < limit {
			best, limit = name, d
		}
	}
	return best
}

var plainer = strings.NewReplacer("_", "-", " ", "-")

// plainForm is a name without what people do not tell apart.
func plainForm(s string) string { return plainer.Replace(strings.ToLower(s)) }

// distance counts insertions, deletions, changes and swaps of neighbours between
// two names: optimal string alignment.
func distance(a, b []rune) int {
	before := make([]int, len(b)+1)
	last := make([]int, len(b)+1)
	row := make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// quote shows what somebody wrote, not too long.
func quote(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most-1]) + "…"
	}
	return "“" + s + "”"
}

// listed is names as a sentence shows them: a, b or c; at most a dozen.
func listed(names []string, last string) string {
	const most = 12
	if len(names) > most {
		return strings.Join(names[:most], ", ") + " and others"
	}
	if len(names) < 2 {
		return strings.Join(names, "")
	}
	n := len(names) - 1
	return strings.Join(names[:n], ", ") + " " + last + " " + names[n]
}
