package screening

import (
	stderrors "errors"
	"reflect"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
)

// tags name the broken rule in a validator.FieldError, one for each code.
var tags = [...]struct {
	name string
	code errors.Code
}{
	{"registrationNumberNotSupported", errors.RegistrationNumberNotSupported},
	{"registrationNumberMissing", errors.RegistrationNumberMissing},
	{"registrationNumberInvalid", errors.RegistrationNumberInvalid},
	{"phoneNumberMissing", errors.PhoneNumberMissing},
}

// undecidedTag is the tag of the country's field where the customer cannot be
// judged.
const undecidedTag = "countryUnknown"

// Register puts a policy's rules into a host's own validator, so that its
// v.Struct reports them for a [Customer], for a [CustomerCompanyProfile] or
// [CustomerBillingProfile] without one, and for any struct of the host's that
// embeds or nests these. What is reported is what [Screener.Screen] and
// [Screener.ScreenProfile] find; of a billing profile alone only the phone
// number can be judged. So v.Struct returns nil only for what is accepted.
//
// The tags of the field errors are registrationNumberNotSupported,
// registrationNumberMissing, registrationNumberInvalid and phoneNumberMissing;
// their parameter is the country and, for an invalid number, the expression:
// "AZ ^(\d{7}|\d{10})$". The tag countryUnknown, on the country's field, says
// that nobody can judge the customer: the country is not given or is no
// country code. Field names are the host's, if it registered a tag-name
// function.
//
// Like every registration of validator/v10 it is not safe for concurrent use
// and belongs before the first validation, and it replaces an earlier struct
// validation of the three types. Rules are not applied to unexported fields.
// An error comes back where v or policy is nil.
func Register(v *validator.Validate, policy *countries.Policy) error {
	if v == nil || policy == nil {
		return stderrors.New("screening: Register needs a validator and a policy, for example countries.Latest()")
	}
	r := &registration{screener: New(policy), hostNames: registerNames(v)}
	v.RegisterStructValidation(r.customer, Customer{})
	v.RegisterStructValidation(r.companyProfile, CustomerCompanyProfile{})
	v.RegisterStructValidation(r.billingProfile, CustomerBillingProfile{})
	v.RegisterStructValidation(reportFinding, finding{})
	return nil
}

// registration is what the struct validations of one host share.
type registration struct {
	screener  *Screener
	hostNames func() map[string]string
}

func (r *registration) customer(level validator.StructLevel) {
	if c := current[Customer](level); c != nil {
		r.report(level, r.screener.Screen(c), c.number(), c.Country())
	}
}

func (r *registration) companyProfile(level validator.StructLevel) {
	if p := current[CustomerCompanyProfile](level); p != nil && !inCustomer(level) {
		r.report(level, r.screener.ScreenProfile(p), p.number(), p.address().Country)
	}
}

func (r *registration) billingProfile(level validator.StructLevel) {
	if p := current[CustomerBillingProfile](level); p != nil && !inCustomer(level) {
		r.report(level, r.screener.screenBillingProfile(p), "", p.address().Country)
	}
}

// inCustomer reports whether a profile is validated as part of a customer,
// which is judged as a whole.
func inCustomer(level validator.StructLevel) bool {
	return level.Parent().Type() == reflect.TypeFor[Customer]()
}

// current returns the struct that is being validated, without a copy where
// its address is known, or nil where an unexported field holds it.
func current[T any](level validator.StructLevel) *T {
	value := level.Current()
	switch {
	case !value.CanInterface():
		return nil
	case value.CanAddr():
		return value.Addr().Interface().(*T)
	default:
		resource := value.Interface().(T)
		return &resource
	}
}

// report adds to the errors of the validation what the screener found of a
// number and a country.
func (r *registration) report(level validator.StructLevel, err error, number, country string) {
	switch err := err.(type) {
	case *errors.Undecided:
		r.reportField(level, err.Field, finding{value: country, tag: undecidedTag})
	case *errors.Rejection:
		for _, violation := range err.Violations {
			f := finding{value: number, tag: tagOf(violation.Code), param: param(violation)}
			if violation.Code == errors.PhoneNumberMissing {
				f.value = ""
			}
			r.reportField(level, violation.Field, f)
		}
	}
}

// reportField adds one error, under the host's names of the fields of a path.
func (r *registration) reportField(level validator.StructLevel, field string, f finding) {
	var parents, structParents strings.Builder
	path := strings.Split(field, ".")
	for i, jsonName := range path {
		f.structName = structName(jsonName)
		f.name = r.hostNames()[f.structName]
		if i < len(path)-1 {
			if f.name != "" {
				parents.WriteString(f.name + ".")
			}
			structParents.WriteString(f.structName + ".")
		}
	}
	// A validation of its own, so that the error's Field is the last name of the path.
	var found validator.ValidationErrors
	if stderrors.As(level.Validator().Struct(f), &found) {
		level.ReportValidationErrors(parents.String(), structParents.String(), found)
	}
}

// finding is one error to be reported. Its type has no name, because validator
// puts the name of a type in front of the names of its fields.
type finding = struct{ value, name, structName, tag, param string }

func reportFinding(level validator.StructLevel) {
	f := level.Current().Interface().(finding)
	level.ReportError(f.value, f.name, f.structName, f.tag, f.param)
}

// names has the name of every field on the path to what is screened.
type names = struct {
	CompanyProfile                 string `json:"companyProfile"`
	OrganizationRegistrationNumber string `json:"organizationRegistrationNumber"`
	Address                        string `json:"address"`
	BillingProfile                 string `json:"billingProfile"`
	DefaultAddress                 string `json:"defaultAddress"`
	PhoneNumber                    string `json:"phoneNumber"`
	Country                        string `json:"country"`
}

// registerNames returns a function that tells how the host calls our fields.
// A validator does not give its tag-name function away, but it names the
// fields of the errors it finds.
func registerNames(v *validator.Validate) func() map[string]string {
	v.RegisterStructValidationMapRules(map[string]string{
		"CompanyProfile":                 "required",
		"OrganizationRegistrationNumber": "required",
		"Address":                        "required",
		"BillingProfile":                 "required",
		"DefaultAddress":                 "required",
		"PhoneNumber":                    "required",
		"Country":                        "required",
	}, names{})
	return sync.OnceValue(func() map[string]string {
		hostNames := make(map[string]string)
		var found validator.ValidationErrors
		stderrors.As(v.Struct(names{}), &found)
		for _, fieldError := range found {
			hostNames[fieldError.StructField()] = fieldError.Field()
		}
		return hostNames
	})
}

// structName returns the Go name of a screened field or of a parent of one.
func structName(jsonName string) string {
	return strings.ToUpper(jsonName[:1]) + jsonName[1:]
}

func tagOf(code errors.Code) string {
	for _, tag := range tags {
		if tag.code == code {
			return tag.name
		}
	}
	return ""
}

// param writes what a violation says beyond its code, "AZ ^(\d{7}|\d{10})$".
func param(v errors.Violation) string {
	if v.Pattern == "" {
		return v.Country
	}
	return v.Country + " " + v.Pattern
}

// paths are the fields that violations name, the longest before its suffixes.
var paths = [...]string{
	customerFields.number,
	customerFields.phone,
	companyProfileFields.number,
	companyProfileFields.phone,
	billingProfileFields.phone,
}

// FieldViolation is a violation beside the validator's error that reports it,
// so that a form finds its input and a slice its element. The zero value is
// not returned.
type FieldViolation struct {
	FieldError validator.FieldError // with the host's names
	Violation  errors.Violation     // with the path in our own resources, whatever the host nests them in
}

// Violations returns the violations that the rules of [Register] reported, in
// their order. It takes what v.Struct returned, wrapped or not, and leaves out
// errors of other rules. It leaves out what is undecided too, the tag
// countryUnknown: an empty result is no acceptance, nil of v.Struct is.
func Violations(err error) []FieldViolation {
	var errs validator.ValidationErrors
	stderrors.As(err, &errs)
	var violations []FieldViolation
	for _, fieldError := range errs {
		for _, tag := range tags {
			if fieldError.Tag() != tag.name {
				continue
			}
			country, pattern, _ := strings.Cut(fieldError.Param(), " ")
			violations = append(violations, FieldViolation{fieldError, errors.Violation{
				Code:    tag.code,
				Field:   fieldOf(fieldError.StructNamespace()),
				Country: country,
				Pattern: pattern,
			}})
		}
	}
	return violations
}

// fieldOf returns the path that a namespace of Go names ends in.
func fieldOf(structNamespace string) string {
	for _, path := range paths {
		if strings.HasSuffix(strings.ToLower(structNamespace), "."+strings.ToLower(path)) {
			return path
		}
	}
	return ""
}
