package screening_test

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// numberAdvisories returns what Inspect remarks on a customer's number.
func numberAdvisories(country, number string) []screening.Advisory {
	report := screening.New(countries.Latest()).Inspect(customer(country, number, "1"))
	return slices.DeleteFunc(report.Advisories, func(a screening.Advisory) bool { return a.Field != numberField })
}

func rulesOf(advisories []screening.Advisory) []string {
	rules := []string{}
	for _, a := range advisories {
		rules = append(rules, a.Rule)
	}
	return rules
}

// readNumbers reads a table of package countries.
func readNumbers(t *testing.T, name string, columns ...string) [][]string {
	t.Helper()
	file, err := os.Open("../countries/testdata/" + name)
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Equal(t, columns, rows[0])
	require.Greater(t, len(rows), 100)
	return rows[1:]
}

// TestNumbersOfPublicOrganisations: no number that a real organisation has is
// called a mistake. What is said of one is that it has characters to leave out.
func TestNumbersOfPublicOrganisations(t *testing.T) {
	for _, row := range readNumbers(t, "public-organisations.csv", "country", "number", "source") {
		want := []string{}
		if strings.Contains(row[1], "-") {
			want = append(want, "registrationNumber.characters")
		}
		assert.Equal(t, want, rulesOf(numberAdvisories(row[0], row[1])), "%v", row)
	}
}

// TestSuggestionsDrawNoRemark: what is suggested is fine as it is typed then,
// though it can be a person's number.
func TestSuggestionsDrawNoRemark(t *testing.T) {
	check := func(country, typed string) {
		for _, advisory := range numberAdvisories(country, typed) {
			if advisory.Suggestion == "" {
				continue
			}
			for _, rule := range rulesOf(numberAdvisories(country, advisory.Suggestion)) {
				assert.Equal(t, "registrationNumber.personal", rule, "%s %q for %q", country, advisory.Suggestion, typed)
			}
		}
	}
	typed := readNumbers(t, "typed-numbers.csv", "country", "typed", "suggestion")
	for _, row := range append(typed, readNumbers(t, "printed-numbers.csv", "country", "printed", "suggestion")...) {
		check(row[0], row[1])
	}
	for _, row := range readNumbers(t, "registration-numbers.csv", "country", "number", "scheme", "holder", "check") {
		country, number := row[0], row[1]
		for _, typed := range []string{
			number[:3] + " " + number[3:], number[:4] + "-" + number[4:], country + number, "TIN " + number, number + ".0", "0" + number,
			strings.TrimLeft(number, "0"), number[1:], number[:len(number)-1], strings.ReplaceAll(number, "1", "l"), number + "/" + number,
		} {
			check(country, typed)
		}
	}
}

// TestRegistrationNumberVectors judges every vector as it is listed.
func TestRegistrationNumberVectors(t *testing.T) {
	for _, vector := range readNumbers(t, "registration-numbers.csv", "country", "number", "scheme", "holder", "check") {
		country, number, scheme, holder, check := vector[0], vector[1], vector[2], vector[3], vector[4]
		want := []string{}
		if check == "invalid" {
			want = append(want, "registrationNumber.checkDigit")
		}
		if holder == "person" {
			want = append(want, "registrationNumber.personal")
		}
		found := rulesOf(numberAdvisories(country, number))
		if scheme == "cnpj-alphanumeric" && check == "invalid" { // O or I may be meant as a digit
			found = slices.DeleteFunc(found, func(rule string) bool { return rule == "registrationNumber.reading" })
		}
		assert.Equal(t, want, found, "%v", vector)
	}
}

func TestNumberAdvisories(t *testing.T) {
	for _, test := range []struct {
		name            string
		country, number string
		rules           []string
		suggestion      string
	}{
		{"fine", "RU", "7707083893", nil, ""},
		{"absent", "RU", " ", nil, ""},
		{"a reason code", "RU", "773601001", nil, ""},
		{"a wrong number of digits alone", "RU", "77070838", nil, ""},
		{"separators", "RU", "77-0708-3893", []string{"characters"}, "7707083893"},
		{"a line feed", "RU", "7707083893\n", []string{"characters"}, "7707083893"},
		{"separators of a number that stays wrong", "RU", "77-07", []string{"characters"}, ""},
		{"a label", "RU", "ИНН7707083893", []string{"reading"}, "7707083893"},
		{"a label and a point of a person's number", "RU", "ИНН: 500100732259", []string{"characters", "personal"}, "500100732259"},
		{"separators of a mistyped number", "PL", "123-456-32-19", []string{"characters", "checkDigit"}, ""},
		{"a label of a mistyped number", "RU", "ИНН7707083892", []string{"checkDigit"}, ""},
		{"O for 0", "RU", "77O7O83893", []string{"reading"}, "7707083893"},
		{"O for 0 in what reads as another number", "BR", "16727230OOO197", []string{"reading"}, "16727230000197"},
		{"a dropped zero", "UA", "32129", []string{"spreadsheet"}, "00032129"},
		{"a dropped zero and a point", "UA", "32129.0", []string{"spreadsheet"}, "00032129"},
		{"a dropped zero that nothing confirms", "KG", "2207201510155", []string{"spreadsheet"}, "02207201510155"},
		{"a dropped zero of what fits as it is", "RU", "274062111", []string{"spreadsheet"}, "0274062111"},
		{"an extra zero", "RU", "07707083893", []string{"reading"}, "7707083893"},
		{"two extra zeros, which make it as long as a person's", "RU", "007707083893", []string{"reading"}, "7707083893"},
		{"all digits in scientific notation", "RU", "7.707083893E9", []string{"characters"}, "7707083893"},
		{"zeros", "RU", "0000000000", []string{"placeholder"}, ""},
		{"one digit", "TR", "1111111111", []string{"placeholder"}, ""},
		{"a word for nothing", "RU", "без ИНН", []string{"placeholder"}, ""},
		{"a word for nothing with special characters", "PL", "N/A", []string{"placeholder"}, ""},
		{"a word for nothing in a country without schemes", "IQ", "none", []string{"placeholder"}, ""},
		{"a word for nothing in a country without a rule", "DE", "none", []string{"disputed"}, ""},
		{"a household business", "VN", "41N8033112", nil, ""},
		{"a certificate of before 2010, which is no mistyped tax code", "VN", "0103018927", nil, ""},
		{"its label", "VN", "ĐKKD số 0103018927", []string{"characters"}, "0103018927"},
		{"two numbers", "RU", "7707083893 / 7736050003", []string{"characters"}, ""},
		{"a telephone number", "UZ", "+998 78 148 00 10", []string{"characters"}, ""},
		{"scientific notation", "RU", "7.70708E+09", []string{"spreadsheet"}, ""},
		{"scientific notation in a country without a rule", "DE", "1,23E+08", []string{"disputed", "spreadsheet"}, ""},
		{"a country without a rule", "DE", "HRB 1234-5", []string{"disputed"}, ""},
		{"no known form", "PL", "12345", []string{"nationalForm"}, ""},
		{"no known form, with separators", "PL", "12-345", []string{"characters"}, ""},
		{"a form that can be one all the same", "TR", "12345", nil, ""},
		{"a form that can be one all the same", "IN", "12345", nil, ""},
		{"a licence", "AE", "DMCC-850120", []string{"characters"}, ""},
		{"a number in the trade register", "TR", "145225-5", []string{"characters"}, ""},
		{"a small enterprise", "IN", "UDYAM-MH-19-0043052", []string{"characters"}, ""},
		{"thirteen digits of no person", "ZA", "8001015009285", nil, ""},
		{"a company's number in the register", "AM", "16.110.00666", []string{"characters"}, "1611000666"},
		{"no person's though it begins like one", "KG", "20502198100469", nil, ""},
		{"a country without schemes", "IQ", "anything 1", []string{"characters"}, ""},
		{"a country's own digits", "MM", "၁၀၅၄၄၄၁၉၂", []string{"reading"}, "105444192"},
		{"a number that only counts", "UZ", "123456789", []string{"placeholder"}, ""},
		{"a number that only counts, and fails its check", "TR", "12345678901", []string{"placeholder"}, ""},
		{"a word", "IQ", "Acme", []string{"placeholder"}, ""},
		{"a word", "AE", "VAT", []string{"placeholder"}, ""},
		{"a word where all forms are known", "PL", "Acme", []string{"nationalForm"}, ""},
		{"a word where the number of digits is known", "RU", "Acme", nil, ""},
		{"letters that look like a digit", "IQ", "X1", nil, ""},
		{"separators in a country without schemes", "MM", "12-34", []string{"characters"}, ""},
		{"a person's tax number", "BR", "39053344705", []string{"personal"}, ""},
		{"a person's permanent account", "IN", "ABCPE1234F", []string{"personal"}, ""},
		{"a company's permanent account", "IN", "ABCCE1234F", nil, ""},
		{"a sole trader's registration", "IN", "27ABCPE1234F1ZB", nil, ""},
		{"a sole trader's mistyped registration", "IN", "27ABCPE1234F1ZK", []string{"checkDigit"}, ""},
		{"a personal code with letters", "AZ", "5VBK5VR", []string{"personal"}, ""},
		{"a person's payer number with letters", "BY", "MA1953684", []string{"personal"}, ""},
		{"what can be a company's or a person's", "SA", "1010123456", nil, ""},
		{"an identity card", "AE", "784-1980-1234567-8", []string{"characters", "personal"}, "784198012345678"},
		// Registrations that are no tax numbers are business numbers all the same.
		{"KRS", "PL", "0000359730", nil, ""},
		{"MERSIS", "TR", "0454053692000015", nil, ""},
		{"CIN", "IN", "L17110MH1973PLC019786", nil, ""},
		{"LLPIN", "IN", "AAA1234", nil, ""},
		{"LLPIN as it is written", "IN", "AAA-1234", []string{"characters"}, "AAA1234"},
		{"a company registration", "ZA", "2000/000001/07", []string{"characters"}, "200000000107"},
		{"VAT", "ZA", "4220122222", nil, ""},
		{"the juristic person number", "TH", "0994000617721", nil, ""},
		{"a branch", "VN", "0314409058-002", []string{"characters"}, "0314409058002"},
		{"CNPJ with letters", "BR", "12.ABC.345/01DE-35", []string{"characters"}, "12ABC34501DE35"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := numberAdvisories(test.country, test.number)
			want := []string{}
			for _, rule := range test.rules {
				want = append(want, "registrationNumber."+rule)
			}
			assert.Equal(t, want, rulesOf(found))
			for i, advisory := range found {
				assert.Equal(t, numberField, advisory.Field)
				assert.NotEmpty(t, advisory.Source)
				assert.NotEmpty(t, advisory.Basis)
				assert.NotContains(t, advisory.String(), test.number)
				if i == 0 {
					assert.Equal(t, test.suggestion, advisory.Suggestion)
				} else {
					assert.Empty(t, advisory.Suggestion)
				}
			}
		})
	}
}

func TestAnAdvisoryExplainsAViolation(t *testing.T) {
	report := screening.New(countries.Latest(), screening.WithoutRules("contract.required")).Inspect(customer("HU", "HU 12892312-2-42", "1"))
	require.Len(t, report.Violations, 1)
	assert.Equal(t, pcerrors.RegistrationNumberInvalid, report.Violations[0].Code)
	require.Len(t, report.Advisories, 1)
	assert.Equal(t, "registrationNumber.characters", report.Advisories[0].Rule)
	assert.Equal(t, screening.Documented, report.Advisories[0].Basis)
	assert.Equal(t, "12892312242", report.Advisories[0].Suggestion)
}

// TestANumberThatIsAJSONNumber: it is read, and remarked on, as long as the
// field says what came in.
func TestANumberThatIsAJSONNumber(t *testing.T) {
	for name, test := range map[string]struct {
		country, value string
		want           []string
	}{
		"a number":                          {"RU", `7707083893`, []string{"jsonNumber"}},
		"a string":                          {"RU", `"7707083893"`, nil},
		"a string that is ill-formed":       {"RU", "\"77070\xff83893\"", []string{"characters"}},
		"a number that lost its zeros":      {"UA", `32129`, []string{"spreadsheet"}},
		"one that perhaps did":              {"TJ", `20025789`, []string{"spreadsheet"}},
		"a number whose check fails":        {"RU", `7707083892`, []string{"jsonNumber", "checkDigit"}},
		"a number of no known form":         {"PL", `12345`, []string{"jsonNumber"}},
		"zero":                              {"RU", `0`, []string{"placeholder"}},
		"null":                              {"RU", `null`, nil},
		"a number in a country without one": {"FR", `552032534`, []string{"disputed"}},
	} {
		t.Run(name, func(t *testing.T) {
			var c screening.Customer
			require.NoError(t, json.Unmarshal([]byte(`{"companyProfile":{"organizationRegistrationNumber":`+test.value+`},
				"billingProfile":{"defaultAddress":{"country":"`+test.country+`"}}}`), &c))
			rules := func() []string {
				return rulesOf(slices.DeleteFunc(screening.New(countries.Latest()).Inspect(&c).Advisories, func(a screening.Advisory) bool { return a.Field != numberField }))
			}
			want := []string{}
			for _, rule := range test.want {
				want = append(want, "registrationNumber."+rule)
			}
			assert.Equal(t, want, rules())
			if name == "a number" {
				c.CompanyProfile.OrganizationRegistrationNumber = "7736050003"
				assert.Empty(t, rules(), "it was set")
			}
		})
	}
}

// TestTheRemarkOnAForm: it names the forms that a business can have.
func TestTheRemarkOnAForm(t *testing.T) {
	for country, want := range map[string]string{
		"BR": "none of the forms known for Brazil: CNPJ, CNPJ with letters",
		"PL": "none of the forms known for Poland: NIP, REGON, REGON of a local unit, KRS",
		"TH": "none of the forms known for Thailand: juristic person number",
		"VE": "none of the forms known for Venezuela: RIF",
		"VN": "none of the forms known for Vietnam: MST, MST of a branch, GCNĐKKD",
	} {
		found := numberAdvisories(country, "12345")
		require.Equal(t, []string{"registrationNumber.nationalForm"}, rulesOf(found), country)
		assert.True(t, strings.HasSuffix(found[0].Message, want), found[0].Message)
		assert.NotContains(t, found[0].Source, "PESEL")
	}
	for _, country := range []string{"AE", "IN", "IQ", "MM", "SA", "SS", "TR", "ZA"} {
		assert.Empty(t, numberAdvisories(country, "12345"), country)
	}
}

// TestTheRemarkOnZeros says how sure it is.
func TestTheRemarkOnZeros(t *testing.T) {
	for _, test := range []struct{ country, number, want string }{
		{"UA", "32129", "the number seems to have lost leading zeros in a spreadsheet: with them its check digit is valid"},
		{"RU", "274062111", "the number fits as KPP, but the number seems to have lost leading zeros in a spreadsheet: with them its check digit is valid"},
		{"PL", "889522", "the number seems to have lost leading zeros in a spreadsheet: with them its check digit is valid, but with one more it has the form of KRS: compare it with its source"},
		{"TJ", "20025789", "the number seems to have lost a leading zero in a spreadsheet: with it the number has a form of its country, but nothing confirms that"},
		{"RU", "07707083893", "the number seems to have too many leading zeros: without them its check digit is valid"},
	} {
		found := numberAdvisories(test.country, test.number)
		require.Len(t, found, 1)
		assert.Equal(t, test.want, found[0].Message)
	}
}

func TestEveryCheckOfANumberMustFailForARemark(t *testing.T) {
	assert.Equal(t, []string{"registrationNumber.checkDigit"}, rulesOf(numberAdvisories("TR", "4540536921")))
	assert.Equal(t, []string{"registrationNumber.checkDigit", "registrationNumber.personal"}, rulesOf(numberAdvisories("TR", "17291716061")))
	assert.Equal(t, []string{"registrationNumber.checkDigit"}, rulesOf(numberAdvisories("AZ", "9900003875")), "neither an organisation's nor a person's")
	for number, country := range map[string]string{"2001234567892": "MD", "02381307589": "PL", "MA1953685": "BY"} {
		assert.Equal(t, []string{"registrationNumber.checkDigit"}, rulesOf(numberAdvisories(country, number)), "only the check would tell a person's number")
	}
	found := numberAdvisories("PL", "44051401358")
	require.Len(t, found, 2)
	assert.Contains(t, found[1].Message, "this has the form of a person's own number, PESEL")
}

// TestDisputedNumber: Microsoft's pages disagree on a number in a country that
// is not listed, and the report says so.
func TestDisputedNumber(t *testing.T) {
	live := func(body string) *countries.Policy {
		rule, err := countries.ParseValidationRules([]byte(body))
		require.NoError(t, err)
		return countries.March2021().With(rule)
	}
	for name, test := range map[string]struct {
		policy  *countries.Policy
		country string
		number  string
		want    bool
	}{
		"given":                           {countries.March2021(), "FR", "552032534", true},
		"given, in scientific notation":   {countries.March2021(), "de", "7.70708E+09", true},
		"not given":                       {countries.March2021(), "FR", " ", false},
		"in a listed country":             {countries.March2021(), "PL", "1234563218", false},
		"refused, and so not in dispute":  {countries.November2020(), "FR", "552032534", false},
		"in no known country":             {countries.March2021(), "Frankreich", "552032534", false},
		"a live rule says it is optional": {live(`{"iso2Code":"FR","customerOrganizationRegistrationNumberRequired":false}`), "FR", "552032534", true},
		"a live rule says what it is":     {live(`{"iso2Code":"FR","customerOrganizationRegistrationNumberRegex":"^\\d{9}$"}`), "FR", "552032534", false},
		"a live rule asks for it":         {live(`{"iso2Code":"FR","customerOrganizationRegistrationNumberRequired":true}`), "FR", "552032534", false},
	} {
		t.Run(name, func(t *testing.T) {
			c := complete()
			c.CompanyProfile.OrganizationRegistrationNumber = test.number
			c.BillingProfile.DefaultAddress.Country = test.country
			report := screening.New(test.policy).Inspect(c)
			i := slices.IndexFunc(report.Advisories, func(a screening.Advisory) bool { return a.Rule == "registrationNumber.disputed" })
			require.Equal(t, test.want, i >= 0, "%v", report)
			if test.want {
				assert.Equal(t, screening.Disputed, report.Advisories[i].Basis)
				for _, side := range []string{"Create a customer, edition of 2023-07-28", "REST error codes, edition of 2023-06-15", "Customer resources, edition of 2023-07-28"} {
					assert.Contains(t, report.Advisories[i].Source, side)
				}
			}
		})
	}
}

// TestKindsOfWhichLittleIsKnown are numbers that registers printed, of kinds
// that have the length of another with a check: nothing is remarked on them.
func TestKindsOfWhichLittleIsKnown(t *testing.T) {
	for number, country := range map[string]string{
		"1966010988": "ZA", "1994009584": "ZA", "1929001986": "ZA", // company numbers without their kind
		"01020000123": "HU", "01010000004": "HU", // associations and foundations
		"35300001236": "BR", "13123456789": "BR", // of a state's trade board, of a state's tax office
		"600900529983": "KZ",                       // taxpayer numbers of before 2013
		"411043000123": "VN", "011043000123": "VN", // investment certificates
		"000007889":    "PL", // in the register of waste
		"234123412347": "IN", // of twelve digits, which are no person's
	} {
		c := complete()
		c.CompanyProfile.OrganizationRegistrationNumber = number
		c.CompanyProfile.Address.Country, c.BillingProfile.DefaultAddress.Country = country, country
		for _, advisory := range screening.New(countries.Latest()).Inspect(c).Advisories {
			assert.NotContains(t, advisory.Rule, "registrationNumber", "%s %s", country, number)
		}
	}
}
