package main

import (
	"fmt"
	"os/exec"
	"slices"
	"testing"
	"time"

	"example.org/whitecell/internal/ptytest"
)

// BenchmarkFirstFrame measures from the start of a program to its first frame on the
// terminal: of the console with the flagship exercise, and by turns with it, so that
// both meet the same machine, of the smallest program on Bubble Tea. It prints the
// medians and the fastest of each, in milliseconds.
func BenchmarkFirstFrame(b *testing.B) {
	hello, ours := build(b, "./testdata/hello"), build(b, ".")
	dir, n := b.TempDir(), 0
	var theirs, our []float64
	for b.Loop() {
		n++
		cmd := exec.Command(ours, "run", "first-light", "--record", fmt.Sprintf("%d.record", n))
		cmd.Dir = dir
		our = append(our, firstFrame(b, cmd))
		theirs = append(theirs, firstFrame(b, exec.Command(hello)))
	}
	slices.Sort(our)
	slices.Sort(theirs)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(our[len(our)/2], "ms-whitecell")
	b.ReportMetric(theirs[len(theirs)/2], "ms-hello")
	b.ReportMetric(our[len(our)/2]-theirs[len(theirs)/2], "ms-more")
	b.ReportMetric(our[0], "ms-whitecell-fastest")
	b.ReportMetric(theirs[0], "ms-hello-fastest")
}

func firstFrame(b *testing.B, cmd *exec.Cmd) float64 {
	begin := time.Now()
	p := ptytest.StartAnswering(b, cmd, 120, 36)
	p.Until("a frame", func(s *ptytest.Screen) bool { return s.Frames > 0 })
	took := time.Since(begin)
	p.Stop()
	return float64(took.Microseconds()) / 1000
}
