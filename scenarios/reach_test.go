package scenarios_test

import (
	"path/filepath"
	"slices"
	"testing"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
)

// thorough are the scenarios whose plans together deliver every inject and choose
// every option, not only every ending.
var thorough = []string{"border-fever", "harbour-fog", "harbour-fog-ja", "long-night", "quiet-cable"}

func TestPlansReachEveryInjectAndOption(t *testing.T) {
	for _, name := range thorough {
		s := library(t, name)
		injects, options := map[scenario.InjectID]bool{}, map[answer]bool{}
		plans, _ := filepath.Glob(filepath.Join(name, "*.plan"))
		for _, path := range plans {
			f, p := ready(t, s, path)
			live := plan.Live(p, f.Seed)
			f.Play(p, live)
			for _, e := range live.Log().Events {
				if e.Kind == engine.EvDelivered {
					injects[p.Inject(int(e.A)).ID] = true
				}
				if a, ok := chosen(p, e); ok {
					options[a] = true
				}
			}
		}
		_, p := ready(t, s, plans[0])
		for i := range p.Injects() {
			if id := p.Inject(i).ID; !injects[id] {
				t.Errorf("%s: no plan delivers %s", name, id)
			}
		}
		for d := range p.Decisions() {
			for _, o := range p.Decision(d).Options {
				if !options[answer{p.Decision(d).ID, o.ID}] {
					t.Errorf("%s: no plan chooses %s of %s", name, o.ID, p.Decision(d).ID)
				}
			}
		}
	}
}

// answer is an option of a decision.
type answer struct {
	decision scenario.DecisionID
	option   scenario.OptionID
}

// chosen is the answer that somebody chose in an event; a default is nobody's
// choice, and a purchase has no options.
func chosen(p *engine.Program, e engine.Event) (answer, bool) {
	if e.Kind != engine.EvDecided || e.Why == engine.ByDefault {
		return answer{}, false
	}
	d := p.Decision(int(e.A))
	if e.B < 0 || int(e.B) >= len(d.Options) {
		return answer{}, false
	}
	return answer{d.ID, d.Options[e.B].ID}, true
}

// translations are scenarios told in another language: the same seats, facts,
// questions and numbers under other words.
var translations = map[string]string{"harbour-fog-ja": "harbour-fog"}

// A translation is the same exercise: every plan of the one, played in the other,
// gives the same events, and the two have the same plans, word for word apart.
func TestTranslationsPlayAlike(t *testing.T) {
	for name, original := range translations {
		theirs, ours := library(t, name), library(t, original)
		if got, want := planNames(t, name), planNames(t, original); !slices.Equal(got, want) {
			t.Errorf("%s has the plans %v, %s has %v", name, got, original, want)
		}
		for _, path := range slices.Concat(plansOf(t, name), plansOf(t, original)) {
			f, p := ready(t, ours, path)
			a := plan.Live(p, f.Seed)
			report(t, f.Play(p, a))
			f, p = ready(t, theirs, path)
			b := plan.Live(p, f.Seed)
			report(t, f.Play(p, b))
			if !slices.Equal(a.Log().Events, b.Log().Events) {
				t.Errorf("%s: %s and %s go differently", path, name, original)
			}
		}
	}
}

func plansOf(t *testing.T, name string) []string {
	t.Helper()
	plans, err := filepath.Glob(filepath.Join(name, "*.plan"))
	if err != nil || len(plans) == 0 {
		t.Fatalf("%s has no plans: %v", name, err)
	}
	return plans
}

func planNames(t *testing.T, name string) (names []string) {
	t.Helper()
	for _, path := range plansOf(t, name) {
		names = append(names, filepath.Base(path))
	}
	return names
}
