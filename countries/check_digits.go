package countries

import "time"

// The arithmetic that the schemes share. Numbers have the scheme's form, so they are
// ASCII. Nothing allocates.

func holds(ok bool) Check {
	if ok {
		return CheckValid
	}
	return CheckInvalid
}

// personIf is [holds] for a scheme of persons: a number that fails the check may not
// be a person's.
func personIf(ok bool) (holder Holder, check Check, fits bool) {
	if ok {
		return Person, CheckValid, true
	}
	return AnyHolder, CheckInvalid, true
}

// hasForm reports whether a number has a form: 9 stands for a digit, A for a
// capital letter, * for either, and any other character for itself.
func hasForm(number, form string) bool {
	if len(number) != len(form) {
		return false
	}
	for i := range len(form) {
		c := number[i]
		isDigit, isLetter := c-'0' <= 9, c-'A' < letters
		switch form[i] {
		case '9':
			if !isDigit {
				return false
			}
		case 'A':
			if !isLetter {
				return false
			}
		case '*':
			if !isDigit && !isLetter {
				return false
			}
		default:
			if c != form[i] {
				return false
			}
		}
	}
	return true
}

func digit(number string, i int) int { return int(number[i] - '0') }

// number2 reads the two digits at i.
func number2(number string, i int) int { return 10*digit(number, i) + digit(number, i+1) }

// weighted returns the sum of the leading characters, each times its weight. A
// character's value is its code less that of 0.
func weighted(number string, weights ...int) int {
	sum := 0
	for i, weight := range weights {
		sum += weight * digit(number, i)
	}
	return sum
}

// digitSum returns the sum of all digits.
func digitSum(number string) int {
	sum := 0
	for i := range len(number) {
		sum += digit(number, i)
	}
	return sum
}

// luhn reports whether the check of ISO/IEC 7812 holds, over digits or, with
// base 36, over digits and capital letters.
func luhn(number string, base int) bool {
	sum := 0
	for i := range len(number) {
		value := int(number[len(number)-1-i] - '0')
		if value > 9 {
			value += '0' - 'A' + 10
		}
		if i%2 == 1 {
			value *= 2
			value = value/base + value%base
		}
		sum += value
	}
	return sum%base == 0
}

// verhoeff reports whether Verhoeff's check holds: the digits, each permuted
// by its place, multiply to the identity in the symmetries of a pentagon.
func verhoeff(number string) bool {
	permutation := [...]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	product := 0
	for i := range len(number) {
		value := digit(number, len(number)-1-i)
		for range i % 8 {
			value = permutation[value]
		}
		product = symmetry(product, value)
	}
	return product == 0
}

// symmetry multiplies two symmetries of a pentagon: 0 to 4 turn it, 5 to 9
// turn it over.
func symmetry(a, b int) int {
	turned, over := a%5+b%5, a/5 != b/5
	if a >= 5 {
		turned = a%5 - b%5 + 5
	}
	if over {
		return turned%5 + 5
	}
	return turned % 5
}

// isDate reports whether a day is in the calendar.
func isDate(year, month, day int) bool {
	_, m, d := time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC).Date()
	return int(m) == month && d == day
}
