package scenario

import "time"

// Ids are lower-case words with hyphens, unique for their kind. Measure ids have
// no hyphens, because conditions use them bare.
type (
	RoleID        string
	PartyID       string
	FactID        string
	ChannelID     string
	ForumID       string
	ArrangementID string
	MeasureID     string
	TurnID        string
	InjectID      string
	DecisionID    string
	OptionID      string
	ObjectiveID   string
	EndingID      string
	FlagID        string
)

// Minutes is a length of story time, or a moment of it counted from T (the
// scenario's start), in whole minutes. Moments before T are negative.
type Minutes int32

// Handling is a step of the scenario's handling ladder; 0 is the lowest.
type Handling int

// Percent is a share of a hundred, 0 to 100.
type Percent int

// Pos is a place in a scenario's files. Line and Col count from 1, Col in
// characters; a Pos with Line 0 names no place.
type Pos struct {
	File      string
	Line, Col int
}

// Scenario is the whole authored script.
type Scenario struct {
	Title       string
	Summary     string
	Marking     string // printed at the top of every page and screen
	Start       time.Time
	HasStart    bool // false: the story clock shows T+0:00 only
	Terminology string
	Sends       int // slips per role and turn; Unlimited where none is set

	Lengths      []Length
	Seatings     []Seating
	Objectives   []Objective
	Handling     []string // names of the ladder's steps, lowest first; never empty
	Parties      []Party
	Roles        []Role // at least one, at most MaxRoles
	Facts        []Fact
	Channels     []Channel
	Forums       []Forum
	Arrangements []Arrangement
	Measures     []Measure
	Turns        []Turn   // at least one, in story order
	Injects      []Inject // those without a time of their own, sent by consequences
	Rules        []Rule
	Endings      []Ending
	Flags        []FlagID // every flag that is set, unset or asked about, sorted
	Hotwash      []string

	Name   string // what Load was asked for: a file's or folder's base name
	Files  []File // the scenario's own text, in the order read
	Digest string // SHA-256 over the files' names and text, in hexadecimal
}

// File is one of the scenario's files as it was read.
type File struct {
	Name string // path inside the scenario's folder, with forward slashes
	Text string
}

// Unlimited is the number of slips of a role that may send as often as it likes.
const Unlimited = -1

// MaxRoles is the greatest number of roles in one scenario; who holds what is
// kept in 64-bit masks.
const MaxRoles = 64

// Length is one cut of the scenario for the time a room has.
type Length struct {
	ID      string // the number of minutes, as written: "90"
	Minutes int    // in the room, all told
	Brief   int    // minutes for ground rules and reading
	Hotwash int    // minutes for the debrief, protected
	Turns   []LengthTurn
	Pos     Pos
}

// LengthTurn gives a turn its minutes in the room under a Length. A turn that a
// Length does not list is left out, and leaves its Skipped behind.
type LengthTurn struct {
	Turn    TurnID
	Minutes int
	Pos     Pos
}

// Seating says which roles sit together. Every role has exactly one table; the
// loader gives those not mentioned one of their own.
type Seating struct {
	ID     string // as written: "4"
	Tables []Table
	Pos    Pos
}

// Table is a name and the roles that sit there.
type Table struct {
	Title string
	Roles []RoleID
	Pos   Pos
}

// Objective is what the exercise trains, in the exercise programme's terms.
type Objective struct {
	ID         ObjectiveID
	Title      string
	Capability string
	Target     string
	Tasks      []string
	Pos        Pos
}

// Party is a side to which roles belong, such as a government.
type Party struct {
	ID    PartyID
	Title string
	Pos   Pos
}

// Role is the seat of an agency.
type Role struct {
	ID        RoleID
	Title     string
	Short     string // at most 12 characters, for columns; made from the title where not given
	Party     PartyID
	Brief     string // Markdown
	Authority string
	Interests []string
	Questions []string // three to ask others
	Cleared   Handling // highest handling the role may hold
	Knows     []FactID // held at the start
	Auto      Temperament
	Sends     int // slips per turn; Unlimited for none
	HasSends  bool
	Pos       Pos
}

// Temperament is how a seat plays by itself.
type Temperament uint8

// The temperaments. See engine for what each does.
const (
	Guarded Temperament = iota
	Open
	Hasty
	Silent
)

// Temperaments are the temperaments' names, by value.
var Temperaments = [...]string{Guarded: "guarded", Open: "open", Hasty: "hasty", Silent: "silent"}

func (t Temperament) String() string { return Temperaments[t] }

// Fact is a thing that can be known.
type Fact struct {
	ID         FactID
	Title      string
	Short      string // at most 14 characters, for rows; made from the title where not given
	Text       string
	Origin     RoleID // "" where no role is the source
	Handling   Handling
	Releasable []RoleID // who may have it without asking
	Consent    RoleID   // who is asked; "" where nobody can be
	Versions   []Version
	Weight     int
	Pos        Pos
}

// Version says that another fact is a sanitised form of this one, and how long
// its origin needs to make it.
type Version struct {
	Fact FactID
	Time Minutes
	Pos  Pos
}

// Channel is a way to pass facts and questions between roles.
type Channel struct {
	ID      ChannelID
	Title   string
	From    []RoleID // who can send on it
	To      []RoleID // who can be reached
	Between bool     // everyone in From reaches everyone in To, and back; the two are equal
	Carries Handling
	Clear   bool // carries anything; above the lowest handling it is a breach
	Delay   Minutes
	Leak    Percent
	Under   ArrangementID // "" or the arrangement while which it exists
	Pos     Pos
}

// Forum is a meeting of roles.
type Forum struct {
	ID      ForumID
	Title   string
	Members []RoleID
	Convene Minutes
	Lasts   Minutes
	Carries Handling
	Leak    Percent
	Slips   int // what calling it costs
	Pos     Pos
}

// Arrangement is a standing agreement.
type Arrangement struct {
	ID      ArrangementID
	Title   string
	Text    string
	Cost    int  // points
	ForSale bool // false: adopted by the story, never bought
	Owners  []RoleID
	Concur  []RoleID
	Upkeep  int // slips its owner loses in each later turn
	Changes Changes
	Pos     Pos
}

// Changes is what an arrangement alters while it holds. Where two arrangements
// alter the same thing, the one later in the file wins.
type Changes struct {
	Channels  []ChannelChange
	Forums    []ForumChange
	Roles     []RoleChange
	Facts     []FactChange
	Decisions []DecisionChange
}

// ChannelChange alters a channel; nil fields stay as they are.
type ChannelChange struct {
	Channel ChannelID
	Delay   *Minutes
	Leak    *Percent
	Carries *Handling
	Clear   *bool
	Pos     Pos
}

// ForumChange alters a forum; nil fields stay as they are.
type ForumChange struct {
	Forum   ForumID
	Convene *Minutes
	Lasts   *Minutes
	Leak    *Percent
	Carries *Handling
	Slips   *int
	Pos     Pos
}

// RoleChange alters a role's clearance.
type RoleChange struct {
	Role    RoleID
	Cleared *Handling
	Pos     Pos
}

// FactChange alters who may have a fact without asking.
type FactChange struct {
	Fact       FactID
	Releasable []RoleID
	Pos        Pos
}

// DecisionChange alters a decision; nil fields stay as they are. The loader
// repeats a change for every decision that is `like` the one named.
type DecisionChange struct {
	Decision  DecisionID
	Concur    []RoleID
	HasConcur bool
	Rule      *DecisionRule
	Default   *OptionID
	Due       *Minutes // from the turn's beginning
	Within    *Minutes // from its opening
	Pos       Pos
}

// Measure is a gauge of the story.
type Measure struct {
	ID       MeasureID
	Title    string
	Start    int
	Min, Max int
	Hidden   bool // kept from the seats
	Pos      Pos
}
