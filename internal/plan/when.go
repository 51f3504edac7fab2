package plan

import (
	"strconv"
	"strings"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// units are the units of lengths of time, in minutes.
var units = map[string]scenario.Minutes{"": 1, "m": 1, "min": 1, "h": 60, "d": 24 * 60}

// span reads 20m, 2h, 4d and 1h30m; a number alone counts minutes.
func span(s string) (total scenario.Minutes, ok bool) {
	for s = strings.ToLower(s); s != ""; {
		digits := strings.IndexFunc(s, func(c rune) bool { return c < '0' || c > '9' })
		if digits < 0 {
			digits = len(s)
		}
		n, err := strconv.Atoi(s[:digits])
		if err != nil || n > int(scenario.MaxDuration) {
			return 0, false
		}
		s = s[digits:]
		letters := strings.IndexAny(s, "0123456789")
		if letters < 0 {
			letters = len(s)
		}
		unit, known := units[s[:letters]]
		s = s[letters:]
		if !known || int(unit)*n > int(scenario.MaxDuration)-int(total) {
			return 0, false
		}
		total, ok = total+unit*scenario.Minutes(n), true
	}
	return total, ok
}

// spanText writes a length of time so that span reads it.
func spanText(m scenario.Minutes) string {
	var b strings.Builder
	for _, u := range [...]struct {
		unit string
		n    scenario.Minutes
	}{{"d", 24 * 60}, {"h", 60}, {"m", 1}} {
		if m >= u.n {
			b.WriteString(strconv.Itoa(int(m/u.n)) + u.unit)
			m %= u.n
		}
	}
	if b.Len() == 0 {
		return "0m"
	}
	return b.String()
}

// length takes a length of time, in minutes.
func (r *reader) length() int32 {
	s := r.next()
	m, ok := span(s)
	if s == "" {
		r.fail("A length of time is missing. Write: %s", r.verb.usage)
	} else if !ok {
		r.fail("%s is no length of time. Write one such as 20m, 2h or 1h30m.", quote(s))
	}
	return int32(m)
}

const momentHelp = "Write it such as T+2h or T+2:30"

// place takes a moment of the story, as the place behind everything that happens
// in its minute; or an exact place, as records have them.
func (r *reader) place() uint64 {
	s := r.peek()
	if strings.Count(s, ".") == 3 {
		place, err := engine.ParsePlace(s)
		if err != nil {
			r.fail("%s is no place of a record.", quote(s))
		}
		r.at++
		return uint64(place)
	}
	return uint64(engine.EndOfMinute(r.moment()))
}

// moment takes a moment of the story: since T, or as the clock shows it.
func (r *reader) moment() scenario.Minutes {
	s := r.peek()
	if s == "" {
		r.fail("A moment of the story is missing. Write: %s", r.verb.usage)
		return 0
	}
	if m, ok := sinceT(s); ok {
		r.at++
		return m
	}
	d, words := date{minute: -1}, 0
	for words < 4 && d.minute < 0 && d.take(r.ahead(words)) {
		words++
	}
	switch {
	case d.minute < 0:
		r.fail("%s is no moment of the story. %s, or as the clock shows it.", quote(s), momentHelp)
	case !r.p.Scenario.HasStart:
		r.fail("This story has no time of day: its clock counts from T. %s.", momentHelp)
	default:
		r.at += words
		return r.nextTime(d)
	}
	return 0
}

// sinceT reads T, T+2h, T-36h, and T+2:30 as the clock of a story without a date
// shows it.
func sinceT(s string) (scenario.Minutes, bool) {
	if s == "" || s[0] != 'T' && s[0] != 't' {
		return 0, false
	}
	if len(s) == 1 {
		return 0, true
	}
	sign := scenario.Minutes(1)
	rest, back := strings.CutPrefix(strings.Replace(s[1:], "−", "-", 1), "-")
	if back {
		sign = -1
	} else if s[1] != '+' {
		return 0, false
	} else {
		rest = s[2:]
	}
	if h, m, found := strings.Cut(rest, ":"); found {
		hours, ok := span(h + "h")
		minutes, ok2 := span(m)
		return sign * (hours + minutes), ok && ok2 && len(m) == 2 && minutes < 60
	}
	m, ok := span(rest)
	return sign * m, ok
}

// date is what somebody said of a moment: 19:00, Thu 19:00 or Thu 16 Oct 19:00.
type date struct {
	minute  int // of the day, -1 for not yet said
	weekday string
	day     int
	month   string
}

// take takes one word of a date.
func (d *date) take(word string) bool {
	if t, err := time.Parse("15:04", word); err == nil {
		d.minute = t.Hour()*60 + t.Minute()
		return true
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(word, ".")); err == nil && n >= 1 && n <= 31 && d.day == 0 {
		d.day = n
		return true
	}
	for day := time.Sunday; day <= time.Saturday; day++ {
		if isName(word, day.String()) && d.weekday == "" {
			d.weekday = day.String()
			return true
		}
	}
	for month := time.January; month <= time.December; month++ {
		if isName(word, month.String()) && d.month == "" {
			d.month = month.String()
			return true
		}
	}
	return false
}

// isName says whether a word is the name of a day or month, or its beginning.
func isName(word, name string) bool {
	return len(word) >= 3 && len(word) <= len(name) && strings.EqualFold(word, name[:len(word)])
}

// nextTime is the next moment, now included, that a date fits.
func (r *reader) nextTime(d date) scenario.Minutes {
	start, now := r.p.Scenario.Start, scenario.Minutes(0)
	if r.g != nil {
		now = r.g.State().Clock()
	}
	at := start.Add(time.Duration(now) * time.Minute)
	for range 300 {
		then := time.Date(at.Year(), at.Month(), at.Day(), d.minute/60, d.minute%60, 0, 0, time.UTC)
		m := scenario.Minutes(then.Sub(start) / time.Minute)
		fits := (d.weekday == "" || d.weekday == then.Weekday().String()) &&
			(d.day == 0 || d.day == then.Day()) && (d.month == "" || d.month == then.Month().String())
		if fits && m >= now {
			return m
		}
		at = at.AddDate(0, 0, 1)
	}
	r.fail("That moment does not come any more: it is %s.", r.p.ClockText(now))
	return 0
}

// placeText writes a place so that place reads it.
func placeText(p engine.Place) string {
	m := p.Minute()
	if p != engine.EndOfMinute(m) || m > scenario.MaxDuration || m < -scenario.MaxDuration {
		return p.String()
	}
	return momentText(m)
}

// momentText writes a moment so that moment reads it.
func momentText(m scenario.Minutes) string {
	switch {
	case m == 0:
		return "T"
	case m < 0:
		return "T-" + spanText(-m)
	}
	return "T+" + spanText(m)
}
