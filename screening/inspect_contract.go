package screening

import (
	"reflect"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/internal/printable"
)

// contractValidator returns the validator that reads the tags of the resources
// and calls fields by their JSON names. It is made when it is first used.
var contractValidator = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string { return field.Tag.Get("json") })
	return v
})

// contract remarks on what the tags of the resources say of the customer.
func (i *inspection) contract() {
	broken, _ := contractValidator().Struct(i.customer).(validator.ValidationErrors)
	for _, b := range broken {
		_, field, _ := strings.Cut(b.Namespace(), ".")
		i.contractField(b, field)
	}
}

func (i *inspection) contractField(broken validator.FieldError, field string) {
	exists := i.customer.ID != ""
	switch tag, name := broken.Tag(), broken.StructField(); {
	case tag == "required":
		if !exists {
			i.advise(contractRequired, field, "the field is required to create a customer", "")
		}
	case name == "Domain" && exists: // it can be a domain of the customer's own by now
	case name == "Country": // countryUnknown says more
	case name == "FirstName", name == "LastName": // the limit of names is tighter
	case name == "State":
		i.advise(stateLength, field, "the state is longer than two characters", "")
	case tag == "min":
		i.advise(contractLength, field, "the value is shorter than "+broken.Param()+" characters", "")
	case tag == "max":
		i.advise(contractLength, field, "the value is longer than "+broken.Param()+" characters", "")
	case !printable.Is(broken.Value().(string)): // emailNotPrintable says it
	default:
		i.advise(contractFormat, field, "the value is not an e-mail address", "")
	}
}
