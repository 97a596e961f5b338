package translations_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/hu"
	"github.com/go-playground/locales/pl"
	"github.com/go-playground/locales/pt"
	"github.com/go-playground/locales/pt_BR"
	"github.com/go-playground/locales/ru"
	"github.com/go-playground/locales/ru_KZ"
	"github.com/go-playground/locales/th"
	"github.com/go-playground/locales/tr"
	"github.com/go-playground/locales/uk"
	"github.com/go-playground/locales/vi"
	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
	"github.com/cspkit/customerscreen/screening/translations"
)

func ExampleRegisterDefaultTranslations() {
	type signup struct {
		Country string `partnercenter:"country"`
		TaxID   string `partnercenter:"organizationRegistrationNumber"`
		Phone   string `partnercenter:"phoneNumber"`
	}
	v := validator.New()
	if err := screening.Register(v, countries.Latest(), signup{}); err != nil {
		fmt.Println(err)
	}
	trans, _ := ut.New(en.New(), pt_BR.New()).GetTranslator("pt_BR")
	if err := translations.RegisterDefaultTranslations(v, trans); err != nil {
		fmt.Println(err)
	}
	for _, found := range screening.Violations(v.Struct(signup{Country: "AZ", TaxID: "12-34"})) {
		fmt.Println(found.FieldError.Translate(trans))
	}
	// Output:
	// TaxID deve ter 7 ou 10 dígitos, sem espaços nem outros separadores
	// Phone é obrigatório: o Partner Center recusa clientes deste país se faltar
}

func ExampleLanguage_Sentence() {
	russian, _ := translations.In("ru_KZ")
	rule, _ := countries.Latest().Rule("KZ")
	fmt.Println(russian.Sentence(rule.CheckRegistrationNumber("12-34")))
	fmt.Println(russian.Sentence(rule.CheckPhoneNumber("")))
	// Output:
	// Укажите 12 цифр без пробелов и других разделителей.
	// Заполните это поле, иначе Partner Center отклонит клиента из этой страны.
}

func ExampleLanguage_FormHints() {
	russian, _ := translations.In("ru")
	rule, _ := countries.Latest().Rule("KZ")
	hint := russian.FormHints(rule).RegistrationNumber
	fmt.Println(hint.Label, "–", hint.LocalLabel)
	fmt.Println(hint.Help)
	// Output:
	// Регистрационный номер – БИН
	// Укажите номер самой организации, а номер физического лица — только если клиент индивидуальный предприниматель: 12 цифр без пробелов и других разделителей.
}

func ExampleLanguage_Advisory() {
	var customer screening.Customer
	customer.CompanyProfile = &screening.CustomerCompanyProfile{OrganizationRegistrationNumber: "7707083894"}
	customer.BillingProfile = &screening.CustomerBillingProfile{DefaultAddress: &address.Address{Country: "RU", PhoneNumber: "+7 495 555 01 00"}}
	polish, _ := translations.In("pl")
	report := screening.New(countries.Latest()).Inspect(&customer)
	fmt.Println(polish.Verdict(report.Verdict()))
	for _, advisory := range report.Advisories {
		if advisory.Rule != "contract.required" {
			fmt.Println(polish.Advisory(advisory))
		}
	}
	// Output:
	// przyjęty
	// Cyfra kontrolna się nie zgadza: najprawdopodobniej jedna z cyfr jest błędna.
}

func ExampleIn() {
	for _, locale := range []string{"pt_BR", "uk-UA", "de"} {
		language, ok := translations.In(locale)
		fmt.Println(language, ok)
	}
	// Output:
	// pt-BR true
	// uk true
	// en false
}

func ExampleLanguages() {
	for language := range translations.Languages() {
		fmt.Print(language, " ")
	}
	// Output: en ar es hu pl pt-BR ru th tr uk vi
}

// isolates are the characters that only Arabic texts have.
const isolates = "\u2067\u2068\u2069"

func visible(text string) string {
	return strings.Map(func(c rune) rune {
		if strings.ContainsRune(isolates, c) {
			return -1
		}
		return c
	}, text)
}

func rule(t testing.TB, country, pattern string) countries.Rule {
	t.Helper()
	if pattern == "" {
		r, _ := countries.Latest().Rule(country)
		return r
	}
	r, err := countries.ParseValidationRules(fmt.Appendf(nil, `{"iso2Code":%q,"customerOrganizationRegistrationNumberRegex":%q}`, country, pattern))
	require.NoError(t, err)
	return r
}

var invalid = func(pattern string) pcerrors.Violation {
	return pcerrors.Violation{Code: pcerrors.RegistrationNumberInvalid, Country: "AZ", Pattern: pattern}
}

// TestDigits: every number has its form of the noun, and lists are written as
// the language writes them.
func TestDigits(t *testing.T) {
	for _, test := range []struct {
		locale, digits, want string
	}{
		{"en", "1", "1 digit"}, {"en", "2", "2 digits"}, {"en", "7 10", "7 or 10 digits"}, {"en", "6 7 8 13", "6, 7, 8 or 13 digits"},
		{"ar", "1", "1 رقم"}, {"ar", "2", "2 رقمين"}, {"ar", "7 10", "7 أو 10 أرقام"}, {"ar", "9 10 12", "9 أو 10 أو 12 رقمًا"},
		{"es", "1", "1 dígito"}, {"es", "7 8", "7 u 8 dígitos"}, {"es", "10 11", "10 u 11 dígitos"}, {"es", "8 11 14", "8, 11 o 14 dígitos"}, {"es", "11", "11 dígitos"},
		{"hu", "1", "1 számjegy"}, {"hu", "10 11", "10 vagy 11 számjegy"},
		{"pl", "1", "1 cyfrę"}, {"pl", "2 3", "2 lub 3 cyfry"}, {"pl", "10", "10 cyfr"}, {"pl", "21", "21 cyfr"}, {"pl", "22", "22 cyfry"},
		{"pt_BR", "1", "1 dígito"}, {"pt_BR", "11 14", "11 ou 14 dígitos"},
		{"ru", "1", "1 цифру"}, {"ru", "2 4", "2 или 4 цифры"}, {"ru", "9 10 12", "9, 10 или 12 цифр"}, {"ru", "21", "21 цифру"}, {"ru", "22", "22 цифры"},
		{"th", "13", "13 หลัก"}, {"th", "1 10", "1 หรือ 10 หลัก"},
		{"tr", "1", "1 rakam"}, {"tr", "10 11", "10 veya 11 rakam"},
		{"uk", "1", "1 цифру"}, {"uk", "3", "3 цифри"}, {"uk", "8 10 12", "8, 10 або 12 цифр"}, {"uk", "21", "21 цифру"},
		{"vi", "1", "1 chữ số"}, {"vi", "10 13", "10 hoặc 13 chữ số"},
	} {
		l, ok := translations.In(test.locale)
		require.True(t, ok)
		var alternatives []string
		for n := range strings.FieldsSeq(test.digits) {
			alternatives = append(alternatives, `\d{`+n+`}`)
		}
		pattern := "^(" + strings.Join(alternatives, "|") + ")$"
		alone := `(^|[^\d,])` + test.want + `\P{L}`
		assert.Regexp(t, alone, l.Sentence(invalid(pattern)), test.locale)
		assert.Regexp(t, alone, l.FormHints(rule(t, "AZ", pattern)).RegistrationNumber.Help, test.locale)
	}
	for l := range translations.Languages() {
		for n := 1; n < 32; n++ {
			assert.Regexp(t, fmt.Sprintf(`(^|\D)%d \pL`, n), l.Sentence(invalid(fmt.Sprintf(`^\d{%d}$`, n))), "%s: a noun for each number", l)
		}
	}
}

// TestEnglishIsThatOfTheFormHints: one text, wherever it comes from.
func TestEnglishIsThatOfTheFormHints(t *testing.T) {
	rules := []countries.Rule{{}, rule(t, "BR", `^\d{14}$`), rule(t, "BR", `^[A-Z]{2}\d{3}$`)}
	for policy := range countries.Policies() {
		for code := range countries.Codes() {
			r, _ := policy.Rule(code)
			rules = append(rules, r)
		}
	}
	for _, r := range rules {
		assert.Equal(t, r.FormHints(), translations.Language{}.FormHints(r))
	}
}

// TestEveryLanguageHasEverySentence: what is the same in two languages, or
// English in another, was forgotten.
func TestEveryLanguageHasEverySentence(t *testing.T) {
	said := make(map[string]string)
	for l := range translations.Languages() {
		notSupported, _ := countries.November2020().Rule("US")
		for name, sentence := range map[string]string{
			"not supported":     l.Sentence(pcerrors.Violation{Code: pcerrors.RegistrationNumberNotSupported}),
			"missing":           l.Sentence(pcerrors.Violation{Code: pcerrors.RegistrationNumberMissing}),
			"digits":            l.Sentence(invalid(`^(\d{7}|\d{10})$`)),
			"form":              l.Sentence(invalid(`^[A-Z]{2}\d{3}$`)),
			"country":           l.Sentence(&pcerrors.Undecided{}),
			"help":              l.FormHints(rule(t, "PL", "")).RegistrationNumber.Help,
			"help digits":       l.FormHints(rule(t, "AZ", "")).RegistrationNumber.Help,
			"help form":         l.FormHints(rule(t, "BR", `^[A-Z]{2}\d{3}$`)).RegistrationNumber.Help,
			"help notSupported": l.FormHints(notSupported).RegistrationNumber.Help,
		} {
			text := visible(sentence)
			first, _ := utf8.DecodeRuneInString(text)
			assert.False(t, unicode.IsLower(first), "%s: %s", l, text)
			assert.NotEqual(t, 'I', first, "%s: the capital of i is another one in Turkish", l)
			assert.Greater(t, len(text), 20, "%s: %s", l, name)
			assert.NotContains(t, text, "{0}")
			assert.NotContains(t, text, "  ")
			assert.Equal(t, strings.TrimSpace(text), text)
			assert.Equal(t, l.String() != "th", strings.HasSuffix(text, "."), "%s: %s", l, text)
			if other, ok := said[text]; ok {
				assert.Fail(t, "said twice", "%s in %s, and %s: %s", name, l, other, text)
			}
			said[text] = name + " in " + l.String()
		}
		assert.Equal(t, l.Sentence(pcerrors.Violation{Code: pcerrors.RegistrationNumberMissing}), l.Sentence(pcerrors.Violation{Code: pcerrors.PhoneNumberMissing}))
		assert.Equal(t, l.Sentence(&pcerrors.Undecided{}), l.Sentence(&pcerrors.Undecided{Given: true}))
		for _, other := range []error{nil, pcerrors.Violation{}, pcerrors.Violation{Code: 42}, &pcerrors.Rejection{}, fmt.Errorf("another")} {
			assert.Empty(t, l.Sentence(other))
		}
	}
	assert.Len(t, said, 9*11)
}

// TestFilesHaveWhatIsRead: every file is a language's, is read whole and ends in
// one line feed; none of its texts is empty.
func TestFilesHaveWhatIsRead(t *testing.T) {
	tags := make(map[string]bool)
	for l := range translations.Languages() {
		tags[l.String()] = true
	}
	files, err := translations.Files().ReadDir("languages")
	require.NoError(t, err)
	for _, file := range files {
		tag, isJSON := strings.CutSuffix(file.Name(), ".json")
		assert.True(t, isJSON && tags[tag], file.Name())
		content, err := translations.Files().ReadFile("languages/" + file.Name())
		require.NoError(t, err)
		decoder := json.NewDecoder(bytes.NewReader(content))
		decoder.DisallowUnknownFields()
		var words translations.Words
		require.NoError(t, decoder.Decode(&words), file.Name())
		assert.Equal(t, int64(len(content)-1), decoder.InputOffset(), file.Name())
		assert.NotContains(t, string(content), `""`, file.Name())
	}
	assert.Len(t, files, len(tags))
}

// TestEveryLanguageHasEveryAdvisory: none is said in English, or as another
// rule, or another language, says it.
func TestEveryLanguageHasEveryAdvisory(t *testing.T) {
	said := make(map[string]string)
	for l := range translations.Languages() {
		for r := range screening.AdvisoryRules() {
			text := visible(l.Advisory(screening.Advisory{Rule: r.Name, Message: "in English"}))
			assert.Equal(t, l.String() == "en", text == "In English.", "%s: %s", l, r.Name)
			if l.String() == "en" {
				continue
			}
			first, _ := utf8.DecodeRuneInString(text)
			assert.False(t, unicode.IsLower(first), text)
			assert.Equal(t, l.String() != "th", strings.HasSuffix(text, "."), text)
			assert.NotContains(t, text, "  ")
			_, kind, _ := strings.Cut(r.Name, ".")
			if other, ok := said[text]; ok && !strings.HasSuffix(other, kind+" in "+l.String()) {
				assert.Fail(t, "said twice", "%s in %s, and %s: %s", r.Name, l, other, text)
			}
			said[text] = kind + " in " + l.String()
		}
		assert.Equal(t, "In English.", l.Advisory(screening.Advisory{Rule: "of.another", Message: "in English"}))
	}
	assert.Equal(t, 10*37, len(said), "sentences")
	for _, advisories := range translations.Advisories() {
		for rule := range advisories {
			assert.True(t, isRule(rule), "%s is no rule", rule)
		}
	}
}

// isRule reports whether a rule has the name, or ends in it.
func isRule(name string) bool {
	for r := range screening.AdvisoryRules() {
		if r.Name == name || strings.HasSuffix(r.Name, "."+name) {
			return true
		}
	}
	return false
}

func TestEveryLanguageHasLabelsAndVerdicts(t *testing.T) {
	rule, _ := countries.Latest().Rule("FR")
	said := make(map[string]string)
	for l := range translations.Languages() {
		texts := []string{visible(l.FormHints(rule).RegistrationNumber.Label)}
		for _, v := range []screening.Verdict{screening.Accepted, screening.Refused, screening.Undecided} {
			texts = append(texts, l.Verdict(v))
			assert.Equal(t, l.String() == "en", l.Verdict(v) == string(v), "%s: %s", l, v)
		}
		for _, text := range texts {
			assert.NotEmpty(t, text)
			said[text] = l.String()
		}
		assert.Equal(t, "unreadable", l.Verdict("unreadable"), "one of the host's own")
	}
	assert.Len(t, said, 4*11-1, "Spanish and Portuguese have one label")
	russian, _ := translations.In("ru")
	hints, english := russian.FormHints(rule), rule.FormHints()
	hints.RegistrationNumber.Label, hints.RegistrationNumber.Help = english.RegistrationNumber.Label, english.RegistrationNumber.Help
	assert.Equal(t, english, hints, "the rest is the same")
}

func TestLanguagesAreFoundByTheirLocales(t *testing.T) {
	for locale, want := range map[string]string{
		"en": "en", "en_GB": "en", "EN-us": "en", "pt": "pt-BR", "pt_BR": "pt-BR", "pt-PT": "pt-BR", "pt-Latn-BR": "pt-BR",
		"ar_SA": "ar", "uk": "uk", "vi-VN": "vi", "hu_HU": "hu", "RU": "ru",
	} {
		l, ok := translations.In(locale)
		assert.True(t, ok, locale)
		assert.Equal(t, want, l.String(), locale)
	}
	for _, locale := range []string{"", "de", "e", "english", "-en", "ruRU", "\xff"} {
		l, ok := translations.In(locale)
		assert.False(t, ok, locale)
		assert.Equal(t, translations.Language{}, l, locale)
	}
	for range translations.Languages() {
		break
	}
}

var everyLocale = []locales.Translator{
	en.New(), ar.New(), es.New(), hu.New(), pl.New(), pt.New(), pt_BR.New(), ru.New(), ru_KZ.New(), th.New(), tr.New(), uk.New(), vi.New(),
}

type (
	flat struct {
		Land  string `json:"land" partnercenter:"country"`
		TaxID string `json:"taxId" partnercenter:"organizationRegistrationNumber"`
		Phone string `json:"phone" partnercenter:"phoneNumber"`
	}
	nested struct {
		Company *flat   `json:"company"`
		Others  []*flat `json:"others" validate:"dive"`
	}
	embedding struct{ flat }
)

// TestHostStructsInEveryLanguage is the matrix of host structs, tag-name
// functions and languages: each error that Screen has is said, in the words of
// the language, after the host's own name of the field.
func TestHostStructsInEveryLanguage(t *testing.T) {
	jsonName := func(f reflect.StructField) string { return f.Tag.Get("json") }
	universal := ut.New(en.New(), everyLocale...)
	for policy := range countries.Policies() {
		for _, names := range []struct {
			of   validator.TagNameFunc
			path map[string]string
		}{
			{nil, map[string]string{"number": "TaxID", "phone": "Phone", "country": "Land"}},
			{jsonName, map[string]string{"number": "taxId", "phone": "phone", "country": "land"}},
		} {
			v := validator.New()
			if names.of != nil {
				v.RegisterTagNameFunc(names.of)
			}
			require.NoError(t, screening.Register(v, policy, flat{}))
			for _, locale := range everyLocale {
				trans, _ := universal.GetTranslator(locale.Locale())
				require.NoError(t, translations.RegisterDefaultTranslations(v, trans))
			}
			for _, locale := range everyLocale {
				trans, _ := universal.GetTranslator(locale.Locale())
				l, _ := translations.In(locale.Locale())
				for _, signup := range []flat{{"AZ", "1234567", "1"}, {"az", "12", ""}, {"PL", "", ""}, {"US", "12", ""}, {"Ruritania", "", ""}, {}} {
					customer, err := screening.CustomerOf(signup)
					require.NoError(t, err)
					var want []string
					say := func(field string, err error) {
						sentence := strings.TrimSuffix(visible(l.Sentence(err)), ".")
						first, size := utf8.DecodeRuneInString(sentence)
						want = append(want, names.path[field]+"|"+string(unicode.ToLower(first))+sentence[size:])
					}
					report := screening.New(policy).Inspect(customer)
					if report.Undecided != nil {
						say("country", report.Undecided)
					}
					for _, violation := range report.Violations {
						field := "number"
						if violation.Code == pcerrors.PhoneNumberMissing {
							field = "phone"
						}
						say(field, violation)
					}
					for _, value := range []any{signup, &signup, nested{Company: &signup}, nested{Others: []*flat{&signup}}, embedding{signup}} {
						var found []string
						if err := v.Struct(value); err != nil {
							for _, e := range err.(validator.ValidationErrors) {
								text := visible(e.Translate(trans))
								assert.LessOrEqual(t, strings.Count(text, ": "), 1, text)
								text = strings.Replace(text, e.Field()+": ", e.Field()+"|", 1)
								found = append(found, strings.Replace(text, e.Field()+" ", e.Field()+"|", 1))
							}
						}
						assert.Equal(t, want, found, "%s %s %T", policy, l, value)
					}
				}
			}
		}
	}
}

func TestRegisterDefaultTranslations(t *testing.T) {
	french, _ := ut.New(fr.New()).GetTranslator("fr")
	english, _ := ut.New(en.New(), en.New()).GetTranslator("en")
	v := validator.New()
	assert.EqualError(t, translations.RegisterDefaultTranslations(v, french), `translations: there are no sentences in the language of the locale "fr"`)
	assert.EqualError(t, translations.RegisterDefaultTranslations(nil, english), "translations: RegisterDefaultTranslations needs a validator and a translator")
	assert.EqualError(t, translations.RegisterDefaultTranslations(v, nil), "translations: RegisterDefaultTranslations needs a validator and a translator")

	require.NoError(t, translations.RegisterDefaultTranslations(v, english))
	require.NoError(t, translations.RegisterDefaultTranslations(v, english), "a second time")
	require.NoError(t, screening.Register(v, countries.Latest(), flat{}))
	errs := v.Struct(flat{Land: "AZ", TaxID: "12-34"}).(validator.ValidationErrors)
	assert.Equal(t, validator.ValidationErrorsTranslations{
		"flat.TaxID": "TaxID must be 7 or 10 digits, without spaces or other separators",
		"flat.Phone": "Phone must be given: Partner Center refuses customers in this country without it",
	}, errs.Translate(english))
}

// TestArabicReadsFromRightToLeft wherever it is put: by Unicode's annex 9 a text
// in such an isolate has the order of its own direction, and does not change
// that of what is around it. So has the name of the field in it.
func TestArabicReadsFromRightToLeft(t *testing.T) {
	const rightToLeft, firstStrong, pop = "\u2067", "\u2068", "\u2069"
	arabic, _ := ut.New(ar.New(), ar.New()).GetTranslator("ar")
	v := validator.New()
	require.NoError(t, screening.Register(v, countries.Latest(), flat{}))
	require.NoError(t, translations.RegisterDefaultTranslations(v, arabic))
	errs := v.Struct(flat{Land: "AM", TaxID: "12"}).(validator.ValidationErrors)
	assert.Equal(t, rightToLeft+firstStrong+"TaxID"+pop+": أدخل 8 أو 10 أرقام دون مسافات أو فواصل أخرى"+pop, errs[0].Translate(arabic))

	for l := range translations.Languages() {
		for _, text := range []string{l.Advisory(screening.Advisory{Rule: "addresses.differ"}), l.Sentence(pcerrors.Violation{Code: pcerrors.PhoneNumberMissing}), l.FormHints(rule(t, "AM", "")).RegistrationNumber.Help, l.FormHints(rule(t, "PL", "")).RegistrationNumber.Help} {
			if l.String() == "ar" {
				assert.Equal(t, rightToLeft+visible(text)+pop, text)
			} else {
				assert.Equal(t, visible(text), text, "no other language needs them")
			}
		}
	}
}
