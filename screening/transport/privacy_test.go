package transport_test

import (
	"encoding/hex"
	"encoding/json"
	stderrors "errors"
	"fmt"
	"io/fs"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/textproto"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/transport"
)

// secrets are what a customer gave, and an answer may repeat.
var secrets = []string{"Petrosyan", "37410555123", "02561234"}

// everyError returns errors of every type of the library, each of a customer
// whose data was all around.
func everyError(t *testing.T) []error {
	t.Helper()
	secret := strings.Join(secrets, " ")
	header := http.Header{"Ms-Correlationid": {secret}, "Ms-Requestid": {secret}, "Retry-After": {secret}}
	apiError := pcerrors.ParseResponse(400, header, []byte(`{"code":"`+secret+`","description":"`+secret+`","source":"`+secret+`"}`))
	all := []error{
		apiError,
		pcerrors.ParseResponse(404, header, []byte(`{"code":600074,"message":"`+secret+`","errorName":"`+secret+`"}`)),
		pcerrors.ParseResponse(429, header, []byte(secret)),
		pcerrors.ParseResponse(400, header, []byte(`{"code":600050,"description":"`+secret+` should be of the format ^(\\d{8})$."}`)),
		&transport.UnscreenedError{Reason: transport.CustomerUnknown, Err: fmt.Errorf("look-up: %w", apiError)},
		&transport.UnscreenedError{Reason: transport.CustomerUnknown, Err: apiError},
	}

	_, err := countries.ParseValidationRules([]byte(`{"iso2Code":"AM","customerOrganizationRegistrationNumberRegex":"^(?=\\d).$"}`))
	all = append(all, err)
	for _, body := range []string{
		`{"companyProfile":{"organizationRegistrationNumber":"` + secret + `"},"billingProfile":{"defaultAddress":{"country":"AM"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"` + secret + `"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":["` + secret + `"]}}`,
	} {
		var customer screening.Customer
		if err := json.Unmarshal([]byte(body), &customer); err != nil {
			all = append(all, err)
		} else {
			all = append(all, screening.New(countries.March2021()).Screen(&customer))
		}
	}
	tripper := transport.New(nil, screening.New(countries.March2021()), transport.WithUnscreenedRefused(), transport.WithRejectionAsError())
	for _, body := range []string{
		secret, `{"` + secret + `":`, `{"companyProfile":["` + secret + `"]}`,
		`{"companyProfile":{},"billingProfile":{"defaultAddress":{"country":"` + secret + `"}}}`,
		`{"companyProfile":{"organizationRegistrationNumber":"` + secret + `"},"billingProfile":{"defaultAddress":{"country":"AM"}}}`,
	} {
		request, err := http.NewRequest("POST", "https://api.example/v1/customers", strings.NewReader(body))
		require.NoError(t, err)
		_, err = tripper.RoundTrip(request)
		require.Error(t, err)
		all = append(all, err)
	}

	for path, bodies := range map[string][]string{
		"agreements": {
			secret, `"` + secret + `"`, `{"type":"` + secret + `"}`, `{"` + secret + `":1,"` + secret + `":2}`, `{"primaryContact":"` + secret + `"}`,
			`{"primaryContact":{"firstName":"` + secret + `","lastName":["` + secret + `"]}}`,
		},
		"qualifications": {secret, `{"qualification":"` + secret + `"}`, `{"qualification":"Education","educationSegment":"` + secret + `"}`},
	} {
		for _, body := range bodies {
			request, err := http.NewRequest("POST", "https://api.example/v1/customers/1/"+path, strings.NewReader(body))
			require.NoError(t, err)
			_, err = tripper.RoundTrip(request)
			require.Error(t, err, body)
			all = append(all, err)
		}
	}
	broken := roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Method == http.MethodGet {
			return nil, textproto.ProtocolError("malformed MIME header: missing colon: " + secret)
		}
		return (&counting{}).RoundTrip(r)
	})
	tripper = transport.New(broken, screener, transport.WithExistingCustomers(), reporting(func(_ *http.Request, err *transport.UnscreenedError) {
		all = append(all, err)
	}))
	response, err := tripper.RoundTrip(orderRequest(t.Context(), completeID))
	require.NoError(t, err)
	response.Body.Close()

	// And all that they are made of.
	for i := 0; i < len(all); i++ {
		switch err := all[i].(type) {
		case interface{ Unwrap() error }:
			if inner := err.Unwrap(); inner != nil {
				all = append(all, inner)
			}
		case interface{ Unwrap() []error }:
			all = append(all, err.Unwrap()...)
		}
	}
	return slices.DeleteFunc(all, func(err error) bool { return !strings.HasPrefix(typeOf(err).PkgPath(), "github.com/cspkit/") })
}

func typeOf(err error) reflect.Type { return reflect.Indirect(reflect.ValueOf(err)).Type() }

// nest puts a value into another, as a program's own logs and errors do.
var nest = []func(any) any{
	func(v any) any { return []any{v} },
	func(v any) any { return [1]any{v} },
	func(v any) any { return map[string]any{"error": v} },
	func(v any) any { return struct{ Err any }{v} },
	func(v any) any { return &struct{ Err any }{v} },
	func(v any) any { return &v },
	ofError(func(err error) any { return []error{err} }),
	ofError(func(err error) any { return map[error]error{err: err} }),
	func(v any) any { // the values behind pointers, as in a slice of them
		if value := reflect.ValueOf(v); value.Kind() == reflect.Pointer && value.Elem().Kind() == reflect.Struct {
			values := reflect.MakeSlice(reflect.SliceOf(value.Elem().Type()), 0, 1)
			return reflect.Append(values, value.Elem()).Interface()
		}
		return v
	},
}

// hide puts a value where package fmt calls no method of it: into a field that
// is not exported. It prints a pointer as one there, as long as the verb is one
// of pointers; otherwise it prints all that it finds, which is not promised.
var hide = []func(any) any{
	ofError(func(err error) any { return stderrors.Join(stderrors.New("sign-up"), err) }),
	ofError(func(err error) any { return fmt.Errorf("sign-up: %w", err) }),
	ofError(func(err error) any { return slog.GroupValue(slog.Any("error", err)) }),
	ofError(func(err error) any { return struct{ err error }{err} }),
}

func ofError(nest func(error) any) func(any) any {
	return func(v any) any {
		if err, ok := v.(error); ok {
			return nest(err)
		}
		return v
	}
}

const (
	anyVerb      = "vsqxXdbcoOtUeEfFgGT"
	pointerVerbs = "vxXdboT"
)

// printed returns a value in every form in which one leaves a program.
func printed(v any, verbs string) []string {
	var texts []string
	for _, flags := range []string{"", "+", "#", "-60", "060", " ", ".500"} {
		for _, verb := range verbs {
			texts = append(texts, fmt.Sprintf("%"+flags+string(verb), v))
		}
	}
	var log strings.Builder
	for _, handler := range []slog.Handler{slog.NewTextHandler(&log, nil), slog.NewJSONHandler(&log, nil)} {
		slog.New(handler).With("before", v).WithGroup("group").Error("sign-up", "error", v)
	}
	body, err := json.Marshal(v)
	texts = append(texts, log.String(), string(body))
	if err != nil {
		texts = append(texts, err.Error())
	}
	return texts
}

// TestNoErrorPrintsACustomer prints every error, alone and in whatever holds it.
func TestNoErrorPrintsACustomer(t *testing.T) {
	var forms []string // of what must not be seen
	for _, secret := range secrets {
		digits := hex.EncodeToString([]byte(secret))
		forms = append(forms, secret, digits, strings.ToUpper(digits))
	}
	random := rand.New(rand.NewPCG(19, 1))
	for _, err := range everyError(t) {
		for range 25 {
			into, verbs := nest, anyVerb
			if random.IntN(2) == 0 {
				into, verbs = slices.Concat(nest, hide), pointerVerbs
			}
			var v any = err
			for range random.IntN(5) {
				v = into[random.IntN(len(into))](v)
			}
			for _, text := range printed(v, verbs) {
				for _, form := range forms {
					require.NotContains(t, text, form, "%T in %T", err, v)
				}
			}
		}
	}
}

// TestEveryErrorTypeIsPrinted looks through the library's source for the types
// that the test above has to have.
func TestEveryErrorTypeIsPrinted(t *testing.T) {
	method := regexp.MustCompile(`func \(\w+ \*?(\w+)\) Error\(\) string`)
	var declared []string
	for _, folder := range []string{"../../errors", "../../countries", "../../address", "../../internal", ".."} {
		require.NoError(t, filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			for _, found := range method.FindAllSubmatch(source, -1) {
				declared = append(declared, string(found[1]))
			}
			return err
		}))
	}
	var printed []string
	for _, err := range everyError(t) {
		printed = append(printed, typeOf(err).Name())
	}
	assert.Subset(t, printed, declared)
	assert.Contains(t, declared, "APIError")
}
