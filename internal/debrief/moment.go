package debrief

import (
	"math"

	"example.org/whitecell/scenario"
)

// moment is an exact point of an exercise: a story minute, and an order within it.
// Order 0 is the beginning of the minute.
type moment struct{ minute, order int32 }

// never is behind everything that happens.
var never = moment{minute: math.MaxInt32}

func (m moment) before(o moment) bool {
	return m.minute < o.minute || m.minute == o.minute && m.order < o.order
}

func (m moment) known() bool { return m.minute != math.MaxInt32 }

// Minute is the story minute.
func (m moment) Minute() scenario.Minutes { return scenario.Minutes(m.minute) }

func earlier(a, b moment) moment {
	if b.before(a) {
		return b
	}
	return a
}
