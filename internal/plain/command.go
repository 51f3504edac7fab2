package plain

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/desk"
	"example.org/whitecell/internal/plan"
	"example.org/whitecell/scenario"
)

// command is a line of the dialogue that is not a move of the game: it shows
// something, mends the record, or is short for a move. The help is made from
// these.
type command struct {
	names []string
	args  string
	help  string
	run   func(d *Dialogue, rest string) (leave bool, err error)
}

var commands []command

func init() {
	commands = []command{
		{[]string{"n", "next"}, "", "on to the next thing to say or ask (also just Enter)", (*Dialogue).next},
		{[]string{"d", "decisions"}, "", "the open decisions; `d 7a \"reason\"` answers decision 7 with option a", (*Dialogue).decisions},
		{[]string{"w", "who"}, "", "who knows what", show((*Dialogue).whoKnows)},
		{[]string{"a", "ahead"}, "", "what is coming in this turn", show((*Dialogue).ahead)},
		{[]string{"m", "measures"}, "", "measures, slips, meetings, arrangements", show((*Dialogue).standing)},
		{[]string{"log"}, "[N]", "the last N lines of the log, 20 where N is not given", (*Dialogue).log},
		{[]string{"view"}, "ROLE", "the seat's own view, after asking it to the screen", (*Dialogue).view},
		{[]string{"card"}, "ROLE", "the seat's card, likewise", (*Dialogue).showCard},
		{[]string{"ways"}, "ROLE FACT ROLE", "how a fact could be brought from one role to another", (*Dialogue).ways},
		{[]string{"ids"}, "", "the names to type: roles, facts, channels, forums, injects", show((*Dialogue).names)},
		{[]string{"u", "undo"}, "[N]", "take back the last entry, or the last N", (*Dialogue).undoLine},
		{[]string{"e", "mend"}, "LINE", "strike a line of the log; `e 12 with MOVE` puts it right, `e 12 before 9` puts it elsewhere; asks before it does", (*Dialogue).mendLine},
		{[]string{"?", "help", "h"}, "", "this", show((*Dialogue).help)},
		{[]string{"q", "quit"}, "", "leave; the exercise can be resumed", func(*Dialogue, string) (bool, error) { return true, nil }},
	}
}

func show(f func(*Dialogue)) func(*Dialogue, string) (bool, error) {
	return func(d *Dialogue, _ string) (bool, error) { f(d); return false, nil }
}

func (d *Dialogue) command(word string) *command {
	for i := range commands {
		for _, n := range commands[i].names {
			if n == word {
				return &commands[i]
			}
		}
	}
	return nil
}

func (d *Dialogue) next(string) (bool, error) {
	s := d.ex.Game().State()
	switch s.Phase() {
	case engine.Over:
		return false, d.do(engine.NewMove(engine.MoveEnd))
	case engine.Ended:
		d.say("The exercise has ended. `q` leaves.")
		return false, nil
	}
	m := engine.NewMove(engine.MoveAdvance)
	m.N = engine.ToNext
	err := d.do(m)
	if err == nil && d.ex.Game().State().Phase() == engine.Over {
		d.say("That was the last turn. The next Enter is EndEx.")
	}
	return false, err
}

func (d *Dialogue) decisions(rest string) (bool, error) {
	if rest != "" {
		return false, d.quickDecide(rest)
	}
	p := d.ex.Program()
	open := d.desk.Open()
	if len(open) == 0 {
		d.say("No decision is open.")
	}
	for _, n := range open {
		dec, st := p.Decision(n), d.ex.Game().Standing(n)
		d.indented(fmt.Sprintf("%2d  ", n+1), "    ", fmt.Sprintf("%s (%s) · %s · due %s", dec.Title, dec.ID, p.RoleNames(p.RoleMask(dec.By...)), d.desk.Full(st.Due)))
		d.options(n, st)
		if st.Proposed >= 0 {
			d.labelled("", "proposed: "+d.desk.Proposal(n)+"; still to agree: "+p.RoleNames(d.desk.StillToAgree(n)))
		}
		for o, a := range st.Answers {
			if a >= 0 {
				d.labelled("", fmt.Sprintf("%s has answered: %s", p.Role(p.RoleNo(dec.By[o])).Title, dec.Options[a].Title))
			}
		}
	}
	for _, a := range d.ex.Game().Waiting() {
		d.say("%s waits for an answer of %s. %s", p.Role(a.From).Title, p.Role(a.To).Title, d.desk.AskText(a))
	}
	return false, nil
}

// quickDecide answers an open decision by its number with the option of a letter:
// 7a "reason", or 7a ROLE "reason" where each owner answers alone.
func (d *Dialogue) quickDecide(rest string) error {
	which, tail, _ := strings.Cut(rest, " ")
	i := strings.IndexFunc(which, func(r rune) bool { return r < '0' || r > '9' })
	open := d.desk.Open()
	if i < 1 || i != len(which)-1 {
		d.say("Enter the decision's number and the option's letter together: `d 7a \"reason\"`.")
		return nil
	}
	n, _ := strconv.Atoi(which[:i])
	if n--; !slices.Contains(open, n) {
		d.say("No decision %d is open.", n+1)
		return nil
	}
	p := d.ex.Program()
	dec := p.Decision(n)
	o := int(which[i]|0x20) - 'a'
	if o < 0 || o >= len(dec.Options) {
		d.say("“%s” has %s, from a on.", dec.Title, desk.Count(len(dec.Options), "option"))
		return nil
	}
	role := d.desk.NextOwner(n)
	if word, more, _ := strings.Cut(strings.TrimSpace(tail), " "); word != "" && word[0] != '"' {
		r, ok := d.roleNamed(word)
		if !ok {
			d.say("There is no role %q. The roles are %s.", word, d.roleIDs())
			return nil
		}
		role, tail = r, more
	}
	words := strings.Trim(strings.TrimSpace(tail), `"“”`)
	return d.do(d.desk.Choose(role, n, o, 0, words))
}

func (d *Dialogue) roleIDs() string {
	var ids []string
	for r := range d.ex.Program().Roles() {
		ids = append(ids, string(d.ex.Program().Role(r).ID))
	}
	return strings.Join(ids, ", ")
}

func (d *Dialogue) undoLine(rest string) (bool, error) {
	n := 1
	if rest != "" {
		var err error
		if n, err = strconv.Atoi(rest); err != nil || n < 1 {
			d.say("Enter `u`, or `u` and how many entries to take back.")
			return false, nil
		}
	}
	return false, d.undo(n)
}

func (d *Dialogue) undo(n int) error {
	if n > 3 && !d.confirmed(fmt.Sprintf("Take back the last %d entries? Enter y, or anything else to leave them.", n)) {
		return nil
	}
	for range n {
		m, err := d.ex.Undo()
		if err != nil {
			d.say("NOT DONE. %s", desk.Sentence(err))
			return nil
		}
		if err := d.ex.Make(m); err != nil {
			return err
		}
		d.listChange("Taken back:", m.Lost)
		d.listChange("And with that:", m.Found)
	}
	d.say("It is %s. What seats have seen stays seen.", d.desk.Full(d.ex.Game().State().Clock()))
	return nil
}

// mendLine strikes a line of the log or puts another entry in its place, after
// showing what would change.
func (d *Dialogue) mendLine(rest string) (bool, error) {
	number, tail, _ := strings.Cut(rest, " ")
	line, err := strconv.Atoi(number)
	if err != nil {
		d.say("Enter the line's number as `log` shows it: `e 12`, `e 12 with MOVE`, `e 12 before 9`.")
		return false, nil
	}
	tail = strings.TrimSpace(tail)
	switch {
	case tail == "":
		return false, d.strike(line, nil, 0)
	case strings.HasPrefix(tail, "with "):
		moves, err := plan.Parse(d.ex.Program(), d.ex.Game(), tail[len("with "):])
		if err != nil || len(moves) != 1 {
			d.say("%s", desk.Sentence(errors.Join(err, errOneMove(len(moves)))))
			return false, nil
		}
		return false, d.strike(line, &moves[0], 0)
	case strings.HasPrefix(tail, "before "):
		before, err := strconv.Atoi(strings.TrimSpace(tail[len("before "):]))
		if err != nil {
			d.say("Enter the number of the line to put it before.")
			return false, nil
		}
		return false, d.strike(line, nil, before)
	}
	d.say("Enter `e 12`, `e 12 with MOVE` or `e 12 before 9`.")
	return false, nil
}

func errOneMove(n int) error {
	if n == 1 {
		return nil
	}
	return errors.New("a line is replaced by exactly one move")
}

func (d *Dialogue) strike(line int, with *engine.Move, before int) error {
	m, err := d.ex.Strike(line, with, before)
	if err != nil {
		d.say("NOT DONE. %s", desk.Sentence(err))
		return nil
	}
	d.listChange("This would no longer have happened:", m.Lost)
	d.listChange("This would have happened instead:", m.Found)
	d.listChange("These entries could no longer be made:", m.Gone)
	if len(m.Lost)+len(m.Found)+len(m.Gone) == 0 {
		d.say("Nothing else would change.")
	}
	if !d.confirmed("Enter y to make the change, anything else to leave it.") {
		d.say("Left as it was.")
		return nil
	}
	if err := d.ex.Make(m); err != nil {
		return err
	}
	d.say("Changed. The line is kept, marked. What seats have seen stays seen.")
	return nil
}

func (d *Dialogue) listChange(head string, lines []string) {
	if len(lines) == 0 {
		return
	}
	d.say("%s", head)
	for _, s := range lines {
		d.indented("- ", "  ", s)
	}
}

func (d *Dialogue) ways(rest string) (bool, error) {
	words := strings.Fields(rest)
	p := d.ex.Program()
	if len(words) != 3 {
		d.say("Enter `ways ROLE FACT ROLE`.")
		return false, nil
	}
	from, ok1 := d.roleNamed(words[0])
	to, ok2 := d.roleNamed(words[2])
	f := p.FactNo(scenario.FactID(words[1]))
	if !ok1 || !ok2 || f < 0 {
		d.say("Enter `ways ROLE FACT ROLE`; `ids` shows the names.")
		return false, nil
	}
	ways := d.ex.Game().Ways(from, f, to)
	if len(ways) == 0 {
		d.say("Nothing brings it from %s to %s now.", p.Role(from).Title, p.Role(to).Title)
	}
	for _, w := range ways {
		name := ""
		if w.Channel >= 0 {
			name = fmt.Sprintf("%s (%s)", p.Channel(w.Channel).Title, p.Channel(w.Channel).ID)
		} else {
			name = p.Forum(w.Forum).Title + ", said there"
		}
		line := name + ", there " + d.desk.Full(w.Arrives)
		if w.Leak > 0 {
			line += fmt.Sprintf(", leaks %d times in 100", w.Leak)
		}
		if w.Broken != 0 {
			line += ", against the rule of " + strings.Join(w.Broken.Names(), " and ")
		}
		d.indented("- ", "  ", line)
	}
	return false, nil
}
