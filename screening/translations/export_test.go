package translations

import "embed"

// Files are the languages as they are embedded.
func Files() embed.FS { return files }

// Words is what a file of a language has.
type Words = words

// Advisories are the sentences of each language by rule.
func Advisories() []map[string]string {
	var all []map[string]string
	for _, w := range languages() {
		all = append(all, w.Advisories)
	}
	return all
}
