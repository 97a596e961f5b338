package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cspkit/customerscreen/screening"
)

//go:embed customers.json
var shippedCustomers []byte

// record is a customer of the input, or what keeps it from being read.
type record struct {
	customer *screening.Customer
	err      error
}

// read reads the named files, or the shipped customers where none is named.
func read(names []string, stdin io.Reader) (records []record) {
	if len(names) == 0 {
		return customers("", shippedCustomers)
	}
	for _, name := range names {
		var text []byte
		var err error
		if name == "-" {
			text, err = io.ReadAll(stdin)
		} else {
			text, err = os.ReadFile(name)
		}
		if err != nil {
			records = append(records, record{err: err})
			continue
		}
		records = append(records, customers(name, text)...)
	}
	return records
}

// customers reads objects one after the other, in arrays, or in pages of the
// API. After a syntax error it goes on with the next line that begins an object.
func customers(name string, text []byte) (records []record) {
	for rest := text; ; {
		begin := len(text) - len(bytes.TrimLeft(rest, " \t\r\n"))
		where := fmt.Sprintf("line %d", 1+bytes.Count(text[:begin], []byte("\n")))
		if name != "-" {
			where = name + ": " + where
		}
		decoder := json.NewDecoder(bytes.NewReader(rest))
		var value json.RawMessage
		err := decoder.Decode(&value)
		if err == io.EOF {
			return records
		}
		if err != nil {
			records = append(records, record{err: fmt.Errorf("%s: expected JSON: %w", where, err)})
			next := bytes.Index(text[begin:], []byte("\n{"))
			if next < 0 {
				return records
			}
			rest = text[begin+next:]
			continue
		}
		rest = rest[decoder.InputOffset():]
		ones, err := values(value)
		if err != nil {
			records = append(records, record{err: fmt.Errorf("%s: %w", where, err)})
		}
		for _, one := range ones {
			customer := new(screening.Customer)
			err := json.Unmarshal(one, customer)
			if err == nil && string(one) == "null" {
				err = errors.New("expected a customer, found null")
			}
			if err != nil {
				err = fmt.Errorf("%s: %w", where, err)
			}
			records = append(records, record{customer, err})
		}
	}
}

// values returns the elements of an array or a page, or else the value itself.
func values(value json.RawMessage) ([]json.RawMessage, error) {
	var array []json.RawMessage
	var page struct{ Items list }
	switch {
	case json.Unmarshal(value, &array) == nil && array != nil:
		return array, nil
	case errors.Is(json.Unmarshal(value, &page), errTwoLists):
		return nil, errTwoLists
	case page.Items != nil:
		return page.Items, nil
	}
	return []json.RawMessage{value}, nil
}

// list is that of a page, which has one.
type list []json.RawMessage

var errTwoLists = errors.New("expected one list of customers in a page, found items twice")

func (l *list) UnmarshalJSON(text []byte) error {
	if *l != nil {
		return errTwoLists
	}
	return json.Unmarshal(text, (*[]json.RawMessage)(l))
}
