"""Before and after «Запустить»: who would hear what first."""

from collections.abc import Sequence
from datetime import date

from texts.dates import day
from texts.html import b, clip, esc, fit
from texts.plural import counted, plural
from texts.typography import tidy

ITEMS = ("дело", "дела", "дел")
TERMS = ("срок", "срока", "сроков")
PEOPLE = ("человека", "человек", "человек")
START = "Запустить сейчас"
SAMPLE = "Прислать мне пример"
OPEN = "Открыть дорожную карту"
_PEOPLE_SHOWN = 8
_THINGS_SHOWN = 2


def rehearsal(
    *,
    title: str,
    open_items: int,
    closed: int,
    people: int,
    unowned: int,
    undated: int,
    ending: tuple[str, int, date | None] | None,
    first: date | None,
    today: date,
    posts: Sequence[tuple[str, Sequence[str], bool]],
) -> str:
    """What the launch would do; `posts`: who gets which things first, and whether by hand;
    `ending`: the years of the roadmap that it closes, how many terms are ahead there, the first.
    """
    lines = [f"📋 Запуск · {esc(clip(title, 80))}", ""]
    lines.append(f"К работе: {b(counted(open_items, *ITEMS))} у {counted(people, *PEOPLE)}.")
    if closed:
        lines.append(f"Уже решено (сделано раньше или не нужно): {closed}.")
    if unowned:
        lines.append(f"Без ответственного, отвечает куратор: {unowned}.")
    if undated:
        lines.append(f"Без срока, напоминаний по ним не будет: {undated}.")
    if ending:
        lines.append(_ending(*ending, today))
    lines += ["", *_first(first, today, posts), ""]
    lines.append("Запустить? До второго нажатия никто ничего не получит.")
    return fit([tidy(line) for line in lines])


def _ending(years: str, ahead: int, nearest: date | None, today: date) -> str:
    said = f"Карта {esc(years)} завершится, о её делах бот больше не напомнит."
    if nearest is None:
        return said
    left = b(counted(ahead, *TERMS))
    join = ", ближайший" if ahead > 1 else ":"
    return f"{said} В ней впереди ещё {left}{join} {day(nearest, today)}."


def _first(
    first: date | None, today: date, posts: Sequence[tuple[str, Sequence[str], bool]]
) -> list[str]:
    if first is None:
        return ["Ближайших напоминаний нет."]
    lines = [f"Первые напоминания: {day(first, today)}."]
    for name, things, by_hand in posts[:_PEOPLE_SHOWN]:
        note = " (чата нет, передаст куратор)" if by_hand else ""
        lines.append(f"• {esc(clip(name, 80))} — {counted(len(things), *ITEMS)}{note}:")
        lines.append(esc(_named(things)))
    rest = len(posts) - _PEOPLE_SHOWN
    if rest > 0:
        lines.append(f"• и ещё {counted(rest, 'человек', 'человека', 'человек')}")
    return lines


def _named(things: Sequence[str]) -> str:
    """The first ones by name: «1.1. Издать приказ; 1.2. Собрать анкеты и ещё 3»."""
    said = "; ".join(clip(thing, 70) for thing in things[:_THINGS_SHOWN])
    rest = len(things) - _THINGS_SHOWN
    return f"{said} и ещё {rest}" if rest > 0 else said


def sample(name: str, first: date, today: date, by_hand: bool, message: str) -> str:
    """The first message of one person as they would see it, shown to the curator alone."""
    lines = [f"Пример: {esc(clip(name, 100))}, {day(first, today)}. Отправлено только Вам."]
    if by_hand:
        lines.append("Чата у этого человека нет: эти слова передаст куратор.")
    return fit([*lines, "", *message.split("\n")])


def no_sample() -> str:
    return "🕒 Ближайших напоминаний нет, показать нечего."


def launched(title: str, open_items: int, people: int) -> str:
    started = plural(open_items, "Ждёт", "Ждут", "Ждут")
    return tidy(
        f"✅ Дорожная карта запущена\n{b(clip(title, 300))}\n\n"
        f"{started} выполнения: {counted(open_items, *ITEMS)} у {counted(people, *PEOPLE)}. "
        "Дальше бот напомнит сам."
    )
