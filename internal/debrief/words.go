package debrief

import (
	"strings"
	"time"
)

// The words of observations and actions are text that a person can read, with parts
// set off by semicolons or new lines. A part that begins with one of the known keys
// and a colon is that field; every other part belongs to the text. So free text is
// never refused, and a record stays readable:
//
//	Test the night list; element: exercise; due: 2031-12-01; measure: two calls answered of three
//
// A semicolon inside a part is written \; and a backslash \\.

// The elements of capability to which a corrective action belongs.
const (
	Planning     = "planning"
	Organisation = "organisation"
	Equipment    = "equipment"
	Training     = "training"
	Exercise     = "exercise"
)

// Elements are the elements, in the order in which improvement plans list them.
var Elements = []string{Planning, Organisation, Equipment, Training, Exercise}

// ActionWords are the parts of a corrective action: a row of the improvement plan,
// as far as words carry it. The role and the objective are fields of the move.
type ActionWords struct {
	Action     string // what will be done
	Area       string // the area for improvement: its text, or "line N" of the observation that states it
	Capability string // where the objective does not say it
	Element    string // one of Elements; other words are kept as they are
	Owner      string // office or person, more exactly than the role
	Contact    string
	Start      string // a date, 2031-11-01
	Due        string // likewise
	Measure    string // by what it will be seen that it was done
	Amends     string // "line N": the action or observation that these words complete or change
	Withdrawn  string // anything: the row named by Amends no longer counts
}

// ObservationWords are the parts of an observation.
type ObservationWords struct {
	Kind       ObservationKind
	Text       string
	Analysis   string // why, as people say
	Reference  string // plan, policy, procedure
	Capability string // where the objective does not say it
	Amends     string
	Withdrawn  string
}

// ObservationKind is what an observation says.
type ObservationKind uint8

// The kinds of observations.
const (
	Note          ObservationKind = iota // what was seen, without a judgement
	Strength                             // what went well and should be kept
	Area                                 // an area for improvement: the gap, not what to do about it
	KnewForOthers                        // from the cards: one thing I knew that others needed
)

var kindKeys = [...]string{Note: "note", Strength: "strength", Area: "area", KnewForOthers: "knew"}

// String is the key that sets such an observation off.
func (k ObservationKind) String() string { return kindKeys[k] }

// field is one part of words: its key, other keys that are read for it, and where
// its value goes.
type field struct {
	key    string
	others []string
	value  *string
}

func (a *ActionWords) fields() []field {
	return []field{
		{"action", nil, &a.Action},
		{"area", []string{"gap"}, &a.Area},
		{"capability", nil, &a.Capability},
		{"element", nil, &a.Element},
		{"owner", nil, &a.Owner},
		{"contact", nil, &a.Contact},
		{"start", nil, &a.Start},
		{"due", []string{"end", "completion"}, &a.Due},
		{"measure", nil, &a.Measure},
		{"amends", nil, &a.Amends},
		{"withdrawn", nil, &a.Withdrawn},
	}
}

func (o *ObservationWords) fields() []field {
	return []field{
		{"note", nil, &o.Text},
		{"strength", nil, &o.Text},
		{"area", []string{"gap"}, &o.Text},
		{"knew", nil, &o.Text},
		{"analysis", []string{"why"}, &o.Analysis},
		{"reference", nil, &o.Reference},
		{"capability", nil, &o.Capability},
		{"amends", nil, &o.Amends},
		{"withdrawn", nil, &o.Withdrawn},
	}
}

// ParseAction reads the words of an improvement action. Whatever they are, they are
// read: what is no field is the action's text.
func ParseAction(words string) ActionWords {
	var a ActionWords
	read(words, a.fields(), &a.Action, func(string) {})
	a.Element = element(a.Element)
	return a
}

// String writes the words so that ParseAction reads the same again.
func (a ActionWords) String() string {
	fields := a.fields()
	return write(fields, fields[0].key)
}

// ParseObservation reads the words of an observation. Without a key that says more
// it is a note.
func ParseObservation(words string) ObservationWords {
	var o ObservationWords
	read(words, o.fields(), &o.Text, func(key string) {
		for k, name := range kindKeys {
			if name == key {
				o.Kind = ObservationKind(k)
			}
		}
	})
	return o
}

// String writes the words so that ParseObservation reads the same again.
func (o ObservationWords) String() string {
	var fields []field
	for _, f := range o.fields() {
		if f.value != &o.Text || f.key == o.Kind.String() {
			fields = append(fields, f)
		}
	}
	return write(fields, Note.String())
}

// read puts the parts of words where they belong. Parts without a key, and those
// behind a key that came before, are added to text or to that field. found is told
// of each key.
func read(words string, fields []field, text *string, found func(key string)) {
	for _, part := range parts(words) {
		value, into := part, text
		if before, after, ok := strings.Cut(part, ":"); ok {
			for _, f := range fields {
				if f.is(before) {
					value, into = strings.TrimSpace(after), f.value
					found(f.key)
					break
				}
			}
		}
		switch {
		case value == "":
		case *into == "":
			*into = value
		default:
			*into += "; " + value
		}
	}
}

func (f *field) is(word string) bool {
	word = strings.ToLower(strings.TrimSpace(word))
	if word == f.key {
		return true
	}
	for _, o := range f.others {
		if word == o {
			return true
		}
	}
	return false
}

// parts divides words at semicolons and new lines.
func parts(words string) []string {
	var out []string
	var b strings.Builder
	flush := func() {
		if s := strings.TrimSpace(b.String()); s != "" {
			out = append(out, s)
		}
		b.Reset()
	}
	for i := 0; i < len(words); i++ {
		switch c := words[i]; {
		case c == '\\' && i+1 < len(words) && (words[i+1] == ';' || words[i+1] == '\\'):
			i++
			b.WriteByte(words[i])
		case c == ';' || c == '\n':
			flush()
		default:
			b.WriteByte(c)
		}
	}
	flush()
	return out
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`)

// write writes fields as parts. The plain field is written without its key where it
// can't be mistaken for another field.
func write(fields []field, plain string) string {
	var out []string
	for _, f := range fields {
		value := strings.Join(strings.Fields(*f.value), " ")
		if value == "" {
			continue
		}
		before, _, ok := strings.Cut(value, ":")
		mistaken := ok && isKey(before)
		value = escapes.Replace(value)
		if f.key != plain || mistaken {
			value = f.key + ": " + value
		}
		out = append(out, value)
	}
	return strings.Join(out, "; ")
}

// isKey says whether a word could be read as a key of an action or an observation.
func isKey(word string) bool {
	for _, f := range append(new(ActionWords).fields(), new(ObservationWords).fields()...) {
		if f.is(word) {
			return true
		}
	}
	return false
}

// element is the element that words mean, or the words where they mean none.
func element(s string) string {
	switch w := strings.ToLower(strings.TrimSpace(s)); w {
	case "organization", "organisational", "organizational":
		return Organisation
	case "exercises", "exercising":
		return Exercise
	case "plans", "plan":
		return Planning
	default:
		for _, e := range Elements {
			if w == e {
				return e
			}
		}
	}
	return s
}

// isDate says whether a text is a date as improvement plans want it.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
