"""The end of a campaign: its last day, closing, cancelling."""

from datetime import date

from texts import dates
from texts.campaigns import TYPE_LAST, Going, going
from texts.html import b, clip, esc
from texts.typography import tidy


def end(title: str, state: str, last: date | None, today: date) -> str:
    said = f"Последний день: {dates.plain(last, today)}." if last else ""
    if state == "closed":
        said = "Анкета закрыта, ответы сохранены."
    how = "" if state == "closed" else f" {TYPE_LAST}"
    return tidy(
        f"📅 {b('Срок и завершение')}\n{esc(clip(title, 150))}\n\n{said}{how} Что сделать?"
    )


def ask_cancel(title: str, sent: int, anonymous: bool) -> str:
    kept = "Присланные ответы сохранятся, анкету можно будет вернуть."
    if anonymous:
        kept = "Ответы без имён сотрутся, вернуть их будет нельзя."
    elif not sent:
        kept = "Её можно будет вернуть."
    return tidy(
        f"⚠️ {b('Отменить анкету?')}\n{esc(clip(title, 150))}\n\nБольше никого не спросим. {kept}"
    )


def ask_close(title: str, sent: int, *, few: bool) -> str:
    """Of answers without names; `few`: too few to be told."""
    after = (
        "Это меньше пяти: итогов не будет, ответы сотрутся."
        if few
        else "Итоги откроются, а открыть анкету снова будет нельзя."
    )
    return tidy(
        f"⚠️ {b('Закрыть анкету без имён?')}\n{esc(clip(title, 150))}\n\n"
        f"Прислали ответы: {sent}. {after}"
    )


def closed(it: Going) -> str:
    return f"✅ Анкета закрыта.\n\n{going(it)}"


def cancelled(title: str) -> str:
    return tidy(f"⏸ Анкета отменена: {esc(clip(title, 150))}. Больше никому не напомним.")


def discarded() -> str:
    return "Черновик убран, никому ничего не отправлено."


def prolonged(it: Going) -> str:
    return f"✅ Срок изменён.\n\n{going(it)}"
