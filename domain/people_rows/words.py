"""How lists write classes, birthdays and roles. Nothing here is shown to anybody."""

import re

from domain.roles import Role

# Latin letters that look like Cyrillic ones: half of all typed class letters are such.
LOOKALIKES = str.maketrans("ABCEHKMOPTX", "АВСЕНКМОРТХ")
CLASS = re.compile(
    r"(\d{1,2})\s*[-–—.]?\s*(?:класс\w*|кл\.?)?\s*[-–—]?\s*[«\"'(]?\s*([А-ЯЁ]?)\s*[»\"')]?"
    r"\s*(?:класс\w*|кл\.?)?",
    re.IGNORECASE,
)
DATE = re.compile(r"[«\"]?(\d{1,2})[»\"]?\s+([а-яё]+)\.?\s+(\d{4})", re.IGNORECASE)
MONTHS = ("янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек")
YEAR_WORD = re.compile(r"\s*(?:г\.?|год\w*)?\s*(?:р\.?|рожд\w*\.?)?\s*$", re.IGNORECASE)

PUPIL = re.compile(r"учени[кц]\w*|обучающ\w+|учащ\w+|студент\w*|воспитанни\w+", re.IGNORECASE)
CLASS_TEACHER = "классный руководитель"
ROLES = (
    (re.compile(r"наставляем|подопечн|менти\b|^ученик|^ученица|^обучающ|^учащ"), Role.MENTEE, ""),
    (re.compile(r"наставни|ментор"), Role.MENTOR, ""),
    (re.compile(r"куратор"), Role.CURATOR, ""),
    (re.compile(r"^директор|руководитель (?:оо|школы|организац)"), Role.HEAD, ""),
    (re.compile(r"координатор"), Role.COORDINATOR, ""),
    (re.compile(r"родител|законн\w* представит"), Role.PARENT, ""),
    (re.compile(r"психолог"), Role.SPECIALIST, "психолог"),
    (re.compile(r"методист"), Role.SPECIALIST, "методист"),
    (re.compile(r"социальн\w* педагог"), Role.SPECIALIST, "социальный педагог"),
    (re.compile(r"классн\w* руковод"), Role.SPECIALIST, CLASS_TEACHER),
    (re.compile(r"учитель-предметник"), Role.SPECIALIST, "учитель-предметник"),
    (re.compile(r"зам\w*\.? директор"), Role.SPECIALIST, "заместитель директора"),
)
DIVIDER = re.compile(r"[,;/+\n]|\sи\s")
NOBODY = re.compile(r"[-–—]|нет|без роли|не участвует")
