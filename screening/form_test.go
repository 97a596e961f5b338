package screening_test

import (
	"database/sql"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// The structs of hosts, one for each way to hold the texts of a customer.
type (
	text string

	flatSignup struct {
		Company string `json:"company" validate:"required"`
		Country string `json:"country" partnercenter:"country"`
		TaxID   string `json:"taxId" validate:"max=20" partnercenter:"organizationRegistrationNumber"`
		Phone   string `json:"phone" partnercenter:"phoneNumber"`
		Middle  string `json:"middle" partnercenter:"middleName"`
	}
	namedSignup struct {
		TaxID   text `json:"taxId" partnercenter:"organizationRegistrationNumber"`
		Phone   text `json:"phone" partnercenter:"phoneNumber"`
		Country text `json:"country" partnercenter:"country"`
	}
	pointerSignup struct {
		Country *string `json:"country" partnercenter:"country"`
		TaxID   **text  `json:"taxId" partnercenter:"organizationRegistrationNumber"`
		Phone   *string `json:"phone" partnercenter:"phoneNumber"`
	}
	sqlSignup struct {
		Country sql.NullString  `json:"country" partnercenter:"country"`
		TaxID   sql.Null[text]  `json:"taxId" partnercenter:"organizationRegistrationNumber"`
		Phone   *sql.NullString `json:"phone" partnercenter:"phoneNumber"`
	}

	office struct {
		Land  string `json:"land" partnercenter:"country"`
		Phone string `json:"phone" partnercenter:"phoneNumber"`
	}
	company struct {
		TaxID  string `json:"taxId" partnercenter:"organizationRegistrationNumber"`
		Office office `json:"office"`
	}
	nestedSignup struct {
		Seller  struct{ Country text }
		Company *company `json:"company"`
	}

	base struct {
		Country string `json:"country" partnercenter:"country"`
	}
	Contact struct {
		Phone string `json:"phone" partnercenter:"phoneNumber"`
	}
	embeddingSignup struct {
		base
		*Contact `json:"contact"`
		TaxID    string `json:"taxId" partnercenter:"organizationRegistrationNumber"`
	}
	recursiveSignup struct {
		Parent  *recursiveSignup
		Others  []recursiveSignup
		Company struct{ Owner *recursiveSignup }
		Country string `json:"country" partnercenter:"country"`
		TaxID   string `json:"taxId" partnercenter:"organizationRegistrationNumber"`
		Phone   string `json:"phone" partnercenter:"phoneNumber"`
	}

	// Each leads to the other.
	circleOwner struct {
		Country string `json:"country" partnercenter:"country"`
		TaxID   string `json:"taxId" partnercenter:"organizationRegistrationNumber"`
		Company *circleCompany
	}
	circleCompany struct {
		Owner *circleOwner
		Name  string
	}
)

func orNil(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// hosts make each of these structs, and say how its fields are called in Go
// and in JSON.
var hosts = []struct {
	name                   string
	of                     func(country, number, phone string) any
	country, number, phone string
	names                  *strings.Replacer
}{
	{"flat", func(c, n, p string) any { return flatSignup{"x", c, n, p, ""} },
		"Country", "TaxID", "Phone", nil},
	{"named strings", func(c, n, p string) any { return &namedSignup{text(n), text(p), text(c)} },
		"Country", "TaxID", "Phone", nil},
	{"pointers", func(c, n, p string) any {
		number := (**text)(nil)
		if n != "" {
			number = new(new(text(n)))
		}
		return &pointerSignup{orNil(c), number, orNil(p)}
	}, "Country", "TaxID", "Phone", nil},
	{"database/sql", func(c, n, p string) any {
		return sqlSignup{sql.NullString{String: c, Valid: true}, sql.Null[text]{V: text(n), Valid: n != ""}, &sql.NullString{String: p, Valid: p != ""}}
	}, "Country", "TaxID", "Phone", nil},
	{"database/sql, null", func(c, n, p string) any {
		s := sqlSignup{Country: sql.NullString{String: "RU"}, TaxID: sql.Null[text]{V: "1"}}
		if c+n+p != "" {
			s = sqlSignup{sql.NullString{String: c, Valid: true}, sql.Null[text]{V: text(n), Valid: true}, &sql.NullString{String: p, Valid: true}}
		}
		return &s
	}, "Country", "TaxID", "Phone", nil},
	{"nested", func(c, n, p string) any {
		if c+n+p == "" {
			return nestedSignup{}
		}
		return nestedSignup{Company: &company{n, office{c, p}}}
	}, "Company.Office.Land", "Company.TaxID", "Company.Office.Phone", strings.NewReplacer("Company", "company", "Office", "office", "Land", "land")},
	{"embedded", func(c, n, p string) any {
		s := embeddingSignup{base: base{c}, TaxID: n}
		if p != "" {
			s.Contact = &Contact{p}
		}
		return s
	}, "base.Country", "TaxID", "Contact.Phone", strings.NewReplacer("Contact", "contact")},
	{"recursive", func(c, n, p string) any { return &recursiveSignup{Country: c, TaxID: n, Phone: p} },
		"Country", "TaxID", "Phone", nil},
}

// inJSON are the JSON names of the fields, by their Go names.
var inJSON = strings.NewReplacer("Country", "country", "TaxID", "taxId", "Phone", "phone")

func typeName(value any) string {
	typ := reflect.TypeOf(value)
	if typ.Kind() == reflect.Pointer {
		typ = typ.Elem()
	}
	return typ.Name()
}

// TestHostStructsAgreeWithScreen is the matrix of structs, tag-name functions
// and ways to register: never does v.Struct disagree with Screen, and errors
// are the host's own.
func TestHostStructsAgreeWithScreen(t *testing.T) {
	viaRegister := func(v *validator.Validate, policy *countries.Policy, value any) error {
		return screening.Register(v, policy, value)
	}
	viaStructRules := func(v *validator.Validate, policy *countries.Policy, value any) error {
		rules, err := screening.StructRules(policy, value)
		v.RegisterStructValidation(func(level validator.StructLevel) { rules(level) }, value)
		return err
	}
	for _, host := range hosts {
		json := func(goPath string) string {
			if host.names != nil {
				goPath = host.names.Replace(goPath)
			}
			return inJSON.Replace(goPath)
		}
		for _, names := range []struct {
			name string
			of   validator.TagNameFunc
			path func(goPath string) string
		}{
			{"Go", nil, func(goPath string) string { return goPath }},
			{"JSON", jsonName, json},
			{"own", func(f reflect.StructField) string { return "(" + f.Name + ")" }, func(goPath string) string {
				return "(" + strings.Join(strings.Split(goPath, "."), ").(") + ")"
			}},
		} {
			for way, register := range map[string]func(*validator.Validate, *countries.Policy, any) error{"Register": viaRegister, "StructRules": viaStructRules} {
				t.Run(host.name+"/"+names.name+"/"+way, func(t *testing.T) {
					for policy := range countries.Policies() {
						v := validator.New()
						if names.of != nil {
							v.RegisterTagNameFunc(names.of)
						}
						require.NoError(t, register(v, policy, host.of("", "", "")))
						for _, country := range []string{"RU", "az", "US", "", "Russia"} {
							for _, number := range []string{"", "7707083893", "12", " "} {
								for _, phone := range []string{"", "+7"} {
									value := host.of(country, number, phone)
									customer, err := screening.CustomerOf(value)
									require.NoError(t, err)
									assert.Equal(t, []string{country, number, phone}, []string{customer.Country(),
										customer.CompanyProfile.OrganizationRegistrationNumber, customer.BillingProfile.DefaultAddress.PhoneNumber})

									var want []string
									for _, violation := range screened(t, screening.New(policy).Screen(customer)) {
										goPath, of := host.number, strings.ToUpper(country)
										switch violation.Code {
										case 0:
											goPath, of = host.country, ""
										case pcerrors.PhoneNumberMissing:
											goPath = host.phone
										}
										if violation.Pattern != "" {
											of += " " + violation.Pattern
										}
										path := names.path(goPath)
										if goPath == "base.Country" && names.name == "own" {
											path = "base.(Country)" // no field can be made that looks like one that is not exported
										}
										field := path[strings.LastIndex(path, ".")+1:]
										if way == "StructRules" {
											field = path
										}
										want = append(want, fmt.Sprintf("%s.%s %s %s.%s %d %s", typeName(value), path, field, typeName(value), goPath, violation.Code, of))
									}
									var found []string
									if err := v.Struct(value); err != nil {
										codes := make(map[validator.FieldError]pcerrors.Code)
										for _, violation := range screening.Violations(err) {
											codes[violation.FieldError] = violation.Violation.Code
										}
										for _, e := range err.(validator.ValidationErrors) {
											found = append(found, fmt.Sprintf("%s %s %s %d %s", e.Namespace(), e.Field(), e.StructNamespace(), codes[e], e.Param()))
										}
									}
									assert.Equal(t, want, found, "%s: %q %q %q", policy, country, number, phone)
								}
							}
						}
					}
				})
			}
		}
	}
}

// TestHostStructsWhereverTheyAre: validator/v10 calls the rules for the type.
func TestHostStructsWhereverTheyAre(t *testing.T) {
	v := validator.New()
	v.RegisterTagNameFunc(jsonName)
	require.NoError(t, screening.Register(v, countries.Latest(), &flatSignup{}))
	bad, good := flatSignup{"x", "AZ", "12", "1", ""}, flatSignup{"x", "AZ", "1234567", "1", ""}
	type embeds struct{ flatSignup }
	for _, test := range []struct {
		name      string
		value     any
		namespace string
	}{
		{"pointer", &bad, "flatSignup.taxId"},
		{"embedded", embeds{bad}, "embeds.flatSignup.taxId"},
		{"nested", &struct {
			Who *flatSignup `json:"who"`
		}{&bad}, "who.taxId"},
		{"slice", struct {
			Who []*flatSignup `json:"who" validate:"dive"`
		}{[]*flatSignup{&good, &bad}}, "who[1].taxId"},
		{"map", struct {
			Who map[string]flatSignup `json:"who" validate:"dive"`
		}{map[string]flatSignup{"ours": good, "theirs": bad}}, "who[theirs].taxId"},
		{"interface", struct {
			Who any `json:"who"`
		}{bad}, "who.taxId"},
	} {
		t.Run(test.name, func(t *testing.T) {
			found := screening.Violations(v.Struct(test.value))
			require.Len(t, found, 1)
			assert.Equal(t, test.namespace, found[0].FieldError.Namespace())
			assert.Equal(t, "12", found[0].FieldError.Value())
			assert.Equal(t, pcerrors.Violation{Code: pcerrors.RegistrationNumberInvalid, Field: "organizationRegistrationNumber", Country: "AZ", Pattern: `^(\d{7}|\d{10})$`}, found[0].Violation)
		})
	}
}

func TestHostStructsWithoutNumberOrPhone(t *testing.T) {
	type caller struct {
		Country string `partnercenter:"country"`
		Phone   string `partnercenter:"phoneNumber"`
	}
	type registrant struct {
		Country string `partnercenter:"country"`
		Number  string `partnercenter:"organizationRegistrationNumber"`
	}
	v := validator.New()
	require.NoError(t, screening.Register(v, countries.Latest(), caller{}, registrant{}))
	assert.NoError(t, v.Struct(caller{"RU", "1"}))
	assert.NoError(t, v.Struct(registrant{"RU", "7707083893"}))
	assert.ErrorContains(t, v.Struct(caller{"RU", ""}), "'caller.Phone' Error:Field validation for 'Phone' failed on the 'phoneNumberMissing' tag")
	assert.ErrorContains(t, v.Struct(registrant{"RU", ""}), "'registrant.Number' Error:Field validation for 'Number' failed on the 'registrationNumberMissing' tag")
	assert.ErrorContains(t, v.Struct(registrant{}), "countryUnknown")
}

// TestACircleOfTypes is read from any of them.
func TestACircleOfTypes(t *testing.T) {
	for _, value := range []any{circleOwner{Country: "RU"}, circleCompany{Owner: &circleOwner{Country: "RU"}}, &struct{ Company circleCompany }{circleCompany{Owner: &circleOwner{Country: "RU"}}}} {
		v := validator.New()
		require.NoError(t, screening.Register(v, countries.Latest(), value))
		found := screening.Violations(v.Struct(value))
		require.Len(t, found, 1)
		assert.Equal(t, pcerrors.RegistrationNumberMissing, found[0].Violation.Code)
	}
}

// TestATypeAndItsHolder are not both registered, since each would report what
// is wrong; either alone reports it once.
func TestATypeAndItsHolder(t *testing.T) {
	type embeds struct{ flatSignup }
	type holds struct{ Inner struct{ Who *flatSignup } }
	bad := flatSignup{"x", "AZ", "12", "1", ""}
	for _, outer := range []any{embeds{bad}, &holds{struct{ Who *flatSignup }{&bad}}} {
		for _, types := range [][]any{{flatSignup{}, outer}, {outer, &flatSignup{}}} {
			err := screening.Register(validator.New(), countries.Latest(), types...)
			assert.ErrorContains(t, err, " has its fields in screening_test.flatSignup: register one of the two")
		}
		for _, one := range []any{flatSignup{}, outer} {
			v := validator.New()
			require.NoError(t, screening.Register(v, countries.Latest(), one, one))
			assert.Len(t, screening.Violations(v.Struct(outer)), 1)
		}
	}
}

func TestHostStructsThatCannotBeRegistered(t *testing.T) {
	type tagged = struct {
		Country string `partnercenter:"country"`
		Phone   string `partnercenter:"phoneNumber"`
	}
	type noCountry struct {
		Phone string `partnercenter:"phoneNumber"`
	}
	type onlyCountry struct {
		Country string `partnercenter:"country"`
		Middle  string `partnercenter:"middleName"`
	}
	type twoCountries struct {
		Country string `partnercenter:"country"`
		Billing struct {
			Land string `partnercenter:"country"`
		}
	}
	type twoPeople struct{ Buyer, Seller *tagged }
	type twoInACircle struct {
		Owner   *circleOwner
		Company *circleCompany
	}
	type holder struct {
		Since int
		Who   *tagged
		Until int
	}
	type twoHolders struct{ Buyer, Seller holder }
	type unexported struct {
		tagged
		number string `partnercenter:"organizationRegistrationNumber"`
	}
	type inUnexported struct{ who tagged }
	type embedsText struct {
		text `partnercenter:"country"`
	}
	type unknown struct {
		Nation string `partnercenter:"nation"`
	}
	type number struct {
		TaxID int `partnercenter:"organizationRegistrationNumber"`
	}
	type list struct {
		TaxID []string `partnercenter:"organizationRegistrationNumber"`
	}
	type pair struct {
		TaxID struct{ Text, Valid string } `partnercenter:"organizationRegistrationNumber"`
	}
	type other struct {
		TaxID struct {
			Text string
			OK   bool
		} `partnercenter:"organizationRegistrationNumber"`
	}
	type triple struct {
		TaxID *struct {
			Text  string
			Valid bool
			Since int
		} `partnercenter:"organizationRegistrationNumber"`
	}
	const badType = " is neither a string, nor a struct of a string and Valid such as sql.NullString, nor a pointer to one of them"
	for _, test := range []struct {
		value any
		want  string
	}{
		{nil, "nil is not a struct whose fields can be screened"},
		{"AZ", "string is not a struct whose fields can be screened"},
		{[]flatSignup{}, "[]screening_test.flatSignup is not a struct whose fields can be screened"},
		{struct{}{}, `struct {} has no field with the tag partnercenter:"country", and nothing can be judged without a country`},
		{screening.Customer{}, `screening.Customer has no field with the tag partnercenter:"country", and nothing can be judged without a country`},
		{&noCountry{}, `screening_test.noCountry has no field with the tag partnercenter:"country", and nothing can be judged without a country`},
		{onlyCountry{}, `screening_test.onlyCountry has no field with the tag partnercenter:"organizationRegistrationNumber" or partnercenter:"phoneNumber", so there is nothing to judge`},
		{twoCountries{}, `screening_test.twoCountries.Billing.Land has the tag partnercenter:"country", and so has Country`},
		{twoPeople{}, `screening_test.twoPeople.Seller.Country has the tag partnercenter:"country", and so has Buyer.Country`},
		{twoInACircle{}, `screening_test.twoInACircle.Company.Owner.Country has the tag partnercenter:"country", and so has Owner.Country`},
		{twoHolders{}, `screening_test.twoHolders.Seller.Who.Country has the tag partnercenter:"country", and so has Buyer.Who.Country`},
		{unexported{number: ""}, `screening_test.unexported.number has the tag partnercenter:"organizationRegistrationNumber", but it cannot be read: number is not exported`},
		{inUnexported{who: tagged{}}, `screening_test.inUnexported.who.Country has the tag partnercenter:"country", but it cannot be read: who is not exported`},
		{embedsText{text: "RU"}, `screening_test.embedsText.text has the tag partnercenter:"country", but it cannot be read: text is not exported`},
		{unknown{}, `screening_test.unknown.Nation has the tag partnercenter:"nation", but there are only country, organizationRegistrationNumber, phoneNumber, middleName`},
		{number{}, `screening_test.number.TaxID has the tag partnercenter:"organizationRegistrationNumber", but its type int` + badType},
		{list{}, `screening_test.list.TaxID has the tag partnercenter:"organizationRegistrationNumber", but its type []string` + badType},
		{pair{}, `screening_test.pair.TaxID has the tag partnercenter:"organizationRegistrationNumber", but its type struct { Text string; Valid string }` + badType},
		{other{}, `screening_test.other.TaxID has the tag partnercenter:"organizationRegistrationNumber", but its type struct { Text string; OK bool }` + badType},
		{triple{}, `screening_test.triple.TaxID has the tag partnercenter:"organizationRegistrationNumber", but its type *struct { Text string; Valid bool; Since int }` + badType},
	} {
		v := validator.New()
		assert.EqualError(t, screening.Register(v, countries.Latest(), flatSignup{}, test.value), "screening: "+test.want)
		assert.NoError(t, v.Struct(flatSignup{Company: "x"}), "nothing is registered")
		_, err := screening.StructRules(countries.Latest(), test.value)
		assert.EqualError(t, err, "screening: "+test.want)
		_, err = screening.CustomerOf(test.value)
		assert.EqualError(t, err, "screening: "+test.want)
	}
	_, err := screening.StructRules(nil, flatSignup{})
	assert.EqualError(t, err, "screening: StructRules needs a policy, for example countries.Latest()")
}

// TestLaterStructValidationSwitchesTheRulesOff is what the documentation warns
// of, and StructRules the way out.
func TestLaterStructValidationSwitchesTheRulesOff(t *testing.T) {
	nameless := func(level validator.StructLevel) {
		if level.Current().Interface().(flatSignup).Company == "nameless" {
			level.ReportError("nameless", "Company", "Company", "named", "")
		}
	}
	signup := flatSignup{"nameless", "RU", "12", "", ""}
	tagsOf := func(v *validator.Validate) (tags []string) {
		for _, e := range v.Struct(signup).(validator.ValidationErrors) {
			tags = append(tags, e.Tag())
		}
		return tags
	}

	v := validator.New()
	v.RegisterStructValidation(nameless, flatSignup{})
	require.NoError(t, screening.Register(v, countries.Latest(), flatSignup{}))
	assert.Equal(t, []string{"registrationNumberInvalid", "phoneNumberMissing"}, tagsOf(v), "the host's own is replaced")

	v = validator.New()
	require.NoError(t, screening.Register(v, countries.Latest(), flatSignup{}))
	v.RegisterStructValidation(nameless, flatSignup{})
	assert.Equal(t, []string{"named"}, tagsOf(v), "the rules are switched off")

	v = validator.New()
	rules, err := screening.StructRules(countries.Latest(), flatSignup{})
	require.NoError(t, err)
	v.RegisterStructValidation(func(level validator.StructLevel) {
		nameless(level)
		rules(level)
	}, flatSignup{})
	assert.Equal(t, []string{"named", "registrationNumberInvalid", "phoneNumberMissing"}, tagsOf(v))
}

// TestStructRulesAfterRegister: with Register before, nothing is missing from
// the names, whatever tag the validator reads.
func TestStructRulesAfterRegister(t *testing.T) {
	rules, err := screening.StructRules(countries.Latest(), nestedSignup{})
	require.NoError(t, err)
	for _, registerFirst := range []bool{true, false} {
		v := validator.New()
		v.SetTagName("check")
		v.RegisterTagNameFunc(jsonName)
		if registerFirst {
			require.NoError(t, screening.Register(v, countries.Latest(), nestedSignup{}))
		}
		v.RegisterStructValidation(rules, nestedSignup{})
		var errs validator.ValidationErrors
		require.ErrorAs(t, v.Struct(nestedSignup{Company: &company{"12", office{"AZ", "1"}}}), &errs)
		require.Len(t, errs, 1)
		if registerFirst {
			assert.Equal(t, "nestedSignup.company.taxId taxId", errs[0].Namespace()+" "+errs[0].Field())
			assert.Equal(t, "nestedSignup.Company.TaxID TaxID", errs[0].StructNamespace()+" "+errs[0].StructField())
		} else {
			assert.Equal(t, "nestedSignup.Company.TaxID Company.TaxID", errs[0].Namespace()+" "+errs[0].Field())
		}
	}
}

// TestFiltersLeaveNoRuleOut: a struct validation is not told what is filtered.
func TestFiltersLeaveNoRuleOut(t *testing.T) {
	v := validator.New()
	require.NoError(t, screening.Register(v, countries.Latest(), flatSignup{}))
	signup := flatSignup{"", "RU", "", "", ""}
	for name, err := range map[string]error{
		"StructPartial":  v.StructPartial(signup, "Country"),
		"StructExcept":   v.StructExcept(signup, "Company", "TaxID", "Phone"),
		"StructFiltered": v.StructFiltered(signup, func([]byte) bool { return true }),
	} {
		var codes []pcerrors.Code
		for _, found := range screening.Violations(err) {
			codes = append(codes, found.Violation.Code)
		}
		assert.Equal(t, []pcerrors.Code{pcerrors.RegistrationNumberMissing, pcerrors.PhoneNumberMissing}, codes, name)
		assert.Len(t, err, 2, "%s: the field's own rule is left out", name)
	}
}

func TestValuesOfFieldErrorsAreTheHosts(t *testing.T) {
	v := validator.New()
	require.NoError(t, screening.Register(v, countries.Latest(), pointerSignup{}, sqlSignup{}, embeddingSignup{}))
	for _, test := range []struct {
		value any
		want  []any
	}{
		{pointerSignup{orNil("RU"), new(new(text("12"))), nil}, []any{text("12"), (*string)(nil)}},
		{pointerSignup{}, []any{(*string)(nil)}},
		{sqlSignup{Country: sql.NullString{String: "RU", Valid: true}}, []any{sql.Null[text]{}, (*sql.NullString)(nil)}},
		{embeddingSignup{base: base{"RU"}, TaxID: "12"}, []any{"12", ""}},
	} {
		var values []any
		for _, e := range v.Struct(test.value).(validator.ValidationErrors) {
			values = append(values, e.Value())
		}
		assert.Equal(t, test.want, values)
	}
}

func TestHostStructsInUnexportedFields(t *testing.T) {
	type hides struct{ who pointerSignup }
	v := validator.New(validator.WithPrivateFieldValidation())
	require.NoError(t, screening.Register(v, countries.Latest(), pointerSignup{}))
	found := screening.Violations(v.Struct(&hides{pointerSignup{Country: new("RU"), TaxID: new(new(text("12")))}}))
	require.Len(t, found, 2)
	assert.Equal(t, "hides.who.TaxID", found[0].FieldError.Namespace())
	assert.Equal(t, "12", found[0].FieldError.Value())
}

// TestBlankNames: a host may leave the name of an embedded struct out of its
// namespaces.
func TestBlankNames(t *testing.T) {
	v := validator.New(validator.WithTagNameFuncBlankOmit())
	v.RegisterTagNameFunc(func(f reflect.StructField) string {
		if f.Name == "Company" || f.Name == "Office" {
			return ""
		}
		return f.Name
	})
	require.NoError(t, screening.Register(v, countries.Latest(), nestedSignup{}))
	var errs validator.ValidationErrors
	require.ErrorAs(t, v.Struct(nestedSignup{Company: &company{"1234567", office{"AZ", ""}}}), &errs)
	require.Len(t, errs, 1)
	assert.Equal(t, "nestedSignup.Phone Phone", errs[0].Namespace()+" "+errs[0].Field())
	assert.Equal(t, "nestedSignup.Company.Office.Phone Phone", errs[0].StructNamespace()+" "+errs[0].StructField())
}

// TestCustomerOfIsInspected: advisories and suggestions come back for the
// host's fields.
func TestCustomerOfIsInspected(t *testing.T) {
	customer, err := screening.CustomerOf(&flatSignup{Country: "RU", TaxID: "ИНН 7707083893", Phone: "none", Middle: "Test"})
	require.NoError(t, err)
	report := screening.New(countries.Latest(), screening.WithoutRules("contract.required")).Inspect(customer)
	var found []string
	for _, a := range report.Advisories {
		found = append(found, a.Rule+" "+a.Field[strings.LastIndex(a.Field, ".")+1:]+" "+a.Suggestion)
	}
	assert.Equal(t, []string{
		"registrationNumber.characters organizationRegistrationNumber 7707083893",
		"phoneNumber.noDigits phoneNumber ",
		"middleName.placeholder middleName ",
	}, found)
}

func TestCustomerOfNothing(t *testing.T) {
	for _, value := range []any{flatSignup{}, (*flatSignup)(nil), (**flatSignup)(nil), new((*flatSignup)(nil))} {
		customer, err := screening.CustomerOf(value)
		require.NoError(t, err)
		assert.Empty(t, customer.Country())
		assert.Error(t, screening.New(countries.Latest()).Screen(customer))
	}
}

func TestHostStructsConcurrently(t *testing.T) {
	rules, err := screening.StructRules(countries.Latest(), nestedSignup{})
	require.NoError(t, err)
	v := validator.New()
	require.NoError(t, screening.Register(v, countries.Latest(), flatSignup{}))
	v.RegisterStructValidation(rules, nestedSignup{})
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			for range 20 {
				assert.Len(t, screening.Violations(v.Struct(flatSignup{Country: "RU"})), 2)
				assert.Len(t, screening.Violations(v.Struct(nestedSignup{Company: &company{Office: office{Land: "RU"}}})), 2)
				customer, err := screening.CustomerOf(recursiveSignup{Country: "RU"})
				assert.NoError(t, err)
				assert.Equal(t, "RU", customer.Country())
			}
		})
	}
	group.Wait()
}

// signups are accepted structs of a host, one that has rules of its own and one
// that has none, for which v.Struct does least.
var signups = []struct {
	name  string
	value any
}{
	{"with rules of its own", &flatSignup{"Volga Data", "RU", "7707083893", "+74955005550", ""}},
	{"without", &namedSignup{"7707083893", "+74955005550", "RU"}},
}

// structLevel is what a struct validation is called with, for a struct that is
// accepted.
type structLevel struct {
	validator.StructLevel
	current reflect.Value
}

func (l structLevel) Current() reflect.Value { return l.current }

// TestAcceptedHostStructsAllocateNothing beyond what v.Struct does, whose pool
// makes that a matter of chance under the race detector.
func TestAcceptedHostStructsAllocateNothing(t *testing.T) {
	for _, signup := range signups {
		rules, err := screening.StructRules(countries.Latest(), signup.value)
		require.NoError(t, err)
		var level validator.StructLevel = structLevel{current: reflect.ValueOf(signup.value).Elem()}
		assert.Zero(t, testing.AllocsPerRun(100, func() { rules(level) }), signup.name)
	}
}

// BenchmarkRegisterHostStruct runs v.Struct of a host's own struct without the
// country rules and with them: the goal is 1.2 times the time.
func BenchmarkRegisterHostStruct(b *testing.B) {
	for _, signup := range signups {
		without, with := validator.New(), validator.New()
		require.NoError(b, screening.Register(with, countries.Latest(), signup.value))
		for _, bench := range []struct {
			name      string
			validator *validator.Validate
		}{{"tags alone", without}, {"tags and rules", with}} {
			require.NoError(b, bench.validator.Struct(signup.value))
			b.Run(signup.name+"/"+bench.name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					_ = bench.validator.Struct(signup.value)
				}
			})
		}
	}
}
