package plan

import (
	"slices"
	"strconv"
	"strings"

	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// directiveNames are the words that set a plan up.
var directiveNames = []string{"plan", "length", "seating", "seed", "from", "seats", "seat"}

// isDirective says whether a line sets the plan up. "seat ROLE" alone is a move.
func isDirective(word, rest string) bool {
	word = strings.ToLower(word)
	if word == "seat" {
		return strings.Contains(rest, " ")
	}
	return slices.Contains(directiveNames, word)
}

// directives reads the directives of one line. A title takes the rest of its
// line; of the others several may stand on one.
func (f *fileReader) directives(s string) {
	if f.played {
		f.late(s)
		return
	}
	for s != "" {
		word, rest := cut(s)
		word = strings.ToLower(word)
		if word == "plan" {
			f.once(word)
			f.Title = text.Line(unquoted(rest))
			if f.Title == "" {
				f.fault("Behind plan its title is missing.")
			}
			return
		}
		value, after := value(rest)
		switch {
		case !slices.Contains(directiveNames, word):
			f.fault("%s sets nothing up. There are: %s.", quote(word), listed(directiveNames, "and"))
			return
		case value == "":
			f.fault("Behind %s something is missing.", word)
			return
		case word == "seat":
			plays, then := cut(after)
			f.seat(value, plays)
			after = then
		default:
			f.directive(word, value)
		}
		s = after
	}
}

// late says that a directive stands behind the first move.
func (f *fileReader) late(s string) {
	word, rest := cut(s)
	if role, plays := cut(rest); strings.EqualFold(word, "seat") {
		f.fault("What sets a plan up stands before its first move. Here write: unseat %s %s", text.Line(role), text.Line(plays))
		return
	}
	f.fault("What sets a plan up stands before its first move, and %s does.", quote(word))
}

// value takes the next value of a line, which may stand in quotes.
func value(s string) (v, rest string) {
	if strings.HasPrefix(s, `"`) {
		if v, end, ok := unquote(s, 1, `"`); ok {
			return v, strings.TrimSpace(s[end:])
		}
	}
	return cut(s)
}

// unquoted is a text without the quotes around it, where it has any.
func unquoted(s string) string {
	if v, rest := value(s); strings.HasPrefix(s, `"`) && rest == "" {
		return v
	}
	return s
}

// once reports what is set a second time.
func (f *fileReader) once(name string) {
	if f.given[name] {
		f.fault("%s is given twice.", quote(name))
	}
	f.given[name] = true
}

func (f *fileReader) directive(word, value string) {
	f.once(word)
	switch word {
	case "length":
		f.Setup.Length = value
	case "seating":
		f.Setup.Seating = value
	case "from":
		f.Setup.From = scenario.TurnID(strings.ToLower(value))
	case "seed":
		n, err := strconv.ParseUint(value, 10, 64)
		if err != nil {
			f.fault("A seed is a whole number, 0 or more, and %s is none.", quote(value))
		}
		f.Seed = n
	case "seats":
		f.Others = f.temperament(value)
	}
}

func (f *fileReader) seat(role, plays string) {
	f.once("seat " + strings.ToLower(role))
	f.Seats = append(f.Seats, Seat{f.no, role, f.temperament(plays)})
}

func (f *fileReader) temperament(s string) scenario.Temperament {
	for t, name := range scenario.Temperaments {
		if strings.EqualFold(s, name) {
			return scenario.Temperament(t)
		}
	}
	f.fault("A seat that plays by itself is %s, and not %s.", listed(scenario.Temperaments[:], "or"), quote(s))
	return scenario.Silent
}
