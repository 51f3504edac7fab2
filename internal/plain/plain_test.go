package plain

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/scenario"
)

// harbourScenario reads the scenario of these tests.
func harbourScenario(t testing.TB) *scenario.Scenario {
	t.Helper()
	content, err := os.ReadFile("testdata/harbour.yaml")
	if err != nil {
		t.Fatal(err)
	}
	s, ds := scenario.LoadBytes("harbour.yaml", content)
	if s == nil {
		t.Fatalf("the scenario does not load:\n%s", ds)
	}
	return s
}

func harbour(t testing.TB, path string) *exercise.Exercise {
	t.Helper()
	return begun(t, harbourScenario(t), path, engine.Setup{Length: "30"})
}

// begun is an exercise that has not started yet.
func begun(t testing.TB, s *scenario.Scenario, path string, setup engine.Setup) *exercise.Exercise {
	t.Helper()
	clock := func() time.Time { return time.Date(2031, 3, 1, 9, 0, 0, 0, time.UTC) }
	ex, err := exercise.New(exercise.Options{Scenario: s, Seed: 5, Path: path, Program: "test", Now: clock, Setup: setup})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { ex.Close() })
	return ex
}

// dialogue gives what the dialogue prints for some lines of input.
func dialogue(t testing.TB, ex *exercise.Exercise, input string) string {
	t.Helper()
	var out bytes.Buffer
	if err := New(ex, strings.NewReader(input), &out, false).Run(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// The dialogues in testdata: what is entered in a .in, all that is printed in the
// .out beside it.
func TestDialogues(t *testing.T) {
	inputs, err := filepath.Glob("testdata/*.in")
	if err != nil || len(inputs) == 0 {
		t.Fatalf("no dialogues (%v)", err)
	}
	for _, in := range inputs {
		t.Run(filepath.Base(in), func(t *testing.T) {
			input, err := os.ReadFile(in)
			if err != nil {
				t.Fatal(err)
			}
			got := dialogue(t, harbour(t, ""), string(input))
			golden := strings.TrimSuffix(in, ".in") + ".out"
			if os.Getenv("UPDATE") != "" {
				if err := os.WriteFile(golden, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Every line fits an 80-column terminal.
func TestLinesFit(t *testing.T) {
	input, err := os.ReadFile("testdata/everything.in")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(dialogue(t, harbour(t, ""), string(input)), "\n") {
		if n := len([]rune(line)); n > 80 {
			t.Errorf("%d characters: %s", n, line)
		}
	}
}

// What people type can't reach the terminal as anything but text.
func TestHostileInputIsNeutralised(t *testing.T) {
	evil := "\x1b]52;c;ZXZpbA==\x07\x1b[2J\u202eevil\u2066\u200b\x00\r\x08\u0085"
	input := "\nn\nport: message \"" + evil + "\"\nobserve \"" + evil + "\"\n" + evil + "\nport: share " + evil + " to guard\nview " + evil +
		"\nd 1a \"" + evil + "\"\nguard: decide " + evil + "\nstop \"" + evil + "\"\nlog\nq\n"
	got := dialogue(t, harbour(t, ""), input)
	if !strings.Contains(got, "evil") {
		t.Error("the words themselves are gone")
	}
	for _, r := range got {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r)) {
			t.Fatalf("U+%04X was printed", r)
		}
	}
}

// A mend shows what would change and asks first; what is answered counts.
func TestMendAsks(t *testing.T) {
	for answer, want := range map[string]string{"y": "Changed.", "n": "Left as it was."} {
		got := dialogue(t, harbour(t, ""), "\nn\nport: share delay to guard by radio all-the-same\ntold pilot to guard\ne 3\n"+answer+"\nw\nq\n")
		if !strings.Contains(got, "no longer have happened") || !strings.Contains(got, want) {
			t.Errorf("answered %q:\n%s", answer, got)
		}
		if held := strings.Contains(got, "port, guard"); held == (answer == "y") {
			t.Errorf("answered %q, the guard holds the fact: %v", answer, held)
		}
	}
}

// An input that ends leaves the exercise where it is, to be resumed.
func TestEndOfInputLeavesARecord(t *testing.T) {
	path := filepath.Join(t.TempDir(), "h.record")
	ex := harbour(t, path)
	got := dialogue(t, ex, "\nn\nn")
	if !strings.Contains(got, "whitecell resume "+path) {
		t.Errorf("it does not say how to go on:\n%s", got)
	}
	ex.Close()
	again, _, err := exercise.Resume(path, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	if got := dialogue(t, again, "q\n"); !strings.Contains(strings.Join(strings.Fields(got), " "), "It is Sat 1 Mar 06:00 in the story") {
		t.Errorf("resumed, it does not say where the story stands:\n%s", got)
	}
}

// At a seat alone, a player sees nothing but the seat's view: no words for
// control, no other role's facts, no default.
func TestPracticeShowsTheSeatOnly(t *testing.T) {
	var out bytes.Buffer
	ex := harbour(t, "")
	if err := New(ex, strings.NewReader(strings.Repeat("\n", 30)), &out, false).Practice("guard"); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, hidden := range []string{"To the port only.", "Who else should know?", "She does not answer.", "against standing orders", "if nobody decides", "Rumour"} {
		if strings.Contains(got, hidden) {
			t.Errorf("the guard sees %q:\n%s", hidden, got)
		}
	}
	for _, shown := range []string{"You have one boat.", "Somebody heard a horn.", "There is one lifeboat.", "ENDEX"} {
		if !strings.Contains(got, shown) {
			t.Errorf("the guard does not see %q:\n%s", shown, got)
		}
	}
}
