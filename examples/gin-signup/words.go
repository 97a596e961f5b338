package main

import (
	"github.com/gin-gonic/gin"
	"github.com/go-playground/locales"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/ru"
	ut "github.com/go-playground/universal-translator"
	"github.com/go-playground/validator/v10"
	validator_ar "github.com/go-playground/validator/v10/translations/ar"
	validator_en "github.com/go-playground/validator/v10/translations/en"
	validator_ru "github.com/go-playground/validator/v10/translations/ru"
	"golang.org/x/text/language"

	"github.com/cspkit/customerscreen/screening/translations"
)

// spoken is a language of the form: the page's words, and the translator for
// errors.
type spoken struct {
	Language   translations.Language
	Direction  string // of HTML's dir
	translator ut.Translator
	register   func(*validator.Validate, ut.Translator) error // validator's own translations

	SignUp, Correct, Accepted, Send, Another   string
	AcceptedMeans, Optional, Meant, SomeNeedIt string
	Unreadable, TooLarge, Text                 string
	Groups                                     [3]string
	Labels                                     map[string]string
}

func translator(locale locales.Translator) ut.Translator {
	return ut.New(locale, locale).GetFallback()
}

func in(locale string) translations.Language {
	l, _ := translations.In(locale)
	return l
}

// spokenLanguages are the languages of the form, English for everybody else.
var spokenLanguages = []*spoken{
	{
		Language: in("en"), Direction: "ltr", translator: translator(en.New()), register: validator_en.RegisterDefaultTranslations,
		SignUp: "Sign up", Correct: "Please correct your sign-up", Accepted: "Accepted", Send: "Sign up", Another: "Another sign-up",
		AcceptedMeans: "Partner Center has no reason to refuse this customer by the four codes. This is the body of the create-customer request to send:",
		Optional:      "optional", Meant: "Probably meant:", SomeNeedIt: "Required in some countries.",
		Unreadable: "The request could not be read.", TooLarge: "The request is too large.", Text: "Expected a text.",
		Groups: [...]string{"Company", "Address", "Contact"},
		Labels: map[string]string{
			"company": "Company name", "domain": "Domain", "country": "Country code", "registrationNumber": "Registration number",
			"street": "Street and number", "postalCode": "Postal code", "city": "City",
			"firstName": "First name", "middleName": "Middle name", "lastName": "Last name", "email": "E-mail", "phone": "Phone number",
		},
	},
	{
		Language: in("ru"), Direction: "ltr", translator: translator(ru.New()), register: validator_ru.RegisterDefaultTranslations,
		SignUp: "Регистрация", Correct: "Исправьте данные регистрации", Accepted: "Принято", Send: "Зарегистрироваться", Another: "Другая регистрация",
		AcceptedMeans: "У Partner Center нет причин отклонить этого клиента по четырём кодам. Это тело запроса на создание клиента:",
		Optional:      "необязательно", Meant: "Возможно, имелось в виду:", SomeNeedIt: "В некоторых странах обязательно.",
		Unreadable: "Не удалось прочитать запрос.", TooLarge: "Запрос слишком велик.", Text: "Ожидается текст.",
		Groups: [...]string{"Организация", "Адрес", "Контактное лицо"},
		Labels: map[string]string{
			"company": "Название организации", "domain": "Домен", "country": "Код страны", "registrationNumber": "Регистрационный номер",
			"street": "Улица и дом", "postalCode": "Почтовый индекс", "city": "Город",
			"firstName": "Имя", "middleName": "Отчество", "lastName": "Фамилия", "email": "Электронная почта", "phone": "Телефон",
		},
	},
	{
		Language: in("ar"), Direction: "rtl", translator: translator(ar.New()), register: validator_ar.RegisterDefaultTranslations,
		SignUp: "التسجيل", Correct: "يرجى تصحيح بيانات التسجيل", Accepted: "تم القبول", Send: "تسجيل", Another: "تسجيل آخر",
		AcceptedMeans: "ليس لدى Partner Center سبب لرفض هذا العميل وفق الرموز الأربعة. هذا نص طلب إنشاء العميل:",
		Optional:      "اختياري", Meant: "ربما تقصد:", SomeNeedIt: "مطلوب في بعض البلدان.",
		Unreadable: "تعذرت قراءة الطلب.", TooLarge: "الطلب كبير جدًا.", Text: "المطلوب نص.",
		Groups: [...]string{"المنشأة", "العنوان", "جهة الاتصال"},
		Labels: map[string]string{
			"company": "اسم المنشأة", "domain": "النطاق", "country": "رمز البلد", "registrationNumber": "رقم التسجيل",
			"street": "الشارع والرقم", "postalCode": "الرمز البريدي", "city": "المدينة",
			"firstName": "الاسم الأول", "middleName": "الاسم الأوسط", "lastName": "اسم العائلة", "email": "البريد الإلكتروني", "phone": "رقم الهاتف",
		},
	},
}

var matcher = language.NewMatcher([]language.Tag{language.English, language.Russian, language.Arabic}) // as in spokenLanguages

// languageOf returns the language for a client.
func languageOf(c *gin.Context) *spoken {
	_, i := language.MatchStrings(matcher, c.GetHeader("Accept-Language"))
	return spokenLanguages[i]
}
