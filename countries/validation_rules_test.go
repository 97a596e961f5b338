package countries_test

import (
	"bytes"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
)

func ExampleParseValidationRules() {
	body := []byte(`{
		"iso2Code": "AZ",
		"customerOrganizationRegistrationNumberRegex": "^\\d{10}$",
		"customerOrganizationRegistrationNumberRequired": true
	}`)
	rule, err := countries.ParseValidationRules(body)
	var unusable *countries.ExpressionError
	if err != nil && !stderrors.As(err, &unusable) {
		fmt.Println(err) // no rule at all
		return
	}
	policy := countries.Latest().With(rule)

	azerbaijan, _ := policy.Rule("AZ")
	fmt.Println(azerbaijan.NumberFits("1234567"), azerbaijan.NumberFits("1401555071"))
	fmt.Println(azerbaijan.NumberPattern())
	fmt.Println(azerbaijan.PhoneRequirement(), "as the resource does not state it")
	// Output:
	// false true
	// ^\d{10}$
	// required as the resource does not state it
}

func ExampleReadValidationRules() {
	saved := strings.NewReader(`[
		{"iso2Code": "PT", "customerOrganizationRegistrationNumberRegex": "^[1-9]\\d{8}$"},
		{"iso2Code": "BR", "customerOrganizationRegistrationNumberRegex": "^(?=.{14}$)\\d+$"}
	]`)
	rules, err := countries.ReadValidationRules(saved)
	fmt.Println(len(rules), "rules")
	fmt.Println(err)
	// Output:
	// 2 rules
	// resource 2: countries: BR: customerOrganizationRegistrationNumberRegex cannot be used, and what the policy has in its place stays in force: error parsing regexp: invalid or unsupported Perl syntax: `(?=`
}

func ExamplePolicy_Diff() {
	rule, err := countries.ParseValidationRules([]byte(`{
		"iso2Code": "BR",
		"customerOrganizationRegistrationNumberRegex": "^\\d{14}$",
		"customerOrganizationPhoneNumberRequired": false
	}`))
	if err != nil {
		fmt.Println(err)
	}
	policy := countries.Latest()
	for _, difference := range policy.Diff(policy.With(rule)) {
		fmt.Println(difference)
	}
	// Output:
	// BR: customerOrganizationRegistrationNumberRegex was not stated and is ^\d{14}$
	// BR: customerOrganizationPhoneNumberRequired was required and is optional
}

func sample(t testing.TB, name string) []byte {
	t.Helper()
	body, err := os.ReadFile("testdata/countryvalidationrules." + name + ".json")
	require.NoError(t, err)
	return body
}

// parse returns the rule of a resource that is right.
func parse(t testing.TB, body string) countries.Rule {
	t.Helper()
	rule, err := countries.ParseValidationRules([]byte(body))
	require.NoError(t, err)
	return rule
}

// withNumberRegex returns a resource that states an expression.
func withNumberRegex(t testing.TB, country, expression string) []byte {
	t.Helper()
	body, err := json.Marshal(map[string]any{"iso2Code": country, "customerOrganizationRegistrationNumberRegex": expression})
	require.NoError(t, err)
	return body
}

func TestSamples(t *testing.T) {
	t.Run("Swagger", func(t *testing.T) {
		rule := parse(t, string(sample(t, "AZ.by-swagger")))
		assert.Equal(t, "AZ", rule.Country())
		assert.Equal(t, "Azerbaijan", rule.CountryName())
		assert.Equal(t, countries.Required, rule.NumberRequirement())
		assert.Equal(t, countries.Required, rule.PhoneRequirement())
		assert.Equal(t, []int{7, 10}, rule.NumberLengths())
		assert.Equal(t, `^(\d{7}|\d{10})$`, rule.NumberPattern())
		assert.Equal(t, "1401555071", rule.NumberSample())
		assert.Equal(t, "994", rule.CallingCode())
		assert.Empty(t, rule.PhonePattern())
		assert.True(t, rule.PhoneFits("anything"))
		assert.Equal(t, "Partner Center API, GET /v1/countryvalidationrules/AZ", rule.Source())
	})
	t.Run("captured, which states nothing of what is screened", func(t *testing.T) {
		rule := parse(t, string(sample(t, "PT.captured-2021-12")))
		assert.Equal(t, "PT", rule.Country())
		assert.Equal(t, countries.Optional, rule.NumberRequirement())
		assert.Equal(t, countries.Optional, rule.PhoneRequirement())
		assert.Empty(t, rule.NumberPattern())
		assert.Empty(t, rule.NumberSample())
		assert.True(t, rule.NumberFits("anything"))
		assert.Equal(t, "351", rule.CallingCode())
	})
	t.Run("shape of 2015", func(t *testing.T) {
		rule := parse(t, string(sample(t, "US.older-shape")))
		assert.Equal(t, "US", rule.Country())
		assert.Equal(t, "1", rule.CallingCode())
		assert.True(t, rule.PhoneFits("(425)555-0100"))
		assert.False(t, rule.PhoneFits("425"))
		assert.False(t, rule.PhoneFits("(425)555-0100\n"))
		assert.Contains(t, rule.PhonePattern(), `(\d{4})$`)
	})
}

func TestParseTolerates(t *testing.T) {
	for name, body := range map[string]string{
		"member names in capitals": `{"ISO2CODE":"az","CUSTOMERORGANIZATIONREGISTRATIONNUMBERREGEX":"^\\d{10}$","CustomerOrganizationRegistrationNumberRequired":true,"CountryCallingCodesList":["994"]}`,
		"a byte order mark":        "\ufeff" + `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{10}$","customerOrganizationRegistrationNumberRequired":true,"countryCallingCodesList":["994"]}`,
		"the newer list, nested":   `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{10}$","customerOrganizationRegistrationNumberRequired":true,"countryCallingCodesList":{"value":["994",""]}}`,
		"names that come twice": `{"iso2Code":"AM","ISO2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{9}$","customerOrganizationRegistrationNumberRegex":"^\\d{10}$",
			"customerOrganizationRegistrationNumberRequired":true,"countryCallingCodesList":["374"],"countryCallingCodesList":["994"]}`,
		"unknown members": `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{10}$","customerOrganizationRegistrationNumberRequired":true,"countryCallingCodesList":["994"],"new":{"iso2Code":1}}`,
	} {
		t.Run(name, func(t *testing.T) {
			rule := parse(t, body)
			assert.Equal(t, "AZ", rule.Country())
			assert.Equal(t, []int{10}, rule.NumberLengths())
			assert.Equal(t, countries.Required, rule.NumberRequirement())
			assert.Equal(t, "994", rule.CallingCode())
		})
	}
	t.Run("nulls and empty texts state nothing", func(t *testing.T) {
		rule := parse(t, `{"iso2Code":"AZ",
			"customerOrganizationRegistrationNumberRegex":null,"customerOrganizationRegistrationNumberSample":null,
			"customerOrganizationRegistrationNumberRequired":null,"customerOrganizationPhoneNumberRequired":null,
			"phoneNumberRegex":"","countryCallingCodesList":null,"countryCallingCodes":{"value":null}}`)
		policy := countries.Latest()
		assert.Empty(t, policy.Diff(policy.With(rule)))
	})
}

func TestParseErrors(t *testing.T) {
	for _, test := range []struct{ name, body, want string }{
		{"nothing", ``, "countries: country rules that are not JSON: unexpected end of JSON input"},
		{"HTML", `<html>`, "countries: country rules that are not JSON: invalid character '<' looking for beginning of value"},
		{"cut off", `{"iso2Code":"A`, "countries: country rules that are not JSON: unexpected end of JSON input"},
		{"a list", `[]`, "countries: country rules: expected an object, found array"},
		{"a text", `"AZ"`, "countries: country rules: expected an object, found string"},
		{"null", `null`, `countries: country rules without a country: expected iso2Code to be two letters, for example "AZ"`},
		{"no country", `{}`, `countries: country rules without a country: expected iso2Code to be two letters, for example "AZ"`},
		{"no country code", `{"iso2Code":"Azerbaijan"}`, `countries: country rules without a country: expected iso2Code to be two letters, for example "AZ"`},
		{"no letters", `{"iso2Code":"ÄZ"}`, `countries: country rules without a country: expected iso2Code to be two letters, for example "AZ"`},
		{"country of another type", `{"iso2Code":1}`, "countries: country rules: expected iso2Code to be a string, found number"},
		{"requirement of another type", `{"iso2Code":"AZ","customerOrganizationPhoneNumberRequired":"true"}`,
			"countries: country rules: expected customerOrganizationPhoneNumberRequired to be true or false, found string"},
		{"expression of another type", `{"iso2Code":"AZ","phoneNumberRegex":{}}`, "countries: country rules: expected phoneNumberRegex to be a string, found object"},
		{"list of another type", `{"iso2Code":"AZ","countryCallingCodesList":"994"}`, "countries: country rules: expected countryCallingCodesList to be a list of strings"},
		{"element of another type", `{"iso2Code":"AZ","countryCallingCodesList":[994]}`, "countries: country rules: expected countryCallingCodesList to be a list of strings"},
		{"nested list of another type", `{"iso2Code":"AZ","countryCallingCodes":{"value":994}}`, "countries: country rules: expected countryCallingCodes to be a list of strings"},
	} {
		t.Run(test.name, func(t *testing.T) {
			rule, err := countries.ParseValidationRules([]byte(test.body))
			require.EqualError(t, err, test.want)
			assert.Zero(t, rule)
		})
	}
}

// TestDigitsForm lists ways to write the published form: all of them become
// the numbers of digits that built-in rules have.
func TestDigitsForm(t *testing.T) {
	for expression, want := range map[string][]int{
		`^(\d{7}|\d{10})$`:          {7, 10},
		`^(?:\d{7}|\d{10})$`:        {7, 10},
		`^(?<number>\d{7}|\d{10})$`: {7, 10},
		`^\d{7}$|^\d{10}$`:          {7, 10},
		`^(\d{7})$|^(\d{10})$`:      {7, 10},
		`^\d{7}(\d{3})?$`:           {7, 10},
		`^([0-9]{7}|[0-9]{10})$`:    {7, 10},
		`^\d{9}$`:                   {9},
		`\A\d{9}\z`:                 {9},
		`^[0-9]{9}$`:                {9},
		`^[\d]{9,9}$`:               {9},
		`^\d\d\d\d\d\d\d\d\d$`:      {9},
		`^(\d{3}){3}$`:              {9},
		`^(\d{2}|\d{3}){2}$`:        {4, 5, 6},
		`^\d{8,10}$`:                {8, 9, 10},
		`(^\d{7}$|^(\d{10}$))`:      {7, 10},
		`^\d{8,10}?$`:               {8, 9, 10},
		`^\d{9}(\d{3}){0}$`:         {9},
		`^\d{31}$`:                  {31},
		`^\d{32}$`:                  nil,
		`^(\d|\d{16})\d{17}$`:       nil,
		`^(\d{20}){2}$`:             nil,
		`^\d{8,}$`:                  nil,
		`^\d+$`:                     nil,
		`^[1-9]\d{8}$`:              nil,
		`^\d{9}[A-Z]?$`:             nil,
		`^\d{3}^\d{6}$`:             nil,
		`^\d{3}$\d{6}$`:             nil,
		`^(^\d{3}){2}$`:             nil,
		`^(|\d{3}){2}$`:             nil,
		`^\d{9}\b$`:                 nil,
	} {
		t.Run(expression, func(t *testing.T) {
			rule, err := countries.ParseValidationRules(withNumberRegex(t, "KG", expression))
			require.NoError(t, err)
			assert.Equal(t, want, rule.NumberLengths())
			assert.Equal(t, expression, rule.NumberPattern())
			whole := regexp.MustCompile(`\A(?:` + expression + `)\z`)
			for n := range 70 {
				number := strings.Repeat("7", n)
				assert.Equal(t, whole.MatchString(number), rule.NumberFits(number), "%d digits", n)
			}
			for _, number := range []string{"123456789\n", "١٢٣٤٥٦٧٨٩", " 123456789", "12345678\xff", "1234567+9"} {
				assert.False(t, rule.NumberFits(number), "%q", number)
			}
		})
	}
}

// TestOtherExpressions shows the reading of what is not of the digits form:
// whole values of printable ASCII.
func TestOtherExpressions(t *testing.T) {
	for _, test := range []struct {
		expression    string
		fits, fitsNot []string
	}{
		{`^[A-Z]{2}\d{9}$`, []string{"PL123456789"}, []string{"pl123456789", "PL123456789\n", "PL12345678", "ＰＬ123456789", "PL12345678٩", "xPL123456789", ""}},
		{`^(?i)[a-z]\d{2}$`, []string{"k12", "K12"}, []string{"\u212a12", "ſ12"}},
		{`^\d{2}-\d{2}$`, []string{"12-34"}, []string{"12-345", "x12-34"}},
		{`^\d{2}[A-Z]$|^[A-Z]\d{2}$`, []string{"12A", "A12"}, []string{"12Ax", "xA12"}},
		{`^\D{3}$`, []string{"abc", "A-B"}, []string{"ab١", "ab\n", "ab\t"}},
		{`^\W{2}$`, []string{"--", ". "}, []string{"éé", "-é"}},
		{`^\S{2}$`, []string{"ab"}, []string{"a\u00a0", "a\v", "a "}},
		{`^.{2}$`, []string{"ab"}, []string{"a😀", "aé", "a\xff"}},
		{`^[^0-9]{2}$`, []string{"ab"}, []string{"a😀", "a\n"}},
		{`^a\/b\-c$`, []string{"a/b-c"}, []string{"ab-c"}},
		{`^[]a]{2}$`, []string{"]a"}, []string{"[a"}},
		{`^[^]a]{2}$`, []string{"[b"}, []string{"]b"}},
		{`^\[\]\{07\}$`, nil, nil},
		{`^ ?~\d$`, []string{"~1", " ~1"}, []string{"\x7f1"}},
		{`^A{0,2}B{0}\d$`, []string{"1", "AA1"}, []string{"AAA1", "B1"}},
		{"^" + strings.Repeat("[0-1]", 199) + "000$", []string{strings.Repeat("1", 199) + "000"}, nil}, // of 1000 bytes
		{`^[a-z]{996}$`, []string{strings.Repeat("a", 996)}, nil},                                      // of 1000 instructions
		{`^[{]07$`, []string{"{07"}, []string{"0"}},
	} {
		t.Run(test.expression, func(t *testing.T) {
			rule, err := countries.ParseValidationRules(withNumberRegex(t, "PL", test.expression))
			require.NoError(t, err)
			assert.Equal(t, test.expression, rule.NumberPattern())
			assert.Empty(t, rule.NumberLengths())
			for _, number := range test.fits {
				assert.True(t, rule.NumberFits(number), "%q", number)
				assert.NoError(t, rule.CheckRegistrationNumber(number))
			}
			for _, number := range test.fitsNot {
				assert.False(t, rule.NumberFits(number), "%q", number)
			}
		})
	}
}

func TestUnusableExpressions(t *testing.T) {
	for _, test := range []struct{ name, expression, reason string }{
		{"a part of the value", `\d{9}`, "not anchored"},
		{"the value's begin", `^\d{9}`, "not anchored"},
		{"the value's end", `\d{9}$`, "not anchored"},
		{"alternatives that are one end each", `^\d{7}|\d{10}$`, "not anchored"},
		{"the begin of a line", `(?m)^\d{9}$`, "not anchored"},
		{"nothing at all", `^`, "not anchored"},
		{"look-ahead", `^(?=\d)\d{9}$`, "(?="},
		{"negative look-ahead", `^(?!0)\d{9}$`, "(?!"},
		{"look-behind", `^\d{9}(?<=5)$`, "(?<"},
		{"negative look-behind", `^\d{9}(?<!5)$`, "(?<"},
		{"back-reference", `^(\d)\1{8}$`, `\1`},
		{"back-reference to the ninth group", `^(\d)()()()()()()()()\9$`, `back-reference or an octal character, \9`},
		{"Unicode class behind a class that begins with ]", `^[]a]\p{L}$`, `\p`},
		{"Unicode class behind a class that begins with ^]", `^[^]a]\p{L}$`, `\p`},
		{"a program one instruction too large", `^[a-z]{997}$`, "too long to match"},
		{"named back-reference", `^(?<d>\d)\k<d>{8}$`, `\k`},
		{"quotation", `\Q\d\E`, `\Q`},
		{"quotation of nothing", `\Q`, `\Q`},
		{"octal", `^\061$`, `\0`},
		{"atomic group", `^(?>\d{9})$`, "(?>"},
		{"conditional", `^(?(1)a|b)$`, "(?("},
		{"unknown flag", `^(?x)\d {9}$`, "(?x"},
		{"class subtraction", `^[a-z-[aeiou]]$`, "character class"},
		{"POSIX class", `^[[:alpha:]]$`, "character class"},
		{"Unicode class", `^\p{L}{9}$`, `\p`},
		{"Unicode class, negated", `^\P{Lu}$`, `\P`},
		{"other scripts", `^[А-Я]{2}\d{7}$`, "printable ASCII"},
		{"leading zero", `^\d{09}$`, "leading zero"},
		{"leading zero of the upper limit", `^\d{8,09}$`, "leading zero"},
		{"unbalanced", `\d)|(.`, "unexpected )"},
		{"unclosed", `^(\d{9}$`, "missing closing )"},
		{"trailing backslash", `^\d{9}\`, "trailing backslash"},
		{"nothing to repeat", `*`, "missing argument"},
		{"many repetitions", `^\d{2000}$`, "invalid repeat count"},
		{"nested repetitions", `^((\d{100}){100}){100}$`, "invalid repeat count"},
		{"a long text", strings.Repeat("a", 1001), "longer than 1000 bytes"},
		{"a large program", `^[a-z]{900}[a-z]{900}$`, "too long to match"},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, field := range []string{"customerOrganizationRegistrationNumberRegex", "phoneNumberRegex"} {
				body, err := json.Marshal(map[string]any{"iso2Code": "KG", "customerOrganizationPhoneNumberRequired": false, field: test.expression})
				require.NoError(t, err)
				rule, err := countries.ParseValidationRules(body)
				var unusable *countries.ExpressionError
				require.ErrorAs(t, err, &unusable)
				assert.Equal(t, "KG", unusable.Country)
				assert.Equal(t, field, unusable.Field)
				assert.Equal(t, test.expression, unusable.Expression)
				assert.Contains(t, unusable.Reason, test.reason)
				assert.ErrorContains(t, err, "KG: "+field)

				// The built-in rule stays in force, and the rest of the resource holds.
				assert.Equal(t, "KG", rule.Country())
				kyrgyzstan, _ := countries.Latest().With(rule).Rule("KG")
				assert.Equal(t, `^(\d{14})$`, kyrgyzstan.NumberPattern())
				assert.ErrorIs(t, kyrgyzstan.CheckRegistrationNumber("123"), pcerrors.RegistrationNumberInvalid)
				assert.True(t, kyrgyzstan.PhoneFits("anything"))
				assert.Equal(t, countries.Optional, kyrgyzstan.PhoneRequirement())
			}
		})
	}
	t.Run("both expressions", func(t *testing.T) {
		rule, err := countries.ParseValidationRules([]byte(`{"iso2Code":"KG","customerOrganizationRegistrationNumberRegex":"(?=a)","phoneNumberRegex":"(?=b)"}`))
		assert.Equal(t, "KG", rule.Country())
		assert.ErrorContains(t, err, "customerOrganizationRegistrationNumberRegex")
		assert.ErrorContains(t, err, "phoneNumberRegex")
	})
}

func TestWith(t *testing.T) {
	policy := countries.Latest()
	t.Run("a listed country", func(t *testing.T) {
		live, ok := policy.With(parse(t, `{"iso2Code":"pl","customerOrganizationRegistrationNumberRegex":"^\\d{10}$","customerOrganizationPhoneNumberRequired":false}`)).Rule("pl")
		require.True(t, ok)
		assert.Equal(t, "PL", live.Country())
		assert.Equal(t, "Poland", live.CountryName())
		assert.Equal(t, "48", live.CallingCode())
		assert.Equal(t, countries.Required, live.NumberRequirement(), "not stated")
		assert.Equal(t, countries.Optional, live.PhoneRequirement())
		assert.Equal(t, []int{10}, live.NumberLengths())
		builtIn, _ := policy.Rule("PL")
		assert.Equal(t, "Partner Center API, GET /v1/countryvalidationrules/PL; what it does not state: "+builtIn.Source(), live.Source())
		assert.Empty(t, builtIn.NumberPattern(), "the policy itself has not changed")
	})
	t.Run("what is not required is not thereby supported", func(t *testing.T) {
		november := countries.November2020()
		for body, want := range map[string]countries.Requirement{
			`{"iso2Code":"US"}`: countries.NotSupported,
			`{"iso2Code":"US","customerOrganizationRegistrationNumberRequired":false}`: countries.NotSupported,
			`{"iso2Code":"US","customerOrganizationRegistrationNumberRequired":true}`:  countries.Required,
			`{"iso2Code":"AZ","customerOrganizationRegistrationNumberRequired":false}`: countries.Optional,
		} {
			rule := parse(t, body)
			live, ok := november.With(rule).Rule(rule.Country())
			assert.True(t, ok)
			assert.Equal(t, want, live.NumberRequirement(), body)
		}
	})
	t.Run("a country that is not listed", func(t *testing.T) {
		changed := policy.With(parse(t, `{"iso2Code":"PT","customerOrganizationRegistrationNumberRegex":"^\\d{9}$","customerOrganizationRegistrationNumberRequired":true}`))
		portugal, ok := changed.Rule("pt")
		require.True(t, ok)
		assert.ErrorIs(t, portugal.CheckRegistrationNumber(""), pcerrors.RegistrationNumberMissing)
		assert.ErrorIs(t, portugal.CheckRegistrationNumber("12"), pcerrors.RegistrationNumberInvalid)
		assert.NoError(t, portugal.CheckRegistrationNumber("123456789"))
		assert.NoError(t, portugal.CheckPhoneNumber(""), "not stated: as in the rest of the world")
		var listed []string
		for rule := range changed.Rules() {
			listed = append(listed, rule.Country())
		}
		assert.Len(t, listed, 25)
		assert.IsIncreasing(t, listed)
	})
	t.Run("the last rule of a country counts, over the policy's own", func(t *testing.T) {
		first := parse(t, `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^\\d{3}$","customerOrganizationPhoneNumberRequired":false,"countryCallingCodesList":["995"]}`)
		second := parse(t, `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRequired":false}`)
		once, _ := policy.With(first, second).Rule("AZ")
		assert.Equal(t, []int{7, 10}, once.NumberLengths())
		assert.Equal(t, countries.Required, once.PhoneRequirement())
		assert.Equal(t, countries.Optional, once.NumberRequirement())

		twice, _ := policy.With(first).With(second).Rule("AZ")
		assert.Equal(t, []int{3}, twice.NumberLengths())
		assert.Equal(t, "995", twice.CallingCode())
		assert.Equal(t, countries.Optional, twice.PhoneRequirement())
		assert.Equal(t, countries.Optional, twice.NumberRequirement())
		assert.Equal(t, once.Source(), twice.Source())
	})
	t.Run("a rule of another policy", func(t *testing.T) {
		poland, _ := policy.Rule("PL")
		november := countries.November2020().With(poland)
		found, ok := november.Rule("PL")
		assert.True(t, ok)
		assert.Equal(t, poland, found)
	})
	t.Run("rules without a country", func(t *testing.T) {
		elsewhere, _ := countries.November2020().Rule("US")
		assert.Empty(t, policy.Diff(policy.With(countries.Rule{}, elsewhere)))
		portugal := parse(t, `{"iso2Code":"PT","customerOrganizationRegistrationNumberRequired":true}`)
		assert.Len(t, policy.Diff(policy.With(countries.Rule{}, portugal)), 1, "the rules behind one count")
		assert.Empty(t, policy.Diff(policy.With()))
	})
	t.Run("the zero policy", func(t *testing.T) {
		changed := new(countries.Policy).With(parse(t, string(sample(t, "AZ.by-swagger"))))
		azerbaijan, ok := changed.Rule("AZ")
		assert.True(t, ok)
		assert.ErrorIs(t, azerbaijan.CheckRegistrationNumber(""), pcerrors.RegistrationNumberMissing)
		assert.Empty(t, changed.Name())
	})
	assert.Equal(t, policy.Name(), policy.With().Name())
	assert.Equal(t, policy.Since(), policy.With().Since())
}

func TestSampleOfANumber(t *testing.T) {
	policy := countries.Latest()
	for _, test := range []struct{ body, want string }{
		{`{"iso2Code":"RU"}`, "7707083893"}, // of the country's first scheme
		{`{"iso2Code":"RU","customerOrganizationRegistrationNumberSample":"7728168971"}`, "7728168971"},
		{`{"iso2Code":"RU","customerOrganizationRegistrationNumberSample":"fits not"}`, "7707083893"},
		{`{"iso2Code":"RU","customerOrganizationRegistrationNumberRegex":"^\\d{9}$"}`, "773601001"},
		{`{"iso2Code":"RU","customerOrganizationRegistrationNumberRegex":"^\\d{12}$"}`, ""}, // only a person's
		{`{"iso2Code":"PT"}`, ""},
	} {
		rule := parse(t, test.body)
		live, _ := policy.With(rule).Rule(rule.Country())
		assert.Equal(t, test.want, live.NumberSample(), test.body)
	}
}

func TestCallingCodes(t *testing.T) {
	rule := parse(t, `{"iso2Code":"DO","countryCallingCodesList":["1809","1829"]}`)
	assert.Equal(t, "1809", rule.CallingCode())
}

func TestDiff(t *testing.T) {
	t.Run("two policies", func(t *testing.T) {
		differences := countries.November2020().Diff(countries.March2021())
		require.Len(t, differences, 1+13*2)
		assert.Equal(t, countries.Difference{
			Field: "customerOrganizationRegistrationNumberRequired", Was: "not supported", Is: "optional",
		}, differences[0])
		assert.Equal(t, "rest of the world: customerOrganizationRegistrationNumberRequired was not supported and is optional", differences[0].String())
		assert.Equal(t, []countries.Difference{
			{Country: "AE", Field: "customerOrganizationRegistrationNumberRequired", Was: "not supported", Is: "required"},
			{Country: "AE", Field: "customerOrganizationPhoneNumberRequired", Was: "optional", Is: "required"},
		}, differences[1:3])
		reversed := countries.March2021().Diff(countries.November2020())
		require.Len(t, reversed, len(differences))
		for i, d := range differences {
			d.Was, d.Is = d.Is, d.Was
			assert.Equal(t, d, reversed[i])
		}
	})
	t.Run("every field, in order", func(t *testing.T) {
		policy := countries.Latest()
		yesterday := policy.With(
			parse(t, `{"iso2Code":"PT","phoneNumberRegex":"^\\d{9}$","countryCallingCodesList":["351"]}`),
			parse(t, `{"iso2Code":"AZ","phoneNumberRegex":"^9.*$","countryCallingCodesList":["994"]}`),
		)
		today := policy.With(
			parse(t, `{"iso2Code":"PT","phoneNumberRegex":"^[0-9]{9}$","countryCallingCodesList":["352"]}`),
			parse(t, `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRequired":false,"customerOrganizationRegistrationNumberRegex":"^\\d{10}$",
				"customerOrganizationPhoneNumberRequired":false,"phoneNumberRegex":"^8.*$","countryCallingCodesList":["994","995"]}`),
		)
		text := ""
		for _, d := range yesterday.Diff(today) {
			text += d.String() + "\n"
		}
		assert.Equal(t, `AZ: customerOrganizationRegistrationNumberRequired was required and is optional
AZ: customerOrganizationRegistrationNumberRegex was ^(\d{7}|\d{10})$ and is ^\d{10}$
AZ: customerOrganizationPhoneNumberRequired was required and is optional
AZ: phoneNumberRegex was ^9.*$ and is ^8.*$
AZ: countryCallingCodesList was 994 and is 994, 995
PT: countryCallingCodesList was 351 and is 352
`, text)
	})
	t.Run("nothing", func(t *testing.T) {
		policy := countries.Latest()
		same := policy.With(
			parse(t, `{"iso2Code":"AZ","customerOrganizationRegistrationNumberRegex":"^([0-9]{10}|[0-9]{7})$"}`),
			parse(t, `{"iso2Code":"PT","customerOrganizationRegistrationNumberRequired":false,"phoneNumberRegex":"^\\d{9}$","countryCallingCodesList":["351"]}`),
		)
		written, err := json.Marshal(policy.Diff(same))
		require.NoError(t, err)
		assert.Equal(t, "[]", string(written))
	})
	t.Run("as JSON", func(t *testing.T) {
		policy := countries.Latest()
		written, err := json.Marshal(policy.Diff(policy.With(parse(t, `{"iso2Code":"BR","customerOrganizationRegistrationNumberRegex":"^\\d{14}$"}`))))
		require.NoError(t, err)
		assert.JSONEq(t, `[{"country":"BR","field":"customerOrganizationRegistrationNumberRegex","was":"","is":"^\\d{14}$"}]`, string(written))
	})
	t.Run("the built-in calling code", func(t *testing.T) {
		policy := countries.Latest()
		assert.Equal(t, []countries.Difference{{Country: "AZ", Field: "countryCallingCodesList", Was: "994", Is: "995"}},
			policy.Diff(policy.With(parse(t, `{"iso2Code":"AZ","countryCallingCodesList":["995"]}`))))
	})
}

func TestSavedRules(t *testing.T) {
	received := [][]byte{sample(t, "AZ.by-swagger"), sample(t, "PT.captured-2021-12"), sample(t, "US.older-shape"),
		[]byte(`{"iso2Code":"BR","customerOrganizationRegistrationNumberRegex":"^(?=1)\\d{14}$"}`)}
	var rules []countries.Rule
	for _, body := range received {
		rule, _ := countries.ParseValidationRules(body)
		rules = append(rules, rule)
	}
	array, err := json.Marshal(rules)
	require.NoError(t, err)
	var lines bytes.Buffer
	for i, rule := range rules {
		line, err := json.Marshal(rule)
		require.NoError(t, err)
		assert.JSONEq(t, string(received[i]), string(line), "as it was received")
		lines.Write(append(line, '\n'))
	}
	for name, saved := range map[string][]byte{
		"an array":                  array,
		"with a byte order mark":    append([]byte("\ufeff"), array...),
		"lines":                     lines.Bytes(),
		"resources as they came":    bytes.Join(received, []byte("\n")),
		"an array in several parts": append([]byte("[]\n"), array...),
	} {
		t.Run(name, func(t *testing.T) {
			read, err := countries.ReadValidationRules(bytes.NewReader(saved))
			var unusable *countries.ExpressionError
			require.ErrorAs(t, err, &unusable)
			assert.Equal(t, "BR", unusable.Country)
			assert.ErrorContains(t, err, "resource 4: ")
			require.Len(t, read, len(rules))
			policy := countries.Latest()
			assert.Empty(t, policy.With(rules...).Diff(policy.With(read...)))
		})
	}
	t.Run("built-in rules", func(t *testing.T) {
		for policy := range countries.Policies() {
			var builtIn []countries.Rule
			for rule := range policy.Rules() {
				builtIn = append(builtIn, rule)
			}
			saved, err := json.Marshal(builtIn)
			require.NoError(t, err)
			read, err := countries.ReadValidationRules(bytes.NewReader(saved))
			require.NoError(t, err)
			require.Len(t, read, len(builtIn))
			assert.Empty(t, policy.Diff(policy.With(read...)))
			for _, difference := range policy.Diff(new(countries.Policy).With(read...)) {
				assert.Empty(t, difference.Country, "what is read states all of a rule")
			}
		}
	})
	t.Run("some that cannot be read", func(t *testing.T) {
		read, err := countries.ReadValidationRules(strings.NewReader(`{"iso2Code":"AZ"} {"iso2Code":1} null {"iso2Code":"PT"} {"iso2Code":"US"`))
		assert.EqualError(t, err, `resource 2: countries: country rules: expected iso2Code to be a string, found number
resource 4: countries: country rules that are not JSON: unexpected EOF`)
		assert.Len(t, read, 2)
	})
	t.Run("nothing", func(t *testing.T) {
		for _, none := range [][]countries.Rule{nil, {}} {
			saved, err := json.Marshal(none)
			require.NoError(t, err)
			read, err := countries.ReadValidationRules(bytes.NewReader(saved))
			assert.NoError(t, err, "%s", saved)
			assert.Empty(t, read)
		}
		for _, empty := range []string{"", " \n", "\ufeff"} {
			_, err := countries.ReadValidationRules(strings.NewReader(empty))
			assert.EqualError(t, err, "countries: saved country rules: expected country-rules resources, found an empty text")
		}
	})
	t.Run("a failing reader", func(t *testing.T) {
		_, err := countries.ReadValidationRules(iotest.ErrReader(os.ErrPermission))
		assert.ErrorIs(t, err, os.ErrPermission)
	})
	t.Run("a rule without a country", func(t *testing.T) {
		_, err := json.Marshal(countries.Rule{})
		assert.ErrorContains(t, err, "a rule without a country")
	})
}

func TestRulesAreImmutable(t *testing.T) {
	body := withNumberRegex(t, "AZ", `^\d{10}$`)
	want := bytes.Clone(body)
	rule, err := countries.ParseValidationRules(body)
	require.NoError(t, err)
	clear(body)
	written, err := rule.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, want, written)
	clear(written)
	written, err = rule.MarshalJSON()
	require.NoError(t, err)
	assert.Equal(t, want, written)
}

// world returns live rules for every country code there could be.
func world(t testing.TB, expression string) []countries.Rule {
	t.Helper()
	var rules []countries.Rule
	for first := 'A'; first <= 'Z'; first++ {
		for second := 'A'; second <= 'Z'; second++ {
			rule, err := countries.ParseValidationRules(withNumberRegex(t, string([]rune{first, second}), expression))
			require.NoError(t, err)
			rules = append(rules, rule)
		}
	}
	return rules
}

func TestLiveRulesAllocateNothing(t *testing.T) {
	for _, expression := range []string{`^(\d{9}|\d{10})$`, `^[1-9]\d{8,9}$`} {
		policy := countries.Latest().With(world(t, expression)...)
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			rule, _ := policy.Rule("RU")
			if rule.CheckRegistrationNumber("7707083893") != nil || rule.CheckRegistrationNumber("77") == nil || !rule.PhoneFits("1") {
				panic("wrong")
			}
		}), expression)
	}
}

// BenchmarkRule compares look-up and fit of a built-in rule with live ones: of
// the digits form, and of another.
func BenchmarkRule(b *testing.B) {
	builtIn := countries.Latest()
	for _, bench := range []struct {
		name   string
		policy *countries.Policy
	}{
		{"built-in", builtIn},
		{"live digits", builtIn.With(world(b, `^(\d{9}|\d{10}|\d{12})$`)...)},
		{"live other", builtIn.With(world(b, `^[1-9](\d{8}|\d{9}|\d{11})$`)...)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rule, _ := bench.policy.Rule("RU")
				if rule.CheckRegistrationNumber("7707083893") != nil {
					b.Fatal("refused")
				}
			}
		})
	}
}

func BenchmarkParseValidationRules(b *testing.B) {
	body := sample(b, "AZ.by-swagger")
	b.ReportAllocs()
	for b.Loop() {
		if _, err := countries.ParseValidationRules(body); err != nil {
			b.Fatal(err)
		}
	}
}

// FuzzExpression holds the reading of an expression against RE2's own: what
// fits is printable ASCII that RE2 matches, and all of that fits.
func FuzzExpression(f *testing.F) {
	for _, expression := range []string{
		`^(\d{7}|\d{10})$`, `^\d{8,10}$`, `^(?:\d{2}|[0-9]){1,3}$`, `^\d{7}$|^\d{10}$`, `(\d{3})?\d{7}`, `^(|\d)\d$`,
		`^[A-Z]{2}\d{9}$`, `(?i)k+`, `\D*`, `^[^\s]+$`, `^(?=\d)\d$`, `[a-[b]]`, `\d)|(.`, `^\d{07}$`, `[]]`, `\`, `$^`, `\Q]\E[`,
	} {
		for _, number := range []string{"", "1234567890", "AB123456789", "٣", "\n", "]"} {
			f.Add(expression, number)
		}
	}
	f.Fuzz(func(t *testing.T, expression, number string) {
		rule, err := countries.ParseValidationRules(withNumberRegex(t, "KG", expression))
		assert.Equal(t, "KG", rule.Country())
		if err != nil || expression == "" {
			assert.Empty(t, rule.NumberPattern())
			assert.True(t, rule.NumberFits(number))
			return
		}
		re, err := regexp.Compile(expression)
		require.NoError(t, err)
		matches := regexp.MustCompile(`\A(?:` + re.String() + `)\z`).MatchString(number)
		printable := strings.Trim(number, printableASCII) == ""
		assert.Equal(t, matches && printable, rule.NumberFits(number), "%q %q", expression, number)
		if rule.NumberFits(number) {
			assert.True(t, re.MatchString(number), "without the anchors")
		}
		for _, n := range rule.NumberLengths() {
			assert.True(t, rule.NumberFits(strings.Repeat("0", n)), "%q %d", expression, n)
		}
	})
}

var printableASCII = func() string {
	var all []byte
	for c := byte(' '); c <= '~'; c++ {
		all = append(all, c)
	}
	return string(all)
}()

// FuzzParseValidationRules looks for panics, and for rules that do not come
// back as they were saved.
func FuzzParseValidationRules(f *testing.F) {
	for _, name := range []string{"AZ.by-swagger", "PT.captured-2021-12", "US.older-shape"} {
		f.Add(sample(f, name))
	}
	for _, body := range []string{`null`, `[]`, `{"iso2Code":"az"}`, `{"iso2Code":null}`, `{"ISO2code":"AZ","phoneNumberRegex":"("}`, "\ufeff{}",
		`{"iso2Code":"AZ","countryCallingCodesList":{"value":{}}}`, strconv.Quote("AZ")} {
		f.Add([]byte(body))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		rule, err := countries.ParseValidationRules(body)
		var unusable *countries.ExpressionError
		if err != nil && !stderrors.As(err, &unusable) {
			assert.Zero(t, rule)
			return
		}
		saved, err := json.Marshal([]countries.Rule{rule})
		require.NoError(t, err)
		read, _ := countries.ReadValidationRules(bytes.NewReader(saved))
		require.Len(t, read, 1)
		policy := countries.Latest()
		assert.Empty(t, policy.With(rule).Diff(policy.With(read...)))
	})
}

// FuzzReadValidationRules holds the reading of a file of saved resources
// against that of each resource alone.
func FuzzReadValidationRules(f *testing.F) {
	for _, name := range []string{"AZ.by-swagger", "PT.captured-2021-12", "US.older-shape"} {
		f.Add(sample(f, name))
	}
	for _, content := range []string{`[{"iso2Code":"AZ"},null,1]`, `{"iso2Code":"AZ"}{"iso2Code":"AM"}`, `[[]]`, `[`, `{"iso2Code":"AZ"} x`, "\ufeff[]", "null", "", "\x00", `{"iso2Code":"\ud800"}`} {
		f.Add([]byte(content))
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		rules, err := countries.ReadValidationRules(bytes.NewReader(content))
		for _, rule := range rules {
			assert.NotEmpty(t, rule.Country())
		}
		var elements []json.RawMessage
		if json.Unmarshal(bytes.TrimPrefix(content, []byte("\ufeff")), &elements) != nil {
			return
		}
		var want []countries.Rule
		failed := false
		for _, element := range elements {
			rule, err := countries.ParseValidationRules(element)
			failed = failed || err != nil
			if rule.Country() != "" {
				want = append(want, rule)
			}
		}
		assert.Equal(t, failed, err != nil)
		require.Len(t, rules, len(want))
		policy := countries.Latest()
		assert.Empty(t, policy.With(want...).Diff(policy.With(rules...)))
	})
}
