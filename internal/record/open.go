package record

import (
	"errors"
	"fmt"
	"io/fs"
)

// keptNames is how many unfinished lines of the same number are kept beside a
// record before Open refuses: each is a crash at the same place.
const keptNames = 100

// Open opens a record to go on with it: it takes the lock, reads and checks
// every line, and gives the record with a writer that stands behind its last
// line. Damage is an error (*DamageError), and the file is left as it is; Read
// gives what can be read.
//
// An unfinished last line was never acknowledged. It is kept in a file beside
// the record and then taken off. A last line that is whole and lacks only its
// newline is ended: its hash shows that it is all there, and like every last
// line it may or may not have been acknowledged. Either is told in the record's
// Recovery. When Open returns, every line that it gives is on disk.
func Open(path string) (*Writer, *Record, error) { return open(osDisk{}, path) }

func open(d disk, path string) (*Writer, *Record, error) {
	file, err := openRegular(d, path, true)
	if err != nil {
		return nil, nil, err
	}
	w := &Writer{disk: d, path: path, file: file}
	rec, err := w.resume()
	if err != nil {
		file.Close()
		return nil, nil, err
	}
	return w, rec, nil
}

// resume locks, reads and repairs the end.
func (w *Writer) resume() (*Record, error) {
	if err := w.takeLock(); err != nil {
		return nil, err
	}
	s := newScanner(w.path, w.file)
	rec, err := s.record()
	if err != nil {
		return nil, err
	}
	if rec.Status.State == Damaged {
		return nil, rec.Status.Err
	}
	if len(s.tail) > 0 {
		if err := w.setAside(s, &rec.Recovery); err != nil {
			return nil, err
		}
	}
	if err := w.secure(s); err != nil {
		return nil, w.notOpened("made safe", err)
	}
	rec.Recovery.AddedNewline = s.noNewline
	rec.Status = Status{}
	w.chain, w.n = s.chain, s.n
	return rec, nil
}

// setAside moves an unfinished line to a file beside the record. The copy is on
// disk before the original is cut off.
func (w *Writer) setAside(s *scanner, done *Recovery) error {
	kept, err := w.keep(s.tail, s.n+1)
	if err != nil {
		return w.notOpened(fmt.Sprintf("repaired, because its unfinished last line could not be kept in %s", kept), err)
	}
	if err := w.file.Truncate(s.end); err != nil {
		return w.notOpened("cut back to its last whole line", err)
	}
	*done = Recovery{TornBytes: len(s.tail), KeptIn: kept}
	return nil
}

// keep writes a tail to a new file and makes it last.
func (w *Writer) keep(tail []byte, n int) (name string, err error) {
	name = fmt.Sprintf("%s.torn-%d", w.path, n)
	file, err := w.disk.Create(name)
	for again := 2; errors.Is(err, fs.ErrExist) && again <= keptNames; again++ {
		name = fmt.Sprintf("%s.torn-%d-%d", w.path, n, again)
		file, err = w.disk.Create(name)
	}
	if err != nil {
		return name, err
	}
	if _, err = file.WriteAt(tail, 0); err == nil {
		err = file.Sync()
	}
	if closing := file.Close(); err == nil {
		err = closing
	}
	if err == nil {
		err = w.disk.SyncFolder(name)
	}
	if err != nil {
		_ = w.disk.Remove(name) // the tail is still where it was
	}
	return name, err
}

// secure makes sure that the last line is on disk, and ends it if need be.
//
// It may be a line whose sync failed. Then the system can show it to us, and
// believe it written, while the disk does not have it; no later sync would
// bring it there. Writing the same bytes again does. Earlier lines need no such
// care: a writer stops at its first failure.
func (w *Writer) secure(s *scanner) error {
	line := make([]byte, s.end-s.start, s.end-s.start+1)
	if _, err := w.file.ReadAt(line, s.start); err != nil {
		return err
	}
	if s.noNewline {
		line = append(line, '\n')
	}
	if _, err := w.file.WriteAt(line, s.start); err != nil {
		return err
	}
	if err := w.file.Sync(); err != nil {
		return err
	}
	w.size = s.start + int64(len(line))
	return w.disk.SyncFolder(w.path)
}

func (w *Writer) notOpened(what string, err error) error {
	return say(ErrNotWritten, err, "%s could not be %s (%s). No line of it is lost. Free space or attach the disk again, then run: whitecell resume %s",
		w.path, what, reason(err), w.path)
}
