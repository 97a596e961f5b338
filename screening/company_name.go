package screening

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cspkit/customerscreen/internal/printable"
)

// companyNameFault returns the first rule that a company's name breaks, and what is
// wrong in words, or "". An absent name breaks none: the contract requires it.
func companyNameFault(name, country string) (rule, message string) {
	shape := shapeOf(name)
	switch {
	case name == "":
		return "", ""
	case !shape.hasLetterOrDigit:
		return "companyName.noLetterOrDigit", "the name has only special characters, spaces or tabs"
	case !printable.Is(name):
		return "companyName.notPrintable", "the name has characters that cannot be printed"
	case shape.characters < 2:
		return "companyName.length", "the name is a single character"
	case shape.characters > maxCompanyName:
		return "companyName.length", "the name has more than 255 characters"
	case isLegalForm(name, country):
		return "companyName.legalFormOnly", "the name is only an abbreviation of a legal form"
	case shape.oneCharacter && shape.characters > 2:
		return "companyName.repeatedCharacter", "the name is one character, repeated"
	case shape.singleCharacters:
		return "companyName.singleCharacters", "the name is only single characters between spaces or tabs"
	case hasDomainExtension(name):
		return "companyName.domainExtension", "the name ends in a domain extension, which Microsoft does not recommend"
	default:
		return "", ""
	}
}

// maxCompanyName is the documented maximum, in characters: fewer than 256.
const maxCompanyName = 255

// companyNameShape describes the characters of a company's name.
type companyNameShape struct {
	characters       int // without space around the name
	hasLetterOrDigit bool
	oneCharacter     bool // the same one throughout, in either case
	singleCharacters bool // two or more letters or digits, each between spaces or tabs; P & G is a name
}

func shapeOf(name string) companyNameShape {
	name = strings.TrimSpace(name)
	shape := companyNameShape{characters: utf8.RuneCountInString(name), oneCharacter: true, singleCharacters: true}
	inWord, words := 0, 0
	first, _ := utf8.DecodeRuneInString(name)
	for _, c := range name {
		if shape.hasLetterOrDigit && !shape.oneCharacter && !shape.singleCharacters {
			break // as in most names: the rest changes nothing
		}
		shape.oneCharacter = shape.oneCharacter && (c == first || unicode.ToLower(c) == unicode.ToLower(first))
		isLetterOrDigit := unicode.IsLetter(c) || unicode.IsNumber(c)
		shape.hasLetterOrDigit = shape.hasLetterOrDigit || isLetterOrDigit
		switch {
		case unicode.IsSpace(c):
			inWord = 0
		case unicode.IsMark(c): // belongs to the character before it
		default:
			if inWord++; inWord == 1 {
				words++
			}
			shape.singleCharacters = shape.singleCharacters && inWord == 1 && isLetterOrDigit
		}
	}
	shape.singleCharacters = shape.singleCharacters && words > 1
	return shape
}

// isLegalForm reports whether a name is only the abbreviation of a legal form, with
// or without periods, spaces, brackets and quotation marks. The first case is from
// Microsoft's page, the others cover the listed countries and some more, the last
// ones only a customer in the country.
// Abbreviations that are also well-known names, such as BT, SE, AB, AS, CO, SAS and
// CA, are left out.
func isLegalForm(name, country string) bool {
	var buffer [longestLegalForm]byte
	form := buffer[:0]
	for _, c := range name {
		if !unicode.IsLetter(c) && (c == '.' || c == ',' || unicode.IsSpace(c) || unicode.In(c, unicode.Quotation_Mark, unicode.Ps, unicode.Pe)) {
			continue
		}
		if len(form)+utf8.UTFMax > len(buffer) {
			return false
		}
		form = utf8.AppendRune(form, unicode.ToUpper(c))
	}
	switch string(form) {
	case "LLC", "INC", "CORP", "LTD", "GMBH", "KFT", "ZRT", "OOO", "PLC", "PVTLTD", "PTELTD", "PTYLTD",
		"SARL", "LDA", "WLL", "SDNBHD", "LLP":
		return true
	case "COLTD", "COLLC", "LP", "LLLP", "PLLC", "PTE", "PTY", "PVT", "BHD", "SDN", "LIMITED", "PRIVATELIMITED", "INCORPORATED", "CORPORATION",
		"AG", "KG", "OHG", "EK", "UG", "GMBH&COKG", "MBH", // German
		"SA", "SRL", "SPA", "SL", "SLU", "SASU", "EURL", "SNC", "BV", "NV", "BVBA", "OÜ", "SIA", "UAB", "OY", "OYJ",
		"APS", "A/S", "SPZOO", "DOO", "EOOD", "OOD", "SRO",
		"NYRT", "KKT", // Hungary
		"ООО", "АО", "ОАО", "ЗАО", "ПАО", "НАО", "ИП", "OAO", "ZAO", // Russia, Belarus, Kyrgyzstan
		"ОДО", "УП", "ЧУП", "ЧТУП", "ОСОО", "OSOO", // Belarus, Kyrgyzstan
		"ТОО", "ЖШС", "ЖК", // Kazakhstan
		"ТОВ", "ТЗОВ", "ФОП", "ПП", "ПРАТ", "ПАТ", // Ukraine
		"МЧЖ", "MCHJ", "ХК", "АЖ", // Uzbekistan
		"ҶДММ", "ҶСП", // Tajikistan
		"ՍՊԸ", "ՓԲԸ", "ԲԲԸ", // Armenia
		"AŞ", "LTDŞTİ", "LTDŞTI", "LTDSTI", "ŞTİ", "ŞTI", // Türkiye
		"LTDA", "LTDA-ME", "EIRELI", "CIALTDA", // Brazil, Venezuela
		"FZE", "FZCO", "FZLLC", "FZ-LLC", "FZCLLC", "PJSC", "JSC", "CJSC", "OJSC", // United Arab Emirates and others
		"ذمم", "شذمم", "شمم", // Arabic
		"TNHH", "CTYTNHH", "CTCP", "CÔNGTYTNHH", // Vietnam
		"บจก", "บมจ", "หจก", // Thailand
		"有限公司", "株式会社", "有限会社", "合同会社", "주식회사", "유한회사", "주", "株":
		return true
	// What elsewhere is a company's name.
	case "MMC", "ASC", "QSC":
		return country == "AZ"
	case "SPY":
		return country == "AM"
	case "TOO":
		return country == "KZ"
	case "SPK", "SPJ":
		return country == "PL"
	case "TOV", "FOP":
		return country == "UA"
	case "XK", "AJ":
		return country == "UZ"
	case "AO", "PAO":
		return country == "RU" || country == "KZ" || country == "KG"
	default:
		return false
	}
}

// longestLegalForm is the size in bytes of the longest, "PRIVATELIMITED", and of one
// more character.
const longestLegalForm = 14 + utf8.UTFMax

// hasDomainExtension reports whether a name ends like an Internet domain. It leaves
// out domains that are legal forms or common ends of names: .as, .ag, .co, .sa.
func hasDomainExtension(name string) bool {
	name = strings.TrimSpace(name)
	period := strings.LastIndexByte(name, '.')
	if period < 2 || len(name)-period-1 > longestExtension {
		return false
	}
	// A domain has two letters before the period: S.A.de is none.
	for _, c := range name[period-2 : period] {
		if c != '-' && !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != utf8.RuneError {
			return false
		}
	}
	var buffer [longestExtension]byte
	extension := buffer[:copy(buffer[:], name[period+1:])]
	for i, c := range extension {
		if 'A' <= c && c <= 'Z' {
			extension[i] = c + 'a' - 'A'
		}
	}
	switch string(extension) {
	case "com", "net", "org", "info", "biz", "edu", "gov", "io", "ai", "app", "dev", "cloud", "online", "shop", "store", "site", "tech",
		"ae", "am", "az", "br", "by", "hu", "in", "iq", "kg", "kz", "md", "mm", "pl", "ru", "ss", "th", "tj", "tr", "ua", "uz", "ve", "vn", "za",
		"at", "be", "bg", "ca", "ch", "cn", "cz", "de", "dk", "ee", "es", "eu", "fi", "fr", "ge", "gr", "hr", "ie", "il", "it", "jp", "kr",
		"lt", "lv", "mx", "nl", "pt", "ro", "rs", "si", "sk", "uk", "us",
		"рф", "укр", "қаз":
		return true
	default:
		return false
	}
}

// longestExtension is the number of bytes of the longest.
const longestExtension = 6
