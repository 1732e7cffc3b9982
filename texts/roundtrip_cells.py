"""What columns, rows and values of a sheet are called."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

from texts import dates
from texts.exports import STATUSES
from texts.html import clip, esc
from texts.sheets import EACH

EDITS = ("правка", "правки", "правок")
CELLS = ("ячейка", "ячейки", "ячеек")
LABEL = 110
ABOVE = 40  # of a label, for the row that a step belongs to
ARROW = " → "
VALUE = 90
COLUMNS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "term": "срок",
        "owner": "ответственный",
        "status": "статус",
        "note": "примечание",
        "fact_date": "дата факта",
        "evidence": "подтверждение",
        "row": "новая строка",
        "actual": "фактический результат",
        "mark": "оценка наставника",
        "person_name": "ФИО",
        "person_post": "должность",
        "person_class": "класс",
        "person_born": "дата рождения",
        "bank_areas": "темы",
        "bank_forms": "формы",
        "bank_kinds": "виды",
        "bank_capacity": "сколько человек сразу",
        "bank_hours": "часов в месяц",
        "bank_times": "когда удобно",
        "bank_mark": "собеседование",
        "bank_day": "день собеседования",
        "paper_day": "дата листа",
    }
)
_QUESTION: Final = re.compile(r"q(\d{1,3})(?:_(\d{1,3}))?")  # of answers from paper


def called(column: str) -> str:
    """A column in a sentence: «срок», of answers «вопрос 3, строка 2»."""
    found = _QUESTION.fullmatch(column)
    if found is None:
        return COLUMNS.get(column, column)
    return f"вопрос {found[1]}" + (f", строка {found[2]}" if found[2] else "")


def named(label: str) -> str:
    """A row as lists name it (HTML). Of a long one stays what tells it from its neighbours: the
    words of the step, whose share it is."""
    if len(label) <= LABEL:
        return esc(label)
    above, arrow, own = label.rpartition(ARROW)
    if arrow:
        return esc(f"{clip(above, ABOVE)}{arrow}{clip(own, LABEL - ABOVE)}")
    own, bracket, whose = label.rpartition(" (")
    if not bracket or not whose.endswith(")"):
        return esc(clip(label, LABEL))
    last = clip(whose, ABOVE)
    return esc(f"{clip(own, LABEL - len(last))}{bracket}{last}")


def status(value: str) -> str:
    return STATUSES[value]


def owners(names: Sequence[str], each: bool) -> str:
    """«Иванова О. С., Ким А. Л. (каждый)»."""
    said = ", ".join(names[:4]) + (f" и ещё {len(names) - 4}" if len(names) > 4 else "")
    return f"{said} ({EACH})" if each and said else said or "никто не назван"


def note(text: str) -> str:
    return " ".join(text.split()) or "пусто"


def day(value: date | None, today: date) -> str:
    return dates.plain(value, today) if value else "нет"


def papers(found: Sequence[tuple[str, str | None, date | None]]) -> str:
    """Papers and links that are added."""
    return "; ".join(
        f"{title} от {when:%d.%m.%Y}"
        if when
        else (f"{title} {url}" if url and url != title else title)
        for title, url, when in found
    )
