"""A reflective meeting that the curator calls for all pairs."""

from datetime import date, datetime

from texts import dates
from texts.html import b
from texts.meeting_names import when
from texts.plural import counted
from texts.typography import tidy

CALL = "Собрать все пары"
HELD_ALL = "✅ Состоялась у всех"
OFF = "Не состоялась"
TOPIC = "Рефлексивная встреча"
NOT_HELD = "Не состоялась"
_PAIRS = ("пара", "пары", "пар")
_TO_PAIRS = ("паре", "парам", "парам")


def ask_day(pairs: int) -> str:
    return tidy(
        f"📅 {b('Рефлексивная встреча')}\n\nСоберутся все работающие пары школы: "
        f"{counted(pairs, *_PAIRS)}. В какой день?"
    )


def called(at: datetime, pairs: int, today: date) -> str:
    return tidy(
        f"✅ {b('Рефлексивная встреча назначена')}\n{when(at.date(), at, today).capitalize()}\n\n"
        f"Бот напомнит {counted(pairs, *_TO_PAIRS)} накануне и спросит Вас после неё, как прошло."
    )


def held(pairs: int, day: date, today: date) -> str:
    return tidy(
        f"✅ {b('Рефлексивная встреча')} {dates.plain(day, today)}\n\nОтмечена: "
        f"{counted(pairs, *_PAIRS)}. Если какая-то пара не пришла, поправьте её запись."
    )


def otherwise() -> str:
    return tidy(
        f"🕒 {b('Рефлексивная встреча')}\n\nЧто с ней? Отдельную пару можно поправить позже, в её "
        "встречах."
    )


def off(pairs: int) -> str:
    return tidy(
        f"⏸ {b('Рефлексивная встреча')}\n\nОтмечено: не состоялась ({counted(pairs, *_PAIRS)}). "
        "Назначьте другой день, когда будете готовы."
    )
