package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Keys that arrive faster than frames are drawn are neither lost nor misread: each
// line below is one write to the terminal, and the record has what it must make.
func TestKeysTypedFast(t *testing.T) {
	const (
		start  = `{"do":"start"}` + "\n" + `{"do":"advance","to":"place","place":"0.1.0.0"}` + "\n"
		wheel  = "\x1b[<65;22;13M"
		noise  = "\x1b[<0;500;500M\x1b[<0;500;500m" // a click beside everything
		shared = `{"do":"share","role":"port","fact":"pilot","to":"guard","by":"radio"}` + "\n"
		told   = `{"do":"told","fact":"crane","to":"mayor"}` + "\n"
	)
	tests := []struct{ name, keys, want string }{
		{"a share", "ns1a2\r", start + shared},
		{"two shares and what was told", "ns1a2\rs1b3\rtb3\x1b", start + shared + `{"do":"share","role":"port","fact":"crane","to":"mayor","by":"radio"}` + "\n" + told},
		{"keys right behind escape", "ns1a\x1b\x1b\x1b\x1btb3\x1bs1a2\r", start + told + shared},
		{"escape before a capital and a space", "nt\x1bO\x1b \x1bs1a2\r", start + shared},
		{"a text with spaces", "noAll agree, they say.\r\r", start + `{"do":"observe","words":"All agree, they say."}` + "\n"},
		{"a text beyond one read", "no" + strings.Repeat("Hafen über Fähre ", 60) + "\r\r", start + `{"do":"observe","words":"` + strings.TrimSpace(strings.Repeat("Hafen über Fähre ", 60)) + `"}` + "\n"},
		{"the wheel, many times", "ns1" + strings.Repeat(wheel, 400) + "a2\r", start + shared},
		{"the wheel behind escape", "nt\x1b" + strings.Repeat(wheel, 9) + "s1a2\r", start + shared},
		{"a paste behind escape", "nt\x1b\x1b[200~s1b3\r\x1b[201~s1a2\r", start + shared},
		{"clicks between keys", "n" + noise + "s" + noise + "1" + noise + "a" + noise + "2" + noise + "\r", start + shared},
		{"arrows beyond one read", "nt" + strings.Repeat("\x1b[B\x1bOB\x1b[A", 200) + "\x1bs1a2\r", start + shared},
		{"a paste", "no\x1b[200~Line one\nand \x1b]0;two\a\x1b[31m\u202e three\x1b[201~\r\r", start + `{"do":"observe","words":"Line one and ]0;two[31m three"}` + "\n"},
		{"a paste where nothing is written", "n\x1b[200~s1a2\r!Qy\x1b[201~s1a2\r", start + shared},
		{"a long paste", "no\x1b[200~" + strings.Repeat("nothing is lost ", 120) + "\x1b[201~\r\r", start + `{"do":"observe","words":"` + strings.TrimSpace(strings.Repeat("nothing is lost ", 120)) + `"}` + "\n"},
		{"bytes that are no text", "n\xff\xfe\xc3s\x001a2\r\x1d", start + shared},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			p, record := atConsole(t, 100, 30)
			p.Type(tt.keys + "Qy")
			p.Finish()
			noStrays(t, p)
			if diff := cmp.Diff(tt.want, moves(t, record)); diff != "" {
				t.Errorf("the record's moves (- want, + got):\n%s", diff)
			}
		})
	}
}

// What a key does may depend on what stands on the screen: here n goes on only when
// every card has been shown. Typed fast it does the same.
func TestKeysTypedFastAsSlowly(t *testing.T) {
	t.Parallel()
	slow, slowly := atConsole(t, 80, 24)
	for _, then := range []string{"Ten past six", "Where does the boat go?", "A horn is heard"} {
		slow.Type("n")
		slow.See(then)
	}
	slow.Type("Qy")
	slow.Finish()
	fast, fastly := atConsole(t, 80, 24)
	fast.Type("nnnQy")
	fast.Finish()
	if diff := cmp.Diff(moves(t, slowly), moves(t, fastly)); diff != "" {
		t.Errorf("the record's moves (- slowly, + fast):\n%s", diff)
	}
}
