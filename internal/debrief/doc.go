// Package debrief computes what the record of an exercise shows: who held what and
// when, what each decision could have known and what stood in the way, the
// indicators, the day before, and what people said afterwards.
//
// It reconstructs who, what, when and how. People say why, and people rate: the
// package proposes no rating, makes no score of several numbers, ranks nobody, and
// knows roles, never persons. It draws and prints nothing and knows no file; what
// it gives are values and the words that belong to them, for the console, the
// replay and the report. All times are story time unless a field says room. docs/debrief.md
// tells facilitators and evaluators how everything is computed.
//
// # Reading a record
//
//	d := debrief.New(debrief.RecordOf(ex)) // ex is an *exercise.Exercise
//
//	d.Timeline()                 // all that happened, in story time
//	d.Indicators()               // each with counts, rows, method, or why it can't be computed
//	d.Candidates()               // facts missing from decisions, with holders and cause
//	d.Reveal(d.RevealOrder()[0]) // one decision: known, missing, who could have asked
//	d.Sharing()                  // over-sharing beside under-sharing
//	d.DayBefore(set).Sheets()    // the same moves under arrangements from the start
//	d.BestSets()                 // the best affordable set for each indicator
//	d.Lessons()                  // observations, ratings, pins, the improvement plan
//	d.Evidence()                 // what there is for each objective
//	d.Control()                  // control's own part
//	d.At(event)                  // the game at any moment, for any seat's view
//
// A Debrief never changes. After another move, such as a confirmation, read the
// record again: that takes milliseconds.
//
// Roles, facts, decisions and the rest are given by their number in the Program,
// sets of roles or arrangements as masks; Program turns them into titles. Where a
// report is to name no agency, compile the Program from a scenario in which the
// titles are others: every text here is made from those.
//
// # Indicators
//
// Each indicator has a typed form for whoever wants to draw it (Latencies,
// StovePipes, Pool, Consultations, Calls, JointPositions, Deadlines, OneLines,
// Sharing, Traffic, ShortWarned, Participation, Lessons) and a printable one in
// Indicators, with the same Definition that the report prints as its method.
//
// # Candidates
//
// Speech that nobody logged looks like a stove-pipe. A fact that was missing from a
// decision is a candidate until a confirm move settles it: confirmed, told across
// the table, or without matter. Nothing unsettled should be projected.
package debrief
