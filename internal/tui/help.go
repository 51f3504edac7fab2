package tui

import (
	tea "github.com/charmbracelet/bubbletea"
)

// help lists all keys of the console; it is made from the bindings themselves.
type help struct{ scroll int }

func newHelp() *help { return &help{} }

func (h *help) press(a *app, k tea.KeyMsg) {
	switch k.Type {
	case tea.KeyDown, tea.KeyPgDown:
		h.scroll++
	case tea.KeyUp, tea.KeyPgUp:
		h.scroll = max(h.scroll-1, 0)
	default:
		a.pop()
		if typed(k) == "!" { // as at the console
			a.press(k)
		}
	}
}

func (h *help) draw(c *canvas) {
	in := c.box(rect{0, 0, c.w, c.h - 1}, "Keys", heading)
	in = rect{in.x + 1, in.y, in.w - 2, in.h}
	var rows []row
	add := func(w int) {
		for i := range commands {
			b := commands[i].Help()
			rows = append(rows, hanging(span{keys, pad(b.Key, 3) + " "}, normal, pad(b.Desc, 10)+commands[i].about, w)...)
		}
		rows = append(rows, nil)
		rows = append(rows, para(faint, "In the matrix ● holds the fact, → it is on its way, ○ needs it for an open decision and does not hold it. A click on the matrix opens “told”; the same cell once more records it.", w)...)
		rows = append(rows, para(faint, "Every seat has a digit and every fact a letter, the same throughout the exercise. Options have the letters that stand on paper.", w)...)
	}
	if in.w >= 130 { // two columns
		half := in.w/2 - 2
		add(half)
		h.scroll = 0
		n := (len(rows) + 1) / 2
		c.rows(rect{in.x, in.y, half, in.h}, rows[:n], 0)
		c.rows(rect{in.x + half + 4, in.y, half, in.h}, rows[n:], 0)
	} else {
		add(in.w)
		h.scroll = min(h.scroll, max(len(rows)-in.h, 0))
		c.rows(in, rows, h.scroll)
	}
	c.row(1, c.h-1, c.w-2, row{{keys, "↑↓"}, {faint, " scroll   any other key goes back"}})
}
