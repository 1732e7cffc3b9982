"""Words of Russian roadmaps that the readers recognise. Nothing here is shown to anybody."""

import re

MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip

LIST_LETTERS = {
    "russianLower": "абвгдежзиклмнопрстуфхцчшщэюя",
    "russianUpper": "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЭЮЯ",
    "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
    "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
}

SAME_LETTERS = str.maketrans("ё", "е")

# Header words: «ё» is read as «е», letters are small. The earliest match in a cell wins.
FACT = re.compile(r"\bотметк|\bфакт")
HEADER = {
    "number": re.compile(r"^(?:№|n\b|no\b|номер|п\s*[/\\]\s*п)"),
    "stage": re.compile(r"\bэтап|\bнаправлени|\bраздел|\bблок\b|\bмодул"),
    "activity": re.compile(r"\bмероприят|\bдействи|\bдеятельност|\bактивност|\bсобыти|\bшаг"),
    "content": re.compile(
        r"\bсодержани|\bплан мероприятий|\bописани|\bформ[аы] (?:работы|проведения)"
    ),
    "deadline": re.compile(r"\bсрок|\bдат[аы]\b|\bпериод|\bмесяц|\bврем[яе]|\bкогда\b|\bграфик"),
    "responsible": re.compile(r"\bответственн|\bисполнител|\bкто\b"),
    "result": re.compile(
        r"\bрезультат|\bвид\w* документ|\bдокумент|\bвыход|\bпродукт|\bотчетн"
        r"|\bформ[аы] представления|\bподтвержда|\bпоказател"
    ),
    "done": re.compile(r"\bвыполнен|\bисполнени|\bстатус|\bсостояни"),
    "mark": re.compile(r"\bоценк\w*\s+наставник"),
}
WEAK_ACTIVITY = re.compile(
    r"\bнаименован|\bназван|\bработ|\bзадач|\bзадани|\bвопрос|\bтем[аы]\b|\bчто\b"
)
# A column of aims beside the activities divides them as stages do.
AIMS = re.compile(r"\bзадач|\bцел[ьи]\b")
# What may stand before the key word of a header cell.
MODIFIER = re.compile(
    r"(?:наименован|назван|основн|планируем|планов|план$|ожидаем|примерн|переч|форм|вид|конкретн|"
    r"ключев|запланир|проводим|итогов|конечн|предполаг|рекоменд|контрольн|календарн|ориентир|"
    r"должност|лиц|фио|ф\.?и\.?о|и$|или$|по$|установл|точн|реализ|комплекс)"
)

# A heading inside the table; one above it may begin with an Arabic number too.
_HEADING = (
    r"[IVXLC\u0406\u0425]+[.)]?\s+\S|(?:[IVX]+\s|\d+\s?-?[йя]?\s)?"
    r"(?:этап|раздел|направлени|блок|модул)\w*\b"
)
HEADING = re.compile(_HEADING, re.IGNORECASE)
SECTION = re.compile(rf"{_HEADING}|\d+(?:\.\d+)*[.)]?\s+\S", re.IGNORECASE)
# Cyrillic letters stand for the Roman digits I and X as well.
ROMAN = re.compile(r"[IVXLC\u0406\u0425]+[.)]?")

TITLE = re.compile(
    r"[\W_]*(?:[а-яё-]+(?:ая|ый|ой)\s+){0,2}"
    r"(?:дорожная карта|план\b|комплекс мер|программа|циклограмма|график\b)",
    re.IGNORECASE,
)
BEFORE_TABLE = re.compile(
    r"(?:цел[ьи]\b|задач[аи]\b|пояснительн|сроки?\s+реализации|ответственн|содержание\b)",
    re.IGNORECASE,
)

_YEARS = r"(?:19|20)\d\d"
_DASH = r"\s*[-\u2013\u2014/]\s*"
_YEAR_WORD = r"(?:учебн\w+\s+год\w*|уч\.?\s*г(?:од\w*|\.)?|г\.?\s*г\.?|год\w*|г\.)"
PERIOD = re.compile(
    rf"{_YEARS}{_DASH}(?:{_YEARS}|\d\d)(?!\d|[.]\d)(?:\s*{_YEAR_WORD})?"
    rf"|(?<=\bна\s){_YEARS}\s*{_YEAR_WORD}",
    re.IGNORECASE,
)
PERIOD_TAIL = re.compile(rf"\s+(?:на|в)\s+(?:период\s+)?(?:{_YEARS}|\d\d\.\d\d).*$", re.IGNORECASE)

# Names of organisations and their dictionary forms.
SCHOOL_SHORT = re.compile(r"\b[МГКФЧОР]?[БАК]?[ДП]?О[ОБ]?У\s+(?=[\w«\"№])")
SCHOOL_FULL = re.compile(
    r"\b(?:муниципальн|государственн|краев|областн|частн|федеральн)\w+\s(?:[\w-]+\s){0,4}?"
    r"учрежден\w+.*$",
    re.IGNORECASE,
)
OFFICE = re.compile(r"\bначальника\s+((?:Управлени|Отдел|Департамент|Комитет)\w*.*?)(?=\s+от\s|$)")
DECLINED = (
    (re.compile(r"\bлице[ея]\b"), "лицей"),
    (re.compile(r"\bгимнази[ие]\b"), "гимназия"),
    (re.compile(r"\bшкол[ыеу]\b"), "школа"),
    (re.compile(r"\bучреждени[ия]\b"), "учреждение"),
    (re.compile(r"(?<=[нск])(?:ом|ого)\b(?=.*\bучреждени)"), "ое"),
    (re.compile(r"^Управления\b"), "Управление"),
    (re.compile(r"^(Отдел|Департамент|Комитет)а\b"), r"\1"),
)

# People in the responsible cell.
_NAME = r"[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
_INITIALS = r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.?)?"
PERSON = re.compile(
    rf"(?:{_NAME}\s+{_INITIALS}|{_INITIALS}\s?{_NAME}"
    rf"|{_NAME}\s+{_NAME}\s+{_NAME}(?<=вич|вна|чна|лич|мич|тич|нич))$"
)
# A post of one person; a group after a name is an entry of its own.
POST = re.compile(
    r"(?:зам|зав|директор\b|завуч|куратор\b|методист\b|психолог\b|педагог\b|педагог\s?-|учитель\b|"
    r"социальный педагог|советник|руководитель\b|старш|воспитатель\b|заведующ)",
    re.IGNORECASE,
)
GROUP = re.compile(
    r"(?:классные|учителя|педагоги\b|педагоги-|наставники|наставляемые|кураторы|администрация|"
    r"руководители|заместители|члены|все\b|специалисты|методисты|родители)"
)

# A step: «1.», «2)», «3.1.» or «3.1 » before a word; a date is no number of a step.
STEP = re.compile(
    r"(\d{1,2}(?:\.\d{1,2})*)"
    r"(?:[.)]{1,2}\s*(?=[^\W\d]|[«\"(№\u2013-])|(?<=\.\d)\s+(?=[^\W\d]))"
)
INLINE_STEP = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s*(?=[А-ЯЁ«])")
SUB_ITEM = re.compile(r"[-\u2010-\u2015\u2022\u00b7\u25cf\u25aa*]|[а-я]\)|[a-z]\)")
