// Package install tests, before a version is tagged, that it can be installed.
package install

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

const library = "github.com/cspkit/customerscreen"

// TestInstallLatest serves the last commit as a module proxy would once it is
// tagged, and installs the programs with the README's commands.
func TestInstallLatest(t *testing.T) {
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	commit := t.TempDir()
	archive := filepath.Join(t.TempDir(), "commit.tar")
	for _, command := range []*exec.Cmd{
		exec.Command("git", "-C", root, "archive", "-o", archive, "HEAD"),
		exec.Command("tar", "-xf", archive, "-C", commit),
	} {
		output, err := command.CombinedOutput()
		require.NoError(t, err, "%s\n%s", command, output)
	}
	proxy, version := t.TempDir(), required(t, commit)
	publish(t, proxy, library, version, commit)
	publish(t, proxy, library+"/examples", version, filepath.Join(commit, "examples"))

	binaries, work := t.TempDir(), t.TempDir()
	environment := append(os.Environ(),
		"GOBIN="+binaries, "GOFLAGS=-modcacherw", "GOWORK=off",
		"GOMODCACHE="+t.TempDir(), // keeps made-up versions out of the usual cache
		"GOPROXY="+strings.Join([]string{fileURL(proxy), fileURL(filepath.Join(goEnv(t, "GOMODCACHE"), "cache", "download")), goEnv(t, "GOPROXY")}, ","),
		"GONOSUMDB="+library+","+library+"/*", "GONOPROXY=none", "GOPRIVATE=")
	run := func(name string, args ...string) string {
		t.Helper()
		command := exec.Command(name, args...)
		command.Dir, command.Env = work, environment
		output, err := command.CombinedOutput()
		require.NoError(t, err, "%s\n%s", command, output)
		return string(output)
	}
	for _, program := range []string{"pcscreen", "gateway", "gin-signup", "create-customer"} {
		run("go", "install", library+"/examples/"+program+"@latest")
	}
	require.Contains(t, run(filepath.Join(binaries, "pcscreen"), "--version"), version)
	require.Contains(t, run(filepath.Join(binaries, "create-customer")), "Customers: ")

	run("go", "mod", "init", "example.com/try")
	run("go", "get", library+"/screening")
	require.Contains(t, run("go", "list", "-m", library), version)
	run("go", "build", library+"/screening")
}

// required returns the version of the library that the examples require.
func required(t *testing.T, root string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, "examples", "go.mod"))
	require.NoError(t, err)
	file, err := modfile.Parse("go.mod", text, nil)
	require.NoError(t, err)
	require.Empty(t, file.Replace, "go install refuses a module with a replace: it belongs into go.work")
	for _, requirement := range file.Require {
		if requirement.Mod.Path == library {
			return requirement.Mod.Version
		}
	}
	t.Fatal("examples does not require the library")
	return ""
}

// publish writes a module into the folder of a proxy.
func publish(t *testing.T, proxy, path, version, folder string) {
	t.Helper()
	escaped, err := module.EscapePath(path)
	require.NoError(t, err)
	versions := filepath.Join(proxy, filepath.FromSlash(escaped), "@v")
	require.NoError(t, os.MkdirAll(versions, 0o755))
	write := func(name, text string) {
		require.NoError(t, os.WriteFile(filepath.Join(versions, name), []byte(text), 0o644))
	}
	goMod, err := os.ReadFile(filepath.Join(folder, "go.mod"))
	require.NoError(t, err)
	write("list", version+"\n")
	write(version+".mod", string(goMod))
	write(version+".info", fmt.Sprintf(`{"Version":%q,"Time":%q}`, version, time.Now().UTC().Format(time.RFC3339)))
	archive, err := os.Create(filepath.Join(versions, version+".zip"))
	require.NoError(t, err)
	defer archive.Close()
	require.NoError(t, zip.CreateFromDir(archive, module.Version{Path: path, Version: version}, folder))
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	value, err := exec.Command("go", "env", name).Output()
	require.NoError(t, err)
	return strings.TrimSpace(string(value))
}

func fileURL(path string) string { return "file://" + filepath.ToSlash(path) }
