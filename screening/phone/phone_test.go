package phone_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/phone"
)

func customer(country, number string) *screening.Customer {
	return &screening.Customer{BillingProfile: &screening.CustomerBillingProfile{
		DefaultAddress: &address.Address{Country: country, PhoneNumber: number},
	}}
}

func ExampleAdvise() {
	screener := screening.New(countries.Latest(), screening.WithAdvisor(phone.Advise), screening.WithoutRules("contract.required"))
	customer := &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "1400057421"},
		BillingProfile: &screening.CustomerBillingProfile{
			DefaultAddress: &address.Address{Country: "AZ", PhoneNumber: "(012) 555 01 00"},
		},
	}
	for _, advisory := range screener.Inspect(customer).Advisories {
		if advisory.Field == "billingProfile.defaultAddress.phoneNumber" {
			fmt.Println(advisory.Rule, advisory.Suggestion)
		}
	}
	// Output: phoneNumber.notInternational +994125550100
}

func TestAdvise(t *testing.T) {
	for _, test := range []struct {
		country, number  string
		rule, suggestion string
	}{
		{"AM", "+37410555123", "", ""},
		{"am", "+374 10 555 123", "", ""},
		{"RU", "+7 495 500-55-50", "", ""},
		{"RU", "＋7 495 500-55-50", "", ""},
		{"KZ", "+7 727 258 00 00", "", ""},
		{"GB", "+44 1534 555 555", "", ""}, // Jersey's, of the same calling code
		{"DE", "+49 30 901820 ext. 12", "", ""},
		{"XX", "+4930901820", "", ""},
		{"XX", "030 901820", "", ""},
		{"", "030 901820", "", ""},
		{"AM", "", "", ""},
		{"AM", "none", "", ""},

		{"AZ", "(012) 555 01 00", "phoneNumber.notInternational", "+994125550100"},
		{"AZ", "994 12 555 01 00", "phoneNumber.notInternational", "+994125550100"},
		{"AZ", "00994 12 555 01 00", "phoneNumber.notInternational", "+994125550100"},
		{"RU", "8 (495) 500-55-50", "phoneNumber.notInternational", "+74955005550"},
		{"RU", "٨ ٤٩٥ ٥٠٠ ٥٥ ٥٠", "phoneNumber.notInternational", "+74955005550"},
		{"IN", "०११ २३०९ ६५००", "phoneNumber.notInternational", "+911123096500"},
		{"DE", "030 901820 ext. 12", "phoneNumber.notInternational", "+49 30 901820 ext. 12"},
		{"US", "(425) 555-0100", "phoneNumber.notInternational", "+14255550100"},

		{"AZ", "+7 495 500-55-50", "phoneNumber.callingCode", ""},
		{"UA", "+48 22 594 70 00", "phoneNumber.callingCode", ""},

		{"AZ", "12", "phoneNumber.notPossible", ""},
		{"AZ", "1", "phoneNumber.notPossible", ""},
		{"AM", "+374105551234567", "phoneNumber.notPossible", ""},
		{"PL", "+48 22 59", "phoneNumber.notPossible", ""},
		{"US", "555-0100", "phoneNumber.notPossible", ""},
		{"AM", "+999 123 4567", "phoneNumber.notPossible", ""},
		{"MD", "00000000", "phoneNumber.notPossible", ""},
		{"AM", "0;phone-context=+1;tel:2", "phoneNumber.notPossible", ""},
		{"AM", "tel:+374-10-555-123;phone-context=example.com", "", ""},
		{"AM", "tel:10-555-123;phone-context=+374", "", ""},
		{"AM", "tel:495-500-55-50;phone-context=+7", "phoneNumber.callingCode", ""},
	} {
		found := phone.Advise(customer(test.country, test.number))
		if test.rule == "" {
			assert.Empty(t, found, "%s %s", test.country, test.number)
			continue
		}
		require.Len(t, found, 1, "%s %s", test.country, test.number)
		assert.Equal(t, test.rule, found[0].Rule, "%s %s", test.country, test.number)
		assert.Equal(t, test.suggestion, found[0].Suggestion, "%s %s", test.country, test.number)
		assert.Equal(t, "billingProfile.defaultAddress.phoneNumber", found[0].Field)
		assert.NotEmpty(t, found[0].Message)
		assert.Contains(t, found[0].Source, "libphonenumber v")
		assert.Equal(t, found[0].Basis, basis(t, test.rule), "as the table of package screening has it")
		if test.suggestion != "" {
			assert.Empty(t, phone.Advise(customer(test.country, test.suggestion)), "the suggestion is fine")
		}
	}
}

// basis returns the basis of a rule in the table of package screening.
func basis(t *testing.T, name string) screening.Basis {
	t.Helper()
	for rule := range screening.AdvisoryRules() {
		if rule.Name == name {
			return rule.Basis
		}
	}
	require.Fail(t, "no rule of the table: "+name)
	return ""
}

func TestAdviseOnBothAddresses(t *testing.T) {
	c := customer("AM", "1")
	c.CompanyProfile = &screening.CustomerCompanyProfile{Address: &address.Address{Country: "AM", PhoneNumber: "010 555123"}}
	screener := screening.New(countries.Latest(), screening.WithAdvisor(phone.Advise), screening.WithoutRules("contract.required"))
	var found []string
	for _, advisory := range screener.Inspect(c).Advisories {
		found = append(found, advisory.Rule+" "+advisory.Field)
	}
	assert.Equal(t, []string{
		"phoneNumber.notPossible billingProfile.defaultAddress.phoneNumber",
		"phoneNumber.notInternational companyProfile.address.phoneNumber",
	}, found[:2])

	screener = screening.New(countries.Latest(), screening.WithAdvisor(phone.Advise), screening.WithoutRules("phoneNumber.notPossible"))
	for _, advisory := range screener.Inspect(c).Advisories {
		assert.NotEqual(t, "phoneNumber.notPossible", advisory.Rule)
	}
}

func TestAdviseOnNothing(t *testing.T) {
	assert.Empty(t, phone.Advise(nil))
	assert.Empty(t, phone.Advise(&screening.Customer{}))
	assert.Empty(t, phone.Advise(&screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{}, BillingProfile: &screening.CustomerBillingProfile{},
	}))
}

func TestAdviseIsSafeForConcurrentUse(t *testing.T) {
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for _, country := range []string{"RU", "AZ", "BR", "IN", "US"} {
				phone.Advise(customer(country, "12 345 67 89"))
			}
		})
	}
	group.Wait()
}

func FuzzAdvise(f *testing.F) {
	f.Add("RU", "8 (495) 500-55-50")
	f.Add("AM", "0;phone-context=+1;tel:2")
	f.Add("US", "tel:1-800-FLOWERS;ext=5;isub=1")
	f.Add("xx", "+\xff0")
	f.Add("MD", "00000000")
	f.Fuzz(func(t *testing.T, country, number string) {
		for _, advisory := range phone.Advise(customer(country, number)) {
			assert.NotEqual(t, number, advisory.Suggestion)
			if advisory.Suggestion != "" {
				assert.Empty(t, phone.Advise(customer(country, advisory.Suggestion)))
			}
		}
	})
}
