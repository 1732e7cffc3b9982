"""Words of returned sheets, as people write them (casefolded, yo as ye). Nothing is shown."""

import re

from domain.progress import Status

NO_TERM = frozenset({"без срока", "срока нет", "нет срока", "бессрочно"})
ME = frozenset({"я", "это я", "я сам", "я сама"})
EACH = re.compile(r"[\s,;:(\-–—]*\bкаждый(?:\s+(?:за\s+себя|сам|отдельно))?\b[\s):;,]*", re.I)
# «каждый наставник» is one of «наставники».
ALL_OF = {
    "наставник": "наставники",
    "педагог-наставник": "педагоги-наставники",
    "наставляемый": "наставляемые",
    "классный руководитель": "классные руководители",
    "куратор": "кураторы",
    "директор": "директора школ",
    "методист": "методисты",
    "психолог": "психологи",
    "педагог-психолог": "педагоги-психологи",
    "учитель-предметник": "учителя-предметники",
    "заместитель директора": "заместители директора",
    "социальный педагог": "социальные педагоги",
}
TOGETHER = re.compile(r"[\s,;:(\-–—]*\b(?:один\s+за\s+всех|вместе)\b[\s):;,]*", re.I)

# Between several people; «и» only where the words around it mean nobody together.
BETWEEN = re.compile(r"[,;\n]|\s/\s|(?<=[а-яё.])/(?=[А-ЯЁ])")
AND = re.compile(r"\s+и\s+", re.I)
CAPITAL = re.compile(r"[А-ЯЁ]")
# A post of two words and more, beside a name: nothing in it can be a second surname.
POST = re.compile(r"[А-ЯЁ]?[а-яё-]+\.?\s+[а-яё-]{4,}(?:\s+(?:[а-яё-]+|[А-ЯЁ]{2,}|№\s*\d+))*")

STATUSES: dict[str, Status] = {
    **dict.fromkeys(("выполнено", "сделано", "готово", "выполнен", "выполнена", "да"),
                    Status.DONE),
    **dict.fromkeys(("в работе", "начато", "выполняется", "делается"), Status.STARTED),
    **dict.fromkeys(("не начато", "не выполнено", "не сделано", "нет"), Status.TODO),
    **dict.fromkeys(("не требуется", "не нужно", "не надо", "не применимо"), Status.NA),
}  # fmt: skip
