// Package handout makes everything that an exercise needs on paper: role cards,
// numbered slips, the facilitator's book, sheets for observers and for the
// debrief. An exercise can be run from it when there is no laptop.
//
// Build makes one Document from a Program; WriteHTML and WriteMarkdown write that
// same document, so both say the same. Nothing here depends on the day or the
// machine: the same scenario, length and seating give the same bytes. The package
// reads no record, opens no file, and knows no running exercise.
//
// Whatever a scenario says is text: neither renderer lets it become markup.
package handout
