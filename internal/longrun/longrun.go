// Package longrun says how much the tests do that can do any amount: a little in
// a plain `go test`, and all of it where tools/long-run asks for it.
//
// It is for tests alone, and no program links it.
package longrun

import (
	"fmt"
	"os"
	"testing"
	"time"
)

// variable asks for the long runs when it is 1. tools/long-run sets it.
const variable = "WHITECELL_LONG"

// mark begins the lines that tools/long-run makes its table of.
const mark = "long run | "

// Asked says whether the long runs are asked for.
func Asked() bool { return os.Getenv(variable) == "1" }

// Times is how often a test does what it does: long where the long runs are asked
// for, otherwise plain, and a quarter of that under -short.
func Times(plain, long int) int {
	switch {
	case Asked():
		return long
	case testing.Short():
		return max(1, plain/4)
	}
	return plain
}

// Took is how much of the processor's time f takes, whatever else the machine has to
// do; where the system does not tell, it is the time on the clock.
func Took(f func()) time.Duration {
	began := spent()
	f()
	return spent() - began
}

// Row logs one row of the table: what was tried, and what came of it.
func Row(t testing.TB, what, format string, args ...any) {
	t.Helper()
	t.Logf("%s%s | %s", mark, what, fmt.Sprintf(format, args...))
}
