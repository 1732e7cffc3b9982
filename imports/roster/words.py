"""Headings of lists of people, as schools write them. Nothing here is shown to anybody."""

import re

# In the order in which a heading is tried: the first that fits is meant. Small letters, ё as е.
HEADINGS = (
    # What must not be taken for a person of the list, or is not kept at all.
    ("wrong", re.compile(r"^что не так")),
    ("private", re.compile(
        r"телефон|^тел\b|\bтел\.|моб|e-?mail|^почта|электронн|адрес|паспорт|снилс|\bинн\b|полис"
        r"|прожива|регистрац|телеграм|telegram|whatsapp|родител|законн\w* представит|мать\b|отец\b"
        r"|опекун|здоров|диагноз|инвалид|национальн|граждан|семейн|социальн\w* статус"
    )),
    ("leads", re.compile(r"классн\w*\s+руковод|^кл\.?\s*рук")),
    ("born", re.compile(r"дат\w*\s+рожд|рожден|^д\.?\s?р\.?$")),
    ("role", re.compile(r"\bрол[ьи]\b|кто в программе|наставник\s*(?:/|или)\s*наставляем")),
    ("surname", re.compile(r"^фамилия(?:\s+(?:педагог|учи|учен|сотрудник|обуча|наставн).*)?$")),
    ("given", re.compile(r"^имя$")),
    ("patronymic", re.compile(r"^отчество(?:\s*\(.*\))?$")),
    ("name", re.compile(
        r"^(?:полн\w+\s+)?ф\.?\s*и\.?\s*о\b\.?|^ф\.?\s*и\.?(?=\s|$)|^фамилия[\s,]+(?:и\s+)?имя"
        r"|^имя и фамилия|^фамилия и\.?\s*о\.?|^полное имя"
        r"|^(?:педагоги?|учител[ья]|сотрудники?|работники?|преподавател[ьи]|ученики?|обучающ\w+"
        r"|учащ\w+|дети|ребенок|воспитанники?|участники?|наставники?|наставляем\w+)"
        r"(?:\s*\(?\s*ф\.?\s*и\.?\s*о\.?\s*\)?)?$"
    )),
    ("post", re.compile(r"должност|кем работает|специальност")),
    ("subject", re.compile(r"предмет|дисциплин")),
    ("class", re.compile(r"^класс\b|\bкласс$|^группа\b|^кл\.?$")),
    ("number", re.compile(r"^(?:строка$|№|n\b|no\b|номер|п\s*[/\\]\s*п)")),
)  # fmt: skip

# A person who stands beside another one: a parent, a class teacher, a mentor of the pair.
NOT_THE_PERSON = re.compile(
    r"руковод|ответствен|родител|представит|директор|заместит|куратор|партнер"
)
MENTOR = re.compile(r"наставник")
MENTEE = re.compile(r"наставляем|подопечн")
PUPIL = re.compile(r"учени|обучающ|учащ|ребен|детей|дети|воспитанник|класс")

# Sheets of the example that are there to be read.
EXPLAINING = re.compile(r"^(?:пример|пояснени|как заполн)", re.IGNORECASE)
# A line under the list: signatures, totals.
BELOW = re.compile(
    r"^(?:итого|всего|директор\b|классн\w* руковод|подпись|дата\b|исполнител|м\.?\s?п\.?$)"
)

# The class of the pupils whom the title over a list names.
TITLE = re.compile(
    r"(?:учени|обучающ|учащ|детей|дети\b|воспитанник).*?"
    r"(\d{1,2}\s*[-–]?\s*[«\"']?[а-яё]?[»\"']?)\s*класс",
    re.IGNORECASE,
)

# A class as it stands over a list, or as the name of a sheet.
CLASS = re.compile(r"\d{1,2}\s*[-–]?\s*[«\"']?[а-яёa-z]?[»\"']?(?:\s*класс\w*)?", re.IGNORECASE)
