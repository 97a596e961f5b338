package documents

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"github.com/cspkit/customerscreen/internal/tests"
)

// module is the path of the library's module.
const module = "github.com/cspkit/customerscreen"

// reader follows one document: it has the folder in which the commands and
// programs of the document are run.
type reader struct {
	t      *testing.T // the document's
	root   string
	folder string
	output *bytes.Buffer // of the last block that wrote any; nil where the last one was not run
	wants  bool          // whether the last block was skipped for want of a tool

	servers map[string]string // where a program listens, by the address that it prints in the documents
}

func TestBlocks(t *testing.T) {
	for _, d := range documents(t) {
		t.Run(d.path, func(t *testing.T) {
			if d.path != "README.md" {
				tests.Long(t) // it starts many programs
			}
			r := newReader(t)
			for _, b := range d.blocks {
				t.Run(fmt.Sprintf("%s in line %d", b.language, b.line), func(t *testing.T) { r.try(t, b) })
			}
		})
	}
}

// newReader returns a reader in a new folder, which is a module outside of the
// repository and requires what the library and the examples require: without a
// network, what go mod tidy would find.
func newReader(t *testing.T) *reader {
	t.Helper()
	r := &reader{t: t, root: root(t), folder: t.TempDir(), servers: map[string]string{}}
	read := func(file string) string {
		text, err := os.ReadFile(filepath.Join(r.root, filepath.FromSlash(file)))
		require.NoError(t, err)
		return string(text)
	}
	_, requirements, _ := strings.Cut(read("examples/go.mod"), "\n")
	_, more, _ := strings.Cut(read("go.mod"), "\nrequire ")
	r.save(t, "go.mod", "module example.com/try\n"+requirements+"\nrequire "+more+"\nreplace "+module+" => "+r.root+"\n")
	r.save(t, "go.sum", read("go.sum")+read("examples/go.sum"))
	return r
}

func (r *reader) try(t *testing.T, b block) {
	written, skipped := r.output, r.wants
	r.output = nil
	defer func() { r.wants = t.Skipped() }()
	switch b.language {
	case "go":
		if !strings.HasPrefix(b.code, "package ") {
			return // TestFragments compiles it
		}
		r.save(t, "main.go", b.code)
		r.run(t, "go vet .\ngo run .")
	case "sh":
		r.run(t, b.code)
	case "text":
		if skipped {
			t.Skip("what writes it was skipped")
		}
		require.NotNil(t, written, "no block before this one writes anything")
		require.Regexp(t, pattern(b.code), written.String())
	case "csv":
		r.save(t, "customers.csv", b.code)
	case "json":
		assert.True(t, json.Valid([]byte(b.code)))
	case "yaml":
		var value any
		assert.NoError(t, yaml.Unmarshal([]byte(b.code), &value))
	case "js":
		r.runJavaScript(t, b.code)
	default:
		t.Errorf("the test knows no way to try a block of %q: see the documentation of this package", b.language)
	}
}

func (r *reader) save(t *testing.T, name, text string) {
	t.Helper()
	require.NoError(t, os.WriteFile(filepath.Join(r.folder, name), []byte(text), 0o600))
}

// pattern matches the text, in which … stands for any.
func pattern(text string) string {
	quoted := regexp.QuoteMeta(strings.TrimSpace(text))
	return `(?s)\A\s*` + strings.ReplaceAll(quoted, "…", ".*") + `\s*\z`
}

func TestIssueTemplates(t *testing.T) {
	files, err := filepath.Glob("../../.github/ISSUE_TEMPLATE/*.yml")
	require.NoError(t, err)
	require.NotEmpty(t, files)
	for _, file := range files {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		var template map[string]any
		require.NoError(t, yaml.Unmarshal(text, &template), file)
		if filepath.Base(file) == "config.yml" {
			continue
		}
		for _, member := range []string{"name", "description", "body"} {
			assert.Contains(t, template, member, file)
		}
	}
}
