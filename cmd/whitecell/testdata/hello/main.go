// Command hello is the smallest program on Bubble Tea: what the console's start is
// measured against, and proof that a mute terminal would make it wait.
package main

import tea "github.com/charmbracelet/bubbletea"

type hello struct{}

func (hello) Init() tea.Cmd { return nil }

func (h hello) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(tea.KeyMsg); ok {
		return h, tea.Quit
	}
	return h, nil
}

func (hello) View() string { return "hello, world" }

func main() { tea.NewProgram(hello{}, tea.WithAltScreen()).Run() }
