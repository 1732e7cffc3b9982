"""How much the bot has said of itself in a week."""

from collections.abc import Sequence

from texts.html import b, clip, esc, fit
from texts.plural import counted
from texts.typography import tidy

NOISE = "Сколько сообщений"

MESSAGES = ("сообщение", "сообщения", "сообщений")
TIMES = ("раза", "раз", "раз")  # after «не больше»
DAYS = ("день", "дня", "дней")
PEOPLE = ("человек", "человека", "человек")
PEOPLE_GOT = ("человеку", "людям", "людям")

# By the kind of the outbox; what answers a request is not counted and has no word here.
KINDS = {
    "bundle": "напоминания",
    "meeting_hour": "о скорой встрече",
    "digest": "недельные",
    "digest_file": "таблицы к ним",
    "trouble": "о неполадках",
    "pair_word": "письма куратора",
    "bank_letter": "письма о решениях",
}


def loudness(
    *, place: str, kinds: Sequence[tuple[str, int]], count: int, people: int, waiting: int,
    budget: int, lines: Sequence[str],
) -> str:  # fmt: skip
    """The screen; `lines` are those of the present page, made by `line`."""
    head = f"📊 {b(NOISE)} · {esc(clip(place, 100)) if place else 'все школы'}"
    rule = f"Сам бот пишет человеку не больше {counted(budget, *TIMES)} за 7 дней."
    if not count:
        return tidy(f"{head}\n\nЗа 7 дней бот никому не писал без просьбы. {rule}")
    sorts = ", ".join(f"{KINDS.get(kind, kind)} {number}" for kind, number in kinds)
    text = [
        head,
        "",
        f"За 7 дней: {counted(count, *MESSAGES)} {counted(people, *PEOPLE_GOT)} ({sorts}).",
        f"{rule} {held(waiting)}",
        "",
        *lines,
    ]
    return tidy(fit(text))


def held(waiting: int) -> str:
    """What is held back because somebody's week is full."""
    if not waiting:
        return "Сейчас из-за этого ничего не ждёт."
    verb = "ждёт" if waiting % 10 == 1 and waiting % 100 != 11 else "ждут"
    return f"Из-за этого {verb} {counted(waiting, *MESSAGES)}."


def line(*, name: str, place: str, count: int, budget: int, waiting: int) -> str:
    """One person of the list."""
    words = f"• {esc(name)}: {count} из {budget}"
    words += f", ждёт ещё {waiting}" if waiting else ""
    return words + (f" · {esc(clip(place, 60))}" if place else "")
