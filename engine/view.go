package engine

import (
	"slices"

	"example.org/whitecell/scenario"
)

// Log is what happened so far, with the words that belong to it.
type Log struct {
	Events []Event
	Words  func(move int32) string // what was said with a move, by its number
}

func (l Log) words(ref int32) string {
	if ref < 0 || l.Words == nil {
		return ""
	}
	return l.Words(ref)
}

// Everyone is the view of the room's own screen: what anybody may see.
const Everyone = -1

// View is all that a seat may see. It holds texts and ids only, nothing by which
// what is hidden could be told; two games that differ in what the role can't see
// give the same View.
type View struct {
	Role      scenario.RoleID // "" for everyone
	Title     string
	Marking   string
	Clock     scenario.Minutes
	ClockText string
	Phase     Phase
	Turn      string
	Situation string // read aloud
	Stopped   bool
	StopWords string
	Slips     int // scenario.Unlimited for no limit; 0 for everyone

	Brief     string
	Authority string
	Interests []string
	Questions []string

	Injects   []SeenInject
	Facts     []SeenFact
	Decisions []SeenDecision
	Outcomes  []SeenOutcome
	Asked     []SeenAsk // of this seat, waiting for its answer
	Asks      []SeenAsk // by this seat, with the answer where it has come
	Messages  []SeenMessage
	Sent      []SeenSent
	Forums    []SeenForum
	Measures  []SeenMeasure
	Standing  []string      // titles of the arrangements agreed
	Awaited   []SeenAwaited // for everyone: whose answers are missing
	Ending    string
	EndText   string
	EndNotes  []string
}

// SeenAwaited says whose answer the room waits for, and until when; not what it is
// about.
type SeenAwaited struct {
	Who string
	Due scenario.Minutes
}

// SeenInject is a message that control delivered.
type SeenInject struct {
	At                    scenario.Minutes
	From, By, Title, Text string
	Public                bool
}

// SeenFact is a fact that the seat holds.
type SeenFact struct {
	ID                    scenario.FactID
	Title, Text, Handling string
	At                    scenario.Minutes
	How                   string   // in words: how it came
	MayHave               string   // who may have it without asking, in words
	Consent               string   // whom to ask otherwise
	Versions              []string // titles of the versions that could be made
}

// SeenDecision is a question put to the seat.
type SeenDecision struct {
	ID         scenario.DecisionID
	Title, Ask string
	With       string // the other owners
	Rule       scenario.DecisionRule
	Status     Status
	Due        scenario.Minutes
	Consult    string
	Concur     string
	Proposed   string // the option that stands proposed
	Options    []SeenOption
	Purchases  []SeenPurchase
	Points     int
	Reasons    []string
	Answer     string // the seat's own, or the common one
	Default    bool   // it was nobody's choice
}

// SeenOption is an option with its lock.
type SeenOption struct {
	ID     scenario.OptionID
	Title  string
	Locked string // why it is not open; "" where it is
}

// SeenPurchase is an arrangement on offer.
type SeenPurchase struct {
	ID          scenario.ArrangementID
	Title, Text string
	Cost        int
}

// SeenOutcome is what followed from a decision, as it is read aloud.
type SeenOutcome struct {
	At       scenario.Minutes
	Decision string
	Option   string
	Text     string
	Public   bool
}

// SeenAsk is a question between roles.
type SeenAsk struct {
	At       scenario.Minutes
	From, To string
	Text     string
	Words    string
	Answered bool
	Answer   string
}

// SeenMessage is words between roles, or with control.
type SeenMessage struct {
	At       scenario.Minutes
	From, To string
	Words    string
}

// SeenSent is what the seat sent.
type SeenSent struct {
	At      scenario.Minutes
	Fact    string
	To, By  string
	Arrives scenario.Minutes
}

// SeenForum is a meeting that the seat belongs to.
type SeenForum struct {
	ID      scenario.ForumID
	Title   string
	Sitting bool
	Called  bool             // and not sitting yet
	At      scenario.Minutes // when it will sit, or rise
}

// SeenMeasure is a gauge that the seats may see.
type SeenMeasure struct {
	Title string
	Value int
}

// ViewOf is all that a role may see, or Everyone.
func (g *Game) ViewOf(role int, log Log) View {
	v := View{
		Marking: g.p.Scenario.Marking, Clock: g.s.Clock(), ClockText: g.p.ClockText(g.s.Clock()),
		Phase: g.s.phase, Stopped: g.s.stopped, Title: g.p.Scenario.Title,
	}
	if g.s.turn >= 0 {
		v.Turn = g.p.turns[g.s.turn].Title
	}
	if role >= 0 {
		g.viewSeat(&v, role)
	}
	for i := range log.Events {
		g.viewEvent(&v, role, &log.Events[i], log)
	}
	if role >= 0 {
		g.viewFacts(&v, role, log)
		g.viewDecisions(&v, role, log)
		g.viewWaiting(&v, role, log)
		g.viewForums(&v, role)
	} else {
		g.viewAwaited(&v)
	}
	for i := range g.p.measures {
		if m := &g.p.measures[i]; !m.Hidden && role >= 0 {
			v.Measures = append(v.Measures, SeenMeasure{m.Title, g.measure(i)})
		}
	}
	return v
}

func (g *Game) viewSeat(v *View, role int) {
	r := &g.p.roles[role]
	v.Role, v.Title = r.ID, r.Title
	v.Brief, v.Authority, v.Interests, v.Questions = r.Brief, r.Authority, r.Interests, r.Questions
	v.Slips = g.slips(role)
	agreed := g.held() &^ g.s.words[g.p.lay.held+heldTurn]
	each(agreed, func(a int) {
		if g.p.arrangements[a].ForSale {
			v.Standing = append(v.Standing, g.p.arrangements[a].Title)
		}
	})
}

// sees says whether a role is in a mask; everyone sees what all are in.
func (g *Game) sees(role int, mask uint64) bool {
	if role < 0 {
		return mask&g.p.allRoles == g.p.allRoles
	}
	return mask>>role&1 != 0
}

// viewEvent adds what an event shows to a role.
func (g *Game) viewEvent(v *View, role int, e *Event, log Log) {
	at := scenario.Minutes(e.At)
	switch e.Kind {
	case EvTurnSkipped:
		v.Situation = join(v.Situation, g.p.turns[e.A].Skipped.Text)
	case EvTurnBegan:
		v.Situation = join(v.Situation, g.p.turns[e.A].Situation)
	case EvTurnEnded:
		v.Situation = ""
	case EvDelivered:
		if in := &g.p.injects[e.A]; g.sees(role, in.to) {
			v.Injects = append(v.Injects, SeenInject{at, in.From, in.By, in.Title, in.Text, in.ToAll})
		}
	case EvImprovised:
		if g.sees(role, e.Mask) {
			v.Injects = append(v.Injects, SeenInject{At: at, From: "Control", Text: log.words(e.Ref), Public: e.Mask == g.p.allRoles})
		}
	case EvDecided:
		g.viewOutcome(v, role, e)
	case EvCompared:
		g.viewHeldBack(v, role, e)
	case EvLapsed:
		if e.Role < 0 && g.rule(int(e.A)) == scenario.Each {
			g.viewHeldBack(v, role, e)
		}
	case EvShared:
		if int(e.Role) == role && role >= 0 {
			v.Sent = append(v.Sent, SeenSent{at, g.p.facts[e.A].Title, g.p.roles[e.To].Title, g.p.channels[e.B].Title, scenario.Minutes(e.N)})
		}
	case EvMessaged, EvMessageArrived:
		g.viewMessage(v, role, e, log)
	case EvReplied:
		if int(e.Role) == role && role >= 0 {
			a := g.seenAsk(role, e.Why, e.Role, e.To, e.A, e.B)
			a.At, a.Answered, a.Answer, a.Words = at, true, g.p.tellVerdict(e), log.words(e.Ref)
			v.Asks = append(v.Asks, a)
		}
	case EvStopped:
		v.StopWords = log.words(e.Ref)
	case EvEnded:
		g.viewEnding(v, e)
	}
}

func join(a, b string) string {
	if a != "" && b != "" {
		return a + "\n\n" + b
	}
	return a + b
}

func (g *Game) viewEnding(v *View, e *Event) {
	end := &g.p.endings[e.A]
	v.Ending, v.EndText = end.Title, end.Text
	for i, t := range end.notes {
		if t.holds(g) {
			v.EndNotes = append(v.EndNotes, end.Notes[i].Text)
		}
	}
}

// viewOutcome shows what followed from a decision: to its owners, and to all
// where it is public. Where each owner answers alone, only its own until all have.
func (g *Game) viewOutcome(v *View, role int, e *Event) {
	d := &g.p.decisions[e.A]
	if d.Purchase != nil || e.B < 0 || e.Why == ByAssumption { // what was left out is told by its text
		return
	}
	o := &d.options[e.B]
	alone := g.rule(int(e.A)) == scenario.Each
	visible := o.Public || role >= 0 && d.owners>>role&1 != 0
	if alone {
		visible = role >= 0 && int(e.Role) == role
	}
	if visible && o.Outcome != "" {
		v.Outcomes = append(v.Outcomes, SeenOutcome{scenario.Minutes(e.At), d.Title, o.Title, o.Outcome, o.Public})
	}
}

// viewHeldBack shows the public outcomes of a decision that each answered alone,
// once the last has answered.
func (g *Game) viewHeldBack(v *View, role int, e *Event) {
	d := &g.p.decisions[e.A]
	seen := map[int]bool{}
	for n, owner := range d.by {
		a := g.answer(int(e.A), n)
		if a < 0 || a == lapsedAnswer || owner == role || seen[a] || !d.options[a].Public || d.options[a].Outcome == "" {
			continue
		}
		seen[a] = true
		o := &d.options[a]
		if role >= 0 && g.chosenBy(int(e.A), role) == a {
			continue // shown when it was given
		}
		v.Outcomes = append(v.Outcomes, SeenOutcome{scenario.Minutes(e.At), d.Title, o.Title, o.Outcome, true})
	}
}

func (g *Game) viewMessage(v *View, role int, e *Event, log Log) {
	name := func(r int8) string {
		if r < 0 {
			return "Control"
		}
		return g.p.roles[r].Title
	}
	sent := e.Kind == EvMessaged && role >= 0 && int(e.Role) == role
	got := e.Kind == EvMessageArrived && role >= 0 && int(e.To) == role
	if sent || got {
		v.Messages = append(v.Messages, SeenMessage{scenario.Minutes(e.At), name(e.Role), name(e.To), log.words(e.Ref)})
	}
}

// viewFacts shows what the seat holds, in the order in which it came.
func (g *Game) viewFacts(v *View, role int, log Log) {
	for i := range log.Events {
		e := &log.Events[i]
		if e.Kind != EvLearned || int(e.To) != role {
			continue
		}
		f := &g.p.facts[e.A]
		seen := SeenFact{
			ID: f.ID, Title: f.Title, Text: f.Text, Handling: g.p.Scenario.Handling[f.Handling],
			At: scenario.Minutes(e.At), How: g.p.howText(e), MayHave: g.mayHaveText(int(e.A)),
		}
		if f.consent >= 0 && f.consent != role {
			seen.Consent = g.p.roles[f.consent].Title
		}
		for _, x := range f.versions {
			if !g.s.bit(g.p.lay.made, x.fact) {
				seen.Versions = append(seen.Versions, g.p.facts[x.fact].Title)
			}
		}
		v.Facts = append(v.Facts, seen)
	}
}

func (g *Game) mayHaveText(f int) string {
	switch free := g.now.free[f]; free {
	case g.p.allRoles:
		return "everybody"
	case 0:
		return "nobody without asking"
	default:
		return g.p.RoleNames(free)
	}
}

// howText says how a fact came to a role.
func (p *Program) howText(e *Event) string {
	from := ""
	if e.Role >= 0 {
		from = p.roles[e.Role].Title
	}
	switch e.Why {
	case FromStart:
		return "known from the start"
	case FromSkipped:
		return "known by now"
	case FromInject, FromImprovised:
		return "delivered"
	case FromShare:
		return "from " + from + ", " + p.channels[e.B].Title
	case FromForum:
		return "said by " + from + ", " + p.forums[e.B].Title
	case FromTold:
		if from == "" {
			return "told across the table"
		}
		return "told across the table by " + from
	case FromTable:
		return "from " + from + ", at the same table"
	case FromVersion:
		return "a version that was made"
	}
	return "told"
}

// viewDecisions shows the decisions that are the seat's to take, with their locks.
func (g *Game) viewDecisions(v *View, role int, log Log) {
	for d := range g.p.decisions {
		c := &g.p.decisions[d]
		w := g.dec(d)
		if c.owners>>role&1 == 0 || w.status() == NotOpen || w.status() == NeverOpen {
			continue
		}
		seen := SeenDecision{
			ID: c.ID, Title: c.Title, Ask: c.Ask, With: g.p.RoleNames(c.owners &^ (1 << role)), Rule: g.rule(d),
			Status: w.status(), Due: scenario.Minutes(w.due()), Consult: g.p.RoleNames(c.consult),
			Concur: g.p.RoleNames(g.now.decisions[d].concur), Reasons: c.Reasons,
		}
		for o := range c.options {
			opt := &c.options[o]
			if !opt.when.holds(g) {
				continue
			}
			s := SeenOption{ID: opt.ID, Title: opt.Title}
			if w.status() == IsOpen && !opt.requires.holds(g) {
				s.Locked = lockedText(opt.Option)
			}
			seen.Options = append(seen.Options, s)
		}
		g.viewPurchase(&seen, c)
		g.viewAnswer(&seen, d, role)
		seen.Default = log.defaulted(d, role)
		v.Decisions = append(v.Decisions, seen)
	}
}

func (g *Game) viewPurchase(seen *SeenDecision, c *decision) {
	if c.Purchase == nil {
		return
	}
	seen.Points = c.Purchase.Points
	for a := range g.p.arrangements {
		if x := &g.p.arrangements[a]; x.ForSale && g.held()>>a&1 == 0 {
			seen.Purchases = append(seen.Purchases, SeenPurchase{x.ID, x.Title, x.Text, x.Cost})
		}
	}
}

func (g *Game) viewAnswer(seen *SeenDecision, d, role int) {
	c, w := &g.p.decisions[d], g.dec(d)
	o := g.chosen(d)
	if seen.Rule == scenario.Each || seen.Rule == scenario.Majority && w.status() == IsOpen {
		o = g.answer(d, g.p.ownerNo(d, role))
	}
	switch {
	case o >= 0 && o < len(c.options):
		seen.Answer = c.options[o].Title
	case c.Purchase != nil && w.status() == Decided:
		seen.Answer = g.p.arrangementNames(w.purchase())
	}
	if p := w.proposed(); p >= 0 && w.status() == IsOpen {
		if c.Purchase != nil {
			seen.Proposed = g.p.arrangementNames(w.purchase())
		} else {
			seen.Proposed = c.options[p].Title
		}
	}
}

// defaulted says whether a decision, or an owner's own answer to it, was nobody's
// choice.
func (l Log) defaulted(d, role int) bool {
	return slices.ContainsFunc(l.Events, func(e Event) bool {
		return e.Kind == EvDecided && e.Why == ByDefault && int(e.A) == d && (e.Role < 0 || int(e.Role) == role)
	})
}

func (p *Program) arrangementNames(mask uint64) string {
	var names []string
	each(mask, func(a int) { names = append(names, p.arrangements[a].Title) })
	return listOf(names, func(s string) string { return s })
}

// viewAwaited shows everyone whose answers are missing, the first due first.
func (g *Game) viewAwaited(v *View) {
	for d := range g.p.decisions {
		c, w := &g.p.decisions[d], g.dec(d)
		if w.status() != IsOpen {
			continue
		}
		missing := c.owners
		switch g.rule(d) {
		case scenario.Lead:
			missing = 1 << c.by[0]
		case scenario.Each, scenario.Majority:
			for n, owner := range c.by {
				if a := g.answer(d, n); a >= 0 && a != lapsedAnswer {
					missing &^= 1 << owner
				}
			}
		}
		v.Awaited = append(v.Awaited, SeenAwaited{g.p.RoleNames(missing), scenario.Minutes(w.due())})
	}
	slices.SortStableFunc(v.Awaited, func(a, b SeenAwaited) int { return int(a.Due - b.Due) })
}

// viewWaiting shows the questions that wait for the seat, and those that it asked
// and that have not come back. It goes through what was asked, not through what is
// under way: whether an answer is on its way is not for the one who waits to see.
func (g *Game) viewWaiting(v *View, role int, log Log) {
	for i := range log.Events {
		e := &log.Events[i]
		if e.Kind != EvAsked || int(e.Role) != role && int(e.To) != role {
			continue
		}
		n := g.find(func(it item) bool { return it.isAsk() && sameAsk(it, *e) })
		if n < 0 || g.askedAgain(log.Events[i+1:], e) {
			continue
		}
		a := g.seenAsk(role, e.Why, e.Role, e.To, e.A, e.B)
		a.At, a.Words = scenario.Minutes(e.At), log.words(e.Ref)
		switch {
		case int(e.Role) == role:
			v.Asks = append(v.Asks, a)
		case g.item(n).kind == itemOpenAsk:
			v.Asked = append(v.Asked, a)
		}
	}
}

// askedAgain says whether the same question was put once more later on: it is
// shown once.
func (g *Game) askedAgain(later []Event, e *Event) bool {
	for i := range later {
		l := &later[i]
		if l.Kind == EvAsked && l.Why == e.Why && l.Role == e.Role && l.To == e.To && l.A == e.A && l.B == e.B {
			return true
		}
	}
	return false
}

// seenAsk words a question so that only who holds a fact is told its name.
func (g *Game) seenAsk(role int, why Why, from, to int8, a, b int16) SeenAsk {
	s := SeenAsk{From: g.p.roles[from].Title, To: g.p.roles[to].Title}
	switch why {
	case AskConsult:
		s.Text = "A view on “" + g.p.decisions[a].Title + "”"
	case AskConcur:
		s.Text = "Agreement to “" + g.proposalText(int(a), int(b)) + "”, on “" + g.p.decisions[a].Title + "”"
	case AskFact:
		what := "something it thinks you may hold"
		if g.holds(role, int(a)) {
			what = "“" + g.p.facts[a].Title + "”"
		}
		who := "it"
		if b != int16(from) {
			who = g.p.roles[b].Title
		}
		s.Text = "May " + who + " have " + what + "?"
		if b == int16(from) {
			s.Text = g.p.roles[from].Title + " asks for " + what + "."
		}
	}
	return s
}

// proposalText is what stands proposed: an option, or a set of arrangements.
func (g *Game) proposalText(d, o int) string {
	if c := &g.p.decisions[d]; c.Purchase == nil {
		return c.options[o].Title
	}
	if mask := g.dec(d).purchase(); mask != 0 {
		return g.p.arrangementNames(mask)
	}
	return "a set of arrangements"
}

func (g *Game) viewForums(v *View, role int) {
	for f := range g.p.forums {
		if g.forumMembers(f)>>role&1 == 0 {
			continue
		}
		seen := SeenForum{ID: g.p.forums[f].ID, Title: g.p.forums[f].Title}
		st := *g.forumStatus(f)
		seen.Sitting, seen.Called = st&forumSits != 0, st&forumPending != 0
		if i := g.find(func(it item) bool { return (it.kind == itemSit || it.kind == itemRise) && int(it.a) == f }); i >= 0 {
			seen.At = g.itemPlace(i).Minute()
		}
		if f < len(g.p.forums)-1 || seen.Sitting {
			v.Forums = append(v.Forums, seen)
		}
	}
	slices.SortStableFunc(v.Forums, func(a, b SeenForum) int {
		if a.Sitting == b.Sitting {
			return 0
		} else if a.Sitting {
			return -1
		}
		return 1
	})
}
