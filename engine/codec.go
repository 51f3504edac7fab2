package engine

import (
	"fmt"
	"strconv"
	"unicode/utf8"
)

// Moves and events are written as flat JSON objects with ids for numbers. There
// is one way to write each: reading and writing again gives the same bytes.

// AppendMove appends a move's JSON to dst.
func (p *Program) AppendMove(dst []byte, m Move) []byte {
	f := &moveForms[m.Kind]
	dst = append(dst, `{"do":"`...)
	dst = append(dst, f.name...)
	dst = append(dst, '"')
	for i := range f.fields {
		x := &f.fields[i]
		dst = p.appendField(dst, x, m.slot(x.slot), m.Mask, int(m.A), m.Why)
	}
	if m.Force {
		dst = append(dst, `,"all-the-same":true`...)
	}
	if m.Auto {
		dst = append(dst, `,"auto":true`...)
	}
	if m.Words != "" {
		dst = append(dst, `,"words":`...)
		dst = appendString(dst, m.Words)
	}
	return append(dst, '}')
}

// AppendEvent appends an event's JSON to dst.
func (p *Program) AppendEvent(dst []byte, e Event) []byte {
	f := &eventForms[e.Kind]
	dst = append(dst, `{"e":"`...)
	dst = append(dst, f.name...)
	dst = append(dst, `","at":`...)
	dst = strconv.AppendInt(dst, int64(e.At), 10)
	if e.Via != ViaMove {
		dst = append(dst, `,"via":"`...)
		dst = append(dst, viaNames[e.Via]...)
		dst = append(dst, '"')
	}
	if e.Why != WhyNone {
		dst = append(dst, `,"why":"`...)
		dst = append(dst, whyNames[e.Why]...)
		dst = append(dst, '"')
	}
	for i := range f.fields {
		x := &f.fields[i]
		dst = p.appendField(dst, x, e.slot(x.slot), e.Mask, int(e.A), e.Why)
	}
	if e.Ref >= 0 {
		dst = append(dst, `,"of":`...)
		dst = strconv.AppendInt(dst, int64(e.Ref), 10)
	}
	return append(dst, '}')
}

var viaNames = [...]string{ViaMove: "move", ViaScript: "script", ViaSent: "sent"}

func (e *Event) slot(s slot) int {
	switch s {
	case slotRole:
		return int(e.Role)
	case slotTo:
		return int(e.To)
	case slotA:
		return int(e.A)
	case slotB:
		return int(e.B)
	case slotN:
		return int(e.N)
	case slotM:
		return int(e.M)
	}
	return 0
}

func (e *Event) setSlot(s slot, v int) {
	switch s {
	case slotRole:
		e.Role = int8(v)
	case slotTo:
		e.To = int8(v)
	case slotA:
		e.A = int16(v)
	case slotB:
		e.B = int16(v)
	case slotN:
		e.N = int32(v)
	case slotM:
		e.M = int32(v)
	}
}

// appendField appends ,"key":value, or nothing for an optional field that is
// empty: -1 for what is numbered, 0 for numbers and sets.
func (p *Program) appendField(dst []byte, x *field, v int, mask uint64, a int, why Why) []byte {
	t := x.typ
	if t == typVia {
		t = viaType(why, x.slot)
		if t == typNumber || v < 0 {
			return dst
		}
	}
	_, indexed := p.count(t, a)
	switch {
	case indexed && v < 0:
		return dst
	case x.optional && !indexed && x.slot == slotMask && mask == 0, x.optional && !indexed && x.slot != slotMask && v == 0:
		return dst
	}
	dst = append(dst, ',', '"')
	dst = append(dst, x.key...)
	dst = append(dst, '"', ':')
	switch {
	case t == typPlace:
		return appendString(dst, Place(mask).String())
	case t == typRoles, t == typArrangements:
		return p.appendSet(dst, t, mask)
	case t == typNamed:
		return appendString(dst, x.names[v])
	case t == typWhy:
		return appendString(dst, whyNames[v])
	case t == typRule, t == typConsequence:
		return strconv.AppendInt(dst, int64(v+1), 10)
	case t == typBroken:
		return appendBroken(dst, Broken(v))
	case indexed:
		return appendString(dst, p.id(t, v, a))
	}
	return strconv.AppendInt(dst, int64(v), 10)
}

func (p *Program) appendSet(dst []byte, t fieldType, mask uint64) []byte {
	of := typRole
	if t == typArrangements {
		of = typArrangement
	}
	dst = append(dst, '[')
	for i, n := range Bits(mask) {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, p.id(of, n, 0))
	}
	return append(dst, ']')
}

var brokenNames = [...]string{"carriage", "clearance", "releasability"}

// Names are the names of the rules in a set.
func (b Broken) Names() (names []string) {
	for i, n := range brokenNames {
		if b>>i&1 != 0 {
			names = append(names, n)
		}
	}
	return names
}

func appendBroken(dst []byte, b Broken) []byte {
	dst = append(dst, '[')
	for i, n := range b.Names() {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendString(dst, n)
	}
	return append(dst, ']')
}

// appendString appends a JSON string. Only what must be is escaped, so that there
// is one way to write it.
func appendString(dst []byte, s string) []byte {
	const hex = "0123456789abcdef"
	dst = append(dst, '"')
	for i := 0; i < len(s); {
		c := s[i]
		switch {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c == '\t':
			dst = append(dst, '\\', 't')
		case c < 0x20 || c == 0x7f:
			dst = append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		case c < utf8.RuneSelf:
			dst = append(dst, c)
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			dst = utf8.AppendRune(dst, r)
			i += n
			continue
		}
		i++
	}
	return append(dst, '"')
}

// AppendText appends a text as JSON, written in the one way that this package
// writes it.
func AppendText(dst []byte, s string) []byte { return appendString(dst, s) }

// ReadText reads a text from the front of data and returns what is left.
func ReadText(data []byte) (string, []byte, error) {
	sc := scanner{data: data}
	s := sc.text()
	return s, sc.rest(), sc.err
}

// ReadMove reads a move from the front of data and returns what is left.
func (p *Program) ReadMove(data []byte) (Move, []byte, error) {
	sc := scanner{data: data}
	name := sc.first("do")
	kind, ok := moveNamed[name]
	if !ok && sc.err == nil {
		sc.fail("there is no move %q", name)
	}
	m := NewMove(kind)
	for sc.more() {
		key := sc.key()
		switch key {
		case "all-the-same":
			m.Force = sc.truth()
		case "auto":
			m.Auto = sc.truth()
		case "words":
			m.Words = sc.text()
		default:
			x := fieldNamed(moveForms[kind].fields, key)
			if x == nil {
				sc.fail("a move %q has no %q", name, key)
				break
			}
			if v, isMask := p.readField(&sc, x, int(m.A), m.Why, &m.Mask); !isMask {
				m.setSlot(x.slot, v)
			}
		}
	}
	return m, sc.rest(), sc.err
}

// ReadEvent reads an event from the front of data and returns what is left.
func (p *Program) ReadEvent(data []byte) (Event, []byte, error) {
	sc := scanner{data: data}
	name := sc.first("e")
	kind, ok := eventNamed[name]
	if !ok && sc.err == nil {
		sc.fail("there is no event %q", name)
	}
	e := ev(kind)
	for sc.more() {
		key := sc.key()
		switch key {
		case "at":
			e.At = int32(sc.number())
		case "of":
			e.Ref = int32(sc.number())
		case "via":
			e.Via = Via(sc.oneOf(viaNames[:]))
		case "why":
			e.Why = Why(sc.oneOf(whyNames[:]))
		default:
			x := fieldNamed(eventForms[kind].fields, key)
			if x == nil {
				sc.fail("an event %q has no %q", name, key)
				break
			}
			if v, isMask := p.readField(&sc, x, int(e.A), e.Why, &e.Mask); !isMask {
				e.setSlot(x.slot, v)
			}
		}
	}
	if sc.err == nil {
		p.complete(&sc, &e, name)
	}
	return e, sc.rest(), sc.err
}

// complete refuses an event that lacks what its kind must name.
func (p *Program) complete(sc *scanner, e *Event, name string) {
	for i := range eventForms[e.Kind].fields {
		x := &eventForms[e.Kind].fields[i]
		t, must := x.typ, !x.optional
		if t == typVia {
			t = viaType(e.Why, x.slot)
			must = must || t != typNumber && e.Why != AskConsult
			if must && t == typNumber {
				sc.fail("an event %q does not say why", name)
			}
		}
		if _, indexed := p.count(t, int(e.A)); indexed && must && e.slot(x.slot) < 0 {
			sc.fail("an event %q lacks %q", name, x.key)
		}
	}
}

var (
	moveNamed  = map[string]MoveKind{}
	eventNamed = map[string]EventKind{}
)

func init() {
	for k := range moveForms {
		moveNamed[moveForms[k].name] = MoveKind(k)
	}
	for k := range eventForms {
		eventNamed[eventForms[k].name] = EventKind(k)
	}
}

func fieldNamed(fields []field, key string) *field {
	for i := range fields {
		if fields[i].key == key {
			return &fields[i]
		}
	}
	return nil
}

// readField reads a field's value; what belongs in the mask is put there.
func (p *Program) readField(sc *scanner, x *field, a int, why Why, mask *uint64) (v int, isMask bool) {
	t := x.typ
	if t == typVia {
		t = viaType(why, x.slot)
	}
	switch t {
	case typPlace:
		place, err := ParsePlace(sc.text())
		if err != nil {
			sc.fail("%v", err)
		}
		*mask = uint64(place)
		return 0, true
	case typRoles, typArrangements:
		of := typRole
		if t == typArrangements {
			of = typArrangement
		}
		*mask = 0
		sc.list(func(id string) { *mask |= 1 << p.mustNumber(sc, of, id, 0) })
		return 0, true
	case typNamed:
		return sc.oneOf(x.names), false
	case typWhy:
		return sc.oneOf(whyNames[:]), false
	case typRule, typConsequence:
		n, _ := p.count(t, 0)
		v = sc.number() - 1
		if v < 0 || v >= n {
			sc.fail("there is no %s %d", x.key, v+1)
		}
		return v, false
	case typBroken:
		sc.list(func(name string) {
			for i, n := range brokenNames {
				if n == name {
					v |= 1 << i
				}
			}
		})
		return v, false
	case typNumber:
		return sc.number(), false
	}
	return p.mustNumber(sc, t, sc.text(), a), false
}

func (p *Program) mustNumber(sc *scanner, t fieldType, id string, a int) int {
	n := p.numberOf(t, id, a)
	if n < 0 {
		sc.fail("the scenario has no %s %q", t.noun(), id)
		return 0
	}
	return n
}

// scanner reads one flat JSON object of the kind that this file writes.
type scanner struct {
	data []byte
	at   int
	err  error
}

func (s *scanner) fail(format string, args ...any) {
	if s.err == nil {
		s.err = fmt.Errorf(format, args...)
	}
}

// eat takes a byte that must come next.
func (s *scanner) eat(c byte) bool {
	if s.err != nil {
		return false
	}
	if s.at >= len(s.data) || s.data[s.at] != c {
		s.fail("byte %d: %q is expected", s.at, c)
		return false
	}
	s.at++
	return true
}

// first reads {"key":"value" and returns the value.
func (s *scanner) first(key string) string {
	s.eat('{')
	if got := s.text(); got != key {
		s.fail("%q is expected first", key)
	}
	s.eat(':')
	return s.text()
}

// more says whether another field follows, and takes the comma or the end.
func (s *scanner) more() bool {
	if s.err != nil || s.at >= len(s.data) {
		s.fail("the line ends too early")
		return false
	}
	switch s.data[s.at] {
	case ',':
		s.at++
		return true
	case '}':
		s.at++
		return false
	}
	s.fail("byte %d: a comma or the end is expected", s.at)
	return false
}

func (s *scanner) key() string {
	k := s.text()
	s.eat(':')
	return k
}

func (s *scanner) rest() []byte {
	if s.err != nil {
		return nil
	}
	return s.data[s.at:]
}

func (s *scanner) truth() bool {
	if s.err == nil && s.at+4 <= len(s.data) && string(s.data[s.at:s.at+4]) == "true" {
		s.at += 4
		return true
	}
	s.fail("byte %d: true is expected", s.at)
	return false
}

func (s *scanner) number() int {
	from := s.at
	for s.at < len(s.data) && (s.data[s.at] == '-' || s.data[s.at] >= '0' && s.data[s.at] <= '9') {
		s.at++
	}
	n, err := strconv.ParseInt(string(s.data[from:s.at]), 10, 32)
	if err != nil {
		s.fail("byte %d: a number is expected", from)
	}
	return int(n)
}

func (s *scanner) oneOf(names []string) int {
	got := s.text()
	for i, n := range names {
		if n == got {
			return i
		}
	}
	s.fail("%q is none of the words that can stand there", got)
	return 0
}

func (s *scanner) list(f func(string)) {
	s.eat('[')
	for s.err == nil && s.at < len(s.data) && s.data[s.at] != ']' {
		f(s.text())
		if s.err == nil && s.at < len(s.data) && s.data[s.at] == ',' {
			s.at++
		}
	}
	s.eat(']')
}

// text reads a JSON string.
func (s *scanner) text() string {
	if !s.eat('"') {
		return ""
	}
	from := s.at
	for s.at < len(s.data) {
		switch s.data[s.at] {
		case '"':
			s.at++
			return string(s.data[from : s.at-1])
		case '\\':
			return s.escaped(from)
		}
		s.at++
	}
	s.fail("a text does not end")
	return ""
}

// escaped reads the rest of a string that has an escape in it.
func (s *scanner) escaped(from int) string {
	out := append([]byte(nil), s.data[from:s.at]...)
	for s.at < len(s.data) {
		c := s.data[s.at]
		s.at++
		if c == '"' {
			return string(out)
		}
		if c != '\\' {
			out = append(out, c)
			continue
		}
		if s.at >= len(s.data) {
			break
		}
		c = s.data[s.at]
		s.at++
		switch c {
		case '"', '\\':
			out = append(out, c)
		case 'n':
			out = append(out, '\n')
		case 't':
			out = append(out, '\t')
		case 'u':
			if s.at+4 > len(s.data) {
				s.fail("an escape does not end")
				return ""
			}
			n, err := strconv.ParseUint(string(s.data[s.at:s.at+4]), 16, 7)
			if err != nil {
				s.fail("byte %d: not an escape that is written here", s.at)
				return ""
			}
			s.at += 4
			out = append(out, byte(n))
		default:
			s.fail("byte %d: not an escape that is written here", s.at)
			return ""
		}
	}
	s.fail("a text does not end")
	return ""
}
