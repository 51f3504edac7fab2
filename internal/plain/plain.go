// Package plain runs an exercise as a dialogue of lines: what the facilitator is
// told is plain text from top to bottom, what she does is a line. It suits a bare
// terminal, a screen reader, a pipe and a test.
//
// It draws nothing, moves no cursor and uses no colour. It holds no truth of its
// own: what it prints is read from the exercise.
package plain

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/markdown"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// width is where lines are folded: what an 80-column terminal shows whole.
const width = 78

// Dialogue is one run of an exercise in plain lines.
type Dialogue struct {
	ex      *exercise.Exercise
	in      *bufio.Scanner
	out     *bufio.Writer
	prompts bool
	readOut map[[2]int]bool // outcomes read out for the move being told, by decision and option
	story   bool            // nobody is at control: what only control needs is left out
}

// New is a dialogue about an exercise. prompts says whether to print "> " before
// each line that is read, as for a person.
func New(ex *exercise.Exercise, in io.Reader, out io.Writer, prompts bool) *Dialogue {
	sc := bufio.NewScanner(in)
	sc.Buffer(make([]byte, 0, 4096), 64<<10)
	return &Dialogue{ex: ex, in: sc, out: bufio.NewWriter(out), prompts: prompts}
}

// Run leads through the exercise until its end, until the facilitator leaves, or
// until the input ends. The exercise can then be resumed.
func (d *Dialogue) Run() error {
	if d.ex.Game().State().Phase() == engine.Waiting {
		d.opening()
	} else {
		d.where()
	}
	for {
		line, ok := d.read()
		if !ok {
			break
		}
		leave, err := d.obey(line)
		if err != nil {
			d.flush()
			return err
		}
		if leave {
			break
		}
	}
	d.leaving()
	return errors.Join(d.flush(), d.in.Err())
}

func (d *Dialogue) ended() bool { return d.ex.Game().State().Phase() == engine.Ended }

func (d *Dialogue) flush() error { return d.out.Flush() }

// read asks for a line.
func (d *Dialogue) read() (string, bool) {
	if d.prompts {
		fmt.Fprint(d.out, d.prompt())
	}
	if d.flush() != nil || !d.in.Scan() {
		return "", false
	}
	return strings.TrimSpace(text.Line(d.in.Text())), true
}

// prompt says where the story and the room stand.
func (d *Dialogue) prompt() string {
	s := d.ex.Game().State()
	if s.Phase() != engine.Running {
		return "> "
	}
	clock := d.timeOnly(s.Clock())
	turn := d.ex.Game().Turn()
	if turn < 0 || !s.InTurn() {
		return "[" + clock + "] > "
	}
	gone := int((d.ex.Room() - d.ex.TurnBegan()).Minutes())
	if has := d.ex.Program().RoomMinutes(turn); has > 0 {
		return fmt.Sprintf("[%s · turn %d, %d of %d min] > ", clock, turn+1, gone, has)
	}
	return fmt.Sprintf("[%s · turn %d, %d min] > ", clock, turn+1, gone)
}

// say prints a paragraph, folded; its own line breaks are kept. An empty one is
// nothing.
func (d *Dialogue) say(format string, args ...any) {
	if s := fmt.Sprintf(format, args...); s != "" {
		d.indented("", "", s)
	}
}

// indented prints a paragraph with something before its first line, and before
// the others.
func (d *Dialogue) indented(first, rest, s string) {
	if head, n := []rune(first), len([]rune(rest)); len(head) > n {
		first, s = string(head[:n]), string(head[n:])+s
	}
	for _, line := range text.Wrap(s, width-len([]rune(rest))) {
		fmt.Fprintln(d.out, strings.TrimRight(first+line, " "))
		first = rest
	}
}

// verbatim prints a line to be copied, which is not folded.
func (d *Dialogue) verbatim(s string) { fmt.Fprintln(d.out, "  "+text.Line(s)) }

func (d *Dialogue) blank() { fmt.Fprintln(d.out) }

// cue prints what control says, asks, expects or enters, each under its word.
func (d *Dialogue) cue(label, s string) {
	if !d.story {
		d.labelled(label, s)
	}
}

// labelled prints a paragraph under its word.
func (d *Dialogue) labelled(label, s string) {
	if s != "" {
		d.indented(fmt.Sprintf("%-8s", label), "        ", s)
	}
}

// leaving says how to go on, and what the record's last hash is.
func (d *Dialogue) leaving() {
	at := d.full(d.ex.Game().State().Clock())
	switch {
	case d.ex.Path() == "":
		d.say("Left at %s. Nothing was recorded.", at)
		return
	case d.ended():
		d.say("Left. The record is this file:")
		d.verbatim(d.ex.Path())
	default:
		d.say("Left at %s. To go on:", at)
		d.verbatim("whitecell resume " + d.ex.Path())
	}
	d.say("The record's last hash, which stands for the whole of it:")
	d.verbatim(d.ex.Hash())
}

// opening is what is said before StartEx.
func (d *Dialogue) opening() {
	p := d.ex.Program()
	s := p.Scenario
	d.say("%s", s.Marking)
	d.say("%s", s.Title)
	d.say("%s", s.Summary)
	d.blank()
	d.say("%s", d.setupText())
	d.seats()
	d.blank()
	d.say("GROUND RULES, to be read aloud")
	for _, rule := range GroundRules {
		d.indented("- ", "  ", rule)
	}
	d.blank()
	reading := "Everyone reads the role card now."
	if l := p.Length(); l != nil && l.Brief > 0 {
		reading = fmt.Sprintf("Ground rules and reading together have %d minutes. Everyone reads the role card now.", l.Brief)
	}
	d.say("%s", reading)
	d.say("Press Enter for StartEx. A question mark, ?, shows what can be entered.")
}

// GroundRules are said before every exercise.
var GroundRules = []string{
	"This is an exercise. Nothing here is policy, and nobody here speaks for a real government.",
	"It tests arrangements, not people. Nobody is rated.",
	"Speak for your role with what your role knows. Nobody else's card is yours to read.",
	"Say to control what you share, with whom and how. What nobody said to control did not happen.",
	"Decide with what you have. A time that passes decides too.",
	"If something real happens, say “stop, real world”. Everything stops at once.",
}

func (d *Dialogue) setupText() string {
	p := d.ex.Program()
	turns := 0
	for t := range p.Turns() {
		if p.Plays(t) {
			turns++
		}
	}
	parts := []string{fmt.Sprintf("%s of %d", count(turns, "turn"), p.Turns())}
	if l := p.Length(); l != nil {
		parts = append(parts, fmt.Sprintf("%d minutes in the room, %d of them for the hot wash", l.Minutes, l.Hotwash))
	}
	parts = append(parts, fmt.Sprintf("seed %d", d.ex.Game().Seed()))
	if d.ex.Path() != "" {
		parts = append(parts, "recorded in "+d.ex.Path())
	} else {
		parts = append(parts, "not recorded")
	}
	return strings.Join(parts, " · ")
}

// markdown prints the blocks of a Markdown text.
func (d *Dialogue) markdown(source string) {
	for _, b := range markdown.Blocks(source) {
		in := strings.Repeat("  ", b.Depth)
		d.indented(in+b.Marker, in+strings.Repeat(" ", len(b.Marker)), b.Text)
	}
}

// sentenceEnd is a text with a full stop, unless it ends as a sentence already.
func sentenceEnd(s string) string {
	if strings.HasSuffix(s, ".") || strings.HasSuffix(s, "?") || strings.HasSuffix(s, "!") {
		return s
	}
	return s + "."
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// seats lists the tables, and which seats play by themselves.
func (d *Dialogue) seats() {
	p, g := d.ex.Program(), d.ex.Game()
	seen := uint64(0)
	for r := range p.Roles() {
		if seen>>r&1 != 0 {
			continue
		}
		seen |= p.Table(r)
		var names []string
		for _, mate := range engine.Bits(p.Table(r)) {
			name := fmt.Sprintf("%s (%s)", p.Role(mate).Title, p.Role(mate).ID)
			if t, auto := g.Auto(mate); auto {
				name += ", plays by itself, " + t.String()
			}
			names = append(names, name)
		}
		d.indented("  table  ", "         ", strings.Join(names, " · "))
	}
}

// where says where a resumed exercise stands.
func (d *Dialogue) where() {
	p, s := d.ex.Program(), d.ex.Game().State()
	d.say("%s. %s. It is %s in the story.", p.Scenario.Title, d.setupText(), p.ClockText(s.Clock()))
	if s.Stopped() {
		d.say("STOPPED FOR A REAL EVENT. `lift` goes on.")
	}
	if d.ended() {
		d.say("The exercise has ended. Observations, ratings, pins and actions can still be entered.")
		return
	}
	d.say("Enter `n` for the next thing, `d` for the open decisions, `?` for help.")
}

// obey does what a line says.
func (d *Dialogue) obey(line string) (leave bool, err error) {
	word, rest, _ := strings.Cut(line, " ")
	if word == "" {
		word = "n"
	}
	if d.ex.Game().State().Phase() == engine.Waiting && (word == "n" || word == "start") {
		return false, d.do(engine.NewMove(engine.MoveStart))
	}
	if c := d.command(strings.ToLower(word)); c != nil {
		return c.run(d, strings.TrimSpace(rest))
	}
	return false, d.move(line)
}

// move makes the move or moves that a line says, of one role or of several.
func (d *Dialogue) move(line string) error {
	lines := d.everyone(line)
	first, err := plan.Parse(d.ex.Program(), d.ex.Game(), lines[0])
	if err != nil {
		d.say("%s", sentence(err))
		return nil
	}
	if first[0].Kind != engine.MoveStop { // which comes before all else
		if err := d.tick(); err != nil {
			return err
		}
	}
	for _, one := range lines {
		moves, err := plan.Parse(d.ex.Program(), d.ex.Game(), one)
		if err != nil {
			d.say("%s", sentence(err))
			continue
		}
		if why := d.wasted(moves); why != "" {
			d.say("NOT DONE. %s", why)
			continue
		}
		if err := d.do(moves...); err != nil {
			return err
		}
	}
	return nil
}

// everyone makes a line for each role of one that begins with all: or with a
// party, those left out that have answered what it decides already.
func (d *Dialogue) everyone(line string) []string {
	who, what, named := strings.Cut(line, ":")
	who = strings.ToLower(strings.TrimSpace(who))
	if !named || strings.ContainsAny(who, " \"") {
		return []string{line}
	}
	var out []string
	p := d.ex.Program()
	for r := range p.Roles() {
		if who == "all" || who != "" && who == string(p.Role(r).Party) {
			one := string(p.Role(r).ID) + ":" + what
			moves, err := plan.Parse(p, d.ex.Game(), one)
			if err != nil || len(moves) != 1 || moves[0].Kind != engine.MoveDecide || d.awaited(int(moves[0].A), r) {
				out = append(out, one)
			}
		}
	}
	if len(out) == 0 {
		return []string{line}
	}
	return out
}

// awaited says whether a decision waits for a role's word.
func (d *Dialogue) awaited(n, role int) bool {
	dec, st := d.ex.Program().Decision(n), d.ex.Game().Standing(n)
	i := slices.Index(dec.By, d.ex.Program().Role(role).ID)
	return i >= 0 && (i >= len(st.Answers) || st.Answers[i] < 0)
}

// wasted says why shares would cost slips for nothing, or more than there are.
// Only control is told: a seat could not know.
func (d *Dialogue) wasted(moves []engine.Move) string {
	p, g := d.ex.Program(), d.ex.Game()
	for _, m := range moves {
		if m.Kind != engine.MoveShare {
			return ""
		}
		to, fact := p.Role(int(m.To)), p.Fact(int(m.A))
		switch {
		case g.Holders(int(m.A))>>m.To&1 != 0:
			return fmt.Sprintf("%s holds “%s” already.", to.Title, fact.Title)
		case g.Coming(int(m.A))>>m.To&1 != 0:
			return fmt.Sprintf("“%s” is on its way to %s already.", fact.Title, to.Title)
		}
	}
	if cost := len(moves); cost > 1 {
		if left := g.Slips(int(moves[0].Role)); left >= 0 && cost > left {
			return fmt.Sprintf("That would cost %s, and %s has %d.", count(cost, "slip"), p.Role(int(moves[0].Role)).Title, left)
		}
	}
	return ""
}

// tick lets the story go on as far as the room's clock says, in a turn that has a
// pace. Where a decision has been announced as due, it waits for the answer, or for
// Enter.
func (d *Dialogue) tick() error {
	for _, n := range d.open() {
		if d.ex.Game().Standing(n).Overdue {
			return nil
		}
	}
	events, err := d.ex.Tick()
	d.tell(events)
	if refusal(err) {
		return nil
	}
	return err
}

// sentence is an error as a sentence of the dialogue.
func sentence(err error) string {
	s := err.Error()
	r, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[n:]
}

func refusal(err error) bool {
	var r *engine.Refusal
	return errors.As(err, &r)
}

// do makes moves and tells what followed. Only a failing record is an error.
func (d *Dialogue) do(moves ...engine.Move) error {
	if len(moves) == 1 && moves[0].Kind == engine.MoveUndo {
		return d.undo(int(moves[0].N))
	}
	if len(moves) == 1 && moves[0].Kind == engine.MoveStrike {
		return d.strike(int(moves[0].N), nil, 0)
	}
	if len(moves) == 1 && moves[0].Kind == engine.MoveEnd && d.ex.Game().State().Phase() == engine.Running {
		if !d.confirmed("The last turn has not ended. EndEx now? Enter y, or anything else to go on.") {
			return nil
		}
	}
	events, err := d.ex.DoAll(moves)
	d.tell(events)
	d.afterwards(moves[0], events)
	var r *engine.Refusal
	if errors.As(err, &r) {
		d.say("NOT DONE. %s%s", err, hints[r.Code])
		return nil
	}
	return err
}

// hints are what to enter after some refusals.
var hints = map[string]string{
	"rule":    " With `all-the-same` at its end, the line sends it.",
	"stopped": " (`lift`)",
}

// afterwards says what a share left of the slips, and when a proposal comes too
// late.
func (d *Dialogue) afterwards(m engine.Move, events []engine.Event) {
	p, g := d.ex.Program(), d.ex.Game()
	if len(events) > 0 && (m.Kind == engine.MoveShare || m.Kind == engine.MoveSay || m.Kind == engine.MoveCall) {
		if left := g.Slips(int(m.Role)); left >= 0 {
			d.say("%s has %s left in this turn.", p.Role(int(m.Role)).Title, count(left, "slip"))
		}
	}
	for _, e := range events {
		if e.Kind != engine.EvAsked || e.Why == engine.AskFact {
			continue
		}
		if due := g.Standing(int(e.A)).Due; scenario.Minutes(e.N) >= due {
			d.say("That reaches %s only %s, and “%s” falls due %s.", p.Role(int(e.To)).Title, d.full(scenario.Minutes(e.N)),
				p.Decision(int(e.A)).Title, d.full(due))
		}
	}
}

// confirmed asks before something that is seldom meant.
func (d *Dialogue) confirmed(question string) bool {
	d.say("%s", question)
	answer, ok := d.read()
	return ok && strings.HasPrefix(strings.ToLower(answer), "y")
}

// roleNamed finds a role by its id, its short name or the beginning of either.
func (d *Dialogue) roleNamed(name string) (int, bool) {
	p := d.ex.Program()
	name = strings.ToLower(strings.TrimSuffix(name, ":"))
	found := -1
	for r := range p.Roles() {
		role := p.Role(r)
		if string(role.ID) == name || strings.EqualFold(role.Short, name) {
			return r, true
		}
		if name != "" && (strings.HasPrefix(string(role.ID), name) || strings.HasPrefix(strings.ToLower(role.Short), name)) {
			if found >= 0 {
				return 0, false
			}
			found = r
		}
	}
	return found, found >= 0
}

func slipsText(n int) string {
	if n == scenario.Unlimited {
		return "no limit"
	}
	return fmt.Sprint(n)
}
