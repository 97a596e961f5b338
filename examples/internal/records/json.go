package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	segmentio "github.com/segmentio/encoding/json"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/wire"
	"github.com/cspkit/customerscreen/screening"
)

// JSON reads an object, an array, a page of the API ({"items": […]}) or one
// object a line. Memory is bounded by the largest record, or page, of 64 MiB.
// An object in which a name that is screened comes twice is a record with its
// error.
func JSON(r io.Reader) iter.Seq[Record] { return JSONUpTo(r, 64<<20) }

// JSONUpTo is [JSON] with another number of bytes that a record, or page, may
// have. A larger one is a record with its error.
func JSONUpTo(r io.Reader, largest int) iter.Seq[Record] {
	return decoded(numbered(cutJSON(r, largest)))
}

// cutJSON cuts the input into the customers that stand alone, and those of
// pages. Their errors are located.
func cutJSON(r io.Reader, largest int) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		for value := range split(r, largest) {
			items, err := value.items()
			if items == nil && !yield(Raw{json: value, err: value.located(err)}) {
				return
			}
			for _, item := range items {
				if !yield(Raw{json: text{json: item, line: value.line, column: value.column}}) {
					return
				}
			}
		}
	}
}

// items returns the customers of a page of the API's list, nil for what is no
// page: a customer with items is none.
func (t text) items() (items []json.RawMessage, err error) {
	if t.err != nil || !t.hasItems {
		return nil, t.err
	}
	decoder := jsontext.NewDecoder(bytes.NewBuffer(t.json), jsontext.AllowDuplicateNames(true), jsontext.AllowInvalidUTF8(true))
	_, err = decoder.ReadToken()
	var list jsontext.Value
	for err == nil && decoder.PeekKind() == jsontext.KindString {
		token, _ := decoder.ReadToken()
		name := token.String()
		var value jsontext.Value
		value, err = decoder.ReadValue()
		switch isNull := value.Kind() == jsontext.KindNull; {
		case !isNull && (wire.EqualName("companyProfile", name) || wire.EqualName("billingProfile", name)):
			return nil, nil
		case wire.EqualName("items", name) && list != nil:
			return nil, &pcerrors.DecodeError{Field: "items", Expected: "one value", Found: "the name twice"}
		case wire.EqualName("items", name):
			list = value.Clone()
		}
	}
	if err != nil || list.Kind() != jsontext.KindBeginArray {
		return nil, nil // decode says where the syntax breaks
	}
	err = json.Unmarshal(list, &items)
	return items, err
}

// decode reads a customer. Its error is located.
func (t text) decode() (*screening.Customer, error) {
	if string(t.json) == "null" {
		return nil, t.locate(errors.New("expected a customer, found null"))
	}
	customer := new(screening.Customer)
	decode := customer.UnmarshalJSON
	if !valid(t.json) {
		decode = func(data []byte) error { return json.Unmarshal(data, customer) } // says where the syntax breaks
	}
	if err := decode(t.json); err != nil {
		return nil, t.locate(err)
	}
	return customer, nil
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
	hasItems     bool // false: it is not a page
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
