package scenario

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"example.org/whitecell/internal/text"
)

const (
	// maxShown is how many problems Load hands out before it says "and N more".
	maxShown = 100
	// maxKept bounds what is remembered of a file that is wrong everywhere.
	maxKept = 2000
)

// reporter gathers problems. Nearest names are looked for only at the end and
// only for those shown, so a file of ten thousand mistakes costs no more to
// explain than one of a hundred.
type reporter struct {
	order  map[string]int // files, in the order read
	kept   []finding
	errors int
	others int // advice
}

// finding is a diagnostic whose nearest name has not been looked for yet.
type finding struct {
	Diagnostic
	bad   string
	among []string
}

// add reports a problem. The code's letter gives its severity.
func (r *reporter) add(code string, at Pos, summary, help string) {
	r.near(code, at, summary, help, "", nil)
}

// near reports a problem that may be a mistyped name. The help, usually a list of
// the names there are, is for when none is near.
func (r *reporter) near(code string, at Pos, summary, help, bad string, among []string) {
	d := Diagnostic{Code: code, Pos: at, Summary: summary, Help: help}
	if code[0] == 'A' {
		d.Severity = Advice
		r.others++
	} else {
		r.errors++
	}
	if len(r.kept) < maxKept {
		r.kept = append(r.kept, finding{d, bad, among})
	}
}

// diagnostics are the problems in the order of their places, cut to maxShown.
func (r *reporter) diagnostics() Diagnostics {
	total := r.errors + r.others
	if total == 0 {
		return nil
	}
	slices.SortStableFunc(r.kept, r.compare)
	kept := r.kept[:min(len(r.kept), maxShown)]
	out := make(Diagnostics, 0, len(kept)+1)
	shown := 0
	for _, f := range kept {
		if f.bad != "" {
			if near := Nearest(f.bad, f.among[:min(len(f.among), MaxInjects)]); near != "" { // more are a mistake themselves
				f.Nearest, f.Help = short(near, MaxID), "Look at the spelling."
			}
		}
		if f.Severity == Error {
			shown++
		}
		out = append(out, f.Diagnostic)
	}
	if total > len(kept) {
		code := "A099"
		if r.errors > shown {
			code = "E099"
		}
		out = append(out, more(code, total-len(kept)))
	}
	return out
}

func more(code string, n int) Diagnostic {
	d := Diagnostic{
		Code: code, Summary: "And " + strconv.Itoa(n) + " more.",
		Help: "Mend those above first; many of the others may be gone then.",
	}
	if code[0] == 'A' {
		d.Severity = Advice
	}
	return d
}

func (r *reporter) compare(a, b finding) int {
	if n := r.order[a.Pos.File] - r.order[b.Pos.File]; n != 0 {
		return n
	}
	if n := a.Pos.Line - b.Pos.Line; n != 0 {
		return n
	}
	if n := a.Pos.Col - b.Pos.Col; n != 0 {
		return n
	}
	return strings.Compare(a.Code, b.Code)
}

// quote shows what an author wrote, on one line, filtered and not too long.
func quote(s string) string { return `"` + clip(s) + `"` }

// clip is quote without the quotes.
func clip(s string) string { return short(s, 48) }

// short is a text on one line, filtered, of so many characters at most.
func short(s string, most int) string {
	if len(s) > 4*most {
		cut := 4 * most
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		s = s[:cut] + "…"
	}
	s = text.Line(s)
	if utf8.RuneCountInString(s) > most {
		s = string([]rune(s)[:most-1]) + "…"
	}
	return s
}

// thereAre lists the names there are, for a name that is not among them.
func thereAre(names []string) string {
	switch len(names) {
	case 0:
		return "There is none in this scenario yet."
	case 1:
		return "There is only " + short(names[0], MaxID) + "."
	}
	return "There are: " + listed(names, "and") + "."
}

// listed is names as a sentence shows them: a, b or c; at most a dozen. A name may
// be a mistake itself, and then anything.
func listed(names []string, last string) string {
	const most, room = 12, 300
	shown, used := []string{}, 0
	for _, name := range names {
		name = short(name, MaxID)
		if used += len(name); len(shown) == most || used > room {
			return strings.Join(shown, ", ") + " and others"
		}
		shown = append(shown, name)
	}
	if len(shown) < 2 {
		return strings.Join(shown, "")
	}
	n := len(shown) - 1
	return strings.Join(shown[:n], ", ") + " " + last + " " + shown[n]
}
