package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	segmentio "github.com/segmentio/encoding/json"

	"github.com/cspkit/customerscreen/screening"
)

// JSON reads an object, an array, a page of the API ({"items": […]}), of
// Microsoft Graph or of PowerShell ({"value": […]}), or one object after the
// other. Memory is bounded by the largest record, of 64 MiB. An object in which
// a name comes twice, or that has no profile, is a record with its error.
func JSON(r io.Reader) iter.Seq[Record] { return JSONUpTo(r, largestJSON) }

// JSONUpTo is [JSON] with another number of bytes that a record may have. A
// larger one is a record with its error.
func JSONUpTo(r io.Reader, largest int) iter.Seq[Record] {
	return decoded(numbered(cutJSON(r, largest)))
}

// cutJSON cuts the input into the customers that stand alone, and those of
// pages. Their errors are located.
func cutJSON(r io.Reader, largest int) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		for value := range split(r, largest) {
			if !yield(Raw{json: value, place: value.line, err: value.located(value.err)}) {
				return
			}
		}
	}
}

// decode reads a customer. Its error is located.
func (t text) decode() (*screening.Customer, error) {
	if string(t.json) == "null" {
		return nil, t.locate(errors.New("expected a customer, found null"))
	}
	customer, err := unmarshal(t.json)
	if err == nil && customer.CompanyProfile == nil && customer.BillingProfile == nil && !t.hasProfile() {
		err = errors.New("expected a customer, found an object without companyProfile and billingProfile")
	}
	if err != nil && bytes.Contains(t.json, []byte(`"@{`)) {
		err = fmt.Errorf(`%w; PowerShell has written "@{…}" for an object: write the file again with ConvertTo-Json -Depth 10`, err)
	}
	if err != nil {
		return nil, t.locate(err)
	}
	return customer, nil
}

// unmarshal reads a customer; its error says where the syntax breaks.
func unmarshal(data []byte) (*screening.Customer, error) {
	customer := new(screening.Customer)
	decode := customer.UnmarshalJSON
	if !valid(data) {
		decode = func(data []byte) error { return json.Unmarshal(data, customer) }
	}
	return customer, decode(data)
}

// hasProfile reports whether a profile is there, if only as null.
func (t text) hasProfile() bool {
	var members map[string]json.RawMessage
	_ = json.Unmarshal(t.json, &members) // it has been read before
	for name := range members {
		if strings.EqualFold(name, "companyProfile") || strings.EqualFold(name, "billingProfile") {
			return true
		}
	}
	return false
}

// valid reports whether a text is JSON. segmentio's check takes a third of the
// time of encoding/json's, but calls itself for each bracket: a text of many
// millions would take all the stack.
func valid(text []byte) bool {
	if len(text) <= 1<<16 {
		return segmentio.Valid(text)
	}
	return json.Valid(text)
}

// located adds the place to an error, if there is one.
func (t text) located(err error) error {
	if err == nil {
		return nil
	}
	return t.locate(err)
}

// text is one JSON value of the input and the place where it begins.
type text struct {
	json         []byte
	line, column int
	err          error
}

// locate adds the place to an error: where the syntax breaks, or where the
// record begins.
func (t text) locate(err error) error {
	line, column := t.line, t.column
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		before := t.json[:min(max(int(syntax.Offset)-1, 0), len(t.json))]
		if newline := bytes.LastIndexByte(before, '\n'); newline >= 0 {
			line += bytes.Count(before, []byte("\n"))
			column = len(before) - newline
		} else {
			column += len(before)
		}
		// The message of encoding/json quotes the character, never a value.
		err = fmt.Errorf("expected JSON: %s", strings.TrimPrefix(err.Error(), "json: "))
	}
	return fmt.Errorf("line %d, column %d: %w", line, column, err)
}
