package countries

// country is what one file of this package declares: a listed country, what
// its customers must give, and where that is written.
type country struct {
	code        string   // ISO 3166-1 alpha-2
	name        string   // in English
	area        string   // Microsoft's A14 area, where it was published
	localName   string   // the number's name in the local languages, as published
	comment     string   // as published beside it
	digits      []int    // the published numbers of digits, ascending; none: only presence is required
	callingCode string   // of ITU-T E.164, without +
	labels      []string // words in capitals that people write around its numbers, beside the general ones
	schemes     []Scheme // of its numbers, in the order in which they are told to a person
	listed      *edition // the policy that first listed the country
}

// listed is every listed country, ascending by ISO code.
var listed = [...]*country{
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
