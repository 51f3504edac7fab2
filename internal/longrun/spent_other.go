//go:build !unix

package longrun

import "time"

var began = time.Now()

// spent is the time since this program began.
func spent() time.Duration { return time.Since(began) }
