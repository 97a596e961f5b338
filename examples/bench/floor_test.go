package bench

import (
	"strings"
	"unicode/utf8"

	"github.com/cspkit/customerscreen/errors"
	"github.com/cspkit/customerscreen/screening"
)

// masks has the lengths of November 2020 by country: bit n stands for n digits,
// the last one alone for a country that is not listed, and none for what is no
// country code.
var masks = func() (masks [26 * 26]uint32) {
	for country := range known {
		mask := &masks[int(country[0]-'A')*26+int(country[1]-'A')]
		*mask = notListed
		for _, n := range lengths[country] {
			*mask = *mask&^notListed | 1<<n
		}
	}
	return masks
}()

const notListed = 1 << 31

// byHand is the floor: what somebody writes who wants no more than this check
// and wants it quick. The look-up of the country, the mask of the lengths, the
// digits, and the phone number, all in one function.
func byHand(customer *screening.Customer) (numberCode, phoneCode errors.Code) {
	var country, number, phone string
	if customer.CompanyProfile != nil {
		number = customer.CompanyProfile.OrganizationRegistrationNumber
	}
	if customer.BillingProfile != nil && customer.BillingProfile.DefaultAddress != nil {
		country, phone = customer.BillingProfile.DefaultAddress.Country, customer.BillingProfile.DefaultAddress.PhoneNumber
	} else if customer.CompanyProfile != nil && customer.CompanyProfile.Address != nil {
		country, phone = customer.CompanyProfile.Address.Country, customer.CompanyProfile.Address.PhoneNumber
	}

	var mask uint32
	if len(country) == 2 {
		first, second := country[0]|0x20-'a', country[1]|0x20-'a'
		if first < 26 && second < 26 {
			mask = masks[int(first)*26+int(second)]
		}
	}
	given := number != "" && ' ' < number[0] && number[0] < utf8.RuneSelf || strings.TrimSpace(number) != ""
	switch {
	case mask == 0:
		return undecided, 0
	case mask == notListed && given:
		return errors.RegistrationNumberNotSupported, 0
	case mask == notListed:
		return 0, 0
	}

	switch {
	case !given:
		numberCode = errors.RegistrationNumberMissing
	case mask>>uint(len(number))&1 == 0:
		numberCode = errors.RegistrationNumberInvalid
	default:
		for i := range len(number) {
			if number[i]-'0' > 9 {
				numberCode = errors.RegistrationNumberInvalid
				break
			}
		}
	}
	if (phone == "" || phone[0] <= ' ' || phone[0] >= utf8.RuneSelf) && strings.TrimSpace(phone) == "" {
		phoneCode = errors.PhoneNumberMissing
	}
	return numberCode, phoneCode
}
