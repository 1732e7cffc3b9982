"""Dates and terms as people say them."""

from datetime import date, datetime, timedelta

from domain.schoolyear import month_end, school_year
from texts.plural import counted, plural

NBSP = "\u00a0"

_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_MONTHS_GENITIVE = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_ON_WEEKDAY = (
    "в понедельник", "во вторник", "в среду", "в четверг",
    "в пятницу", "в субботу", "в воскресенье",
)  # fmt: skip

_DAYS = ("день", "дня", "дней")


def month(number: int) -> str:
    """The name of the month, 1 to 12: «октябрь»."""
    return _MONTHS[number - 1]


def month_genitive(number: int) -> str:
    return _MONTHS_GENITIVE[number - 1]


def on_weekday(day: date) -> str:
    """«во вторник»."""
    return _ON_WEEKDAY[day.weekday()].replace(" ", NBSP)


def plain(day: date, today: date) -> str:
    """«15 октября», with the year only when it is not this school year."""
    return _bare(day) if _this_year(day, today) else f"{_bare(day)}{NBSP}{day.year}"


def day(value: date, today: date) -> str:
    """«сегодня», «завтра, во вторник 15 октября», «15 октября»."""
    if value == today:
        return "сегодня"
    if value == today + timedelta(days=1):
        return f"завтра, {on_weekday(value)} {plain(value, today)}"
    return plain(value, today)


def until(due: date, today: date) -> str:
    """The term with what is left of it, or how long ago it passed: a phrase by itself."""
    if due < today:
        return f"срок {plain(due, today)} прошёл {_ago(due, today)}"
    return term(due, today)


def term(due: date, today: date) -> str:
    """The same to stand after «Срок:»: «30 ноября, прошёл 17 дней назад»."""
    left = (due - today).days
    if left == 0:
        return "сегодня последний день"
    if left < 0:
        return f"{plain(due, today)}, прошёл {_ago(due, today)}"
    verb = plural(left, "остался", "осталось", "осталось")
    return f"до {plain(due, today)} ({verb} {counted(left, *_DAYS)})"


def _ago(due: date, today: date) -> str:
    days = (today - due).days
    return "вчера" if days == 1 else f"{counted(days, *_DAYS)} назад"


def span(start: date | None, end: date | None, today: date) -> str:
    """«сентябрь—октябрь 2022», «1–15 октября», «до 15 октября»; empty when both are None."""
    if start is None:
        return "" if end is None else f"до {plain(end, today)}"
    if end is None:
        return f"{_since(start)} {plain(start, today)}"
    if start == end:
        return plain(start, today)
    if start.day == 1 and end == month_end(end):
        return _months(start, end, today)
    if (start.year, start.month) == (end.year, end.month):
        return f"{start.day}–{plain(end, today)}"
    one_year = start.year == end.year and not _this_year(end, today)
    first = _bare(start) if one_year else plain(start, today)
    return f"{first}{NBSP}— {plain(end, today)}"


def _months(start: date, end: date, today: date) -> str:
    first, last = month(start.month), month(end.month)
    if _this_year(start, today) and _this_year(end, today):
        return first if start.month == end.month else f"{first}—{last}"
    if start.year != end.year:
        return f"{first}{NBSP}{start.year}{NBSP}— {last}{NBSP}{end.year}"
    months = first if start.month == end.month else f"{first}—{last}"
    return f"{months}{NBSP}{start.year}"


def _bare(day: date) -> str:
    return f"{day.day}{NBSP}{month_genitive(day.month)}"


def _since(start: date) -> str:
    return "со" if start.day == 2 else "с"


def _this_year(day: date, today: date) -> bool:
    return school_year(day) == school_year(today)


def clock(moment: datetime) -> str:
    """«9:00», «14:30»."""
    return f"{moment.hour}:{moment:%M}"
