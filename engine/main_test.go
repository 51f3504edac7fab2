package engine

import (
	"flag"
	"os"
	"testing"
)

// TestMain keeps rapid from writing what failed into the tree; its output names
// the seed that shows it again.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	flag.Parse()
	os.Exit(m.Run())
}
