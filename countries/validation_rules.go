package countries

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/cspkit/customerscreen/internal/wire"
)

// validationRules is what a country-rules resource states.
type validationRules struct {
	body           json.RawMessage // as it came
	country        *country
	numberRequired *bool // nil: not stated
	phoneRequired  *bool
	number         expression // none: not stated, or not usable
	phone          expression
	sample         string
	callingCodes   []string
}

// resource is the part of a country-rules resource that is read and written.
type resource struct {
	ISO2Code          string          `json:"iso2Code"`
	NumberRegex       string          `json:"customerOrganizationRegistrationNumberRegex,omitempty"`
	NumberSample      string          `json:"customerOrganizationRegistrationNumberSample,omitempty"`
	NumberRequired    *bool           `json:"customerOrganizationRegistrationNumberRequired,omitempty"`
	PhoneRequired     *bool           `json:"customerOrganizationPhoneNumberRequired,omitempty"`
	PhoneRegex        string          `json:"phoneNumberRegex,omitempty"`
	CallingCodes      json.RawMessage `json:"countryCallingCodesList,omitempty"`
	OlderCallingCodes json.RawMessage `json:"countryCallingCodes,omitempty"`
}

// The resource's members that differences and errors name.
const (
	countryField        = "iso2Code"
	numberRequiredField = "customerOrganizationRegistrationNumberRequired"
	numberRegexField    = "customerOrganizationRegistrationNumberRegex"
	phoneRequiredField  = "customerOrganizationPhoneNumberRequired"
	phoneRegexField     = "phoneNumberRegex"
	callingCodesField   = "countryCallingCodesList"
)

// states reports whether the resource says anything of what is screened.
func (v *validationRules) states() bool {
	return v.numberRequired != nil || v.phoneRequired != nil || v.number.text != ""
}

// over returns the rule that holds where base did: what the resource does not
// state stays as it was.
func (v *validationRules) over(base *rule) *rule {
	r := *base
	r.country = v.country
	r.live = v
	r.number = requirement(v.numberRequired, base.number)
	r.phone = requirement(v.phoneRequired, base.phone)
	if v.number.text != "" {
		r.expression = v.number
	}
	if v.phone.text != "" {
		r.phoneExpression = v.phone
	}
	r.sample = cmp.Or(v.sample, base.sample)
	if len(v.callingCodes) > 0 {
		r.callingCodes = v.callingCodes
	}
	return r.sealed()
}

// requirement returns what holds where base did. Not required does not mean
// supported.
func requirement(required *bool, base Requirement) Requirement {
	switch {
	case required != nil && *required:
		return Required
	case required != nil && base == Required:
		return Optional
	default:
		return base
	}
}

// ExpressionError says that a regular expression of a country-rules resource
// cannot be used, because RE2 refuses it (look-around, back-references), reads
// it differently from .NET, or would take too long, or because it is not
// anchored and so does not constrain the whole value. The built-in rule's
// expression stays in force.
type ExpressionError struct {
	Country    string // ISO 3166-1 alpha-2 code in capitals
	Field      string // the resource's member, for example "phoneNumberRegex"
	Expression string // as it came
	Reason     string // why it cannot be used
}

// Error names country, field and reason.
func (e *ExpressionError) Error() string {
	return "countries: " + e.Country + ": " + e.Field + " cannot be used, and what the policy has in its place stays in force: " + e.Reason
}

// ParseValidationRules reads a country-rules resource, the answer to
// GET /v1/countryvalidationrules/{ISO}, as a live rule for [Policy.With].
//
// From the resource it takes customerOrganizationRegistrationNumberRequired,
// -Regex and -Sample, customerOrganizationPhoneNumberRequired, phoneNumberRegex
// and countryCallingCodesList. A member that is absent, null or empty states
// nothing: a policy keeps its own rule there, and the returned rule on its own
// asks for nothing. A number that is not required stays unsupported in a policy
// that does not support it. ParseValidationRules also reads the shape of 2015,
// with lists as {"value": […]}, and member names in any letter case. If a name
// appears twice, the last one counts, as in encoding/json.
//
// An unusable expression gives an [*ExpressionError] together with the rule,
// which has everything else that the resource states:
//
//	rule, err := countries.ParseValidationRules(body)
//	var unusable *countries.ExpressionError
//	if err != nil && !errors.As(err, &unusable) {
//		return err
//	}
//
// Two of them are joined. With any other error, for text that is not JSON, not
// an object, has no country or has other types, the rule is the zero Rule.
//
// Source: Swagger of the Partner Center customer service (2021), and Get
// market specific address formatting rules, edition of 2015 for the older shape.
func ParseValidationRules(body []byte) (Rule, error) {
	body = wire.WithoutMark(body)
	var resource resource
	if err := json.Unmarshal(body, &resource); err != nil {
		return Rule{}, unreadable(err)
	}
	i, valid := index(resource.ISO2Code)
	if !valid {
		return Rule{}, errors.New(`countries: country rules without a country: expected iso2Code to be two letters, for example "AZ"`)
	}
	callingCodes, err := list(callingCodesField, resource.CallingCodes)
	if err != nil {
		return Rule{}, err
	}
	olderCallingCodes, err := list("countryCallingCodes", resource.OlderCallingCodes)
	if err != nil {
		return Rule{}, err
	}
	v := &validationRules{
		body:           bytes.Clone(body),
		country:        countryAt(i),
		numberRequired: resource.NumberRequired,
		phoneRequired:  resource.PhoneRequired,
		sample:         resource.NumberSample,
		callingCodes:   append(callingCodes, olderCallingCodes...),
	}
	var unusable []error
	use := func(field, text string) (e expression) {
		if text == "" {
			return e
		}
		e, err := compile(text)
		if err != nil {
			unusable = append(unusable, &ExpressionError{v.country.code, field, text, err.Error()})
		}
		return e
	}
	v.number = use(numberRegexField, resource.NumberRegex)
	v.phone = use(phoneRegexField, resource.PhoneRegex)
	return Rule{v.over(&nothing)}, errors.Join(unusable...)
}

// countryAt returns the country at a place of a policy's table: a listed one,
// or one of which only the code is known.
func countryAt(i int) *country {
	code := string([]byte{'A' + byte(i/letters), 'A' + byte(i%letters)})
	for _, c := range files {
		if c.code == code {
			return c
		}
	}
	return &country{code: code}
}

// list reads a member that is a JSON array of strings, or the older
// {"value": […]} around one. It leaves out empty texts.
func list(field string, member json.RawMessage) ([]string, error) {
	var nested struct {
		Value []string `json:"value"`
	}
	target := any(&nested.Value)
	switch {
	case len(member) == 0:
		return nil, nil
	case member[0] == '{':
		target = &nested
	}
	if err := json.Unmarshal(member, target); err != nil {
		return nil, errors.New("countries: country rules: expected " + field + " to be a list of strings")
	}
	return slices.DeleteFunc(nested.Value, func(text string) bool { return text == "" }), nil
}

// unreadable says what is wrong with a resource that encoding/json refused.
func unreadable(err error) error {
	var mistyped *json.UnmarshalTypeError
	if !errors.As(err, &mistyped) {
		return fmt.Errorf("countries: country rules that are not JSON: %w", err)
	}
	if mistyped.Field == "" {
		return errors.New("countries: country rules: expected an object, found " + mistyped.Value)
	}
	expected := map[string]string{"bool": "true or false", "string": "a string"}[mistyped.Type.Kind().String()]
	return errors.New("countries: country rules: expected " + mistyped.Field + " to be " + expected + ", found " + mistyped.Value)
}

// ReadValidationRules reads saved country-rules resources: a JSON array of
// them, or one after the other. [json.Marshal] of live rules writes such an
// array, or null if there are none. An empty text is an error, since saving
// rules writes at least null.
//
// It returns every usable rule. The error joins those of
// [ParseValidationRules], each with the number of its resource, which counts
// from 1. Reading stops where the text is not JSON; nothing is read of a
// truncated array.
func ReadValidationRules(r io.Reader) ([]Rule, error) {
	content, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("countries: reading saved country rules: %w", err)
	}
	content = bytes.TrimSpace(wire.WithoutMark(content))
	if len(content) == 0 {
		return nil, errors.New("countries: saved country rules: expected country-rules resources, found an empty text")
	}
	resources, err := split(content)
	var rules []Rule
	var failures []error
	for i, resource := range resources {
		rule, err := ParseValidationRules(resource)
		if err != nil {
			failures = append(failures, fmt.Errorf("resource %d: %w", i+1, err))
		}
		if rule.Country() != "" {
			rules = append(rules, rule)
		}
	}
	if err != nil {
		failures = append(failures, fmt.Errorf("resource %d: %w", len(resources)+1, err))
	}
	return rules, errors.Join(failures...)
}

// split returns JSON values, those of an array one by one, and an error where
// one is not JSON, with the values before it.
func split(content []byte) ([]json.RawMessage, error) {
	var values []json.RawMessage
	decoder := json.NewDecoder(bytes.NewReader(content))
	for {
		var value json.RawMessage
		if err := decoder.Decode(&value); err == io.EOF {
			return values, nil
		} else if err != nil {
			return values, unreadable(err)
		}
		if value[0] != '[' && value[0] != 'n' { // null is an array that was not made
			values = append(values, value)
			continue
		}
		var elements []json.RawMessage
		_ = json.Unmarshal(value, &elements) // the decoder has already accepted it
		values = append(values, elements...)
	}
}

// MarshalJSON writes a live rule as it was received, and a built-in one as an
// equivalent country-rules resource. It returns an error for the zero Rule and
// the rule of the rest of the world, which have no country.
func (r Rule) MarshalJSON() ([]byte, error) {
	rule := r.get()
	switch {
	case rule.country.code == "":
		return nil, errors.New("countries: a rule without a country cannot be written as a country-rules resource")
	case rule.live != nil:
		return bytes.Clone(rule.live.body), nil
	default:
		numberRequired, phoneRequired := rule.number == Required, rule.phone == Required
		return json.Marshal(resource{
			ISO2Code:       rule.country.code,
			NumberRegex:    rule.expression.text,
			NumberSample:   r.NumberSample(),
			NumberRequired: &numberRequired,
			PhoneRequired:  &phoneRequired,
			CallingCodes:   json.RawMessage(`["` + rule.country.callingCode + `"]`),
		})
	}
}
