package translations

// The sentences on advisories by the rule's name or, where the rules of several
// fields say the same, by what follows the field in it. English has the
// advisories' own messages, which stand where a language has no sentence.

var russian = map[string]string{
	"registrationNumber.disputed":     "Эта страна не входит в список: одни страницы Microsoft разрешают указывать номер, другие говорят, что он будет отклонён.",
	"registrationNumber.placeholder":  "Это не номер, а заглушка: укажите номер организации.",
	"registrationNumber.characters":   "Уберите из номера дефисы, специальные знаки и пробелы.",
	"registrationNumber.spreadsheet":  "Похоже, электронная таблица потеряла начальные нули или последние цифры: сверьте номер с источником и храните столбец как текст.",
	"registrationNumber.reading":      "В таком виде номер не подходит, но читается как подходящий.",
	"registrationNumber.checkDigit":   "Контрольная цифра не сходится: скорее всего, одна из цифр введена с ошибкой.",
	"registrationNumber.jsonNumber":   "Номер передан числом JSON, которое не хранит начальных нулей: передайте его строкой.",
	"registrationNumber.personal":     "Это номер физического лица: нужен номер организации, если только клиент не индивидуальный предприниматель.",
	"registrationNumber.nationalForm": "Номер не похож ни на один известный номер этой страны.",

	"phoneNumber.noDigits":         "В номере телефона нет ни одной цифры.",
	"phoneNumber.spreadsheet":      "Электронная таблица записала номер телефона как число: сверьте его с источником и храните столбец как текст.",
	"phoneNumber.pattern":          "Номер телефона не соответствует действующему правилу страны.",
	"phoneNumber.notPossible":      "Такого номера телефона в этой стране быть не может.",
	"phoneNumber.callingCode":      "Телефонный код принадлежит другой стране.",
	"phoneNumber.notInternational": "Начните номер телефона со знака + и кода страны.",

	"notPrintable":    "В тексте есть непечатаемые символы.",
	"noLetter":        "В имени нет букв: только цифры, специальные знаки или эмодзи.",
	"placeholder":     "Похоже на заглушку, тестовое или вымышленное имя.",
	"singleCharacter": "Имя состоит из одного символа.",
	"length":          "Имя длиннее 40 символов.",

	"companyName.length":            "В названии компании должно быть от 2 до 255 символов.",
	"companyName.noLetterOrDigit":   "В названии компании только специальные знаки и пробелы.",
	"companyName.singleCharacters":  "Название компании состоит из отдельных символов через пробел.",
	"companyName.repeatedCharacter": "Название компании состоит из одного повторяющегося символа.",
	"companyName.legalFormOnly":     "Указана только правовая форма, без названия.",
	"companyName.domainExtension":   "Название компании заканчивается как имя домена: так делать не рекомендуется.",

	"email.microsoftDomain": "Адрес находится в домене microsoft.com, а не в домене клиента.",
	"email.partnerDomain":   "Адрес находится в домене партнёра, а не в домене клиента.",

	"country.unknown":  "Такого кода страны у Microsoft нет; пример кода: AM для Армении.",
	"addresses.differ": "В двух адресах указаны разные страны.",
	"state.required":   "В этой стране нужно указать штат или провинцию.",
	"state.length":     "Штат обозначается не более чем двумя символами.",
	"culture.unknown":  "Такого языка с регионом у Microsoft нет; пример: ru-RU.",
	"language.format":  "Укажите язык двумя буквами или вместе с регионом, например ru или ru-RU.",

	"contract.required": "Без этого поля клиента не создать.",
	"contract.length":   "Значение длиннее или короче, чем принимает API.",
	"contract.format":   "Это не адрес электронной почты.",
}

var ukrainian = map[string]string{
	"registrationNumber.disputed":     "Цієї країни немає у списку: одні сторінки Microsoft дозволяють указувати номер, інші кажуть, що його буде відхилено.",
	"registrationNumber.placeholder":  "Це не номер, а заглушка: вкажіть номер організації.",
	"registrationNumber.characters":   "Приберіть із номера дефіси, спеціальні знаки та пробіли.",
	"registrationNumber.spreadsheet":  "Схоже, електронна таблиця втратила початкові нулі або останні цифри: звірте номер із джерелом і зберігайте стовпець як текст.",
	"registrationNumber.reading":      "У такому вигляді номер не підходить, але читається як такий, що підходить.",
	"registrationNumber.checkDigit":   "Контрольна цифра не збігається: найімовірніше, одну з цифр введено з помилкою.",
	"registrationNumber.jsonNumber":   "Номер передано числом JSON, яке не зберігає початкових нулів: передайте його рядком.",
	"registrationNumber.personal":     "Це номер фізичної особи: потрібен номер організації, якщо клієнт не є фізичною особою-підприємцем.",
	"registrationNumber.nationalForm": "Номер не схожий на жоден відомий номер цієї країни.",

	"phoneNumber.noDigits":         "У номері телефону немає жодної цифри.",
	"phoneNumber.spreadsheet":      "Електронна таблиця записала номер телефону як число: звірте його з джерелом і зберігайте стовпець як текст.",
	"phoneNumber.pattern":          "Номер телефону не відповідає чинному правилу країни.",
	"phoneNumber.notPossible":      "Такого номера телефону в цій країні бути не може.",
	"phoneNumber.callingCode":      "Телефонний код належить іншій країні.",
	"phoneNumber.notInternational": "Почніть номер телефону зі знака + і коду країни.",

	"notPrintable":    "У тексті є недруковані символи.",
	"noLetter":        "В імені немає літер: лише цифри, спеціальні знаки або емодзі.",
	"placeholder":     "Схоже на заглушку, тестове або вигадане ім’я.",
	"singleCharacter": "Ім’я складається з одного символу.",
	"length":          "Ім’я довше за 40 символів.",

	"companyName.length":            "У назві компанії має бути від 2 до 255 символів.",
	"companyName.noLetterOrDigit":   "У назві компанії лише спеціальні знаки та пробіли.",
	"companyName.singleCharacters":  "Назва компанії складається з окремих символів через пробіл.",
	"companyName.repeatedCharacter": "Назва компанії складається з одного повторюваного символу.",
	"companyName.legalFormOnly":     "Указано лише правову форму, без назви.",
	"companyName.domainExtension":   "Назва компанії закінчується як ім’я домену: так робити не рекомендовано.",

	"email.microsoftDomain": "Адреса належить домену microsoft.com, а не домену клієнта.",
	"email.partnerDomain":   "Адреса належить домену партнера, а не домену клієнта.",

	"country.unknown":  "Такого коду країни в Microsoft немає; приклад коду: AM для Вірменії.",
	"addresses.differ": "У двох адресах указано різні країни.",
	"state.required":   "У цій країні потрібно вказати штат або провінцію.",
	"state.length":     "Штат позначають щонайбільше двома символами.",
	"culture.unknown":  "Такої мови з регіоном у Microsoft немає; приклад: uk-UA.",
	"language.format":  "Вкажіть мову двома літерами або разом із регіоном, наприклад uk або uk-UA.",

	"contract.required": "Без цього поля клієнта не створити.",
	"contract.length":   "Значення довше або коротше, ніж приймає API.",
	"contract.format":   "Це не адреса електронної пошти.",
}

var turkish = map[string]string{
	"registrationNumber.disputed":     "Bu ülke listede yok: Microsoft’un bazı sayfaları numarayı isteğe bağlı sayar, bazıları reddedileceğini söyler.",
	"registrationNumber.placeholder":  "Bu bir numara değil, yer tutucu: işletmenin numarasını girin.",
	"registrationNumber.characters":   "Numaradaki kısa çizgileri, özel karakterleri ve boşlukları çıkarın.",
	"registrationNumber.spreadsheet":  "Bir elektronik tablo baştaki sıfırları veya son rakamları kaybetmiş görünüyor: numarayı kaynağıyla karşılaştırın ve sütunu metin olarak saklayın.",
	"registrationNumber.reading":      "Numara bu hâliyle uymuyor, ama uyan bir numara olarak okunuyor.",
	"registrationNumber.checkDigit":   "Kontrol basamağı tutmuyor: büyük olasılıkla bir rakam yanlış yazılmış.",
	"registrationNumber.jsonNumber":   "Numara, baştaki sıfırları tutamayan bir JSON sayısı olarak verilmiş: dize olarak verin.",
	"registrationNumber.personal":     "Bu, bir kişinin numarası: müşteri şahıs işletmesi değilse işletmenin numarası gerekir.",
	"registrationNumber.nationalForm": "Numara, bu ülkenin bilinen numara biçimlerinden hiçbirine uymuyor.",

	"phoneNumber.noDigits":         "Telefon numarasında hiç rakam yok.",
	"phoneNumber.spreadsheet":      "Bir elektronik tablo telefon numarasını sayı olarak yazmış: kaynağıyla karşılaştırın ve sütunu metin olarak saklayın.",
	"phoneNumber.pattern":          "Telefon numarası, ülkenin yürürlükteki kuralına uymuyor.",
	"phoneNumber.notPossible":      "Bu ülkede böyle bir telefon numarası olamaz.",
	"phoneNumber.callingCode":      "Ülke telefon kodu başka bir ülkeye ait.",
	"phoneNumber.notInternational": "Telefon numarasına + ve ülke koduyla başlayın.",

	"notPrintable":    "Metinde yazdırılamayan karakterler var.",
	"noLetter":        "Adda harf yok: yalnızca rakam, özel karakter veya emoji var.",
	"placeholder":     "Bu bir yer tutucuya, deneme adına veya uydurma bir ada benziyor.",
	"singleCharacter": "Ad tek bir karakterden oluşuyor.",
	"length":          "Ad 40 karakterden uzun.",

	"companyName.length":            "Şirket adı 2 ile 255 karakter arasında olmalıdır.",
	"companyName.noLetterOrDigit":   "Şirket adında yalnızca özel karakterler ve boşluklar var.",
	"companyName.singleCharacters":  "Şirket adı, aralarında boşluk olan tek tek karakterlerden oluşuyor.",
	"companyName.repeatedCharacter": "Şirket adı yinelenen tek bir karakterden oluşuyor.",
	"companyName.legalFormOnly":     "Yalnızca hukuki yapı yazılmış, ad yok.",
	"companyName.domainExtension":   "Şirket adı bir alan adı gibi bitiyor: bu önerilmez.",

	"email.microsoftDomain": "Adres müşterinin kendi alan adında değil, microsoft.com alan adında.",
	"email.partnerDomain":   "Adres müşterinin kendi alan adında değil, iş ortağının alan adında.",

	"country.unknown":  "Microsoft’un ülke kodları arasında böyle bir kod yok; örnek: Ermenistan için AM.",
	"addresses.differ": "İki adreste farklı ülkeler yazıyor.",
	"state.required":   "Bu ülkede eyalet veya il belirtilmelidir.",
	"state.length":     "Eyalet en çok iki karakterle yazılır.",
	"culture.unknown":  "Microsoft’ta böyle bir dil ve bölge yok; örnek: tr-TR.",
	"language.format":  "Dili iki harfle veya bölgesiyle birlikte yazın, örneğin tr veya tr-TR.",

	"contract.required": "Müşteri oluşturmak için bu alan gereklidir.",
	"contract.length":   "Değer, API’nin kabul ettiğinden uzun veya kısa.",
	"contract.format":   "Bu bir e-posta adresi değil.",
}

var polish = map[string]string{
	"registrationNumber.disputed":     "Tego kraju nie ma na liście: według jednych stron Microsoft numer jest tu opcjonalny, według innych zostanie odrzucony.",
	"registrationNumber.placeholder":  "To nie jest numer, lecz wypełniacz: należy podać numer firmy.",
	"registrationNumber.characters":   "Należy usunąć z numeru łączniki, znaki specjalne i spacje.",
	"registrationNumber.spreadsheet":  "Arkusz kalkulacyjny prawdopodobnie zgubił początkowe zera lub ostatnie cyfry: należy porównać numer ze źródłem i przechowywać kolumnę jako tekst.",
	"registrationNumber.reading":      "W tej postaci numer nie pasuje, ale daje się odczytać jako pasujący.",
	"registrationNumber.checkDigit":   "Cyfra kontrolna się nie zgadza: najprawdopodobniej jedna z cyfr jest błędna.",
	"registrationNumber.jsonNumber":   "Numer podano jako liczbę JSON, która nie zachowuje początkowych zer: należy podać go jako ciąg znaków.",
	"registrationNumber.personal":     "To numer osoby fizycznej: potrzebny jest numer firmy, chyba że klient prowadzi jednoosobową działalność gospodarczą.",
	"registrationNumber.nationalForm": "Numer nie ma żadnej ze znanych postaci numerów tego kraju.",

	"phoneNumber.noDigits":         "W numerze telefonu nie ma żadnej cyfry.",
	"phoneNumber.spreadsheet":      "Arkusz kalkulacyjny zapisał numer telefonu jako liczbę: należy porównać go ze źródłem i przechowywać kolumnę jako tekst.",
	"phoneNumber.pattern":          "Numer telefonu nie spełnia obowiązującej reguły kraju.",
	"phoneNumber.notPossible":      "Taki numer telefonu nie może istnieć w tym kraju.",
	"phoneNumber.callingCode":      "Numer kierunkowy należy do innego kraju.",
	"phoneNumber.notInternational": "Numer telefonu powinien zaczynać się od znaku + i numeru kierunkowego kraju.",

	"notPrintable":    "W tekście są znaki, których nie można wydrukować.",
	"noLetter":        "W imieniu lub nazwisku nie ma liter: są tylko cyfry, znaki specjalne lub emoji.",
	"placeholder":     "Wygląda na wypełniacz albo imię testowe lub zmyślone.",
	"singleCharacter": "Podano tylko jeden znak.",
	"length":          "Imię lub nazwisko ma więcej niż 40 znaków.",

	"companyName.length":            "Nazwa firmy powinna mieć od 2 do 255 znaków.",
	"companyName.noLetterOrDigit":   "W nazwie firmy są tylko znaki specjalne i spacje.",
	"companyName.singleCharacters":  "Nazwa firmy składa się z pojedynczych znaków oddzielonych spacjami.",
	"companyName.repeatedCharacter": "Nazwa firmy składa się z jednego powtórzonego znaku.",
	"companyName.legalFormOnly":     "Podano tylko formę prawną, bez nazwy.",
	"companyName.domainExtension":   "Nazwa firmy kończy się jak nazwa domeny, co nie jest zalecane.",

	"email.microsoftDomain": "Adres jest w domenie microsoft.com, a nie w domenie klienta.",
	"email.partnerDomain":   "Adres jest w domenie partnera, a nie w domenie klienta.",

	"country.unknown":  "Microsoft nie ma takiego kodu kraju; przykład kodu: AM dla Armenii.",
	"addresses.differ": "W dwóch adresach podano różne kraje.",
	"state.required":   "W tym kraju trzeba podać stan lub prowincję.",
	"state.length":     "Stan zapisuje się najwyżej dwoma znakami.",
	"culture.unknown":  "Microsoft nie ma takiego języka z regionem; przykład: pl-PL.",
	"language.format":  "Język należy podać dwiema literami lub razem z regionem, na przykład pl lub pl-PL.",

	"contract.required": "Bez tego pola nie można utworzyć klienta.",
	"contract.length":   "Wartość jest dłuższa lub krótsza, niż przyjmuje API.",
	"contract.format":   "To nie jest adres e-mail.",
}

var portuguese = map[string]string{
	"registrationNumber.disputed":     "Este país não está na lista: algumas páginas da Microsoft dizem que o número é opcional, outras que ele é recusado.",
	"registrationNumber.placeholder":  "Isto não é um número, apenas ocupa o lugar dele: informe o número da empresa.",
	"registrationNumber.characters":   "Retire do número os hifens, os caracteres especiais e os espaços.",
	"registrationNumber.spreadsheet":  "Uma planilha parece ter perdido zeros à esquerda ou os últimos dígitos: confira o número na fonte e guarde a coluna como texto.",
	"registrationNumber.reading":      "Como está escrito, o número não serve, mas pode ser lido como um que serve.",
	"registrationNumber.checkDigit":   "O dígito verificador não confere: é quase certo que há um dígito errado.",
	"registrationNumber.jsonNumber":   "O número foi dado como número JSON, que não guarda zeros à esquerda: informe-o como texto.",
	"registrationNumber.personal":     "Este é o número de uma pessoa: é preciso o da empresa, a não ser que o cliente seja empresário individual.",
	"registrationNumber.nationalForm": "O número não tem nenhuma das formas conhecidas dos números deste país.",

	"phoneNumber.noDigits":         "O número de telefone não tem nenhum dígito.",
	"phoneNumber.spreadsheet":      "Uma planilha gravou o telefone como quantidade: confira-o na fonte e guarde a coluna como texto.",
	"phoneNumber.pattern":          "O número de telefone não segue a regra vigente do país.",
	"phoneNumber.notPossible":      "Este não pode ser um número de telefone do país.",
	"phoneNumber.callingCode":      "O código de telefone é de outro país.",
	"phoneNumber.notInternational": "Comece o número de telefone com + e o código do país.",

	"notPrintable":    "Há caracteres que não podem ser impressos.",
	"noLetter":        "O nome não tem letras: só dígitos, caracteres especiais ou emojis.",
	"placeholder":     "Parece um nome de preenchimento, de teste ou inventado.",
	"singleCharacter": "O nome tem um só caractere.",
	"length":          "O nome tem mais de 40 caracteres.",

	"companyName.length":            "O nome da empresa deve ter de 2 a 255 caracteres.",
	"companyName.noLetterOrDigit":   "O nome da empresa só tem caracteres especiais e espaços.",
	"companyName.singleCharacters":  "O nome da empresa é feito de caracteres isolados entre espaços.",
	"companyName.repeatedCharacter": "O nome da empresa é um mesmo caractere repetido.",
	"companyName.legalFormOnly":     "Há apenas a forma jurídica, sem nome.",
	"companyName.domainExtension":   "O nome da empresa termina como um domínio, o que não é recomendado.",

	"email.microsoftDomain": "O endereço é de microsoft.com, e não do domínio do cliente.",
	"email.partnerDomain":   "O endereço é do domínio do parceiro, e não do domínio do cliente.",

	"country.unknown":  "A Microsoft não tem este código de país; um exemplo é AM, da Armênia.",
	"addresses.differ": "Os dois endereços indicam países diferentes.",
	"state.required":   "Neste país é preciso informar o estado ou a província.",
	"state.length":     "O estado é escrito com no máximo dois caracteres.",
	"culture.unknown":  "A Microsoft não tem este idioma com região; um exemplo é pt-BR.",
	"language.format":  "Informe o idioma com duas letras ou com a região, por exemplo pt ou pt-BR.",

	"contract.required": "Sem este campo não é possível criar o cliente.",
	"contract.length":   "O valor é mais longo ou mais curto do que a API aceita.",
	"contract.format":   "Isto não é um endereço de e-mail.",
}

var spanish = map[string]string{
	"registrationNumber.disputed":     "Este país no está en la lista: unas páginas de Microsoft dicen que el número es opcional y otras que se rechaza.",
	"registrationNumber.placeholder":  "Esto no es un número, solo ocupa su lugar: indique el número de la empresa.",
	"registrationNumber.characters":   "Quite del número los guiones, los caracteres especiales y los espacios.",
	"registrationNumber.spreadsheet":  "Parece que una hoja de cálculo ha perdido ceros iniciales o las últimas cifras: compare el número con su origen y guarde la columna como texto.",
	"registrationNumber.reading":      "Tal como está escrito, el número no sirve, pero se puede leer como uno que sí.",
	"registrationNumber.checkDigit":   "El dígito de control no coincide: es casi seguro que hay un dígito equivocado.",
	"registrationNumber.jsonNumber":   "El número se ha dado como número JSON, que no conserva los ceros iniciales: indíquelo como cadena de texto.",
	"registrationNumber.personal":     "Este es el número de una persona: se necesita el de la empresa, salvo que el cliente sea empresario individual.",
	"registrationNumber.nationalForm": "El número no tiene ninguna de las formas conocidas de los números de este país.",

	"phoneNumber.noDigits":         "El número de teléfono no tiene ningún dígito.",
	"phoneNumber.spreadsheet":      "Una hoja de cálculo ha escrito el teléfono como cantidad: compárelo con su origen y guarde la columna como texto.",
	"phoneNumber.pattern":          "El número de teléfono no cumple la regla vigente del país.",
	"phoneNumber.notPossible":      "Este no puede ser un número de teléfono del país.",
	"phoneNumber.callingCode":      "El prefijo telefónico es de otro país.",
	"phoneNumber.notInternational": "Empiece el número de teléfono con + y el prefijo del país.",

	"notPrintable":    "Hay caracteres que no se pueden imprimir.",
	"noLetter":        "El nombre no tiene letras: solo dígitos, caracteres especiales o emojis.",
	"placeholder":     "Parece un nombre de relleno, de prueba o inventado.",
	"singleCharacter": "El nombre tiene un solo carácter.",
	"length":          "El nombre tiene más de 40 caracteres.",

	"companyName.length":            "El nombre de la empresa debe tener de 2 a 255 caracteres.",
	"companyName.noLetterOrDigit":   "El nombre de la empresa solo tiene caracteres especiales y espacios.",
	"companyName.singleCharacters":  "El nombre de la empresa se compone de caracteres sueltos entre espacios.",
	"companyName.repeatedCharacter": "El nombre de la empresa es un mismo carácter repetido.",
	"companyName.legalFormOnly":     "Solo está la forma jurídica, sin nombre.",
	"companyName.domainExtension":   "El nombre de la empresa termina como un dominio, lo que no se recomienda.",

	"email.microsoftDomain": "La dirección es de microsoft.com y no del dominio del cliente.",
	"email.partnerDomain":   "La dirección es del dominio del socio y no del dominio del cliente.",

	"country.unknown":  "Microsoft no tiene este código de país; un ejemplo es AM, el de Armenia.",
	"addresses.differ": "Las dos direcciones indican países distintos.",
	"state.required":   "En este país hay que indicar el estado o la provincia.",
	"state.length":     "El estado se escribe con dos caracteres como máximo.",
	"culture.unknown":  "Microsoft no tiene este idioma con región; un ejemplo es es-ES.",
	"language.format":  "Indique el idioma con dos letras o con la región, por ejemplo es o es-ES.",

	"contract.required": "Sin este campo no se puede crear el cliente.",
	"contract.length":   "El valor es más largo o más corto de lo que admite la API.",
	"contract.format":   "Esto no es una dirección de correo electrónico.",
}

var hungarian = map[string]string{
	"registrationNumber.disputed":     "Ez az ország nincs a listán: a Microsoft egyes oldalai szerint itt a szám megadása választható, mások szerint elutasítják.",
	"registrationNumber.placeholder":  "Ez nem szám, csak a helyén áll: a vállalkozás számát kell megadni.",
	"registrationNumber.characters":   "A számból el kell hagyni a kötőjeleket, a különleges karaktereket és a szóközöket.",
	"registrationNumber.spreadsheet":  "Úgy tűnik, egy táblázatkezelő elhagyta a kezdő nullákat vagy az utolsó számjegyeket: hasonlítsa össze a számot a forrásával, és tárolja az oszlopot szövegként.",
	"registrationNumber.reading":      "A szám így nem felel meg, de megfelelőként olvasható.",
	"registrationNumber.checkDigit":   "Az ellenőrző számjegy nem stimmel: szinte biztosan elgépeltek egy számjegyet.",
	"registrationNumber.jsonNumber":   "A szám JSON-számként van megadva, amely nem őrzi meg a kezdő nullákat: szövegként kell megadni.",
	"registrationNumber.personal":     "Ez egy magánszemély száma: a vállalkozásé szükséges, kivéve, ha az ügyfél egyéni vállalkozó.",
	"registrationNumber.nationalForm": "A szám az ország egyetlen ismert számformájának sem felel meg.",

	"phoneNumber.noDigits":         "A telefonszámban egyetlen számjegy sincs.",
	"phoneNumber.spreadsheet":      "Egy táblázatkezelő mennyiségként írta a telefonszámot: hasonlítsa össze a forrásával, és tárolja az oszlopot szövegként.",
	"phoneNumber.pattern":          "A telefonszám nem felel meg az ország érvényes szabályának.",
	"phoneNumber.notPossible":      "Ilyen telefonszám nem lehet ebben az országban.",
	"phoneNumber.callingCode":      "A hívószám egy másik országé.",
	"phoneNumber.notInternational": "A telefonszám a + jellel és az ország hívószámával kezdődjön.",

	"notPrintable":    "A szövegben nem nyomtatható karakterek vannak.",
	"noLetter":        "A névben nincs betű, csak számjegy, különleges karakter vagy emodzsi.",
	"placeholder":     "Kitöltő szövegnek, próbanévnek vagy kitalált névnek látszik.",
	"singleCharacter": "A név egyetlen karakter.",
	"length":          "A név hosszabb 40 karakternél.",

	"companyName.length":            "A cég neve 2–255 karakter hosszú legyen.",
	"companyName.noLetterOrDigit":   "A cég nevében csak különleges karakterek és szóközök vannak.",
	"companyName.singleCharacters":  "A cég neve szóközökkel elválasztott egyes karakterekből áll.",
	"companyName.repeatedCharacter": "A cég neve egyetlen ismételt karakter.",
	"companyName.legalFormOnly":     "Csak a cégforma van megadva, név nélkül.",
	"companyName.domainExtension":   "A cég neve úgy végződik, mint egy tartománynév, ami nem ajánlott.",

	"email.microsoftDomain": "A cím a microsoft.com tartományban van, nem az ügyfélében.",
	"email.partnerDomain":   "A cím a partner tartományában van, nem az ügyfélében.",

	"country.unknown":  "A Microsoftnak nincs ilyen országkódja; egy példa: AM, Örményország.",
	"addresses.differ": "A két címben különböző ország szerepel.",
	"state.required":   "Ebben az országban meg kell adni az államot vagy a tartományt.",
	"state.length":     "Az állam legfeljebb két karakter.",
	"culture.unknown":  "A Microsoftnak nincs ilyen nyelve régióval; egy példa: hu-HU.",
	"language.format":  "A nyelvet két betűvel vagy régióval együtt kell megadni, például hu vagy hu-HU.",

	"contract.required": "E mező nélkül az ügyfél nem hozható létre.",
	"contract.length":   "Az érték hosszabb vagy rövidebb, mint amit az API elfogad.",
	"contract.format":   "Ez nem e-mail-cím.",
}

var arabic = map[string]string{
	"registrationNumber.disputed":     "هذا البلد ليس في القائمة: تقول بعض صفحات Microsoft إن الرقم اختياري هنا، وتقول أخرى إنه مرفوض.",
	"registrationNumber.placeholder":  "هذا ليس رقمًا بل نص يشغل مكانه: أدخل رقم المنشأة.",
	"registrationNumber.characters":   "احذف من الرقم الشرطات والرموز الخاصة والمسافات.",
	"registrationNumber.spreadsheet":  "يبدو أن جدول بيانات أسقط الأصفار الأولى أو الأرقام الأخيرة: قارن الرقم بمصدره واحفظ العمود نصًا.",
	"registrationNumber.reading":      "الرقم كما كُتب غير مناسب، لكنه يُقرأ رقمًا مناسبًا.",
	"registrationNumber.checkDigit":   "رقم التحقق غير صحيح: يكاد يكون مؤكدًا أن أحد الأرقام كُتب خطأً.",
	"registrationNumber.jsonNumber":   "أُعطي الرقم عددًا في JSON، والعدد لا يحفظ الأصفار الأولى: أعطه نصًا.",
	"registrationNumber.personal":     "هذا رقم شخص: المطلوب رقم المنشأة، إلا إذا كان العميل مؤسسة فردية.",
	"registrationNumber.nationalForm": "لا يطابق الرقم أي صيغة معروفة لأرقام هذا البلد.",

	"phoneNumber.noDigits":         "لا يوجد أي رقم في رقم الهاتف.",
	"phoneNumber.spreadsheet":      "كتب جدول بيانات رقم الهاتف كمية: قارنه بمصدره واحفظ العمود نصًا.",
	"phoneNumber.pattern":          "لا يطابق رقم الهاتف القاعدة السارية للبلد.",
	"phoneNumber.notPossible":      "لا يمكن أن يكون هذا رقم هاتف في هذا البلد.",
	"phoneNumber.callingCode":      "رمز الاتصال لبلد آخر.",
	"phoneNumber.notInternational": "ابدأ رقم الهاتف بعلامة + ورمز البلد.",

	"notPrintable":    "توجد محارف لا يمكن طباعتها.",
	"noLetter":        "لا توجد حروف في الاسم: أرقام أو رموز خاصة أو رموز تعبيرية فقط.",
	"placeholder":     "يبدو اسمًا مؤقتًا أو تجريبيًا أو وهميًا.",
	"singleCharacter": "الاسم محرف واحد.",
	"length":          "الاسم أطول من 40 محرفًا.",

	"companyName.length":            "يجب أن يكون اسم الشركة من محرفين إلى 255 محرفًا.",
	"companyName.noLetterOrDigit":   "لا يوجد في اسم الشركة إلا رموز خاصة ومسافات.",
	"companyName.singleCharacters":  "يتكوّن اسم الشركة من محارف مفردة بينها مسافات.",
	"companyName.repeatedCharacter": "يتكوّن اسم الشركة من محرف واحد مكرر.",
	"companyName.legalFormOnly":     "لا يوجد إلا الشكل القانوني من دون اسم.",
	"companyName.domainExtension":   "ينتهي اسم الشركة كما ينتهي اسم نطاق، وهذا غير مستحسن.",

	"email.microsoftDomain": "العنوان في نطاق microsoft.com وليس في نطاق العميل.",
	"email.partnerDomain":   "العنوان في نطاق الشريك وليس في نطاق العميل.",

	"country.unknown":  "هذا ليس من رموز البلدان لدى Microsoft، ومثالها AM لأرمينيا.",
	"addresses.differ": "في العنوانين بلدان مختلفان.",
	"state.required":   "يجب ذكر الولاية أو المقاطعة في هذا البلد.",
	"state.length":     "تُكتب الولاية بمحرفين على الأكثر.",
	"culture.unknown":  "هذه ليست من لغات Microsoft مع منطقتها، ومثالها ar-SA.",
	"language.format":  "اكتب اللغة بحرفين أو مع المنطقة، مثل ar أو ar-SA.",

	"contract.required": "لا يمكن إنشاء العميل من دون هذا الحقل.",
	"contract.length":   "القيمة أطول أو أقصر مما تقبله واجهة API.",
	"contract.format":   "هذا ليس عنوان بريد إلكتروني.",
}

var thai = map[string]string{
	"registrationNumber.disputed":     "ประเทศนี้ไม่อยู่ในรายการ: บางหน้าของ Microsoft ระบุว่าจะให้หมายเลขหรือไม่ก็ได้ แต่บางหน้าระบุว่าจะถูกปฏิเสธ",
	"registrationNumber.placeholder":  "นี่ไม่ใช่หมายเลขแต่เป็นข้อความแทนที่: โปรดระบุหมายเลขของกิจการ",
	"registrationNumber.characters":   "โปรดนำยัติภังค์ อักขระพิเศษ และช่องว่างออกจากหมายเลข",
	"registrationNumber.spreadsheet":  "ดูเหมือนว่าสเปรดชีตได้ตัดเลขศูนย์ข้างหน้าหรือหลักท้ายออก: โปรดเทียบหมายเลขกับต้นฉบับและเก็บคอลัมน์เป็นข้อความ",
	"registrationNumber.reading":      "หมายเลขตามที่พิมพ์ไม่ถูกต้อง แต่อ่านได้เป็นหมายเลขที่ถูกต้อง",
	"registrationNumber.checkDigit":   "เลขตรวจสอบไม่ถูกต้อง: น่าจะพิมพ์ผิดหนึ่งหลัก",
	"registrationNumber.jsonNumber":   "หมายเลขถูกส่งเป็นตัวเลข JSON ซึ่งเก็บเลขศูนย์ข้างหน้าไม่ได้: โปรดส่งเป็นข้อความ",
	"registrationNumber.personal":     "นี่คือหมายเลขของบุคคล: ต้องใช้หมายเลขของกิจการ เว้นแต่ลูกค้าเป็นกิจการเจ้าของคนเดียว",
	"registrationNumber.nationalForm": "หมายเลขไม่ตรงกับรูปแบบใดของประเทศนี้ที่ทราบ",

	"phoneNumber.noDigits":         "หมายเลขโทรศัพท์ไม่มีตัวเลข",
	"phoneNumber.spreadsheet":      "สเปรดชีตบันทึกหมายเลขโทรศัพท์เป็นจำนวน: โปรดเทียบกับต้นฉบับและเก็บคอลัมน์เป็นข้อความ",
	"phoneNumber.pattern":          "หมายเลขโทรศัพท์ไม่ตรงกับกฎที่ใช้อยู่ของประเทศ",
	"phoneNumber.notPossible":      "นี่ไม่อาจเป็นหมายเลขโทรศัพท์ของประเทศนี้ได้",
	"phoneNumber.callingCode":      "รหัสโทรศัพท์เป็นของประเทศอื่น",
	"phoneNumber.notInternational": "โปรดขึ้นต้นหมายเลขโทรศัพท์ด้วย + และรหัสประเทศ",

	"notPrintable":    "มีอักขระที่พิมพ์ออกมาไม่ได้",
	"noLetter":        "ชื่อไม่มีตัวอักษร: มีแต่ตัวเลข อักขระพิเศษ หรืออิโมจิ",
	"placeholder":     "ดูเหมือนเป็นชื่อสมมติ ชื่อทดสอบ หรือชื่อปลอม",
	"singleCharacter": "ชื่อมีอักขระเดียว",
	"length":          "ชื่อยาวเกิน 40 อักขระ",

	"companyName.length":            "ชื่อบริษัทต้องมี 2 ถึง 255 อักขระ",
	"companyName.noLetterOrDigit":   "ชื่อบริษัทมีแต่อักขระพิเศษและช่องว่าง",
	"companyName.singleCharacters":  "ชื่อบริษัทเป็นอักขระเดี่ยวที่คั่นด้วยช่องว่าง",
	"companyName.repeatedCharacter": "ชื่อบริษัทเป็นอักขระเดียวซ้ำกัน",
	"companyName.legalFormOnly":     "มีแต่รูปแบบนิติบุคคล ไม่มีชื่อ",
	"companyName.domainExtension":   "ชื่อบริษัทลงท้ายเหมือนชื่อโดเมน ซึ่งไม่แนะนำ",

	"email.microsoftDomain": "ที่อยู่นี้อยู่ในโดเมน microsoft.com ไม่ใช่โดเมนของลูกค้า",
	"email.partnerDomain":   "ที่อยู่นี้อยู่ในโดเมนของคู่ค้า ไม่ใช่โดเมนของลูกค้า",

	"country.unknown":  "ไม่ใช่รหัสประเทศของ Microsoft ตัวอย่างเช่น AM คืออาร์เมเนีย",
	"addresses.differ": "ที่อยู่ทั้งสองระบุประเทศต่างกัน",
	"state.required":   "ต้องระบุรัฐหรือจังหวัดในประเทศนี้",
	"state.length":     "รัฐเขียนได้ไม่เกินสองอักขระ",
	"culture.unknown":  "ไม่ใช่ภาษาและภูมิภาคของ Microsoft ตัวอย่างเช่น th-TH",
	"language.format":  "โปรดระบุภาษาด้วยอักษรสองตัวหรือพร้อมภูมิภาค เช่น th หรือ th-TH",

	"contract.required": "หากไม่มีข้อมูลนี้จะสร้างลูกค้าไม่ได้",
	"contract.length":   "ค่ายาวหรือสั้นกว่าที่ API รับ",
	"contract.format":   "นี่ไม่ใช่ที่อยู่อีเมล",
}

var vietnamese = map[string]string{
	"registrationNumber.disputed":     "Quốc gia này không có trong danh sách: một số trang của Microsoft cho rằng số này không bắt buộc, số khác nói rằng nó bị từ chối.",
	"registrationNumber.placeholder":  "Đây không phải là số mà chỉ là chỗ điền tạm: hãy nhập số của doanh nghiệp.",
	"registrationNumber.characters":   "Hãy bỏ dấu gạch nối, ký tự đặc biệt và dấu cách khỏi số.",
	"registrationNumber.spreadsheet":  "Có vẻ bảng tính đã làm mất các số 0 ở đầu hoặc các chữ số cuối: hãy so số với nguồn và lưu cột dưới dạng văn bản.",
	"registrationNumber.reading":      "Số như đã nhập không hợp lệ, nhưng có thể đọc thành một số hợp lệ.",
	"registrationNumber.checkDigit":   "Chữ số kiểm tra không khớp: gần như chắc chắn có một chữ số bị nhập sai.",
	"registrationNumber.jsonNumber":   "Số được đưa ra dưới dạng số JSON, vốn không giữ được số 0 ở đầu: hãy đưa dưới dạng chuỗi.",
	"registrationNumber.personal":     "Đây là số của một cá nhân: cần số của doanh nghiệp, trừ khi khách hàng là hộ kinh doanh cá thể.",
	"registrationNumber.nationalForm": "Số không có dạng nào đã biết của quốc gia này.",

	"phoneNumber.noDigits":         "Số điện thoại không có chữ số nào.",
	"phoneNumber.spreadsheet":      "Bảng tính đã ghi số điện thoại như một số lượng: hãy so với nguồn và lưu cột dưới dạng văn bản.",
	"phoneNumber.pattern":          "Số điện thoại không theo quy tắc hiện hành của quốc gia.",
	"phoneNumber.notPossible":      "Đây không thể là số điện thoại của quốc gia này.",
	"phoneNumber.callingCode":      "Mã gọi là của quốc gia khác.",
	"phoneNumber.notInternational": "Hãy bắt đầu số điện thoại bằng + và mã quốc gia.",

	"notPrintable":    "Có ký tự không in được.",
	"noLetter":        "Tên không có chữ cái: chỉ có chữ số, ký tự đặc biệt hoặc biểu tượng cảm xúc.",
	"placeholder":     "Có vẻ là tên điền tạm, tên thử hoặc tên giả.",
	"singleCharacter": "Tên chỉ có một ký tự.",
	"length":          "Tên dài hơn 40 ký tự.",

	"companyName.length":            "Tên công ty phải có từ 2 đến 255 ký tự.",
	"companyName.noLetterOrDigit":   "Tên công ty chỉ có ký tự đặc biệt và dấu cách.",
	"companyName.singleCharacters":  "Tên công ty gồm các ký tự rời cách nhau bằng dấu cách.",
	"companyName.repeatedCharacter": "Tên công ty chỉ là một ký tự lặp lại.",
	"companyName.legalFormOnly":     "Chỉ có loại hình pháp lý, không có tên.",
	"companyName.domainExtension":   "Tên công ty kết thúc như một tên miền, điều không được khuyến nghị.",

	"email.microsoftDomain": "Địa chỉ thuộc tên miền microsoft.com, không phải tên miền của khách hàng.",
	"email.partnerDomain":   "Địa chỉ thuộc tên miền của đối tác, không phải tên miền của khách hàng.",

	"country.unknown":  "Không phải mã quốc gia của Microsoft; ví dụ: AM là Armenia.",
	"addresses.differ": "Hai địa chỉ ghi hai quốc gia khác nhau.",
	"state.required":   "Ở quốc gia này phải ghi bang hoặc tỉnh.",
	"state.length":     "Bang được viết bằng nhiều nhất hai ký tự.",
	"culture.unknown":  "Không phải ngôn ngữ kèm vùng của Microsoft; ví dụ: vi-VN.",
	"language.format":  "Hãy ghi ngôn ngữ bằng hai chữ cái hoặc kèm vùng, ví dụ vi hoặc vi-VN.",

	"contract.required": "Không thể tạo khách hàng nếu thiếu trường này.",
	"contract.length":   "Giá trị dài hoặc ngắn hơn mức API chấp nhận.",
	"contract.format":   "Đây không phải là địa chỉ email.",
}
