package partnercentertest

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// policy is a set of country-rules resources and what holds elsewhere. The
// stand-in judges by these and by nothing else of this module.
type policy struct {
	SupportedElsewhere bool     `json:"registrationNumberSupportedElsewhere"`
	Listed             []object `json:"listed"` // as the country-rules resource answers them

	rules map[string]countryRule // by ISO 3166-1 alpha-2 code in lower case
}

// countryRule is what the stand-in reads in a country-rules resource.
type countryRule struct {
	resource       object
	number         *regexp.Regexp // nil where any number fits
	numberRequired bool
	phoneRequired  bool
}

// policies is the folder of the published tables as country-rules resources,
// without what is not known of them: Partner Center announcements, November
// 2020, item 11 (2020-11-17), and those of December 2020 to April 2021 (launched
// 2021-03-25).
const policies = "countryvalidationrules"

func policyNamed(name string) *policy {
	if names := namesIn(policies); !slices.Contains(names, name) {
		panic("partnercentertest: no policy has that name: expected " + strings.Join(names, " or "))
	}
	p := policy{rules: make(map[string]countryRule)}
	read(policies, name, &p)
	for _, resource := range p.Listed {
		p.put(resource)
	}
	return &p
}

// put makes a country-rules resource the rule of its country.
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
	p.rules[lower(country)] = rule
}

// subject is what customer screening looks at.
type subject struct {
	country, number, phone string
}

// readCustomer reads a customer and what customer screening looks at.
func readCustomer(body []byte) (customer object, s subject, err error) {
	if customer, err = readObject(body); err == nil {
		s, err = subjectOf(customer)
	}
	return customer, s, err
}

// subjectOf returns what customer screening looks at. Its error names the first
// field that is not what the contract says.
func subjectOf(customer object) (subject, error) {
	company, err1 := customer.object("companyProfile")
	billing, err2 := customer.object("billingProfile")
	address, err3 := billing.object("defaultAddress")
	if address == nil && err3 == nil {
		address, err3 = company.object("address")
	}
	number, err4 := company.text("organizationRegistrationNumber")
	country, err5 := address.text("country")
	phone, err6 := address.text("phoneNumber")
	return subject{country, number, phone}, cmp.Or(err1, err2, err3, err4, err5, err6)
}

func missing(value string) bool { return strings.TrimSpace(value) == "" }

// judge answers the first reason to refuse a customer, the number's before the
// phone's, and nil where there is none.
func (p *policy) judge(s subject) *answer { return cmp.Or(p.judgeNumber(s), p.judgePhone(s)) }

func (p *policy) judgeNumber(s subject) *answer {
	rule, listed := p.rules[lower(s.country)]
	switch {
	case missing(s.number):
		if rule.numberRequired {
			return refuse(http.StatusBadRequest, 600049, "Organization registration id information is missing.")
		}
	case !listed && !p.SupportedElsewhere:
		return refuse(http.StatusBadRequest, 600002, "Organization registration id value is not supported.")
	case rule.number != nil && !rule.number.MatchString(s.number):
		return refuse(http.StatusBadRequest, 600050,
			"Organization registration id information is invalid and should be of the format "+rule.number.String()+".")
	}
	return nil
}

func (p *policy) judgePhone(s subject) *answer {
	if p.rules[lower(s.country)].phoneRequired && missing(s.phone) {
		return refuse(http.StatusBadRequest, 600051, "Customer phone number is missing.")
	}
	return nil
}

var countryCode = regexp.MustCompile("^[A-Za-z]{2}$")

// getCountryValidationRules serves the rules by which the stand-in judges. For
// a country that is not listed they are not stated.
func (h *Handler) getCountryValidationRules(r *http.Request, _ []byte) *answer {
	country := r.PathValue("country")
	if rule, listed := h.policy.rules[lower(country)]; listed {
		return answerWith(http.StatusOK, rule.resource)
	}
	if !countryCode.MatchString(country) {
		return notFound
	}
	return answerWith(http.StatusOK, object{
		"iso2Code":   strings.ToUpper(country),
		"attributes": object{"objectType": "CountryValidationRules"},
	})
}
