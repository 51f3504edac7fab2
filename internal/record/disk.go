package record

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// A disk is all that this package asks of the operating system. Tests put
// others in its place: one that fails, one that forgets what was not synced.
type disk interface {
	// Create makes a new file for reading and writing; fs.ErrExist if there is one.
	Create(path string) (diskFile, error)
	// Open opens a file for reading, and for writing as well if asked.
	Open(path string, write bool) (diskFile, error)
	Stat(path string) (fs.FileInfo, error)
	SameFile(a, b fs.FileInfo) bool
	// SyncFolder makes the names in a file's folder last: a synced file whose
	// name is lost is lost.
	SyncFolder(path string) error
	Remove(path string) error
}

// A diskFile is an open file.
type diskFile interface {
	ReadAt(p []byte, off int64) (int, error)
	WriteAt(p []byte, off int64) (int, error)
	Truncate(size int64) error
	// Sync returns when the file's bytes and its length are on disk.
	Sync() error
	Stat() (fs.FileInfo, error)
	// Lock takes the one lock for writing, or gives errHeld at once. The lock
	// ends with Close or with the process.
	Lock() error
	Close() error
}

// errHeld is what Lock gives when another program has the lock.
var errHeld = errors.New("another program holds the lock")

type osDisk struct{}

func (osDisk) Create(path string) (diskFile, error) {
	return wrapFile(os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o644))
}

func (osDisk) Open(path string, write bool) (diskFile, error) {
	flag := os.O_RDONLY
	if write {
		flag = os.O_RDWR
	}
	return wrapFile(os.OpenFile(path, flag, 0))
}

func (osDisk) Stat(path string) (fs.FileInfo, error) { return os.Stat(path) }
func (osDisk) SameFile(a, b fs.FileInfo) bool        { return os.SameFile(a, b) }
func (osDisk) SyncFolder(path string) error          { return syncFolder(filepath.Dir(path)) }
func (osDisk) Remove(path string) error              { return os.Remove(path) }

// An osFile adds to *os.File what differs between systems.
type osFile struct {
	*os.File
	unlock func() // nil where closing the file is enough
}

func wrapFile(f *os.File, err error) (diskFile, error) {
	if err != nil {
		return nil, err
	}
	return &osFile{File: f}, nil
}

func (f *osFile) Sync() error { return syncData(f.File) }

func (f *osFile) Lock() (err error) {
	f.unlock, err = lockFile(f.File)
	return err
}

func (f *osFile) Close() error {
	if f.unlock != nil {
		f.unlock()
		f.unlock = nil
	}
	return f.File.Close()
}
