"""«Нужна помощь взрослого»: what a pupil reads at once, as «ты», and what the adults read."""

from datetime import datetime
from typing import Final

from texts.html import b, clip, esc
from texts.typography import tidy

CALL = "Нужна помощь взрослого"
MISTAKE = "Нажато случайно"
TAKE = "Беру на себя"
PHONE = "Телефон помощи"
OPEN = "Открыть"
# The all-Russian helpline for children and parents, free and round the clock.
HELPLINE: Final = "8-800-2000-122"
EMERGENCY: Final = "112"


def called(phone: str, told: int, again: bool) -> str:
    if not told:
        head = "⚠️ Передать сообщение сейчас некому: ни у кого из взрослых школы нет чата с ботом."
    elif again:
        head = "✅ Взрослые школы уже получили твоё сообщение."
    else:
        head = "✅ Сообщение ушло психологу и куратору школы. С тобой свяжутся."
    own = [f"• школа: {b(clip(phone, 100))}"] if phone else []
    lines = [
        head,
        "",
        "Позвонить можно прямо сейчас, в любое время:",
        *own,
        f"• детский телефон доверия: {b(HELPLINE)}, бесплатно и круглосуточно",
        f"• если опасно прямо сейчас: {b(EMERGENCY)}",
        "",
        "Причину бот не спрашивает и не хранит. Одноклассники и наставник этого не увидят.",
    ]
    return tidy("\n".join(lines))


def taken_back() -> str:
    return "Хорошо, взрослым передадим, что кнопка нажата случайно. Если понадобится, она в меню."


def signal(who: str, school_class: str, at: datetime, taken_by: str) -> str:
    """What an adult reads; `at` local."""
    head = f"⚠️ {b('Нужна помощь взрослого')}"
    whom = f"{esc(who)}{f', {esc(school_class)}' if school_class else ''}"
    now = (
        f"Уже помогает: {esc(taken_by)}."
        if taken_by
        else "Поговорите, пожалуйста, как можно скорее. Причину бот не спрашивал."
    )
    return tidy(f"{head}\n{whom}, {at:%d.%m в %H:%M}\n\n{now}")


def untaken(who: str, school_class: str, at: datetime, *, heads: bool) -> str:
    """The call said again; `heads`: to the head of the school."""
    head = f"⚠️ {b('Нужна помощь взрослого')} · пока никто не ответил"
    whom = f"{esc(who)}{f', {esc(school_class)}' if school_class else ''}"
    now = (
        "Психолог и куратор получили сообщение, но разговор пока никто не взял на себя. "
        "Поговорите, пожалуйста, или поручите это сегодня."
        if heads
        else "Разговор пока никто не взял на себя. Поговорите, пожалуйста, как можно скорее."
    )
    return tidy(f"{head}\n{whom}, {at:%d.%m в %H:%M}\n\n{now}")


_MINUTES: Final = {30: "30 минут", 60: "час", 120: "2 часа"}


def again(minutes: int, *, chosen: bool) -> str:
    """The caption of a choice: when a call that nobody took is said again."""
    said = f"Через {_MINUTES[minutes]}"
    return f"✅ {said}" if chosen else said


def again_set(minutes: int) -> str:
    return (
        f"✅ Если никто не возьмёт разговор на себя, бот напомнит через {_MINUTES[minutes]} днём, "
        "затем утром, затем директору."
    )


def signal_off(who: str, school_class: str) -> str:
    whom = f"{esc(who)}{f', {esc(school_class)}' if school_class else ''}"
    return (
        f"🕒 {whom}: кнопка «Нужна помощь взрослого» нажата случайно, так ответили в чате. Всё же "
        "спросите при встрече, всё ли в порядке."
    )


def taken(who: str) -> str:
    return tidy(f"✅ Записано: с этим разговором Вы. {esc(who)} узнает, что сообщение увидели.")


def seen(by: str) -> str:
    who = f"{esc(by)} свяжется с тобой." if by else "С тобой свяжутся."
    return f"✅ Твоё сообщение увидели. {who}"


def ask_phone(phone: str) -> str:
    now = f"Сейчас: {b(clip(phone, 100))}." if phone else "Сейчас не задан."
    return (
        f"👥 {b(PHONE)}\n\nЕго увидит школьник, который нажмёт «{CALL}», в любое время суток. "
        f"{now} Рядом всегда стоят детский телефон доверия {HELPLINE} и {EMERGENCY}.\n\nНапишите "
        "номер, на который ответят; после запятой можно добавить имя или кабинет.\n\nЕсли "
        "никто не взял разговор на себя, психологу и куратору напомним днём ещё раз, затем "
        "утром, затем директору. Через сколько напомнить впервые?"
    )


def phone_set(phone: str) -> str:
    return f"✅ Телефон помощи: {esc(phone)}"
