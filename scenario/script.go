package scenario

// Turn is a stretch of story time.
type Turn struct {
	ID        TurnID
	Title     string
	At        Minutes // from T
	Lasts     Minutes
	Room      int // minutes in the room where no length says; 0 where nothing does
	Adopt     []ArrangementID
	When      *Cond // nil: always
	Pace      int   // story minutes per room minute; 0: only control moves the clock
	Situation string
	Sends     int // slips per role; Unlimited for none
	HasSends  bool
	Skipped   Skipped
	Injects   []Inject
	Decisions []Decision
	Pos       Pos
}

// Skipped is what a turn leaves behind when a length leaves it out.
type Skipped struct {
	Text    string
	Knows   []Tell
	Chose   []Assumed
	Effects []Effect
	Opens   []DecisionID // put in the next turn played
	Flags   []FlagID
	Pos     Pos
}

// Assumed is a choice taken as having been made in a turn left out.
type Assumed struct {
	Decision DecisionID
	Option   OptionID
	Pos      Pos
}

// Tell gives facts to a role.
type Tell struct {
	Role  RoleID
	Facts []FactID
	Pos   Pos
}

// InjectClass is an inject's place in the exercise plan.
type InjectClass string

// The classes of injects, as exercise planners use them.
const (
	Key        InjectClass = "key"
	Enabling   InjectClass = "enabling"
	Supporting InjectClass = "supporting"
)

// Inject is a message that control delivers.
type Inject struct {
	ID          InjectID
	At          Minutes // from the turn's beginning
	Timed       bool    // false: sent by a consequence, or only by control
	From        string  // free text
	To          []RoleID
	ToAll       bool   // addressed to everyone: shown on the room's screen
	By          string // free text, shown only
	Class       InjectClass
	Title       string
	Text        string
	Facts       []FactID
	Objective   ObjectiveID
	Say         string
	Ask         string
	Expect      string
	When        *Cond // delivered only if true at its time
	Contingency *Cond // offered to control at its time, if true
	Chance      Percent
	HasChance   bool
	Pos         Pos
}

// DecisionRule says how several roles decide together.
type DecisionRule uint8

// The rules of decision.
const (
	Lead     DecisionRule = iota // the first of By decides
	All                          // one proposes, the others agree or object
	Majority                     // what more than half of them choose
	Each                         // every owner answers alone, blind to the others
)

// DecisionRules are the rules' names, by value.
var DecisionRules = [...]string{Lead: "lead", All: "all", Majority: "majority", Each: "each"}

func (r DecisionRule) String() string { return DecisionRules[r] }

// Decision is a question put to roles.
type Decision struct {
	ID        DecisionID
	Like      DecisionID // the decision this one repeats, "" for none
	Title     string
	Ask       string
	By        []RoleID // at least one
	Rule      DecisionRule
	Consult   []RoleID
	Concur    []RoleID
	Needs     []FactID
	OneLine   bool
	When      *Cond // looked at once, at opening
	Opens     Opening
	Due       Due
	Room      int // minutes in the room for its time box, 0 for none
	Default   OptionID
	Reasons   []string
	Objective ObjectiveID
	Options   []Option
	Purchase  *Purchase // not nil: arrangements are bought, and there are no options
	Pos       Pos
}

// Opening says when a decision opens.
type Opening struct {
	At    Minutes  // from the turn's beginning
	After InjectID // when not "": opens when that inject is delivered, and At is 0
	Never bool     // opened only by a consequence, or by a turn left out
}

// Due says when a decision falls due.
type Due struct {
	At     Minutes // from the turn's beginning, or from the opening when Within
	Within bool
	Set    bool // false: at the turn's end
}

// Option is one answer to a decision.
type Option struct {
	ID       OptionID
	Title    string
	When     *Cond // offered only if true
	Requires *Cond // locked until true
	Locked   string
	Outcome  string
	Public   bool // the outcome goes to everyone
	Effects  []Effect
	Then     []Consequence
	Free     bool   // the room's own idea: control rules on it
	Auto     [4]int // weight by Temperament for seats that play by themselves; all 1 where not given
	Pos      Pos
}

// Purchase makes a decision one about arrangements.
type Purchase struct {
	Points int  // arrangements worth at most this many
	Owned  bool // each lapses at the turn's end unless a seat has accepted it
	Each   int  // most that one role may own; 0: no limit
	Pos    Pos
}

// Effect moves a measure by a number drawn from Min to Max, both included.
type Effect struct {
	Measure  MeasureID
	Min, Max int
	Pos      Pos
}

// ConsequenceKind names what a consequence does.
type ConsequenceKind uint8

// The consequences that an option or a rule may have.
const (
	DeliverInject ConsequenceKind = iota
	TellFacts
	CallForum
	SendFact
	SanitiseFact
	AskConsent
	ReleaseFact
	MoveMeasures
	AdoptArrangement
	DropArrangement
	SetFlag
	UnsetFlag
	OpenDecision
	CloseDecision
	EndExercise
)

// Consequence is one thing that follows from an option or a rule. Only the
// fields of its Kind are set.
type Consequence struct {
	Kind        ConsequenceKind
	In          Minutes // delay; 0: at once
	Inject      InjectID
	Tell        []Tell
	Forum       ForumID
	Fact        FactID   // SendFact, AskConsent, ReleaseFact; SanitiseFact: the version
	To          []RoleID // SendFact, AskConsent (for whom), ReleaseFact (who may have it)
	Channel     ChannelID
	From        RoleID // SendFact: who sends; "": who decided, or the fact's origin
	Effects     []Effect
	Arrangement ArrangementID
	Flag        FlagID
	Decision    DecisionID
	Ending      EndingID // "": the first that holds
	Pos         Pos
}

// Rule is something that follows from the state whenever its condition turns true.
type Rule struct {
	When  *Cond
	Then  []Consequence
	Again bool // each time it turns true, not only the first
	Pos   Pos
}

// Ending is how the story closes; the first whose When holds is the one.
type Ending struct {
	ID    EndingID
	Title string
	When  *Cond // nil: always
	Text  string
	Notes []Note
	Pos   Pos
}

// Note is a line shown beneath an ending when its condition holds.
type Note struct {
	Text string
	When *Cond
	Pos  Pos
}

// Cond is a condition: a small, total, side-effect free expression over whole
// numbers and truth, checked when the file was read.
type Cond struct {
	Source string
	Root   *Node
	Pos    Pos
}

// Op is what a Node computes.
type Op uint8

// The operations of conditions. Those up to OpMod give a number, the others truth.
const (
	OpInt     Op = iota // Int
	OpMeasure           // the measure Ref
	OpTurn              // number of the turn in the file, from 1
	OpClock             // story minutes since T
	OpLapsed            // arrangements bought that lapsed
	OpNeg               // -Kids[0]
	OpAdd               // Kids[0] + Kids[1]; likewise the following
	OpSub
	OpMul
	OpDiv // truncated; 0 when the divisor is 0
	OpMod // 0 when the divisor is 0

	OpBool // Int 0 or 1
	OpNot
	OpAnd
	OpOr
	OpEq
	OpNe
	OpLt
	OpLe
	OpGt
	OpGe
	OpHolds     // role Role holds fact Ref itself; a version is asked for by its own id
	OpChose     // decision Ref, by role Role or "" for all, has option Arg; Arg "": nothing chosen
	OpAgreed    // arrangement Ref holds
	OpOwned     // arrangement Ref has an owner
	OpCalled    // forum Ref was called
	OpSitting   // forum Ref sits now
	OpMet       // forum Ref has sat
	OpLeaked    // fact Ref leaked; Ref "": any fact
	OpShared    // fact Ref reached a second table
	OpDelivered // inject Ref was delivered
	OpFlag      // flag Ref is set
)

// Node is one operation of a condition with its operands.
type Node struct {
	Op   Op
	Int  int
	Ref  string
	Role RoleID
	Arg  string
	Kids []*Node
}
