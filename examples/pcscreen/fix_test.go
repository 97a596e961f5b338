package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/text/encoding/unicode"
)

// TestACorrectedFileThatFails is not said to hold anything, and is not left.
func TestACorrectedFileThatFails(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.csv")
	text, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String("Company;Country;INN\nOka;RU;7707-083893\n")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(name, []byte(text+"\x00\xd8x\x00"), 0o600)) // half a character
	var out bytes.Buffer
	command := newRootCommand()
	command.SetArgs([]string{"check", "--quiet", name, "--fix-to", name + ".csv", "--fix", "registrationNumber.characters"})
	command.SetOut(&out)
	require.EqualError(t, command.ExecuteContext(t.Context()), "the corrected file: the text is no whole UTF-16, and would not come out as it was; save it as UTF-8 or as .xlsx")
	assert.NotContains(t, out.String(), "corrected")
	assert.NoFileExists(t, name+".csv")
}
