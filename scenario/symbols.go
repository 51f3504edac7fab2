package scenario

import (
	"gopkg.in/yaml.v3"
)

// table is the known names of one kind, in file order.
type table struct {
	what  string // "role"
	most  int
	index map[string]int
	names []string
	at    []Pos
}

func newTable(what string, most int) table {
	return table{what: what, most: most, index: map[string]int{}}
}

func (t *table) has(name string) bool {
	_, ok := t.index[name]
	return ok
}

// symbols are all the names of a scenario. They are gathered before anything is
// read, so that a name may be used before its place in the file.
type symbols struct {
	roles, parties, facts, channels, forums, arrangements table
	measures, objectives, turns, injects, decisions       table
	endings, steps                                        table

	who     []string              // roles, parties and all
	all     []RoleID              // every role
	members map[string][]RoleID   // the roles of a party
	options map[string]*optionSet // by decision

	flagsSet   map[FlagID]Pos
	flagsAsked map[FlagID]Pos
	sent       map[InjectID]bool   // by some consequence
	opened     map[DecisionID]bool // by some consequence or a turn left out
}

// optionSet is the options of a decision, before they are read.
type optionSet struct {
	own      []string
	like     string
	purchase bool
}

func newSymbols() *symbols {
	return &symbols{
		roles:        newTable("role", MaxRoles),
		parties:      newTable("party", MaxParties),
		facts:        newTable("fact", MaxFacts),
		channels:     newTable("channel", MaxChannels),
		forums:       newTable("forum", MaxForums),
		arrangements: newTable("arrangement", MaxArrangements),
		measures:     newTable("measure", MaxMeasures),
		objectives:   newTable("objective", MaxOthers),
		turns:        newTable("turn", MaxTurns),
		injects:      newTable("inject", MaxInjects),
		decisions:    newTable("decision", MaxDecisions),
		endings:      newTable("ending", MaxOthers),
		steps:        newTable("step of handling", MaxHandling),
		members:      map[string][]RoleID{},
		options:      map[string]*optionSet{},
		flagsSet:     map[FlagID]Pos{},
		flagsAsked:   map[FlagID]Pos{},
		sent:         map[InjectID]bool{},
		opened:       map[DecisionID]bool{},
	}
}

// isID says whether s is an id: lower-case words with hyphens.
func isID(s string) bool {
	if s == "" || len(s) > MaxID || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c == '-' && s[i-1] != '-' && i+1 < len(s):
		default:
			return false
		}
	}
	return true
}

// isMeasureID says whether s can stand bare in a condition.
func isMeasureID(s string) bool {
	if s == "" || len(s) > MaxID || s[0] < 'a' || s[0] > 'z' {
		return false
	}
	for i := range len(s) {
		if c := s[i]; (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '_' {
			return false
		}
	}
	return true
}

// strayKeys are keys that, found where ids stand, were meant for the block above
// and not indented far enough.
var strayKeys = map[string]map[string]bool{
	"role":        {"title": true, "brief": true, "short": true, "knows": true, "cleared": true},
	"party":       {"title": true},
	"fact":        {"title": true, "text": true, "origin": true, "handling": true},
	"channel":     {"title": true, "between": true, "delay": true},
	"forum":       {"title": true, "members": true},
	"arrangement": {"title": true, "text": true, "cost": true, "changes": true},
	"decision":    {"title": true, "ask": true, "by": true, "options": true},
	"option":      {"title": true, "outcome": true, "effects": true, "then": true, "requires": true},
	"ending":      {"title": true, "text": true, "when": true},
	"objective":   {"title": true, "target": true},
}

// reserved are the words of conditions, which no measure may take.
var reserved = map[string]bool{
	"turn": true, "clock": true, "and": true, "or": true, "not": true, "in": true, "true": true, "false": true, "nil": true,
	"let": true, "if": true, "else": true, "matches": true, "contains": true,
}

// declare adds a name that stands at n, and reports what is wrong with it.
func (r *reader) declare(t *table, name string, n *yaml.Node) {
	at := r.at(n)
	switch {
	case t == &r.sym.measures:
		r.checkMeasureID(name, at)
	case !isID(name):
		r.rep.add("E030", at, quote(name)+" can't be the id of "+article(t.what)+".",
			"Ids are lower-case words with hyphens, such as coast-guard, of at most 64 characters.")
	case strayKeys[t.what][name]:
		r.rep.add("E033", at, quote(name)+" stands here as the id of "+article(t.what)+".",
			"If it belongs to the line above, indent it further than that line. Otherwise choose another id.")
	case name == "all" && (t == &r.sym.roles || t == &r.sym.parties):
		r.rep.add("E033", at, `"all" can't be the id of `+article(t.what)+"; it means every role.", "Choose another id.")
	case name == "control" && (t == &r.sym.roles || t == &r.sym.parties):
		r.rep.add("E033", at, `"control" can't be the id of `+article(t.what)+"; it means the facilitator.", "Choose another id.")
	case name == "seated-meeting" && t == &r.sym.forums:
		r.rep.add("E033", at, `"seated-meeting" can't be the id of a forum; control seats that one by a ruling.`, "Choose another id.")
	}
	if i, found := t.index[name]; found {
		r.rep.add("E031", at, "There is "+article(t.what)+" "+quote(name)+" already, in "+t.at[i].String()+".",
			"Ids are unique in the whole scenario. Give one of the two another id.")
		return
	}
	t.index[name] = len(t.names)
	t.names = append(t.names, name)
	t.at = append(t.at, at)
}

func (r *reader) checkMeasureID(name string, at Pos) {
	switch {
	case !isMeasureID(name):
		r.rep.add("E030", at, quote(name)+" can't be the id of a measure.",
			"Measures are lower-case letters, digits and _ without hyphens, because conditions use them as they are.")
	case reserved[name]:
		r.rep.add("E033", at, quote(name)+" can't be the id of a measure; conditions use this word themselves.", "Choose another id.")
	}
}

// gather collects every name of the scenario. It says whether reading can go on.
func (r *reader) gather() bool {
	for _, src := range r.sources {
		r.src = src
		for k, v := range r.pairs(src.top) {
			r.gatherTop(k.Value, given(v))
		}
	}
	s := r.sym
	for _, t := range []*table{
		&s.roles, &s.parties, &s.facts, &s.channels, &s.forums, &s.arrangements, &s.measures,
		&s.objectives, &s.turns, &s.injects, &s.decisions, &s.endings, &s.steps,
	} {
		if len(t.names) > t.most {
			r.rep.add("E035", t.at[t.most], "This is one "+t.what+" too many: at most "+itoa(t.most)+" are possible.",
				"Leave out what is not needed, or make two scenarios of it.")
		}
	}
	for p := range s.members {
		s.members[p] = s.members[p][:len(s.members[p]):len(s.members[p])]
	}
	s.who = append(append(append(s.who, s.roles.names...), s.parties.names...), "all")
	for _, id := range s.roles.names {
		s.all = append(s.all, RoleID(id))
	}
	for i, p := range s.parties.names {
		if s.roles.has(p) && p != "all" {
			r.rep.add("E033", s.parties.at[i], quote(p)+" is the id of a role and of a party.", "Give one of the two another id.")
		}
	}
	return len(s.all) <= MaxRoles
}

func (r *reader) gatherTop(key string, v *yaml.Node) {
	s := r.sym
	switch key {
	case "roles":
		for k, v := range r.pairs(v) {
			r.declare(&s.roles, k.Value, k)
			if p := value(v, "party"); p != nil && p.Kind == yaml.ScalarNode {
				s.members[p.Value] = append(s.members[p.Value], RoleID(k.Value))
			}
		}
	case "parties":
		r.gatherKeys(&s.parties, v)
	case "facts":
		r.gatherKeys(&s.facts, v)
	case "channels":
		r.gatherKeys(&s.channels, v)
	case "forums":
		r.gatherKeys(&s.forums, v)
	case "arrangements":
		r.gatherKeys(&s.arrangements, v)
	case "measures":
		r.gatherKeys(&s.measures, v)
	case "objectives":
		r.gatherKeys(&s.objectives, v)
	case "injects":
		r.gatherKeys(&s.injects, v)
	case "endings":
		r.gatherKeys(&s.endings, v)
	case "handling":
		for _, n := range r.scalars(v) {
			r.declare(&s.steps, n.Value, n)
		}
	case "turns":
		r.gatherTurns(v)
	}
}

func (r *reader) gatherKeys(t *table, v *yaml.Node) {
	for k := range r.pairs(v) {
		r.declare(t, k.Value, k)
	}
}

// scalars are the texts of a list; whatever else stands there is reported when
// the list is read.
func (r *reader) scalars(v *yaml.Node) []*yaml.Node {
	if v == nil || v.Kind == yaml.MappingNode {
		return nil
	}
	if v.Kind == yaml.ScalarNode {
		return []*yaml.Node{v}
	}
	out := make([]*yaml.Node, 0, len(v.Content))
	for _, n := range v.Content {
		if n = given(n); n != nil && n.Kind == yaml.ScalarNode {
			out = append(out, n)
		}
	}
	return out
}

func (r *reader) gatherTurns(v *yaml.Node) {
	if v == nil || v.Kind != yaml.SequenceNode {
		return
	}
	for _, turn := range v.Content {
		id := ownID(turn, "turn-"+itoa(len(r.sym.turns.names)+1))
		r.declare(&r.sym.turns, id, idPlace(turn))
		if list := value(turn, "injects"); list != nil && list.Kind == yaml.SequenceNode {
			for i, n := range list.Content {
				r.declare(&r.sym.injects, ownID(n, id+"-"+itoa(i+1)), idPlace(n))
			}
		}
		for k, d := range r.pairs(value(turn, "decisions")) {
			r.declare(&r.sym.decisions, k.Value, k)
			if r.sym.options[k.Value] == nil {
				r.sym.options[k.Value] = r.gatherOptions(given(d))
			}
		}
	}
}

func (r *reader) gatherOptions(d *yaml.Node) *optionSet {
	set := &optionSet{purchase: value(d, "buy") != nil}
	if like := value(d, "like"); like != nil {
		set.like = like.Value
	}
	if n := value(d, "options"); n != nil && n.Kind == yaml.MappingNode && len(n.Content) > 0 {
		set.own = make([]string, 0, len(n.Content)/2)
		for k := range r.pairs(n) {
			set.own = append(set.own, k.Value)
		}
	}
	return set
}

// ownID is the id that a list's entry gives itself, or def.
func ownID(n *yaml.Node, def string) string {
	if id := value(n, "id"); id != nil && id.Kind == yaml.ScalarNode {
		return id.Value
	}
	return def
}

func idPlace(n *yaml.Node) *yaml.Node {
	if id := value(n, "id"); id != nil && id.Kind == yaml.ScalarNode {
		return id
	}
	return n
}

// hasOption says whether a decision has an option, its own or one of the
// decision it is like.
func (s *symbols) hasOption(decision, option string) bool {
	for range maxLike + 1 {
		set := s.options[decision]
		if set == nil {
			return false
		}
		for _, o := range set.own {
			if o == option {
				return true
			}
		}
		decision = set.like
	}
	return false
}

// optionNames are the options of a decision, those of its likes included.
func (s *symbols) optionNames(decision string) []string {
	var names []string
	for range maxLike + 1 {
		set := s.options[decision]
		if set == nil {
			break
		}
		names = append(names, set.own...)
		decision = set.like
	}
	return names
}

// isPurchase says whether arrangements are bought in a decision.
func (s *symbols) isPurchase(decision string) bool {
	for range maxLike + 1 {
		set := s.options[decision]
		if set == nil {
			return false
		}
		if set.purchase {
			return true
		}
		decision = set.like
	}
	return false
}
