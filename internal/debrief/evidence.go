package debrief

import "example.org/whitecell/scenario"

// Evidence is what the record holds about one objective, for those who rate it.
type Evidence struct {
	Objective    int
	Cases        []*Case     // decisions that serve it
	Blind        []StovePipe // of these, those taken without a fact that somebody held
	Deadlines    []Deadline  // of these, those late or not made
	Injects      []InjectRun // injects that serve it
	Observations []Observation
	Actions      []Action
	Rating       *Rated // nil where nobody rated it
}

// Evidence is what the record holds about each objective, in their order.
func (d *Debrief) Evidence() []Evidence {
	lessons, control := d.Lessons(), d.Control()
	pipes, deadlines := d.StovePipes(), d.Deadlines()
	out := make([]Evidence, len(d.p.Scenario.Objectives))
	for o := range out {
		id := d.p.Scenario.Objectives[o].ID
		serves := func(c *Case) bool { return d.p.Decision(c.Decision).Objective == id }
		x := &out[o]
		x.Objective = o
		for _, c := range d.cases {
			if serves(c) {
				x.Cases = append(x.Cases, c)
			}
		}
		x.Blind = without(pipes, func(s *StovePipe) bool { return !serves(s.Case) || s.Missing() == 0 })
		x.Deadlines = without(deadlines, func(l *Deadline) bool { return !serves(l.Case) || !l.Late && !l.Missed })
		x.Injects = without(control.Injects, func(r *InjectRun) bool { return d.objectiveOf(r) != id })
		x.Observations = without(lessons.Observations, func(e *Observation) bool { return e.Objective != o })
		x.Actions = without(lessons.Actions, func(a *Action) bool { return a.Objective != o })
		for i := range lessons.Ratings {
			if lessons.Ratings[i].Objective == o {
				x.Rating = &lessons.Ratings[i]
			}
		}
	}
	return out
}

func (d *Debrief) objectiveOf(r *InjectRun) scenario.ObjectiveID {
	return d.p.Inject(r.Inject).Objective
}
