package countries_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
)

func ExampleRule() {
	rule, _ := countries.Latest().Rule("MD")
	fmt.Println(rule.CountryName(), rule.Area(), rule.NumberLocalName())
	fmt.Println("number:", rule.NumberRequirement(), rule.NumberLengths())
	fmt.Println("phone:", rule.PhoneRequirement(), "+"+rule.CallingCode())
	fmt.Println("source:", rule.Source())
	// Output:
	// Moldova CEE IDNO/IDNP
	// number: required [6 7 8 13]
	// phone: required +373
	// source: Partner Center announcements, November 2020, item 11 (2020-11-17)
}

func ExampleRule_NumberFits() {
	rule, _ := countries.Latest().Rule("RU")
	fmt.Println(rule.NumberFits("7707083893"), rule.NumberFits("77 07 083893"), rule.NumberFits("7707083893\n"))
	// Output: true false false
}

func ExampleRule_NumberPattern() {
	rule, _ := countries.Latest().Rule("AZ")
	fmt.Println(rule.NumberPattern())
	// Output: ^(\d{7}|\d{10})$
}

func ExampleRule_CheckRegistrationNumber() {
	rule, _ := countries.November2020().Rule("BY")
	fmt.Println(rule.CheckRegistrationNumber("123456789"))
	fmt.Println(rule.CheckRegistrationNumber("12345"))
	fmt.Println(rule.CheckRegistrationNumber(" "))

	elsewhere, _ := countries.November2020().Rule("US")
	err := elsewhere.CheckRegistrationNumber("123456789")
	fmt.Println(errors.Is(err, pcerrors.RegistrationNumberNotSupported))
	// Output:
	// <nil>
	// Organization registration id information is invalid and should be of the format ^(\d{9})$.
	// Organization registration id information is missing.
	// true
}

func ExampleRule_CheckPhoneNumber() {
	rule, _ := countries.Latest().Rule("BR")
	if err := rule.CheckPhoneNumber(""); err != nil {
		fmt.Println(err)
	}
	// Output: Customer phone number is missing.
}

// fitting returns a number of every length that a rule lists, or any number.
func fitting(rule countries.Rule) []string {
	var numbers []string
	for _, n := range rule.NumberLengths() {
		numbers = append(numbers, strings.Repeat("7", n))
	}
	if len(numbers) == 0 {
		return []string{"7", "any number", "ИНН 7", strings.Repeat("7", 100)}
	}
	return numbers
}

func TestChecksOfListedCountries(t *testing.T) {
	for policy := range countries.Policies() {
		for rule := range policy.Rules() {
			for _, nothing := range []string{"", " ", "\t\r\n", "\u00a0\u3000"} {
				assert.ErrorIs(t, rule.CheckRegistrationNumber(nothing), pcerrors.RegistrationNumberMissing, "%s %q", rule.Country(), nothing)
				assert.ErrorIs(t, rule.CheckPhoneNumber(nothing), pcerrors.PhoneNumberMissing, "%s %q", rule.Country(), nothing)
			}
			for _, number := range fitting(rule) {
				assert.NoError(t, rule.CheckRegistrationNumber(number), "%s %q", rule.Country(), number)
				if len(rule.NumberLengths()) == 0 {
					continue
				}
				for _, changed := range []string{
					number[1:] + "O", number[1:] + " ", " " + number, number + " ", number + "\n", number + "\r\n", "-" + number[1:],
					rule.Country() + number, number[1:] + "٧", number[1:] + "７", number[2:] + "²", number + "\x00", "+" + number[1:],
				} {
					assert.ErrorIs(t, rule.CheckRegistrationNumber(changed), pcerrors.RegistrationNumberInvalid, "%s %q", rule.Country(), changed)
				}
			}
			for _, phone := range []string{"1", "+7 495 500 55 50", "no phone", "\x00", "\xff"} {
				assert.NoError(t, rule.CheckPhoneNumber(phone))
			}
		}
	}
}

func TestChecksElsewhere(t *testing.T) {
	november, _ := countries.November2020().Rule("US")
	assert.ErrorIs(t, november.CheckRegistrationNumber("7"), pcerrors.RegistrationNumberNotSupported)
	assert.NoError(t, november.CheckRegistrationNumber(""))
	assert.NoError(t, november.CheckRegistrationNumber(" \u2003"))
	assert.NoError(t, november.CheckPhoneNumber(""))
	march, _ := countries.March2021().Rule("US")
	assertRefusesNothing(t, march)
}

func assertRefusesNothing(t *testing.T, rule countries.Rule) {
	t.Helper()
	assert.Equal(t, countries.Optional, rule.NumberRequirement())
	assert.Equal(t, countries.Optional, rule.PhoneRequirement())
	for _, value := range []string{"", " ", "7", "any value", "\xff", strings.Repeat("7", 100)} {
		assert.NoError(t, rule.CheckRegistrationNumber(value))
		assert.NoError(t, rule.CheckPhoneNumber(value))
		assert.True(t, rule.NumberFits(value))
	}
}

func TestZeroRule(t *testing.T) {
	var rule countries.Rule
	assertRefusesNothing(t, rule)
	for _, text := range []string{rule.Country(), rule.CountryName(), rule.Area(), rule.NumberLocalName(), rule.NumberComment(), rule.CallingCode(), rule.Source(), rule.NumberPattern()} {
		assert.Empty(t, text)
	}
	assert.Empty(t, rule.NumberLengths())
}

func TestLengthsAreACopy(t *testing.T) {
	rule, _ := countries.Latest().Rule("AZ")
	rule.NumberLengths()[0] = 1
	assert.Equal(t, []int{7, 10}, rule.NumberLengths())
	assert.False(t, rule.NumberFits("1"))
}

func TestRequirementString(t *testing.T) {
	var zero countries.Requirement
	assert.Equal(t, countries.Optional, zero)
	assert.Equal(t, "optional", countries.Optional.String())
	assert.Equal(t, "required", countries.Required.String())
	assert.Equal(t, "not supported", countries.NotSupported.String())
}

// TestFitsEveryLength counts digits far beyond the lengths that a rule can list.
func TestFitsEveryLength(t *testing.T) {
	for rule := range countries.November2020().Rules() {
		listed := make(map[int]bool)
		for _, n := range rule.NumberLengths() {
			listed[n] = true
		}
		for n := range 300 {
			assert.Equal(t, listed[n], rule.NumberFits(strings.Repeat("0", n)), "%s %d", rule.Country(), n)
		}
	}
}

// FuzzFits compares the digit loop with the published expression. RE2 reads it
// as this library does: its digits are ASCII and its $ is the end of the text.
func FuzzFits(f *testing.F) {
	for _, seed := range []string{"", "7707083893", "7707083893\n", "770708389٣", "77 0708389", "1234567\r\n", "\xff234567", "12345678901234567890123456789012345678901"} {
		for _, country := range []string{"RU", "az", "MD", "PL", "US"} {
			f.Add(country, seed)
		}
	}
	patterns := make(map[string]*regexp.Regexp)
	for rule := range countries.Latest().Rules() {
		patterns[rule.Country()] = regexp.MustCompile(rule.NumberPattern()) // of the thirteen it is empty, and matches
	}
	f.Fuzz(func(t *testing.T, country, number string) {
		rule, _ := countries.Latest().Rule(country)
		assert.Equal(t, !rule.Listed() || patterns[rule.Country()].MatchString(number), rule.NumberFits(number), "%q %q", country, number)
		// And for every rule at once, since a random country is seldom a listed one.
		for rule := range countries.November2020().Rules() {
			assert.Equal(t, patterns[rule.Country()].MatchString(number), rule.NumberFits(number), "%s %q", rule.Country(), number)
		}
	})
}

func TestChecksAllocateNothing(t *testing.T) {
	for _, country := range []string{"MD", "PL", "US"} {
		rule, _ := countries.November2020().Rule(country)
		for _, value := range []string{"", "\u3000 ", "1234567890123", "12345678", "no number"} {
			assert.Zero(t, testing.AllocsPerRun(100, func() {
				rule.CheckRegistrationNumber(value)
				rule.CheckPhoneNumber(value)
				_, _ = rule.NumberFits(value), rule.NumberPattern()
				_, _ = rule.NumberRequirement(), rule.PhoneRequirement()
			}), "%s %q", country, value)
		}
	}
}

func BenchmarkRule_CheckRegistrationNumber(b *testing.B) {
	rule, _ := countries.Latest().Rule("RU")
	for _, bench := range []struct{ name, number string }{
		{"fits", "7707083893"},
		{"too short", "77070838"},
		{"letters", "770708389O"},
		{"missing", ""},
		{"other white space", "\u3000\u3000\u3000"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rule.CheckRegistrationNumber(bench.number)
			}
		})
	}
}

func BenchmarkRule_Fits(b *testing.B) {
	rule, _ := countries.Latest().Rule("RU")
	b.ReportAllocs()
	for b.Loop() {
		rule.NumberFits("7707083893")
	}
}
