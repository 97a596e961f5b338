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
		{"RU", "7.49556E+10", "", ""},
		{"RU", "+74955005550.0", "", ""},

		{"AZ", "(012) 555 01 00", "phoneNumber.notInternational", "+994125550100"},
		{"AZ", "994 12 555 01 00", "phoneNumber.notInternational", "+994125550100"},
		{"AZ", "00994 12 555 01 00", "phoneNumber.notInternational", "+994125550100"},
		{"RU", "8 (495) 500-55-50", "phoneNumber.notInternational", "+74955005550"},
		{"RU", "٨ ٤٩٥ ٥٠٠ ٥٥ ٥٠", "phoneNumber.notInternational", "+74955005550"},
		{"IN", "०११ २३०९ ६५००", "phoneNumber.notInternational", "+911123096500"},
		{"RU", "74955005550.0", "phoneNumber.notInternational", "+74955005550"},
		{"RU", "8 (495) 500-55-50 (вн. 12)", "phoneNumber.notInternational", "+7 495 500-55-50 ext. 12"},
		{"TH", "02 129 0000 ต่อ 12", "phoneNumber.notInternational", "+66 2 129 0000 ext. 12"},
		{"DE", "030 901820 ext. 12", "phoneNumber.notInternational", "+49 30 901820 ext. 12"},
		{"US", "(425) 555-0100", "phoneNumber.notInternational", "+14255550100"},

		{"TR", "0212 444 08 49 Pbx", "phoneNumber.notInternational", "+902124440849"},
		{"TR", "0212 444 08 49 (pbx)", "phoneNumber.notInternational", "+902124440849"},
		{"TR", "+90 212 444 08 49 PBX", "", ""},
		{"HU", "06 1 437 4700/12 mellék", "phoneNumber.notInternational", "+36 1 437 4700 ext. 12"},

		// What can be read in two ways has no suggestion.
		{"TH", "02-234-5678-9", "phoneNumber.notInternational", ""},
		{"TH", "074-366681-4", "phoneNumber.notInternational", ""},
		{"IN", "022-35555000/1/2", "phoneNumber.notInternational", ""},
		{"TR", "0 (212) 444 08 49 - 50", "phoneNumber.notInternational", ""},
		{"ZA", "011 344 5000/1", "phoneNumber.notInternational", ""},
		{"AE", "04 555 0123 / 4", "phoneNumber.notInternational", ""},
		{"UA", "(044) 222-33-44, 45", "phoneNumber.notInternational", ""},
		{"MM", "01-234567, 234568", "phoneNumber.notInternational", ""},
		{"PL", "022 521 91 11", "phoneNumber.notInternational", ""},
		{"BR", "3224-1234", "phoneNumber.notInternational", ""},
		{"RU", "7705031674", "phoneNumber.notInternational", ""}, // an INN
		{"US", "1-800-FLOWERS", "phoneNumber.notInternational", ""},

		{"AZ", "+7 495 500-55-50", "phoneNumber.callingCode", ""},
		{"UA", "+48 22 594 70 00", "phoneNumber.callingCode", ""},

		{"AZ", "12", "phoneNumber.notPossible", ""},
		{"AZ", "1", "phoneNumber.notPossible", ""},
		{"AM", "+374105551234567", "phoneNumber.notPossible", ""},
		{"PL", "+48 22 59", "phoneNumber.notPossible", ""},
		{"US", "555-0100", "phoneNumber.notPossible", ""},
		{"AM", "+999 123 4567", "phoneNumber.notPossible", ""},
		{"RU", "7495500555000.0", "phoneNumber.notPossible", ""},
		{"RU", "+7 495 500-55-50 Ivan 12", "phoneNumber.notPossible", ""},
		{"RU", "+7 495 500-55-50 внутренний телефон секретаря 12", "phoneNumber.notPossible", ""},
		{"RU", "+7 495 500-55-50 внутр.", "phoneNumber.notPossible", ""},
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

func TestWordsForAnExtension(t *testing.T) {
	for country, numbers := range map[string][]string{
		"RU": {"+7 495 500-55-50 доб. 12", "+7 495 500-55-50 (доб. 12)", "+7 495 500-55-50 доп.12", "+7 495 500-55-50, вн. 12",
			"+7 495 500-55-50 (внутр. 12)", "+7 495 500-55-50 внутренний: 12", "+7 495 500-55-50 Внутр. номер 12", "+7 495 500-55-50 доб. номер № 12", "+7 495 500-55-50 добавочный 12"},
		"UA": {"+380 44 537 94 40 дод. 12", "+380 44 537 94 40 (вн. 12)", "+380 44 537 94 40 внутрішній 12"},
		"BY": {"+375 17 222 01 00 дад. 12", "+375 17 222 01 00 унутр. 12"},
		"KZ": {"+7 727 258 00 00 ішкі 12", "+7 727 258 00 00 қосымша 12", "+7 727 258 00 00 ішкі нөмірі 12"},
		"KG": {"+996 312 66 00 00 ички 12"},
		"TJ": {"+992 37 221 00 00 дохилӣ 12"},
		"UZ": {"+998 71 238 00 00 ichki 12", "+998 71 238 00 00 qoʻsh. 12", "+998 71 238 00 00 qo’shimcha 12", "+998 71 238 00 00 ICHKI 12"},
		"AZ": {"+994 12 555 01 00 daxili 12", "+994 12 555 01 00 dax. 12", "+994 12 555 01 00 DAXİLİ 12", "+994 12 555 01 00 (daxili nömrə 12)"},
		"AM": {"+374 10 555 123 ներքին 12", "+374 10 555 123 (ներք. 12)"},
		"MD": {"+373 22 25 01 00 int. 12", "+373 22 25 01 00 interior 12"},
		"PL": {"+48 22 594 70 00 wew. 12", "+48 22 594 70 00 w. 12", "+48 22 594 70 00 wewn. 12"},
		"HU": {"+36 1 437 4700 mellék 12", "+36 1 437 4700 / m. 12", "+36 1 437 4700 mell. 12", "+36 1 437 4700/12 mellék", "+36 1 437 4700 (12 mell.)"},
		"TR": {"+90 212 252 10 00 dahili 12", "+90 212 252 10 00 DAHİLİ: 12", "+90 212 252 10 00 Dahılı 12", "+90 212 252 10 00 dah.12"},
		"BR": {"+55 11 3031 0000 ramal 12", "+55 11 3031 0000 R. 12", "+55 11 3031 0000 - Ramal: 12"},
		"VE": {"+58 212 555 0100 ext. 12", "+58 212 555 0100 extensión 12", "+58 212 555 0100 anexo 12"},
		"AE": {"+971 4 366 8888 تحويلة 12", "+971 4 366 8888 تحويلة ١٢"},
		"SA": {"+966 11 401 0000 داخلي 12"},
		"TH": {"+66 2 129 0000 ต่อ 12", "+66 2 129 0000ต่อ12"},
		"VN": {"+84 24 3936 2345 máy lẻ 12", "+84 24 3936 2345 số máy lẻ: 12", "+84 24 3936 2345 may le 12", "+84 24 3936 2345 (nhánh 12)"},
		"MM": {"+95 1 234 567 လိုင်းခွဲ 12"},
		"IN": {"+91 22 6665 8282 Extn. 12", "+91 22 6665 8282 x12"},
		"ZA": {"+27 11 483 0100 bylyn 12", "+27 11 483 0100 uitbreiding 12", "+27 11 483 0100 uitbr. 12"},
	} {
		for _, number := range numbers {
			assert.Empty(t, phone.Advise(customer(country, number)), "%s %s", country, number)
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

func TestAdviseIsSafeForConcurrentUse(_ *testing.T) {
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
	f.Add("TR", "0212 252 10 00 (dahili 12)")
	f.Add("RU", "74955005550.0")
	f.Fuzz(func(t *testing.T, country, number string) {
		for _, advisory := range phone.Advise(customer(country, number)) {
			assert.NotEqual(t, number, advisory.Suggestion)
			if advisory.Suggestion != "" {
				assert.Empty(t, phone.Advise(customer(country, advisory.Suggestion)))
			}
		}
	})
}
