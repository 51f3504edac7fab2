package desk

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// CardKind says what a card is about.
type CardKind uint8

// The kinds of cards.
const (
	LeftOut     CardKind = iota // a turn that the length leaves out
	TurnBegan                   // the situation, read aloud
	TurnEnded                   // reasons still owed
	Inject                      // a message to deliver
	Contingency                 // an inject that control may deliver
	Decision                    // a question opens
	Due                         // a decision's time has come
	Outcome                     // what was decided, and what is read
	Compared                    // answers given alone are known now
	Question                    // a seat waits for another's answer
	Sitting                     // a meeting begins
	Arrived                     // a message slip to hand over
	Stopped                     // a real event
	Ended                       // the ending, read aloud
)

// A Card is what control says, asks and expects because of one event.
type Card struct {
	Kind  CardKind
	Event engine.Event
	At    scenario.Minutes
	No    int    // the number on paper of an inject or decision; 0 for none
	Title string // what it is called
	Facts []Cue  // to, from, by, due: what stands beside the title
	Aloud string // the text to read, or to hand over
	Cues  []Cue  // say, ask, expect and the like
	// Inject, Decision, Forum are numbers of the program, -1 for none.
	Inject, Decision, Forum int
}

// A Cue is a text under its word.
type Cue struct{ Label, Text string }

// cue adds a cue, unless it is empty.
func (c *Card) cue(label, text string) {
	if text != "" {
		c.Cues = append(c.Cues, Cue{label, text})
	}
}

func (c *Card) fact(label, text string) {
	if text != "" {
		c.Facts = append(c.Facts, Cue{label, text})
	}
}

// CardOf is the card of an event; ok is false where control has nothing to do
// because of it. It reads the exercise as it stands now: options that have opened
// since are open on the card.
func (d Desk) CardOf(e *engine.Event) (c Card, ok bool) {
	c = Card{Event: *e, At: scenario.Minutes(e.At), Inject: -1, Decision: -1, Forum: -1}
	fill := cards[e.Kind]
	if fill == nil {
		return c, false
	}
	return c, fill(d, e, &c)
}

// Stops says whether an event is one that control must say or ask something
// about, as against a line in the log.
func Stops(k engine.EventKind) bool { return cards[k] != nil }

var cards map[engine.EventKind]func(Desk, *engine.Event, *Card) bool

func init() {
	cards = map[engine.EventKind]func(Desk, *engine.Event, *Card) bool{
		engine.EvTurnSkipped: Desk.leftOut, engine.EvTurnBegan: Desk.turnBegan, engine.EvTurnEnded: Desk.turnEnded,
		engine.EvDelivered: Desk.inject, engine.EvOffered: Desk.inject, engine.EvOpened: Desk.decision,
		engine.EvDue: Desk.due, engine.EvDecided: Desk.outcome, engine.EvCompared: Desk.compared,
		engine.EvAskArrived: Desk.question, engine.EvAsked: Desk.question, engine.EvSat: Desk.sitting,
		engine.EvArrived: Desk.arrived, engine.EvStopped: Desk.stopped, engine.EvEnded: Desk.ended,
	}
}

func (d Desk) leftOut(e *engine.Event, c *Card) bool {
	t := d.ex.Program().Turn(int(e.A))
	c.Kind, c.Title, c.Aloud = LeftOut, t.Title, t.Skipped.Text
	return true
}

// turnBegan is the situation, behind what the turns left out before it left.
func (d Desk) turnBegan(e *engine.Event, c *Card) bool {
	p := d.ex.Program()
	turn := p.Turn(int(e.A))
	c.Kind, c.Title, c.No = TurnBegan, turn.Title, int(e.A)+1
	if m := p.RoomMinutes(int(e.A)); m > 0 {
		c.fact("room", Count(m, "minute")+" in the room")
	}
	c.Aloud = d.situation(int(e.A))
	if turn.Pace > 0 {
		c.cue("clock", fmt.Sprintf("In this turn the story's clock runs by itself: %s for each minute in the room.", Count(turn.Pace, "minute")))
	}
	return true
}

// situation is what is read aloud as a turn begins.
func (d Desk) situation(turn int) string {
	p := d.ex.Program()
	var parts []string
	for t := turn - 1; t >= 0 && !p.Plays(t); t-- {
		parts = append(parts, p.Turn(t).Skipped.Text)
	}
	slices.Reverse(parts)
	parts = append(parts, p.Turn(turn).Situation)
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, "\n\n")
}

func (d Desk) turnEnded(e *engine.Event, c *Card) bool {
	c.Kind, c.Title = TurnEnded, d.ex.Program().Turn(int(e.A)).Title
	for _, o := range d.Owed() {
		c.cue("owed", d.OwedText(o))
	}
	return true
}

func (d Desk) inject(e *engine.Event, c *Card) bool {
	p := d.ex.Program()
	in := p.Inject(int(e.A))
	c.Kind, c.Inject, c.No, c.Title, c.Aloud = Inject, int(e.A), int(e.A)+1, in.Title, in.Text
	if e.Kind == engine.EvOffered {
		c.Kind = Contingency
	}
	c.fact("to", d.Audience(in))
	c.fact("from", in.From)
	c.fact("by", in.By)
	var carried []string
	for _, f := range in.Facts {
		carried = append(carried, p.Fact(p.FactNo(f)).Title)
	}
	c.cue("carries", strings.Join(carried, "; "))
	c.cue("say", in.Say)
	c.cue("ask", in.Ask)
	c.cue("expect", in.Expect)
	return true
}

// Audience names those whom an inject is addressed to.
func (d Desk) Audience(in *scenario.Inject) string {
	if in.ToAll {
		return "everybody"
	}
	p := d.ex.Program()
	return p.RoleNames(p.RoleMask(in.To...))
}

// decision puts a decision to its owners. Its options are for the front end to
// list: they change while the card stands.
func (d Desk) decision(e *engine.Event, c *Card) bool {
	p := d.ex.Program()
	n := int(e.A)
	dec, st := p.Decision(n), d.ex.Game().Standing(n)
	c.Kind, c.Decision, c.No, c.Title = Decision, n, n+1, dec.Title
	c.fact("for", p.RoleNames(p.RoleMask(dec.By...)))
	if st.Status == engine.IsOpen {
		c.fact("due", d.Full(st.Due))
	}
	c.cue("ask", dec.Ask)
	if len(dec.By) > 1 {
		c.cue("rule", RuleText(st.Rule))
	}
	if len(dec.Consult) > 0 {
		c.cue("consult", p.RoleNames(p.RoleMask(dec.Consult...)))
	}
	if st.Concur != 0 {
		c.cue("concur", p.RoleNames(st.Concur)+" must agree: the choice is proposed first")
	}
	if dec.Room > 0 {
		c.cue("time", Count(dec.Room, "minute")+" in the room")
	}
	return true
}

// due asks the owners once more, and says what happens else.
func (d Desk) due(e *engine.Event, c *Card) bool {
	p := d.ex.Program()
	n := int(e.A)
	dec, st := p.Decision(n), d.ex.Game().Standing(n)
	c.Kind, c.Decision, c.No, c.Title = Due, n, n+1, dec.Title
	if st.Status != engine.IsOpen {
		c.cue("done", "It has been answered.")
		return true
	}
	c.cue("ask", p.RoleNames(d.Unanswered(n))+": your answer, now?")
	if st.Proposed >= 0 {
		c.cue("but", "proposed: "+d.Proposal(n)+"; still to agree: "+p.RoleNames(d.StillToAgree(n)))
	}
	what := "it lapses without an answer"
	if st.Default >= 0 {
		what = "“" + dec.Options[st.Default].Title + "” happens by default, and is nobody's choice"
	}
	c.cue("else", what)
	return true
}

// outcome says what was decided and what is read aloud, to whom.
func (d Desk) outcome(e *engine.Event, c *Card) bool {
	p := d.ex.Program()
	n := int(e.A)
	dec := p.Decision(n)
	c.Kind, c.Decision, c.No, c.Title = Outcome, n, n+1, p.Sentence(*e, d.words(e))
	if dec.Purchase != nil {
		if dec.Purchase.Owned && e.Mask != 0 {
			c.cue("ask", "Who owns each of these? A seat says it aloud. What nobody owns lapses at the end of the turn.")
		}
		return true
	}
	opt := &dec.Options[e.B]
	if opt.Outcome != "" && e.Why != engine.ByAssumption { // what was left out is told by its text
		c.Aloud = opt.Outcome
		switch {
		case d.ex.Game().Standing(n).Rule == scenario.Each && e.Role >= 0:
			c.fact("read", "to "+p.Role(int(e.Role)).Title+" only, until all have answered")
		case opt.Public:
			c.fact("read", "aloud, to everybody")
		default:
			c.fact("read", "to "+p.RoleNames(p.RoleMask(dec.By...)))
		}
	}
	if opt.Free {
		c.cue("rule", "This is the room's own idea. Rule on it.")
	}
	if e.Why == engine.ByOwners && e.Role >= 0 && d.words(e) == "" {
		c.cue("owed", "the reason, until the turn ends")
	}
	return true
}

func (d Desk) words(e *engine.Event) string {
	if e.Ref < 0 {
		return ""
	}
	return d.ex.Log().Words(e.Ref)
}

// compared says whether the answers that were given alone agree, and reads out the
// public outcomes that were held back.
func (d Desk) compared(e *engine.Event, c *Card) bool {
	p := d.ex.Program()
	n := int(e.A)
	c.Kind, c.Decision, c.No, c.Title = Compared, n, n+1, p.Sentence(*e, "")
	dec, st := p.Decision(n), d.ex.Game().Standing(n)
	for o := range dec.Options {
		if opt := &dec.Options[o]; opt.Public && opt.Outcome != "" && slices.Contains(st.Answers, o) {
			c.cue("read", "(aloud, to everybody) "+opt.Outcome)
		}
	}
	return true
}

// question puts a question to the seat that must answer it. Questions on their
// way, and those to seats that play by themselves, are lines of the log.
func (d Desk) question(e *engine.Event, c *Card) bool {
	p := d.ex.Program()
	if _, auto := d.ex.Game().Auto(int(e.To)); auto || e.Kind == engine.EvAsked && e.N > e.At {
		return false
	}
	c.Kind = Question
	c.Title = p.Role(int(e.Role)).Title + " asks " + p.Role(int(e.To)).Title
	c.cue("ask", d.AskText(engine.Ask{Why: e.Why, From: int(e.Role), To: int(e.To), A: int(e.A), B: int(e.B)}))
	if words := d.words(e); words != "" {
		c.cue("in words", words)
	}
	return true
}

func (d Desk) sitting(e *engine.Event, c *Card) bool {
	p := d.ex.Program()
	c.Kind, c.Forum, c.Title = Sitting, int(e.A), p.Forum(int(e.A)).Title
	c.fact("until", d.Clock(scenario.Minutes(e.N)))
	c.cue("ask", "Who speaks, and what do they say? What is said reaches "+p.RoleNames(e.Mask)+" at once.")
	return true
}

func (d Desk) arrived(e *engine.Event, c *Card) bool {
	c.Kind, c.Title = Arrived, d.ex.Program().Sentence(*e, "")
	if _, auto := d.ex.Game().Auto(int(e.To)); !auto {
		c.cue("say", "Hand the slip to "+d.ex.Program().Role(int(e.To)).Title+".")
	}
	return true
}

func (d Desk) stopped(e *engine.Event, c *Card) bool {
	c.Kind, c.Title, c.Aloud = Stopped, "STOP. REAL WORLD. THE EXERCISE IS SUSPENDED.", d.words(e)
	return true
}

// ended is the ending, read aloud, and the questions of the hot wash.
func (d Desk) ended(_ *engine.Event, c *Card) bool {
	v := d.ex.View(engine.Everyone)
	c.Kind, c.Title, c.Aloud = Ended, v.Ending, v.EndText
	for _, n := range v.EndNotes {
		c.cue("note", n)
	}
	for _, q := range d.ex.Program().Scenario.Hotwash {
		c.cue("ask", q)
	}
	return true
}
