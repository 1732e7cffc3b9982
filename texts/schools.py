"""How the schools of a municipality get on: one line each, nobody named."""

from collections.abc import Sequence
from dataclasses import dataclass

from domain.progress import Progress
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

SCHOOLS = "Школы: ход"
_SCHOOLS = ("школа", "школы", "школ")


@dataclass(frozen=True, slots=True)
class School:
    """`progress` None: nothing runs there; `finished`: because it was brought to its end."""

    name: str
    progress: Progress | None
    finished: bool


def progress(municipality: str, schools: Sequence[School], total: int) -> str:
    """A page of schools in the order of their names."""
    head = f"📊 {b(SCHOOLS)} · {esc(clip(municipality, 200))}"
    if not total:
        return f"{head}\n\nШкол пока нет. Создайте их в меню «Школы»."
    said = [f"{b(clip(each.name, 120))} · {_counts(each)}" for each in schools]
    return tidy(fit([head, counted(total, *_SCHOOLS), "", *said]))


def _counts(school: School) -> str:
    if school.progress is None:
        return "карта завершена" if school.finished else "карты пока нет"
    told = f"выполнено {school.progress.done} из {school.progress.total}"
    late = school.progress.overdue
    return f"{told} · ⚠️ срок прошёл: {late}" if late else told
