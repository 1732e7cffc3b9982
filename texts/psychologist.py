"""The psychologist's desk in words: states and counts, never what is said."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

DESK = "Обращения к психологу"
REFER = "К психологу"
UNMATCHED = "Без наставника"
MONTH = "Итоги месяца"
OPEN_ONES = "Открытые"
ENDED_ONES = "Завершённые"
OPEN = "Открыть"
ACCEPT = "Принять"
STEPS: Final = {
    "accepted": ACCEPT,
    "working": "В работе",
    "done": "Завершить",
    "declined": "Не требуется",
}
STATES: Final = {
    "new": "новое",
    "accepted": "принято",
    "working": "в работе",
    "done": "завершено",
    "declined": "не требуется",
}
SOURCES: Final = {
    "help": "нужна помощь взрослого",
    "unmatched": "пока без наставника",
    "curator": "просьба куратора",
}
WAY_SHOWN = 10
_REFERRALS = ("обращение", "обращения", "обращений")


def desk(mine: bool, open_: int, ended: int, shown_ended: bool) -> str:
    head = f"📋 {b(DESK)}"
    count = f"Открытых: {open_}, завершённых: {ended}."
    if not open_ and not ended:
        count = "Пока ни одного."
    if shown_ended:
        count = f"Завершённые: {ended}."
    tail = (
        "О чём разговор, бот не спрашивает и не хранит: только состояния."
        if mine
        else "Здесь видны только состояния: содержание разговоров в боте не хранится."
    )
    return f"{head}\n\n{count} {tail}"


def caption(who: str, school_class: str, state: str) -> str:
    place = f", {school_class}" if school_class else ""
    return f"{clip(who + place, 40)} · {STATES[state]}"


def card(who: str, school_class: str, source: str, state: str, on: date, taken_by: str,
         way: Sequence[tuple[date, str, str]], today: date) -> str:  # fmt: skip
    """`way`: what was done on which day and by whom, the latest last; of what nothing."""
    place = f", {esc(school_class)}" if school_class else ""
    lines = [
        f"📋 {b('Обращение')} · {STATES[state]}",
        f"{esc(who)}{place}",
        "",
        f"Откуда: {SOURCES[source]}, {dates.plain(on, today)}.",
    ]
    if taken_by:
        lines.append(f"Занимается: {esc(taken_by)}")
    if len(way) > 1:
        lines += ["", "Как шло:", *(_step(*each, today) for each in way[-WAY_SHOWN:])]
    return tidy("\n".join(lines))


def _step(on: date, who: str, state: str, today: date) -> str:
    by = f", {esc(who)}" if who else ""
    return f"• {dates.plain(on, today)}: {STATES[state]}{by}"


def referred(told: int) -> str:
    if told:
        return "✅ Передано психологу. Вы увидите, когда обращение примут и завершат."
    return (
        "✅ Обращение записано, но психолога в школе пока нет. Назначьте его: «Люди» → карточка → "
        "«Дать роль» → специалист, должность «Педагог-психолог»."
    )


def unmatched(count: int) -> str:
    head = f"👥 {b(UNMATCHED)}"
    if not count:
        return f"{head}\n\nТаких нет: у каждого есть пара или обращение."
    people = counted(count, "человек", "человека", "человек")
    return f"{head}\n\n{people} без пары. Нажмите на имя, чтобы взять в работу."


def month(year: int, number: int, new: Mapping[str, int], taken: int, done: int) -> str:
    total = sum(new.values())
    lines = [f"📊 {b(MONTH)} · {dates.month(number)} {year}", ""]
    by = "; ".join(f"{SOURCES[key]} {count}" for key, count in new.items())
    lines.append(f"Новых: {counted(total, *_REFERRALS)}" + (f" ({by})." if by else "."))
    lines.append(f"Принято: {taken}, завершено: {done}.")
    return tidy(fit(lines))


def month_caption(year: int, number: int) -> str:
    """A button to another month."""
    name = dates.month(number)
    return f"{name[:1].upper()}{name[1:]} {year}"


def prompt_title(who: str, school_class: str) -> str:
    """Plain."""
    return f"Обращение: {who}" + (f", {school_class}" if school_class else "")


def prompt_line(source: str) -> str:
    return f"{SOURCES[source][:1].upper()}{SOURCES[source][1:]}. Примете?"
