package generate_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/generate"
	"github.com/cspkit/customerscreen/examples/internal/records"
	"github.com/cspkit/customerscreen/screening"
)

func written(t *testing.T, customers generate.Customers, first, last int) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, customers.Write(&out, first, last))
	return out.String()
}

func TestTheSameSeedGivesTheSameCustomers(t *testing.T) {
	all := written(t, generate.Customers{Seed: 7}, 1, 1000)
	assert.Equal(t, all, written(t, generate.Customers{Seed: 7}, 1, 400)+written(t, generate.Customers{Seed: 7}, 401, 1000))
	assert.NotEqual(t, all, written(t, generate.Customers{Seed: 8}, 1, 1000))
}

func TestCustomersAreOfEveryKind(t *testing.T) {
	const count = 10_000
	text := written(t, generate.Customers{Seed: 1}, 1, count)
	assert.InDelta(t, 1024, len(text)/count, 150, "bytes a customer")
	screener := screening.New(countries.Latest())
	found, refused, read := map[string]int{}, 0, 0
	for record := range records.JSON(strings.NewReader(text)) {
		require.NoError(t, record.Err)
		read++
		report := screener.Inspect(record.Customer)
		for _, violation := range report.Violations {
			found[violation.Code.Error()[:6]]++
		}
		for _, advisory := range report.Advisories {
			found[advisory.Rule]++
		}
		require.Nil(t, report.Undecided)
		if report.Verdict() == screening.Refused {
			refused++
		}
	}
	assert.Equal(t, count, read)
	assert.InDelta(t, count/15, refused, count/30)
	for _, kind := range []string{"600049", "600050", "600051", "registrationNumber.checkDigit", "registrationNumber.characters"} {
		assert.Greater(t, found[kind], count/1000, kind)
	}
	for _, kind := range []string{"culture.unknown", "language.format", "state.required"} {
		assert.Zero(t, found[kind], kind)
	}
}

func TestBrokenCustomers(t *testing.T) {
	lines := strings.Split(strings.TrimSpace(written(t, generate.Customers{BrokenEvery: 10}, 1, 100)), "\n")
	require.Len(t, lines, 100)
	for i, line := range lines {
		assert.Equal(t, (i+1)%10 != 0, json.Valid([]byte(line)), "customer %d", i+1)
	}
}

func BenchmarkAppend(b *testing.B) {
	text := make([]byte, 0, 1<<16)
	for n := range b.N {
		text = generate.Customers{Seed: 1}.Append(text[:0], n)
	}
	b.SetBytes(int64(len(text)))
}
