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
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/exercise"
	"example.org/whitecell/internal/markdown"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/internal/text"
	"example.org/whitecell/scenario"
)

// maxLine is how much is looked at of a line that is entered; a move may be shorter
// still.
const maxLine = 64 << 10

// width is where lines are folded: what an 80-column terminal shows whole.
const width = 78

// Dialogue is one run of an exercise in plain lines.
type Dialogue struct {
	ex      *exercise.Exercise
	desk    desk.Desk
	in      *bufio.Reader
	inErr   error // what ended the input, but for its end
	out     *bufio.Writer
	prompts bool
	story   bool // nobody is at control: what only control needs is left out
}

// New is a dialogue about an exercise. prompts says whether to print "> " before
// each line that is read, as for a person.
func New(ex *exercise.Exercise, in io.Reader, out io.Writer, prompts bool) *Dialogue {
	return &Dialogue{ex: ex, desk: desk.Of(ex), in: bufio.NewReaderSize(in, maxLine), out: bufio.NewWriter(out), prompts: prompts}
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
	return errors.Join(d.flush(), d.inErr)
}

func (d *Dialogue) ended() bool { return d.ex.Game().State().Phase() == engine.Ended }

func (d *Dialogue) flush() error { return d.out.Flush() }

// read asks for a line.
func (d *Dialogue) read() (string, bool) {
	if d.prompts {
		fmt.Fprint(d.out, d.prompt())
	}
	if d.flush() != nil {
		return "", false
	}
	line, more, err := d.in.ReadLine()
	s := strings.TrimSpace(text.Line(string(line)))
	for more && err == nil { // the rest of what is too long for any line
		_, more, err = d.in.ReadLine()
	}
	if err != nil && err != io.EOF {
		d.inErr = err
	}
	return s, err == nil || line != nil
}

// prompt says where the story and the room stand.
func (d *Dialogue) prompt() string {
	s := d.ex.Game().State()
	if s.Phase() != engine.Running {
		return "> "
	}
	clock := d.desk.Clock(s.Clock())
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

// cue prints what control says, asks, expects or enters, each under its word. A
// story that nobody leads has only what is read, and what an inject carries.
func (d *Dialogue) cue(label, s string) {
	if !d.story || label == "read" || label == "carries" {
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
	for _, line := range d.desk.Leaving() {
		if line[0] == ' ' {
			d.verbatim(strings.TrimSpace(line))
		} else {
			d.say("%s", line)
		}
	}
}

// opening is what is said before StartEx.
func (d *Dialogue) opening() {
	p := d.ex.Program()
	s := p.Scenario
	d.say("%s", s.Marking)
	d.say("%s", s.Title)
	d.say("%s", s.Summary)
	d.blank()
	d.say("%s", d.desk.SetupText())
	d.seats()
	d.blank()
	d.say("GROUND RULES, to be read aloud")
	for _, rule := range desk.GroundRules {
		d.indented("- ", "  ", rule)
	}
	d.blank()
	d.say("%s", d.desk.Reading())
	d.say("Press Enter for StartEx. A question mark, ?, shows what can be entered.")
}

// markdown prints the blocks of a Markdown text.
func (d *Dialogue) markdown(source string) {
	for _, b := range markdown.Blocks(source) {
		in := strings.Repeat("  ", b.Depth)
		d.indented(in+b.Marker, in+strings.Repeat(" ", len(b.Marker)), b.Text)
	}
}

// seats lists the tables, and which seats play by themselves.
func (d *Dialogue) seats() {
	p, g := d.ex.Program(), d.ex.Game()
	for _, table := range d.desk.Tables() {
		var names []string
		for _, mate := range engine.Bits(table) {
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
	d.say("%s. %s. It is %s in the story.", p.Scenario.Title, d.desk.SetupText(), p.ClockText(s.Clock()))
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
		d.say("%s", desk.Sentence(err))
		return nil
	}
	if len(first) == 0 { // a comment
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
			d.say("%s", desk.Sentence(err))
			continue
		}
		if why := d.desk.Wasted(moves); why != "" {
			d.say("NOT DONE. %s", why)
			continue
		}
		if where := d.desk.Beyond(moves); where != "" && !d.confirmed(where+" Go there? Enter y, or anything else to stay.") {
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
			if err != nil || len(moves) != 1 || moves[0].Kind != engine.MoveDecide || d.desk.Unanswered(int(moves[0].A))>>r&1 != 0 {
				out = append(out, one)
			}
		}
	}
	if len(out) == 0 {
		return []string{line}
	}
	return out
}

// tick lets the story go on as far as the room's clock says, in a turn that has a
// pace. Where a decision has been announced as due, it waits for the answer, or for
// Enter.
func (d *Dialogue) tick() error {
	if d.desk.Overdue() {
		return nil
	}
	events, err := d.ex.Tick()
	d.tell(events)
	if refusal(err) {
		return nil
	}
	return err
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
	for _, line := range d.desk.Afterwards(moves[0], events) {
		d.say("%s", line)
	}
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
