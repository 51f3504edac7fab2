package engine

import (
	"cmp"
	"slices"
)

// entryKind is what a line of the timetable does.
type entryKind uint8

const (
	entrySkip entryKind = iota // a turn left out leaves what it leaves
	entryBegin
	entryInject
	entryOpen
	entryEnd
)

// entry is one line of the timetable: what the script has happen, and where.
type entry struct {
	place Place
	kind  entryKind
	index int // of the turn, inject or decision
	turn  int
}

// scheduleTurns writes the timetable: every turn that is played, with its
// injects and openings, in the order in which they happen. Turns that are left
// out leave their mark just before the next turn played; those after the last
// leave none.
func (p *Program) scheduleTurns() {
	stage := 0
	var skipped []int
	for i := range p.turns {
		if !p.turns[i].played {
			skipped = append(skipped, i)
			continue
		}
		at := int32(p.turns[i].At)
		for order, s := range skipped {
			p.timetable = append(p.timetable, entry{placeOf(at, stage+1, classBegin, order), entrySkip, s, i})
		}
		p.timetable = append(p.timetable, entry{placeOf(at, stage+1, classBegin, len(skipped)), entryBegin, i, i})
		p.timetable = append(p.timetable, p.turnEntries(i, stage+1, skipped)...)
		p.timetable = append(p.timetable, entry{placeOf(at+int32(p.turns[i].Lasts), stage+1, classEnd, 0), entryEnd, i, i})
		stage += 2
		skipped = skipped[:0]
	}
	for i, e := range p.timetable {
		if e.kind == entryInject {
			p.injects[e.index].entry = i
		}
	}
}

// turnEntries are the injects and openings of a turn, and the decisions that
// turns left out put into it.
func (p *Program) turnEntries(turn, stage int, skipped []int) []entry {
	at := int32(p.turns[turn].At)
	var out []entry
	for i := range p.injects {
		in := &p.injects[i]
		if in.turn == turn && (in.Timed || in.contingency != nil) {
			out = append(out, entry{placeOf(at+int32(in.At), stage, classInject, i), entryInject, i, turn})
		}
	}
	for i := range p.decisions {
		d := &p.decisions[i]
		moved := d.turn != turn && p.putBySkipped(i, skipped)
		if moved || d.turn == turn && !d.Opens.Never && d.Opens.After == "" {
			open := min(int32(d.Opens.At), int32(p.turns[turn].Lasts))
			out = append(out, entry{placeOf(at+open, stage, classOpening, i), entryOpen, i, turn})
		}
	}
	slices.SortFunc(out, func(a, b entry) int { return cmp.Compare(a.place, b.place) })
	return out
}

func (p *Program) putBySkipped(decision int, skipped []int) bool {
	for _, s := range skipped {
		for _, id := range p.turns[s].Skipped.Opens {
			if p.ids.decision[id] == decision {
				return true
			}
		}
	}
	return false
}
