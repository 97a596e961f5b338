package countries

// country is what one file of this package declares: a country that an edition
// lists or has listed, what its customers must give, and where that is written.
type country struct {
	code        string   // ISO 3166-1 alpha-2
	name        string   // in English
	area        string   // Microsoft's A14 area, where it was published
	localName   string   // the number's name in the local languages, as published
	comment     string   // as published beside it
	editions    []asked  // what is asked for, the oldest edition first; each holds until the next
	callingCode string   // of ITU-T E.164, without +
	labels      []string // words that people write before its numbers, whichever they are, beside the general ones
	others      []string // names of other numbers that a customer has, none of which is a registration number
	phones      phones   // how its phone numbers are written
	complete    bool     // every kind of its registration numbers is among the schemes and the other forms
	otherForms  []string // of numbers that its businesses have beside those of the schemes, as [hasForm] reads them: nothing is said of one
	schemes     []Scheme // of its numbers, in the order in which they are told to a person
}

// asked is what a country asks for from an edition on: number and phone, or
// nothing where it is listed no longer.
type asked struct {
	in       *edition
	digits   []int // the published numbers of digits, ascending; none: any number will do
	delisted bool
}

// askedIn returns what the country asks for in an edition; listed is false
// where that is nothing.
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
