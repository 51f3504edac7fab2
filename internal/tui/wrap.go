package tui

import (
	"strings"
	"unicode"

	"github.com/charmbracelet/x/ansi"
)

// wrap breaks a text into lines of at most so many columns: at spaces, between
// characters of scripts that have none, and inside a word only where it is wider
// than a line. Its own line breaks stay.
func wrap(s string, to int) []string {
	if to < 1 {
		return nil
	}
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		out = append(out, wrapLine(strings.TrimRight(line, " "), to)...)
	}
	return out
}

// wrapLine breaks one line.
func wrapLine(s string, to int) []string {
	var out []string
	var line strings.Builder
	used := 0
	brk := -1 // where the line may be broken: bytes of it
	flush := func(at int) {
		text := line.String()
		if piece := strings.TrimRight(text[:at], " "); piece != "" { // else only what a word was set in by
			out = append(out, piece)
		}
		rest := strings.TrimLeft(text[at:], " ")
		line.Reset()
		line.WriteString(rest)
		used, brk = width(rest), -1
	}
	eachCluster(s, func(cluster string, w int) bool {
		for used+w > to && used > 0 {
			switch {
			case cluster == " ":
				flush(line.Len())
				return true
			case brk > 0:
				flush(brk)
			default:
				flush(line.Len())
			}
		}
		if ideograph(cluster) && !closes(cluster) && line.Len() > 0 {
			brk = line.Len()
		}
		line.WriteString(cluster)
		used += w
		if cluster == " " || ideograph(cluster) && !opens(cluster) {
			brk = line.Len()
		}
		return true
	})
	return append(out, strings.TrimRight(line.String(), " "))
}

// ideograph says whether a character belongs to a script that has no spaces.
func ideograph(cluster string) bool {
	r := firstRune(cluster)
	return r >= 0x1100 && ansi.StringWidthWc(string(r)) == 2
}

// closes says whether a line may not begin with a character.
func closes(cluster string) bool {
	r := firstRune(cluster)
	return unicode.In(r, unicode.Pe, unicode.Pf) || strings.ContainsRune("、。，．！？・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々", r)
}

// opens says whether a line may not end in a character.
func opens(cluster string) bool { return unicode.In(firstRune(cluster), unicode.Ps, unicode.Pi) }
