"""Changing a pair in words: form, model, kinds, term, goal, rhythm, members, limits."""

from datetime import date
from typing import Final

from domain.pairs import Form, RoleModel
from texts import dates
from texts.html import b, clip, esc
from texts.pair_names import DAYS, FORMS, MENTEES, MODELS
from texts.plural import counted
from texts.typography import tidy

DONE = "Готово"
CHANGE = "Изменить пару"
CHANGE_FORM = "Форма"
CHANGE_MODEL = "Ролевая модель"
CHANGE_KINDS = "Виды"
CHANGE_TERM = "Срок"
CHANGE_GOAL = "Цель"
CHANGE_RHYTHM = "Ритм встреч"
CHANGE_MENTEES = "Наставляемые"
CHANGE_MENTORS = "Наставники"
THIS_YEAR = "Этот учебный год"
NO_END = "Без срока окончания"
FROM = "С другого дня"
TO = "До другого дня"
SKIP = "Не выбрана"
PERSON_LIMIT = "Предел наставляемых"
AS_SCHOOL = "Как в школе"


def choose_form(form: Form) -> str:
    return tidy(f"👥 {b('Форма наставничества')}\n\nСейчас: {FORMS[form]}. Кто кому помогает?")


def choose_model(form: Form, model: RoleModel | None) -> str:
    now = MODELS[model] if model else "не выбрана"
    return tidy(
        f"👥 {b('Ролевая модель')}\nФорма: {FORMS[form]}\n\nСейчас: {now}. Какая подходит?"
    )


def choose_kinds() -> str:
    return f"👥 {b('Вид наставничества')}\n\nМожно отметить несколько."


def chosen(text: str, now: bool) -> str:
    """A caption of a choice, marked when it is the present one."""
    shown = text[:1].upper() + text[1:]
    return f"✅ {shown}" if now else shown


def members(side: str, pair: str) -> str:
    """The screen of toggles of one side."""
    who = "Наставники" if side == "mentor" else "Наставляемые"
    return (
        f"👥 {b(who)}\n{esc(clip(pair, 200))}\n\nОтмеченные в паре с сегодняшнего дня или раньше. "
        "Нажмите на имя, чтобы добавить или убрать."
    )


def change(pair: str) -> str:
    return f"👥 {b('Изменить пару')}\n{esc(clip(pair, 200))}\n\nЧто изменить?"


def ask_term(starts: date | None, ends: date | None, today: date) -> str:
    now = dates.span(starts, ends, today) or "не указан"
    return tidy(f"📅 {b('Срок пары')}\n\nСейчас: {now}. Что изменить?")


def ask_day(first: bool) -> str:
    return f"📅 {b('С какого дня?' if first else 'До какого дня?')}"


def ask_goal(goal: str) -> str:
    now = f"Сейчас: {esc(clip(goal, 400))}\n\n" if goal else ""
    return f"👥 {b('Цель пары')}\n\n{now}Напишите цель одной-двумя фразами, без фамилий."


def ask_rhythm(every: int) -> str:
    return (
        f"📅 {b('Ритм встреч')}\n\nСейчас: раз в {counted(every, *DAYS)}. "
        "Как часто пара встречается?"
    )


def now_is(chosen: str) -> str:
    """The receipt of a choice."""
    return tidy(f"✅ Сохранено: {esc(clip(chosen, 300))}")


def term_is(starts: date | None, ends: date | None, today: date) -> str:
    return tidy(f"✅ Срок пары: {dates.span(starts, ends, today) or 'не указан'}")


def rhythm_is(every: int) -> str:
    return f"✅ Встречи раз в {counted(every, *DAYS)}"


def toggled(name: str, inside: bool) -> str:
    return f"✅ {clip(name, 55)}" if inside else clip(name, 58)


RHYTHMS: Final = {
    7: "Раз в неделю", 10: "Раз в 10 дней", 14: "Раз в две недели", 21: "Раз в три недели",
    30: "Раз в месяц", 60: "Раз в два месяца",
}  # fmt: skip


def limit(value: int) -> str:
    return tidy(
        f"👥 {b('Сколько наставляемых у наставника')}\n\nСейчас в школе: не больше "
        f"{b(str(value))} сразу. Каждому наставнику можно поставить свой предел в его карточке."
        "\n\nСколько разрешить всем?"
    )


def own_limit(name: str, mentees: int, value: int, own: bool) -> str:
    """The mentor's limit, from the person's card."""
    whose = "свой предел" if own else "предел школы"
    return tidy(
        f"👥 {esc(clip(name, 100))}\n\nСейчас: {counted(mentees, *MENTEES)}, {whose} — {value}."
        "\n\nСколько разрешить этому наставнику?"
    )


def limit_set() -> str:
    return "Предел сохранён"


def saved() -> str:
    return "Сохранено"
