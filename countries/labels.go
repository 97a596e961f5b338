package countries

import (
	"strings"
	"sync"
)

// label is what a word before a number means.
type label struct {
	kind    labelKind
	schemes schemeSet // those that it names
	named   bool      // Microsoft's pages name one of them
	nothing bool      // without a number it means that there is none
}

type labelKind uint8

const (
	generalWord  labelKind = iota // stands before numbers of every kind
	countryLabel                  // a name of the country's registration numbers, or its code
	otherLabel                    // a name of another kind of number, or of a telephone number
	nothingWord                   // says that there is no number
)

// vocabulary maps letters to labels: capitals without marks, and without gaps
// between words.
type vocabulary map[string]label

var (
	generalWords = []string{
		"registration", "registered", "register", "reg", "regn", "number", "no", "nos", "nr", "num", "n", "id", "ID no",
		"identification", "identifier", "tax", "taxpayer", "fiscal", "company", "business", "corporate", "organization",
		"organisation", "legal entity", "entity", "code", "VAT", "TIN", "INN", "ИНН", "commercial", "certificate", "official", "UIN", "head office", "HQ", "สำนักงานใหญ่", "สนง.ใหญ่", "สนญ",
		"код", "номер", "рег", "регистрационный", "налоговый", "налогоплательщика", "учетный", "идентификационный",
		"плательщика", "организации", "предприятия", "компании", "юр", "юридического", "лица", "юрлица", "за",
		"реєстраційний", "податковий", "ідентифікаційний", "платника", "організації", "підприємства", "юридичної", "особи",
		"szám", "numer", "número", "cod", "numar", "código", "numarası", "nömrəsi", "raqami", "số", "mã", "เลขที่", "رقم", "համար",
	}
	otherLabels = []string{
		"tel", "telephone", "phone", "phone number", "phone no", "mobile", "mob", "cell", "fax", "whatsapp", "IBAN", "SWIFT", "BIC",
		"тел", "телефон", "моб", "мобильный", "факс", "телефону", "telefon", "telefone", "teléfono", "telefonszám",
		"БИК", "BIK", "МФО", "MFO", "р/с", "к/с", "х/р", "h/h", "ҳ/м", "счет", "рахунок", "account", "account no", "rachunku", "nr konta",
		"ОКПО", "ОКЭД", "branch", "branch no",
		"điện thoại", "ĐT", "โทร", "โทรศัพท์", "هاتف", "جوال", "հեռ", "հեռախոս",
	}
	nothingWords = []string{
		"none", "nil", "null", "nan", "na", "not applicable", "not available", "not known", "not registered", "unknown", "undefined",
		"not given", "not provided", "does not have", "unregistered", "exempt", "individual", "private person", "missing", "blank", "empty", "applied", "applied for", "awaited", "unregistered person", "URP", "without", "w/o",
		"no number", "test", "testing", "dummy", "sample", "example", "abc", "asdf", "qwerty", "tbd", "tba", "tbc", "to be defined", "to be confirmed", "to be provided", "to follow", "pending", "later",
		"нет", "без", "нету", "отсутствует", "не указан", "не указано", "неизвестно", "неизвестен", "не имеется", "не применимо", "тест", "пусто", "нд", "б/н", "не знаю", "уточняется", "позже", "см. выше", "смотри выше", "физлицо", "физ. лицо", "частное лицо",
		"немає", "нема", "не надано", "не вказано", "не має", "відсутній", "відсутнє", "невідомо", "няма", "нест", "надорад", "жоқ", "жок", "йўқ", "yo'q", "mavjud emas", "չկա", "չունի", "yoxdur", "yox", "yok", "yoktur", "bilinmiyor",
		"nincs", "nincs adat", "ismeretlen", "nem ismert", "folyamatban", "brak", "brak danych", "b/d", "nie ma", "nie dotyczy", "nieznany",
		"nu are", "nu există", "lipsă", "fără", "não tem", "não possui", "não se aplica", "não informado", "sem", "isento", "nenhum", "ninguno", "no tiene", "no aplica", "no posee", "sin", "desconocido",
		"không", "không có", "chưa có", "ไม่มี", "ไม่ทราบ", "لا يوجد", "غير متوفر", "غير معروف", "بدون", "नहीं", "မရှိ", "မရှိပါ", "geen", "nie beskikbaar",
	}
)

// everywhere are the words that stand before and around numbers in every
// country.
var everywhere = sync.OnceValue(func() vocabulary {
	v := make(vocabulary)
	v.set(label{kind: nothingWord, nothing: true}, nothingWords...)
	v.set(label{kind: generalWord}, generalWords...)
	v.set(label{kind: generalWord, nothing: true}, "no")
	v.set(label{kind: otherLabel}, otherLabels...)
	return v
})

// vocabularies are by country code, for countries with a file.
var vocabularies = sync.OnceValue(func() map[string]vocabulary {
	all := make(map[string]vocabulary, len(files))
	for _, c := range files {
		all[c.code] = newVocabulary(c)
	}
	return all
})

// vocabulary returns the country's own labels.
func (c *country) vocabulary() vocabulary {
	if v, known := vocabularies()[c.code]; known {
		return v
	}
	return newVocabulary(c)
}

func newVocabulary(c *country) vocabulary {
	v := make(vocabulary)
	v.set(label{kind: otherLabel}, c.others...)
	v.set(label{kind: countryLabel}, c.labels...)
	v.set(label{kind: countryLabel}, c.code)
	for i, s := range c.schemes {
		for _, alias := range s.aliases {
			l := v[lettersOf(alias)]
			l.kind, l.schemes, l.named = countryLabel, l.schemes|1<<i, l.named || s.named
			v.set(l, alias)
		}
	}
	return v
}

func (v vocabulary) set(l label, texts ...string) {
	for _, text := range texts {
		v[lettersOf(text)] = l
	}
}

// find returns the label of some letters, the country's own before others.
func (v vocabulary) find(letters string) (l label, known bool) {
	if l, known = v[letters]; known {
		return l, true
	}
	l, known = everywhere()[letters]
	return l, known
}

// lettersOf returns the letters of a label as [readText] reads them.
func lettersOf(text string) string {
	return strings.Map(func(c rune) rune {
		if letter, _, isPart := readCharacter(c); isPart {
			return letter
		}
		return -1
	}, text)
}
