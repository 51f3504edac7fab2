package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
)

// share is the sheet on which a seat sends facts to seats: the sender's digit,
// facts by their letters, receivers by their digits, Enter.
type share struct {
	from  int // -1 before it is chosen
	facts []int
	to    []int
	by    int // the channel chosen for all, -1 for the best for each
	seek  int // the fact under the cursor, among those held
}

func newShare(*console) *share { return &share{from: -1, by: -1} }

func (sh *share) title(s *console) string {
	if sh.from < 0 {
		return "Share · who sends?"
	}
	return fmt.Sprintf("Share · from %s · %s", s.short(sh.from), slipsText(s.ex.Game().Slips(sh.from)))
}

func (sh *share) help(*console) row {
	if sh.from < 0 {
		return row{{keys, "1 2 3"}, {faint, " the seat that sends   "}, {keys, "Esc"}, {faint, " back"}}
	}
	return row{
		{keys, "a b"},
		{faint, " facts  "},
		{keys, "1 2"},
		{faint, " to  "},
		{keys, "Enter"},
		{faint, " send  "},
		{keys, "Tab"},
		{faint, " channel  "},
		{keys, "?"},
		{faint, " ask consent  "},
		{keys, "*"},
		{faint, " all the same  "},
		{keys, "Esc"},
		{faint, " back"},
	}
}

// marked shows in the matrix what would be sent where.
func (sh *share) marked(fact, seat int) bool {
	return slices.Contains(sh.facts, fact) && (slices.Contains(sh.to, seat) || seat == sh.from)
}

func (sh *share) press(s *console, k tea.KeyMsg) {
	s.note = note{}
	switch k.Type {
	case tea.KeyEsc:
		sh.back(s)
		return
	case tea.KeyEnter:
		sh.send(s, false)
		return
	case tea.KeyTab:
		sh.nextChannel(s)
		return
	case tea.KeyDown, tea.KeyUp, tea.KeySpace:
		sh.walk(s, k.Type)
		return
	}
	switch t := typed(k); {
	case t == "":
	case t == "*":
		sh.send(s, true)
	case t == "?":
		sh.askConsent(s)
	case strings.Contains(seatKeys, t):
		sh.toggleSeat(s, strings.Index(seatKeys, t))
	case strings.Contains(letterKeys, t):
		sh.toggleFact(s, strings.Index(letterKeys, t))
	default:
		s.refuse("Facts have letters, seats digits. Enter sends.")
	}
}

// back takes the last choice back, or closes.
func (sh *share) back(s *console) {
	switch {
	case len(sh.to) > 0:
		sh.to = nil
	case len(sh.facts) > 0:
		sh.facts = nil
	case sh.from >= 0:
		sh.from = -1
	default:
		s.close()
	}
}

func (sh *share) walk(s *console, k tea.KeyType) {
	if sh.from < 0 {
		return
	}
	held := sh.held(s)
	switch {
	case k == tea.KeyDown:
		sh.seek = min(sh.seek+1, max(len(held)-1, 0))
	case k == tea.KeyUp:
		sh.seek = max(sh.seek-1, 0)
	case sh.seek < len(held):
		sh.toggleFact(s, held[sh.seek])
	}
}

// toggleSeat chooses the sender first, then receivers.
func (sh *share) toggleSeat(s *console, seat int) {
	p := s.ex.Program()
	switch {
	case seat >= p.Roles():
		s.refuse(fmt.Sprintf("There are %s.", desk.Count(p.Roles(), "seat")))
	case sh.from < 0:
		sh.from = seat
		if len(sh.held(s)) == 0 {
			s.refuse(p.Role(seat).Title + " holds nothing that it could send.")
			sh.from = -1
		}
	case seat == sh.from:
		s.refuse(p.Role(seat).Title + " is the sender. Esc goes back.")
	case slices.Contains(sh.to, seat):
		sh.to = slices.DeleteFunc(sh.to, func(r int) bool { return r == seat })
	default:
		sh.to = append(sh.to, seat)
	}
}

func (sh *share) toggleFact(s *console, fact int) {
	switch {
	case sh.from < 0:
		s.refuse("First the seat that sends, by its digit.")
	case !slices.Contains(sh.held(s), fact):
		s.refuse(s.ex.Program().Role(sh.from).Title + " holds no fact of that letter.")
	case slices.Contains(sh.facts, fact):
		sh.facts = slices.DeleteFunc(sh.facts, func(f int) bool { return f == fact })
	default:
		sh.facts = append(sh.facts, fact)
	}
}

// held are the facts that the sender holds.
func (sh *share) held(s *console) (out []int) {
	for f := range s.ex.Program().Facts() {
		if s.ex.Game().Holders(f)>>sh.from&1 != 0 {
			out = append(out, f)
		}
	}
	return out
}

// nextChannel goes through the channels that the sender has, and back to the best
// for each.
func (sh *share) nextChannel(s *console) {
	if sh.from < 0 {
		return
	}
	var usable []int
	for to := range s.ex.Program().Roles() {
		if to == sh.from || len(sh.to) > 0 && !slices.Contains(sh.to, to) {
			continue
		}
		for _, w := range s.ex.Game().Ways(sh.from, sh.held(s)[0], to) {
			if w.Channel >= 0 && !slices.Contains(usable, w.Channel) {
				usable = append(usable, w.Channel)
			}
		}
	}
	slices.Sort(usable)
	i := slices.Index(usable, sh.by)
	if i+1 < len(usable) {
		sh.by = usable[i+1]
	} else {
		sh.by = -1
	}
}

// way is how one fact would go to one seat: by the channel chosen, or the best; ok
// is false where nothing brings it.
func (sh *share) way(s *console, fact, to int) (w engine.Way, ok bool) {
	for _, w := range s.ex.Game().Ways(sh.from, fact, to) {
		if w.Channel >= 0 && (sh.by < 0 || w.Channel == sh.by) {
			return w, true
		}
	}
	return engine.Way{}, false
}

// send sends what is lawful, or all of it all the same. What can't go stays on the
// sheet.
func (sh *share) send(s *console, force bool) {
	if sh.from < 0 || len(sh.facts) == 0 || len(sh.to) == 0 {
		s.refuse("Choose facts by letter and receivers by digit first.")
		return
	}
	var moves []engine.Move
	var left []string
	g := s.ex.Game()
	for _, f := range sh.facts {
		for _, to := range sh.to {
			switch w, ok := sh.way(s, f, to); {
			case g.Holders(f)>>to&1 != 0 || g.Coming(f)>>to&1 != 0:
			case !ok:
				left = append(left, fmt.Sprintf("Nothing brings it from %s to %s.", s.short(sh.from), s.short(to)))
			case w.Broken != 0 && !force:
				left = append(left, s.brokenText(f, to, w))
			default:
				m := engine.NewMove(engine.MoveShare)
				m.Role, m.To, m.A, m.B, m.Force = int8(sh.from), int8(to), int16(f), int16(w.Channel), force && w.Broken != 0
				moves = append(moves, m)
			}
		}
	}
	if why := s.desk.Wasted(moves); why != "" {
		s.refuse("NOT DONE. " + why)
		return
	}
	if len(moves) == 0 {
		if len(left) == 0 {
			left = []string{"They hold it already, or it is on its way."}
		}
		s.refuse("NOT DONE. " + strings.Join(left, " "))
		return
	}
	if !s.do(moves...) {
		return
	}
	if len(left) > 0 {
		s.note = note{warn, "NOT SENT: " + strings.Join(left, " ") + " " + s.note.text}
		return
	}
	s.close()
}

// brokenText says which rules stand against a share.
func (s *console) brokenText(f, to int, w engine.Way) string {
	return fmt.Sprintf("“%s” to %s stands against %s. ? asks for consent, * sends it all the same.",
		s.ex.Program().Fact(f).Title, s.short(to), strings.Join(w.Broken.Names(), " and "))
}

// askConsent asks whoever decides it for consent to every share that needs it.
func (sh *share) askConsent(s *console) {
	var moves []engine.Move
	for _, f := range sh.facts {
		for _, to := range sh.to {
			if w, ok := sh.way(s, f, to); ok && w.Broken&engine.Releasability != 0 {
				m := engine.NewMove(engine.MoveAsk)
				m.Role, m.A, m.B = int8(sh.from), int16(f), int16(to)
				moves = append(moves, m)
			}
		}
	}
	if len(moves) == 0 {
		s.refuse("None of what is chosen waits for anybody's consent.")
		return
	}
	if s.do(moves...) {
		s.close()
	}
}

func (sh *share) draw(s *console, c *canvas, r rect) {
	p := s.ex.Program()
	if sh.from < 0 {
		var rows []row
		names := 0
		for seat := range p.Roles() {
			names = min(max(names, width(p.Role(seat).Title)), r.w-16)
		}
		for seat := range p.Roles() {
			_, auto := s.ex.Game().Auto(seat)
			more := slipsText(s.ex.Game().Slips(seat))
			if auto {
				more += ", plays by itself"
			}
			rows = append(rows, row{{keys, "  " + pad(seatKey(seat), 2)}, {normal, pad(fitted(p.Role(seat).Title, names), names+2)}, {faint, more}})
		}
		c.rows(r, rows, 0)
		return
	}
	rows := sh.factRows(s, r.w)
	rows = append(rows, nil, row{{faint, "to  "}, {faint, sh.channelText(s)}})
	rows = append(rows, sh.seatRows(s, r.w)...)
	c.rows(r, rows, max(min(sh.seek+1, len(rows)-r.h), 0))
}

func (sh *share) factRows(s *console, w int) (rows []row) {
	p := s.ex.Program()
	for i, f := range sh.held(s) {
		mark, look := "  ", normal
		if slices.Contains(sh.facts, f) {
			mark, look = "■ ", bold
		}
		cursor := "  "
		if i == sh.seek && sh.seek > 0 {
			cursor = "▸ "
		}
		handling := p.Scenario.Handling[p.Fact(f).Handling]
		rows = append(rows, row{{normal, cursor}, {keys, pad(letterKey(f), 2)}, {look, mark + fitted(p.Fact(f).Title, w-10-width(handling))}, {faint, "  " + handling}})
	}
	return rows
}

func fitted(s string, w int) string { cut, _ := fit(s, max(w, 4)); return cut }

func (sh *share) channelText(s *console) string {
	if sh.by < 0 {
		return "by the best way for each; Tab chooses a channel"
	}
	return "by " + s.ex.Program().Channel(sh.by).Title
}

// seatRows list the receivers, with how each would be reached.
func (sh *share) seatRows(s *console, w int) (rows []row) {
	p, g := s.ex.Program(), s.ex.Game()
	facts := sh.facts
	if len(facts) == 0 {
		facts = sh.held(s)[:1]
	}
	for to := range p.Roles() {
		if to == sh.from {
			continue
		}
		mark, look := "  ", normal
		if slices.Contains(sh.to, to) {
			mark, look = "■ ", bold
		}
		more, moreLook := "", faint
		for _, f := range facts {
			switch w, ok := sh.way(s, f, to); {
			case g.Holders(f)>>to&1 != 0:
				more = orElse(more, "holds it")
			case g.Coming(f)>>to&1 != 0:
				more = orElse(more, "on its way")
			case !ok:
				more, moreLook = "nothing brings it there", faint
			case w.Broken != 0 && len(sh.facts) > 0:
				more, moreLook = "against "+strings.Join(w.Broken.Names(), " and "), warn
			case moreLook != warn:
				more = "there " + s.desk.Clock(w.Arrives)
				if w.Leak > 0 {
					more += fmt.Sprintf(", leaks %d in 100", w.Leak)
				}
				more += ", " + p.Channel(w.Channel).Title
			}
		}
		rows = append(rows, row{{normal, "  "}, {keys, pad(seatKey(to), 2)}, {look, pad(mark+s.short(to), 15)}, {moreLook, fitted(more, w-20)}})
	}
	return rows
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
