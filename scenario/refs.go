package scenario

import "gopkg.in/yaml.v3"

// known reports a name that t does not have.
func (r *reader) known(t *table, name string, n *yaml.Node) bool {
	if t.has(name) {
		return true
	}
	r.unknown(t.what, name, r.at(n), t.names)
	return false
}

func (r *reader) unknown(what, name string, at Pos, among []string) {
	r.rep.near("E032", at, "There is no "+what+" "+quote(name)+".", thereAre(among), name, among)
}

// ref is the name behind a key, "" where there is none or it is not known.
func ref[T ~string](b block, key string, t *table) T {
	s, n := b.scalar(key)
	if n == nil || !b.r.known(t, s, n) {
		return ""
	}
	return T(s)
}

// refs is a list of names; those not known are reported and left out.
func refs[T ~string](b block, key string, t *table) []T {
	return names[T](b.r, b.list(key), key, t)
}

func names[T ~string](r *reader, nodes []*yaml.Node, key string, t *table) []T {
	if len(nodes) == 0 {
		return nil
	}
	out := make([]T, 0, len(nodes))
	var seen map[string]bool
	if len(nodes) > 8 {
		seen = make(map[string]bool, len(nodes))
	}
	for _, n := range nodes {
		name, ok := r.name(n, key)
		if !ok || !r.known(t, name, n) {
			continue
		}
		twice := seen[name]
		if seen == nil {
			for _, o := range out {
				twice = twice || string(o) == name
			}
		} else {
			seen[name] = true
		}
		if twice {
			r.twice(n, key)
			continue
		}
		out = append(out, T(name))
	}
	return out
}

func (r *reader) twice(n *yaml.Node, key string) {
	r.add("E034", n, quote(n.Value)+" stands twice in "+quote(key)+".", "Write it once.")
}

// name is the text of a list's entry.
func (r *reader) name(n *yaml.Node, key string) (string, bool) {
	if n = given(n); n == nil {
		return "", false
	}
	if n.Kind != yaml.ScalarNode {
		r.add("E022", n, "Each entry of "+quote(key)+" must be a name, but "+found(n)+" stands here.",
			"Write the ids alone, such as [port, coast-guard].")
		return "", false
	}
	return n.Value, true
}

// step is a step of the handling ladder.
func (b block) step(key string, def Handling) Handling {
	s, n := b.scalar(key)
	if n == nil {
		return def
	}
	if !b.r.known(&b.r.sym.steps, s, n) {
		return def
	}
	return Handling(b.r.sym.steps.index[s])
}

// highest is the top of the handling ladder.
func (r *reader) highest() Handling { return Handling(len(r.sc.Handling) - 1) }

// group is roles as an author named them.
type group struct {
	roles []RoleID
	named uint64 // bits of the roles named themselves, not by party or all
	all   bool   // the word all was used
	bad   bool   // something in it is not known
}

// roles is a list of roles, parties and all. Roles keep the order written, those
// of a party or of all the order of the file; each comes once.
func (b block) roles(key string) []RoleID { return b.group(key).roles }

func (b block) group(key string) group { return b.r.group(b.list(key), key) }

func (r *reader) group(nodes []*yaml.Node, key string) group {
	var g group
	var have uint64
	for _, n := range nodes {
		name, ok := r.name(n, key)
		if !ok {
			g.bad = true
			continue
		}
		i, isRole := r.sym.roles.index[name]
		switch {
		case isRole && g.named&(1<<i) != 0:
			r.twice(n, key)
		case isRole:
			g.named |= 1 << i
			g.add(r, r.sym.all[i:i+1:i+1], &have)
		case name == "all":
			g.all = true
			g.add(r, r.sym.all, &have)
		case r.sym.parties.has(name):
			g.add(r, r.sym.members[name], &have)
		default:
			g.bad = true
			r.unknown("role or party", name, r.at(n), r.sym.who)
		}
	}
	return g
}

// add takes in more roles. The first list is shared, not copied: most groups are
// one role, one party or all.
func (g *group) add(r *reader, more []RoleID, have *uint64) {
	if g.roles == nil {
		g.roles = more[:len(more):len(more)]
		*have = r.mask(more)
		return
	}
	for _, id := range more {
		bit := uint64(1) << r.sym.roles.index[string(id)]
		if *have&bit == 0 {
			*have |= bit
			g.roles = append(g.roles, id)
		}
	}
}

// mask is the bits of roles, by their numbers in the file.
func (r *reader) mask(ids []RoleID) uint64 {
	var m uint64
	for _, id := range ids {
		m |= 1 << r.sym.roles.index[string(id)]
	}
	return m
}

// others are the roles of a group without those of a mask. Naming one of those
// itself is a mistake; a party or all means the rest of it.
func (b block) others(key string, without uint64, why string) []RoleID {
	g := b.group(key)
	if b.r.mask(g.roles)&without == 0 {
		return g.roles
	}
	out := make([]RoleID, 0, len(g.roles))
	for _, id := range g.roles {
		bit := uint64(1) << b.r.sym.roles.index[string(id)]
		if without&bit == 0 {
			out = append(out, id)
		} else if g.named&bit != 0 {
			b.r.add("E067", b.get(key), quote(string(id))+" stands in "+quote(key)+" and "+why+".", "Leave it out in one of the two.")
		}
	}
	return out
}
