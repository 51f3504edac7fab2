package record

import (
	"os"
	"testing"
)

// skip passes over a test that this machine can't run, and fails it where nothing
// may be skipped.
func skip(t *testing.T, why any) {
	t.Helper()
	if os.Getenv("WHITECELL_NO_SKIP") == "1" {
		t.Fatal("this must run here: ", why)
	}
	t.Skip(why)
}
