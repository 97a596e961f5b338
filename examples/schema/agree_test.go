package schema

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/examples/internal/aswritten"
	"github.com/cspkit/customerscreen/internal/tests"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// answer is what an implementation says of a customer. Its codes ascend; a
// customer that is undecided is not accepted and has none.
type answer struct {
	Accepted bool  `json:"accepted"`
	Codes    []int `json:"codes"`
}

// bySchema are the implementations that screen customers, given as JSON, by a
// policy's schema.
var bySchema = []struct {
	name   string
	screen func(t *testing.T, schema json.RawMessage, customers []string) []answer
}{
	{"jsonschema for Go", screenWithGo},
	{"Ajv on Node.js", screenWithAjv},
}

func TestFixtures(t *testing.T) {
	for policy := range countries.Policies() {
		t.Run(policy.Name(), func(t *testing.T) {
			var customers []string
			var want []answer
			for fixture := range partnercentertest.Fixtures() {
				for _, c := range fixture.Cases {
					customers = append(customers, string(c.Customer))
					codes := slices.Sorted(slices.Values(c.Codes[policy.Name()]))
					want = append(want, answer{len(codes) == 0 && !c.Undecided, append([]int{}, codes...)})
				}
			}
			require.Greater(t, len(customers), 1000)
			compare(t, policy, customers, want)
		})
	}
}

// TestCountriesAsWritten needs the verdicts of the table of countries from the
// schema too.
func TestCountriesAsWritten(t *testing.T) {
	for policy := range countries.Policies() {
		t.Run(policy.Name(), func(t *testing.T) {
			var customers []string
			var want []answer
			for _, row := range aswritten.Countries() {
				customers = append(customers, string(row.Customer()))
				codes := []int{}
				if row.Verdicts[policy.Name()] == screening.Refused {
					codes = append(codes, int(pcerrors.RegistrationNumberMissing), int(pcerrors.PhoneNumberMissing))
				}
				want = append(want, answer{row.Verdicts[policy.Name()] == screening.Accepted, codes})
			}
			compare(t, policy, customers, want)
		})
	}
}

// randomCustomers is how many are tried of a policy. Under the race detector,
// which go test -short is for, they take long.
func randomCustomers() int {
	if !tests.All() {
		return 2000
	}
	return 20_000
}

// TestRandomCustomers needs the three implementations to agree on customers of
// every kind that decoding takes.
func TestRandomCustomers(t *testing.T) {
	for policy := range countries.Policies() {
		t.Run(policy.Name(), func(t *testing.T) {
			g := generator{rand.New(rand.NewPCG(2020, 11)), policy}
			customers, want := make([]string, randomCustomers()), make([]answer, randomCustomers())
			accepted, undecided, codes := 0, 0, map[int]int{}
			for i := range customers {
				customers[i] = g.customer()
				want[i] = screenByCode(t, policy, customers[i])
				switch {
				case want[i].Accepted:
					accepted++
				case len(want[i].Codes) == 0:
					undecided++
				}
				for _, code := range want[i].Codes {
					codes[code]++
				}
			}
			t.Logf("accepted: %d, undecided: %d, refused by code: %v", accepted, undecided, codes)
			assert.Greater(t, accepted, len(customers)/6)
			assert.Greater(t, undecided, len(customers)/20)
			elsewhere, _ := policy.Rule("")
			for _, code := range []pcerrors.Code{
				pcerrors.RegistrationNumberNotSupported, pcerrors.RegistrationNumberMissing,
				pcerrors.RegistrationNumberInvalid, pcerrors.PhoneNumberMissing,
			} {
				if code != pcerrors.RegistrationNumberNotSupported || elsewhere.NumberRequirement() == countries.NotSupported {
					assert.Greater(t, codes[int(code)], len(customers)/20, "the customers hardly try %d", code)
				}
			}
			compare(t, policy, customers, want)
		})
	}
}

// compare screens customers by the policy's schema.
func compare(t *testing.T, policy *countries.Policy, customers []string, want []answer) {
	schema := screening.JSONSchema(policy)
	for _, implementation := range bySchema {
		t.Run(implementation.name, func(t *testing.T) {
			found := implementation.screen(t, schema, customers)
			require.Len(t, found, len(want))
			differences := 0
			for i := range want {
				if !assert.ObjectsAreEqual(want[i], found[i]) {
					if differences++; differences <= 10 {
						t.Errorf("expected %v, found %v: %s", want[i], found[i], customers[i])
					}
				}
			}
			assert.Zero(t, differences)
		})
	}
}

// TestCustomersThatDoNotDecode needs the schema to refuse what Go cannot read:
// a value of another JSON type on the way to the screened fields.
func TestCustomersThatDoNotDecode(t *testing.T) {
	for policy := range countries.Policies() {
		t.Run(policy.Name(), func(t *testing.T) {
			g := generator{rand.New(rand.NewPCG(2021, 3)), policy}
			customers := make([]string, 2000)
			for i := range customers {
				customers[i] = g.undecodable()
				require.Error(t, json.Unmarshal([]byte(customers[i]), new(screening.Customer)), customers[i])
			}
			for _, implementation := range bySchema {
				t.Run(implementation.name, func(t *testing.T) {
					for i, answer := range implementation.screen(t, screening.JSONSchema(policy), customers) {
						assert.False(t, answer.Accepted, customers[i])
					}
				})
			}
		})
	}
}

func screenByCode(t *testing.T, policy *countries.Policy, text string) answer {
	var customer screening.Customer
	require.NoError(t, json.Unmarshal([]byte(text), &customer), text)
	err := screening.New(policy).Screen(&customer)
	codes := []int{}
	if rejection := (*pcerrors.Rejection)(nil); errors.As(err, &rejection) {
		for _, violation := range rejection.Violations {
			codes = append(codes, int(violation.Code))
		}
	}
	slices.Sort(codes)
	return answer{err == nil, codes}
}
