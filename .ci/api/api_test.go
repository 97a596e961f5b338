// Package api holds the test that the list of public names is the code's.
package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const (
	library  = "../.."
	document = "../../.github/API.md"
)

func TestEveryExportedNameIsJustifiedOnce(t *testing.T) {
	listed := listedNames(t)
	exported := map[string][]string{}
	for _, folder := range packages(t) {
		exported[folder] = exportedNames(t, folder)
	}
	for folder, names := range exported {
		assert.ElementsMatch(t, names, listed[folder], "package %s: list A is exported, list B is in %s", folder, document)
	}
	for folder := range listed {
		assert.Contains(t, exported, folder, "%s names a package that does not exist", document)
	}
}

// packages returns the folders of the library's packages.
func packages(t *testing.T) []string {
	var folders []string
	require.NoError(t, filepath.WalkDir(library, func(path string, entry fs.DirEntry, err error) error {
		name, _ := filepath.Rel(library, path)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == "examples" || name == "internal" || entry.Name() == "testdata" || strings.HasPrefix(name, ".") && name != "."):
			return filepath.SkipDir
		case isSource(name) && !slices.Contains(folders, filepath.Dir(name)):
			folders = append(folders, filepath.Dir(name))
		}
		return nil
	}))
	require.Contains(t, folders, "screening/partnercentertest", "the packages are found")
	return folders
}

func isSource(name string) bool {
	return strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go")
}

// exportedNames returns a package's names: constants, variables, functions and
// types as they are, fields and methods as Type.Name.
func exportedNames(t *testing.T, folder string) []string {
	var names []string
	add := func(parent string, identifier *ast.Ident) {
		if ast.IsExported(parent) && identifier.IsExported() {
			names = append(names, parent+"."+identifier.Name)
		} else if parent == "" && identifier.IsExported() {
			names = append(names, identifier.Name)
		}
	}
	files, err := os.ReadDir(filepath.Join(library, folder))
	require.NoError(t, err)
	for _, file := range files {
		if !isSource(file.Name()) {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), filepath.Join(library, folder, file.Name()), nil, parser.SkipObjectResolution)
		require.NoError(t, err)
		for _, declaration := range tree.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				parent := ""
				if d.Recv != nil {
					parent = typeName(d.Recv.List[0].Type).Name
				}
				add(parent, d.Name)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.ValueSpec:
						for _, identifier := range s.Names {
							add("", identifier)
						}
					case *ast.TypeSpec:
						add("", s.Name)
						for _, member := range members(s.Type) {
							add(s.Name.Name, member)
						}
					}
				}
			}
		}
	}
	return names
}

// members returns the names of a struct's fields or an interface's methods,
// embedded ones by their type.
func members(expression ast.Expr) []*ast.Ident {
	var fields *ast.FieldList
	switch e := expression.(type) {
	case *ast.StructType:
		fields = e.Fields
	case *ast.InterfaceType:
		fields = e.Methods
	default:
		return nil
	}
	var names []*ast.Ident
	for _, field := range fields.List {
		if len(field.Names) == 0 {
			names = append(names, typeName(field.Type))
		}
		names = append(names, field.Names...)
	}
	return names
}

// typeName returns the name of a type, without pointer, package and parameters.
func typeName(expression ast.Expr) *ast.Ident {
	switch e := expression.(type) {
	case *ast.StarExpr:
		return typeName(e.X)
	case *ast.IndexExpr:
		return typeName(e.X)
	case *ast.SelectorExpr:
		return e.Sel
	default:
		return e.(*ast.Ident)
	}
}

var (
	row    = regexp.MustCompile("^\\| (`[^|]+`) \\| ([^|]+) \\|$")
	quoted = regexp.MustCompile("`([^`]+)`")
)

// listedNames returns the document's names by package; every row has a reason.
func listedNames(t *testing.T) map[string][]string {
	text, err := os.ReadFile(document)
	require.NoError(t, err)
	names := map[string][]string{}
	folder, rows := "", 0
	for line := range strings.Lines(string(text)) {
		line = strings.TrimSpace(line)
		if heading, ok := strings.CutPrefix(line, "## "); ok {
			folder = heading
			continue
		}
		if strings.HasPrefix(line, "| `") {
			rows++
		}
		cells := row.FindStringSubmatch(line)
		if cells == nil {
			continue
		}
		rows--
		parent := ""
		for _, match := range quoted.FindAllStringSubmatch(cells[1], -1) {
			name := match[1]
			if strings.HasPrefix(name, ".") {
				name = parent + name
			} else {
				parent = name
			}
			names[folder] = append(names[folder], name)
		}
	}
	require.Zero(t, rows, "rows that are not of the form: | `Name` | Why |")
	return names
}
