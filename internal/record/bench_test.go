package record

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// benchBody is a move of ordinary length.
var benchBody = []byte(`{"at":"2026-11-03T09:41:07Z","do":"decide","seat":"harbour","decision":"berth","option":"refuse","events":["` + strings.Repeat("x", 300) + `"]}`)

func BenchmarkAppend(b *testing.B) {
	w, err := Create(filepath.Join(b.TempDir(), "bench.record"), smallHeader())
	if err != nil {
		b.Fatal(err)
	}
	defer w.Close()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := w.Append(benchBody); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkBareAppend is what the disk asks for: the same bytes, written and
// synced, and nothing else. Append is to stay below 1.2 of it.
func BenchmarkBareAppend(b *testing.B) {
	f, err := os.Create(filepath.Join(b.TempDir(), "bench.bare"))
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	line := append(bytes.Repeat([]byte("x"), len(`{"n":1000,`)+len(benchBody)-2+tailSize), '\n')
	b.ReportAllocs()
	for b.Loop() {
		if _, err := f.Write(line); err != nil {
			b.Fatal(err)
		}
		if err := syncData(f); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkAppendNoDisk is Append without the disk: its own part.
func BenchmarkAppendNoDisk(b *testing.B) {
	w, err := create(idleDisk{newMemDisk()}, where, smallHeader())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		w.size = 0
		if _, err := w.Append(benchBody); err != nil {
			b.Fatal(err)
		}
	}
}

// An idleDisk keeps nothing.
type idleDisk struct{ *memDisk }

type idleFile struct{ diskFile }

func (d idleDisk) Create(path string) (diskFile, error) {
	f, err := d.memDisk.Create(path)
	return idleFile{f}, err
}

func (idleFile) WriteAt(p []byte, off int64) (int, error) { return len(p), nil }
func (idleFile) Sync() error                              { return nil }

func BenchmarkRead10000(b *testing.B) {
	path := filepath.Join(b.TempDir(), "bench.record")
	const moves = 10_000
	h, c := smallHeader(), newChain()
	h.Scenario.Digest = Digest(h.Scenario.Files)
	data := c.seal(appendHeader(nil, &h))
	for n := range moves {
		c.accept()
		data = append(data, c.seal(appendStem(nil, n+1, benchBody))...)
	}
	if err := os.WriteFile(path, data, 0o644); err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		rec, err := Read(path)
		if err != nil || len(rec.Lines) != moves {
			b.Fatal(err, rec.Status)
		}
	}
}
