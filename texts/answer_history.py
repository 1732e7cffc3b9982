"""How answers were changed after sending."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from texts import dates
from texts.html import b, clip, esc, fit
from texts.typography import tidy

WAY: Final = "Что менялось"


def history(title: str, count: int, lines: Sequence[str]) -> str:
    head = f"{b('Что менялось')} · {esc(clip(title, 80))}"
    if not count:
        return tidy(f"{head}\nПосле отправки ответы не менялись.")
    return tidy(fit([head, "После отправки изменены такие ответы, последний сверху.", "", *lines]))


def line(
    number: int, about: str, text: str, before: str, after: str, by: str, day: date, today: date
) -> str:
    """«3. Что мешает? Было «…», стало «…», 12 октября»; `by`: who, where it was somebody else."""
    whom = f" ({about})" if about else ""
    who = f", {by}" if by else ""
    told = f"{clip(text, 100)}{whom}"
    was = " Было" if told[-1:] in "?!." else ": было"
    return (
        f"{number}. {esc(told)}{was} «{esc(clip(before, 120))}», стало "
        f"{b(f'«{clip(after, 120)}»')}, {dates.plain(day, today)}{esc(who)}."
    )


def under(was: Sequence[tuple[str, date]], today: date) -> str:
    """Under an answer (HTML): what it was and till when; empty where it never changed."""
    told = (f"До {dates.plain(until, today)}: «{clip(said, 200)}»." for said, until in was[-3:])
    return "".join(f"\n{tidy(esc(each))}" for each in told)


def cell(said: str, until: date) -> str:
    """The same in a table."""
    return f"до {until:%d.%m.%Y}: {said}"
