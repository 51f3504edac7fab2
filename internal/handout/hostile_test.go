package handout

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/hostile"
)

// markup are texts that would be something else than text, if they were let.
var markup = []string{
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onmouseover='alert(1)`, `</style><script>x</script>`,
	`</p></section><h1>NO DUFF</h1>`, `<!-- `, `{{.Title}}`, `&lt;b&gt; &amp; &#60;`, `\22 ; } * { display: none } @import "//x.example/y";`,
	`[words](javascript:alert(1))`, `![a picture](http://x.example/y.png)`, `<http://x.example>`, `http://x.example www.x.example me@x.example`,
	`# heading`, `- item`, `1. item`, `2) item`, `> said`, `| a | b |`, `---`, `===`, `**bold** _it_ ~~gone~~ $x^2$`, "`code` ``` ~~~",
	`=1+cmd|' /C calc'!A0`, `+1`, `@SUM(A1)`, `\`, `\[x\](y)`, `*`, `a]: http://x.example`, `[^1]`, `***`, "+ item",
}

// hostileScenario says a text wherever a scenario may say something.
func hostileScenario(x string) string {
	q, _ := json.Marshal(x)
	return strings.ReplaceAll(strings.ReplaceAll(hostileForm, "%T", string(q)), "%B", string(q))
}

const hostileForm = `whitecell: 1
title: %T
summary: %T
marking: %T
handling: [open, sealed]
parties: {p: {title: %T}}
objectives: {o: {title: %T, capability: %T, target: %T, tasks: [%T]}}
seatings: {"2": {%T: [a, b]}}
lengths: {60: {brief: 5, turns: {t: 20}, hotwash: 20}}
roles:
  a: {title: %T, party: p, brief: %B, authority: %T, interests: [%T], questions: [%T], knows: [f]}
  b: {title: %T, party: p}
facts:
  f: {title: %T, text: %T, origin: a, handling: sealed, sanitised: {g: 1h}}
  g: {title: %T, text: %T, origin: a, handling: sealed}
channels: {c: {title: %T, between: all, leak: 10}}
forums: {m: {title: %T, members: [a, b]}}
arrangements: {r: {title: %T, text: %T, cost: 1, changes: {channels: {c: {delay: 5m}}}}}
measures: {x: {title: %T, start: 5}}
turns:
  - id: z
    title: %T
    skipped: {text: %T, knows: {b: [g]}, effects: {x: -1}}
  - id: t
    title: %T
    situation: %T
    injects:
      - {to: a, from: %T, by: %T, title: %T, text: %T, facts: [g], say: %T, ask: %T, expect: %T, objective: o, contingency: "not holds('b', 'f')", at: 5m}
    decisions:
      d: {title: %T, ask: %T, by: [a, b], rule: all, reasons: [%T], options: {k: {title: %T, outcome: %T, requires: "agreed('r')", locked: %T}, l: {title: %T, free: true}}}
      e: {title: %T, ask: %T, by: a, buy: 1, keep: owned}
endings: {w: {title: %T, text: %T, notes: [{text: %T}]}}
hotwash: [%T]
`

// tags are tags as the page has them.
var tags = regexp.MustCompile(`<[^>]*>`)

// ours are the only tags that the page has: those of its template, with the
// attributes of its template.
var ours = regexp.MustCompile(`^</?(html|head|meta|title|style|body|main|section|p|header|h1|h2|h3|h4|div|span|strong|em|code|b|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|article)` +
	`( (lang|charset|http-equiv|content|name|class|data-part|scope|role|aria-label)="[^"<>]*")*>$|^<!doctype html>$`)

// Whatever a scenario says, it stays text on the page.
func TestHostileHTML(t *testing.T) {
	for i, x := range markup {
		if testing.Short() && i%4 != 0 {
			continue
		}
		p := compiled(t, loaded(t, hostileScenario(x)), engine.Setup{Length: "60", Seating: "2"})
		page, _ := written(t, built(t, p))
		head, rest, _ := strings.Cut(page, "<style>")
		style, body, _ := strings.Cut(rest, "</style>")
		for _, tag := range tags.FindAllString(head+body, -1) {
			if !ours.MatchString(tag) {
				t.Errorf("%q: the page has the tag %s", x, tag)
			}
		}
		if strings.Contains(body, "</style>") || strings.ContainsAny(withoutSelectors(style), "<>") || strings.Contains(style, "url(") {
			t.Errorf("%q: the style is not ours alone", x)
		}
		if open, shut := strings.Count(style, "{"), strings.Count(style, "}"); open != shut || strings.Contains(style, "@import") {
			t.Errorf("%q: the style has %d { and %d }", x, open, shut)
		}
		if n, want := strings.Count(page, "<section"), strings.Count(page, "</section>"); n != want || n < 10 {
			t.Errorf("%q: %d sections begin and %d end", x, n, want)
		}
	}
}

// What the reader of scenarios would have refused does not come through either: no
// page holds a character that commands or deceives, and no text is a format.
func TestNothingIsAlive(t *testing.T) {
	for i, x := range hostile.Texts {
		if testing.Short() && i%4 != 0 {
			continue
		}
		s := harbour(t)
		if n := hostile.Fill(s, x); n < 40 {
			t.Fatalf("%d texts were replaced, want all of the harbour's", n)
		}
		for _, setup := range []engine.Setup{{Length: "30", Seating: "2"}, {Length: "20"}} {
			page, md := written(t, built(t, compiled(t, s, setup)))
			for what, shown := range map[string]string{"page": page, "Markdown": md} {
				if why := hostile.Alive(shown); why != "" {
					t.Errorf("text %d, %+v: the %s is alive: %s", i, setup, what, why)
				}
				if n := strings.Count(shown, hostile.Mark); n < 40 {
					t.Errorf("text %d, %+v: the %s has the text %d times, want it wherever it stands", i, setup, what, n)
				}
			}
		}
	}
}

// withoutSelectors takes the child combinators out of the style.
func withoutSelectors(style string) string { return strings.ReplaceAll(style, " > ", " ") }

// The same for spreadsheets and other readers of Markdown: no line and no cell
// begins as anything but our own.
func TestEscape(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain words, a comma; a dash - and 3.5", "plain words, a comma; a dash - and 3.5"},
		{"<b>&amp;", `\<b\>\&amp;`},
		{"[x](y)", `\[x\](y)`},
		{"# a", `\# a`},
		{"a # b", "a # b"},
		{"- a", `\- a`},
		{"12. a", `12\. a`},
		{"12) a", `12\) a`},
		{"v12. a", "v12. a"},
		{"=SUM", `\=SUM`},
		{"a | b", `a \| b`},
		{"http://x.example", `http\://x.example`},
		{"www.x.example", `www\.x.example`},
		{"me@x.example", `me\@x.example`},
		{"two\nlines", "two lines"},
		{"\x1b[31mred", `\[31mred`},
		{"", ""},
	}
	for _, tt := range tests {
		if got := escape(tt.in); got != tt.want {
			t.Errorf("escape(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestFence(t *testing.T) {
	for in, want := range map[string]string{
		"turn == 2": "`turn == 2`", "a`b": "``a`b``", "`a": "`` `a ``", "a | b": "`a \\| b`",
	} {
		if got := fence(in); got != want {
			t.Errorf("fence(%q) = %q, want %q", in, got, want)
		}
	}
}

// Conditions are said in words, each kind of them.
func TestConditions(t *testing.T) {
	s := loaded(t, strings.Replace(hostileScenario("Words"), "endings:", conditionRules(), 1))
	p := compiled(t, s, engine.Setup{})
	m := &maker{p: p, s: s}
	for i, tt := range conditionWords {
		if got := m.truth(s.Rules[i].When.Root, 0); got != tt.words {
			t.Errorf("%s\n is said as %q\n want       %q", tt.source, got, tt.words)
		}
	}
}

func conditionRules() string {
	var b strings.Builder
	b.WriteString("rules:\n")
	for _, tt := range conditionWords {
		fmt.Fprintf(&b, "  - {when: %q, then: [set: done]}\n", tt.source)
	}
	return b.String() + "endings:"
}

var conditionWords = []struct{ source, words string }{
	{"holds('a', 'f')", "Words holds F1 Words"},
	{"not holds('a', 'f')", "Words does not hold F1 Words"},
	{"x < 40 and not (x >= 10 or flag('done'))", "Words is below 40 and not (Words is at least 10 or mark “done” is set)"},
	{"chose('d') == 'k'", "D1 is answered a “Words”"},
	{"chose('d') == ''", "D1 has no answer"},
	{"chose('d') != ''", "D1 has an answer"},
	{"chose('d') in ['k', 'l']", "D1 is answered a “Words” or b “Words”"},
	{"turn == 2 and clock <= 90", "the turn is 2 and it is no later than T+1:30"},
	{"x + 2 * 3 > -1", "(Words + (2 × 3)) is above −1"},
	{"agreed('r') or owned('r') and lapsed() > 1", "“Words” holds or (“Words” has an owner and the number of purchases that lapsed is above 1)"},
	{"met('m') and called('m') and sitting('m')", "“Words” has sat and “Words” was called and “Words” is sitting"},
	{"leaked() or leaked('f') or shared('f')", "something leaked or F1 Words leaked or F1 Words reached a second table"},
	{"not delivered('t-1')", "slip 1 was not handed over"},
	{"true", "always"},
}
