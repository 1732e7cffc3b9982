"""What others think of a mentee: the link, three taps, what the curator reads."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc, fit
from texts.typography import tidy

WAY: Final = "Мнения взрослых"
ASK: Final = "Спросить ещё"
REVOKE: Final = "Отозвать: {}"
BACK: Final = "← Назад"
_WHO_SEES: Final = "Ответ увидят только куратор и психолог школы."
_SHUT: Final = (
    "Вы в паре с этим человеком, поэтому самих ответов здесь нет: их читает другой куратор или "
    "психолог школы."
)
RELATIONS: Final = {
    "class_teacher": "Классный руководитель",
    "teacher": "Учитель-предметник",
    "psychologist": "Психолог",
    "social": "Социальный педагог",
    "parent": "Родитель",
}

REFUSALS = {
    "opinion_consent": "Без согласия на обработку данных спрашивать о человеке нельзя. Ничего не "
    "отправлено. Сначала получите согласие.",
    "opinion_gone": "Эта ссылка больше не действует: срок прошёл или её отозвали. Если мнение ещё "
    "нужно, попросите у куратора новую.",
    "opinion_none": "Анкеты для мнений в этой школе нет, поэтому ссылку не сделать.",
    "opinion_sent": "Ответ по этой ссылке уже получен, спасибо! Второй раз по ней не отвечают.",
}


def of_person(
    name: str,
    lines: Sequence[tuple[str, str, date, Sequence[tuple[str, str]]]],
    today: date,
    shut: bool,
) -> str:
    """`lines`: relation, standing, its day, questions with answers; `shut`: those are kept from
    who is in a pair with the mentee."""
    text = [f"👥 {b(WAY)} · {esc(name)}", ""]
    for relation, standing, on, answers in lines:
        text.append(f"{b(RELATIONS[relation])}: {_standing(standing, on, today)}")
        text += [f"{esc(clip(q, 100))} {esc(clip(a, 80))}" for q, a in answers]
        text.append("")
    if not lines:
        text += ["Пока никого не спрашивали.", ""]
    if shut:
        text += [_SHUT, ""]
    text.append(
        "По одноразовой ссылке взрослый отвечает на три вопроса одним нажатием каждый, без "
        "регистрации. Ответы видят только куратор и психолог."
    )
    return tidy(fit(text))


def _standing(standing: str, on: date, today: date) -> str:
    day = dates.plain(on, today)
    return {
        "waiting": f"ждём до {day}",
        "sent": f"ответ {day}",
        "revoked": f"ссылка отозвана {day}",
        "expired": f"без ответа, срок прошёл {day}",
    }[standing]


def whom(name: str, school_class: str) -> str:
    """«Маша К., 7 Б»: there are several Mashas in a school."""
    return f"{name}, {school_class}" if school_class else name


def ask_relation(name: str) -> str:
    return tidy(f"👥 {b('Кого спросить?')}\nО ком: {esc(name)}")


def link(name: str, relation: str, url: str) -> str:
    who = RELATIONS[relation].lower()
    return tidy(
        f"📎 {b('Одноразовая ссылка')}\nОтвечает {who}. Действует 14 дней, на один ответ.\n\n"
        f"Перешлите эти слова:\n«Здравствуйте! Пожалуйста, ответьте на три коротких вопроса "
        f"о подопечном ({esc(name)}): по одному нажатию, без регистрации.\n{esc(url)}»"
    )


def question(name: str, number: int, count: int, intro: str, text: str, sensitive: bool) -> str:
    """For whoever has the link."""
    head = f"📋 {b(f'Мнение: {clip(name, 60)}')} · {number} из {count}"
    said = [head, *([esc(intro), ""] if number == 1 and intro else [""]), esc(text)]
    if number == 1 or sensitive:
        said += ["", _WHO_SEES]
    if number == 1:
        said.append("Имя и чат отвечающего не сохраняются, только кем он приходится.")
    return tidy(fit(said))


def thanks(text: str) -> str:
    return tidy(f"✅ {esc(text)}")
