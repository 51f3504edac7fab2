package plain

import (
	"fmt"
	"slices"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// tell says what happened, in order. Most of it is a line each; what control must
// say or ask is a card.
func (d *Dialogue) tell(events []engine.Event) {
	p := d.ex.Program()
	log := d.ex.Log()
	d.readOut = map[[2]int]bool{}
	for i := range events {
		e := &events[i]
		if d.card(e) || d.story && e.Kind == engine.EvAnswered && e.Why == engine.AskConsult {
			continue
		}
		words := ""
		if e.Ref >= 0 {
			words = log.Words(e.Ref)
		}
		if s := p.Sentence(*e, words); s != "" {
			d.indented("· "+d.clock(e)+"  ", "         ", s)
		}
	}
}

// clock is the story's time of an event without its day.
func (d *Dialogue) clock(e *engine.Event) string { return d.timeOnly(scenario.Minutes(e.At)) }

func (d *Dialogue) timeOnly(m scenario.Minutes) string {
	s := d.ex.Program().ClockText(m)
	return s[strings.LastIndexByte(s, ' ')+1:]
}

func (d *Dialogue) full(m scenario.Minutes) string { return d.ex.Program().ClockText(m) }

// card prints what control must say or ask because of an event. It says whether
// there was anything.
func (d *Dialogue) card(e *engine.Event) bool {
	switch e.Kind {
	case engine.EvTurnSkipped: // its text is read with the turn that follows
		d.blank()
		d.say("LEFT OUT · %s · what it leaves is taken as having happened", d.ex.Program().Turn(int(e.A)).Title)
	case engine.EvTurnBegan:
		d.turnCard(int(e.A))
	case engine.EvTurnEnded:
		d.blank()
		d.say("END OF TURN · %s · %s", d.ex.Program().Turn(int(e.A)).Title, d.full(scenario.Minutes(e.At)))
		d.owedReasons()
	case engine.EvDelivered:
		d.injectCard(int(e.A), e.Mask, false)
	case engine.EvOffered:
		d.injectCard(int(e.A), e.Mask, true)
	case engine.EvOpened:
		d.decisionCard(int(e.A))
	case engine.EvDue:
		d.dueCard(int(e.A))
	case engine.EvDecided:
		d.outcomeCard(e)
	case engine.EvCompared:
		d.comparedCard(e)
	case engine.EvAskArrived, engine.EvAsked:
		return d.askCard(e)
	case engine.EvSat:
		d.blank()
		d.say("SITTING · %s · %s, until %s", d.ex.Program().Forum(int(e.A)).Title, d.clock(e), d.timeOnly(scenario.Minutes(e.N)))
		d.cue("ask", "Who speaks, and what do they say? What is said reaches "+d.ex.Program().RoleNames(e.Mask)+" at once.")
	case engine.EvStopped:
		d.say("STOP. REAL WORLD. THE EXERCISE IS SUSPENDED. `lift` goes on.")
	case engine.EvEnded:
		d.endCard()
	case engine.EvArrived:
		if !d.story { // the line that sent it said when it arrives
			d.indented("· "+d.clock(e)+"  ", "         ", d.ex.Program().Sentence(*e, "")+". Hand it over.")
		}
	default:
		return false
	}
	return true
}

func (d *Dialogue) turnCard(t int) {
	p, g := d.ex.Program(), d.ex.Game()
	turn := p.Turn(t)
	d.blank()
	head := fmt.Sprintf("TURN %d of %d · %s · %s", t+1, p.Turns(), turn.Title, d.full(g.State().Clock()))
	if m := p.RoomMinutes(t); m > 0 {
		head += fmt.Sprintf(" · %d minutes in the room", m)
	}
	d.say("%s", head)
	if turn.Pace > 0 {
		d.say("In this turn the story's clock runs by itself: %d minutes for each minute in the room. It goes on whenever a line is entered.", turn.Pace)
	}
	if situation := d.ex.View(engine.Everyone).Situation; situation != "" {
		d.say("READ ALOUD")
		d.indented("  ", "  ", situation)
	}
}

func (d *Dialogue) injectCard(i int, _ uint64, offered bool) {
	p := d.ex.Program()
	in := p.Inject(i)
	d.blank()
	kind := fmt.Sprintf("INJECT %d", i+1)
	if offered {
		kind = fmt.Sprintf("CONTINGENCY %d, if you want it", i+1)
	}
	to := "everybody"
	if !in.ToAll {
		to = p.RoleNames(p.RoleMask(in.To...))
	}
	head := fmt.Sprintf("%s (%s) · %s · to %s", kind, in.ID, d.full(d.ex.Game().State().Clock()), to)
	if in.From != "" {
		head += " · from " + in.From
	}
	if in.By != "" {
		head += " · by " + in.By
	}
	d.say("%s", head)
	if in.Title != "" {
		d.indented("  ", "  ", in.Title)
	}
	d.indented("  ", "  ", in.Text)
	if len(in.Facts) > 0 {
		d.labelled("carries", d.factTitles(in.Facts))
	}
	d.cue("say", in.Say)
	d.cue("ask", in.Ask)
	d.cue("expect", in.Expect)
	if offered {
		d.cue("enter", fmt.Sprintf("`deliver %s` to deliver it, `n` to pass it over", in.ID))
	}
}

func (d *Dialogue) factTitles(ids []scenario.FactID) string {
	p := d.ex.Program()
	var out []string
	for _, id := range ids {
		out = append(out, fmt.Sprintf("%s (%s)", p.Fact(p.FactNo(id)).Title, id))
	}
	return strings.Join(out, "; ")
}

// decisionCard puts a decision to its owners.
func (d *Dialogue) decisionCard(n int) {
	p := d.ex.Program()
	dec, st := p.Decision(n), d.ex.Game().Standing(n)
	d.blank()
	d.say("DECISION %d · %s · for %s · due %s", n+1, dec.Title, p.RoleNames(p.RoleMask(dec.By...)), d.full(st.Due))
	d.labelled("ask", dec.Ask)
	d.options(n, st)
	if len(dec.By) > 1 {
		d.cue("rule", ruleText(st.Rule))
	}
	if len(dec.Consult) > 0 {
		d.cue("consult", p.RoleNames(p.RoleMask(dec.Consult...)))
	}
	if st.Concur != 0 {
		d.cue("concur", p.RoleNames(st.Concur)+" must agree: the choice is proposed first")
	}
	if dec.Room > 0 {
		d.cue("time", count(dec.Room, "minute")+" in the room")
	}
	d.cue("enter", d.example(n, st))
}

func ruleText(r scenario.DecisionRule) string {
	return [...]string{
		scenario.Lead: "the first named decides", scenario.All: "one proposes, the others agree or object",
		scenario.Majority: "what more than half of them choose", scenario.Each: "each answers alone, and hears the others only when all have",
	}[r]
}

// options lists what can be chosen, with a letter, an id, and the lock where
// there is one.
func (d *Dialogue) options(n int, st engine.Standing) {
	p := d.ex.Program()
	dec := p.Decision(n)
	for o := range dec.Options {
		opt := &dec.Options[o]
		line := fmt.Sprintf("%s (%s)", opt.Title, opt.ID)
		if !st.Open[o] {
			line += ", not open: " + lockText(opt)
		}
		if o == st.Default {
			line += " · what happens if nobody decides"
		}
		d.indented(fmt.Sprintf("    %c  ", 'a'+o%26), "       ", line)
	}
	if dec.Purchase == nil {
		return
	}
	d.say("  Arrangements worth at most %s:", count(dec.Purchase.Points, "point"))
	for a := range p.Arrangements() {
		if x := p.Arrangement(a); x.ForSale && d.ex.Game().Agreed()>>a&1 == 0 {
			d.indented("    ", "       ", fmt.Sprintf("%s (%s), %s", x.Title, x.ID, count(x.Cost, "point")))
		}
	}
}

func lockText(o *scenario.Option) string {
	if o.Locked != "" {
		return o.Locked
	}
	return "what it needs is not there yet"
}

// example is a line that would answer the decision.
func (d *Dialogue) example(n int, st engine.Standing) string {
	p := d.ex.Program()
	dec := p.Decision(n)
	verb := "decide"
	if d.ex.Game().NeedsAgreement(n, p.RoleNo(dec.By[0]), st.Bought) {
		verb = "propose"
	}
	what := ""
	for o := range dec.Options {
		if st.Open[o] {
			what = string(dec.Options[o].ID)
			break
		}
	}
	if dec.Purchase != nil {
		verb, what = "propose", "ARRANGEMENT,ARRANGEMENT"
		if !d.ex.Game().NeedsAgreement(n, p.RoleNo(dec.By[0]), 0) {
			verb = "decide"
		}
	}
	return fmt.Sprintf("`%s: %s %s %s \"the reason\"`", dec.By[0], verb, dec.ID, what)
}

func (d *Dialogue) dueCard(n int) {
	p := d.ex.Program()
	dec, st := p.Decision(n), d.ex.Game().Standing(n)
	if d.story {
		return
	}
	d.blank()
	d.say("TIME · %s · %s", dec.Title, d.full(d.ex.Game().State().Clock()))
	d.cue("ask", p.RoleNames(d.unanswered(n, st))+": your answer, now?")
	if st.Proposed >= 0 {
		need := st.Concur
		if st.Rule == scenario.All {
			need |= p.RoleMask(dec.By...)
		}
		d.cue("but", "proposed: "+d.proposal(n)+"; still to agree: "+p.RoleNames(need&^st.Agreed))
	}
	what := "it lapses without an answer"
	if st.Default >= 0 {
		what = "“" + dec.Options[st.Default].Title + "” happens by default, and is nobody's choice"
	}
	d.cue("else", fmt.Sprintf("with `n`, %s; `more-time %s 1m` gives a minute", what, dec.ID))
}

// unanswered is the mask of the owners whose word is missing.
func (d *Dialogue) unanswered(n int, st engine.Standing) uint64 {
	p := d.ex.Program()
	dec := p.Decision(n)
	all := p.RoleMask(dec.By...)
	for i, a := range st.Answers {
		if a >= 0 {
			all &^= p.RoleMask(dec.By[i])
		}
	}
	if st.Rule == scenario.Lead {
		return p.RoleMask(dec.By[0])
	}
	return all
}

// outcomeCard says what was decided and what is read aloud, to whom.
func (d *Dialogue) outcomeCard(e *engine.Event) {
	p := d.ex.Program()
	words := ""
	if e.Ref >= 0 {
		words = d.ex.Log().Words(e.Ref)
	}
	d.indented("· "+d.clock(e)+"  ", "         ", p.Sentence(*e, words))
	dec := p.Decision(int(e.A))
	if e.Why == engine.ByDefault && e.Role >= 0 && d.readOut[[2]int{int(e.A), int(e.B)}] {
		return // the same default of another owner was read out a moment ago
	}
	d.readOut[[2]int{int(e.A), int(e.B)}] = true
	if dec.Purchase != nil {
		if dec.Purchase.Owned && e.Mask != 0 {
			d.cue("ask", "Who owns each of these? A seat says it aloud: `ROLE: own ARRANGEMENT`. What nobody owns lapses at the end of the turn.")
		}
		return
	}
	opt := &dec.Options[e.B]
	if opt.Outcome != "" && e.Why != engine.ByAssumption { // what was left out is told by its text
		to := "to " + p.RoleNames(p.RoleMask(dec.By...))
		switch {
		case d.ex.Game().Standing(int(e.A)).Rule == scenario.Each && e.Role >= 0:
			to = "to " + p.Role(int(e.Role)).Title + " only, until all have answered"
		case opt.Public:
			to = "aloud, to everybody"
		}
		d.labelled("read", "("+to+") "+opt.Outcome)
	}
	if opt.Free {
		d.cue("rule", fmt.Sprintf("This is the room's own idea. Rule on it: `rule %s allowed \"…\"`", dec.By[0]))
	}
	if words == "" && e.Why == engine.ByOwners && e.Role >= 0 {
		d.cue("owed", fmt.Sprintf("the reason, until the turn ends: `%s: reason %s \"…\"`", p.Role(int(e.Role)).ID, dec.ID))
	}
}

// comparedCard says whether the answers that were given alone agree, and reads out
// the public outcomes that were held back.
func (d *Dialogue) comparedCard(e *engine.Event) {
	p := d.ex.Program()
	d.indented("· "+d.clock(e)+"  ", "         ", p.Sentence(*e, ""))
	dec, st := p.Decision(int(e.A)), d.ex.Game().Standing(int(e.A))
	for o := range dec.Options {
		if opt := &dec.Options[o]; opt.Public && opt.Outcome != "" && slices.Contains(st.Answers, o) {
			d.labelled("read", "(aloud, to everybody) "+opt.Outcome)
		}
	}
}

// askCard puts a question to the seat that must answer it. Questions on their way,
// and those to seats that play by themselves, are lines like any other.
func (d *Dialogue) askCard(e *engine.Event) bool {
	p := d.ex.Program()
	if _, auto := d.ex.Game().Auto(int(e.To)); auto || e.Kind == engine.EvAsked && e.N > e.At {
		return e.Kind == engine.EvAsked && d.story && e.Why == engine.AskConsult
	}
	to := p.Role(int(e.To))
	d.blank()
	d.say("QUESTION · %s asks %s · %s", p.Role(int(e.Role)).Title, to.Title, d.full(scenario.Minutes(e.At)))
	switch e.Why {
	case engine.AskConsult:
		dec := p.Decision(int(e.A))
		d.labelled("ask", "Your view on “"+dec.Title+"”")
		d.cue("enter", fmt.Sprintf("`%s: view %s \"…\"`", to.ID, dec.ID))
	case engine.AskConcur:
		dec := p.Decision(int(e.A))
		d.labelled("ask", "Do you agree to “"+d.proposal(int(e.A))+"”, on “"+dec.Title+"”")
		d.cue("enter", fmt.Sprintf("`%s: agree %s` or `%s: object %s \"why\"`", to.ID, dec.ID, to.ID, dec.ID))
	case engine.AskFact:
		d.askFact(e, to)
	}
	return true
}

func (d *Dialogue) proposal(n int) string {
	p := d.ex.Program()
	st := d.ex.Game().Standing(n)
	if p.Decision(n).Purchase != nil {
		var names []string
		for _, a := range engine.Bits(st.Bought) {
			names = append(names, p.Arrangement(a).Title)
		}
		return strings.Join(names, ", ")
	}
	if st.Proposed < 0 {
		return "a proposal that no longer stands"
	}
	return p.Decision(n).Options[st.Proposed].Title
}

func (d *Dialogue) askFact(e *engine.Event, to *scenario.Role) {
	p := d.ex.Program()
	f, who := p.Fact(int(e.A)), p.Role(int(e.B))
	d.labelled("ask", fmt.Sprintf("May %s have “%s”?", who.Title, f.Title))
	d.cue("enter", fmt.Sprintf("`%s: grant %s for %s` or `%s: refuse %s for %s \"why\"`", to.ID, f.ID, who.ID, to.ID, f.ID, who.ID))
}

// owedReasons reminds of the reasons that were owed until the turn's end.
func (d *Dialogue) owedReasons() {
	p := d.ex.Program()
	log := d.ex.Log()
	owed := map[[2]int]bool{}
	var order [][2]int
	for i := range log.Events {
		e := &log.Events[i]
		k := [2]int{int(e.A), int(e.Role)}
		switch e.Kind {
		case engine.EvTurnBegan:
			clear(owed)
			order = order[:0]
		case engine.EvDecided:
			if e.Why == engine.ByOwners && e.Role >= 0 && log.Words(e.Ref) == "" {
				owed[k] = true
				order = append(order, k)
			}
		case engine.EvReason:
			delete(owed, k)
		}
	}
	for _, k := range order {
		if _, auto := d.ex.Game().Auto(k[1]); owed[k] && !auto {
			dec, role := p.Decision(k[0]), p.Role(k[1])
			d.cue("owed", fmt.Sprintf("%s: the reason for “%s”: `%s: reason %s \"…\"`", role.Title, dec.Title, role.ID, dec.ID))
		}
	}
}

func (d *Dialogue) endCard() {
	d.endText()
	d.blank()
	d.say("Observations, pins, actions and ratings can still be entered: `observe \"…\"`, `pin \"…\"`, `act ROLE \"…\"`, `rate OBJECTIVE S \"…\"`. `q` leaves.")
}

// endText is the ending, read aloud, and the questions of the hot wash.
func (d *Dialogue) endText() {
	v := d.ex.View(engine.Everyone)
	d.blank()
	d.say("ENDEX · %s", d.full(v.Clock))
	d.say("READ ALOUD")
	d.indented("  ", "  ", v.Ending)
	d.indented("  ", "  ", v.EndText)
	for _, n := range v.EndNotes {
		d.indented("  - ", "    ", n)
	}
	if q := d.ex.Program().Scenario.Hotwash; len(q) > 0 {
		d.blank()
		d.say("HOT WASH")
		for _, s := range q {
			d.indented("- ", "  ", s)
		}
	}
}
