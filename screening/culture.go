package screening

import "strings"

// cultures lists the cultures of all countries, each once and between spaces, in the
// order of their languages.
//
// Source: Partner Center supported languages and locales, edition of
// 2022-06-29.
const cultures = " am-ET ar-AE ar-BH ar-DZ ar-EG ar-IQ ar-JO ar-KW ar-LB ar-LY ar-MA ar-OM ar-QA ar-SA ar-TN ar-YE az-Latn-AZ " +
	"be-BY bg-BG bn-BD bs-Latn-BA ca-ES cs-CZ da-DK de-AT de-CH de-DE de-LI de-LU dv-MV el-GR en-AU en-BZ en-GB " +
	"en-IE en-IN en-JM en-MY en-NZ en-PH en-SG en-TT en-US en-ZA en-ZW es-AR es-BO es-CL es-CO es-CR es-DO es-EC " +
	"es-ES es-GT es-HN es-MX es-NI es-PA es-PE es-PR es-PY es-SV es-US es-UY es-VE et-EE eu-ES fi-FI fo-FO fr-BE " +
	"fr-CA fr-CH fr-FR fr-LU fr-MC gl-ES ha-Latn-NG he-IL hi-IN hr-HR hu-HU hy-AM id-ID is-IS it-CH it-IT ja-JP " +
	"ka-GE kk-KZ km-KH ko-KR ky-KG lo-LA lt-LT lv-LV mk-MK mn-MN ms-BN mt-MT nb-NO ne-NP nl-BE nl-NL pl-PL ps-AF " +
	"pt-BR pt-CV pt-PT ro-RO ru-RU rw-RW si-LK sk-SK sl-SI sq-AL sr-Cyrl-RS sr-Latn-ME sr-Latn-RS sv-FI sv-SE " +
	"sw-KE tg-Cyrl-TJ th-TH tk-TM tr-TR uk-UA ur-PK uz-Latn-UZ vi-VN wo-SN zh-CN zh-HK zh-MO zh-SG zh-TW "

// cultureOf returns a culture, given in any letter case, as the table writes it. Known
// is false if the table lacks it.
func cultureOf(text string) (culture string, known bool) {
	if len(text) != len("hy-AM") && len(text) != len("az-Latn-AZ") {
		return "", false
	}
	var buffer [len(" az-Latn-AZ ")]byte
	between := append(buffer[:0], ' ')
	for i := range len(text) {
		c := text[i]
		switch isCapital := i == len("az-") || i >= len(text)-len("AZ"); {
		case isLetter(c) && isCapital:
			c &^= 0x20
		case isLetter(c):
			c |= 0x20
		}
		between = append(between, c)
	}
	between = append(between, ' ')
	i := strings.Index(cultures, string(between))
	if i < 0 {
		return "", false
	}
	return cultures[i+1 : i+1+len(text)], true
}

// onlyCulture returns the only culture of the table that fits. Found is false if none
// or several do.
func onlyCulture(fits func(culture string) bool) (only string, found bool) {
	for culture := range strings.FieldsSeq(cultures) {
		if fits(culture) {
			if found {
				return "", false
			}
			only, found = culture, true
		}
	}
	return only, found
}

// readCulture returns the culture that a wrong text was obviously meant to be, or ""
// if there is none or several. The text may have another sign or a script between
// language and country, no country, or the country's code for the language.
func readCulture(text string) string {
	text = strings.ReplaceAll(strings.TrimSpace(text), "_", "-")
	if culture, known := cultureOf(text); known {
		return culture
	}
	language, country, hasCountry := strings.Cut(text, "-")
	country = country[strings.LastIndexByte(country, '-')+1:] // without a script
	culture, found := onlyCulture(func(culture string) bool {
		return hasLanguage(culture, language) && (!hasCountry || hasCountryCode(culture, country))
	})
	if !found && strings.EqualFold(language, country) {
		culture, _ = onlyCulture(func(culture string) bool { return hasCountryCode(culture, country) })
	}
	return culture
}

func hasLanguage(culture, language string) bool {
	return len(language) == 2 && strings.EqualFold(culture[:2], language)
}

func hasCountryCode(culture, country string) bool {
	return len(country) == 2 && strings.EqualFold(culture[len(culture)-2:], country)
}

// isLanguage reports whether a text is two letters or a culture.
func isLanguage(text string) bool {
	if len(text) == 2 {
		return isLetter(text[0]) && isLetter(text[1])
	}
	_, known := cultureOf(text)
	return known
}

// culture remarks on a culture that the table lacks.
func (i *inspection) culture(field, culture string) {
	if _, known := cultureOf(culture); culture != "" && !known {
		i.advise("culture.unknown", field, "the culture is not one of Microsoft's, such as hy-AM for Armenia", readCulture(culture))
	}
}

// language remarks on a language that is neither two letters nor a culture.
func (i *inspection) language(field, language string) {
	if language == "" || isLanguage(language) {
		return
	}
	suggestion := strings.TrimSpace(language)
	if !isLanguage(suggestion) {
		suggestion = readCulture(language)
	}
	i.advise("language.format", field, "the language is neither two letters, such as hy for Armenian, nor a culture", suggestion)
}
