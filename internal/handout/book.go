package handout

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/scenario"
)

// book is what the facilitator runs the exercise from: turn by turn what to say
// and ask, and behind it what follows from what.
func (m *maker) book() Part {
	part := Part{Title: m.terms.Book, Who: "Control", Control: true, Copies: "one, and one for whoever helps"}
	kicker := m.exercise() + " · " + m.terms.Book
	add := func(title string, blocks []Block) {
		if len(blocks) > 0 {
			part.Pages = append(part.Pages, Page{Layout: Flow, Kicker: kicker, Title: title, Blocks: blocks})
		}
	}
	add("Running order", m.runningOrder())
	add("If the laptop dies", m.onPaper())
	for _, st := range m.turns {
		add(fmt.Sprintf("Turn %d · %s", st.no+1, st.turn.Title), m.turnPages(st))
	}
	add("Whenever it happens", m.wheneverPages())
	add("Lines and meetings", m.linesPage())
	add("Facts", m.factsPage())
	add("Arrangements", m.arrangementsPage())
	add("Endings", m.endingsPage())
	return part
}

// runningOrder is the plan of the session in the room.
func (m *maker) runningOrder() []Block {
	t := Table{Cols: []Col{{"Minute", Narrow}, {"What", Normal}, {"Story", Half}, {"Minutes", Narrow}, {"Really", Narrow}}, Style: Normal}
	row := func(from int, what, story string, minutes int) {
		at, n := "", ""
		if from >= 0 {
			at = fmt.Sprint(from)
		}
		if minutes > 0 {
			n = fmt.Sprint(minutes)
		}
		t.Rows = append(t.Rows, []Cell{cell(at), {strong(what, "")}, cell(story), cell(n), cell("")})
	}
	l := m.p.Length()
	if l != nil && l.Brief > 0 {
		row(0, "Ground rules and reading", "", l.Brief)
	}
	at := -1
	for _, st := range m.turns {
		row(st.from, fmt.Sprintf("Turn %d · %s", st.no+1, st.turn.Title), m.span(st), st.room)
		if at = st.from; at >= 0 {
			at += st.room
		}
	}
	blocks := []Block{t}
	if l != nil && l.Hotwash > 0 {
		row(l.Minutes-l.Hotwash, m.terms.HotWash, "", l.Hotwash)
		t.Rows[len(t.Rows)-1][1] = Cell{strong(m.terms.HotWash+",", "protected: it is never cut to save a turn")}
		blocks[0] = t
		if spare := l.Minutes - l.Hotwash - at; spare > 0 {
			blocks = append(blocks, small(minutesText(spare)+" are spare, for whatever takes longer."))
		}
	}
	return append(blocks, m.seatsTable(), Head{3, "Before the first turn"}, Items{Style: Ticked, Items: lines(
		"Tables out of easy earshot, a sign on each. Clock and time box where everybody sees them.",
		"Each seat has its role card and a handful of message slips. Slips, decision sheets and fact slips lie here, by turn.",
		"Read the ground rules aloud. Name the words that stop everything for a real event.",
		"Reading time, in silence. Then: StartEx.",
	)})
}

func (m *maker) seatsTable() Block {
	t := Table{Cols: []Col{{"Table", Slim}, {"Seats", Normal}, {"Who sits there", Half}}, Style: Normal}
	for _, x := range m.tables() {
		var names []string
		for _, r := range x.roles {
			names = append(names, m.role(r))
		}
		t.Rows = append(t.Rows, []Cell{{strong(x.title, "")}, cell(strings.Join(names, " · ")), cell("")})
	}
	return t
}

// onPaper tells how to run the exercise without the program.
func (m *maker) onPaper() []Block {
	lock := "A line or a meeting that does not carry papers so guarded, a receiver who may not hold them, a receiver who would have to be asked for first. " +
		"Say which rule it is and what would be lawful. If they insist, it goes all the same: note the rule."
	return []Block{
		para("Everything is in this pack. Take the log sheet, write down the story's time and the time in the room, and go on from the line of the timetable that was last ticked."),
		Para{Style: Normal, Line: append(words("What the program had answered is kept in its record: when the laptop is back, ").code("whitecell resume"),
			Span{Text: " stands at the last entry, and the log sheet can be entered in its order."})},
		Head{3, "The round"},
		Items{Style: Numbered, Items: []Line{
			strong("The clock.", "Story time moves only when you move it: to the next line of the timetable, or to the arrival of a message if that is earlier. Say the new time aloud. In a turn whose clock runs by itself, follow the clock on the wall."),
			strong("Deliver.", "Hand over the slip with the number in the timetable, to the seats named there and to nobody else, after looking at its condition. Say what stands under “say”, ask what stands under “ask”. Tick the line. Tick the fact in “Who knows what”."),
			strong("Messages.", "A player gives you a message slip: one fact, one receiver, one line. Check it against “Lines and meetings” and “Facts”. Write on it when it arrives, the time now and what the line takes, and lay it into the pile of what is under way, the earliest on top. When its time comes hand over the fact slip, and tick “Who knows what”."),
			strong("What can stand against a message.", lock),
			strong("Told across the table.", "What people say to each other counts as well. Note it, and tick the fact."),
			strong("Meetings.", "Whoever calls one pays what it costs; it sits when its time has come. Until it rises, what is said there reaches all its members at once."),
			strong("Decisions.", "When one opens, hand over the sheet and say which options are open: those whose condition in the book holds. When it is due, ask once more. Then the default happens, and is nobody's choice: write that down. Read the outcome aloud, to everybody or to the owners as the book says, move the measures, and do what follows."),
			strong("What follows by itself.", "After each round look through “Whenever it happens”. Each of those happens once, unless it says otherwise."),
			strong("Chance.", "For “30 in 100” and the like, throw a die of ten twice: first the tens, then the ones; it happens when the number is below the chance. For a range take a number in it by the same means. A fact above "+m.s.Handling[0]+" is drawn for whenever it goes over a line, or is said in a meeting, that leaks."),
			strong("Write.", "Every line of the log has the story's time. Who told whom what, when, and by which way: that is what the "+strings.ToLower(m.terms.HotWash)+" lives on."),
		}},
		small("Late? Leave out contingencies first, then injects that only add colour. Never leave out the decisions or the " + strings.ToLower(m.terms.HotWash) + "."),
	}
}

// turnPages are one turn in the book.
func (m *maker) turnPages(st *stretch) []Block {
	out := []Block{Fields{Style: Normal, Fields: m.turnFields(st)}}
	for _, left := range st.leftOut {
		out = append(out, m.leftOutBlocks(left)...)
	}
	if st.turn.Situation != "" {
		out = append(out, Aloud{"Read aloud", paragraphs(st.turn.Situation)})
	}
	if tags := m.byNowTags(st); tags != "" {
		out = append(out, para("Before anything else hand over what seats know by now: "+tags+"."))
	}
	out = append(out, Head{3, m.terms.Events}, m.atAGlance(st), Head{3, "In full"})
	done := map[int]bool{}
	for _, e := range st.entries {
		switch {
		case e.due:
		case e.inject >= 0:
			out = append(out, m.injectEntry(st, e.inject))
		default:
			done[e.decision] = true
			out = append(out, m.decisionEntry(st, e.decision))
		}
	}
	for _, n := range st.injects {
		if in := m.p.Inject(n); !in.Timed && in.Contingency == nil {
			out = append(out, m.injectEntry(st, n))
		}
	}
	for _, n := range st.decisions {
		if !done[n] {
			out = append(out, m.decisionEntry(st, n))
		}
	}
	return out
}

func (m *maker) turnFields(st *stretch) []Field {
	room := ""
	if st.room > 0 {
		room = minutesText(st.room)
		if st.from >= 0 {
			room += fmt.Sprintf(", from minute %d to minute %d", st.from, st.from+st.room)
		}
	}
	var adopts []string
	for _, a := range st.turn.Adopt {
		x := m.p.Arrangement(m.p.ArrangementNo(a))
		s := x.Title
		for _, l := range m.changes(&x.Changes) {
			s += "; " + l.text()
		}
		adopts = append(adopts, s)
	}
	pace := ""
	if st.turn.Pace > 0 {
		pace = fmt.Sprintf("runs by itself: %s of the story for each minute in the room", minutesText(st.turn.Pace))
	}
	fields := []Field{
		field("Story", m.span(st)), field("In the room", room), field("Clock", pace),
		field("Holds in this turn", strings.Join(adopts, " · ")), field("Slips", m.turnSlips(st)),
	}
	if st.turn.When != nil {
		fields = append(fields, Field{"Only if", []Line{m.condition(st.turn.When)}})
	}
	return filled(fields...)
}

// turnSlips says what each seat may send in a turn.
func (m *maker) turnSlips(st *stretch) string {
	at := slices.Index(m.turns, st)
	byNumber := map[int][]scenario.RoleID{}
	var order []int
	for r := range m.p.Roles() {
		n := m.slipsPerTurn(m.p.Role(r))[at]
		if byNumber[n] == nil {
			order = append(order, n)
		}
		byNumber[n] = append(byNumber[n], m.p.Role(r).ID)
	}
	var parts []string
	for _, n := range order {
		s := fmt.Sprintf("%d each", n)
		if n == scenario.Unlimited {
			s = "no limit"
		}
		if len(order) > 1 {
			s += " for " + m.short(byNumber[n])
		}
		parts = append(parts, s)
	}
	s := strings.Join(parts, "; ")
	for a := range m.p.Arrangements() {
		if m.p.Arrangement(a).Upkeep > 0 && m.p.Arrangement(a).ForSale {
			return s + "; whoever owns an arrangement has fewer by its upkeep"
		}
	}
	return s
}

// leftOutBlocks tell what a turn that is not played leaves behind.
func (m *maker) leftOutBlocks(t *scenario.Turn) []Block {
	var out []Block
	if t.Skipped.Text != "" {
		out = append(out, Aloud{"Read aloud · " + t.Title + " is left out", paragraphs(t.Skipped.Text)})
	}
	var chose []string
	for _, c := range t.Skipped.Chose {
		d := m.p.Decision(m.p.DecisionNo(c.Decision))
		chose = append(chose, m.decision(c.Decision)+": "+m.optionTitle(d, c.Option))
	}
	var flags []string
	for _, f := range t.Skipped.Flags {
		flags = append(flags, quoted(string(f)))
	}
	var opens []string
	for _, id := range t.Skipped.Opens {
		opens = append(opens, m.decision(id))
	}
	if f := filled(
		field("Taken as known", m.tells(t.Skipped.Knows)), field("Taken as decided", strings.Join(chose, "; ")),
		field("Measures", m.effects(t.Skipped.Effects)), field("Marks set", strings.Join(flags, ", ")),
		field("Comes into this turn", strings.Join(opens, "; ")),
	); len(f) > 0 {
		out = append(out, Fields{Style: Small, Fields: f})
	}
	return out
}

func (m *maker) byNowTags(st *stretch) string {
	var tags []string
	for _, b := range m.byNow(st) {
		tags = append(tags, b.(Box).Number)
	}
	return listed(tags, "and")
}

// atAGlance is a turn's timetable, a line for each thing.
func (m *maker) atAGlance(st *stretch) Block {
	t := Table{Cols: []Col{{"", Narrow}, {"Story", Slim}, {"No.", Narrow}, {"What", Normal}, {"To", Half}}, Style: Dense}
	for _, e := range st.entries {
		no, what, to := "", Line(nil), ""
		switch {
		case e.inject >= 0:
			in := m.p.Inject(e.inject)
			no, what, to = slipNo(e.inject), m.glance(in), m.audience(in, m.short)
		case e.due:
			d := m.p.Decision(e.decision)
			no, what, to = decisionTag(e.decision), strong("Due:", d.Title), m.short(d.By)
		default:
			d := m.p.Decision(e.decision)
			no, what, to = decisionTag(e.decision), strong("Opens:", d.Title), m.short(d.By)
		}
		t.Rows = append(t.Rows, []Cell{{Line{{Tick: true}}}, cell(m.clock(st, e.at)), {strong(no, "")}, {what}, cell(to)})
	}
	t.Rows = append(t.Rows, []Cell{{Line{{Tick: true}}}, cell(m.clock(st, st.end())), cell(""), {strong("The turn ends.", "")}, cell("")})
	return t
}

func (m *maker) glance(in *scenario.Inject) Line {
	title := in.Title
	if title == "" {
		title = "from " + in.From
		if in.From == "" {
			title = m.terms.Inject
		}
	}
	line := words(title)
	switch {
	case in.Contingency != nil:
		line = append(line, Span{Text: " (contingency)", Emph: true})
	case in.When != nil || in.HasChance:
		line = append(line, Span{Text: " (not always)", Emph: true})
	}
	return line
}

// injectEntry is an inject in full.
func (m *maker) injectEntry(st *stretch, n int) Block {
	in := m.p.Inject(n)
	box := Box{Number: slipNo(n), Title: in.Title, Note: m.entryTime(st, in), Keep: true}
	var class string
	if in.Class != "" {
		class = string(in.Class)
	}
	who := "To " + m.audience(in, m.names)
	if in.From != "" {
		who += " · from " + in.From
	}
	if in.By != "" {
		who += " · by " + in.By
	}
	if class != "" {
		who += " · " + class
	}
	if o := m.objective(in.Objective); o != "" {
		who += " · objective: " + o
	}
	box.Blocks = append(box.Blocks, small(who))
	var conds []Field
	if in.Contingency != nil {
		conds = append(conds, Field{"If you want it, and", []Line{m.condition(in.Contingency)}})
	}
	if in.When != nil {
		conds = append(conds, Field{"Only if", []Line{m.condition(in.When)}})
	}
	if in.HasChance {
		conds = append(conds, field("Chance", fmt.Sprintf("%d in 100", in.Chance)))
	}
	if len(conds) > 0 {
		box.Blocks = append(box.Blocks, Fields{Style: Small, Fields: conds})
	}
	label := "The slip says"
	if in.ToAll {
		label = "Read aloud"
	}
	if in.Text != "" {
		box.Blocks = append(box.Blocks, Aloud{label, paragraphs(in.Text)})
	}
	box.Blocks = append(box.Blocks, Fields{Style: Small, Fields: filled(
		field("Carries", m.facts(in.Facts)), field("Say", in.Say), field("Ask", in.Ask), field("Expect", in.Expect),
	)})
	return box
}

func (m *maker) entryTime(st *stretch, in *scenario.Inject) string {
	if st == nil || !in.Timed && in.Contingency == nil {
		return "when the book says so"
	}
	return m.clock(st, st.turn.At+in.At)
}

func (m *maker) objective(id scenario.ObjectiveID) string {
	if id == "" {
		return ""
	}
	for i := range m.s.Objectives {
		if m.s.Objectives[i].ID == id {
			return m.s.Objectives[i].Title
		}
	}
	return string(id)
}

// lasting says how long something lasts.
func lasting(f *scenario.Forum) string { return spanOf(f.Lasts) }
