package debrief

import (
	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Transfer is a fact that a role passed to another.
type Transfer struct {
	Fact     int
	From     int // role; -1 where nobody was named
	To       int
	By       Means
	Channel  int // OverChannel, -1 otherwise
	Forum    int // InMeeting, -1 otherwise
	Sent     scenario.Minutes
	Arrives  scenario.Minutes // when it is there, or would have been
	Arrived  bool
	Against  engine.Broken // rules that stood against it
	ByOption bool          // an option or a rule of the script sent it
	Line     int           // of the record

	sent, arrived moment
}

// Means is how a fact went from role to role.
type Means uint8

// The means.
const (
	OverChannel Means = iota
	InMeeting
	AcrossTable
)

// Message is words from a role to another; From or To is -1 for control.
type Message struct {
	From, To      int
	Sent, Arrives scenario.Minutes
	Line          int
}

// Question is a question put to a role: for a view, for agreement, or for a fact.
type Question struct {
	Why      engine.Why // AskConsult, AskConcur, AskFact
	From, To int
	About    int              // decision, or fact
	For      int              // AskFact: for which role; AskConcur: the option proposed
	Asked    scenario.Minutes // when it was put
	Answered scenario.Minutes // when it was answered; only where Verdict is not NoAnswer
	Verdict  Verdict
	Words    string // of the answer
	Line     int    // of the question

	asked, arrived, answered, back moment
}

// Verdict is what came of a question.
type Verdict uint8

// The verdicts.
const (
	NoAnswer Verdict = iota
	View             // an opinion, as asked
	Yes              // agreed, given
	No               // objected, kept
)

// Leak is a fact that got out.
type Leak struct {
	Fact   int
	At     scenario.Minutes
	From   int // who sent or said it
	To     int // -1 in a meeting
	ByRule engine.Why
	Over   int    // channel or forum, as ByRule is engine.OnChannel or engine.InForum
	Held   uint64 // the roles that held the fact then
	Line   int
}

func (d *Debrief) line() int { return d.rec.Moves[d.move].Line }

// readLearned notes since when a role holds a fact. What was told across the table
// and dated back counts from the minute it was told; so does what its table heard.
func (d *Debrief) readLearned(e *engine.Event) {
	at := d.now
	if d.dated && (e.Why == engine.FromTold || e.Why == engine.FromTable || e.Why == engine.FromVersion) {
		at = d.datedBack
	}
	i := int(e.To)*d.p.Facts() + int(e.A)
	if d.held[i].known() {
		return
	}
	d.held[i], d.learned[i] = at, int32(len(d.events)-1)
	d.existed[e.A] = earlier(d.existed[e.A], at)
}

func (d *Debrief) readTraffic(e *engine.Event) {
	switch e.Kind {
	case engine.EvTold, engine.EvShared, engine.EvArrived, engine.EvSaid:
		d.readTransfer(e)
	case engine.EvLeaked:
		d.leaks = append(d.leaks, Leak{
			Fact: int(e.A), At: scenario.Minutes(e.At), From: int(e.Role), To: int(e.To),
			ByRule: e.Why, Over: int(e.B), Held: e.Mask, Line: d.line(),
		})
	case engine.EvMaking:
		d.making = append(d.making, span{int(e.A), d.now, never})
	case engine.EvMade:
		d.made[e.A] = earlier(d.made[e.A], d.now)
		for i := range d.making {
			if x := &d.making[i]; x.fact == int(e.A) && !x.to.known() {
				x.to = d.now
			}
		}
	case engine.EvConsented:
		d.releases = append(d.releases, release{int(e.A), e.Mask, d.now})
	default:
		d.readQuestion(e)
	}
}

func (d *Debrief) readTransfer(e *engine.Event) {
	x := Transfer{
		Fact: int(e.A), From: int(e.Role), To: int(e.To), Channel: -1, Forum: -1, Sent: scenario.Minutes(e.At),
		Arrives: scenario.Minutes(e.At), Arrived: true, Against: engine.Broken(e.M), Line: d.line(), sent: d.now, arrived: d.now,
	}
	switch e.Kind {
	case engine.EvShared:
		x.Channel, x.Arrives, x.Arrived, x.arrived = int(e.B), scenario.Minutes(e.N), false, never
		x.ByOption = e.Why == engine.ByStory
		d.transfers = append(d.transfers, x)
	case engine.EvArrived:
		d.arrive(e)
	case engine.EvSaid:
		x.By, x.Forum = InMeeting, int(e.B)
		for _, to := range engine.Bits(e.Mask) {
			x.To = to
			d.transfers = append(d.transfers, x)
		}
	case engine.EvTold:
		x.By = AcrossTable
		if e.N < e.At {
			x.Sent, x.Arrives = scenario.Minutes(e.N), scenario.Minutes(e.N)
			x.sent, x.arrived = moment{minute: e.N}, moment{minute: e.N}
		}
		d.transfers = append(d.transfers, x)
	}
}

// arrive marks the share under way that an arrival belongs to.
func (d *Debrief) arrive(e *engine.Event) {
	for i := len(d.transfers) - 1; i >= 0; i-- {
		x := &d.transfers[i]
		if !x.Arrived && x.Fact == int(e.A) && x.From == int(e.Role) && x.To == int(e.To) && x.Channel == int(e.B) && int32(x.Arrives) <= e.At {
			x.Arrived, x.arrived = true, d.now
			return
		}
	}
}

func (d *Debrief) readQuestion(e *engine.Event) {
	switch e.Kind {
	case engine.EvAsked:
		q := Question{
			Why: e.Why, From: int(e.Role), To: int(e.To), About: int(e.A), For: int(e.B), Asked: scenario.Minutes(e.At),
			Line: d.line(), asked: d.now, arrived: never, answered: never, back: never,
		}
		if e.N <= e.At {
			q.arrived = d.now
		}
		d.questions = append(d.questions, q)
	case engine.EvAskArrived:
		if q := d.question(e, func(q *Question) bool { return !q.arrived.known() }); q != nil {
			q.arrived = d.now
		}
	case engine.EvAnswered:
		if q := d.question(e, func(q *Question) bool { return q.Verdict == NoAnswer }); q != nil {
			q.Verdict = [...]Verdict{View, Yes, No}[min(max(e.M, 0), 2)]
			q.Answered, q.answered, q.Words = scenario.Minutes(e.At), d.now, d.rec.words(e.Ref)
		}
	case engine.EvReplied:
		if q := d.question(e, func(q *Question) bool { return q.Verdict != NoAnswer && !q.back.known() }); q != nil {
			q.back = d.now
		}
	}
}

// question is the last question that an event is about.
func (d *Debrief) question(e *engine.Event, wanted func(*Question) bool) *Question {
	for i := len(d.questions) - 1; i >= 0; i-- {
		q := &d.questions[i]
		if q.Why == e.Why && q.From == int(e.Role) && q.To == int(e.To) && q.About == int(e.A) && q.For == int(e.B) && wanted(q) {
			return q
		}
	}
	return nil
}
