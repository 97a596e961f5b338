package records

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/screening"
)

// Columns says which column a field is read from, where its name is not one of
// the usual ones: the field's path, for example
// "billingProfile.defaultAddress.country", and the column's name in the
// header, or "" where no column holds the field. Make it with [ParseColumns].
type Columns map[string]string

// ParseColumns reads assignments "field=header". The field is a path, the last
// part of one, or a usual name of its column.
func ParseColumns(assignments []string) (Columns, error) {
	columns := Columns{}
	for _, assignment := range assignments {
		name, header, found := strings.Cut(assignment, "=")
		if !found {
			return nil, errors.New("expected field=header, for example country=Market")
		}
		field, found := fieldNamed(name)
		if !found {
			return nil, fmt.Errorf("the field %q is unknown; expected one of %s", name, strings.Join(fieldPaths(), ", "))
		}
		if _, twice := columns[field.path]; twice {
			return nil, fmt.Errorf("the field %s is given twice", field.path)
		}
		columns[field.path] = header
	}
	return columns, nil
}

func fieldNamed(name string) (setter, bool) {
	folded := fold(name)
	for group := range groups {
		for _, field := range fields {
			if slices.Contains(field.group(group), folded) {
				return field.setter, true
			}
		}
	}
	return setter{}, false
}

func fieldPaths() []string {
	var paths []string
	for _, field := range fields {
		paths = append(paths, field.path)
	}
	return paths
}

// setters returns what each column of a header sets; its zero value where no
// field is read from it.
func (c Columns) setters(header []string) ([]setter, error) {
	folded := make([]string, len(header))
	for i, name := range header {
		folded[i] = fold(name)
	}
	set := make([]setter, len(header))
	hasCountry := false
	for _, field := range fields {
		i, err := c.column(field, folded)
		if err != nil {
			return nil, err
		}
		if i >= 0 && set[i].at == nil {
			set[i] = field.setter
			hasCountry = hasCountry || field.isCountry
		}
	}
	if !hasCountry {
		return nil, errors.New("expected JSON that begins with { or [, or a spreadsheet whose first line names its columns, " +
			"one of them country; if the country has another name, map it, for example --map country=Market")
	}
	return set, nil
}

// known counts the columns of a header that a field is read from.
func (c Columns) known(header []string) int {
	count := 0
	for _, name := range header {
		if _, known := fieldNamed(name); known || c.names(name) {
			count++
		}
	}
	return count
}

func (c Columns) names(header string) bool {
	for _, mapped := range c {
		if mapped != "" && fold(mapped) == fold(header) {
			return true
		}
	}
	return false
}

// column returns the place of a field's column, or -1. The paths are looked
// for first, then the API's names, then the names that people give.
func (c Columns) column(field *field, header []string) (int, error) {
	if mapped, ok := c[field.path]; ok {
		i := slices.Index(header, fold(mapped))
		if mapped != "" && i < 0 {
			return -1, fmt.Errorf("the column %q that %s is mapped to is not in the header", mapped, field.path)
		}
		return i, nil
	}
	for group := range groups {
		found := -1
		for i, name := range header {
			if name == "" || !slices.Contains(field.group(group), name) {
				continue
			}
			if found >= 0 {
				return -1, fmt.Errorf("columns %d and %d both say %s; map the one that holds: %s=NAME", found+1, i+1, field.path, field.short())
			}
			found = i
		}
		if found >= 0 {
			return found, nil
		}
	}
	return -1, nil
}

// fold reduces a column's name to its letters and digits, without regard to
// case and accents: "Ländercode", "laender-code" and "LÄNDER_CODE" are two names.
func fold(name string) string {
	plain, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn))), name)
	if err != nil {
		plain = name
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, strings.ReplaceAll(plain, "ß", "ss"))
}

// setter is where a column's value goes.
type setter struct {
	path      string
	at        func(*screening.Customer) *string
	isCountry bool
}

// field is a field of a customer and the names of its column.
type field struct {
	setter
	folded [groups][]string
}

// groups are the path; the API's own name; the names that people give.
const groups = 3

func (f *field) group(i int) []string { return f.folded[i] }

// short is the last part of the path.
func (f *field) short() string { return f.path[strings.LastIndexByte(f.path, '.')+1:] }

var fields = slices.Concat(
	[]*field{
		newField("id", func(c *screening.Customer) *string { return &c.ID },
			"customer id", "microsoft id", "tenant id", "customer tenant id", "customer number", "Kundennummer", "Kunden-ID", "numéro client", "identifiant"),
		newField("commerceId", func(c *screening.Customer) *string { return &c.CommerceID }),
		newField("associatedPartnerId", func(c *screening.Customer) *string { return &c.AssociatedPartnerID }),
		newField("companyProfile.organizationRegistrationNumber",
			func(c *screening.Customer) *string { return &company(c).OrganizationRegistrationNumber },
			"registration number", "registration id", "registration id number", "company registration number", "company registration id",
			"organization registration id", "organisation registration number", "organisation registration id", "registration no", "reg no",
			"tax id", "tax number", "tin", "inn", "ИНН", "УНП", "БИН", "БИН/ИИН", "регистрационный номер",
			"Registrierungsnummer", "Registernummer", "Registrierungs-ID", "Steuernummer", "Steuer-ID",
			"numéro d'enregistrement", "numéro d'immatriculation", "numéro fiscal", "identifiant fiscal"),
		newField("companyProfile.domain", func(c *screening.Customer) *string { return &company(c).Domain },
			"primary domain", "primary domain name", "domain name", "Domäne", "Primäre Domäne", "domaine", "domaine principal"),
		newField("companyProfile.tenantId", func(c *screening.Customer) *string { return &company(c).TenantID }).onlyByPath(),
		newField("companyProfile.companyName", func(c *screening.Customer) *string { return &company(c).CompanyName }).onlyByPath(),
		newField("companyProfile.email", func(c *screening.Customer) *string { return &company(c).Email }).onlyByPath(),
		newField("billingProfile.companyName", func(c *screening.Customer) *string { return &billing(c).CompanyName },
			"company", "customer", "customer name", "organization", "organisation", "organization name", "Firma", "Firmenname", "Unternehmen",
			"Kunde", "Kundenname", "société", "nom de la société", "raison sociale", "entreprise", "nom de l'entreprise", "client"),
		newField("billingProfile.email", func(c *screening.Customer) *string { return &billing(c).Email },
			"e-mail address", "mail", "E-Mail-Adresse", "courriel", "adresse e-mail", "adresse électronique"),
		newField("billingProfile.culture", func(c *screening.Customer) *string { return &billing(c).Culture }),
		newField("billingProfile.language", func(c *screening.Customer) *string { return &billing(c).Language }, "Sprache", "langue"),
		newField("billingProfile.firstName", func(c *screening.Customer) *string { return &billing(c).FirstName }).onlyByPath(),
		newField("billingProfile.lastName", func(c *screening.Customer) *string { return &billing(c).LastName }).onlyByPath(),
	},
	addressFields("billingProfile.defaultAddress.", func(c *screening.Customer) *address.Address {
		return orNew(&billing(c).DefaultAddress)
	}),
	onlyByPath(addressFields("companyProfile.address.", func(c *screening.Customer) *address.Address {
		return orNew(&company(c).Address)
	})),
)

func addressFields(prefix string, of func(*screening.Customer) *address.Address) []*field {
	newField := func(name string, part func(*address.Address) *string, usual ...string) *field {
		return newField(prefix+name, func(c *screening.Customer) *string { return part(of(c)) }, usual...)
	}
	country := newField("country", func(a *address.Address) *string { return &a.Country },
		"country code", "country/region", "country or region", "country iso", "iso country", "iso country code", "iso code", "billing country",
		"Land", "Land/Region", "Ländercode", "Laendercode", "Länderkürzel", "Länderkennzeichen", "pays", "pays/région", "code pays", "страна")
	country.isCountry = true
	return []*field{
		country,
		newField("region", func(a *address.Address) *string { return &a.Region }),
		newField("city", func(a *address.Address) *string { return &a.City }, "town", "Stadt", "Ort", "ville"),
		newField("state", func(a *address.Address) *string { return &a.State }, "state/province", "province", "Bundesland"),
		newField("district", func(a *address.Address) *string { return &a.District }),
		newField("postalCode", func(a *address.Address) *string { return &a.PostalCode }, "zip", "zip code", "zip/postal code", "post code", "Postleitzahl", "PLZ"),
		newField("addressLine1", func(a *address.Address) *string { return &a.AddressLine1 },
			"address", "address 1", "street", "Adresse", "Adresszeile 1", "Straße", "adresse 1", "rue"),
		newField("addressLine2", func(a *address.Address) *string { return &a.AddressLine2 }, "address 2", "Adresszeile 2", "adresse 2", "complément d'adresse"),
		newField("addressLine3", func(a *address.Address) *string { return &a.AddressLine3 }, "address 3", "Adresszeile 3", "adresse 3"),
		newField("firstName", func(a *address.Address) *string { return &a.FirstName }, "given name", "Vorname", "prénom", "имя"),
		newField("middleName", func(a *address.Address) *string { return &a.MiddleName }, "zweiter Vorname", "deuxième prénom", "отчество"),
		newField("lastName", func(a *address.Address) *string { return &a.LastName }, "surname", "family name", "Nachname", "nom", "nom de famille", "фамилия"),
		newField("phoneNumber", func(a *address.Address) *string { return &a.PhoneNumber },
			"phone", "telephone", "telephone number", "tel", "phone no", "contact phone", "Telefon", "Telefonnummer", "Rufnummer", "téléphone", "numéro de téléphone", "телефон"),
		newField("emailAddress", func(a *address.Address) *string { return &a.EmailAddress }),
	}
}

func newField(path string, at func(*screening.Customer) *string, usual ...string) *field {
	f := &field{setter: setter{path: path, at: at}}
	f.folded = [groups][]string{{fold(path)}, {fold(f.short())}, nil}
	for _, name := range usual {
		if name = fold(name); !slices.Contains(f.folded[2], name) {
			f.folded[2] = append(f.folded[2], name)
		}
	}
	return f
}

// onlyByPath is for a field whose other names mean a field that says the same.
func (f *field) onlyByPath() *field {
	f.folded[1], f.folded[2] = nil, nil
	return f
}

func onlyByPath(fields []*field) []*field {
	for _, f := range fields {
		f.onlyByPath()
	}
	return fields
}

func company(c *screening.Customer) *screening.CustomerCompanyProfile {
	return orNew(&c.CompanyProfile)
}

func billing(c *screening.Customer) *screening.CustomerBillingProfile {
	return orNew(&c.BillingProfile)
}

func orNew[T any](p **T) *T {
	if *p == nil {
		*p = new(T)
	}
	return *p
}
