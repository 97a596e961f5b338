// Package frameworks shows the country rules in the web frameworks that take a
// validator of the host's own: echo and fiber. gin-signup has them in gin,
// which brings its validator along.
package frameworks

import (
	"reflect"

	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// Signup is what a client sends.
type Signup struct {
	Company string `json:"company" validate:"required"`
	Country string `json:"country" partnercenter:"country"`
	TaxID   string `json:"taxId" partnercenter:"organizationRegistrationNumber"`
	Phone   string `json:"phone" partnercenter:"phoneNumber"`
}

// Validator is an echo.Validator and a fiber.StructValidator. The zero value
// has no rules: take [NewValidator].
type Validator struct {
	validate *validator.Validate
}

// NewValidator returns a validator with the country rules for a [Signup].
func NewValidator() (*Validator, error) {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string { return field.Tag.Get("json") })
	return &Validator{v}, screening.Register(v, countries.Latest(), Signup{})
}

// Validate returns what v.Struct does: nil for what is accepted.
func (v *Validator) Validate(value any) error { return v.validate.Struct(value) }
