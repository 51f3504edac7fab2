// Package markdown turns the Markdown of briefs into plain paragraphs and list
// items, for terminals and for paper. It knows headings, paragraphs, lists and
// quotations; links become their words, HTML is dropped, and emphasis is kept
// only by Stress. It lays nothing out: folding lines is the caller's.
package markdown

import (
	"fmt"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
)

// Block is a paragraph, a heading or a list item.
type Block struct {
	Text   string
	Head   bool
	Marker string // "- " or "1. " before a list item, "" elsewhere
	Depth  int    // of lists and quotations around it
}

// Span is a piece of a block's words, stressed in one way. A newline in it is a
// break.
type Span struct {
	Text         string
	Strong, Emph bool
}

// Stressed is a block with its words as spans.
type Stressed struct {
	Block
	Spans []Span
}

// Blocks reads a Markdown text.
func Blocks(source string) []Block {
	var out []Block
	for _, s := range Stress(source) {
		out = append(out, s.Block)
	}
	return out
}

// Stress reads a Markdown text as Blocks does, and keeps what is stressed.
func Stress(source string) []Stressed {
	src := []byte(source)
	var out []Stressed
	walk(goldmark.DefaultParser().Parse(text.NewReader(src)), src, Block{}, &out)
	return out
}

// walk adds the blocks below a node; like is what they take from around them.
func walk(n ast.Node, src []byte, like Block, out *[]Stressed) {
	number := 1
	if l, ok := n.(*ast.List); ok && l.IsOrdered() {
		number = l.Start
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b := like
		switch c.(type) {
		case *ast.HTMLBlock, *ast.ThematicBreak:
			continue
		case *ast.Heading:
			b.Head = true
		case *ast.List:
			b.Depth++
		case *ast.Blockquote:
			b.Depth++
		case *ast.ListItem:
			b.Marker = "- "
			if l, ok := n.(*ast.List); ok && l.IsOrdered() {
				b.Marker = fmt.Sprintf("%d. ", number)
				number++
			}
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			b.Text = string(c.Lines().Value(src))
		}
		if c.Type() == ast.TypeBlock && b.Text == "" && c.FirstChild() != nil && c.FirstChild().Type() == ast.TypeBlock {
			walk(c, src, b, out)
			continue
		}
		spans := []Span{{Text: b.Text}}
		if b.Text == "" {
			spans = nil
			words(c, src, Span{}, &spans)
			b.Text = plainText(spans)
		}
		if b.Text = strings.TrimSpace(b.Text); b.Text != "" {
			*out = append(*out, Stressed{b, spans})
		}
		like.Marker = "" // a second paragraph of an item has none
	}
}

// words adds the words of inline nodes; like is how they are stressed.
func words(n ast.Node, src []byte, like Span, out *[]Span) {
	add := func(s string) {
		if last := len(*out) - 1; last >= 0 && (*out)[last].Strong == like.Strong && (*out)[last].Emph == like.Emph {
			(*out)[last].Text += s
			return
		}
		*out = append(*out, Span{s, like.Strong, like.Emph})
	}
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch x := c.(type) {
		case *ast.Text:
			add(string(x.Segment.Value(src)))
			if x.HardLineBreak() {
				add("\n")
			} else if x.SoftLineBreak() {
				add(" ")
			}
		case *ast.String:
			add(string(x.Value))
		case *ast.AutoLink:
			add(string(x.Label(src)))
		case *ast.RawHTML:
		case *ast.Emphasis:
			in := like
			in.Strong, in.Emph = in.Strong || x.Level == 2, in.Emph || x.Level == 1
			words(c, src, in, out)
		default:
			words(c, src, like, out)
		}
	}
}

func plainText(spans []Span) string {
	var s strings.Builder
	for _, x := range spans {
		s.WriteString(x.Text)
	}
	return s.String()
}
