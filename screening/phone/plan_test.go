package phone

import (
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers/v2"
	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/address"
)

func TestIsPlain(t *testing.T) {
	for region, numbers := range map[string][]string{
		"RU": {"+74955550100", "+7 495 555 01 00", "+7 495-555-01-00"},
		"KZ": {"+77272000000"},
		"US": {"+12025550100"},
		"HU": {"+3612000000"},
		"BR": {"+556120000000"},
	} {
		code := phonenumbers.GetCountryCodeForRegion(region)
		for _, number := range numbers {
			assert.True(t, isPlain(number, code), number)
			for _, broken := range []string{"", number[1:], number + "999999999999", number[:4], number + " ", "+ " + number[1:], number + "x1", strings.Replace(number, "+", "++", 1),
				"+999" + number[1:], number + strings.Repeat("1", 30), strings.Replace(number, number[5:], "  "+number[5:], 1)} {
				assert.False(t, isPlain(broken, code), broken)
			}
			assert.False(t, isPlain(number, 0), "a country without a calling code")
		}
	}
	assert.False(t, isPlain("+7 0955550100", 7), "a zero that can be a prefix")
	assert.False(t, isPlain("+36 06 1 200 0000", 36), "the national prefix")
}

// FuzzIsPlain holds the first look against the whole reading: where it finds a
// number plain, there is nothing to remark on.
func FuzzIsPlain(f *testing.F) {
	var regions []string
	for region := range phonenumbers.GetSupportedRegions() {
		regions = append(regions, region)
		for _, kind := range []phonenumbers.PhoneNumberType{phonenumbers.FIXED_LINE, phonenumbers.MOBILE} {
			if number := phonenumbers.GetExampleNumberForTypeInRegion(region, kind); number != nil {
				f.Add(region, phonenumbers.Format(number, phonenumbers.E164))
				f.Add(region, phonenumbers.Format(number, phonenumbers.INTERNATIONAL))
			}
		}
	}
	for _, text := range []string{"+7 8 495 555 01 00", "+39 012345678", "+1 1 202 555 0100", "+549 11 2000 0000", "+44 0 20 7000 0000", "+7-495"} {
		f.Add("RU", text)
	}
	f.Fuzz(func(t *testing.T, region, text string) {
		for _, region := range append([]string{region}, regions[:len(text)%10]...) {
			code := phonenumbers.GetCountryCodeForRegion(strings.ToUpper(region))
			if isPlain(text, code) {
				assert.Empty(t, read("f", &address.Address{Country: region, PhoneNumber: text}, code), "%s %q", region, text)
			}
		}
	})
}

func BenchmarkAdvise(b *testing.B) {
	a := &address.Address{Country: "RU", PhoneNumber: "+7 495 555 01 00"}
	b.Run("first look", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			advise("f", a)
		}
	})
	b.Run("whole reading", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			read("f", a, 7)
		}
	})
}
