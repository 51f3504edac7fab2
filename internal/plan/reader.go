package plan

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"example.org/whitecell/engine"
)

// reader reads the arguments of one line. The first thing that it can't read is
// kept in err, and what comes after it means nothing.
type reader struct {
	lexed
	p    *engine.Program
	g    *engine.Game
	verb *verb
	by   string // who moves, as written; "" for control
	who  int    // who moves, -1 for control
	at   int    // the next token
	err  error
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = mistake(fmt.Sprintf(format, args...))
	}
}

// peek is the next token, "" at the end.
func (r *reader) peek() string { return r.ahead(0) }

func (r *reader) ahead(n int) string {
	if r.at+n < len(r.tokens) {
		return r.tokens[r.at+n].text
	}
	return ""
}

func (r *reader) next() string {
	s := r.peek()
	r.at++
	return s
}

// keyword takes words that come next, and says whether they did.
func (r *reader) keyword(words ...string) bool {
	for i, w := range words {
		if !strings.EqualFold(r.ahead(i), w) {
			return false
		}
	}
	r.at += len(words)
	return true
}

// must takes a word that has to come next.
func (r *reader) must(word string) {
	if r.keyword(word) {
		return
	}
	if s := r.peek(); s != "" {
		r.fail("“%s” is expected before %s. Write: %s", word, quote(s), r.verb.usage)
		return
	}
	r.fail("“%s” is missing. Write: %s", word, r.verb.usage)
}

// id takes the name of a thing and gives its number; -1 after a mistake.
func (r *reader) id(k kind) int {
	if r.err != nil {
		return -1
	}
	s := r.peek()
	if s == "" || s == comma {
		r.fail("Here %s is missing. Write: %s", article(k.noun), r.verb.usage)
		return -1
	}
	n, sentence := k.find(s)
	if n < 0 {
		r.fail("%s", sentence)
		return -1
	}
	r.at++
	return n
}

func article(noun string) string {
	if strings.ContainsRune("aeio", unicode.ToLower(rune(noun[0]))) {
		return "an " + noun
	}
	return "a " + noun
}

// list takes names with commas between them; each counts once.
func (r *reader) list(k kind) (out []int) {
	for {
		n := r.id(k)
		if r.err != nil {
			return nil
		}
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
		if !r.keyword(comma) {
			return out
		}
	}
}

// group takes roles with commas between them. A party stands for its roles and
// all for every role, whoever moves left out.
func (r *reader) group() (out []int) {
	k := roles(r.p)
	add := func(n int) {
		if !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	for {
		party := r.peek()
		switch members := r.members(party); {
		case members != nil:
			r.at++
			for _, n := range members {
				if n != r.who {
					add(n)
				}
			}
		default:
			add(r.id(k))
		}
		if r.err != nil {
			return nil
		}
		if !r.keyword(comma) {
			return out
		}
	}
}

// members are the roles of a party, or all; nil for any other word.
func (r *reader) members(word string) (out []int) {
	for i := range r.p.Roles() {
		role := r.p.Role(i)
		if strings.EqualFold(word, "all") || role.Party != "" && strings.EqualFold(word, string(role.Party)) {
			out = append(out, i)
		}
	}
	return out
}

func maskOf(numbers []int) (m uint64) {
	for _, n := range numbers {
		m |= 1 << n
	}
	return m
}

// number takes a whole number, with or without a sign.
func (r *reader) number(what string) int32 {
	s := r.next()
	n, err := strconv.ParseInt(strings.Replace(strings.TrimPrefix(s, "+"), "−", "-", 1), 10, 32)
	switch {
	case s == "":
		r.fail("%s is missing. Write: %s", what, r.verb.usage)
	case err != nil:
		r.fail("%s is a whole number, and %s is none.", what, quote(s))
	}
	return int32(n)
}

// oneOf takes one of a few words and gives its number.
func (r *reader) oneOf(what string, names []string) int32 {
	s := r.next()
	for i, name := range names {
		if strings.EqualFold(s, name) {
			return int32(i)
		}
	}
	if s == "" {
		r.fail("%s is missing: %s.", what, listed(names, "or"))
	} else {
		r.fail("%s is %s, and not %s.", what, listed(names, "or"), quote(s))
	}
	return 0
}

// force takes all-the-same, which sends against a rule.
func (r *reader) force() bool {
	return r.keyword("all-the-same") || r.keyword("all", "the", "same")
}

// spoken takes the rest of the line as words where they stand without quotes.
func (r *reader) spoken() {
	if !r.quoted && r.at < len(r.tokens) {
		r.words, r.quoted = strings.TrimSpace(r.line[r.tokens[r.at].from:]), true
		r.at = len(r.tokens)
	}
}

// end refuses what is left of the line.
func (r *reader) end() {
	switch s := r.peek(); {
	case s == "" || r.err != nil:
	case r.quoted:
		r.fail("%s is not understood here. Write: %s", quote(s), r.verb.usage)
	default:
		r.fail("%s is not understood here. Write: %s; words stand in double quotes.", quote(s), r.verb.usage)
	}
}

// move is a move of the line's verb by whoever moves, with its words.
func (r *reader) move() engine.Move {
	m := engine.NewMove(r.verb.kind)
	m.Role, m.Words = int8(r.who), r.words
	return m
}
