"""The sheet of a lesson visit in words."""

from collections.abc import Mapping, Sequence
from datetime import date

from domain.lesson_visit import ALL, BEST, Criterion
from texts import dates
from texts.html import b, clip, esc, fit
from texts.typography import tidy

MARKS = ("0 · нет", "1 · отчасти", "2 · да")
CRITERIA = {
    Criterion.AIM: "Цель урока понятна ученикам",
    Criterion.STRUCTURE: "Части урока связаны и ведут к цели",
    Criterion.EXPLAINING: "Новое объяснено ясно и верно",
    Criterion.ACTIVITY: "Большинство учеников работает само",
    Criterion.TASKS: "Задания разные и посильные",
    Criterion.FEEDBACK: "Ученики узнают, что получилось и что поправить",
    Criterion.DIFFERENCES: "Учтено, что ученики разные",
    Criterion.CONTACT: "В классе доброжелательно и спокойно",
    Criterion.TIME: "Время распределено разумно",
    Criterion.REFLECTION: "Подведён итог, ясно домашнее задание",
}


def ask(title: str, at: int) -> str:
    """One criterion, one tap; who sees the sheet is said at once."""
    return tidy(
        f"📋 {b('Лист посещения')} · {at + 1} из {len(ALL)}\n{esc(clip(title, 200))}\n\n"
        f"{b(CRITERIA[ALL[at]])}?\n\nЛист видят обе стороны пары и куратор."
    )


def sheet(
    title: str,
    marks: Mapping[str, int],
    *,
    total: int,
    before: tuple[int, date] | None,
    grown: Sequence[Criterion],
    fallen: Sequence[Criterion],
    today: date,
) -> str:
    lines = [f"📋 {b('Лист посещения')}", esc(clip(title, 200)), ""]
    for number, each in enumerate(ALL, 1):
        mark = marks.get(each)
        lines.append(f"{number}. {CRITERIA[each]}: {b('–' if mark is None else str(mark))}")
    lines += ["", f"Всего: {b(f'{total} из {BEST}')}."]
    if before is not None:
        lines.append(f"В прошлый раз, {dates.plain(before[1], today)}: {before[0]} из {BEST}.")
    if grown:
        lines.append(f"Стало лучше: {_listed(grown)}.")
    if fallen:
        lines.append(f"Стоит вернуться: {_listed(fallen)}.")
    return tidy(fit(lines))


def _listed(criteria: Sequence[Criterion]) -> str:
    return "; ".join(CRITERIA[each].lower() for each in criteria)
