package plan

import (
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// maxLine is the longest line, in bytes.
const maxLine = 10_000

// Parse reads one line of the move language as moves: most lines are one; a share
// is one for each fact and receiver. An empty line, or one with only a comment,
// is none. g gives what depends on the moment, such as the best way for a share;
// it is not changed, and without it such lines are mistakes.
//
// An error is a sentence for whoever wrote the line. It is an *engine.Refusal
// where the line can be read but nothing at this moment answers to it.
func Parse(p *engine.Program, g *engine.Game, line string) ([]engine.Move, error) {
	r, err := open(line)
	if err != nil || r.verb == nil {
		return nil, err
	}
	r.p, r.g = p, g
	if r.by != "" {
		n, sentence := roles(p).find(r.by)
		if n < 0 {
			return nil, mistake(sentence)
		}
		r.who = n
	}
	moves := r.verb.read(r)
	r.end()
	if r.err != nil {
		return nil, r.err
	}
	return moves, nil
}

// open reads as much of a line as can be read without a scenario: who moves, and
// the verb. The verb is nil for an empty line.
func open(line string) (*reader, error) {
	r := &reader{who: -1}
	if len(line) > maxLine {
		return nil, mistake("This line is longer than 10,000 bytes.")
	}
	var err error
	if r.lexed, err = lex(line); err != nil {
		return nil, err
	}
	if len(r.tokens) == 0 {
		if r.quoted {
			return nil, mistake("There is no verb before the words.")
		}
		return r, nil
	}
	named := r.splitWho()
	word := r.next()
	if word == "" {
		return nil, mistake("Behind the colon a verb is missing.")
	}
	if r.verb = verbNamed(word); r.verb == nil {
		if v := verbNamed(r.peek()); v != nil && v.who != onlyControl && r.by == "" {
			return nil, mistake("Behind the role a colon is missing: " + quote(word+":") + ". Write: " + v.usage)
		}
		return nil, mistake(noVerb(word))
	}
	switch r.verb.who {
	case aRole:
		if r.by == "" {
			return nil, mistake("Say which role does this. Write: " + r.verb.usage)
		}
	case onlyControl:
		if r.by != "" {
			return nil, mistake("That is control's to do: leave out " + quote(named+":") + ". Write: " + r.verb.usage)
		}
	}
	return r, nil
}

// splitWho takes ROLE: from the front of the line, if it is there, and gives it
// as written. A role's name may have several words.
func (r *reader) splitWho() string {
	var name []string
	for i, t := range r.tokens {
		before, after, found := strings.Cut(t.text, ":")
		if i > 0 && (i == 4 || t.text == comma || verbNamed(r.tokens[0].text) != nil || found && after != "") {
			return ""
		}
		if name = append(name, before); !found {
			continue
		}
		r.at = i + 1
		if after != "" {
			r.at = i
			r.tokens[i].text = after
			r.tokens[i].from = t.to - len(after)
		}
		who := strings.Trim(strings.Join(name, " "), " ")
		if !strings.EqualFold(who, "control") {
			r.by = who
		}
		return who
	}
	return ""
}

func verbNamed(word string) *verb {
	word = strings.ToLower(word)
	if name, ok := otherNames[word]; ok {
		word = name
	}
	if v := verbs[word]; v != nil || len(word) < 3 {
		return v
	}
	var found *verb // by the beginning of its name, if that is clear
	for _, name := range verbNames {
		if strings.HasPrefix(name, word) && !final[name] {
			if found != nil {
				return nil
			}
			found = verbs[name]
		}
	}
	return found
}

// final are the verbs that are not to be hit by a slip of the finger: neither the
// beginning of their name will do, nor are they suggested.
var final = map[string]bool{"end": true, "stop": true, "start": true, "undo": true, "lift": true, "strike": true}

func noVerb(word string) string {
	said := "There is no verb " + quote(word) + "."
	if near := scenario.Nearest(word, verbNames); near != "" && !final[near] {
		return said + " Is “" + near + "” meant? Write: " + verbs[near].usage
	}
	return said + " A question mark shows them all."
}

// Usage lists how each verb is written, in the order in which they are explained.
func Usage() []string {
	out := make([]string, len(verbNames))
	for i, name := range verbNames {
		out[i] = verbs[name].usage
	}
	return out
}
