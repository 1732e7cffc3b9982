"""The words of a saved template: terms without a year, roles instead of people."""

import re
from collections.abc import Sequence
from datetime import date

from content.templates import YEARS
from domain.deadlines import Kind, Period, Rule, Span, parse
from domain.roles import Role
from domain.schoolyear import month_end

COLUMNS = ("№", "Мероприятия", "Сроки", "Ответственные", "Результат")
WHOLE_YEAR = "в течение учебного года"
ON_CONDITION = "по мере необходимости"
LONG_DAYS = 366
_ANY_YEAR = Period.school_year(2026)
_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_OF_MONTH = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_RULES = {
    Rule.YEARLY: "ежегодно",
    Rule.QUARTERLY: "ежеквартально",
    Rule.MONTHLY: "ежемесячно",
    Rule.WEEKLY: "еженедельно",
    Rule.DAILY: "ежедневно",
}
_YEAR = r"(?:19|20)\d\d"
_TITLE_YEARS = re.compile(rf"{_YEAR}\s*[-–—/]\s*(?:{_YEAR}|\d\d)|{_YEAR}(?=\s*год)")
_TERM_YEARS = re.compile(
    rf"\s*{_YEAR}(?:\s*[-–—/]\s*(?:{_YEAR}|\d\d))?(?:\s*(?:учебн\w+\s+год\w*|год\w*|гг?\.?(?!\w)))?"
)
_YEARS_IN_NAME = re.compile(
    rf"\s*(?:на\s+)?{re.escape(YEARS)}(?:\s*(?:учебный\s+год|год|гг?\.?))?", re.IGNORECASE
)
_ROLES = {
    Role.HEAD: "Директор",
    Role.CURATOR: "Куратор",
    Role.MENTOR: "Наставники",
    Role.MENTEE: "Наставляемые",
    Role.COORDINATOR: "Муниципальный координатор",
}
_OF_SCHOOLS = {Role.HEAD: "Руководители школ", Role.CURATOR: "Кураторы в школах"}
_SEVERAL = {
    "классный руководитель": "Классные руководители",
    "учитель-предметник": "Учителя-предметники",
    "методист": "Методисты",
}


def role_words(role: Role, title: str, *, several: bool, of_schools: bool) -> str:
    """What a document would call those who hold a role; empty for one that answers for nothing.

    `of_schools`: in a municipality's roadmap people of its schools are meant.
    """
    if role is Role.SPECIALIST:
        post = title.casefold()
        return _SEVERAL.get(post, title.capitalize()) if several else title.capitalize()
    return (_OF_SCHOOLS if of_schools else {}).get(role) or _ROLES.get(role, "")


def title(text: str) -> str:
    """A roadmap's title with a place for the school year where its own years stood."""
    return _TITLE_YEARS.sub(YEARS, text, count=1)


def name(titled: str) -> str:
    """What a template is called in lists: its title without the place for the year."""
    return " ".join(_YEARS_IN_NAME.sub("", titled).split())


def term(written: str | None, kind: Kind, spans: Sequence[Span], rule: Rule | None) -> str:
    """The same term of any school year, in words that are surely understood; empty without one."""
    if kind is Kind.NONE:
        return ""
    bare = " ".join(_TERM_YEARS.sub("", written or "").split())
    said = ", ".join(dict.fromkeys(bare.split(", ")))
    for words in (
        said if kind in (Kind.RECURRING, Kind.ON_CONDITION) else "",
        *_made(kind, spans, rule),
    ):
        if words and _means(words, kind, rule):
            return words
    return ""


def _made(kind: Kind, spans: Sequence[Span], rule: Rule | None) -> list[str]:
    days = _days(spans)
    if kind is Kind.CONTINUOUS:
        return [WHOLE_YEAR]
    if kind is Kind.RECURRING and rule is not None:
        return [f"{_RULES[rule]} {days}", _RULES[rule]] if days else [_RULES[rule]]
    if kind is Kind.ON_CONDITION:
        return [ON_CONDITION]
    return [days or WHOLE_YEAR]


def _means(words: str, kind: Kind, rule: Rule | None) -> bool:
    """Whether the program reads it as meant, with nothing left in doubt."""
    read = parse(words, _ANY_YEAR)
    whole = words == WHOLE_YEAR
    return (
        (whole or (read.kind, read.rule) == (kind, rule))
        and not read.needs_year
        and (not {warning.code for warning in read.warnings} - {"lone_august", "outside_period"})
    )


def _days(spans: Sequence[Span]) -> str:
    """«сентябрь, до 20 мая»; empty for what lasts the whole year or longer."""
    said = [_span(start, end) for start, end in spans]
    return "" if not all(said) else ", ".join(dict.fromkeys(said))


def _span(start: date | None, end: date | None) -> str:
    if start is None:
        return f"до {_day(end)}" if end else ""
    if end is None:
        return f"с {_day(start)}"
    if (end - start).days >= LONG_DAYS or _is_year(start, end):
        return ""
    if start == end:
        return _day(start)
    if start.day == 1 and end == month_end(end):
        first, last = _MONTHS[start.month - 1], _MONTHS[end.month - 1]
        return first if first == last else f"{first}—{last}"
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{_day(end)}"
    return f"с {_day(start)} по {_day(end)}"


def _is_year(start: date, end: date) -> bool:
    return (start.month, start.day, end.month, end.day) == (9, 1, 5, 31)


def _day(day: date) -> str:
    """29 February is the 28th: most years have no other."""
    number = 28 if (day.month, day.day) == (2, 29) else day.day
    return f"{number} {_OF_MONTH[day.month - 1]}"
