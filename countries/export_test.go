package countries

import "time"

// MadeUp returns the policies of this library and one of an edition that
// nobody has published: other digits for Azerbaijan, Hungary listed no longer,
// and Georgia listed.
func MadeUp() []*Policy {
	next := &edition{name: "2031-05", since: time.Date(2031, time.May, 1, 0, 0, 0, 0, time.UTC), source: "made up", elsewhere: Optional}
	changed := append([]*country(nil), files...)
	for i, c := range changed {
		another := *c
		switch c.code {
		case "AZ":
			another.editions = append(another.editions[:1:1], asked{in: next, digits: []int{8}})
		case "HU":
			another.editions = append(another.editions[:1:1], asked{in: next, delisted: true})
		}
		changed[i] = &another
	}
	changed = append(changed, &country{code: "GE", name: "Georgia", editions: []asked{{in: next, digits: []int{9, 11}}}, callingCode: "995"})
	return build(changed, &november2020, &march2021, next)
}
