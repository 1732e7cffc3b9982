"""Who has answered a questionnaire and who has not; reminding the rest; the staff room."""

from collections.abc import Sequence
from datetime import date

from texts import dates
from texts.campaigns import LISTS, MINUTES, PEOPLE_TO, STAFF_ROOM
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import tidy


def list_caption(which: str, count: int) -> str:
    return f"{LISTS[which]}: {count}"


def people(title: str, which: str, names: Sequence[str], count: int, first: int) -> str:
    lines = [f"👥 {b(LISTS[which])}: {count}", esc(clip(title, 150)), ""]
    lines += [f"{number}. {esc(name)}" for number, name in enumerate(names, first)]
    if not count:
        lines.append("Здесь никого.")
    elif which == "n":
        lines += ["", "Передайте им анкету на бумаге или пригласите в бота."]
    return tidy(fit(lines))


def ask_nudge(title: str, told: int, already: int, without_chat: int, spent: int) -> str:
    lines = [f"🕒 {b('Напомнить остальным')}", esc(clip(title, 150)), ""]
    if told:
        lines.append(f"Напоминание придёт {b(counted(told, *PEOPLE_TO))} в сообщении дня.")
    else:
        lines.append("Сейчас напоминать некому.")
    lines += _beside(already, without_chat, spent)
    return tidy(fit(lines))


def nudge_now(count: int) -> str:
    return f"🕒 Напомнить {counted(count, *PEOPLE_TO)}"


def nudged(title: str, told: int, already: int, without_chat: int, spent: int) -> str:
    lines = [f"✅ Напомним {counted(told, *PEOPLE_TO)}: {esc(clip(title, 150))}."]
    return tidy(fit(lines + _beside(already, without_chat, spent)))


def _beside(already: int, without_chat: int, spent: int) -> list[str]:
    found = []
    if already:
        verb = plural(already, "получил", "получили", "получили")
        found.append(f"Сегодня уже {verb} сообщение: {already}. Второй раз за день не пишем.")
    if spent:
        got = plural(spent, "получил", "получили", "получили")
        found.append(
            f"Все три напоминания уже {got}: {spent}. Больше бот не пишет, напомнить можно лично."
        )
    if without_chat:
        found.append(f"Без чата: {without_chat}. Им можно дать анкету на бумаге.")
    return found


def staff_room(title: str, last: date | None, minutes: int, link: str, today: date) -> str:
    """The caption: a text to forward or to print."""
    until = f" Ответы ждём до {dates.plain(last, today)}." if last else ""
    return tidy(
        f"📎 {b(STAFF_ROOM)}\n\nКоллеги, просим ответить на вопросы: "
        f"«{esc(clip(title, 150))}», около {counted(minutes, *MINUTES)}.{until} Наведите камеру "
        f"телефона на код или откройте ссылку:\n{esc(link)}"
    )


def card(title: str, last: date | None, minutes: int, today: date) -> tuple[str, str, str]:
    """What stands on the printed card: the title, two lines."""
    until = f"Ответы ждём до {dates.plain(last, today)}" if last else ""
    return title, f"Около {counted(minutes, *MINUTES)}. Наведите камеру телефона", until
