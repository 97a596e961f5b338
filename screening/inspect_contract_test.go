package screening_test

import (
	"cmp"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/printable"
	"github.com/cspkit/customerscreen/screening"
)

// contractRemark is what an advisory of the contract says.
type contractRemark struct{ rule, field, message string }

// remarksByValidator are the remarks of a second implementation of the
// contract: validator's own pass over the tags.
func remarksByValidator(v *validator.Validate, c *screening.Customer) []contractRemark {
	broken, _ := v.Struct(c).(validator.ValidationErrors)
	var found []contractRemark
	for _, b := range broken {
		_, field, _ := strings.Cut(b.Namespace(), ".")
		switch tag, name := b.Tag(), b.StructField(); {
		case tag == "required":
			if c.ID == "" {
				found = append(found, contractRemark{"contract.required", field, "the field is required to create a customer"})
			}
		case name == "Domain" && c.ID != "", name == "Country", name == "FirstName", name == "LastName":
		case name == "State":
			found = append(found, contractRemark{"state.length", field, "the state is longer than two characters"})
		case tag == "min":
			found = append(found, contractRemark{"contract.length", field, "the value is shorter than " + b.Param() + " characters"})
		case tag == "max":
			found = append(found, contractRemark{"contract.length", field, "the value is longer than " + b.Param() + " characters"})
		case !printable.Is(b.Value().(string)): // email.notPrintable says it
		default:
			found = append(found, contractRemark{"contract.format", field, "the value is not an e-mail address"})
		}
	}
	order := []string{"state.length", "contract.required", "contract.length", "contract.format"}
	slices.SortStableFunc(found, func(a, b contractRemark) int {
		return cmp.Compare(slices.Index(order, a.rule), slices.Index(order, b.rule))
	})
	return found
}

// remarksOnTheContract are those of a report.
func remarksOnTheContract(report screening.Report) []contractRemark {
	var found []contractRemark
	for _, a := range report.Advisories {
		if a.Rule == "state.length" || strings.HasPrefix(a.Rule, "contract.") {
			found = append(found, contractRemark{a.Rule, a.Field, a.Message})
		}
	}
	return found
}

func newContractValidator() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(func(field reflect.StructField) string { return field.Tag.Get("json") })
	return v
}

// oddEmails are addresses near the limits of what validator takes for one.
var oddEmails = []string{
	"", " ", "@", "a@", "@b.de", "a@b", "a@b.c", "a@b.1", "a@b.c1", "a@b.1c", "a@b.c1d", "a@1.de", "a@b.de.", "a@b..de", "a@.de",
	"a.@b.de", ".a@b.de", "a..b@c.de", "a@b@c.de", "a b@c.de", "a@b c.de", " a@b.de", "a@b.de ", "a@-b.de", "a@b-.de", "a@b--c.de",
	"a@b.d-e", "a@b.-de", "a@b.de-", "a_@b.de", "_a@b.de", "a-@b.de", "-a@b.de", "a++b@c.de", "a@b_c.de", "a@b+c.de", "a~b@c~d.de", "!#$%@b.de",
	`"a b"@c.de`, `a"b@c.de`, "A B <a@b.de>", "<a@b.de>", "a@b.de, c@d.de", "a@[127.0.0.1]", "a@127.0.0.1", "a(b)@c.de", "a(b@c.de", "a@b(c.de",
	"иван@почта.рф", "ivan@почта.рф", "ivan@почта.com", "ivan@xn--80a1acny.xn--p1ai", "a@b.\u00a0", "\xff@b.de", "a@\xff.de", "a@b.d\xffe",
	"a\u200b@b.de", "a\x00@b.de", "a@b.de\n", "a`@b.de", "a@b`.de", "a{@b.de", "a[@b.de", "a/@b.de", "a:@b.de", "a@b:80.de", "a@b.d/e", "a@b.d[e",
}

// TestContractAsValidator compares the remarks on customers at the limits of
// the contract with those of validator's pass.
func TestContractAsValidator(t *testing.T) {
	texts := []string{"", "", "", "RU", "ru", "Ж", "\xff", "12", " "}
	for _, length := range []int{2, 3, 16, 17, 43, 44, 50, 51, 200, 201} {
		for _, character := range []string{"x", "ы", "\xff", "e\u0301", "😀"} {
			texts = append(texts, strings.Repeat(character, length))
		}
	}
	text := func() string { return texts[rand.IntN(len(texts))] }
	email := func() string { return oddEmails[rand.IntN(len(oddEmails))] }
	randomAddress := func() *address.Address {
		if rand.IntN(5) == 0 {
			return nil
		}
		return &address.Address{Country: text(), State: text(), AddressLine1: text(), AddressLine2: text(),
			FirstName: text(), LastName: text(), EmailAddress: email()}
	}
	v, screener := newContractValidator(), screening.New(countries.Latest())
	drawn := make(map[contractRemark]bool)
	for range 3000 {
		c := &screening.Customer{}
		if rand.IntN(4) == 0 {
			c.ID = text()
		}
		if rand.IntN(8) != 0 {
			c.CompanyProfile = &screening.CustomerCompanyProfile{Domain: text(), Email: email(), Address: randomAddress()}
		}
		if rand.IntN(8) != 0 {
			c.BillingProfile = &screening.CustomerBillingProfile{FirstName: text(), LastName: text(), Email: email(),
				Culture: text(), Language: text(), CompanyName: text(), DefaultAddress: randomAddress()}
		}
		want := remarksByValidator(v, c)
		require.Equal(t, want, remarksOnTheContract(screener.Inspect(c)), "%+q", c)
		for _, remark := range want {
			drawn[remark] = true
		}
	}
	assert.Len(t, drawn, 22, "each remark on each field: %v", drawn)
}

// TestEmailAsValidator compares the verdict on e-mail addresses with that of
// validator's rule.
func TestEmailAsValidator(t *testing.T) {
	const alphabet = "aazZ09@@...-_+~é /:`[{\"\xff"
	v, screener := validator.New(), screening.New(countries.Latest())
	verdicts := make(map[bool]int)
	c := complete()
	check := func(email string) {
		c.BillingProfile.Email = email
		valid := v.Var(email, "required,email") == nil || email != "" && !printable.Is(email)
		require.Equal(t, valid, remarksOnTheContract(screener.Inspect(c)) == nil, "%q", email)
		verdicts[valid]++
	}
	for _, email := range oddEmails {
		check(email)
	}
	for range 20_000 {
		email := []byte("it@eu-1.volga.example")
		for range 1 + rand.IntN(3) {
			at, c := rand.IntN(len(email)), alphabet[rand.IntN(len(alphabet))]
			switch rand.IntN(3) {
			case 0:
				email[at] = c
			case 1:
				email = slices.Insert(email, at, c)
			default:
				email = slices.Delete(email, at, at+1)
			}
		}
		check(string(email))
	}
	assert.Greater(t, verdicts[true], 1000)
	assert.Greater(t, verdicts[false], 1000)
}

// TestInspectAllocations proves that e-mail addresses of the usual form do not
// go to validator, whose check allocates.
func TestInspectAllocations(t *testing.T) {
	screener := screening.New(countries.Latest())
	c := complete()
	c.CompanyProfile.OrganizationRegistrationNumber = ""
	c.CompanyProfile.Address.Country, c.BillingProfile.DefaultAddress.Country = "FR", "FR"
	for _, email := range []string{"it@volgadata.example", "a.z_A+Z-0.9@a0-z9.AZ.az", "1@1.a"} {
		c.CompanyProfile.Email, c.BillingProfile.Email = email, email
		require.Empty(t, screener.Inspect(c))
		assert.Zero(t, testing.AllocsPerRun(100, func() { screener.Inspect(c) }), email)
	}
	c.BillingProfile.Email = "иван@почта.рф"
	require.Empty(t, screener.Inspect(c))
	assert.NotZero(t, testing.AllocsPerRun(100, func() { screener.Inspect(c) }), "or this test proves nothing")
}

// FuzzContract compares the remarks on arbitrary customers with those of
// validator's pass.
func FuzzContract(f *testing.F) {
	const companyProfile, companyAddress, billingProfile, defaultAddress = 1, 2, 4, 8
	for _, email := range oddEmails {
		f.Add(uint8(15), "", "volgadata.onmicrosoft.com", "ru-RU", "RU", "77", "Vavilova 19", "Ivan", email)
	}
	for present := range uint8(16) {
		f.Add(present, "", "a.onmicrosoft.com", "", "", "", "", "", "it@volgadata.example")
		f.Add(present, "626099fe", "own.example", "", "Russia", "Moscow", strings.Repeat("\xff", 201), strings.Repeat("ы", 51), "")
	}
	v, screener := newContractValidator(), screening.New(countries.Latest())
	f.Fuzz(func(t *testing.T, present uint8, id, domain, culture, country, state, line, name, email string) {
		a := address.Address{Country: country, State: state, AddressLine1: line, AddressLine2: line,
			FirstName: name, LastName: name, EmailAddress: email}
		c := &screening.Customer{ID: id}
		if present&companyProfile != 0 {
			c.CompanyProfile = &screening.CustomerCompanyProfile{Domain: domain, Email: email}
			if present&companyAddress != 0 {
				c.CompanyProfile.Address = &a
			}
		}
		if present&billingProfile != 0 {
			c.BillingProfile = &screening.CustomerBillingProfile{FirstName: name, LastName: name, Email: email,
				Culture: culture, Language: culture, CompanyName: name}
			if present&defaultAddress != 0 {
				c.BillingProfile.DefaultAddress = &a
			}
		}
		assert.Equal(t, remarksByValidator(v, c), remarksOnTheContract(screener.Inspect(c)))
	})
}
