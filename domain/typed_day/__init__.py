"""The one day that a person means who types instead of tapping a calendar."""

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date, timedelta

from domain.deadlines import Kind, Period, parse
from domain.search import search_key
from domain.typed_day.words import (
    AFTER,
    AGO,
    BEFORE,
    DAYS,
    MONTHS,
    NUMBERS,
    TODAY,
    WEEKDAYS,
    WEEKS,
)

_YEAR = timedelta(days=364)
_FARTHEST = 999  # of whatever is counted
_STEPS = {
    word: step for words, step in ((DAYS, "day"), (WEEKS, "week"), (MONTHS, "month"))
    for word in words
}  # fmt: skip


def read(text: str, today: date, *, past: bool = False) -> date | None:
    """The day, or the last day of what is named («до конца мая»); None for anything else.

    What has no year is the next one from today on, with `past` the last one up to today.
    """
    return relative(text, today) or _dated(text, today, past)


def relative(text: str, today: date) -> date | None:
    """A day counted from today: «завтра», «через две недели», «в пятницу», «3 дня назад»."""
    words = re.findall(r"\w+", search_key(text))
    if len(words) > 1 and words[0] in BEFORE:
        words = words[1:]
    if len(words) == 1:
        return _named(words[0], today)
    if words[:1] == [AFTER]:
        return _counted(words[1:], today, 1)
    return _counted(words[:-1], today, -1) if words[-1:] == [AGO] else None


def _named(word: str, today: date) -> date | None:
    if word in TODAY:
        return today + timedelta(days=TODAY[word])
    for number, forms in enumerate(WEEKDAYS):
        if word in forms:
            return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
    return None


def _counted(words: Sequence[str], today: date, sign: int) -> date | None:
    step = _STEPS.get(words[-1]) if words else None
    count = _number(words[:-1])
    if step is None or count is None:
        return None
    if step == "month":
        return _months(today, sign * count)
    return today + timedelta(days=sign * count * (7 if step == "week" else 1))


def _number(words: Sequence[str]) -> int | None:
    """Nothing before the word is one: «через неделю»."""
    if not words:
        return 1
    if len(words) > 1:
        return None
    word = words[0]
    count = int(word) if word.isdecimal() and len(word) <= len(str(_FARTHEST)) else None
    return NUMBERS.get(word, count)


def _months(day: date, count: int) -> date:
    at = day.year * 12 + day.month - 1 + count
    year, month = at // 12, at % 12 + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))


def _dated(text: str, today: date, past: bool) -> date | None:
    meant = parse(text)
    if meant.needs_year:
        meant = parse(text, Period(today - _YEAR, today) if past else Period(today, today + _YEAR))
    if meant.kind is not Kind.DATES or meant.warnings or len(meant.spans) != 1:
        return None
    return meant.spans[0][1]
