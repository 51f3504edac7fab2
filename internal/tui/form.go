package tui

import (
	"slices"
	"strings"

	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"

	"example.org/whitecell/internal/text"
)

// form is a sheet that asks one thing after another, and then makes the moves that
// follow from the answers. A single key answers a choice; Enter ends a choice of
// several and a text; Esc goes back.
type form struct {
	name  string
	steps []step
	at    int
	picks [][]int  // by step: what was chosen, by number in its list
	texts []string // by step: what was written
	input textinput.Model
	seek  int // the line under the cursor, for lists longer than the keys
	done  func(s *console, f *form)
}

// step is one thing that a form asks.
type step struct {
	label string
	items func(s *console, f *form) []item // a choice; nil for a text
	many  bool                             // of several
	none  string                           // what Enter alone stands for; "" where something must be chosen
	hint  string                           // for a text: what may be left empty and what that means
	fill  string                           // for a text: what stands there at first
	only  func(f *form) bool               // nil, or whether it is asked at all
}

// item is one thing to choose.
type item struct {
	key   string // "" where it has none
	text  string
	more  string // behind it, fainter
	value int
	off   string // why it can't be chosen, "" where it can
	on    bool   // chosen at first
}

func newForm(s *console, name string, done func(s *console, f *form), steps ...step) *form {
	f := &form{name: name, steps: steps, done: done, at: -1}
	f.picks, f.texts = make([][]int, len(steps)), make([]string, len(steps))
	f.on(s)
	return f
}

// on goes on to the next step that applies, or is done.
func (f *form) on(s *console) {
	for f.at++; f.at < len(f.steps); f.at++ {
		if only := f.steps[f.at].only; only == nil || only(f) {
			f.begin(s)
			return
		}
	}
	if s.sheet == sheet(f) || s.sheet == nil {
		s.close()
	}
	f.done(s, f)
}

// begin prepares a step.
func (f *form) begin(s *console) {
	st := &f.steps[f.at]
	f.seek = 0
	if st.items == nil {
		f.input = newInput(st.fill)
		if f.texts[f.at] != "" {
			f.input.SetValue(f.texts[f.at])
		}
		return
	}
	if st.many && f.picks[f.at] == nil {
		for _, it := range st.items(s, f) {
			if it.on {
				f.picks[f.at] = append(f.picks[f.at], it.value)
			}
		}
	}
}

// newInput is a line to write in.
func newInput(fill string) textinput.Model {
	in := textinput.New()
	in.CharLimit = 2000
	in.Prompt = ""
	in.SetValue(fill)
	in.CursorEnd()
	in.Focus()
	return in
}

// back goes to the step before, or closes the form.
func (f *form) back(s *console) {
	for f.at--; f.at >= 0; f.at-- {
		if only := f.steps[f.at].only; only == nil || only(f) {
			f.begin(s)
			return
		}
	}
	s.close()
}

// one is what was chosen in a step of one, -1 for nothing.
func (f *form) one(step int) int {
	if len(f.picks[step]) == 0 {
		return -1
	}
	return f.picks[step][0]
}

func (f *form) press(s *console, k tea.KeyMsg) {
	if k.Type == tea.KeyEsc {
		s.note = note{}
		f.back(s)
		return
	}
	if f.steps[f.at].items == nil {
		f.write(s, k)
		return
	}
	f.choose(s, k)
}

// write takes a key into the text.
func (f *form) write(s *console, k tea.KeyMsg) {
	if k.Type == tea.KeyEnter {
		f.texts[f.at] = strings.TrimSpace(text.Line(f.input.Value()))
		if f.texts[f.at] == "" && f.steps[f.at].hint == "" {
			s.refuse("Write something, or go back with Esc.")
			return
		}
		s.note = note{}
		f.on(s)
		return
	}
	f.input, _ = f.input.Update(k)
}

func (f *form) writing() bool { return f.at < len(f.steps) && f.steps[f.at].items == nil }

func (f *form) insert(pasted string) {
	f.input, _ = f.input.Update(tea.KeyMsg{Type: tea.KeyRunes, Runes: []rune(text.Line(pasted))})
}

// choose takes a key for a list.
func (f *form) choose(s *console, k tea.KeyMsg) {
	st := &f.steps[f.at]
	items := st.items(s, f)
	switch {
	case k.Type == tea.KeyEnter:
		f.enter(s, items)
	case k.Type == tea.KeyDown:
		f.seek = min(f.seek+1, max(len(items)-1, 0))
	case k.Type == tea.KeyUp:
		f.seek = max(f.seek-1, 0)
	case k.Type == tea.KeySpace && f.seek < len(items):
		f.take(s, items[f.seek])
	default:
		i := slices.IndexFunc(items, func(it item) bool { return it.key != "" && it.key == typed(k) })
		if i < 0 {
			if t := typed(k); t != "" {
				s.refuse("No line here has the key " + t + ".")
			}
			return
		}
		f.seek = i
		f.take(s, items[i])
	}
}

// enter ends a choice of several, or takes the line under the cursor, or nothing
// where that stands for something.
func (f *form) enter(s *console, items []item) {
	st := &f.steps[f.at]
	switch {
	case st.many && len(f.picks[f.at]) > 0, st.none != "" && f.seek == 0 && len(f.picks[f.at]) == 0:
		s.note = note{}
		f.on(s)
	case !st.many && f.seek < len(items):
		f.take(s, items[f.seek])
	default:
		s.refuse("Choose at least one, or go back with Esc.")
	}
}

// take chooses an item, or in a choice of several takes it out again.
func (f *form) take(s *console, it item) {
	if it.off != "" {
		s.refuse(it.off)
		return
	}
	s.note = note{}
	if !f.steps[f.at].many {
		f.picks[f.at] = []int{it.value}
		f.on(s)
		return
	}
	if i := slices.Index(f.picks[f.at], it.value); i >= 0 {
		f.picks[f.at] = slices.Delete(f.picks[f.at], i, i+1)
	} else {
		f.picks[f.at] = append(f.picks[f.at], it.value)
	}
}

func (f *form) title(*console) string { return f.name }

func (f *form) draw(s *console, c *canvas, r rect) {
	var rows []row
	asked := 0 // the row that asks; what is written or chosen below it stays in view
	for i := 0; i <= f.at && i < len(f.steps); i++ {
		if only := f.steps[i].only; only != nil && !only(f) {
			continue
		}
		if i < f.at {
			rows = append(rows, labelled(f.steps[i].label, normal, f.answer(s, i), r.w)...)
			continue
		}
		if len(rows) > 0 {
			rows = append(rows, nil)
		}
		asked = len(rows)
		rows = append(rows, para(accent, f.steps[i].label, r.w)...)
		if f.steps[i].items == nil {
			rows = append(rows, inputRows(&f.input, r.w)...)
			if h := f.steps[i].hint; h != "" {
				rows = append(rows, para(faint, h, r.w)...)
			}
			continue
		}
		rows = append(rows, f.list(s, r)...)
	}
	c.rows(r, rows, max(min(asked, len(rows)-r.h), 0))
}

// list draws the choice of the step.
func (f *form) list(s *console, r rect) (rows []row) {
	st := &f.steps[f.at]
	items := st.items(s, f)
	if len(items) == 0 {
		return para(faint, "There is nothing to choose. Esc goes back.", r.w)
	}
	room := max(r.h-f.at-4, 4)
	from := 0
	if len(items) > room {
		from = min(max(f.seek-room/2, 0), len(items)-room)
	}
	for i := from; i < min(len(items), from+room); i++ {
		it := items[i]
		mark := "  "
		look := normal
		if slices.Contains(f.picks[f.at], it.value) && st.many {
			mark, look = "■ ", bold
		}
		if it.off != "" {
			look = faint
		}
		cursor := "  "
		if i == f.seek && (i > 0 || len(items) > len(letterKeys)) {
			cursor = "▸ "
		}
		w, more := r.w-6, ""
		if it.more != "" { // has half of the line, or what the text leaves
			more = fitted("  "+it.more, max(w/2, w-width(it.text)))
		}
		rows = append(rows, row{{normal, cursor}, {keys, pad(it.key, 2)}, {look, mark + fitted(it.text, w-width(more))}, {faint, more}})
	}
	if st.none != "" {
		rows = append(rows, row{{keys, "  Enter"}, {faint, "  " + st.none}})
	}
	return rows
}

// pad fills a short text up with spaces.
func pad(s string, to int) string { return s + strings.Repeat(" ", max(to-width(s), 0)) }

// answer is what was answered in a step.
func (f *form) answer(s *console, i int) string {
	if f.steps[i].items == nil {
		if f.texts[i] == "" {
			return "–"
		}
		return "“" + f.texts[i] + "”"
	}
	var names []string
	for _, it := range f.steps[i].items(s, f) {
		if slices.Contains(f.picks[i], it.value) {
			names = append(names, it.text)
		}
	}
	if len(names) == 0 {
		return f.steps[i].none
	}
	return strings.Join(names, ", ")
}

func (f *form) help(*console) row {
	st := &f.steps[min(f.at, len(f.steps)-1)]
	switch {
	case st.items == nil:
		return row{{keys, "Enter"}, {faint, " done   "}, {keys, "Esc"}, {faint, " back"}}
	case st.many:
		return row{{faint, "keys choose   "}, {keys, "Enter"}, {faint, " done   "}, {keys, "↑↓ Space"}, {faint, " choose   "}, {keys, "Esc"}, {faint, " back"}}
	}
	return row{{faint, "one key chooses   "}, {keys, "↑↓ Enter"}, {faint, " choose   "}, {keys, "Esc"}, {faint, " back"}}
}

// inputRows draw a line being written, folded, with a bar where the next character
// goes.
func inputRows(in *textinput.Model, w int) []row {
	value := []rune(in.Value())
	pos := min(in.Position(), len(value))
	var rows []row
	for _, l := range wrapHard(string(value[:pos])+caret+string(value[pos:]), w-2) {
		r := row{{normal, "  "}}
		if before, after, found := strings.Cut(l, caret); found {
			r = append(r, span{normal, before}, span{accent, "▏"}, span{normal, after})
		} else {
			r = append(r, span{normal, l})
		}
		rows = append(rows, r)
	}
	return rows
}

// caret stands for the bar in a text that is being folded; nobody can type it.
const caret = "\x00"

// wrapHard breaks a text into lines of a width, at any character.
func wrapHard(s string, w int) []string {
	var out []string
	line, used := "", 0
	for _, r := range s {
		n := width(string(r))
		if used+n > w && used > 0 {
			out, line, used = append(out, line), "", 0
		}
		line += string(r)
		used += n
	}
	return append(out, line)
}
