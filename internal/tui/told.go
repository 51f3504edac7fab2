package tui

import (
	"fmt"
	"slices"
	"strings"

	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
)

// told is the matrix with a cursor in it: a fact's letter and a seat's digit record
// that the seat was told across the table. It stays open for more.
type told struct {
	fact, seat int // under the cursor, -1 before
	ago        int // minutes that it is dated back
}

func newTold(*console) *told { return &told{fact: -1, seat: -1} }

// agoSteps are how far back one key after the other dates what was told.
var agoSteps = []int{0, 5, 10, 20, 30, 60}

func (t *told) title(*console) string { return "Told across the table" }

func (t *told) help(*console) row {
	return row{
		{keys, "a"},
		{faint, " fact  "},
		{keys, "1"},
		{faint, " seat: told  "},
		{keys, "←↑↓→ Enter"},
		{faint, " on the matrix  "},
		{keys, "-"},
		{faint, " earlier  "},
		{keys, "Esc"},
		{faint, " done"},
	}
}

func (t *told) marked(fact, seat int) bool {
	return fact == t.fact && (seat == t.seat || t.seat < 0)
}

func (t *told) press(s *console, k tea.KeyMsg) {
	switch k.Type {
	case tea.KeyEsc:
		s.close()
		return
	case tea.KeyEnter, tea.KeySpace:
		t.tell(s)
		return
	case tea.KeyUp, tea.KeyDown, tea.KeyLeft, tea.KeyRight:
		t.walk(s, k.Type)
		return
	}
	switch key := typed(k); {
	case key == "":
	case key == "-":
		t.ago = agoSteps[(slices.Index(agoSteps, t.ago)+1)%len(agoSteps)]
	case strings.Contains(letterKeys, key):
		t.pickFact(s, strings.Index(letterKeys, key))
	case strings.Contains(seatKeys, key):
		if t.seat = strings.Index(seatKeys, key); t.seat >= s.ex.Program().Roles() {
			s.refuse(fmt.Sprintf("There are %s.", desk.Count(s.ex.Program().Roles(), "seat")))
			t.seat = -1
			return
		}
		t.tell(s)
	default:
		s.refuse("A fact has a letter, a seat a digit.")
	}
}

func (t *told) pickFact(s *console, f int) {
	if f >= s.ex.Program().Facts() || s.ex.Game().Holders(f) == 0 {
		s.refuse("Nobody holds a fact of that letter yet.")
		return
	}
	t.fact, t.seat, s.note = f, -1, note{}
}

// walk moves the cursor on the matrix.
func (t *told) walk(s *console, k tea.KeyType) {
	facts, _ := s.knowledge().facts()
	if len(facts) == 0 {
		return
	}
	row := max(slices.Index(facts, t.fact), 0)
	col := max(t.seat, 0)
	if t.fact >= 0 {
		switch k {
		case tea.KeyUp:
			row = max(row-1, 0)
		case tea.KeyDown:
			row = min(row+1, len(facts)-1)
		case tea.KeyLeft:
			col = max(col-1, 0)
		case tea.KeyRight:
			col = min(col+1, s.ex.Program().Roles()-1)
		}
	}
	t.fact, t.seat = facts[row], col
	if h := s.grid.area.h; h > 0 && (row < s.grid.skip || row >= s.grid.skip+h) {
		s.grid.skip = max(row-h/2, 0)
	}
}

// tell records it.
func (t *told) tell(s *console) {
	if t.fact < 0 || t.seat < 0 {
		s.refuse("First the fact, by its letter; then the seat, by its digit.")
		return
	}
	m := engine.NewMove(engine.MoveTold)
	m.A, m.To, m.N = int16(t.fact), int8(t.seat), int32(t.ago)
	s.do(m)
	t.seat = -1
}

func (t *told) draw(s *console, c *canvas, r rect) {
	p, g := s.ex.Program(), s.ex.Game()
	rows := para(faint, "The room talks, and the record must not pretend that it did not. A letter and a digit, as often as you need.", r.w)
	dated := "now"
	if t.ago > 0 {
		dated = fmt.Sprintf("%d minutes of the story ago", t.ago)
	}
	rows = append(rows, nil, row{{faint, "dated   "}, {normal, dated}}, nil)
	facts, _ := s.knowledge().facts()
	head := len(rows)
	for _, f := range facts {
		if g.Holders(f) == 0 {
			continue
		}
		look, mark := normal, "  "
		if f == t.fact {
			look, mark = chosen, "▸ "
			head = len(rows)
		}
		rows = append(rows, row{{accent, mark}, {keys, pad(letterKey(f), 2)}, {look, fitted(p.Fact(f).Title, r.w-16)}, {faint, "  " + s.shorts(g.Holders(f))}})
	}
	c.rows(r, rows, max(min(head-r.h/2, len(rows)-r.h), 0))
}
