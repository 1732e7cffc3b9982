"""Answers on paper about pairs, meetings and programmes: the list, the question, the receipt."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Final

from domain.health import Answer, Fit
from domain.meetings import NextState
from domain.on_paper import Kind
from texts import dates
from texts.health_asking import ANSWERS as CHECKS
from texts.health_asking import FITS
from texts.html import b, clip, esc, fit
from texts.typography import stop, tidy

WAY = "Ответы на бумаге"
OTHER_DAY = "Другая дата на бумаге"
MORE = "Внести ещё ответ"
TO_PAIR = "К паре"

_YES, _NO = "yes", "no"
ANSWERS: Final[Mapping[Kind, Mapping[str, str]]] = {
    Kind.OFFER: {_YES: "Согласие быть наставником", _NO: "Отказ"},
    Kind.HELD: {_YES: "Встреча была", _NO: "Встречи не было"},
    Kind.RATING: {str(each): str(each) for each in range(1, 6)},
    Kind.TIME: {_YES: "Время подходит"},
    Kind.STEP: {
        NextState.DONE: "Сделано", NextState.OPEN: "Ещё нет", NextState.DROPPED: "Не нужно",
    },
    Kind.PROGRAMME: {_YES: "Подпись есть", _NO: "Просит изменить"},
    Kind.CHECK: {each: CHECKS[each] for each in Answer},
    Kind.FIT: {**{each: FITS[each] for each in Fit}, Fit.CHANGE: "Просит сменить пару"},
    Kind.REFUSAL: {
        "0": "Последний день — дата бумаги", "7": "Через неделю", "14": "Через две недели",
        "30": "Через месяц",
    },
}  # fmt: skip
_QUESTIONS: Final[Mapping[Kind, str]] = {
    Kind.OFFER: "Что на бумаге?",
    Kind.HELD: "Что на бумаге?",
    Kind.RATING: "Какая оценка на бумаге? После записи её не увидит никто: наружу выходит только "
    "среднее, и то не меньше чем от пяти человек.",
    Kind.TIME: "Время подходит? Если нет, перенесите встречу с её карточки.",
    Kind.STEP: "Что стало со следующим шагом?",
    Kind.PROGRAMME: "Что на бумаге?",
    Kind.CHECK: "Что на бумаге? Ответ увидит тот, кто ведёт пары, вторая сторона не увидит.",
    Kind.FIT: "Что на бумаге? Ответ увидит тот, кто ведёт пары, вторая сторона не увидит.",
    Kind.REFUSAL: "Какой день последний?",
}
_PRIVATE: Final = frozenset({Kind.RATING, Kind.FIT})  # not told again, in the receipt either


def title(
    kind: Kind, others: Sequence[str], day: date | None,
    at: datetime | None, step: str, today: date,
) -> str:  # fmt: skip
    """What the answer is about, plain: «Встреча 12 октября: была ли»."""
    when = f" {dates.plain(day, today)}" if day else ""
    who = ", ".join(clip(each, 40) for each in others[:2])
    if kind is Kind.TIME:
        clock = f" в {dates.clock(at)}" if at else ""
        return f"Время встречи{when}{clock}, {who}"
    named = {
        Kind.OFFER: f"Быть наставником: {who}",
        Kind.HELD: f"Была ли встреча{when}, {who}",
        Kind.RATING: f"Оценка встречи{when}, {who}",
        Kind.STEP: f"Следующий шаг после встречи{when}: {clip(step, 60) or who}",
        Kind.PROGRAMME: f"Подпись под программой, {who}",
        Kind.CHECK: f"Всё ли в порядке в паре, {who}",
        Kind.FIT: f"Как в паре, {who}",
        Kind.REFUSAL: f"Отказ от наставничества, {who}",
    }
    return named[kind]


def matters(name: str, school_class: str, lines: Sequence[str]) -> str:
    where = f" · {esc(clip(school_class, 20))}" if school_class else ""
    head = f"📋 {b(WAY)} · {esc(clip(name, 100))}{where}"
    if not lines:
        return tidy(f"{head}\n\nСейчас вносить нечего: пара и встречи ни о чём не спрашивают.")
    return tidy(fit([head, "", *lines, "", "Что внести?"]))


def line(number: int, about: str, on: date | None, by: str, today: date) -> str:
    """«1. Была ли встреча 12 октября: на бумаге, 13 октября, внесено: Иванова О. С.»."""
    tail = f": {stamp(on, by, today)}" if on else ""
    return f"{number}. {esc(about)}{tail}"


def stamp(on: date, by: str, today: date) -> str:
    """Which paper and who entered it; HTML."""
    entered_ = f", внесено: {esc(clip(by, 60))}" if by else ""
    return f"на бумаге, {dates.plain(on, today)}{entered_}"


def caption(number: int, about: str) -> str:
    return clip(f"{number}. {about}", 60)


def ask(
    name: str, kind: Kind, about: str, day: date, on: date | None, by: str, today: date
) -> str:
    known = f"\nУже внесено {stamp(on, by, today)}. Новый ответ его заменит." if on else ""
    return tidy(
        f"📋 {b(about)} · {esc(clip(name, 100))}\nДата на бумаге: {b(dates.plain(day, today))}"
        f"{known}\n\n{_QUESTIONS[kind]}"
    )


def ask_day(name: str, about: str) -> str:
    return f"📅 {b(about)} · {esc(clip(name, 100))}\n\nКакая дата стоит на бумаге?"


def entered(
    name: str, about: str, answer: str, kind: Kind, on: date, by: str, today: date
) -> str:  # fmt: skip
    told = "" if kind in _PRIVATE else f"{esc(answer)}: "
    said = f"{told}{stamp(on, by, today)}"
    return tidy(
        f"✅ {b(about)} · {esc(clip(name, 100))}\n\n{stop(said[:1].upper() + said[1:])}\n\n"
        "Ошибка? Внесите правильный ответ ещё раз, он заменит этот."
    )
