package screening_test

import (
	stderrors "errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

func ExampleRegister() {
	v := validator.New()
	v.RegisterTagNameFunc(jsonName)
	if err := screening.Register(v, countries.Latest()); err != nil {
		fmt.Println(err)
	}

	type signup struct {
		Customer screening.CustomerCompanyProfile `json:"customer"`
	}
	form := signup{screening.CustomerCompanyProfile{
		Domain:                         "bakusoft.onmicrosoft.com",
		OrganizationRegistrationNumber: "12-34",
		Address:                        &address.Address{Country: "AZ", PhoneNumber: "+994 12 555 0100"},
	}}
	var errs validator.ValidationErrors
	if stderrors.As(v.Struct(form), &errs) {
		for _, e := range errs {
			fmt.Println(e.Namespace(), e.Tag(), e.Param())
		}
	}
	// Output: signup.customer.organizationRegistrationNumber registrationNumberInvalid AZ ^(\d{7}|\d{10})$
}

func ExampleRegister_hostStruct() {
	type signup struct {
		Country string `json:"country" partnercenter:"country"`
		TaxID   string `json:"taxId" partnercenter:"organizationRegistrationNumber"`
		Phone   string `json:"phone" partnercenter:"phoneNumber"`
	}
	v := validator.New()
	v.RegisterTagNameFunc(jsonName)
	if err := screening.Register(v, countries.Latest(), signup{}); err != nil {
		fmt.Println(err)
	}
	for _, found := range screening.Violations(v.Struct(signup{Country: "AZ", TaxID: "12-34"})) {
		fmt.Println(found.FieldError.Field(), int(found.Violation.Code))
	}
	fmt.Println(v.Struct(signup{Country: "Azerbaijan"}))
	// Output:
	// taxId 600050
	// phone 600051
	// Key: 'signup.country' Error:Field validation for 'country' failed on the 'countryUnknown' tag
}

func ExampleStructRules() {
	type signup struct {
		Country  string `partnercenter:"country"`
		TaxID    string `partnercenter:"organizationRegistrationNumber"`
		From, To int
	}
	rules, err := screening.StructRules(countries.Latest(), signup{})
	if err != nil {
		fmt.Println(err)
	}
	v := validator.New()
	v.RegisterStructValidation(func(level validator.StructLevel) {
		rules(level)
		if s := level.Current().Interface().(signup); s.To < s.From {
			level.ReportError(s.To, "To", "To", "afterFrom", "")
		}
	}, signup{})
	fmt.Println(v.Struct(signup{Country: "RU", From: 2, To: 1}))
	// Output:
	// Key: 'signup.TaxID' Error:Field validation for 'TaxID' failed on the 'registrationNumberMissing' tag
	// Key: 'signup.To' Error:Field validation for 'To' failed on the 'afterFrom' tag
}

func ExampleCustomerOf() {
	type signup struct {
		Country string `partnercenter:"country"`
		TaxID   string `partnercenter:"organizationRegistrationNumber"`
		Phone   string `partnercenter:"phoneNumber"`
	}
	customer, err := screening.CustomerOf(signup{Country: "RU", TaxID: "ИНН 7707083893", Phone: "+7 495 555 0100"})
	if err != nil {
		fmt.Println(err)
	}
	screener := screening.New(countries.Latest(), screening.WithoutRules("contract.required"))
	for _, advisory := range screener.Inspect(customer).Advisories {
		tag := advisory.Field[strings.LastIndex(advisory.Field, ".")+1:]
		fmt.Println(tag+": did you mean", advisory.Suggestion)
	}
	// Output: organizationRegistrationNumber: did you mean 7707083893
}

func ExampleViolations() {
	v := validator.New()
	if err := screening.Register(v, countries.Latest()); err != nil {
		fmt.Println(err)
	}
	customer := screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "12"},
		BillingProfile: &screening.CustomerBillingProfile{DefaultAddress: &address.Address{Country: "TJ", PhoneNumber: "+992"}},
	}
	for _, found := range screening.Violations(v.Struct(customer)) {
		fmt.Println(found.FieldError.Namespace(), int(found.Violation.Code), found.Violation)
	}
	// Output: Customer.CompanyProfile.OrganizationRegistrationNumber 600050 Organization registration id information is invalid and should be of the format ^(\d{9}|\d{10}|\d{12})$.
}

func registered(t testing.TB, policy *countries.Policy) *validator.Validate {
	t.Helper()
	v := validator.New(validator.WithRequiredStructEnabled())
	require.NoError(t, screening.Register(v, policy))
	return v
}

// violations returns what the registered rules report of a struct. What is
// undecided is a violation without a code.
func violations(t testing.TB, v *validator.Validate, value any) []pcerrors.Violation {
	t.Helper()
	err := v.Struct(value)
	if err == nil {
		return nil
	}
	var errs validator.ValidationErrors
	require.ErrorAs(t, err, &errs)
	var found []pcerrors.Violation
	for _, fieldError := range errs {
		if fieldError.Tag() == "countryUnknown" {
			path := strings.ToLower(fieldError.StructNamespace())
			for _, field := range []string{"billingProfile.defaultAddress.country", "companyProfile.address.country", "defaultAddress.country", "address.country"} {
				if strings.HasSuffix(path, "."+strings.ToLower(field)) {
					found = append(found, pcerrors.Violation{Field: field})
					break
				}
			}
		}
	}
	for _, violation := range screening.Violations(err) {
		found = append(found, violation.Violation)
	}
	return found
}

// screened returns the violations of a rejection, and one without a code for
// what is undecided.
func screened(t testing.TB, err error) []pcerrors.Violation {
	t.Helper()
	if err == nil {
		return nil
	}
	var undecided *pcerrors.Undecided
	if stderrors.As(err, &undecided) {
		return []pcerrors.Violation{{Field: undecided.Field}}
	}
	var rejection *pcerrors.Rejection
	require.ErrorAs(t, err, &rejection)
	return rejection.Violations
}

func TestRegisteredRulesAgreeWithScreen(t *testing.T) {
	for policy := range countries.Policies() {
		v, screener := registered(t, policy), screening.New(policy)
		for _, country := range []string{"RU", "az", "PL", "US", "", " ", "Russia", "UK", "ß"} {
			for _, number := range []string{"", " ", "7707083893", "123", "1234567\n", "a,b|c=d"} {
				for _, phone := range []string{"", "\t", "+1"} {
					c := customer(country, number, phone)
					want := screened(t, screener.Screen(c))
					assert.Equal(t, want, violations(t, v, c))
					assert.Equal(t, want, violations(t, v, *c), "by value")

					p := &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: number, Address: c.BillingProfile.DefaultAddress}
					assert.Equal(t, screened(t, screener.ScreenProfile(p)), violations(t, v, p))

					both := &screening.Customer{CompanyProfile: p}
					assert.Equal(t, screened(t, screener.Screen(both)), violations(t, v, both), "company address")
				}
			}
		}
		for _, c := range []*screening.Customer{{}, {CompanyProfile: &screening.CustomerCompanyProfile{}}} {
			assert.Equal(t, screened(t, screener.Screen(c)), violations(t, v, c))
		}
		assert.Equal(t, []pcerrors.Violation{{Code: pcerrors.PhoneNumberMissing, Field: "defaultAddress.phoneNumber", Country: "RU"}},
			violations(t, v, customer("ru", "", "").BillingProfile), "a billing profile alone")
		assert.Equal(t, []pcerrors.Violation{{Field: "defaultAddress.country"}}, violations(t, v, &screening.CustomerBillingProfile{}))
	}
}

func TestRegisteredRulesReportOrdinaryFieldErrors(t *testing.T) {
	type embeds struct{ *screening.Customer }
	type nests struct {
		Who  string                `json:"who"`
		List []*screening.Customer `json:"list" validate:"dive"`
	}
	c := customer("AZ", "12", "")
	for _, test := range []struct {
		name       string
		names      validator.TagNameFunc
		value      any
		namespaces []string
		fields     []string
	}{
		{"struct names", nil, c,
			[]string{"Customer.CompanyProfile.OrganizationRegistrationNumber", "Customer.BillingProfile.DefaultAddress.PhoneNumber"},
			[]string{"OrganizationRegistrationNumber", "PhoneNumber"}},
		{"host's names", jsonName, c,
			[]string{"Customer.companyProfile.organizationRegistrationNumber", "Customer.billingProfile.defaultAddress.phoneNumber"},
			[]string{"organizationRegistrationNumber", "phoneNumber"}},
		{"host's own names", func(f reflect.StructField) string { return strings.ToUpper(f.Name) }, c,
			[]string{"Customer.COMPANYPROFILE.ORGANIZATIONREGISTRATIONNUMBER", "Customer.BILLINGPROFILE.DEFAULTADDRESS.PHONENUMBER"},
			[]string{"ORGANIZATIONREGISTRATIONNUMBER", "PHONENUMBER"}},
		{"embedded", jsonName, embeds{c},
			[]string{"embeds.Customer.companyProfile.organizationRegistrationNumber", "embeds.Customer.billingProfile.defaultAddress.phoneNumber"},
			[]string{"organizationRegistrationNumber", "phoneNumber"}},
		{"nested", jsonName, nests{"x", []*screening.Customer{c}},
			[]string{"nests.list[0].companyProfile.organizationRegistrationNumber", "nests.list[0].billingProfile.defaultAddress.phoneNumber"},
			[]string{"organizationRegistrationNumber", "phoneNumber"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			v := validator.New()
			require.NoError(t, screening.Register(v, countries.Latest()))
			if test.names != nil {
				v.RegisterTagNameFunc(test.names)
			}
			for range 2 {
				var errs validator.ValidationErrors
				require.ErrorAs(t, v.Struct(test.value), &errs)
				var namespaces, fields, tags, params []string
				var values []any
				for _, e := range errs {
					if len(screening.Violations(validator.ValidationErrors{e})) == 0 {
						continue // of the contract's tags
					}
					namespaces, fields = append(namespaces, e.Namespace()), append(fields, e.Field())
					tags, params, values = append(tags, e.Tag()), append(params, e.Param()), append(values, e.Value())
					assert.True(t, strings.HasSuffix(e.StructNamespace(), e.StructField()))
				}
				assert.Equal(t, test.namespaces, namespaces)
				assert.Equal(t, test.fields, fields)
				assert.Equal(t, []string{"registrationNumberInvalid", "phoneNumberMissing"}, tags)
				assert.Equal(t, []string{`AZ ^(\d{7}|\d{10})$`, "AZ"}, params)
				assert.Equal(t, []any{"12", ""}, values)
				found := screening.Violations(fmt.Errorf("sign-up 17: %w", errs))
				require.Len(t, found, 2)
				assert.Equal(t, pcerrors.Violation{Code: pcerrors.RegistrationNumberInvalid, Field: numberField, Country: "AZ", Pattern: `^(\d{7}|\d{10})$`}, found[0].Violation)
				assert.Equal(t, pcerrors.Violation{Code: pcerrors.PhoneNumberMissing, Field: phoneField, Country: "AZ"}, found[1].Violation)
				assert.Equal(t, test.namespaces, []string{found[0].FieldError.Namespace(), found[1].FieldError.Namespace()}, "each beside its field")
			}
		})
	}
}

// TestUndecidedIsAnOrdinaryFieldError: v.Struct returns nil only for what is
// accepted, and Violations leaves out what has no code.
func TestUndecidedIsAnOrdinaryFieldError(t *testing.T) {
	v := validator.New()
	v.SetTagName("binding") // without the contract's tags
	v.RegisterTagNameFunc(jsonName)
	require.NoError(t, screening.Register(v, countries.Latest()))
	for _, test := range []struct {
		value     any
		namespace string
		country   string
	}{
		{customer("Russia", "7707083893", "1"), "Customer.billingProfile.defaultAddress.country", "Russia"},
		{screening.Customer{}, "Customer.billingProfile.defaultAddress.country", ""},
		{screening.CustomerCompanyProfile{Address: &address.Address{Country: "UK"}}, "CustomerCompanyProfile.address.country", "UK"},
		{screening.CustomerBillingProfile{}, "CustomerBillingProfile.defaultAddress.country", ""},
		{struct {
			Who []screening.Customer `json:"who" binding:"dive"`
		}{[]screening.Customer{*customer("RU", "7707083893", "1"), *customer(" RU", "", "")}}, "who[1].billingProfile.defaultAddress.country", " RU"},
	} {
		err := v.Struct(test.value)
		var errs validator.ValidationErrors
		require.ErrorAs(t, err, &errs)
		require.Len(t, errs, 1)
		assert.Equal(t, "countryUnknown", errs[0].Tag())
		assert.Equal(t, "country", errs[0].Field())
		assert.Equal(t, test.namespace, errs[0].Namespace())
		assert.Equal(t, test.country, errs[0].Value())
		assert.Empty(t, errs[0].Param())
		assert.Empty(t, screening.Violations(err))
	}
	assert.NoError(t, v.Struct(customer("RU", "7707083893", "1")))
}

func TestRegisterUnderAnotherTag(t *testing.T) {
	for _, tag := range []string{"binding", "check"} {
		v := validator.New()
		v.SetTagName(tag)
		require.NoError(t, screening.Register(v, countries.Latest()))
		v.RegisterTagNameFunc(jsonName)
		for value, want := range map[any]string{
			customer("BY", "", "1"): "Customer.companyProfile.organizationRegistrationNumber",
			&screening.Customer{CompanyProfile: &screening.CustomerCompanyProfile{Address: &address.Address{}}}: "Customer.companyProfile.address.country",
			&screening.CustomerCompanyProfile{}: "CustomerCompanyProfile.address.country",
			&screening.CustomerBillingProfile{}: "CustomerBillingProfile.defaultAddress.country",
		} {
			var errs validator.ValidationErrors
			require.ErrorAs(t, v.Struct(value), &errs)
			require.Len(t, errs, 1, "the contract's tags are not read")
			assert.Equal(t, want, errs[0].Namespace())
		}
	}
}

func TestRegisterLeavesUnexportedFieldsAlone(t *testing.T) {
	type hides struct{ customer screening.Customer }
	v := validator.New(validator.WithPrivateFieldValidation())
	require.NoError(t, screening.Register(v, countries.Latest()))
	assert.NotPanics(t, func() {
		assert.Empty(t, violations(t, v, hides{*customer("RU", "", "")}))
		assert.Empty(t, violations(t, v, &hides{*customer("RU", "", "")}))
	})
}

func TestRegisterNeedsValidatorAndPolicy(t *testing.T) {
	assert.Error(t, screening.Register(nil, countries.Latest()))
	assert.Error(t, screening.Register(validator.New(), nil))
}

func TestViolationsLeavesOtherErrorsOut(t *testing.T) {
	c := customer("RU", "7707083893", "1")
	var errs validator.ValidationErrors
	require.ErrorAs(t, registered(t, countries.Latest()).Struct(c), &errs)
	assert.NotEmpty(t, errs, "e-mail, culture, language and domain are missing")
	assert.Empty(t, screening.Violations(errs))
	assert.Empty(t, screening.Violations(nil))
	assert.Empty(t, screening.Violations(stderrors.New("another")))
}

// TestViolationsOfAHostsOwnRule: a host may report our tags for fields of its own.
func TestViolationsOfAHostsOwnRule(t *testing.T) {
	type branch struct{ Phone string }
	v := registered(t, countries.Latest())
	v.RegisterStructValidation(func(level validator.StructLevel) {
		level.ReportError("", "Phone", "Phone", "phoneNumberMissing", "RU")
	}, branch{})
	var errs validator.ValidationErrors
	require.ErrorAs(t, v.Struct(branch{}), &errs)
	assert.Equal(t, []screening.FieldViolation{{FieldError: errs[0], Violation: pcerrors.Violation{Code: pcerrors.PhoneNumberMissing, Field: "phoneNumber", Country: "RU"}}}, screening.Violations(errs))
}

// BenchmarkRegister runs the structs' tags alone and with the country rules.
func BenchmarkRegister(b *testing.B) {
	c := customer("RU", "7707083893", "+74955005550")
	c.CompanyProfile.Domain = "volgadata.onmicrosoft.com"
	c.BillingProfile.Email, c.BillingProfile.Culture = "it@volgadata.example", "ru-RU"
	c.BillingProfile.Language, c.BillingProfile.CompanyName = "ru", "Volga Data OOO"
	for _, bench := range []struct {
		name      string
		validator *validator.Validate
	}{
		{"tags", validator.New(validator.WithRequiredStructEnabled())},
		{"tags and rules", registered(b, countries.Latest())},
	} {
		require.NoError(b, bench.validator.Struct(c))
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = bench.validator.Struct(c)
			}
		})
	}
}
