package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/internal/tests"
)

func screenWithGo(t *testing.T, schema json.RawMessage, customers []string) []answer {
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	require.NoError(t, err)
	compiler := jsonschema.NewCompiler()
	require.NoError(t, compiler.AddResource("customer.schema.json", document))
	compiled, err := compiler.Compile("customer.schema.json")
	require.NoError(t, err)

	answers := make([]answer, len(customers))
	for i, text := range customers {
		customer, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
		require.NoError(t, err, text)
		err = compiled.Validate(customer)
		answers[i] = answer{err == nil, []int{}}
		if failed := (*jsonschema.ValidationError)(nil); errors.As(err, &failed) {
			answers[i].Codes = append(answers[i].Codes, slices.Compact(slices.Sorted(slices.Values(codesOf(t, document, failed))))...)
		}
	}
	return answers
}

// codesOf returns the codes beside the keywords that failed.
func codesOf(t *testing.T, document any, failed *jsonschema.ValidationError) []int {
	codes := []int{}
	if len(failed.Causes) == 0 {
		if code, ok := at(t, document, failed.SchemaURL)["x-partnercenter-code"].(json.Number); ok {
			number, err := code.Int64()
			require.NoError(t, err)
			codes = append(codes, int(number))
		}
	}
	for _, cause := range failed.Causes {
		codes = append(codes, codesOf(t, document, cause)...)
	}
	return codes
}

// at returns the schema that a URL's fragment, a JSON pointer, points to.
func at(t *testing.T, document any, location string) map[string]any {
	parsed, err := url.Parse(location)
	require.NoError(t, err)
	for _, token := range strings.Split(parsed.Fragment, "/")[1:] {
		token = strings.NewReplacer("~1", "/", "~0", "~").Replace(token)
		if list, ok := document.([]any); ok {
			var i int
			require.NoError(t, json.Unmarshal([]byte(token), &i))
			document = list[i]
			continue
		}
		document = document.(map[string]any)[token]
	}
	schema, ok := document.(map[string]any)
	require.True(t, ok, location)
	return schema
}

// screenWithAjv runs screen.js. Where it cannot run the test is skipped, and in
// CI it fails.
func screenWithAjv(t *testing.T, schema json.RawMessage, customers []string) []answer {
	node, err := exec.LookPath("node")
	if err != nil {
		tests.Missing(t, "Node.js", "install it, and run npm ci --prefix examples/schema")
	}
	if _, err := os.Stat("node_modules/ajv"); err != nil {
		tests.Missing(t, "Ajv", "npm ci --prefix examples/schema")
	}
	file := filepath.Join(t.TempDir(), "customer.schema.json")
	require.NoError(t, os.WriteFile(file, schema, 0o600))
	command := exec.CommandContext(t.Context(), node, "screen.js", file)
	command.Stdin = strings.NewReader(strings.Join(customers, "\n"))
	var complaints bytes.Buffer
	command.Stderr = &complaints
	out, err := command.Output()
	require.NoError(t, err, complaints.String())

	var answers []answer
	for line := range bytes.Lines(out) {
		var a answer
		require.NoError(t, json.Unmarshal(line, &a))
		answers = append(answers, a)
	}
	return answers
}
