package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/terminal"
)

// TestTerminals: what a person sees at the usual widths, with and without
// colors, of values in wide letters and from right to left.
func TestTerminals(t *testing.T) {
	t.Chdir("testdata/terminal")
	for _, name := range []string{"NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE"} {
		t.Setenv(name, "")
	}
	for _, columns := range []int{60, 80, 120} {
		for _, color := range []string{"", "1"} {
			for name, flags := range map[string][]string{"": nil, "-verbose": {"--verbose"}} {
				t.Setenv("COLUMNS", strconv.Itoa(columns))
				t.Setenv("FORCE_COLOR", color)
				golden := fmt.Sprintf("%d%s%s.txt", columns, name, map[string]string{"1": "-color"}[color])
				text, _, _ := checked(t, append(flags, "customers.csv")...)
				for line := range strings.Lines(text) {
					if strings.Contains(strings.TrimSpace(line), " ") { // or one word, that is not broken
						assert.LessOrEqual(t, terminal.Width(strings.TrimSuffix(line, "\n")), columns, line)
					}
				}
				if *update {
					require.NoError(t, os.WriteFile(golden, []byte(text), 0o600))
				}
				want, err := os.ReadFile(golden)
				require.NoError(t, err)
				assert.Equal(t, string(want), text, golden)
			}
		}
	}
	files, err := filepath.Glob("*.txt")
	require.NoError(t, err)
	assert.Len(t, files, 12)
}

// TestHelpFits a terminal of 80 columns.
func TestHelpFits(t *testing.T) {
	for _, command := range append(newRootCommand().Commands(), newRootCommand()) {
		var help bytes.Buffer
		command.SetOut(&help)
		require.NoError(t, command.Help())
		for line := range strings.Lines(help.String()) {
			assert.LessOrEqual(t, terminal.Width(strings.TrimSuffix(line, "\n")), 80, "%s: %s", command.Name(), line)
		}
	}
}
