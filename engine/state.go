package engine

import (
	"math/bits"
	"slices"

	"example.org/whitecell/scenario"
)

// Phase is how far an exercise has come.
type Phase uint8

// The phases.
const (
	Waiting Phase = iota // before StartEx
	Running
	Over  // the last turn has ended; EndEx is still to come
	Ended // after EndEx
)

// State is everything that what follows depends on: a small header and one slab
// of words, whose sections the Program knows. What only a report wants (when,
// why, from whom, how often) is in the events. Copy with CopyFrom, compare with
// Equal; the zero State belongs to no program.
type State struct {
	header
	words []uint64
}

type header struct {
	place   Place
	clock   int32
	cursor  int32 // next line of the timetable
	seq     int32 // things sent so far
	moves   int32 // moves done so far
	turn    int16 // turn that runs, or ran last; -1 before the first
	stage   int16 // turns begun and ended
	ending  int16 // -1 before EndEx
	overdue int16 // decisions announced as due and not yet settled
	phase   Phase
	stopped bool
	inTurn  bool
}

// layout says where each section of a State's words begins.
type layout struct {
	measures  int // one word each, signed
	holders   int // by fact: mask of the roles that hold it
	knownTo   int // by fact and role: mask of those whom that role sent it to or had it from
	askedFor  int // by fact and role: mask of those for whom that role asked consent, or gave it
	consents  int // by fact: mask of the roles it was released to beyond the rule
	decisions int // decisionWords each
	asked     int // by decision and owner: mask of those whom the owner asked about it
	open      int // bits by decision: those that are open
	answered  int // packed bytes: option+1 by decision and owner, where each answers alone
	delivered int // bits by inject
	handled   int // bits by inject: skipped, moved or brought forward
	flags     int // bits
	leaked    int // bits by fact
	made      int // bits by fact: versions that exist
	fired     int // bits by rule
	truth     int // bits by rule, for those that fire again
	forums    int // forumWords each
	held      int // arrangementWords
	owners    int // packed bytes: role+1 by arrangement
	slips     int // packed bytes by role: slips left, slipsUnlimited for no limit
	auto      int // packed bytes by role: temperament+1, 0 for a person
	items     int // things under way, itemWords each, sorted; the rest of the slab
	answers   int // how many answers there are in all
}

const (
	decisionWords = 6 // status, times, agreed, options objected to, purchase, the proposal's move
	forumWords    = 2 // status, members (of the meeting that control seats)

	slipsUnlimited = 0xff
)

// The words of the section held.
const (
	heldBought = iota // by the room
	heldStory         // adopted by the story
	heldTurn          // by the turn that runs
	heldUnowned
	heldLapsed // how many purchases lapsed
	arrangementWords
)

func bitWords(n int) int  { return (n + 63) / 64 }
func byteWords(n int) int { return (n + 7) / 8 }

func (p *Program) layOut() {
	l, at := &p.lay, 0
	section := func(start *int, words int) {
		*start = at
		at += words
	}
	nF, nR, nI := len(p.facts), len(p.roles), len(p.injects)
	section(&l.measures, len(p.measures))
	section(&l.holders, nF)
	section(&l.knownTo, nF*nR)
	section(&l.askedFor, nF*nR)
	section(&l.consents, nF)
	section(&l.decisions, len(p.decisions)*decisionWords)
	section(&l.asked, l.answers)
	section(&l.open, bitWords(len(p.decisions)))
	section(&l.answered, byteWords(l.answers))
	section(&l.delivered, bitWords(nI))
	section(&l.handled, bitWords(nI))
	section(&l.flags, bitWords(len(p.flags)))
	section(&l.leaked, bitWords(nF))
	section(&l.made, bitWords(nF))
	section(&l.fired, bitWords(len(p.rules)))
	section(&l.truth, bitWords(len(p.rules)))
	section(&l.forums, len(p.forums)*forumWords)
	section(&l.held, arrangementWords)
	section(&l.owners, byteWords(len(p.arrangements)))
	section(&l.slips, byteWords(nR))
	section(&l.auto, byteWords(nR))
	l.items = at
}

// reset makes s the state before StartEx, keeping its memory.
func (p *Program) reset(s *State) {
	words := s.words
	if cap(words) < p.lay.items {
		words = make([]uint64, p.lay.items, p.lay.items+16*itemWords)
	}
	words = words[:p.lay.items]
	clear(words)
	*s = State{header{turn: -1, ending: -1}, words}
	for i := range p.measures {
		words[p.lay.measures+i] = uint64(p.measures[i].Start)
	}
	first := p.timetable[0].place
	s.clock, s.place = int32(first.Minute()), placeOf(int32(first.Minute()), 0, classBegin, 0)
	for _, f := range p.forums {
		if f.ID != SeatedMeeting {
			s.words[p.lay.forums+p.ids.forum[f.ID]*forumWords+1] = f.members
		}
	}
}

// CopyFrom makes s a copy of from that shares no memory with it.
func (s *State) CopyFrom(from *State) {
	words := append(s.words[:0], from.words...)
	*s = *from
	s.words = words
}

// Equal says whether two states of one program are the same.
func (s *State) Equal(o *State) bool {
	return s.header == o.header && slices.Equal(s.words, o.words)
}

// Size is the state's size in bytes, without its header.
func (s *State) Size() int { return 8 * len(s.words) }

// Clock is the story minute.
func (s *State) Clock() scenario.Minutes { return scenario.Minutes(s.clock) }

// Place is the exact place reached.
func (s *State) Place() Place { return s.place }

// Phase is how far the exercise has come.
func (s *State) Phase() Phase { return s.phase }

// Stopped says whether the real world has stopped the exercise.
func (s *State) Stopped() bool { return s.stopped }

// InTurn says whether a turn is running; between turns none is.
func (s *State) InTurn() bool { return s.inTurn }

// Moves is the number of moves done so far; it numbers the next one.
func (s *State) Moves() int { return int(s.moves) }

func (s *State) bit(section, i int) bool { return s.words[section+i>>6]>>(i&63)&1 != 0 }

func (s *State) setBit(section, i int, on bool) {
	w := &s.words[section+i>>6]
	if on {
		*w |= 1 << (i & 63)
	} else {
		*w &^= 1 << (i & 63)
	}
}

func (s *State) byteAt(section, i int) int { return int(s.words[section+i>>3] >> (i & 7 * 8) & 0xff) }

func (s *State) setByte(section, i, v int) {
	w, shift := &s.words[section+i>>3], i&7*8
	*w = *w&^(0xff<<shift) | uint64(v)<<shift
}

// measure is a measure's value.
func (g *Game) measure(i int) int { return int(int64(g.s.words[g.p.lay.measures+i])) }

// holders is the mask of the roles that hold a fact.
func (g *Game) holders(f int) uint64 { return g.s.words[g.p.lay.holders+f] }

func (g *Game) holds(r, f int) bool { return g.holders(f)>>r&1 != 0 }

// knownTo is the mask of the roles that r has sent a fact to, or had it from.
func (g *Game) knownTo(f, r int) *uint64 { return &g.s.words[g.p.lay.knownTo+f*len(g.p.roles)+r] }

// askedFor is the mask of the roles for whom r asked to have a fact, or released it.
func (g *Game) askedFor(f, r int) *uint64 {
	return &g.s.words[g.p.lay.askedFor+f*len(g.p.roles)+r]
}

func (g *Game) consented(f int) uint64 { return g.s.words[g.p.lay.consents+f] }

// Status is where a decision stands.
type Status uint8

// The statuses of decisions.
const (
	NotOpen   Status = iota
	IsOpen           // waiting for its owners
	Decided          // by its owners, by default, by a ruling or assumed
	Lapsed           // closed without an answer
	NeverOpen        // its condition did not hold at its opening
)

// dec is a decision's words, unpacked in place.
type dec []uint64

func (g *Game) dec(d int) dec {
	at := g.p.lay.decisions + d*decisionWords
	return g.s.words[at : at+decisionWords : at+decisionWords]
}

// Word 0 of a decision: status, option+1, proposed option+1, proposer+1, then the
// overdue mark and the rule+1 that held at its opening.
func (d dec) byte(i int) int { return int(d[0] >> (8 * i) & 0xff) }

func (d dec) setByte(i, v int) { d[0] = d[0]&^(0xff<<(8*i)) | uint64(v)<<(8*i) }

func (d dec) status() Status      { return Status(d.byte(0)) }
func (d dec) option() int         { return d.byte(1) - 1 }
func (d dec) proposed() int       { return d.byte(2) - 1 } // a purchase is proposed as option 0
func (d dec) proposer() int       { return d.byte(3) - 1 }
func (d dec) overdue() bool       { return d.byte(4) != 0 }
func (d dec) opened() int32       { return int32(d[1] >> 32) }
func (d dec) due() int32          { return int32(d[1]) }
func (d dec) agreed() uint64      { return d[2] }
func (d dec) purchase() uint64    { return d[4] }
func (d dec) reason() int32       { return int32(d[5]) } // the move with the proposal's words
func (d dec) objected(o int) bool { return d[3]>>(o&63)&1 != 0 }

func (d dec) setTimes(o, u int32) { d[1] = uint64(uint32(o))<<32 | uint64(uint32(u)) }

// askedAbout is the mask of those whom an owner of a decision asked about it.
func (g *Game) askedAbout(d, role int) *uint64 {
	return &g.s.words[g.p.lay.asked+g.p.decisions[d].answers+g.p.ownerNo(d, role)]
}

// nextOpen is the first open decision from d on, -1 where there is none.
func (g *Game) nextOpen(d int) int {
	words := g.s.words[g.p.lay.open:g.p.lay.answered]
	for i := d >> 6; i < len(words); i++ {
		w := words[i]
		if i == d>>6 {
			w &= ^uint64(0) << (d & 63)
		}
		if w != 0 {
			return i<<6 + bits.TrailingZeros64(w)
		}
	}
	return -1
}

// answer is what the n-th owner of a decision answered alone: an option, -1 for
// nothing yet, lapsedAnswer for a time that passed.
func (g *Game) answer(d, n int) int {
	return g.s.byteAt(g.p.lay.answered, g.p.decisions[d].answers+n) - 1
}

const lapsedAnswer = 0xfe

// chosen is a decision's outcome as conditions see it: the option, or -1.
func (g *Game) chosen(d int) int {
	if g.rule(d) != scenario.Each {
		if w := g.dec(d); w.status() == Decided {
			return w.option()
		}
		return -1
	}
	return g.common(d)
}

// common is the answer that every owner gave, -1 where they differ or one is
// missing.
func (g *Game) common(d int) int {
	first := g.answer(d, 0)
	if first == lapsedAnswer {
		return -1
	}
	for n := range g.p.decisions[d].by {
		if g.answer(d, n) != first {
			return -1
		}
	}
	return first
}

// ownerNo is a role's number among a decision's owners, -1 where it is none.
func (p *Program) ownerNo(d, role int) int {
	for n, r := range p.decisions[d].by {
		if r == role {
			return n
		}
	}
	return -1
}

// Forum status bits; the caller's number is kept above them.
const (
	forumCalled = 1 << iota
	forumMet
	forumSits
	forumPending
)

func (g *Game) forumStatus(f int) *uint64 { return &g.s.words[g.p.lay.forums+f*forumWords] }

func (g *Game) forumMembers(f int) uint64 { return g.s.words[g.p.lay.forums+f*forumWords+1] }

// held is the mask of the arrangements that hold.
func (g *Game) held() uint64 {
	w := g.s.words[g.p.lay.held:]
	return w[heldBought] | w[heldStory] | w[heldTurn]
}

// owner is the role that owns an arrangement, -1 for none.
func (g *Game) owner(a int) int { return g.s.byteAt(g.p.lay.owners, a) - 1 }

// slips is how many slips a role has left in this turn; Unlimited for no limit.
func (g *Game) slips(r int) int {
	n := g.s.byteAt(g.p.lay.slips, r)
	if n == slipsUnlimited {
		return scenario.Unlimited
	}
	return n
}

// auto is how a role plays by itself; ok is false where people play it.
func (g *Game) auto(r int) (t scenario.Temperament, ok bool) {
	b := g.s.byteAt(g.p.lay.auto, r)
	return scenario.Temperament(max(b-1, 0)), b != 0
}
