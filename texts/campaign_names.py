"""What tells one run of a questionnaire from another: when it was opened, and whom it asks."""

from datetime import date
from typing import Final

from texts import dates
from texts.html import clip

_APART: Final = " · "
_FILE_PART: Final = 60  # letters, as exports.names takes


def by_month(opened: date) -> str:
    """«апрель 2027»."""
    return f"{dates.month(opened.month)} {opened.year}"


def by_people(opened: date, whom: str) -> str:
    """«апрель 2027, наставники»."""
    return f"{by_month(opened)}, {whom[:1].lower()}{whom[1:]}"


def by_day(opened: date, number: int) -> str:
    """«15 апреля 2027», then «15 апреля 2027 (2)»."""
    told = f"{opened.day} {dates.month_genitive(opened.month)} {opened.year}"
    return told if number == 1 else f"{told} ({number})"


def run(title: str, told: str, limit: int) -> str:
    """The title with what tells it apart, in so many letters."""
    tail = f"{_APART}{told}"
    return f"{clip(title, limit - len(tail))}{tail}"


def in_file_name(title: str) -> str:
    return short(title, _FILE_PART)


def short(title: str, limit: int) -> str:
    """A title in so many letters; of a run what tells it apart stays."""
    base, mark, told = title.rpartition(_APART)
    if not mark or len(told) > limit // 2:
        return clip(title, limit)
    return run(base, told, limit)
