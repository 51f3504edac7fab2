package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/debrief"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
)

// hotwash leads the room through the hot wash, step by step, in protected time.
// Everything that is entered in it is a move in the record.
type hotwash struct {
	s    *console
	d    *debrief.Debrief
	seen int // entries that d was made from
	at   int // the line under the cursor
	skip int
	best *debrief.Best // of the day before, once it has been worked out
}

// weights are the minutes of each step in a hot wash of 22.
var weights = [...]int{3, 1, 3, 7, 3, 2, 3}

// asks are what control says as a step begins.
var asks = [...]string{
	"In silence: everyone writes one strength, one gap, and one thing I knew that others needed.",
	"Out of role. One word from each table: how was it?",
	"Is this what happened? Say what is wrong with it, and what is missing.",
	"What could this decision have known? First: what was the holder protecting?",
	"Suppose some of it had been settled the day before. The same moves, under other rules.",
	"One gap from each table, from the cards.",
	"Two actions: what, who owns it, by when, and what kind of thing it is.",
}

func newHotwash(s *console) *hotwash {
	h := &hotwash{s: s}
	if s.ex.Hotwash().Step < 0 {
		h.goTo(0, -1, 0, 0)
	}
	h.refresh()
	return h
}

// refresh reads the record anew where something was entered.
func (h *hotwash) refresh() {
	if n := len(h.s.ex.Entries()); h.d == nil || n != h.seen {
		h.d, h.seen = debrief.New(debrief.RecordOf(h.s.ex)), n
	}
}

// goTo goes to a step, or to a part of one.
func (h *hotwash) goTo(step, decision, part int, set uint64) {
	m := engine.NewMove(engine.MoveHotwash)
	m.N, m.A, m.M, m.Mask = int32(step), int16(decision), int32(part), set
	if h.s.do(m) {
		h.s.note = note{}
	}
	h.skip = 0
}

// step is the step that runs.
func (h *hotwash) step() int { return min(max(h.s.ex.Hotwash().Step, 0), engine.HotwashClosed) }

// washMinutes is how long a step has in the room.
func washMinutes(ex *exercise.Exercise, step int) int {
	all := 22
	if l := ex.Program().Length(); l != nil && l.Hotwash > 0 {
		all = l.Hotwash
	}
	return max((weights[step]*all+11)/22, 1)
}

// left is what is left of the step's time.
func (h *hotwash) left() time.Duration {
	wash := h.s.ex.Hotwash()
	return time.Duration(washMinutes(h.s.ex, h.step()))*time.Minute - (h.s.ex.Room() - wash.Since)
}

func (h *hotwash) tick(*app) {}

func (h *hotwash) paste(a *app, text string) { h.s.paste(a, text) }

// washPages are what the steps show and which keys they take, by step.
var washPages = [...]struct {
	rows  func(h *hotwash, w int) []row
	press func(h *hotwash, k tea.KeyMsg) bool // whether the key meant something
	help  row
}{
	{(*hotwash).candidateRows, (*hotwash).pressCandidates, row{{keys, "c"}, {faint, " confirmed  "}, {keys, "t"}, {faint, " told across the table  "}, {keys, "x"}, {faint, " did not matter  "}}},
	{(*hotwash).wordRows, (*hotwash).pressTables, row{{keys, "1 2"}, {faint, " a table's word  "}}},
	{(*hotwash).pinRows, (*hotwash).pressPins, row{{keys, "a b"}, {faint, " pin it  "}, {keys, "+"}, {faint, " another  "}}},
	{(*hotwash).revealRows, (*hotwash).pressReveal, row{{keys, "a b"}, {faint, " a decision  "}, {keys, "space"}, {faint, " reveal more  "}}},
	{(*hotwash).dayRows, (*hotwash).pressDay, row{{keys, "a b"}, {faint, " arrangements  "}, {keys, "Enter"}, {faint, " show  "}, {keys, "*"}, {faint, " the best sets  "}}},
	{(*hotwash).gapRows, (*hotwash).pressTables, row{{keys, "1 2"}, {faint, " a table's gap  "}}},
	{(*hotwash).actionRows, (*hotwash).pressActions, row{{keys, "+"}, {faint, " an action  "}}},
	{(*hotwash).closedRows, func(*hotwash, tea.KeyMsg) bool { return false }, nil},
}

func (h *hotwash) press(a *app, k tea.KeyMsg) {
	s := h.s
	defer h.refresh()
	switch {
	case s.quits:
		s.leave(a, k)
		return
	case k.Type == tea.KeyCtrlC:
		s.askToLeave()
		return
	case s.ex.Game().State().Stopped():
		s.pressStopped(a, k)
		return
	case s.sheet != nil:
		s.sheet.press(s, k)
		return
	}
	s.note = note{}
	if washPages[h.step()].press(h, k) {
		return
	}
	switch t := typed(k); {
	case k.Type == tea.KeyDown, k.Type == tea.KeyPgDown:
		h.skip += pageBy(k)
	case k.Type == tea.KeyUp, k.Type == tea.KeyPgUp:
		h.skip = max(h.skip-pageBy(k), 0)
	case t == "n", k.Type == tea.KeyRight:
		h.next()
	case k.Type == tea.KeyLeft:
		if h.step() > 0 && h.step() < engine.HotwashClosed {
			h.goTo(h.step()-1, -1, 0, 0)
		}
	case t == "o":
		s.open(observeForm(s))
	case t == "!":
		s.open(stopForm(s))
	case t == "p":
		a.push(newRoom(s))
	case t == "Q":
		s.askToLeave()
	case k.Type == tea.KeyEsc:
		a.pop()
	case t != "":
		s.refuse(fmt.Sprintf("%q is no key here.", t))
	}
}

// next goes to the next step; closing the hot wash is asked for.
func (h *hotwash) next() {
	switch step := h.step(); step {
	case engine.HotwashClosed:
		h.s.say("The hot wash is closed. Esc goes to the console, Q leaves.")
	case engine.HotwashClosed - 1:
		h.s.open(newForm(h.s, "Close the hot wash", func(s *console, _ *form) {
			h.goTo(engine.HotwashClosed, -1, 0, 0)
		}, step1("Close it? The play is sealed: nothing of it is taken back any more.", "y", "yes, close it")))
	default:
		h.at = 0
		h.goTo(step+1, -1, 0, 0)
	}
}

// step1 is a step with one thing to press.
func step1(label, key, text string) step {
	return step{label: label, items: func(*console, *form) []item { return []item{{key: key, text: text}} }}
}

func (h *hotwash) draw(c *canvas) {
	s := h.s
	s.size = c.all()
	h.drawBar(c, rect{0, 0, c.w, 1})
	if s.ex.Game().State().Stopped() {
		drawStop(c, rect{0, 1, c.w, c.h - 3}, s.stopWords())
		return
	}
	body := rect{0, 1, c.w, c.h - 4}
	s.drawNote(c, rect{0, c.h - 3, c.w, 2})
	if c.w >= 100 {
		var side rect
		side, body = body.left(30)
		h.drawSteps(c, side)
	}
	foot := rect{1, c.h - 1, c.w - 2, 1}
	if s.sheet != nil {
		in := c.box(body, s.sheet.title(s), accent)
		s.sheet.draw(s, c, rect{in.x + 1, in.y, max(in.w-2, 0), in.h})
		c.row(foot.x, foot.y, foot.w, s.sheet.help(s))
		return
	}
	step := h.step()
	title := engine.HotwashTitle(step)
	if step < engine.HotwashClosed {
		title = fmt.Sprintf("%d of 7 · %s", step+1, title)
	}
	in := c.box(body, title, heading)
	in = rect{in.x + 1, in.y, max(in.w-2, 0), in.h}
	var rows []row
	if step < engine.HotwashClosed {
		rows = append(para(accent, asks[step], min(in.w, widest+14)), nil)
	}
	rows = append(rows, washPages[step].rows(h, min(in.w, widest+24))...)
	h.skip = min(h.skip, max(len(rows)-in.h, 0))
	c.rows(in, rows, h.skip)
	if len(rows)-h.skip > in.h {
		c.right(rect{in.x, in.y + in.h - 1, in.w, 1}, keys, " ↓ more ")
	}
	help := slices.Concat(washPages[step].help, row{{keys, "n"}, {faint, " next  "}, {keys, "←"}, {faint, " back  "}, {keys, "o"}, {faint, " observe  "}, {keys, "p"}, {faint, " screen  "}, {keys, "Esc"}, {faint, " console"}})
	c.row(foot.x, foot.y, foot.w, help)
}

func (h *hotwash) drawBar(c *canvas, r rect) {
	st, tail := bar, ""
	if step := h.step(); step < engine.HotwashClosed {
		left := h.left()
		tail = roomText(left) + " left "
		if left < 0 {
			st, tail = barWarn, roomText(-left)+" over "
		}
	}
	c.fill(r, bar)
	p := h.s.ex.Program()
	tail = "room " + roomText(h.s.ex.Room()) + " · " + tail
	c.put(r.w-width(tail), 0, width(tail), st, tail)
	c.put(1, 0, r.w-width(tail)-2, bar, p.Scenario.Marking+" · "+p.Scenario.Title+" · hot wash")
}

func (h *hotwash) drawSteps(c *canvas, r rect) {
	in := c.box(r, "Hot wash", heading)
	for i := range engine.HotwashClosed {
		mark, st := "  ", normal
		switch {
		case i < h.step():
			mark, st = "✓ ", faint
		case i == h.step():
			mark, st = "▸ ", bold
		}
		title, label := wrap(engine.HotwashTitle(i), in.w-6), itoa(washMinutes(h.s.ex, i))
		y := in.y + i*3
		for n, l := range title {
			if n < 2 {
				c.put(in.x+3, y+n, in.w-6, st, l)
			}
		}
		c.put(in.x+1, y, 2, st, mark)
		c.right(rect{in.x, y, in.w - 1, 1}, faint, label+"′")
	}
}

// Step 0: while the room writes, control settles the candidates.

func (h *hotwash) candidates() []*debrief.Candidate { return h.d.Candidates() }

func (h *hotwash) candidateRows(w int) []row {
	all := h.candidates()
	if len(all) == 0 {
		return para(normal, "No decision was taken without a fact that somebody held.", w)
	}
	rows := para(faint, "Meanwhile, settle these: each decision taken without a fact that somebody held. Speech that nobody logged looks just like it. Nothing unconfirmed is shown to the room.", w)
	rows = append(rows, nil)
	h.at = min(h.at, len(all)-1)
	for i, x := range all {
		mark, st := "  ", normal
		if i == h.at {
			mark, st = "▸ ", bold
		}
		settled := span{warn, "? "}
		if x.Settled.As == debrief.Confirmed {
			settled = span{good, "✓ "}
		}
		rows = append(rows, row{{accent, mark}, settled, {st, h.caseName(x.Case)}, {faint, " without "}, {st, h.d.Program().Fact(x.Fact).Short}})
		if i == h.at {
			for _, l := range h.why(x) {
				rows = append(rows, hanging(span{faint, "      "}, faint, l, w)...)
			}
		}
	}
	return rows
}

// caseName is a decision, and the owner where each answers alone.
func (h *hotwash) caseName(c *debrief.Case) string {
	name := h.d.Program().Decision(c.Decision).Title
	if c.Owner >= 0 {
		name += " (" + h.s.short(c.Owner) + ")"
	}
	return name
}

// why says who held a fact that was missing, and what stood in the way.
func (h *hotwash) why(x *debrief.Candidate) (out []string) {
	var later []string
	for i := range x.Holders {
		o := &x.Holders[i]
		if i == 0 {
			out = append(out, h.s.feed.brief.text(fmt.Sprintf("%s held it since %s, %s.", h.s.short(o.Role), h.s.desk.Full(o.Since), o.How), x.Case.Closed))
		} else {
			later = append(later, h.s.short(o.Role)+" "+h.s.desk.Clock(o.Since))
		}
	}
	if len(later) > 0 {
		out = append(out, "Later: "+strings.Join(later, ", ")+".")
	}
	cause := x.Cause.String()
	if x.Because != "" {
		cause += ": “" + x.Because + "”"
	}
	return append(out, desk.FullStop(cause))
}

func (h *hotwash) pressCandidates(k tea.KeyMsg) bool {
	all := h.candidates()
	if len(all) == 0 {
		return false
	}
	h.at = min(h.at, len(all)-1)
	switch t := typed(k); {
	case k.Type == tea.KeyDown:
		h.at = min(h.at+1, len(all)-1)
	case k.Type == tea.KeyUp:
		h.at = max(h.at-1, 0)
	case t == "c":
		h.settle(all[h.at], 0)
	case t == "t":
		h.settle(all[h.at], 1)
	case t == "x":
		h.settle(all[h.at], 2)
	default:
		return false
	}
	return true
}

// settle says of a candidate what it was, and goes to the next one unsettled.
func (h *hotwash) settle(x *debrief.Candidate, as int32) {
	m := engine.NewMove(engine.MoveConfirm)
	m.A, m.B, m.N, m.Role = int16(x.Case.Decision), int16(x.Fact), as, int8(x.Case.Owner)
	if !h.s.do(m) {
		return
	}
	h.refresh()
	all := h.candidates()
	for i := range all {
		if j := (h.at + i) % len(all); all[j].Settled.As == debrief.Unsettled {
			h.at = j
			return
		}
	}
}

// Steps 1 and 5: each table says one word, and names one gap.

func (h *hotwash) wordRows(w int) []row { return h.tableRows(w, "One word: ") }
func (h *hotwash) gapRows(w int) []row  { return h.tableRows(w, "") }

// tableRows lists the tables with what they have said in this step.
func (h *hotwash) tableRows(w int, prefix string) (rows []row) {
	p := h.d.Program()
	for _, table := range h.s.desk.Tables() {
		first := engine.Bits(table)[0]
		rows = append(rows, row{{keys, pad(seatKey(first), 3)}, {bold, p.RoleNames(table)}})
		for _, o := range h.d.Lessons().Observations {
			said := o.Role >= 0 && table>>o.Role&1 != 0
			if said && (prefix == "") == (o.Kind == debrief.Area) && (prefix == "" || len(o.Text) > len(prefix) && o.Text[:len(prefix)] == prefix) {
				rows = append(rows, hanging(span{faint, "     – "}, normal, o.Text[len(prefix):], w)...)
			}
		}
	}
	return rows
}

func (h *hotwash) pressTables(k tea.KeyMsg) bool {
	for _, table := range h.s.desk.Tables() {
		first := engine.Bits(table)[0]
		if t := typed(k); t == "" || t != seatKey(first) {
			continue
		}
		name, label, words := "One word", "The table's word", debrief.ObservationWords{Text: "One word: "}
		if h.step() == 5 {
			name, label, words = "One gap", "The gap, as the table says it", debrief.ObservationWords{Kind: debrief.Area}
		}
		h.s.open(newForm(h.s, name+" · "+h.d.Program().RoleNames(table), func(s *console, f *form) {
			m := engine.NewMove(engine.MoveObserve)
			words.Text += f.texts[0]
			m.Role, m.Words = int8(first), words.String()
			s.do(m)
		}, step{label: label}))
		return true
	}
	return false
}

// Step 2: is this what happened?

// mostPins is how many moments the room looks at.
const mostPins = 5

func (h *hotwash) pinRows(w int) (rows []row) {
	pins := h.d.Pins()
	for i, x := range h.d.ProposePins(mostPins) {
		mark, st := "  ", normal
		if slices.ContainsFunc(pins, func(p debrief.Pin) bool { return p.At == x.At && p.Words == x.Text }) {
			mark, st = "■ ", bold
		}
		rows = append(rows, hanging(span{keys, nth(washKeys, i) + " "}, st, mark+h.s.desk.Full(x.At)+"  "+x.Text, w)...)
	}
	rows = append(rows, nil, row{{faint, "Shown to the room, in the order of the story:"}})
	if len(pins) == 0 {
		rows = append(rows, row{{faint, "nothing yet"}})
	}
	for _, p := range pins {
		rows = append(rows, hanging(span{accent, "● "}, normal, h.s.desk.Full(p.At)+"  "+p.Words, w)...)
	}
	return rows
}

func (h *hotwash) pressPins(k tea.KeyMsg) bool {
	switch t := typed(k); {
	case t == "+":
		h.s.open(newForm(h.s, "Pin", func(s *console, f *form) {
			s.line("pin at " + f.texts[0] + " \"" + f.texts[1] + "\"")
		}, step{label: "At which moment of the story?", hint: "A time of the day, 05:10; a day with it, Sat 05:10; or a time since T, T+3h."}, step{label: "What happened then?"}))
		return true
	default:
		if props, i := h.d.ProposePins(mostPins), washKey(t); i >= 0 && i < len(props) {
			m := engine.NewMove(engine.MovePin)
			m.N, m.Words = int32(props[i].At), props[i].Text
			h.s.do(m)
			return true
		}
	}
	return false
}

// washKeys choose in the hot wash: the letters that do nothing else there.
const washKeys = "abcdefghijklmqrstuvwxyz"

// washKey is the number of the line that a key chooses, -1 for none.
func washKey(t string) int {
	if t == "" {
		return -1
	}
	return strings.Index(washKeys, t)
}

// Step 6: two actions, with an owner and a date.

func (h *hotwash) actionRows(w int) (rows []row) {
	actions := h.d.Lessons().Actions
	if len(actions) == 0 {
		rows = append(rows, row{{faint, "None yet."}})
	}
	for i := range actions {
		x := &actions[i]
		rows = append(rows, hanging(span{accent, "● "}, bold, x.Action, w)...)
		rows = append(rows, row{{faint, "  " + orElse(h.d.OwnerOf(x), "no owner yet") + " · " + orElse(x.Element, "element to complete") + " · start " + orElse(x.Start, "to complete") + " · due " + orElse(x.Due, "to complete") + " · measure " + orElse(x.Measure, "to complete")}})
	}
	return rows
}

func (h *hotwash) pressActions(k tea.KeyMsg) bool {
	if typed(k) != "+" {
		return false
	}
	h.s.open(planForm(h.s))
	return true
}

// planForm asks for a row of the improvement plan, as far as the room can say it.
func planForm(s *console) *form {
	return newForm(s, "Improvement action", func(s *console, f *form) {
		m := engine.NewMove(engine.MoveAct)
		words := debrief.ActionWords{Action: f.texts[0], Due: f.texts[2]}
		if i := f.one(3); i >= 0 {
			words.Element = debrief.Elements[i]
		}
		m.Words, m.Role, m.A = words.String(), int8(f.one(1)), int16(f.one(4))
		s.do(m)
	},
		step{label: "What is to be done?"},
		step{label: "Who owns it?", items: seats},
		step{label: "By when? (a date)", hint: "Enter alone leaves it to be completed."},
		step{label: "What kind of thing is it?", none: "to be completed", items: func(*console, *form) (out []item) {
			for i, e := range debrief.Elements {
				out = append(out, item{text: e, value: i})
			}
			return listed(out)
		}},
		step{label: "Towards which objective?", none: "none in particular", items: objectives, only: func(*form) bool {
			return len(s.ex.Program().Scenario.Objectives) > 0
		}})
}

func (h *hotwash) closedRows(w int) []row {
	rows := para(bold, "The hot wash is closed, and the play is sealed.", w)
	rows = append(rows, nil)
	rows = append(rows, para(normal, "Thank the room. What remains is done calmly, with the evaluators: `whitecell debrief` for the candidates that are left, the ratings and the improvement plan.", w)...)
	if n := h.unsettled(); n > 0 {
		rows = append(rows, nil)
		rows = append(rows, para(warn, desk.Count(n, "candidate")+" not settled yet.", w)...)
	}
	return rows
}
