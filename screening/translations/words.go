package translations

import (
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"github.com/cspkit/customerscreen/screening"
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

	number     string // the label of a registration number; "": what the rule calls it
	verdicts   map[screening.Verdict]string
	advisories map[string]string // by rule
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
		helpDigits: "The business's own number, and a person's only if the customer is a sole trader: {0}, without spaces or other separators.",
		helpForm:   "The business's own number, and a person's only if the customer is a sole trader, in the form that the country's rule asks for.",
		helpAny:    "The business's own number, and a person's only if the customer is a sole trader, without spaces or other separators.",
		helpNone:   "Leave it empty: Partner Center refuses a registration number here.",

		verdicts: verdicts("accepted", "refused", "undecided"),
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
		helpDigits: "أدخل رقم المنشأة نفسها، لا رقم شخص إلا إذا كان العميل مؤسسة فردية: {0} دون مسافات أو فواصل أخرى.",
		helpForm:   "أدخل رقم المنشأة نفسها، لا رقم شخص إلا إذا كان العميل مؤسسة فردية، بالصيغة التي تحددها قاعدة البلد.",
		helpAny:    "أدخل رقم المنشأة نفسها، لا رقم شخص إلا إذا كان العميل مؤسسة فردية، دون مسافات أو فواصل أخرى.",
		helpNone:   "لا يقبل Partner Center رقم تسجيل لعميل في هذا البلد.",

		number:     "رقم التسجيل",
		verdicts:   verdicts("مقبول", "مرفوض", "غير محسوم"),
		advisories: arabic,
	},
	{
		tag: language.Spanish, joint: " ", stop: ".", comma: ", ", or: " o ", orBeforeO: " u ",
		digits:     map[plural.Form]string{plural.One: "dígito", plural.Other: "dígitos"},
		wantDigits: "debe tener {0}, sin espacios ni otros separadores",
		wantForm:   "debe tener la forma que pide la regla del país",
		wantIt:     "es obligatorio: Partner Center rechaza a los clientes de este país si falta",
		wantNone:   "debe quedar vacío: Partner Center no admite un número de registro en este país",
		wantCode:   "debe ser un código de país de dos letras, por ejemplo AM",
		helpDigits: "El número de la propia empresa, y el de una persona solo si el cliente es empresario individual: {0}, sin espacios ni otros separadores.",
		helpForm:   "El número de la propia empresa, y el de una persona solo si el cliente es empresario individual, en la forma que pide la regla del país.",
		helpAny:    "El número de la propia empresa, y el de una persona solo si el cliente es empresario individual, sin espacios ni otros separadores.",
		helpNone:   "Partner Center rechaza el número de registro de un cliente de este país.",

		number:     "Número de registro",
		verdicts:   verdicts("aceptado", "rechazado", "sin decidir"),
		advisories: spanish,
	},
	{
		tag: language.Hungarian, joint: ": ", stop: ".", comma: ", ", or: " vagy ",
		digits:     map[plural.Form]string{plural.One: "számjegy", plural.Other: "számjegy"},
		wantDigits: "{0} szükséges, szóközök és más elválasztójelek nélkül",
		wantForm:   "az ország szabálya szerinti formában kell megadni",
		wantIt:     "kötelező megadni, enélkül a Partner Center elutasítja az ebben az országban lévő ügyfeleket",
		wantNone:   "üresen kell hagyni, mert a Partner Center ebben az országban nem fogad el nyilvántartási számot",
		wantCode:   "kétbetűs országkódot kell megadni, például AM",
		helpDigits: "A vállalkozás saját száma, magánszemélyé csak akkor, ha az ügyfél egyéni vállalkozó: {0}, szóközök és más elválasztójelek nélkül.",
		helpForm:   "A vállalkozás saját száma, magánszemélyé csak akkor, ha az ügyfél egyéni vállalkozó, az ország szabálya szerinti formában.",
		helpAny:    "A vállalkozás saját száma, magánszemélyé csak akkor, ha az ügyfél egyéni vállalkozó, szóközök és más elválasztójelek nélkül.",
		helpNone:   "A Partner Center nem fogadja el az ebben az országban lévő ügyfél nyilvántartási számát.",

		number:     "Nyilvántartási szám",
		verdicts:   verdicts("elfogadva", "elutasítva", "eldöntetlen"),
		advisories: hungarian,
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
		helpDigits: "Należy podać numer samej firmy, a osoby fizycznej tylko wtedy, gdy klient prowadzi jednoosobową działalność gospodarczą: {0} bez spacji i innych separatorów.",
		helpForm:   "Należy podać numer samej firmy, a osoby fizycznej tylko wtedy, gdy klient prowadzi jednoosobową działalność gospodarczą, w postaci określonej przez regułę kraju.",
		helpAny:    "Należy podać numer samej firmy, a osoby fizycznej tylko wtedy, gdy klient prowadzi jednoosobową działalność gospodarczą, bez spacji i innych separatorów.",
		helpNone:   "Partner Center nie przyjmuje numeru rejestracyjnego klienta z tego kraju.",

		number:     "Numer rejestracyjny",
		verdicts:   verdicts("przyjęty", "odrzucony", "nierozstrzygnięty"),
		advisories: polish,
	},
	{
		tag: language.BrazilianPortuguese, joint: " ", stop: ".", comma: ", ", or: " ou ",
		digits:     map[plural.Form]string{plural.One: "dígito", plural.Other: "dígitos"},
		wantDigits: "deve ter {0}, sem espaços nem outros separadores",
		wantForm:   "deve ter o formato que a regra do país pede",
		wantIt:     "é obrigatório: o Partner Center recusa clientes deste país se faltar",
		wantNone:   "deve ficar vazio: o Partner Center não aceita número de registro neste país",
		wantCode:   "deve ser um código de país de duas letras, por exemplo AM",
		helpDigits: "O número da própria empresa, e o de uma pessoa só se o cliente for empresário individual: {0}, sem espaços nem outros separadores.",
		helpForm:   "O número da própria empresa, e o de uma pessoa só se o cliente for empresário individual, no formato que a regra do país pede.",
		helpAny:    "O número da própria empresa, e o de uma pessoa só se o cliente for empresário individual, sem espaços nem outros separadores.",
		helpNone:   "O Partner Center recusa o número de registro de um cliente deste país.",

		number:     "Número de registro",
		verdicts:   verdicts("aceito", "recusado", "indefinido"),
		advisories: portuguese,
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
		helpDigits: "Укажите номер самой организации, а номер физического лица — только если клиент индивидуальный предприниматель: {0} без пробелов и других разделителей.",
		helpForm:   "Укажите номер самой организации, а номер физического лица — только если клиент индивидуальный предприниматель, в том виде, которого требует правило страны.",
		helpAny:    "Укажите номер самой организации, а номер физического лица — только если клиент индивидуальный предприниматель, без пробелов и других разделителей.",
		helpNone:   "Partner Center не принимает регистрационный номер клиента из этой страны.",

		number:     "Регистрационный номер",
		verdicts:   verdicts("принят", "отклонён", "не определён"),
		advisories: russian,
	},
	{
		tag: language.Thai, joint: " ", comma: ", ", or: " หรือ ",
		digits:     map[plural.Form]string{plural.Other: "หลัก"},
		wantDigits: "ต้องเป็นตัวเลข {0} โดยไม่มีช่องว่างหรือตัวคั่นอื่น",
		wantForm:   "ต้องอยู่ในรูปแบบที่กฎของประเทศกำหนด",
		wantIt:     "จำเป็นต้องระบุ: Partner Center ปฏิเสธลูกค้าในประเทศนี้หากไม่มีข้อมูลนี้",
		wantNone:   "ต้องเว้นว่างไว้: Partner Center ไม่รับหมายเลขทะเบียนในประเทศนี้",
		wantCode:   "ต้องเป็นรหัสประเทศสองตัวอักษร เช่น AM",
		helpDigits: "หมายเลขของกิจการเอง ไม่ใช่ของบุคคล เว้นแต่ลูกค้าเป็นกิจการเจ้าของคนเดียว: ตัวเลข {0} โดยไม่มีช่องว่างหรือตัวคั่นอื่น",
		helpForm:   "หมายเลขของกิจการเอง ไม่ใช่ของบุคคล เว้นแต่ลูกค้าเป็นกิจการเจ้าของคนเดียว ในรูปแบบที่กฎของประเทศกำหนด",
		helpAny:    "หมายเลขของกิจการเอง ไม่ใช่ของบุคคล เว้นแต่ลูกค้าเป็นกิจการเจ้าของคนเดียว โดยไม่มีช่องว่างหรือตัวคั่นอื่น",
		helpNone:   "Partner Center ไม่รับหมายเลขทะเบียนของลูกค้าในประเทศนี้",

		number:     "หมายเลขทะเบียน",
		verdicts:   verdicts("ผ่าน", "ถูกปฏิเสธ", "ยังตัดสินไม่ได้"),
		advisories: thai,
	},
	{
		tag: language.Turkish, joint: ": ", stop: ".", comma: ", ", or: " veya ",
		digits:     map[plural.Form]string{plural.One: "rakam", plural.Other: "rakam"},
		wantDigits: "boşluk veya başka ayırıcı olmadan {0} girilmelidir",
		wantForm:   "ülkenin kuralının istediği biçimde girilmelidir",
		wantIt:     "zorunludur, Partner Center bu ülkedeki müşterileri bu bilgi olmadan reddeder",
		wantNone:   "boş bırakılmalıdır, çünkü Partner Center bu ülkede kayıt numarası kabul etmez",
		wantCode:   "ülkenin iki harfli kodu girilmelidir, örneğin AM",
		helpDigits: "Müşteri şahıs işletmesi değilse bir kişinin değil, işletmenin kendi numarası: boşluk veya başka ayırıcı olmadan {0}.",
		helpForm:   "Müşteri şahıs işletmesi değilse bir kişinin değil, işletmenin kendi numarası, ülkenin kuralının istediği biçimde.",
		helpAny:    "Müşteri şahıs işletmesi değilse bir kişinin değil, işletmenin kendi numarası, boşluk veya başka ayırıcı olmadan.",
		helpNone:   "Partner Center bu ülkedeki bir müşterinin kayıt numarasını kabul etmez.",

		number:     "Kayıt numarası",
		verdicts:   verdicts("kabul edildi", "reddedildi", "belirsiz"),
		advisories: turkish,
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
		helpDigits: "Вкажіть номер самої організації, а номер фізичної особи — лише якщо клієнт є фізичною особою-підприємцем: {0} без пробілів та інших роздільників.",
		helpForm:   "Вкажіть номер самої організації, а номер фізичної особи — лише якщо клієнт є фізичною особою-підприємцем, у тому вигляді, якого вимагає правило країни.",
		helpAny:    "Вкажіть номер самої організації, а номер фізичної особи — лише якщо клієнт є фізичною особою-підприємцем, без пробілів та інших роздільників.",
		helpNone:   "Partner Center не приймає реєстраційний номер клієнта з цієї країни.",

		number:     "Реєстраційний номер",
		verdicts:   verdicts("прийнято", "відхилено", "не визначено"),
		advisories: ukrainian,
	},
	{
		tag: language.Vietnamese, joint: " ", stop: ".", comma: ", ", or: " hoặc ",
		digits:     map[plural.Form]string{plural.Other: "chữ số"},
		wantDigits: "phải gồm {0}, không có dấu cách hoặc ký tự phân tách khác",
		wantForm:   "phải theo đúng dạng mà quy tắc của quốc gia yêu cầu",
		wantIt:     "là bắt buộc: Partner Center từ chối khách hàng ở quốc gia này nếu thiếu thông tin này",
		wantNone:   "phải để trống: Partner Center không nhận số đăng ký ở quốc gia này",
		wantCode:   "phải là mã quốc gia gồm hai chữ cái, ví dụ AM",
		helpDigits: "Số của chính doanh nghiệp, chỉ là số của cá nhân nếu khách hàng là hộ kinh doanh: {0}, không có dấu cách hoặc ký tự phân tách khác.",
		helpForm:   "Số của chính doanh nghiệp, chỉ là số của cá nhân nếu khách hàng là hộ kinh doanh, theo đúng dạng mà quy tắc của quốc gia yêu cầu.",
		helpAny:    "Số của chính doanh nghiệp, chỉ là số của cá nhân nếu khách hàng là hộ kinh doanh, không có dấu cách hoặc ký tự phân tách khác.",
		helpNone:   "Partner Center từ chối số đăng ký của khách hàng ở quốc gia này.",

		number:     "Số đăng ký",
		verdicts:   verdicts("được chấp nhận", "bị từ chối", "chưa xác định"),
		advisories: vietnamese,
	},
}

func verdicts(accepted, refused, undecided string) map[screening.Verdict]string {
	return map[screening.Verdict]string{screening.Accepted: accepted, screening.Refused: refused, screening.Undecided: undecided}
}
