package engine

import (
	"slices"
	"strings"
	"testing"
)

const sharing = `
handling: [open, limited, sealed]
sends: 2
roles:
  origin: {title: Origin, knows: [plan]}
  friend: Friend
  guest: {title: Guest, cleared: limited}
facts:
  plan: {title: The plan, handling: sealed, origin: origin, sanitised: {hint: 20m}}
  hint: {title: A hint, handling: open, origin: origin}
channels:
  desk: {between: all, delay: 5m}
  courier: {between: [origin, friend], carries: limited}
  phone: {between: all, clear: true, leak: 100}
turns:
  - {lasts: 1h}
  - {lasts: 1h}
`

// A share needs a sender who holds the fact, a channel that joins the two, and a
// slip.
func TestShareNeeds(t *testing.T) {
	x := sit(t, sharing).begin()
	if r := x.refused("share role:friend fact:plan to:guest by:desk", "holds"); strings.Contains(r.Seat, "plan") {
		t.Errorf("the seat is told the name of what it does not hold: %q", r.Seat)
	}
	x.refused("share role:origin fact:plan to:origin by:desk", "channel")
	x.refused("share role:origin fact:plan to:guest by:courier", "channel")
	x.do("share role:origin fact:plan to:friend by:desk")
	x.wants("0 shared from:origin to:friend fact:plan by:desk arrives:5")
	x.do("share role:origin fact:plan to:friend by:desk")
	x.refused("share role:origin fact:plan to:friend by:desk", "slips")
	if got := x.view("origin").Slips; got != 0 {
		t.Errorf("slips left: %d, want 0", got)
	}
	x.do("slips role:origin number:1 words:A good case").do("share role:origin fact:plan to:friend by:desk")
	x.upTo(60).upTo(61)
	if got := x.view("origin").Slips; got != 2 {
		t.Errorf("slips in the next turn: %d, want 2", got)
	}
}

// Where a rule stands against a share, the lawful ways are offered; sent all the
// same it goes, and the event names each rule broken.
func TestShareAgainstARule(t *testing.T) {
	x := sit(t, sharing).begin()
	x.do("share role:origin fact:plan to:friend by:desk").upTo(5)
	r := x.refused("share role:friend fact:plan to:guest by:phone", "rule")
	for _, want := range []string{"may not carry", "not cleared", "without asking", "Ask Origin", "A hint", "all the same"} {
		if !strings.Contains(r.Seat, want) {
			t.Errorf("the refusal does not say %q: %s", want, r.Seat)
		}
	}
	x.do("share role:friend fact:plan to:guest by:phone all-the-same:true").wants(
		"5 shared from:friend to:guest fact:plan by:phone arrives:5 against:[carriage,clearance,releasability]",
		"5 leaked why:channel fact:plan from:friend to:guest by:phone held:[origin,friend]",
		"5 arrived from:friend to:guest fact:plan by:phone",
		"5 learned why:share role:guest fact:plan from:friend by:phone",
	)
	r = x.refused("share role:origin fact:plan to:friend by:courier", "rule")
	if len(r.Ways) != 1 || x.p.Channel(r.Ways[0].Channel).ID != "desk" || r.Ways[0].Arrives != 10 {
		t.Errorf("lawful ways offered: %+v, want the desk at 10", r.Ways)
	}
}

// Consent asked and granted makes a share lawful, from the moment the answer is
// back; refused, nothing changes.
func TestConsent(t *testing.T) {
	x := sit(t, `
roles: {origin: {title: Origin, knows: [plan]}, friend: Friend, third: Third}
handling: [open, sealed]
facts: {plan: {title: The plan, handling: sealed, origin: origin}}
channels: {desk: {between: all, delay: 5m}}
turns: [{lasts: 2h}]
`).begin()
	x.do("share role:origin fact:plan to:friend by:desk").upTo(5)
	x.refused("ask role:origin fact:plan", "self")
	x.do("ask role:friend fact:plan for:third").wants("5 asked why:fact from:friend to:origin about:plan what:third arrives:10")
	x.upTo(10).do("refuse role:origin fact:plan for:third words:Not now").upTo(15)
	x.refused("share role:friend fact:plan to:third by:desk", "rule")
	x.do("ask role:friend fact:plan for:third").upTo(20).do("grant role:origin fact:plan for:third")
	x.refused("share role:friend fact:plan to:third by:desk", "rule")
	x.upTo(25).wants("25 answer-arrived why:fact from:friend to:origin about:plan what:third verdict:agrees",
		"25 released by:origin fact:plan to:[third]")
	x.do("share role:friend fact:plan to:third by:desk").wants("25 shared from:friend to:third fact:plan by:desk arrives:30")
}

// A request that nobody answers lapses at the end of the turn, and the record says
// so; whoever decides about a fact may also release it unasked.
func TestRequests(t *testing.T) {
	x := sit(t, `
roles: {origin: {title: Origin, knows: [plan]}, friend: Friend}
handling: [open, sealed]
facts: {plan: {title: The plan, handling: sealed, origin: origin}, own: {title: Own}}
turns: [{lasts: 1h}, {lasts: 1h}]
`).begin()
	x.do("ask role:friend fact:plan to:origin")
	if a := x.view("origin").Asked; len(a) != 1 || !strings.Contains(a[0].Text, "The plan") {
		t.Errorf("the holder is asked %+v, want by name", a)
	}
	if a := x.view("friend").Asks; len(a) != 1 || strings.Contains(a[0].Text, "The plan") {
		t.Errorf("the asker is shown the name of what it does not hold: %+v", a)
	}
	x.upTo(60).includes("60 turn-ended turn:turn-1", "60 question-lapsed why:fact from:friend to:origin about:plan what:friend")
	x.refused("refuse role:origin fact:plan", "unasked")
	x.do("grant role:origin fact:plan for:friend").wants("60 released by:origin fact:plan to:[friend]")
	x.refused("grant role:origin fact:plan for:friend", "released")
	x.refused("ask role:friend fact:own", "whom")
}

// Nobody holds a sanitised version until the origin has made it; once made, whoever
// holds the full fact holds it too, and whoever learns it later.
func TestVersions(t *testing.T) {
	x := sit(t, sharing).begin()
	x.refused("sanitise role:origin version:plan", "version")
	x.refused("sanitise role:friend version:hint", "origin")
	x.do("sanitise role:origin version:hint").wants("0 making role:origin version:hint ready:20")
	x.refused("sanitise role:origin version:hint", "making")
	x.refused("share role:origin fact:hint to:guest by:phone", "holds")
	x.do("share role:origin fact:plan to:friend by:desk").upTo(19)
	if x.holds(0, x.p.FactNo("hint")) {
		t.Error("the origin holds the version before it is made")
	}
	x.upTo(20).wants(
		"20 made role:origin version:hint",
		"20 learned why:version role:origin fact:hint from:origin",
		"20 learned why:version role:friend fact:hint from:origin",
	)
	x.refused("sanitise role:origin version:hint", "made")
	x.do("told fact:plan to:guest").wants("20 told to:guest fact:plan minute:20",
		"20 learned why:told role:guest fact:plan", "20 learned why:version role:guest fact:hint from:guest")
}

// Told across the table: recorded by control, dated back within the turn at most.
func TestTold(t *testing.T) {
	x := sit(t, sharing).begin()
	x.refused("told role:friend fact:plan to:guest", "holds")
	x.refused("told fact:hint to:guest", "holds")
	x.refused("told fact:plan to:guest ago:1", "back")
	x.upTo(30)
	x.do("told role:origin fact:plan to:guest ago:30").wants(
		"30 told from:origin to:guest fact:plan minute:0 against:[clearance]",
		"30 learned why:told role:guest fact:plan from:origin",
	)
	x.refused("told fact:plan to:guest", "known")
	if f := x.view("guest").Facts; len(f) != 1 || f[0].How != "told across the table by Origin" {
		t.Errorf("the guest sees %+v", f)
	}
}

// Roles at one table hold together what each is cleared for.
func TestTableMates(t *testing.T) {
	x := sitAs(t, `
handling: [open, sealed]
seatings: {1: {Table: [a, b, c]}}
roles: {a: A, b: {title: B, cleared: open}, c: C, d: {title: D, knows: [plan]}}
facts: {plan: {title: The plan, handling: sealed, releasable: all}}
turns: [{title: One}]
rules: [{when: shared('plan'), then: [set: travelled]}]
`, Setup{Seating: "1"}, 1).begin()
	x.do("share role:d fact:plan to:a by:in-the-room").wants(
		"0 shared from:d to:a fact:plan by:in-the-room arrives:0",
		"0 arrived from:d to:a fact:plan by:in-the-room",
		"0 learned why:share role:a fact:plan from:d by:in-the-room",
		"0 learned why:table role:c fact:plan from:a",
		"0 rule rule:1", "0 flag flag:travelled set:1",
	)
}

// A forum sits when its members have been found, for so long; what is said there
// reaches all of them at once, for one slip; who may not have it is a rule.
func TestForum(t *testing.T) {
	x := sit(t, `
handling: [open, sealed]
sends: 3
roles: {a: {title: A, knows: [plan, news]}, b: B, c: C, d: D}
facts: {plan: {title: The plan, handling: sealed, releasable: [b]}, news: {title: News}}
forums: {council: {members: [a, b, c], convene: 30m, lasts: 20m, slips: 2, leak: 100}}
turns: [{lasts: 2h}]
`).begin()
	x.refused("call role:d forum:council", "member")
	x.refused("say role:a fact:news forum:council", "forum")
	x.do("call role:b forum:council").wants("0 called why:owners by:b forum:council sits:30")
	x.refused("call role:a forum:council", "called")
	if got := x.view("b").Slips; got != 1 {
		t.Errorf("the call left %d slips, want 1", got)
	}
	x.upTo(30).wants("30 sat forum:council until:50 members:[a,b,c]")
	x.do("say role:a fact:news forum:council").wants("30 said from:a fact:news forum:council to:[b,c]",
		"30 learned why:forum role:b fact:news from:a by:council", "30 learned why:forum role:c fact:news from:a by:council")
	x.refused("say role:a fact:plan forum:council", "rule")
	x.do("say role:a fact:plan forum:council all-the-same:true").includes(
		"30 said from:a fact:plan forum:council to:[b,c] against:[releasability]",
		"30 leaked why:in-forum fact:plan from:a by:council held:[a]")
	if f := x.view("c").Forums; len(f) != 1 || !f[0].Sitting || f[0].At != 50 {
		t.Errorf("a member sees %+v", f)
	}
	if f := x.view("d").Forums; len(f) != 0 {
		t.Errorf("who is no member sees %+v", f)
	}
	x.upTo(50).wants("50 rose why:time forum:council")
}

// A meeting can be closed by its members or by control, and called off.
func TestForumClosed(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B, c: C}
forums: {council: {members: [a, b], convene: 10m}}
turns: [{lasts: 2h}]
`).begin()
	x.refused("close forum:council", "sits")
	x.refused("close role:c forum:council", "member")
	x.do("call role:a forum:council").refused("close role:c forum:council", "member")
	x.do("close forum:council").wants("0 rose why:closed forum:council")
	x.upTo(20).wants()
	x.do("call role:a forum:council").upTo(30).do("close role:b forum:council").wants("30 rose why:closed by:b forum:council")
}

// Words between roles take the fastest channel; to and from control they go at once.
func TestMessages(t *testing.T) {
	x := sit(t, `
roles: {a: A, b: B}
channels: {desk: {between: all, delay: 5m}}
turns: [{title: One}]
`).begin()
	x.do("message role:a to:[b] words:Are you there?").wants("0 messaged from:a to:b arrives:5")
	x.do("message role:a words:May I?").wants("0 messaged from:a arrives:0")
	x.do("message to:[a] words:Not known yet.").includes("0 message-arrived to:a")
	x.refused("message role:a to:[b]", "words")
	if m := x.view("b").Messages; len(m) != 0 {
		t.Errorf("a message is seen before it has arrived: %+v", m)
	}
	x.upTo(5)
	var got []string
	for _, m := range x.view("a").Messages {
		got = append(got, m.From+">"+m.To+": "+m.Words)
	}
	want := []string{"A>B: Are you there?", "A>Control: May I?", "Control>A: Not known yet."}
	if !slices.Equal(got, want) {
		t.Errorf("the sender sees %q, want %q", got, want)
	}
	if m := x.view("b").Messages; len(m) != 1 || m[0].Words != "Are you there?" {
		t.Errorf("the receiver sees %+v", m)
	}
}

// What a consequence sends, asks, releases, calls or sanitises costs nobody a slip
// and carries nobody's words.
func TestConsequences(t *testing.T) {
	x := sit(t, `
handling: [open, sealed]
sends: 1
roles: {a: {title: A, knows: [plan]}, b: B, c: C}
facts: {plan: {title: The plan, handling: sealed, origin: a, sanitised: {hint: 0m}}, hint: {title: Hint}}
channels: {desk: {between: all}}
forums: {council: {members: [a, b], slips: 1}}
turns:
  - decisions:
      go:
        by: b
        options:
          x:
            title: X
            then:
              - ask: {fact: plan, for: c}
              - send: {fact: plan, from: a, to: c, by: desk}
              - release: {plan: b}
              - sanitise: hint
              - call: council
              - tell: {c: [hint]}
`).begin()
	x.do("decide role:b decision:go option:x words:Because").wants(
		"0 decided why:owners role:b decision:go option:x",
		"0 asked why:fact from:b to:a about:plan what:c arrives:0",
		"0 shared why:by-story from:a to:c fact:plan by:desk arrives:0",
		"0 arrived from:a to:c fact:plan by:desk",
		"0 learned why:share role:c fact:plan from:a by:desk",
		"0 released by:b fact:plan to:[b]",
		"0 made role:a version:hint",
		"0 learned why:version role:a fact:hint from:a",
		"0 learned why:version role:c fact:hint from:a",
		"0 called why:by-story by:b forum:council sits:0",
		"0 sat forum:council until:60 members:[a,b]",
	)
	for _, e := range x.last[1:] {
		if e.Ref >= 0 {
			t.Errorf("%s carries the words of the decision", x.line(e))
		}
	}
	if a := x.view("a"); a.Slips != 1 || len(a.Asked) != 1 || a.Asked[0].Words != "" {
		t.Errorf("the one who is asked sees %+v with %d slips", a.Asked, a.Slips)
	}
}
