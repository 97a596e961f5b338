package bench

import (
	"bytes"
	"encoding/json"
	"iter"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// withJSONSchema judges by the library's own schema. Of three well-kept
// validators this is the quickest on it: google/jsonschema-go took 6 times as
// long, kaptinlin/jsonschema 13 times (November 2026).
func withJSONSchema() contender {
	document := must(jsonschema.UnmarshalJSON(bytes.NewReader(screening.JSONSchema(countries.November2020()))))
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("customer.schema.json", document); err != nil {
		panic(err)
	}
	schema := must(compiler.Compile("customer.schema.json"))
	return judging(
		"JSON Schema, santhosh-tekuri/jsonschema",
		func(s *subject) error { return schema.Validate(s.document) },
		func(err error) []errors.Code {
			if err == nil {
				return nil
			}
			var codes []errors.Code
			for cause := range causes(err.(*jsonschema.ValidationError)) {
				codes = append(codes, schemaCode(document, cause.SchemaURL))
			}
			slices.Sort(codes)
			return slices.Compact(codes)
		},
	)
}

// causes returns the keywords that failed.
func causes(failed *jsonschema.ValidationError) iter.Seq[*jsonschema.ValidationError] {
	return func(yield func(*jsonschema.ValidationError) bool) {
		if len(failed.Causes) == 0 {
			yield(failed)
			return
		}
		for _, cause := range failed.Causes {
			for c := range causes(cause) {
				if !yield(c) {
					return
				}
			}
		}
	}
}

// schemaCode returns the code beside the keyword that a URL points to. The only
// one without a code, for a Customer resource, is that of the country.
func schemaCode(schema any, location string) errors.Code {
	for _, token := range strings.Split(must(url.Parse(location)).Fragment, "/")[1:] {
		if list, ok := schema.([]any); ok {
			schema = list[must(strconv.Atoi(token))]
		} else {
			schema = schema.(map[string]any)[token]
		}
	}
	code, ok := schema.(map[string]any)["x-partnercenter-code"].(json.Number)
	if !ok {
		return undecided
	}
	return codeOf(code.String())
}
