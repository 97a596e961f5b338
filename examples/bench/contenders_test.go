package bench

import (
	"encoding/json"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/partnercentertest"
)

// contender is one way to screen a customer under November 2020.
type contender struct {
	name  string
	codes func(*subject) []errors.Code      // the verdict, the number's code before the phone's
	run   func(customers []*subject, n int) // screens n times
}

// undecided stands for the code of a customer whose country is not known.
const undecided errors.Code = -1

// refused counts what the contenders refuse, so that no verdict is left out.
var refused int

const byHandName, screenName = "by hand", "Screen"

// contenders are all that screen in this process, the quickest ones first.
var contenders = sync.OnceValue(func() []contender {
	screener := screening.New(countries.November2020())
	return []contender{
		{
			byHandName,
			func(s *subject) []errors.Code { return given(byHand(s.customer)) },
			func(customers []*subject, n int) {
				for s := range cycle(customers, n) {
					if number, phone := byHand(s.customer); number != 0 || phone != 0 {
						refused++
					}
				}
			},
		},
		{
			screenName,
			func(s *subject) []errors.Code { return screened(screener.Screen(s.customer)) },
			func(customers []*subject, n int) {
				for s := range cycle(customers, n) {
					if screener.Screen(s.customer) != nil {
						refused++
					}
				}
			},
		},
		judging("validator/v10 and regexp, a struct around", aroundValidator(), fieldCodes),
		judging("validator/v10 and regexp", withValidator(), fieldCodes),
		judging("ozzo-validation", withOzzo, ozzoCodes),
		withCEL(),
		withJSONSchema(),
	}
})

// judging is a contender that returns an error.
func judging(name string, judge func(*subject) error, codes func(error) []errors.Code) contender {
	return contender{
		name,
		func(s *subject) []errors.Code { return codes(judge(s)) },
		func(customers []*subject, n int) {
			for s := range cycle(customers, n) {
				if judge(s) != nil {
					refused++
				}
			}
		},
	}
}

// given returns the codes that are not 0.
func given(codes ...errors.Code) []errors.Code {
	var some []errors.Code
	for _, code := range codes {
		if code != 0 {
			some = append(some, code)
		}
	}
	return some
}

func screened(err error) []errors.Code {
	var codes []errors.Code
	switch err := err.(type) {
	case *errors.Undecided:
		codes = append(codes, undecided)
	case *errors.Rejection:
		for _, violation := range err.Violations {
			codes = append(codes, violation.Code)
		}
	}
	return codes
}

// TestSameVerdicts drives every contender over the country fixtures, of which
// the codes are known, and over random customers, of which they are not.
func TestSameVerdicts(t *testing.T) {
	var subjects []*subject
	var want [][]errors.Code
	for fixture := range partnercentertest.Fixtures() {
		for _, c := range fixture.Cases {
			customer := new(screening.Customer)
			require.NoError(t, json.Unmarshal(c.Customer, customer))
			subjects = append(subjects, newSubject(customer))
			var codes []errors.Code
			if c.Undecided {
				codes = append(codes, undecided)
			}
			for _, code := range c.Codes["2020-11"] {
				codes = append(codes, errors.Code(code))
			}
			want = append(want, codes)
		}
	}
	random := newSource(2)
	screener := screening.New(countries.November2020())
	for range 2000 {
		customer := random.anything()
		subjects = append(subjects, newSubject(customer))
		want = append(want, screened(screener.Screen(customer)))
	}

	for _, contender := range contenders() {
		t.Run(contender.name, func(t *testing.T) {
			for i, subject := range subjects {
				assert.Equal(t, want[i], contender.codes(subject), "%s", subject.line)
			}
		})
	}
	t.Run("python-stdnum and re", func(t *testing.T) {
		found := pythonCodes(t, subjects)
		require.Len(t, found, len(want))
		for i, subject := range subjects {
			assert.Equal(t, want[i], found[i], "%s", subject.line)
		}
	})
}

// TestPools checks that the customers of the benchmarks are what their pools say.
func TestPools(t *testing.T) {
	screener := screening.New(countries.November2020())
	for _, s := range accepted() {
		assert.NoError(t, screener.Screen(s.customer))
	}
	found := make(map[errors.Code]int)
	for _, s := range rejected() {
		codes := screened(screener.Screen(s.customer))
		assert.NotEmpty(t, codes)
		for _, code := range codes {
			found[code]++
		}
	}
	assert.Len(t, found, 4, "each of the four codes")
}
