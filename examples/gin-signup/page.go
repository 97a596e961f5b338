package main

import (
	_ "embed"
	"encoding/json"
	"html/template"

	"github.com/gin-gonic/gin"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

//go:embed page.html
var pageText string

var pages = template.Must(template.New("page").Parse(pageText))

// The fields whose rule depends on the country.
const (
	numberField  = "companyProfile.organizationRegistrationNumber"
	countryField = "billingProfile.defaultAddress.country"
)

// group is a part of the form.
type group struct {
	Title  string
	Fields []field
}

// field is an input of the form and, on a page, what was typed and what is
// wrong with it.
type field struct {
	Name         string // JSON path in the Customer resource
	Label        string
	Type         string // of HTML's input
	Autocomplete string // of HTML's input
	Placeholder  string
	Initial      string
	Hint         string

	Value    string
	Problems []problem
}

var form = []group{
	{"Company", []field{
		{Name: "billingProfile.companyName", Label: "Company name", Type: "text", Autocomplete: "organization"},
		{Name: "companyProfile.domain", Label: "Domain", Type: "text", Autocomplete: "off", Placeholder: "contoso.onmicrosoft.com"},
		{Name: countryField, Label: "Country", Type: "text", Autocomplete: "country", Hint: "Two letters, for example AM"},
		{Name: numberField, Label: "Registration number", Type: "text", Autocomplete: "off"},
	}},
	{"Address", []field{
		{Name: "billingProfile.defaultAddress.addressLine1", Label: "Street and number", Type: "text", Autocomplete: "address-line1"},
		{Name: "billingProfile.defaultAddress.addressLine2", Label: "Second line (optional)", Type: "text", Autocomplete: "address-line2"},
		{Name: "billingProfile.defaultAddress.postalCode", Label: "Postal code", Type: "text", Autocomplete: "postal-code"},
		{Name: "billingProfile.defaultAddress.city", Label: "City", Type: "text", Autocomplete: "address-level2"},
		{Name: "billingProfile.defaultAddress.state", Label: "State (optional)", Type: "text", Autocomplete: "address-level1", Hint: "Two letters, where the country has states"},
	}},
	{"Contact", []field{
		{Name: "billingProfile.defaultAddress.firstName", Label: "First name", Type: "text", Autocomplete: "given-name"},
		{Name: "billingProfile.defaultAddress.middleName", Label: "Middle name (optional)", Type: "text", Autocomplete: "additional-name"},
		{Name: "billingProfile.defaultAddress.lastName", Label: "Last name", Type: "text", Autocomplete: "family-name"},
		{Name: "billingProfile.email", Label: "E-mail", Type: "email", Autocomplete: "email"},
		{Name: "billingProfile.defaultAddress.phoneNumber", Label: "Phone number", Type: "tel", Autocomplete: "tel"},
		{Name: "billingProfile.culture", Label: "Culture", Type: "text", Autocomplete: "off", Initial: "en-US"},
		{Name: "billingProfile.language", Label: "Language", Type: "text", Autocomplete: "language", Initial: "en"},
	}},
}

// page is what the template shows: the form, or a customer that was accepted.
type page struct {
	Groups   []group
	Listed   []countries.Rule
	Count    int       // of problems
	General  []problem // of no field of the form
	Accepted string
}

// initialValue is what a field holds before anybody typed.
func initialValue(name string) string {
	for _, group := range form {
		for _, field := range group.Fields {
			if field.Name == name {
				return field.Initial
			}
		}
	}
	return ""
}

// formPage is the form with its values, each problem beside its field.
func formPage(policy *countries.Policy, value func(name string) string, found []problem) page {
	p := page{Count: len(found)}
	for rule := range policy.Rules() {
		p.Listed = append(p.Listed, rule)
	}
	byField := make(map[string][]problem)
	for _, problem := range found {
		byField[problem.Field] = append(byField[problem.Field], problem)
	}
	rule, _ := policy.Rule(value(countryField))
	for _, g := range form {
		shown := group{Title: g.Title}
		for _, f := range g.Fields {
			f.Value, f.Problems = value(f.Name), byField[f.Name]
			delete(byField, f.Name)
			if f.Name == numberField && rule.Listed() {
				hints := rule.FormHints().RegistrationNumber
				f.Hint = hints.Help
				if hints.LocalLabel != "" {
					f.Hint = hints.LocalLabel + ". " + f.Hint
				}
			}
			shown.Fields = append(shown.Fields, f)
		}
		p.Groups = append(p.Groups, shown)
	}
	for _, problem := range found {
		if byField[problem.Field] != nil {
			p.General = append(p.General, problem)
		}
	}
	return p
}

// acceptedPage shows what a create-customer request would send.
func acceptedPage(customer *screening.Customer) page {
	body, err := json.MarshalIndent(customer, "", "  ")
	if err != nil {
		panic(err) // every part of it was decoded from JSON
	}
	return page{Accepted: string(body)}
}

// showPage answers with a page. It holds what a person typed: nobody keeps it.
func showPage(c *gin.Context, status int, p page) {
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
	c.HTML(status, "page", p)
}
