package tui

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
)

// token stands for a text, so that it is found wherever it is shown; a part of it
// is no token.
var token = regexp.MustCompile(`zq\d{4}x`)

func tokens(n int) string { return fmt.Sprintf("zq%04dx", n) }

// roomFrame is the room's screen as it would be drawn now.
func (h *hand) roomFrame(w, height int) string {
	c := &canvas{}
	c.reset(w, height)
	newRoom(h.console()).draw(c)
	return c.String(h.app.styles)
}

// public are the tokens that the room may see, by the design: what was read or
// delivered to all, outcomes that are public and no longer held back, who must
// answer, the ending. It is written down here a second time, from what happened.
func public(h *hand) map[string]bool {
	may := map[string]bool{}
	add := func(texts ...string) {
		for _, s := range texts {
			for _, t := range token.FindAllString(s, -1) {
				may[t] = true
			}
		}
	}
	p, log := h.ex.Program(), h.ex.Log()
	add(p.Scenario.Title, p.Scenario.Marking)
	for r := range p.Roles() {
		add(p.Role(r).Title)
	}
	for _, e := range log.Events {
		switch e.Kind {
		case engine.EvTurnBegan:
			add(p.Turn(int(e.A)).Title, p.Turn(int(e.A)).Situation)
		case engine.EvDelivered:
			if in := p.Inject(int(e.A)); in.ToAll {
				add(in.Title, in.From, in.By, in.Text)
			}
		case engine.EvDecided:
			d := p.Decision(int(e.A))
			held := h.ex.Game().Standing(int(e.A)).Rule == scenario.Each && !closed(log, e.A)
			if d.Purchase == nil && e.B >= 0 && d.Options[e.B].Public && !held {
				add(d.Title, d.Options[e.B].Title, d.Options[e.B].Outcome)
			}
		case engine.EvEnded:
			end := &p.Scenario.Endings[e.A]
			add(end.Title, end.Text)
			for _, n := range end.Notes {
				add(n.Text)
			}
		}
	}
	return may
}

// closed says whether all have answered a decision that each answers alone, or
// its time is over.
func closed(log engine.Log, decision int16) bool {
	return slices.ContainsFunc(log.Events, func(e engine.Event) bool {
		return e.A == decision && (e.Kind == engine.EvCompared || e.Kind == engine.EvLapsed && e.Role < 0)
	})
}

// "Nothing on it that the room may not see": in random plays, at every size, the
// room's screen names nothing but what everybody has heard.
func TestRoomSeesOnlyWhatIsPublic(t *testing.T) {
	plays, acts, seen := 4, 500, map[string]bool{}
	if testing.Short() {
		plays, acts = 1, 150
	}
	for seed := range uint64(plays) {
		m := monkeyAt(begin(t, with(t, tokens), engine.Setup{Length: "60"}, seed), seed+50)
		for range acts {
			m.act()
			may, view := public(m.hand), written(t, m.ex.View(engine.Everyone))
			w, height := 60+m.IntN(140), 18+m.IntN(42)
			for _, tok := range token.FindAllString(m.roomFrame(w, height), -1) {
				seen[tok] = true
				if !may[tok] || !strings.Contains(view, tok) {
					t.Fatalf("the room sees %q after %q", place(tok), m.trail)
				}
			}
		}
	}
	if len(seen) < 15 && !testing.Short() {
		t.Errorf("only %d texts were ever shown: the plays come nowhere", len(seen))
	}
}

// place says where a token stands in the scenario.
func place(tok string) string {
	found, n := "", 0
	for _, word := range strings.FieldsFunc(somewhere, func(r rune) bool { return r == '"' }) {
		if strings.Contains(word, "%T") || strings.Contains(word, "%H") {
			if n++; tokens(n) == tok {
				found = word
			}
		}
	}
	return found + " (or near it)"
}

func written(t failer, v engine.View) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Two games that differ only in what is hidden give the same picture, to the
// letter.
func TestRoomIsTheSameWhateverIsHidden(t *testing.T) {
	other := func(n int) string { return strings.Repeat(fmt.Sprintf("other %d ", n), 1+n%5) }
	plays := 4
	if testing.Short() {
		plays = 1
	}
	for seed := range uint64(plays) {
		two := withHidden(t, tokens, other)
		two.Measures[1].Start = 90 // hidden, and no condition looks at it
		x := monkeyAt(begin(t, with(t, tokens), engine.Setup{Length: "60"}, seed), seed+80)
		y := begin(t, two, engine.Setup{Length: "60"}, seed)
		for done := 0; x.ex.Game().State().Phase() != engine.Ended; {
			y.now = x.now
			x.act()
			if mended(x.ex.Entries()[done:]) {
				x.at(anew(t, x.ex, x.ex))
				y.at(anew(t, x.ex, y.ex))
			} else {
				follow(t, y.ex, x.ex.Entries()[done:])
			}
			if told := toldMove(x.Rand, y.ex.Program()); told.To >= 0 { // one seat more knows one fact more, in one of the games
				was := stillFrame(x.ex)
				y.ex.Do(told)
				if diff := cmp.Diff(was, stillFrame(y.ex)); diff != "" {
					t.Fatalf("the room sees a difference after %q:\n%s", x.trail, diff)
				}
				x.ex.Do(told)
				x.console().took()
			}
			if n := len(x.ex.Entries()); n != len(y.ex.Entries()) {
				t.Fatalf("the two games part after %q:\n%v\n%v", x.trail, x.moves(0), y.moves(0))
			}
			done = len(x.ex.Entries())
		}
	}
}

// stillFrame is the room's screen of an exercise, with its countdown stopped: the
// two games are not played in the same second.
func stillFrame(ex *exercise.Exercise) string {
	c, r := &canvas{}, &room{now: pictureOf(ex)}
	r.now.left, r.now.room = time.Minute, 0
	c.reset(100, 30)
	r.draw(c)
	return c.String(&Styles{})
}

// mended says whether one of the entries changes earlier ones.
func mended(entries []*exercise.Entry) bool {
	return slices.ContainsFunc(entries, func(x *exercise.Entry) bool {
		return x.Move.Kind == engine.MoveUndo || x.Move.Kind == engine.MoveStrike
	})
}

// follow makes the moves of another exercise's entries; seats that play by
// themselves move by themselves.
func follow(t failer, ex *exercise.Exercise, entries []*exercise.Entry) {
	t.Helper()
	for _, x := range entries {
		if x.Move.Auto {
			continue
		}
		if _, err := ex.Do(x.Move); err != nil {
			t.Fatalf("%s is refused in the other game: %v", plan.Format(ex.Program(), x.Move), err)
		}
	}
}

// anew is an exercise like one, in which what counts of another has been made.
func anew(t failer, of, like *exercise.Exercise) *exercise.Exercise {
	t.Helper()
	p := like.Program()
	ex, err := exercise.New(exercise.Options{
		Scenario: p.Scenario, Seed: like.Game().Seed(), Setup: engine.Setup{Length: "60"}, Now: func() time.Time { return time.Time{} },
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range of.Entries() {
		if x.Gone == "" && x.Events != nil && !x.Move.Auto {
			ex.Do(x.Move) // where the order was mended too, it may be refused: in both
		}
	}
	return ex
}

// toldMove is now and then that some seat was told some fact; else it has no seat.
func toldMove(r *rand.Rand, p *engine.Program) engine.Move {
	m := engine.NewMove(engine.MoveTold)
	if r.IntN(4) == 0 {
		m.A, m.To = int16(r.IntN(p.Facts())), int8(r.IntN(p.Roles()))
	}
	return m
}

// Behind the open curtain stands that seat's view and nothing else: no fact that it
// does not hold, nothing of another seat's, nothing of control's.
func TestCurtainShowsOnlyTheSeatsView(t *testing.T) {
	plays, acts, seen := 3, 150, map[string]bool{}
	if testing.Short() {
		plays, acts = 1, 50
	}
	for seed := range uint64(plays) {
		m := monkeyAt(begin(t, with(t, tokens), engine.Setup{Length: "60"}, seed), seed+20)
		for range acts {
			m.act()
			for r := range m.ex.Program().Roles() {
				view, hidden := written(t, m.ex.View(r)), hiddenFacts(m.hand, r)
				for tab := range seatTabs {
					c := &canvas{}
					c.reset(70+m.IntN(130), 20+m.IntN(60))
					(&curtain{role: r, open: true, tab: tab, skip: m.IntN(40)}).draw(m.console(), c, c.all())
					for _, tok := range token.FindAllString(c.String(m.app.styles), -1) {
						seen[tok] = true
						if !strings.Contains(view, tok) || hidden[tok] {
							t.Fatalf("%s sees %q on %s after %q", m.ex.Program().Role(r).ID, place(tok), seatTabs[tab].name, m.trail)
						}
					}
				}
			}
		}
	}
	if len(seen) < 40 && !testing.Short() {
		t.Errorf("only %d texts were ever shown: the plays come nowhere", len(seen))
	}
}

// hiddenFacts are the tokens of facts that a seat neither holds nor could have a
// version made of.
func hiddenFacts(h *hand, role int) map[string]bool {
	p, hidden := h.ex.Program(), map[string]bool{}
	for f := range p.Facts() {
		holds := h.ex.Game().Holders(f)>>role&1 != 0
		if full := p.FullOf(f); full >= 0 {
			holds = holds || h.ex.Game().Holders(full)>>role&1 != 0
		}
		if holds {
			continue
		}
		for _, tok := range token.FindAllString(p.Fact(f).Title+p.Fact(f).Short+p.Fact(f).Text, -1) {
			hidden[tok] = true
		}
	}
	return hidden
}

// A shut curtain shows nothing of the seat, and nothing of the console.
func TestShutCurtainShowsNothing(t *testing.T) {
	h := begin(t, with(t, tokens), engine.Setup{Length: "60"}, 1)
	h.do("next").do("view").press("1")
	may := token.FindString(h.ex.Program().Role(0).Title)
	for _, tok := range token.FindAllString(h.frame(120, 36), -1) {
		if tok != may {
			t.Errorf("the shut curtain shows %q", place(tok))
		}
	}
}

// First Light's own secrets stay off the room's screen, whoever plays it and how.
func TestRoomSeesNoSecretOfFirstLight(t *testing.T) {
	plans := []string{"sharing-90.plan", "hoarding-90.plan"}
	for _, name := range plans {
		h := light(t, "90")
		h.play("start")
		secrets := secretsOf(h.ex.Program())
		for _, line := range planLines(t, name) {
			moves, err := plan.Parse(h.ex.Program(), h.ex.Game(), line)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range moves {
				if _, err := h.ex.Do(m); err != nil {
					t.Fatalf("%s: %v", line, err)
				}
			}
			h.console().took()
			shown := flat(h.roomFrame(160, 50))
			delivered := publicTexts(h)
			for _, s := range secrets {
				if strings.Contains(shown, s) && !strings.Contains(delivered, s) {
					t.Fatalf("%s, behind %s: the room sees %q:\n%s", name, line, s, h.roomFrame(160, 50))
				}
			}
		}
	}
}

// secretsOf are the beginnings of all that a scenario says to some or to control
// alone.
func secretsOf(p *engine.Program) (out []string) {
	add := func(texts ...string) {
		for _, s := range texts {
			words := strings.Fields(s)
			if len(words) >= 3 { // a title of two words may stand in any sentence
				out = append(out, strings.Join(words[:min(len(words), 8)], " "))
			}
		}
	}
	for f := range p.Facts() {
		add(p.Fact(f).Title, p.Fact(f).Text)
	}
	for i := range p.Injects() {
		in := p.Inject(i)
		add(in.Say, in.Ask, in.Expect)
		if !in.ToAll {
			add(in.Text)
		}
	}
	for d := range p.Decisions() {
		dec := p.Decision(d)
		add(dec.Ask)
		add(dec.Reasons...)
		for o := range dec.Options {
			add(dec.Options[o].Locked)
			if !dec.Options[o].Public {
				add(dec.Options[o].Outcome)
			}
		}
	}
	for m := range p.Measures() {
		add(p.Measure(m).Title)
	}
	for r := range p.Roles() {
		add(p.Role(r).Brief, p.Role(r).Authority)
		add(p.Role(r).Questions...)
	}
	return out
}

// publicTexts are the situations and injects that everybody has heard, in one text:
// a fact's title may stand in them.
func publicTexts(h *hand) string {
	var b strings.Builder
	p := h.ex.Program()
	for _, e := range h.ex.Log().Events {
		switch {
		case e.Kind == engine.EvTurnBegan:
			b.WriteString(p.Turn(int(e.A)).Situation + " ")
		case e.Kind == engine.EvDelivered && p.Inject(int(e.A)).ToAll:
			b.WriteString(p.Inject(int(e.A)).Title + " " + p.Inject(int(e.A)).Text + " ")
		}
	}
	return flat(b.String())
}

// flat is a text with its words one space apart.
func flat(s string) string { return strings.Join(strings.Fields(s), " ") }
