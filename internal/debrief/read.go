package debrief

import (
	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Debrief is what a record shows. It is read once, by New, and never changes; its
// methods compute from that. It is for one goroutine at a time.
type Debrief struct {
	rec    Record
	p      *engine.Program
	events []happened
	first  int32 // story minute before StartEx
	last   int32 // story minute reached

	held     []moment // by role and fact: since when
	learned  []int32  // likewise: the event, -1 for none
	existed  []moment // by fact: since when anybody held it
	made     []moment // by fact: since when a version exists
	making   []span   // versions in the making
	releases []release

	spells    []spell
	terms     map[uint64]*engine.Terms
	calls     []Call
	questions []Question
	messages  []Message
	transfers []Transfer
	leaks     []Leak
	cases     []*Case
	assumed   []Assumed
	series    [][]Reading // by measure
	people    uint64      // roles that people played at some time
	settled   map[settles]Settled
	ending    int // -1 before EndEx

	reader

	// Worked out when first asked for.
	families  [][]int
	concerned map[[2]int]bool
	net       *network
	causes    *anchors
}

// happened is one event, with the number of its move.
type happened struct {
	move int32
	*engine.Event
}

// span is a version being made.
type span struct {
	fact     int
	from, to moment // to is never where it was not ready in time
}

// release is a fact given free for roles beyond the rule.
type release struct {
	fact int
	to   uint64
	at   moment
}

// spell is a stretch of the exercise in which the same arrangements hold and the
// same turn runs.
type spell struct {
	from moment
	held uint64
	turn int // -1 between turns
}

// Assumed is a choice taken as made in a turn that was left out.
type Assumed struct{ Decision, Option int }

// Reading is a measure's value from a story minute on.
type Reading struct {
	At    scenario.Minutes
	Value int
}

// reader is what reading needs to remember on the way.
type reader struct {
	open      [][]*Case // by decision: those put and not closed
	lasting   uint64    // arrangements agreed, or adopted by the story
	adopted   uint64    // arrangements of the turn
	turn      int       // -1 between turns
	dated     bool      // the events being read follow from something told earlier
	datedBack moment
	now       moment
	move      int32
}

// New reads a record.
func New(r Record) *Debrief {
	p := r.Program
	roles, facts := p.Roles(), p.Facts()
	d := &Debrief{
		rec: r, p: p, ending: -1,
		held: make([]moment, roles*facts), learned: make([]int32, roles*facts),
		existed: make([]moment, facts), made: make([]moment, facts),
		terms: map[uint64]*engine.Terms{}, settled: map[settles]Settled{},
		series: make([][]Reading, p.Measures()), people: 1<<roles - 1,
	}
	d.open, d.lasting, d.turn = make([][]*Case, p.Decisions()), r.Standing, -1
	for i := range d.held {
		d.held[i], d.learned[i] = never, -1
	}
	for i := range d.existed {
		d.existed[i], d.made[i] = never, never
	}
	d.first = int32(engine.NewGame(p, r.Seed).State().Clock())
	d.last = d.first
	for i := range d.series {
		d.series[i] = []Reading{{scenario.Minutes(d.first), p.Measure(i).Start}}
	}
	d.spells = []spell{{from: moment{d.first, 0}, held: r.Standing, turn: -1}}
	d.read()
	return d
}

// Program is the scenario as it was played.
func (d *Debrief) Program() *engine.Program { return d.p }

// Began is the story minute before StartEx.
func (d *Debrief) Began() scenario.Minutes { return scenario.Minutes(d.first) }

// Reached is the story minute that the record reaches.
func (d *Debrief) Reached() scenario.Minutes { return scenario.Minutes(d.last) }

// Ending is the number of the ending, -1 where the exercise has not ended.
func (d *Debrief) Ending() int { return d.ending }

// Assumed are the choices taken as made in turns that were left out. Nobody in the
// room made them, so no indicator counts them.
func (d *Debrief) Assumed() []Assumed { return d.assumed }

// Measure is how a measure moved over story time, its start first.
func (d *Debrief) Measure(n int) []Reading { return d.series[n] }

func (d *Debrief) read() {
	n := 0
	for i := range d.rec.Moves {
		n += len(d.rec.Moves[i].Events)
	}
	d.events = make([]happened, 0, n)
	for i := range d.rec.Moves {
		d.move, d.dated = int32(i), false
		events := d.rec.Moves[i].Events
		for k := range events {
			e := &events[k]
			d.events = append(d.events, happened{d.move, e})
			d.last = max(d.last, e.At)
			d.now = moment{e.At, int32(len(d.events))}
			d.event(e)
		}
	}
}

// event reads one event into what it is about.
func (d *Debrief) event(e *engine.Event) {
	switch {
	case e.Kind == engine.EvLearned:
		d.readLearned(e)
		return
	case e.Kind <= engine.EvMoved:
		d.readScript(e)
	case e.Kind <= engine.EvConsented:
		d.readTraffic(e)
	case e.Kind <= engine.EvRose:
		d.readMeeting(e)
	case e.Kind <= engine.EvReason:
		d.readDecision(e)
	default:
		d.readRest(e)
	}
	if e.Kind != engine.EvMade {
		d.dated, d.datedBack = e.Kind == engine.EvTold && e.N < e.At, moment{minute: e.N}
	}
}

func (d *Debrief) readScript(e *engine.Event) {
	switch e.Kind {
	case engine.EvReached:
		d.last = max(d.last, int32(engine.Place(e.Mask).Minute()))
	case engine.EvTurnBegan:
		d.turn, d.adopted = int(e.A), 0
		for _, a := range d.p.Turn(int(e.A)).Adopt {
			d.adopted |= 1 << d.p.ArrangementNo(a)
		}
		d.spell()
	case engine.EvTurnEnded:
		d.turn, d.adopted = -1, 0
		d.spell()
	}
}

// spell begins another spell, unless nothing is different.
func (d *Debrief) spell() {
	last, held := &d.spells[len(d.spells)-1], d.lasting|d.adopted
	if last.held != held || last.turn != d.turn {
		d.spells = append(d.spells, spell{d.now, held, d.turn})
	}
}

// under is the terms under a set of arrangements.
func (d *Debrief) under(held uint64) *engine.Terms {
	t := d.terms[held]
	if t == nil {
		t = d.p.Terms(held)
		d.terms[held] = t
	}
	return t
}

// termsNow are the terms of the moment that is being read.
func (d *Debrief) termsNow() *engine.Terms { return d.under(d.lasting | d.adopted) }
