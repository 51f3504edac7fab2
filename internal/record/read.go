package record

import (
	"errors"
	"io/fs"
)

// Read reads a record without locking it, whether or not an exercise is
// running. An error means that there is nothing to show: no file, no record, an
// unknown format, a header that cannot be trusted. Everything else is in the
// record's Status, and its lines are those before the trouble. While an
// exercise is running, a torn line is most likely being written.
//
// The record is held in memory whole. A file has at most 1 GiB, a line 4 MiB.
func Read(path string) (*Record, error) { return read(osDisk{}, path) }

func read(d disk, path string) (*Record, error) {
	f, err := openRegular(d, path, false)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return newScanner(path, f).record()
}

// record reads a whole file.
func (s *scanner) record() (*Record, error) {
	h, err := s.header()
	if err != nil {
		return nil, err
	}
	rec := &Record{Header: h}
	rec.Lines, err = s.collect()
	rec.Hash = hexHash(s.chain.last)
	switch {
	case err != nil:
		rec.Status = Status{State: Damaged, Line: s.n + 2, Err: err}
	case len(s.tail) > 0:
		rec.Status = Status{State: Torn, Line: s.n + 2, TornBytes: len(s.tail)}
	default:
		rec.Status.NoNewline = s.noNewline
	}
	return rec, nil
}

// openRegular opens a file that can be a record by its kind and size. It looks
// before it opens, because opening a pipe would wait, and again afterwards.
func openRegular(d disk, path string, write bool) (diskFile, error) {
	info, err := d.Stat(path)
	if err != nil {
		return nil, cannotOpen(path, write, err)
	}
	if err := regular(path, info); err != nil {
		return nil, err
	}
	f, err := d.Open(path, write)
	if err != nil {
		return nil, cannotOpen(path, write, err)
	}
	if info, err = f.Stat(); err != nil {
		err = cannotOpen(path, write, err)
	} else {
		err = regular(path, info)
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

func regular(path string, info fs.FileInfo) error {
	switch {
	case info.IsDir():
		return say(ErrNotRecord, nil, "%s is a folder. Name the record in it.", path)
	case !info.Mode().IsRegular():
		return say(ErrNotRecord, nil, "%s is a device or a pipe. A record is an ordinary file.", path)
	case info.Size() > maxFile:
		return say(ErrLimit, nil, "%s is larger than %d MiB, which no record is. It is some other file, or was damaged; look for a copy.", path, maxFile>>20)
	}
	return nil
}

func cannotOpen(path string, write bool, err error) error {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return say(ErrUnreadable, err, "There is no record %s. Check the name and the folder.", path)
	case errors.Is(err, fs.ErrPermission) && write:
		return say(ErrUnreadable, err, "%s may not be written by you (%s). Ask for permission, or copy it to a folder of your own and resume the copy.", path, reason(err))
	case errors.Is(err, fs.ErrPermission):
		return say(ErrUnreadable, err, "%s may not be read by you (%s). Ask for permission.", path, reason(err))
	case write:
		return say(ErrUnreadable, err, "%s cannot be opened for writing (%s). Check that its disk is attached and may be written, or copy it to a folder of your own and resume the copy.", path, reason(err))
	}
	return say(ErrUnreadable, err, "%s cannot be opened (%s). Check that its disk is attached.", path, reason(err))
}
