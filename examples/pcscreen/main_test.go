package main

import (
	"errors"
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"

	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

var update = flag.Bool("update", false, "write what the commands print into the scripts")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"pcscreen": main})
}

// TestScripts runs the commands as processes.
func TestScripts(t *testing.T) {
	standIn := partnercentertest.NewServer()
	t.Cleanup(standIn.Close)
	schemas, err := filepath.Abs("../../screening/testdata")
	require.NoError(t, err)
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: *update,
		Setup: func(env *testscript.Env) error {
			env.Setenv("STAND_IN", standIn.URL)
			env.Setenv("SCHEMAS", schemas)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"status":    status,
			"utf16":     utf16,
			"placeless": placeless,
		},
	})
}

// status runs a command and expects its exit status: status N COMMAND ARG…
func status(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: status N COMMAND ARG…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	found := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		found = exit.ExitCode()
	} else if err != nil {
		ts.Check(err)
	}
	if found != want {
		ts.Fatalf("%v: exit status %d, want %d", args[1:], found, want)
	}
}

// utf16 rewrites a file as spreadsheet programs write "Unicode text".
func utf16(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: utf16 FILE")
	}
	name := ts.MkAbs(args[0])
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(ts.ReadFile(args[0]))
	ts.Check(err)
	ts.Check(os.WriteFile(name, []byte(text), 0o600))
}

// placeless writes the last output to a file without what tells in which file
// and row a customer is.
func placeless(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: placeless FILE")
	}
	text := places.ReplaceAllString(ts.ReadFile("stdout"), "")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o600))
}

var places = regexp.MustCompile(`"file":"[^"]*",|"row":\d+,`)

// TestStepsOfOddNames offers no command that no shell takes as it is shown.
func TestStepsOfOddNames(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, shows := range map[string]bool{"a b'c.csv": true, "a\nb.csv": false, "a\x1bb.csv": false} {
		if err := os.WriteFile(name, []byte("country,inn\nRU,7707-083893\n"), 0o600); err != nil {
			continue // no name on this system
		}
		text, _, _ := checked(t, name)
		assert.Equal(t, shows, strings.Contains(text, "  pcscreen check "), "%q", name)
		assert.Equal(t, shows, strings.Contains(text, "  pcscreen audit "), "%q", name)
		assert.Contains(t, text, "  pcscreen explain 600050")
	}
}
