package debrief

import (
	"example.org/whitecell/engine"
)

// Events is how many events the record has.
func (d *Debrief) Events() int { return len(d.events) }

// At is the game as it stood after an event of the record, counted from 0, and the
// log up to there: from them a view of any seat at that moment can be made. Before
// the first event is -1. The error says that the record does not fold.
func (d *Debrief) At(event int) (*engine.Game, engine.Log, error) {
	g := engine.NewGameUnder(d.p, d.rec.Seed, d.rec.Standing)
	left := min(event+1, len(d.events))
	log := engine.Log{Events: make([]engine.Event, 0, max(left, 0)), Words: d.rec.words}
	for i := range d.rec.Moves {
		events := d.rec.Moves[i].Events
		if left <= 0 {
			break
		}
		if len(events) > left {
			events = events[:left]
		}
		left -= len(events)
		if err := g.Fold(events); err != nil {
			return nil, engine.Log{}, err
		}
		log.Events = append(log.Events, events...)
	}
	return g, log, nil
}
