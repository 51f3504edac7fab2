package desk

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Open lists the decisions that are open, the first due first.
func (d Desk) Open() (out []int) {
	g := d.ex.Game()
	for n := range d.ex.Program().Decisions() {
		if g.Standing(n).Status == engine.IsOpen {
			out = append(out, n)
		}
	}
	slices.SortStableFunc(out, func(a, b int) int { return int(g.Standing(a).Due - g.Standing(b).Due) })
	return out
}

// Overdue says whether a decision has been announced as due and is still open.
func (d Desk) Overdue() bool {
	return slices.ContainsFunc(d.Open(), func(n int) bool { return d.ex.Game().Standing(n).Overdue })
}

// Unanswered is the mask of the owners whose word is missing.
func (d Desk) Unanswered(n int) uint64 {
	p, st := d.ex.Program(), d.ex.Game().Standing(n)
	dec := p.Decision(n)
	if st.Rule == scenario.Lead {
		return p.RoleMask(dec.By[0])
	}
	all := p.RoleMask(dec.By...)
	for i, a := range st.Answers {
		if a >= 0 {
			all &^= p.RoleMask(dec.By[i])
		}
	}
	return all
}

// StillToAgree is the mask of the roles whose agreement to what stands proposed is
// missing.
func (d Desk) StillToAgree(n int) uint64 {
	p, st := d.ex.Program(), d.ex.Game().Standing(n)
	need := st.Concur
	if st.Rule == scenario.All {
		need |= p.RoleMask(p.Decision(n).By...)
	}
	return need &^ st.Agreed
}

// NextOwner is the first owner whose answer is missing.
func (d Desk) NextOwner(n int) int {
	p, st := d.ex.Program(), d.ex.Game().Standing(n)
	dec := p.Decision(n)
	for i, a := range st.Answers {
		if a < 0 {
			return p.RoleNo(dec.By[i])
		}
	}
	return p.RoleNo(dec.By[0])
}

// Choose is the move by which a role chooses an option, or a set of arrangements:
// a proposal where others must agree first.
func (d Desk) Choose(role, n, option int, purchase uint64, words string) engine.Move {
	m := engine.NewMove(engine.MoveDecide)
	if d.ex.Game().NeedsAgreement(n, role, purchase) {
		m.Kind = engine.MovePropose
	}
	m.Role, m.A, m.B, m.Mask, m.Words = int8(role), int16(n), int16(option), purchase, words
	return m
}

// Proposal is what stands proposed on a decision: an option, or a set of
// arrangements.
func (d Desk) Proposal(n int) string { return d.proposed(n, d.ex.Game().Standing(n).Proposed) }

func (d Desk) proposed(n, option int) string {
	p := d.ex.Program()
	if p.Decision(n).Purchase != nil {
		var names []string
		for _, a := range engine.Bits(d.ex.Game().Standing(n).Bought) {
			names = append(names, p.Arrangement(a).Title)
		}
		if len(names) == 0 {
			return "no arrangement"
		}
		return strings.Join(names, "; ") // their titles may hold commas
	}
	if option < 0 {
		return "a proposal that no longer stands"
	}
	return p.Decision(n).Options[option].Title
}

// AskText words a question between seats as control asks it. Titles are often
// questions themselves, so none stands at its end.
func (d Desk) AskText(a engine.Ask) string {
	p := d.ex.Program()
	switch a.Why {
	case engine.AskConsult:
		return "On “" + p.Decision(a.A).Title + "”: what is your view?"
	case engine.AskConcur:
		return "On “" + p.Decision(a.A).Title + "”: do you agree to “" + d.proposed(a.A, a.B) + "”?"
	}
	return "May " + p.Role(a.B).Title + " have “" + p.Fact(a.A).Title + "”?"
}

// Owed is a reason that a seat owes until the turn's end.
type Owed struct{ Decision, Role int }

// began is where in the log a turn began, -1 where it has not.
func (d Desk) began(turn int) int {
	return slices.IndexFunc(d.ex.Log().Events, func(e engine.Event) bool {
		return e.Kind == engine.EvTurnBegan && int(e.A) == turn
	})
}

// owedFrom are the reasons still owed for what was decided from a place of the log
// until the next turn began.
func (d Desk) owedFrom(from int) (out []Owed) {
	for i, e := range d.ex.Log().Events[max(from, 0):] {
		if e.Kind == engine.EvTurnBegan && i > 0 {
			break
		}
		out = d.Owing(out, &e)
	}
	return out
}

// Owing are the reasons owed after one more event, for whoever follows the log.
func (d Desk) Owing(owed []Owed, e *engine.Event) []Owed {
	o := Owed{int(e.A), int(e.Role)}
	switch {
	case e.Kind == engine.EvTurnBegan:
		return nil
	case d.owes(e):
		return append(owed, o)
	case e.Kind == engine.EvReason:
		return slices.DeleteFunc(owed, func(x Owed) bool { return x == o })
	}
	return owed
}

// owes says whether people decided something without a reason.
func (d Desk) owes(e *engine.Event) bool {
	if e.Kind != engine.EvDecided || e.Why != engine.ByOwners || e.Role < 0 || d.words(e) != "" {
		return false
	}
	_, auto := d.ex.Game().Auto(int(e.Role))
	return !auto
}

// OwedText says whose reason is owed for what.
func (d Desk) OwedText(o Owed) string {
	p := d.ex.Program()
	return p.Role(o.Role).Title + ": the reason for “" + p.Decision(o.Decision).Title + "”"
}

// Beyond says where an advance goes that passes the end of the turn: what was meant
// may be the same hour of an earlier day. It is "" for every other move.
func (d Desk) Beyond(moves []engine.Move) string {
	g, p := d.ex.Game(), d.ex.Program()
	if len(moves) != 1 || moves[0].Kind != engine.MoveAdvance || moves[0].Mask == 0 || !g.State().InTurn() {
		return ""
	}
	to, turn := engine.Place(moves[0].Mask).Minute(), p.Turn(g.Turn())
	if to <= turn.At+turn.Lasts {
		return ""
	}
	return fmt.Sprintf("%s is past the end of this turn, which ends %s.", d.Full(to), d.Full(turn.At+turn.Lasts))
}

// Wasted says why shares would cost slips for nothing, or more than there are; ""
// where they would not. Only control is told: a seat could not know.
func (d Desk) Wasted(moves []engine.Move) string {
	p, g := d.ex.Program(), d.ex.Game()
	for _, m := range moves {
		if m.Kind != engine.MoveShare {
			return ""
		}
		to, fact := p.Role(int(m.To)), p.Fact(int(m.A))
		switch {
		case g.Holders(int(m.A))>>m.To&1 != 0:
			return fmt.Sprintf("%s holds “%s” already.", to.Title, fact.Title)
		case g.Coming(int(m.A))>>m.To&1 != 0:
			return fmt.Sprintf("“%s” is on its way to %s already.", fact.Title, to.Title)
		}
	}
	if cost := len(moves); cost > 1 {
		if left := g.Slips(int(moves[0].Role)); left >= 0 && cost > left {
			return fmt.Sprintf("That would cost %s, and %s has %d.", Count(cost, "slip"), p.Role(int(moves[0].Role)).Title, left)
		}
	}
	return ""
}

// Afterwards says what a move left of a seat's slips, and when a proposal or a
// question comes too late to matter.
func (d Desk) Afterwards(m engine.Move, events []engine.Event) (out []string) {
	p, g := d.ex.Program(), d.ex.Game()
	if len(events) > 0 && (m.Kind == engine.MoveShare || m.Kind == engine.MoveSay || m.Kind == engine.MoveCall) {
		if left := g.Slips(int(m.Role)); left >= 0 {
			out = append(out, fmt.Sprintf("%s has %s left in this turn.", p.Role(int(m.Role)).Title, Count(left, "slip")))
		}
	}
	for _, e := range events {
		if e.Kind != engine.EvAsked || e.Why == engine.AskFact {
			continue
		}
		if due := g.Standing(int(e.A)).Due; scenario.Minutes(e.N) >= due {
			out = append(out, fmt.Sprintf("That reaches %s only %s, and “%s” falls due %s.", p.Role(int(e.To)).Title, d.Full(scenario.Minutes(e.N)),
				p.Decision(int(e.A)).Title, d.Full(due)))
		}
	}
	return out
}

// TurnLeft is what is left of the turn's minutes in the room; ok is false where it
// has none. Below zero it is over.
func (d Desk) TurnLeft() (left time.Duration, ok bool) {
	turn := d.ex.Game().Turn()
	if turn < 0 || !d.ex.Game().State().InTurn() {
		return 0, false
	}
	has := d.ex.Program().RoomMinutes(turn)
	if has == 0 {
		return 0, false
	}
	return time.Duration(has)*time.Minute - (d.ex.Room() - d.ex.TurnBegan()), true
}

// A Box is the time box of an open decision in the room.
type Box struct {
	Decision int
	Left     time.Duration // below zero: it is over
}

// BoxOf is what is left of a decision's time box in the room, below zero once it is
// over; ok is false where it has none.
func (d Desk) BoxOf(n int) (left time.Duration, ok bool) {
	minutes := d.ex.Program().Decision(n).Room
	opened, extra, found := d.ex.Opened(n)
	return time.Duration(minutes)*time.Minute + extra - (d.ex.Room() - opened), found && minutes > 0
}

// Box is the time box that ends first among the open decisions; ok is false where
// none has one.
func (d Desk) Box() (box Box, ok bool) {
	for _, n := range d.Open() {
		if left, has := d.BoxOf(n); has && (!ok || left < box.Left) {
			box, ok = Box{n, left}, true
		}
	}
	return box, ok
}
