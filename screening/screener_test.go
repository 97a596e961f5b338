package screening_test

import (
	stderrors "errors"
	"fmt"
	"regexp"
	"slices"
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

// codes returns the codes of a rejection, none for nil, and 0 for what is
// undecided.
func codes(t testing.TB, err error) []pcerrors.Code {
	t.Helper()
	found := []pcerrors.Code{}
	if err == nil {
		return found
	}
	var undecided *pcerrors.Undecided
	if stderrors.As(err, &undecided) {
		return append(found, 0)
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
			fmt.Println(v)
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
		lengths[rule.Country()] = rule.NumberLengths()
	}
	return lengths
}()

func TestEveryRowOfTheNovember2020Table(t *testing.T) {
	for policy := range countries.Policies() {
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
	} {
		t.Run(test.name, func(t *testing.T) {
			c := &screening.Customer{CompanyProfile: company, BillingProfile: test.billing}
			assert.Equal(t, test.want, codes(t, screener.Screen(c)))
		})
	}
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
	} {
		t.Run(test.name, func(t *testing.T) {
			var rejection *pcerrors.Rejection
			require.ErrorAs(t, fmt.Errorf("customer 1: %w", stderrors.Join(test.err, stderrors.New("another"))), &rejection)
			assert.Equal(t, test.want, rejection.Violations)
			assert.ErrorIs(t, test.err, test.want[0].Code)
		})
	}
}

// TestUndecided: nobody can say what becomes of a customer whose country is not
// known, whatever the rest of it says.
func TestUndecided(t *testing.T) {
	const (
		billing = "billingProfile.defaultAddress.country"
		company = "companyProfile.address.country"
	)
	inCompany := func(country string) *screening.Customer {
		return &screening.Customer{CompanyProfile: &screening.CustomerCompanyProfile{Address: &address.Address{Country: country, PhoneNumber: "1"}}}
	}
	emptyDefault := inCompany("RU")
	emptyDefault.BillingProfile = &screening.CustomerBillingProfile{DefaultAddress: &address.Address{}}
	for policy := range countries.Policies() {
		screener := screening.New(policy)
		reseller := screening.New(policy, screening.WithPartner(screening.IndirectReseller))
		for name, test := range map[string]struct {
			customer *screening.Customer
			want     pcerrors.Undecided
		}{
			"nil":                        {nil, pcerrors.Undecided{Field: billing}},
			"empty":                      {&screening.Customer{}, pcerrors.Undecided{Field: billing}},
			"no address":                 {&screening.Customer{BillingProfile: &screening.CustomerBillingProfile{}}, pcerrors.Undecided{Field: billing}},
			"no country":                 {customer("", "7707083893", "1"), pcerrors.Undecided{Field: billing}},
			"white space":                {customer(" \u00a0", "", ""), pcerrors.Undecided{Field: billing}},
			"an empty default address":   {emptyDefault, pcerrors.Undecided{Field: billing}},
			"a company without country":  {inCompany(""), pcerrors.Undecided{Field: company}},
			"a company's country's name": {inCompany("Russia"), pcerrors.Undecided{Field: company, Given: true}},
			"a name":                     {customer("Russia", "7707083893", "1"), pcerrors.Undecided{Field: billing, Given: true}},
			"a space before":             {customer(" RU", "7707083893", "1"), pcerrors.Undecided{Field: billing, Given: true}},
			"UK":                         {customer("UK", "", ""), pcerrors.Undecided{Field: billing, Given: true}},
			"ISO's, and not Microsoft's": {customer("CU", "", ""), pcerrors.Undecided{Field: billing, Given: true}},
			"nobody's":                   {customer("ZZ", "1", ""), pcerrors.Undecided{Field: billing, Given: true}},
			"a dotless i":                {customer("h\u0131", "1", ""), pcerrors.Undecided{Field: billing, Given: true}},
		} {
			t.Run(policy.Name()+"/"+name, func(t *testing.T) {
				var undecided *pcerrors.Undecided
				require.ErrorAs(t, screener.Screen(test.customer), &undecided)
				assert.Equal(t, test.want, *undecided)
				report := screener.Inspect(test.customer)
				assert.Equal(t, screening.Undecided, report.Verdict())
				assert.Equal(t, undecided, report.Undecided)
				assert.Empty(t, report.Violations)
				assert.NoError(t, reseller.Screen(test.customer), "the policy does not bind a reseller")
			})
		}
		for _, profile := range []*screening.CustomerCompanyProfile{nil, {}, {Address: &address.Address{}}} {
			assert.Equal(t, &pcerrors.Undecided{Field: "address.country"}, screener.ScreenProfile(profile))
		}
		assert.Equal(t, &pcerrors.Undecided{Field: "address.country", Given: true},
			screener.ScreenProfile(&screening.CustomerCompanyProfile{Address: &address.Address{Country: "RUS"}}))
		for _, known := range []string{"XK", "an", "us", "Kz"} {
			var undecided *pcerrors.Undecided
			assert.NotErrorAs(t, screener.Screen(customer(known, "", "1")), &undecided, known)
		}
	}
}

func TestOptionsThatNeedAFunction(t *testing.T) {
	assert.Panics(t, func() { screening.WithAdvisor(nil) })
	assert.NotPanics(t, func() { screening.New(countries.Latest(), nil) })
}

func TestAScreenerNeedsAPolicy(t *testing.T) {
	const needsPolicy = "screening: a policy is needed, for example New(countries.Latest())"
	assert.PanicsWithValue(t, needsPolicy, func() { screening.New(nil) })
	assert.PanicsWithValue(t, needsPolicy, func() { screening.JSONSchema(nil) })
	assert.PanicsWithValue(t, needsPolicy, func() { screening.New(new(countries.Policy)) })
	var zero screening.Screener
	assert.PanicsWithValue(t, needsPolicy, func() { _ = zero.Screen(&screening.Customer{}) })
	assert.PanicsWithValue(t, needsPolicy, func() { _ = zero.ScreenProfile(nil) })
	assert.PanicsWithValue(t, needsPolicy, func() { zero.Inspect(nil) })
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
		patterns[rule.Country()] = regexp.MustCompile(rule.NumberPattern())
	}
	blank := regexp.MustCompile(`^[\p{Z}\t\n\v\f\r\x{85}]*$`)
	f.Fuzz(func(t *testing.T, country, number string) {
		want := list()
		pattern, listed := patterns[asciiUpper(country)]
		switch {
		case !slices.Contains(codesOfCountries, asciiUpper(country)):
			want = list(0)
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

var codesOfCountries = slices.Collect(countries.Codes())

func asciiUpper(s string) string {
	upper := []byte(s)
	for i, b := range upper {
		if 'a' <= b && b <= 'z' {
			upper[i] = b - 'a' + 'A'
		}
	}
	return string(upper)
}
