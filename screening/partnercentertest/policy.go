package partnercentertest

import (
	"embed"
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
)

// policy is a set of country-rules resources and what holds elsewhere. The
// stand-in judges by these and by nothing else of this module.
type policy struct {
	SupportedElsewhere bool     `json:"registrationNumberSupportedElsewhere"`
	Listed             []object `json:"listed"` // as the country-rules resource answers them

	rules map[string]countryRule // by ISO 3166-1 alpha-2 code in capitals
}

// countryRule is what the stand-in reads in a country-rules resource.
type countryRule struct {
	resource       object
	number         *regexp.Regexp // nil where any number fits
	numberRequired bool
	phoneRequired  bool
}

// The published tables as country-rules resources, without what is not known
// of them: Partner Center announcements, November 2020, item 11 (2020-11-17),
// and those of December 2020 to April 2021 (launched 2021-03-25).
//
//go:embed countryvalidationrules/*.json
var policyFiles embed.FS

// policyNames returns the policies that the stand-in has, the oldest first.
func policyNames() []string {
	files, err := policyFiles.ReadDir("countryvalidationrules")
	if err != nil {
		panic(err) // of an embedded folder: a defect of this package
	}
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(file.Name(), ".json")
	}
	return names
}

// policyNamed reads an embedded file: what is wrong with one is a defect of
// this package, and its tests find it.
func policyNamed(name string) *policy {
	content, err := policyFiles.ReadFile("countryvalidationrules/" + name + ".json")
	if err != nil {
		panic("partnercentertest: no policy has that name: expected " + strings.Join(policyNames(), " or "))
	}
	p := policy{rules: make(map[string]countryRule)}
	if err := json.Unmarshal(content, &p); err != nil {
		panic("partnercentertest: policy " + name + ": " + err.Error())
	}
	for _, resource := range p.Listed {
		p.put(resource)
	}
	return &p
}

// put lets a country-rules resource hold for its country.
func (p *policy) put(resource object) {
	rule := countryRule{
		resource:       resource,
		numberRequired: resource["customerOrganizationRegistrationNumberRequired"] == true,
		phoneRequired:  resource["customerOrganizationPhoneNumberRequired"] == true,
	}
	if expression, ok := resource["customerOrganizationRegistrationNumberRegex"].(string); ok {
		rule.number = regexp.MustCompile(expression)
	}
	country, _ := resource["iso2Code"].(string)
	p.rules[upper(country)] = rule
}

// rule returns the rule of a country whose code is written in either ASCII case.
func (p *policy) rule(country string) (countryRule, bool) {
	rule, listed := p.rules[upper(country)]
	return rule, listed
}

func upper(country string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, country)
}

// subject is what customer screening looks at.
type subject struct {
	country, number, phone string
}

// subjectOf reads a customer. Its error names the field that is not what the
// contract says.
func subjectOf(customer object) (s subject, err error) {
	company, err := customer.object("companyProfile")
	if err != nil {
		return s, err
	}
	billing, err := customer.object("billingProfile")
	if err != nil {
		return s, err
	}
	address, err := billing.object("defaultAddress")
	if err != nil {
		return s, err
	}
	if address == nil {
		if address, err = company.object("address"); err != nil {
			return s, err
		}
	}
	if s.number, err = company.text("organizationRegistrationNumber"); err != nil {
		return s, err
	}
	if s.country, err = address.text("country"); err != nil {
		return s, err
	}
	s.phone, err = address.text("phoneNumber")
	return s, err
}

// whiteSpace is what .NET's Char.IsWhiteSpace accepts.
const whiteSpace = "\t\n\v\f\r \u0085\u00a0\u1680" +
	"\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
	"\u2028\u2029\u202f\u205f\u3000"

func missing(value string) bool { return strings.Trim(value, whiteSpace) == "" }

// judge answers the first reason to refuse a customer, the number's before the
// phone's; ok is true where there is none.
func (p *policy) judge(s subject) (refusal answer, ok bool) {
	if refusal, ok := p.judgeNumber(s); !ok {
		return refusal, false
	}
	return p.judgePhone(s)
}

func (p *policy) judgeNumber(s subject) (refusal answer, ok bool) {
	rule, listed := p.rule(s.country)
	switch {
	case missing(s.number):
		if rule.numberRequired {
			return badRequest(600049, "Organization registration id information is missing."), false
		}
	case !listed && !p.SupportedElsewhere:
		return badRequest(600002, "Organization registration id value is not supported."), false
	case rule.number != nil && !rule.number.MatchString(s.number):
		return badRequest(600050, "Organization registration id information is invalid and should be of the format "+rule.number.String()+"."), false
	}
	return answer{}, true
}

func (p *policy) judgePhone(s subject) (refusal answer, ok bool) {
	if rule, _ := p.rule(s.country); rule.phoneRequired && missing(s.phone) {
		return badRequest(600051, "Customer phone number is missing."), false
	}
	return answer{}, true
}

func badRequest(code int, description string) answer {
	return refuse(http.StatusBadRequest, code, description)
}

var countryCode = regexp.MustCompile("^[A-Z]{2}$")

// getCountryValidationRules serves the rules by which the stand-in judges. For
// a country that is not listed they are not stated.
func (h *Handler) getCountryValidationRules(r *http.Request, _ []byte) answer {
	country := upper(r.PathValue("country"))
	if rule, listed := h.policy.rule(country); listed {
		return answerWith(http.StatusOK, rule.resource)
	}
	if !countryCode.MatchString(country) {
		return notFound
	}
	return answerWith(http.StatusOK, object{
		"iso2Code":   country,
		"attributes": object{"objectType": "CountryValidationRules"},
	})
}
