package countries

import (
	"cmp"
	"strconv"
	"strings"
)

// FormHints is what a form needs to know to ask for a customer of one country.
// It is a plain value; its JSON names are the ones in its tags. The values
// serve the browser's own checks and the reader: screen what passes them all
// the same.
type FormHints struct {
	Country            string     `json:"country"` // ISO 3166-1 alpha-2, "" for the rest of the world
	Name               string     `json:"name"`    // in English
	RegistrationNumber NumberHint `json:"registrationNumber"`
	PhoneNumber        PhoneHint  `json:"phoneNumber"`
}

// NumberHint is how a form asks for organizationRegistrationNumber.
type NumberHint struct {
	Requirement Requirement `json:"requirement"` // required, optional or notSupported: then the form does not ask
	Label       string      `json:"label"`       // in English
	LocalLabel  string      `json:"localLabel"`  // the number's name in a language of the country, "" where none is known from a source
	Pattern     string      `json:"pattern"`     // for HTML's pattern attribute, which anchors it; "" where any number fits
	InputMode   string      `json:"inputMode"`   // for HTML's inputmode attribute: "numeric" or "text"
	MaxLength   int         `json:"maxLength"`   // for HTML's maxlength attribute; 0: none

	// Example is a number to show as an example, never to fill in, as
	// [Rule.NumberSample] returns it. It fits, and its check digit is valid if
	// its scheme has a published one. It is "" for a country whose numbers are
	// not known from a citable source.
	Example string `json:"example"`

	Help string `json:"help"` // a sentence in English
}

// PhoneHint is how a form asks for phoneNumber.
type PhoneHint struct {
	Requirement Requirement `json:"requirement"` // required or optional
	CallingCode string      `json:"callingCode"` // of ITU-T E.164, without +; "" for the rest of the world
}

// FormHints returns what a form needs to know to ask for a customer in the
// rule's country, or in the rest of the world.
func (r Rule) FormHints() FormHints {
	return FormHints{
		Country:            r.Country(),
		Name:               cmp.Or(r.CountryName(), r.Country(), "Rest of the world"),
		RegistrationNumber: r.numberHint(),
		PhoneNumber:        PhoneHint{Requirement: r.PhoneRequirement(), CallingCode: r.CallingCode()},
	}
}

func (r Rule) numberHint() NumberHint {
	hint := NumberHint{
		Requirement: r.NumberRequirement(),
		Label:       "Registration number",
		LocalLabel:  r.NumberLocalName(),
		InputMode:   "text",
		Example:     r.NumberSample(),
		Help:        r.help(),
	}
	if e := r.get().expression; e.text != "" {
		hint.Pattern = e.portable()
	}
	if lengths := r.NumberLengths(); len(lengths) > 0 {
		hint.InputMode = "numeric"
		hint.MaxLength = lengths[len(lengths)-1]
	}
	if scheme, ok := r.businessScheme(); ok {
		hint.Label, hint.LocalLabel = scheme.labels()
	}
	return hint
}

// labels splits a title into the English name, with a capital first letter, and the
// local name, in brackets at the end unless it is the short one.
func (s Scheme) labels() (english, local string) {
	english, local = s.Title, s.Name
	if before, inBrackets, ok := strings.Cut(strings.TrimSuffix(s.Title, ")"), " ("); ok && strings.HasSuffix(s.Title, ")") {
		english, local = before, inBrackets
	}
	return strings.ToUpper(english[:1]) + english[1:], local
}

// businessScheme returns the first scheme whose example is a number that a
// business may send.
func (r Rule) businessScheme() (s Scheme, ok bool) {
	for _, s := range r.get().country.schemes {
		holder, check, fits := s.identify(s.Example)
		if fits && holder != Person && check != CheckInvalid && r.NumberFits(s.Example) {
			return s, true
		}
	}
	return Scheme{}, false
}

// help says how to write the number.
func (r Rule) help() string {
	const whose = "The business's own number, and a person's only if the customer is a sole trader"
	lengths := r.NumberLengths()
	switch {
	case r.NumberRequirement() == NotSupported:
		return "Leave it empty: Partner Center refuses a registration number here."
	case len(lengths) > 0:
		return whose + ": " + alternatives(lengths) + " digits, without spaces or other separators."
	case r.NumberPattern() != "":
		return whose + ", in the form that the country's rule asks for."
	default:
		return whose + ", without spaces or other separators."
	}
}

// alternatives writes numbers as a person reads them, "6, 7, 8 or 13".
func alternatives(numbers []int) string {
	var text strings.Builder
	for i, n := range numbers {
		switch {
		case i == 0:
		case i == len(numbers)-1:
			text.WriteString(" or ")
		default:
			text.WriteString(", ")
		}
		text.WriteString(strconv.Itoa(n))
	}
	return text.String()
}
