package plan

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/whitecell/internal/text"
)

// token is one word of a line, or a comma.
type token struct {
	text     string
	from, to int // bytes of the line
}

const comma = ","

// mistake is a sentence for whoever wrote the line.
type mistake string

func (m mistake) Error() string { return string(m) }

// lexed is a line taken apart. Words in quotes may stand anywhere in it, so they
// are taken out first.
type lexed struct {
	line   string // cleaned, without its comment
	tokens []token
	words  string
	quoted bool // there were words, though perhaps none between the quotes
}

// lex takes a line apart. An arrow reads as "to".
func lex(line string) (lexed, error) {
	line = text.Line(line)
	x := lexed{line: line}
	for at := 0; at < len(line); {
		c, size := utf8.DecodeRuneInString(line[at:])
		switch {
		case c == '#':
			x.line = line[:at]
			return x, nil
		case unicode.IsSpace(c):
			at += size
		case quotes[c] != "":
			if x.quoted {
				return x, mistake("There are words in quotes twice, and a move takes them once. Inside words write a quote as \\\".")
			}
			words, end, ok := unquote(line, at+size, quotes[c])
			if !ok {
				return x, mistake("The words have no closing quote.")
			}
			x.words, x.quoted, at = words, true, end
		default:
			end, word := wordAt(line, at)
			x.tokens = append(x.tokens, token{word, at, end})
			at = end
		}
	}
	return x, nil
}

// quotes are the characters that begin words, with those that end them. Some
// editors turn plain quotes into the others.
var quotes = map[rune]string{'"': `"`, '“': `”"`, '„': `“”"`, '«': `»"`}

// wordAt is the token that begins at a byte of the line, and where it ends.
func wordAt(line string, at int) (end int, word string) {
	if n := arrow(line[at:]); n > 0 {
		return at + n, "to"
	}
	if line[at] == ',' {
		return at + 1, comma
	}
	for end = at; end < len(line); {
		c, size := utf8.DecodeRuneInString(line[end:])
		if c == ',' || c == '#' || unicode.IsSpace(c) || quotes[c] != "" || arrow(line[end:]) > 0 {
			break
		}
		end += size
	}
	return end, line[at:end]
}

func arrow(s string) int {
	for _, a := range [...]string{"->", "→"} {
		if strings.HasPrefix(s, a) {
			return len(a)
		}
	}
	return 0
}

// unquote reads words up to one of the closing quotes. \" and \\ stand for the
// character itself, \n begins a new line.
func unquote(line string, at int, closing string) (words string, end int, ok bool) {
	var b strings.Builder
	for at < len(line) {
		c, size := utf8.DecodeRuneInString(line[at:])
		at += size
		if strings.ContainsRune(closing, c) {
			return text.Clean(b.String()), at, true
		}
		if c == '\\' && at < len(line) {
			switch line[at] {
			case '"', '\\':
				c = rune(line[at])
				at++
			case 'n':
				c = '\n'
				at++
			}
		}
		b.WriteRune(c)
	}
	return "", at, false
}

var escaper = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// enquote writes words so that unquote reads them back.
func enquote(words string) string { return `"` + escaper.Replace(text.Clean(words)) + `"` }
