package tui

import (
	"fmt"
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// decide is the sheet of all open decisions: the one in hand takes an option by its
// letter, as it stands on paper; a digit says for which seat; then a reason by
// digit, in words, or owed with Enter.
type decide struct {
	at     int // decision in hand
	role   int // who answers
	option int // chosen; -1 before
	buy    uint64
	reason textinput.Model
	words  bool // the reason is being written
}

// toDecide are the open decisions: first those that wait for an owner, then those
// whose proposal waits for others; of each the first due first.
func (s *console) toDecide() []int {
	open := s.desk.Open()
	proposed := func(n int) int { return min(s.ex.Game().Standing(n).Proposed, 0) }
	slices.SortStableFunc(open, func(a, b int) int { return proposed(a) - proposed(b) })
	return open
}

func (s *console) openDecide() {
	open := s.toDecide()
	if len(open) == 0 {
		s.refuse("No decision is open.")
		return
	}
	d := &decide{}
	d.take(s, open[0])
	if len(s.feed.cards) > 0 { // the one on the card, where there is one
		if n := s.feed.card(s.card).Decision; n >= 0 && slices.Contains(open, n) {
			d.take(s, n)
		}
	}
	s.open(d)
}

// take takes a decision in hand.
func (d *decide) take(s *console, n int) {
	*d = decide{at: n, role: s.desk.NextOwner(n), option: -1}
}

func (d *decide) dec(s *console) *scenario.Decision { return s.ex.Program().Decision(d.at) }

func (d *decide) title(s *console) string {
	return fmt.Sprintf("Decide · %s open", desk.Count(len(s.desk.Open()), "decision"))
}

func (d *decide) help(s *console) row {
	switch {
	case d.words:
		return row{{keys, "Enter"}, {faint, " done   "}, {keys, "Esc"}, {faint, " back"}}
	case d.option >= 0:
		return row{{keys, "1 2 3"}, {faint, " a reason   "}, {faint, "letters: write one   "}, {keys, "Enter"}, {faint, " it is owed   "}, {keys, "Esc"}, {faint, " back"}}
	case d.dec(s).Purchase != nil:
		return row{{keys, "a b"}, {faint, " arrangements   "}, {keys, "1 2"}, {faint, " who chooses   "}, {keys, "Enter"}, {faint, " done   "}, {keys, "↑↓"}, {faint, " decision   "}, {keys, "Esc"}, {faint, " back"}}
	}
	return row{{keys, "a b c"}, {faint, " option   "}, {keys, "1 2"}, {faint, " who answers   "}, {keys, "↑↓"}, {faint, " decision   "}, {keys, "Esc"}, {faint, " back"}}
}

func (d *decide) press(s *console, k tea.KeyMsg) {
	switch {
	case d.words:
		d.write(s, k)
	case d.option >= 0:
		d.giveReason(s, k)
	default:
		d.choose(s, k)
	}
}

// choose takes a key before an option is chosen.
func (d *decide) choose(s *console, k tea.KeyMsg) {
	s.note = note{}
	switch k.Type {
	case tea.KeyEsc:
		s.close()
		return
	case tea.KeyDown, tea.KeyTab:
		d.move(s, 1)
		return
	case tea.KeyUp:
		d.move(s, -1)
		return
	case tea.KeyEnter:
		if d.dec(s).Purchase != nil {
			d.option = 0
			d.give(s, "")
		}
		return
	}
	switch t := typed(k); {
	case t == "":
	case strings.Contains(seatKeys, t):
		d.pickRole(s, strings.Index(seatKeys, t))
	case strings.Contains(letterKeys, t) && d.dec(s).Purchase != nil:
		d.pickArrangement(s, strings.Index(letterKeys, t))
	case strings.Contains(letterKeys, t):
		d.pickOption(s, strings.Index(letterKeys, t))
	default:
		s.refuse("An option has a letter, a seat a digit.")
	}
}

// move goes to another open decision.
func (d *decide) move(s *console, by int) {
	open := s.toDecide()
	if len(open) == 0 {
		s.close()
		return
	}
	i := max(slices.Index(open, d.at), 0)
	d.take(s, open[(i+by+len(open))%len(open)])
}

func (d *decide) pickRole(s *console, r int) {
	p := s.ex.Program()
	if r >= p.Roles() || !slices.Contains(d.dec(s).By, p.Role(r).ID) {
		s.refuse("It is for " + p.RoleNames(p.RoleMask(d.dec(s).By...)) + " to answer.")
		return
	}
	d.role = r
}

func (d *decide) pickOption(s *console, o int) {
	st := s.ex.Game().Standing(d.at)
	opts := d.dec(s).Options
	switch {
	case o >= len(opts) || !st.Offered[o]:
		s.refuse(fmt.Sprintf("“%s” has %s, from a on.", d.dec(s).Title, desk.Count(len(opts), "option")))
	case !st.Open[o]:
		s.refuse("NOT OPEN. " + desk.LockText(&opts[o]))
	default:
		d.option = o
	}
}

// onSale are the arrangements that can be bought.
func (s *console) onSale() (out []int) {
	for a := range s.ex.Program().Arrangements() {
		if s.ex.Program().Arrangement(a).ForSale && s.ex.Game().Agreed()>>a&1 == 0 {
			out = append(out, a)
		}
	}
	return out
}

func (d *decide) pickArrangement(s *console, i int) {
	sale := s.onSale()
	if i >= len(sale) {
		s.refuse(fmt.Sprintf("%s can be bought, from a on.", desk.Count(len(sale), "arrangement")))
		return
	}
	d.buy ^= 1 << sale[i]
	if cost := s.cost(d.buy); cost > d.dec(s).Purchase.Points {
		s.refuse(fmt.Sprintf("Together they cost %s, and there are %d. A letter once more takes one out.", desk.Count(cost, "point"), d.dec(s).Purchase.Points))
	}
}

func (s *console) cost(mask uint64) (sum int) {
	for _, a := range engine.Bits(mask) {
		sum += s.ex.Program().Arrangement(a).Cost
	}
	return sum
}

// giveReason takes a key once an option is chosen.
func (d *decide) giveReason(s *console, k tea.KeyMsg) {
	reasons := d.dec(s).Reasons
	switch t := typed(k); {
	case k.Type == tea.KeyEsc:
		d.option = -1
	case k.Type == tea.KeyEnter:
		d.give(s, "")
	case t >= "1" && t <= "9" && int(t[0]-'1') < len(reasons):
		d.give(s, reasons[t[0]-'1'])
	case t != "":
		d.words = true
		d.reason = newInput("")
		if t != " " && t != "\"" {
			d.write(s, k)
		}
	}
}

func (d *decide) write(s *console, k tea.KeyMsg) {
	switch k.Type {
	case tea.KeyEsc:
		d.words = false
	case tea.KeyEnter:
		d.give(s, strings.TrimSpace(text.Line(d.reason.Value())))
	default:
		d.reason, _ = d.reason.Update(k)
	}
}

func (d *decide) writing() bool { return d.words }

func (d *decide) insert(pasted string) {
	d.reason, _ = d.reason.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text.Line(pasted))})
}

// give enters the answer. Where other owners still owe theirs, the sheet stays.
func (d *decide) give(s *console, words string) {
	n, chosen := d.at, d.option
	if d.dec(s).Purchase != nil {
		chosen = -1
	}
	if !s.do(s.desk.Choose(d.role, n, chosen, d.buy, words)) {
		d.option, d.words = -1, false
		return
	}
	st := s.ex.Game().Standing(n)
	if st.Status == engine.IsOpen && st.Rule == scenario.Each && s.desk.Unanswered(n) != 0 {
		d.take(s, n)
		return
	}
	s.close()
}

func (d *decide) draw(s *console, c *canvas, r rect) {
	if s.ex.Game().Standing(d.at).Status != engine.IsOpen {
		d.move(s, 0)
		return
	}
	var rows []row
	focus := 0
	for _, n := range s.toDecide() {
		if n == d.at {
			focus = len(rows)
			rows = append(rows, d.inHand(s, r.w)...)
			rows = append(rows, nil)
			continue
		}
		st := s.ex.Game().Standing(n)
		rows = append(rows, row{{faint, fmt.Sprintf("%3d  %s  %s · %s", n+1, s.desk.Clock(st.Due), s.ex.Program().Decision(n).Title, s.shorts(s.desk.Unanswered(n)))}})
	}
	c.rows(r, rows, max(min(focus, len(rows)-r.h), 0))
}

// inHand is the decision in hand, with its options, answers and reasons.
func (d *decide) inHand(s *console, w int) []row {
	p, st := s.ex.Program(), s.ex.Game().Standing(d.at)
	dec := d.dec(s)
	rows := []row{{{accent, fmt.Sprintf("%3d  %s", d.at+1, dec.Title)}, {faint, " · due " + s.desk.Clock(st.Due)}}}
	verb := "decides"
	if s.ex.Game().NeedsAgreement(d.at, d.role, d.buy) {
		verb = "proposes"
	}
	rows = append(rows, hanging(span{keys, "     " + pad(seatKey(d.role), 2)}, bold, p.Role(d.role).Title+" "+verb, w)...)
	if len(dec.By) > 1 {
		rows = append(rows, hanging(span{faint, "       "}, faint, desk.RuleText(st.Rule), w)...)
	}
	rows = append(rows, s.answersRows(d.at, st, w)...)
	if dec.Purchase != nil {
		return append(rows, d.saleRows(s, w)...)
	}
	if d.option < 0 {
		return append(rows, s.optionRows(d.at, w)...)
	}
	rows = append(rows, hanging(span{good, "● " + desk.OptionKey(d.option) + "  "}, bold, dec.Options[d.option].Title, w)...)
	rows = append(rows, nil, row{{accent, "The reason?"}})
	if d.words {
		return append(rows, inputRows(&d.reason, w)...)
	}
	for i, reason := range dec.Reasons {
		if i < 9 {
			rows = append(rows, hanging(span{keys, "  " + itoa(i+1) + "  "}, normal, reason, w)...)
		}
	}
	return append(rows, row{{keys, "  Enter"}, {faint, "  it is owed until the turn ends"}})
}

// answersRows say who has answered already, and what stands proposed.
func (s *console) answersRows(n int, st engine.Standing, w int) (rows []row) {
	p, dec := s.ex.Program(), s.ex.Program().Decision(n)
	var done uint64
	for i, a := range st.Answers {
		if a >= 0 {
			done |= p.RoleMask(dec.By[i])
		}
	}
	if done != 0 {
		rows = append(rows, hanging(span{faint, "     answered: "}, faint, s.shorts(done), w)...)
	}
	if st.Proposed >= 0 {
		rows = append(rows, hanging(span{warn, "     proposed: "}, normal, s.desk.Proposal(n), w)...)
		rows = append(rows, hanging(span{faint, "     to agree: "}, normal, s.shorts(s.desk.StillToAgree(n)), w)...)
	}
	return rows
}

// saleRows list the arrangements on offer.
func (d *decide) saleRows(s *console, w int) []row {
	rows := []row{{{faint, fmt.Sprintf("     worth at most %s; chosen: %d", desk.Count(d.dec(s).Purchase.Points, "point"), s.cost(d.buy))}}}
	for i, a := range s.onSale() {
		x := s.ex.Program().Arrangement(a)
		mark, look := "  ", normal
		if d.buy>>a&1 != 0 {
			mark, look = "■ ", bold
		}
		rows = append(rows, hanging(span{keys, "  " + letterKey(i) + "  "}, look, fmt.Sprintf("%s%d  %s", mark, x.Cost, x.Title), w)...)
	}
	return rows
}
