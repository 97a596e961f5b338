package translations

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
)

// words are the sentences of one language, and what they are made of. {0}
// stands for digits, such as "7 or 10 digits".
//
// What is wanted of a field begins with a small letter and has no stop: it
// follows the name of the field.
type words struct {
	tag         language.Tag
	rightToLeft bool
	joint       string // between the name of a field and what is wanted of it
	stop        string

	comma, or string
	orBeforeO string // before 8 and 11, which begin with an O in Spanish; "": or
	digits    map[plural.Form]string

	wantDigits string
	wantForm   string
	wantIt     string
	wantNone   string
	wantCode   string

	helpDigits string
	helpForm   string
	helpAny    string
	helpNone   string
}

// The languages that validator/v10 ships and the listed countries speak, and
// Hungarian. English is the first, the others follow by their tags.
var languages = [...]words{
	{
		tag: language.English, joint: " ", stop: ".", comma: ", ", or: " or ",
		digits:     map[plural.Form]string{plural.One: "digit", plural.Other: "digits"},
		wantDigits: "must be {0}, without spaces or other separators",
		wantForm:   "must have the form that the rule of its country asks for",
		wantIt:     "must be given: Partner Center refuses customers in this country without it",
		wantNone:   "must be left empty: Partner Center takes no registration number in this country",
		wantCode:   "must be a country code of two letters, for example AM",
		helpDigits: "The business's own number, never a person's: {0}, without spaces or other separators.",
		helpForm:   "The business's own number, never a person's, in the form that the country's rule asks for.",
		helpAny:    "The business's own number, never a person's, without spaces or other separators.",
		helpNone:   "Partner Center refuses a registration number of a customer here.",
	},
	{
		tag: language.Arabic, rightToLeft: true, joint: ": ", stop: ".", comma: " أو ", or: " أو ",
		digits: map[plural.Form]string{
			plural.One: "رقم", plural.Two: "رقمين", plural.Few: "أرقام", plural.Many: "رقمًا", plural.Other: "رقم",
		},
		wantDigits: "أدخل {0} دون مسافات أو فواصل أخرى",
		wantForm:   "أدخل الرقم بالصيغة التي تحددها قاعدة البلد",
		wantIt:     "هذا الحقل مطلوب، ويرفض Partner Center العملاء في هذا البلد من دونه",
		wantNone:   "اترك هذا الحقل فارغًا لأن Partner Center لا يقبل رقم تسجيل في هذا البلد",
		wantCode:   "أدخل رمز البلد المكوّن من حرفين، مثل AM",
		helpDigits: "أدخل رقم المنشأة نفسها، لا رقم شخص: {0} دون مسافات أو فواصل أخرى.",
		helpForm:   "أدخل رقم المنشأة نفسها، لا رقم شخص، بالصيغة التي تحددها قاعدة البلد.",
		helpAny:    "أدخل رقم المنشأة نفسها، لا رقم شخص، دون مسافات أو فواصل أخرى.",
		helpNone:   "لا يقبل Partner Center رقم تسجيل لعميل في هذا البلد.",
	},
	{
		tag: language.Spanish, joint: " ", stop: ".", comma: ", ", or: " o ", orBeforeO: " u ",
		digits:     map[plural.Form]string{plural.One: "dígito", plural.Other: "dígitos"},
		wantDigits: "debe tener {0}, sin espacios ni otros separadores",
		wantForm:   "debe tener la forma que pide la regla del país",
		wantIt:     "es obligatorio: Partner Center rechaza a los clientes de este país si falta",
		wantNone:   "debe quedar vacío: Partner Center no admite un número de registro en este país",
		wantCode:   "debe ser un código de país de dos letras, por ejemplo AM",
		helpDigits: "El número de la propia empresa, nunca el de una persona: {0}, sin espacios ni otros separadores.",
		helpForm:   "El número de la propia empresa, nunca el de una persona, en la forma que pide la regla del país.",
		helpAny:    "El número de la propia empresa, nunca el de una persona, sin espacios ni otros separadores.",
		helpNone:   "Partner Center rechaza el número de registro de un cliente de este país.",
	},
	{
		tag: language.Hungarian, joint: ": ", stop: ".", comma: ", ", or: " vagy ",
		digits:     map[plural.Form]string{plural.One: "számjegy", plural.Other: "számjegy"},
		wantDigits: "{0} szükséges, szóközök és más elválasztójelek nélkül",
		wantForm:   "az ország szabálya szerinti formában kell megadni",
		wantIt:     "kötelező megadni, enélkül a Partner Center elutasítja az ebben az országban lévő ügyfeleket",
		wantNone:   "üresen kell hagyni, mert a Partner Center ebben az országban nem fogad el nyilvántartási számot",
		wantCode:   "kétbetűs országkódot kell megadni, például AM",
		helpDigits: "A vállalkozás saját száma, soha nem magánszemélyé: {0}, szóközök és más elválasztójelek nélkül.",
		helpForm:   "A vállalkozás saját száma, soha nem magánszemélyé, az ország szabálya szerinti formában.",
		helpAny:    "A vállalkozás saját száma, soha nem magánszemélyé, szóközök és más elválasztójelek nélkül.",
		helpNone:   "A Partner Center nem fogadja el az ebben az országban lévő ügyfél nyilvántartási számát.",
	},
	{
		tag: language.Polish, joint: ": ", stop: ".", comma: ", ", or: " lub ",
		digits: map[plural.Form]string{
			plural.One: "cyfrę", plural.Few: "cyfry", plural.Many: "cyfr", plural.Other: "cyfry",
		},
		wantDigits: "należy podać {0} bez spacji i innych separatorów",
		wantForm:   "należy podać numer w postaci określonej przez regułę kraju",
		wantIt:     "to pole jest wymagane, bez niego Partner Center odrzuca klientów z tego kraju",
		wantNone:   "to pole musi pozostać puste, ponieważ w tym kraju Partner Center nie przyjmuje numeru rejestracyjnego",
		wantCode:   "należy podać dwuliterowy kod kraju, na przykład AM",
		helpDigits: "Należy podać numer samej firmy, nigdy osoby prywatnej: {0} bez spacji i innych separatorów.",
		helpForm:   "Należy podać numer samej firmy, nigdy osoby prywatnej, w postaci określonej przez regułę kraju.",
		helpAny:    "Należy podać numer samej firmy, nigdy osoby prywatnej, bez spacji i innych separatorów.",
		helpNone:   "Partner Center nie przyjmuje numeru rejestracyjnego klienta z tego kraju.",
	},
	{
		tag: language.BrazilianPortuguese, joint: " ", stop: ".", comma: ", ", or: " ou ",
		digits:     map[plural.Form]string{plural.One: "dígito", plural.Other: "dígitos"},
		wantDigits: "deve ter {0}, sem espaços nem outros separadores",
		wantForm:   "deve ter o formato que a regra do país pede",
		wantIt:     "é obrigatório: o Partner Center recusa clientes deste país se faltar",
		wantNone:   "deve ficar vazio: o Partner Center não aceita número de registro neste país",
		wantCode:   "deve ser um código de país de duas letras, por exemplo AM",
		helpDigits: "O número da própria empresa, nunca o de uma pessoa: {0}, sem espaços nem outros separadores.",
		helpForm:   "O número da própria empresa, nunca o de uma pessoa, no formato que a regra do país pede.",
		helpAny:    "O número da própria empresa, nunca o de uma pessoa, sem espaços nem outros separadores.",
		helpNone:   "O Partner Center recusa o número de registro de um cliente deste país.",
	},
	{
		tag: language.Russian, joint: ": ", stop: ".", comma: ", ", or: " или ",
		digits: map[plural.Form]string{
			plural.One: "цифру", plural.Few: "цифры", plural.Many: "цифр", plural.Other: "цифры",
		},
		wantDigits: "укажите {0} без пробелов и других разделителей",
		wantForm:   "укажите номер в том виде, которого требует правило страны",
		wantIt:     "заполните это поле, иначе Partner Center отклонит клиента из этой страны",
		wantNone:   "оставьте это поле пустым, так как в этой стране Partner Center не принимает регистрационный номер",
		wantCode:   "укажите код страны из двух букв, например AM",
		helpDigits: "Укажите номер самой организации, а не физического лица: {0} без пробелов и других разделителей.",
		helpForm:   "Укажите номер самой организации, а не физического лица, в том виде, которого требует правило страны.",
		helpAny:    "Укажите номер самой организации, а не физического лица, без пробелов и других разделителей.",
		helpNone:   "Partner Center не принимает регистрационный номер клиента из этой страны.",
	},
	{
		tag: language.Thai, joint: " ", comma: ", ", or: " หรือ ",
		digits:     map[plural.Form]string{plural.Other: "หลัก"},
		wantDigits: "ต้องเป็นตัวเลข {0} โดยไม่มีช่องว่างหรือตัวคั่นอื่น",
		wantForm:   "ต้องอยู่ในรูปแบบที่กฎของประเทศกำหนด",
		wantIt:     "จำเป็นต้องระบุ: Partner Center ปฏิเสธลูกค้าในประเทศนี้หากไม่มีข้อมูลนี้",
		wantNone:   "ต้องเว้นว่างไว้: Partner Center ไม่รับหมายเลขทะเบียนในประเทศนี้",
		wantCode:   "ต้องเป็นรหัสประเทศสองตัวอักษร เช่น AM",
		helpDigits: "หมายเลขของกิจการเอง ไม่ใช่ของบุคคล: ตัวเลข {0} โดยไม่มีช่องว่างหรือตัวคั่นอื่น",
		helpForm:   "หมายเลขของกิจการเอง ไม่ใช่ของบุคคล ในรูปแบบที่กฎของประเทศกำหนด",
		helpAny:    "หมายเลขของกิจการเอง ไม่ใช่ของบุคคล โดยไม่มีช่องว่างหรือตัวคั่นอื่น",
		helpNone:   "Partner Center ไม่รับหมายเลขทะเบียนของลูกค้าในประเทศนี้",
	},
	{
		tag: language.Turkish, joint: ": ", stop: ".", comma: ", ", or: " veya ",
		digits:     map[plural.Form]string{plural.One: "rakam", plural.Other: "rakam"},
		wantDigits: "boşluk veya başka ayırıcı olmadan {0} girilmelidir",
		wantForm:   "ülkenin kuralının istediği biçimde girilmelidir",
		wantIt:     "zorunludur, Partner Center bu ülkedeki müşterileri bu bilgi olmadan reddeder",
		wantNone:   "boş bırakılmalıdır, çünkü Partner Center bu ülkede kayıt numarası kabul etmez",
		wantCode:   "ülkenin iki harfli kodu girilmelidir, örneğin AM",
		helpDigits: "Bir kişinin değil, işletmenin kendi numarası: boşluk veya başka ayırıcı olmadan {0}.",
		helpForm:   "Bir kişinin değil, işletmenin kendi numarası, ülkenin kuralının istediği biçimde.",
		helpAny:    "Bir kişinin değil, işletmenin kendi numarası, boşluk veya başka ayırıcı olmadan.",
		helpNone:   "Partner Center bu ülkedeki bir müşterinin kayıt numarasını kabul etmez.",
	},
	{
		tag: language.Ukrainian, joint: ": ", stop: ".", comma: ", ", or: " або ",
		digits: map[plural.Form]string{
			plural.One: "цифру", plural.Few: "цифри", plural.Many: "цифр", plural.Other: "цифри",
		},
		wantDigits: "вкажіть {0} без пробілів та інших роздільників",
		wantForm:   "вкажіть номер у тому вигляді, якого вимагає правило країни",
		wantIt:     "заповніть це поле, інакше Partner Center відхилить клієнта з цієї країни",
		wantNone:   "залиште це поле порожнім, оскільки в цій країні Partner Center не приймає реєстраційний номер",
		wantCode:   "вкажіть код країни з двох літер, наприклад AM",
		helpDigits: "Вкажіть номер самої організації, а не фізичної особи: {0} без пробілів та інших роздільників.",
		helpForm:   "Вкажіть номер самої організації, а не фізичної особи, у тому вигляді, якого вимагає правило країни.",
		helpAny:    "Вкажіть номер самої організації, а не фізичної особи, без пробілів та інших роздільників.",
		helpNone:   "Partner Center не приймає реєстраційний номер клієнта з цієї країни.",
	},
	{
		tag: language.Vietnamese, joint: " ", stop: ".", comma: ", ", or: " hoặc ",
		digits:     map[plural.Form]string{plural.Other: "chữ số"},
		wantDigits: "phải gồm {0}, không có dấu cách hoặc ký tự phân tách khác",
		wantForm:   "phải theo đúng dạng mà quy tắc của quốc gia yêu cầu",
		wantIt:     "là bắt buộc: Partner Center từ chối khách hàng ở quốc gia này nếu thiếu thông tin này",
		wantNone:   "phải để trống: Partner Center không nhận số đăng ký ở quốc gia này",
		wantCode:   "phải là mã quốc gia gồm hai chữ cái, ví dụ AM",
		helpDigits: "Số của chính doanh nghiệp, không bao giờ là số của cá nhân: {0}, không có dấu cách hoặc ký tự phân tách khác.",
		helpForm:   "Số của chính doanh nghiệp, không bao giờ là số của cá nhân, theo đúng dạng mà quy tắc của quốc gia yêu cầu.",
		helpAny:    "Số của chính doanh nghiệp, không bao giờ là số của cá nhân, không có dấu cách hoặc ký tự phân tách khác.",
		helpNone:   "Partner Center từ chối số đăng ký của khách hàng ở quốc gia này.",
	},
}
