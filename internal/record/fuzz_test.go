package record

import (
	"bytes"
	"testing"
)

// FuzzRead reads any bytes. Resealed, each line gets the right hash first, so
// that the fuzzer reaches what stands behind the hash. Whatever the bytes,
// nothing panics, what is accepted is exactly what the writer would write, and
// opening, reading and following agree.
func FuzzRead(f *testing.F) {
	whole := smallRecord(f, smallBodies...)
	for _, reseal := range []bool{false, true} {
		f.Add(whole, reseal)
		f.Add(whole[:len(whole)-1], reseal)
		f.Add(whole[:len(whole)-30], reseal)
		f.Add(append(bytes.Clone(whole), "{\"n\":4}\n"...), reseal)
		f.Add(bytes.ReplaceAll(whole, []byte("\n"), []byte("\r\n")), reseal)
		f.Add([]byte("{\"format\":2,\"program\":\"2.0\"}\n"), reseal)
		f.Add(bytes.Replace(whole, []byte(`"do":"start"`), []byte(`"do":"start",`), 1), reseal)
		f.Add([]byte{}, reseal)
	}
	f.Fuzz(func(t *testing.T, data []byte, reseal bool) {
		if reseal {
			data = resealed(data)
		}
		rec, err := readBytes(data)
		if err != nil {
			return
		}
		wantSame(t, data, rec)
		wantAgreement(t, data, rec)
	})
}

// resealed gives each line that has room for one the hash that it should have.
func resealed(data []byte) []byte {
	c, out := newChain(), []byte{}
	for line := range bytes.Lines(data) {
		text := bytes.TrimSuffix(line, []byte("\n"))
		if len(text) < tailSize {
			out = append(out, line...)
			continue
		}
		sealed := c.seal(bytes.Clone(text[:len(text)-tailSize]))
		c.accept()
		out = append(out, sealed[:len(sealed)-1+len(line)-len(text)]...)
	}
	return out
}

// wantSame writes a record again and wants the bytes that it was read from.
func wantSame(t *testing.T, data []byte, rec *Record) {
	t.Helper()
	c := newChain()
	again := c.seal(appendHeader(nil, &rec.Header))
	c.accept()
	for _, line := range rec.Lines {
		again = append(again, c.seal(appendStem(nil, line.N, line.Body))...)
		c.accept()
	}
	if rec.Status.NoNewline {
		again = again[:len(again)-1]
	}
	if hexHash(c.last) != rec.Hash {
		t.Errorf("hash is %s, want %s", rec.Hash, hexHash(c.last))
	}
	rest, ok := bytes.CutPrefix(data, again)
	if !ok {
		t.Fatalf("what was read is not what is there:\n%q\n%q", again, data)
	}
	if rec.Status.State == Torn && len(rest) != rec.Status.TornBytes {
		t.Errorf("%d bytes are left over, want the %d torn ones", len(rest), rec.Status.TornBytes)
	}
	if (rec.Status.State == Sound) != (len(rest) == 0) {
		t.Errorf("%d bytes are left over and the state is %v", len(rest), rec.Status.State)
	}
}

// wantAgreement opens and follows what was read.
func wantAgreement(t *testing.T, data []byte, rec *Record) {
	t.Helper()
	d := newMemDisk()
	d.put(where, data)
	if f, err := follow(d, where); err == nil {
		lines, err := f.Next()
		want := len(rec.Lines)
		if rec.Status.NoNewline {
			want--
		}
		if len(lines) != want || (err != nil) != (rec.Status.State == Damaged) && len(data) > 0 && data[len(data)-1] == '\n' {
			t.Errorf("Follow gives %d lines and %v, want %d lines of a %v record", len(lines), err, want, rec.Status.State)
		}
	}
	w, opened, err := open(d, where)
	if (err != nil) != (rec.Status.State == Damaged) {
		t.Fatalf("Open gives %v, want it to go by the state %v", err, rec.Status.State)
	}
	if err != nil {
		return
	}
	wantLines(t, opened, bodiesOf(rec)...)
	appendAll(t, w, `{"do":"go on"}`)
	after, err := read(d, where)
	if err != nil || after.Status != (Status{}) || len(after.Lines) != len(rec.Lines)+1 {
		t.Errorf("after going on: %v, %+v", err, after)
	}
}
