package markdown_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"

	"example.org/whitecell/internal/handout"
)

// foreign are texts that Markdown would make something of.
var foreign = []string{
	`<script>x</script>`, `<b>x</b>`, `<!-- x -->`, `&lt;b&gt;`, `[x](http://x.example)`, `![x](http://x.example/y.png)`,
	`<http://x.example>`, `http://x.example`, `https://x.example/a_b`, `www.x.example`, `me@x.example`, `ftp://x.example`, `mailto:me@x.example`,
	`# x`, `## x`, `- x`, `+ x`, `* x`, `1. x`, `1) x`, `> x`, `| a | b |`, `---`, `===`, `***`, `___`,
	`**x**`, `_x_`, `~~x~~`, "`x`", "```", `~~~`, `- [ ] x`, `[^1]`, `[x]: http://x.example`, `\<b>`, `\`, `x\`, "    x", "x  \n# y", "x\n\n- y",
	`x | y`, `|`, `:--`, `=1+1`, `a*b*c`, `**`, `*`, "`",
}

// What the handouts write as Markdown reads back as nothing but text, whatever
// stands in it and wherever.
func TestForeignTextStaysText(t *testing.T) {
	reader := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote)).Parser()
	for _, x := range foreign {
		src := paper(t, x)
		want := map[ast.NodeKind]int{}
		_ = ast.Walk(reader.Parse(text.NewReader(paper(t, "word"))), counter(want))
		got := map[ast.NodeKind]int{}
		root := reader.Parse(text.NewReader(src))
		_ = ast.Walk(root, counter(got))
		for kind, n := range got {
			if kind != ast.KindText && kind != ast.KindString && n != want[kind] {
				t.Errorf("%q makes %d of %s, an ordinary word %d:\n%s", x, n, kind, want[kind], src)
			}
		}
		var page bytes.Buffer
		if err := goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert(src, &page); err != nil {
			t.Fatal(err)
		}
		for _, live := range []string{"<script", "<a ", "<img", "<b>", "raw HTML omitted", "<del", "<input"} {
			if strings.Contains(page.String(), live) {
				t.Errorf("%q became %s", x, live)
			}
		}
	}
}

func counter(n map[ast.NodeKind]int) ast.Walker {
	return func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			n[node.Kind()]++
		}
		return ast.WalkContinue, nil
	}
}

// paper is a document that says a text in every kind of block.
func paper(t *testing.T, x string) []byte {
	t.Helper()
	x = strings.ReplaceAll(x, "\n", " ")
	plain := handout.Line{{Text: x}}
	mixed := handout.Line{{Text: "head", Strong: true}, {Text: " " + x + " "}, {Text: "tail", Emph: true}}
	doc := &handout.Document{Marking: x, Parts: []handout.Part{{Pages: []handout.Page{{
		Kicker: x, Title: x,
		Blocks: []handout.Block{
			handout.Para{Line: plain},
			handout.Para{Line: mixed},
			handout.Para{Line: handout.Line{{Text: "one\n" + x + "\n" + x}}},
			handout.Head{Level: 3, Text: x},
			handout.Items{Label: x, Items: []handout.Line{plain, mixed}},
			handout.Items{Style: handout.Numbered, Items: []handout.Line{plain}},
			handout.Fields{Fields: []handout.Field{{Label: x, Lines: []handout.Line{plain, mixed}}}},
			handout.Table{Cols: []handout.Col{{Title: x}, {Title: "b"}}, Rows: [][]handout.Cell{{{plain, mixed}, {plain}}}},
			handout.Aloud{Label: x, Lines: []handout.Line{plain, {{Text: "one\n" + x}}}},
			handout.Write{Label: x, Lines: 1},
			handout.Box{Number: x, Title: x, Note: x, Marked: true, Blocks: []handout.Block{handout.Para{Line: plain}}},
			handout.Columns{Left: []handout.Block{handout.Para{Line: plain}}, Right: []handout.Block{handout.Para{Line: mixed}}},
			handout.Big{Text: x},
		},
	}}}}}
	var out bytes.Buffer
	if err := doc.WriteMarkdown(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
