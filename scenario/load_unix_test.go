//go:build unix

package scenario

import (
	"net"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestLoadRoot holds that nothing outside of the folder is read, that nothing but
// ordinary files is, and that nothing is waited for.
func TestLoadRoot(t *testing.T) {
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, "box", name) }
	write := func(path, text string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(in("more"), 0o700); err != nil {
		t.Fatal(err)
	}
	write(filepath.Join(dir, "secret.yaml"), "hotwash: [secret]\n")
	write(in("real.yaml"), "hotwash: [fine]\n")
	links := map[string]struct{ to, code string }{
		"out.yaml":      {"../secret.yaml", "E001"},
		"absolute.yaml": {filepath.Join(dir, "secret.yaml"), "E001"},
		"inside.yaml":   {"real.yaml", ""},
		"round.yaml":    {"more/../real.yaml", ""},
		"itself.yaml":   {"itself.yaml", "E001"},
		"to.yaml":       {"fro.yaml", "E001"},
		"fro.yaml":      {"to.yaml", "E001"},
		"nothing.yaml":  {"gone.yaml", "E001"},
		"folder.yaml":   {"more", "E003"},
		"zero.yaml":     {"/dev/zero", "E001"},
		"self.yaml":     {"/proc/self/environ", "E001"},
	}
	for from, link := range links {
		if err := os.Symlink(link.to, in(from)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(in("pipe.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	socket, err := net.Listen("unix", in("s"))
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	links["pipe.yaml"] = struct{ to, code string }{code: "E003"}
	links["s"] = struct{ to, code string }{code: "E003"}
	root, err := os.OpenRoot(filepath.Join(dir, "box"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, link := range links {
		write(in("scenario.yaml"), head+tail+"include: ["+name+"]\n")
		sc, ds := Load(root.FS(), ".")
		if got := codesOf(ds); got != link.code || (sc == nil) != (got != "") {
			t.Errorf("%s: got %s, want %q", name, ds, link.code)
		}
		if strings.Contains(ds.String(), dir) || strings.Contains(ds.String(), "secret") {
			t.Errorf("%s: tells what is outside: %s", name, ds)
		}
	}
}
