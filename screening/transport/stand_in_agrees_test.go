package transport_test

import (
	"bytes"
	"encoding/json"
	"hash/fnv"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
	"github.com/cspkit/customerscreen/screening/transport"
)

// answerOf is what a create-customer request or another is answered: 0 where it
// is accepted, or the code and text of the refusal.
type answerOf struct {
	code pcerrors.Code
	text string
}

// standInAnswers lets a new stand-in with the two existing customers answer.
func standInAnswers(t testing.TB, policy *countries.Policy, method, path string, body []byte) answerOf {
	t.Helper()
	handler := partnercentertest.NewHandler(partnercentertest.WithPolicy(policy.Name()))
	addCustomers(t, handler)
	response, err := inMemory{handler}.RoundTrip(newRequest(t, method, "https://api.example"+path, bytes.NewReader(body)))
	require.NoError(t, err)
	return readAnswer(t, response)
}

func readAnswer(t testing.TB, response *http.Response) answerOf {
	t.Helper()
	if response.StatusCode < http.StatusBadRequest {
		return answerOf{}
	}
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	var refusal struct {
		Code        pcerrors.Code
		Description string
	}
	require.NoError(t, json.Unmarshal(body, &refusal))
	return answerOf{refusal.Code, refusal.Description}
}

// transportAnswers lets a transport answer; screened is false where it passed
// the request on without a verdict.
func transportAnswers(t testing.TB, policy *countries.Policy, method, path string, body []byte) (answer answerOf, screened bool) {
	t.Helper()
	screened = true
	tripper := transport.New(&counting{}, screening.New(policy),
		reporting(func(*http.Request, *transport.UnscreenedError) { screened = false }))
	response, err := tripper.RoundTrip(newRequest(t, method, "https://api.example"+path, bytes.NewReader(body)))
	require.NoError(t, err)
	return readAnswer(t, response), screened
}

// undecided is the answer of a Screener to a customer that nobody can judge.
var undecided = answerOf{-1, "undecided"}

// screenerAnswers decodes the body and screens the customer.
func screenerAnswers(t testing.TB, policy *countries.Policy, body []byte) answerOf {
	t.Helper()
	var c screening.Customer
	require.NoError(t, json.Unmarshal(body, &c))
	err := screening.New(policy).Screen(&c)
	switch err := err.(type) {
	case nil:
		return answerOf{}
	case *pcerrors.Undecided:
		return undecided
	default:
		first := err.(*pcerrors.Rejection).Violations[0] // the API answers one
		return answerOf{first.Code, first.Error()}
	}
}

var everyCountry = []string{
	"AE", "AM", "AZ", "BR", "BY", "HU", "IN", "IQ", "KG", "KZ", "MD", "MM", "PL", "RU", "SA", "SS", "TH", "TJ", "TR", "UA", "UZ", "VE", "VN", "ZA",
	"US", "DE", "GE", "ZZ", "", " ", "R", "RUS", "Russia", "ＲＵ", "ru", "Kz", "hU",
}

// everyPhone is given or not in every way that a reader could take for another.
var everyPhone = []string{"+1", "", " ", "\t\r\n", "\u00a0", "\u200b", "\u2028", "\u3000", "\x00"}

// everyOddDigit is what some readers take for a digit, or for nothing.
var everyOddDigit = []string{"-", " ", "A", "O", "\n", "\x00", "٧", "７", "²", "\u200b", ""}

// requireAgreement compares the Screener, the stand-in and the transport: under
// every policy they have to name the same code with the same text. Where the
// Screener is undecided the transport passes the request on; what the stand-in
// does then is an assumption.
func requireAgreement(t testing.TB, body []byte) {
	t.Helper()
	for _, policy := range policies {
		want := screenerAnswers(t, policy, body)
		answer, screened := transportAnswers(t, policy, "POST", "/v1/customers", body)
		require.Equal(t, want != undecided, screened, "%s: %s", policy, body)
		if want == undecided {
			require.Zero(t, answer, "%s: %s", policy, body)
			continue
		}
		require.Equal(t, want, standInAnswers(t, policy, "POST", "/v1/customers", body), "%s: %s", policy, body)
		require.Equal(t, want, answer, "%s: %s", policy, body)
	}
}

func TestStandInAgreesOnEveryCountryAndLength(t *testing.T) {
	for _, country := range everyCountry {
		for digits := range 17 {
			if !tests.All() && digits%5 != 0 {
				continue
			}
			for _, phone := range everyPhone[:3] {
				requireAgreement(t, customerBody(t, country, strings.Repeat("7", digits), phone, 0))
			}
		}
	}
}

// FuzzStandInAgreesWithScreener compares two implementations of the rules that
// share no code, the Screener and the stand-in, over random customers of every
// country, numbers, phones and forms of the body, under both policies. The
// fuzzer finds texts to put among them.
func FuzzStandInAgreesWithScreener(f *testing.F) {
	for seed := range uint64(20) {
		f.Add(seed, "RUS", "7707083893", "+7")
	}
	f.Add(uint64(20), "Ru", "٧٧٠٧٠٨٣٨٩٣", "\u1680")
	f.Add(uint64(21), "ＢＹ", "7707083893\n", "\u0085")
	f.Add(uint64(22), "B\x00", "123456789\x00", "\xff")
	f.Fuzz(func(t *testing.T, seed uint64, anyCountry, anyNumber, anyPhone string) {
		texts := fnv.New64a() // so that whatever the fuzzer changes, it gets other customers
		io.WriteString(texts, anyCountry+"\n"+anyNumber+"\n"+anyPhone)
		random := rand.New(rand.NewPCG(seed, texts.Sum64()))
		pick := func(values []string, other string) string {
			if random.IntN(4) == 0 {
				return other
			}
			return values[random.IntN(len(values))]
		}
		for range 16 {
			digits := strings.Repeat("7", random.IntN(15))
			odd := strings.Replace(digits+"7", "7", pick(everyOddDigit, anyPhone), random.IntN(2)) // as many characters, or one more
			country, number, phone := pick(everyCountry, anyCountry), pick([]string{digits, digits, odd}, anyNumber), pick(everyPhone, anyPhone)
			requireAgreement(t, customerBody(t, country, number, phone, random.Uint32()&random.Uint32()))
		}
	})
}

// customerBody writes a customer; the bits of form choose its form.
func customerBody(t testing.TB, country, number, phone string, form uint32) []byte {
	bit := func(n int) bool { return form>>n&1 != 0 }
	address := func(country, phone string) map[string]any {
		a := map[string]any{"country": country, "phoneNumber": phone, "city": "Minsk", "announced": []any{1, nil}}
		for n, name := range []string{"country", "phoneNumber"} {
			if bit(n) && bit(n+2) {
				a[name] = nil
			} else if bit(n) && bit(n+3) {
				delete(a, name)
			}
		}
		return a
	}
	company := map[string]any{"domain": "contoso.onmicrosoft.com", "organizationRegistrationNumber": number}
	billing := map[string]any{"email": "a@b.example"}
	switch {
	case !bit(5) || bit(6):
		billing["defaultAddress"] = address(country, phone)
	case bit(7):
		billing["defaultAddress"] = nil
	case bit(8):
		billing["defaultAddress"] = map[string]any{}
	}
	if bit(9) {
		company["address"] = address(country, phone)
	} else if bit(10) {
		company["address"] = address(everyCountry[form%uint32(len(everyCountry))], "")
	}
	c := map[string]any{"companyProfile": company, "billingProfile": billing}
	switch {
	case bit(11) && bit(12):
		delete(c, "billingProfile")
	case bit(11) && bit(13):
		c["companyProfile"] = nil
	case bit(11) && bit(14):
		delete(company, "organizationRegistrationNumber")
	}
	body, err := json.Marshal(c)
	require.NoError(t, err)
	if bit(15) {
		for _, name := range []string{"companyProfile", "billingProfile", "defaultAddress", "organizationRegistrationNumber", "country", "phoneNumber"} {
			body = bytes.ReplaceAll(body, []byte(`"`+name+`":`), []byte(`"`+strings.ToUpper(name[:1])+name[1:]+`" : `))
		}
	}
	return body
}

// FuzzTransportRefusesNothingThatIsAccepted sends any body by each row that
// has one: what the transport refuses, the stand-in refuses, and what the
// transport judges of a new customer, the Screener judges alike.
func FuzzTransportRefusesNothingThatIsAccepted(f *testing.F) {
	samples, err := filepath.Glob("../testdata/*.json")
	require.NoError(f, err)
	for _, sample := range samples {
		body, err := os.ReadFile(sample)
		require.NoError(f, err)
		for row := range uint8(4) {
			f.Add(row, body)
		}
	}
	for row := range uint8(4) {
		for _, body := range []string{
			completeCustomer, incompleteCustomer, `null`, `{"companyProfile":{"organizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"country":"BY"}}}`,
			`{"defaultAddress":{"country":"BY"}}`, `{"defaultAddress":{"Country":"BY","COUNTRY":"FR"}}`, `{"x":1,"x":2,"companyProfile":{}}`,
			`{"companyProfile":{"\u006frganizationRegistrationNumber":"1"},"billingProfile":{"defaultAddress":{"countr\u0079":"AZ","phoneNumber":"1"}}}`,
			`{"companyProfile":{"organizationRegistrationNumber":"\ud800"},"billingProfile":{"defaultAddress":{"country":"AZ"}}} `,
			`{"companyProfile":{"organizationRegistrationNumber":""},"billingProfile":{"defaultAddress":{"country":"AZ","phoneNumber":""}}}`,
		} {
			f.Add(row, []byte(body))
		}
	}
	rows := []struct{ method, path string }{
		{"POST", "/v1/customers"},
		{"PATCH", "/v1/customers/" + completeID},
		{"PATCH", "/v1/customers/" + incompleteID},
		{"PUT", "/v1/customers/" + completeID + "/profiles/billing"},
	}
	ours := []pcerrors.Code{pcerrors.RegistrationNumberNotSupported, pcerrors.RegistrationNumberMissing,
		pcerrors.RegistrationNumberInvalid, pcerrors.PhoneNumberMissing}
	f.Fuzz(func(t *testing.T, n uint8, body []byte) {
		row := rows[int(n)%len(rows)]
		for _, policy := range policies {
			answer, screened := transportAnswers(t, policy, row.method, row.path, body)
			standIn := standInAnswers(t, policy, row.method, row.path, body)
			if answer.code != 0 {
				require.NotZero(t, standIn.code, "%s %s %s", policy.Name(), row, body)
			}
			if answer.code != 0 && slices.Contains(ours, standIn.code) {
				require.Equal(t, standIn, answer, "%s %s %s", policy.Name(), row, body)
			}
			var c screening.Customer
			if row.method == "POST" && screened && json.Unmarshal(body, &c) == nil {
				require.Equal(t, screenerAnswers(t, policy, body), answer, "%s %s", policy.Name(), body)
				if standIn.code == 0 || slices.Contains(ours, standIn.code) {
					require.Equal(t, standIn, answer, "%s %s", policy.Name(), body)
				}
			}
		}
	})
}
