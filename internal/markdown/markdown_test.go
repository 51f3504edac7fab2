package markdown

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestBlocks(t *testing.T) {
	tests := []struct {
		name, in string
		want     []Block
	}{
		{"emphasis becomes its words", "**You are** the *police*,\nthe coast.", []Block{{Text: "You are the police, the coast."}}},
		{"paragraphs", "One.\n\nTwo.", []Block{{Text: "One."}, {Text: "Two."}}},
		{"a heading", "# Card\n\nText.", []Block{{Text: "Card", Head: true}, {Text: "Text."}}},
		{"a list", "- first\n- second\n  - inner", []Block{
			{Text: "first", Marker: "- ", Depth: 1}, {Text: "second", Marker: "- ", Depth: 1}, {Text: "inner", Marker: "- ", Depth: 2},
		}},
		{"a numbered list", "3. three\n4. four", []Block{{Text: "three", Marker: "3. ", Depth: 1}, {Text: "four", Marker: "4. ", Depth: 1}}},
		{"a quotation", "> said", []Block{{Text: "said", Depth: 1}}},
		{"a link is its words", "see [the list](https://example.org)", []Block{{Text: "see the list"}}},
		{"code is its words", "`circuit` and\n\n    indented", []Block{{Text: "circuit and"}, {Text: "indented"}}},
		{"HTML is dropped", "a <b>bold</b> word\n\n<script>x</script>", []Block{{Text: "a bold word"}}},
		{"a hard break", "one  \ntwo", []Block{{Text: "one\ntwo"}}},
		{"nothing", "", nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, Blocks(tt.in)); diff != "" {
				t.Errorf("Blocks(%q) (-want +got):\n%s", tt.in, diff)
			}
		})
	}
}

func TestStress(t *testing.T) {
	got := Stress("**You are** the *police*, ***all* of it**.\n\n- one <b>x</b>\n\n    code **stays**")
	want := []Stressed{
		{Block{Text: "You are the police, all of it."}, []Span{
			{Text: "You are", Strong: true},
			{Text: " the "},
			{Text: "police", Emph: true},
			{Text: ", "},
			{Text: "all", Strong: true, Emph: true},
			{Text: " of it", Strong: true},
			{Text: "."},
		}},
		{Block{Text: "one x", Marker: "- ", Depth: 1}, []Span{{Text: "one x"}}},
		{Block{Text: "code stays", Depth: 1}, []Span{{Text: "code "}, {Text: "stays", Strong: true}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
