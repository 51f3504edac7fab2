// Package hostile puts texts into scenarios that would do harm if they were let, and
// looks for harm in what is shown of them.
//
// It is for the tests of everything that shows or prints, and no program links it.
// It goes past the reader of scenarios, which refuses such texts: what shows them
// must not rely on that.
package hostile

import (
	"fmt"
	"reflect"
	"strings"

	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// Mark is in each of Texts, to be found again in what is shown.
const Mark = "evil"

// Texts would command a terminal, deceive a reader, be taken for a format, or spoil a
// layout.
var Texts = []string{
	Mark + "\x1b]52;c;ZXZpbA==\x07\x1b]0;title\x1b\\\x1b[2J\x1b[?1000h\x1bc",
	"\x1b[31m" + Mark + "\x1b[0",
	"\u009b31m\u009d52;c;ZXZpbA==\u009c" + Mark + "\x9b31m\xff\xc3",
	"\u202e" + Mark + "\u2066\u200f\u061c\u200b\u2060\ufeff\u00ad\u3164",
	Mark + "\U000e0041\U000e007f\ufe0f\ue000\ufffe\U0010ffff",
	Mark + "\x00\x07\x08\x0b\x0c\r\x7f\u0085\u2028\u2029\rover",
	Mark + strings.Repeat("\u0301", 60) + strings.Repeat("\u0489\u200d", 60),
	"%s%d%n%x%!" + Mark + "%%(%v)%[9]*.[2]*[3]f",
	Mark + " `n` ` \n> q\ny\n\n\n- [x](javascript:1) <b>\t| = @ + \"",
	Mark + strings.Repeat("W", 5000),
	Mark + strings.Repeat("\n", 300) + strings.Repeat("東京 ", 300),
}

// Fill gives a scenario, which it spoils, the text wherever a person reads a text of
// it, and says in how many places. Ids and what they are found by stay as they are.
func Fill(s *scenario.Scenario, text string) int { return fill(reflect.ValueOf(s).Elem(), text) }

// kept are the names of fields whose strings are no texts.
var kept = map[string]bool{"ID": true, "Name": true, "Digest": true, "Terminology": true, "Handling": true, "Files": true, "Pos": true}

var plainString = reflect.TypeFor[string]()

func fill(v reflect.Value, text string) (n int) {
	switch v.Kind() {
	case reflect.String:
		if v.Type() != plainString { // an id
			return 0
		}
		v.SetString(text)
		return 1
	case reflect.Pointer:
		if v.IsNil() || v.Type() == reflect.TypeFor[*scenario.Cond]() {
			return 0
		}
		return fill(v.Elem(), text)
	case reflect.Slice, reflect.Array:
		for i := range v.Len() {
			n += fill(v.Index(i), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && !kept[f.Name] {
				n += fill(v.Field(i), text)
			}
		}
	}
	return n
}

// Alive says what in a text that is shown could still do harm, "" for nothing: all but
// clean characters, and a text that was taken for a format.
func Alive(shown string) string {
	if offset, name, found := text.Problem(shown); found {
		return fmt.Sprintf("character %d is a %s", offset, name)
	}
	for _, format := range []string{"%!s", "%!d", "%!v", "%!n", "%!x", "(MISSING)", "(EXTRA", "(BADINDEX)", "(NOVERB)"} {
		if strings.Contains(shown, format) {
			return "a text was taken for a format: it holds " + format
		}
	}
	return ""
}
