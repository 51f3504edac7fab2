package record

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"hash"
	"strconv"
	"unicode/utf8"
)

// The frame of a line. A line is its stem, then the hash:
//
//	{"n":12,"do":"start","hash":"<64 hexadecimal digits>"}
//	╰──────── stem ────╯╰─────────── tail ──────────────╯
//
// The header has the same tail.
const (
	numberOpen = `{"n":`
	hashOpen   = `,"hash":"`
	hashClose  = `"}`

	hashSize = sha256.Size
	tailSize = len(hashOpen) + 2*hashSize + len(hashClose)
)

// A chain holds the hash of the last line and makes the next one.
type chain struct {
	last   [hashSize]byte // zeros before the header
	digest hash.Hash
	next   [hashSize]byte
	hex    [2 * hashSize]byte
}

func newChain() chain { return chain{digest: sha256.New()} }

// link computes the hash of a line: over the last line's hash and this line's
// exact bytes up to its own. The chain does not move on until accept.
func (c *chain) link(stem []byte) (hexadecimal []byte) {
	c.digest.Reset()
	c.digest.Write(c.last[:])
	c.digest.Write(stem)
	c.digest.Sum(c.next[:0])
	hex.Encode(c.hex[:], c.next[:])
	return c.hex[:]
}

// accept makes the line that was linked last the last line.
func (c *chain) accept() { c.last = c.next }

// seal appends to a stem its tail and newline. The chain does not move on.
func (c *chain) seal(stem []byte) []byte {
	line := append(stem, hashOpen...)
	line = append(line, c.link(stem)...)
	return append(line, hashClose+"\n"...)
}

// unseal takes the tail off a line that comes without its newline. It checks
// the frame and leaves the hash to the caller.
func unseal(line []byte) (stem, hexadecimal []byte, why string) {
	cut := len(line) - tailSize
	if cut < 0 || !bytes.HasPrefix(line[cut:], []byte(hashOpen)) || !bytes.HasSuffix(line, []byte(hashClose)) {
		return nil, nil, whyNoTail(line)
	}
	return line[:cut], line[cut+len(hashOpen) : len(line)-len(hashClose)], ""
}

// whyNoTail guesses what happened to a line that does not end in a hash.
func whyNoTail(line []byte) string {
	switch {
	case len(line) == 0:
		return "the line is empty"
	case bytes.HasSuffix(line, []byte("\r")):
		return "the line ends in a carriage return, so an editor or a transfer has changed the line endings"
	case bytes.IndexByte(line, 0) >= 0:
		return "the line holds NUL bytes, so the disk has lost part of it"
	}
	return "the line does not end in its hash"
}

// whyHash says what is known of a line with a wrong hash.
func whyHash(line []byte) string {
	if bytes.IndexByte(line, 0) >= 0 {
		return "its hash does not match its text, which holds NUL bytes, so the disk has lost part of it"
	}
	return "its hash does not match its text, so this line or the one before has been changed"
}

// appendStem appends the line of a body up to its hash. The body has the shape
// that checkShape asks for.
func appendStem(dst []byte, n int, body []byte) []byte {
	dst = append(dst, numberOpen...)
	dst = strconv.AppendInt(dst, int64(n), 10)
	if members := body[1 : len(body)-1]; len(members) > 0 {
		dst = append(dst, ',')
		dst = append(dst, members...)
	}
	return dst
}

// checkMove checks a complete line, without its newline, as move n: its frame,
// number, hash and shape, in the order that gives the most useful reason. It
// gives what stood between the braces of the body. On success the line has been
// linked, and the caller accepts it.
func (c *chain) checkMove(line []byte, n int) (members []byte, why string) {
	stem, sum, why := unseal(line)
	if why != "" {
		return nil, why
	}
	rest, ok := bytes.CutPrefix(stem, []byte(numberOpen))
	if !ok {
		return nil, "the line does not begin with its number"
	}
	digits, members, _ := bytes.Cut(rest, []byte(","))
	var room [20]byte
	if want := strconv.AppendInt(room[:0], int64(n), 10); !bytes.Equal(digits, want) {
		return nil, "it is numbered " + strconv.Quote(clip(digits)) + " where move " + string(want) + " should be, so lines are missing, added or out of order"
	}
	if !bytes.Equal(sum, c.link(stem)) {
		return nil, whyHash(line)
	}
	if len(digits) < len(rest) && (len(members) == 0 || members[0] != '"') || !plain(members) {
		return nil, "its text is nothing that this program writes"
	}
	return members, ""
}

func clip(b []byte) string {
	if len(b) > 20 {
		return string(b[:20]) + "…"
	}
	return string(b)
}

// plain says that bytes are UTF-8 without control characters, as compact JSON is.
func plain(b []byte) bool {
	for _, c := range b {
		if c < ' ' {
			return false
		}
	}
	return utf8.Valid(b)
}

// checkBody says whether a body can be stored and found again: a JSON object in
// one line, without the member names that the line itself uses.
func checkBody(body []byte) error {
	why := ""
	switch {
	case len(body) < 2 || body[0] != '{' || body[len(body)-1] != '}':
		why = "does not begin with { and end with }"
	case len(body) > 2 && body[1] != '"':
		why = "has something other than a member after its brace"
	case !plain(body):
		why = "holds a line break, a control character or bytes that are not UTF-8"
	case !json.Valid(body):
		why = "is not JSON"
	case hasOwnName(body):
		why = "has a member called n or hash, which are the record's own"
	default:
		return nil
	}
	return say(ErrRefused, nil, "this move cannot be recorded: its text %s. Nothing was written; this is a fault of the program.", why)
}

// hasOwnName says whether a valid JSON object has a member n or hash at its top.
func hasOwnName(body []byte) bool {
	depth := 0
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '{', '[':
			depth++
		case '}', ']':
			depth--
		case '"':
			end := stringEnd(body, i)
			text := string(body[i+1 : end])
			isName := end+1 < len(body) && body[end+1] == ':'
			if depth == 1 && isName && (text == "n" || text == "hash") {
				return true
			}
			i = end
		}
	}
	return false
}

// stringEnd gives the place of the quote that closes the string opened at i.
func stringEnd(body []byte, i int) int {
	for i++; body[i] != '"'; i++ {
		if body[i] == '\\' {
			i++
		}
	}
	return i
}
