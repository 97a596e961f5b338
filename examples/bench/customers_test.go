package bench

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// subject is one customer in the forms that the contenders judge. They are
// made before any timing.
type subject struct {
	customer   *screening.Customer
	line       []byte         // the customer as a line of NDJSON
	document   any            // the line as a JSON Schema validator wants it
	activation map[string]any // the variables of a CEL expression
}

func newSubject(customer *screening.Customer) *subject {
	country, number, phone := screenedFields(customer)
	line := must(json.Marshal(customer))
	return &subject{
		customer:   customer,
		line:       line,
		document:   must(jsonschema.UnmarshalJSON(bytes.NewReader(line))),
		activation: map[string]any{"country": country, "number": number, "phone": phone},
	}
}

// poolSize is the number of customers that a benchmark takes in turn, few
// enough for a processor's cache.
const poolSize = 1024

var accepted = sync.OnceValue(func() []*subject { return pool(newSource(1).accepted) })
var rejected = sync.OnceValue(func() []*subject { return pool(newSource(1).rejected) })

func pool(next func() *screening.Customer) []*subject {
	subjects := make([]*subject, poolSize)
	for i := range subjects {
		subjects[i] = newSubject(next())
	}
	return subjects
}

const acceptedName, refusedName = "accepted", "refused"

type namedPool struct {
	name      string
	customers []*subject
}

func pools() []namedPool {
	return []namedPool{{acceptedName, accepted()}, {refusedName, rejected()}}
}

// lengths are the digits that November 2020 wants of a number.
var lengths = map[string][]int{
	"AM": {8, 10},
	"AZ": {7, 10},
	"BY": {9},
	"HU": {10, 11},
	"KG": {14},
	"KZ": {12},
	"MD": {6, 7, 8, 13},
	"RU": {9, 10, 12},
	"TJ": {9, 10, 12},
	"UA": {8, 10, 12},
	"UZ": {9},
}

var (
	listed   = []string{"AM", "AZ", "BY", "HU", "KG", "KZ", "MD", "RU", "TJ", "UA", "UZ"}
	unlisted = []string{"AE", "BR", "CH", "DE", "ES", "FR", "GB", "IN", "IT", "JP", "NL", "PL", "SE", "TR", "US", "ZA"}
)

// known are the country codes of Microsoft's table.
var known = func() map[string]bool {
	known := make(map[string]bool)
	for code := range countries.Codes() {
		known[code] = true
	}
	return known
}()

// source makes customers that differ in country, number and phone, the same
// ones for the same seed.
type source struct{ *rand.Rand }

func newSource(seed uint64) source { return source{rand.New(rand.NewPCG(seed, 2020))} }

func (s source) pick(from []string) string { return from[s.IntN(len(from))] }

func (s source) digits(n int) string {
	var digits strings.Builder
	for range n {
		digits.WriteByte(byte('0' + s.IntN(10)))
	}
	return digits.String()
}

// accepted returns a customer that November 2020 accepts and Inspect has no
// remark on, two of three in a listed country.
func (s source) accepted() *screening.Customer {
	if s.IntN(3) == 0 {
		return s.customer(s.pick(unlisted), "", s.pick([]string{"", "+" + s.digits(11)}))
	}
	country := s.pick(listed)
	for { // until the check digits hold and the number is not a person's
		customer := s.customer(country, s.digits(lengths[country][s.IntN(len(lengths[country]))]), "+"+s.digits(11))
		if len(november2020.Inspect(customer).Advisories) == 0 {
			return customer
		}
	}
}

var november2020 = screening.New(countries.November2020())

// rejected returns a customer that November 2020 refuses, by each of the four
// codes and by two at once.
func (s source) rejected() *screening.Customer {
	country := s.pick(listed)
	fitting := s.digits(lengths[country][0])
	switch s.IntN(5) {
	case 0:
		return s.customer(s.pick(unlisted), s.digits(9), "+"+s.digits(11))
	case 1:
		return s.customer(country, "", "+"+s.digits(11))
	case 2:
		return s.customer(country, fitting[:4]+"-"+fitting[4:], "+"+s.digits(11))
	case 3:
		return s.customer(country, fitting, " ")
	default:
		return s.customer(country, s.digits(5), "")
	}
}

// anything returns a customer of any country, odd texts among them, with any
// number and phone.
func (s source) anything() *screening.Customer {
	country := s.pick(listed)
	texts := []string{"", " ", "\t\u00a0", "\u3000", "x", "1234567\n", " 123456789", "١٢٣٤٥٦٧", "ИНН"}
	for _, n := range lengths[country] {
		texts = append(texts, s.digits(n), s.digits(s.IntN(20)))
	}
	switch s.IntN(8) {
	case 0:
		country = s.pick(unlisted)
	case 1:
		country = s.pick([]string{"", " ", "ru", "Ru", "de", "RUS", "R\u0421", "ıq", "@z", "ſa"})
	}
	customer := s.customer(country, s.pick(texts), s.pick(texts))
	switch s.IntN(16) {
	case 0:
		customer.CompanyProfile = nil
	case 1:
		customer.BillingProfile = nil
	case 2:
		customer.BillingProfile.DefaultAddress, customer.CompanyProfile.Address = nil, customer.BillingProfile.DefaultAddress
	}
	return customer
}

func (s source) customer(country, number, phone string) *screening.Customer {
	name := fmt.Sprintf("contoso%d", s.IntN(1_000_000))
	return &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{
			Domain:                         name + ".onmicrosoft.com",
			CompanyName:                    "Contoso " + name,
			OrganizationRegistrationNumber: number,
		},
		BillingProfile: &screening.CustomerBillingProfile{
			FirstName:   "Anna",
			LastName:    "Contoso",
			Email:       "billing@" + name + ".example",
			Culture:     "en-US",
			Language:    "en",
			CompanyName: "Contoso " + name,
			DefaultAddress: &address.Address{
				Country:      country,
				City:         "Capital",
				AddressLine1: "Main Street 1",
				PostalCode:   s.digits(6),
				FirstName:    "Anna",
				LastName:     "Contoso",
				PhoneNumber:  phone,
			},
		},
	}
}
