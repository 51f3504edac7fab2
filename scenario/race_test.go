//go:build race

package scenario

// raced says that the race detector is on, which makes everything slower and
// larger.
const raced = true
