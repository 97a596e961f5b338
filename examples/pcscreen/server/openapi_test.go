package server_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/internal/tests"
)

// TestOpenAPIForItsUsersTools lints the description by the recommended rules of
// Redocly and Spectral, and compiles a customer and a verdict against the types
// that openapi-typescript makes of it.
func TestOpenAPIForItsUsersTools(t *testing.T) {
	tests.Long(t)
	const folder = "openapi"
	bin := filepath.Join(folder, "node_modules", ".bin")
	if _, err := os.Stat(filepath.Join(bin, "redocly")); err != nil {
		tests.Missing(t, "Redocly", "npm ci --prefix examples/pcscreen/server/openapi")
	}
	work := t.TempDir()
	_, text := call(t, http.MethodGet, start(t)+"/v1/openapi.json", "", "")
	description := filepath.Join(work, "openapi.json")
	require.NoError(t, os.WriteFile(description, []byte(text), 0o600))
	sample, err := os.ReadFile(filepath.Join(folder, "sample.ts"))
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(work, "sample.ts"), sample, 0o600))
	for _, command := range [][]string{
		{"redocly", "lint", "--max-problems", "100", "--config", filepath.Join(folder, "redocly.yaml"), description},
		{"spectral", "lint", "--fail-severity", "hint", "--ruleset", filepath.Join(folder, "spectral.yaml"), description},
		{"openapi-typescript", description, "--output", filepath.Join(work, "api.d.ts")},
		{"tsc", "--noEmit", "--strict", "--module", "esnext", "--moduleResolution", "bundler", filepath.Join(work, "sample.ts")},
	} {
		output, err := exec.CommandContext(t.Context(), filepath.Join(bin, command[0]), command[1:]...).CombinedOutput()
		require.NoError(t, err, "%s", output)
		require.NotRegexp(t, `[1-9]\d* (warning|problem)`, string(output))
	}
}
