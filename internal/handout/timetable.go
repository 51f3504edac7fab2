package handout

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/scenario"
)

// stretch is one turn as it is played, with what the script puts into it.
type stretch struct {
	no      int
	turn    *scenario.Turn
	leftOut []*scenario.Turn // before it
	room    int              // minutes in the room, 0 where nothing says
	from    int              // minute of the room in which it begins, -1 where that is open

	entries   []entry
	injects   []int // of this turn, in the order of the file
	decisions []int // put in this turn, those of turns left out among them
}

// class is the order of what falls into one minute, as in the engine.
type class int

const (
	delivery class = iota
	opening
	falling // due
)

// entry is one line of a turn's timetable.
type entry struct {
	at       scenario.Minutes
	class    class
	no       int // of the inject or decision
	after    int // what an inject brings along stands beneath it
	inject   int // -1 for none
	decision int // -1 for none
	due      bool
}

func (st *stretch) end() scenario.Minutes { return st.turn.At + st.turn.Lasts }

// stretches are the turns played.
func (m *maker) stretches() []*stretch {
	var out []*stretch
	var left []*scenario.Turn
	from := -1
	if l := m.p.Length(); l != nil {
		from = l.Brief
	}
	for t := range m.p.Turns() {
		turn := m.p.Turn(t)
		if !m.p.Plays(t) {
			left = append(left, turn)
			continue
		}
		st := &stretch{no: t, turn: turn, leftOut: left, room: m.p.RoomMinutes(t), from: from}
		if from >= 0 {
			from += st.room
		}
		left = nil
		m.schedule(st)
		out = append(out, st)
	}
	return out
}

// schedule writes a turn's timetable, in the order in which the engine plays it.
func (m *maker) schedule(st *stretch) {
	for i := range st.turn.Injects {
		in := &st.turn.Injects[i]
		no := m.p.InjectNo(in.ID)
		st.injects = append(st.injects, no)
		if in.Timed || in.Contingency != nil {
			st.entries = append(st.entries, entry{at: st.turn.At + in.At, class: delivery, no: no, inject: no, decision: -1})
		}
	}
	for i := range st.turn.Decisions {
		m.scheduleDecision(st, &st.turn.Decisions[i], false)
	}
	for _, left := range st.leftOut {
		for _, id := range left.Skipped.Opens {
			m.scheduleDecision(st, m.p.Decision(m.p.DecisionNo(id)), true)
		}
	}
	slices.Sort(st.decisions)
	slices.SortStableFunc(st.entries, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.at, b.at), cmp.Compare(a.class, b.class), cmp.Compare(a.no, b.no), cmp.Compare(a.after, b.after))
	})
}

// scheduleDecision puts a decision's opening and its due time into a turn's
// timetable. moved says that a turn left out has put it there.
func (m *maker) scheduleDecision(st *stretch, d *scenario.Decision, moved bool) {
	n := m.p.DecisionNo(d.ID)
	st.decisions = append(st.decisions, n)
	opens, known := m.opensAt(st, d, moved)
	if known {
		e := entry{at: opens, class: opening, no: n, inject: -1, decision: n}
		if after := d.Opens.After; after != "" && !moved {
			e.class, e.no, e.after = delivery, m.p.InjectNo(after), 1
		}
		st.entries = append(st.entries, e)
	}
	if due, ok := dueAt(st, d, opens, known); ok {
		st.entries = append(st.entries, entry{at: due, class: falling, no: n, inject: -1, decision: n, due: true})
	}
}

// opensAt is when a decision opens by the script; known is false where that
// depends on what happens.
func (m *maker) opensAt(st *stretch, d *scenario.Decision, moved bool) (at scenario.Minutes, known bool) {
	switch {
	case moved:
		return st.turn.At + min(d.Opens.At, st.turn.Lasts), true
	case d.Opens.Never:
		return 0, false
	case d.Opens.After != "":
		in := m.p.Inject(m.p.InjectNo(d.Opens.After))
		return st.turn.At + in.At, in.Timed || in.Contingency != nil
	}
	return st.turn.At + d.Opens.At, true
}

// dueAt is when a decision falls due.
func dueAt(st *stretch, d *scenario.Decision, opens scenario.Minutes, known bool) (scenario.Minutes, bool) {
	at := st.end()
	switch {
	case d.Due.Set && d.Due.Within && !known:
		return 0, false
	case d.Due.Set && d.Due.Within:
		at = opens + d.Due.At
	case d.Due.Set:
		at = st.turn.At + d.Due.At
	}
	if at = min(at, st.end()); known {
		at = max(at, opens)
	}
	return at, true
}

// dueText says when a decision falls due, for its owners.
func (m *maker) dueText(st *stretch, d *scenario.Decision) string {
	opens, known := m.opensAt(st, d, !slices.ContainsFunc(st.turn.Decisions, func(x scenario.Decision) bool { return x.ID == d.ID }))
	at, ok := dueAt(st, d, opens, known)
	if !ok {
		return spanOf(d.Due.At) + " after it opens"
	}
	return m.p.ClockText(at)
}

// clock is a story minute within a turn: the time alone on the turn's first day.
func (m *maker) clock(st *stretch, at scenario.Minutes) string {
	full := m.p.ClockText(at)
	if !m.s.HasStart {
		return full
	}
	day, time := cutLast(full)
	first, _ := cutLast(m.p.ClockText(st.turn.At))
	if day == first {
		return time
	}
	return strings.Join(strings.Fields(full)[:1], "") + " " + time
}

func cutLast(s string) (before, last string) {
	i := strings.LastIndexByte(s, ' ')
	return s[:max(i, 0)], s[i+1:]
}

// loose are the injects without a time that a pack needs: those sent by a rule or
// by an option of a decision that is played, and those that only control sends.
func (m *maker) loose() []int {
	sent, played := map[scenario.InjectID]bool{}, map[scenario.InjectID]bool{}
	for i := range m.s.Rules {
		note(m.s.Rules[i].Then, sent)
		if m.possible(m.s.Rules[i].When.Root) {
			note(m.s.Rules[i].Then, played)
		}
	}
	for d := range m.p.Decisions() {
		for o := range m.p.Decision(d).Options {
			then := m.p.Decision(d).Options[o].Then
			note(then, sent)
			if m.stretchOf(d) != nil {
				note(then, played)
			}
		}
	}
	var out []int
	for i := range m.s.Injects {
		id := m.s.Injects[i].ID
		if played[id] || !sent[id] {
			out = append(out, m.p.InjectNo(id))
		}
	}
	return out
}

// note marks the injects that consequences send.
func note(then []scenario.Consequence, in ...map[scenario.InjectID]bool) {
	for i := range then {
		if then[i].Kind == scenario.DeliverInject {
			for _, marks := range in {
				marks[then[i].Inject] = true
			}
		}
	}
}

// stretchOf is the turn into which a decision is put, nil where it is not played.
func (m *maker) stretchOf(decision int) *stretch {
	for _, st := range m.turns {
		if slices.Contains(st.decisions, decision) {
			return st
		}
	}
	return nil
}

// slipsPerTurn says how many slips a role has in the turns played.
func (m *maker) slipsPerTurn(r *scenario.Role) []int {
	var out []int
	for _, st := range m.turns {
		n := m.s.Sends
		if st.turn.HasSends {
			n = st.turn.Sends
		}
		if r.HasSends {
			n = r.Sends
		}
		out = append(out, n)
	}
	return out
}

// slipsText says the same in words.
func (m *maker) slipsText(r *scenario.Role) string {
	per := m.slipsPerTurn(r)
	if same := slices.Compact(slices.Clone(per)); len(same) == 1 {
		if same[0] == scenario.Unlimited {
			return "as many as you like"
		}
		return fmt.Sprintf("%d in each turn", same[0])
	}
	var parts []string
	for i, n := range per {
		s := fmt.Sprint(n)
		if n == scenario.Unlimited {
			s = "no limit"
		}
		parts = append(parts, fmt.Sprintf("turn %d: %s", m.turns[i].no+1, s))
	}
	return strings.Join(parts, ", ")
}
