package exercise

import (
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"example.org/whitecell/engine"
)

// A line of the record holds, besides what the record package adds: the room's
// time in milliseconds, whether it belongs to the entry before it, the move, and
// the events that followed. A strike or an undo has instead: the entries that get
// another move, the lines that count from now on in the order in which they are
// played, and for each line whose events are no longer what they were either the
// new ones or why it is gone.
//
//	{"room":1860000,"with":true,"move":{…},"events":[{…},…]}
//	{"room":1990000,"move":{"do":"strike","line":12},"new":[{"line":12,"move":{…}}],
//	 "live":[1,2,12,9],"again":[{"line":12,"events":[…]},{"line":15,"gone":"…"}]}

func (e *Exercise) appendEntry(dst []byte, x *Entry) []byte {
	dst = append(dst, `{"room":`...)
	dst = strconv.AppendInt(dst, x.Room.Milliseconds(), 10)
	if x.With {
		dst = append(dst, `,"with":true`...)
	}
	dst = append(dst, `,"move":`...)
	dst = e.prog.AppendMove(dst, x.Move)
	dst = append(dst, `,"events":`...)
	dst = e.appendEvents(dst, x.Events)
	return append(dst, '}')
}

func (e *Exercise) appendEvents(dst []byte, events []engine.Event) []byte {
	dst = append(dst, '[')
	for i := range events {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = e.prog.AppendEvent(dst, events[i])
	}
	return append(dst, ']')
}

// cursor reads a line's body piece by piece.
type cursor struct {
	data []byte
	err  error
}

func (c *cursor) fail(format string, args ...any) {
	if c.err == nil {
		c.err = errors.New(cut(fmt.Sprintf(format, args...)))
	}
}

// cut shortens what is said of a line: it may quote the line, which may be long.
func cut(s string) string {
	const most = 300
	if len(s) <= most {
		return s
	}
	return strings.ToValidUTF8(s[:most], "") + "…"
}

// take takes a literal piece if it comes next.
func (c *cursor) take(s string) bool {
	if c.err != nil || !bytes.HasPrefix(c.data, []byte(s)) {
		return false
	}
	c.data = c.data[len(s):]
	return true
}

func (c *cursor) need(s string) {
	if !c.take(s) {
		c.fail("%s is expected before %.20q", s, c.data)
	}
}

// same refuses a line that says what it says in other bytes than this program's.
func (c *cursor) same(written, read []byte) {
	if c.err == nil && !bytes.Equal(written, read) {
		c.fail("the line is not written as this program writes it")
	}
}

func (c *cursor) number() int64 {
	i := 0
	for i < len(c.data) && (c.data[i] >= '0' && c.data[i] <= '9') {
		i++
	}
	n, err := strconv.ParseInt(string(c.data[:i]), 10, 64)
	if err != nil {
		c.fail("a number is expected before %.20q", c.data)
		return 0
	}
	c.data = c.data[i:]
	return n
}

func (c *cursor) text() string {
	if c.err != nil {
		return ""
	}
	s, rest, err := engine.ReadText(c.data)
	if err != nil {
		c.fail("a text: %v", err)
	}
	c.data = rest
	return s
}

func (c *cursor) move(p *engine.Program) engine.Move {
	if c.err != nil {
		return engine.Move{}
	}
	m, rest, err := p.ReadMove(c.data)
	if err != nil {
		c.fail("the move: %v", err)
	}
	c.data = rest
	return m
}

// list reads a list; item reads one of its items.
func (c *cursor) list(item func()) {
	c.need("[")
	for n := 0; c.err == nil && !c.take("]"); n++ {
		if n > 0 {
			c.need(",")
		}
		if c.err == nil {
			item()
		}
	}
}

func (c *cursor) events(p *engine.Program) (out []engine.Event) {
	c.list(func() {
		ev, rest, err := p.ReadEvent(c.data)
		if err != nil {
			c.fail("an event: %v", err)
			return
		}
		out, c.data = append(out, ev), rest
	})
	return out
}

// readLine reads a line's body into an entry; what follows "move" in the line of
// a strike or an undo is left to the caller.
func (e *Exercise) readLine(body []byte) (*Entry, *cursor) {
	c := &cursor{data: body}
	x := &Entry{}
	c.need(`{"room":`)
	x.Room = time.Duration(c.number()) * time.Millisecond
	x.With = c.take(`,"with":true`)
	c.need(`,"move":`)
	x.Move = c.move(e.prog)
	return x, c
}
