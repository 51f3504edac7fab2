package record

import (
	"errors"
	"fmt"
	"io/fs"
)

// The kinds of error, for errors.Is. Every error of this package is a sentence
// that says what failed, where, and what to do; its kind is stable. Errors of
// the operating system (fs.ErrNotExist, fs.ErrExist, fs.ErrPermission …) can be
// asked for beside the kind.
var (
	// ErrDamaged: a complete line of the record is wrong (*DamageError).
	ErrDamaged = errors.New("record: damaged")
	// ErrFormat: the record was written in a format this program does not know (*FormatError).
	ErrFormat = errors.New("record: unknown format")
	// ErrNotRecord: the file is something else.
	ErrNotRecord = errors.New("record: not a record")
	// ErrLimit: a line or a file is larger than any that this package writes.
	ErrLimit = errors.New("record: too large")
	// ErrLocked: another program is writing this record.
	ErrLocked = errors.New("record: locked")
	// ErrGone: the file was removed, renamed, replaced or changed underneath.
	ErrGone = errors.New("record: gone")
	// ErrNotWritten: the disk failed; the move is not recorded, nor is any later one.
	ErrNotWritten = errors.New("record: not written")
	// ErrUnreadable: the file could not be opened or read.
	ErrUnreadable = errors.New("record: unreadable")
	// ErrRefused: the caller's header or body cannot be stored. Nothing was
	// touched, and the writer goes on.
	ErrRefused = errors.New("record: refused")
)

// sentence is an error with a kind and, where there is one, a cause.
type sentence struct {
	text  string
	kind  error
	cause error
}

func (e *sentence) Error() string { return e.text }

func (e *sentence) Unwrap() []error {
	if e.cause == nil {
		return []error{e.kind}
	}
	return []error{e.kind, e.cause}
}

func say(kind, cause error, format string, args ...any) error {
	return &sentence{text: fmt.Sprintf(format, args...), kind: kind, cause: cause}
}

// reason is the short text of an operating system's error, without the path
// and the call, which our sentence names in its own words.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		err = p.Err
	}
	return err.Error()
}

// A DamageError says which line of a record is wrong and why. The lines before
// it are sound, and Read gives them.
type DamageError struct {
	Path string
	Line int    // the header is line 1
	Why  string // "its hash does not match its text"
	Err  error  // the cause, where there is one: a failed read, ErrLimit
}

func (e *DamageError) Error() string {
	if e.Line == 1 {
		return fmt.Sprintf("%s, line 1: %s. Without its first line the record cannot be read. Look for a copy of the file.", e.Path, e.Why)
	}
	sound := e.Line - 1
	return fmt.Sprintf("%s, line %d: %s. Everything before it is sound, and whitecell replay %s walks through that much. "+
		"To go on from there, copy the first %s to a new file (head -n %d) and resume the copy; keep the damaged one.",
		e.Path, e.Line, e.Why, e.Path, count(sound, "line"), sound)
}

// Unwrap gives the kind, ErrDamaged, and the cause.
func (e *DamageError) Unwrap() []error {
	if e.Err == nil {
		return []error{ErrDamaged}
	}
	return []error{ErrDamaged, e.Err}
}

// A FormatError says which program wrote a record that this one cannot read.
type FormatError struct {
	Path    string
	Format  string // as it stands in the file
	Program string // the version that wrote it, empty when it cannot be made out
}

func (e *FormatError) Error() string {
	wrote := "another version of whitecell"
	if e.Program != "" {
		wrote = fmt.Sprintf("whitecell %q", e.Program)
	}
	return fmt.Sprintf("%s is a record in format %s, written by %s; this program reads format %d. Open it with the version that wrote it, or a newer one.",
		e.Path, e.Format, wrote, Format)
}

// Unwrap gives the kind, ErrFormat.
func (e *FormatError) Unwrap() error { return ErrFormat }
