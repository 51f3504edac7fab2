package debrief

// Sheet is something that can be printed in columns.
type Sheet struct {
	Title   string
	Columns []string
	Rows    [][]Cell
}

// Sheets are the difference that the arrangements made, to be printed: what changed,
// with before and after, then the moves made at other times, in other forms, and not
// at all. Sheets without rows are left out, so with nothing chosen there are none.
func (x *DayBefore) Sheets() []Sheet {
	d := x.again
	all := []Sheet{
		{"Latency of a fact", []string{"fact", "those who decide", "before", "after"}, nil},
		{"Missing from decisions", []string{"decision", "those who decide", "before", "after"}, nil},
		{"Time to convene", []string{"meeting", "called", "before", "after"}, nil},
		{"Deadlines", []string{"decision", "those who decide", "before", "after"}, nil},
		{"Leaks", []string{"fact", "before", "after"}, nil},
		{"Moves made at another time", []string{"line", "what", "before", "after"}, nil},
		{"Moves made in another form", []string{"line", "what", "how"}, nil},
		{"Moves that no longer apply", []string{"line", "what", "why"}, nil},
	}
	add := func(n int, row ...Cell) { all[n].Rows = append(all[n].Rows, row) }
	for _, c := range x.Latency {
		add(0, d.factCell(c.Before.Fact), d.rolesCell(c.Before.Owners), c.Before.cell(), c.After.cell())
	}
	for _, c := range x.Blind {
		add(1, d.decisionCell(c.Decision), d.ownersCell(c.Decision, c.Owner), d.factList(c.Before), d.factList(c.After))
	}
	for _, c := range x.Convene {
		add(2, word(d.p.Forum(c.Forum).Title), d.calledCell(c), d.tookCell(c.Before), d.tookCell(c.After))
	}
	for _, c := range x.Deadlines {
		add(3, d.decisionCell(c.Decision), d.ownersCell(c.Decision, c.Owner), c.Before.cell(), c.After.cell())
	}
	for _, c := range x.Leaks {
		add(4, d.factCell(c.Fact), d.leakCell(c.Before), d.leakCell(c.After))
	}
	for _, m := range x.Retimed {
		add(5, number(m.Line), x.was.lineCell(m.Line), d.clock(m.From), d.clock(m.To))
	}
	for _, m := range x.Adapted {
		add(6, number(m.Line), x.was.lineCell(m.Line), word(m.How))
	}
	for _, m := range x.Gone {
		add(7, number(m.Line), x.was.lineCell(m.Line), word(m.Reason))
	}
	return without(all, func(s *Sheet) bool { return len(s.Rows) == 0 })
}

// lineCell tells a line of the record as the log does: by the first of its events
// that has a sentence.
func (d *Debrief) lineCell(line int) Cell {
	for i := range d.rec.Moves {
		m := &d.rec.Moves[i]
		if m.Line != line {
			continue
		}
		for _, e := range m.Events {
			if s := d.p.Sentence(e, d.rec.words(e.Ref)); s != "" {
				return word(s)
			}
		}
		return word(m.Did.Kind.String())
	}
	return word("")
}

// cell is the latency as it is printed.
func (l *Latency) cell() Cell {
	switch {
	case !l.Arrived:
		return longer(l.Took)
	case l.AtMost:
		c := length(l.Took)
		c.Text = "at most " + c.Text
		return c
	}
	return length(l.Took)
}

// cell is how a decision stood to its due time, as it is printed.
func (x *Deadline) cell() Cell {
	switch {
	case x == nil:
		return word("not asked, or closed")
	case x.Missed:
		return word(x.Case.Outcome.String())
	case x.Late:
		c := length(-x.Slack)
		c.Text, c.Number = c.Text+" late", int(x.Slack)
		return c
	}
	c := length(x.Slack)
	c.Text += " to spare"
	return c
}

// ownersCell names who decides: one owner where each answers alone.
func (d *Debrief) ownersCell(decision, owner int) Cell {
	if owner >= 0 {
		return word(d.p.Role(owner).Title)
	}
	return d.rolesCell(d.p.RoleMask(d.p.Decision(decision).By...))
}

func (d *Debrief) calledCell(c ConveneChange) Cell {
	if c.Before != nil {
		return d.clock(c.Before.Called)
	}
	return d.clock(c.After.Called)
}

func (d *Debrief) tookCell(c *Call) Cell {
	switch {
	case c == nil:
		return word("not called")
	case !c.DidSit:
		return word("never sat")
	}
	return length(d.Took(c))
}

func (d *Debrief) leakCell(l *Leak) Cell {
	if l == nil {
		return word("none")
	}
	return d.clock(l.At)
}
