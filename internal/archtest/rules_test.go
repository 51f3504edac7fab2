package archtest

// rule says what one package may import, and why no more than that. The
// standard library is open to all, save where the purity rules close it, and
// so is textPackage.
type rule struct {
	dir     string   // from the module root
	may     []string // packages of this module, by dir; everything for anything
	modules []string // modules from elsewhere, or folders of one
	why     string
}

const (
	everything  = "*"
	textPackage = "internal/text"
)

// arrows has one rule for each package. A package without a rule is a
// failure; a rule whose package is yet to be written is not.
var arrows = []rule{
	{
		dir:     "scenario",
		modules: []string{"gopkg.in/yaml.v3", "github.com/expr-lang/expr"},
		why:     "scenario is the innermost public package: it turns YAML into a checked Scenario and knows nothing of play",
	},
	{
		dir: "engine",
		may: []string{"scenario"},
		why: "engine is the rules alone: another program must be able to play with scenario and engine and nothing else",
	},
	{
		dir: "scenarios",
		why: "scenarios only embeds files, so that the library can be read by anything without a cycle",
	},
	{
		dir: "internal/text",
		why: "text is imported by all, so it can import none",
	},
	{
		dir: "internal/record",
		why: "record stores opaque lines and knows no event, so the file format outlives the rules of play",
	},
	{
		dir: "internal/exercise",
		may: []string{"engine", "scenario", "internal/record"},
		why: "exercise orders and records moves for any front end, so it knows none of them",
	},
	{
		dir: "internal/debrief",
		may: []string{"engine", "scenario"},
		why: "debrief computes from events; who shows or prints the result is not its business",
	},
	{
		dir: "internal/rehearse",
		may: []string{"engine", "scenario"},
		why: "rehearse plays thousands of times in memory: no record, no screen",
	},
	{
		dir: "internal/plan",
		may: []string{"engine", "scenario"},
		why: "a plan is moves and expectations played on the engine, whichever front end they came from",
	},
	{
		dir: "internal/report",
		may: []string{"internal/debrief", "engine", "scenario"},
		why: "report writes what debrief found, and must give the same from any record without a running exercise",
	},
	{
		dir: "internal/handout",
		may: []string{"internal/debrief", "internal/markdown", "engine", "scenario"},
		why: "handouts are printed before the day, from the scenario alone",
	},
	{
		dir: "internal/desk",
		may: []string{"internal/exercise", "engine", "scenario"},
		why: "desk words once what every front end tells the facilitator, so it knows none of them",
	},
	{
		dir:     "internal/tui",
		may:     []string{"internal/exercise", "internal/desk", "internal/plan", "internal/markdown", "internal/debrief", "engine", "scenario"},
		modules: []string{"github.com/charmbracelet"},
		why:     "the console shows a running exercise and its debrief; files and verbs belong to cmd",
	},
	{
		dir:     "internal/markdown",
		modules: []string{"github.com/yuin/goldmark"},
		why:     "markdown turns a brief into plain blocks for any terminal, and knows nothing of exercises",
	},
	{
		dir: "internal/plain",
		may: []string{"internal/exercise", "internal/desk", "engine", "scenario", "internal/plan", "internal/markdown"},
		why: "the line dialogue is a front end without a terminal: it must never link the terminal libraries",
	},
	{
		dir:     "internal/startup",
		modules: []string{"github.com/charmbracelet/lipgloss"},
		why:     "startup must be ready before Bubble Tea asks the terminal for its colours: each import more would make it later",
	},
	{
		dir: "internal/hostile",
		may: []string{"scenario"},
		why: "hostile spoils scenarios for the tests of whatever shows them, and no program links it",
	},
	{
		dir: "internal/longrun",
		why: "longrun only counts for tests, so any test may ask it and no program links it",
	},
	{
		dir:     "internal/ptytest",
		modules: []string{"github.com/charmbracelet"},
		why:     "ptytest runs programs on a terminal for tests, and judges what they draw: it must not know what that is",
	},
	{
		dir: "internal/archtest",
		why: "archtest reads source as text, so that it also runs on a tree that does not build",
	},
	{
		dir:     "cmd/whitecell",
		may:     []string{everything},
		modules: []string{"github.com/spf13/cobra", "github.com/charmbracelet/bubbletea"},
		why:     "cmd ties the packages to verbs; whatever needs another library is work for a package",
	},
}

// testModules may be imported by the tests of any package. Tests may also
// import any package of this module: the arrows are about what is linked into
// a program, and an outside test is a program of its own.
var testModules = []string{
	"pgregory.net/rapid",
	"github.com/google/go-cmp",
	"github.com/rogpeppe/go-internal",
	"github.com/charmbracelet/x/exp/teatest",
}

// purePackages are the public library. They give the same answer for the same
// input on any machine on any day.
var purePackages = []string{"scenario", "engine"}

// impurity is an import, or some names of an import, closed to purePackages.
type impurity struct {
	path  string   // and everything below it
	names []string // none: the import itself
	why   string
}

var impurities = []impurity{
	{path: "os", why: "no file system, environment or process of its own: callers pass an fs.FS, such as that of an os.Root"},
	{path: "io/ioutil", why: "no file system of its own: callers pass an fs.FS"},
	{path: "path/filepath", why: "names inside an fs.FS have slashes on every system: use path"},
	{path: "net", why: "no network"},
	{path: "syscall", why: "no system of its own"},
	{path: "math/rand", why: "no random source but the engine's own draw over seed and keys, which lasts for years"},
	{path: "crypto/rand", why: "no random source but the engine's own draw over seed and keys"},
	{path: "hash/maphash", why: "its hashes differ from one run of the program to the next"},
	{path: "log", why: "no terminal: what must be said is returned"},
	{
		path:  "fmt",
		names: []string{"Print", "Printf", "Println", "Scan", "Scanf", "Scanln"},
		why:   "no terminal: what must be said is returned",
	},
	{
		path:  "time",
		names: []string{"Now", "Since", "Until", "Sleep", "After", "AfterFunc", "Tick", "NewTicker", "NewTimer"},
		why:   "no clock: room time comes in with the move, story time is counted",
	},
	{
		path:  "time",
		names: []string{"Local", "LoadLocation"},
		why:   "the machine's time zone would change what a scenario says: story time is UTC",
	},
}

// documentedPackages are read by people who have no other manual than their
// documentation: each exported name has a comment.
var documentedPackages = []string{"scenario", "engine"}

// knownMethods need no comment: their contract is the standard library's.
var knownMethods = []string{"String", "Error", "Unwrap"}

// emptyNames are package names that say nothing, and so collect everything.
var emptyNames = []string{"pkg", "common", "utils", "models", "types"}

// Past these, a file or a function has to earn its place in allowances.
const (
	maxFileLines     = 800
	maxFunctionLines = 100
)

// allowances lets files and functions be longer than the house allows. The
// key is "engine/apply.go" for a file and "engine/apply.go State.apply" for a
// function or method; the value is a reason that a reader would accept.
var allowances = map[string]string{}

// foreignWords have no place in any file of the repository. They are put
// together here so that this file does not hold them either.
var foreignWords = []struct{ word, why string }{
	{"/wo" + "rk/", "the path of somebody's machine means nothing on another"},
	{"/ro" + "ot/", "the path of somebody's machine means nothing on another"},
	{"proxy." + "golang.org", "where modules come from is the builder's setting"},
	{"sum." + "golang.org", "where modules come from is the builder's setting"},
	{"go" + "proxy", "where modules come from is the builder's setting"},
	{"registry." + "npmjs", "where packages come from is the builder's setting"},
}

// noSkipVariable, when it is 1, forbids tests to skip: see CONTRIBUTING.md.
const noSkipVariable = "WHITECELL_NO_SKIP"
