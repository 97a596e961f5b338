// Package generate makes up customers by the million. Seed and number determine a
// customer, so any part of a customer base can be made anywhere. Customers look as
// the API returns them, about one kilobyte of JSON each.
//
// Half are in listed countries. About one in eight of these would be refused under
// the latest policy, for one of the usual reasons, and about as many are accepted
// with an advisory. The other half has few advisories.
package generate

import (
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/screening"
)

// Customers is an endless customer base. It is immutable and safe for concurrent
// use.
type Customers struct {
	// Seed chooses the customer base.
	Seed uint64

	// BrokenEvery cuts off the line of every customer whose number it divides; 0
	// cuts none.
	BrokenEvery int
}

// Append appends customer number n, counting from 1, as a line of JSON.
func (c Customers) Append(text []byte, n int) []byte {
	begin := len(text)
	text = newCustomer(c.Seed, n).append(text)
	if c.BrokenEvery > 0 && n%c.BrokenEvery == 0 {
		text = text[:begin+(len(text)-begin)/2]
	}
	return append(text, '\n')
}

// Write writes customers first to last, counting from 1, each on a line.
func (c Customers) Write(w io.Writer, first, last int) error {
	const piece = 1 << 18
	text := make([]byte, 0, piece+1<<13)
	for n := first; n <= last; n++ {
		text = c.Append(text, n)
		if len(text) >= piece || n == last {
			if _, err := w.Write(text); err != nil {
				return fmt.Errorf("customer %d: %w", n, err)
			}
			text = text[:0]
		}
	}
	return nil
}

// customer holds the choices for one customer.
type customer struct {
	random  *rand.Rand
	id      [16]byte
	country place
	company string
	first   string
	last    string
	number  string
	phone   string
}

func newCustomer(seed uint64, n int) *customer {
	random := rand.New(rand.NewPCG(seed, uint64(n)))
	c := &customer{random: random, country: pick(random, elsewhere)}
	if random.IntN(2) == 0 {
		c.country = pick(random, listed())
	}
	for i := range c.id {
		c.id[i] = byte(random.Uint32())
	}
	c.first, c.last = pick(random, firstNames), pick(random, lastNames)
	c.company = pick(random, companies) + " " + pick(random, trades) + " " + strconv.Itoa(n)
	c.phone = "+" + c.country.callingCode + digits(random, 9)
	c.chooseNumber()
	return c
}

// chooseNumber gives the customer a number, or makes one of the usual mistakes.
func (c *customer) chooseNumber() {
	if len(c.country.numbers) == 0 {
		return
	}
	c.number = pick(c.random, c.country.numbers)
	switch c.random.IntN(40) {
	case 0, 1:
		c.number = ""
	case 2, 3:
		c.number = c.number[:len(c.number)-1]
	case 4:
		c.phone = ""
	case 5, 6:
		i := c.random.IntN(len(c.number))
		c.number = c.number[:i] + string('0'+(c.number[i]-'0'+1)%10) + c.number[i+1:]
	case 7:
		c.number = c.number[:3] + " " + c.number[3:]
	case 8:
		_, size := utf8.DecodeRuneInString(c.first)
		c.first = c.first[:size]
	case 9:
		c.company = "Test"
	}
}

// append appends the customer as the API returns it.
func (c *customer) append(text []byte) []byte {
	id := fmt.Appendf(nil, "%x-%x-%x-%x-%x", c.id[:4], c.id[4:6], c.id[6:8], c.id[8:10], c.id[10:])
	domain := "c" + strings.ToLower(string(id[:8]))
	write := func(parts ...string) {
		for _, part := range parts {
			text = append(text, part...)
		}
	}
	write(`{"id":"`, string(id), `","commerceId":"`, string(id), `","companyProfile":{"tenantId":"`, string(id), `","domain":"`, domain,
		`.onmicrosoft.com","companyName":"`, c.company, `"`)
	if c.number != "" {
		write(`,"organizationRegistrationNumber":"`, c.number, `"`)
	}
	write(`,"links":{"self":{"uri":"/customers/`, string(id), `/profiles/company","method":"GET","headers":[]}},`,
		`"attributes":{"objectType":"CustomerCompanyProfile"}},"billingProfile":{"id":"`, string(id),
		`","email":"billing@`, domain, `.example","culture":"`, c.country.culture, `","language":"`, c.country.culture[:2], `","companyName":"`, c.company,
		`","defaultAddress":{"country":"`, c.country.code, `","city":"`, c.country.city, `","addressLine1":"`, pick(c.random, streets), ` `, strconv.Itoa(1+c.random.IntN(200)),
		`","postalCode":"`, digits(c.random, 5), `","firstName":"`, c.first, `","lastName":"`, c.last, `"`)
	if c.country.state != "" {
		write(`,"state":"`, c.country.state, `"`)
	}
	if c.phone != "" {
		write(`,"phoneNumber":"`, c.phone, `"`)
	}
	write(`},"attributes":{"etag":"`, digits(c.random, 19), `","objectType":"CustomerBillingProfile"}},"relationshipToPartner":"reseller",`,
		`"allowDelegatedAccess":true,"customDomains":["`, domain, `.example"],`,
		`"links":{"self":{"uri":"/customers/`, string(id), `","method":"GET","headers":[]}},"attributes":{"objectType":"Customer"}}`)
	return text
}

// place is a country that customers are in.
type place struct {
	code, callingCode, city, culture string
	state                            string   // where the country requires one
	numbers                          []string // without an advisory; none where customers give no number
}

var elsewhere = []place{
	{"DE", "49", "Köln", "de-DE", "", nil}, {"FR", "33", "Besançon", "fr-FR", "", nil}, {"US", "1", "Seattle", "en-US", "WA", nil},
	{"GB", "44", "Leeds", "en-GB", "", nil}, {"ES", "34", "Logroño", "es-ES", "", nil}, {"IT", "39", "Forlì", "it-IT", "", nil},
	{"JP", "81", "名古屋市", "ja-JP", "", nil}, {"SE", "46", "Malmö", "sv-SE", "", nil}, {"GR", "30", "Πάτρα", "el-GR", "", nil},
	{"CA", "1", "Montréal", "fr-CA", "QC", nil}, {"NL", "31", "Utrecht", "nl-NL", "", nil}, {"AU", "61", "Perth", "en-AU", "", nil},
}

// listed are the countries of the latest policy whose digits are published, and one
// without published digits.
var listed = sync.OnceValue(func() []place {
	cultures := map[string][2]string{
		"AM": {"Երևան", "hy-AM"}, "AZ": {"Bakı", "az-Latn-AZ"}, "BY": {"Минск", "be-BY"}, "HU": {"Győr", "hu-HU"}, "KG": {"Бишкек", "ky-KG"}, "KZ": {"Алматы", "kk-KZ"},
		"MD": {"Chișinău", "ro-RO"}, "PL": {"Łódź", "pl-PL"}, "RU": {"Казань", "ru-RU"}, "TJ": {"Душанбе", "tg-Cyrl-TJ"}, "UA": {"Львів", "uk-UA"}, "UZ": {"Toshkent", "uz-Latn-UZ"},
	}
	var places []place
	for rule := range countries.Latest().Rules() {
		if texts, ok := cultures[rule.Country()]; ok {
			places = append(places, place{rule.Country(), rule.CallingCode(), texts[0], texts[1], "", numbers(rule)})
		}
	}
	return places
})

// numbers returns registration numbers of a country that draw no advisory.
func numbers(rule countries.Rule) []string {
	const count = 64
	lengths := rule.NumberLengths()
	if len(lengths) == 0 {
		lengths = []int{10}
	}
	screener := screening.New(countries.Latest())
	random := rand.New(rand.NewPCG(1, uint64(rule.Country()[0])<<8|uint64(rule.Country()[1])))
	var found []string
	for len(found) < count {
		number := digits(random, pick(random, lengths))
		if acceptable(screener, rule.Country(), number) {
			found = append(found, number)
		}
	}
	return found
}

func acceptable(screener *screening.Screener, country, number string) bool {
	customer := screening.Customer{}
	text := fmt.Sprintf(`{"companyProfile":{"organizationRegistrationNumber":%q},"billingProfile":{"defaultAddress":{"country":%q,"phoneNumber":"1"}}}`, number, country)
	if customer.UnmarshalJSON([]byte(text)) != nil {
		return false
	}
	report := screener.Inspect(&customer)
	for _, advisory := range report.Advisories {
		if strings.HasPrefix(advisory.Rule, "registrationNumber.") {
			return false
		}
	}
	return report.Verdict() == screening.Accepted
}

func pick[T any](random *rand.Rand, from []T) T { return from[random.IntN(len(from))] }

func digits(random *rand.Rand, count int) string {
	text := make([]byte, count)
	for i := range text {
		text[i] = '0' + byte(random.IntN(10))
	}
	return string(text)
}

var (
	firstNames = []string{"Anna", "Ivan", "Aigul", "Levon", "Zsófia", "Mykola", "Olga", "Rustam", "Ion", "Ewa", "Farid", "Nora", "Peter", "Sofía", "Émile", "Grete"}
	lastNames  = []string{"Petrosyan", "Ivanova", "Nagy", "Kovács", "Shevchenko", "Karimov", "Popescu", "Wiśniewska", "Aliyev", "Braun", "Martin", "O'Neill", "García", "Lindström", "Novak", "Rossi"}
	companies  = []string{"Ararat", "Volga", "Duna", "Alatau", "Dnipro", "Registan", "Codru", "Wisła", "Xəzər", "Nemunas", "Zephyr", "Aurora", "Meridian", "Polaris", "Borealis", "Atlas"}
	trades     = []string{"Soft", "Data", "Logistics", "Foods", "Energy", "Textiles", "Consulting", "Pharma"}
	streets    = []string{"Abovyan St", "Vavilova", "Váci út", "Khreshchatyk", "Hauptstraße", "Rue de la Gare", "High Street", "Calle Mayor"}
)
