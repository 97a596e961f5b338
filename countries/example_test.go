package countries_test

import (
	"fmt"
	"time"

	"github.com/cspkit/customerscreen/countries"
)

func Example() {
	rule, listed := countries.Latest().Rule("hu")
	fmt.Println(rule.Name(), listed, rule.Lengths())

	number := "HU 12892312-2-42"
	if code := rule.CheckRegistrationNumber(number); code != 0 {
		fmt.Println(int(code), rule.Pattern())
	}
	if suggestion, ok := rule.Suggest(number, time.Now()); ok {
		fmt.Println("probably meant:", suggestion)
	}
	// Output:
	// Hungary true [10 11]
	// 600050 ^(\d{10}|\d{11})$
	// probably meant: 12892312242
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
		fmt.Println(policy.Name(), int(rule.CheckRegistrationNumber("1")), rule.PhoneNumber())
	}
	// Output:
	// 2021-03 0 required
	// 2021-03 600050 required
}

func ExampleIsScientific() {
	for _, number := range []string{"7.70708E+09", "7,70708E+09", "7707083893"} {
		fmt.Println(countries.IsScientific(number))
	}
	// Output:
	// true
	// true
	// false
}

func ExampleRule_Sample() {
	for _, country := range []string{"KZ", "PL"} {
		rule, _ := countries.Latest().Rule(country)
		fmt.Println(rule.Sample(), rule.Fits(rule.Sample()))
	}
	// Output:
	// 000740000728 true
	// 1234563218 true
}
