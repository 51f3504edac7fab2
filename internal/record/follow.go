package record

import "io/fs"

// A Follower reads a record while another program writes it. It takes no lock
// and changes nothing. It is for one goroutine at a time.
type Follower struct {
	disk   disk
	path   string
	file   diskFile
	id     fs.FileInfo
	scan   *scanner
	header Header
	failed error
}

// Follow opens a record for reading along. The header must be there.
func Follow(path string) (*Follower, error) { return follow(osDisk{}, path) }

func follow(d disk, path string) (*Follower, error) {
	file, err := openRegular(d, path, false)
	if err != nil {
		return nil, err
	}
	f := &Follower{disk: d, path: path, file: file, scan: newScanner(path, file)}
	f.scan.live = true
	if f.header, err = f.scan.header(); err == nil {
		if f.id, err = file.Stat(); err != nil {
			err = cannotOpen(path, false, err)
		}
	}
	if err != nil {
		file.Close()
		return nil, err
	}
	return f, nil
}

// Header gives the record's first line.
func (f *Follower) Header() Header { return f.header }

// Hash is the hash of the last line that Next has given, or of the header.
func (f *Follower) Hash() string { return hexHash(f.scan.chain.last) }

// Next gives the lines that were added since the last call, at first all of
// them. It never waits: no lines and no error means that there is nothing new
// yet, and an unfinished line is not there yet. An error is final; lines that
// come with it are sound.
func (f *Follower) Next() ([]Line, error) {
	if f.failed != nil {
		return nil, f.failed
	}
	lines, err := f.scan.collect()
	if err != nil {
		// The beginning of this line may have been read before a resuming program
		// set it aside. Damage is what is still there at a second look.
		var more []Line
		f.scan.lines.seek(f.scan.end)
		more, err = f.scan.collect()
		lines = append(lines, more...)
	}
	if err == nil && len(lines) == 0 {
		err = f.stillThere()
	}
	f.failed = err
	return lines, err
}

// stillThere notices that nothing can come any more.
func (f *Follower) stillThere() error {
	info, err := f.disk.Stat(f.path)
	switch {
	case err != nil:
		return say(ErrGone, err, "%s cannot be followed any further (%s). If it was moved, follow it under its new name.", f.path, reason(err))
	case !f.disk.SameFile(info, f.id):
		return say(ErrGone, nil, "%s is no longer the file that was being followed: another has taken its place. Follow it anew.", f.path)
	case info.Size() < f.scan.end:
		return say(ErrGone, nil, "%s has become shorter than what was already read of it. Somebody has cut it; look for a copy, then follow it anew.", f.path)
	}
	return nil
}

// Close lets the file go.
func (f *Follower) Close() error { return f.file.Close() }
