package screening_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/phone"
)

// complete returns a customer on which there is no remark.
func complete() *screening.Customer {
	return &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{
			Domain:                         "volgadata.onmicrosoft.com",
			CompanyName:                    "Volga Data OOO",
			Email:                          "office@volgadata.example",
			OrganizationRegistrationNumber: "7707083893",
			Address:                        &address.Address{Country: "RU", PhoneNumber: "+74955005550", AddressLine1: "Vavilova 19"},
		},
		BillingProfile: &screening.CustomerBillingProfile{
			FirstName: "Ivan", LastName: "Petrov",
			Email:   "it@volgadata.example",
			Culture: "ru-RU", Language: "ru", CompanyName: "Volga Data OOO",
			DefaultAddress: &address.Address{
				Country: "RU", City: "Moscow", PostalCode: "117312", AddressLine1: "Vavilova 19",
				FirstName: "Ivan", MiddleName: "Sergeevich", LastName: "Petrov",
				PhoneNumber: "+74955005550", EmailAddress: "ivan@volgadata.example",
			},
		},
	}
}

// remarks returns "rule field" of each advisory.
func remarks(report screening.Report) []string {
	found := []string{}
	for _, advisory := range report.Advisories {
		found = append(found, advisory.Rule+" "+advisory.Field)
	}
	return found
}

func ExampleScreener_Inspect() {
	customer := complete()
	customer.CompanyProfile.OrganizationRegistrationNumber = "7707083839"
	customer.BillingProfile.DefaultAddress.MiddleName = "Test"
	customer.BillingProfile.DefaultAddress.PhoneNumber = ""

	report := screening.New(countries.Latest()).Inspect(customer)
	fmt.Println(report)
	// Output:
	// refused
	//   600051 billingProfile.defaultAddress.phoneNumber
	//       Customer phone number is missing.
	//   registrationNumber.checkDigit companyProfile.organizationRegistrationNumber
	//       the check digit of INN is wrong: a digit is almost surely mistyped (inferred)
	//   middleName.placeholder billingProfile.defaultAddress.middleName
	//       the name is a placeholder or test word, not a person's name (documented)
}

func ExampleReport_MarshalJSON() {
	customer := complete()
	customer.BillingProfile.DefaultAddress.Country = "RUS"
	report := screening.New(countries.Latest()).Inspect(customer)
	body, _ := json.MarshalIndent(report, "", "  ")
	fmt.Println(string(body))
	// Output:
	// {
	//   "verdict": "undecided",
	//   "accepted": false,
	//   "violations": [],
	//   "undecided": {
	//     "field": "billingProfile.defaultAddress.country",
	//     "given": true
	//   },
	//   "advisories": [
	//     {
	//       "rule": "country.unknown",
	//       "field": "billingProfile.defaultAddress.country",
	//       "message": "the country is not one of Microsoft's country codes, such as AM for Armenia",
	//       "basis": "documented",
	//       "source": "Partner Center supported languages and locales, edition of 2022-06-29",
	//       "suggestion": "RU"
	//     }
	//   ]
	// }
}

func ExampleReport_LogValue() {
	customer := complete()
	customer.BillingProfile.LastName = "Test"
	log := slog.New(slog.NewTextHandler(os.Stdout, &slog.HandlerOptions{ReplaceAttr: withoutTime}))
	log.Info("inspected", "report", screening.New(countries.Latest()).Inspect(customer))
	// Output: level=INFO msg=inspected report.verdict=accepted report.violations=[] report.advisories="[lastName.placeholder billingProfile.lastName]"
}

func withoutTime(_ []string, attr slog.Attr) slog.Attr {
	if attr.Key == slog.TimeKey {
		return slog.Attr{}
	}
	return attr
}

func ExampleWithoutRules() {
	customer := complete()
	customer.BillingProfile.CompanyName = "Volgadata.ru"
	screener := screening.New(countries.Latest(), screening.WithoutRules("companyName.domainExtension"))
	fmt.Println(screener.Inspect(customer))
	// Output: accepted
}

func ExampleWithPartnerDomains() {
	customer := complete()
	customer.BillingProfile.Email = "sales@eu.partner.example"
	screener := screening.New(countries.Latest(), screening.WithPartnerDomains("partner.example"))
	for _, advisory := range screener.Inspect(customer).Advisories {
		fmt.Println(advisory)
	}
	// Output: email.partnerDomain: billingProfile.email: the e-mail address is in the partner's own domain, not in the customer's
}

func ExampleWithDate() {
	customer := complete()
	customer.CompanyProfile.OrganizationRegistrationNumber = "12ABC34501DE35"
	customer.CompanyProfile.Address.Country = "BR"
	customer.BillingProfile.DefaultAddress.Country = "BR"
	for _, date := range []string{"2026-06-30", "2026-07-01"} {
		on, _ := time.Parse(time.DateOnly, date)
		fmt.Println(date, remarks(screening.New(countries.Latest(), screening.WithDate(on)).Inspect(customer)))
	}
	// Output:
	// 2026-06-30 [registrationNumber.nationalForm companyProfile.organizationRegistrationNumber]
	// 2026-07-01 []
}

func ExampleWithAdvisor() {
	mustHaveCity := func(c *screening.Customer) []screening.Advisory {
		if c.BillingProfile == nil || c.BillingProfile.DefaultAddress == nil || c.BillingProfile.DefaultAddress.City != "" {
			return nil
		}
		return []screening.Advisory{{
			Rule:    "city.required",
			Field:   "billingProfile.defaultAddress.city",
			Message: "the city is not given",
			Basis:   screening.Inferred,
			Source:  "our own dispatch",
		}}
	}
	customer := complete()
	customer.BillingProfile.DefaultAddress.City = ""
	screener := screening.New(countries.Latest(), screening.WithAdvisor(mustHaveCity))
	for _, advisory := range screener.Inspect(customer).Advisories {
		fmt.Println(advisory)
	}
	// Output: city.required: billingProfile.defaultAddress.city: the city is not given
}

// TestRealNames proves that no name of a culture's own spelling draws a remark.
func TestRealNames(t *testing.T) {
	var names []struct{ Culture, FirstName, MiddleName, LastName string }
	readSample(t, "names.json", &names)
	require.GreaterOrEqual(t, len(names), 150)
	scripts, cultures := make(map[string]bool), make(map[string]bool)
	screener := screening.New(countries.Latest())
	for _, name := range names {
		cultures[name.Culture] = true
		for _, c := range name.FirstName + name.MiddleName + name.LastName {
			for script, table := range unicode.Scripts {
				if unicode.IsLetter(c) && unicode.Is(table, c) {
					scripts[script] = true
				}
			}
		}
		c := complete()
		c.BillingProfile.FirstName, c.BillingProfile.LastName = name.FirstName, name.LastName
		for _, a := range []*address.Address{c.CompanyProfile.Address, c.BillingProfile.DefaultAddress} {
			a.FirstName, a.MiddleName, a.LastName = name.FirstName, name.MiddleName, name.LastName
		}
		assert.Empty(t, screener.Inspect(c).Advisories, "%+q", name)
	}
	t.Logf("%d names of %d cultures in %d scripts", len(names), len(cultures), len(scripts))
	assert.GreaterOrEqual(t, len(scripts), 15)
	assert.GreaterOrEqual(t, len(cultures), 15)
}

func TestBadNames(t *testing.T) {
	var names []struct{ Field, Rule, Name string }
	readSample(t, "bad_names.json", &names)
	require.GreaterOrEqual(t, len(names), 60)
	screener := screening.New(countries.Latest())
	for _, name := range names {
		c := complete()
		company, billing := c.CompanyProfile.Address, c.BillingProfile.DefaultAddress
		want := []string{name.Rule + " companyProfile.address." + name.Field}
		switch name.Field {
		case "firstName":
			company.FirstName, c.BillingProfile.FirstName, billing.FirstName = name.Name, name.Name, name.Name
			want = append(want, name.Rule+" billingProfile.firstName")
		case "middleName":
			company.MiddleName, billing.MiddleName = name.Name, name.Name
		case "lastName":
			company.LastName, c.BillingProfile.LastName, billing.LastName = name.Name, name.Name, name.Name
			want = append(want, name.Rule+" billingProfile.lastName")
		}
		want = append(want, name.Rule+" billingProfile.defaultAddress."+name.Field)
		report := screener.Inspect(c)
		assert.Equal(t, want, remarks(report), "%+q", name.Name)
		for _, advisory := range report.Advisories {
			if strings.HasSuffix(name.Rule, ".notPrintable") {
				assert.Zero(t, address.CheckMiddleName(advisory.Suggestion), "%+q", name.Name)
			} else {
				assert.Empty(t, advisory.Suggestion)
			}
		}
	}
}

func TestCompanyNames(t *testing.T) {
	screener := screening.New(countries.Latest())
	for _, test := range []struct {
		rule  string
		names []string
	}{
		{"", []string{
			"Volga Data OOO", "ООО «Волга Дата»", "3M", "1C", "7-Eleven", "99", "AA", "X5", "H&M", "S.T. Dupont", "A B Plus", "A1 B",
			"S. Oliver", "P & G", "Inc. Magazine", "Co-op", "Llc Consulting", "Ltd. & Sons Ltd.", "GmbH Beratung", "Corpora", "SAS", "CA",
			"شركة المياه", "บริษัท ปูนซิเมนต์ไทย จำกัด (มหาชน)", "株式会社日立製作所", "华为", "삼성", "ՀայՓոստ ՓԲԸ", "Müller & Söhne KG",
			"Acme S.A.", "Acme S.A.de C.V.", "Acme Pty.Ltd", "Sanayi ve Tic.A.Ş.", "Acme.Co", "com", ".com", "St. Net", "Dot com", "Ver. 2.0", "AT&T Inc.",
			"E.ON SE", "Yahoo!", "Booking.com B.V.", "Acme.as", "Acme\tLtd", strings.Repeat("ыш ", 85),
			"BT", "SE", "AB", "AS", "CO", "bt", "«BT»", "(주)삼성", "ООО «А»", "[x]Ltd",
			strings.Repeat("xyz", 85), "E\u0301", "S.A.de", "acme.onlines", "Acme (X).de",
		}},
		{"companyName.notPrintable", []string{"\u200bAcme", "Acme\u00ad Ltd", "Ac\u200dme", "Acme\x00", "Acme\xff", "\u202eAcme", "삼\u3164성", "A\u200b", "\ufeffLtd."}},
		{"companyName.length", []string{"A", "7", " B ", strings.Repeat("xy", 128), strings.Repeat("ышю ", 65), strings.Repeat("Acme ", 60)}},
		{"companyName.noLetterOrDigit", []string{"-", "...", "  ", "\t\t", " \t ", "***", "!?", "— —", "😀", "\u200b", "---"}},
		{"companyName.singleCharacters", []string{"1 2 3", "A Z", "a\tb\tc", "1  2", " x y "}},
		{"companyName.repeatedCharacter", []string{"999", "aaa", "AaA", "ыыыы", "111111", "ッッッ"}},
		{"companyName.legalFormOnly", []string{
			"llc", "LLC", "L.L.C.", "l l c", "Inc", "Inc.", "corp", "Ltd.", "GmbH", "G m b H", "Kft.", "Zrt", "ooo", "OOO.", "PLC", "p.l.c.",
			"Pvt Ltd", "Pvt. Ltd.", "Pte. Ltd", "PTY LTD", "S.A.R.L.", "Lda", "WLL", "W.L.L", "Sdn Bhd", "Sdn. Bhd.", "LLP",
			"ООО", "О.О.О.", "ооо", "ТОО", "АО", "ЗАО", "ИП", "ZAO", "OAO", "S.R.L.", "SA", "S.A.", "S.L.", "AG", "KG", "OÜ", "oü", "Sp. z o.o.",
			"A.Ş.", "Ltd. Şti.", "Co., Ltd.", "GmbH & Co. KG", "ՍՊԸ", "ТОВ", "МЧЖ", "Nyrt.", "L.L.C", "株式会社", "บจก.", "CÔNG TY TNHH",
			"ОсОО", "ҶДММ", "Ltda.", "PJSC",
			"«ООО»", "\"ООО\"", "ООО \"\"", "ООО «»", "„GmbH“", "(LLC)", "[Ltd.]", "『株式会社』", "( Sp. z o.o. )", "FZ-LLC", "Private Limited", "Ltda - ME", "ش.م.م", "ذ.م.م.", "‹SARL›", "'Kft.'", "(주)", "（株）",
		}},
		{"companyName.domainExtension", []string{"Booking.com", "hp.com", "acme.online", "acme.ZA", "有限.cn", "ACME.COM", "acme.co.uk", "rozetka.ua", "acme.de ", "Магазин.рф", "x-1.net", "Über.eu", "Foo Acme.org"}},
	} {
		for _, name := range test.names {
			c := complete()
			c.CompanyProfile.CompanyName, c.BillingProfile.CompanyName = name, name
			want := []string{}
			if test.rule != "" {
				want = []string{test.rule + " companyProfile.companyName", test.rule + " billingProfile.companyName"}
			}
			assert.Equal(t, want, remarks(screener.Inspect(c)), "%+q", name)
		}
	}
}

// TestLegalFormsOfACountry: what is a legal form in one country is a company's
// name in another.
func TestLegalFormsOfACountry(t *testing.T) {
	screener := screening.New(countries.Latest())
	for country, forms := range map[string][]string{
		"AM": {"SPY"}, "AZ": {"MMC", "ASC", "Q.S.C."}, "KG": {"AO"}, "KZ": {"TOO", "AO"}, "PL": {"sp. k.", "SPJ"}, "RU": {"PAO", "AO"}, "UA": {"TOV", "FOP"}, "UZ": {"XK", "AJ"},
	} {
		for _, form := range forms {
			for _, in := range []string{country, "US", ""} {
				c := complete()
				c.CompanyProfile.CompanyName = form
				c.CompanyProfile.Address.Country, c.BillingProfile.DefaultAddress.Country = in, in
				isRemarked := slices.Contains(remarks(screener.Inspect(c)), "companyName.legalFormOnly companyProfile.companyName")
				assert.Equal(t, in == country, isRemarked, "%q in %q", form, in)
			}
		}
	}
}

func TestEmails(t *testing.T) {
	screener := screening.New(countries.Latest(), screening.WithPartnerDomains("@Partner.example", "sales@reseller.example", " own.example. ", ""))
	for _, test := range []struct {
		email string
		rules []string
	}{
		{"it@volgadata.example", nil},
		{"it@volgadata.onmicrosoft.com", nil},
		{"it@notmicrosoft.com", nil},
		{"it@microsoft.com.example", nil},
		{"microsoft.com@volgadata.example", nil},
		{"it@mypartner.example", nil},
		{"it@example", []string{"contract.format"}},
		{"\u200bit@volgadata.example", []string{"email.notPrintable"}},
		{"it@volga\u00addata.example", []string{"email.notPrintable"}},
		{"it@volgadata.example\ufeff", []string{"email.notPrintable"}},
		{"it\u3164", []string{"email.notPrintable"}},
		{"it@micro\u200bsoft.com", []string{"email.notPrintable", "email.microsoftDomain"}},
		{"it@volgadata.example\n", []string{"contract.format"}},
		{"it@microsoft.com", []string{"email.microsoftDomain"}},
		{"It@MicroSoft.Com", []string{"email.microsoftDomain"}},
		{"it@eu.microsoft.com", []string{"email.microsoftDomain"}},
		{"it@microsoft.com ", []string{"email.microsoftDomain", "contract.format"}},
		{"microsoft.com", []string{"email.microsoftDomain", "contract.format"}},
		{"it@partner.example", []string{"email.partnerDomain"}},
		{"it@PARTNER.example", []string{"email.partnerDomain"}},
		{"it@eu.partner.example", []string{"email.partnerDomain"}},
		{"it@reseller.example", []string{"email.partnerDomain"}},
		{"it@own.example", []string{"email.partnerDomain"}},
		{"it at volgadata", []string{"contract.format"}},
		{"@", []string{"contract.format"}},
		{" ", []string{"contract.format"}},
	} {
		c := complete()
		c.CompanyProfile.Email, c.BillingProfile.Email = test.email, test.email
		c.CompanyProfile.Address.EmailAddress, c.BillingProfile.DefaultAddress.EmailAddress = test.email, test.email
		want := []string{}
		for _, rule := range test.rules {
			fields := []string{"companyProfile.email", "companyProfile.address.emailAddress", "billingProfile.email", "billingProfile.defaultAddress.emailAddress"}
			if rule == "contract.format" { // in the order of the resources' fields
				fields[0], fields[1] = fields[1], fields[0]
			}
			for _, field := range fields {
				want = append(want, rule+" "+field)
			}
		}
		assert.Equal(t, want, remarks(screener.Inspect(c)), "%q", test.email)
	}
}

func TestPhoneNumberWithoutDigits(t *testing.T) {
	screener := screening.New(countries.Latest())
	for phone, remark := range map[string]bool{
		"": false, " ": false, "+7 495 500-55-50": false, "٧٤٩٥": false, "ext 5": false,
		"-": true, "none": true, "нет": true, "+": true,
	} {
		c := complete()
		c.CompanyProfile.Address.PhoneNumber, c.BillingProfile.DefaultAddress.PhoneNumber = phone, phone
		want := []string{}
		if remark {
			want = []string{"phoneNumber.noDigits companyProfile.address.phoneNumber", "phoneNumber.noDigits billingProfile.defaultAddress.phoneNumber"}
		}
		assert.Equal(t, want, remarks(screener.Inspect(c)), "%q", phone)
	}
}

func TestInvisibleCharactersAreLeftOutOfSuggestions(t *testing.T) {
	screener := screening.New(countries.Latest())
	for name, want := range map[string]string{"\u200bAcme  Ltd\xff": "Acme Ltd", "\ufeffLtd.": "", "Acme\u00ad.com": "", "A\u200b": ""} {
		c := complete()
		c.BillingProfile.CompanyName = name
		advisories := screener.Inspect(c).Advisories
		require.Len(t, advisories, 1, "%q", name)
		assert.Equal(t, want, advisories[0].Suggestion, "%q", name)
	}
	for email, want := range map[string]string{"\u200bit@volgadata.example": "it@volgadata.example", "it\u200b volgadata": ""} {
		c := complete()
		c.BillingProfile.Email = email
		advisories := screener.Inspect(c).Advisories
		require.Len(t, advisories, 1, "%q", email)
		assert.Equal(t, want, advisories[0].Suggestion, "%q", email)
	}
}

func TestPhoneNumberOfASpreadsheet(t *testing.T) {
	rule, err := countries.ParseValidationRules([]byte(`{"iso2Code":"RU","phoneNumberRegex":"^\\+?7\\d{10}$"}`))
	require.NoError(t, err)
	for _, policy := range []*countries.Policy{countries.Latest(), countries.Latest().With(rule)} {
		screener := screening.New(policy)
		for phone, suggestion := range map[string]string{
			"7.49556E+10": "", "7,49556E+10": "", "7.4955550100E10": "74955550100", "74955550100.0": "74955550100", "+74955550100,00": "+74955550100",
		} {
			c := complete()
			c.BillingProfile.DefaultAddress.PhoneNumber = phone
			report := screener.Inspect(c)
			require.Equal(t, []string{"phoneNumber.spreadsheet billingProfile.defaultAddress.phoneNumber"}, remarks(report), phone)
			assert.Equal(t, suggestion, report.Advisories[0].Suggestion, phone)
			if suggestion != "" {
				c.BillingProfile.DefaultAddress.PhoneNumber = suggestion
				assert.Empty(t, screener.Inspect(c).Advisories, "the suggestion is fine")
			}
		}
	}
}

func TestCulture(t *testing.T) {
	screener := screening.New(countries.Latest())
	for _, test := range []struct {
		culture    string
		rules      []string
		suggestion string
	}{
		{"ru-RU", nil, ""},
		{"RU-ru", nil, ""},
		{"AZ-latn-az", nil, ""},
		{"en-US", nil, ""},
		{"", []string{"contract.required"}, ""},
		{"br-BR", []string{"culture.unknown"}, "pt-BR"},
		{"ru_RU", []string{"culture.unknown"}, "ru-RU"},
		{"Russian", []string{"culture.unknown"}, ""},
		{" ", []string{"culture.unknown"}, ""},
	} {
		c := complete()
		c.BillingProfile.Culture = test.culture
		want := []string{}
		for _, rule := range test.rules {
			want = append(want, rule+" billingProfile.culture")
		}
		report := screener.Inspect(c)
		assert.Equal(t, want, remarks(report), "%q", test.culture)
		for _, advisory := range report.Advisories {
			assert.Equal(t, test.suggestion, advisory.Suggestion, "%q", test.culture)
		}
	}
}

func TestLanguage(t *testing.T) {
	screener := screening.New(countries.Latest())
	for _, test := range []struct {
		language   string
		rules      []string
		suggestion string
	}{
		{"ru", nil, ""},
		{"RU", nil, ""},
		{"xx", nil, ""},
		{"ru-RU", nil, ""},
		{"ru-ru", nil, ""},
		{"", []string{"contract.required"}, ""},
		{" ru ", []string{"language.format"}, "ru"},
		{"ru_RU", []string{"language.format"}, "ru-RU"},
		{"br-BR", []string{"language.format"}, "pt-BR"},
		{"rus", []string{"language.format"}, ""},
		{"Russian", []string{"language.format"}, ""},
		{"r1", []string{"language.format"}, ""},
		{"1r", []string{"language.format"}, ""},
		{"ы", []string{"language.format"}, ""},
		{" ", []string{"language.format"}, ""},
	} {
		c := complete()
		c.BillingProfile.Language = test.language
		want := []string{}
		for _, rule := range test.rules {
			want = append(want, rule+" billingProfile.language")
		}
		report := screener.Inspect(c)
		assert.Equal(t, want, remarks(report), "%q", test.language)
		for _, advisory := range report.Advisories {
			assert.Equal(t, test.suggestion, advisory.Suggestion, "%q", test.language)
		}
	}
}

func TestStateIsRequired(t *testing.T) {
	screener := screening.New(countries.Latest(), screening.WithoutRules("addresses.differ"))
	for country, required := range map[string]bool{"US": true, "us": true, "CA": true, "CN": true, "MX": true, "RU": false, "BR": false, "AU": false, "USA": false} {
		for state, given := range map[string]bool{"": false, " ": false, "WA": true} {
			c := complete()
			c.CompanyProfile.OrganizationRegistrationNumber = ""
			c.CompanyProfile.Address.Country, c.CompanyProfile.Address.State = country, state
			want := []string{}
			if required && !given {
				want = append(want, "state.required companyProfile.address.state")
			}
			found := slices.DeleteFunc(remarks(screener.Inspect(c)), func(remark string) bool { return strings.HasPrefix(remark, "country.") })
			assert.Equal(t, want, found, "%q %q", country, state)
		}
	}
	c := complete()
	c.ID = "626099fe-17af-4756-9fd0-6a73b7127859"
	c.CompanyProfile.Address, c.CompanyProfile.OrganizationRegistrationNumber = nil, ""
	c.BillingProfile.DefaultAddress.Country = "MX"
	assert.Equal(t, []string{"state.required billingProfile.defaultAddress.state"}, remarks(screener.Inspect(c)), "of an existing customer too")
}

func TestPhoneNumberByALiveRule(t *testing.T) {
	rule, err := countries.ParseValidationRules([]byte(`{"iso2Code":"PT","phoneNumberRegex":"^\\+351\\d{9}$"}`))
	require.NoError(t, err)
	screener := screening.New(countries.Latest().With(rule), screening.WithoutRules("addresses.differ"))
	c := complete()
	c.CompanyProfile.Address.Country = "pt"
	c.CompanyProfile.Address.PhoneNumber = "+351 210 000 000"
	c.BillingProfile.DefaultAddress.PhoneNumber = "8 495" // of a country without such a rule
	report := screener.Inspect(c)
	require.Equal(t, []string{"phoneNumber.pattern companyProfile.address.phoneNumber"}, remarks(report))
	assert.Contains(t, report.Advisories[0].Message, `^\+351\d{9}$`)
	assert.Equal(t, screening.Documented, report.Advisories[0].Basis)
	c.CompanyProfile.Address.PhoneNumber = "+351210000000"
	assert.Empty(t, screener.Inspect(c).Advisories)
	c.CompanyProfile.Address.PhoneNumber = "-"
	assert.Equal(t, []string{"phoneNumber.noDigits companyProfile.address.phoneNumber"}, remarks(screener.Inspect(c)))
}

func TestCountries(t *testing.T) {
	const (
		company = "companyProfile.address.country"
		billing = "billingProfile.defaultAddress.country"
	)
	screener := screening.New(countries.Latest(), screening.WithoutRules("registrationNumber.checkDigit", "registrationNumber.nationalForm", "state.required"))
	for _, test := range []struct {
		company, billing string
		want             []string // of the country's rules
		suggestion       string   // for the billing profile's
	}{
		{"RU", "RU", nil, ""},
		{"ru", "Ru", nil, ""},
		{"", "RU", nil, ""},
		{" ", "RU", nil, ""},
		{"US", "us", nil, ""},
		{"XK", "XK", nil, ""},
		{"KZ", "RU", []string{"addresses.differ " + company}, ""},
		{"US", "FR", []string{"addresses.differ " + company}, ""},
		{"RU", "XX", []string{"country.unknown " + billing}, ""},
		{"Russia", "RU", []string{"country.unknown " + company}, ""},
		{"RU", "RUS", []string{"country.unknown " + billing}, "RU"},
		{"RU", " ru ", []string{"country.unknown " + billing}, "RU"},
		{"RU", "russia", []string{"country.unknown " + billing}, "RU"},
		{"RU", "643", []string{"country.unknown " + billing}, "RU"},
		{"GB", "UK", []string{"country.unknown " + billing}, "GB"},
		{"RU", "EU", []string{"country.unknown " + billing}, ""},
		{"RU", "419", []string{"country.unknown " + billing}, ""},
		{"RU", "ıN", []string{"country.unknown " + billing}, ""},
		{"RU", "Россия", []string{"country.unknown " + billing}, "RU"},
		{"KZ", "Қазақстан (KZ)", []string{"country.unknown " + billing}, "KZ"},
		{"RU", "R\xff", []string{"country.unknown " + billing}, ""},
	} {
		c := complete()
		c.CompanyProfile.Address.Country, c.BillingProfile.DefaultAddress.Country = test.company, test.billing
		found := slices.DeleteFunc(screener.Inspect(c).Advisories, func(a screening.Advisory) bool {
			return a.Rule == "contract.required" || a.Rule == "registrationNumber.disputed" // an address needs a country, and not every one is listed
		})
		assert.ElementsMatch(t, test.want, remarks(screening.Report{Advisories: found}), "%q %q", test.company, test.billing)
		for _, advisory := range found {
			if advisory.Field == billing {
				assert.Equal(t, test.suggestion, advisory.Suggestion, "%q", test.billing)
			}
		}
	}
}

func TestContract(t *testing.T) {
	screener := screening.New(countries.Latest())
	for _, test := range []struct {
		name   string
		change func(*screening.Customer)
		want   []string
	}{
		{"complete", func(*screening.Customer) {}, []string{}},
		{"nothing", func(c *screening.Customer) { *c = screening.Customer{} },
			[]string{"contract.required companyProfile", "contract.required billingProfile"}},
		{"empty profiles", func(c *screening.Customer) {
			c.CompanyProfile, c.BillingProfile = &screening.CustomerCompanyProfile{}, &screening.CustomerBillingProfile{}
		}, []string{"contract.required companyProfile.domain", "contract.required billingProfile.email", "contract.required billingProfile.culture",
			"contract.required billingProfile.language", "contract.required billingProfile.companyName", "contract.required billingProfile.defaultAddress"}},
		{"an empty address", func(c *screening.Customer) {
			c.CompanyProfile.Address, c.BillingProfile.DefaultAddress = nil, &address.Address{}
		}, []string{"contract.required billingProfile.defaultAddress.country"}},
		{"an existing customer", func(c *screening.Customer) {
			c.ID = "626099fe-17af-4756-9fd0-6a73b7127859"
			c.CompanyProfile.Domain, c.BillingProfile.Culture, c.BillingProfile.Language = "own.example", "", ""
			c.BillingProfile.DefaultAddress.State = "Moscow"
		}, []string{"state.length billingProfile.defaultAddress.state"}},
		{"a short domain", func(c *screening.Customer) { c.CompanyProfile.Domain = ".onmicrosoft.com" },
			[]string{"contract.length companyProfile.domain"}},
		{"a long domain", func(c *screening.Customer) { c.CompanyProfile.Domain = strings.Repeat("a", 28) + ".onmicrosoft.com" },
			[]string{"contract.length companyProfile.domain"}},
		{"states", func(c *screening.Customer) {
			c.CompanyProfile.Address.State, c.BillingProfile.DefaultAddress.State = "Moscow", "77"
		}, []string{"state.length companyProfile.address.state"}},
		{"long lines", func(c *screening.Customer) {
			c.BillingProfile.DefaultAddress.AddressLine1 = strings.Repeat("ы", 201)
			c.BillingProfile.DefaultAddress.AddressLine2 = strings.Repeat("ы", 201)
		}, []string{"contract.length billingProfile.defaultAddress.addressLine1", "contract.length billingProfile.defaultAddress.addressLine2"}},
		{"lines that fit", func(c *screening.Customer) { c.BillingProfile.DefaultAddress.AddressLine1 = strings.Repeat("ы", 200) }, []string{}},
		{"a long name is said once", func(c *screening.Customer) { c.BillingProfile.FirstName = strings.Repeat("ы", 51) },
			[]string{"firstName.length billingProfile.firstName"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := complete()
			test.change(c)
			assert.Equal(t, test.want, remarks(screener.Inspect(c)))
		})
	}
	t.Run("nil", func(t *testing.T) {
		assert.Equal(t, screener.Inspect(&screening.Customer{}), screener.Inspect(nil))
	})
}

func TestSamplesDrawNoWrongRemark(t *testing.T) {
	screener := screening.New(countries.Latest())
	for file, want := range map[string][]string{
		"create-customer.request.pascal.json":         {},
		"create-customer-indirect.request.nulls.json": {},
		"customer.response.json":                      {},
	} {
		var c screening.Customer
		readSample(t, file, &c)
		assert.Equal(t, want, remarks(screener.Inspect(&c)), file)
	}
}

func TestInspectKeepsViolations(t *testing.T) {
	for _, policy := range policies {
		screener := screening.New(policy, screening.WithoutRules("contract.required"), nil)
		for _, c := range []*screening.Customer{customer("AZ", "1", ""), customer("US", "1", ""), complete(), {}, nil} {
			report := screener.Inspect(c)
			found := report.Violations
			if report.Undecided != nil {
				found = append(found, pcerrors.Violation{Field: report.Undecided.Field})
			}
			assert.Equal(t, screened(t, screener.Screen(c)), found)
			assert.Equal(t, screener.Screen(c) == nil, report.Verdict() == screening.Accepted)
		}
	}
}

func TestWithoutRules(t *testing.T) {
	c := complete()
	c.BillingProfile.FirstName, c.BillingProfile.LastName = "Test", "Test"
	screener := screening.New(countries.Latest(), screening.WithoutRules("firstName.placeholder"), screening.WithoutRules("companyName.length"))
	assert.Equal(t, []string{"lastName.placeholder billingProfile.lastName"}, remarks(screener.Inspect(c)))

	every := []string{}
	for rule := range screening.AdvisoryRules() {
		every = append(every, rule.Name)
	}
	screener = screening.New(countries.Latest(), screening.WithoutRules(every...))
	for range 200 {
		assert.Empty(t, screener.Inspect(randomCustomer()).Advisories)
	}

	assert.PanicsWithValue(t, `screening: WithoutRules: there is no advisory rule "firstname.placeholder"; AdvisoryRules lists them`, func() {
		screening.New(countries.Latest(), screening.WithoutRules("firstname.placeholder"))
	})
}

func TestWithAdvisor(t *testing.T) {
	own := func(c *screening.Customer) []screening.Advisory {
		require.NotNil(t, c)
		return []screening.Advisory{{Rule: "own.last"}, {Rule: "middleName.length"}, {Rule: "phoneNumber.pattern"}}
	}
	screener := screening.New(countries.Latest(),
		screening.WithAdvisor(own), screening.WithoutRules("phoneNumber.pattern"))
	assert.Equal(t, []string{"middleName.length ", "contract.required companyProfile", "contract.required billingProfile", "own.last "},
		remarks(screener.Inspect(nil)))
}

func TestReportForms(t *testing.T) {
	assert.Equal(t, "accepted", screening.Report{}.String())
	assert.Equal(t, "accepted", fmt.Sprint(screening.New(countries.Latest()).Inspect(complete())))
	empty, err := json.Marshal(screening.Report{})
	require.NoError(t, err)
	assert.JSONEq(t, `{"verdict":"accepted","accepted":true,"violations":[],"advisories":[]}`, string(empty))

	c := complete()
	c.BillingProfile.FirstName = "Iv\u200ban"
	report := screening.New(countries.Latest()).Inspect(c)
	assert.Equal(t, "accepted, with remarks\n  firstName.notPrintable billingProfile.firstName\n"+
		"      the name has characters that cannot be printed (documented)", report.String())
	body, err := json.Marshal(report)
	require.NoError(t, err)
	assert.Contains(t, string(body), `"suggestion":"Ivan"`, "JSON is for services, and carries suggestions")

	var logged bytes.Buffer
	slog.New(slog.NewJSONHandler(&logged, &slog.HandlerOptions{ReplaceAttr: withoutTime})).Info("inspected", "report", report)
	assert.JSONEq(t, `{"level":"INFO","msg":"inspected","report":{"verdict":"accepted","violations":[],
		"advisories":["firstName.notPrintable billingProfile.firstName"]}}`, logged.String())
}

// values are what random customers are made of, by kind. Each is of a form
// that no text of ours has, so that finding it in a text means that it leaked.
var values = struct{ numbers, phones, names, emails, countries, companies []string }{
	numbers: []string{"7707083893", "77-0708-3893", "7.70708E+09", "УНП 200 988 541", "1234563218", "٧٧٠٧٠٨٣٨٩٣", "7707083839", "HU 12892312-2-42",
		"529.982.247-25", "52998224725", "INN 7707O83893", "99999999999999", "12ABC34501DE35", "1770708389", "500100732259", "52998224725"},
	phones: []string{"+74955005550", "8 (495) 500-55-50", "kein Telefon", "+994 12 555 01 00", "555-0100", "tel:+37410555123", "+48 22 594 70 00", "74955550100.0", "7.49556E+10"},
	names: []string{"Wladislaw", "Zw\u200betlana", "Test Wassiljewna", "1234567", "😀😁", "Ж", "王小明", "Admin Borisowitsch",
		strings.Repeat("Rosalinde ", 5), "Q\x00uentin", "\xff\xfe", "%!s(x)"},
	emails:    []string{"wladislaw@volgadata.example", "zwetlana@microsoft.com", "boris@partner.example", "kein.postfach", "q@", "@@", "wladislaw\u200b@volgadata.example"},
	countries: []string{"RU", "ru", "AZ", "HU", "BY", "PL", "BR", "TR", "IN", "US", "FR", "Ruritanien", "R\xff", "", "RUS"},
	companies: []string{"Volga Data", "zwetlana.com", "7 W Q", "Kft.", "9999999", "~~~", "Q", strings.Repeat("Wladislaw ", 30), "Volga\u200b Werke"},
}

func pick(of []string) string {
	if rand.IntN(5) == 0 {
		return ""
	}
	return of[rand.IntN(len(of))]
}

func randomAddress() *address.Address {
	if rand.IntN(8) == 0 {
		return nil
	}
	return &address.Address{
		Country: pick(values.countries), State: pick(values.names), AddressLine1: strings.Repeat(pick(values.names), 30),
		FirstName: pick(values.names), MiddleName: pick(values.names), LastName: pick(values.names),
		PhoneNumber: pick(values.phones), EmailAddress: pick(values.emails),
	}
}

func randomCustomer() *screening.Customer {
	c := &screening.Customer{ID: pick([]string{"626099fe-17af-4756-9fd0-6a73b7127859"})}
	if rand.IntN(10) != 0 {
		c.CompanyProfile = &screening.CustomerCompanyProfile{
			Domain: pick(values.companies), CompanyName: pick(values.companies), Email: pick(values.emails),
			OrganizationRegistrationNumber: pick(values.numbers), Address: randomAddress(),
		}
		if number := c.CompanyProfile.OrganizationRegistrationNumber; json.Valid([]byte(number)) && rand.IntN(4) == 0 { // as a JSON number
			_ = json.Unmarshal([]byte(`{"organizationRegistrationNumber":`+number+`}`), c.CompanyProfile)
		}
	}
	if rand.IntN(10) != 0 {
		c.BillingProfile = &screening.CustomerBillingProfile{
			FirstName: pick(values.names), LastName: pick(values.names), Email: pick(values.emails),
			Culture: pick(values.names), Language: pick(values.names), CompanyName: pick(values.companies),
			DefaultAddress: randomAddress(),
		}
	}
	return c
}

// private returns every value of a customer that no text may contain.
func private(c *screening.Customer) []string {
	var found []string
	add := func(values ...string) {
		for _, value := range values {
			if len(value) > 2 { // a shorter one is in any text
				found = append(found, value, strings.TrimSpace(value))
			}
		}
	}
	addAddress := func(a *address.Address) {
		if a != nil {
			add(a.PhoneNumber, a.FirstName, a.MiddleName, a.LastName, a.EmailAddress, a.State, a.AddressLine1)
			if len(a.Country) > 3 {
				add(a.Country)
			}
		}
	}
	if p := c.CompanyProfile; p != nil {
		add(p.OrganizationRegistrationNumber, p.CompanyName, p.Email, p.Domain)
		addAddress(p.Address)
	}
	if p := c.BillingProfile; p != nil {
		add(p.FirstName, p.LastName, p.CompanyName, p.Email, p.Culture, p.Language)
		addAddress(p.DefaultAddress)
	}
	return found
}

// TestNoTextContainsTheCustomersValues is the promise of privacy, over random
// customers: texts and logs name fields, never values, suggestions included.
func TestNoTextContainsTheCustomersValues(t *testing.T) {
	customers := 2000
	if !tests.All() {
		customers = 500
	}
	drawn, suggestions := make(map[string]bool), 0
	for _, policy := range policies {
		screener := screening.New(policy, screening.WithPartnerDomains("partner.example"), screening.WithAdvisor(phone.Advise))
		validate := registered(t, policy)
		for n := range customers {
			c := randomCustomer()
			report := screener.Inspect(c)
			secrets := private(c)
			for _, advisory := range report.Advisories {
				drawn[advisory.Rule] = true
				if len(advisory.Suggestion) > 2 { // a country's code is no secret
					suggestions++
					secrets = append(secrets, advisory.Suggestion)
				}
			}
			said := []any{report, &report}
			for _, v := range report.Violations {
				said = append(said, v, &v)
			}
			for _, a := range report.Advisories {
				said = append(said, a, &a)
			}
			if n%8 == 0 {
				said = append(said, everythingSaidOf(t, screener, validate, c)...)
			}
			text := texts(said)
			for _, secret := range secrets {
				if i := strings.Index(text, secret); i >= 0 {
					require.Fail(t, "a text contains a value", "%q is in\n%s", secret, text[max(0, i-200):min(len(text), i+200)])
				}
			}
		}
	}
	assert.Greater(t, suggestions, 100)
	for rule := range screening.AdvisoryRules() {
		if rule.Name != "phoneNumber.pattern" { // of live rules
			assert.True(t, drawn[rule.Name], "the random customers never drew %s", rule.Name)
		}
	}
}

// texts returns every text form of values, as programs print and log them.
func texts(values []any) string {
	var text bytes.Buffer
	options := &slog.HandlerOptions{Level: slog.LevelDebug, ReplaceAttr: withoutTime}
	loggers := []*slog.Logger{slog.New(slog.NewTextHandler(&text, options)), slog.New(slog.NewJSONHandler(&text, options))}
	for _, value := range values {
		fmt.Fprintf(&text, "%v %+v %s %q\n", value, value, value, value)
		for _, logger := range loggers {
			logger.Debug("said", "value", value)
		}
	}
	return text.String()
}

func FuzzInspect(f *testing.F) {
	samples, err := filepath.Glob("testdata/*customer*.json")
	require.NoError(f, err)
	for _, sample := range samples {
		data, err := os.ReadFile(sample)
		require.NoError(f, err)
		f.Add(data)
	}
	for range 20 {
		data, err := json.Marshal(randomCustomer())
		require.NoError(f, err)
		f.Add(data)
	}
	screener := screening.New(countries.Latest(), screening.WithPartnerDomains("partner.example"))
	f.Fuzz(func(t *testing.T, data []byte) {
		var c screening.Customer
		if json.Unmarshal(data, &c) != nil {
			return
		}
		report := screener.Inspect(&c)
		assert.Equal(t, screener.Screen(&c) == nil, report.Verdict() == screening.Accepted)
		for _, advisory := range report.Advisories {
			assert.NotEmpty(t, advisory.Field)
			assert.NotEmpty(t, advisory.Message)
			assert.NotEmpty(t, advisory.Source)
		}
	})
}

// BenchmarkInspect runs Inspect beside validator's pass over the tags that it
// reads once instead.
func BenchmarkInspect(b *testing.B) {
	contract := newContractValidator()
	screener := screening.New(countries.Latest())
	broken := complete()
	broken.CompanyProfile.OrganizationRegistrationNumber = "7707083839"
	broken.BillingProfile.DefaultAddress.MiddleName = "Test"
	broken.BillingProfile.DefaultAddress.State = "Moscow"
	broken.BillingProfile.Email = ""
	refused := complete()
	refused.CompanyProfile.OrganizationRegistrationNumber = "77-0708-3893"
	refused.BillingProfile.DefaultAddress.PhoneNumber = ""
	for _, bench := range []struct {
		name     string
		customer *screening.Customer
	}{
		{"without remarks", complete()},
		{"with four remarks", broken},
		{"refused", refused},
	} {
		b.Run(bench.name+"/validator", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = contract.Struct(bench.customer)
			}
		})
		b.Run(bench.name+"/Inspect", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = screener.Inspect(bench.customer)
			}
		})
	}
}
