package translations

import (
	"embed"
	"encoding/json"
	"sync"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/cspkit/customerscreen/screening"
)

// words are the sentences of one language, and what they are made of: a file
// of the folder languages. {0} stands for digits, such as "7 or 10 digits".
//
// What is wanted of a field begins with a small letter and has no stop: it
// follows the name of the field.
type words struct {
	tag         language.Tag
	RightToLeft bool
	Joint       string // between the name of a field and what is wanted of it
	Stop        string

	Comma, Or string
	OrBeforeO string            // before 8 and 11, which begin with an O in Spanish; "": Or
	Digits    map[string]string // the noun by the number's plural form

	WantDigits, WantForm, WantIt, WantNone, WantCode string

	HelpDigits, HelpForm, HelpAny, HelpNone string

	Number   string // the label of a registration number; "": what the rule calls it
	Verdicts map[screening.Verdict]string

	// By the rule's name or, where the rules of several fields say the same, by
	// what follows the field in it. English has the advisories' own messages.
	Advisories map[string]string
}

// pluralForms are the names of the forms of Unicode's CLDR.
var pluralForms = [...]string{
	plural.Other: "other", plural.Zero: "zero", plural.One: "one", plural.Two: "two", plural.Few: "few", plural.Many: "many",
}

// tags are the languages that validator/v10 ships and the listed countries
// speak, and Hungarian. English is the first, the others follow by their tags.
var tags = [...]language.Tag{
	language.English, language.Arabic, language.Spanish, language.Hungarian, language.Polish, language.BrazilianPortuguese,
	language.Russian, language.Thai, language.Turkish, language.Ukrainian, language.Vietnamese,
}

//go:embed languages
var files embed.FS

// languages are read when one is asked for first.
var languages = sync.OnceValue(func() []words {
	all := make([]words, len(tags))
	for i, tag := range tags {
		content, _ := files.ReadFile("languages/" + tag.String() + ".json")
		_ = json.Unmarshal(content, &all[i]) // a test reads every file
		all[i].tag = tag
	}
	return all
})
