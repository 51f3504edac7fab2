package tui

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// typewriter is a terminal on which something was typed, to be read in chunks.
type typewriter struct {
	chunks []string
}

func (w *typewriter) Read(p []byte) (int, error) {
	if len(w.chunks) == 0 {
		return 0, io.EOF
	}
	n := copy(p, w.chunks[0])
	if w.chunks[0] = w.chunks[0][n:]; w.chunks[0] == "" {
		w.chunks = w.chunks[1:]
	}
	return n, nil
}

func (w *typewriter) Write(p []byte) (int, error) { return len(p), nil }
func (w *typewriter) Close() error                { return nil }
func (w *typewriter) Fd() uintptr                 { return 0 }

// readPieces are what Bubble Tea gets to read.
func readPieces(t interface{ Fatal(...any) }, chunks ...string) (out []string) {
	k := &keyboard{File: &typewriter{chunks}}
	p := make([]byte, 256)
	for {
		n, err := k.Read(p)
		if errors.Is(err, errGone) {
			return out
		}
		if err != nil || n == 0 || n == len(p) {
			t.Fatal("a read gives ", n, " bytes and ", err)
		}
		out = append(out, string(p[:n]))
	}
}

func TestKeyboard(t *testing.T) {
	const wheel = "\x1b[<65;22;13M"
	tests := []struct {
		name   string
		chunks []string
		want   []string
	}{
		{"plain keys", []string{"s5d1\r"}, []string{"s5d1\r"}},
		{"escape alone", []string{"\x1b", "x"}, []string{"\x1b", "x"}},
		{"a key behind escape", []string{"\x1bx"}, []string{"\x1bx"}},
		{"escape twice", []string{"\x1b\x1b"}, []string{"\x1b", "\x1b"}},
		{"escape and an arrow", []string{"\x1b\x1b[A"}, []string{"\x1b", "\x1b[A"}},
		{"escape and the wheel", []string{"a\x1b" + wheel + "b"}, []string{"a\x1b", wheel + "b"}},
		{"a bracket behind escape", []string{"\x1b[", "n"}, []string{"\x1b[", "n"}},
		{"a bracket behind escape, and the wheel", []string{"\x1b[" + wheel}, []string{"\x1b[" + wheel}},
		{"a report in two reads", []string{"x\x1b[<65;2", "2;13My"}, []string{"x", "\x1b[<65;22;13My"}},
		{"a report of the old kind in two reads", []string{"\x1b[M\x20", "\x21\x22n"}, []string{"\x1b[M\x20\x21\x22n"}},
		{"a letter in two reads", []string{"f\xc3", "\xbcr"}, []string{"f", "ür"}},
		{"a function key of the console", []string{"\x1b[[", "An"}, []string{"\x1b[[An"}},
		{"no letters at all", []string{"\xff\xfe"}, []string{"\xff\xfe"}},
		{"a letter behind escape and O", []string{"\x1bOü"}, []string{"\x1bOü"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, readPieces(t, tt.chunks...)); diff != "" {
				t.Errorf("the pieces (- want, + got):\n%s", diff)
			}
		})
	}
}

// However long it is, and whatever was read at once, what was typed arrives, and no
// piece ends inside a key.
func TestKeyboardProperties(t *testing.T) {
	key := rapid.SampledFrom([]string{
		"a", "5", "\r", " ", "ü", "€", "𝄞", "\x1bx", "\x1bü", "\x1b[A", "\x1bOB", "\x1b[1;5C", "\x1b[<65;22;13M",
		"\x1b[<0;300;100m", "\x1b[M !!", "\x1b[[A", "\x1b[200~", "\x1b[201~", "\x01",
	})
	rapid.Check(t, func(t *rapid.T) {
		keys := slices.Repeat(rapid.SliceOfN(key, 1, 30).Draw(t, "keys"), rapid.IntRange(1, 300).Draw(t, "times"))
		typed := strings.Join(keys, "")
		ends := map[int]bool{}
		for i, at := 0, 0; i < len(keys); i++ {
			at += len(keys[i])
			ends[at] = true
		}
		at := 0
		for _, p := range readPieces(t, typed) {
			if at += len(p); !ends[at] {
				t.Fatalf("a piece ends inside a key: %q", p)
			}
		}
		if at != len(typed) {
			t.Fatalf("%d bytes were typed and %d arrived", len(typed), at)
		}
	})
}

// Bytes that mean nothing arrive too, in whatever chunks.
func FuzzKeyboard(f *testing.F) {
	f.Add([]byte("a\x1b[<65;22;13M\x1b\x1b[\xc3\xbc\x1bO"), 3)
	f.Add(bytes.Repeat([]byte{esc}, 300), 256)
	f.Add([]byte("\x1b["+strings.Repeat("1;", 300)+"m"), 100)
	f.Fuzz(func(t *testing.T, typed []byte, size int) {
		if size = max(size, 1); len(typed)/size > 10000 {
			return
		}
		var chunks []string
		for c := range slices.Chunk(typed, size) {
			chunks = append(chunks, string(c))
		}
		got := strings.Join(readPieces(t, chunks...), "")
		if !strings.HasPrefix(string(typed), got) || len(typed)-len(got) > 255 {
			t.Errorf("of %d bytes %d arrived", len(typed), len(got))
		}
	})
}
