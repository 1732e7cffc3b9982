"""The period of a roadmap in words."""

from domain.deadlines import Period
from domain.schoolyear import month_end
from texts import dates
from texts.html import clip, esc

PERIOD = "Изменить период"
PERIOD_FIRST = "Выбрать период"
NEW_PERIOD = "Выбрать новый период"
OLD_ROWS = "Сделано раньше или не нужно"
TYPE_PERIOD = "Написать период"


def period(value: Period | None) -> str:
    """«2026–2027 учебный год», «январь 2022 — декабрь 2024»; empty without one."""
    if value is None:
        return ""
    first = value.first_school_year
    if first is not None:
        return f"{school_year(first)} учебный год"
    return _between(value)


def _between(value: Period) -> str:
    """The years always stand: a period is what other dates are understood by."""
    start, end = value.start, value.end
    if start.day == 1 and end == month_end(end):
        return " — ".join(f"{dates.month(day.month)} {day.year}" for day in (start, end))
    return f"{start:%d.%m.%Y} — {end:%d.%m.%Y}"


def school_year(first: int) -> str:
    return f"{first}–{first + 1}"


def found_period(value: Period) -> str:
    """The caption of the period that the rows show."""
    return f"По срокам строк: {_between(value)}"


def ask_period(title: str, now: str, found: bool, over: bool) -> str:
    """`over`: the present period has passed."""
    lines = [f"📅 Период · {esc(clip(title, 80))}", ""]
    passed = ", он уже прошёл" if over else ""
    lines.append(f"Сейчас: {esc(now)}{passed}." if now else "В документе период не назван.")
    if found:
        lines.append("Первая кнопка\N{NO-BREAK SPACE}— от первого до последнего срока в строках.")
    ask = "На какой период её перенести?" if over else "За какой период эта дорожная карта?"
    lines += ["", ask]
    return "\n".join(lines)


def ask_typed_period() -> str:
    return (
        "📅 Период\n\nНапишите, например: 2026-2027, или 2025-2027 гг., "
        "или 01.09.2026 - 31.05.2027."
    )
