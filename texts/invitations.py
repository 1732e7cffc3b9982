"""Invitation links: whom to invite, what to forward, what is still open."""

from datetime import date
from urllib.parse import quote, urlencode

from texts import dates
from texts.html import b, clip, esc, link
from texts.plural import counted
from texts.typography import tidy

TIMES = ("раз", "раза", "раз")

PUPIL = "Ученик (наставляемый)"
FORWARD = "Переслать"
ONE_OFF = "Одноразовая ссылка"
LINKS = "Действующие ссылки"
REVOKE = "Отозвать ссылку"
REVOKE_YES = "Да, отозвать"

REFUSALS = {
    "link_broken": "Ссылка скопирована не целиком или в ней опечатка. "
    "Откройте её ещё раз из сообщения куратора или попросите новую.",
    "link_foreign": "Эта ссылка выдана другим ботом или в другой школе. "
    "Попросите у своего куратора новую.",
    "link_expired": "Срок этой ссылки закончился. Попросите у куратора новую, "
    "это займёт у него минуту.",
    "link_revoked": "Эту ссылку отозвали. Если она Вам нужна, попросите у куратора новую.",
    "link_used": "По этой ссылке уже кто-то вошёл, а она одноразовая. Попросите у куратора новую.",
    "link_for_other": "Эта ссылка выдана другому человеку, а этот чат уже чей-то. Если ссылка не "
    "Ваша, попросите у куратора ссылку на роль, без имени. Если телефоном пользуетесь и Вы, "
    "освободите чат и откройте ссылку снова.",
}


def ask_whom(school: str) -> str:
    return f"👥 {b('Пригласить')} · {esc(clip(school, 200))}\n\nКого пригласить?"


def ask_title(school: str) -> str:
    return (
        f"👥 {b('Пригласить специалиста')} · {esc(clip(school, 200))}\n\nКакая у него должность?"
    )


def made(
    *, school: str, role: str, person: str, https: str, deep: str, shared: bool, until: date,
    today: date, uses: int,
) -> str:  # fmt: skip
    """The message to forward: what the link is, for whom and how long."""
    whom = f", {esc(clip(person, 200))}" if person else ""
    return tidy(
        f"👥 {b('Приглашение')} · {esc(role)}{whom}\n\n"
        f"{esc(clip(school, 300))} приглашает в бот «Наставник». Откройте ссылку и нажмите "
        f"«Запустить»:\n{esc(https)}\n\nЕсли ссылка не открывается: "
        f"{link('открыть в приложении', deep)} или {esc(deep)}\n\n"
        f"{_kind(shared)}, действует {dates.until(until, today)}.{_used(uses)}"
    )


def picture(*, school: str, role: str, https: str, until: date, today: date) -> str:
    """The caption of the QR picture says in words what it shows."""
    return tidy(
        f"QR-код приглашения: {esc(clip(school, 200))}, роль: {esc(clip(role, 100))}. "
        f"Наведите камеру телефона или откройте ссылку:\n{esc(https)}\n"
        f"Действует {dates.until(until, today)}."
    )


def _kind(shared: bool) -> str:
    return "Ссылка общая: её можно разослать всем" if shared else "Ссылка одноразовая"


def _used(uses: int) -> str:
    return f" Вошли по ней: {counted(uses, *TIMES)}." if uses else ""


def share_address(https: str, school: str) -> str:
    """Opens the messenger's own list of chats with the link ready to be sent."""
    words = f"{clip(school, 150)} приглашает в бот «Наставник». Откройте и нажмите «Запустить»."
    return "https://t.me/share/url?" + urlencode({"url": https, "text": words}, quote_via=quote)


def listing(school: str, total: int) -> str:
    head = f"👥 {b('Действующие ссылки')} · {esc(clip(school, 200))}"
    if not total:
        return f"{head}\n\nСейчас нет ни одной."
    return f"{head}\n\nОткройте ссылку, чтобы переслать её или отозвать."


def line(*, role: str, person: str, shared: bool, uses: int, until: date, today: date) -> str:
    """A button's caption in the list."""
    kind = f"общая, вошли {uses}" if shared else "одноразовая"
    who = clip(person or role, 24)
    return f"{who} · {kind} · до {dates.plain(until, today)}"


def ask_revoke(role: str) -> str:
    return (
        f"👥 Отозвать ссылку (роль: {esc(clip(role, 100))})?\n\n"
        "По ней больше никто не войдёт. Кто уже вошёл, останется."
    )


def revoked() -> str:
    return "Ссылка отозвана"
