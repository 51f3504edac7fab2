package debrief

import (
	"math"
	"slices"

	"example.org/whitecell/engine"
	"example.org/whitecell/scenario"
)

// network is what could lawfully have carried a fact, and when: the channels and
// forums as the arrangements of each spell left them, the sittings there were, the
// consents given. docs/debrief.md says what is counted.
type network struct {
	d       *Debrief
	windows []window
	links   map[linksOf][][]link
}

// window is a stretch in which people could act: a turn was running. Both ends
// belong to it.
type window struct {
	from, to int32
	held     uint64
}

// linksOf is what the lawful links depend on.
type linksOf struct {
	held uint64
	fact int
}

// link is the fastest channel that may carry a fact to a role.
type link struct {
	to, channel int
	delay       int32
	ask         bool // whoever decides about the fact must consent, be it the sender
}

// allows says which ways are looked for.
type allows struct {
	asking   bool // consent may be asked
	versions bool // sanitised versions count, and may be made
}

func (d *Debrief) network() *network {
	if d.net != nil {
		return d.net
	}
	d.net = &network{d: d, links: map[linksOf][][]link{}}
	for i, s := range d.spells {
		to := d.last
		if i+1 < len(d.spells) {
			to = d.spells[i+1].from.minute
		}
		if s.turn >= 0 {
			d.net.windows = append(d.net.windows, window{s.from.minute, to, s.held})
		}
	}
	return d.net
}

// act is the first minute from at on in which people could act; ok is false where
// there was none.
func (n *network) act(at int32) (minute int32, ok bool) {
	for _, w := range n.windows {
		if w.to >= at {
			return max(at, w.from), true
		}
	}
	return 0, false
}

// termsAt are the terms at a minute, turn or no turn.
func (n *network) termsAt(minute int32) *engine.Terms {
	held := n.d.rec.Standing
	for _, s := range n.d.spells {
		if s.from.minute > minute {
			break
		}
		held = s.held
	}
	return n.d.under(held)
}

// from are the links by sender, for a fact under a set of arrangements.
func (n *network) from(held uint64, fact int) [][]link {
	key := linksOf{held, fact}
	if l, ok := n.links[key]; ok {
		return l
	}
	p, terms := n.d.p, n.d.under(held)
	out := make([][]link, p.Roles())
	best := make([]link, p.Roles())
	for a := range out {
		for b := range best {
			best[b].delay = math.MaxInt32
		}
		for c := range p.Channels() {
			for b := range best {
				delay, ok := terms.Channel(c, a, b)
				if !ok || int32(delay) >= best[b].delay {
					continue
				}
				if broken := terms.ByChannel(a, fact, b, c, 0); broken&^engine.Releasability == 0 {
					best[b] = link{b, c, int32(delay), !terms.MayHave(-1, fact, b)}
				}
			}
		}
		for _, l := range best {
			if l.delay != math.MaxInt32 {
				out[a] = append(out[a], l)
			}
		}
	}
	n.links[key] = out
	return out
}

// released is the mask of the roles that a fact had been released to by a minute.
func (n *network) released(fact int, minute int32) (mask uint64) {
	for _, r := range n.d.releases {
		if r.fact == fact && r.at.minute <= minute {
			mask |= r.to
		}
	}
	return mask
}

// releasedAt is the minute from which a role may have a fact by a consent that was
// given; math.MaxInt32 where none was.
func (n *network) releasedAt(fact, role int) int32 {
	for _, r := range n.d.releases {
		if r.fact == fact && r.to>>role&1 != 0 {
			return r.at.minute
		}
	}
	return math.MaxInt32
}

// fastest is the earliest way by which a role outside could have brought a need to
// one of those who decide, everybody acting at once from the moment each held
// something. sources are the roles that hold it to begin with, from when the record
// says. nil: there was none.
func (n *network) fastest(need int, owners, sources uint64, may allows) *Way {
	return n.past(need, owners, sources, 0, may)
}

// past is like fastest, and goes through none of the roles of a mask.
func (n *network) past(need int, owners, sources, avoid uint64, may allows) *Way {
	s := n.search(need, sources, avoid, may)
	target := -1
	for i := range s.at {
		if owners>>(i%s.roles)&1 != 0 && s.at[i] != math.MaxInt32 && (target < 0 || s.at[i] < s.at[target]) {
			target = i
		}
	}
	if target < 0 {
		return nil
	}
	return s.way(target)
}

// search is the spreading of one need over the roles. A node is a role and a fact
// that meets the need: node = fact's place in the family × roles + role.
type search struct {
	*network
	facts []int
	roles int
	avoid uint64 // roles that nothing is passed to
	may   allows
	at    []int32 // by node: the earliest minute
	came  []step  // by node: how
	todo  []int
	ready map[int]int32 // by version: the earliest minute at which it could exist
}

// step is the hop by which a node was reached, and from which node; -1 for none.
type step struct {
	from int
	hop  Hop
}

func (n *network) search(need int, sources, avoid uint64, may allows) *search {
	p := n.d.p
	s := &search{network: n, roles: p.Roles(), avoid: avoid, may: may, facts: n.d.family(need), ready: map[int]int32{}}
	if !may.versions && p.FullOf(need) < 0 {
		s.facts = s.facts[:1]
	}
	s.at, s.came = make([]int32, s.roles*len(s.facts)), make([]step, s.roles*len(s.facts))
	for _, f := range s.facts {
		s.ready[f] = math.MaxInt32
		if m := n.d.made[f]; m.known() {
			s.ready[f] = m.minute
		}
	}
	for i := range s.at {
		s.at[i], s.came[i].from = math.MaxInt32, -1
		role, fact := i%s.roles, s.facts[i/s.roles]
		if m := n.d.since(role, fact); sources>>role&1 != 0 && m.known() {
			s.at[i] = m.minute
			s.todo = append(s.todo, i)
		}
	}
	for len(s.todo) > 0 {
		node := s.todo[0]
		s.todo = s.todo[1:]
		s.spread(node)
	}
	return s
}

// reach notes that a node can be reached at a minute, if that is news.
func (s *search) reach(node int, at int32, from int, h Hop) {
	if at >= s.at[node] || s.avoid>>(node%s.roles)&1 != 0 {
		return
	}
	s.at[node], s.came[node] = at, step{from, h}
	if !slices.Contains(s.todo, node) {
		s.todo = append(s.todo, node)
	}
}

func (s *search) node(role, fact int) int { return slices.Index(s.facts, fact)*s.roles + role }

// spread passes on what a node holds.
func (s *search) spread(node int) {
	role, fact := node%s.roles, s.facts[node/s.roles]
	at := s.at[node]
	hop := Hop{From: role, Fact: fact, Channel: -1, Forum: -1, Asked: -1, Leaves: scenario.Minutes(at), Arrives: scenario.Minutes(at)}
	terms := s.termsAt(at)
	for _, mate := range engine.Bits(s.d.p.Table(role) &^ (1 << role)) {
		if terms.Cleared(mate, fact) {
			h := hop
			h.To, h.By = mate, AcrossTable
			s.reach(node-role+mate, at, node, h)
		}
	}
	consent := s.consent(role, fact, at)
	for _, w := range s.windows {
		if w.to >= at {
			s.overChannels(node, w, consent, hop)
		}
	}
	s.inMeetings(node, consent, hop)
	s.versions(node, hop)
	s.unasked(node)
}

// consent is when a role that holds a fact since a minute could have had the
// consent to pass it on: by asking at once, or because the one who decides, be it
// the role itself, holds it too and released it unasked.
func (s *search) consent(role, fact int, at int32) int32 {
	c := s.d.p.RoleNo(s.d.p.Fact(fact).Consent)
	if c < 0 || !s.may.asking {
		return math.MaxInt32
	}
	best := int32(math.MaxInt32)
	if known := s.at[s.node(c, fact)]; known != math.MaxInt32 {
		if t, ok := s.act(known); ok {
			best = t
		}
	}
	asks, ok := s.act(at)
	if !ok {
		return best
	}
	there, ok := s.termsAt(asks).Question(role, c)
	if !ok {
		return best
	}
	answers, ok := s.act(asks + int32(there))
	if !ok {
		return best
	}
	if back, ok := s.termsAt(answers).Question(c, role); ok {
		best = min(best, answers+int32(back))
	}
	return best
}

// unasked has those look again who may be waiting for a consent that this node's
// role can give as soon as it holds the fact.
func (s *search) unasked(node int) {
	role, base := node%s.roles, node-node%s.roles
	if !s.may.asking || s.d.p.RoleNo(s.d.p.Fact(s.facts[node/s.roles]).Consent) != role {
		return
	}
	for i := base; i < base+s.roles; i++ {
		if i != node && s.at[i] != math.MaxInt32 && !slices.Contains(s.todo, i) {
			s.todo = append(s.todo, i)
		}
	}
}

// overChannels sends what a node holds over every lawful channel within a window.
func (s *search) overChannels(node int, w window, consent int32, hop Hop) {
	role := node % s.roles
	earliest := max(s.at[node], w.from)
	for _, l := range s.from(w.held, hop.Fact)[role] {
		leaves, asked := earliest, -1
		if l.ask && s.releasedAt(hop.Fact, l.to) > leaves {
			given := s.releasedAt(hop.Fact, l.to)
			if given > consent {
				given, asked = consent, s.asked(role, hop.Fact)
			}
			leaves = max(leaves, given)
		}
		if leaves > w.to || leaves+l.delay >= s.at[node-role+l.to] {
			continue
		}
		h := hop
		h.To, h.Channel, h.Asked = l.to, l.channel, asked
		h.Leaves, h.Arrives = scenario.Minutes(leaves), scenario.Minutes(leaves+l.delay)
		s.reach(node-role+l.to, leaves+l.delay, node, h)
	}
}

// inMeetings says what a node holds in every sitting that there was, and in one
// that its role could have called.
func (s *search) inMeetings(node int, consent int32, hop Hop) {
	for i := range s.d.calls {
		if c := &s.d.calls[i]; c.DidSit {
			to := s.d.last
			if c.DidRise {
				to = c.rose.minute
			}
			s.say(node, c.Forum, c.Members, max(s.at[node], c.sat.minute), to, consent, hop)
		}
	}
	for f := range s.d.p.Forums() {
		forum := s.d.p.Forum(f)
		members := s.d.p.RoleMask(forum.Members...)
		if forum.ID == engine.SeatedMeeting || members>>(node%s.roles)&1 == 0 {
			continue
		}
		for _, w := range s.windows {
			if w.to < s.at[node] {
				continue
			}
			calls := max(s.at[node], w.from)
			convene, lasts := s.d.under(w.held).Convene(f)
			h := hop
			h.Called, h.Leaves = true, scenario.Minutes(calls)
			s.say(node, f, members, calls+int32(convene), calls+int32(convene)+int32(lasts)-1, consent, h)
		}
	}
}

// say says what a node holds in a meeting that sits from one minute to another.
func (s *search) say(node, forum int, members uint64, from, to, consent int32, hop Hop) {
	role := node % s.roles
	if members>>role&1 == 0 || !s.news(node, members, from) {
		return
	}
	for _, w := range s.windows {
		at := max(from, w.from)
		if at > min(to, w.to) {
			continue
		}
		h := hop
		if s.d.under(w.held).InForum(role, hop.Fact, forum, members, 0)&^engine.Releasability != 0 {
			continue
		}
		if !s.freeFor(hop.Fact, members&^(1<<role), at, w.held) {
			if consent > min(to, w.to) {
				continue
			}
			at, h.Asked = max(at, consent), s.asked(role, hop.Fact)
		}
		h.By, h.Forum, h.Arrives = InMeeting, forum, scenario.Minutes(at)
		if !h.Called {
			h.Leaves = h.Arrives
		}
		for _, b := range engine.Bits(members &^ (1 << role)) {
			h.To = b
			s.reach(node-role+b, at, node, h)
		}
		return
	}
}

// asked is the role whose consent is asked before another passes a fact on; -1
// where that is its own to decide.
func (s *search) asked(role, fact int) int {
	if c := s.d.p.RoleNo(s.d.p.Fact(fact).Consent); c != role {
		return c
	}
	return -1
}

// freeFor says whether all of some roles may have a fact without anybody's consent,
// or had been given it by a minute.
func (s *search) freeFor(fact int, roles uint64, at int32, held uint64) bool {
	for _, r := range engine.Bits(roles &^ s.released(fact, at)) {
		if !s.d.under(held).MayHave(-1, fact, r) {
			return false
		}
	}
	return true
}

// news says whether something said at a minute would be news to a member.
func (s *search) news(node int, members uint64, at int32) bool {
	role := node % s.roles
	for _, b := range engine.Bits(members &^ (1 << role)) {
		if s.at[node-role+b] > at {
			return true
		}
	}
	return false
}

// versions has an origin begin each version of a full fact at once; whoever holds
// the full fact holds a version as soon as it exists.
func (s *search) versions(node int, hop Hop) {
	role := node % s.roles
	full := s.d.p.Fact(hop.Fact)
	for _, v := range full.Versions {
		fact := s.d.p.FactNo(v.Fact)
		if slices.Index(s.facts, fact) < 0 {
			continue
		}
		if begins, ok := s.act(s.at[node]); ok && s.may.versions && s.d.p.RoleNo(full.Origin) == role && begins+int32(v.Time) < s.ready[fact] {
			s.ready[fact] = begins + int32(v.Time)
			for r := range s.roles { // whoever holds the full fact looks again
				if i := node - role + r; s.at[i] != math.MaxInt32 && i != node && !slices.Contains(s.todo, i) {
					s.todo = append(s.todo, i)
				}
			}
		}
		if s.ready[fact] == math.MaxInt32 {
			continue
		}
		h := hop
		h.To, h.Fact, h.Makes = role, fact, true
		at := max(s.at[node], s.ready[fact])
		h.Arrives = scenario.Minutes(at)
		s.reach(s.node(role, fact), at, node, h)
	}
}
