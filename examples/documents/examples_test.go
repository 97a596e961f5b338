package documents

import (
	"go/ast"
	"go/doc"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestExamples makes sure that who reads the documentation of a package finds
// an Example for each of its functions, complete enough to be copied.
func TestExamples(t *testing.T) {
	for _, p := range load(t, root(t), "./...") {
		if strings.Contains(p.PkgPath, "/internal/") {
			continue // nobody can import it
		}
		positions := token.NewFileSet()
		var files []*ast.File
		names, err := filepath.Glob(filepath.Join(filepath.Dir(p.GoFiles[0]), "*.go"))
		require.NoError(t, err)
		for _, name := range names {
			file, err := parser.ParseFile(positions, name, nil, parser.ParseComments)
			require.NoError(t, err)
			files = append(files, file)
			for _, example := range doc.Examples(file) {
				assert.NotNil(t, example.Play, "%s: Example%s needs what is not in its file, and is shown without it", p.PkgPath, example.Name)
				assert.True(t, example.Output != "" || example.EmptyOutput, "%s: Example%s is not run", p.PkgPath, example.Name)
			}
		}
		documentation, err := doc.NewFromFiles(positions, files, p.PkgPath)
		require.NoError(t, err)
		assert.NotEmpty(t, documentation.Synopsis(documentation.Doc), p.PkgPath)
		functions := documentation.Funcs
		for _, typ := range documentation.Types {
			functions = append(functions, typ.Funcs...)
		}
		for _, function := range functions {
			assert.NotEmpty(t, function.Examples, "%s.%s has no Example", p.PkgPath, function.Name)
		}
	}
}
