// Package translations says, in the languages of the listed countries, what is
// wrong with a customer, what looks wrong, and how to write its registration
// number. It uses words ("7 or 10 digits") where the API's own text has a
// regular expression.
//
// [RegisterDefaultTranslations] is for hosts whose validator has the rules of
// screening.Register, like the packages of validator/v10/translations for its
// own rules. A [Language] is for everyone else:
//
//	l, _ := translations.In("pt-BR")
//	rule, _ := countries.Latest().Rule("AZ")
//	l.Sentence(rule.CheckRegistrationNumber("12-34")) // "Deve ter 7 ou 10 dígitos, …"
//
// The languages are English, Arabic, Spanish, Hungarian, Polish, Brazilian
// Portuguese, Russian, Thai, Turkish, Ukrainian and Vietnamese. Plural forms
// are those of Unicode's CLDR. Arabic texts contain invisible isolating
// characters, so that they read from right to left wherever they stand, and a
// field's name does not change their order.
//
// No text contains a customer's data. Everything here is read-only and safe for
// concurrent use, except for the registration, as always with validator/v10.
package translations

import (
	"cmp"
	"encoding/json"
	"errors"
	"iter"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	"golang.org/x/text/feature/plural"

	"github.com/cspkit/customerscreen/countries"
	pcerrors "github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// Language is a language of this package's sentences. The zero value is
// English.
type Language struct {
	words *words
}

// Languages returns every language, English first and the others by their tags.
func Languages() iter.Seq[Language] {
	return func(yield func(Language) bool) {
		for i := range languages() {
			if !yield(Language{&languages()[i]}) {
				return
			}
		}
	}
}

// In returns the language of a locale, such as "pt_BR", "pt-BR" or "pt". Only
// the language before the first separator counts, in any letter case. For a
// locale of another language it returns English and false.
func In(locale string) (l Language, ok bool) {
	base, _, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	for l := range Languages() {
		if own, _ := l.get().tag.Base(); strings.EqualFold(own.String(), base) {
			return l, true
		}
	}
	return Language{}, false
}

func (l Language) get() *words {
	if l.words == nil {
		return &languages()[0]
	}
	return l.words
}

// String returns the BCP 47 tag, for example "pt-BR", as HTML's lang attribute
// takes it.
func (l Language) String() string { return l.get().tag.String() }

// Sentence says what the field that an error is about must be:
//
//	Must be 7 or 10 digits, without spaces or other separators.
//
// It knows a [pcerrors.Violation] of the four codes, which the checks of a
// [countries.Rule] return and a [pcerrors.Rejection] lists, and an
// [*pcerrors.Undecided]. For any other error, and for nil, it returns "".
func (l Language) Sentence(err error) string {
	wanted := l.wanted(err)
	if wanted == "" {
		return ""
	}
	return l.isolated(capital(wanted) + l.get().Stop)
}

func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// Advisory returns an advisory's remark as a sentence:
//
//	Контрольная цифра не сходится: скорее всего, одна из цифр введена с ошибкой.
//
// In English, and for a rule that is not in [screening.AdvisoryRules], it is
// the advisory's own message.
func (l Language) Advisory(a screening.Advisory) string {
	_, kind, _ := strings.Cut(a.Rule, ".")
	sentences := l.get().Advisories
	if said := cmp.Or(sentences[a.Rule], sentences[kind]); said != "" {
		return l.isolated(said)
	}
	return capital(a.Message) + "."
}

// Verdict returns a verdict in a word or two, to stand alone: "отклонён".
func (l Language) Verdict(v screening.Verdict) string {
	return cmp.Or(l.get().Verdicts[v], string(v))
}

// FormHints returns what [countries.Rule.FormHints] does, with the number's
// label and help in the language. The country's name stays English: browsers
// have it in every language, in Intl.DisplayNames.
func (l Language) FormHints(rule countries.Rule) countries.FormHints {
	hints := rule.FormHints()
	hints.RegistrationNumber.Help = l.help(rule)
	if label := l.get().Number; label != "" { // English names the country's own
		hints.RegistrationNumber.Label = l.isolated(label)
	}
	return hints
}

// help returns how a registration number is written in the country of a rule.
func (l Language) help(rule countries.Rule) string {
	w, lengths := l.get(), rule.NumberLengths()
	switch {
	case rule.NumberRequirement() == countries.NotSupported:
		return l.isolated(w.HelpNone)
	case len(lengths) > 0:
		return l.isolated(l.withDigits(w.HelpDigits, lengths))
	case rule.NumberPattern() != "":
		return l.isolated(w.HelpForm)
	default:
		return l.isolated(w.HelpAny)
	}
}

// wanted returns what is wanted of the field that an error is about, without
// the field's name.
func (l Language) wanted(err error) string {
	w := l.get()
	switch err := err.(type) {
	case *pcerrors.Undecided:
		return w.WantCode
	case pcerrors.Violation:
		switch err.Code {
		case pcerrors.RegistrationNumberNotSupported:
			return w.WantNone
		case pcerrors.RegistrationNumberMissing, pcerrors.PhoneNumberMissing:
			return w.WantIt
		case pcerrors.RegistrationNumberInvalid:
			if lengths := lengthsOf(err.Pattern); len(lengths) > 0 {
				return l.withDigits(w.WantDigits, lengths)
			}
			return w.WantForm
		}
	}
	return ""
}

// lengthsOf returns the numbers of digits that an expression asks for, none
// where it asks for something else. It is read as a live rule states it.
func lengthsOf(pattern string) []int {
	body, _ := json.Marshal(map[string]string{"iso2Code": "AA", "customerOrganizationRegistrationNumberRegex": pattern})
	rule, _ := countries.ParseValidationRules(body)
	return rule.NumberLengths()
}

// withDigits fills in numbers of digits, ascending: "6, 7, 8 or 13 digits". The
// last one decides the form of the noun.
func (l Language) withDigits(text string, lengths []int) string {
	w, last := l.get(), lengths[len(lengths)-1]
	var digits strings.Builder
	for i, n := range lengths {
		switch {
		case i == 0:
		case i < len(lengths)-1:
			digits.WriteString(w.Comma)
		case w.OrBeforeO != "" && (n == 8 || n == 11):
			digits.WriteString(w.OrBeforeO)
		default:
			digits.WriteString(w.Or)
		}
		digits.WriteString(strconv.Itoa(n))
	}
	digits.WriteString(" " + w.Digits[pluralForms[plural.Cardinal.MatchPlural(w.tag, last, 0, 0, 0, 0)]])
	return strings.Replace(text, "{0}", digits.String(), 1)
}

// The characters of Unicode that isolate a text from the order of what is
// around it.
const (
	rightToLeftIsolate  = "\u2067"
	firstStrongIsolate  = "\u2068"
	popDirectionIsolate = "\u2069"
)

// isolated returns a text of a language that is written from right to left as
// one that stays so anywhere, and any other as it is.
func (l Language) isolated(text string) string {
	if !l.get().RightToLeft {
		return text
	}
	return rightToLeftIsolate + text + popDirectionIsolate
}

// ofField returns a field's name and what is wanted of it.
func (l Language) ofField(name string, err error) string {
	if l.get().RightToLeft {
		name = firstStrongIsolate + name + popDirectionIsolate
	}
	return l.isolated(name + l.get().Joint + l.wanted(err))
}

// reported are the tags of the rules of screening.Register.
var reported = [...]string{
	"registrationNumberNotSupported",
	"registrationNumberMissing",
	"registrationNumberInvalid",
	"phoneNumberMissing",
	"countryUnknown",
}

// RegisterDefaultTranslations registers the sentences for the tags that the
// rules of screening.Register report, in the language of the translator's
// locale, so that FieldError.Translate and ValidationErrors.Translate return
// them after the name of the field:
//
//	taxId must be 7 or 10 digits, without spaces or other separators
//
// A later RegisterTranslation replaces the sentence for a tag. Like every
// registration of validator/v10, it is not safe for concurrent use. It returns
// an error if v or trans is nil, or if there are no sentences in the locale's
// language: see [Languages].
func RegisterDefaultTranslations(v *validator.Validate, trans ut.Translator) error {
	if v == nil || trans == nil {
		return errors.New("translations: RegisterDefaultTranslations needs a validator and a translator")
	}
	l, ok := In(trans.Locale())
	register := func(ut.Translator) error {
		if !ok {
			return errors.New("translations: there are no sentences in the language of the locale " + strconv.Quote(trans.Locale()))
		}
		return nil
	}
	translate := func(_ ut.Translator, e validator.FieldError) string { return l.ofField(e.Field(), errorOf(e)) }
	for _, tag := range reported {
		if err := v.RegisterTranslation(tag, trans, register, translate); err != nil {
			return err
		}
	}
	return nil
}

// errorOf returns what a validator's error reports.
func errorOf(e validator.FieldError) error {
	for _, found := range screening.Violations(validator.ValidationErrors{e}) {
		return found.Violation
	}
	return &pcerrors.Undecided{}
}
