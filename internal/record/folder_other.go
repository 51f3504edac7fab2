//go:build !unix

package record

// syncFolder does nothing: these systems have no call for it. On Windows the
// file system's own journal keeps the names.
func syncFolder(string) error { return nil }
