"""The school's quiet hours, quarters and trimesters."""

from collections.abc import Sequence
from datetime import date

from texts import dates
from texts.html import b
from texts.typography import tidy

QUIET = "Тихое время"
OWN_HOURS = "Свои часы"
PARTS = "Каникулы и четверти"
TYPE_PARTS = "Вписать свои"
USUAL_PARTS = "Вернуть обычные"
_ROMAN = ("I", "II", "III", "IV")

REFUSALS = {
    "quiet_wrong": "Так тихое время не выбрать. Ничего не изменилось. Вечером оно начинается с "
    "16:00 до 23:00, утром кончается с 5:00 до 11:00.",
    "parts_unclear": "Не получилось понять даты. Ничего не изменилось. Напишите четыре четверти "
    "или три триместра, каждую часть с новой строки, например: 1 сентября — 25 октября.",
    "parts_order": "Части года должны идти по порядку, не накладываться и лежать в "
    "{years} учебном году. Ничего не изменилось. Проверьте даты и напишите ещё раз.",
}

Span = tuple[date, date]


def quiet(begins: int, ends: int) -> str:
    return (
        f"🕒 {b('Тихое время')}\n\nСейчас с {begins}:00 до {ends}:00 и по воскресеньям: в это "
        "время бот сам не пишет, а на нажатия отвечает всегда. Когда у Вас в школе тихо?"
    )


def preset(begins: int, ends: int, chosen: bool) -> str:
    """A caption."""
    said = f"{begins}:00–{ends}:00"
    return f"✅ {said}" if chosen else said


def ask_from() -> str:
    return f"🕒 {b('Тихое время')}\n\nСо скольких часов вечером не писать?"


def ask_to(begins: int) -> str:
    return f"🕒 {b('Тихое время')}\n\nВечером тихо с {begins}:00. До скольких утром?"


def parts(
    years: str, quarters: Sequence[Span], trimesters: Sequence[Span], own: bool, today: date
) -> str:
    """How the school year is divided."""
    lines = [
        f"📅 {b('Каникулы и четверти')} · {years}",
        "",
        "Свои даты школы:" if own else "Пока обычные даты, у Вас они могут быть другими:",
        *(f"{_ROMAN[at]} четверть: {_span(span, today)}" for at, span in enumerate(quarters)),
        *(f"{_ROMAN[at]} триместр: {_span(span, today)}" for at, span in enumerate(trimesters)),
        "",
        "По ним бот понимает сроки вроде «до конца II четверти». Уже прочитанные сроки не "
        "изменятся.",
    ]
    return tidy("\n".join(lines))


def _span(span: Span, today: date) -> str:
    return f"{dates.plain(span[0], today)} — {dates.plain(span[1], today)}"


def ask_parts() -> str:
    return tidy(
        f"📅 {b('Каникулы и четверти')}\n\nНапишите четыре четверти или три триместра, каждую "
        "часть с новой строки, например:\n1 сентября — 25 октября\n5 ноября — 28 декабря\n"
        "11 января — 24 марта\n2 апреля — 26 мая"
    )
