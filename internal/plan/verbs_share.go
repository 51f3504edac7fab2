package plan

import (
	"example.org/whitecell/engine"
)

// mostAtOnce is how many moves one line may be.
const mostAtOnce = 500

// several refuses a line of too many facts and receivers.
func (r *reader) several(facts, receivers int) {
	if facts*receivers > mostAtOnce {
		r.fail("One line is %d moves at most: write several lines.", mostAtOnce)
	}
}

// share reads facts and receivers: one move for each of each.
func share(r *reader) []engine.Move {
	fs := r.list(r.held())
	r.must("to")
	to := r.group()
	by, force := -1, r.force()
	if r.keyword("by") {
		by = r.id(channels(r.p))
	}
	force = r.force() || force
	r.several(len(fs), len(to))
	r.end()
	if r.err != nil {
		return nil
	}
	var moves []engine.Move
	for _, f := range fs {
		for _, t := range to {
			m := r.move()
			m.A, m.To, m.Force, m.B = int16(f), int8(t), force, int16(by)
			if by < 0 {
				m.B = int16(r.way(f, t, force))
			}
			moves = append(moves, m)
		}
	}
	return moves
}

// held are the facts, those that the mover holds first in mind.
func (r *reader) held() kind {
	k := facts(r.p)
	if r.g != nil && r.who >= 0 {
		k.likely = func(f int) bool { return r.g.Holders(f)>>r.who&1 != 0 }
	}
	return k
}

// way is the channel that brings a fact to a role best. Where rules stand against
// all of them it is the first, and the engine says which rules.
func (r *reader) way(f, to int, force bool) int {
	if r.g == nil {
		r.fail("Write by which channel. Write: %s", r.verb.usage)
		return -1
	}
	first := -1
	for _, w := range r.g.Ways(r.who, f, to) {
		switch {
		case w.Channel < 0:
		case w.Broken == 0 || force:
			return w.Channel
		case first < 0:
			first = w.Channel
		}
	}
	if first < 0 && r.err == nil {
		r.err = r.noWay(to)
	}
	return first
}

// noWay says that nothing brings a fact from one role to another now.
func (r *reader) noWay(to int) *engine.Refusal {
	from := r.p.Role(r.who).Title
	said := "No channel brings anything from " + from + " to " + r.p.Role(to).Title + " now."
	if to == r.who {
		said = from + " would be sending that to itself."
	}
	for f := range r.p.Forums() {
		if m := r.g.Sitting(f); m>>r.who&1 != 0 && m>>to&1 != 0 && to != r.who {
			said += " Both sit in “" + r.p.Forum(f).Title + "”: say it there."
			break
		}
	}
	return &engine.Refusal{Code: "channel", Control: said, Seat: said}
}

func say(r *reader) []engine.Move {
	fs := r.list(r.held())
	r.must("in")
	forum := r.id(forums(r.p))
	force := r.force()
	var moves []engine.Move
	for _, f := range fs {
		m := r.move()
		m.A, m.B, m.Force = int16(f), int16(forum), force
		moves = append(moves, m)
	}
	return moves
}

// told reads what was told across the table: one move for each fact and receiver.
func told(r *reader) []engine.Move {
	fs := r.list(facts(r.p))
	r.must("to")
	to := r.group()
	by := r.who
	if r.keyword("by") {
		by = r.id(roles(r.p))
	}
	ago := int32(0)
	if r.peek() != "" {
		ago = r.length()
		r.must("ago")
	}
	if r.several(len(fs), len(to)); r.err != nil {
		return nil
	}
	var moves []engine.Move
	for _, f := range fs {
		for _, t := range to {
			m := r.move()
			m.Role, m.A, m.To, m.N = int8(by), int16(f), int8(t), ago
			moves = append(moves, m)
		}
	}
	return moves
}
