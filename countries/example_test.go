package countries_test

import (
	"errors"
	"fmt"
	"time"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
)

func Example() {
	rule, known := countries.Latest().Rule("hu")
	fmt.Println(rule.CountryName(), known, rule.Listed(), rule.NumberLengths())

	number := "HU 12892312-2-42"
	if err := rule.CheckRegistrationNumber(number); err != nil {
		fmt.Println(err)
	}
	if suggestion, _ := rule.Suggest(number, time.Now()); suggestion != "" {
		fmt.Println("probably meant:", suggestion)
	}
	// Output:
	// Hungary true true [10 11]
	// Organization registration id information is invalid and should be of the format ^(\d{10}|\d{11})$.
	// probably meant: 12892312242
}

// Three lines judge a country, a number and a phone number without a customer.
func Example_withoutCustomer() {
	judge := func(country, number, phone string) error {
		if rule, known := countries.Latest().Rule(country); known {
			return errors.Join(rule.CheckRegistrationNumber(number), rule.CheckPhoneNumber(phone))
		}
		return &pcerrors.Undecided{Field: "country", Given: country != ""}
	}
	fmt.Println(judge("RU", "7707083893", "+7 495 555 0100"))
	fmt.Println(judge("RU", "12", "+7 495 555 0100"))
	fmt.Println(errors.Is(judge("RU", "12", ""), pcerrors.PhoneNumberMissing))
	fmt.Println(judge("Russia", "7707083893", ""))
	// Output:
	// <nil>
	// Organization registration id information is invalid and should be of the format ^(\d{9}|\d{10}|\d{12})$.
	// true
	// the customer cannot be judged: country is not a country code, such as AM for Armenia
}

func ExamplePolicy_With() {
	live, err := countries.ParseValidationRules([]byte(`{
		"iso2Code": "BR",
		"customerOrganizationRegistrationNumberRegex": "^\\d{14}$"
	}`))
	if err != nil {
		fmt.Println(err)
		return
	}
	builtIn := countries.March2021()
	for _, policy := range []*countries.Policy{builtIn, builtIn.With(live)} {
		rule, _ := policy.Rule("BR")
		fmt.Println(policy, rule.CheckRegistrationNumber("1") != nil, rule.PhoneRequirement())
	}
	// Output:
	// 2021-03 false required
	// 2021-03 true required
}

func ExampleRule_NumberSample() {
	for _, country := range []string{"KZ", "PL"} {
		rule, _ := countries.Latest().Rule(country)
		fmt.Println(rule.NumberSample(), rule.NumberFits(rule.NumberSample()))
	}
	// Output:
	// 000740000728 true
	// 1234563218 true
}
