"""What the bundle says of pairs."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from domain.pair_papers import PaperKind
from texts import dates
from texts.html import clip
from texts.pair_names import people
from texts.plural import counted
from texts.typography import tidy

PROLONG = "Продлить"
SHOW_MISSING = "Показать пары"
ASKED_LINE = "Куратор предлагает Вам быть наставником. Согласны?"
MISSING_LINE = "Внесите номера и даты, когда бумаги будут готовы."
STOPPED_LINE = (
    "Согласия на участие больше нет. Новых встреч пока не назначайте: что дальше, скажет куратор."
)
OUT_LINE = "Согласия на участие больше нет. С остальными работа идёт дальше."
OVER_LINE = "Завершить пару или продлить срок?"
LEAVES_LINE: Final = {
    PaperKind.REFUSAL: "Решите, кто продолжит.",
    PaperKind.NOTICE: "Вопросы можно задать куратору.",
}
ADD_MENTOR = "Добавить наставника"
DECLINED_LINE = "Кого спросить вместо?"
LEFT_LINE = "Если нужен ещё один наставник, добавьте."
FULL_LINE = "Места у наставника уже нет: поднимите предел или добавьте другого."
SILENT_LINE = "Спросить ещё раз или записать согласие?"
UNHEARD_LINE = "Запишите согласие или спросите другого."


def offer_declined(by: Sequence[str], mentees: Sequence[str]) -> str:
    """Plain, to the curators: a proposed pair that its mentor does not take."""
    return f"Отказ от новой пары: {people(by, 2)} ({people(mentees, 2)})"


def offer_left(by: Sequence[str], pair: str) -> str:
    """Plain: one of several mentors does not take it, the others stay."""
    return f"Отказ от новой пары: {people(by, 2)}; остаются {pair}"


def offer_silent(waits: Sequence[str], mentees: Sequence[str], since: date) -> str:
    """Plain: those who have not answered for long."""
    return f"Нет ответа о новой паре с {since:%d.%m}: {people(waits, 2)} ({people(mentees, 2)})"


def offer_unheard(waits: Sequence[str], mentees: Sequence[str]) -> str:
    """Plain: those whom the bot cannot ask."""
    return (
        f"Спросите лично: {people(waits, 2)}, без чата с ботом. Новая пара: {people(mentees, 2)}"
    )


def stopped(mentees: Sequence[str]) -> str:
    """Plain: with whom the work stops."""
    return f"Пара остановлена: {people(mentees, 3)}"


def standing_in(instead: str, mentees: Sequence[str], *, mine: bool, over: bool) -> str:
    """Plain: to the substitute (`mine`) or to a mentee."""
    if mine:
        head = "Замещение закончено" if over else "Вы замещаете наставника"
        return f"{head}: {clip(instead, 60)} — {people(mentees, 2)}"
    return "Ваш наставник вернулся" if over else "Замена наставника"


def standing_in_line(
    who: str, instead: str, since: date, until: date | None, today: date, *, mine: bool, over: bool
) -> str:
    if over:
        told = "Встречи снова ведёт прежний наставник." if mine else f"С Вами снова {instead}."
        return tidy(told)
    days = dates.span(since, until, today)
    if mine:
        return tidy(f"Это на время отпуска: {days}. Пара уже среди Ваших.")
    return tidy(f"На время отпуска ({days}) с Вами {who}, потом снова {instead}.")


def out(name: str) -> str:
    """Plain: who is in a group no more."""
    return f"В группе больше нет участника: {people([name], 1)}"


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


def over(pair: str, ends: date) -> str:
    return f"Срок пары прошёл {ends:%d.%m.%Y}: {pair}"
