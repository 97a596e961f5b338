package records_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/examples/internal/records"
)

const (
	number  = "companyProfile.organizationRegistrationNumber"
	country = "billingProfile.defaultAddress.country"
	phone   = "billingProfile.defaultAddress.phoneNumber"
)

// TestExports reads the headers that other programs write, in their own words.
func TestExports(t *testing.T) {
	for _, test := range []struct {
		program, header                 string
		company, country, number, phone string // the columns that are read
		aside                           string // what is said of others
	}{
		{program: "1C, Russian", header: "Наименование|Полное наименование|ИНН|КПП|Код по ОКПО|Страна регистрации|Юридический адрес|Телефон",
			company: "Наименование", country: "Страна регистрации", number: "ИНН", phone: "Телефон", aside: "КПП"},
		{program: "1C, one column", header: "Контрагент|ИНН/КПП|Страна|Телефон/факс", company: "Контрагент", country: "Страна", number: "ИНН/КПП", phone: "Телефон/факс"},
		{program: "BAS, Ukrainian", header: "Назва|ЄДРПОУ/ІПН|Країна|Телефон", company: "Назва", country: "Країна", number: "ЄДРПОУ/ІПН", phone: "Телефон"},
		{program: "BAS, two columns", header: "Контрагент|Код за ЄДРПОУ|ІПН|Країна", company: "Контрагент", country: "Країна", number: "Код за ЄДРПОУ", aside: "ІПН"},
		{program: "1C, Kazakh", header: "Наименование|БИН/ИИН|Страна|Телефон", company: "Наименование", country: "Страна", number: "БИН/ИИН", phone: "Телефон"},
		{program: "1C, Kazakh, two columns", header: "Компания|БИН|ИИН|Ел", company: "Компания", country: "Ел", number: "БИН", aside: "ИИН"},
		{program: "Bitrix24", header: "ID|Название компании|Рабочий телефон|Рабочий e-mail|Реквизиты: ИНН|Реквизиты: КПП|Адрес: Страна|Страна",
			company: "Название компании", country: "Страна", number: "Реквизиты: ИНН", phone: "Рабочий телефон", aside: "Реквизиты: КПП"},
		{program: "amoCRM", header: "ID|Наименование|Ответственный|Рабочий телефон|Рабочий email|ИНН|Страна", company: "Наименование", country: "Страна", number: "ИНН", phone: "Рабочий телефон"},
		{program: "SAP, business partners", header: "Customer|Name 1|Country/Region Key|City|Postal Code|Tax Number 1|Telephone 1", company: "Name 1", country: "Country/Region Key", number: "Tax Number 1", phone: "Telephone 1"},
		{program: "Dynamics 365 Business Central", header: "No.|Name|Country/Region Code|Phone No.|VAT Registration No.|Contact", company: "Name", country: "Country/Region Code", number: "VAT Registration No.", phone: "Phone No."},
		{program: "Dynamics 365 Sales", header: "Account Name|Main Phone|Address 1: Street 1|Address 1: City|Address 1: Country/Region|Primary Contact", company: "Account Name", country: "Address 1: Country/Region", phone: "Main Phone"},
		{program: "HubSpot", header: "Record ID|Company name|Company owner|Phone Number|City|Country/Region|Tax ID", company: "Company name", country: "Country/Region", number: "Tax ID", phone: "Phone Number"},
		{program: "Salesforce", header: "Account ID|Account Name|Billing Street|Billing City|Billing State/Province|Billing Country|Shipping Country|Phone|Fax|Tax ID", company: "Account Name", country: "Billing Country", number: "Tax ID", phone: "Phone"},
		{program: "Zoho Books, India", header: "Contact ID|Company Name|GST Treatment|GST Identification Number (GSTIN)|Billing Country|Phone", company: "Company Name", country: "Billing Country", number: "GST Identification Number (GSTIN)", phone: "Phone"},
		{program: "Zoho Books, the Gulf", header: "Company Name|Tax Registration Number (TRN)|Billing Country|Billing Phone", company: "Company Name", country: "Billing Country", number: "Tax Registration Number (TRN)", phone: "Billing Phone"},
		{program: "Tally", header: "Party Name|GSTIN/UIN|PAN/IT No.|Country", country: "Country", number: "GSTIN/UIN", aside: "PAN/IT No."},
		{program: "GST portal", header: "S. No.|Legal Name of Business|GSTIN/UIN|State|Country|Contact No.", company: "Legal Name of Business", country: "Country", number: "GSTIN/UIN", phone: "Contact No."},
		{program: "numbers that are abbreviated", header: "Account No|Country|Company Reg. Nr.|Office Phone No.|Office No", country: "Country", number: "Company Reg. Nr.", phone: "Office Phone No."},
		{program: "Stripe", header: "id|Email|Name|Country (address)|tax_id|Phone (company)", company: "Name", country: "Country (address)", number: "tax_id", phone: "Phone (company)"},
		{program: "Ukrainian register", header: "№|Найменування|ЄДРПОУ|Адреса|Країна", company: "Найменування", country: "Країна", number: "ЄДРПОУ"},
		{program: "Saudi, two registers", header: "اسم الشركة|رقم السجل التجاري|الرقم الضريبي|الدولة", company: "اسم الشركة", country: "الدولة", number: "الرقم الضريبي", aside: "رقم السجل التجاري"},
		{program: "Ukrainian, of 1C", header: "Назва контрагента|Код ЄДРПОУ/РНОКПП|Країна реєстрації|Контактний телефон", company: "Назва контрагента", country: "Країна реєстрації", number: "Код ЄДРПОУ/РНОКПП", phone: "Контактний телефон"},
		{program: "Turkish, an office and its number", header: "Müşteri Adı|Ülke|Vergi Dairesi/No|Telefon No", company: "Müşteri Adı", country: "Ülke", phone: "Telefon No"},
		{program: "ConnectWise", header: "Company ID|Company Name|Address 1|City|Country|Phone Number|Tax Identifier", company: "Company Name", country: "Country", number: "Tax Identifier", phone: "Phone Number"},
		{program: "Autotask", header: "Company Name|Company Number|Phone|Alternate Phone 1|Country|Tax Region", company: "Company Name", country: "Country", number: "Company Number", phone: "Phone"},
		{program: "Logo", header: "Cari Kodu|Cari Unvan|Vergi Dairesi|Vergi No|TC Kimlik No|Ülke|Telefon 1|Telefon 2", company: "Cari Unvan", country: "Ülke", number: "Vergi No", phone: "Telefon 1", aside: "TC Kimlik No"},
		{program: "Netsis", header: "Unvan|VKN/TCKN|Ülke Kodu|Cep Telefonu", company: "Unvan", country: "Ülke Kodu", number: "VKN/TCKN", phone: "Cep Telefonu"},
		{program: "Omie", header: "Razão Social|Nome Fantasia|CNPJ / CPF|Inscrição Estadual|País|Telefone", company: "Razão Social", country: "País", number: "CNPJ / CPF", phone: "Telefone", aside: "Inscrição Estadual"},
		{program: "Comarch", header: "Nazwa|NIP/REGON|Kraj|Telefon", company: "Nazwa", country: "Kraj", number: "NIP/REGON", phone: "Telefon"},
		{program: "Polish, three columns", header: "Kontrahent|NIP|REGON|Kraj", company: "Kontrahent", country: "Kraj", number: "NIP", aside: "REGON"},
		{program: "Hungarian", header: "Cégnév|Adószám|Cégjegyzékszám|Ország|Telefon", company: "Cégnév", country: "Ország", number: "Adószám", phone: "Telefon", aside: "Cégjegyzékszám"},
		{program: "Romanian, of Moldova", header: "Denumirea companiei|IDNO / Cod fiscal|Țara|Telefon", company: "Denumirea companiei", country: "Țara", number: "IDNO / Cod fiscal", phone: "Telefon"},
		{program: "Azerbaijani", header: "Şirkət|VÖEN|Ölkə|Telefon", company: "Şirkət", country: "Ölkə", number: "VÖEN", phone: "Telefon"},
		{program: "Uzbek", header: "Kompaniya|STIR (INN)|Davlat|Telefon", company: "Kompaniya", country: "Davlat", number: "STIR (INN)", phone: "Telefon"},
		{program: "Tajik", header: "Ширкат|РМА / ИНН|Кишвар|Телефон", company: "Ширкат", country: "Кишвар", number: "РМА / ИНН", phone: "Телефон"},
		{program: "Armenian", header: "Ընկերություն|ՀՎՀՀ|Երկիր|Հեռախոս", company: "Ընկերություն", country: "Երկիր", number: "ՀՎՀՀ", phone: "Հեռախոս"},
		{program: "Belarusian", header: "Кампанія|УНП|Краіна|Тэлефон", company: "Кампанія", country: "Краіна", number: "УНП", phone: "Тэлефон"},
		{program: "Russian, abbreviated", header: "Организация|Рег. номер|Страна|Тел.", company: "Организация", country: "Страна", number: "Рег. номер", phone: "Тел."},
		{program: "Arabic", header: "اسم الشركة|رقم السجل التجاري|البلد|رقم الجوال", company: "اسم الشركة", country: "البلد", number: "رقم السجل التجاري", phone: "رقم الجوال"},
		{program: "Spanish, of Venezuela", header: "Razón social|R.I.F.|País|Teléfono", company: "Razón social", country: "País", number: "R.I.F.", phone: "Teléfono"},
		{program: "Vietnamese", header: "Tên công ty|Mã số thuế|Quốc gia|Điện thoại", company: "Tên công ty", country: "Quốc gia", number: "Mã số thuế", phone: "Điện thoại"},
		{program: "Thai", header: "ชื่อบริษัท|เลขประจำตัวผู้เสียภาษี|ประเทศ|โทรศัพท์", company: "ชื่อบริษัท", country: "ประเทศ", number: "เลขประจำตัวผู้เสียภาษี", phone: "โทรศัพท์"},
		{program: "Burmese", header: "ကုမ္ပဏီ|TIN|နိုင်ငံ|ဖုန်း", company: "ကုမ္ပဏီ", country: "နိုင်ငံ", number: "TIN", phone: "ဖုန်း"},
		{program: "Hindi", header: "कंपनी|जीएसटीआईएन|देश|फ़ोन", company: "कंपनी", country: "देश", number: "जीएसटीआईएन", phone: "फ़ोन"},
		{program: "English, two kinds", header: "Customer|Reg. No. / VAT|Country (ISO)|Phone (mobile)", company: "Customer", country: "Country (ISO)", number: "Reg. No. / VAT", phone: "Phone (mobile)"},
		{program: "two fields in one column", header: "Company / Country|Country|Phone / E-mail|VAT %", country: "Country"},
	} {
		t.Run(test.program, func(t *testing.T) {
			table := tableOf(t, test.header)
			read := func(field string) string {
				if i := slices.Index(table.Fields, field); i >= 0 {
					return table.Header[i]
				}
				return ""
			}
			assert.Equal(t, []string{test.company, test.country, test.number, test.phone},
				[]string{read("billingProfile.companyName"), read(country), read(number), read(phone)})
			said := strings.Join(table.Describe(), "\n")
			assert.Equal(t, test.aside != "", strings.Contains(said, "could be the registration number"), said)
			if test.aside != "" {
				assert.Contains(t, said, `"`+test.aside+`" could be the registration number, too; to read it: --map "registration number=`+test.aside+`"`)
			}
		})
	}
}

// tableOf reads a header whose columns bars part.
func tableOf(t *testing.T, header string) *records.Table {
	t.Helper()
	for record := range records.CSV(strings.NewReader("sep=|\n"+header+"\nx\n"), nil, largest) {
		require.NoError(t, record.Err)
		return record.Table
	}
	require.Fail(t, "no record")
	return nil
}

// TestNames reads the first of several names, and says so: no verdict hangs on it.
func TestNames(t *testing.T) {
	table := tableOf(t, "Client ID|Название|Полное наименование|Страна")
	assert.Equal(t, []string{"", "billingProfile.companyName", "", country}, table.Fields, "an ID of somebody's is none of Microsoft's")
	assert.Equal(t, []string{`"Полное наименование" could be the company name, too; to read it: --map "company name=Полное наименование"`}, table.Notes())
}

// TestGiven says once what a mapping gives to every row.
func TestGiven(t *testing.T) {
	columns, err := records.ParseColumns([]string{"country==RU"})
	require.NoError(t, err)
	for record := range records.CSV(strings.NewReader("ИНН;Телефон\n7707083893;1\n"), columns, largest) {
		require.NoError(t, record.Err)
		assert.Equal(t, []string{"the same in every row, by --map: country"}, record.Table.Notes())
		assert.True(t, record.Table.Has(country))
		assert.Empty(t, record.Value(country), "nothing was typed")
	}
}

// TestQuestions are about headers of which nobody can tell what is meant; what
// could be is there for those who show a choice.
func TestQuestions(t *testing.T) {
	for header, want := range map[string]struct {
		field  string
		fields []string
	}{
		"Country|GSTIN|PAN":                     {number, []string{country, number, number}},
		"Country|Reg. No.|VAT":                  {number, []string{country, number, number}},
		"Country|КПП|ОГРН":                      {number, []string{country, number, number}},
		"Country|ИНН|ИНН/КПП":                   {number, []string{country, number, number}},
		"Country|Phone|Mobile":                  {phone, []string{country, phone, phone}},
		"Country|Phone (office)|Phone (mobile)": {phone, []string{country, phone, phone}},
		"Land|Country|INN|Phone":                {country, []string{country, country, number, phone}},
		"Market|INN|Phone":                      {country, []string{"", number, phone}},
	} {
		for record := range records.CSV(strings.NewReader("sep=|\n"+header+"\nx\n"), nil, largest) {
			question, ok := errors.AsType[*records.HeaderError](record.Err)
			require.True(t, ok, header)
			assert.Equal(t, want.field, question.Field, header)
			assert.Equal(t, want.fields, question.Table.Fields, header)
			assert.Equal(t, strings.Split(header, "|"), question.Table.Header)
		}
	}
}

// TestAnsweredQuestions still name the columns that are not read.
func TestAnsweredQuestions(t *testing.T) {
	for mapping, want := range map[string][]string{
		"phone number=Phone": {`"Mobile" could be the phone number, too; to read it: --map "phone number=Mobile"`},
		"phone number=Other": {
			`"Phone" could be the phone number, too; to read it: --map "phone number=Phone"`,
			`"Mobile" could be the phone number, too; to read it: --map "phone number=Mobile"`,
		},
		"phone number=":        nil,
		"phone number==+49301": {"the same in every row, by --map: phone number"},
	} {
		columns, err := records.ParseColumns([]string{mapping})
		require.NoError(t, err)
		for record := range records.CSV(strings.NewReader("Country,Tax ID,Phone,Mobile,Other,City,№,No\nAM,1,,+37410555123,,,,\n"), columns, 1<<20) {
			require.NoError(t, record.Err)
			assert.Equal(t, want, record.Table.Notes(), mapping)
		}
	}
}

// TestUsualNames are headers of exports, each of a system or language.
func TestUsualNames(t *testing.T) {
	for field, names := range map[string][]string{
		phone: {"Número de teléfono", "Número de telefone", "Telefone comercial", "İş Telefonu", "Телефон организации", "Телефон нөмірі",
			"Număr de telefon", "หมายเลขโทรศัพท์", "Հեռախոսահամար", "هاتف", "TELF1"},
		number: {"STCD1", "STCEG", "ПИН", "Org. number"},
	} {
		for _, name := range names {
			for record := range records.CSV(strings.NewReader("LAND1,"+name+"\nRU,7\n"), records.Columns{country: "LAND1"}, 1<<20) {
				require.NoError(t, record.Err)
				assert.Equal(t, "7", record.Value(field), name)
			}
		}
	}
	for _, name := range []string{"Código de país", "Országkód", "Mã quốc gia", "รหัสประเทศ", "رمز الدولة", "Страна контрагента", "country_id", "LAND1"} {
		for record := range records.CSV(strings.NewReader("ИНН,"+name+"\n7,RU\n"), nil, 1<<20) {
			require.NoError(t, record.Err, name)
			assert.Equal(t, "RU", record.Value(country), name)
		}
	}
}

// TestTheNameBesideANumber is the company where SAP's customer is a number.
func TestTheNameBesideANumber(t *testing.T) {
	for header, want := range map[string]string{
		"Kunde,Name 1": "b", "Контрагент,Наименование": "b", "Cliente,Nombre 1": "b", "Name,Customer": "b", "Kunde,Notiz": "a", "Customer,Company": "b",
	} {
		for record := range records.CSV(strings.NewReader("Land,"+header+",x\nRU,a,b,c\n"), nil, 1<<20) {
			require.NoError(t, record.Err, header)
			assert.Equal(t, want, record.Company(), header)
			assert.Empty(t, record.Value("billingProfile.defaultAddress.firstName"), header)
		}
	}
}
