package main

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"

	"github.com/cspkit/customerscreen/screening"
)

//go:embed customers.json
var shippedCustomers []byte

// record is a customer of the input, or what keeps it from being read.
type record struct {
	number   int // counts from 1 over all files
	customer *screening.Customer
	err      error
}

// read reads the named files, or the shipped customers where none is named.
func read(names []string, stdin io.Reader) iter.Seq[record] {
	return func(yield func(record) bool) {
		number := 0
		if len(names) == 0 {
			names = []string{""}
		}
		for _, name := range names {
			for customer, err := range file(name, stdin) {
				number++
				if !yield(record{number, customer, err}) {
					return
				}
			}
		}
	}
}

func file(name string, stdin io.Reader) iter.Seq2[*screening.Customer, error] {
	text, err := shippedCustomers, error(nil)
	switch name {
	case "":
	case "-":
		text, err = io.ReadAll(stdin)
	default:
		text, err = os.ReadFile(name)
	}
	return func(yield func(*screening.Customer, error) bool) {
		if err != nil {
			yield(nil, err)
			return
		}
		for customer, err := range customers(text) {
			if err != nil && name != "-" {
				err = fmt.Errorf("%s: %w", name, err)
			}
			if !yield(customer, err) {
				return
			}
		}
	}
}

// customers reads objects one after the other, in arrays, or in pages of the
// API. After a syntax error it goes on with the next line that begins an object.
func customers(text []byte) iter.Seq2[*screening.Customer, error] {
	return func(yield func(*screening.Customer, error) bool) {
		for rest := text; ; {
			decoder := json.NewDecoder(bytes.NewReader(rest))
			var value json.RawMessage
			err := decoder.Decode(&value)
			if err == io.EOF {
				return
			}
			begin := len(text) - len(bytes.TrimLeft(rest, " \t\r\n"))
			line := 1 + bytes.Count(text[:begin], []byte("\n"))
			if err != nil {
				if !yield(nil, fmt.Errorf("line %d: expected JSON: %w", line, err)) {
					return
				}
				next := bytes.Index(text[begin:], []byte("\n{"))
				if next < 0 {
					return
				}
				rest = text[begin+next:]
				continue
			}
			rest = rest[decoder.InputOffset():]
			ones, err := values(value)
			if err != nil && !yield(nil, fmt.Errorf("line %d: %w", line, err)) {
				return
			}
			for _, one := range ones {
				customer := new(screening.Customer)
				err := json.Unmarshal(one, customer)
				if err == nil && string(one) == "null" {
					err = errors.New("expected a customer, found null")
				}
				if err != nil {
					err = fmt.Errorf("line %d: %w", line, err)
				}
				if !yield(customer, err) {
					return
				}
			}
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
