package debrief

import (
	"math/bits"

	"example.org/whitecell/engine"
)

// Table is the roles that sit together, or one that sits alone.
type Table struct {
	Title string
	Roles uint64
}

// Traffic is what went from table to table. Rows send, columns receive; what is said
// at one table nobody logs, so the diagonal is empty.
type Traffic struct {
	Tables   []Table
	Messages [][]int // words, questions and answers
	Facts    [][]int // facts passed on; what is said in a meeting counts for each other table that sits
}

// Traffic counts what went from table to table. What control sent, or was asked, is
// left out.
func (d *Debrief) Traffic() Traffic {
	t := Traffic{Tables: d.Tables()}
	n := len(t.Tables)
	t.Messages, t.Facts = matrix(n), matrix(n)
	at := func(role int) int {
		for i, x := range t.Tables {
			if role >= 0 && x.Roles>>role&1 != 0 {
				return i
			}
		}
		return -1
	}
	add := func(m [][]int, from, to int) {
		if from, to = at(from), at(to); from >= 0 && to >= 0 && from != to {
			m[from][to]++
		}
	}
	for _, x := range d.messages {
		add(t.Messages, x.From, x.To)
	}
	for i := range d.questions {
		q := &d.questions[i]
		add(t.Messages, q.From, q.To)
		if q.Verdict != NoAnswer {
			add(t.Messages, q.To, q.From)
		}
	}
	var last moment
	var heard uint64 // tables that have heard what is being said
	for i := range d.transfers {
		x := &d.transfers[i]
		if x.By == InMeeting {
			if x.sent != last {
				last, heard = x.sent, 0
			}
			table := at(x.To)
			if heard>>table&1 != 0 {
				continue
			}
			heard |= 1 << table
		}
		add(t.Facts, x.From, x.To)
	}
	return t
}

func matrix(n int) [][]int {
	out := make([][]int, n)
	for i := range out {
		out[i] = make([]int, n)
	}
	return out
}

// Tables are the tables of the exercise, in the order of their first roles.
func (d *Debrief) Tables() []Table {
	var out []Table
	seen := uint64(0)
	for r := range d.p.Roles() {
		mask := d.p.Table(r)
		if seen&mask != 0 {
			continue
		}
		seen |= mask
		out = append(out, Table{d.tableTitle(mask), mask})
	}
	return out
}

// tableTitle is the title that the seating gives a table, or the roles at it.
func (d *Debrief) tableTitle(mask uint64) string {
	for _, s := range d.p.Scenario.Seatings {
		if s.ID != d.p.Setup.Seating {
			continue
		}
		for _, t := range s.Tables {
			if d.p.RoleMask(t.Roles...) == mask && t.Title != "" {
				return t.Title
			}
		}
	}
	return d.p.RoleNames(mask)
}

// Links are the ordered pairs of tables between which anything went, of all.
func (t *Traffic) Links() (n, of int) {
	for i := range t.Tables {
		for j := range t.Tables {
			if i != j && t.any(i, j) {
				n++
			}
		}
	}
	return n, len(t.Tables) * (len(t.Tables) - 1)
}

// Mutual are the pairs of tables between which something went both ways, of those
// between which anything went.
func (t *Traffic) Mutual() (n, of int) {
	for i := range t.Tables {
		for j := range i {
			if t.any(i, j) || t.any(j, i) {
				of++
			}
			if t.any(i, j) && t.any(j, i) {
				n++
			}
		}
	}
	return n, of
}

// Isolates are the tables that nothing went to and nothing came from.
func (t *Traffic) Isolates() []int {
	var out []int
	for i := range t.Tables {
		alone := true
		for j := range t.Tables {
			alone = alone && (i == j || !t.any(i, j) && !t.any(j, i))
		}
		if alone {
			out = append(out, i)
		}
	}
	return out
}

func (t *Traffic) any(from, to int) bool { return t.Messages[from][to]+t.Facts[from][to] > 0 }

func (d *Debrief) traffic() Indicator {
	t := d.Traffic()
	if len(t.Tables) < 2 {
		return Indicator{Because: "all roles sit at one table, and what is said there is not logged"}
	}
	x := Indicator{Columns: []string{"from"}}
	for _, to := range t.Tables {
		x.Columns = append(x.Columns, "to "+to.Title)
	}
	for i, from := range t.Tables {
		row := []Cell{word(from.Title)}
		for j := range t.Tables {
			if i == j {
				row = append(row, word(""))
				continue
			}
			c := number(t.Messages[i][j] + t.Facts[i][j])
			c.Text = number(t.Messages[i][j]).Text + " messages, " + number(t.Facts[i][j]).Text + " facts"
			row = append(row, c)
		}
		x.Rows = append(x.Rows, row)
	}
	links, pairs := t.Links()
	mutual, joined := t.Mutual()
	both := Count{What: "pairs of tables with traffic both ways, of those with any (reciprocity)", N: mutual, Of: joined, Unit: "pairs"}
	if joined == 0 {
		both.Because = "nothing went from table to table"
	}
	x.Counts = []Count{
		{What: "directions between tables that were used (density)", N: links, Of: pairs, Unit: "directions"},
		both,
		{What: "tables without any traffic (isolates)", N: len(t.Isolates()), Of: len(t.Tables), Unit: "tables"},
	}
	return x
}

// Entries is what a role entered.
type Entries struct {
	Role   int
	People bool // people played it at some time
	Own    int  // entries of people; one key that made several moves counts once
	Auto   int  // moves made by the seat itself
}

// Silent says whether people sat there and nothing was entered for them.
func (e Entries) Silent() bool { return e.People && e.Own == 0 }

// Participation is what each role entered, in the order of the file. It is a cue for
// the facilitator, never a score.
func (d *Debrief) Participation() []Entries {
	out := make([]Entries, d.p.Roles())
	for r := range out {
		out[r].Role, out[r].People = r, d.people>>r&1 != 0
	}
	head := int8(-1) // whose entry the moves belong to
	for i := range d.rec.Moves {
		m := &d.rec.Moves[i]
		role := m.Did.Role
		switch {
		case role < 0 || aboutTheRoom(m.Did.Kind):
		case m.Did.Auto:
			out[role].Auto++
		case !m.With || head != role:
			out[role].Own++
		}
		if !m.With {
			head = -1
		}
		if !m.Did.Auto {
			head = role
		}
	}
	return out
}

// aboutTheRoom says whether a kind of move names a role and is made by control.
func aboutTheRoom(k engine.MoveKind) bool {
	switch k {
	case engine.MoveTold, engine.MoveSlips, engine.MoveSeat, engine.MoveUnseat, engine.MoveRule,
		engine.MoveObserve, engine.MoveRate, engine.MovePin, engine.MoveAct, engine.MoveConfirm:
		return true
	}
	return false
}

func (d *Debrief) participation() Indicator {
	rows := d.Participation()
	x := Indicator{Columns: []string{"role", "entries", "moves by itself", "played by people"}}
	silent := 0
	for _, r := range rows {
		people := word("no")
		if r.People {
			people = word("yes")
		}
		if r.Silent() {
			silent++
		}
		x.Rows = append(x.Rows, []Cell{word(d.p.Role(r.Role).Title), number(r.Own), number(r.Auto), people})
	}
	played := bits.OnesCount64(d.people)
	if played == 0 {
		return Indicator{Because: "people played no seat"}
	}
	x.Counts = []Count{{What: "silent roles, of those that people played", N: silent, Of: played, Unit: "roles"}}
	return x
}
