package documents

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"
)

// TestCopies copies the programs that are there to be copied, as they are, into
// a module outside of this repository.
func TestCopies(t *testing.T) {
	r := newReader(t)
	for _, program := range []string{"create-customer", "gateway"} {
		copied := filepath.Join(r.folder, program)
		require.NoError(t, os.CopyFS(copied, os.DirFS(filepath.Join(r.root, "examples", program))))
		command := exec.CommandContext(t.Context(), "go", "vet", ".")
		command.Dir = copied
		output, err := command.CombinedOutput()
		require.NoError(t, err, "%s", output)
	}
}
