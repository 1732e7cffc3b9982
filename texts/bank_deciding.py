"""What a school decides of somebody: criteria, the interview, the reason of a no."""

from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc
from texts.typography import tidy

BY_WISH = "По желанию человека"
BY_SCHOOL = "По решению школы"
NO_REASON = "Без причины"
OTHER_DAY = "Другой день"
REASONS: Final = {
    "criteria": "Не все критерии",
    "places": "Сейчас нет пары",
    "later": "Решили позже",
}


def criteria(name: str, met: int, of: int) -> str:
    return tidy(
        f"👥 {b('Банк · критерии')} · {esc(clip(name, 100))}\n\nОтмечено {met} из {of}. "
        "Нажмите на критерий, чтобы отметить его или снять отметку. «По данным» — бот увидел это "
        "сам."
    )


def tick(text: str, met: bool | None, *, by_data: bool) -> str:
    """A criterion as a button; a tick, a no or nothing yet."""
    mark = {True: "✅ ", False: "Нет: ", None: ""}[met]
    return f"{mark}{clip(text, 44)}{' · по данным' if by_data and met is not None else ''}"


def ask_interview(name: str, mark: int | None, day: date | None, today: date) -> str:
    told = "Оценки пока нет." if mark is None else f"Сейчас: {mark} из 5"
    when = f", {dates.plain(day, today)}." if day else ("" if mark is None else ".")
    return tidy(
        f"👥 {b('Банк · собеседование')} · {esc(clip(name, 100))}\n\n{told}{when}\n\n"
        "Как прошло? 1 — пока не подходит, 5 — очень подходит."
    )


def ask_interview_day(name: str) -> str:
    return tidy(
        f"👥 {b('Банк · собеседование')} · {esc(clip(name, 100))}\n\nВ какой день? Выберите или "
        "напишите."
    )


def ask_reason(name: str) -> str:
    return tidy(
        f"👥 {b('Банк · отказ')} · {esc(clip(name, 100))}\n\nПочему? Причину видит только школа. "
        "Человеку бот сам ничего не напишет: это решите Вы.\n\nВыберите или напишите."
    )


def ask_out(name: str) -> str:
    return tidy(
        f"👥 {b('Банк · убрать')} · {esc(clip(name, 100))}\n\nНовых пар не будет, нынешние пары "
        "не изменятся. Чьё это решение?"
    )
