"""Captions of the calendar and of the pager."""

from texts.dates import month

WEEKDAYS = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def previous_page() -> str:
    return "‹ Раньше"


def more(left: int) -> str:
    return f"Ещё {left} ›"


def month_back() -> str:
    return "‹"


def month_forward() -> str:
    return "›"


def month_name(year: int, number: int) -> str:
    return f"{month(number)} {year}"
