package record

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"example.org/whitecell/internal/text"
)

// TestCutAnywhere cuts a record at every byte, as a crash does. Whole lines are
// never lost, and nothing that was there is thrown away.
func TestCutAnywhere(t *testing.T) {
	whole := smallRecord(t, smallBodies...)
	headerEnd := bytes.IndexByte(whole, '\n')
	for size := range len(whole) + 1 {
		data := whole[:size]
		if size < headerEnd {
			wantHeaderError(t, data)
			continue
		}
		// A line counts when its text is whole, with or without its newline.
		lines := strings.Split(string(data), "\n")
		tail := lines[len(lines)-1]
		moves := bytes.Count(data, []byte("\n")) - 1
		noNewline := strings.HasSuffix(tail, `"}`) && len(tail) > tailSize
		if noNewline {
			moves, tail = moves+1, ""
		}
		want := Status{NoNewline: noNewline}
		if tail != "" {
			want = Status{State: Torn, Line: moves + 2, TornBytes: len(tail)}
		}
		rec, err := readBytes(data)
		if err != nil {
			t.Fatalf("cut at %d: %v", size, err)
		}
		if diff := cmp.Diff(want, rec.Status); diff != "" {
			t.Errorf("cut at %d: status (-want +got):\n%s", size, diff)
		}
		wantLines(t, rec, smallBodies[:moves]...)
		wantResumed(t, data, moves, tail)
	}
}

func wantHeaderError(t *testing.T, data []byte) {
	t.Helper()
	kind := ErrDamaged
	if len(data) == 0 {
		kind = ErrNotRecord
	}
	_, err := readBytes(data)
	wantKind(t, err, kind, where, "start")
	d := newMemDisk()
	d.put(where, data)
	if _, _, err = open(d, where); !errors.Is(err, kind) {
		t.Errorf("open of the first %d bytes: %v, want kind %v", len(data), err, kind)
	}
	if got := d.names[where].live; !bytes.Equal(got, data) || len(d.names) != 1 {
		t.Errorf("open of the first %d bytes has changed the disk", len(data))
	}
}

// wantResumed opens a record, goes on with it, and checks what became of it.
func wantResumed(t *testing.T, data []byte, moves int, tail string) {
	t.Helper()
	d := newMemDisk()
	d.put(where, data)
	w, rec, err := open(d, where)
	if err != nil {
		t.Fatalf("open of the first %d bytes: %v", len(data), err)
	}
	wantLines(t, rec, smallBodies[:moves]...)
	if rec.Status != (Status{}) {
		t.Errorf("open of the first %d bytes: status %+v, want sound", len(data), rec.Status)
	}
	want := Recovery{AddedNewline: data[len(data)-1] != '\n' && tail == ""}
	if tail != "" {
		want = Recovery{TornBytes: len(tail), KeptIn: keptName(moves + 1)}
		if kept := d.lasting[want.KeptIn]; kept == nil || string(kept.durable) != tail {
			t.Errorf("open of the first %d bytes kept %+v, want %q", len(data), kept, tail)
		}
		if !strings.Contains(rec.Recovery.String(), want.KeptIn) {
			t.Errorf("recovery %q does not say where the line is kept", rec.Recovery)
		}
	} else if len(d.names) != 1 {
		t.Errorf("open of the first %d bytes made files without need", len(data))
	}
	if rec.Recovery != want {
		t.Errorf("open of the first %d bytes: recovery %+v, want %+v", len(data), rec.Recovery, want)
	}
	appendAll(t, w, `{"do":"go on"}`)
	if rec, err = read(d, where); err != nil || rec.Status != (Status{}) {
		t.Fatalf("after resuming %d bytes: %v, %+v", len(data), err, rec)
	}
	wantLines(t, rec, append(append([]string{}, smallBodies[:moves]...), `{"do":"go on"}`)...)
}

func keptName(n int) string { return fmt.Sprintf("%s.torn-%d", where, n) }

// TestLastPlace checks that a scanner knows where the last line stands, so that
// Open writes that line again and no other.
func TestLastPlace(t *testing.T) {
	for moves := range len(smallBodies) + 1 {
		whole := smallRecord(t, smallBodies[:moves]...)
		for _, data := range [][]byte{whole, whole[:len(whole)-1]} {
			s := newScanner(where, bytes.NewReader(data))
			if _, err := s.record(); err != nil {
				t.Fatal(err)
			}
			start := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
			if s.start != int64(start) || s.end != int64(len(data)) {
				t.Errorf("the last of %d moves is at %d to %d, want %d to %d", moves, s.start, s.end, start, len(data))
			}
		}
	}
}

// TestKeptNames tears the same line again and again: every tail is kept.
func TestKeptNames(t *testing.T) {
	d := newMemDisk()
	d.put(where, smallRecord(t))
	for i, name := range []string{keptName(1), keptName(1) + "-2", keptName(1) + "-3"} {
		torn := `{"n":1,` + strings.Repeat("x", i)
		d.names[where].change(change{at: int64(len(d.names[where].live)), data: []byte(torn)})
		w, rec, err := open(d, where)
		if err != nil {
			t.Fatal(err)
		}
		w.Close()
		if rec.Recovery.KeptIn != name || string(d.names[name].live) != torn {
			t.Errorf("tail %d is kept in %s, want %s", i, rec.Recovery.KeptIn, name)
		}
	}
	for i := 4; i <= keptNames; i++ {
		d.put(fmt.Sprintf("%s-%d", keptName(1), i), nil)
	}
	d.names[where].change(change{at: int64(len(d.names[where].live)), data: []byte("x")})
	before := bytes.Clone(d.names[where].live)
	_, _, err := open(d, where)
	wantKind(t, err, fs.ErrExist, keptName(1)+"-100")
	if !bytes.Equal(d.names[where].live, before) {
		t.Error("the tail that could not be kept is gone")
	}
	if len(d.names) != keptNames+1 {
		t.Errorf("there are %d files, want %d", len(d.names), keptNames+1)
	}
}

// TestRecoveryIsText has a record with a name that would command the terminal on
// which the recovery is told.
func TestRecoveryIsText(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a\x1b]52;c;ZXZpbA==\x07\n\u202e.record")
	if err := os.WriteFile(path, append(smallRecord(t), "{\"n\":1,"...), 0o600); err != nil {
		skip(t, err)
	}
	w, rec, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	said := rec.Recovery.String()
	if _, name, found := text.Problem(said); found || strings.Contains(said, "\n") || !strings.Contains(said, "record.torn-1") {
		t.Errorf("it says %q (%s)", said, name)
	}
}

// TestEveryBit flips each bit of a record in turn. Damage is always seen, never
// taken for a crash, and what is still given is what was there.
func TestEveryBit(t *testing.T) {
	whole := smallRecord(t, smallBodies...)
	for i := range whole {
		lineNumber := bytes.Count(whole[:i], []byte("\n")) + 1
		for bit := range 8 {
			data := bytes.Clone(whole)
			data[i] ^= 1 << bit
			rec, err := readBytes(data)
			if lineNumber == 1 {
				if err == nil {
					t.Errorf("bit %d of byte %d, in the header: not seen", bit, i)
				}
				continue
			}
			if err != nil {
				t.Errorf("bit %d of byte %d: nothing can be read: %v", bit, i, err)
				continue
			}
			wantDamage(t, rec, lineNumber)
			d := newMemDisk()
			d.put(where, data)
			if _, _, err := open(d, where); !errors.Is(err, ErrDamaged) {
				t.Errorf("bit %d of byte %d: open gives %v, want ErrDamaged", bit, i, err)
			}
			if !bytes.Equal(d.names[where].live, data) || len(d.names) != 1 {
				t.Errorf("bit %d of byte %d: open has changed the disk", bit, i)
			}
		}
	}
}

// wantDamage checks that the small record is damaged at a line of the file.
func wantDamage(t *testing.T, rec *Record, line int) {
	t.Helper()
	var damage *DamageError
	if rec.Status.State != Damaged || rec.Status.Line != line || !errors.As(rec.Status.Err, &damage) || damage.Line != line {
		t.Errorf("status is %+v, want damage on line %d", rec.Status, line)
		return
	}
	wantLines(t, rec, smallBodies[:line-2]...)
}

// TestOtherHands changes a record in the ways of editors, scripts and disks.
func TestOtherHands(t *testing.T) {
	whole := smallRecord(t, smallBodies...)
	l := bytes.SplitAfter(whole, []byte("\n")) // header, three moves, nothing
	other := bytes.SplitAfter(smallRecord(t, `{"do":"other"}`, smallBodies[1]), []byte("\n"))
	cat := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	for name, c := range map[string]struct {
		data []byte
		line int
		why  string
	}{
		"first removed":        {cat(l[0], l[2], l[3]), 2, `numbered "2" where move 1`},
		"removed":              {cat(l[0], l[1], l[3]), 3, `numbered "3" where move 2`},
		"swapped":              {cat(l[0], l[1], l[3], l[2]), 3, `numbered "3"`},
		"twice":                {cat(l[0], l[1], l[1], l[2], l[3]), 3, `numbered "1"`},
		"last twice":           {cat(whole, l[3]), 5, `numbered "3"`},
		"removed, renumbered":  {cat(l[0], l[1], bytes.Replace(l[3], []byte(`"n":3`), []byte(`"n":2`), 1)), 3, "hash"},
		"from another record":  {cat(l[0], l[1], other[2], l[3]), 3, "hash"},
		"edited":               {bytes.Replace(whole, []byte("say"), []byte("ask"), 1), 3, "hash"},
		"empty line":           {cat(l[0], l[1], []byte("\n"), l[2]), 3, "empty"},
		"empty line at end":    {cat(whole, []byte("\n")), 5, "empty"},
		"text line at end":     {cat(whole, []byte("the end\n")), 5, "does not end in its hash"},
		"header again":         {cat(whole, l[0]), 5, "number"},
		"space after number":   {bytes.Replace(whole, []byte(`{"n":2,`), []byte(`{"n": 2,`), 1), 3, "numbered"},
		"number with zero":     {bytes.Replace(whole, []byte(`{"n":2,`), []byte(`{"n":02,`), 1), 3, "numbered"},
		"space at end":         {bytes.Replace(whole, []byte("\"}\n{\"n\":3"), []byte("\"} \n{\"n\":3"), 1), 3, "does not end"},
		"capitals in hash":     {upperHash(whole, l[0], l[1]), 3, "hash"},
		"carriage returns":     {cat(l[0], l[1], bytes.ReplaceAll(cat(l[2:]...), []byte("\n"), []byte("\r\n"))), 3, "carriage return"},
		"NUL bytes":            {cat(l[0], l[1], l[2][:len(l[2])-20], make([]byte, 19), l[3]), 3, "NUL"},
		"last newline is gone": {cat(whole[:len(whole)-1], []byte("\t")), 4, "where it should end"},
		"last newline is CR":   {cat(whole[:len(whole)-1], []byte("\r")), 4, "where it should end"},
		"hash twice":           {bytes.Replace(whole, []byte("\"}\n{\"n\":3"), []byte(`","hash":"`+strings.Repeat("0", 64)+"\"}\n{\"n\":3"), 1), 3, "hash"},
	} {
		t.Run(name, func(t *testing.T) {
			rec, err := readBytes(c.data)
			if err != nil {
				t.Fatal(err)
			}
			var want []string
			if name == "last twice" || c.line == 5 {
				want = smallBodies
			} else {
				want = smallBodies[:c.line-2]
			}
			wantLines(t, rec, want...)
			if rec.Status.State != Damaged || rec.Status.Line != c.line {
				t.Fatalf("status is %+v, want damage on line %d", rec.Status, c.line)
			}
			wantKind(t, rec.Status.Err, ErrDamaged, where, c.why)
		})
	}
}

func upperHash(whole []byte, before ...[]byte) []byte {
	at := len(bytes.Join(before, nil))
	end := at + bytes.IndexByte(whole[at:], '\n')
	data := bytes.Clone(whole)
	copy(data[end-70:end-2], bytes.ToUpper(data[end-70:end-2]))
	return data
}

// TestJunkBehind puts junk without a newline behind a record: whoever wrote it,
// it is set aside and kept.
func TestJunkBehind(t *testing.T) {
	whole := smallRecord(t, smallBodies...)
	for _, junk := range []string{"x", "\x00", strings.Repeat("\x00", 4096), `{"n":4,"do":"sta`, string(whole[:len("{'format':1,")])} {
		rec, err := readBytes(append(bytes.Clone(whole), junk...))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(Status{State: Torn, Line: 5, TornBytes: len(junk)}, rec.Status); diff != "" {
			t.Errorf("junk %.20q: status (-want +got):\n%s", junk, diff)
		}
		wantResumed(t, append(bytes.Clone(whole), junk...), 3, junk)
	}
}

// seal makes a file of stems, each with the right hash: what somebody can make
// who knows the format and wants to do harm.
func seal(stems ...string) []byte {
	c, data := newChain(), []byte{}
	for _, stem := range stems {
		data = append(data, c.seal([]byte(stem))...)
		c.accept()
	}
	return data
}

// TestForged seals what this program would not write. The hashes are right.
func TestForged(t *testing.T) {
	good := string(appendHeader(nil, func() *Header {
		h := smallHeader()
		h.Scenario.Digest = Digest(h.Scenario.Files)
		return &h
	}()))
	for name, stem := range map[string]string{
		"member twice":     strings.Replace(good, `"rules":1`, `"rules":1,"rules":2`, 1),
		"member's case":    strings.Replace(good, `"rules"`, `"Rules"`, 1),
		"unknown member":   strings.Replace(good, `"rules":1`, `"rules":1,"x":2`, 1),
		"escaped":          strings.Replace(good, "tea-room", `tea\u002droom`, 1),
		"spaced":           strings.Replace(good, `"rules":1`, `"rules": 1`, 1),
		"seed too large":   strings.Replace(good, "18446744073709551615", "18446744073709551616", 1),
		"seed a number":    strings.Replace(good, `"18446744073709551615"`, "7", 1),
		"null":             strings.Replace(good, `"rules":1`, `"rules":null`, 1),
		"digest":           strings.Replace(good, `room\n`, `room`, 1),
		"time":             strings.Replace(good, "2026-11-03", "yesterday", 1),
		"not JSON":         formatOpen + "1,",
		"half a surrogate": strings.Replace(good, "tea-room", `\ud800`, 1),
	} {
		t.Run("header/"+name, func(t *testing.T) {
			if stem == good {
				t.Fatal("the test changes nothing")
			}
			_, err := readBytes(seal(stem))
			wantKind(t, err, ErrDamaged, where, "line 1")
		})
	}
	for name, stem := range map[string]string{
		"no member":         `{"n":1,`,
		"comma":             `{"n":1,,"a":1`,
		"space":             `{"n":1, "a":1`,
		"carriage return":   "{\"n\":1,\"a\":1\r",
		"NUL":               "{\"n\":1,\"a\":\"\x00\"",
		"not UTF-8":         "{\"n\":1,\"a\":\"\xff\"",
		"number of 40 ones": `{"n":` + strings.Repeat("1", 40),
		"no number":         `{"n":,"a":1`,
		"string number":     `{"n":"1","a":1`,
		"other beginning":   `{"m":1,"a":1`,
	} {
		t.Run("move/"+name, func(t *testing.T) {
			rec, err := readBytes(seal(good, stem))
			if err != nil {
				t.Fatal(err)
			}
			wantDamage(t, rec, 2)
		})
	}
	if rec, err := readBytes(seal(good, `{"n":1`, `{"n":2,"a":1`)); err != nil || rec.Status != (Status{}) {
		t.Errorf("what is sealed without a fault gives %+v, %v", rec, err)
	}
}
