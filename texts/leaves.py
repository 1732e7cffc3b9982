"""Leave and illness: who is away until when, and who stands in."""

from collections.abc import Sequence
from datetime import date

from domain.roles import Role
from texts import dates
from texts.html import b, clip, esc, fit
from texts.people import ROLES
from texts.plural import counted
from texts.typography import stop, tidy

LEAVE = "Отпуск, больничный"
TILL_FRIDAY = "До пятницы"
TWO_WEEKS = "На две недели"
UNKNOWN = "Срок пока неизвестен"
OTHER_FIRST = "Не с сегодняшнего дня"
NO_DEPUTY = "Без замены"
BACK = "Уже на работе"
NOT_GOING = "Отменить"
OTHER_TERM = "Другой срок"
OTHER_DEPUTY = "Другой заместитель"
GIVE_ROLE = "Дать роль заместителю"
MY_ITEMS = "Мои дела"
APPOINT = "Назначить замену"
COLLEAGUES = "Дела коллеги"
_THINGS = ("дело", "дела", "дел")
_PAIRS = ("пара", "пары", "пар")

REFUSALS = {
    "leave_order": "Последний день отпуска раньше первого, уже прошёл или слишком далеко. Ничего "
    "не изменилось. Выберите другой день.",
    "leave_over": "Этот отпуск уже закончился: напоминания снова приходят самому человеку.",
    "leave_deputy": "Этот человек в эти дни не сможет заменить. Ничего не изменилось. Выберите "
    "другого заместителя или оставьте без замены.",
}


def pair_caption(mentees: Sequence[str]) -> str:
    """The way to a substitute mentor in one pair."""
    return clip(f"Замена в паре: {', '.join(mentees) or 'без участников'}", 60)


def term(first: date, last: date | None, today: date) -> str:
    """«с 16 ноября по 30 ноября», «с 16 ноября, когда закончится, неизвестно»."""
    since = "со" if first.day == 2 else "с"
    begun = f"{since} {dates.plain(first, today)}"
    return f"{begun} по {dates.plain(last, today)}" if last else f"{begun}, срок пока неизвестен"


def _head(name: str, myself: bool) -> str:
    return f"👥 {b(LEAVE)}" + ("" if myself else f" · {esc(clip(name, 120))}")


def none(name: str, myself: bool, due: int) -> str:
    """Nobody is away yet: until which day?"""
    lines = [_head(name, myself), ""]
    lines.append(
        "Пока человека нет, бот ему не пишет. Напоминания получает заместитель, он же может "
        "отметить дела."
        if not myself
        else "Пока Вас нет, бот Вам не пишет. Напоминания получает заместитель, он же может "
        "отметить Ваши дела."
    )
    if due:
        lines.append(f"Срок подходит в ближайшие две недели: {counted(due, *_THINGS)}.")
    lines += ["", "По какой день включительно? Можно написать: «до 30 ноября»."]
    return tidy(fit(lines))


def ask_first(name: str, myself: bool) -> str:
    return tidy(fit([_head(name, myself), "", "С какого дня?"]))


def ask_last(name: str, myself: bool, first: date, today: date) -> str:
    since = f"{'Со' if first.day == 2 else 'С'} {dates.plain(first, today)}."
    return tidy(fit([_head(name, myself), "", f"{since} По какой день включительно?"]))


def ask_deputy(name: str, myself: bool, first: date, last: date | None, today: date) -> str:
    said = term(first, last, today)
    return tidy(fit([
        _head(name, myself), f"{said[0].upper()}{said[1:]}.", "",
        "Кто получит напоминания вместо Вас?" if myself
        else "Кто получит напоминания вместо этого человека?",
        "Сверху те, кому бот может написать.",
    ]))  # fmt: skip


def leave(
    *, name: str, myself: bool, first: date, last: date | None, today: date, begun: bool,
    deputy: str, due: int, pairs: int, lacks: Role | None,
) -> str:  # fmt: skip
    """A leave that is entered, and what it means."""
    said = term(first, last, today)
    lines = [_head(name, myself), b(f"{said[0].upper()}{said[1:]}"), ""]
    if deputy:
        lines.append(f"Напоминания получает: {esc(stop(deputy))}")
    else:
        lines.append(
            "Замены нет: напоминания ждут, о просроченном узнает куратор."
            if due
            else "Замены нет, срочного тоже."
        )
    if due:
        lines.append(f"Срок подходит за это время: {counted(due, *_THINGS)}.")
    if lacks is not None:
        lines.append(
            f"У заместителя нет роли «{ROLES[lacks]}»: без неё решать вместо коллеги не получится."
        )
    if pairs:
        lines.append(f"Без замены наставника: {counted(pairs, *_PAIRS)}.")
    lines.append(_after(begun=begun, last=last, myself=myself))
    return tidy(fit(lines))


def _after(*, begun: bool, last: date | None, myself: bool) -> str:
    if last is None:
        return f"Когда срок станет известен, нажмите «{OTHER_TERM}»."
    if not begun:
        return "До этого дня всё идёт как обычно."
    return "Потом бот напишет сам." if myself else "Потом всё вернётся само."


def back(name: str, myself: bool) -> str:
    """The receipt of a leave that is over or off."""
    return tidy(fit([
        _head(name, myself), "",
        "✅ Отметили: отпуска нет. Напоминания снова приходят Вам." if myself
        else "✅ Отметили: отпуска нет. Напоминания снова приходят самому человеку.",
    ]))  # fmt: skip


def stands_in(first: date, last: date | None, due: int, today: date) -> str:
    """In the bundle of who stands in."""
    said = f"отпуск {term(first, last, today)}. Напоминания о делах этого человека придут Вам"
    return tidy(f"{said}: {counted(due, *_THINGS)}." if due else f"{said}.")


STANDS_IN_NO_MORE = "Больше замещать не нужно: напоминания о делах этого человека Вам не придут."
WELCOME = "С возвращением"


def is_back(deputy: str, done: int, due: int) -> str:
    """In the first bundle after a leave."""
    parts = [stop(f"Вас замещали: {deputy}")] if deputy else []
    if done:
        parts.append(f"За это время отмечено: {counted(done, *_THINGS)}.")
    parts.append(f"Ждут Вас: {counted(due, *_THINGS)}." if due else "Просроченных дел нет.")
    return tidy(" ".join(parts))


def colleagues(name: str, count: int) -> str:
    """What somebody on leave has to do; `count`: open things."""
    head = f"👥 {b(COLLEAGUES)} · {esc(clip(name, 120))}"
    left = f"Не выполнено: {counted(count, *_THINGS)}." if count else "Всё выполнено."
    return tidy(fit([head, "", left]))


def thing(label: str, due: date | None, today: date) -> str:
    """One of them as a caption."""
    return f"{clip(label, 48)} · {dates.plain(due, today)}" if due else clip(label, 60)
