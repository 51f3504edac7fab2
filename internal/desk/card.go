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
	Owed                    []Owed // at a turn's end: the reasons behind its cues, in their order
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
		engine.EvDue: Desk.due, engine.EvDecided: Desk.outcome, engine.EvCompared: Desk.compared, engine.EvLapsed: Desk.lapsed,
		engine.EvAskArrived: Desk.question, engine.EvAsked: Desk.question, engine.EvSat: Desk.sitting,
		engine.EvArrived: Desk.arrived, engine.EvStopped: Desk.stopped, engine.EvEnded: Desk.ended,
	}
}

// leftOut has nothing to read: the turn that follows reads its text.
func (d Desk) leftOut(e *engine.Event, c *Card) bool {
	t := d.ex.Program().Turn(int(e.A))
	c.Kind, c.Title = LeftOut, t.Title
	c.fact("so", "what it leaves is taken as having happened")
	return true
}

// turnBegan is the situation, behind the texts of the turns left out before it.
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
	p, events := d.ex.Program(), d.ex.Log().Events
	parts := []string{p.Turn(turn).Situation}
	for i := d.began(turn) - 1; i >= 0 && events[i].Kind != engine.EvTurnEnded; i-- {
		if e := &events[i]; e.Kind == engine.EvTurnSkipped {
			parts = append(parts, p.Turn(int(e.A)).Skipped.Text)
		}
	}
	slices.Reverse(parts)
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return strings.Join(parts, "\n\n")
}

func (d Desk) turnEnded(e *engine.Event, c *Card) bool {
	c.Kind, c.Title = TurnEnded, d.ex.Program().Turn(int(e.A)).Title
	c.Owed = d.owedFrom(d.began(int(e.A)))
	for _, o := range c.Owed {
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
	due := scenario.Minutes(e.N)
	if st.Status == engine.IsOpen { // control may have given more time
		due = st.Due
	}
	c.fact("due", d.Full(due))
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
	if dec.Purchase == nil {
		d.reading(e, c)
		if dec.Options[e.B].Free {
			c.cue("rule", "This is the room's own idea. Rule on it.")
		}
	} else if dec.Purchase.Owned && e.Mask != 0 {
		c.cue("ask", "Who owns each of these? A seat says it aloud. What nobody owns lapses at the end of the turn.")
	}
	if d.owes(e) {
		c.cue("owed", "the reason, until the turn ends")
	}
	return true
}

// reading is what is read because an option was chosen, and to whom. Where each
// answers alone, those who took the same default hear it together.
func (d Desk) reading(e *engine.Event, c *Card) {
	p := d.ex.Program()
	dec := p.Decision(int(e.A))
	opt := &dec.Options[e.B]
	if opt.Outcome == "" || e.Why == engine.ByAssumption { // what was left out is told by its text
		return
	}
	to := "to " + p.RoleNames(p.RoleMask(dec.By...))
	switch {
	case d.ex.Game().Standing(int(e.A)).Rule != scenario.Each || e.Role < 0:
		if opt.Public {
			to = "aloud, to everybody"
		}
	case e.Why == engine.ByDefault:
		first, all := d.takers(e)
		if opt.Public || first != int(e.Role) { // read to everybody as the answers are compared, or read already
			return
		}
		to = "to " + p.RoleNames(all) + " only"
		if all == 1<<p.Roles()-1 {
			to = "aloud, to everybody"
		}
	case opt.Public:
		to = "to " + p.Role(int(e.Role)).Title + " only, until all have answered"
	default:
		to = "to " + p.Role(int(e.Role)).Title + " only"
	}
	c.Aloud = opt.Outcome
	c.fact("read", to)
}

// takers are the owners who took the same default in the same minute, and the
// first of them.
func (d Desk) takers(e *engine.Event) (first int, all uint64) {
	first = -1
	for _, x := range d.ex.Log().Events {
		if x.Kind == e.Kind && x.Why == e.Why && x.At == e.At && x.A == e.A && x.B == e.B && x.Role >= 0 {
			all |= 1 << x.Role
			if first < 0 {
				first = int(x.Role)
			}
		}
	}
	return first, all
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

// lapsed reads out what was held back, where a decision that each answers alone
// closes before the last has answered. Others that lapse are lines of the log.
func (d Desk) lapsed(e *engine.Event, c *Card) bool {
	return e.Role < 0 && d.ex.Game().Standing(int(e.A)).Rule == scenario.Each && d.compared(e, c) && len(c.Cues) > 0
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
		c.cue("words", "“"+words+"”")
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
		c.cue("do", "Hand it over.")
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
