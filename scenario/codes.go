package scenario

// Code is an entry of the catalogue of diagnostics.
type Code struct {
	Code  string // E for errors, A for advice; never given another meaning
	Title string
	Text  string // one paragraph for authors
}

// Catalogue is every diagnostic that Load can give, by code.
var Catalogue = []Code{
	{"E001", "A file can't be read", "A file that was asked for, on the command line or under include:, is not there or can't be opened. Look at the spelling of its name, at its folder, and at who may read it."},
	{"E002", "A path leads out of the folder", "Everything a scenario is made of lies in one folder. Paths under include: are given from that folder, with forward slashes, and without .. or a slash at the beginning."},
	{"E003", "Not an ordinary file", "What was named is a folder, a pipe or a device. A scenario is read from ordinary files only."},
	{"E004", "A file is too large", "One file may have 1 MB at most. That is a thick book; spread longer scenarios over several files with include:."},
	{"E005", "Too many files", "A scenario may have 64 files at most, of 4 MB together."},
	{"E006", "A file is included twice", "A file is listed under include: twice, or includes itself by way of another. List each file once, best all of them in scenario.yaml."},
	{"E007", "Not UTF-8", "Scenarios are text files in UTF-8, as nearly all editors write today. Save the file anew with this encoding."},
	{"E008", "A forbidden character in the file", "The file contains a control character, or an invisible one that makes a text look other than it is. Such characters could command a terminal or deceive a reader, so nothing is done with the file until they are gone."},
	{"E010", "The YAML can't be read", "The file breaks the rules of YAML, so that nothing in it can be understood: a quote or a bracket that is not closed, a line indented differently from its neighbours, a colon inside a text. The place is the line up to which the file made sense; the mistake is there or shortly before."},
	{"E011", "Indented with a tab", "YAML shows with spaces what belongs to what, and allows no tabs for it. Most editors can be told to write spaces when the tab key is pressed."},
	{"E012", "A reference", "In YAML & names a value and * repeats it. Scenarios do not use this, so that each line says what it says. A text that begins with one of these characters must be put in quotes. To repeat a decision there is like:."},
	{"E013", "A block taken over with <<", "In YAML <<: takes over the keys of another block. Scenarios do not use this. To repeat a decision there is like:."},
	{"E014", "A kind of value", "In YAML a word beginning with ! says what kind a value is. Scenarios do not use this. A text that begins with ! must be put in quotes."},
	{"E015", "A second document", "A line --- in the middle of a file begins a second document in YAML, and ... ends the first. Nothing of what follows would be read. Remove the line, or put the second part into a file of its own."},
	{"E016", "A line beginning with %", "In YAML such a line is an instruction to the reading program. Scenarios do not use this. If the line belongs to a text, indent it."},
	{"E017", "Nested too deeply", "Blocks and lists may stand inside one another 32 deep. No scenario needs a third of that, so this is usually a slip in the indentation or the brackets."},
	{"E018", "Too many parts", "A scenario may have 200,000 keys, values, lists and blocks in all its files."},
	{"E019", "A text is too long", "One text may have 64 KB at most, which is some thirty pages."},
	{"E020", "A key stands twice", "The same key stands twice in one block, so one of the two values would be lost."},
	{"E021", "An unknown key", "A block has a key that means nothing there. Usually it is mistyped, or stands one step too far in or out."},
	{"E022", "The wrong shape", "A text, a list, or a block of key: value lines stands where one of the others belongs."},
	{"E023", "A key that is no word", "What stands before the colon must be a word. YAML would allow lists and blocks there; scenarios do not use this."},
	{"E024", "A forbidden character in a text", "A text in double quotes contains, written with a \\, a control character or one that makes it look other than it is."},
	{"E025", "An empty file", "The file contains nothing but perhaps comments."},
	{"E026", "A key is missing", "Something that must be said is not: a scenario's title, roles and turns, who takes a decision, when a rule holds."},
	{"E027", "Another version of the format", "The line whitecell: says for which version of the format a scenario was written. This program knows version 1."},
	{"E028", "Given in two files", "Blocks and lists at the top of several files are joined. A single value, such as the title, can be given in one of them only."},

	{"E030", "An id of the wrong form", "Ids are lower-case words with hyphens: letters a to z, digits, hyphens between words, a letter first, at most 64 characters. Ids of measures have _ instead of hyphens, because conditions use them as they are."},
	{"E031", "An id is taken", "Two things of one kind have the same id. Ids are unique in the whole scenario for roles, facts, injects, decisions and so on, not only in one turn."},
	{"E032", "An unknown id", "Something is named that does not exist in this scenario. Look at the spelling; the nearest name that exists is offered where there is one."},
	{"E033", "A reserved id", "A key such as title where ids stand is indented too little. all means every role and control the facilitator, seated-meeting is the meeting that control may seat, a role and a party can't share an id, and measures can't be called by a word that conditions use, such as turn or and."},
	{"E034", "Named twice in a list", "The same id stands twice in one list, which is probably a slip."},
	{"E035", "Too many of a kind", "There are bounds for each kind of thing, far above what a room can play; docs/scenario-format.md lists them."},

	{"E040", "No fitting number", "A whole number is expected, in digits and between certain bounds."},
	{"E041", "Neither true nor false", "The key is a switch: write true or false."},
	{"E042", "No length of time", "Lengths of story time are written as 20m, 2h, 4d or 1h30m, up to 1000d. Minutes in the room may also be a number alone."},
	{"E043", "No moment of the story", "A turn begins at T, or at a time before or after it: T-36h, T+4d."},
	{"E044", "No date", "The start is a date and a time, such as 2031-10-17T03:10."},
	{"E045", "Not one of the words", "The key takes one of a few words."},
	{"E046", "Too long for its place", "A title or a name stands where only one line, or a few characters, have room."},
	{"E047", "A range the wrong way round", "The smaller number comes first: 2..6, -6..-2; a measure's min is not above its max."},
	{"E048", "No percentage", "Chances are whole numbers from 0 to 100, without a sign behind them."},

	{"E050", "A condition is too large", "A condition may have 1,000 characters and 200 parts. Longer ones can be divided with rules that set flags."},
	{"E051", "A condition can't be read", "A bracket, a quote or an operator in a condition is missing or too many."},
	{"E052", "Not part of conditions", "Conditions know whole numbers, comparisons, and, or, not, + - * / %, measures, turn, clock and a dozen functions; nothing else of the language they look like."},
	{"E053", "An unknown word in a condition", "A word without brackets must be a measure, turn or clock; a word with brackets one of the functions."},
	{"E054", "A number where truth is expected, or the reverse", "trust is a number and can be compared; holds(...) is true or false and can be joined with and, or, not. A condition as a whole must be true or false."},
	{"E055", "Wrong ids in brackets", "A function got too many or too few ids, an id without quotes, or a role that does not take the decision asked about."},
	{"E056", "chose() is not compared", "chose('boat') is the option chosen, or '' while there is none. It is compared with an option: chose('boat') == 'south', or chose('boat') in ['south', 'berth']."},

	{"E060", "Turns overlap", "A turn begins before the one above it has ended. Turns stand in the order of the story."},
	{"E061", "A moment outside of its turn", "An inject comes, or a decision opens or falls due, after its turn has ended; or a decision falls due before it opens."},
	{"E062", "Opens after an inject that does not come", "A decision waits for an inject that belongs to another turn, or that nothing ever sends."},
	{"E063", "A default that can't be applied", "The default is an option that needs somebody to say what it is."},
	{"E064", "Nothing to decide", "A decision needs options, or buy: for arrangements, and not both."},
	{"E065", "Decisions like one another in a circle", "like: must lead, in few steps, to a decision that says everything itself."},
	{"E066", "Nothing can be bought", "No arrangement has a cost, or the cheapest costs more than the points there are."},
	{"E067", "Asked and deciding at once", "A role that decides can't also be consulted or asked to concur."},
	{"E068", "Endings in the wrong order", "The first ending whose condition holds is taken. So the last one must have no condition, and the others must have one."},
	{"E069", "Versions of a fact", "A sanitised version is another fact that belongs to exactly one full fact, has no versions itself, and comes from the same origin."},
	{"E070", "Whom a channel joins", "A channel has either between: for both directions, or from: and to: for one."},
	{"E071", "A fact can't be sent this way", "The channel named does not lead from the sender to the receivers, or it is not clear who sends."},
	{"E072", "A length is too short", "The minutes of brief, turns and hotwash are more than the length has."},
	{"E073", "A length without turns", "A length must play at least one turn."},
	{"E074", "A seating that can't be", "Every role sits at one table, and every table has somebody."},
	{"E075", "A consequence that says nothing, or two things", "Each entry under then: has one key that says what happens, and perhaps in: for a delay."},
	{"E076", "A forum of one", "A meeting needs at least two members."},
	{"E077", "Two times at once", "due: and within:, or at: and after:, exclude each other."},
	{"E078", "An inject that says nothing", "An inject needs to: with those who receive it, and a text or a title."},
	{"E079", "Agreement where there is no proposal", "Those who must concur agree to a proposal. Where each owner answers alone, or where votes are counted, nobody proposes; use rule: lead or rule: all."},

	{"A080", "A flag that nothing sets", "A condition asks for a flag that no consequence and no turn left out ever sets, so the answer is always no. Perhaps it is mistyped."},
	{"A081", "An inject that nothing sends", "An inject outside of the turns is sent by a consequence. Control can still send this one by hand."},
	{"A082", "A default with a requirement", "What an option requires is not looked at when it is applied as the default."},
	{"A083", "A byte-order mark", "Some editors begin UTF-8 files with an invisible mark. It does no harm, but other programs may stumble over it."},
	{"A084", "A meeting called by an outsider", "An option calls a forum of which nobody who decides is a member."},
	{"A085", "A version as guarded as the fact", "A version of a fact is made so that it can travel further; this one is guarded as much as the full fact."},
	{"A086", "A decision that never opens", "The decision says opens: never, and nothing opens it."},
	{"A087", "A role knows what it may not", "At the start a role holds a fact above what it is cleared for."},
	{"A088", "A rule for one", "How several roles decide together means nothing where one role decides."},

	{"E099", "And more", "There are more problems, errors among them, than are shown."},
	{"A099", "And more", "There is more advice than is shown."},
}

// Explain gives the catalogue's entry for a code.
func Explain(code string) (Code, bool) {
	for _, c := range Catalogue {
		if c.Code == code {
			return c, true
		}
	}
	return Code{}, false
}
