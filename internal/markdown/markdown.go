// Package markdown turns the Markdown of briefs into plain paragraphs and list
// items, for terminals. It knows headings, paragraphs, lists and quotations;
// emphasis and links become their words, and HTML is dropped. It lays nothing out:
// folding lines is the caller's.
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

// Blocks reads a Markdown text.
func Blocks(source string) []Block {
	src := []byte(source)
	var out []Block
	walk(goldmark.DefaultParser().Parse(text.NewReader(src)), src, Block{}, &out)
	return out
}

// walk adds the blocks below a node; like is what they take from around them.
func walk(n ast.Node, src []byte, like Block, out *[]Block) {
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
		if b.Text == "" {
			var s strings.Builder
			words(c, src, &s)
			b.Text = s.String()
		}
		if b.Text = strings.TrimSpace(b.Text); b.Text != "" {
			*out = append(*out, b)
		}
		like.Marker = "" // a second paragraph of an item has none
	}
}

// words writes the words of inline nodes.
func words(n ast.Node, src []byte, s *strings.Builder) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch x := c.(type) {
		case *ast.Text:
			s.Write(x.Segment.Value(src))
			if x.HardLineBreak() {
				s.WriteByte('\n')
			} else if x.SoftLineBreak() {
				s.WriteByte(' ')
			}
		case *ast.String:
			s.Write(x.Value)
		case *ast.AutoLink:
			s.Write(x.Label(src))
		case *ast.RawHTML:
		default:
			words(c, src, s)
		}
	}
}
