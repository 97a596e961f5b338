package partnercentertest

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
)

// object is a JSON object as it came in, but for the names of the documented
// members, which are written in camelCase.
type object map[string]any

// documentedNames are the names of the documented members by their form in lower case.
var documentedNames = func() map[string]string {
	names := make(map[string]string)
	for name := range strings.FieldsSeq(`
		id commerceId companyProfile billingProfile relationshipToPartner allowDelegatedAccess userCredentials
		customDomains associatedPartnerId enableGDAPByDefault links attributes etag objectType
		tenantId domain companyName address email organizationRegistrationNumber
		firstName lastName culture language defaultAddress
		country region city state district postalCode addressLine1 addressLine2 addressLine3 middleName phoneNumber emailAddress
		friendlyName quantity status autoRenewEnabled orderId
		primaryContact templateId dateAgreed type agreementLink
		qualification educationSegment website validationCode`) {
		names[lower(name)] = name
	}
	return names
}()

// lower folds ASCII letters only, as .NET's readers compare names.
func lower(name string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

// readObject reads one JSON object. A name that comes twice is an error: it is
// not known which one Partner Center would take.
func readObject(body []byte) (object, error) {
	if !json.Valid(body) { // which also bounds how deep a value is nested
		return nil, errors.New("expected JSON")
	}
	r := reader{Decoder: json.NewDecoder(bytes.NewReader(body))}
	r.UseNumber()
	o, ok := r.value().(object)
	switch {
	case r.twice:
		return nil, errors.New("a name comes twice in an object")
	case !ok:
		return nil, errors.New("expected a JSON object")
	}
	return o, nil
}

// reader reads a valid text, of which no token is an error.
type reader struct {
	*json.Decoder
	twice bool // a name comes twice in an object
}

func (r *reader) value() any {
	switch token := r.token(); token {
	case json.Delim('{'):
		o := make(object)
		for r.More() {
			name := r.token().(string)
			name = cmp.Or(documentedNames[lower(name)], name)
			_, twice := o[name]
			r.twice = r.twice || twice
			o[name] = r.value()
		}
		r.token()
		return o
	case json.Delim('['):
		values := []any{}
		for r.More() {
			values = append(values, r.value())
		}
		r.token()
		return values
	default:
		return token
	}
}

func (r *reader) token() json.Token {
	token, _ := r.Token()
	return token
}

// object returns a member that is an object, and nil where it is absent or null.
func (o object) object(name string) (object, error) {
	switch value := o[name].(type) {
	case nil:
		return nil, nil
	case object:
		return value, nil
	default:
		return nil, fmt.Errorf("%s: expected an object", name)
	}
}

// text returns a member that is a string, or a whole number, which .NET's reader
// takes as its digits, and "" where it is absent or null.
func (o object) text(name string) (string, error) {
	switch value := o[name].(type) {
	case nil:
		return "", nil
	case string:
		return value, nil
	case json.Number:
		if !strings.ContainsAny(value.String(), ".eE") {
			return value.String(), nil
		}
	}
	return "", fmt.Errorf("%s: expected a string", name)
}

// merge returns o with what change gives. Null changes nothing: the .NET
// client writes it for what its caller did not set.
func (o object) merge(change object) object {
	merged := maps.Clone(o)
	if merged == nil {
		merged = make(object)
	}
	for name, value := range change {
		switch value := value.(type) {
		case nil:
		case object:
			inner, _ := merged[name].(object)
			merged[name] = inner.merge(value)
		default:
			merged[name] = value
		}
	}
	return merged
}

// only returns those of the named members that there are.
func (o object) only(names ...string) object {
	some := make(object)
	for _, name := range names {
		if value, ok := o[name]; ok {
			some[name] = value
		}
	}
	return some
}
