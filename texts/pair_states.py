"""Steps of a pair in words, and what the bundle says of pairs."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.pair_papers import PaperKind
from texts import dates
from texts.html import b, clip, esc
from texts.pairs import people
from texts.plural import counted
from texts.typography import tidy

ORDER = "📎 Внести приказ"
PAUSE = "Поставить на паузу"
COMPLETE = "Завершить"
END = "Закончить досрочно"
TRANSFER = "Передать другому"
NOT_KNOWN = "Пока неизвестно"
PROLONG = "Продлить"
SHOW_MISSING = "Показать пары"
ASKED_LINE = "Куратор предлагает Вам быть наставником. Согласны?"
MISSING_LINE = "Внесите номера и даты, когда бумаги будут готовы."
OVER_LINE = "Завершить пару или продлить срок?"
LEAVES_LINE: Final = {
    PaperKind.REFUSAL: "Решите, кто продолжит.",
    PaperKind.NOTICE: "Вопросы можно задать куратору.",
}
REFUSE = "Отказаться от наставничества"
_STEPS: Final = {
    "agree": "Согласие записано",
    "start": "Пара начала работу",
    "resume": "Пара снова работает",
    "complete": "Пара завершена",
}


def choose(pair: str) -> str:
    return f"👥 {b('Что с парой?')}\n{esc(clip(pair, 200))}\n\nВсё можно отменить в течение суток."


def stepped(step: str, pair: str) -> str:
    return tidy(f"✅ {_STEPS[step]}: {esc(clip(pair, 200))}")


def declined() -> str:
    return "Ответ записан, спасибо. Куратор увидит его, причину указывать не нужно."


def ask_pause(pair: str) -> str:
    return (
        f"⏸ {b('Пауза')}\n{esc(clip(pair, 200))}\n\nПо какой день? После него пара сама вернётся "
        "к работе."
    )


def paused(until: date | None, today: date) -> str:
    tail = f" до {dates.plain(until, today)}" if until else ", пока Вы её не возобновите"
    return f"⏸ Пара на паузе{tail}."


def ask_why(pair: str) -> str:
    return (
        f"👥 {b('Закончить досрочно')}\n{esc(clip(pair, 200))}\n\nПочему? Выберите или напишите "
        "одной фразой. Причину видят только куратор и директор."
    )


def ended() -> str:
    return "✅ Пара закончена досрочно. История и бумаги сохранены."


def ask_transfer(pair: str) -> str:
    return tidy(
        f"👥 {b('Передать другому наставнику')}\n{esc(clip(pair, 200))}\n\nКто продолжит? "
        "Появится новая пара с той же целью и сроком, прежняя останется в истории."
    )


def transferred(pair: str) -> str:
    return f"✅ Передано. Новая пара: {esc(clip(pair, 200))}"


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


def asked(mentees: Sequence[str]) -> str:
    """Plain: whom the mentor is asked to help."""
    return f"Новая пара: {people(mentees, 3)}"


def missing(pairs: int, mentors: Sequence[str]) -> str:
    """Plain: how many pairs lack papers, some by their mentors."""
    named = f" ({people(mentors, 3)})" if mentors else ""
    return f"Не все бумаги у {counted(pairs, 'пары', 'пар', 'пар')}{named}"


def leaves(kind: PaperKind, mentor: str, mentees: Sequence[str], until: date) -> str:
    """Plain: to the curators of a refusal, to the mentor of the school's notice."""
    last = f"последний день {until:%d.%m.%Y}"
    if kind is PaperKind.REFUSAL:
        return f"Отказ наставника: {mentor} ({people(mentees, 2)}), {last}"
    return f"Школа отменяет поручение о наставничестве ({people(mentees, 2)}), {last}"


def refused(until: date, today: date) -> str:
    """The receipt for the mentor."""
    return tidy(
        f"✅ Отказ записан, последний день — {dates.plain(until, today)}. Куратор узнает об этом "
        "из сообщения дня. Объяснять причину не нужно."
    )


def over(pair: str, ends: date) -> str:
    return f"Срок пары прошёл {ends:%d.%m.%Y}: {pair}"
