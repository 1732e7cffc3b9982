"""The wizard: a stage at a time, its months and its people."""

from collections.abc import Sequence
from datetime import date

from texts import dates
from texts.draft_rows import ROWS
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import stop, tidy

START = "Заполнить по этапам"
OTHER_TERM = "Другой срок"
ROWS_APART = "Отдельные строки"
SKIP = "Пропустить этап"
SKIP_PART = "Пропустить"
PREVIOUS = "← Предыдущий этап"
ALL_STAGES = "Все этапы"
NEXT = "Дальше"
CHANGE_TERM = "Изменить срок"
CHANGE_WHO = "Изменить ответственных"
CALENDAR = "Точный день"
LASTING = "Постоянно, весь период"
NO_TERM = "Без срока"
TYPE = "Написать словами"
GO_ON = "Заполнить дальше"
NAME = 300
THINGS = 5

REFUSALS = {
    "wizard_period": "Сначала выберите период дорожной карты: откройте черновик и нажмите "
    "«Выбрать период». Ничего не изменилось.",
}


def place(number: int, total: int, first: int, last: int, whole: bool) -> str:
    """«Этап 3 из 8», or of a document without stages «Часть 1 из 3, строки 1–10»."""
    if whole:
        return f"Этап {number} из {total}"
    rows = f"строки {first}–{last}" if first < last else f"строка {first}"
    return f"Часть {number} из {total}, {rows}"


def ask_term(
    *, where: str, name: str, things: Sequence[str], own: int, proposed: str, over: str
) -> str:
    """Shall the stage have the proposed months? `over`: the day by which they are over."""
    lines = [*_head("📅", where, name), *_things(things), ""]
    if own:
        lines.append(f"Со своим сроком, останется как есть: {counted(own, *ROWS)}.")
    until = f", это до {over}" if over else ""
    lines.append(f"Предлагаю срок: {b(proposed)}{until}. Так и сделать?")
    return fit([tidy(line) for line in lines])


def ask_who(
    *, where: str, name: str, things: Sequence[str], term: str, now: str, rows: int
) -> str:
    """Who answers for the whole stage, or for one row of it."""
    lines = [*_head("👥", where, name), *_things(things), ""]
    if term:
        lines.append(f"Срок: {esc(clip(term, 200))}.")
    if now:
        lines.append(f"Сейчас отвечает: {stop(esc(clip(now, 300)))}")
    lines.append("Кто отвечает за весь этап?" if rows > 1 else "Кто отвечает?")
    return fit([tidy(line) for line in lines])


def stage(*, where: str, name: str, things: Sequence[str], term: str, now: str, own: int) -> str:
    """A stage that lacks nothing."""
    lines = [*_head("✅", where, name), *_things(things), ""]
    if term:
        lines.append(f"Срок: {esc(clip(term, 200))}.")
    if own:
        lines.append(f"Со своим сроком: {counted(own, *ROWS)}.")
    if now:
        lines.append(f"Отвечает: {stop(esc(clip(now, 300)))}")
    return fit([tidy(line) for line in [*lines, "", "Здесь всё заполнено. Что изменить?"]])


def _head(sign: str, where: str, name: str) -> list[str]:
    lines = [f"{sign} {where}"]
    return [*lines, b(clip(name, NAME)), ""] if name else [*lines, ""]


def _things(things: Sequence[str]) -> list[str]:
    """At most five lines."""
    whole = len(things) <= THINGS
    shown = things if whole else things[: THINGS - 1]
    lines = [f"• {esc(clip(thing, 80))}" for thing in shown]
    return lines if whole else [*lines, f"и ещё {len(things) - len(shown)}"]


def accept(proposed: str) -> str:
    """The caption of the likely act."""
    return f"Так и сделать: {proposed}"


def months(first: date, last: date, today: date) -> str:
    """«октябрь», «ноябрь—декабрь»."""
    return dates.span(first, last, today)


def whole_period() -> str:
    return "постоянно, весь период"


def day(last: date, today: date) -> str:
    """«30 сентября»."""
    return dates.plain(last, today)


def month_caption(first: date, several_years: bool) -> str:
    name = dates.month(first.month)
    return f"{name} {first.year}" if several_years else name


def ask_months(*, where: str, name: str, rows: int, over: bool) -> str:
    """`over`: some of the months have passed."""
    lines = [*_head("📅", where, name)]
    if rows > 1:
        lines.append(f"Срок запишется для {counted(rows, 'строки', 'строк', 'строк')}.")
    lines.append("Месяц — это срок до его последнего дня: сентябрь значит «до 30 сентября».")
    if over:
        lines.append("Если месяц уже прошёл, бот предложит отметить строки сделанными.")
    return fit([tidy(line) for line in [*lines, "", "Когда?"]])


def pick_day(where: str, name: str) -> str:
    return fit([*_head("📅", where, name), "До какого дня?"])


def ask_typed(where: str, name: str) -> str:
    return fit(
        [
            *_head("📅", where, name),
            "Напишите срок словами. Например: до 20 мая, октябрь, ежемесячно, в течение года.",
        ]
    )


def same(names: str) -> str:
    """The caption that repeats the last choice of several people."""
    return f"Как в прошлый раз: {names}"


def row_list(where: str, name: str, total: int) -> str:
    said = counted(total, *ROWS)
    return fit([*_head("📋", where, name), f"{said}. Какой из них нужен свой срок или человек?"])


def row_caption(label: str, waits: bool) -> str:
    return f"⚠️ {label}" if waits else label


def one_row(*, where: str, title: str, term: str, now: str) -> str:
    """A row or step of a stage."""
    lines = [f"📋 {where}", b(clip(title, 700)), "", f"Срок: {esc(term)}."]
    lines.append(f"Отвечает: {stop(esc(clip(now, 300)))}" if now else "Ответственный не назван.")
    return fit([tidy(line) for line in [*lines, "", "Что изменить?"]])


def stage_list(title: str, total: int, lacking: int, past: int) -> str:
    """All stages; what is left to do."""
    lines = [f"📋 Все этапы · {esc(clip(title, 80))}", ""]
    if not total:
        lines.append("Открытых строк нет, заполнять нечего.")
    elif lacking:
        lines.append(f"Заполнено: {total - lacking} из {total}. Со знаком ⚠️ чего-то не хватает.")
    else:
        lines.append("Сроки и ответственные есть у всех этапов.")
    if past:
        said = plural(past, "Что делать с ней", "Что делать с ними", "Что делать с ними")
        lines.append(f"Срок уже прошёл: {counted(past, *ROWS)}. {said}, решите до запуска.")
    if lacking:
        lines += ["", "Нажмите на этап, чтобы открыть."]
    return fit([tidy(line) for line in lines])


def stage_caption(number: int, name: str, lacks: bool, told: Sequence[str]) -> str:
    """«⚠️ 3. Банк наставников», «1. Подготовка · сентябрь, Климов П. И.»."""
    said = ", ".join(part for part in told if part)
    head = f"{'⚠️ ' if lacks else ''}{number}. "
    room = 60 - len(head)
    if not said:
        return head + clip(name, room)
    # Names of stages begin alike: what is too long for both leaves them the greater half.
    tail = clip(said, max(room * 9 // 20, room - len(name) - 3))
    return f"{head}{clip(name, max(room - len(tail) - 3, 12))} · {tail}"


def unnamed(first: int, last: int) -> str:
    return f"строки {first}–{last}" if first < last else f"строка {first}"


def undecided() -> str:
    return "пока не выбран"
