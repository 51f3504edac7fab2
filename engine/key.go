package engine

import (
	"fmt"
	"strconv"
	"strings"

	"example.org/whitecell/scenario"
)

// Place is one exact place in an exercise: a story minute, how many turns have
// begun and ended, the class of thing that happens there, and its order among
// its like. Places compare as numbers, in the order in which things happen.
type Place uint64

// class orders what happens within one minute.
type class uint8

const (
	classBegin    class = iota // a turn begins
	classArrival               // shares arrive, versions are ready
	classQuestion              // questions, answers and messages arrive
	classForum                 // forums sit and rise
	classInject                // injects and delayed consequences
	classOpening               // decisions open
	classDue                   // decisions fall due
	classEnd                   // a turn ends
	classLast     class = 15
)

// A Place's bits, from the top: minute (24, biased), stage (12), class (4), order (24).
const (
	minuteBias = 1 << 23
	orderBits  = 24
	orderMax   = 1<<orderBits - 1
	stageMax   = 1<<12 - 1
	// sentOrder is where the order of things sent begins, behind those of the file.
	sentOrder = 1 << 23
	// never is later than any minute of a story: questions wait there for an answer.
	never = minuteBias - 1
)

func placeOf(minute int32, stage int, c class, order int) Place {
	return Place(uint64(minute+minuteBias)<<40 | uint64(stage)<<28 | uint64(c)<<24 | uint64(order)&orderMax)
}

// EndOfMinute is the place after everything that happens in a story minute.
func EndOfMinute(m scenario.Minutes) Place {
	m = min(max(m, -minuteBias+1), never-1)
	return placeOf(int32(m), stageMax, classLast, orderMax)
}

// Minute is the story minute of the place.
func (p Place) Minute() scenario.Minutes { return scenario.Minutes(int32(p>>40) - minuteBias) }

// pastDues says whether the place is behind the due times of its minute, their
// defaults applied, and before anything later.
func (p Place) pastDues() bool { return p.class() == classDue && p.order() == orderMax }

func (p Place) stage() int   { return int(p>>28) & stageMax }
func (p Place) class() class { return class(p>>24) & 15 }
func (p Place) order() int   { return int(p & orderMax) }

// String writes the place as four numbers with dots: minute, stage, class, order.
func (p Place) String() string {
	return fmt.Sprintf("%d.%d.%d.%d", p.Minute(), p.stage(), p.class(), p.order())
}

// ParsePlace reads what String writes.
func ParsePlace(s string) (Place, error) {
	parts := strings.Split(s, ".")
	if len(parts) != 4 {
		return 0, fmt.Errorf("%q is no place: four whole numbers with dots between them are", s)
	}
	var n [4]int
	limits := [4][2]int{{-minuteBias, never}, {0, stageMax}, {0, int(classLast)}, {0, orderMax}}
	for i, part := range parts {
		v, err := strconv.Atoi(part)
		if err != nil || v < limits[i][0] || v > limits[i][1] {
			return 0, fmt.Errorf("%q is no place: %q is not a number that can stand there", s, part)
		}
		n[i] = v
	}
	return placeOf(int32(n[0]), n[1], class(n[2]), n[3]), nil
}
