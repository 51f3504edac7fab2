package tui

import "strings"

// glyphs are the big letters: five rows of five columns each, a colon three.
var glyphs = map[rune][5]string{
	'0': {"█████", "█   █", "█   █", "█   █", "█████"},
	'1': {"  █  ", " ██  ", "  █  ", "  █  ", " ███ "},
	'2': {"█████", "    █", "█████", "█    ", "█████"},
	'3': {"█████", "    █", " ████", "    █", "█████"},
	'4': {"█   █", "█   █", "█████", "    █", "    █"},
	'5': {"█████", "█    ", "█████", "    █", "█████"},
	'6': {"█████", "█    ", "█████", "█   █", "█████"},
	'7': {"█████", "    █", "   █ ", "  █  ", "  █  "},
	'8': {"█████", "█   █", "█████", "█   █", "█████"},
	'9': {"█████", "█   █", "█████", "    █", "█████"},
	':': {"   ", " █ ", "   ", " █ ", "   "},
	'+': {"     ", "  █  ", "█████", "  █  ", "     "},
	'-': {"     ", "     ", "█████", "     ", "     "},
	'S': {"█████", "█    ", "█████", "    █", "█████"},
	'T': {"█████", "  █  ", "  █  ", "  █  ", "  █  "},
	'O': {"█████", "█   █", "█   █", "█   █", "█████"},
	'P': {"█████", "█   █", "█████", "█    ", "█    "},
	'E': {"█████", "█    ", "████ ", "█    ", "█████"},
	'N': {"█   █", "██  █", "█ █ █", "█  ██", "█   █"},
	'D': {"████ ", "█   █", "█   █", "█   █", "████ "},
	'X': {"█   █", " █ █ ", "  █  ", " █ █ ", "█   █"},
}

// big writes a text in big letters, each cell of them scale times as wide and as
// high; at scale 0 it is the text itself.
func big(s string, scale int) []string {
	if scale == 0 {
		return []string{s}
	}
	var out []string
	for y := range 5 {
		var b strings.Builder
		for i, r := range s {
			if i > 0 {
				b.WriteString(strings.Repeat(" ", scale))
			}
			for _, cell := range glyphs[r][y] {
				b.WriteString(strings.Repeat(string(cell), scale))
			}
		}
		for range scale {
			out = append(out, b.String())
		}
	}
	return out
}

// bigScale is the largest scale at which a text fits, 0 where it does not at all,
// or has a character that there is no big letter for.
func bigScale(s string, w, h int) int {
	wide := -1
	for _, r := range s {
		g, ok := glyphs[r]
		if !ok {
			return 0
		}
		wide += len([]rune(g[0])) + 1
	}
	if wide < 1 {
		return 0
	}
	return max(min(w/wide, h/5, 4), 0)
}
