"""Launching a questionnaire: which one, to whom, till when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from domain.survey.anonymity import FLOOR
from texts import dates
from texts.campaigns import PEOPLE, SHEETS, TYPE_LAST, of_lines
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.survey_lengths import whole
from texts.typography import tidy

WITHOUT_NAMES: Final = "Без имён: да"
WITH_NAMES: Final = "Без имён: нет"


@dataclass(frozen=True, slots=True)
class Draft:
    """What is shown before the launch; `whom`: the audience in words, `about`: whom the answers
    are about when it is not oneself."""

    title: str
    lines: Sequence[str]
    whom: str
    people: int
    sheets: int
    no_chat: int
    no_consent: int
    opens: date | None  # None: at once
    last: date | None
    today: date
    least: int
    most: int
    usual: int
    minutes: int
    anonymous: bool
    paper: bool  # whether answers on paper can be taken
    follows: bool  # newcomers are asked by themselves


def choose(line: str, count: int) -> str:
    where = f"\n{esc(clip(line, 200))}" if line else ""
    if not count:
        return tidy(
            f"📋 {b('Какую анкету запустить?')}{where}\n\nГотовых анкет в этой установке пока нет."
        )
    return tidy(
        f"📋 {b('Какую анкету запустить?')}{where}\n\nКому и до какого дня — следующим шагом. "
        "Чтобы найти быстрее, напишите слово из названия."
    )


def found(query: str, count: int, shown: int) -> str:
    """What words have found; `shown`: so many of them stand on the screen."""
    told = f"По словам «{esc(clip(query, 40))}»"
    if not count:
        return tidy(
            f"📋 {b('Какую анкету запустить?')}\n\n{told} ничего нет. Напишите иначе, например: "
            "наставник."
        )
    more = f" Здесь первые {shown}: напишите точнее." if count > shown else ""
    return tidy(f"📋 {b('Какую анкету запустить?')}\n\n{told}: {counted(count, *SHEETS)}.{more}")


def draft(it: Draft) -> str:
    lines = [f"📋 {b(clip(it.title, 150))} · запуск"]
    lines += of_lines(it.lines)
    lines += ["", f"Кому: {esc(clip(it.whom, 300))}", _preview(it)]
    first = dates.day(it.opens, it.today) if it.opens else "сразу"
    last = f", последний день {dates.plain(it.last, it.today)}" if it.last else ""
    lines.append(f"Когда: {first}{last}")
    nameless = ". Без имён" if it.anonymous else ""
    lines.append(f"{whole(it.least, it.most, it.usual, it.minutes)}{nameless}")
    if it.anonymous:
        lines.append(
            "Кто что ответил, не увидит никто. Отправленное не изменить, сравнения с прошлой "
            "анкетой не будет."
        )
    if it.anonymous and it.people:
        lines.append(
            "⚠️ Меньше пяти человек: итогов без имён не будет."
            if it.people < FLOOR
            else "Итоги откроются после закрытия, если ответят хотя бы пятеро."
        )
    if it.follows:
        lines.append("Кто придёт позже, получит анкету сам; кто уйдёт, того не спросим.")
    lines += ["", "Запустить?" if it.people else "Выберите, кому её послать."]
    return tidy(fit(lines))


def _preview(it: Draft) -> str:
    """«12 человек, из них 2 без чата: распечатать»."""
    said = [b(counted(it.people, *PEOPLE))]
    if it.sheets != it.people:
        said.append(f"всего {counted(it.sheets, *SHEETS)}")
    if it.no_chat:
        do = "распечатать" if it.paper else "анкета им не придёт"
        said.append(f"из них {it.no_chat} без чата: {do}")
    text = ", ".join(said)
    if it.no_consent:
        verb = plural(it.no_consent, "ждёт", "ждут", "ждут")
        text += f". Ещё {counted(it.no_consent, *PEOPLE)} {verb} согласия, их не спросим"
    return text


def window(title: str, opens: date | None, last: date | None, today: date) -> str:
    first = dates.day(opens, today) if opens else "сразу после запуска"
    end = dates.plain(last, today) if last else "не назначен"
    return tidy(
        f"📅 {b('Срок анкеты')}\n{esc(clip(title, 150))}\n\nОткроется: {first}\n"
        f"Последний день: {end}\n\n{TYPE_LAST} Или выберите, что изменить."
    )


def ask_first(title: str) -> str:
    return tidy(
        f"📅 {b('Когда открыть?')}\n{esc(clip(title, 150))}\n\nАнкета придёт в этот день вместе с "
        "остальными напоминаниями. День можно и написать: через неделю."
    )


def ask_last(title: str) -> str:
    return tidy(
        f"📅 {b('Последний день')}\n{esc(clip(title, 150))}\n\nПосле него анкета закроется. "
        "День можно и написать: до 30 ноября, через неделю."
    )
