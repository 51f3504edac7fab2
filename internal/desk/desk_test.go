package desk

import (
	"errors"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
)

// In harbour the first turn is left out, and the condition of the second does not
// hold.
const harbour = `whitecell: 1
title: Harbour
start: 2031-03-01T06:00
sends: 3
handling: [open, sealed]
lengths:
  30: {brief: 3, turns: {dusk: 1, night: 12, lessons: 4}, hotwash: 10}
seatings:
  2: {Shore: [port, police]}
roles:
  port: {title: Port, knows: [pilot, tide]}
  police: Police
  guard: Guard
  mayor: Mayor
facts:
  pilot: {title: A boat turned back, origin: port, handling: sealed}
  tide: The tide is out
channels:
  radio: {title: Radio, between: all, delay: 5m}
  cable: {title: Cable, between: all, carries: sealed, delay: 1m}
forums:
  bridge: {title: The bridge, members: [port, guard], convene: 10m, lasts: 20m}
arrangements:
  list: {title: One list, cost: 2}
  line: {title: One line, cost: 2}
turns:
  - {id: evening, title: Evening, at: T, lasts: 10m, situation: It grows dark., skipped: Nobody slept.}
  - {id: dusk, title: Dusk, at: T+10m, lasts: 10m, situation: The lamps are lit., when: "chose('boat') == 'south'"}
  - id: night
    title: Night
    at: T+1h
    lasts: 1h
    pace: 10
    situation: Fog since four.
    injects:
      - {id: silent, to: port, at: 0m, title: No answer, from: The owner, by: telephone, text: She does not answer., say: To the port., ask: "Who else?", expect: Somebody asks., facts: [tide]}
      - {id: gate, contingency: "chose('boat') == ''", at: 5m, to: all, text: Families at the gate.}
    decisions:
      boat:
        title: Where to?
        ask: Where does the boat go?
        by: guard
        consult: [port]
        concur: [police]
        due: 40m
        default: south
        room: 2m
        options:
          south: {title: South, outcome: It goes south., public: true}
          berth: {title: The berth, outcome: Somebody waves.}
          own: {title: Something else, free: true}
      words:
        title: What do you say?
        ask: The press asks.
        by: [port, police, guard, mayor]
        rule: each
        due: 50m
        default: none
        one-line: true
        options:
          none: {title: Nothing, outcome: The line goes dead.}
          late: {title: She is late, outcome: They write it down., public: true}
      alarm:
        title: The alarm
        ask: Does anybody ring it?
        by: [port, mayor]
        due: 55m
        one-line: true
        options: {ring: {title: Ring it, then: [{close: words}]}, wait: Wait}
  - id: lessons
    title: Lessons
    at: T+30d
    lasts: 1h
    situation: A month later.
    decisions:
      settle: {title: What to settle, ask: Four points., by: port, buy: 4, keep: owned, each: 1}
endings:
  found: {title: Found, when: "chose('boat') == 'berth'", text: At the berth., notes: [{text: Nobody owned the list., when: lapsed() > 0}]}
  lost: {title: Late, text: Found at noon.}
hotwash: ["Who knew?"]
`

// room is an exercise in play, with a clock that the test moves.
type room struct {
	*testing.T
	ex     *exercise.Exercise
	desk   Desk
	now    time.Time
	events []engine.Event // of the last lines
}

func open(t *testing.T) *room {
	t.Helper()
	s, ds := scenario.LoadBytes("harbour.yaml", []byte(harbour))
	if s == nil {
		t.Fatalf("the scenario does not load:\n%s", ds)
	}
	r := &room{T: t, now: time.Date(2031, 3, 1, 9, 0, 0, 0, time.UTC)}
	ex, err := exercise.New(exercise.Options{
		Scenario: s, Seed: 5, Now: func() time.Time { return r.now }, Setup: engine.Setup{Length: "30", Seating: "2"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ex.Close() })
	r.ex, r.desk = ex, Of(ex)
	return r
}

func (r *room) parse(line string) []engine.Move {
	r.Helper()
	moves, err := plan.Parse(r.ex.Program(), r.ex.Game(), line)
	if err != nil {
		r.Fatalf("%s: %v", line, err)
	}
	return moves
}

// play enters lines, and keeps what follows.
func (r *room) play(lines ...string) *room {
	r.Helper()
	r.events = nil
	for _, line := range lines {
		events, err := r.ex.DoAll(r.parse(line))
		if err != nil {
			r.Fatalf("%s: %v", line, err)
		}
		r.events = append(r.events, events...)
	}
	return r
}

// cards are the cards of a kind among what followed, without their events.
func (r *room) cards(kind CardKind) (out []Card) {
	for i := range r.events {
		if c, ok := r.desk.CardOf(&r.events[i]); ok && c.Kind == kind {
			c.Event = engine.Event{}
			out = append(out, c)
		}
	}
	return out
}

func (r *room) want(kind CardKind, want ...Card) {
	r.Helper()
	if diff := cmp.Diff(want, r.cards(kind)); diff != "" {
		r.Errorf("cards (-want +got):\n%s", diff)
	}
}

// card is a card about nothing in the program.
func card(kind CardKind, at scenario.Minutes, no int, title, aloud string, facts, cues []Cue) Card {
	return Card{Kind: kind, At: at, No: no, Title: title, Aloud: aloud, Facts: facts, Cues: cues, Inject: -1, Decision: -1, Forum: -1}
}

func about(c Card, decision int) Card { c.Decision = decision; return c }

const (
	boat = iota
	words
	alarm
	settle
)

func TestTurnCards(t *testing.T) {
	r := open(t).play("start", "next")
	so := []Cue{{"so", "what it leaves is taken as having happened"}}
	r.want(LeftOut, card(LeftOut, 10, 0, "Evening", "", so, nil))
	r.want(TurnBegan, card(TurnBegan, 60, 3, "Night", "Nobody slept.\n\nFog since four.", []Cue{{"room", "12 minutes in the room"}},
		[]Cue{{"clock", "In this turn the story's clock runs by itself: 10 minutes for each minute in the room."}}))
	if got, want := r.cards(TurnBegan)[0].Aloud, r.ex.View(engine.Everyone).Situation; got != want {
		t.Errorf("control reads %q, the room's screen shows %q", got, want)
	}
}

func TestInjectCards(t *testing.T) {
	r := open(t).play("start", "until T+1h", "until T+65m")
	gate := card(Contingency, 65, 2, "", "Families at the gate.", []Cue{{"to", "everybody"}}, nil)
	gate.Inject = 1
	r.want(Contingency, gate)
	r.events = r.ex.Log().Events
	silent := card(Inject, 60, 1, "No answer", "She does not answer.", []Cue{{"to", "Port"}, {"from", "The owner"}, {"by", "telephone"}},
		[]Cue{{"carries", "The tide is out"}, {"say", "To the port."}, {"ask", "Who else?"}, {"expect", "Somebody asks."}})
	silent.Inject = 0
	r.want(Inject, silent)
}

func TestDecisionCards(t *testing.T) {
	r := open(t).play("start", "until T+1h")
	where := about(card(Decision, 60, 1, "Where to?", "", []Cue{{"for", "Guard"}, {"due", "Sat 1 Mar 07:40"}}, []Cue{
		{"ask", "Where does the boat go?"},
		{"consult", "Port"},
		{"concur", "Police must agree: the choice is proposed first"},
		{"time", "2 minutes in the room"},
	}), boat)
	say := about(card(Decision, 60, 2, "What do you say?", "", []Cue{{"for", "Port, Police, Guard and Mayor"}, {"due", "Sat 1 Mar 07:50"}}, []Cue{
		{"ask", "The press asks."},
		{"rule", "each answers alone, and hears the others only when all have"},
	}), words)
	ring := about(card(Decision, 60, 3, "The alarm", "", []Cue{{"for", "Port and Mayor"}, {"due", "Sat 1 Mar 07:55"}}, []Cue{
		{"ask", "Does anybody ring it?"},
		{"rule", "the first named decides"},
	}), alarm)
	r.want(Decision, where, say, ring)
	r.play("until T+2h", "next") // closed, the card still says when it was due
	r.events = r.ex.Log().Events
	if got := r.cards(Decision)[0]; !cmp.Equal(got, where) {
		t.Errorf("closed:\n%s", cmp.Diff(where, got))
	}
}

func TestQuestionCards(t *testing.T) {
	r := open(t).play("start", "until T+1h", "guard: ask pilot of port \"Is it so?\"", "guard: consult boat port")
	r.want(Question) // none has arrived yet
	r.play("next")   // both arrive in one minute, and are put together
	ask := func(title string, cues ...Cue) Card { return card(Question, 61, 0, title, "", nil, cues) }
	r.want(Question,
		ask("Guard asks Port", Cue{"ask", "May Guard have “A boat turned back”?"}, Cue{"words", "“Is it so?”"}),
		ask("Guard asks Port", Cue{"ask", "On “Where to?”: what is your view?"}))
	r.play("guard: propose boat berth", "until T+62m")
	police := card(Question, 62, 0, "Guard asks Police", "", nil, []Cue{{"ask", "On “Where to?”: do you agree to “The berth”?"}})
	r.want(Question, police)
	if got, want := r.desk.Proposal(boat), "The berth"; got != want {
		t.Errorf("proposed is %q, want %q", got, want)
	}
	if got, want := r.desk.StillToAgree(boat), r.ex.Program().RoleMask("police"); got != want {
		t.Errorf("still to agree: %b, want %b", got, want)
	}
}

// A question to a seat that plays by itself is none for control.
func TestQuestionsToSeatsThatPlayThemselves(t *testing.T) {
	r := open(t).play("start", "until T+1h", "unseat port silent", "guard: consult boat port", "next")
	r.want(Question)
}

func TestDueCard(t *testing.T) {
	r := open(t).play("start", "until T+1h", "until T+90m", "guard: propose boat berth", "until T+100m")
	if got := r.desk.Overdue(); !got {
		t.Error("the decision that has come due is not overdue")
	}
	r.want(Due, about(card(Due, 100, 1, "Where to?", "", nil, []Cue{
		{"ask", "Guard: your answer, now?"},
		{"but", "proposed: The berth; still to agree: Police"},
		{"else", "“South” happens by default, and is nobody's choice"},
	}), boat))
	due := r.events
	r.play("next")
	r.want(Outcome, about(card(Outcome, 100, 1, "“Where to?”: South (by default, nobody's choice)", "It goes south.",
		[]Cue{{"read", "aloud, to everybody"}}, nil), boat))
	r.events = due
	r.want(Due, about(card(Due, 100, 1, "Where to?", "", nil, []Cue{{"done", "It has been answered."}}), boat))
	r.play("until T+115m")
	if got := r.desk.Unanswered(alarm); got != r.ex.Program().RoleMask("port") {
		t.Errorf("unanswered is %b: the first named is asked, and nobody else", got)
	}
	r.want(Due, about(card(Due, 115, 3, "The alarm", "", nil, []Cue{
		{"ask", "Port: your answer, now?"},
		{"else", "it lapses without an answer"},
	}), alarm))
	r.play("next")
	r.want(Compared) // it lapses, and nothing was held back
}

// An option of the room's own asks for a ruling; one without a reason owes it.
func TestOutcomeCards(t *testing.T) {
	r := open(t).play("start", "until T+1h", "guard: propose boat own", "next", "police: agree boat", "until T+64m")
	r.want(Outcome, about(card(Outcome, 62, 1, "Guard decides “Where to?”: Something else", "", nil, []Cue{
		{"rule", "This is the room's own idea. Rule on it."},
		{"owed", "the reason, until the turn ends"},
	}), boat))
}

// Where each answers alone, its outcome is read to the one who answered, what is
// public to everybody once all have, and a default once to all who took it.
func TestAnswersGivenAlone(t *testing.T) {
	r := open(t).play("start", "until T+1h", "port: decide words late \"It is so.\"")
	r.want(Outcome, about(card(Outcome, 60, 2, "Port decides “What do you say?”: She is late — “It is so.”", "They write it down.",
		[]Cue{{"read", "to Port only, until all have answered"}}, nil), words))
	if got, want := r.desk.NextOwner(words), 1; got != want {
		t.Errorf("the next to answer is %d, want %d", got, want)
	}
	r.play("until T+105m").play("until T+110m", "next")
	r.want(Outcome,
		about(card(Outcome, 110, 2, "“What do you say?”: Nothing (by default, nobody's choice, for Police)", "The line goes dead.",
			[]Cue{{"read", "to Police, Guard and Mayor only"}}, nil), words),
		about(card(Outcome, 110, 2, "“What do you say?”: Nothing (by default, nobody's choice, for Guard)", "", nil, nil), words),
		about(card(Outcome, 110, 2, "“What do you say?”: Nothing (by default, nobody's choice, for Mayor)", "", nil, nil), words))
	r.want(Compared, about(card(Compared, 110, 2, "“What do you say?”: the answers differ", "", nil,
		[]Cue{{"read", "(aloud, to everybody) They write it down."}}), words))

	r = open(t).play("start", "until T+1h", "port: decide words late", "port: decide alarm ring")
	r.want(Compared, about(card(Compared, 60, 2, "Lapsed without an answer: “What do you say?”", "", nil,
		[]Cue{{"read", "(aloud, to everybody) They write it down."}}), words))

	r = open(t).play("start", "until T+105m").play("until T+110m", "next")
	if diff := cmp.Diff([]Cue{{"read", "aloud, to everybody"}}, r.cards(Outcome)[0].Facts); diff != "" {
		t.Errorf("a default that the whole room took (-want +got):\n%s", diff)
	}
}

func TestRest(t *testing.T) {
	r := open(t).play("start", "until T+1h", "guard: call bridge", "port: share pilot to guard by cable", "next")
	r.want(Arrived, card(Arrived, 61, 0, "Arrived: “A boat turned back” at Guard, from Port", "", nil, []Cue{{"do", "Hand it over."}}))
	r.play("until T+70m")
	bridge := card(Sitting, 70, 0, "The bridge", "", []Cue{{"until", "07:30"}},
		[]Cue{{"ask", "Who speaks, and what do they say? What is said reaches Port and Guard at once."}})
	bridge.Forum = 0
	r.want(Sitting, bridge)
	r.play("stop \"A fire alarm.\"")
	r.want(Stopped, card(Stopped, 70, 0, "STOP. REAL WORLD. THE EXERCISE IS SUSPENDED.", "A fire alarm.", nil, nil))
	r.play("lift", "until Mon 31 Mar 06:00").play("port: decide settle list,line")
	r.want(Outcome, about(card(Outcome, 43200, 4, "Port decides “What to settle”: One list and One line", "", nil, []Cue{
		{"ask", "Who owns each of these? A seat says it aloud. What nobody owns lapses at the end of the turn."},
		{"owed", "the reason, until the turn ends"},
	}), settle))
	r.play("until Mon 31 Mar 07:00", "end")
	r.want(Ended, card(Ended, 43260, 0, "Late", "Found at noon.", nil, []Cue{{"ask", "Who knew?"}}))
}

// What is only to be logged has no card, and every kind with a card stops.
func TestStops(t *testing.T) {
	r := open(t).play("start", "until T+1h", "port: share tide to guard", "until T+2h", "end")
	seen := 0
	for i := range r.ex.Log().Events {
		e := &r.ex.Log().Events[i]
		_, ok := r.desk.CardOf(e)
		if ok {
			seen++
		}
		if ok && !Stops(e.Kind) {
			t.Errorf("event kind %d has a card, and does not stop", e.Kind)
		}
		if e.Kind == engine.EvShared && ok {
			t.Error("a share is a line of the log, and has a card")
		}
	}
	if seen == 0 {
		t.Error("no event has a card")
	}
}

func TestOpenAndChoose(t *testing.T) {
	r := open(t).play("start", "until T+1h")
	if diff := cmp.Diff([]int{boat, words, alarm}, r.desk.Open()); diff != "" {
		t.Errorf("open, the first due first (-want +got):\n%s", diff)
	}
	if m := r.desk.Choose(2, boat, 1, 0, "Why"); m.Kind != engine.MovePropose || m.Words != "Why" || m.A != boat || m.B != 1 || m.Role != 2 {
		t.Errorf("where another must agree, a choice is %+v, want a proposal", m)
	}
	if m := r.desk.Choose(0, words, 1, 0, ""); m.Kind != engine.MoveDecide {
		t.Errorf("where each answers alone, a choice is %+v, want a decision", m)
	}
	r.play("more-time alarm 5m", "guard: propose boat south", "until T+61m", "police: agree boat", "next")
	if slices.Contains(r.desk.Open(), boat) {
		t.Error("what has been decided is still open")
	}
}

func TestOwed(t *testing.T) {
	r := open(t).play("start", "until T+1h", "unseat mayor silent", "port: decide words none", "police: decide words late",
		"port: decide alarm wait", "mayor: decide words none")
	owed := []Owed{{words, 0}, {words, 1}, {alarm, 0}}
	if diff := cmp.Diff(owed, r.owed()); diff != "" {
		t.Errorf("owed (-want +got):\n%s", diff)
	}
	r.play("police: reason words \"It is so.\"", "until T+2h")
	owed = []Owed{{words, 0}, {alarm, 0}}
	ended := card(TurnEnded, 120, 0, "Night", "", nil, []Cue{
		{"owed", "Port: the reason for “What do you say?”"},
		{"owed", "Port: the reason for “The alarm”"},
	})
	ended.Owed = owed
	r.want(TurnEnded, ended)
	end := r.events
	r.play("next")
	if got := r.owed(); len(got) > 0 {
		t.Errorf("in the next turn %v is owed, want nothing", got)
	}
	r.events = end // told late, the turn's own reasons are still those that it left
	r.want(TurnEnded, ended)
}

func TestWasted(t *testing.T) {
	r := open(t).play("start", "until T+1h", "port: share pilot to guard by cable", "until T+62m", "port: share tide to guard by radio")
	for line, want := range map[string]string{
		"port: share pilot to guard by cable":            "Guard holds “A boat turned back” already.",
		"port: share tide to guard by radio":             "“The tide is out” is on its way to Guard already.",
		"port: share tide,pilot to mayor all-the-same":   "That would cost 2 slips, and Port has 1.",
		"port: share tide to mayor by radio":             "",
		"port: message \"Nothing that is for slips.\"":   "",
		"police: share tide,pilot to mayor all-the-same": "",
	} {
		if got := r.desk.Wasted(r.parse(line)); got != want {
			t.Errorf("%s: %q, want %q", line, got, want)
		}
	}
}

func TestAfterwards(t *testing.T) {
	r := open(t).play("start", "until T+1h", "until T+1h38m")
	share := r.parse("port: share tide to mayor by radio")[0]
	r.play("port: share tide to mayor by radio")
	if diff := cmp.Diff([]string{"Port has 2 slips left in this turn."}, r.desk.Afterwards(share, r.events)); diff != "" {
		t.Errorf("after a share (-want +got):\n%s", diff)
	}
	if got := r.desk.Afterwards(share, nil); got != nil {
		t.Errorf("after a share that was refused: %q", got)
	}
	r.play("until T+99m")
	propose := r.parse("guard: propose boat berth")[0]
	r.play("guard: propose boat berth")
	if diff := cmp.Diff([]string{"That reaches Police only Sat 1 Mar 07:40, and “Where to?” falls due Sat 1 Mar 07:40."},
		r.desk.Afterwards(propose, r.events)); diff != "" {
		t.Errorf("after a late proposal (-want +got):\n%s", diff)
	}
}

// Time boxes run with the room's clock, stand while the exercise is stopped, and
// can be over.
func TestTimeBoxes(t *testing.T) {
	r := open(t)
	if _, ok := r.desk.TurnLeft(); ok {
		t.Error("before StartEx a turn has minutes left")
	}
	r.play("start", "until T+1h")
	check := func(turn time.Duration, box time.Duration) {
		t.Helper()
		if got, ok := r.desk.TurnLeft(); !ok || got != turn {
			t.Errorf("left of the turn: %v (%v), want %v", got, ok, turn)
		}
		if got, ok := r.desk.Box(); !ok || got != (Box{boat, box}) {
			t.Errorf("box: %+v (%v), want %v left for the boat", got, ok, box)
		}
	}
	check(12*time.Minute, 2*time.Minute)
	r.now = r.now.Add(90 * time.Second)
	check(10*time.Minute+30*time.Second, 30*time.Second)
	r.play("more-time boat 1m")
	check(10*time.Minute+30*time.Second, 90*time.Second)
	r.play("stop \"A fire alarm.\"")
	r.now = r.now.Add(time.Hour)
	check(10*time.Minute+30*time.Second, 90*time.Second)
	r.play("lift")
	r.now = r.now.Add(2 * time.Minute)
	check(8*time.Minute+30*time.Second, -30*time.Second)
	r.play("until T+110m", "next") // the minute in the room was ten of the story
	if got, ok := r.desk.Box(); ok {
		t.Errorf("with the decision closed there is a box: %+v", got)
	}
}

func TestBeforeStartEx(t *testing.T) {
	r := open(t)
	if got, want := r.desk.SetupText(), "3 turns of 4 · 30 minutes in the room, 10 of them for the hot wash · seed 5 · not recorded"; got != want {
		t.Errorf("setup: %q, want %q", got, want)
	}
	if got, want := r.desk.Reading(), "Ground rules and reading together have 3 minutes. Everyone reads the role card now."; got != want {
		t.Errorf("reading: %q, want %q", got, want)
	}
	if diff := cmp.Diff([]uint64{0b0011, 0b0100, 0b1000}, r.desk.Tables()); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
}

func TestWords(t *testing.T) {
	for in, want := range map[string]string{"": "", "ärger": "Ärger.", "is it?": "Is it?", "Stop!": "Stop!", "an end.": "An end."} {
		if got := Sentence(errors.New(in)); got != want {
			t.Errorf("Sentence(%q) is %q, want %q", in, got, want)
		}
	}
	if got, want := Count(1, "slip")+", "+Count(2, "slip"), "1 slip, 2 slips"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := LockText(&scenario.Option{})+"; "+LockText(&scenario.Option{Locked: "Not yet."}), "what it needs is not there yet; Not yet."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestFullStop(t *testing.T) {
	for in, want := range map[string]string{
		"Hold it": "Hold it.", "Hold it.": "Hold it.", "Hold it?": "Hold it?", `"Ask the Cabinet Office."`: `"Ask the Cabinet Office."`,
		"“We are watching.”": "“We are watching.”", "Due now: “Warn the coast?”": "Due now: “Warn the coast?”.", "Wait…": "Wait…", "": "",
	} {
		if got := FullStop(in); got != want {
			t.Errorf("FullStop(%q) = %q, want %q", in, got, want)
		}
	}
}

// owed follows the log to its end.
func (r *room) owed() (out []Owed) {
	events := r.ex.Log().Events
	for i := range events {
		out = r.desk.Owing(out, &events[i])
	}
	return out
}
