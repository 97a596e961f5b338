package phone_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers/v2"
	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/tests"
)

// TestNoTelephoneNumberIsSuggested compares what package countries takes for a
// telephone number, by a short table of its own, with the numbering plans: none
// that is typed as the plans write it becomes a registration number, unless a
// check that holds says so, and never a person's.
func TestNoTelephoneNumberIsSuggested(t *testing.T) {
	numbers := 2_000
	if !tests.All() {
		numbers = 200
	}
	on := time.Date(2026, time.November, 24, 0, 0, 0, 0, time.UTC)
	for rule := range countries.Latest().Rules() {
		r := rand.New(rand.NewPCG(1, uint64(len(rule.CountryName()))))
		tried, suggested := 0, 0
		for range numbers {
			number := anyNumber(r, rule.Country())
			if !phonenumbers.IsValidNumber(number) {
				continue
			}
			tried++
			for _, typed := range writtenAs(number) {
				found, reason := rule.Suggest(typed, on)
				if found == "" {
					assert.NotEqual(t, countries.Mistyped, reason, "%s %q", rule.Country(), typed)
					continue
				}
				suggested++
				if !confirmed(rule, found, on) {
					assert.Fail(t, "a telephone number", "%s %q became %q", rule.Country(), typed, found)
				}
			}
		}
		t.Logf("%s: %4d telephone numbers, of which %d read as a business's number, whose check holds", rule.Country(), tried, suggested)
		assert.Greater(t, tried, numbers/20, rule.Country())
	}
}

// anyNumber makes up the end of one of the examples of a country's plan.
func anyNumber(r *rand.Rand, country string) *phonenumbers.PhoneNumber {
	kinds := []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE, phonenumbers.TOLL_FREE}
	number := phonenumbers.GetExampleNumberForTypeInRegion(country, kinds[r.IntN(len(kinds))])
	if number == nil {
		number = phonenumbers.GetExampleNumber(country)
	}
	digits := []byte(phonenumbers.GetNationalSignificantNumber(number))
	for i := 1 + r.IntN(4); i < len(digits); i++ {
		digits[i] = '0' + byte(r.IntN(10))
	}
	made, err := phonenumbers.Parse(fmt.Sprintf("+%d%s", number.GetCountryCode(), digits), country)
	if err != nil {
		return number
	}
	return made
}

func writtenAs(number *phonenumbers.PhoneNumber) []string {
	national := phonenumbers.Format(number, phonenumbers.NATIONAL)
	international := phonenumbers.Format(number, phonenumbers.INTERNATIONAL)
	_, withoutCode, _ := strings.Cut(international, " ")
	var typed []string
	for _, text := range []string{national, international, strings.TrimPrefix(international, "+"), "00" + strings.TrimPrefix(international, "+"), withoutCode} {
		typed = append(typed, text, strings.NewReplacer("(", "", ")", "").Replace(text))
	}
	return append(typed, phonenumbers.Format(number, phonenumbers.E164))
}

func confirmed(rule countries.Rule, number string, on time.Time) bool {
	for _, identity := range rule.Identify(number, on) {
		if identity.Check == countries.CheckValid && identity.Holder != countries.Person {
			return true
		}
	}
	return false
}
