package address_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"

	"github.com/cspkit/customerscreen/address"
	"github.com/cspkit/customerscreen/internal/printable"
)

func ExampleCheckName() {
	for _, name := range []string{"Aram", "王", "Test User", "O"} {
		if fault := address.CheckName(name); fault != 0 {
			fmt.Println(name, fault)
		}
	}
	// Output:
	// Test User is a placeholder or test word, not a person's name
	// O is a single character
}

func ExampleCheckMiddleName() {
	fmt.Println(address.CheckMiddleName(""))
	fmt.Println(address.CheckMiddleName("F"))
	fmt.Println(address.CheckMiddleName("---"))
	// Output:
	// has no fault
	// has no fault
	// has no letters, only digits, special characters or emoji
}

func TestCheckName(t *testing.T) {
	for _, test := range []struct {
		name string
		want address.NameFault
	}{
		{"", 0},
		{" \t\u00a0", 0}, // not given
		{"Ann", 0},
		{"Ng", 0},
		{"J.", 0},
		{"  Ann  ", 0},
		{"Ann 3", 0},
		{"Ann 😀", 0},
		{"Jean\u00a0Paul", 0},
		{"王", 0},
		{"〇", 0},
		{"김", 0},
		{"葛\U000e0100", 0}, // with an ideographic variation selector
		{"နု", 0},          // a letter and a vowel sign
		{"علی\u200cرضا", 0},
		{"ක්\u200dෂමා", 0},
		{strings.Repeat("ы", 40), 0},

		{"A", address.NameSingleCharacter},
		{"Z", address.NameSingleCharacter},
		{" Ж ", address.NameSingleCharacter},
		{"E\u0301", address.NameSingleCharacter},
		{"あ", address.NameSingleCharacter},

		{"123", address.NameWithoutLetter},
		{"١٢٣", address.NameWithoutLetter},
		{"12-34", address.NameWithoutLetter},
		{"...", address.NameWithoutLetter},
		{"-", address.NameWithoutLetter},
		{"😀", address.NameWithoutLetter},
		{"👩🏽\u200d💻", address.NameWithoutLetter},
		{"👨\u200d👩\u200d👧", address.NameWithoutLetter},
		{"1\ufe0f\u20e3", address.NameWithoutLetter},
		{"\u0301", address.NameWithoutLetter},

		{"Ann\n", address.NameNotPrintable},
		{"Ann\x00", address.NameNotPrintable},
		{"Ann\x7f", address.NameNotPrintable},
		{"Ann\u0080", address.NameNotPrintable},
		{"Ann\xff", address.NameNotPrintable},
		{"Ann\ufffd", address.NameNotPrintable},
		{"Ann\u200b", address.NameNotPrintable},
		{"Ann\u00ad", address.NameNotPrintable},
		{"\ufeffAnn", address.NameNotPrintable},
		{"Ann\u2028Lee", address.NameNotPrintable},
		{"Ann\ue000", address.NameNotPrintable},
		{"\u200fدانا", address.NameNotPrintable},
		{"\u202eAnn", address.NameNotPrintable},
		{"Jo\u200dhn", address.NameNotPrintable},
		{"\u200c", address.NameNotPrintable},
		{"\u3164", address.NameNotPrintable},
		{"김\u3164민수", address.NameNotPrintable},
		{"Ann\u2800", address.NameNotPrintable},
		{"123\x01", address.NameNotPrintable},

		{"test", address.NamePlaceholder},
		{"TEST", address.NamePlaceholder},
		{"Anna Test", address.NamePlaceholder},
		{"Test\u00a0User", address.NamePlaceholder},
		{"test-user", address.NamePlaceholder},
		{"test_2", address.NamePlaceholder},
		{"Test1", address.NamePlaceholder},
		{"1test", address.NamePlaceholder},
		{"(admin)", address.NamePlaceholder},
		{"ADMİN", address.NamePlaceholder},
		{"ТЕСТ", address.NamePlaceholder},
		{"测试", address.NamePlaceholder},
		{" N/A ", address.NamePlaceholder},
		{"First Name", address.NamePlaceholder},
		{"Testa", 0},
		{"Attest", 0},
		{"Tést", 0},
		{"Te\u0301st", 0},
		{"Test\u0301", 0},
		{"Testino", 0},
		{"Protest", 0},
		{"Null", 0},
		{"Na", 0},
		{"Tester", 0},
		{"Adminov", 0},

		{strings.Repeat("ы", 41), address.NameTooLong},
		{strings.Repeat("test ", 9), address.NamePlaceholder}, // the first fault
	} {
		assert.Equal(t, test.want, address.CheckName(test.name), "%q", test.name)
		if test.want != address.NameSingleCharacter {
			assert.Equal(t, test.want, address.CheckMiddleName(test.name), "middle name %q", test.name)
		} else {
			assert.Zero(t, address.CheckMiddleName(test.name), "middle name %q", test.name)
		}
	}
}

func TestMiddleNamesThatAreNone(t *testing.T) {
	for _, name := range []string{"нет", " НЕТ ", "None", "отсутствует", "б/о", "NMN", "No middle name", "Không có"} {
		assert.Equal(t, address.NamePlaceholder, address.CheckMiddleName(name), "%q", name)
		assert.Zero(t, address.CheckName(name), "%q", name)
	}
	for _, name := range []string{"Нетович", "Nones", "No", "Null"} {
		assert.Zero(t, address.CheckMiddleName(name), "%q", name)
	}
}

func TestNameFaultTexts(t *testing.T) {
	for fault, want := range map[address.NameFault]string{
		0:                           "has no fault",
		address.NameNotPrintable:    "has characters that cannot be printed",
		address.NameWithoutLetter:   "has no letters, only digits, special characters or emoji",
		address.NamePlaceholder:     "is a placeholder or test word, not a person's name",
		address.NameSingleCharacter: "is a single character",
		address.NameTooLong:         "has more than 40 characters",
	} {
		assert.Equal(t, want, fault.String())
	}
}

func FuzzCheckName(f *testing.F) {
	f.Add("Ann\u200b\xff")
	f.Add("👩🏽\u200d💻")
	f.Add("Test ง้ำ")
	f.Fuzz(func(t *testing.T, name string) {
		fault := address.CheckName(name)
		assert.NotEmpty(t, fault.String())
		printable := printable.Clean(name)
		assert.True(t, utf8.ValidString(printable))
		assert.NotEqual(t, address.NameNotPrintable, address.CheckName(printable), "%q", printable)
		if fault == 0 && printable != "" {
			assert.Zero(t, address.CheckName(printable), "%q", printable)
		}
	})
}

func BenchmarkCheckName(b *testing.B) {
	for _, name := range []string{"Anna Maria", "Константин", "김민수"} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				_ = address.CheckName(name)
			}
		})
	}
}
