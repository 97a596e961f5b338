package main

import (
	"errors"
	"reflect"
	"sync"

	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/translations"
)

// policy screens customers, and screener suggests what was probably meant.
var (
	policy   = countries.Latest()
	screener = screening.New(policy)
)

// registerRules puts the country rules and their sentences into gin's binding
// engine, with which every Bind and ShouldBind of the process validates. It does so
// once, before the first request.
var registerRules = sync.OnceValue(func() error {
	engine, ok := binding.Validator.Engine().(*validator.Validate)
	if !ok {
		return errors.New("gin's binding engine is not validator/v10")
	}
	// Errors name a field as the form does.
	engine.RegisterTagNameFunc(func(field reflect.StructField) string { return field.Tag.Get("form") })
	err := screening.Register(engine, policy, signup{})
	for _, spoken := range spokenLanguages {
		err = errors.Join(err,
			spoken.register(engine, spoken.translator), // validator's own rules
			translations.RegisterDefaultTranslations(engine, spoken.translator))
	}
	return err
})
