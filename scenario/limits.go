package scenario

// The limits of a scenario. They keep reading a file, whoever wrote it, bounded
// in time and memory, and the engine's tables small. docs/scenario-format.md
// states them for authors.
const (
	MaxFileBytes  = 1 << 20  // in one file
	MaxTotalBytes = 4 << 20  // in all files
	MaxFiles      = 64       // in one scenario
	MaxDepth      = 32       // blocks and lists inside one another
	MaxParts      = 200_000  // values, keys, lists and blocks in all files
	MaxText       = 64 << 10 // bytes in one text
	MaxID         = 64       // characters in one id

	MaxCondChars = 1000 // characters in one condition
	MaxCondNodes = 200  // parts of one condition

	MaxParties      = 64
	MaxArrangements = 64
	MaxOptions      = 120    // in one decision
	MaxAllOptions   = 20_000 // in all decisions, repeated ones included
	MaxFacts        = 4_000
	MaxInjects      = 10_000
	MaxDecisions    = 4_000
	MaxMeasures     = 1_000
	MaxRules        = 1_000
	MaxChannels     = 1_000
	MaxForums       = 1_000
	MaxTurns        = 1_000
	MaxOthers       = 1_000  // lengths, seatings, objectives, endings
	MaxHandling     = 32     // steps of the handling ladder
	MaxThen         = 20_000 // consequences of all options and rules
	MaxFlags        = 2_000
	MaxSlips        = 250 // in one turn

	maxShortRole = 12
	maxShortFact = 14
)
