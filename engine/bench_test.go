package engine

import "testing"

// benchProgram is First Light with every seat played by itself, or a generated
// scenario where it does not load.
func benchProgram(b *testing.B) *Program {
	b.Helper()
	for _, sc := range shipped(b) {
		if sc.Name == "first-light" {
			return compiled(b, sc, Setup{})
		}
	}
	b.Log("First Light does not load; a generated scenario is played in its place")
	return compiled(b, loaded(b, generated(plainDice(1), taste{})), Setup{})
}

// hastySeats is the state after every role has been given to hasty play.
func hastySeats(b *testing.B, p *Program) (*Game, *State) {
	b.Helper()
	g := NewGame(p, 1)
	g.Quiet = true
	for r := range p.roles {
		m := NewMove(MoveUnseat)
		m.Role, m.N = int8(r), 2 // hasty
		if _, err := g.Do(nil, m); err != nil {
			b.Fatalf("unseat %d: %v", r, err)
		}
	}
	var s State
	s.CopyFrom(g.State())
	return g, &s
}

// wholePlay plays from StartEx to EndEx and gives the number of moves.
func wholePlay(b *testing.B, g *Game) (moves int) {
	do := func(m Move) error {
		moves++
		_, err := g.Do(nil, m)
		return err
	}
	next := NewMove(MoveAdvance)
	next.N = ToNext
	err := g.Drive(do, NewMove(MoveStart))
	for err == nil && g.s.phase == Running {
		err = g.Drive(do, next)
	}
	if err == nil && g.s.phase == Over {
		err = do(NewMove(MoveEnd))
	}
	if err != nil {
		b.Fatalf("move %d: %v", moves, err)
	}
	return moves
}

// BenchmarkPlay plays whole exercises, with every seat hasty.
func BenchmarkPlay(b *testing.B) {
	g, start := hastySeats(b, benchProgram(b))
	b.ReportAllocs()
	seed, moves := uint64(0), 0
	for b.Loop() {
		seed++
		g.Reset(seed)
		g.Restore(start)
		moves = wholePlay(b, g)
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "plays/s")
	b.ReportMetric(float64(moves), "moves/play")
}

// BenchmarkCopy copies a state in the middle of an exercise.
func BenchmarkCopy(b *testing.B) {
	p := benchProgram(b)
	x := play(plainDice(3), p, 3, 40)
	var s State
	b.ReportAllocs()
	for b.Loop() {
		s.CopyFrom(x.State())
	}
	b.ReportMetric(float64(s.Size()), "bytes/state")
}

// BenchmarkView makes what a seat sees, late in an exercise.
func BenchmarkView(b *testing.B) {
	p := benchProgram(b)
	x := play(plainDice(3), p, 3, 200)
	log := x.log()
	b.ReportAllocs()
	for b.Loop() {
		x.ViewOf(0, log)
	}
}
