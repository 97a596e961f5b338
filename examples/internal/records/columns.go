package records

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
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
	known, found := fieldsByName()[fold(name)]
	if !found {
		return setter{}, false
	}
	return known.field.setter, true
}

func fieldPaths() []string {
	var paths []string
	for _, field := range fields {
		paths = append(paths, field.path)
	}
	return paths
}

// headerError is of a header that cannot be used.
type headerError struct{ text, hint string } // the hint is for those who can give flags

func (e headerError) Error() string { return e.text + e.hint }

// Text is an error's text without the flags that it names, for those who
// cannot give any.
func Text(err error) string {
	if header, ok := errors.AsType[headerError](err); ok {
		return strings.TrimSuffix(err.Error(), header.hint)
	}
	return err.Error()
}

// errNoCountry is of a row that is no header.
var errNoCountry error = headerError{
	"expected JSON that begins with { or [, or a spreadsheet with a row that names its columns, one of them country",
	"; if the country has another name, map it, for example --map country=Market",
}

// setters returns what each column of a header sets; its zero value where no
// field is read from it. Two columns for one field are an error that asks which
// of them it is, and a header without a country is errNoCountry.
func (c Columns) setters(header []string) ([]setter, error) {
	candidates := make(map[*field][]int)
	for i, name := range header {
		if field := c.field(name); field != nil {
			candidates[field] = append(candidates[field], i)
		}
	}
	set := make([]setter, len(header))
	for _, field := range fields {
		found := candidates[field]
		if sure := slices.DeleteFunc(slices.Clone(found), func(i int) bool { return fieldsByName()[fold(header[i])].loose }); len(sure) > 0 {
			found = sure
		}
		switch {
		case len(found) == 0 && c[field.path] != "":
			return nil, fmt.Errorf("the column %q that %s is mapped to is not in the header", c[field.path], field.path)
		case len(found) > 1:
			return nil, headerError{
				fmt.Sprintf("which column is the %s, column %d or column %d? Both have a name of %s: rename one", field.short(), found[0]+1, found[1]+1, field.path),
				fmt.Sprintf(", or name the right one with --map %s=NAME", shortest(field.path)),
			}
		case len(found) == 1:
			set[found[0]] = field.setter
		}
	}
	if !slices.ContainsFunc(set, func(s setter) bool { return s.isCountry }) {
		return nil, errNoCountry
	}
	return set, nil
}

// field returns what is read from a column of that name, or nil.
func (c Columns) field(name string) *field {
	folded := fold(name)
	for path, mapped := range c {
		if mapped != "" && fold(mapped) == folded {
			return fieldsByName()[fold(path)].field
		}
	}
	known := fieldsByName()[folded].field
	if known != nil {
		if _, elsewhere := c[known.path]; elsewhere {
			return nil
		}
	}
	return known
}

// known counts the columns of a header that a field is read from.
func (c Columns) known(header []string) int {
	count := 0
	for _, name := range header {
		if c.field(name) != nil {
			count++
		}
	}
	return count
}

// namedField is the field that a column's name stands for. A loose name is in
// use for other things too: a column of another name comes before it.
type namedField struct {
	field *field
	loose bool
}

var fieldsByName = sync.OnceValue(func() map[string]namedField {
	byName := make(map[string]namedField)
	for _, field := range fields {
		for _, name := range field.names {
			byName[fold(name)] = namedField{field: field}
		}
		for _, name := range field.loose {
			byName[fold(name)] = namedField{field, true}
		}
	}
	number := byName[fold("organizationRegistrationNumber")]
	for rule := range countries.Latest().Rules() {
		hint := rule.FormHints().RegistrationNumber
		for _, names := range []string{hint.Label, hint.LocalLabel, rule.NumberLocalName()} {
			for name := range strings.FieldsFuncSeq(names, func(r rune) bool { return r == '/' || r == ',' }) {
				byName[fold(name)] = number
			}
		}
	}
	delete(byName, "")
	return byName
})

// fold reduces a column's name to its letters and digits, without regard to
// case and accents: "Ländercode", "laender-code" and "LÄNDER_CODE" are two names.
func fold(name string) string {
	plain := name
	if strings.ContainsFunc(name, func(r rune) bool { return r >= utf8.RuneSelf }) {
		if text, _, err := transform.String(transform.Chain(norm.NFKD, runes.Remove(runes.In(unicode.Mn))), name); err == nil {
			plain = strings.ReplaceAll(text, "ß", "ss")
		}
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mc, r) {
			return unicode.ToLower(r)
		}
		return -1
	}, plain)
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
	names []string
	loose []string // that mean other things, too
}

// short is the last part of the path.
func (f *field) short() string { return f.path[strings.LastIndexByte(f.path, '.')+1:] }

var fields = slices.Concat(
	[]*field{
		newField("id", func(c *screening.Customer) *string { return &c.ID },
			"microsoft id", "tenant id", "customer tenant id").orLoosely("id", "customer id", "customer number", "Kundennummer", "Kunden-ID", "numéro client", "identifiant", "№", "no", "nr"),
		newField("commerceId", func(c *screening.Customer) *string { return &c.CommerceID }),
		newField("associatedPartnerId", func(c *screening.Customer) *string { return &c.AssociatedPartnerID }),
		newField("companyProfile.organizationRegistrationNumber",
			func(c *screening.Customer) *string { return &company(c).OrganizationRegistrationNumber },
			"registration number", "registration id", "registration id number", "registration code", "company number", "company id", "company code",
			"company registration number", "company registration id", "company reg no", "business number", "business registration number",
			"organization registration id", "organisation registration number", "organisation registration id", "organization number", "registration no", "reg no",
			"tax id", "tax number", "tax code", "tax identification number", "taxpayer id", "tin", "vat", "vat id", "vat no", "vat number", "vat registration number",
			"inn", "unp", "bin", "edrpou", "voen", "vöen", "idno", "stir", "trn", "cnpj", "gst", "gstin", "gst number", "nip", "nip number", "rif", "mst", "vkn", "crn", "ein", "rma", "adószám",
			"ИНН", "УНП", "БИН", "ИИН", "БИН/ИИН", "ЄДРПОУ", "ЕДРПОУ", "код ЄДРПОУ", "код ЕДРПОУ", "ИНН организации", "регистрационный номер", "реєстраційний номер", "СТИР", "РМА", "ՀՎՀՀ",
			"Registrierungsnummer", "Registernummer", "Registrierungs-ID", "Handelsregisternummer", "Steuernummer", "Steuer-ID", "USt-ID", "USt-IdNr.", "UID",
			"Umsatzsteuer-ID", "Umsatzsteuer-Identifikationsnummer",
			"numéro d'enregistrement", "numéro d'immatriculation", "numéro fiscal", "identifiant fiscal", "numéro de TVA", "n° TVA", "TVA",
			"vergi numarası", "vergi no", "vergi kimlik no", "número de registro", "identificación fiscal", "número fiscal", "RUC", "NIF", "CIF",
			"numer NIP", "numer rejestracyjny", "cégjegyzékszám", "mã số thuế", "الرقم الضريبي", "رقم التسجيل", "رقم التسجيل الضريبي"),
		newField("companyProfile.domain", func(c *screening.Customer) *string { return &company(c).Domain },
			"primary domain", "primary domain name", "domain name", "Domäne", "Primäre Domäne", "domaine", "domaine principal", "домен", "dominio", "domínio", "domena"),
		newField("companyProfile.tenantId", func(c *screening.Customer) *string { return &company(c).TenantID }).onlyByPath(),
		newField("companyProfile.companyName", func(c *screening.Customer) *string { return &company(c).CompanyName }).onlyByPath(),
		newField("companyProfile.email", func(c *screening.Customer) *string { return &company(c).Email }).onlyByPath(),
		newField("billingProfile.companyName", func(c *screening.Customer) *string { return &billing(c).CompanyName },
			"company", "customer", "customer name", "organization", "organisation", "organization name", "account name", "Firma", "Firmenname", "Unternehmen",
			"Kunde", "Kundenname", "société", "nom de la société", "raison sociale", "entreprise", "nom de l'entreprise", "client", "client name",
			"компания", "название компании", "организация", "наименование", "наименование организации", "название", "клиент", "компанія", "назва компанії", "організація", "клієнт",
			"şirket", "şirket adı", "firma adı", "müşteri", "empresa", "nombre de la empresa", "razón social", "razão social", "cliente", "nazwa firmy", "klient", "cég", "cégnév", "ügyfél", "الشركة", "اسم الشركة", "công ty", "บริษัท"),
		newField("billingProfile.email", func(c *screening.Customer) *string { return &billing(c).Email },
			"e-mail address", "mail", "E-Mail-Adresse", "courriel", "adresse e-mail", "adresse électronique", "электронная почта", "эл. почта", "почта", "e-posta", "correo", "correo electrónico", "البريد الإلكتروني"),
		newField("billingProfile.culture", func(c *screening.Customer) *string { return &billing(c).Culture }),
		newField("billingProfile.language", func(c *screening.Customer) *string { return &billing(c).Language }, "Sprache", "langue", "язык", "мова", "dil", "idioma", "język", "nyelv"),
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
		"country code", "country/region", "country or region", "country name", "country iso", "iso country", "iso country code", "iso code", "billing country", "billing country/region",
		"Land", "Land/Region", "Ländercode", "Laendercode", "Länderkürzel", "Länderkennzeichen", "pays", "pays/région", "code pays",
		"страна", "код страны", "страна/регион", "країна", "країна/регіон", "ülke", "ülke/bölge", "ülke kodu", "país", "país/región", "país/região", "kraj", "kraj/region", "ország",
		"ел", "мамлекет", "кишвар", "davlat", "ölkə", "țara", "țară", "երկիր", "البلد", "الدولة", "البلد/المنطقة", "quốc gia", "ประเทศ", "देश")
	country.isCountry = true
	return []*field{
		country,
		newField("region", func(a *address.Address) *string { return &a.Region }),
		newField("city", func(a *address.Address) *string { return &a.City }, "town", "Stadt", "Ort", "ville", "город", "місто", "şehir", "ciudad", "cidade", "miasto", "város", "المدينة"),
		newField("state", func(a *address.Address) *string { return &a.State }, "state/province", "province", "Bundesland"),
		newField("district", func(a *address.Address) *string { return &a.District }),
		newField("postalCode", func(a *address.Address) *string { return &a.PostalCode },
			"zip", "zip code", "zip/postal code", "post code", "Postleitzahl", "PLZ", "code postal", "индекс", "почтовый индекс", "поштовий індекс", "posta kodu", "código postal", "CEP", "kod pocztowy", "irányítószám"),
		newField("addressLine1", func(a *address.Address) *string { return &a.AddressLine1 },
			"address", "address 1", "street", "Adresse", "Adresszeile 1", "Straße", "adresse 1", "rue", "адрес", "адреса", "улица", "adres", "dirección", "endereço", "cím"),
		newField("addressLine2", func(a *address.Address) *string { return &a.AddressLine2 }, "address 2", "Adresszeile 2", "adresse 2", "complément d'adresse"),
		newField("addressLine3", func(a *address.Address) *string { return &a.AddressLine3 }, "address 3", "Adresszeile 3", "adresse 3"),
		newField("firstName", func(a *address.Address) *string { return &a.FirstName }, "given name", "Vorname", "prénom", "имя", "ім'я", "ad", "nombre", "nome", "imię"),
		newField("middleName", func(a *address.Address) *string { return &a.MiddleName }, "zweiter Vorname", "deuxième prénom", "отчество", "по батькові"),
		newField("lastName", func(a *address.Address) *string { return &a.LastName }, "surname", "family name", "Nachname", "nom", "nom de famille", "фамилия", "прізвище", "soyad", "apellido", "apellidos", "sobrenome", "nazwisko"),
		newField("phoneNumber", func(a *address.Address) *string { return &a.PhoneNumber },
			"phone", "telephone", "telephone number", "tel", "tel no", "phone no", "contact phone", "contact number", "mobile", "mobile phone", "mobile number", "cell", "cell phone",
			"Telefon", "Telefonnummer", "Rufnummer", "Handy", "Mobil", "Mobilnummer", "téléphone", "numéro de téléphone", "portable", "mobile",
			"телефон", "номер телефона", "номер телефону", "мобильный", "мобильный телефон", "мобільний", "telefon numarası", "cep telefonu", "teléfono", "telefone", "celular", "móvil",
			"numer telefonu", "telefonszám", "հեռախոս", "الهاتف", "رقم الهاتف", "điện thoại", "số điện thoại", "โทรศัพท์"),
		newField("emailAddress", func(a *address.Address) *string { return &a.EmailAddress }),
	}
}

func newField(path string, at func(*screening.Customer) *string, usual ...string) *field {
	f := &field{setter: setter{path: path, at: at}}
	f.names = append(usual, path, f.short())
	return f
}

// orLoosely adds names that are in use for other things too.
func (f *field) orLoosely(names ...string) *field {
	f.names = slices.DeleteFunc(f.names, func(name string) bool { return slices.Contains(names, name) })
	f.loose = names
	return f
}

// onlyByPath is for a field whose other names mean a field that says the same.
func (f *field) onlyByPath() *field {
	f.names = []string{f.path}
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
