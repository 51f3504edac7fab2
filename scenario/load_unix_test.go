//go:build unix

package scenario

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestLoadRoot holds that nothing outside of the folder is read, and that a pipe
// is not waited for.
func TestLoadRoot(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		t.Helper()
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("secret.yaml", "hotwash: [secret]\n")
	if err := os.Mkdir(filepath.Join(dir, "box"), 0o700); err != nil {
		t.Fatal(err)
	}
	write("box/scenario.yaml", head+tail+"include: [link.yaml, pipe.yaml, inside.yaml]\n")
	write("box/real.yaml", "hotwash: [fine]\n")
	for from, to := range map[string]string{"link.yaml": "../secret.yaml", "inside.yaml": "real.yaml"} {
		if err := os.Symlink(to, filepath.Join(dir, "box", from)); err != nil {
			t.Fatal(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "box", "pipe.yaml"), 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(filepath.Join(dir, "box"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	_, ds := Load(root.FS(), ".")
	if got := codesOf(ds); got != "E001 E003" {
		t.Errorf("got %s", ds)
	}
	for _, d := range ds {
		if strings.Contains(d.String(), dir) {
			t.Errorf("tells where the folder is: %s", d)
		}
	}
}
