"""Papers of a roadmap in the chat: which, of what period, as of which day; refusals."""

from datetime import date
from typing import Final

from domain.planfact import Summary
from domain.progress import Progress
from domain.schoolyear import label, school_year
from domain.stretches import Stretch, Unit
from texts import dates
from texts.dates import month
from texts.html import b, clip, esc
from texts.paper_cells import NBSP, full
from texts.plural import counted
from texts.statement import of_period, standing
from texts.typography import tidy

AT_ROWS: Final = ("строке", "строках", "строках")


STATEMENT: Final = "Справка о выполнении"
ANNEX: Final = "Приложение к приказу (Word)"
PAST_SHEET: Final = "Таблица на прошлую дату"
OWN_PERIOD: Final = "Свои даты"
AS_OF_TODAY: Final = "По состоянию на сегодня"
AS_OF_OTHER: Final = "На другой день"
OTHER_PERIOD: Final = "Другой период"
OTHER_PAST_DAY: Final = "Другая дата"
ANNEX_NAME: Final = "Приложение к приказу"
PROGRESS_NAME: Final = "Ход дорожной карты"
TITLE: Final = 300

REFUSALS = {
    "as_of_future": "Этот день ещё не закончился. Выберите сегодняшний или прошедший день.",
    "as_of_before": "Карта ведётся в боте с {day}: о более ранних днях данных нет. "
    "Выберите этот день или любой после него.",
    "period_reversed": "Период заканчивается раньше, чем начинается. Выберите даты ещё раз.",
}


def ask_period(title: str) -> str:
    return f"📊 {b(STATEMENT)}\n{esc(clip(title, TITLE))}\n\nЗа какой период?"


def ask_first(title: str) -> str:
    return f"📊 {b(STATEMENT)}\n{esc(clip(title, TITLE))}\n\nС какого дня?"


def ask_last(title: str, first: date) -> str:
    head = f"📊 {b(STATEMENT)}\n{esc(clip(title, TITLE))}"
    return f"{head}\nНачало: {esc(full(first))}\n\nПо какой день?"


def ask_as_of(title: str) -> str:
    return tidy(
        f"📊 {b(STATEMENT)}\n{esc(clip(title, TITLE))}\n\n"
        "По состоянию на какой день? Данные будут такими, какими были к его концу."
    )


def ask_past(title: str, since: date, today: date) -> str:
    """Which past day the progress sheet is wanted of."""
    return tidy(
        f"📊 {b(PAST_SHEET)}\n{esc(clip(title, TITLE))}\n\n"
        f"Данные есть с {esc(dates.plain(since, today))}. На конец какого дня?"
    )


def no_past(title: str) -> str:
    return tidy(
        f"📊 {b(PAST_SHEET)}\n{esc(clip(title, TITLE))}\n\n"
        "Карта запущена сегодня, прошлых дней у неё ещё нет. Завтра здесь можно будет выбрать "
        "сегодняшний."
    )


def stretch(one: Stretch, today: date) -> str:
    """The caption of a period."""
    if one.unit is Unit.MONTH:
        year = "" if school_year(one.first) == school_year(today) else f" {one.first.year}"
        return f"{month(one.first.month).capitalize()}{year}"
    if one.unit is Unit.TERM:
        return f"{one.number}-я четверть"
    if one.unit is Unit.QUARTER:
        return f"{_ROMAN[one.number]} квартал {one.first.year}"
    if one.unit is Unit.HALF:
        return f"{one.number}-е полугодие"
    if one.unit is Unit.YEAR:
        return f"Учебный год {label(school_year(one.first)).replace('-', '–')}"
    return "Со дня запуска"


_ROMAN = ("", "I", "II", "III", "IV")


def day_caption(day: date, today: date) -> str:
    return dates.plain(day, today)


def statement_caption(
    title: str, first: date, last: date, day: date, told: tuple[Progress, Summary]
) -> str:
    """What stands under the statement: the same numbers."""
    progress, summary = told
    lines = [
        f"📊 {b(STATEMENT)}",
        esc(clip(title, TITLE)),
        f"С {esc(full(first))} по {esc(full(last))}, данные на {esc(full(day))}",
        "",
        esc(standing(progress, day)),
        esc(of_period(summary)),
    ]
    return tidy("\n".join(lines))


def annex_caption(title: str, terms: int, owners: int) -> str:
    """What stands under the annex: what of it differs from the document."""
    lines = [f"📎 {b('Приложение к приказу')}", esc(clip(title, TITLE)), ""]
    changed = [
        f"{what}{NBSP}— в{NBSP}{counted(many, *AT_ROWS)}"
        for what, many in (("сроки", terms), ("ответственные", owners))
        if many
    ]
    if changed:
        lines.append(f"Отличия от документа: {', '.join(changed)}.")
    else:
        lines.append("Сроки и ответственные — как в документе.")
    lines.append("Проверьте номер и дату приказа в шапке.")
    return tidy("\n".join(lines))


def past_caption(title: str, day: date, told: Progress) -> str:
    """What stands under the sheet of a past day."""
    return tidy(
        f"📊 {b('Ход дорожной карты')}\n{esc(clip(title, TITLE))}\n\n{esc(standing(told, day))}"
    )
