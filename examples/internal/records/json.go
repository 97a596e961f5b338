package records

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"regexp"
	"strings"

	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/wire"
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

// OneText reads what has to be one JSON text, as a body of application/json is:
// one that is not is a record with its error, where [JSON] reads over what is
// between values.
func OneText(body []byte) iter.Seq[Record] {
	whole := text{json: wire.WithoutMark(body), line: 1, column: 1}
	var value json.RawMessage
	if err := json.Unmarshal(whole.json, &value); err != nil && len(bytes.TrimSpace(whole.json)) > 0 {
		return func(yield func(Record) bool) { yield(Record{Number: 1, Row: 1, Err: whole.locate(err)}) }
	}
	return JSON(bytes.NewReader(body))
}

// cutJSON cuts the input into customers, alone or in pages. Errors name their
// place.
func cutJSON(r io.Reader, largest int) iter.Seq[Raw] {
	return func(yield func(Raw) bool) {
		for value := range split(r, largest) {
			if !yield(Raw{json: value, place: value.line, err: value.located(value.err)}) {
				return
			}
		}
	}
}

// decode reads a customer. An error names its place.
func (t text) decode() (*screening.Customer, error) {
	if string(t.json) == "null" {
		return nil, t.locate(errors.New("expected a customer, found null"))
	}
	customer, err := unmarshal(t.json)
	own := 0
	if customer.CompanyProfile != nil {
		own++
	}
	if customer.BillingProfile != nil {
		own++
	}
	switch {
	case err != nil:
	case own == 0 && profiles(t.json) > 0 && !t.hasNull():
		err = errors.New("expected a customer, found an object with customers inside; take them out, for example with jq '.. | objects | select(.companyProfile or .billingProfile)'")
	case own == 0:
		err = errors.New("expected a customer, found an object without companyProfile and billingProfile")
	case profiles(t.json) > own && t.hasItems():
		err = errors.New("expected a customer or a page of customers, found both in one object")
	}
	if err != nil && shallow.Match(t.json) {
		err = fmt.Errorf(`%w; PowerShell has written a text such as "@{…}" for an object: write the file again with ConvertTo-Json -Depth 10`, err)
	}
	if err != nil {
		return nil, t.locate(err)
	}
	return customer, nil
}

// shallow is what ConvertTo-Json writes for objects further inside than its depth.
var shallow = regexp.MustCompile(`"(?:@\{|System\.Collections\.|System\.Object|Microsoft\.Store\.PartnerCenter\.)`)

// hasNull reports whether an object has a profile that is null.
func (t text) hasNull() bool {
	var own struct{ CompanyProfile, BillingProfile json.RawMessage }
	_ = json.Unmarshal(t.json, &own) // has been read already
	return own.CompanyProfile != nil || own.BillingProfile != nil
}

// profiles counts what could be profiles of customers. It searches for something
// rare: quotes are everywhere.
func profiles(json []byte) (count int) {
	for {
		before, after, found := bytes.Cut(json, []byte(`Profile"`))
		if !found {
			return count
		}
		switch string(before[max(0, len(before)-len(`"company`)):]) {
		case `"company`, `"Company`, `"billing`, `"Billing`:
			count++
		}
		json = after
	}
}

// hasItems reports whether a customer has the member by which a page lists
// customers.
func (t text) hasItems() bool {
	var members map[string]json.RawMessage
	_ = json.Unmarshal(t.json, &members) // has been read already
	for name, value := range members {
		if isOneOf([]byte(name), "items", "value") && profiles(value) > 0 {
			return true
		}
	}
	return false
}

// unmarshal reads a customer; its error says where the syntax breaks.
func unmarshal(data []byte) (*screening.Customer, error) {
	customer := new(screening.Customer)
	err := customer.UnmarshalJSON(data) // finds invalid JSON, too
	if _, wrong := errors.AsType[*pcerrors.DecodeError](err); err != nil && !wrong {
		var value json.RawMessage
		err = cmp.Or(json.Unmarshal(data, &value), err) // with its place
	}
	return customer, err
}

// located adds the place to an error, if any.
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
