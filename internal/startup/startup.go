// Package startup keeps verbs that draw no screen from waiting for the terminal.
//
// Linking Bubble Tea asks the terminal for its background colour before main
// begins, and waits up to five seconds for an answer that some terminals never
// give. Answering the question first makes it superfluous. Go initialises
// packages in the order of their import paths as they become ready; this one
// sorts before github.com/charmbracelet/bubbletea and needs nothing but the
// library that keeps the answer. It must stay so: it imports nothing else.
//
// The answer given is never used: the console draws in the terminal's own sixteen
// colours, which suit a light and a dark background alike.
package startup

import "github.com/charmbracelet/lipgloss"

func init() { lipgloss.SetHasDarkBackground(true) }
