package scenario_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// shipped are the scenarios of the library, each with its files in the order in
// which they are read.
func shipped(t testing.TB) (all [][]scenario.File) {
	t.Helper()
	for _, name := range scenarios.Names() {
		s, ds := scenario.Load(scenarios.FS(), name)
		if s == nil {
			t.Fatalf("%s does not load: %v", name, ds)
		}
		all = append(all, s.Files)
	}
	return all
}

// fixtures are scenarios of one file from testdata.
func fixtures(t testing.TB, patterns ...string) (all [][]scenario.File) {
	t.Helper()
	for _, p := range patterns {
		names, err := fs.Glob(os.DirFS("testdata"), p)
		if err != nil || len(names) == 0 {
			t.Fatalf("no fixtures %s: %v", p, err)
		}
		for _, name := range names {
			text, err := os.ReadFile(filepath.Join("testdata", filepath.FromSlash(name)))
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, []scenario.File{{Name: path.Base(name), Text: string(text)}})
		}
	}
	return all
}

// spoiler spoils scenarios in the ways in which files get spoiled: by slips of the
// finger, of the editor and of the disk, and by whoever means harm.
type spoiler struct{ *rand.Rand }

// ways are the kinds of mutations.
var ways = []struct {
	name  string
	spoil func(spoiler, string) string
}{
	{"byte", spoiler.bytes}, {"line", spoiler.lines}, {"token", spoiler.tokens}, {"structure", spoiler.structure},
}

// one spoils one of the files in one of the ways, one to three times.
func (s spoiler) one(files []scenario.File, way int) []scenario.File {
	files = slices.Clone(files)
	f := &files[s.IntN(len(files))]
	for range 1 + s.IntN(3)*s.IntN(2) {
		f.Text = ways[way].spoil(s, f.Text)
	}
	return files
}

func pick[T any](s spoiler, of []T) T { return of[s.IntN(len(of))] }

// signs mean something in YAML or to a terminal, or are hard to see.
var signs = strings.Split(": # - [ ] { } ' \" | > & * ! % @ ` , ? < = ~ \\ . .. \t \n \r \x00 \x1b \x7f \u00a0 \u202e \u200b \ufeff \u2028 é 日 \xff", " ")

// bytes spoils single bytes and characters.
func (s spoiler) bytes(text string) string {
	if len(text) < 2 {
		return text + pick(s, signs)
	}
	at := s.IntN(len(text) - 1)
	b := []byte(text)
	switch s.IntN(5) {
	case 0:
		b[at] ^= 1 << s.IntN(8)
	case 1:
		b[at], b[at+1] = b[at+1], b[at]
	case 2:
		b = slices.Delete(b, at, at+1)
	case 3:
		b = slices.Insert(b, at, []byte(pick(s, signs))...)
	case 4: // the end is lost
		b = b[:at]
	}
	return string(b)
}

// lines spoils whole lines.
func (s spoiler) lines(text string) string {
	rows := strings.SplitAfter(text, "\n")
	row, other := s.IntN(len(rows)), s.IntN(len(rows))
	switch s.IntN(7) {
	case 0:
		rows = slices.Delete(rows, row, row+1)
	case 1:
		rows = slices.Insert(rows, other, rows[row])
	case 2: // indented otherwise
		rows[row] = strings.Repeat(" ", s.IntN(9)) + strings.TrimLeft(rows[row], " ")
	case 3:
		rows[row], rows[other] = rows[other], rows[row]
	case 4: // joined with the next
		rows[row] = strings.TrimSuffix(rows[row], "\n")
	case 5: // broken
		at := s.IntN(len(rows[row]) + 1)
		rows[row] = rows[row][:at] + "\n" + strings.Repeat(" ", s.IntN(9)) + rows[row][at:]
	case 6: // a block of them twice
		from, to := min(row, other), min(max(row, other), min(row, other)+30)
		rows = slices.Insert(rows, to, rows[from:to]...)
	}
	return strings.Join(rows, "")
}

var token = regexp.MustCompile(`[\pL\pN_'-]+|[^\pL\pN\s]`)

// odd are words and numbers that mean something special, or nearly do.
var odd = strings.Fields(`0 -1 1 65 4001 2147483647 -2147483648 99999999999999999999 1e9 0x1f 0o17 1_000 .inf .nan 1.5 2..1 -6..-2 true yes null ~ all control
	none each lead majority never T T-1000d T+1000d 1000d 1001d 60000m 0m -5m 2031-13-01 2031-02-29T25:61 [] {} [[]] "" '' | > & * ! % @ - --- ... <<: *a &a !!str
	holds('a','b') chose('release')=='' 1/0 turn<turn<turn not(((((true))))) seated-meeting turn-1 guarded unlimited`)

// tokens exchanges words and signs.
func (s spoiler) tokens(text string) string {
	found := token.FindAllStringIndex(text, -1)
	if len(found) == 0 {
		return s.bytes(text)
	}
	a := pick(s, found)
	word := func(at []int) string { return text[at[0]:at[1]] }
	put := func(new string) string { return text[:a[0]] + new + text[a[1]:] }
	switch s.IntN(6) {
	case 0:
		return put("")
	case 1:
		return put(word(a) + word(a))
	case 2, 3:
		return put(word(pick(s, found)))
	case 4:
		return put(pick(s, odd))
	}
	w := []rune(word(a))
	at := s.IntN(len(w))
	return put(string(w[:at]) + string(w[at+1:]) + string(w[at]))
}

// structure changes what YAML makes of a file, and writes it as YAML.
func (s spoiler) structure(text string) string {
	var doc yaml.Node
	if yaml.Unmarshal([]byte(text), &doc) != nil || len(doc.Content) == 0 {
		return s.lines(text)
	}
	var nodes []*yaml.Node
	var gather func(n *yaml.Node)
	gather = func(n *yaml.Node) {
		nodes = append(nodes, n)
		for _, c := range n.Content {
			gather(c)
		}
	}
	gather(doc.Content[0])
	a, b := pick(s, nodes), pick(s, nodes)
	s.change(a, b, nodes)
	var out bytes.Buffer
	enc := yaml.NewEncoder(&out)
	enc.SetIndent(2)
	if encode(enc, &doc) != nil {
		return s.tokens(text)
	}
	return out.String()
}

// encode writes nodes that may be nonsense, on which the library can panic.
func encode(enc *yaml.Encoder, n *yaml.Node) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%v", p)
		}
	}()
	return enc.Encode(n)
}

func (s spoiler) change(a, b *yaml.Node, nodes []*yaml.Node) {
	scalar := func(v string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: v} }
	n := len(a.Content)
	switch k := s.IntN(9); {
	case k == 0 && n >= 2: // an entry lost
		i := s.IntN(n / 2)
		a.Content = slices.Delete(slices.Clone(a.Content), 2*i, 2*i+2)
	case k == 1 && n >= 2 && n < 400: // an entry many times
		i := s.IntN(n / 2)
		for j := range 1 + s.IntN(70) {
			again := slices.Clone(a.Content[2*i : 2*i+2])
			if a.Kind == yaml.MappingNode && s.IntN(4) > 0 {
				again[0] = scalar(fmt.Sprint(again[0].Value, "-", j))
			}
			a.Content = append(slices.Clone(a.Content), again...)
		}
	case k == 2: // one thing in the place of another, unless it is inside
		if !contains(b, a) && !contains(a, b) {
			*a, *b = *b, *a
		}
	case k == 3:
		if !contains(b, a) {
			*a = *b
		}
	case k == 4:
		*a = *scalar(pick(s, odd))
	case k == 5: // in a list, in a block, many deep
		for range 1 + s.IntN(3)*s.IntN(20) {
			inner := *a
			*a = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{&inner}}
			if s.IntN(2) == 0 {
				*a = yaml.Node{Kind: yaml.MappingNode, Content: []*yaml.Node{scalar(pick(s, odd)), &inner}}
			}
		}
	case k == 6 && n > 0: // out of its list or block
		*a = *a.Content[n-1]
	case k == 7: // a text grows
		a.Value = strings.Repeat(a.Value+" ", 1+s.IntN(2000))
	default: // a word becomes another one of the file
		if w := pick(s, nodes); w.Kind == yaml.ScalarNode && a.Kind == yaml.ScalarNode {
			a.Value = w.Value
		}
	}
}

func contains(n, what *yaml.Node) bool {
	return n == what || slices.ContainsFunc(n.Content, func(c *yaml.Node) bool { return contains(c, what) })
}
