package screening

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
)

// JSONSchema returns a policy's rules as a JSON Schema, draft 2020-12, for the
// Customer resource. It says what [Screener.Screen] judges, for programs not
// written in Go. A constraint that stands for one of the four codes carries it
// as x-partnercenter-code beside the keyword that fails. The same policy always
// gives the same text. JSONSchema panics without a policy, as [New] does.
//
// For every customer that decodes into [Customer] and gives the screened values
// as strings, a validator finds the codes that Screen finds. The schema refuses
// without a code what Screen calls undecided, a customer whose country is
// missing or is not a country code, since no code is published for it. It also
// refuses without a code a value of the wrong JSON type in a screened field or
// on the way to one. Here it is stricter than decoding, which reads the digits
// of a number. Like Screen, it ignores other members. It matches member names
// and the country in any letter case, and takes white space as Go does. It
// cannot see a name that appears twice, which decoding refuses.
//
// ECMA-262, RE2, Python and .NET read its regular expressions alike. Some of
// them let $ match before a final line feed; another keyword refuses that.
func JSONSchema(policy *countries.Policy) json.RawMessage {
	mustHave(policy)
	rules, elsewhere := []any{reference("countryKnown")}, []any{reference("countryKnown")}
	definitions := append(sharedDefinitions(), member{"countryCode", countryCode(policy)})
	ofTheRest, _ := policy.Rule("")
	for rule := range policy.Rules() {
		name, asked := rule.Country(), constraints(rule)
		schema := object{{"if", customerElsewhere(name)}}
		switch {
		case len(asked) > 0:
			schema = append(schema, member{"else", object{{"allOf", asked}}})
			rules = append(rules, reference(name))
		case len(constraints(ofTheRest)) == 0:
			continue // asks for nothing, like the rest of the world
		}
		elsewhere = append(elsewhere, reference(name+"/if"))
		definitions = append(definitions, member{name, ruleSchema(rule, schema)})
	}
	if asked := constraints(ofTheRest); len(asked) > 0 {
		rules = append(rules, reference("elsewhere"))
		definitions = append(definitions, member{"elsewhere", ruleSchema(ofTheRest, object{
			{"if", object{{"allOf", elsewhere}}},
			{"then", object{{"allOf", asked}}},
		})})
	}
	schema := object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "Customer, as Partner Center screens it by the policy " + policy.Name()},
		{"description", "The body of a create-customer request. A customer's country and phone number are those " +
			"of billingProfile.defaultAddress, or of companyProfile.address where there is no default address. " +
			"A constraint with x-partnercenter-code stands for the code with which Partner Center refuses. " +
			"A customer whose country is not known fails countryKnown, which has no code: nobody can say what Partner Center answers."},
		{"$comment", "Partner Center reads member names in any letter case, and so do the patterns of names: ^[Cc][Oo][Uu][Nn][Tt][Rr][Yy]$ is country."},
		{"type", "object"},
		{"patternProperties", object{
			{memberName("companyProfile"), reference("companyProfile")},
			{memberName("billingProfile"), reference("billingProfile")},
		}},
	}
	return layOut(append(schema, member{"allOf", rules}, member{"$defs", definitions}))
}

// ruleSchema returns a rule's condition and constraints, under a description.
func ruleSchema(rule countries.Rule, body object) object {
	hints := rule.FormHints()
	description := hints.RegistrationNumber.Label + ". " + hints.RegistrationNumber.Help
	if local := hints.RegistrationNumber.LocalLabel; local != "" {
		description = local + ": " + description
	}
	if rule.Source() != "" {
		description += " Source: " + rule.Source() + "."
	}
	return append(object{{"title", hints.Name}, {"description", description}}, body...)
}

// constraints are what a rule asks of its customers.
func constraints(rule countries.Rule) []any {
	var list []any
	pattern := rule.FormHints().RegistrationNumber.Pattern
	if rule.NumberRequirement() == countries.Required {
		list = append(list, reference("numberRequired"))
	}
	switch {
	case rule.NumberRequirement() == countries.NotSupported:
		list = append(list, number(object{
			{"title", pcerrors.RegistrationNumberNotSupported.Description()},
			{"not", reference("given")},
			codeOf(pcerrors.RegistrationNumberNotSupported),
		}))
	case pattern != "":
		list = append(list, number(object{
			{"if", reference("given")},
			{"then", object{
				{"pattern", "^(" + pattern + ")$"},
				noLineFeed,
				codeOf(pcerrors.RegistrationNumberInvalid),
			}},
		}))
	}
	if rule.PhoneRequirement() == countries.Required {
		list = append(list, reference("phoneRequired"))
	}
	return list
}

// sharedDefinitions are the resources on the way to the screened fields, and the
// parts that rules share.
func sharedDefinitions() object {
	return object{
		{"companyProfile", object{
			{"title", "companyProfile"},
			{"type", []any{"object", "null"}},
			{"patternProperties", object{
				{memberName("organizationRegistrationNumber"), object{
					{"title", "organizationRegistrationNumber"},
					{"description", "The legal identifier of the business, without spaces, hyphens or other separators."},
					{"type", []any{"string", "null"}},
				}},
				{memberName("address"), reference("address")},
			}},
		}},
		{"billingProfile", object{
			{"title", "billingProfile"},
			{"type", []any{"object", "null"}},
			{"patternProperties", object{{memberName("defaultAddress"), reference("address")}}},
		}},
		{"address", object{
			{"title", "Address"},
			{"type", []any{"object", "null"}},
			{"patternProperties", object{
				{memberName("country"), object{
					{"title", "country"},
					{"description", "ISO 3166-1 alpha-2 code, in any letter case."},
					{"type", []any{"string", "null"}},
				}},
				{memberName("phoneNumber"), object{
					{"title", "phoneNumber"},
					{"type", []any{"string", "null"}},
				}},
			}},
		}},
		{"given", object{
			{"title", "A value that is given"},
			{"description", "At least one character that is not white space."},
			{"type", "string"},
			{"pattern", "[^" + whiteSpace + "]"},
		}},
		{"countryKnown", object{
			{"title", "The customer's country is given, as a country code"},
			{"not", reference("countryUnknown")},
		}},
		{"countryUnknown", customerAddress(within("country", not(reference("countryCode"))))},
		{"numberNotGiven", number(not(reference("given")))},
		{"numberRequired", object{
			{"title", pcerrors.RegistrationNumberMissing.Description()},
			{"not", reference("numberNotGiven")},
			codeOf(pcerrors.RegistrationNumberMissing),
		}},
		{"hasDefaultAddress", not(defaultAddress(object{{"type", "null"}}))},
		{"phoneNotGiven", customerAddress(within("phoneNumber", not(reference("given"))))},
		{"phoneRequired", object{
			{"title", pcerrors.PhoneNumberMissing.Description()},
			{"not", reference("phoneNotGiven")},
			codeOf(pcerrors.PhoneNumberMissing),
		}},
	}
}

// countryCode holds for the country codes that a policy knows, in any letter case.
func countryCode(policy *countries.Policy) object {
	var alternatives []string
	for first := 'A'; first <= 'Z'; first++ {
		var seconds strings.Builder
		for second := 'A'; second <= 'Z'; second++ {
			if _, known := policy.Rule(string(first) + string(second)); known {
				fmt.Fprintf(&seconds, "%c%c", second, second|0x20)
			}
		}
		if seconds.Len() > 0 {
			alternatives = append(alternatives, fmt.Sprintf("[%c%c][%s]", first, first|0x20, &seconds))
		}
	}
	return object{
		{"title", "A country code"},
		{"description", "Two letters of Microsoft's table, edition of 2022-06-29, in any letter case."},
		{"type", "string"},
		{"pattern", "^(" + strings.Join(alternatives, "|") + ")$"},
		noLineFeed,
	}
}

// noLineFeed stands beside a pattern, since $ of Python and .NET also stops
// before a final line feed.
var noLineFeed = member{"not", object{{"pattern", "\n"}}}

// whiteSpace are the characters that unicode.IsSpace calls white space, for a
// class of a regular expression: \s differs from one dialect to the next.
const whiteSpace = "\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

// customerElsewhere holds for a customer outside the country of an ISO code.
func customerElsewhere(code string) object {
	upper, lower := code, strings.ToLower(code)
	inAnyCase := []any{upper, upper[:1] + lower[1:], lower[:1] + upper[1:], lower}
	return customerAddress(within("country", not(object{{"enum", inAnyCase}})))
}

// customerAddress applies a schema to the address that names the customer's country
// and phone. It holds without one.
func customerAddress(schema object) object {
	return object{
		{"if", reference("hasDefaultAddress")},
		{"then", defaultAddress(schema)},
		{"else", within("companyProfile", within("address", schema))},
	}
}

func defaultAddress(schema object) object {
	return within("billingProfile", within("defaultAddress", schema))
}

func number(schema object) object {
	return within("companyProfile", within("organizationRegistrationNumber", schema))
}

// within applies a schema to a member of an object. It holds without the member.
func within(name string, schema object) object {
	return object{{"patternProperties", object{{memberName(name), schema}}}}
}

func not(schema object) object { return object{{"not", schema}} }

func reference(definition string) object { return object{{"$ref", "#/$defs/" + definition}} }

func codeOf(code pcerrors.Code) member { return member{"x-partnercenter-code", int(code)} }

// memberName writes a name as an expression that takes it in any letter case.
func memberName(name string) string {
	var expression strings.Builder
	for _, letter := range name {
		fmt.Fprintf(&expression, "[%c%c]", letter&^0x20, letter|0x20)
	}
	return "^" + expression.String() + "$"
}
