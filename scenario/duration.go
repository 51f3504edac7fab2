package scenario

import (
	"strings"
	"time"
)

// MaxDuration is the longest length of story time, and the farthest a moment may
// be from T: a thousand days.
const MaxDuration Minutes = 1000 * 24 * 60

// minutesOf are the units of durations, the larger before the smaller.
var minutesOf = [...]struct {
	unit byte
	n    Minutes
}{{'d', 24 * 60}, {'h', 60}, {'m', 1}}

// parseDuration reads 20m, 2h, 4d and such as 1h30m, larger units first. 0 needs
// no unit. The second result is false when s is no duration, or too long.
func parseDuration(s string) (Minutes, bool) {
	if s == "0" {
		return 0, true
	}
	var total Minutes
	units := minutesOf[:]
	for first := true; s != "" || first; first = false {
		digits := 0
		for digits < len(s) && '0' <= s[digits] && s[digits] <= '9' {
			digits++
		}
		if digits == 0 || digits > 7 || digits == len(s) {
			return 0, false
		}
		n, _ := parseWhole(s[:digits])
		for len(units) > 0 && units[0].unit != s[digits] {
			units = units[1:]
		}
		if len(units) == 0 || Minutes(n) > MaxDuration/units[0].n {
			return 0, false
		}
		total += Minutes(n) * units[0].n
		if total > MaxDuration {
			return 0, false
		}
		units, s = units[1:], s[digits+1:]
	}
	return total, true
}

// parseStoryTime reads T, T-36h and T+4d.
func parseStoryTime(s string) (Minutes, bool) {
	if s == "T" {
		return 0, true
	}
	rest, found := strings.CutPrefix(s, "T")
	if !found || len(rest) < 2 {
		return 0, false
	}
	m, ok := parseDuration(rest[1:])
	switch rest[0] {
	case '+':
		return m, ok
	case '-':
		return -m, ok
	}
	return 0, false
}

// startForms are the ways to write the moment T; a day alone means midnight.
var startForms = [...]string{"2006-01-02T15:04", "2006-01-02 15:04", "2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02"}

// parseStart reads the date and time of T. It has no time zone: the story's
// clock is the story's own.
func parseStart(s string) (time.Time, bool) {
	for _, form := range startForms {
		if t, err := time.Parse(form, s); err == nil {
			return t.Truncate(time.Minute), true
		}
	}
	return time.Time{}, false
}

// parseWhole reads a whole number of at most nine digits, with or without a sign.
func parseWhole(s string) (int, bool) {
	sign := 1
	if s != "" && (s[0] == '-' || s[0] == '+') {
		if s[0] == '-' {
			sign = -1
		}
		s = s[1:]
	}
	if s == "" || len(s) > 9 {
		return 0, false
	}
	n := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return sign * n, true
}

// parseRange reads 5, -5 and 2..6. The third result is false when s is neither.
func parseRange(s string) (lo, hi int, ok bool) {
	low, high, found := strings.Cut(s, "..")
	if lo, ok = parseWhole(strings.TrimSpace(low)); !ok || !found {
		return lo, lo, ok
	}
	hi, ok = parseWhole(strings.TrimSpace(high))
	return lo, hi, ok
}
