package main

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/go-playground/validator/v10"

	"github.com/cspkit/customerscreen/screening"
)

// problem is one error of a sign-up.
type problem struct {
	Field      string `json:"field"`                // name in the form; empty for the request itself
	Rule       string `json:"rule"`                 // stable name of the rule, validator's tag
	Code       int    `json:"code,omitempty"`       // Partner Center's code, if it would refuse
	Message    string `json:"message"`              // for a person, in the client's language
	Suggestion string `json:"suggestion,omitempty"` // what was probably meant; made from what was typed, so not for logs
}

// problems returns what is wrong, and the status of the answer.
func (s *spoken) problems(err error) (status int, found []problem) {
	var fields validator.ValidationErrors
	var member *json.UnmarshalTypeError
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &fields):
		for _, field := range fields {
			found = append(found, s.ofField(field))
		}
		return http.StatusBadRequest, found
	case errors.As(err, &member):
		return http.StatusBadRequest, []problem{{Field: member.Field, Rule: "type", Message: s.Text}}
	case errors.As(err, &tooLarge):
		return http.StatusRequestEntityTooLarge, []problem{{Rule: "size", Message: s.TooLarge}}
	default:
		return http.StatusBadRequest, []problem{{Rule: "syntax", Message: s.Unreadable}}
	}
}

// ofField returns what is wrong with a field, with Partner Center's code if it would
// refuse. The message names the field as the form's label does.
func (s *spoken) ofField(field validator.FieldError) problem {
	p := problem{
		Field:   field.Field(),
		Rule:    field.Tag(),
		Message: strings.Replace(field.Translate(s.translator), field.Field(), s.Labels[field.Field()], 1),
	}
	for _, found := range screening.Violations(validator.ValidationErrors{field}) {
		p.Code = int(found.Violation.Code)
	}
	return p
}

// refuse answers with what is wrong.
func refuse(c *gin.Context, status int, found []problem) {
	c.Set(rulesKey, rules(found))
	c.JSON(status, gin.H{"errors": found})
}

func rules(found []problem) []string {
	names := make([]string, len(found))
	for i, p := range found {
		names[i] = p.Rule
	}
	return names
}
