package schema

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/cspkit/customerscreen/countries"
)

// generator makes up customers as JSON: mostly of a policy's listed countries,
// and flawed about as often as not.
type generator struct {
	*rand.Rand
	policy *countries.Policy
}

// absent stands for a value in whose place there is no member.
const absent = ""

// customer is one that decodes.
func (g generator) customer() string {
	rule, other := g.rule(), g.rule()
	number := g.number(rule)
	if g.chance(10) {
		number = g.number(other)
	}
	byDefault, byCompany := g.address(rule), g.address(other)
	if g.chance(30) {
		byDefault, byCompany = g.pick(absent, "null"), byDefault
	} else if g.chance(50) {
		byCompany = g.pick(absent, "null", "{}")
	}
	company, billing := g.companyProfile(number, byCompany), g.billingProfile(byDefault)
	if g.chance(5) {
		company = g.pick(absent, "null", "{}")
	}
	if g.chance(5) {
		billing = g.pick(absent, "null", "{}")
	}
	return g.object("companyProfile", company, "billingProfile", billing)
}

// undecodable is a customer in which one value on the way to the screened
// fields is of a JSON type that its field does not take.
func (g generator) undecodable() string {
	rule := g.rule()
	noString, noObject := g.pick("5.5", "true", `["AZ"]`, "{}"), g.pick("5", "false", `[{}]`, `"AZ"`)
	number, address, other := g.number(rule), g.address(rule), g.address(g.rule())
	company, billing := g.companyProfile(number, other), g.billingProfile(address)
	switch g.IntN(7) {
	case 0:
		billing = g.billingProfile(g.object("country", noString, "phoneNumber", g.phoneNumber()))
	case 1:
		billing = g.billingProfile(g.object("country", g.country(rule), "phoneNumber", noString))
	case 2:
		billing = g.billingProfile(noObject)
	case 3:
		billing = noObject
	case 4:
		company = g.companyProfile(noString, other)
	case 5:
		company = g.companyProfile(number, noObject)
	case 6:
		company = noObject
	}
	return g.object("companyProfile", company, "billingProfile", billing)
}

func (g generator) companyProfile(number, address string) string {
	return g.object("organizationRegistrationNumber", number, "address", address)
}

func (g generator) billingProfile(address string) string {
	return g.object("defaultAddress", address)
}

func (g generator) address(rule countries.Rule) string {
	return g.object("country", g.country(rule), "phoneNumber", g.phoneNumber())
}

// rule is one of the policy, or the rest of the world's.
func (g generator) rule() countries.Rule {
	rules := slices.Collect(g.policy.Rules())
	if g.chance(15) {
		rule, _ := g.policy.Rule("")
		return rule
	}
	return rules[g.IntN(len(rules))]
}

// country is the rule's, or any of the rest of the world's, in any letter case,
// or what almost is one.
func (g generator) country(rule countries.Rule) string {
	code := rule.Country()
	if code == "" {
		code = g.pick(slices.Collect(countries.Codes())...)
	}
	if g.chance(30) {
		code = g.anyCase(code)
	}
	switch {
	case g.chance(90):
		return g.text(code)
	case g.chance(30):
		return g.pick(absent, "null")
	default:
		return g.text(g.pick(
			" "+code, code+"\n", code+g.space(), "\u200b"+code, code+"E", code+code, "\ufeff"+code, g.space(),
			"\u212aZ", "\u017fS", "\uff21\uff3a", "\u0130N", "\u0131n", strings.Repeat(code, 2), "A\x00",
			"UK", "ZZ", "AA", "YZ", "ÅZ", "A", "1Z", "@Z", "[z", "", "Russia", "RUS", "643"))
	}
}

// number is one that fits the rule, or one that is close to it.
func (g generator) number(rule countries.Rule) string {
	length := 1 + g.IntN(16)
	if lengths := rule.NumberLengths(); len(lengths) > 0 && g.chance(80) {
		length = lengths[g.IntN(len(lengths))]
	}
	zero := '0'
	if g.chance(10) {
		zero = []rune{'٠', '۰', '०', '０', '\U0001d7ce'}[g.IntN(5)]
	}
	digits := make([]rune, length)
	for i := range digits {
		digits[i] = zero + rune(g.IntN(10))
	}
	number := string(digits)
	switch {
	case g.chance(50):
		return g.text(number)
	case g.chance(30):
		return g.pick(absent, "null")
	case g.chance(30):
		return g.notGiven()
	case g.chance(5):
		return `"\ud800"`
	default:
		return g.text(g.pick(
			number+"\n", "\n"+number, number+"\r\n", number+g.space(), g.space()+number, number+"\x00",
			number[:len(number)/2]+"-"+number[len(number)/2:], "HU"+number, number+"X", "-"+number,
			number+"\u200b", "\ufeff"+number, "О"+number, number+number))
	}
}

func (g generator) phoneNumber() string {
	switch {
	case g.chance(65):
		return g.text(g.pick("+374 10 000000", "0", "-", "\u200b", "\x00", "\n+7", "\u0661"))
	case g.chance(40):
		return g.pick(absent, "null")
	default:
		return g.notGiven()
	}
}

// notGiven is text of white space, or of what is white space to some.
func (g generator) notGiven() string {
	var text strings.Builder
	for range g.IntN(3) {
		text.WriteString(g.space())
	}
	return g.text(text.String())
}

// space is a character that is white space to Go, to JavaScript or to RE2, or
// looks like it.
func (g generator) space() string {
	spaces := []rune("\t\n\v\f\r \u0085\u00a0\u1680\u2000\u2003\u2007\u200a\u2028\u2029\u202f\u205f\u3000")
	others := []rune("\x00\b\x1c\x1f\u00ad\u180e\u200b\u200d\u2060\u2800\u3164\ufeff\ufffd")
	if g.chance(90) {
		return string(spaces[g.IntN(len(spaces))])
	}
	return string(others[g.IntN(len(others))])
}

// object is made of names and values by turns, in any order, with members that
// nobody reads.
func (g generator) object(namesAndValues ...string) string {
	var members []string
	changeCase := g.chance(30)
	taken := map[string]bool{}
	for i := 0; i < len(namesAndValues); i += 2 {
		name, value := namesAndValues[i], namesAndValues[i+1]
		taken[name] = true
		if value == absent {
			continue
		}
		if changeCase {
			name = g.anyCase(name)
		}
		members = append(members, g.text(name)+":"+value)
	}
	if name := g.pick(
		"country ", "xcountry", "countryCode", "phoneNumber\n", "addre\u017fs", "organizationRegistrationNumbers",
		"defaultAddress.country", "announcedLater",
		"country", "phoneNumber", "organizationRegistrationNumber", "address", "defaultAddress", // where they do not belong
	); g.chance(15) && !taken[name] {
		members = append(members, g.text(name)+":"+g.pick("null", "1e400", `"AZ"`, `"1234567"`, `{"country":"AZ"}`, "[]"))
	}
	g.Shuffle(len(members), func(i, j int) { members[i], members[j] = members[j], members[i] })
	return "{" + strings.Join(members, ",") + "}"
}

// anyCase changes the case of ASCII letters.
func (g generator) anyCase(text string) string {
	switch g.IntN(4) {
	case 0:
		return strings.ToUpper(text[:min(1, len(text))]) + text[min(1, len(text)):]
	case 1:
		return strings.ToUpper(text)
	default:
		return strings.Map(func(r rune) rune {
			if isLetter := 'a' <= r|0x20 && r|0x20 <= 'z'; isLetter && g.chance(50) {
				return r ^ 0x20
			}
			return r
		}, text)
	}
}

func (g generator) text(text string) string {
	encoded, err := json.Marshal(text)
	if err != nil {
		panic(fmt.Sprintf("a string always encodes: %v", err))
	}
	return string(encoded)
}

func (g generator) chance(percent int) bool { return g.IntN(100) < percent }

func (g generator) pick(texts ...string) string { return texts[g.IntN(len(texts))] }
