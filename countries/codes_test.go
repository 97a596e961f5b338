package countries_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
)

func ExampleCodes() {
	codes := slices.Collect(countries.Codes())
	fmt.Println(len(codes), codes[:3])
	// Output: 248 [AD AE AF]
}

// TestCodesBesideISO compares Microsoft's table with ISO 3166-1 as validator
// knows it: what differs is what facts about the table say.
func TestCodesBesideISO(t *testing.T) {
	codes := slices.Collect(countries.Codes())
	assert.IsIncreasing(t, codes)
	iso := validator.New()
	var beside, without []string
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			code := string(first) + string(second)
			isISO, isMicrosofts := iso.Var(code, "iso3166_1_alpha2") == nil, slices.Contains(codes, code)
			switch {
			case isMicrosofts && !isISO:
				beside = append(beside, code)
			case isISO && !isMicrosofts:
				without = append(without, code)
			}
			_, known := countries.Latest().Rule(strings.ToLower(code))
			assert.Equal(t, isMicrosofts, known, code)
		}
	}
	assert.Equal(t, []string{"AN", "XE", "XJ", "XS"}, beside, "validator counts XK as ISO's, where it is reserved for users")
	assert.Equal(t, []string{"CU", "EH", "IR", "KP", "SD", "SY"}, without)
	for range countries.Codes() {
		break
	}
}

// TestALiveRuleMakesItsCountryKnown where it says what is asked for there.
func TestALiveRuleMakesItsCountryKnown(t *testing.T) {
	for body, known := range map[string]bool{
		`{"iso2Code":"CU","customerOrganizationRegistrationNumberRequired":true}`: true,
		`{"iso2Code":"CU","customerOrganizationPhoneNumberRequired":false}`:       true,
		`{"iso2Code":"CU","customerOrganizationRegistrationNumberRegex":"^1$"}`:   true,
		`{"iso2Code":"CU"}`: false,
		`{"iso2Code":"CU","phoneNumberRegex":"^1$","countryCallingCodesList":["53"]}`: false,
	} {
		live, err := countries.ParseValidationRules([]byte(body))
		require.NoError(t, err)
		policy := countries.Latest().With(live)
		rule, isKnown := policy.Rule("cu")
		assert.Equal(t, known, isKnown, body)
		differences := countries.Latest().Diff(policy)
		if !known {
			assert.Empty(t, differences, body)
			continue
		}
		assert.Equal(t, "CU", rule.String())
		require.NotEmpty(t, differences, body)
		assert.Equal(t, "CU: iso2Code was not stated and is CU", differences[0].String())
		assert.Equal(t, "CU: iso2Code was CU and is not stated", policy.Diff(countries.Latest())[0].String())
	}
}

func TestPolicyAndRulePrintNames(t *testing.T) {
	rule, _ := countries.Latest().Rule("AZ")
	elsewhere, _ := countries.Latest().Rule("FR")
	assert.Equal(t, "2021-03 AZ Azerbaijan rest of the world", fmt.Sprint(countries.Latest(), rule, elsewhere))
	assert.Equal(t, "2021-03 [AZ Azerbaijan]", fmt.Sprintf("%v %+v", countries.Latest(), []countries.Rule{rule}))
}
