package engine

import (
	"fmt"
	"math/bits"
	"slices"

	"example.org/whitecell/scenario"
)

// Setup is how one exercise differs from another of the same scenario, apart
// from its seed.
type Setup struct {
	Length  string          // "" for every turn, or the id of a length
	Seating string          // "" for every role at a table of its own
	From    scenario.TurnID // "" or the first turn to play; those before it are taken as skipped
}

// Program is a scenario made ready to play under one Setup: ids are numbers, in
// the order of the file. It never changes and may be shared between goroutines.
type Program struct {
	Scenario *scenario.Scenario
	Setup    Setup

	roles        []role
	facts        []fact
	channels     []channel
	forums       []forum // the scenario's, then the one that control may seat
	arrangements []arrangement
	measures     []scenario.Measure
	turns        []turn
	injects      []inject
	decisions    []decision
	rules        []rule
	endings      []ending
	then         []consequence
	skipped      []skipped // by turn
	flags        []scenario.FlagID
	objectives   []scenario.Objective

	timetable []entry
	base      current // what holds while no arrangement does
	lay       layout
	allRoles  uint64
	byWeight  []int // facts, the heaviest first
	ids       index
}

type role struct {
	*scenario.Role
	table   uint64 // the roles at its table, itself among them
	tableNo int
	hash    uint64
	knows   []int
}

type fact struct {
	*scenario.Fact
	origin   int // -1 for none
	consent  int // -1 for nobody
	versions []version
	full     int // the fact that this is a version of, -1 for none
	key      uint64
	dirty    uint64
}

type version struct {
	fact int
	time int32
}

type channel struct {
	*scenario.Channel
	from, to uint64
	hash     uint64
	under    int // -1 for always
}

type forum struct {
	*scenario.Forum
	members uint64
	hash    uint64
}

type arrangement struct {
	*scenario.Arrangement
	owners, concur uint64
	alters         bool
}

type turn struct {
	*scenario.Turn
	adopt  uint64
	when   *test
	played bool
	sends  []int // by role
}

type inject struct {
	*scenario.Inject
	turn        int // -1 for those without a time
	to          uint64
	facts       []int
	when        *test
	contingency *test
	key         uint64
	opens       []int // decisions that open when it is delivered
	entry       int   // its place in the timetable, -1 for none
}

type decision struct {
	*scenario.Decision
	turn    int
	owners  uint64
	by      []int
	consult uint64
	needs   []int
	when    *test
	options []option
	answers int // where its owners' answers begin, when each answers alone
	key     uint64
	dirty   uint64
}

type option struct {
	*scenario.Option
	when, requires *test
	effects        []effect
	then           span
}

type effect struct {
	measure  int
	min, max int
	key      uint64
	each     bool // of a decision that each owner answers alone: drawn for each
}

type rule struct {
	*scenario.Rule
	when  *test
	reads uint64
	then  span
}

type ending struct {
	*scenario.Ending
	when  *test
	notes []*test
}

// span is a range of Program.then.
type span struct{ from, to int }

type consequence struct {
	kind        scenario.ConsequenceKind
	in          int32
	inject      int
	tell        []tell
	forum       int
	fact        int
	to          uint64
	channel     int
	from        int
	effects     []effect
	arrangement int
	flag        int
	decision    int
	ending      int
}

// skipped is what a turn that is left out leaves behind.
type skipped struct {
	knows   []tell
	chose   []assumed
	effects []effect
	flags   []int
}

type assumed struct{ decision, option int }

type tell struct {
	role int
	fact int
}

// index finds the number of an id.
type index struct {
	role        map[scenario.RoleID]int
	fact        map[scenario.FactID]int
	channel     map[scenario.ChannelID]int
	forum       map[scenario.ForumID]int
	arrangement map[scenario.ArrangementID]int
	measure     map[scenario.MeasureID]int
	turn        map[scenario.TurnID]int
	inject      map[scenario.InjectID]int
	decision    map[scenario.DecisionID]int
	ending      map[scenario.EndingID]int
	flag        map[scenario.FlagID]int
	objective   map[scenario.ObjectiveID]int
}

// SeatedMeeting is the id of the meeting that control may seat by a ruling.
const SeatedMeeting scenario.ForumID = "seated-meeting"

// maxNumber is the greatest number of anything that moves and events name.
const maxNumber = 32_000

// Compile makes a scenario ready to play. The scenario must have been loaded
// without errors; what Compile itself refuses is a Setup that names what the
// scenario does not have.
func Compile(s *scenario.Scenario, setup Setup) (*Program, error) {
	p := &Program{Scenario: s, Setup: setup, measures: s.Measures, flags: s.Flags, objectives: s.Objectives}
	p.number()
	p.compilePeople()
	p.compileTraffic()
	p.compileScript()
	p.compileBase()
	if err := p.chooseTurns(); err != nil {
		return nil, err
	}
	if err := p.seatTables(); err != nil {
		return nil, err
	}
	if len(p.then) > maxNumber || len(p.flags) > maxNumber {
		return nil, fmt.Errorf("the scenario has more than %d consequences or flags", maxNumber)
	}
	p.layOut()
	p.compileConditions()
	p.scheduleTurns()
	return p, nil
}

func indexOf[ID comparable, T any](items []T, id func(*T) ID) map[ID]int {
	m := make(map[ID]int, len(items))
	for i := range items {
		m[id(&items[i])] = i
	}
	return m
}

// number gives every named thing its number, which is its order in the file.
func (p *Program) number() {
	s := p.Scenario
	p.ids = index{
		role:        indexOf(s.Roles, func(r *scenario.Role) scenario.RoleID { return r.ID }),
		fact:        indexOf(s.Facts, func(f *scenario.Fact) scenario.FactID { return f.ID }),
		channel:     indexOf(s.Channels, func(c *scenario.Channel) scenario.ChannelID { return c.ID }),
		forum:       indexOf(s.Forums, func(f *scenario.Forum) scenario.ForumID { return f.ID }),
		arrangement: indexOf(s.Arrangements, func(a *scenario.Arrangement) scenario.ArrangementID { return a.ID }),
		measure:     indexOf(s.Measures, func(m *scenario.Measure) scenario.MeasureID { return m.ID }),
		turn:        indexOf(s.Turns, func(t *scenario.Turn) scenario.TurnID { return t.ID }),
		ending:      indexOf(s.Endings, func(e *scenario.Ending) scenario.EndingID { return e.ID }),
		objective:   indexOf(s.Objectives, func(o *scenario.Objective) scenario.ObjectiveID { return o.ID }),
		flag:        indexOf(s.Flags, func(f *scenario.FlagID) scenario.FlagID { return *f }),
		inject:      map[scenario.InjectID]int{},
		decision:    map[scenario.DecisionID]int{},
	}
	p.ids.forum[SeatedMeeting] = len(s.Forums)
	for t := range s.Turns {
		for i := range s.Turns[t].Injects {
			p.addInject(&s.Turns[t].Injects[i], t)
		}
		for d := range s.Turns[t].Decisions {
			p.ids.decision[s.Turns[t].Decisions[d].ID] = len(p.decisions)
			p.decisions = append(p.decisions, decision{Decision: &s.Turns[t].Decisions[d], turn: t})
		}
	}
	for i := range s.Injects {
		p.addInject(&s.Injects[i], -1)
	}
}

func (p *Program) addInject(in *scenario.Inject, turn int) {
	p.ids.inject[in.ID] = len(p.injects)
	p.injects = append(p.injects, inject{Inject: in, turn: turn, entry: -1})
}

func (p *Program) maskOf(roles []scenario.RoleID) (m uint64) {
	for _, r := range roles {
		m |= 1 << p.ids.role[r]
	}
	return m
}

func (p *Program) factNumbers(ids []scenario.FactID) []int {
	out := make([]int, len(ids))
	for i, id := range ids {
		out[i] = p.ids.fact[id]
	}
	return out
}

// lookup is the number of an id, or -1 for the empty one.
func lookup[ID ~string](m map[ID]int, id ID) int {
	if id == "" {
		return -1
	}
	return m[id]
}

func (p *Program) compilePeople() {
	s := p.Scenario
	for i := range s.Roles {
		r := &s.Roles[i]
		p.roles = append(p.roles, role{Role: r, table: 1 << i, tableNo: i, hash: hashName(string(r.ID)), knows: p.factNumbers(r.Knows)})
	}
	p.allRoles = 1<<len(s.Roles) - 1
	for i := range s.Facts {
		f := &s.Facts[i]
		c := fact{
			Fact: f, full: -1, origin: lookup(p.ids.role, f.Origin), consent: lookup(p.ids.role, f.Consent),
			key: keyOf("leak", string(f.ID)), dirty: dirtyFact(i),
		}
		for _, v := range f.Versions {
			c.versions = append(c.versions, version{p.ids.fact[v.Fact], int32(v.Time)})
		}
		p.facts = append(p.facts, c)
	}
	for i := range p.facts {
		p.byWeight = append(p.byWeight, i)
		for _, v := range p.facts[i].versions {
			p.facts[v.fact].full = i
		}
	}
	slices.SortStableFunc(p.byWeight, func(a, b int) int { return p.facts[b].Weight - p.facts[a].Weight })
}

func (p *Program) compileTraffic() {
	s := p.Scenario
	for i := range s.Channels {
		c := &s.Channels[i]
		p.channels = append(p.channels, channel{
			Channel: c, from: p.maskOf(c.From), to: p.maskOf(c.To),
			hash: hashName(string(c.ID)), under: lookup(p.ids.arrangement, c.Under),
		})
	}
	for i := range s.Forums {
		f := &s.Forums[i]
		p.forums = append(p.forums, forum{Forum: f, members: p.maskOf(f.Members), hash: hashName(string(f.ID))})
	}
	seated := &scenario.Forum{
		ID: SeatedMeeting, Title: "Meeting seated by control", Lasts: 60,
		Carries: scenario.Handling(len(s.Handling) - 1),
	}
	p.forums = append(p.forums, forum{Forum: seated, hash: hashName(string(SeatedMeeting))})
	for i := range s.Arrangements {
		a := &s.Arrangements[i]
		c := &a.Changes
		p.arrangements = append(p.arrangements, arrangement{
			Arrangement: a, owners: p.maskOf(a.Owners), concur: p.maskOf(a.Concur),
			alters: len(c.Channels)+len(c.Forums)+len(c.Roles)+len(c.Facts)+len(c.Decisions) > 0,
		})
	}
}

func (p *Program) compileScript() {
	s := p.Scenario
	for i := range p.injects {
		in := &p.injects[i]
		in.to = p.maskOf(in.To)
		in.facts = p.factNumbers(in.Facts)
		in.key = keyOf("chance", string(in.ID))
	}
	answers := 0
	for i := range p.decisions {
		d := &p.decisions[i]
		d.key, d.dirty = keyOf("decision", string(d.ID)), dirtyDecision(i)
		d.consult = p.maskOf(d.Consult)
		d.needs = p.factNumbers(d.Needs)
		for _, r := range d.By {
			d.by = append(d.by, p.ids.role[r])
		}
		d.owners = p.maskOf(d.By)
		d.answers = answers
		answers += len(d.by)
		for o := range d.Options {
			opt := &d.Options[o]
			c := option{Option: opt, effects: p.effects(opt.Effects, d.Rule, "option", string(d.ID), string(opt.ID))}
			c.then = p.consequences(opt.Then, d.Rule, "option", string(d.ID), string(opt.ID))
			d.options = append(d.options, c)
		}
		if after := d.Opens.After; after != "" {
			in := &p.injects[p.ids.inject[after]]
			in.opens = append(in.opens, i)
		}
	}
	p.lay.answers = answers
	p.compileTurns()
	seen := map[string]int{} // rules with the same condition are told apart by their order
	for i := range s.Rules {
		r := &s.Rules[i]
		no := fmt.Sprint(seen[r.When.Source])
		seen[r.When.Source]++
		p.rules = append(p.rules, rule{Rule: r, then: p.consequences(r.Then, scenario.Lead, "rule", r.When.Source, no)})
	}
	for i := range s.Endings {
		p.endings = append(p.endings, ending{Ending: &s.Endings[i]})
	}
}

// compileTurns compiles what belongs to turns themselves.
func (p *Program) compileTurns() {
	s := p.Scenario
	for i := range s.Turns {
		t := &s.Turns[i]
		c := turn{Turn: t, sends: make([]int, len(s.Roles))}
		for _, a := range t.Adopt {
			c.adopt |= 1 << p.ids.arrangement[a]
		}
		for r := range s.Roles {
			c.sends[r] = s.Sends
			if t.HasSends {
				c.sends[r] = t.Sends
			}
			if s.Roles[r].HasSends {
				c.sends[r] = s.Roles[r].Sends
			}
		}
		p.turns = append(p.turns, c)
		p.skipped = append(p.skipped, p.compileSkipped(t))
	}
}

func (p *Program) compileSkipped(t *scenario.Turn) skipped {
	s := skipped{knows: p.tells(t.Skipped.Knows), effects: p.effects(t.Skipped.Effects, scenario.Lead, "skipped", string(t.ID))}
	for _, c := range t.Skipped.Chose {
		d := p.ids.decision[c.Decision]
		s.chose = append(s.chose, assumed{d, p.optionNumber(d, c.Option)})
	}
	for _, f := range t.Skipped.Flags {
		s.flags = append(s.flags, p.ids.flag[f])
	}
	return s
}

// effects compiles effects; names say what they belong to, for the draws of
// those that have a range, and by which rule it is decided.
func (p *Program) effects(in []scenario.Effect, by scenario.DecisionRule, names ...string) []effect {
	out := make([]effect, len(in))
	for i, e := range in {
		key := keyOf(append(append([]string{"range"}, names...), string(e.Measure))...)
		out[i] = effect{measure: p.ids.measure[e.Measure], min: e.Min, max: e.Max, key: key, each: by == scenario.Each}
	}
	return out
}

func (p *Program) consequences(in []scenario.Consequence, by scenario.DecisionRule, names ...string) span {
	from := len(p.then)
	for i, c := range in {
		p.then = append(p.then, consequence{
			kind: c.Kind, in: int32(c.In),
			inject: lookup(p.ids.inject, c.Inject), tell: p.tells(c.Tell),
			forum: lookup(p.ids.forum, c.Forum), fact: lookup(p.ids.fact, c.Fact), to: p.maskOf(c.To),
			channel: lookup(p.ids.channel, c.Channel), from: lookup(p.ids.role, c.From),
			effects:     p.effects(c.Effects, by, append(names, fmt.Sprint(i))...),
			arrangement: lookup(p.ids.arrangement, c.Arrangement), flag: lookup(p.ids.flag, c.Flag),
			decision: lookup(p.ids.decision, c.Decision), ending: lookup(p.ids.ending, c.Ending),
		})
	}
	return span{from, len(p.then)}
}

func (p *Program) tells(in []scenario.Tell) (out []tell) {
	for _, t := range in {
		for _, f := range t.Facts {
			out = append(out, tell{p.ids.role[t.Role], p.ids.fact[f]})
		}
	}
	return out
}

// seatTables puts the roles at the tables of the setup's seating.
func (p *Program) seatTables() error {
	if p.Setup.Seating == "" {
		return nil
	}
	for _, seating := range p.Scenario.Seatings {
		if seating.ID != p.Setup.Seating {
			continue
		}
		for no, table := range seating.Tables {
			mask := p.maskOf(table.Roles)
			for m := mask; m != 0; m &= m - 1 {
				r := &p.roles[bits.TrailingZeros64(m)]
				r.table, r.tableNo = mask, no
			}
		}
		return nil
	}
	return fmt.Errorf("the scenario has no seating %q; it has %s", p.Setup.Seating,
		listOf(p.Scenario.Seatings, func(s scenario.Seating) string { return s.ID }))
}

// chooseTurns marks the turns that the setup's length plays.
func (p *Program) chooseTurns() error {
	from, ok := 0, true
	if p.Setup.From != "" {
		if from, ok = p.ids.turn[p.Setup.From]; !ok {
			return fmt.Errorf("the scenario has no turn %q; it has %s", p.Setup.From,
				listOf(p.Scenario.Turns, func(t scenario.Turn) string { return string(t.ID) }))
		}
	}
	plays, err := p.lengthPlays()
	if err != nil {
		return err
	}
	any := false
	for i := range p.turns {
		p.turns[i].played = i >= from && plays(p.turns[i].ID)
		any = any || p.turns[i].played
	}
	if !any {
		return fmt.Errorf("no turn is left to play: length %q has none from turn %q on", p.Setup.Length, p.Setup.From)
	}
	return nil
}

func (p *Program) lengthPlays() (func(scenario.TurnID) bool, error) {
	l := p.Length()
	if p.Setup.Length == "" {
		return func(scenario.TurnID) bool { return true }, nil
	}
	if l == nil {
		return nil, fmt.Errorf("the scenario has no length of %s minutes; it has %s", p.Setup.Length,
			listOf(p.Scenario.Lengths, func(l scenario.Length) string { return l.ID }))
	}
	listed := map[scenario.TurnID]bool{}
	for _, t := range l.Turns {
		listed[t.Turn] = true
	}
	return func(id scenario.TurnID) bool { return listed[id] }, nil
}

// Length is the setup's length, nil where every turn is played.
func (p *Program) Length() *scenario.Length {
	for i := range p.Scenario.Lengths {
		if l := &p.Scenario.Lengths[i]; l.ID == p.Setup.Length {
			return l
		}
	}
	return nil
}

func listOf[T any](items []T, name func(T) string) string {
	if len(items) == 0 {
		return "none"
	}
	out := ""
	for i, it := range items {
		switch {
		case i == 0:
		case i == len(items)-1:
			out += " and "
		default:
			out += ", "
		}
		out += name(it)
	}
	return out
}
