package schema

import (
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
)

// TestLiveRules needs the three implementations to agree on expressions that
// Partner Center may state, most of which JavaScript would read otherwise or
// not at all.
func TestLiveRules(t *testing.T) {
	policy := countries.November2020()
	for _, live := range []struct {
		country                       string
		numberRequired, phoneRequired bool
		expression                    string
	}{
		{"AM", true, false, `(?i)^ab\d{1,}$|^[k-s]+$`},
		{"BY", true, true, `^(?:[A-Z0-9&&!!-]{3}|\w+?[^\s\w])$`},
		{"HU", false, true, `\A\-?\d?\.(?<part>\/[)(|{}])?\z`},
		{"KG", true, true, `^\d(\d{2})?$`},
		{"PT", false, false, `^a.*\bb$|^$|^c{2}$`},
		{"FR", false, true, ""},
		{"CU", true, true, ""}, // no code of Microsoft's table, until a live rule makes it one
	} {
		rule, err := countries.ParseValidationRules([]byte(`{"iso2Code":"` + live.country + `",` +
			`"customerOrganizationRegistrationNumberRequired":` + strconv.FormatBool(live.numberRequired) + `,` +
			`"customerOrganizationPhoneNumberRequired":` + strconv.FormatBool(live.phoneRequired) + `,` +
			`"customerOrganizationRegistrationNumberRegex":` + generator{}.text(live.expression) + `}`))
		require.NoError(t, err, live.country)
		policy = policy.With(rule)
	}

	g := generator{rand.New(rand.NewPCG(2020, 11)), policy}
	customers, want := make([]string, 2*randomCustomers()), make([]answer, 2*randomCustomers())
	fitting := map[string]int{}
	for i := range customers {
		rule, number := g.rule(), g.expressive()
		if rule.NumberFits(number) && len(rule.NumberLengths()) == 0 {
			fitting[rule.Country()]++
		}
		customers[i] = g.object(
			"companyProfile", g.companyProfile(g.text(number), absent),
			"billingProfile", g.billingProfile(g.address(rule)))
		want[i] = screenByCode(t, policy, customers[i])
	}
	for _, country := range []string{"AM", "BY", "HU", "PT"} {
		assert.NotZero(t, fitting[country], "no number fits %s", country)
	}
	compare(t, policy, customers, want)
}

// expressive is a short text of characters that mean something to expressions.
func (g generator) expressive() string {
	var text strings.Builder
	for range g.IntN(6) {
		text.WriteString(g.pick("a", "b", "A", "B", "c", "k", "K", "s", "S", "\u212a", "\u017f", "1", "2", "٣",
			".", ".", " ", "-", "&", "!", "/", "(", "|", "}", "_", "é", "\n"))
	}
	return text.String()
}
