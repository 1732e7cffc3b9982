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
FROM_TODAY = "С сегодня до возвращения"
NOT_KNOWN = "Пока неизвестно"
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
REFUSE = "Отказаться от наставничества"
ADD_MENTOR = "Добавить наставника"
DECLINED_LINE = "Кого спросить вместо?"
LEFT_LINE = "Если нужен ещё один наставник, добавьте."
SILENT_LINE = "Спросить ещё раз или записать согласие?"
UNHEARD_LINE = "Запишите согласие или спросите другого."
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


def ask_decline(pair: str, several: bool) -> str:
    """Before a mentor's no; `several`: other mentors stay in the pair."""
    after = (
        "Другие наставники останутся, из пары выйдете только Вы."
        if several
        else "Пары не будет, куратор предложит её другому наставнику."
    )
    return tidy(
        f"👥 {b('Отказаться от пары?')}\n{esc(clip(pair, 200))}\n\n{after} Причину указывать не "
        "нужно."
    )


def declined(goes_on: bool) -> str:
    told = "Ответ записан, спасибо. Куратор увидит его, причину указывать не нужно."
    return f"{told} Пара остаётся с другим наставником." if goes_on else told


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


def asked_again(names: Sequence[str]) -> str:
    """The receipt of asking anew; nobody: they have no chat."""
    if not names:
        return "Спросить в чате некого: наставник пока без бота. Спросите лично и запишите ответ."
    return tidy(
        f"✅ Вопрос придёт ещё раз в сообщении дня: {esc(people(names, 3))}. Если ответа не "
        "будет, бот напомнит Вам."
    )


def ask_other(pair: str) -> str:
    return tidy(
        f"👥 {b('Другой наставник')}\n{esc(clip(pair, 200))}\n\nКого спросить? Форма, цель и срок "
        "останутся прежними."
    )


def other_asked(pair: str) -> str:
    return tidy(f"✅ Предложено, наставник получит вопрос: {esc(clip(pair, 200))}")


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


def transferred(pair: str, *, asked: bool) -> str:
    """`asked`: the new mentor says yes or no first, and the pair waits for its papers."""
    told = f"✅ Передано. Новая пара: {esc(clip(pair, 200))}"
    if asked:
        told += (
            "\n\nНаставник получит вопрос в ближайшем напоминании. Пара начнёт работать, когда "
            "будут внесены все её бумаги."
        )
    return told


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


def refused(until: date, today: date) -> str:
    """The receipt for the mentor."""
    return tidy(
        f"✅ Отказ записан, последний день — {dates.plain(until, today)}. Куратор узнает об этом "
        "из сообщения дня. Объяснять причину не нужно."
    )


def over(pair: str, ends: date) -> str:
    return f"Срок пары прошёл {ends:%d.%m.%Y}: {pair}"
