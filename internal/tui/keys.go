package tui

import (
	"strconv"

	"github.com/charmbracelet/bubbles/key"
	tea "github.com/charmbracelet/bubbletea"
)

func itoa(n int) string { return strconv.Itoa(n) }

// bind is a key binding with the words of its help.
func bind(keys []string, shown, help string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, help))
}

func one(k, help string) key.Binding { return bind([]string{k}, k, help) }

// command is a key of a screen, and what it does.
type command struct {
	key.Binding
	row   bool   // stands in the row of keys
	about string // a sentence for the help
	run   func(a *app, s *console)
}

// seatKeys choose seats, in the order of the file: digits first.
const seatKeys = "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"

// letterKeys choose anything else.
const letterKeys = "abcdefghijklmnopqrstuvwxyz"

// seatKey is the key of a seat, "" where it has none.
func seatKey(r int) string { return nth(seatKeys, r) }

// letterKey is the key of the n-th thing of a list, "" where it has none.
func letterKey(n int) string { return nth(letterKeys, n) }

func nth(keys string, n int) string {
	if n < 0 || n >= len(keys) {
		return ""
	}
	return keys[n : n+1]
}

// typed is the printable character of a key, "" for others.
func typed(k tea.KeyMsg) string {
	switch k.Type {
	case tea.KeyRunes:
		return string(k.Runes)
	case tea.KeySpace:
		return " "
	}
	return ""
}

// keyRow lays bindings out in a row of a given width, the first ones first; what
// does not fit is left out.
func keyRow(bindings []key.Binding, w int) row {
	var out row
	used := 0
	for _, b := range bindings {
		h := b.Help()
		n := width(h.Key) + 1 + width(h.Desc) + 2
		if used+n-2 > w {
			continue
		}
		out = append(out, span{keys, h.Key}, span{faint, " " + h.Desc + "  "})
		used += n
	}
	return out
}
