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
	require.NoError(t, file.Close())
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
