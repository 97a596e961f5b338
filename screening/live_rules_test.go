package screening_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// livePolicy has live rules of each kind over March 2021's.
func livePolicy(t testing.TB) *countries.Policy {
	t.Helper()
	var rules []countries.Rule
	for _, live := range []struct {
		body   string
		usable bool
	}{
		{`{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{10}$"}`, true},
		{`{"iso2Code":"BR","customerOrganizationRegistrationNumberRegex":"^([0-9]{14}|[0-9A-Z]{12}[0-9]{2})$","customerOrganizationPhoneNumberRequired":false}`, true},
		{`{"iso2Code":"PT","customerOrganizationRegistrationNumberRegex":"^[1-9][0-9]{8}$","customerOrganizationRegistrationNumberRequired":false,"customerOrganizationPhoneNumberRequired":true}`, true},
		{`{"iso2Code":"FR","customerOrganizationRegistrationNumberRegex":"^\\d{9}$","customerOrganizationRegistrationNumberRequired":true}`, true},
		{`{"iso2Code":"UZ","customerOrganizationRegistrationNumberRegex":"^(?!0)\\d{14}$","customerOrganizationPhoneNumberRequired":false}`, false},
	} {
		rule, err := countries.ParseValidationRules([]byte(live.body))
		if live.usable {
			require.NoError(t, err)
		} else {
			var unusable *countries.ExpressionError
			require.ErrorAs(t, err, &unusable)
		}
		rules = append(rules, rule)
	}
	return countries.March2021().With(rules...)
}

// TestLiveRules drives Screen, ScreenProfile and a host's validator over
// customers that live rules judge otherwise than built-in ones.
func TestLiveRules(t *testing.T) {
	builtIn := screening.New(countries.March2021())
	screener, host := screening.New(livePolicy(t)), registered(t, livePolicy(t))
	invalid, missing := pcerrors.RegistrationNumberInvalid, pcerrors.RegistrationNumberMissing
	for _, test := range []struct {
		name                   string
		country, number, phone string
		builtIn, want          []pcerrors.Code
		pattern                string
	}{
		{"digits, allowed by both", "AZ", "1401555071", "1", list(), list(), ""},
		{"digits, no longer allowed", "az", "1234567", "1", list(), list(invalid), `^\d{10}$`},
		{"digits, a final line feed", "AZ", "1401555071\n", "1", list(invalid), list(invalid), `^\d{10}$`},
		{"digits, phone not stated", "AZ", "1401555071", "", list(pcerrors.PhoneNumberMissing), list(pcerrors.PhoneNumberMissing), ""},
		{"other, fits", "BR", "12ABC34501DE35", "1", list(), list(), ""},
		{"other, fits not", "BR", "12abc34501de35", "1", list(), list(invalid), `^([0-9]{14}|[0-9A-Z]{12}[0-9]{2})$`},
		{"other, phone no longer required", "BR", "11222333000181", "", list(pcerrors.PhoneNumberMissing), list(), ""},
		{"other, number not stated", "BR", "", "", list(missing, pcerrors.PhoneNumberMissing), list(missing), ""},
		{"not listed, optional, not given", "PT", "", "1", list(), list(), ""},
		{"not listed, optional, fits not", "PT", "012345678", "1", list(), list(invalid), `^[1-9][0-9]{8}$`},
		{"not listed, phone required", "PT", "", "", list(), list(pcerrors.PhoneNumberMissing), ""},
		{"not listed, number required", "FR", "\u3000", "", list(), list(missing), ""},
		{"not usable, the built-in rule stays", "UZ", "12345678901234", "1", list(invalid), list(invalid), `^(\d{9})$`},
		{"not usable, what else is stated holds", "UZ", "123456789", "", list(pcerrors.PhoneNumberMissing), list(), ""},
		{"no live rule", "RU", "77", "1", list(invalid), list(invalid), `^(\d{9}|\d{10}|\d{12})$`},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := customer(test.country, test.number, test.phone)
			assert.Equal(t, test.builtIn, codes(t, builtIn.Screen(c)))
			err := screener.Screen(c)
			assert.Equal(t, test.want, codes(t, err))
			assert.Equal(t, screened(t, err), violations(t, host, c))
			for _, v := range screened(t, err) {
				if v.Code == invalid {
					assert.Equal(t, test.pattern, v.Pattern)
					assert.Contains(t, v.Error(), test.pattern)
				}
			}
			profile := &screening.CustomerCompanyProfile{
				OrganizationRegistrationNumber: test.number,
				Address:                        &address.Address{Country: test.country, PhoneNumber: test.phone},
			}
			assert.Equal(t, test.want, codes(t, screener.ScreenProfile(profile)))
		})
	}
}

// TestLiveRulesAllocate guards both kinds of live expressions.
func TestLiveRulesAllocate(t *testing.T) {
	screener := screening.New(livePolicy(t))
	for _, accepted := range []*screening.Customer{customer("AZ", "1401555071", "1"), customer("BR", "12ABC34501DE35", "1")} {
		assert.Zero(t, testing.AllocsPerRun(100, func() { _ = screener.Screen(accepted) }))
	}
}

// BenchmarkScreenLive compares built-in rules with live ones of the same
// digits for every country there is, and with an expression of another form.
func BenchmarkScreenLive(b *testing.B) {
	accepted := customer("RU", "7707083893", "+74955005550")
	builtIn := countries.Latest()
	with := func(expression string) *countries.Policy {
		var rules []countries.Rule
		for first := 'A'; first <= 'Z'; first++ {
			for second := 'A'; second <= 'Z'; second++ {
				rule, err := countries.ParseValidationRules([]byte(`{"iso2Code":"` + string([]rune{first, second}) +
					`","customerOrganizationRegistrationNumberRegex":"` + expression + `","customerOrganizationRegistrationNumberRequired":true,"customerOrganizationPhoneNumberRequired":true}`))
				require.NoError(b, err)
				rules = append(rules, rule)
			}
		}
		return builtIn.With(rules...)
	}
	for _, bench := range []struct {
		name   string
		policy *countries.Policy
	}{
		{"built-in", builtIn},
		{"live digits", with(`^(\\d{9}|\\d{10}|\\d{12})$`)},
		{"live other", with(`^[1-9](\\d{8}|\\d{9}|\\d{11})$`)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			screener := screening.New(bench.policy)
			b.ReportAllocs()
			for b.Loop() {
				if err := screener.Screen(accepted); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
