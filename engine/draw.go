package engine

// A draw is one uniform 64-bit number, a pure function of the exercise's seed
// and of the names of what is drawn for. Nothing else enters: neither the order
// of draws nor how many there were. So a change elsewhere leaves it as it was.
//
// The definition, which docs/draws.md repeats with test vectors and which never
// changes: mix is the finalizer of SplitMix64 (Steele, Lea and Flood, "Fast
// splittable pseudorandom number generators", 2014); a name's hash is 64-bit
// FNV-1a over its bytes; a draw folds the hashes into the seed one by one.

func mix(x uint64) uint64 {
	x ^= x >> 30
	x *= 0xbf58476d1ce4e5b9
	x ^= x >> 27
	x *= 0x94d049bb133111eb
	return x ^ x>>31
}

// fold adds one more name to a draw.
func fold(x, name uint64) uint64 { return mix(x + 0x9e3779b97f4a7c15 ^ name) }

// hashName is 64-bit FNV-1a.
func hashName(name string) uint64 {
	h := uint64(0xcbf29ce484222325)
	for i := 0; i < len(name); i++ {
		h ^= uint64(name[i])
		h *= 0x100000001b3
	}
	return h
}

// keyOf folds names into a key that is known before any seed is.
func keyOf(names ...string) uint64 {
	x := uint64(0)
	for _, n := range names {
		x = fold(x, hashName(n))
	}
	return x
}

// draw is the uniform number for a precompiled key and the hashes of names that
// are known only in play.
func draw(seed, key uint64, names ...uint64) uint64 {
	x := fold(mix(seed), key)
	for _, n := range names {
		x = fold(x, n)
	}
	return x
}

// below maps a draw to 0..n-1.
func below(x uint64, n int) int { return int((x >> 32) * uint64(n) >> 32) }
