package screening

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/assert"
)

// TestUnknownRuleOfATag proves that a tag with a rule that Inspect would pass
// over is found out when the tags are read.
func TestUnknownRuleOfATag(t *testing.T) {
	type byValue struct {
		Number int `json:"number" validate:"max=3"`
	}
	type byPointer struct {
		Held byValue `json:"held"`
	}
	for _, test := range []struct {
		resource   any
		rule, path string
	}{
		{struct {
			ID string `json:"id" validate:"required,uuid"`
		}{}, "uuid", "id"},
		{struct {
			Line string `json:"line" validate:"omitempty,max=many"`
		}{}, "max=many", "line"},
		{struct {
			Line string `json:"line" validate:"min"`
		}{}, "min", "line"},
		{struct {
			Text []byte `json:"text" validate:"email"`
		}{}, "email", "text"},
		{struct {
			Lines []string `json:"lines" validate:"dive,required"`
		}{}, "dive", "lines"},
		{struct {
			Profile *byPointer `json:"profile" validate:"required"`
		}{}, "max=3", "profile.held.number"},
	} {
		assert.PanicsWithValue(t, `screening: Inspect does not know the rule "`+test.rule+`", which the validate tag of `+test.path+" has", func() {
			contractOf(reflect.TypeOf(test.resource), "")
		})
	}
}
