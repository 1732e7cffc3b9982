"""Launching a questionnaire: which one, to whom, till when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.survey.anonymity import FLOOR
from texts import dates
from texts.campaigns import MINUTES, PEOPLE, QUESTIONS, SHEETS, of_lines
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import tidy


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
    questions: int
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
    lines.append(
        f"{counted(it.questions, *QUESTIONS).capitalize()}, около "
        f"{counted(it.minutes, *MINUTES)}{'. Без имён' if it.anonymous else ''}"
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


def ask_who(title: str, now: str) -> str:
    return tidy(
        f"📋 {b('Кому послать?')}\n{esc(clip(title, 150))}\n\nСейчас: {esc(clip(now, 300))}"
    )


def pick_values(title: str, klass: bool, chosen: int, any_: bool) -> str:
    head = "Какие классы?" if klass else "Какие предметы, должности?"
    if not any_:
        where = "классов у учеников" if klass else "должностей у сотрудников"
        return tidy(
            f"📋 {b(head)}\n{esc(clip(title, 150))}\n\nВ списке людей {where} пока нет. Выберите "
            "отдельных людей или другую группу."
        )
    return tidy(f"📋 {b(head)}\n{esc(clip(title, 150))}\n\nВыбрано: {chosen}. Можно несколько.")


def pick_people(title: str, chosen: int, query: str, found: int, adding: bool) -> str:
    head = "Кого добавить?" if adding else "Кому послать?"
    lines = [f"👥 {b(head)}", esc(clip(title, 150)), ""]
    if query:
        lines.append(
            f"По словам «{esc(clip(query, 60))}»: {found}." if found
            else f"По словам «{esc(clip(query, 60))}» никого нет."
        )  # fmt: skip
    if not adding:
        lines.append(f"Выбрано: {chosen}.")
    lines.append("Можно написать часть имени.")
    return tidy(fit(lines))


def ask_name(title: str) -> str:
    return tidy(f"👥 {b('Найти по имени')}\n{esc(clip(title, 150))}\n\nНапишите часть имени.")


def window(title: str, opens: date | None, last: date | None, today: date) -> str:
    first = dates.day(opens, today) if opens else "сразу после запуска"
    end = dates.plain(last, today) if last else "не назначен"
    return tidy(
        f"📅 {b('Срок анкеты')}\n{esc(clip(title, 150))}\n\nОткроется: {first}\n"
        f"Последний день: {end}\n\nЧто изменить?"
    )


def ask_first(title: str) -> str:
    return tidy(
        f"📅 {b('Когда открыть?')}\n{esc(clip(title, 150))}\n\nАнкета придёт в этот день вместе с "
        "остальными напоминаниями."
    )


def ask_last(title: str) -> str:
    return tidy(
        f"📅 {b('Последний день')}\n{esc(clip(title, 150))}\n\nПосле него анкета закроется."
    )
