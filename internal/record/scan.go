package record

import (
	"bytes"
	"errors"
	"fmt"
	"io"
)

// A lineReader cuts a file into lines. It holds one line at a time, however
// large the file is, and no more of a line than its limit.
type lineReader struct {
	src      io.ReaderAt
	off      int64 // where in the file the next line begins
	buf      []byte
	pos, end int // buf[pos:end] was read and begins at off
}

var errFull = errors.New("more than the limit")

// next gives the next line without its newline, valid until the following call.
// At the end of the file it gives what there is, perhaps nothing, with ended
// false; a later call looks there again.
func (r *lineReader) next(limit int) (line []byte, ended bool, err error) {
	searched := 0
	for {
		unread := r.buf[r.pos:r.end]
		i := bytes.IndexByte(unread[searched:], '\n')
		if i >= 0 && searched+i < limit {
			r.pos += searched + i + 1
			r.off += int64(searched + i + 1)
			return unread[:searched+i], true, nil
		}
		if i >= 0 || len(unread) >= limit {
			return unread[:limit], false, errFull
		}
		searched = len(unread)
		if err := r.fill(); err == io.EOF {
			return r.buf[r.pos:r.end], false, nil
		} else if err != nil {
			return nil, false, err
		}
	}
}

// fill reads more, or gives an error; io.EOF only if it read nothing.
func (r *lineReader) fill() error {
	copy(r.buf, r.buf[r.pos:r.end])
	r.pos, r.end = 0, r.end-r.pos
	if r.end == len(r.buf) {
		grown := make([]byte, max(32<<10, 2*len(r.buf)))
		copy(grown, r.buf)
		r.buf = grown
	}
	n, err := r.src.ReadAt(r.buf[r.end:], r.off+int64(r.end))
	r.end += n
	if n > 0 {
		return nil // an error will come again
	}
	return err
}

// seek goes to a place in the file and forgets what was read.
func (r *lineReader) seek(off int64) { r.off, r.pos, r.end = off, 0, 0 }

// A scanner reads a record from its beginning and checks each line.
type scanner struct {
	path  string
	lines lineReader
	chain chain
	store store

	// live: a last line without newline is being written just now; leave it.
	live bool

	n          int    // moves accepted
	start, end int64  // the place of the last accepted line, with its newline if it has one
	noNewline  bool   // the last accepted line is whole but has no newline
	tail       []byte // at the end of the file: an unfinished line
}

func newScanner(path string, src io.ReaderAt) *scanner {
	return &scanner{path: path, lines: lineReader{src: src}, chain: newChain()}
}

// header reads the first line.
func (s *scanner) header() (Header, error) {
	line, ended, err := s.lines.next(maxHeader)
	switch {
	case errors.Is(err, errFull) && !bytes.HasPrefix(line, []byte(formatOpen)):
		return Header{}, notRecord(s.path, line)
	case err != nil:
		return Header{}, s.damage(1, maxHeader, err)
	case !ended && len(line) == 0:
		return Header{}, say(ErrNotRecord, nil, "%s is empty: the program that made it was stopped before anything was recorded. Delete it and start the exercise again.", s.path)
	}
	h, err := s.chain.checkHeader(s.path, line)
	if err == nil && (ended || !s.live) {
		s.accept(len(line), ended)
		return h, nil
	}
	if !ended && (err == nil || looksCut(line)) {
		return Header{}, &DamageError{Path: s.path, Line: 1, Why: "the line is unfinished, " +
			"as when the program is stopped while making the file; then nothing was recorded, and the exercise can be started anew"}
	}
	return Header{}, err
}

// looksCut says that an unfinished first line can be the beginning of a header.
func looksCut(line []byte) bool {
	known := []byte(fmt.Sprintf("%s%d,", formatOpen, Format))
	n := min(len(line), len(known))
	return bytes.Equal(line[:n], known[:n])
}

// next gives the members of the next move's body, valid until the following
// call. At the end it gives io.EOF, with an unfinished line in s.tail. Any other
// error is a *DamageError.
func (s *scanner) next() (members []byte, err error) {
	if s.noNewline {
		return nil, io.EOF // it may have got its newline since; that is for the next reading
	}
	if s.lines.off > maxFile {
		return nil, s.damage(s.n+2, maxFile, errFull)
	}
	line, ended, err := s.lines.next(maxLine)
	if err != nil {
		return nil, s.damage(s.n+2, maxLine, err)
	}
	if !ended && (s.live || len(line) == 0) {
		return nil, io.EOF
	}
	members, why := s.chain.checkMove(line, s.n+1)
	if why == "" {
		s.n++
		s.accept(len(line), ended)
		return members, nil
	}
	if ended {
		return nil, &DamageError{Path: s.path, Line: s.n + 2, Why: why}
	}
	if _, why := s.chain.checkMove(line[:len(line)-1], s.n+1); why == "" {
		return nil, &DamageError{Path: s.path, Line: s.n + 2, Why: "the line is whole, but something else stands where it should end"}
	}
	s.tail = line
	return nil, io.EOF
}

// accept makes the line that was checked last a line of the record.
func (s *scanner) accept(length int, ended bool) {
	s.chain.accept()
	s.start, s.end = s.end, s.end+int64(length)
	if ended {
		s.end++
	}
	s.noNewline = !ended
}

// damage is the error for a line that could not be read to its end.
func (s *scanner) damage(line, limit int, err error) error {
	if err != errFull {
		return &DamageError{
			Path: s.path, Line: line, Err: errors.Join(ErrUnreadable, err),
			Why: "the disk could not read it (" + reason(err) + ")",
		}
	}
	what := "the line is"
	if limit == maxFile {
		what = "the file is"
	}
	return &DamageError{
		Path: s.path, Line: line, Err: ErrLimit,
		Why: fmt.Sprintf("%s longer than %d MiB, which this program never writes", what, limit>>20),
	}
}

// collect reads moves to the end, or to the damage that it gives as error.
func (s *scanner) collect() ([]Line, error) {
	var lines []Line
	for {
		members, err := s.next()
		if err == io.EOF {
			return lines, nil
		}
		if err != nil {
			return lines, err
		}
		lines = append(lines, Line{N: s.n, Body: s.store.body(members)})
	}
}

// A store keeps bodies, many to one allocation.
type store struct{ free []byte }

// body keeps the body with these members and gives it.
func (k *store) body(members []byte) []byte {
	size := len(members) + len("{}")
	if size > cap(k.free) {
		k.free = make([]byte, 0, max(size, 16<<10))
	}
	body := append(k.free, '{')
	body = append(body, members...)
	body = append(body, '}')
	k.free = body[size:]
	return body[:size:size]
}
