package exercise

import (
	"os"
	"time"

	"example.org/whitecell/engine"
	"example.org/whitecell/internal/record"
)

// A Watch follows an exercise that another program runs, by its record. It only
// reads: moves made on its exercise are not its business, and would be lost.
type Watch struct {
	*Exercise
	follow *record.Follower
}

// WatchRecord begins to follow a record.
func WatchRecord(path string, now func() time.Time) (*Watch, error) {
	f, err := record.Follow(path)
	if err != nil {
		return nil, err
	}
	e, err := fromHeader(path, f.Header())
	if err != nil {
		f.Close()
		return nil, err
	}
	e.room.now = now
	w := &Watch{e, f}
	if _, err := w.Update(); err != nil {
		f.Close()
		return nil, err
	}
	return w, nil
}

// Update takes in what was recorded since the last time, and says whether there
// was anything. It never waits. An error is final.
func (w *Watch) Update() (changed bool, err error) {
	lines, err := w.follow.Next()
	for _, line := range lines {
		mends := w.mends
		if err := w.readBack(line); err != nil {
			return true, err
		}
		if w.mends != mends {
			w.game = engine.NewGame(w.prog, w.game.Seed())
			if err := w.foldAll(); err != nil {
				return true, err
			}
		} else if err := w.fold(w.entries[len(w.entries)-1]); err != nil {
			return true, err
		}
	}
	if len(lines) > 0 {
		w.keepRoomTime()
	}
	return len(lines) > 0, err
}

// keepRoomTime sets the room's clock by the last line. It was written when the file
// was last changed, as far as anybody can tell from outside.
func (w *Watch) keepRoomTime() {
	w.room.running, w.room.run = false, w.entries[len(w.entries)-1].Room
	w.keepTime()
	if info, err := os.Stat(w.path); err == nil && w.room.running {
		w.room.since = info.ModTime()
	}
}

// Close lets the record go.
func (w *Watch) Close() error { return w.follow.Close() }
