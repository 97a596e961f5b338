package screening

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestReadCulture(t *testing.T) {
	for text, want := range map[string]string{
		"ru_RU": "ru-RU", " ru-ru ": "ru-RU", "RU_ru": "ru-RU", "ru": "ru-RU", "HY": "hy-AM",
		"az-AZ": "az-Latn-AZ", "uz-uz": "uz-Latn-UZ", "uz-Cyrl-UZ": "uz-Latn-UZ", "tg-TJ": "tg-Cyrl-TJ", "zh-Hans-CN": "zh-CN",
		"br-BR": "pt-BR", "am-AM": "hy-AM", "kz-KZ": "kk-KZ", "ua-UA": "uk-UA", "cn-CN": "zh-CN", "ae-AE": "ar-AE",
		"sr-RS": "", "sr": "", "en": "", "pt": "", "us-US": "", "in-IN": "", "ru-KZ": "", "en-BR": "", "md-MD": "", "xx-XX": "",
		"": "", "-": "", "r": "", "russian": "", "ru-RU-x": "", "ru-": "", "--": "", "-RU": "", "Русский": "",
	} {
		assert.Equal(t, want, readCulture(text), "%q", text)
	}
}

func TestCultureOf(t *testing.T) {
	seen := 0
	for culture := range strings.FieldsSeq(cultures) {
		seen++
		for _, text := range []string{culture, strings.ToLower(culture), strings.ToUpper(culture)} {
			found, known := cultureOf(text)
			assert.True(t, known, text)
			assert.Equal(t, culture, found)
		}
	}
	assert.Equal(t, 135, seen)
	for _, text := range []string{"", " ", "ru", "ru-RU ", "ru-R", "ru-RUS", "-RU", "ru RU", "rl-RS", "be-BY bg-B", "be-B  bg-B", "\x12u-\x12u", "en-CA", "ru-KZ"} {
		_, known := cultureOf(text)
		assert.False(t, known, "%q", text)
	}
	assert.Zero(t, testing.AllocsPerRun(100, func() { cultureOf("ZH-tw"); isLanguage("zh-tw") }))
}
