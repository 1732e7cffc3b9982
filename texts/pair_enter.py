"""Entering a pair in words."""

from collections.abc import Sequence
from datetime import date

from domain.pairs import Form
from texts import dates
from texts.html import b, clip, esc
from texts.pair_names import FORMS, MENTEES, people
from texts.plural import counted
from texts.typography import stop, tidy

ANOTHER = "Внести ещё одну"
CONFIRM = "✅ Закрепить: уже работает"
PROPOSE = "Новая пара: спросить наставника"
OTHER_FORM = "Другая форма"
GROUP = "Это группа"
RAISE = "Увеличить предел и закрепить"


def choose_mentor(query: str = "") -> str:
    """The first step of entering a pair."""
    found = f"\n\nПо запросу «{esc(clip(query, 60))}»:" if query else ""
    return (
        f"👥 {b('Новая пара · 1 из 3')}\n\nКто наставник? Первыми стоят люди с ролью наставника."
        f"{found}\n\nМожно написать начало фамилии."
    )


def choose_mentee(mentor: str, query: str = "") -> str:
    found = f"\n\nПо запросу «{esc(clip(query, 60))}»:" if query else ""
    return (
        f"👥 {b('Новая пара · 2 из 3')}\nНаставник: {esc(clip(mentor, 100))}\n\n"
        f"Кто наставляемый? Первыми стоят те, кто пока без пары.{found}\n\n"
        "Можно написать начало фамилии."
    )


def confirm(
    mentor: str, mentee: str, form: Form, starts: date, ends: date, today: date, known: bool
) -> str:
    """The last step: everything guessed stands here and may be changed later."""
    lines = [
        f"👥 {b('Новая пара · 3 из 3')}",
        f"Наставник: {esc(clip(mentor, 100))}",
        f"Наставляемый: {esc(clip(mentee, 100))}",
        "",
        f"Форма: {b(FORMS[form])}",
        f"Срок: {dates.span(starts, ends, today)}, встречи раз в 14\u00a0дней",
        "",
    ]
    if known:
        lines.append("Такая пара уже есть и работает. Вторую вносить не нужно.")
    else:
        lines.append("Всё это можно изменить потом. Закрепить?")
    return tidy("\n".join(lines))


def full(mentor: str, limit: int, wanted: int) -> str:
    """The mentor has as many as the school allows."""
    who = f"{esc(clip(mentor, 100))}: предел" if mentor else "Предел"
    return tidy(
        f"⚠️ {b('Предел наставника')}\n\n{who} — "
        f"{counted(limit, *MENTEES)}, станет {wanted}. Ничего не изменилось.\n\n"
        "Поднять предел именно этому наставнику и закрепить?"
    )


def entered(pair: str, works: bool, lacks: Sequence[str], barred: Sequence[str]) -> str:
    """The receipt of entering a pair; `barred`: whose consent it waits for."""
    head = "✅ Пара закреплена" if works else "✅ Пара предложена, наставник получит вопрос"
    lines = [f"{head}: {esc(clip(pair, 200))}"]
    if barred:
        lines += [
            "", stop(f"⚠️ Нет согласия на участие: {esc(people(barred, 6))}")
            + " Как только согласие появится, пара начнёт работать сама.",
        ]  # fmt: skip
    if lacks:
        lines += ["", f"Осталось внести: {esc(clip('; '.join(lacks), 600))}."]
        if works:
            lines.append("Работе это не мешает, бот напомнит через неделю.")
    return tidy("\n".join(lines))
