package outfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestReplaceKeepsModeAndLink(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has neither")
	}
	folder := t.TempDir()
	name, link := filepath.Join(folder, "a"), filepath.Join(folder, "b")
	require.NoError(t, os.WriteFile(name, []byte("a longer text"), 0o640))
	require.NoError(t, os.Chmod(name, 0o640))
	require.NoError(t, os.Symlink(name, link))
	file, err := Open(link)
	require.NoError(t, err)
	assert.False(t, file.IsNew)
	assert.True(t, file.Is(name))
	require.NoError(t, file.Replace(func(w io.Writer) error {
		_, err := io.WriteString(w, "new")
		return err
	}))
	_, err = Open(name)
	require.ErrorIs(t, err, errLocked, "what took its place is locked, too")
	require.NoError(t, file.Close())
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, left, 2)
	info, err := os.Lstat(link)
	require.NoError(t, err)
	assert.NotZero(t, info.Mode()&os.ModeSymlink)
	info, err = os.Stat(name)
	require.NoError(t, err)
	assert.Equal(t, os.FileMode(0o640), info.Mode())
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "new", string(text))
}

func TestTwoOfOneFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a")
	first, err := Open(name)
	require.NoError(t, err)
	assert.True(t, first.IsNew)
	_, err = Open(name)
	require.ErrorIs(t, err, errLocked)
	require.NoError(t, first.Close())
	second, err := Open(name)
	require.NoError(t, err, "the lock ends with the file")
	assert.False(t, second.IsNew)
	second.Discard()
	assert.FileExists(t, name, "it was there before")
}

func TestAContentThatFails(t *testing.T) {
	file, err := Open(filepath.Join(t.TempDir(), "a"))
	require.NoError(t, err)
	wrong := errors.New("wrong")
	require.ErrorIs(t, file.Replace(func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		return wrong
	}), wrong)
	text, err := os.ReadFile(file.Name())
	require.NoError(t, err)
	assert.Empty(t, text)
	file.Discard()
	assert.NoFileExists(t, file.Name())
}

// TestAContentThatFailsKeepsTheOldOne has the disk fill up.
func TestAContentThatFailsKeepsTheOldOne(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "a")
	require.NoError(t, os.WriteFile(name, []byte("old"), 0o600))
	text := func() string {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		return string(text)
	}
	file, err := Open(name)
	require.NoError(t, err)
	wrong := errors.New("wrong")
	require.ErrorIs(t, file.Replace(func(w io.Writer) error {
		_, _ = io.WriteString(w, "half")
		assert.Equal(t, "old", text(), "as one who is killed here leaves it")
		return wrong
	}), wrong)
	assert.Equal(t, "old", text())
	require.NoError(t, file.Replace(func(w io.Writer) error {
		_, err := io.WriteString(w, "new")
		return err
	}))
	file.Discard()
	assert.Equal(t, "new", text())
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, left, 1)
}

// TestAPart is begun by one process, and another one goes on.
func TestAPart(t *testing.T) {
	folder := t.TempDir()
	name := filepath.Join(folder, "a")
	require.NoError(t, os.WriteFile(name, []byte("old"), 0o600))
	first, err := Open(name)
	require.NoError(t, err)
	require.NoError(t, first.Begin())
	_, err = first.WriteString("half")
	require.NoError(t, err)
	require.NoError(t, first.Close())

	second, err := Open(name)
	require.NoError(t, err)
	assert.Equal(t, name, second.Name())
	found, err := second.Continue(first.Part)
	require.NoError(t, err)
	assert.True(t, found)
	text, err := io.ReadAll(second)
	require.NoError(t, err)
	assert.Equal(t, "half", string(text))
	require.NoError(t, second.Commit())
	require.NoError(t, second.Commit(), "nothing is left to do")
	second.Discard()
	text, err = os.ReadFile(name)
	require.NoError(t, err)
	assert.Equal(t, "half", string(text))

	third, err := Open(name)
	require.NoError(t, err)
	found, err = third.Continue(first.Part)
	require.NoError(t, err)
	assert.False(t, found, "it has taken the file's place")
	require.NoError(t, third.Begin())
	third.Discard()
	left, err := os.ReadDir(folder)
	require.NoError(t, err)
	assert.Len(t, left, 1)
}
