package explained_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/ci/explained"
)

const source = `package p

var limit = 1 << 3

func (t *tree) grow(n int) bool {
	if n < limit {
		return true
	}
	return n < limit || false
}

func plant() { println(limit) }
`

func TestAt(t *testing.T) {
	operator := func(rest string) int { return strings.IndexByte(rest, ' ') }
	for _, test := range []struct {
		line, column   int
		function, text string
	}{
		{3, 15, "-", "var limit = 1 «<<» 3"},
		{6, 7, "tree.grow", "if n «<» limit {"},
		{9, 19, "tree.grow", "return n < limit «||» false"},
		{12, 16, "plant", "func plant() { «println(limit)» }"},
	} {
		place, err := explained.At("p.go", []byte(source), "KIND", test.line, test.column, operator)
		require.NoError(t, err)
		assert.Equal(t, explained.Place{File: "p.go", Function: test.function, Kind: "KIND", Line: test.text}, place)
	}
}

func TestCompare(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list.txt")
	require.NoError(t, os.WriteFile(file, []byte(`# A remark.

a.go f KIND
	once
a reason

a.go f KIND
	twice
a reason

a.go f KIND
	twice
another reason,
over two lines

b.go - KIND
	gone
a reason
`), 0o600))
	list, err := explained.Read(file)
	require.NoError(t, err)

	place := func(file, function, line string) explained.Place {
		return explained.Place{File: file, Function: function, Kind: "KIND", Line: line}
	}
	found := explained.Found{}
	found.Add(place("a.go", "f", "once"), 1, 2)
	found.Add(place("a.go", "f", "once"), 3, 4)
	found.Add(place("a.go", "f", "twice"), 5, 6)
	found.Add(place("a.go", "f", "new"), 7, 8)
	all := func(explained.Place) bool { return true }
	assert.Equal(t, []string{
		"explained, but not found, 1 times:\na.go f KIND\n\ttwice",
		"explained, but not found, 1 times:\nb.go - KIND\n\tgone",
		"not explained: a.go:1:2, a.go:3:4\na.go f KIND\n\tonce",
		"not explained: a.go:7:8\na.go f KIND\n\tnew",
	}, list.Compare(found, all))
	assert.Len(t, list.Compare(found, func(p explained.Place) bool { return p.File != "b.go" }), 3)

	found = explained.Found{}
	found.Add(place("a.go", "f", "once"), 1, 2)
	found.Add(place("a.go", "f", "twice"), 1, 2)
	found.Add(place("a.go", "f", "twice"), 1, 2)
	found.Add(place("b.go", "-", "gone"), 1, 2)
	assert.Empty(t, list.Compare(found, all))
}

func TestReadWantsAReason(t *testing.T) {
	file := filepath.Join(t.TempDir(), "list.txt")
	require.NoError(t, os.WriteFile(file, []byte("a.go f KIND\n\tonce\n"), 0o600))
	_, err := explained.Read(file)
	assert.ErrorContains(t, err, "a reason")
}

// TestTheListsCanBeRead finds slips before the long run does.
func TestTheListsCanBeRead(t *testing.T) {
	for _, file := range []string{"../mutants.txt", "../uncovered.txt"} {
		list, err := explained.Read(file)
		require.NoError(t, err)
		for place := range list {
			text, err := os.ReadFile(filepath.Join("../..", place.File))
			require.NoError(t, err)
			line := strings.NewReplacer("«", "", "»", "").Replace(place.Line)
			assert.Contains(t, string(text), line, "%s: this code is gone:\n%s", file, place)
		}
	}
}
