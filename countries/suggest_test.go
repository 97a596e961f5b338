package countries_test

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/cspkit/customerscreen/countries"
	"github.com/cspkit/customerscreen/internal/tests"
)

func ExampleRule_Suggest() {
	on := time.Date(2026, time.November, 24, 0, 0, 0, 0, time.UTC)
	for _, typed := range []struct{ country, number string }{
		{"RU", "ИНН 77 0708-3893"},
		{"HU", "HU12892312-2-42"},
		{"UA", "32129"},
		{"BR", "7.70708E+09"},
	} {
		rule, _ := countries.Latest().Rule(typed.country)
		number, reason := rule.Suggest(typed.number, on)
		switch {
		case reason == countries.DigitsLost:
			fmt.Println(typed.number, "has to be taken from its source")
		case number != "":
			fmt.Println(typed.number, "reads as", number)
		}
	}
	// Output:
	// ИНН 77 0708-3893 reads as 7707083893
	// HU12892312-2-42 reads as 12892312242
	// 32129 reads as 00032129
	// 7.70708E+09 has to be taken from its source
}

func TestSuggest(t *testing.T) {
	for _, test := range []struct{ name, country, typed, want string }{
		// Separators.
		{"spaces", "RU", " 77 07 08 38 93 ", "7707083893"},
		{"a no-break space", "RU", "7707\u00a0083893", "7707083893"},
		{"a thin and a narrow no-break space", "RU", "77\u200907\u202f083893", "7707083893"},
		{"zero-width characters", "RU", "\ufeff7707\u200b083893\u200f\u2060", "7707083893"},
		{"a line feed", "RU", "7707083893\r\n", "7707083893"},
		{"a line feed within", "RU", "77070\n83893", "7707083893"},
		{"dots and slashes", "BR", "16.727.230/0001-97", "16727230000197"},
		{"dashes of all kinds", "PL", "123‐456‑32–1—8", "1234563218"},
		{"a minus sign", "PL", "123−456−32−18", "1234563218"},
		{"grouped by commas", "RU", "7,707,083,893", "7707083893"},
		{"the apostrophe of a spreadsheet", "RU", "'7707083893", "7707083893"},
		{"the formula of a spreadsheet", "RU", `="7707083893"`, "7707083893"},
		{"a soft hyphen", "RU", "7707\u00ad083893", "7707083893"},
		// Labels and prefixes.
		{"a label", "RU", "ИНН 7707083893", "7707083893"},
		{"a label in Latin", "RU", "inn:7707083893", "7707083893"},
		{"a label behind", "RU", "7707083893 (ИНН)", "7707083893"},
		{"labels of two words", "TR", "Vergi Kimlik No: 4540536920", "4540536920"},
		{"a number sign", "BY", "УНП №200988541", "200988541"},
		{"an old label", "BY", "УНН 200988541", "200988541"},
		{"VÖEN", "AZ", "VÖEN: 9900003871", "9900003871"},
		{"VÖEN of two characters", "AZ", "VO\u0308EN: 9900003871", "9900003871"},
		{"Tax ID No.", "KZ", "Tax ID No. 000740000728", "000740000728"},
		{"two names of one number", "KZ", "БИН/ИИН 000740000728", "000740000728"},
		{"the country's prefix", "HU", "HU12892312242", "12892312242"},
		{"the country's prefix of a number with a letter", "VE", "VE-RIF J-30681161-3", "J306811613"},
		{"another country's prefix", "RU", "DE123456789", ""},
		{"any other word", "RU", "Sberbank 7707083893", ""},
		{"an Armenian label", "AM", "ՀՎՀՀ 02561234", "02561234"},
		{"a prefix of an Indian number", "IN", "GSTIN 27AAPFU0939F1ZV", "27AAPFU0939F1ZV"},
		// Digits of other scripts and letters.
		{"Arabic-Indic digits", "BY", "٢٠٠٩٨٨٥٤١", "200988541"},
		{"extended Arabic-Indic digits", "BY", "۲۰۰۹۸۸۵۴۱", "200988541"},
		{"Devanagari digits", "UZ", "२००१२३४५६", "200123456"},
		{"Myanmar digits", "UZ", "၂၀၀၁၂၃၄၅၆", "200123456"},
		{"Thai digits", "TH", "๐๙๙๔๐๐๐๖๑๗๗๒๑", "0994000617721"},
		{"full width, small letters", "IN", "２７ａａｐｆｕ０９３９ｆ１ｚｖ", "27AAPFU0939F1ZV"},
		{"a letter O beside digits", "IN", "27-aapfo-0939-f1z1", "27AAPFO0939F1Z1"},
		{"full width", "IN", "２７ＡＡＰＦＵ０９３９Ｆ１ＺＶ", "27AAPFU0939F1ZV"},
		{"bold mathematical digits", "UZ", "𝟐𝟎𝟎𝟏𝟐𝟑𝟒𝟓𝟔", "200123456"},
		{"small letters", "VE", "j306811613", "J306811613"},
		{"O for 0 and l for 1", "BY", "2OO98854l", "200988541"},
		{"Cyrillic О for 0", "BY", "2ОО988541", "200988541"},
		{"Cyrillic З for 3", "RU", "770708З89З", "7707083893"},
		{"a letter with a mark for 0", "RU", "77Ö7Ó83893", "7707083893"},
		{"O for 0 in what is grouped like a telephone number", "RU", "77O 708-38-93", "7707083893"},
		{"two readings as good", "BR", "O2.ABC.345/I1DE-35", ""},
		{"O in a number with letters", "BR", "16727230OOO197", "16727230000197"},
		// Spreadsheets.
		{"a dropped zero", "TH", "994000617721", "0994000617721"},
		{"dropped zeros", "UA", "32129", "00032129"},
		{"a business's number short of a digit is no person's", "MD", "100600038413", ""},
		{"zeros are there already", "KZ", "00074000728", ""},
		{"dropped zeros of a long number", "KZ", "740000728", "000740000728"},
		{"more zeros than such a number begins with", "HU", "103242", ""},
		{"three zeros where one is all that it begins with", "VN", "1234561", ""},
		{"zeros behind the letter", "VE", "J-229514-7", "J002295147"},
		{"zeros behind a letter and a zero", "VE", "J-0229514-7", "J002295147"},
		{"zeros in front of a zero", "UA", "0032129", ""},
		{"zeros behind no letter", "VE", "229514-7", ""},
		{"a point before the last zero", "KG", "1801201210323.0", "01801201210323"},
		{"no day in front that the register has", "KG", "3801201210323", ""},
		{"a dropped zero that nothing confirms", "KG", "2207201510155", "02207201510155"},
		{"a dropped zero that nothing confirms", "TJ", "20025789", "020025789"},
		{"two of them", "TJ", "2002578", ""},
		{"a dropped zero that nothing confirms, with separators", "TJ", "20-02-57-89", ""},
		{"the dropped zero of a company's number in the trade register", "TR", "890048533100001", "0890048533100001"},
		{"a dropped zero of a branch", "VN", "300588569001", "0300588569001"},
		{"a dropped zero beside a reason code", "RU", "274062111", "0274062111"},
		{"a reason code as most are", "RU", "774301001", ""},
		{"a reason code by its label, which rather is another number", "RU", "КПП 274062111", ""},
		{"a dropped zero by its label", "RU", "ИНН 274062111", "0274062111"},
		{"an extra zero", "UA", "014360570", "14360570"},
		{"two extra zeros", "TR", "008900485331", "8900485331"},
		{"extra zeros of a person's number", "RU", "0500100732259", ""},
		{"an extra zero that nothing confirms", "UZ", "0305134690", ""},
		{"a dropped zero of a number with letters", "BR", "2ABC34501DE81", ""},
		{"a dropped zero that nothing confirms", "AM", "2561234", "02561234"},
		{"dropped zeros of a mistyped number", "UA", "32128", ""},
		{"a point and a zero", "RU", "7707083893.0", "7707083893"},
		{"a decimal comma and zeros", "RU", "7707083893,00", "7707083893"},
		{"a point and a zero behind a dropped zero", "TH", "994000617721.0", "0994000617721"},
		{"scientific notation", "RU", "7.70708E+09", ""},
		{"scientific notation with the characters of a CNPJ", "BR", "1.2345678901E01", ""},
		{"a day", "UA", "12.05.2021", ""},
		{"a day, month first", "UA", "5/24/2021", ""},
		{"a day, year first", "UA", "2021-05-12", ""},
		{"a day and its time", "KG", "2021-05-12 10:00:00", ""},
		{"a day and its time", "KG", " 2021-05-12T10:00:00Z", ""},
		{"no day of the calendar", "MD", "32.13.2021", "32132021"},
		{"all digits in scientific notation", "RU", "7.707083893E9", "7707083893"},
		{"all digits in scientific notation, and a dropped zero", "KG", "2,207201510155E+12", "02207201510155"},
		{"scientific notation of no whole number", "RU", "7.7070838931E9", ""},
		{"scientific notation of less than one", "RU", "7.707083893E-9", ""},
		{"all digits of a number that is none here", "UA", "7.707083893E9", ""},
		// Together.
		{"label, no-break space and Arabic digits", "BY", "УНП\u00a0٢٠٠-٩٨٨-٥٤١", "200988541"},
		{"label, separators and O", "RU", "ИНН: 77-O7-O8-3893", "7707083893"},
		{"prefix, full width and a line feed", "HU", "ＨＵ１２８９２３１２－２－４２\n", "12892312242"},
		// None.
		{"fine", "RU", "7707083893", ""},
		{"fine with a wrong check digit", "RU", "7707083892", ""},
		{"fine as a reason code", "RU", "773601001", ""},
		{"fine in a country without published digits", "PL", "1234563218", ""},
		{"a registration without a check", "PL", "0000359730", ""},
		{"a point and a zero behind what would be longer", "MD", "123456.0", "123456"},
		{"a point and many zeros", "MD", "1234.000", "1234000"},
		{"separators of a mistyped number", "PL", "123-456-32-19", ""},
		{"two that are one number of the right length", "RU", "77070/83893", ""},
		{"two that are one number of the right length without a check", "UZ", "1234/56789", ""},
		{"two that are one number of the right length without a check", "AM", "1234/5678", ""},
		{"two that are one number of the right length without a check", "MD", "12/3456", ""},
		{"two that are no number but for its length", "KZ", "60001-1229370", ""},
		{"one number with a slash within", "TH", "099400061772/1", "0994000617721"},
		{"one number with a slash within, and its label", "AM", "ՀՎՀՀ 1234/5678", "12345678"},
		{"one number with two slashes", "ZA", "2000/000001/07", "200000000107"},
		{"two in brackets", "RU", "7707083893 (7736050003)", ""},
		{"a number and a shorter one behind it", "TH", "0107544000108 (00001)", "0107544000108"},
		{"a number that is none of the country behind it", "RU", "7707083893 / 1027700132195", "7707083893"},
		{"two where the first has no check", "UZ", "305134690 / 1234567890", ""},
		// Labels.
		{"labels of a pair", "RU", "ИНН/КПП 7707083893/773601001", "7707083893"},
		{"labels of a pair, the other way round", "RU", "КПП 773601001, ИНН 7707083893", "7707083893"},
		{"labels of a pair with a blank between the numbers", "RU", "ИНН/КПП 7707083893 773601001", "7707083893"},
		{"labels of a pair behind a name", "RU", "ООО Ромашка, ИНН 7707083893 КПП 773601001", "7707083893"},
		{"labels of a pair whose first number is short", "RU", "ИНН/КПП 770708389/773601001", ""},
		{"labels of a pair in another order than the numbers", "RU", "КПП/ИНН 7707083893/773601001", ""},
		{"labels of a pair that Microsoft names both", "KZ", "БИН/ИИН 940140000385/730115335268", ""},
		{"labels of a pair that Microsoft names both", "PL", "NIP 7740001454, PESEL 44051401359", ""},
		{"labels of a pair that Microsoft names neither", "SA", "VAT 300055983500003 CR 1010150269", ""},
		{"labels of a pair, one of them another country's", "UA", "ЄДРПОУ/ІПН 20077720/200777226555", "20077720"},
		{"labels of a pair and another number", "RU", "ИНН/КПП 7707083893, ИНН 7736050003", ""},
		{"the same label twice", "RU", "ИНН 7707083893, ИНН 7736050003", ""},
		{"two labels of one number", "UA", "ЄДРПОУ/ІПН 20077720", "20077720"},
		{"two labels of one number in two groups", "UA", "ЄДРПОУ/ІПН 2007 7720", "20077720"},
		{"two labels of one number in three groups", "AE", "VAT TRN 100469 647000 003", "100469647000003"},
		{"a label and O in one run", "RU", "ИНН77O7O83893", "7707083893"},
		{"a label without its number", "KZ", "БИН: 940140000385; ИИН:", "940140000385"},
		{"a label behind", "RU", "7707083893 — ИНН", "7707083893"},
		{"a label behind without a separator", "RU", "7707083893ИНН", "7707083893"},
		{"a label binds", "RU", "ИНН 770708389", ""},
		{"a label binds", "PL", "REGON 7740001454", ""},
		{"a label ends with its word", "SA", "CR No4030506321", "4030506321"},
		{"a label with a number that is not asked for", "RU", "ОГРН 1027700132195, ИНН 7707083893", "7707083893"},
		{"only a number that is not asked for", "RU", "ОГРН 7707083893", ""},
		{"a telephone number behind", "RU", "ИНН 7707083893, тел. 495 957-57-27", "7707083893"},
		{"only a telephone number", "UZ", "Tel: 305134690", ""},
		{"general words do not make a stranger's number one", "UZ", "Contract No 305134690", ""},
		{"general words do not make a stranger's number one, before them", "RU", "Sberbank No. 7707083893", ""},
		{"words between label and number", "BR", "CNPJ da empresa: 33.000.167/0001-01", "33000167000101"},
		{"words and a day behind", "RU", "ИНН 7707083893 от 12.05.2021", "7707083893"},
		{"a name with a number before", "RU", "Школа № 5, ИНН 7707083893", "7707083893"},
		{"words behind", "BR", "CNPJ 33.000.167/0001-01 Petrobras", "33000167000101"},
		{"words around a number that begins with a letter", "VE", "RIF de la empresa: J-00229514-7 (Caracas)", "J002295147"},
		{"words before a number that begins with letters", "IN", "PAN of Reliance: AAACR5055K", "AAACR5055K"},
		{"a name behind a comma, and no label", "RU", "7707083893, Сбербанк", ""},
		{"a last letter that is a word elsewhere", "IN", "PAN: AAACR5055N", "AAACR5055N"},
		{"the prefix in front and a label behind", "KZ", "KZ940140000385БИН", "940140000385"},
		{"a letter behind", "RU", "ИНН 7707083893г", ""},
		{"spaced letters", "BY", "У. Н. П. 100325912", "100325912"},
		{"a label in Arabic", "SA", "الرقم الضريبي: ٣٠٠٠٥٥٩٨٣٥٠٠٠٠٣", "300055983500003"},
		{"a label in Arabic with another alef", "AE", "رقم التسجيل الضريبى", ""},
		{"a label in Vietnamese without its marks", "VN", "Ma so thue: 0300588569", "0300588569"},
		{"a label in Vietnamese with combining marks", "VN", "Ma\u0303 s\u00f4\u0301 thue\u0302\u0301 0300588569", "0300588569"},
		{"a label in Hungarian without its marks", "HU", "adoszam 10625790-4-44", "10625790444"},
		{"a label in Hindi", "IN", "जीएसटीआईएन: 27AAACR5055K1Z7", "27AAACR5055K1Z7"},
		{"a label in Kazakh", "KZ", "Бизнес-сәйкестендіру нөмірі 940140000385", "940140000385"},
		{"a label in Uzbek", "UZ", "Soliq to'lovchining identifikatsiya raqami 305 134 690", "305134690"},
		{"a label in Spanish", "VE", "R.I.F. Nº J-00229514-7", "J002295147"},
		{"a label in Polish", "PL", "Numer identyfikacji podatkowej: 774-000-14-54", "7740001454"},
		{"a label in Turkish", "TR", "Vergi Kimlik Numarası: 876 004 7464", "8760047464"},
		{"a label in Thai", "TH", "เลขประจำตัวผู้เสียภาษี 0107544000108", "0107544000108"},
		{"a label in Portuguese", "BR", "CNPJ nº 33.000.167/0001-01", "33000167000101"},
		{"a label in Romanian", "MD", "Cod fiscal 1002600048836", "1002600048836"},
		{"a label in Azerbaijani", "AZ", "Vergi ödəyicisinin eyniləşdirmə nömrəsi: 9900003871", "9900003871"},
		{"a number in a country's own letters", "BR", "12.NO.345/01DE-33", ""},
		{"a label that is a part of a number", "IN", "PAN-1234", "PAN1234"},
		// Telephone numbers.
		{"a telephone number with a plus", "UA", "+380444907050", ""},
		{"a telephone number with the calling code", "UA", "380 44 490 70 50", ""},
		{"a telephone number with two zeros and the calling code", "UA", "00380 44 490 7050", ""},
		{"a telephone number with brackets", "SA", "(013) 872 0115", ""},
		{"a telephone number in two groups", "AM", "10 513133", ""},
		{"a number in brackets", "UZ", "(305134690)", "305134690"},
		{"the groups of no telephone number", "HU", "01-10-041683", "0110041683"},
		{"a telephone number with a label behind", "UZ", "78 148 00 10 (ИНН)", "781480010"},
		{"a telephone number in groups", "UZ", "78 148 00 10", ""},
		{"a number in other groups", "UZ", "305 134 690", "305134690"},
		{"a telephone number with a label", "UZ", "ИНН 78 148 00 10", "781480010"},
		{"a telephone number with the country's prefix", "UZ", "UZ 78 148 00 10", "781480010"},
		{"the groups of a telephone number, and a check that holds", "RU", "770 708-38-93", "7707083893"},
		{"a telephone number with brackets whose check holds", "RU", "(495) 943-34-60", ""},
		{"a telephone number with brackets whose check holds", "BY", "(17) 583-99-07", ""},
		{"a telephone number with brackets and its label", "RU", "ИНН (770) 708-38-93", "7707083893"},
		{"a telephone number with the trunk prefix whose check holds", "VN", "0939 341 614", ""},
		{"the trunk prefix apart", "VN", "0 939 341 614", ""},
		{"no groups of a telephone number", "VN", "09 39 34 16 14", "0939341614"},
		{"a telephone number whose check holds as a person's", "BR", "39 05334-4705", ""},
		{"the trunk prefix is no extra zero", "TR", "0890 048 53 31", ""},
		{"groups of letters", "IN", "AAAC-R505-5K", "AAACR5055K"},
		// What stands around numbers.
		{"an e-mail address behind", "RU", "ИНН 7707083893, e-mail: info@example.com", "7707083893"},
		{"a percentage behind", "UA", "(код ЄДРПОУ 37490783, платник єдиного податку за ставкою 5% без ПДВ)", "37490783"},
		{"a sign for a telephone", "RU", "ИНН 7707083893 ☎ 8 495 957-57-27", "7707083893"},
		{"a digit that is not known", "UA", "ЄДРПОУ 3179305?6", ""},
		{"a digit that is not known, and digits behind", "UA", "ЄДРПОУ 3179305? 6", ""},
		{"numbers with an e-mail address between them", "RU", "7707083893 info@example.com 7736050003", ""},
		{"a postal code behind", "BY", "УНП 491388960 246050, г. Гомель, ул. Речицкая, 2-64", "491388960"},
		{"a postal code behind what has no check", "KG", "ИНН 02207201510155 720000", ""},
		{"a number of the country behind", "RU", "ИНН 7707083893 7736050003", ""},
		{"a digit too many behind", "RU", "ИНН 7707083893 5", ""},
		{"the number and its part for the European Union", "HU", "Adószám: 29310810-2-20. Közösségi adószám: HU29310810 Cégjegyzékszám: 20-09-077700", "29310810220"},
		{"the number twice, once with its label", "BY", "Зарегистрировано 27.09.2006 за № 190806803, УНП 190806803", "190806803"},
		{"two labels of one number, and a capital", "MD", "IDNO/Cod fiscal 1002600048836; capital social 1 000 000 lei", "1002600048836"},
		{"a certificate", "VN", "Giấy chứng nhận đăng ký doanh nghiệp số 0300588569 do Sở KH&ĐT TP.HCM cấp lần đầu ngày 20/11/2003", "0300588569"},
		{"a registration in Thai", "TH", "ทะเบียนเลขที่ 0107544000108", "0107544000108"},
		{"a label of an Indian partnership", "IN", "LLP Identification Number: AAJ-2354", "AAJ2354"},
		{"a label of several kinds beside that of one", "UA", "ИНН 200777226555, ЕГРПОУ 20077720", "20077720"},
		{"a label of several kinds beside one that is not named", "SA", "رقم 1010150269, VAT 300055983500003", ""},
		{"the number twice", "RU", "ИНН 7707083893, ИНН 7707083893", "7707083893"},
		{"a short number that does not begin the other", "RU", "ИНН 7707083893, ИНН 770708388", ""},
		{"a label for one of two kinds", "RU", "ИНН 7707083893 / 773601001", "7707083893"},
		{"a label for one of two that are of a kind", "UZ", "ИНН 305134690 / 305439019", ""},
		{"a label for one of two that are of a kind, and words behind", "AZ", "VÖEN: 1802077241 / 3104866041 · Attestat: № 0866 / 0621", ""},
		{"a label for the one that is not named", "RU", "7707083893, КПП 773601001", "7707083893"},
		{"a label for the one that is not named", "HU", "10625790-4-44, Cg. 01-10-041683", "10625790444"},
		{"a label for one of two that are not named", "PL", "610188201, KRS 0000028860", ""},
		{"a label of the country for one that is not named", "TJ", "ИНН: 010098739; ЕИН: 0110023137", ""},
		{"the number of a cash register behind", "AM", "ՀՎՀՀ: 01352303 Ֆիսկալ համար: 53580329", "01352303"},
		{"another number with the label of both", "AM", "ՀՎՀՀ: 01352303, համար: 53580329", ""},
		{"a label's word in the words behind", "VN", "GPKD số 0304757232 do sở Kế hoạch Đầu tư TPHCM cấp ngày 01/01/2007", "0304757232"},
		{"a label of many words", "UA", "Ідентифікаційний код юридичної особи: 45502942", "45502942"},
		{"a label in another order", "MD", "Код фискальный 1006601000200", "1006601000200"},
		{"a label in Russian", "AZ", "ВОЭН 9900003871", "9900003871"},
		{"a tax reference beside a registration", "ZA", "Registration Number: 2025/326018/07 Taxpayer Ref No: 9470850224", "9470850224"},
		{"hyphens of the number itself, and a label", "IN", "Udyam Registration Number: UDYAM-KR-26-0057710", ""},
		// What neither a label nor a check tells.
		{"a person's number without a label", "VN", "001-080-012345", ""},
		{"a certificate of before 2010 without a label", "VN", "0103 018 927", ""},
		{"a certificate of before 2010 with its label", "VN", "ĐKKD số 0103018927", "0103018927"},
		{"a person's number with its label", "VN", "CCCD 001-080-012345", "001080012345"},
		{"a person's number as it is printed", "AE", "784-1980-1234567-8", "784198012345678"},
		{"a person's number in other groups", "AE", "784 198 012 345 678", ""},
		{"two numbers", "RU", "7707083893/773601001", ""},
		{"a list", "MD", "123456;1234567", ""},
		{"too short", "RU", "77-07", ""},
		{"nothing but separators", "RU", " - ", ""},
		{"nothing but a label", "RU", "ИНН", ""},
		{"invalid UTF-8", "RU", "7707083893\xff", ""},
		{"256 bytes", "RU", strings.Repeat(" ", 246) + "7707083893", "7707083893"},
		{"257 bytes", "RU", strings.Repeat(" ", 247) + "7707083893", ""},
		{"a very long one", "RU", strings.Repeat(" ", 300) + "7707083893", ""},
		{"a country without schemes", "IQ", "12-34", ""},
		{"a country without schemes, and its own digits", "MM", "၁၀၅၄၄၄၁၉၂", "105444192"},
		{"a country without a rule, and other digits", "DE", "၁၀၅၄၄၄၁၉၂", ""},
		{"a country without a rule", "DE", "DE 123-456", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			rule, _ := countries.Latest().Rule(test.country)
			found, _ := rule.Suggest(test.typed, today)
			assert.Equal(t, test.want, found)
		})
	}
}

// TestEveryDigitOfUnicode suggests a number written with each character that
// is a decimal digit, and compares with Python's knowledge of its value.
func TestEveryDigitOfUnicode(t *testing.T) {
	python, err := exec.Command("/usr/bin/python3", "-c", `
import sys, unicodedata
for c in range(sys.maxunicode + 1):
    if unicodedata.category(chr(c)) == 'Nd':
        print(c, unicodedata.decimal(chr(c)))`).Output()
	if err != nil {
		t.Skip("python3 is missing: apt-get install python3")
	}
	uzbekistan, compared := rule(t, "UZ"), 0
	for line := range strings.Lines(string(python)) {
		code, value, _ := strings.Cut(strings.TrimSpace(line), " ")
		c, err := strconv.Atoi(code)
		require.NoError(t, err)
		if c < utf8.RuneSelf || !unicode.IsDigit(rune(c)) { // of a newer Unicode than Go's
			continue
		}
		compared++
		found, _ := uzbekistan.Suggest("20012345"+string(rune(c)), today)
		assert.Equal(t, "20012345"+value, found, "%U", c)
	}
	assert.Greater(t, compared, 500)
}

func TestSuggestIsOfItsDate(t *testing.T) {
	const typed = "12.ABC.345/01DE-35"
	found, _ := rule(t, "BR").Suggest(typed, today)
	assert.Equal(t, "12ABC34501DE35", found)
	june := time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)
	found, reason := rule(t, "BR").Suggest(typed, june)
	assert.Empty(t, found)
	assert.Equal(t, countries.NoKnownForm, reason)
	found, _ = rule(t, "BR").Suggest("390.533.447-05", june)
	assert.Equal(t, "39053344705", found, "other schemes are older")
	found, _ = countries.Rule{}.Suggest(typed, today)
	assert.Empty(t, found)
}

// TestTypedNumbers has what people type, in a file that is shared with others.
func TestTypedNumbers(t *testing.T) {
	for _, row := range readTable(t, "typed-numbers.csv", "country", "typed", "suggestion") {
		found, _ := rule(t, row[0]).Suggest(row[1], today)
		assert.Equal(t, row[2], found, "%s %q", row[0], row[1])
	}
}

// TestPrintedNumbers has how organisations print their numbers in letterheads,
// footers, receipts and contracts, as pages of theirs do.
func TestPrintedNumbers(t *testing.T) {
	printed := make(map[string]int)
	for _, row := range readTable(t, "printed-numbers.csv", "country", "printed", "suggestion") {
		printed[row[0]]++
		found, _ := rule(t, row[0]).Suggest(row[1], today)
		assert.Equal(t, row[2], found, "%s %q", row[0], row[1])
	}
	for rule := range countries.Latest().Rules() {
		if len(rule.Schemes()) > 0 {
			assert.GreaterOrEqual(t, printed[rule.Country()], 5, rule.Country())
		}
	}
}

func readTable(t testing.TB, name string, columns ...string) [][]string {
	t.Helper()
	file, err := os.Open("testdata/" + name)
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Equal(t, columns, rows[0])
	require.Greater(t, len(rows), 100)
	return rows[1:]
}

func TestReasons(t *testing.T) {
	for _, test := range []struct {
		country, typed string
		want           countries.Reason
	}{
		{"RU", "7707083893", 0},
		{"RU", "773601001", 0},
		{"RU", "7707083892", 0},
		{"RU", "12", 0},
		{"RU", "12.05.2021", 0},
		{"RU", "", 0},
		{"RU", " \t", 0},
		{"RU", "77-0708-3893", countries.Reformatted},
		{"RU", "7.707083893E9", countries.Reformatted},
		{"UA", "32129", countries.ZerosDropped},
		{"RU", "274062111", countries.ZerosDropped},
		{"AM", "2561234", countries.ZeroSupposed},
		{"RU", "07707083893", countries.ZerosAdded},
		{"RU", "007707083893", countries.ZerosAdded},
		{"RU", "7.70708E+09", countries.DigitsLost},
		{"DE", "1,23E+08", countries.DigitsLost},
		{"RU", "ИНН 7707083892", countries.Mistyped},
		{"PL", "123-456-32-19", countries.Mistyped},
		{"RU", "(495) 957-57-27", 0},
		{"BR", "OQUR9UYURIS547", 0},
		{"PL", "12345", countries.NoKnownForm},
		{"PL", "12.05.2021", countries.NoKnownForm},
		{"PL", strings.Repeat("1 2", 100), countries.NoKnownForm},
		{"PL", "123@456", countries.NoKnownForm},
		{"TR", "12345", 0},
		{"AE", "CN-1234567", 0},
		{"HU", "12345", 0},
		{"PL", "", countries.NoKnownForm},
		{"AE", "Acme", countries.Placeholder},
		{"RU", "1234567890", countries.Placeholder},
		{"UZ", "123456789", countries.Placeholder},
		{"SA", "1234567890", countries.Placeholder},
		{"TR", "12345678901", countries.Placeholder},
		{"MM", "0123456789", countries.Placeholder},
		{"MD", "12345678", 0}, // short enough to be real
		{"UZ", "234567890", 0},
		{"UZ", "123456780", 0},
		{"DE", "1234567890", 0},
		{"MM", "၁၀၅၄၄၄၁၉၂", countries.Reformatted},
		{"AE", "١٠٥٤٤٤", countries.Reformatted},
		{"MM", "105444192", 0},
		{"MM", "၁၀၅-၄၄၄", 0},
		{"IN", "pan card", countries.Placeholder},
		{"MM", "တစ်", countries.Placeholder},
		{"AE", "", 0},
		{"AE", "A١", 0},
		{"VN", "41N8033112", 0}, // a household business
		{"VN", "41N803311", countries.NoKnownForm},
	} {
		_, reason := rule(t, test.country).Suggest(test.typed, today)
		assert.Equal(t, test.want, reason, "%s %q", test.country, test.typed)
	}
	live, err := countries.ParseValidationRules([]byte(`{"iso2Code": "PL", "customerOrganizationRegistrationNumberRegex": "^\\d{5}$"}`))
	require.NoError(t, err)
	poland, _ := countries.Latest().With(live).Rule("PL")
	_, reason := poland.Suggest("1234", today)
	assert.Zero(t, reason, "a live rule says what the forms are")
	found, _ := poland.Suggest("NIP 12 345", today)
	assert.Empty(t, found, "a label binds, whatever a live rule takes")
	found, _ = poland.Suggest("PL 12 345", today)
	assert.Equal(t, "12345", found)
}

func TestScientificNotation(t *testing.T) {
	for value, want := range map[string]bool{
		"7.70708E+09": true, "7,70708E+09": true, "7.70708e9": true, "1E+11": true, "1E+00": true, " 1.2E+13 ": true, "1e-5": true,
		"": false, "E": false, "1E": false, "1E9": false, "7707083893": false, "12E45": false, "1.E+09": false, ".5E+09": false,
		"1.2.3E+09": false, "1.2E+009": false, "1.2E++9": false, "1,2,3E+09": false, "12.3E+09": false, "1.2E+٠٩": false, "IE": false,
	} {
		_, reason := rule(t, "RU").Suggest(value, today)
		assert.Equal(t, want, reason == countries.DigitsLost, "%q", value)
	}
}

func TestLabelsOfACountryWithoutAFile(t *testing.T) {
	live, err := countries.ParseValidationRules([]byte(`{"iso2Code": "DE", "customerOrganizationRegistrationNumberRegex": "^\\d{9}$"}`))
	require.NoError(t, err)
	germany, _ := countries.Latest().With(live).Rule("DE")
	for typed, want := range map[string]string{"DE123456789": "123456789", "Tax ID: 123 456 789": "123456789", "AT123456789": ""} {
		found, _ := germany.Suggest(typed, today)
		assert.Equal(t, want, found, typed)
	}
}

func TestPlaceholders(t *testing.T) {
	for _, typed := range []string{
		"0", "000000000", "00-00-00", "0000000000.00", "1111111111", "９９９９９９９９９", "xxx", "XX-XXX", "хххх", "-", "—", "???", "...",
		"none", "None.", "N/A", "n.a.", "NA", "null", "NaN", "test", "TBD", "to be confirmed", "no", "No number", "no tax number", "not applicable", "unknown",
		"нет", "Нет ИНН", "без ИНН", "ИНН отсутствует", "ИНН: нет", "не указан", "немає", "жоқ", "yo'q", "չկա", "yoxdur", "yok", "nincs", "brak", "nu are",
		"J-00000000-0", "ИНН: —", "TIN: N/A", "<null>", "#REF!", "#NAME?", "б/н", "not provided", "nincs adat", "sem CNPJ", "غير معروف", "isento", "não tem", "no tiene", "không có", "ไม่มี", "لا يوجد", "بدون", "applied for", "awaited", "URP", "geen", "Yoktur", "မရှိပါ", "não informado", "no posee", "см. выше", "нема", "не надано", "нест", "fără", "nem ismert", "folyamatban", "b/d", "ИНН 0000000000", "ИНН: 000",
	} {
		for _, country := range []string{"RU", "UA", "BR", "PL", "IQ", "AE"} {
			if country != "BR" && strings.Contains(typed, "CNPJ") {
				continue // another country's label
			}
			found, reason := rule(t, country).Suggest(typed, today)
			assert.Empty(t, found)
			assert.Equal(t, countries.Placeholder, reason, "%s %q", country, typed)
		}
	}
	for _, typed := range []string{"", " ", "ИНН", "Nonesuch", "test 12345", "0001", "9000000000", "Sberbank", "ИНН 00", "none; 12"} {
		_, reason := rule(t, "RU").Suggest(typed, today)
		if typed == "ИНН 00" {
			assert.Equal(t, countries.Placeholder, reason)
			continue
		}
		assert.Zero(t, reason, "%q", typed)
	}
	germany, _ := countries.Latest().Rule("DE")
	_, reason := germany.Suggest("none", today)
	assert.Zero(t, reason, "nothing is known of the numbers there")
}

// TestSuggestionsAreNoMoreThanChance suggests for random numbers of the lengths
// beside those that a country's numbers have. What its checks confirm by chance
// is counted without Suggest: how many of the numbers become one that a check
// confirms with up to three zeros in front or taken away there.
func TestSuggestionsAreNoMoreThanChance(t *testing.T) {
	numbers := 10_000
	if !tests.All() {
		numbers = 500
	}
	for rule := range countries.Latest().Rules() {
		lengths := lengthsOf(rule)
		if len(lengths) == 0 {
			continue
		}
		r := rand.New(rand.NewPCG(3, uint64(len(rule.CountryName()))))
		for length := range 18 {
			if lengths[length] || !lengths[length-1] && !lengths[length+1] {
				continue
			}
			var plain, separated, chance float64
			for range numbers {
				number := random(r, repeat("9", length))
				if suggested(rule, number) {
					plain++
				}
				if suggested(rule, grouped(number, " -./"[r.IntN(4)])) {
					separated++
				}
				if becomesConfirmed(rule, number) {
					chance++
				}
			}
			t.Logf("%s, %2d digits: %5.2f %% plain, %5.2f %% with separators, by chance %5.2f %%", rule.Country(), length,
				100*plain/float64(numbers), 100*separated/float64(numbers), 100*chance/float64(numbers))
			assert.LessOrEqual(t, plain, chance, "%s %d", rule.Country(), length)
			assert.LessOrEqual(t, separated, chance, "%s %d", rule.Country(), length)
		}
	}
}

// lengthsOf returns the lengths of a country's numbers of digits, none for a
// country without a check.
func lengthsOf(rule countries.Rule) map[int]bool {
	lengths, checked := make(map[int]bool), false
	for _, scheme := range rule.Schemes() {
		for _, identity := range rule.Identify(scheme.Example, today) {
			checked = checked || identity.Check == countries.CheckValid
		}
		if strings.Trim(scheme.Example, "0123456789") == "" {
			lengths[len(scheme.Example)] = true
		}
	}
	for _, length := range rule.NumberLengths() {
		lengths[length] = true
	}
	if !checked {
		return nil
	}
	return lengths
}

func suggested(rule countries.Rule, typed string) bool {
	found, _ := rule.Suggest(typed, today)
	return found != ""
}

// grouped puts a separator before every third digit from the right.
func grouped(number string, separator byte) string {
	var text strings.Builder
	for i := range len(number) {
		if i > 0 && (len(number)-i)%3 == 0 {
			text.WriteByte(separator)
		}
		text.WriteByte(number[i])
	}
	return text.String()
}

func becomesConfirmed(rule countries.Rule, number string) bool {
	shorter := number
	for zeros := range 3 {
		for _, identity := range rule.Identify(repeat("0", zeros+1)+number, today) {
			if identity.Check == countries.CheckValid {
				return true
			}
		}
		if shorter == "" || shorter[0] != '0' {
			continue
		}
		shorter = shorter[1:]
		for _, identity := range rule.Identify(shorter, today) {
			if identity.Check == countries.CheckValid {
				return true
			}
		}
	}
	return false
}

func TestSuggestAllocatesNothingForNothing(t *testing.T) {
	for country, number := range map[string]string{"RU": "7707083893", "UA": "14360570", "PL": "1234563218", "IN": "27AAPFU0939F1ZV"} {
		rule := rule(t, country)
		assert.Zero(t, testing.AllocsPerRun(100, func() { rule.Suggest(number, today) }), country)
	}
}

// FuzzSuggest checks what every suggestion promises.
func FuzzSuggest(f *testing.F) {
	for _, row := range readTable(f, "typed-numbers.csv", "country", "typed", "suggestion") {
		f.Add(row[0], row[1])
	}
	for _, row := range readTable(f, "printed-numbers.csv", "country", "printed", "suggestion") {
		f.Add(row[0], row[1])
	}
	for _, typed := range []string{"7.70708E+09", "J-3O681161-3", "\xff\u0308É1", "ИНН/КПП 1/2", "(0)0+0", "none;0", "0,000000000000E12"} {
		for _, country := range []string{"RU", "HU", "UA", "BY", "VE", "IN", "BR", "DE"} {
			f.Add(country, typed)
		}
	}
	f.Fuzz(func(t *testing.T, country, typed string) {
		rule, _ := countries.Latest().Rule(country)
		found, reason := rule.Suggest(typed, today)
		switch reason {
		case countries.Reformatted, countries.ZerosDropped, countries.ZeroSupposed, countries.ZerosAdded:
			assertFine(t, rule, typed, found)
		default:
			assert.Empty(t, found)
		}
	})
}

// assertFine asserts that a suggestion can be sent as it is, and that there is
// nothing to say of it.
func assertFine(t *testing.T, rule countries.Rule, typed, found string) {
	t.Helper()
	assert.True(t, rule.Listed())
	assert.NotEqual(t, typed, found)
	assert.True(t, rule.NumberFits(found), "%q for %q", found, typed)
	identities := rule.Identify(found, today)
	if rule.NumberPattern() == "" {
		assert.NotEmpty(t, identities, "%q for %q", found, typed)
	}
	assert.True(t, len(identities) == 0 || slices.ContainsFunc(identities, func(i countries.Identity) bool { return i.Check != countries.CheckInvalid }),
		"the check of %q for %q fails", found, typed)
	again, reason := rule.Suggest(found, today)
	assert.Empty(t, again, "%q for %q", found, typed)
	assert.Zero(t, reason, "%q for %q", found, typed)
}

// TestSuggestionsAreFine decorates numbers in all the ways that are read.
func TestSuggestionsAreFine(t *testing.T) {
	suggestions := 0
	for _, row := range readTable(t, "public-organisations.csv", "country", "number", "source") {
		rule, number := rule(t, row[0]), row[1]
		for _, typed := range decorated(row[0], number) {
			found, _ := rule.Suggest(typed, today)
			if found != "" {
				suggestions++
				assertFine(t, rule, typed, found)
			}
		}
	}
	assert.Greater(t, suggestions, 1_000)
}

// decorated writes a number in ways in which numbers are typed.
func decorated(country, number string) []string {
	return []string{
		number + ".0", "'" + number, country + number, country + " " + number, "No. " + number, "TIN: " + number, grouped(number, ' '), grouped(number, '-'),
		strings.TrimLeft(number, "0"), strings.TrimLeft(number, "0") + ",00", "0" + number, "00" + number,
		strings.ReplaceAll(number, "0", "O"), strings.ToLower(number), number + " / " + number, number + "; TIN " + number,
	}
}

func BenchmarkSuggest(b *testing.B) {
	for _, bench := range []struct{ name, country, typed string }{
		{"fine", "RU", "7707083893"},
		{"label and separators", "RU", "ИНН 77 0708-3893"},
		{"longest", "RU", strings.Repeat("ИНН", 42)},
		{"longest of digits", "KZ", strings.Repeat("1", 256)},
	} {
		rule := rule(b, bench.country)
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				rule.Suggest(bench.typed, today)
			}
		})
	}
}
