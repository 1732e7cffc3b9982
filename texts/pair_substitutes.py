"""Who stands in for a mentor, in words."""

from datetime import date

from texts import dates
from texts.html import b, clip, esc
from texts.typography import tidy

FROM_TODAY = "С сегодня до возвращения"
STAND_IN = "Замещающий наставник"


def whose_leave(pair: str) -> str:
    return f"👥 {b('Замещающий наставник')}\n{esc(clip(pair, 200))}\n\nКого замещать?"


def ask_stand_in(pair: str) -> str:
    return (
        f"👥 {b('Замещающий наставник')}\n{esc(clip(pair, 200))}\n\nКто заменит на время "
        "отсутствия? У замещающего своё согласие и свои часы."
    )


def ask_leave(since: date | None, today: date) -> str:
    if since is None:
        return f"📅 {b('С какого дня замещение?')}"
    return f"📅 {b('По какой день?')}\n\nНачало: {dates.plain(since, today)}."


def whole_leave(first: date, last: date | None, today: date) -> str:
    """The caption: the days of the leave that is entered already."""
    return f"Весь отпуск: {dates.span(first, last, today)}"


def stands_in(since: date, until: date | None, today: date) -> str:
    span = dates.span(since, until, today)
    return tidy(f"✅ Замещающий наставник назначен: {span}. Потом первый вернётся сам.")


def back_caption(name: str) -> str:
    return f"Закончить замещение: {clip(name, 30)}"


def is_back() -> str:
    return "✅ Замещение закончено, прежний наставник снова с парой."
