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

// TestALiveRuleMakesItsCountryKnown: what Partner Center has rules for is a country.
func TestALiveRuleMakesItsCountryKnown(t *testing.T) {
	_, known := countries.Latest().Rule("CU")
	require.False(t, known)
	rule, err := countries.ParseValidationRules([]byte(`{"iso2Code":"CU"}`))
	require.NoError(t, err)
	rule, known = countries.Latest().With(rule).Rule("cu")
	assert.True(t, known)
	assert.Equal(t, "CU", rule.String())
}

func TestPolicyAndRulePrintNames(t *testing.T) {
	rule, _ := countries.Latest().Rule("AZ")
	elsewhere, _ := countries.Latest().Rule("FR")
	assert.Equal(t, "2021-03 AZ Azerbaijan rest of the world", fmt.Sprint(countries.Latest(), rule, elsewhere))
	assert.Equal(t, "2021-03 [AZ Azerbaijan]", fmt.Sprintf("%v %+v", countries.Latest(), []countries.Rule{rule}))
}
