package errors_test

import (
	"encoding/json"
	stderrors "errors"
	"fmt"
	"io"
	"log/slog"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	pcerrors "github.com/cspkit/customerscreen/errors"
)

func ExampleRejection() {
	err := error(&pcerrors.Rejection{Violations: []pcerrors.Violation{{
		Code:    pcerrors.RegistrationNumberInvalid,
		Field:   "companyProfile.organizationRegistrationNumber",
		Country: "AZ",
		Pattern: `^(\d{7}|\d{10})$`,
	}}})

	var rejection *pcerrors.Rejection
	if stderrors.As(err, &rejection) {
		for _, v := range rejection.Violations {
			fmt.Println(int(v.Code), v.Country, v.Field)
		}
		body, _ := json.Marshal(rejection) // the API's own error body
		fmt.Println(string(body))
	}
	// Output:
	// 600050 AZ companyProfile.organizationRegistrationNumber
	// {"code":600050,"description":"Organization registration id information is invalid and should be of the format ^(\\d{7}|\\d{10})$.","data":[],"source":"PartnerFD"}
}

func ExampleViolation() {
	err := error(pcerrors.Violation{Code: pcerrors.RegistrationNumberInvalid, Pattern: `^(\d{9}|\d{10}|\d{12})$`})
	fmt.Println(err)
	fmt.Println(stderrors.Is(err, pcerrors.RegistrationNumberInvalid))
	// Output:
	// Organization registration id information is invalid and should be of the format ^(\d{9}|\d{10}|\d{12})$.
	// true
}

func TestViolationText(t *testing.T) {
	for _, test := range []struct {
		violation pcerrors.Violation
		want      string
	}{
		{pcerrors.Violation{Code: 600002}, texts[600002]},
		{pcerrors.Violation{Code: 600049}, texts[600049]},
		{pcerrors.Violation{Code: 600051}, texts[600051]},
		{pcerrors.Violation{Code: 600050}, withoutExpression},
		{pcerrors.Violation{Code: 600050, Pattern: `^(\d{9})$`},
			`Organization registration id information is invalid and should be of the format ^(\d{9})$.`},
		{pcerrors.Violation{Code: 600050, Pattern: `^\w{0}$`},
			`Organization registration id information is invalid and should be of the format ^\w{0}$.`},
		{pcerrors.Violation{Code: 60012}, "Partner Center error code 60012"},
	} {
		assert.EqualError(t, test.violation, test.want)
		assert.ErrorIs(t, test.violation, test.violation.Code)
	}
}

// TestNoTextHoldsAPlaceholder prints and logs violations and codes in every
// way that a program may find.
func TestNoTextHoldsAPlaceholder(t *testing.T) {
	const text = `should be of the format ^(\d{7}|\d{10})$.`
	invalid := inThisOrder.Violations[0]
	for _, verb := range []string{"%v", "%+v", "%s"} {
		assert.Contains(t, fmt.Sprintf(verb, invalid), text, verb)
		assert.Contains(t, fmt.Sprintf(verb, inThisOrder.Violations), text, verb)
		assert.Contains(t, fmt.Sprintf(verb, struct{ V pcerrors.Violation }{invalid}), text, verb)
		assert.NotContains(t, fmt.Sprintf(verb, pcerrors.RegistrationNumberInvalid), "{0}", verb)
	}
	var log strings.Builder
	slog.New(slog.NewTextHandler(&log, nil)).Info("sign-up", "one", invalid, "all", inThisOrder.Violations)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("sign-up", "one", invalid, "all", inThisOrder.Violations)
	assert.Equal(t, 4, strings.Count(log.String(), "should be of the format ^("))
	assert.NotContains(t, log.String(), "{0}")
}

func TestViolationMarshals(t *testing.T) {
	body, err := json.Marshal(inThisOrder.Violations)
	require.NoError(t, err)
	assert.Equal(t, `[{"code":600050,"field":"companyProfile.organizationRegistrationNumber",`+
		`"description":"Organization registration id information is invalid and should be of the format ^(\\d{7}|\\d{10})$."},`+
		`{"code":600051,"field":"billingProfile.defaultAddress.phoneNumber","description":"Customer phone number is missing."}]`, string(body))
}

func TestRejectionError(t *testing.T) {
	for _, test := range []struct {
		rejection pcerrors.Rejection
		want      string
	}{
		{*inThisOrder, "Partner Center refuses the customer: " +
			`companyProfile.organizationRegistrationNumber: 600050: Organization registration id information is invalid and should be of the format ^(\d{7}|\d{10})$.; ` +
			"billingProfile.defaultAddress.phoneNumber: 600051: Customer phone number is missing."},
		{pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: 600002}}},
			"Partner Center refuses the customer: 600002: Organization registration id value is not supported."},
		{pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: 600051}}, Remedy: "Set it first."},
			"Partner Center refuses the customer: 600051: Customer phone number is missing. Set it first."},
		{pcerrors.Rejection{}, "Partner Center refuses the customer"},
	} {
		assert.EqualError(t, &test.rejection, test.want)
	}
}

// withoutExpression is the text of 600050 where the expression is not known.
const withoutExpression = "Organization registration id information is invalid and should be of the format its country asks for."

func TestEveryLogSaysAllViolations(t *testing.T) {
	for name, handler := range map[string]func(io.Writer, *slog.HandlerOptions) slog.Handler{
		"text": func(w io.Writer, o *slog.HandlerOptions) slog.Handler { return slog.NewTextHandler(w, o) },
		"JSON": func(w io.Writer, o *slog.HandlerOptions) slog.Handler { return slog.NewJSONHandler(w, o) },
	} {
		var log strings.Builder
		slog.New(handler(&log, nil)).Info("sign-up", "error", inThisOrder)
		for _, violation := range inThisOrder.Violations {
			assert.Contains(t, log.String(), violation.Field+": "+strconv.Itoa(int(violation.Code)), name)
		}
	}
}

func TestRejectionMarshalsItsFirstViolation(t *testing.T) {
	for code, text := range texts {
		if code == pcerrors.RegistrationNumberInvalid {
			text = withoutExpression
		}
		rejection := &pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: code, Field: "field", Country: "AZ"}, {Code: 600051}}}
		body, err := json.Marshal(rejection)
		require.NoError(t, err)
		assert.Equal(t, fmt.Sprintf(`{"code":%d,"description":"%s","data":[],"source":"PartnerFD"}`, int(code), text), string(body))
	}
	_, err := json.Marshal(&pcerrors.Rejection{})
	assert.ErrorContains(t, err, "a rejection without a violation has no error body")
}

// TestRemedyFollowsTheTextOfTheAPI and leaves what ParseResponse reads as it is.
func TestRemedyFollowsTheTextOfTheAPI(t *testing.T) {
	for code, text := range texts {
		if code == pcerrors.RegistrationNumberInvalid {
			text = withoutExpression
		}
		sent := &pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: code, Field: fieldOf[code]}}, Remedy: "Set it first."}
		body, err := json.Marshal(sent)
		require.NoError(t, err)
		assert.Contains(t, string(body), `"description":"`+text+` Set it first."`)
		assert.Equal(t, sent.Violations, pcerrors.ParseResponse(400, nil, body).(*pcerrors.Rejection).Violations)
	}
	sent := &pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: 600051}}, Remedy: strings.Repeat("é", 2000)}
	body, err := json.Marshal(sent)
	require.NoError(t, err)
	var answer struct{ Description string }
	require.NoError(t, json.Unmarshal(body, &answer))
	assert.Equal(t, 1024, utf8.RuneCountInString(answer.Description), "the API's own limit")
}

// TestRejectionReadsBack sends each code as the API does and reads it again.
func TestRejectionReadsBack(t *testing.T) {
	for code := range texts {
		sent := &pcerrors.Rejection{Violations: []pcerrors.Violation{{Code: code, Field: fieldOf[code]}}}
		if code == pcerrors.RegistrationNumberInvalid {
			sent.Violations[0].Pattern = `^(\d{6}|\d{7}|\d{8}|\d{13})$`
		}
		body, err := json.Marshal(sent)
		require.NoError(t, err)
		assert.Equal(t, sent, pcerrors.ParseResponse(400, nil, body))
	}
}
