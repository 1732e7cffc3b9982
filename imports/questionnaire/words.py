"""Headings and words of a questionnaire in a spreadsheet, as people write them; not shown."""

import re

# In the order in which a heading is tried. Small letters, ё as е.
HEADINGS = (
    ("number", re.compile(r"^(?:№|n|no|номер)(?:\s*п\s*[/\\]?\s*п)?(?:\s+вопроса)?$")),
    ("shown_if", re.compile(r"^показыв|^услови|^если|^когда показ")),
    ("each_mentee", re.compile(r"кажд\w+ (?:наставляем|подопечн)")),
    ("may_not_apply", re.compile(r"не относ|не про меня")),
    ("optional", re.compile(r"пропус|необязат")),
    ("sensitive", re.compile(r"деликат|чувствит")),
    ("personal", re.compile(r"^личны\w* вопрос|^личн\w*$")),
    ("bank", re.compile(r"из кого|список людей")),
    ("low", re.compile(r"^слева|левый конец|слова слева|^начало шкалы")),
    ("high", re.compile(r"^справа|правый конец|слова справа|^конец шкалы")),
    ("least", re.compile(r"^от\b|не менее|^минимум|не меньше")),
    ("most", re.compile(r"^до\b|не более|^максимум|не больше")),
    ("rows", re.compile(r"^строк")),
    ("options", re.compile(r"вариант|^ответы")),
    ("help", re.compile(r"подсказ|поясн|примеч")),
    ("kind", re.compile(r"^вид|^тип")),
    ("code", re.compile(r"^код")),
    ("text", re.compile(r"вопрос|^текст|формулиров")),
)  # fmt: skip
HEAD = (
    ("origin", re.compile(r"^код анкеты")),
    ("title", re.compile(r"^(?:название|заголовок)(?: анкеты)?$")),
    ("intro", re.compile(r"^(?:вступление|введение|о чем анкета)$")),
    ("thanks", re.compile(r"^(?:благодарность|спасибо|в конце|заключение)$")),
    ("audience", re.compile(r"^кто отвечает$|^для кого$")),
    ("about", re.compile(r"^о ком$")),
    ("close", re.compile(r"^обращение$")),
    ("anonymous", re.compile(r"^без имен$|^анонимн\w*$")),
)
EXPLAINING = re.compile(r"^(?:пример|пояснени|как заполн|списки)", re.IGNORECASE)
KINDS = (
    # «1-5» and «1-10» that a spreadsheet took for days
    ("scale", re.compile(r"шкал\w*\D*1\D+5$|^1\D+5$|пятибал|^01\.05\.\d{4}$")),
    ("ten", re.compile(r"шкал\w*\D*1\D+10$|^1\D+10$|десятибал|^01\.10\.\d{4}$")),
    ("matrix", re.compile(r"таблиц|матриц")),
    ("ranking", re.compile(r"важност|ранжир|по порядку|первые три|три главн")),
    ("several", re.compile(r"несколько|множеств|галочк")),
    ("one", re.compile(r"^один|одиночн|один из|да/нет|выбор|выпадающ")),
    ("number", re.compile(r"^число|цифр")),
    ("date", re.compile(r"^дата|^день")),
    ("long", re.compile(r"длинн|развернут|абзац|открыт")),
    ("short", re.compile(r"коротк|текст|строка")),
    ("person", re.compile(r"человек|из списка людей")),
    ("file", re.compile(r"файл|фото")),
    ("statement", re.compile(r"прочит|пояснение|сообщение|без ответа")),
)
SCALE = re.compile(r"шкал|бал|оценк|рейтинг")  # but which one
BANKS = (
    ("mentors", re.compile(r"наставник")),
    ("mentees", re.compile(r"наставляем|подопечн")),
    ("staff", re.compile(r"сотрудник|коллег|работник|педагог")),
)
AUDIENCES = (
    ("mentor", re.compile(r"^наставник")),
    ("mentee", re.compile(r"^наставляем")),
    ("parent", re.compile(r"^родител")),
    ("staff", re.compile(r"^сотрудник|^педагог|^учител|^коллектив")),
    ("pupils", re.compile(r"^учени|^обучающ|^школьник")),
    ("curator", re.compile(r"^куратор")),
    ("psychologist", re.compile(r"психолог")),
    ("participants", re.compile(r"участник|^все")),
    ("outsider", re.compile(r"гост|извне|посторонн")),
)
ABOUT = (
    ("", re.compile(r"^(?:о )?себ[ея]|^нет|^-|^$")),
    ("mentee", re.compile(r"наставляем")),
    ("child", re.compile(r"ребен|дет")),
    ("pupil", re.compile(r"учени|кого назовет")),
    ("partner", re.compile(r"напарник|партнер|второ\w+ участник|пар[еы]")),
)
YES = re.compile(r"^(?:да|д|yes|y|\+|1|x|х|v|✓|✔|истина|true)$")
NO = re.compile(r"^(?:нет|н|no|-|–|—|0|ложь|false)?$")
CLOSE = re.compile(r"ты")
POLITE = re.compile(r"вы")
OWN = re.compile(r"\s*(?:…|\.\.\.)$|\s*\((?:впишите|свой вариант|сво[её])\)$", re.IGNORECASE)
ALONE = re.compile(r"\s*\(только (?:этот|это|эта|один)\)(?=\s*(?:…|\.\.\.)?$)", re.IGNORECASE)
BULLET = re.compile(r"^\s*(?:[-•–—*☐□]\s+|\d{1,2}[.)]\s+)")

NUMBER = re.compile(r"(?:№\s*)?(\d+(?:[.,]\d+)*)\s*[.,)]*$")  # «1», «1.», «2)», «1.2»

# Of conditions.
QUESTION = re.compile(
    r"^(?:(?:вопрос\w*|в\.?|q)\s*)?(?:№\s*)?(\d+(?:[.,]\d+)*)\.?$", re.IGNORECASE
)
ALL, ANY, NOT, ANSWERED = "и", "или", "не", re.compile(r"^(?:есть ответ|отвечен|заполнен)")
ANSWERED_BEGINS = re.compile(r"^(?:есть$|отвечен|заполнен)")  # its first word

# Of answers from paper.
BLANK = re.compile(r"^(?:на листе )?пусто$")
NOT_APPLICABLE = re.compile(r"^не (?:относится|про меня)")


def folded(text: str) -> str:
    """Small letters, ё as е."""
    return text.casefold().replace("ё", "е")
