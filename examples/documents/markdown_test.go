package documents

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// document is a Markdown file.
type document struct {
	path     string // from the root of the repository, with slashes
	blocks   []block
	spans    []string // code within text
	links    []string
	headings []string // text
}

// block is a fenced code block.
type block struct {
	line     int // of its first line of code
	language string
	code     string
}

// root is the absolute path of the repository.
func root(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("../..")
	require.NoError(t, err)
	return path
}

// documents reads every Markdown file of the repository.
func documents(t *testing.T) []document {
	t.Helper()
	var found []document
	root := root(t)
	require.NoError(t, filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (entry.Name() == ".git" || entry.Name() == "node_modules"):
			return filepath.SkipDir
		case filepath.Ext(path) != ".md":
			return nil
		}
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		found = append(found, parse(filepath.ToSlash(relative), source))
		return nil
	}))
	require.NotEmpty(t, found)
	return found
}

func parse(path string, source []byte) document {
	d := document{path: path}
	markdown := goldmark.New(goldmark.WithExtensions(extension.GFM))
	// The function returns no error, so Walk returns none.
	_ = ast.Walk(markdown.Parser().Parse(text.NewReader(source)), func(node ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		switch node := node.(type) {
		case *ast.FencedCodeBlock:
			lines := node.Lines()
			b := block{language: string(node.Language(source)), code: string(lines.Value(source))}
			if lines.Len() > 0 {
				b.line = strings.Count(string(source[:lines.At(0).Start]), "\n") + 1
			}
			d.blocks = append(d.blocks, b)
		case *ast.CodeBlock:
			d.blocks = append(d.blocks, block{language: "indented", code: string(node.Lines().Value(source))})
		case *ast.CodeSpan:
			d.spans = append(d.spans, content(node, source))
		case *ast.Link:
			d.links = append(d.links, string(node.Destination))
		case *ast.Image:
			d.links = append(d.links, string(node.Destination))
		case *ast.Heading:
			d.headings = append(d.headings, content(node, source))
		}
		return ast.WalkContinue, nil
	})
	return d
}

// content is the text of a node without its markup.
func content(node ast.Node, source []byte) string {
	var all strings.Builder
	for child := node.FirstChild(); child != nil; child = child.NextSibling() {
		if leaf, ok := child.(*ast.Text); ok {
			all.Write(leaf.Value(source))
		} else {
			all.WriteString(content(child, source))
		}
	}
	return all.String()
}
