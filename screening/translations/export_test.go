package translations

// Advisories are the sentences of each language by rule.
func Advisories() []map[string]string {
	var all []map[string]string
	for _, w := range languages {
		all = append(all, w.advisories)
	}
	return all
}
