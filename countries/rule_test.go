package countries_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
)

func ExampleRule() {
	rule, _ := countries.Latest().Rule("MD")
	fmt.Println(rule.Name(), rule.Area(), rule.LocalName())
	fmt.Println("number:", rule.RegistrationNumber(), rule.Lengths())
	fmt.Println("phone:", rule.PhoneNumber(), "+"+rule.CallingCode())
	fmt.Println("source:", rule.Source())
	// Output:
	// Moldova CEE IDNO/IDNP
	// number: required [6 7 8 13]
	// phone: required +373
	// source: Partner Center announcements, November 2020, item 11 (2020-11-17)
}

func ExampleRule_Fits() {
	rule, _ := countries.Latest().Rule("RU")
	fmt.Println(rule.Fits("7707083893"), rule.Fits("77 07 083893"), rule.Fits("7707083893\n"))
	// Output: true false false
}

func ExampleRule_Pattern() {
	rule, _ := countries.Latest().Rule("AZ")
	fmt.Println(rule.Pattern())
	// Output: ^(\d{7}|\d{10})$
}

func ExampleRule_CheckRegistrationNumber() {
	rule, _ := countries.November2020().Rule("BY")
	fmt.Println(int(rule.CheckRegistrationNumber("123456789")))
	fmt.Println(int(rule.CheckRegistrationNumber("12345")))
	fmt.Println(int(rule.CheckRegistrationNumber(" ")))

	elsewhere, _ := countries.November2020().Rule("US")
	fmt.Println(int(elsewhere.CheckRegistrationNumber("123456789")))
	// Output:
	// 0
	// 600050
	// 600049
	// 600002
}

func ExampleRule_CheckPhoneNumber() {
	rule, _ := countries.Latest().Rule("BR")
	if code := rule.CheckPhoneNumber(""); code != 0 {
		fmt.Println(code)
	}
	// Output: 600051: Customer phone number is missing.
}

func ExampleGiven() {
	fmt.Println(countries.Given("7707083893"), countries.Given(" \t\u00a0"), countries.Given(""))
	// Output: true false false
}

// fitting returns a number of every length that a rule lists, or any number.
func fitting(rule countries.Rule) []string {
	var numbers []string
	for _, n := range rule.Lengths() {
		numbers = append(numbers, strings.Repeat("7", n))
	}
	if len(numbers) == 0 {
		return []string{"7", "any number", "ИНН 7", strings.Repeat("7", 100)}
	}
	return numbers
}

func TestChecksOfListedCountries(t *testing.T) {
	for _, policy := range []*countries.Policy{countries.November2020(), countries.March2021()} {
		for rule := range policy.Rules() {
			for _, nothing := range []string{"", " ", "\t\r\n", "\u00a0\u3000"} {
				assert.Equal(t, errors.RegistrationNumberMissing, rule.CheckRegistrationNumber(nothing), "%s %q", rule.Country(), nothing)
				assert.Equal(t, errors.PhoneNumberMissing, rule.CheckPhoneNumber(nothing), "%s %q", rule.Country(), nothing)
			}
			for _, number := range fitting(rule) {
				assert.Zero(t, rule.CheckRegistrationNumber(number), "%s %q", rule.Country(), number)
				if len(rule.Lengths()) == 0 {
					continue
				}
				for _, changed := range []string{
					number[1:] + "O", number[1:] + " ", " " + number, number + " ", number + "\n", number + "\r\n", "-" + number[1:],
					rule.Country() + number, number[1:] + "٧", number[1:] + "７", number[2:] + "²", number + "\x00", "+" + number[1:],
				} {
					assert.Equal(t, errors.RegistrationNumberInvalid, rule.CheckRegistrationNumber(changed), "%s %q", rule.Country(), changed)
				}
			}
			for _, phone := range []string{"1", "+7 495 500 55 50", "no phone", "\x00", "\xff"} {
				assert.Zero(t, rule.CheckPhoneNumber(phone))
			}
		}
	}
}

func TestChecksElsewhere(t *testing.T) {
	november, _ := countries.November2020().Rule("US")
	assert.Equal(t, errors.RegistrationNumberNotSupported, november.CheckRegistrationNumber("7"))
	assert.Zero(t, november.CheckRegistrationNumber(""))
	assert.Zero(t, november.CheckRegistrationNumber(" \u2003"))
	assert.Zero(t, november.CheckPhoneNumber(""))
	march, _ := countries.March2021().Rule("US")
	assertRefusesNothing(t, march)
}

func assertRefusesNothing(t *testing.T, rule countries.Rule) {
	t.Helper()
	assert.Equal(t, countries.Optional, rule.RegistrationNumber())
	assert.Equal(t, countries.Optional, rule.PhoneNumber())
	for _, value := range []string{"", " ", "7", "any value", "\xff", strings.Repeat("7", 100)} {
		assert.Zero(t, rule.CheckRegistrationNumber(value))
		assert.Zero(t, rule.CheckPhoneNumber(value))
		assert.True(t, rule.Fits(value))
	}
}

func TestZeroRule(t *testing.T) {
	var rule countries.Rule
	assertRefusesNothing(t, rule)
	for _, text := range []string{rule.Country(), rule.Name(), rule.Area(), rule.LocalName(), rule.Comment(), rule.CallingCode(), rule.Source(), rule.Pattern()} {
		assert.Empty(t, text)
	}
	assert.Empty(t, rule.Lengths())
}

func TestLengthsAreACopy(t *testing.T) {
	rule, _ := countries.Latest().Rule("AZ")
	rule.Lengths()[0] = 1
	assert.Equal(t, []int{7, 10}, rule.Lengths())
	assert.False(t, rule.Fits("1"))
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
		for _, n := range rule.Lengths() {
			listed[n] = true
		}
		for n := range 300 {
			assert.Equal(t, listed[n], rule.Fits(strings.Repeat("0", n)), "%s %d", rule.Country(), n)
		}
	}
}

// TestGivenOfEveryRune compares with unicode.IsSpace, alone and among spaces.
func TestGivenOfEveryRune(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if want := !unicode.IsSpace(r); countries.Given(string(r)) != want || countries.Given(" "+string(r)+"\u2003") != want {
			t.Fatalf("%U: expected %t", r, want)
		}
	}
}

func TestGiven(t *testing.T) {
	for value, want := range map[string]bool{
		"": false, " ": false, "\t\n\v\f\r": false, "\u0085": false, "\u00a0": false, "\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000": false,
		"0": true, " 0": true, "\u30000": true, "\x00": true, "\x7f": true,
		"\u200b": true, "\ufeff": true, // zero width, but no white space
		"\xff": true, "\x85": true, "\xa0": true, "\xc2": true, " \xe2\x80": true, // cut or no UTF-8
	} {
		assert.Equal(t, want, countries.Given(value), "%q", value)
	}
}

func FuzzGiven(f *testing.F) {
	for _, seed := range []string{"", " \u00a0\u3000", " a", "\xff", "\xe2\x80"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, value string) {
		given := strings.ContainsFunc(value, func(r rune) bool { return !unicode.IsSpace(r) })
		assert.Equal(t, given, countries.Given(value), "%q", value)
	})
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
		patterns[rule.Country()] = regexp.MustCompile(rule.Pattern()) // of the thirteen it is empty, and matches
	}
	f.Fuzz(func(t *testing.T, country, number string) {
		rule, listed := countries.Latest().Rule(country)
		assert.Equal(t, !listed || patterns[rule.Country()].MatchString(number), rule.Fits(number), "%q %q", country, number)
		// And for every rule at once, since a random country is seldom a listed one.
		for rule := range countries.November2020().Rules() {
			assert.Equal(t, patterns[rule.Country()].MatchString(number), rule.Fits(number), "%s %q", rule.Country(), number)
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
				_, _ = rule.Fits(value), rule.Pattern()
				_, _ = rule.RegistrationNumber(), rule.PhoneNumber()
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
		rule.Fits("7707083893")
	}
}
