"""What stands in the sheets that people edit and send back: plain text."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.deadlines import Kind, Rule, Span
from domain.schoolyear import month_end
from texts import dates

PLAN_TITLE: Final = "Сроки и ответственные"
PLAN_SHEET: Final = "Сроки"
CHOICES_SHEET: Final = "Люди"
CHOICES_TITLE: Final = "Кого можно выбрать ответственным"
STAGE: Final = "Этап"
WRITTEN_TERM: Final = "Срок в документе"
WRITTEN_OWNER: Final = "Ответственный в документе"
TERM: Final = "Срок"
OWNER: Final = "Ответственный"
PLAN_HOW: Final = (
    "Что делать: измените ячейки с жёлтым фоном, сохраните файл как .xlsx и пришлите его боту. "
    "Он покажет правки и спросит, прежде чем что-то изменить.",
    "Пустая ячейка ничего не меняет. Строки можно сортировать, скрывать и удалять.",
)
PLAN_STEPS: Final = (
    "Шаги стоят с отступом. Новый срок и ответственный строки достаются и её шагам, если у них "
    "нет своих."
)
PROGRESS_HOW: Final = (
    "Что делать: правьте столбцы с золотой шапкой, сохраните файл как .xlsx и пришлите его боту. "
    "Он покажет правки и спросит, прежде чем что-то изменить.",
)
TERM_HINT: Final = (
    "Например: 15.10.2026, до 20 мая 2027, октябрь 2026, сентябрь–ноябрь 2026, ежемесячно, "
    "постоянно, по согласованию, без срока."
)
OWNER_HINT: Final = (
    "Выберите из списка или напишите: имя, должность, «Наставники», «Я». Несколько — через "
    "запятую. Если отмечается каждый, добавьте: каждый."
)
STATUS_CHOICES: Final = ("не начато", "в работе", "выполнено", "не требуется")
STATUS_HINT: Final = "Не начато, в работе, выполнено или не требуется."
EVIDENCE_HINT: Final = (
    "Добавьте новой строкой номер и дату документа, например: № 15 от 16.12.2026, или ссылку."
)
NOTE_HINT: Final = "Любые слова, до 2000 знаков."
FACT_HINT: Final = "День, когда сделано, например 15.10.2026."
EACH: Final = "каждый"


_LONG_AGO = date(1990, 1, 1)  # beside it every date has its year
_OFTEN: Final = {
    Rule.YEARLY: "ежегодно",
    Rule.QUARTERLY: "ежеквартально",
    Rule.MONTHLY: "ежемесячно",
    Rule.WEEKLY: "еженедельно",
    Rule.DAILY: "ежедневно",
}


def term_cell(kind: Kind, spans: Sequence[Span], rule: Rule | None, phrase: str) -> str:
    """A term in words that the program reads back as the same; `phrase`: those of a rule."""
    if kind is Kind.DATES:
        return "\n".join(_span_cell(start, end) for start, end in spans)
    if kind is Kind.CONTINUOUS:
        return "постоянно"
    if kind is Kind.NONE:
        return "без срока"
    return phrase or (_OFTEN[rule] if rule else "по согласованию")


def _span_cell(start: date | None, end: date | None) -> str:
    """As everywhere; but «2 октября 2026 — 27 февраля 2027» could be the years 2026 to 27."""
    if start is None or end is None or (start.year, start.month) == (end.year, end.month):
        return dates.span(start, end, _LONG_AGO)
    if start.day == 1 and end == month_end(end):
        return dates.span(start, end, _LONG_AGO)
    first, last = (dates.plain(each, _LONG_AGO) for each in (start, end))
    return f"{'со' if start.day == 2 else 'с'} {first} по {last}"


def owners_cell(names: Sequence[str], each: bool) -> str:
    said = ", ".join(names)
    return f"{said}\N{NO-BREAK SPACE}— {EACH}" if each and said else said
