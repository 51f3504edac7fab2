package scenario

import (
	"slices"

	"gopkg.in/yaml.v3"
)

// rooms reads lengths and seatings, when every turn and role is known.
func (r *reader) rooms(top *yaml.Node) {
	r.named(top, "lengths", r.length)
	r.named(top, "seatings", r.seating)
}

func (r *reader) length(id string, k, v *yaml.Node) {
	total, ok := parseWhole(id)
	if !ok || total < 1 || total > 10_000 {
		r.add("E040", k, quote(id)+" is no length.", "A length is named by its minutes in the room, such as 90: on a line below lengths:")
		return
	}
	b := r.block(v, lengthSchema)
	l := Length{ID: id, Minutes: total, Brief: b.roomTime("brief"), Hotwash: b.roomTime("hotwash"), Turns: r.lengthTurns(b), Pos: r.at(k)}
	sum := l.Brief + l.Hotwash
	for _, t := range l.Turns {
		sum += t.Minutes
	}
	switch {
	case sum > total:
		r.add("E072", k, "The parts of the length "+quote(id)+" take "+itoa(sum)+" minutes together.",
			"Shorten brief, turns or hotwash by "+itoa(sum-total)+" minutes.")
	case len(l.Turns) == 0 && len(r.sc.Turns) > 0 && !b.filled("turns"):
		r.add("E073", k, "The length "+quote(id)+" leaves out every turn.", "List at least one turn in its turns:")
	}
	r.sc.Lengths = append(r.sc.Lengths, l)
	if len(r.sc.Lengths) == MaxOthers+1 {
		r.add("E035", k, "This is one length too many: at most "+itoa(MaxOthers)+" are possible.", "Leave out what is not needed.")
	}
}

// filled says whether a key has a block with anything in it.
func (b block) filled(key string) bool {
	n := b.get(key)
	return n != nil && len(n.Content) > 0
}

// lengthTurns are the turns played under a length, in story order: those listed,
// or all of them.
func (r *reader) lengthTurns(b block) []LengthTurn {
	if !b.has("turns") {
		turns := r.sc.Turns
		if len(r.sc.Lengths) > MaxOthers || len(turns) > MaxTurns {
			turns = turns[:min(1, len(turns))] // too many are reported, and their product may be large
		}
		out := make([]LengthTurn, 0, len(turns))
		for _, t := range turns {
			out = append(out, LengthTurn{t.ID, t.Room, r.at(b.n)})
		}
		return out
	}
	var out []LengthTurn
	for k, v := range r.pairs(b.mapping("turns")) {
		if !r.known(&r.sym.turns, k.Value, k) {
			continue
		}
		turn := LengthTurn{Turn: TurnID(k.Value), Pos: r.at(k)}
		if v = given(v); v == nil {
			r.add("E040", k, "No minutes stand behind "+quote(k.Value)+".", "Write such as "+k.Value+": 20")
		} else {
			turn.Minutes, _ = r.roomMinutes(v, k.Value)
		}
		out = append(out, turn)
	}
	slices.SortStableFunc(out, func(a, b LengthTurn) int {
		return r.sym.turns.index[string(a.Turn)] - r.sym.turns.index[string(b.Turn)]
	})
	return out
}

func (r *reader) seating(id string, k, v *yaml.Node) {
	s := Seating{ID: id, Pos: r.at(k)}
	if v = given(v); v != nil && v.Kind != yaml.MappingNode {
		r.shape(v, id, aBlock)
		return
	}
	var seated uint64
	for k, v := range r.pairs(v) {
		g := r.group(r.list(v, k.Value), k.Value)
		roles := g.roles
		if len(roles) == 0 && g.bad {
			continue
		}
		if len(roles) == 0 {
			r.add("E074", k, "Nobody sits at the table "+quote(k.Value)+".", "Name its roles, such as [port, coast-guard].")
			continue
		}
		for _, role := range roles {
			bit := uint64(1) << r.sym.roles.index[string(role)]
			if seated&bit != 0 {
				r.add("E074", k, "The role "+quote(string(role))+" sits at two tables.", "Every role has one seat in a seating.")
			}
			seated |= bit
		}
		s.Tables = append(s.Tables, Table{tidy(k.Value), roles, r.at(k)})
	}
	for i, role := range r.sc.Roles {
		if seated&(1<<i) == 0 {
			s.Tables = append(s.Tables, Table{role.Title, r.sym.all[i : i+1 : i+1], role.Pos})
		}
	}
	r.sc.Seatings = append(r.sc.Seatings, s)
	if len(r.sc.Seatings) == MaxOthers+1 {
		r.add("E035", k, "This is one seating too many: at most "+itoa(MaxOthers)+" are possible.", "Leave out what is not needed.")
	}
}
