package plain

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/hostile"
	"example.org/whitecell/internal/longrun"
	"example.org/whitecell/internal/record"
	"example.org/whitecell/scenario"
)

// together is how the harbour is set up where roles share a table.
var together = engine.Setup{Length: "30", Seating: "2"}

// spoiled is an exercise of the harbour in which every text is this one.
func spoiled(t testing.TB, words string) *exercise.Exercise {
	t.Helper()
	s := harbourScenario(t)
	if n := hostile.Fill(s, words); n < 60 {
		t.Fatalf("%d texts were replaced, want all of the harbour's", n)
	}
	return begun(t, s, "", together)
}

// said are words between quotes in a line.
var said = regexp.MustCompile(`"[^"]*"`)

// everything is the dialogue in which everything is entered once, with these words
// for all that is said.
func everything(t testing.TB, words string) string {
	t.Helper()
	input, err := os.ReadFile("testdata/everything.in")
	if err != nil {
		t.Fatal(err)
	}
	words = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`).Replace(words)
	return said.ReplaceAllLiteralString(string(input), `"`+words+`"`)
}

// wantTame checks what was printed: the words are there, and nothing in it is alive.
func wantTame(t *testing.T, what, shown string, least int) {
	t.Helper()
	if why := hostile.Alive(shown); why != "" {
		t.Errorf("%s: %s", what, why)
	}
	if n := strings.Count(shown, hostile.Mark); n < least {
		t.Errorf("%s: the words are there %d times, want %d at least:\n%s", what, n, least, shown)
	}
}

// Nothing that a scenario or a move says is more than text in any dialogue: not with
// a facilitator who looks at everything, not at a seat, not in a story that plays by
// itself, nor when a record is resumed.
func TestNothingIsAlive(t *testing.T) {
	for i, words := range hostile.Texts {
		if testing.Short() && i%4 != 0 {
			continue
		}
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "h\x1b[2J\u202e.record") // which says no more than the words do
			wantTame(t, "the dialogue", dialogue(t, spoiled(t, words), everything(t, words)), 60)
			var out bytes.Buffer
			if err := New(spoiled(t, words), strings.NewReader(""), &out, true).Auto(); err != nil {
				t.Error(err)
			}
			wantTame(t, "the story", out.String(), 20)
			for _, role := range []string{"port", "police", "guard", words} {
				out.Reset()
				input := role + "\nguard\n" + strings.Repeat("v\nids\n?\n\nmessage \""+words+"\"\n"+words+"\n", 8) + "q\n"
				if err := New(spoiled(t, words), strings.NewReader(input), &out, true).Practice(role); err != nil {
					t.Error(err)
				}
				wantTame(t, "the seat "+role, out.String(), 8)
			}
			ex := begun(t, harbourScenario(t), path, together)
			wantTame(t, "what is entered", dialogue(t, ex, everything(t, words)), 10)
			ex.Close()
			again, _, err := exercise.Resume(forged(t, path, words), time.Now)
			if err != nil {
				t.Fatal(err)
			}
			defer again.Close()
			wantTame(t, "the resumed dialogue", dialogue(t, again, "log 1000\nw\nm\nd\nview guard\n\n\nview port\n\n\nu 2\ne 3\nn\nq\n"), 10)
		})
	}
}

// forged copies a record with other words for all that was said, as somebody could
// who knows the format.
func forged(t *testing.T, path, words string) string {
	t.Helper()
	rec, err := record.Read(path)
	if err != nil {
		t.Fatal(err)
	}
	to := path + ".forged"
	w, err := record.Create(to, rec.Header)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	saying := regexp.MustCompile(`"words":"(?:[^"\\]|\\.)*"`)
	text := `"words":` + string(engine.AppendText(nil, words))
	found := 0
	for _, line := range rec.Lines {
		found += len(saying.FindAllIndex(line.Body, -1))
		body := saying.ReplaceAllLiteral(line.Body, []byte(text))
		if _, err := w.Append(body); err != nil {
			t.Fatal(err)
		}
	}
	if found < 10 {
		t.Fatalf("words were said %d times, want 10 at least", found)
	}
	return to
}

// talk are the words of which lines are made up that somebody could enter.
var talk = strings.Fields(`n d w a m log view card ways ids u e ? q start stop lift next until wait end undo strike step
	port police guard all control nobody PORT por : port: police: guard: all: control: tide:
	share say sanitise ask grant refuse call close message told improvise decide propose reason consult agree object view
	deliver skip bring rule slips seat unseat more-time own observe rate act pin confirm
	pilot delay beacon boat words arrangements horn silent families bridge list line share calm rumour
	south berth own nothing late to of for by in with before then from all-the-same tell meeting nudge
	0 1 2 3 7 12 99 -1 +3 999999999999 1a 2b 7z 1, , 06:33 T+1h T-1d T+9999d 5.1.4.7 20m open hasty guarded silent S P M U
	"No." "" " # #note -> → “a” „ \ y yes ~`)

// babble is a line of such words.
func babble(rnd *rand.Rand) string {
	var line []string
	for range rnd.IntN(9) {
		line = append(line, talk[rnd.IntN(len(talk))])
	}
	return strings.Join(line, " ")
}

// Whatever is entered in a dialogue, it goes on, and what it prints is text.
func TestLongBabble(t *testing.T) {
	rounds, lines := longrun.Times(60, 6000), 0
	s := harbourScenario(t)
	for round := range rounds {
		rnd := rand.New(rand.NewPCG(uint64(round), 4))
		input := []string{"", ""}
		for range 100 {
			input = append(input, babble(rnd))
			if rnd.IntN(4) == 0 {
				input = append(input, "") // the story goes on
			}
		}
		lines += len(input)
		converse(t, s, strings.Join(input, "\n"), round%4)
		if t.Failed() {
			t.Fatalf("in round %d", round)
		}
	}
	longrun.Row(t, "dialogues of lines made up of words", "%d dialogues, %d lines; none brought the program down, all that was printed was text", rounds, lines)
}

// converse enters lines in a dialogue of the harbour: in one with a facilitator, or
// at a seat.
func converse(t *testing.T, s *scenario.Scenario, input string, who int) {
	t.Helper()
	ex := begun(t, s, "", engine.Setup{Length: "30"})
	var out bytes.Buffer
	d := New(ex, strings.NewReader(input), &out, who%2 == 0)
	var err error
	if seats := []string{"", "", "port", "guard"}; seats[who] != "" {
		err = d.Practice(seats[who])
	} else {
		err = d.Run()
	}
	if err != nil {
		t.Errorf("the dialogue ends with %v", err)
	}
	if why := hostile.Alive(out.String()); why != "" {
		t.Errorf("what was printed: %s", why)
	}
	if err := ex.Verify(); err != nil {
		t.Error(err)
	}
}

// FuzzDialogue enters any lines.
func FuzzDialogue(f *testing.F) {
	f.Add(everything(f, "No."), byte(0))
	f.Add(everything(f, hostile.Texts[0]), byte(2))
	f.Add("\n# a note\n\"words\"\nport: #\nall: share pilot to all\n", byte(0))
	for i := range 12 {
		rnd := rand.New(rand.NewPCG(uint64(i), 5))
		f.Add("\n\n"+babble(rnd)+"\n"+babble(rnd)+"\n\n"+babble(rnd)+"\n", byte(i))
	}
	s := harbourScenario(f)
	f.Fuzz(func(t *testing.T, input string, who byte) {
		if strings.Count(input, "\n") < 100 {
			converse(t, s, input, int(who%4))
		}
	})
}

// A line that is too long for any move, and one that ends with the input, are read
// like others.
func TestLineTooLong(t *testing.T) {
	long := strings.Repeat("x", 3*maxLine)
	got := dialogue(t, harbour(t, ""), "\n\""+long+"\n"+long+"\nobserve \""+long+"\"\n# a note\nobserve \"This was heard.\"\nlog\nq")
	if n := strings.Count(got, "longer than 10,000 bytes"); n != 3 {
		t.Errorf("it says %d times that a line is too long, want 3 times", n)
	}
	if !strings.Contains(got, "This was heard.") || !strings.Contains(got, "Left at") {
		t.Errorf("it does not go on:\n%.3000s", got)
	}
}
