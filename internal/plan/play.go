package plan

import (
	"errors"
	"math"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Player is what a plan is played against.
type Player interface {
	// Do does a move and everything that follows by itself, the moves of seats that
	// play by themselves included. A move that is refused has changed nothing; the
	// error is an *engine.Refusal then.
	Do(engine.Move) error
	// Game is the game as it stands; it may be another after each move.
	Game() *engine.Game
}

// Failure is a line of a plan that did not go as the plan says.
type Failure struct {
	File string
	Line int // 0 for what comes before the first line: seating, StartEx
	Text string
}

// String is the failure with its place: "file:line: what".
func (f Failure) String() string { return Fault(f).Error() }

// Result is how playing a plan went.
type Result struct {
	Failures []Failure         // none: everything was as expected
	Ending   scenario.EndingID // "" where the exercise has not ended
	Clock    scenario.Minutes  // the story minute reached
	Played   int               // lines played; fewer than the plan has where it had to stop
}

// Check is everything in a plan that can't be right in this program, whatever
// happens: names that do not exist, and what can't be read.
func (f *File) Check(p *engine.Program) []Failure { return f.ready(p, nil).res.Failures }

// Play plays the plan. First the seats are set, and the exercise is started
// unless the plan does that. It stops at a move that is refused unexpectedly, and
// goes on after an expectation that does not hold. A plan that Check finds wrong
// is not begun.
func (f *File) Play(p *engine.Program, player Player) *Result {
	r := f.ready(p, player)
	if len(r.res.Failures) > 0 || !r.seats() || !r.begin() {
		return r.res
	}
	for i := range f.Lines {
		goesOn := r.line(i)
		r.res.Played++
		if !goesOn {
			break
		}
	}
	g := player.Game()
	r.res.Clock = g.State().Clock()
	if n := g.Ending(); n >= 0 {
		r.res.Ending = p.Scenario.Endings[n].ID
	}
	return r.res
}

// run is a plan being played.
type run struct {
	f       *File
	p       *engine.Program
	player  Player
	res     *Result
	conds   map[int]*scenario.Cond // by line
	endings map[int]int            // by line
	plays   map[int]scenario.Temperament
	moved   uint64 // the roles that the plan moves
}

func (r *run) fail(line int, s string) {
	r.res.Failures = append(r.res.Failures, Failure{r.f.Name, line, s})
}

// ready reads every line once, before any is played.
func (f *File) ready(p *engine.Program, player Player) *run {
	r := &run{
		f: f, p: p, player: player, res: &Result{}, conds: map[int]*scenario.Cond{},
		endings: map[int]int{}, plays: map[int]scenario.Temperament{},
	}
	for _, s := range f.Seats {
		if n, sentence := roles(p).find(s.Role); n < 0 {
			r.fail(s.Line, sentence)
		} else {
			r.plays[n] = s.Plays
		}
	}
	g := engine.NewGame(p, f.Seed)
	for i, l := range f.Lines {
		switch l.Kind {
		case Expect:
			r.readCondition(i, l)
		case ExpectEnding:
			n, sentence := endings(p).find(l.Text)
			if r.endings[i] = n; n < 0 {
				r.fail(l.No, sentence)
			}
		default:
			r.readMove(g, l)
		}
	}
	return r
}

func (r *run) readCondition(i int, l Line) {
	c, diagnostics := scenario.ParseCondition(r.p.Scenario, l.Text)
	for _, d := range diagnostics {
		if d.Severity != scenario.Error {
			continue
		}
		said := d.Summary
		switch {
		case d.Nearest != "":
			said += " Is “" + d.Nearest + "” meant?"
		case d.Help != "":
			said += " " + d.Help
		}
		r.fail(l.No, said)
	}
	r.conds[i] = c
}

// readMove reads a move to see whether it can be read, and who moves.
func (r *run) readMove(g *engine.Game, l Line) {
	_, err := Parse(r.p, g, l.Text)
	var refusal *engine.Refusal
	if err != nil && !errors.As(err, &refusal) {
		r.fail(l.No, err.Error())
	}
	if x, err := open(l.Text); err == nil && x.by != "" {
		if n, _ := roles(r.p).find(x.by); n >= 0 {
			r.moved |= 1 << n
		}
	}
}

// seats has the seats play by themselves that the plan does not move.
func (r *run) seats() bool {
	for n := range r.p.Roles() {
		t, said := r.plays[n]
		if !said {
			t = r.f.Others
		}
		if !said && r.moved>>n&1 != 0 {
			continue
		}
		m := engine.NewMove(engine.MoveUnseat)
		m.Role, m.N = int8(n), int32(t)
		if !r.do(0, m) {
			return false
		}
	}
	return true
}

// begin starts the exercise, unless that is the plan's own first move.
func (r *run) begin() bool {
	for _, l := range r.f.Lines {
		if l.Kind != Move {
			continue
		}
		if x, err := open(l.Text); err == nil && x.verb.kind == engine.MoveStart {
			return true
		}
		break
	}
	return r.do(0, engine.NewMove(engine.MoveStart))
}

// do does one move and says whether it was done.
func (r *run) do(line int, m engine.Move) bool {
	err := r.player.Do(m)
	if err != nil {
		r.fail(line, r.clock()+"refused: "+err.Error())
	}
	return err == nil
}

func (r *run) clock() string { return "at " + r.p.ClockText(r.player.Game().State().Clock()) + ", " }

// line plays one line and says whether playing goes on.
func (r *run) line(i int) bool {
	l := r.f.Lines[i]
	switch l.Kind {
	case Expect:
		r.expect(i, l)
	case ExpectEnding:
		return r.expectEnding(i, l)
	case Refused:
		return r.refused(l)
	default:
		moves, err := Parse(r.p, r.player.Game(), l.Text)
		if err != nil {
			r.fail(l.No, r.clock()+"refused: "+err.Error())
			return false
		}
		for _, m := range moves {
			if !r.do(l.No, m) {
				return false
			}
		}
	}
	return true
}

// refused tries moves of which each must be refused.
func (r *run) refused(l Line) bool {
	moves, err := Parse(r.p, r.player.Game(), l.Text)
	var refusal *engine.Refusal
	if err != nil {
		return errors.As(err, &refusal)
	}
	for _, m := range moves {
		before := r.clock()
		switch err := r.player.Do(m); {
		case err == nil:
			r.fail(l.No, before+"expected that this is refused: "+Format(r.p, m)+"; found that it was done")
		case !errors.As(err, &refusal):
			r.fail(l.No, before+"not done: "+err.Error())
			return false
		}
	}
	return true
}

func (r *run) expect(i int, l Line) {
	g, c := r.player.Game(), r.conds[i]
	if !r.p.Condition(c)(g) {
		r.fail(l.No, r.clock()+"expected "+l.Text+"; found "+found(g, c))
	}
}

// expectEnding plays on to the end, if the exercise has not ended yet, and asks
// how it did.
func (r *run) expectEnding(i int, l Line) bool {
	if !r.playOut(l.No) {
		return false
	}
	if is := r.player.Game().Ending(); is != r.endings[i] {
		r.fail(l.No, r.clock()+"expected ending "+l.Text+"; found ending "+string(r.p.Scenario.Endings[is].ID))
	}
	return true
}

// playOut lets the rest of the exercise happen without a move, and says EndEx.
func (r *run) playOut(line int) bool {
	if r.player.Game().State().Phase() == engine.Running {
		m := engine.NewMove(engine.MoveAdvance)
		m.Mask = uint64(engine.EndOfMinute(math.MaxInt32))
		if !r.do(line, m) {
			return false
		}
	}
	if r.player.Game().State().Phase() == engine.Over {
		return r.do(line, engine.NewMove(engine.MoveEnd))
	}
	return true
}
