// Package scenario reads the script of an exercise from YAML and checks it.
//
// Load gives an immutable Scenario and every problem found, each with its place
// and what to write instead. A Scenario is plain data, complete after loading:
// shorthands are spelled out, defaults filled in, groups of roles expanded. It
// may be shared between goroutines and never changes. The package plays nothing,
// and reads no clock, no network and no file but those of the file system it is
// given.
//
// # Glossary
//
// These words mean the same in the YAML, the code, on the screen and in reports.
//
//	scenario     the authored script
//	exercise     one running of a scenario with a room
//	role         the seat of one agency; one to five people play it
//	table        one or more roles that sit together and share what each is cleared for
//	control      the white cell: the facilitator, and everything that is not played
//	turn         a stretch of story time with its own situation, injects and decisions
//	inject       a message that control delivers
//	contingency  an inject that control may deliver when something expected did not happen
//	fact         a thing that can be known; injects, shares and outcomes carry facts
//	handling     how guarded a fact is: a notional ladder, lowest first
//	version      a sanitised form of a fact, which may travel further
//	channel      a way to pass facts and questions between roles
//	forum        a meeting of roles
//	decision     a question put to roles, with options
//	arrangement  a standing agreement that changes channels, forums, decisions, roles or facts
//	measure      a gauge of the story; never a score
//	slip         what a share costs; a role has a limited number in each turn
//	objective    what the exercise trains
//	ending       how the story closes
//	move         anything a person does
//	event        anything that happened
//	record       the file of one exercise
package scenario
