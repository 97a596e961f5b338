package screening

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/internal/printable"
)

// contractField is a field with validate tags, or with a field below that has some.
type contractField struct {
	index  int    // in its struct
	path   string // from the customer, as advisories name it
	rules  []contractRule
	fields []contractField // of the resource in it
}

// contractRule is a rule of a validate tag, and the remark on a value that breaks it.
type contractRule struct {
	holds    func(reflect.Value) bool
	rule     string // "" for omitempty: no remark and no further rule
	message  string
	toCreate bool // asked only of a new customer
}

// customerContract holds the validate tags of a customer, read once. Validating a
// customer by validator itself takes several times as long.
var customerContract = sync.OnceValue(func() []contractField {
	return contractOf(reflect.TypeFor[Customer](), "")
})

// contractOf reads the tags of a resource and of those in it.
func contractOf(resource reflect.Type, parent string) []contractField {
	var fields []contractField
	for index := range resource.NumField() {
		field := resource.Field(index)
		if !field.IsExported() {
			continue
		}
		f := contractField{index: index, path: parent + field.Tag.Get("json")}
		f.rules = contractRules(field, f.path)
		held := field.Type
		if held.Kind() == reflect.Pointer {
			held = held.Elem()
		}
		if held.Kind() == reflect.Struct {
			f.fields = contractOf(held, f.path+".")
		}
		if f.rules != nil || f.fields != nil {
			fields = append(fields, f)
		}
	}
	return fields
}

// contractRules reads the tag of a field. It panics on an unknown rule, so that the
// first test finds it.
func contractRules(field reflect.StructField, path string) []contractRule {
	tag := field.Tag.Get("validate")
	if tag == "" {
		return nil
	}
	isText := field.Type.Kind() == reflect.String
	var rules []contractRule
	for rule := range strings.SplitSeq(tag, ",") {
		name, parameter, _ := strings.Cut(rule, "=")
		length, err := strconv.Atoi(parameter)
		isLength := isText && err == nil
		r := contractRule{toCreate: field.Name == "Domain"} // an existing customer may have its own domain by now
		switch {
		case name == "required":
			r.holds, r.rule, r.message, r.toCreate = isSet, "contract.required", "the field is required to create a customer", true
		case name == "omitempty":
			r.holds = isSet
		case field.Name == "Country": // country.unknown says more
			return rules
		case field.Name == "FirstName", field.Name == "LastName": // the limit of names is tighter
			return rules
		case name == "max" && isLength && field.Name == "State":
			r.holds, r.rule, r.message = isAtMost(length), "state.length", "the state is longer than two characters"
		case name == "max" && isLength:
			r.holds, r.rule, r.message = isAtMost(length), "contract.length", "the value is longer than "+parameter+" characters"
		case name == "min" && isLength:
			r.holds, r.rule, r.message = isAtLeast(length), "contract.length", "the value is shorter than "+parameter+" characters"
		case name == "email" && isText:
			r.holds, r.rule, r.message = isPrintedEmail, "contract.format", "the value is not an e-mail address"
		default:
			panic(fmt.Sprintf("screening: Inspect does not know the rule %q, which the validate tag of %s has", rule, path))
		}
		rules = append(rules, r)
	}
	return rules
}

// contract remarks on values that break the validate tags.
func (i *inspection) contract() {
	i.contractIn(customerContract(), reflect.ValueOf(i.customer).Elem())
}

func (i *inspection) contractIn(fields []contractField, resource reflect.Value) {
	for n := range fields {
		f := &fields[n]
		value := resource.Field(f.index)
		if !i.contractHolds(f, value) || f.fields == nil {
			continue
		}
		if held := reflect.Indirect(value); held.IsValid() {
			i.contractIn(f.fields, held)
		}
	}
}

// contractHolds remarks on the first rule that a value breaks.
func (i *inspection) contractHolds(f *contractField, value reflect.Value) bool {
	for n := range f.rules {
		rule := &f.rules[n]
		if rule.holds(value) {
			continue
		}
		if rule.rule != "" && (i.customer.ID == "" || !rule.toCreate) {
			i.advise(rule.rule, f.path, rule.message, "")
		}
		return false
	}
	return true
}

func isSet(value reflect.Value) bool { return !value.IsZero() }

func isAtMost(characters int) func(reflect.Value) bool {
	return func(value reflect.Value) bool { return utf8.RuneCountInString(value.String()) <= characters }
}

func isAtLeast(characters int) func(reflect.Value) bool {
	return func(value reflect.Value) bool { return utf8.RuneCountInString(value.String()) >= characters }
}

// isPrintedEmail leaves a text with characters that cannot be printed to
// email.notPrintable.
func isPrintedEmail(value reflect.Value) bool {
	text := value.String()
	return isEmail(text) || !printable.Is(text)
}

// isEmail reports what validator's rule email does.
func isEmail(text string) bool {
	return isPlainEmail(text) || emailValidator().Var(text, "email") == nil
}

// emailValidator is made for the first e-mail address that is not plain.
var emailValidator = sync.OnceValue(func() *validator.Validate { return validator.New() })

// isPlainEmail reports whether a text is an ordinary e-mail address, as nearly all
// are. Other texts may be addresses, too.
func isPlainEmail(text string) bool {
	local, domain, _ := strings.Cut(text, "@")
	last := domain[strings.LastIndexByte(domain, '.')+1:]
	return areWords(local, "._+-") && areWords(domain, ".-") && len(last) < len(domain) &&
		isLetter(last[0]) && isLetter(last[len(last)-1])
}

// areWords reports whether a text is one or more words of ASCII letters and
// digits, with one of the separators between two.
func areWords(text, separators string) bool {
	inWord := false
	for n := range len(text) {
		switch c := text[n]; {
		case isLetter(c), '0' <= c && c <= '9':
			inWord = true
		case inWord && strings.IndexByte(separators, c) >= 0:
			inWord = false
		default:
			return false
		}
	}
	return inWord
}

// isLetter reports whether a byte is an ASCII letter.
func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
