package debrief

import (
	"slices"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// Cause is what stood between a fact and those who decided without it. It words a
// condition, not a fault.
type Cause uint8

// The causes, in the order in which they are looked for; the first that holds is
// the one. docs/debrief.md says what each means.
const (
	NoChannel          Cause = iota // no lawful way, however fast, ends before the decision
	UnderWay                        // the fact, a version in the making, a question or its answer
	AskedAndKept                    // asked for, and refused or not answered
	CouldHaveGone                   // it was released: a holder could have sent it, and nobody had to consent
	WentElsewhere                   // every such holder passed it on, but not to those who decided
	VersionExisted                  // not the fact, but a version could have gone without asking
	NotAskedNotOffered              // whoever decides about it neither was asked nor offered it
)

var causeNames = [...]string{
	NoChannel: "no channel could have brought it in time", UnderWay: "under way", AskedAndKept: "asked, and kept",
	CouldHaveGone: "could have gone without asking", WentElsewhere: "went elsewhere",
	VersionExisted: "a version existed, not asked for", NotAskedNotOffered: "not asked for, not offered",
}

func (c Cause) String() string { return causeNames[c] }

// Causes are all causes, in the order in which they are looked for.
func Causes() []Cause {
	out := make([]Cause, len(causeNames))
	for i := range out {
		out[i] = Cause(i)
	}
	return out
}

// inTime says whether a way ends before a case did.
func (c *Case) inTime(w *Way) bool { return w != nil && w.Arrives <= c.Closed }

// findCause tells the causes apart. The order is that of the Cause constants.
func (d *Debrief) findCause(x *Candidate) {
	c := x.Case
	owners, holders := c.Owners, x.heldBy()
	if !c.inTime(x.Fastest) {
		x.Cause, x.Meeting = NoChannel, d.meeting(x)
		return
	}
	if d.onItsWay(c, x.Fact) {
		x.Cause = UnderWay
		return
	}
	if why, asked := d.kept(c, x.Fact); asked {
		x.Cause, x.Because = AskedAndKept, why
		return
	}
	if c.inTime(d.network().fastest(x.Fact, owners, holders, allows{})) {
		x.Cause = d.couldHaveGone(x)
		return
	}
	x.Cause = NotAskedNotOffered
	if c.inTime(d.network().fastest(x.Fact, owners, holders, allows{versions: true})) {
		x.Cause = VersionExisted
	}
}

// couldHaveGone notes for each holder whether it could have sent the fact without
// asking anybody and without another holder, and tells whether all who could have
// sent it elsewhere.
func (d *Debrief) couldHaveGone(x *Candidate) Cause {
	any := d.aloneInTime(x, x.heldBy())
	if !any { // only through others, and earlier than they had it
		d.aloneInTime(x, 0)
	}
	for i := range x.Holders {
		if h := &x.Holders[i]; h.Alone != nil && len(h.PassedTo) == 0 {
			return CouldHaveGone
		}
	}
	return WentElsewhere
}

// aloneInTime notes the way of each holder past some roles, where it ends in time,
// and says whether there is any.
func (d *Debrief) aloneInTime(x *Candidate, avoid uint64) (any bool) {
	for i := range x.Holders {
		h := &x.Holders[i]
		w := d.network().past(x.Fact, x.Case.Owners, 1<<h.Role, avoid&^(1<<h.Role), allows{})
		if x.Case.inTime(w) {
			h.Alone, any = w, true
		}
	}
	return any
}

// meets says whether holding a fact meets a need.
func (d *Debrief) meets(fact, need int) bool {
	for _, f := range d.family(need) {
		if f == fact {
			return true
		}
	}
	return false
}

// onItsWay says whether what was missing from a case was travelling to those who
// decided, or being made, or asked for and not yet there, when it ended.
func (d *Debrief) onItsWay(c *Case, need int) bool {
	under := func(from, to moment) bool { return from.before(c.closed) && !to.before(c.closed) }
	for i := range d.transfers {
		t := &d.transfers[i]
		if c.Owners>>t.To&1 != 0 && d.meets(t.Fact, need) && under(t.sent, t.arrived) {
			return true
		}
	}
	for _, m := range d.making {
		if d.meets(m.fact, need) && under(m.from, m.to) {
			return true
		}
	}
	for i := range d.questions {
		q := &d.questions[i]
		if d.requests(q, c, need) && (under(q.asked, q.arrived) || q.Verdict == Yes && under(q.answered, q.back)) {
			return true
		}
	}
	return false
}

// requests says whether a question asks for what a case was missing, for one of
// those who decided.
func (d *Debrief) requests(q *Question, c *Case, need int) bool {
	return q.Why == engine.AskFact && q.For >= 0 && c.Owners>>q.For&1 != 0 && d.meets(q.About, need)
}

// kept says whether what was missing had been asked for and nobody gave it, and
// what was said. A refusal with a reason goes before one without, and that before a
// silence.
func (d *Debrief) kept(c *Case, need int) (because string, asked bool) {
	for i := range d.questions {
		q := &d.questions[i]
		if !d.requests(q, c, need) || !q.arrived.before(c.closed) {
			continue
		}
		answered := q.answered.before(c.closed)
		switch {
		case answered && q.Verdict == Yes:
			return "", false
		case answered && q.Verdict == No && q.Words != "":
			because, asked = q.Words, true
		case answered && q.Verdict == No && (!asked || because == unanswered):
			because, asked = unexplained, true
		case !answered && !asked:
			because, asked = unanswered, true
		}
	}
	return because, asked
}

const (
	unanswered  = "nobody answered by then"
	unexplained = "no reason was recorded"
)

// meeting is the forum that could have been called latest so that a holder and one
// of those who decided sat together when the case ended.
func (d *Debrief) meeting(x *Candidate) *Meeting {
	var best *Meeting
	c, terms := x.Case, d.under(x.Case.held)
	for f := range d.p.Forums() {
		forum := d.p.Forum(f)
		members := d.p.RoleMask(forum.Members...)
		if forum.ID == engine.SeatedMeeting || members&c.Owners == 0 {
			continue
		}
		convene, lasts := terms.Convene(f)
		for i := range x.Holders {
			h := &x.Holders[i]
			released := d.network().released(h.Fact, c.closed.minute)
			if members>>h.Role&1 == 0 || terms.InForum(h.Role, h.Fact, f, members, released) != 0 {
				continue
			}
			call, ok := d.network().callBy(c.closed.minute-int32(convene), int32(h.Since)-int32(convene+lasts))
			if ok && (best == nil || call > best.CallBy) {
				best = &Meeting{f, call}
			}
		}
	}
	return best
}

// callBy is the last minute up to one, and after another, at which people could act.
func (n *network) callBy(latest, after int32) (scenario.Minutes, bool) {
	for _, w := range slices.Backward(n.windows) {
		if at := min(latest, w.to); at >= w.from {
			return scenario.Minutes(at), at > after
		}
	}
	return 0, false
}

// CauseText words the cause, with what was said where something was asked for.
func (x *Candidate) CauseText() string {
	if x.Cause == AskedAndKept {
		return x.Cause.String() + ", because " + x.Because
	}
	return x.Cause.String()
}
