package record

import (
	"errors"
	"io/fs"
	"os"
)

// A Writer adds lines to a record. It holds the record's lock until Close. It
// is for one goroutine at a time.
type Writer struct {
	disk   disk
	path   string
	file   diskFile
	id     fs.FileInfo // of file, to notice when path comes to name another
	size   int64       // of the file, all of it sound and on disk
	n      int         // moves in it
	chain  chain
	buf    []byte
	failed error // the first failure; after it nothing is written
}

// Create begins a record in a new file and takes its lock. It never overwrites
// a file. When it returns, the header and the file's name are on disk; when it
// fails, it has removed the file again.
func Create(path string, h Header) (*Writer, error) { return create(osDisk{}, path, h) }

func create(d disk, path string, h Header) (*Writer, error) {
	if h.Scenario.Digest == "" {
		h.Scenario.Digest = Digest(h.Scenario.Files)
	}
	if why := h.check(); why != "" {
		return nil, say(ErrRefused, nil, "%s was not made, because its first line cannot be recorded: %s.", path, why)
	}
	w := &Writer{disk: d, path: path, chain: newChain()}
	line := w.chain.seal(appendHeader(nil, &h))
	if len(line) > maxHeader {
		return nil, say(ErrLimit, nil, "%s was not made: with its scenario the first line would be longer than %d MiB. Make the scenario smaller.", path, maxHeader>>20)
	}
	file, err := d.Create(path)
	if err != nil {
		return nil, cannotCreate(path, err)
	}
	w.file = file
	if err := w.takeLock(); err != nil {
		file.Close()
		if errors.Is(err, ErrUnreadable) {
			_ = d.Remove(path) // nobody else has it
		}
		return nil, err
	}
	if err := w.begin(line); err != nil {
		file.Close()
		_ = d.Remove(path) // nothing is in it yet; the first error is the one to report
		return nil, say(ErrNotWritten, err, "%s could not be made (%s). Nothing is recorded. Free space or choose another folder, then start again.", path, reason(err))
	}
	return w, nil
}

// begin puts the header line and the file's name on disk.
func (w *Writer) begin(line []byte) error {
	if _, err := w.file.WriteAt(line, 0); err != nil {
		return err
	}
	if err := w.file.Sync(); err != nil {
		return err
	}
	w.chain.accept()
	w.size = int64(len(line))
	return w.disk.SyncFolder(w.path)
}

// takeLock locks the file and makes sure that it is still the one at the path:
// between opening and locking, another program may have replaced it.
func (w *Writer) takeLock() error {
	err := w.file.Lock()
	switch {
	case errors.Is(err, errHeld):
		return say(ErrLocked, err, "%s is being written by another whitecell (%s). Go on there, or close it first; to look on, use whitecell screen %s.", w.path, reason(err), w.path)
	case err != nil:
		return say(ErrUnreadable, err, "%s cannot be locked (%s), so two programs could write it at once. Put the record on a local disk.", w.path, reason(err))
	}
	if w.id, err = w.file.Stat(); err != nil {
		return cannotOpen(w.path, true, err)
	}
	named, err := w.disk.Stat(w.path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return cannotOpen(w.path, true, err)
	}
	if err != nil || !w.disk.SameFile(named, w.id) {
		return say(ErrGone, err, "%s was removed or replaced while it was being opened. Try again.", w.path)
	}
	return nil
}

// Append writes a move and gives its number. When it returns without an error,
// the line is on disk.
//
// The body is a JSON object in one line, compact, without members called n or
// hash. One that cannot be stored is ErrRefused or ErrLimit: nothing has
// happened, and the writer goes on. Any other error is final: the move is not
// acknowledged, and neither is any later one, because after a failed write
// nobody knows what the disk holds. [Open] finds out.
func (w *Writer) Append(body []byte) (n int, err error) {
	if w.failed != nil {
		return 0, say(ErrNotWritten, w.failed, "This move is not recorded, nor is any other, since an earlier failure: %s", w.failed)
	}
	if err := checkBody(body); err != nil {
		return 0, err
	}
	w.buf = w.chain.seal(appendStem(w.buf[:0], w.n+1, body))
	if len(w.buf) > maxLine {
		return 0, say(ErrLimit, nil, "This move is longer than %d MiB and was not recorded. Shorten its text.", maxLine>>20)
	}
	if w.size+int64(len(w.buf)) > maxFile {
		return 0, say(ErrLimit, nil, "%s is full (%d MiB), and this move was not recorded. End the exercise here and start another.", w.path, maxFile>>20)
	}
	if err := w.commit(w.buf); err != nil {
		w.failed = err
		return 0, err
	}
	w.chain.accept()
	w.size += int64(len(w.buf))
	w.n++
	return w.n, nil
}

// commit puts a line on disk, behind the last one.
func (w *Writer) commit(line []byte) error {
	if err := w.stillThere(); err != nil {
		return err
	}
	if _, err := w.file.WriteAt(line, w.size); err != nil {
		return w.notWritten("written", err)
	}
	if err := w.file.Sync(); err != nil {
		return w.notWritten("synced to disk", err)
	}
	return nil
}

// stillThere notices that the file is no longer what this writer has made it.
func (w *Writer) stillThere() error {
	info, err := w.disk.Stat(w.path)
	what := ""
	switch {
	case errors.Is(err, fs.ErrNotExist):
		what = "was removed or renamed"
	case err != nil:
		return w.notWritten("found again", err)
	case !w.disk.SameFile(info, w.id):
		what = "was replaced by another file"
	case info.Size() != w.size:
		what = "was changed by another program"
	default:
		return nil
	}
	return say(ErrGone, err, "%s %s during the exercise. Nothing after its line %d is recorded. "+
		"Put the file back as it was, or take a copy of it, then run: whitecell resume %s", w.path, what, w.n+1, w.path)
}

func (w *Writer) notWritten(what string, err error) error {
	return say(ErrNotWritten, err, "%s could not be %s (%s). Nothing after its line %d is recorded. "+
		"Free space or attach the disk again, then run: whitecell resume %s", w.path, what, reason(err), w.n+1, w.path)
}

// N is the number of the last move that is on disk, 0 before the first.
func (w *Writer) N() int { return w.n }

// Hash is the hash of the last line that is on disk.
func (w *Writer) Hash() string { return hexHash(w.chain.last) }

// Close gives up the lock and the file. Every acknowledged line is on disk
// already. A second Close does nothing.
func (w *Writer) Close() error {
	if w.file == nil {
		return nil
	}
	err := w.file.Close()
	w.file = nil
	if w.failed == nil {
		w.failed = say(os.ErrClosed, nil, "%s is closed.", w.path)
	}
	return err
}

func cannotCreate(path string, err error) error {
	switch {
	case errors.Is(err, fs.ErrExist):
		return say(ErrNotWritten, err, "%s is there already, and a record is never overwritten. Go on with it by whitecell resume %s, or choose another name.", path, path)
	case errors.Is(err, fs.ErrNotExist):
		return say(ErrNotWritten, err, "%s cannot be made, because its folder is not there. Make the folder, or choose another.", path)
	}
	return say(ErrNotWritten, err, "%s cannot be made (%s). Choose a folder that you may write to.", path, reason(err))
}
