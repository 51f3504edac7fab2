package record

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// TestNoRecord reads what is no record.
func TestNoRecord(t *testing.T) {
	sound := string(smallRecord(t, smallBodies...))
	for name, c := range map[string]struct {
		data string
		kind error
		says string
	}{
		"empty":            {"", ErrNotRecord, "is empty"},
		"text":             {"Dear all,\nthe exercise", ErrNotRecord, "some other file"},
		"other JSON":       {`{"name":"x"}` + "\n", ErrNotRecord, "some other file"},
		"an empty line":    {"\n" + sound, ErrNotRecord, "empty line"},
		"blanks":           {"  \r\n" + sound, ErrNotRecord, "empty line"},
		"byte order mark":  {"\xef\xbb\xbf" + sound, ErrNotRecord, "byte order mark"},
		"UTF-16":           {"\xff\xfe{\x00\"\x00", ErrNotRecord, "UTF-16"},
		"zeros":            {strings.Repeat("\x00", maxHeader+1), ErrNotRecord, "NUL"},
		"endless header":   {formatOpen + `1,"rules":` + strings.Repeat("1", maxHeader+1), ErrDamaged, "longer than 8 MiB"},
		"cut header":       {sound[:50], ErrDamaged, "unfinished"},
		"carriage returns": {strings.ReplaceAll(sound, "\n", "\r\n"), ErrDamaged, "carriage return"},
		"no hash":          {formatOpen + "1,\"rules\":1}\n", ErrDamaged, "does not end in its hash"},
		"odd format":       {formatOpen + "one}\n", ErrDamaged, "format is not a number"},
		"minus format":     {formatOpen + "-1,}\n", ErrDamaged, "format is not a number"},
		"huge format":      {formatOpen + strings.Repeat("9", 5000) + ",}\n", ErrDamaged, "format is not a number"},
	} {
		t.Run(name, func(t *testing.T) {
			d := newMemDisk()
			d.put(where, []byte(c.data))
			_, err := read(d, where)
			wantKind(t, err, c.kind, where, c.says)
			if len(err.Error()) > 400 {
				t.Errorf("the sentence has %d bytes: %s", len(err.Error()), err)
			}
			if len(c.data) > maxHeader {
				return // once is enough
			}
			_, _, err = open(d, where)
			wantKind(t, err, c.kind, where, c.says)
			if !bytes.Equal(d.names[where].live, []byte(c.data)) {
				t.Error("open has changed the file")
			}
			_, err = follow(d, where)
			wantKind(t, err, c.kind, where, c.says)
		})
	}
}

// TestOtherFormat reads records of versions to come.
func TestOtherFormat(t *testing.T) {
	for name, data := range map[string]string{
		"whole":      `{"format":2,"rules":7,"program":"3.1.4","hash":"?"}` + "\nanything\n",
		"no newline": `{"format":2,"program":"3.1.4"}`,
	} {
		t.Run(name, func(t *testing.T) {
			_, err := readBytes([]byte(data))
			wantKind(t, err, ErrFormat, where, "format 2", `whitecell "3.1.4"`, "reads format 1")
		})
	}
	_, err := readBytes([]byte(`{"format":2,garbage` + "\n"))
	wantKind(t, err, ErrFormat, "another version of whitecell")
	_, err = readBytes([]byte(`{"format":2,"program":"\u001b]52;c;` + strings.Repeat("x", 900) + `"}` + "\n"))
	wantKind(t, err, ErrFormat, `"\x1b]52`)
	if len(err.Error()) > 400 || strings.Contains(err.Error(), "\x1b") {
		t.Errorf("the sentence passes on what the file says: %q", err)
	}
}

// TestLimits holds lines, headers and the file to their limits, on both sides.
func TestLimits(t *testing.T) {
	d := newMemDisk()
	w, err := create(d, where, smallHeader())
	if err != nil {
		t.Fatal(err)
	}
	frame := len(`{"n":1,`+`"t":""`) + tailSize + 1
	body := func(size int) string { return `{"t":"` + strings.Repeat("x", size) + `"}` }
	_, err = w.Append([]byte(body(maxLine - frame + 1)))
	wantKind(t, err, ErrLimit, "4 MiB")
	appendAll(t, w, body(maxLine-frame))
	w.size += maxFile
	_, err = w.Append([]byte(`{}`))
	wantKind(t, err, ErrLimit, "is full", where)
	w.size -= maxFile
	appendAll(t, w, `{}`)
	rec, err := read(d, where)
	if err != nil || len(rec.Lines) != 2 || rec.Status != (Status{}) {
		t.Fatalf("the largest line cannot be read: %v, %+v", err, rec.Status)
	}

	for _, end := range []string{"\n", ""} { // complete or not, no line is so long
		whole := string(smallRecord(t, smallBodies...))
		rec, err = readBytes([]byte(whole + `{"n":4,"t":"` + strings.Repeat("x", maxLine) + end))
		if err != nil {
			t.Fatal(err)
		}
		wantDamage(t, rec, 5)
		wantKind(t, rec.Status.Err, ErrLimit, "4 MiB")
	}
}

// TestLineLimitAfterHeader has a buffer that a large header has made: there is
// room for a longer line now, but the limit stays.
func TestLineLimitAfterHeader(t *testing.T) {
	data := append(smallRecord(t), `{"n":1,"t":"`+strings.Repeat("x", maxLine)+"\"\n"...)
	s := newScanner(where, bytes.NewReader(data))
	s.lines.buf = make([]byte, maxHeader)
	rec, err := s.record()
	if err != nil {
		t.Fatal(err)
	}
	wantDamage(t, rec, 2)
	wantKind(t, rec.Status.Err, ErrLimit, "4 MiB")
}

func TestHeaderLimit(t *testing.T) {
	h := smallHeader()
	base := len(appendHeader(nil, &h)) + 64 // with the digest
	h.From = strings.Repeat("x", maxHeader-base-tailSize-1)
	d := newMemDisk()
	if _, err := create(d, where, h); err != nil {
		t.Fatal(err)
	}
	if got := len(d.names[where].live); got != maxHeader {
		t.Fatalf("the largest header has %d bytes, want %d", got, maxHeader)
	}
	rec, err := read(d, where)
	if err != nil || rec.Header.From != h.From {
		t.Fatalf("the largest header cannot be read: %v", err)
	}
	h.From += "x"
	_, err = create(newMemDisk(), where, h)
	wantKind(t, err, ErrLimit, "8 MiB")
}

// TestHugeFile reads a file over the limit, and one below it that is all holes.
func TestHugeFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "huge.record")
	data := smallRecord(t, smallBodies...)
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(path, maxFile+1); err != nil {
		skip(t, err)
	}
	_, err := Read(path)
	wantKind(t, err, ErrLimit, path, "1024 MiB")
	if err := os.Truncate(path, maxFile); err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	rec, err := Read(path)
	runtime.ReadMemStats(&after)
	if err != nil {
		t.Fatal(err)
	}
	wantDamage(t, rec, 5)
	if got := after.TotalAlloc - before.TotalAlloc; got > 4*maxLine {
		t.Errorf("reading took %d bytes of memory, want at most %d", got, 4*maxLine)
	}
}

// A growDisk has a file that is small until it is opened.
type growDisk struct{ *memDisk }

type growFile struct{ diskFile }

func (d growDisk) Open(path string, write bool) (diskFile, error) {
	f, err := d.memDisk.Open(path, write)
	return growFile{f}, err
}

func (growFile) Stat() (fs.FileInfo, error) { return memInfo{size: maxFile + 1}, nil }

func TestGrownWhileOpening(t *testing.T) {
	d := newMemDisk()
	d.put(where, smallRecord(t, smallBodies...))
	_, err := read(growDisk{d}, where)
	wantKind(t, err, ErrLimit, where, "1024 MiB")
}

// TestGrowingFile reads a file that was small when it was looked at.
func TestGrowingFile(t *testing.T) {
	s := newScanner(where, bytes.NewReader(smallRecord(t, smallBodies...)))
	if _, err := s.header(); err != nil {
		t.Fatal(err)
	}
	s.lines.off += maxFile
	_, err := s.next()
	wantKind(t, err, ErrLimit, "1024 MiB")
}

// TestOtherThings opens folders and what is not there.
func TestOtherThings(t *testing.T) {
	folder := t.TempDir()
	for path, c := range map[string]struct {
		kind error
		says string
	}{
		folder:                              {ErrNotRecord, "folder"},
		filepath.Join(folder, "no.record"):  {os.ErrNotExist, "There is no record"},
		filepath.Join(folder, "no\x00name"): {ErrUnreadable, "cannot be opened"},
		os.DevNull:                          {ErrNotRecord, "device"},
	} {
		if path == os.DevNull && runtime.GOOS == "windows" {
			continue
		}
		_, err := Read(path)
		wantKind(t, err, c.kind, path, c.says)
		_, _, err = Open(path)
		wantKind(t, err, c.kind, path, c.says)
		_, err = Follow(path)
		wantKind(t, err, c.kind, path, c.says)
	}
}
