"""Headings and words of tables of pairs, as schools write them. Nothing here is shown."""

import re

# In the order in which a heading is tried. Small letters, ё as е.
HEADINGS = (
    ("number", re.compile(r"^(?:№|n\b|no\b|номер|п\s*[/\\]\s*п)\s*(?:п\s*[/\\]?\s*п)?$")),
    ("wrong", re.compile(r"^что не так")),
    ("order_day", re.compile(r"дат\w*\s+приказ")),
    ("order", re.compile(r"приказ|^основание")),
    ("consent", re.compile(r"соглас")),
    ("agreement", re.compile(r"доп\w*\.?\s*соглаш|соглашен")),
    ("pay", re.compile(r"оплат|доплат|выплат|стимул")),
    ("held", re.compile(
        r"(?:проведен|состоял|кол|число)\w*\.?\s*(?:-?\s*во\s*)?(?:проведенн\w+\s*)?встреч|^встреч"
    )),
    ("every", re.compile(r"ритм|как часто|периодичн|раз в")),
    ("kind_of_meeting", re.compile(r"вид встреч")),
    ("topic", re.compile(r"^тема|содержани")),
    ("form", re.compile(r"^форма")),
    ("model", re.compile(r"ролев|модел")),
    ("kind", re.compile(r"^вид")),
    ("goal", re.compile(r"цел[ьи]|запрос")),
    ("ends", re.compile(r"\bпо$|\bдо$|окончан|срок по|дат\w*\s+(?:окончан|конца|завершен)")),
    ("starts", re.compile(r"\bс$|начал|срок с$|дат\w*\s+начал")),
    ("term", re.compile(r"срок|период|учебн\w* год")),
    ("day", re.compile(r"^дата|^день|когда")),
    ("mentee", re.compile(r"наставляем|подопечн")),
    ("mentor", re.compile(r"наставник")),
)  # fmt: skip
# A column that tells more of a person than the name.
BESIDE = re.compile(r"должност|класс|категор|стаж|предмет|телефон|почт")
MEETINGS = re.compile(r"встреч|журнал", re.IGNORECASE)
EXPLAINING = re.compile(r"^(?:пример|пояснени|как заполн)", re.IGNORECASE)
BELOW = re.compile(r"^(?:итого|всего|директор\b|подпись|исполнител|м\.?\s?п\.?$)")

_PUPIL = r"(?:учени|учащ|обучающ|воспитан|школьн)"
_TEACHER = r"(?:учител|педагог|воспитател|преподавател)"
FORMS = (
    ("student_pupil", re.compile(rf"студент\w*\W+{_PUPIL}")),
    ("employer_student_teacher", re.compile(r"работодател\w*\W+студент\w*.*пед")),
    ("employer_student", re.compile(r"работодател\w*\W+студент")),
    ("employer_pupil", re.compile(rf"работодател\w*\W+{_PUPIL}")),
    ("pupil_pupil", re.compile(rf"{_PUPIL}\w*\W+{_PUPIL}")),
    ("head_teacher", re.compile(rf"(?:руководител|директор)\w*[^–—-]*\W+{_TEACHER}")),
    ("partner_teacher", re.compile(rf"партнер\w*\W+{_TEACHER}")),
    ("college_teacher", re.compile(rf"(?:вуз|колледж)\w*.*\W+.*{_TEACHER}")),
    ("teacher_pupil", re.compile(rf"{_TEACHER}\w*\W+{_PUPIL}")),
    ("teacher_teacher", re.compile(rf"{_TEACHER}\w*\W+.*{_TEACHER}|молод\w+ специалист")),
)
KINDS = (
    ("group", re.compile(r"групп")),
    ("virtual", re.compile(r"виртуал|дистанц|онлайн")),
    ("short", re.compile(r"краткосроч|целеполаг")),
    ("reverse", re.compile(r"реверс")),
    ("situational", re.compile(r"ситуац")),
    ("speed", re.compile(r"скорост")),
    ("traditional", re.compile(r"традиц|один на один|индивидуал")),
)
MEETING_KINDS = (
    ("first", re.compile(r"перв|организац|знаком")),
    ("trial", re.compile(r"пробн")),
    ("planning", re.compile(r"планир")),
    ("closing", re.compile(r"заключит|итогов|последн")),
    ("lesson_visit", re.compile(r"урок|посещ")),
    ("consultation", re.compile(r"консульт")),
    ("reflective", re.compile(r"рефлекс")),
)
NOT_DUE = re.compile(r"^(?:нет|не\s|без\b|не$)|не требу|не нужн|обязанност", re.IGNORECASE)
NUMBER_OF_DAY = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?!\d)")
SCHOOL_YEAR = re.compile(r"(20\d\d)\s*[-–—/]\s*(20\d\d|\d\d)(?!\d)")
# Several people in one cell: by lines, by semicolons, by a comma before another full name.
BETWEEN = re.compile(
    r"\s*[;\n]\s*|,\s*(?=[А-ЯЁ][а-яё-]+\s+[А-ЯЁ])|\s+и\s+(?=[А-ЯЁ][а-яё-]+\s+[А-ЯЁ])"
)
CLASS = re.compile(
    r"[,(]?\s*\b\d{1,2}\s*[-«\"]?\s*[А-Яа-я]?[»\"]?(?:\s*класс\w*|\s*кл\.?)?\)?\s*$"
)

# So many meetings and nothing else: a pair meets a few hundred times at most.
HELD = re.compile(
    r"^\s*(\d{1,3})(?:[.,]0+)?(?:\s*(?:встреч\w*|раз\w*|шт\w*\.?))?\s*$", re.IGNORECASE
)
NONE_HELD = re.compile(r"^\s*(?:[-–—]+|нет|не было|ни одной)\s*$", re.IGNORECASE)
