package documents

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/doc/comment"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/go/packages"
)

// imports are the packages that fragments know, by the names they go by.
var imports = map[string]string{
	"context": "context", "errors": "errors", "fmt": "fmt", "http": "net/http", "json": "encoding/json", "log": "log", "time": "time",
	"address": module + "/address", "countries": module + "/countries", "live": module + "/countries/live",
	"pcerrors": module + "/errors", "screening": module + "/screening", "transport": module + "/screening/transport", "phone": module + "/screening/phone", "translations": module + "/screening/translations",
	"validator": "github.com/go-playground/validator/v10", "partnercentertest": module + "/screening/partnercentertest",
}

var (
	selector = regexp.MustCompile(`\b([a-z]+)\.[A-Z]`)
	call     = regexp.MustCompile(`\b[a-z]+\.[A-Z]\w*\(`)
)

// TestFragments compiles the fragments of Go in the documents and in the
// documentation of the packages. That a variable or a package is not used is
// no fault of a fragment.
func TestFragments(t *testing.T) {
	known := loadedImports{}
	for _, p := range load(t, newReader(t).folder, slices.Collect(maps.Values(imports))...) {
		known[p.PkgPath] = p.Types
	}
	compile := func(place, code string) {
		positions := token.NewFileSet()
		file, err := parser.ParseFile(positions, "", compilable(t, code), parser.SkipObjectResolution)
		if !assert.NoError(t, err, place) {
			return
		}
		checker := types.Config{Importer: known, Error: func(err error) {
			if fault, ok := errors.AsType[types.Error](err); !ok || !fault.Soft {
				t.Errorf("%s: %v", place, err)
			}
		}}
		_, _ = checker.Check("fragment", positions, []*ast.File{file}, nil) // errors are reported above
	}
	compiled := 0
	for _, d := range documents(t) {
		for _, b := range d.blocks {
			if b.language == "go" && !strings.HasPrefix(b.code, "package ") {
				compile(fmt.Sprintf("%s:%d", d.path, b.line), b.code)
				compiled++
			}
		}
	}
	for place, code := range commentBlocks(t) {
		switch {
		case strings.HasPrefix(code, "{"):
			assert.True(t, json.Valid([]byte(code)), place)
		case strings.HasPrefix(code, "import "), call.MatchString(code):
			compile(place, code)
			compiled++
		}
	}
	assert.Greater(t, compiled, 10)
}

// loadedImports are what fragments can import, by path.
type loadedImports map[string]*types.Package

func (l loadedImports) Import(path string) (*types.Package, error) {
	if p, ok := l[path]; ok {
		return p, nil
	}
	return nil, fmt.Errorf("fragments do not know the package %q", path)
}

// load loads packages as a module in the folder imports them.
func load(t *testing.T, folder string, patterns ...string) []*packages.Package {
	t.Helper()
	loaded, err := packages.Load(&packages.Config{
		Context: t.Context(),
		Dir:     folder,
		Mode:    packages.NeedName | packages.NeedFiles | packages.NeedImports | packages.NeedSyntax | packages.NeedTypes,
	}, patterns...)
	require.NoError(t, err)
	require.NotEmpty(t, loaded)
	for _, p := range loaded {
		require.Empty(t, p.Errors)
	}
	return loaded
}

// compilable makes a file of a fragment.
func compilable(t *testing.T, code string) string {
	t.Helper()
	if strings.HasPrefix(code, "import ") {
		return "package fragment\n" + code
	}
	variables, err := os.ReadFile("fragment.go.txt")
	require.NoError(t, err)
	text := string(variables) + "\nfunc _() error {\n" + code + "\nreturn nil\n}\n"
	file := "package fragment\n"
	imported := map[string]bool{}
	for _, found := range selector.FindAllStringSubmatch(text, -1) {
		name := found[1]
		if path, ok := imports[name]; ok && !imported[name] {
			imported[name] = true
			file += fmt.Sprintf("import %s %q\n", name, path)
		}
	}
	return file + text
}

// commentBlocks returns the code blocks in the comments of the repository's
// code, by their places.
func commentBlocks(t *testing.T) map[string]string {
	t.Helper()
	blocks := map[string]string{}
	root := root(t)
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "node_modules":
			return filepath.SkipDir
		case filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		positions := token.NewFileSet()
		file, err := parser.ParseFile(positions, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(node ast.Node) bool {
			group, ok := node.(*ast.CommentGroup)
			if !ok {
				return true
			}
			for i, part := range new(comment.Parser).Parse(group.Text()).Content {
				if code, ok := part.(*comment.Code); ok {
					blocks[fmt.Sprintf("%s, part %d of the comment", positions.Position(group.Pos()), i+1)] = code.Text
				}
			}
			return true
		})
		return nil
	}))
	return blocks
}

var (
	qualifiedName = regexp.MustCompile(`\b([a-z]+)\.([A-Z]\w*)`)
	exportedName  = regexp.MustCompile(`^\*?[A-Z][a-z]\w*(\.[A-Z]\w*)?$`)
)

// TestNames looks up the names of Go that the documents mention in their text.
func TestNames(t *testing.T) {
	scopes := map[string]*types.Scope{} // of the library's packages, by path
	members := map[string]bool{}        // everything that is exported, alone and as Type.Member
	for _, p := range load(t, root(t), "./...") {
		scopes[p.PkgPath] = p.Types.Scope()
		for _, name := range p.Types.Scope().Names() {
			members[name] = true
			named, ok := p.Types.Scope().Lookup(name).Type().(*types.Named)
			if !ok {
				continue
			}
			for method := range types.NewMethodSet(types.NewPointer(named)).Methods() {
				members[method.Obj().Name()] = true
				members[name+"."+method.Obj().Name()] = true
			}
			if structure, ok := named.Underlying().(*types.Struct); ok {
				for field := range structure.Fields() {
					members[field.Name()] = true
					members[name+"."+field.Name()] = true
				}
			}
		}
	}
	for _, d := range documents(t) {
		for _, span := range d.spans {
			for _, found := range qualifiedName.FindAllStringSubmatch(span, -1) {
				if scope := scopes[imports[found[1]]]; scope != nil {
					assert.NotNil(t, scope.Lookup(found[2]), "%s: %s", d.path, span)
				}
			}
			if exportedName.MatchString(span) {
				assert.True(t, members[strings.TrimPrefix(span, "*")], "%s: %s is no name of the library", d.path, span)
			}
		}
	}
}
