package partnercentertest

import (
	"embed"
	"encoding/json"
	"iter"
	"strings"
)

// Fixture is one country's customers and the codes that each is refused with,
// in a form that any implementation of the rules can run. The country ZZ,
// which is nobody's, holds customers whose country is not known, so that nobody
// can judge them.
//
// The expected codes were derived from the published tables alone, not from
// this library's code; the numbers are made up.
type Fixture struct {
	Country string `json:"country"` // ISO 3166-1 alpha-2
	Name    string `json:"name"`    // in English
	Cases   []Case `json:"cases"`
}

// Case is one customer and the codes that it is refused with.
type Case struct {
	Name      string           `json:"name"`      // says what is special, unique in its fixture
	Customer  json.RawMessage  `json:"customer"`  // a Customer resource, the body of a create-customer request
	Codes     map[string][]int `json:"codes"`     // by the policy's name: the number's before the phone's, empty where not refused
	Undecided bool             `json:"undecided"` // whether its country is not known, so that no policy accepts or refuses it
}

//go:embed countryvalidationrules/*.json fixtures/*.json
var embedded embed.FS

// Fixtures returns the country fixtures, ascending by country: every listed
// country, some that are not listed, and ZZ. Each call reads them anew, so
// that a caller may change what it gets.
func Fixtures() iter.Seq[Fixture] {
	return func(yield func(Fixture) bool) {
		for _, name := range namesIn("fixtures") {
			var fixture Fixture
			read("fixtures", name, &fixture)
			if !yield(fixture) {
				return
			}
		}
	}
}

// namesIn returns the names of the embedded files in a folder, ascending and
// without their .json. That it cannot is a defect of this package, which its
// tests find.
func namesIn(folder string) []string {
	entries, err := embedded.ReadDir(folder)
	if err != nil {
		panic(err)
	}
	names := make([]string, len(entries))
	for i, entry := range entries {
		names[i] = strings.TrimSuffix(entry.Name(), ".json")
	}
	return names
}

// read reads an embedded file; it panics as namesIn does.
func read(folder, name string, into any) {
	content, err := embedded.ReadFile(folder + "/" + name + ".json")
	if err == nil {
		err = json.Unmarshal(content, into)
	}
	if err != nil {
		panic(err)
	}
}
