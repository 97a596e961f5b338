package records

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/examples/internal/guard"
	"github.com/cspkit/customerscreen/examples/internal/prose"
	"github.com/cspkit/customerscreen/screening"
)

// Columns maps fields to columns with unusual names: a field's path, for example
// "billingProfile.defaultAddress.country", to the column's name in the header, to
// "" if no column holds it, or to "=RU" if it is RU in every row. Make it with
// [ParseColumns].
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
			return nil, fmt.Errorf("the field %q is unknown; expected for example country, registration number or phone number, or a path such as billingProfile.defaultAddress.city", name)
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

// HeaderError says that a header leaves open which column a field is read from. A
// mapping or another name settles it.
type HeaderError struct {
	hinted
	Table *Table // what the columns stand for: several for the field in question
	Field string
}

// hinted is an error with a hint for users who can give flags.
type hinted struct{ text, hint string }

func (e hinted) Error() string { return e.text + e.hint }

func (e hinted) flags() string { return e.hint }

// Text returns an error's text without the flags it names, for users who cannot
// give any.
func Text(err error) string {
	text := err.Error()
	if hinted, ok := errors.AsType[interface {
		error
		flags() string
	}](err); ok {
		return strings.TrimSuffix(text, hinted.flags())
	}
	return text
}

// sheet reads a header. It fails on several columns for one field, and without a
// country. A column with a loose name gives way to another one.
func (c Columns) sheet(header []string) (*sheet, error) {
	s := &sheet{set: make([]setter, len(header)), isGuarded: guard.IsGuarded(header)}
	header = s.values(header)
	s.table = &Table{Header: distinct(header), Fields: make([]string, len(header))}
	candidates := make(map[*field][]int)
	loose, recognised := make([]bool, len(header)), 0
	for i, name := range header {
		known := c.field(name, s.table.Header[i])
		candidates[known.field] = append(candidates[known.field], i)
		loose[i] = known.loose
		if known.field != nil || named(name).field != nil {
			recognised++
		}
	}
	var question error
	for _, field := range fields {
		if value, isGiven := strings.CutPrefix(c[field.path], "="); isGiven {
			s.given = append(s.given, given{field.setter, value})
			s.table.Given = append(s.table.Given, field.path)
			continue
		}
		found := candidates[field]
		sure := slices.DeleteFunc(slices.Clone(found), func(i int) bool { return loose[i] })
		if len(sure) == 0 && len(found) > 1 && !isScreened(field.path) {
			if field.path == "id" {
				continue // any of them could be the number by which the spreadsheet counts
			}
			sure = []int{slices.MinFunc(found, func(a, b int) int { return cmp.Compare(field.rank(header[a]), field.rank(header[b])) })}
		}
		if len(sure) > 0 {
			for _, i := range found {
				if loose[i] && !slices.Contains(sure, i) && (isScreened(field.path) || loose[sure[0]]) {
					s.table.aside = append(s.table.aside, s.table.couldBe(field.path, i))
				}
			}
			found = sure
		}
		for i, name := range header {
			if c[field.path] != "" && isScreened(field.path) && named(name).field == field && c.field(name, s.table.Header[i]).field == nil {
				s.table.aside = append(s.table.aside, s.table.couldBe(field.path, i))
			}
		}
		if len(found) == 0 && c[field.path] != "" {
			return nil, fmt.Errorf("the column %q, from which the %s is to be read, is not in the header", c[field.path], prose.Field(field.path))
		}
		for _, i := range found {
			s.table.Fields[i], s.set[i] = field.path, field.setter
		}
		if len(found) > 1 && question == nil {
			question = s.table.which(field.path, found)
		}
	}
	country := slices.IndexFunc(s.set, func(set setter) bool { return set.isCountry })
	isGiven := slices.ContainsFunc(s.given, func(g given) bool { return g.isCountry })
	isSure := country >= 0 && !loose[country]
	if !isSure && (country < 0 && !isGiven || recognised < 2) { // a title, perhaps
		return nil, &HeaderError{hinted{
			"expected JSON that begins with { or [, or a spreadsheet with a row that names its columns, one of them country",
			"; if it has another name, map it, for example --map country=Market; if all are in one, say it: --map country==RU",
		}, s.table, inspected[0]}
	}
	return s, question
}

// which returns an error that asks for one of several columns.
func (t *Table) which(field string, columns []int) *HeaderError {
	var names, answers []string
	for _, i := range columns {
		names, answers = append(names, strconv.Quote(shown(t.Header[i]))), append(answers, t.answer(field, i))
	}
	return &HeaderError{hinted{
		fmt.Sprintf("which column is the %s, %s?", prose.Field(field), prose.Or(names...)),
		" Answer with " + prose.Or(answers...),
	}, t, field}
}

// couldBe says of a column that it is not read, and how it is.
func (t *Table) couldBe(field string, column int) string {
	return fmt.Sprintf("%q could be the %s, too; to read it: %s", shown(t.Header[column]), prose.Field(field), t.answer(field, column))
}

// answer returns the flag that reads a field from a column.
func (t *Table) answer(field string, column int) string {
	return "--map " + strconv.Quote(prose.Field(field)+"="+shown(t.Header[column]))
}

// shown returns a name on one line.
func shown(name string) string { return strings.Join(strings.Fields(name), " ") }

// distinct gives each column a name of its own. It numbers repeated names and
// columns without a name.
func distinct(header []string) []string {
	names := make([]string, len(header))
	seen := make(map[string]int)
	for i, name := range header {
		name = cmp.Or(name, "column "+strconv.Itoa(i+1))
		key := cmp.Or(fold(name), name)
		if seen[key]++; seen[key] > 1 {
			name += " (" + strconv.Itoa(seen[key]) + ")"
		}
		names[i] = name
	}
	return names
}

// field returns the field for a column: by the mapping of its distinct name, or by
// what its name stands for.
func (c Columns) field(name, distinct string) namedField {
	folded := fold(distinct)
	for path, mapped := range c {
		if mapped != "" && mapped[0] != '=' && fold(mapped) == folded {
			return fieldsByName()[fold(path)]
		}
	}
	known := named(name)
	if known.field != nil {
		if _, elsewhere := c[known.field.path]; elsewhere {
			return namedField{}
		}
	}
	return known
}

// known counts the columns of a header that stand for a field.
func (c Columns) known(header []string) int {
	count := 0
	for _, name := range header {
		if c.field(name, name).field != nil {
			count++
		}
	}
	return count
}

// named returns the field that a column's name stands for: by the whole name, by
// what follows a qualifier, or by its parts ("ИНН/КПП", "Phone (mobile)") if they
// stand for one field. A name with an unknown part is loose.
func named(name string) namedField {
	if strings.Contains(name, "%") {
		return namedField{} // about VAT, say, but no number
	}
	if whole := namedByWord(name); whole.field != nil {
		return whole
	}
	if rest := qualifier.FindStringSubmatch(name); rest != nil {
		if known := named(rest[1]); known.field != nil && (known.field.path != "id" || !known.loose) {
			return known
		}
	}
	found := namedField{loose: true}
	isWhole := true
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return strings.ContainsRune("/|\\,&+()[]\n", r) }) {
		one := namedByWord(part)
		switch {
		case fold(part) == "":
		case one.field == nil || one.loose && one.field.path == "id":
			isWhole = isWhole && isQualifier(part)
		case found.field != nil && found.field != one.field:
			head := namedByWord(name[:max(strings.IndexAny(name, "(["), 0)])
			if head.loose {
				return namedField{}
			}
			return namedField{head.field, true} // "Country (address)"
		default:
			found = namedField{one.field, found.loose && one.loose}
		}
	}
	found.loose = found.loose || !isWhole
	return found
}

// namedByWord returns the field of a name, or loosely of the first of several:
// "Phone 1". A number may be abbreviated: "Phone No.", "VAT Nr".
func namedByWord(name string) namedField {
	folded := fold(name)
	known := fieldsByName()[folded]
	for _, short := range []string{"no", "nr", "num"} {
		if whole, found := strings.CutSuffix(folded, short); found && known.field == nil {
			known = fieldsByName()[whole+"number"]
		}
	}
	if known.field == nil {
		known = namedField{fieldsByName()[strings.TrimSuffix(folded, "1")].field, true}
	}
	return known
}

// qualifier matches what may stand before a name.
var qualifier = regexp.MustCompile(`(?is)^\s*(?:address 1|billing|bill[- ]to|main|primary|work|business|office|company|account|customer|client|contact|` +
	`рабочий|основной|контактный|юридический|фактический|реквизиты|робочий|основний|контактний)[\s:._-]*(\pL.*)$`)

// isQualifier reports whether a part is only a qualifier: "Phone (office)".
func isQualifier(part string) bool {
	rest := qualifier.FindStringSubmatch(part + " x")
	return rest != nil && rest[1] == "x"
}

// namedField is the field that a column's name stands for. A loose name can mean
// other things, so that a column with another name takes precedence.
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
				if name = fold(name); byName[name].field == nil {
					byName[name] = number
				}
			}
		}
	}
	delete(byName, "")
	return byName
})

// fold reduces a column's name to letters and digits without case and accents:
// "Ländercode" and "LÄNDER_CODE" become the same, "laender-code" does not.
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
	loose []string // that can mean other things
}

// short returns the last part of the path.
func (f *field) short() string { return f.path[strings.LastIndexByte(f.path, '.')+1:] }

// isScreened reports whether a field decides a verdict.
func isScreened(path string) bool {
	return slices.Contains(inspected[:decisive], strings.Replace(path, "companyProfile.address.", "billingProfile.defaultAddress.", 1))
}

var fields = slices.Concat(
	[]*field{
		newField("id", func(c *screening.Customer) *string { return &c.ID },
			"microsoft id", "tenant id", "customer tenant id").orLoosely("id", "customer id", "customer number", "record id", "company id", "account id", "account number", "Kundennummer", "Kunden-ID", "numéro client", "identifiant", "№", "no", "nr"),
		newField("commerceId", func(c *screening.Customer) *string { return &c.CommerceID }),
		newField("associatedPartnerId", func(c *screening.Customer) *string { return &c.AssociatedPartnerID }),
		newField("companyProfile.organizationRegistrationNumber",
			func(c *screening.Customer) *string { return &company(c).OrganizationRegistrationNumber },
			"registration number", "registration id", "registration id number", "registration code", "company number", "business registration id",
			"company registration number", "company registration id", "company reg number", "business registration number",
			"organization registration id", "organisation registration number", "organisation registration id", "organization number", "reg number",
			"tax id", "tax id number", "tax number", "tax number 1", "tax code", "tax identification number", "tax identifier", "tax reference number", "tax registration number",
			"taxpayer id", "taxpayer identification number", "tin", "tin number", "vat", "vat id", "vat number", "vat code", "vat reg number", "vat registration number", "tax/vat number", "vat/tax id",
			"inn", "unp", "bin", "edrpou", "voen", "vöen", "idno", "stir", "trn", "cnpj", "gst", "gstin", "uin", "gstin number", "gst number", "gst registration number", "gst identification number", "pan", "pan number",
			"stcd1", "stceg", "org. number", "org. no.", "nip", "nip number", "rif", "mst", "vkn", "crn", "ein", "rma", "adószám", "adószáma", "EU adószám", "közösségi adószám",
			"ИНН", "ИНН клиента", "ИНН контрагента", "ИНН юр. лица", "УНП", "БИН", "БСН", "ЄДРПОУ", "ЕДРПОУ", "код ЄДРПОУ", "код ЕДРПОУ", "код за ЄДРПОУ", "ИНН организации", "податковий номер", "налоговый номер",
			"регистрационный номер", "рег. номер", "рег. №", "реєстраційний номер", "СТИР", "РМА", "РМИ", "ՀՎՀՀ", "cod fiscal", "număr de înregistrare", "codul fiscal",
			"Registrierungsnummer", "Registernummer", "Registrierungs-ID", "Handelsregisternummer", "Steuernummer", "Steuer-ID", "USt-ID", "USt-IdNr.", "UID",
			"Umsatzsteuer-ID", "Umsatzsteuer-Identifikationsnummer",
			"numéro d'enregistrement", "numéro d'immatriculation", "numéro fiscal", "identifiant fiscal", "numéro de TVA", "n° TVA", "n° TVA intracommunautaire", "numéro de TVA intracommunautaire", "TVA",
			"vergi numarası", "vergi no", "vergi kimlik no", "vergi kimlik numarası", "número de registro", "identificación fiscal", "número fiscal", "número de identificação fiscal", "inscrição no CNPJ", "RUC", "NIF", "CIF",
			"numer NIP", "numer rejestracyjny", "nr NIP", "mã số thuế", "mã số doanh nghiệp", "เลขประจำตัวผู้เสียภาษี", "เลขประจำตัวผู้เสียภาษีอากร", "เลขผู้เสียภาษี", "जीएसटीआईएन",
			"الرقم الضريبي", "رقم التسجيل", "رقم التسجيل الضريبي", "رقم تسجيل ضريبة القيمة المضافة", "الرقم الموحد", "الرقم الوطني الموحد").
			// These are numbers of other registers and of persons, often beside the one that Microsoft asks for.
			orLoosely("company code", "business number", "КПП", "kpp", "ПИН", "ИИН", "iin", "ЖСН", "ОГРН", "ОГРНИП", "ІПН", "ИПН", "РНОКПП", "ОКПО", "код ОКПО", "idnp", "psn",
				"REGON", "nr REGON", "numer REGON", "KRS", "numer KRS", "nr KRS", "PESEL", "cégjegyzékszám", "CPF", "inscrição estadual", "cédula", "CI",
				"T.C. kimlik no", "TC kimlik numarası", "TCKN", "MERSİS no", "MERSİS", "ticaret sicil no", "trade license number", "trade licence number", "commercial registration number", "CR number", "رقم السجل التجاري", "السجل التجاري", "رقم الرخصة التجارية", "cin", "เลขทะเบียนนิติบุคคล"),
		newField("companyProfile.domain", func(c *screening.Customer) *string { return &company(c).Domain },
			"primary domain", "primary domain name", "domain name", "Domäne", "Primäre Domäne", "domaine", "domaine principal", "домен", "dominio", "domínio", "domena"),
		newField("companyProfile.tenantId", func(c *screening.Customer) *string { return &company(c).TenantID }).onlyByPath(),
		newField("companyProfile.companyName", func(c *screening.Customer) *string { return &company(c).CompanyName }).onlyByPath(),
		newField("companyProfile.email", func(c *screening.Customer) *string { return &company(c).Email }).onlyByPath(),
		newField("billingProfile.companyName", func(c *screening.Customer) *string { return &billing(c).CompanyName },
			"company", "customer", "customer name", "organization", "organisation", "organization name", "legal name", "account name", "Firma", "Firmenname", "Unternehmen",
			"Kunde", "Kundenname", "société", "nom de la société", "raison sociale", "entreprise", "nom de l'entreprise", "client", "client name",
			"компания", "название компании", "организация", "наименование организации", "клиент", "название клиента", "наименование клиента", "контрагент", "название контрагента", "наименование контрагента", "назва контрагента", "назва клієнта", "компанія", "назва компанії", "організація", "клієнт", "кампанія", "ընկերություն", "şirkət", "kompaniya", "ширкат", "companie", "denumirea companiei",
			"şirket", "şirket adı", "şirket unvanı", "firma adı", "firma unvanı", "müşteri", "müşteri adı", "cari unvan", "cari adı", "ticari unvan", "unvan", "empresa", "nombre de la empresa", "razón social", "razão social", "cliente", "nazwa firmy", "klient", "nazwa klienta", "kontrahent", "nazwa kontrahenta", "cég", "cégnév", "ügyfél",
			"الشركة", "اسم الشركة", "اسم العميل", "العميل", "công ty", "tên công ty", "tên khách hàng", "บริษัท", "ชื่อบริษัท", "ชื่อลูกค้า", "कंपनी", "ကုမ္ပဏီ").
			// SAP's customer is a number where the name stands beside it.
			orLoosely("name 1", "nombre 1", "nome 1", "nom 1", "наименование", "название", "customer", "Kunde", "client", "клиент", "контрагент", "клієнт", "müşteri", "cliente", "klient", "kontrahent", "ügyfél",
				"name", "display name", "business name", "trade name", "legal name of business", "полное наименование", "найменування", "повне найменування", "назва", "nazwa", "denumire", "nome fantasia", "cég neve", "الاسم"),
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
		"country code", "country id", "country/region", "country or region", "country name", "country iso", "iso country", "iso country code", "iso code", "country iso code", "country code iso", "country iso2", "ctry", "country of registration", "country of incorporation", "registration country", "billing country", "billing country/region",
		"Land", "Land/Region", "Ländercode", "Laendercode", "Länderkürzel", "Länderkennzeichen", "Landeskennzeichen", "Länderschlüssel", "pays", "pays/région", "code pays",
		"country key", "country/region key", "country/region code", "country/region name", "страна", "страна контрагента", "страна клиента", "страна организации", "код страны", "страна/регион", "страна регистрации", "країна", "код країни", "країна реєстрації", "країна/регіон", "краіна", "ülke", "ülke/bölge", "ülke kodu", "país", "código de país", "código del país", "código do país", "país/región", "país/região", "kraj", "kod kraju", "kraj/region", "ország", "országkód",
		"ел", "мамлекет", "өлкө", "кишвар", "davlat", "mamlakat", "ölkə", "țara", "țară", "երկիր", "البلد", "الدولة", "رمز الدولة", "رمز البلد", "البلد/المنطقة", "quốc gia", "mã quốc gia", "nước", "ประเทศ", "รหัสประเทศ", "देश", "နိုင်ငံ")
	country.isCountry = true
	return []*field{
		country,
		newField("region", func(a *address.Address) *string { return &a.Region }),
		newField("city", func(a *address.Address) *string { return &a.City }, "town", "Stadt", "Ort", "ville", "город", "місто", "şehir", "ciudad", "cidade", "miasto", "város", "المدينة"),
		newField("state", func(a *address.Address) *string { return &a.State }, "state/province", "province", "state or province", "Bundesland"),
		newField("district", func(a *address.Address) *string { return &a.District }),
		newField("postalCode", func(a *address.Address) *string { return &a.PostalCode },
			"zip", "zip code", "zip/postal code", "zip or postal code", "post code", "Postleitzahl", "PLZ", "code postal", "индекс", "почтовый индекс", "поштовий індекс", "posta kodu", "código postal", "CEP", "kod pocztowy", "irányítószám"),
		newField("addressLine1", func(a *address.Address) *string { return &a.AddressLine1 },
			"address", "address 1", "street", "street 1", "address 1 street 1", "Adresse", "Adresszeile 1", "Straße", "adresse 1", "rue", "адрес", "адреса", "улица", "adres", "dirección", "endereço", "cím"),
		newField("addressLine2", func(a *address.Address) *string { return &a.AddressLine2 }, "address 2", "Adresszeile 2", "adresse 2", "complément d'adresse"),
		newField("addressLine3", func(a *address.Address) *string { return &a.AddressLine3 }, "address 3", "Adresszeile 3", "adresse 3"),
		newField("firstName", func(a *address.Address) *string { return &a.FirstName }, "given name", "Vorname", "prénom", "имя", "ім'я", "ad", "nombre", "nome", "imię"),
		newField("middleName", func(a *address.Address) *string { return &a.MiddleName }, "zweiter Vorname", "deuxième prénom", "отчество", "по батькові"),
		newField("lastName", func(a *address.Address) *string { return &a.LastName }, "surname", "family name", "Nachname", "nom", "nom de famille", "фамилия", "прізвище", "soyad", "apellido", "apellidos", "sobrenome", "nazwisko"),
		newField("phoneNumber", func(a *address.Address) *string { return &a.PhoneNumber },
			"phone", "telephone", "telephone number", "tel", "tel number", "contact phone", "contact number", "mobile", "mobile phone", "mobile number", "mobile phone number", "cell", "cell phone",
			"Telefon", "Telefonnummer", "Rufnummer", "Handy", "Mobil", "Mobilnummer", "téléphone", "numéro de téléphone", "portable", "mobile",
			"телефон", "телефон организации", "телефон контрагента", "телефон клиента", "телефон нөмірі", "номер телефона", "номер телефону", "мобильный", "мобильный телефон", "мобільний", "тел", "моб", "моб. тел.", "тэлефон", "telefon numarası", "telefon no", "cep telefonu", "teléfono", "número de teléfono", "telefone", "número de telefone", "telefone comercial", "iş telefonu", "număr de telefon", "numărul de telefon", "telf1", "fone", "celular", "móvil", "الجوال", "رقم الجوال", "फ़ोन", "ဖုန်း",
			"numer telefonu", "nr telefonu", "telefonszám", "հեռախոս", "հեռախոսահամար", "هاتف", "الهاتف", "رقم الهاتف", "điện thoại", "số điện thoại", "SĐT", "โทรศัพท์", "หมายเลขโทรศัพท์", "เบอร์โทรศัพท์", "เบอร์โทร"),
		newField("emailAddress", func(a *address.Address) *string { return &a.EmailAddress }),
	}
}

func newField(path string, at func(*screening.Customer) *string, usual ...string) *field {
	f := &field{setter: setter{path: path, at: at}}
	f.names = slices.Concat(usual, []string{path, f.short()})
	return f
}

// orLoosely adds names that can mean other things.
func (f *field) orLoosely(names ...string) *field {
	f.names = slices.DeleteFunc(f.names, func(name string) bool { return slices.Contains(names, name) })
	f.loose = names
	return f
}

// rank is the place of a loose name among the others: the first is the likeliest.
func (f *field) rank(name string) int {
	place := slices.IndexFunc(f.loose, func(loose string) bool { return fold(loose) == fold(name) })
	if place < 0 {
		return len(f.loose)
	}
	return place
}

// onlyByPath removes other names, which stand for a field with the same meaning.
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
