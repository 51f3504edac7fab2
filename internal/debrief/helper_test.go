package debrief

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
	"example.org/whitecell/scenarios"
)

// failer is what the helpers need of a test; rapid's and testing's both have it.
type failer interface {
	Helper()
	Errorf(format string, args ...any)
	Fatalf(format string, args ...any)
}

// player plays lines of the plan language and keeps the record.
type player struct {
	game *engine.Game
	rec  Record
	room time.Duration
}

func newPlayer(p *engine.Program, seed uint64) *player {
	return &player{game: engine.NewGame(p, seed), rec: Record{Program: p, Seed: seed}}
}

func (x *player) Game() *engine.Game { return x.game }

// Do does a move and what follows by itself, as one entry made half a minute after
// the last.
func (x *player) Do(m engine.Move) error {
	x.room += 30 * time.Second
	with := false
	return x.game.Drive(func(m engine.Move) error {
		events, err := x.game.Do(nil, m)
		if err != nil {
			return err
		}
		if m.Kind == engine.MoveAdvance { // as the place reached, so that it can be played again
			m.N, m.Mask = engine.ToPlace, uint64(x.game.State().Place())
		}
		x.rec.Moves = append(x.rec.Moves, Move{len(x.rec.Moves) + 1, x.room, with, m, events})
		with = true
		return nil
	}, m)
}

// compiled is the scenario of a text, made ready to play.
func compiled(t failer, text string, setup engine.Setup) *engine.Program {
	t.Helper()
	s, ds := scenario.LoadBytes("small.yaml", []byte("whitecell: 1\ntitle: A test\n"+text))
	if s == nil {
		t.Fatalf("the scenario does not load: %v", ds)
	}
	p, err := engine.Compile(s, setup)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return p
}

// played is the record of a small scenario and the lines of a plan, after StartEx
// and the first minute of the story. A number before a line is the story minute to
// which time goes on first.
func played(t failer, text string, setup engine.Setup, lines string) Record {
	t.Helper()
	x := newPlayer(compiled(t, text, setup), 1)
	begin := int(x.game.State().Clock())
	for _, line := range strings.Split(fmt.Sprintf("start\n%d\n", begin)+lines, "\n") {
		number, rest, _ := strings.Cut(line, " ")
		if minute, err := strconv.Atoi(number); err == nil {
			m := engine.NewMove(engine.MoveAdvance)
			m.Mask = uint64(engine.EndOfMinute(scenario.Minutes(minute)))
			must(t, x, m)
			line = rest
		}
		moves, err := plan.Parse(x.rec.Program, x.game, line)
		if err != nil {
			t.Fatalf("%s: %v", line, err)
		}
		for _, m := range moves {
			if err := x.Do(m); err != nil {
				t.Fatalf("%s: %v", line, err)
			}
		}
	}
	return x.rec
}

func look(t failer, text, lines string) *Debrief {
	t.Helper()
	return New(played(t, text, engine.Setup{}, lines))
}

// shipped is the folder of the scenarios that ship.
const shipped = "../../scenarios"

// library are the scenarios that ship, each read once.
var library = sync.OnceValue(func() map[string]*scenario.Scenario {
	out := map[string]*scenario.Scenario{}
	for _, name := range scenarios.Names() {
		out[name], _ = scenario.Load(scenarios.FS(), name)
	}
	return out
})

// planned is the record of a shipped plan, such as "first-light/sharing-120".
func planned(t testing.TB, name string) Record {
	t.Helper()
	path := filepath.Join(shipped, name+".plan")
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	f, err := plan.Read(path, content)
	if err != nil {
		t.Fatal(err)
	}
	s := library()[filepath.Dir(name)]
	if s == nil {
		t.Fatalf("the scenario of %s does not load", name)
	}
	p, err := engine.Compile(s, f.Setup)
	if err != nil {
		t.Fatal(err)
	}
	x := newPlayer(p, f.Seed)
	for _, failure := range f.Play(p, x).Failures {
		t.Fatalf("%s", failure)
	}
	return x.rec
}

// plans are the names of all shipped plans.
func plans(t testing.TB) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(shipped, "*", "*.plan"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no plans: %v", err)
	}
	for i, p := range paths {
		name, err := filepath.Rel(shipped, strings.TrimSuffix(p, ".plan"))
		if err != nil {
			t.Fatal(err)
		}
		paths[i] = filepath.ToSlash(name)
	}
	return paths
}

// replaced is a text with the first of something put otherwise.
func replaced(s, old, now string) string { return strings.Replace(s, old, now, 1) }

// counts are an indicator's counts in short: "3/7 decisions".
func counts(x Indicator) []string {
	var out []string
	for _, c := range x.Counts {
		s := fmt.Sprintf("%d/%d %s", c.N, c.Of, c.Unit)
		if c.Because != "" {
			s = "because " + c.Because
		}
		out = append(out, s)
	}
	return out
}

// cells are an indicator's rows, their cells joined with bars.
func cells(x Indicator) []string {
	var out []string
	for _, row := range x.Rows {
		var texts []string
		for _, c := range row {
			texts = append(texts, c.Text)
		}
		out = append(out, strings.Join(texts, " | "))
	}
	return out
}
