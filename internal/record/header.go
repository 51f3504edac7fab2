package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// formatOpen begins every record of every format, so that any version can tell
// a record from other files and a known format from an unknown one.
const formatOpen = `{"format":`

// Digest is the SHA-256, in hexadecimal, over the files in their order: for
// each one a line "LENGTH NAME", the length in bytes, and then its text.
func Digest(files []File) string {
	sum := sha256.New()
	for _, f := range files {
		fmt.Fprintf(sum, "%d %s\n", len(f.Text), f.Name)
		io.WriteString(sum, f.Text)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// check says why a header cannot be stored, or nothing.
func (h *Header) check() (why string) {
	texts := []string{h.Program, h.Created, h.Scenario.Name, h.Length, h.Seating, h.From}
	for _, f := range h.Scenario.Files {
		if f.Name == "" || strings.ContainsFunc(f.Name, func(r rune) bool { return r < ' ' }) {
			return fmt.Sprintf("the name of a scenario file, %q, is empty or holds a control character", f.Name)
		}
		texts = append(texts, f.Name, f.Text)
	}
	for _, text := range texts {
		if !utf8.ValidString(text) {
			return "it holds text that is not UTF-8"
		}
	}
	if _, err := time.Parse(time.RFC3339, h.Created); err != nil || !strings.HasSuffix(h.Created, "Z") {
		return fmt.Sprintf("its time, %q, is not RFC 3339 in UTC", h.Created)
	}
	if h.Scenario.Digest != Digest(h.Scenario.Files) {
		return "the digest of the scenario does not match its files"
	}
	return ""
}

// appendHeader appends the header line up to its hash. The bytes are spelled
// out here, and not left to encoding/json, so that they stay the same for as
// long as the format does.
func appendHeader(dst []byte, h *Header) []byte {
	dst = append(dst, formatOpen...)
	dst = strconv.AppendInt(dst, Format, 10)
	dst = append(dst, `,"rules":`...)
	dst = strconv.AppendInt(dst, int64(h.Rules), 10)
	dst = appendMember(dst, `,"program":`, h.Program)
	dst = appendMember(dst, `,"created":`, h.Created)
	dst = appendMember(dst, `,"scenario":{"name":`, h.Scenario.Name)
	dst = appendMember(dst, `,"digest":`, h.Scenario.Digest)
	dst = append(dst, `,"files":[`...)
	for i, f := range h.Scenario.Files {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = appendMember(dst, `{"name":`, f.Name)
		dst = appendMember(dst, `,"text":`, f.Text)
		dst = append(dst, '}')
	}
	dst = append(dst, `]},"seed":"`...)
	dst = strconv.AppendUint(dst, h.Seed, 10)
	dst = appendMember(dst, `","length":`, h.Length)
	dst = appendMember(dst, `,"seating":`, h.Seating)
	return appendMember(dst, `,"from":`, h.From)
}

func appendMember(dst []byte, name, value string) []byte {
	dst = append(dst, name...)
	dst = append(dst, '"')
	for i := range len(value) {
		switch c := value[i]; {
		case c == '"' || c == '\\':
			dst = append(dst, '\\', c)
		case c == '\n':
			dst = append(dst, '\\', 'n')
		case c < ' ':
			dst = fmt.Appendf(dst, `\u%04x`, c)
		default:
			dst = append(dst, c)
		}
	}
	return append(dst, '"')
}

// checkHeader checks the first line of a file, without its newline. On success
// the line has been linked, and the caller accepts it.
func (c *chain) checkHeader(path string, line []byte) (Header, error) {
	if err := checkFormat(path, line); err != nil {
		return Header{}, err
	}
	damaged := func(why string) (Header, error) {
		return Header{}, &DamageError{Path: path, Line: 1, Why: why}
	}
	stem, sum, why := unseal(line)
	if why != "" {
		return damaged(why)
	}
	if !bytes.Equal(sum, c.link(stem)) {
		return damaged("its hash does not match its text, so it has been changed")
	}
	// The hash is right, so these are the bytes that somebody sealed. That they
	// are the bytes that we would have sealed shuts out what encoding/json lets
	// through: members twice, in other cases, unknown, or spelled otherwise.
	var h Header
	if err := json.Unmarshal(line, &h); err != nil {
		return damaged("it is not the JSON of a header")
	}
	if why := h.check(); why != "" {
		return damaged(why)
	}
	if !bytes.Equal(appendHeader(nil, &h), stem) {
		return damaged("it is not written as this program writes it")
	}
	return h, nil
}

// checkFormat tells a record of our format from one of another, and from what
// is no record at all.
func checkFormat(path string, line []byte) error {
	rest, ok := bytes.CutPrefix(line, []byte(formatOpen))
	if !ok {
		return notRecord(path, line)
	}
	digits, _, _ := bytes.Cut(rest, []byte(","))
	if string(digits) == strconv.Itoa(Format) {
		return nil
	}
	if _, err := strconv.ParseUint(string(digits), 10, 31); err != nil {
		return &DamageError{Path: path, Line: 1, Why: "its format is not a number"}
	}
	var h struct{ Program string }
	_ = json.Unmarshal(line, &h) // only for the message; the line may be any JSON, or none
	return &FormatError{Path: path, Format: string(digits), Program: clip([]byte(h.Program))}
}

// notRecord says what a file seems to be instead.
func notRecord(path string, line []byte) error {
	what := "does not begin like one; it is some other file"
	switch {
	case bytes.HasPrefix(line, []byte("\xef\xbb\xbf"+formatOpen)):
		what = "has a byte order mark before its first line, so an editor has saved it; look for the original"
	case bytes.HasPrefix(line, []byte("\xff\xfe")) || bytes.HasPrefix(line, []byte("\xfe\xff")):
		what = "is UTF-16 text, so an editor has saved it; look for the original"
	case bytes.IndexByte(line, 0) >= 0:
		what = "holds NUL bytes; it is some other file, or the disk has lost its beginning"
	case len(bytes.TrimSpace(line)) == 0:
		what = "begins with an empty line"
	}
	return say(ErrNotRecord, nil, "%s is not the record of an exercise: it %s.", path, what)
}
