package countries

// country is what each file declares: a country that some edition lists, what its
// customers must give, and the sources.
type country struct {
	code        string   // ISO 3166-1 alpha-2
	name        string   // in English
	area        string   // Microsoft's A14 area, where it was published
	localName   string   // the number's name in the local languages, as published
	comment     string   // as published with it
	editions    []asked  // what is asked for, oldest edition first; each holds until the next
	callingCode string   // of ITU-T E.164, without +
	labels      []string // words that people write before any of its numbers, beside the general ones
	others      []string // names of a customer's other numbers, which are no registration numbers
	phones      phones   // how its phone numbers are written
	complete    bool     // schemes and otherForms cover every kind of its registration numbers
	otherForms  []string // of its businesses' other numbers, for [hasForm]: they draw no advisory
	schemes     []Scheme // of its numbers, in the order to show them
}

// asked is what a country asks for from an edition on: number and phone, or nothing
// once it is no longer listed.
type asked struct {
	in       *edition
	digits   []int // the published numbers of digits, ascending; without any, every number fits
	delisted bool
}

// askedIn returns what the country asks for in an edition. Listed is false if that
// is nothing.
func (c *country) askedIn(e *edition) (a asked, listed bool) {
	for _, next := range c.editions {
		if !next.in.since.After(e.since) {
			a, listed = next, !next.delisted
		}
	}
	return a, listed
}

// files are the countries that have a file, ascending by ISO code.
var files = []*country{
	&unitedArabEmirates,
	&armenia,
	&azerbaijan,
	&brazil,
	&belarus,
	&hungary,
	&india,
	&iraq,
	&kyrgyzstan,
	&kazakhstan,
	&moldova,
	&myanmar,
	&poland,
	&russia,
	&saudiArabia,
	&southSudan,
	&thailand,
	&tajikistan,
	&turkiye,
	&ukraine,
	&uzbekistan,
	&venezuela,
	&vietnam,
	&southAfrica,
}
