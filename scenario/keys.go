package scenario

// The kinds of blocks in a scenario's files, with their keys.
var (
	topSchema = newSchema("a scenario", "whitecell", "include", "title", "summary", "marking", "start", "terminology", "lengths",
		"seatings", "sends", "objectives", "handling", "parties", "roles", "facts", "channels", "forums", "arrangements",
		"measures", "turns", "rules", "injects", "endings", "hotwash")
	lengthSchema    = newSchema("a length", "brief", "turns", "hotwash")
	objectiveSchema = newSchema("an objective", "title", "capability", "target", "tasks")
	partySchema     = newSchema("a party", "title")
	roleSchema      = newSchema("a role", "title", "short", "party", "brief", "authority", "interests", "questions", "cleared", "knows",
		"auto", "sends")
	factSchema = newSchema("a fact", "title", "short", "text", "origin", "handling", "releasable", "consent", "sanitised", "weight")

	channelSchema = newSchema("a channel", "title", "between", "from", "to", "carries", "clear", "delay", "leak", "under")
	forumSchema   = newSchema("a forum", "title", "members", "convene", "lasts", "carries", "leak", "slips")

	arrangementSchema    = newSchema("an arrangement", "title", "text", "cost", "owners", "concur", "upkeep", "changes")
	changesSchema        = newSchema(`"changes"`, "channels", "forums", "roles", "facts", "decisions")
	channelChangeSchema  = newSchema("a change of a channel", "delay", "leak", "carries", "clear")
	forumChangeSchema    = newSchema("a change of a forum", "convene", "lasts", "leak", "carries", "slips")
	roleChangeSchema     = newSchema("a change of a role", "cleared")
	factChangeSchema     = newSchema("a change of a fact", "releasable")
	decisionChangeSchema = newSchema("a change of a decision", "concur", "rule", "default", "due", "within")

	measureSchema = newSchema("a measure", "title", "start", "min", "max", "hidden")
	turnSchema    = newSchema("a turn", "id", "title", "at", "lasts", "room", "adopt", "when", "pace", "situation", "sends", "skipped",
		"injects", "decisions")
	skippedSchema    = newSchema(`"skipped"`, "text", "knows", "chose", "effects", "opens", "set")
	turnInjectSchema = newSchema("an inject", "id", "at", "from", "to", "by", "class", "title", "text", "facts", "objective", "say", "ask",
		"expect", "when", "contingency", "chance")
	injectSchema = newSchema("an inject without a time of its own", "from", "to", "by", "class", "title", "text", "facts", "objective",
		"say", "ask", "expect", "when", "chance")
	decisionSchema = newSchema("a decision", "like", "title", "ask", "by", "rule", "consult", "concur", "needs", "one-line", "when", "opens",
		"due", "within", "room", "default", "reasons", "objective", "options", "buy", "keep", "each")
	opensSchema  = newSchema(`"opens"`, "at", "after")
	optionSchema = newSchema("an option", "title", "when", "requires", "locked", "outcome", "public", "effects", "then", "free", "auto")
	autoSchema   = newSchema(`"auto"`, Temperaments[Open], Temperaments[Guarded], Temperaments[Hasty], Temperaments[Silent])

	ruleSchema   = newSchema("a rule", "when", "then", "again")
	endingSchema = newSchema("an ending", "title", "when", "text", "notes")
	noteSchema   = newSchema("a note", "text", "when")

	thenSchema = newSchema("a consequence", "inject", "tell", "call", "send", "sanitise", "ask", "release", "effects", "adopt", "drop",
		"set", "unset", "open", "close", "end", "in")
	sendSchema = newSchema(`"send"`, "fact", "to", "by", "from")
	askSchema  = newSchema(`"ask"`, "fact", "for")
)
