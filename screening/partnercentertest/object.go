package partnercentertest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"
)

// object is a JSON object as it came in, but for the names of the documented
// members, which are written in camelCase.
type object map[string]any

// shape is what is documented of an object: its members' names by their
// lower-case form, and the shapes of those that are documented objects.
type shape map[string]member

type member struct {
	name  string
	shape shape
}

func newShape(objects map[string]shape, names ...string) shape {
	s := make(shape)
	for _, name := range names {
		s[lower(name)] = member{name, objects[name]}
	}
	return s
}

var (
	attributesShape = newShape(nil, "etag", "objectType")
	addressShape    = newShape(nil,
		"id", "country", "region", "city", "state", "district", "postalCode",
		"addressLine1", "addressLine2", "addressLine3",
		"firstName", "middleName", "lastName", "phoneNumber", "emailAddress")
	companyProfileShape = newShape(
		map[string]shape{"address": addressShape, "attributes": attributesShape},
		"tenantId", "domain", "companyName", "address", "email",
		"organizationRegistrationNumber", "links", "attributes")
	billingProfileShape = newShape(
		map[string]shape{"defaultAddress": addressShape, "attributes": attributesShape},
		"id", "firstName", "lastName", "email", "culture", "language",
		"companyName", "defaultAddress", "links", "attributes")
	customerShape = newShape(
		map[string]shape{
			"companyProfile": companyProfileShape,
			"billingProfile": billingProfileShape,
			"attributes":     attributesShape,
		},
		"id", "commerceId", "companyProfile", "billingProfile",
		"relationshipToPartner", "allowDelegatedAccess", "userCredentials",
		"customDomains", "associatedPartnerId", "enableGDAPByDefault",
		"links", "attributes")
	subscriptionShape = newShape(map[string]shape{"attributes": attributesShape},
		"id", "friendlyName", "quantity", "status", "autoRenewEnabled", "orderId", "links", "attributes")
)

// lower folds ASCII letters only, as .NET's readers compare names.
func lower(name string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, name)
}

var errNotAnObject = errors.New("expected a JSON object")

// readObject reads one JSON object. A name that comes twice is an error: it is
// not known which one Partner Center would take.
func readObject(body []byte, s shape) (object, error) {
	if !json.Valid(body) { // which also bounds how deep a value is nested
		return nil, errors.New("expected JSON")
	}
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	value, err := readValue(decoder, s)
	if err != nil {
		return nil, err
	}
	o, ok := value.(object)
	if !ok {
		return nil, errNotAnObject
	}
	return o, nil
}

func readValue(decoder *json.Decoder, s shape) (any, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	switch token {
	case json.Delim('{'):
		return readMembers(decoder, s)
	case json.Delim('['):
		values := []any{}
		for decoder.More() {
			value, err := readValue(decoder, nil)
			if err != nil {
				return nil, err
			}
			values = append(values, value)
		}
		_, err := decoder.Token()
		return values, err
	default:
		return token, nil
	}
}

func readMembers(decoder *json.Decoder, s shape) (any, error) {
	o := make(object)
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return nil, err
		}
		name, known := token.(string), member{}
		if m, ok := s[lower(name)]; ok {
			name, known = m.name, m
		}
		if _, twice := o[name]; twice {
			return nil, errors.New("a name comes twice in an object")
		}
		if o[name], err = readValue(decoder, known.shape); err != nil {
			return nil, err
		}
	}
	_, err := decoder.Token()
	return o, err
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

// only returns the members of some names, those of them that there are.
func (o object) only(names ...string) object {
	some := make(object)
	for _, name := range names {
		if value, ok := o[name]; ok {
			some[name] = value
		}
	}
	return some
}
