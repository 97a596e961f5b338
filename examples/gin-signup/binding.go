package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"reflect"
	"strings"

	"github.com/gin-gonic/gin/binding"
	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// registerRules puts the country rules into gin's binding engine, which every
// Bind and ShouldBind of this program validates with. It belongs before the
// first request.
func registerRules(policy *countries.Policy) error {
	engine, ok := binding.Validator.Engine().(*validator.Validate)
	if !ok {
		return errors.New("gin's binding engine is not validator/v10")
	}
	// gin reads its rules from the tag binding, the resources' contract is in
	// the tag validate: without this line the country rules alone would apply.
	engine.SetTagName("validate")
	engine.RegisterTagNameFunc(jsonName)
	return screening.Register(engine, policy)
}

// jsonName makes the engine name fields as the API does.
func jsonName(field reflect.StructField) string {
	name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
	return name
}

// formBinding reads the fields of the form into a resource, as binding.JSON
// reads a body: an input's name is the JSON path of its value.
type formBinding struct{}

func (formBinding) Name() string { return "sign-up form" }

func (formBinding) Bind(request *http.Request, target any) error {
	if err := request.ParseForm(); err != nil {
		return err
	}
	resource := make(map[string]any)
	for _, group := range form {
		for _, field := range group.Fields {
			put(resource, strings.Split(field.Name, "."), request.PostForm.Get(field.Name))
		}
	}
	body, err := json.Marshal(resource)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(body, target); err != nil {
		return err
	}
	return binding.Validator.ValidateStruct(target)
}

// put writes a value at a path. An empty one is left out, but not the object
// that would hold it, so that errors name the field and not its parent.
func put(object map[string]any, path []string, value string) {
	for _, name := range path[:len(path)-1] {
		child, ok := object[name].(map[string]any)
		if !ok {
			child = make(map[string]any)
			object[name] = child
		}
		object = child
	}
	if value != "" {
		object[path[len(path)-1]] = value
	}
}
