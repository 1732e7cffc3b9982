"""The open questions of a draft in words: terms, one after another."""

from collections.abc import Sequence

from domain.deadlines import MonthDay
from texts.dates import month, month_genitive
from texts.draft_period import school_year
from texts.draft_rows import ROWS
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

YEAR_END = "До конца учебного года"
CALENDAR = "Календарь"
PERIOD = "В течение всего периода"
NO_TERM = "Без срока"
TYPE = "Написать словами"
LATER = "Позже"
EVERY_YEAR = "Каждый год"
ONE_ROW = "Только для этой строки"


def step_of(number: int, total: int, what: str) -> str:
    """«Сроки · вопрос 3 из 7»."""
    return f"{what} · вопрос {number} из {total}" if number else what


def group_scope(count: int, staged: bool) -> str:
    """The caption that widens the answer."""
    where = "этапа" if staged else "документа"
    return f"Так же для всего {where} ({counted(count, *ROWS)})"


def all_scope(count: int) -> str:
    return f"Так же для всех без года ({counted(count, *ROWS)})"


def months() -> list[tuple[str, int]]:
    """Captions of the months of a school year, September first, with their numbers."""
    order = [*range(9, 13), *range(1, 9)]
    return [(month(number), number) for number in order]


def year_caption(first: int) -> str:
    return school_year(first)


def ask_term(
    *,
    number: int,
    total: int,
    place: str,
    title: str,
    written: str | None,
    remarks: Sequence[str],
    md: Sequence[MonthDay],
    year: int,
    scope: int,
) -> str:
    """The row, what stands in the document, and the question. `scope`: rows it is for."""
    lines = [f"📅 {step_of(number, total, 'Срок')}"]
    if place:
        lines.append(esc(clip(place, 200)))
    lines += [b(clip(title, 500)), ""]
    lines.append(f"В документе: «{esc(clip(written, 300))}»." if written else "Срок не указан.")
    lines += [esc(clip(remark, 300)) for remark in remarks[:3]]
    if scope > 1:
        lines.append(f"Ответ запишется сразу для {counted(scope, 'строки', 'строк', 'строк')}.")
    lines.append("")
    if md:
        days = ", ".join(_month_days(pair) for pair in md[:4])
        lines.append(f"В каком учебном году: {days}?")
    else:
        lines.append(f"Когда? Месяцы {school_year(year)} учебного года:")
    return fit([tidy(line) for line in lines])


def _month_days(pair: MonthDay) -> str:
    start, end = (_day(text) for text in pair)
    if start and end:
        return start if start == end else f"{start} — {end}"
    return f"до {end}" if end else f"с {start}"


def _day(text: str | None) -> str:
    if text is None:
        return ""
    number, day = map(int, text.split("-"))
    return f"{day}\N{NO-BREAK SPACE}{month_genitive(number)}"


def pick_day(title: str) -> str:
    return f"📅 {b(clip(title, 500))}\n\nДо какого дня?"


def ask_typed_term(title: str) -> str:
    return (
        f"📅 {b(clip(title, 500))}\n\nНапишите срок словами. Например: до 20 мая 2027, "
        "октябрь 2026, сентябрь-ноябрь 2026, ежемесячно, в течение года."
    )


def term_saved(count: int) -> str:
    return f"Записано: {counted(count, *ROWS)}" if count > 1 else "Записано"
