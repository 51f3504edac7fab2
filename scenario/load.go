package scenario

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// mainFile is the file of a folder where reading begins.
const mainFile = "scenario.yaml"

// Load reads and checks the scenario called name in fsys: a file, or a folder
// with a scenario.yaml. Other files are read only where `include:` lists them,
// and only inside the same folder. The Scenario is nil when any diagnostic is an
// error; places name files by their path inside the scenario's folder.
//
// Load trusts neither the text nor the file system, but it can't see links:
// give it the FS of an os.Root, so that none leads out of the folder.
func Load(fsys fs.FS, name string) (*Scenario, Diagnostics) {
	l := newLoader(path.Base(name))
	if !fs.ValidPath(name) {
		l.rep.add("E002", Pos{File: name}, quote(name)+" is no path inside a folder.",
			"Give the path without .. and without a slash at its beginning.")
		return nil, l.rep.diagnostics()
	}
	folder, first := path.Dir(name), path.Base(name)
	if info, err := fs.Stat(fsys, name); err == nil && info.IsDir() {
		folder, first = name, mainFile
	}
	l.fetch = func(file string) ([]byte, *refusal) { return fetch(fsys, folder, file) }
	return l.load(first)
}

// LoadBytes reads and checks a scenario that is one file, already in memory.
func LoadBytes(name string, text []byte) (*Scenario, Diagnostics) {
	l := newLoader(path.Base(name))
	l.fetch = func(file string) ([]byte, *refusal) {
		if file != l.name {
			return nil, missing(file)
		}
		return text, tooLarge(file, int64(len(text)))
	}
	return l.load(l.name)
}

// LoadFiles reads and checks a scenario from its files in memory, such as
// Scenario.Files of another time: the first is where reading begins.
func LoadFiles(files []File) (*Scenario, Diagnostics) {
	if len(files) == 0 {
		files = []File{{Name: mainFile}}
	}
	l := newLoader(files[0].Name)
	l.fetch = func(name string) ([]byte, *refusal) {
		for _, f := range files {
			if f.Name == name {
				return []byte(f.Text), tooLarge(name, int64(len(f.Text)))
			}
		}
		return nil, missing(name)
	}
	return l.load(files[0].Name)
}

// source is one file being read.
type source struct {
	name string
	text string
	body string     // text without its byte-order mark
	raw  []byte     // body, until it has been parsed
	top  *yaml.Node // the whole file, nil when it can't be read

	lines []int // where each line begins, once somebody has asked
	last  spot  // the column that was asked for last
}

// loader gathers the files of a scenario and everything that is wrong with them.
type loader struct {
	rep     reporter
	name    string
	fetch   func(name string) ([]byte, *refusal)
	sources []*source
	open    map[string]bool // true while a file's includes are being read
	total   int
	marks   int // what may begin a part, in all files so far
	parts   int
	broken  bool                // a file can't be read: nothing more is checked
	dups    map[*yaml.Node]bool // keys given twice in one block
}

func newLoader(name string) *loader {
	return &loader{
		name: name,
		rep:  reporter{order: map[string]int{}},
		open: map[string]bool{},
		dups: map[*yaml.Node]bool{},
	}
}

// load reads the file called first and those it includes, and builds the scenario.
func (l *loader) load(first string) (*Scenario, Diagnostics) {
	l.read(first, Pos{File: first})
	var sc *Scenario
	if !l.broken {
		sc = build(l)
	}
	if l.rep.errors > 0 {
		sc = nil
	}
	return sc, l.rep.diagnostics()
}

// read takes in one file and, after it, those it includes. from is the place
// that asked for it.
func (l *loader) read(name string, from Pos) {
	if !l.mayRead(name, from) {
		l.broken = true
		return
	}
	raw, no := l.fetch(name)
	if no == nil && l.total+len(raw) > MaxTotalBytes {
		no = &refusal{
			"E005", "The files of this scenario are larger than 4 MB together.",
			"Shorten the texts, or make two scenarios of it.",
		}
	}
	if no != nil {
		l.rep.add(no.code, from, no.summary, no.help)
		l.broken = true
		return
	}
	l.total += len(raw)
	src := &source{name: name, text: string(raw), raw: raw}
	l.rep.order[name] = len(l.sources)
	l.sources = append(l.sources, src)
	if !l.parse(src) {
		l.broken = true
		return
	}
	l.open[name] = true
	l.include(src)
	l.open[name] = false
}

// mayRead checks a file's name before anything is opened.
func (l *loader) mayRead(name string, from Pos) bool {
	open, seen := l.open[name]
	switch {
	case !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `\:`):
		l.rep.add("E002", from, quote(name)+" is no path inside the scenario's folder.",
			"Name a file in this folder or one below it, with forward slashes and without ..")
	case open:
		l.rep.add("E006", from, quote(name)+" includes itself, directly or by way of another file.",
			"List each file once, best all of them in scenario.yaml.")
	case seen:
		l.rep.add("E006", from, quote(name)+" is included twice.", "List each file once.")
	case len(l.sources) == MaxFiles:
		l.rep.add("E005", from, "This scenario has more than "+strconv.Itoa(MaxFiles)+" files.",
			"Put several small files into one.")
	default:
		return true
	}
	return false
}

// include reads the files that src lists.
func (l *loader) include(src *source) {
	list := value(src.top, "include")
	if list == nil {
		return
	}
	at := func(n *yaml.Node) Pos { return Pos{src.name, n.Line, n.Column} }
	files := []*yaml.Node{list}
	if list.Kind == yaml.SequenceNode {
		files = list.Content
	}
	for _, f := range files {
		if f.Kind != yaml.ScalarNode {
			l.rep.add("E022", at(f), `"include" must be a list of file names, but `+found(f)+" stands here.",
				"Write one file name on each line, beginning with - ")
			continue
		}
		l.read(f.Value, at(f))
	}
}

// refusal says why a file is not read.
type refusal struct{ code, summary, help string }

func missing(name string) *refusal {
	return &refusal{
		"E001", "There is no file " + quote(name) + ".",
		"Look at the spelling, and whether the file is in the scenario's folder.",
	}
}

func tooLarge(name string, size int64) *refusal {
	if size <= MaxFileBytes {
		return nil
	}
	return &refusal{
		"E004", quote(name) + " is larger than 1 MB.",
		"Spread the scenario over several files with include.",
	}
}

// fetch reads a file of at most MaxFileBytes. It looks at the kind of file
// before opening it: opening a pipe or a device may wait for ever.
func fetch(fsys fs.FS, folder, name string) ([]byte, *refusal) {
	full := path.Join(folder, name)
	info, err := fs.Stat(fsys, full)
	if err != nil {
		return nil, unreadable(name, err)
	}
	if info.IsDir() {
		return nil, &refusal{"E003", quote(name) + " is a folder, not a file.", "Name the files in it one by one."}
	}
	if !info.Mode().IsRegular() {
		return nil, &refusal{
			"E003", quote(name) + " is not an ordinary file.",
			"A scenario is read from ordinary files only, never from a pipe or a device.",
		}
	}
	if no := tooLarge(name, info.Size()); no != nil {
		return nil, no
	}
	f, err := fsys.Open(full)
	if err != nil {
		return nil, unreadable(name, err)
	}
	defer f.Close()
	var text bytes.Buffer
	text.Grow(int(info.Size()) + bytes.MinRead)
	if _, err := text.ReadFrom(io.LimitReader(f, MaxFileBytes+1)); err != nil {
		return nil, unreadable(name, err)
	}
	return text.Bytes(), tooLarge(name, int64(text.Len()))
}

func unreadable(name string, err error) *refusal {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return missing(name)
	case errors.Is(err, fs.ErrPermission):
		return &refusal{"E001", "The file " + quote(name) + " may not be read.", "Ask its owner for the permission to read it."}
	}
	return &refusal{
		"E001", "The file " + quote(name) + " can't be read.",
		"It may be damaged, or a link that leads out of the scenario's folder.",
	}
}
