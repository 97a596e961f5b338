//go:build unix

package screening_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/go-json-experiment/json/jsontext"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/printable"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/phone"
	"github.com/cspkit/customerscreen/screening/transport"
)

// cost is what a call takes: processor time, which other processes do not
// prolong, and bytes.
type cost struct {
	time      time.Duration
	allocated uint64
}

// costOf returns the least of some calls.
func costOf(t testing.TB, calls int, call func()) cost {
	t.Helper()
	var least cost
	for n := range calls {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := processorTime(t)
		call()
		spent := processorTime(t) - start
		runtime.ReadMemStats(&after)
		if n == 0 || spent < least.time {
			least = cost{spent, after.TotalAlloc - before.TotalAlloc}
		}
	}
	return least
}

func processorTime(t testing.TB) time.Duration {
	var usage syscall.Rusage
	require.NoError(t, syscall.Getrusage(syscall.RUSAGE_SELF, &usage))
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// growth is how many times larger the large text is. What is linear costs as
// many times more, what is quadratic the square of it: 256.
const growth = 16

// requireLinear compares what a small and a large text cost.
func requireLinear(t testing.TB, size int, small, large cost) {
	t.Helper()
	t.Logf("%s: %d KiB: %v, %.1f bytes allocated for each", t.Name(), size>>10, large.time.Round(time.Microsecond), float64(large.allocated)/float64(size))
	require.LessOrEqual(t, large.time, 8*growth*small.time+time.Second, "a text %d times as large took %v, after %v", growth, large.time, small.time)
	require.LessOrEqual(t, large.allocated, 4*growth*small.allocated+1<<20, "a text %d times as large allocated %d bytes, after %d", growth, large.allocated, small.allocated)
	require.LessOrEqual(t, large.allocated, uint64(128*size+1<<20), "memory is bounded by the text's size")
}

// repeat returns about size bytes of texts between a beginning and an end.
func repeat(size int, begin, text, end string) []byte {
	return []byte(begin + strings.Repeat(text, size/len(text)) + end)
}

// members returns the members of an object, each of another name.
func members(size int) string {
	var out strings.Builder
	for n := 0; out.Len() < size; n++ {
		out.WriteString(`"` + strconv.Itoa(n) + `":0,`)
	}
	return strings.TrimSuffix(out.String(), ",")
}

// shapes are the worst texts for readers of JSON, by what they are made of.
var shapes = map[string]func(size int) []byte{
	"nothing but zeros": func(size int) []byte { return repeat(size, "", "\x00", "") },
	"white space":       func(size int) []byte { return repeat(size, "", " ", "{}") },
	"open brackets":     func(size int) []byte { return repeat(size, "", "[", "") },
	"open braces":       func(size int) []byte { return repeat(size, "", `{"a":`, "") },
	"closing braces":    func(size int) []byte { return repeat(size, "", "}", "") },
	"deep members": func(size int) []byte {
		return repeat(size, `{"links":`, strings.Repeat("[", 1000)+strings.Repeat("]", 1000)+`,"a":`, `0}`)
	},
	"members":              func(size int) []byte { return []byte("{" + members(size) + "}") },
	"members of a profile": func(size int) []byte { return []byte(`{"billingProfile":{"defaultAddress":{` + members(size) + "}}}") },
	"members of a member":  func(size int) []byte { return []byte(`{"links":{` + members(size) + "}}") },
	"one name":             func(size int) []byte { return repeat(size, "{", `"a":0,`, `"a":0}`) },
	"one name, in a member": func(size int) []byte {
		return repeat(size, `{"links":{`, `"country":0,`, `"Country":0}}`)
	},
	"objects":   func(size int) []byte { return repeat(size, `[`, `{"iso2Code":"AZ"},`, `{}]`) },
	"resources": func(size int) []byte { return repeat(size, "", `{"iso2Code":"AZ"}`, "") },
	"elements":  func(size int) []byte { return repeat(size, `{"customDomains":[`, `0,`, `0]}`) },
	"a name":    func(size int) []byte { return repeat(size, `{"`, "a", `":0}`) },
	"a string": func(size int) []byte {
		return repeat(size, `{"companyProfile":{"organizationRegistrationNumber":"`, "7", `"}}`)
	},
	"a string's begin":  func(size int) []byte { return repeat(size, `{"companyProfile":{"companyName":"`, "a", ``) },
	"an unknown string": func(size int) []byte { return repeat(size, `{"x":"`, "a", `"}`) },
	"a description":     func(size int) []byte { return repeat(size, `{"code":600050,"description":"`, "^$|", `"}`) },
	"an expression":     func(size int) []byte { return repeat(size, `{"iso2Code":"AZ","phoneNumberRegex":"`, "(a*)*", `"}`) },
	"a number":          func(size int) []byte { return repeat(size, `{"code":`, "7", `}`) },
	"escapes":           func(size int) []byte { return repeat(size, `{"id":"`, `\u0436`, `"}`) },
	"backslashes":       func(size int) []byte { return repeat(size, `{"id":"`, `\\`, `"}`) },
	"zeros in a string": func(size int) []byte { return repeat(size, `{"id":"`, "\x00", `"}`) },
	"escaped zeros":     func(size int) []byte { return repeat(size, `{"id":"`, `\u0000`, `"}`) },
	"lone surrogates":   func(size int) []byte { return repeat(size, `{"id":"`, `\ud800`, `"}`) },
	"surrogates, names": func(size int) []byte { return repeat(size, `{"`, `\udc00`, `":0}`) },
	"no UTF-8":          func(size int) []byte { return repeat(size, `{"id":"`, "\xff", `","x":"`+"\xc0"+`"}`) },
}

// roundTripper lets a function answer requests.
type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

var screener = screening.New(countries.Latest())

// readers are all that read JSON.
var readers = map[string]func(text []byte){
	"Customer": func(text []byte) {
		var c screening.Customer
		if json.Unmarshal(text, &c) == nil {
			_ = screener.Screen(&c)
			_, _ = json.Marshal(c)
		}
	},
	"Customer, streamed": func(text []byte) {
		_ = new(screening.Customer).UnmarshalJSONFrom(jsontext.NewDecoder(bytes.NewReader(text), asEncodingJSON...))
	},
	"Transport": func(text []byte) {
		screening := transport.New(roundTripper(func(*http.Request) (*http.Response, error) { return nil, nil }), screener)
		request, _ := http.NewRequest("POST", "https://api.example/v1/customers", bytes.NewReader(text))
		_, _ = screening.RoundTrip(request)
	},
	"ParseResponse":        func(text []byte) { _ = pcerrors.ParseResponse(400, nil, text) },
	"ParseValidationRules": func(text []byte) { _, _ = countries.ParseValidationRules(text) },
	"ReadValidationRules":  func(text []byte) { _, _ = countries.ReadValidationRules(bytes.NewReader(text)) },
}

// giants are the shapes that are read up to 64 MiB: one of each kind.
var giants = []string{"deep members", "members", "one name, in a member", "a string", "no UTF-8", "escaped zeros", "lone surrogates"}

// TestReadingTakesLinearTime reads the worst texts of 4 to 64 KiB, and in full
// to 1 MiB, or to 64 MiB where they have no limit of their own.
func TestReadingTakesLinearTime(t *testing.T) {
	for reader, read := range readers {
		for shape, text := range shapes {
			t.Run(reader+"/"+shape, func(t *testing.T) {
				largest := 1 << 20
				switch isGiant := slices.Contains(giants, shape); {
				case !tests.All():
					largest = 64 << 10
				case isGiant && (reader == "Customer" || reader == "ParseResponse"):
					largest = 64 << 20
				}
				read(text(1 << 10)) // what is made once is not of the text
				for size := largest; size >= 64<<10 && size > 4<<10; size /= growth * growth {
					begin, whole := text(size/growth), text(size)
					requireLinear(t, size, costOf(t, 2, func() { read(begin) }), costOf(t, 1, func() { read(whole) }))
				}
			})
		}
	}
}

// worstValues are the worst texts of a customer's fields.
var worstValues = map[string]func(size int) []byte{
	"letters":          func(size int) []byte { return repeat(size, "", "a", "") },
	"words":            func(size int) []byte { return repeat(size, "", "Test ", "") },
	"digits":           func(size int) []byte { return repeat(size, "", "7", "") },
	"digits and signs": func(size int) []byte { return repeat(size, "+", "4-(2) ", "") },
	"white space":      func(size int) []byte { return repeat(size, "", " ", "") },
	"wide spaces":      func(size int) []byte { return repeat(size, "", "\u3000", "") },
	"zeros":            func(size int) []byte { return repeat(size, "", "\x00", "") },
	"no UTF-8":         func(size int) []byte { return repeat(size, "", "\xff", "") },
	"half a character": func(size int) []byte { return repeat(size, "", "\xf0\x9f", "") },
	"joiners":          func(size int) []byte { return repeat(size, "", "\u200d", "") },
	"accents":          func(size int) []byte { return repeat(size, "a", "\u0308", "") },
	"labels":           func(size int) []byte { return repeat(size, "", "ИНН", "7") },
	"periods":          func(size int) []byte { return repeat(size, "", "a.", "com") },
	"exponents":        func(size int) []byte { return repeat(size, "7.7E", "+", "09") },
	"at signs":         func(size int) []byte { return repeat(size, "", "@", "") },
	"a mailbox":        func(size int) []byte { return repeat(size, "", "a", "@b.example") },
	"a domain":         func(size int) []byte { return repeat(size, "a@", "b.", "example") },
	"a quoted mailbox": func(size int) []byte { return repeat(size, `"`, "a", `"@b.example`) },
	"comments":         func(size int) []byte { return repeat(size, "a@b.example", "(a", "") },
	"a comment":        func(size int) []byte { return repeat(size, "(", "a", ")a@b.example") },
	"encoded words":    func(size int) []byte { return repeat(size, "", "=?utf-8?q?a?= ", "<a@b.example>") },
	"a domain literal": func(size int) []byte { return repeat(size, "a@[", "1", "]") },
	"a group":          func(size int) []byte { return repeat(size, "a:", "a@b.example,", ";") },
	"extensions":       func(size int) []byte { return repeat(size, "+1 650 253 0000", " ext 1", "") },
	"phone contexts":   func(size int) []byte { return repeat(size, "tel:", ";phone-context=", "") },
}

// TestScreeningTakesLinearTime looks at customers all of whose fields are the
// worst texts.
func TestScreeningTakesLinearTime(t *testing.T) {
	screener := screening.New(livePolicy(t), screening.WithPartnerDomains("partner.example"), screening.WithAdvisor(phone.Advise))
	validate := registered(t, livePolicy(t))
	look := func(c *screening.Customer) {
		_ = screener.Screen(c)
		_ = screener.Inspect(c).String()
		_ = validate.Struct(c)
		for _, a := range []*address.Address{c.CompanyProfile.Address, c.BillingProfile.DefaultAddress} {
			_ = printable.Clean(a.FirstName)
		}
	}
	for name, text := range worstValues {
		t.Run(name, func(t *testing.T) {
			size := 1 << 20
			switch {
			case !tests.All():
				size = 64 << 10
			case name == "letters" || name == "no UTF-8" || name == "a quoted mailbox":
				size = 64 << 20
			}
			look(filled("a"))
			small, large := filled(string(text(size/growth/fieldsFilled))), filled(string(text(size/fieldsFilled)))
			requireLinear(t, size, costOf(t, 2, func() { look(small) }), costOf(t, 1, func() { look(large) }))
		})
	}
}

const fieldsFilled = 26

// filled returns a customer with a value in every field, in Brazil, whose live
// rule has an expression.
func filled(v string) *screening.Customer {
	inBrazil := address.Address{Country: "BR", Region: v, City: v, State: v, District: v, AddressLine1: v,
		FirstName: v, MiddleName: v, LastName: v, PhoneNumber: v, EmailAddress: v}
	elsewhere := inBrazil
	elsewhere.Country = v
	return &screening.Customer{
		CompanyProfile: &screening.CustomerCompanyProfile{
			Domain: v, CompanyName: v, Email: v, OrganizationRegistrationNumber: v, Address: &elsewhere,
		},
		BillingProfile: &screening.CustomerBillingProfile{FirstName: v, LastName: v, Email: v, CompanyName: v, DefaultAddress: &inBrazil},
	}
}

// TestGiantFieldsAreJudged sees to it that large values get the answer that
// small ones do.
func TestGiantFieldsAreJudged(t *testing.T) {
	c := customer("RU", strings.Repeat("7", 1<<20), strings.Repeat("\u00a0", 1<<20))
	assert.Equal(t, list(pcerrors.RegistrationNumberInvalid, pcerrors.PhoneNumberMissing), codes(t, screener.Screen(c)))
}
