package record

import (
	"errors"
	"io"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// A memDisk is a disk in memory that knows what a power cut would leave of it:
// the bytes of a file that were synced, under the names that were synced.
type memDisk struct {
	names   map[string]*inode // as programs see it
	lasting map[string]*inode // as a power cut leaves it
}

type inode struct {
	live    []byte
	durable []byte
	pending []change // made to live since the last sync
	held    bool     // locked
}

// A change is a write of data at a place or, without data, a cut to that size.
type change struct {
	at   int64
	data []byte
}

func newMemDisk() *memDisk {
	return &memDisk{names: map[string]*inode{}, lasting: map[string]*inode{}}
}

// put places a file, synced, as if it had always been there.
func (d *memDisk) put(path string, data []byte) {
	node := &inode{live: slices.Clone(data), durable: slices.Clone(data)}
	d.names[path], d.lasting[path] = node, node
}

func (c change) apply(to []byte) []byte {
	if c.data == nil {
		return resize(to, int(c.at))
	}
	if end := int(c.at) + len(c.data); end > len(to) {
		to = resize(to, end)
	}
	copy(to[c.at:], c.data)
	return to
}

// resize gives a copy of another length; what is added is zeros.
func resize(b []byte, size int) []byte {
	sized := make([]byte, size)
	copy(sized, b)
	return sized
}

func (n *inode) change(c change) {
	n.live = c.apply(n.live)
	n.pending = append(n.pending, c)
}

// crash gives the disk after all programs have ended: their locks are gone, and
// the system still knows what it has not written yet.
func (d *memDisk) crash() *memDisk {
	after, copies := newMemDisk(), map[*inode]*inode{}
	copyOf := func(node *inode) *inode {
		if copies[node] == nil {
			copies[node] = &inode{
				live: slices.Clone(node.live), durable: slices.Clone(node.durable), pending: slices.Clone(node.pending),
			}
		}
		return copies[node]
	}
	for path, node := range d.names {
		after.names[path] = copyOf(node)
	}
	for path, node := range d.lasting {
		after.lasting[path] = copyOf(node)
	}
	return after
}

// A cut says which unsynced changes a power cut happens to leave on disk.
type cut func(pending []change) []change

var cuts = map[string]cut{
	"nothing unsynced": func(p []change) []change { return nil },
	"all unsynced":     func(p []change) []change { return p },
	"the last alone":   func(p []change) []change { return p[max(0, len(p)-1):] },
	"half of the last": func(p []change) []change {
		if len(p) == 0 || p[len(p)-1].data == nil {
			return p
		}
		kept := slices.Clone(p)
		last := &kept[len(kept)-1]
		last.data = last.data[:len(last.data)/2]
		return kept
	},
}

// cutPower gives the disk that is found after a power cut.
func (d *memDisk) cutPower(keep cut) *memDisk {
	after := newMemDisk()
	for path, node := range d.lasting {
		found := slices.Clone(node.durable)
		for _, c := range keep(node.pending) {
			found = c.apply(found)
		}
		after.put(path, found)
	}
	return after
}

func (d *memDisk) Create(path string) (diskFile, error) {
	if d.names[path] != nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrExist}
	}
	d.names[path] = &inode{}
	return d.Open(path, true)
}

func (d *memDisk) Open(path string, write bool) (diskFile, error) {
	node := d.names[path]
	if node == nil {
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return &memFile{inode: node}, nil
}

func (d *memDisk) Stat(path string) (fs.FileInfo, error) {
	node := d.names[path]
	if node == nil {
		return nil, &fs.PathError{Op: "stat", Path: path, Err: fs.ErrNotExist}
	}
	return memInfo{node: node, size: int64(len(node.live))}, nil
}

func (d *memDisk) SameFile(a, b fs.FileInfo) bool { return a.Sys() == b.Sys() }

func (d *memDisk) SyncFolder(path string) error {
	inFolder := func(name string, _ *inode) bool { return filepath.Dir(name) == filepath.Dir(path) }
	maps.DeleteFunc(d.lasting, inFolder)
	for name, node := range d.names {
		if inFolder(name, node) {
			d.lasting[name] = node
		}
	}
	return nil
}

func (d *memDisk) Remove(path string) error {
	delete(d.names, path)
	return nil
}

type memFile struct {
	*inode
	locked bool
}

func (f *memFile) ReadAt(p []byte, off int64) (int, error) {
	if off >= int64(len(f.live)) {
		return 0, io.EOF
	}
	n := copy(p, f.live[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

func (f *memFile) WriteAt(p []byte, off int64) (int, error) {
	f.change(change{at: off, data: slices.Clone(p)})
	return len(p), nil
}

func (f *memFile) Truncate(size int64) error {
	f.change(change{at: size})
	return nil
}

func (f *memFile) Sync() error {
	for _, c := range f.pending {
		f.durable = c.apply(f.durable)
	}
	f.pending = nil
	return nil
}

// forgetPending is what a failed sync does: the system counts the pages as
// clean, shows them to whoever reads, and never writes them.
func (f *memFile) forgetPending() { f.pending = nil }

func (f *memFile) Stat() (fs.FileInfo, error) {
	return memInfo{node: f.inode, size: int64(len(f.live))}, nil
}

func (f *memFile) Lock() error {
	if f.held {
		return errHeld
	}
	f.held, f.locked = true, true
	return nil
}

func (f *memFile) Close() error {
	if f.locked {
		f.held, f.locked = false, false
	}
	return nil
}

type memInfo struct {
	node *inode
	size int64
}

func (i memInfo) Name() string       { return "" }
func (i memInfo) Size() int64        { return i.size }
func (i memInfo) Mode() fs.FileMode  { return 0o644 }
func (i memInfo) ModTime() time.Time { return time.Time{} }
func (i memInfo) IsDir() bool        { return false }
func (i memInfo) Sys() any           { return i.node }

// A manner is how an operation fails: a disk may have done nothing of it, some,
// or all of it when it gives its error.
type manner int

const (
	undone manner = iota
	halfDone
	allDone
)

func (m manner) String() string { return [...]string{"undone", "half done", "all done"}[m] }

// A faultyDisk fails the operation number failAt, counted from 1, and, if
// forGood, every one after it.
type faultyDisk struct {
	*memDisk
	failAt  int
	forGood bool
	manner  manner
	err     error
	done    int
	failed  string // the operation that failed first
	removes int    // of files, that failed
	after   int    // how many changes were made to files after the first failure
}

func newFaultyDisk(m *memDisk, failAt int, forGood bool) *faultyDisk {
	return &faultyDisk{memDisk: m, failAt: failAt, forGood: forGood, err: syscall.ENOSPC}
}

func (d *faultyDisk) fault(op string) error {
	d.done++
	if d.done == d.failAt || d.forGood && d.failAt > 0 && d.done > d.failAt {
		if d.failed == "" {
			d.failed = op
		}
		return &fs.PathError{Op: op, Path: "somewhere", Err: d.err}
	}
	return nil
}

func (d *faultyDisk) Create(path string) (diskFile, error) {
	if err := d.fault("create"); err != nil {
		return nil, err
	}
	return d.wrap(d.memDisk.Create(path))
}

func (d *faultyDisk) Open(path string, write bool) (diskFile, error) {
	if err := d.fault("open"); err != nil {
		return nil, err
	}
	return d.wrap(d.memDisk.Open(path, write))
}

func (d *faultyDisk) wrap(f diskFile, err error) (diskFile, error) {
	if err != nil {
		return nil, err
	}
	return &faultyFile{memFile: f.(*memFile), disk: d}, nil
}

func (d *faultyDisk) Stat(path string) (fs.FileInfo, error) {
	if err := d.fault("stat"); err != nil {
		return nil, err
	}
	return d.memDisk.Stat(path)
}

func (d *faultyDisk) SyncFolder(path string) error {
	err := d.fault("sync folder")
	if err != nil && d.manner != allDone {
		return err
	}
	return errors.Join(err, d.memDisk.SyncFolder(path))
}

func (d *faultyDisk) Remove(path string) error {
	if err := d.fault("remove"); err != nil {
		d.removes++
		return err
	}
	return d.memDisk.Remove(path)
}

type faultyFile struct {
	*memFile
	disk *faultyDisk
}

func (f *faultyFile) ReadAt(p []byte, off int64) (int, error) {
	if err := f.disk.fault("read"); err != nil {
		return 0, err
	}
	return f.memFile.ReadAt(p, off)
}

// WriteAt may fail half-way, as on a full disk.
func (f *faultyFile) WriteAt(p []byte, off int64) (int, error) {
	f.count()
	err := f.disk.fault("write")
	if err == nil {
		return f.memFile.WriteAt(p, off)
	}
	size := [...]int{undone: 0, halfDone: len(p) / 2, allDone: len(p)}[f.disk.manner]
	n, _ := f.memFile.WriteAt(p[:size], off)
	return n, err
}

func (f *faultyFile) Truncate(size int64) error {
	f.count()
	err := f.disk.fault("truncate")
	if err != nil && f.disk.manner != allDone {
		return err
	}
	return errors.Join(err, f.memFile.Truncate(size))
}

// Sync that fails may have forgotten what there was to sync, as the system does
// after an error of the disk, may still hold it, or may have written it.
func (f *faultyFile) Sync() error {
	err := f.disk.fault("sync")
	switch {
	case err != nil && f.disk.manner == undone:
		f.forgetPending()
		return err
	case err != nil && f.disk.manner == halfDone:
		return err
	}
	return errors.Join(err, f.memFile.Sync())
}

func (f *faultyFile) count() {
	if f.disk.failed != "" {
		f.disk.after++
	}
}

func (f *faultyFile) Stat() (fs.FileInfo, error) {
	if err := f.disk.fault("stat file"); err != nil {
		return nil, err
	}
	return f.memFile.Stat()
}

func (f *faultyFile) Lock() error {
	if err := f.disk.fault("lock"); err != nil {
		return err
	}
	return f.memFile.Lock()
}

func (f *faultyFile) Close() error {
	return errors.Join(f.memFile.Close(), f.disk.fault("close"))
}
