package engine

// Things under way stand at the end of a State's words, sorted by place, in
// itemWords words each: the place, what it is, and two numbers.

const itemWords = 3

type itemKind uint8

const (
	itemShare    itemKind = iota // a fact on its way: role → to, a = fact, b = channel
	itemVersion                  // a version being made: role = its origin, a = version
	itemQuestion                 // a question on its way: flag = askKind
	itemOpenAsk                  // a question that waits for its answer
	itemReply                    // an answer on its way back: n = verdict
	itemMessage                  // words on their way: role → to
	itemSit                      // a forum about to sit: a = forum
	itemRise                     // a forum about to rise
	itemThen                     // a consequence that was delayed: a = its number, role = who decided
	itemInject                   // an inject that control moved: a = inject
	itemDue                      // a decision falls due: a = decision
)

type item struct {
	place    Place
	kind     itemKind
	flag     uint8
	role, to int8
	a, b     int16
	n, ref   int32
}

// isAsk says whether the thing is a question, or the answer to one.
func (it item) isAsk() bool {
	return it.kind == itemQuestion || it.kind == itemOpenAsk || it.kind == itemReply
}

func (it item) pack() (w [itemWords]uint64) {
	w[0] = uint64(it.place)
	w[1] = uint64(it.kind) | uint64(it.flag)<<8 | uint64(uint8(it.role))<<16 | uint64(uint8(it.to))<<24 |
		uint64(uint16(it.a))<<32 | uint64(uint16(it.b))<<48
	w[2] = uint64(uint32(it.n)) | uint64(uint32(it.ref))<<32
	return w
}

func unpack(w []uint64) item {
	_ = w[2]
	return item{
		place: Place(w[0]), kind: itemKind(w[1]), flag: uint8(w[1] >> 8),
		role: int8(w[1] >> 16), to: int8(w[1] >> 24), a: int16(w[1] >> 32), b: int16(w[1] >> 48),
		n: int32(w[2]), ref: int32(w[2] >> 32),
	}
}

func (g *Game) items() int { return (len(g.s.words) - g.p.lay.items) / itemWords }

func (g *Game) item(i int) item {
	at := g.p.lay.items + i*itemWords
	return unpack(g.s.words[at : at+itemWords])
}

func (g *Game) itemPlace(i int) Place { return Place(g.s.words[g.p.lay.items+i*itemWords]) }

// push puts a thing under way, behind those of the same place.
func (g *Game) push(it item) {
	at := len(g.s.words)
	for at > g.p.lay.items && Place(g.s.words[at-itemWords]) > it.place {
		at -= itemWords
	}
	g.s.words = append(g.s.words, 0, 0, 0)
	copy(g.s.words[at+itemWords:], g.s.words[at:])
	w := it.pack()
	copy(g.s.words[at:], w[:])
}

// take removes the i-th thing under way.
func (g *Game) take(i int) {
	at := g.p.lay.items + i*itemWords
	g.s.words = append(g.s.words[:at], g.s.words[at+itemWords:]...)
}

// find is the number of the first thing under way that is wanted, -1 for none.
func (g *Game) find(wanted func(item) bool) int {
	for i, n := 0, g.items(); i < n; i++ {
		if wanted(g.item(i)) {
			return i
		}
	}
	return -1
}

// sentAt is the place of a thing sent that happens at a minute.
func (g *Game) sentAt(minute int32, c class) Place {
	minute = min(minute, never)
	return placeOf(minute, g.stageAt(minute), c, sentOrder+int(g.s.seq))
}

// stageAt is how many turns will have begun and ended when something happens at a
// minute: before a turn's end in the same minute, else behind a turn's beginning.
func (g *Game) stageAt(minute int32) int {
	stage := int(g.s.stage)
	for _, e := range g.p.timetable[min(int(g.s.cursor), len(g.p.timetable)):] {
		at := int32(e.place.Minute())
		if at > minute || e.kind == entryEnd && at == minute {
			break
		}
		switch e.kind {
		case entryBegin:
			stage = e.place.stage()
		case entryEnd:
			stage = e.place.stage() + 1
		}
	}
	return stage
}
