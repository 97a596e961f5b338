package screening_test

import (
	stderrors "errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

const (
	numberField = "companyProfile.organizationRegistrationNumber"
	phoneField  = "billingProfile.defaultAddress.phoneNumber"
)

// customer returns a customer with what is screened and nothing else.
func customer(country, number, phone string) *screening.Customer {
	return &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: number},
		BillingProfile: &screening.CustomerBillingProfile{
			DefaultAddress: &address.Address{Country: country, PhoneNumber: phone},
		},
	}
}

// codes returns the codes of a rejection, and none for nil.
func codes(t testing.TB, err error) []pcerrors.Code {
	t.Helper()
	found := []pcerrors.Code{}
	if err == nil {
		return found
	}
	var rejection *pcerrors.Rejection
	require.ErrorAs(t, err, &rejection)
	for _, v := range rejection.Violations {
		found = append(found, v.Code)
	}
	return found
}

func list(codes ...pcerrors.Code) []pcerrors.Code { return append([]pcerrors.Code{}, codes...) }

func ExampleNew() {
	policy := countries.Latest() // or countries.November2020(), or countries.InForce(a date)
	screener := screening.New(policy)
	fmt.Println(screener.Screen(customer("PL", "1234563218", "+48 22 594 7000")))
	// Output: <nil>
}

func ExampleScreener_Screen() {
	screener := screening.New(countries.Latest())
	err := screener.Screen(customer("AZ", "123-456", ""))

	var rejection *pcerrors.Rejection
	if stderrors.As(err, &rejection) {
		for _, v := range rejection.Violations {
			fmt.Println(int(v.Code), v.Field)
			fmt.Println(v.Description())
		}
	}
	fmt.Println(stderrors.Is(err, pcerrors.PhoneNumberMissing))
	// Output:
	// 600050 companyProfile.organizationRegistrationNumber
	// Organization registration id information is invalid and should be of the format ^(\d{7}|\d{10})$.
	// 600051 billingProfile.defaultAddress.phoneNumber
	// Customer phone number is missing.
	// true
}

func ExampleScreener_ScreenProfile() {
	screener := screening.New(countries.Latest())
	err := screener.ScreenProfile(&screening.CustomerCompanyProfile{
		Address: &address.Address{Country: "UZ", PhoneNumber: "+998 71 200 0000"},
	})
	fmt.Println(err)
	// Output: Partner Center refuses the customer: organizationRegistrationNumber: 600049: Organization registration id information is missing.
}

// november2020 is the table of package countries, whose tests and the stand-in
// have it from the publication.
var november2020 = func() map[string][]int {
	lengths := map[string][]int{}
	for rule := range countries.November2020().Rules() {
		lengths[rule.Country()] = rule.Lengths()
	}
	return lengths
}()

func TestEveryRowOfTheNovember2020Table(t *testing.T) {
	for _, policy := range []*countries.Policy{countries.November2020(), countries.March2021()} {
		screener := screening.New(policy)
		for country, digits := range november2020 {
			listed := make(map[int]bool)
			for _, n := range digits {
				listed[n] = true
			}
			for n := 1; n <= 20; n++ {
				number := strings.Repeat("7", n)
				want := list()
				if !listed[n] {
					want = list(pcerrors.RegistrationNumberInvalid)
				}
				assert.Equal(t, want, codes(t, screener.Screen(customer(country, number, "1"))), "%s %d", country, n)
			}
			number := strings.Repeat("7", digits[0])
			assert.Equal(t, list(pcerrors.RegistrationNumberMissing), codes(t, screener.Screen(customer(country, "", "1"))), country)
			assert.Equal(t, list(pcerrors.PhoneNumberMissing), codes(t, screener.Screen(customer(country, number, ""))), country)
			assert.Equal(t, list(pcerrors.RegistrationNumberMissing, pcerrors.PhoneNumberMissing),
				codes(t, screener.Screen(customer(country, "", ""))), country)
		}
	}
	for _, digits := range november2020 {
		number := strings.Repeat("7", digits[0])
		assert.Equal(t, list(pcerrors.RegistrationNumberNotSupported),
			codes(t, screening.New(countries.November2020()).Screen(customer("US", number, ""))))
	}
}

func TestMarch2021(t *testing.T) {
	screener := screening.New(countries.March2021())
	for _, country := range []string{"AE", "BR", "IN", "IQ", "MM", "PL", "SA", "SS", "TH", "TR", "VE", "VN", "ZA"} {
		assert.Equal(t, list(pcerrors.RegistrationNumberMissing, pcerrors.PhoneNumberMissing),
			codes(t, screener.Screen(customer(country, "", ""))), country)
		assert.NoError(t, screener.Screen(customer(country, "any number", "any phone")), country)
		assert.Equal(t, list(pcerrors.RegistrationNumberNotSupported),
			codes(t, screening.New(countries.November2020()).Screen(customer(country, "1", ""))), country)
	}
	assert.NoError(t, screener.Screen(customer("FR", "", "")))
	assert.NoError(t, screener.Screen(customer("FR", "552032534", "")))
}

func TestReadings(t *testing.T) {
	screener := screening.New(countries.November2020())
	for _, test := range []struct {
		name                   string
		country, number, phone string
		want                   []pcerrors.Code
	}{
		{"white space is not given", "RU", " \t\u00a0\u3000", "\r\n", list(pcerrors.RegistrationNumberMissing, pcerrors.PhoneNumberMissing)},
		{"a zero-width space is given", "RU", "\u200b", "\u200b", list(pcerrors.RegistrationNumberInvalid)},
		{"Arabic-Indic digits", "BY", "١٢٣٤٥٦٧٨٩", "1", list(pcerrors.RegistrationNumberInvalid)},
		{"full-width digits", "BY", "１２３４５６７８９", "1", list(pcerrors.RegistrationNumberInvalid)},
		{"a final line feed", "BY", "123456789\n", "1", list(pcerrors.RegistrationNumberInvalid)},
		{"a space around", "BY", " 123456789", "1", list(pcerrors.RegistrationNumberInvalid)},
		{"lower case", "by", "123456789", "1", list()},
		{"a dotless i is no i", "hu"[:1] + "ı", "1", "", list(pcerrors.RegistrationNumberNotSupported)},
		{"a country's name is any other country", "Russia", "7707083893", "", list(pcerrors.RegistrationNumberNotSupported)},
		{"a country with a space is any other country", "RU ", "7707083893", "", list(pcerrors.RegistrationNumberNotSupported)},
		{"no country at all", "", "7707083893", "", list(pcerrors.RegistrationNumberNotSupported)},
		{"no country and no number", "", "", "", list()},
		{"invalid UTF-8", "BY", "12345678\xff", "\xff", list(pcerrors.RegistrationNumberInvalid)},
		{"NUL", "BY", "12345678\x00", "\x00", list(pcerrors.RegistrationNumberInvalid)},
	} {
		t.Run(test.name, func(t *testing.T) {
			assert.Equal(t, test.want, codes(t, screener.Screen(customer(test.country, test.number, test.phone))))
		})
	}
}

func TestWhichAddressCounts(t *testing.T) {
	screener := screening.New(countries.November2020())
	company := &screening.CustomerCompanyProfile{
		OrganizationRegistrationNumber: "123456789",
		Address:                        &address.Address{Country: "BY", PhoneNumber: "1"},
	}
	for _, test := range []struct {
		name    string
		billing *screening.CustomerBillingProfile
		want    []pcerrors.Code
	}{
		{"no billing profile", nil, list()},
		{"no default address", &screening.CustomerBillingProfile{}, list()},
		{"the default address first", &screening.CustomerBillingProfile{DefaultAddress: &address.Address{Country: "KZ"}},
			list(pcerrors.RegistrationNumberInvalid, pcerrors.PhoneNumberMissing)},
		{"an empty default address is one", &screening.CustomerBillingProfile{DefaultAddress: &address.Address{}},
			list(pcerrors.RegistrationNumberNotSupported)},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &screening.Customer{CompanyProfile: company, BillingProfile: test.billing}
			assert.Equal(t, test.want, codes(t, screener.Screen(c)))
		})
	}
	t.Run("no profiles", func(t *testing.T) {
		assert.NoError(t, screener.Screen(&screening.Customer{}))
		assert.NoError(t, screener.Screen(nil))
		assert.NoError(t, screener.ScreenProfile(nil))
		assert.NoError(t, screener.ScreenProfile(&screening.CustomerCompanyProfile{}))
	})
	t.Run("no company profile", func(t *testing.T) {
		c := customer("RU", "", "1")
		c.CompanyProfile = nil
		assert.Equal(t, list(pcerrors.RegistrationNumberMissing), codes(t, screener.Screen(c)))
	})
}

func TestViolations(t *testing.T) {
	screener := screening.New(countries.November2020())
	for _, test := range []struct {
		name string
		err  error
		want []pcerrors.Violation
	}{
		{"customer", screener.Screen(customer("az", "1", "")), []pcerrors.Violation{
			{Code: pcerrors.RegistrationNumberInvalid, Field: numberField, Country: "AZ", Pattern: `^(\d{7}|\d{10})$`},
			{Code: pcerrors.PhoneNumberMissing, Field: phoneField, Country: "AZ"},
		}},
		{"profile", screener.ScreenProfile(&screening.CustomerCompanyProfile{Address: &address.Address{Country: "UA"}}), []pcerrors.Violation{
			{Code: pcerrors.RegistrationNumberMissing, Field: "organizationRegistrationNumber", Country: "UA"},
			{Code: pcerrors.PhoneNumberMissing, Field: "address.phoneNumber", Country: "UA"},
		}},
		{"another country", screener.Screen(customer("us", "1", "")), []pcerrors.Violation{
			{Code: pcerrors.RegistrationNumberNotSupported, Field: numberField, Country: "US"},
		}},
		{"no country code", screener.Screen(customer("a person's name", "1", "")), []pcerrors.Violation{
			{Code: pcerrors.RegistrationNumberNotSupported, Field: numberField},
		}},
		{"no ASCII letters", screener.Screen(customer("ß", "1", "")), []pcerrors.Violation{
			{Code: pcerrors.RegistrationNumberNotSupported, Field: numberField},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var rejection *pcerrors.Rejection
			require.ErrorAs(t, fmt.Errorf("customer 1: %w", stderrors.Join(test.err, stderrors.New("another"))), &rejection)
			assert.Equal(t, test.want, rejection.Violations)
			assert.ErrorIs(t, test.err, test.want[0].Code)
		})
	}
}

// TestViolationsNameOnlyCountryCodes: another text can be anything of the customer's.
func TestViolationsNameOnlyCountryCodes(t *testing.T) {
	screener := screening.New(countries.November2020())
	for text, want := range map[string]string{
		"DE": "DE", "de": "DE", "AA": "AA", "az": "AZ", "ZA": "ZA", "zz": "ZZ",
		"@A": "", "A@": "", "[A": "", "A[": "", "1A": "", "A1": "", "{a": "", "a{": "", "`a": "", "a`": "", "D": "", "DEU": "", " D": "",
		"ß": "", "ı": "", "ſ": "", // two bytes; the last two are one in capitals
	} {
		var rejection *pcerrors.Rejection
		if assert.ErrorAs(t, screener.Screen(customer(text, "1", "+1")), &rejection, "%q", text) {
			assert.Equal(t, want, rejection.Violations[0].Country, "%q", text)
		}
	}
}

func TestNewNeedsAPolicy(t *testing.T) {
	assert.PanicsWithValue(t, "screening: New needs a policy, for example countries.Latest()", func() { screening.New(nil) })
}

func TestScreenAllocates(t *testing.T) {
	screener := screening.New(countries.Latest())
	accepted, refused := customer("RU", "7707083893", "+74955005550"), customer("RU", "77", "")
	assert.Zero(t, testing.AllocsPerRun(100, func() { _ = screener.Screen(accepted) }), "accepted")
	assert.LessOrEqual(t, testing.AllocsPerRun(100, func() { _ = screener.Screen(refused) }), 2.0, "refused")
}

func BenchmarkScreen(b *testing.B) {
	screener := screening.New(countries.Latest())
	for _, bench := range []struct {
		name     string
		customer *screening.Customer
	}{
		{"accepted", customer("RU", "7707083893", "+74955005550")},
		{"refused", customer("RU", "77", "")},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = screener.Screen(bench.customer)
			}
		})
	}
}

// FuzzScreen compares the digit loop with the expression that the API
// publishes, under the reading that digits are ASCII and given means not blank.
func FuzzScreen(f *testing.F) {
	for country := range november2020 {
		f.Add(country, "123456789")
	}
	f.Add("RU", "7707083893\n")
	f.Add("ru", "٧٧٠٧٠٨٣٨٩٣")
	f.Add("US", " ")
	screener := screening.New(countries.November2020())
	patterns := make(map[string]*regexp.Regexp)
	for rule := range countries.November2020().Rules() {
		patterns[rule.Country()] = regexp.MustCompile(rule.Pattern())
	}
	blank := regexp.MustCompile(`^[\p{Z}\t\n\v\f\r\x{85}]*$`)
	f.Fuzz(func(t *testing.T, country, number string) {
		want := list()
		pattern, listed := patterns[asciiUpper(country)]
		switch {
		case blank.MatchString(number):
			if listed {
				want = list(pcerrors.RegistrationNumberMissing)
			}
		case !listed:
			want = list(pcerrors.RegistrationNumberNotSupported)
		case !pattern.MatchString(number):
			want = list(pcerrors.RegistrationNumberInvalid)
		}
		assert.Equal(t, want, codes(t, screener.Screen(customer(country, number, "1"))), "%q %q", country, number)
	})
}

func asciiUpper(s string) string {
	upper := []byte(s)
	for i, b := range upper {
		if 'a' <= b && b <= 'z' {
			upper[i] = b - 'a' + 'A'
		}
	}
	return string(upper)
}
