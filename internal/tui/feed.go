package tui

import (
	"fmt"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// feed words the log once: each event when it comes, everything anew when
// something was mended. So a frame costs the same however long the log is.
type feed struct {
	ex      *exercise.Exercise
	desk    desk.Desk
	brief   *brief
	mends   int
	entries int        // worded so far
	events  int        // live ones, worded so far
	cards   []int      // live events that have a card, by their number in the log
	lines   []logLine  // of the log, the first first
	trend   []int32    // by measure: its last change in this turn
	turn    int        // the first line of this turn
	said    [][]string // by turn: what has stopped control in it, for the list of turns
	owed    []desk.Owed
}

// logLine is one line of the log.
type logLine struct {
	entry int // its number among the exercise's entries
	at    scenario.Minutes
	text  string
	card  bool // a card says it too
	gone  bool // does not count any more
	hand  bool // something has arrived that is to be handed over: a fact, at a seat
	fact  string
	to    string
}

func newFeed(ex *exercise.Exercise) *feed {
	f := &feed{ex: ex, desk: desk.Of(ex), brief: newBrief(ex.Program()), mends: -1}
	f.update()
	return f
}

// update takes in what has happened since the last time. It says how many cards
// there were before.
func (f *feed) update() (before int) {
	before = len(f.cards)
	if m := f.ex.Mends(); m != f.mends {
		*f = feed{ex: f.ex, desk: f.desk, brief: f.brief, mends: m}
		f.trend = make([]int32, f.ex.Program().Measures())
		f.said = make([][]string, f.ex.Program().Turns())
	}
	entries := f.ex.Entries()
	for ; f.entries < len(entries); f.entries++ {
		f.entry(f.entries, entries[f.entries])
	}
	events := f.ex.Log().Events
	for ; f.events < len(events); f.events++ {
		f.owed = f.desk.Owing(f.owed, &events[f.events])
		f.event(f.events, &events[f.events])
	}
	return min(before, len(f.cards))
}

// entry words an entry's lines.
func (f *feed) entry(n int, x *exercise.Entry) {
	p := f.ex.Program()
	switch {
	case x.Move.Kind == engine.MoveUndo:
		f.lines = append(f.lines, logLine{entry: n, text: fmt.Sprintf("Taken back: %s", desk.Count(int(x.Move.N), "entry")), gone: true})
		return
	case x.Move.Kind == engine.MoveStrike:
		f.lines = append(f.lines, logLine{entry: n, text: fmt.Sprintf("Line %d was mended", x.Move.N), gone: true})
		return
	}
	for i := range x.Events {
		e := &x.Events[i]
		words := ""
		if e.Ref >= 0 && x.Gone == "" {
			words = text.Line(f.ex.Log().Words(e.Ref))
		}
		said := ""
		if words != "" {
			said = asSaid
		}
		if e.Kind == engine.EvTurnBegan {
			f.turn = len(f.lines)
			clear(f.trend)
		}
		if e.Kind == engine.EvMeasured {
			f.trend[e.A] = e.N
		}
		if s := p.Sentence(*e, said); s != "" {
			line := logLine{entry: n, at: scenario.Minutes(e.At), gone: x.Gone != "", card: desk.Stops(e.Kind)}
			line.text = strings.Replace(f.brief.text(s, line.at), asSaid, words, 1)
			if e.Kind == engine.EvArrived {
				_, auto := f.ex.Game().Auto(int(e.To))
				line.hand, line.fact, line.to = !auto, p.Fact(int(e.A)).Short, p.Role(int(e.To)).Short
			}
			f.lines = append(f.lines, line)
		}
	}
}

// asSaid stands for somebody's words while the sentence around them is shortened:
// they are shown as they were said.
const asSaid = "⁂"

// event notes a live event that stops control.
func (f *feed) event(n int, e *engine.Event) {
	switch e.Kind {
	case engine.EvTurnSkipped: // told with the turn that follows
		return
	case engine.EvArrived: // a line of the log
		return
	}
	if !desk.Stops(e.Kind) {
		return
	}
	card, ok := f.desk.CardOf(e)
	if !ok {
		return
	}
	switch card.Kind {
	case desk.Outcome, desk.Compared:
		if card.Aloud == "" && len(card.Cues) == 0 {
			return
		}
		if e.Why == engine.ByAssumption {
			return
		}
	}
	f.cards = append(f.cards, n)
	if t := f.turnOf(e); t >= 0 {
		f.said[t] = append(f.said[t], f.desk.Clock(card.At)+" "+cardName(card))
	}
}

// turnOf is the turn to whose list a card belongs, -1 for none.
func (f *feed) turnOf(e *engine.Event) int {
	switch e.Kind {
	case engine.EvDelivered, engine.EvOpened, engine.EvSat:
		return f.ex.Game().Turn()
	}
	return -1
}

// cardName is a card in a few words.
func cardName(c desk.Card) string {
	switch c.Kind {
	case desk.Inject:
		if c.Title != "" {
			return c.Title
		}
		return fmt.Sprintf("inject %d", c.No)
	case desk.Sitting:
		return c.Title + " sits"
	}
	return c.Title
}

// card is the n-th card.
func (f *feed) card(n int) desk.Card {
	c, _ := f.desk.CardOf(&f.ex.Log().Events[f.cards[n]])
	return c
}
