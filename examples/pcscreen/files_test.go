package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestFilesAsPeopleHaveThem checks the files of a folder: the verdicts and the
// exit status of each are written down from what Microsoft publishes, and what
// a person reads is its golden output.
func TestFilesAsPeopleHaveThem(t *testing.T) {
	t.Chdir("testdata/files")
	t.Setenv("COLUMNS", "")
	table, err := os.ReadFile("verdicts.tsv")
	require.NoError(t, err)
	expected := make(map[string]bool)
	for line := range strings.Lines(string(table)) {
		name, rest, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		status, verdicts, found := strings.Cut(rest, "\t")
		require.True(t, found, line)
		expected[name] = true
		t.Run(name, func(t *testing.T) {
			answers, _, exit := checked(t, "--json", "--no-advisories", name)
			assert.Equal(t, verdicts, verdictsOf(t, answers))
			assert.Equal(t, status, strconv.Itoa(exit))

			text, stderr, exit := checked(t, name)
			assert.Equal(t, status, strconv.Itoa(exit), "advisories change no status")
			golden := filepath.Join("golden", name+".txt")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(text+stderr), 0o600))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			assert.Equal(t, string(want), text+stderr)
		})
	}
	entries, err := os.ReadDir(".")
	require.NoError(t, err)
	for _, entry := range entries {
		if !entry.IsDir() && entry.Name() != "verdicts.tsv" {
			assert.True(t, expected[entry.Name()], "%s has no verdict", entry.Name())
		}
	}
	assert.GreaterOrEqual(t, len(expected), 60)
}

// checked runs the command.
func checked(t *testing.T, args ...string) (stdout, stderr string, exit int) {
	t.Helper()
	var out, errOut bytes.Buffer
	command := newRootCommand()
	command.SetArgs(append([]string{"check"}, args...))
	command.SetOut(&out)
	command.SetErr(&errOut)
	err := command.Execute()
	status, isStatus := errors.AsType[exitStatus](err)
	if !isStatus {
		require.NoError(t, err)
	}
	return out.String(), errOut.String(), int(status)
}

// verdictsOf writes answers as the table has them.
func verdictsOf(t *testing.T, answers string) string {
	t.Helper()
	var verdicts []string
	for line := range strings.Lines(answers) {
		var answer struct {
			Country, Verdict, Error string
			Violations              []struct{ Code int }
		}
		require.NoError(t, json.Unmarshal([]byte(line), &answer))
		text := orDash(answer.Country)
		switch {
		case answer.Error != "":
			text = "unreadable"
		case len(answer.Violations) == 0:
			text += " " + answer.Verdict
		}
		for _, violation := range answer.Violations {
			text += fmt.Sprint(" ", violation.Code)
		}
		verdicts = append(verdicts, text)
	}
	return strings.Join(verdicts, "; ")
}
