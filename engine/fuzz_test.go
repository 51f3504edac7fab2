package engine

import "testing"

// fuzzProgram is what the fuzz targets read moves and events of.
func fuzzProgram(f *testing.F) *Program {
	f.Helper()
	return compiled(f, loaded(f, generated(plainDice(4), taste{})), Setup{})
}

// A record may come from anywhere: reading an event from any bytes never panics,
// and what was read is written in one way, and read again the same.
func FuzzReadEvent(f *testing.F) {
	p := fuzzProgram(f)
	x := play(plainDice(5), p, 5, 60)
	for _, e := range x.log().Events {
		f.Add(p.AppendEvent(nil, e))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		e, _, err := p.ReadEvent(data)
		if err != nil {
			return
		}
		text := p.AppendEvent(nil, e)
		again, left, err := p.ReadEvent(text)
		if err != nil || len(left) > 0 {
			t.Fatalf("%q is read, and written as %s, which can't be read: %v", data, text, err)
		}
		if got := p.AppendEvent(nil, again); string(got) != string(text) {
			t.Fatalf("an event is written as %s, read, and written as %s", text, got)
		}
		g := NewGame(p, 1)
		_ = g.Fold([]Event{e}) // may be refused, never a panic
		_ = p.Sentence(e, "")
	})
}

// The same for moves, which may also be done.
func FuzzReadMove(f *testing.F) {
	p := fuzzProgram(f)
	x := play(plainDice(6), p, 6, 60)
	for _, m := range x.moves {
		f.Add(p.AppendMove(nil, m))
	}
	start := x.State()
	f.Fuzz(func(t *testing.T, data []byte) {
		m, _, err := p.ReadMove(data)
		if err != nil {
			return
		}
		text := p.AppendMove(nil, m)
		again, left, err := p.ReadMove(text)
		if err != nil || len(left) > 0 {
			t.Fatalf("%q is read, and written as %s, which can't be read: %v", data, text, err)
		}
		if got := p.AppendMove(nil, again); string(got) != string(text) {
			t.Fatalf("a move is written as %s, read, and written as %s", text, got)
		}
		g := NewGame(p, 1)
		g.Restore(start)
		_, _ = g.Do(nil, m)
	})
}
