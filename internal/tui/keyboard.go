package tui

import (
	"errors"
	"io"
	"unicode/utf8"

	"github.com/charmbracelet/x/term"
)

// keyboard is the terminal as Bubble Tea reads it: in pieces that end between keys.
//
// Bubble Tea reads 256 bytes at a time, and reads what is cut in two there as other
// keys. A wheel that is turned fast would press escape, digits and letters; of a
// text that is not pasted as one, letters beyond ASCII would be lost.
type keyboard struct {
	term.File // for its settings; hidden behind it is what else an *os.File can do
	buf       [4096]byte
	from, to  int  // what of buf was read and is not handed on yet
	full      bool // the last read filled buf: there is more
}

// errGone says that nothing can be read from the terminal any more.
var errGone = errors.New("the terminal has gone")

// Read gives the next keys, and less than p can hold: Bubble Tea takes a p that is
// filled for one that was not large enough.
func (k *keyboard) Read(p []byte) (int, error) {
	for {
		if n := piece(k.buf[k.from:k.to], len(p)-1, k.full); n > 0 {
			copy(p, k.buf[k.from:k.from+n])
			k.from += n
			return n, nil
		}
		if err := k.more(); err != nil {
			return 0, err
		}
	}
}

// more reads on, behind the beginning of a key that may be left.
func (k *keyboard) more() error {
	k.to = copy(k.buf[:], k.buf[k.from:k.to])
	k.from = 0
	n, err := k.File.Read(k.buf[k.to:])
	k.to += n
	k.full = k.to == len(k.buf)
	switch {
	case n > 0:
		return nil
	case errors.Is(err, io.EOF): // Bubble Tea would go on without a keyboard
		return errGone
	}
	return err
}

// piece is the length of the keys at the beginning of b, at most most bytes of
// them; 0 where the first is not whole yet. An escape before another one ends a
// piece: together, the two would swallow the beginning of what the second begins.
func piece(b []byte, most int, more bool) (n int) {
	for n < len(b) {
		size := keySize(b[n:], more)
		if size == 0 || n+size > most {
			break
		}
		n += size
		if size == 1 && b[n-1] == esc && n < len(b) {
			return n
		}
	}
	if n == 0 && len(b) >= most { // longer than any key
		return most
	}
	return n
}

const esc = '\x1b'

// keySize is the length of the first key in b, or the report of the mouse; 0 where
// it is not whole. What a person can have typed is whole, unless more is known to
// have come with it: an escape alone, and one with a bracket or an O.
func keySize(b []byte, more bool) int {
	switch {
	case b[0] != esc && !utf8.FullRune(b):
		return 0
	case b[0] != esc:
		_, n := utf8.DecodeRune(b)
		return n
	case len(b) == 1, len(b) == 2 && (b[1] == '[' || b[1] == 'O'):
		if more {
			return 0
		}
		return len(b)
	}
	switch b[1] {
	case esc:
		return 1
	case 'O':
		if b[2] <= ' ' || b[2] >= 0x7f { // none of the function keys
			return 2
		}
		return 3
	case '[':
		return sequenceSize(b)
	}
	if n := keySize(b[1:], more); n > 0 { // with Alt, or right behind escape
		return 1 + n
	}
	return 0
}

// sequenceSize is the length of the control sequence at the beginning of b.
func sequenceSize(b []byte) int {
	switch {
	case b[2] == 'M': // a report of the mouse of the old kind: three bytes follow
		if len(b) < 6 {
			return 0
		}
		return 6
	case b[2] == '[': // a function key of the Linux console: a letter follows
		if len(b) < 4 {
			return 0
		}
		return 4
	}
	for i := 2; i < len(b); i++ {
		switch {
		case b[i] < ' ' || b[i] >= 0x7f: // it belongs to something else
			return i
		case b[i] >= '@':
			return i + 1
		}
	}
	return 0
}
