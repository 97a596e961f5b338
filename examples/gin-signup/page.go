package main

import (
	_ "embed"
	"encoding/json"
	"html/template"
	"reflect"
	"strings"

	"github.com/gin-gonic/gin"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

//go:embed page.html
var pageText string

var pages = template.Must(template.New("page").Parse(pageText))

// input is an input of the form and, on a page, what was typed and what is wrong.
type input struct {
	Name         string // of the field in signup's tags
	Type         string // of HTML's input
	Autocomplete string // of HTML's input
	Placeholder  string

	Label      string
	LocalLabel string // the number's name in the country
	Optional   bool
	Hint       string
	Value      string
	Problems   []problem
}

// form are the inputs of each group.
var form = [3][]input{
	{
		{Name: "company", Type: "text", Autocomplete: "organization"},
		{Name: "domain", Type: "text", Autocomplete: "off", Placeholder: "contoso.onmicrosoft.com"},
		{Name: "country", Type: "text", Autocomplete: "country", Placeholder: "AM"},
		{Name: "registrationNumber", Type: "text", Autocomplete: "off"},
	},
	{
		{Name: "street", Type: "text", Autocomplete: "address-line1"},
		{Name: "postalCode", Type: "text", Autocomplete: "postal-code"},
		{Name: "city", Type: "text", Autocomplete: "address-level2"},
	},
	{
		{Name: "firstName", Type: "text", Autocomplete: "given-name"},
		{Name: "middleName", Type: "text", Autocomplete: "additional-name"},
		{Name: "lastName", Type: "text", Autocomplete: "family-name"},
		{Name: "email", Type: "email", Autocomplete: "email"},
		{Name: "phone", Type: "tel", Autocomplete: "tel"},
	},
}

// group is a part of the form.
type group struct {
	Title  string
	Inputs []input
}

// page is what the template shows: the form, or an accepted customer.
type page struct {
	*spoken
	Groups   []group
	Listed   []countries.Rule
	General  []problem // about no input
	Bad      []input
	Customer string
}

// formPage returns the form with its values, each problem beside its input.
func formPage(spoken *spoken, typed *signup, found []problem) page {
	p := page{spoken: spoken}
	for rule := range policy.Rules() {
		p.Listed = append(p.Listed, rule)
	}
	byField := make(map[string][]problem)
	for _, problem := range found {
		byField[problem.Field] = append(byField[problem.Field], problem)
	}
	p.General = byField[""]
	for i, inputs := range form {
		shown := group{Title: spoken.Groups[i]}
		for _, input := range inputs {
			input.Label, input.Problems = spoken.Labels[input.Name], byField[input.Name]
			input.describe(spoken, typed)
			shown.Inputs = append(shown.Inputs, input)
			if input.Problems != nil {
				p.Bad = append(p.Bad, input)
			}
		}
		p.Groups = append(p.Groups, shown)
	}
	return p
}

// describe sets whether an input may stay empty, how to write it, and what was
// typed. For number and phone the country decides.
func (input *input) describe(spoken *spoken, typed *signup) {
	field := fields[input.Name]
	input.Value = reflect.ValueOf(typed).Elem().FieldByIndex(field.Index).String()
	rule, known := policy.Rule(typed.Country)
	switch part := field.Tag.Get("partnercenter"); {
	case part == "country":
	case part == "middleName" || part == "":
		input.Optional = !strings.Contains(field.Tag.Get("binding"), "required")
	case !known:
		input.Hint = spoken.SomeNeedIt
	case part == "phoneNumber":
		input.Optional = rule.PhoneRequirement() != countries.Required
	default:
		input.Optional = rule.NumberRequirement() != countries.Required
		hint := spoken.Language.FormHints(rule).RegistrationNumber
		input.Hint, input.LocalLabel = hint.Help, hint.LocalLabel
	}
}

// acceptedPage shows what a create-customer request would send.
func acceptedPage(spoken *spoken, customer *screening.Customer) page {
	body, err := json.MarshalIndent(customer, "", "  ")
	if err != nil {
		panic(err) // it holds only texts
	}
	return page{spoken: spoken, Customer: string(body)}
}

// showPage answers with a page. Nobody may store it: it holds what a person typed.
func showPage(c *gin.Context, status int, p page) {
	c.Header("Cache-Control", "no-store")
	c.Header("Content-Language", p.Language.String())
	c.Header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'")
	c.HTML(status, "page", p)
}
