package screening

import (
	"cmp"
	"errors"
	"reflect"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
)

// tags name the broken rule in a validator.FieldError, one for each code.
var tags = [...]struct {
	name string
	code pcerrors.Code
}{
	{"registrationNumberNotSupported", pcerrors.RegistrationNumberNotSupported},
	{"registrationNumberMissing", pcerrors.RegistrationNumberMissing},
	{"registrationNumberInvalid", pcerrors.RegistrationNumberInvalid},
	{"phoneNumberMissing", pcerrors.PhoneNumberMissing},
}

// undecidedTag is the tag of the country's field where the customer cannot be
// judged.
const undecidedTag = "countryUnknown"

// Register adds a policy's rules to a host's own validator, so that v.Struct
// reports violations wherever it meets one of these types: at the top,
// embedded, nested, or in slices, maps and pointers.
//
// It judges a [Customer], and a [CustomerCompanyProfile] or
// [CustomerBillingProfile] outside a customer. It reports what
// [Screener.Screen] and [Screener.ScreenProfile] find. In a billing profile
// alone it can judge only the phone number.
//
// It also judges the host's own types. Pass a value of each, such as signup{},
// with tags on its fields:
//
//	type signup struct {
//		Country string  `json:"country" partnercenter:"country"`
//		TaxID   *string `json:"taxId" partnercenter:"organizationRegistrationNumber"`
//		Phone   string  `json:"phone" partnercenter:"phoneNumber"`
//		Middle  string  `json:"middle" partnercenter:"middleName"`
//	}
//
// A tagged field is a string of any type, a struct of a string and Valid such
// as sql.NullString, or a pointer to one of them. It may be in a struct that is
// embedded or nested in the registered one, but not in an element of a slice or
// map: register the element's type. A struct without a number or without a
// phone is judged by what it has. Register ignores a middle name, which is
// never a reason to refuse a customer; [CustomerOf] passes it on to
// [Screener.Inspect].
//
// v.Struct returns nil only for an accepted customer. The tags of the field
// errors are registrationNumberNotSupported, registrationNumberMissing,
// registrationNumberInvalid and phoneNumberMissing; their parameter is the
// country and, for an invalid number, the expression: "AZ ^(\d{7}|\d{10})$".
// The tag countryUnknown, on the country's field, says that nobody can judge
// the customer: the country is not given or is no country code. Fields,
// namespaces and values are the host's, by its tag-name function if it has one.
// Package screening/translations has sentences for them.
//
// StructPartial, StructExcept and StructFiltered judge the whole struct, since
// a struct validation is not told what they leave out.
//
// WARNING: validator/v10 keeps only one struct validation for a type, the last
// one registered. Register replaces the host's own, and a later
// RegisterStructValidation for one of these types silently switches the rules
// off. A host with its own struct validations calls what [StructRules] returns
// from them.
//
// Like every registration of validator/v10, Register is not safe for concurrent
// use, and it has no effect on a type that was validated before. The types of
// this package are not judged in an unexported field.
//
// Register returns an error, and registers nothing, if v or policy is nil, or
// if a type is not a struct, has no country, has neither number nor phone, has
// two of a kind, has an unknown tag or a tag on a field that cannot be read, or
// has its fields in a struct of another of the types, which would report
// everything twice.
func Register(v *validator.Validate, policy *countries.Policy, types ...any) error {
	if v == nil || policy == nil {
		return errors.New("screening: Register needs a validator and a policy, for example countries.Latest()")
	}
	forms := make([]*form, len(types))
	for i, value := range types {
		var err error
		if forms[i], err = newForm(reflect.TypeOf(value)); err != nil {
			return err
		}
	}
	for _, outer := range forms {
		for _, inner := range forms {
			if outer.isWithin(inner.typ) {
				return outer.fault(nil, "has its fields in "+inner.typ.String()+": register one of the two, or both report them")
			}
		}
	}
	screener := New(policy)
	v.RegisterStructValidation(screener.customerRules, Customer{})
	v.RegisterStructValidation(screener.companyProfileRules, CustomerCompanyProfile{})
	v.RegisterStructValidation(screener.billingProfileRules, CustomerBillingProfile{})
	v.RegisterStructValidation(reportFinding, finding{})
	for _, f := range resourceForms() {
		f.registerNames(v)
	}
	for _, f := range forms {
		v.RegisterStructValidation(screener.structRules(f), reflect.Zero(f.typ).Interface())
		f.registerNames(v)
	}
	return nil
}

// StructRules returns the rules that [Register] applies to a host's type, for a
// host with its own struct validation of that type, which then calls them.
//
// The field errors are those of Register. In two cases this needs a call of
// Register with the type before RegisterStructValidation:
//
//   - v reads its rules from another tag than validate or binding: otherwise
//     fields have Go's names
//   - the field is in a struct that is embedded or nested: otherwise its
//     FieldError.Field is the path, "company.taxId", and not the last name alone
//
// The function may be registered with several validators and is safe for
// concurrent use. It returns the same errors as Register.
func StructRules(policy *countries.Policy, value any) (validator.StructLevelFunc, error) {
	if policy == nil {
		return nil, errors.New("screening: StructRules needs a policy, for example countries.Latest()")
	}
	f, err := newForm(reflect.TypeOf(value))
	if err != nil {
		return nil, err
	}
	return New(policy).structRules(f), nil
}

// structRules returns the struct validation of a host's type.
func (s *Screener) structRules(f *form) validator.StructLevelFunc {
	number, phone, country := &f.places[numberPart], &f.places[phonePart], &f.places[countryPart]
	return func(level validator.StructLevel) {
		current := level.Current()
		f.report(level, s.screen(number.text(current), phone.text(current), country.text(current), &f.fields))
	}
}

func (s *Screener) customerRules(level validator.StructLevel) {
	if c := current[Customer](level); c != nil {
		_, fields := c.judged()
		resourceForms()[fields].report(level, s.Screen(c))
	}
}

func (s *Screener) companyProfileRules(level validator.StructLevel) {
	if p := current[CustomerCompanyProfile](level); p != nil && !inCustomer(level) {
		resourceForms()[&companyProfileFields].report(level, s.ScreenProfile(p))
	}
}

func (s *Screener) billingProfileRules(level validator.StructLevel) {
	if p := current[CustomerBillingProfile](level); p != nil && !inCustomer(level) {
		resourceForms()[&billingProfileFields].report(level, s.screenBillingProfile(p))
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

// report adds what was found, if anything, to the errors of the validation.
func (f *form) report(level validator.StructLevel, err error) {
	switch err := err.(type) {
	case *pcerrors.Undecided:
		f.places[countryPart].report(level, undecidedTag, "")
	case *pcerrors.Rejection:
		for _, violation := range err.Violations {
			f.places[partOf(violation.Code)].report(level, tagOf(violation.Code), param(violation))
		}
	}
}

// report adds one error to those of the validation, under the host's names of
// the fields.
func (p *place) report(level validator.StructLevel, tag, param string) {
	f := finding{value: p.text(level.Current()), tag: tag, param: param}
	if field, ok := p.field(level.Current()); ok && field.CanInterface() {
		f.value = field.Interface()
	}
	last := len(p.path) - 1
	f.name, f.structName = p.hostName(level.Validator(), last), p.path[last].Name
	var parents, structParents string
	for i, field := range p.path[:last] {
		structParents += field.Name + "."
		if name := p.hostName(level.Validator(), i); name != "" {
			parents += name + "."
		}
	}
	// A validation of its own, so that the error's Field is the last name of the path.
	var found validator.ValidationErrors
	if errors.As(level.Validator().Struct(f), &found) {
		level.ReportValidationErrors(parents, structParents, found)
		return
	}
	level.ReportError(f.value, parents+f.name, structParents+f.structName, f.tag, f.param)
}

// finding is one error to be reported. Its type has no name, because validator
// puts the name of a type in front of the names of its fields.
type finding = struct {
	value                        any
	name, structName, tag, param string
}

func reportFinding(level validator.StructLevel) {
	f := level.Current().Interface().(finding)
	level.ReportError(f.value, f.name, f.structName, f.tag, f.param)
}

// A validator does not give its tag-name function away, but it names the
// fields of the errors that it finds. So each field of a path has a probe, a
// struct of one field that looks the same to the function and is missing.
const (
	probeRule = "required"
	probeTags = `validate:"` + probeRule + `" binding:"` + probeRule + `" ` // the default, and gin's
)

// probeOf returns a field's probe. An embedded struct of an unexported type has
// none: reflect makes no unexported fields.
func probeOf(field reflect.StructField) any {
	if !field.IsExported() {
		return struct{}{}
	}
	return reflect.Zero(reflect.StructOf([]reflect.StructField{{
		Name: field.Name,
		Type: reflect.PointerTo(field.Type), // nil, which no rule is asked about
		Tag:  probeTags + field.Tag,
	}})).Interface()
}

// registerNames makes sure of the names of a form's fields in a validator that
// reads other tags than those of the probes.
func (f *form) registerNames(v *validator.Validate) {
	for _, place := range f.places {
		for i, field := range place.path {
			v.RegisterStructValidationMapRules(map[string]string{field.Name: probeRule}, place.probes[i])
		}
	}
}

// hostName returns how the host calls the field at a place of the path.
func (p *place) hostName(v *validator.Validate, i int) string {
	var found validator.ValidationErrors
	if errors.As(v.Struct(p.probes[i]), &found) {
		return found[0].Field()
	}
	return p.path[i].Name
}

// resourceForms are the forms of our own resources.
var resourceForms = sync.OnceValue(func() map[*fields]*form {
	return map[*fields]*form{
		&customerFields:       resourceForm[Customer](&customerFields),
		&companyAddressFields: resourceForm[Customer](&companyAddressFields),
		&companyProfileFields: resourceForm[CustomerCompanyProfile](&companyProfileFields),
		&billingProfileFields: resourceForm[CustomerBillingProfile](&billingProfileFields),
	}
})

func resourceForm[T any](fields *fields) *form {
	f := &form{typ: reflect.TypeFor[T](), fields: *fields}
	for i, jsonPath := range map[part]string{countryPart: fields.country, numberPart: fields.number, phonePart: fields.phone} {
		var path []reflect.StructField
		typ := f.typ
		for name := range strings.SplitSeq(jsonPath, ".") {
			named := func(goName string) bool { return strings.EqualFold(goName, name) }
			if field, ok := typ.FieldByNameFunc(named); ok { // none for "", of a billing profile's number
				path = append(path, field)
				typ = structType(field.Type)
			}
		}
		f.places[i] = newPlace(path)
	}
	return f
}

func tagOf(code pcerrors.Code) string {
	for _, tag := range tags {
		if tag.code == code {
			return tag.name
		}
	}
	return ""
}

// partOf returns what a code is about.
func partOf(code pcerrors.Code) part {
	if code == pcerrors.PhoneNumberMissing {
		return phonePart
	}
	return numberPart
}

// param writes what a violation says beyond its code, "AZ ^(\d{7}|\d{10})$".
func param(v pcerrors.Violation) string {
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

// FieldViolation is a violation together with the validator's error that
// reports it, so that a form finds its input and a slice its element. The zero
// value is never returned.
type FieldViolation struct {
	FieldError validator.FieldError // with the host's names
	Violation  pcerrors.Violation   // its field as Violations says
}

// Violations returns the violations that the rules of [Register] reported, in
// their order. It takes what v.Struct returned, wrapped or not, and leaves out
// the errors of other rules. It also leaves out undecided customers, the tag
// countryUnknown: an empty result does not mean accepted, a nil error from
// v.Struct does.
//
// The field of a violation is the path in the Customer resource where the
// host's path ends in one. For any other struct it is the tag of the host's
// field, "organizationRegistrationNumber" or "phoneNumber".
func Violations(err error) []FieldViolation {
	var errs validator.ValidationErrors
	errors.As(err, &errs)
	var violations []FieldViolation
	for _, fieldError := range errs {
		for _, tag := range tags {
			if fieldError.Tag() != tag.name {
				continue
			}
			country, pattern, _ := strings.Cut(fieldError.Param(), " ")
			violations = append(violations, FieldViolation{fieldError, pcerrors.Violation{
				Code:    tag.code,
				Field:   cmp.Or(fieldOf(fieldError.StructNamespace()), partNames[partOf(tag.code)]),
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
