package records

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"github.com/cspkit/customerscreen/address/resource"
	"github.com/cspkit/customerscreen/screening"
)

// JSON reads an object, an array, a page of the API ({"items": […]}) or one
// object a line. Memory is bounded by the largest record, or page, of 64 MiB.
// An object in which a name comes twice is a record with its error.
func JSON(r io.Reader) iter.Seq[Record] { return JSONUpTo(r, 64<<20) }

// JSONUpTo is [JSON] with another number of bytes that a record, or page, may
// have. A larger one is a record with its error.
func JSONUpTo(r io.Reader, largest int) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		number := 0
		for text := range split(r, largest) {
			for record := range decode(text) {
				number++
				record.Number = number
				if !yield(record) {
					return
				}
			}
		}
	}
}

// page is a page of the API's list of customers, unless it is a customer with
// items.
type page struct {
	CompanyProfile json.RawMessage `json:"companyProfile"`
	BillingProfile json.RawMessage `json:"billingProfile"`
	Items          json.RawMessage `json:"items"`

	received resource.Received
}

func (p *page) UnmarshalJSON(data []byte) error { return p.received.Decode(data, p) }

// decode reads one text: a customer, or a page of them.
func decode(text text) iter.Seq[Record] {
	return func(yield func(Record) bool) {
		items, err := itemsOf(text)
		switch {
		case err != nil:
			yield(Record{Err: text.locate(err)})
		case items == nil:
			yield(customer(text.json, text))
		}
		for _, item := range items {
			if !yield(customer(item, text)) {
				return
			}
		}
	}
}

// itemsOf returns a page's customers, nil for what is no page.
func itemsOf(text text) (items []json.RawMessage, err error) {
	if text.err != nil || !bytes.Contains(bytes.ToLower(text.json), []byte(`"items"`)) {
		return nil, nil
	}
	var page page
	if err := json.Unmarshal(text.json, &page); err != nil {
		return nil, err
	}
	if page.CompanyProfile == nil && page.BillingProfile == nil && bytes.HasPrefix(page.Items, []byte("[")) {
		err = json.Unmarshal(page.Items, &items)
	}
	return items, err
}

func customer(data []byte, text text) Record {
	err := text.err
	if err == nil && string(data) == "null" {
		err = errors.New("expected a customer, found null")
	}
	customer := new(screening.Customer)
	if err == nil {
		err = json.Unmarshal(data, customer)
	}
	if err != nil {
		return Record{Err: text.locate(err)}
	}
	return Record{Customer: customer}
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
