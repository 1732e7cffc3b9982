"""A line of a list of items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from domain.shown import Shown
from texts import dates, next_year, plans, twins
from texts.html import b, clip, esc

MARKS = {
    Shown.DONE: "✅",
    Shown.STARTED: "🕒",
    Shown.TODO: "",
    Shown.OVERDUE: "⚠️",
    Shown.ONGOING: "🕒",
    Shown.WAITING: "⏸",
    Shown.NA: "⏸",
}
STATES = {
    Shown.DONE: "выполнено",
    Shown.STARTED: "в работе",
    Shown.TODO: "не начато",
    Shown.OVERDUE: "срок прошёл",
    Shown.ONGOING: "постоянно",
    Shown.WAITING: "ждёт условия",
    Shown.NA: "не требуется",
}


@dataclass(frozen=True, slots=True)
class Line:
    """An item of a list; `owners` as the chat calls them, `shares` done and expected."""

    label: str
    shown: Shown
    due: date | None
    owners: tuple[str, ...] = ()
    shares: tuple[int, int] | None = None
    also: tuple[str, ...] = ()
    plan: tuple[int, int] | None = None
    carried: str = ""


def listed(lines: Sequence[Line], first: int, today: date) -> list[str]:
    """Items one by one (HTML), each with its number in the list."""
    found: list[str] = []
    for number, line in enumerate(lines, first):
        mark = f"{MARKS[line.shown]} " if MARKS[line.shown] else ""
        label = twins.also(clip(line.label, 220), line.also)
        found.append(indexed(number, f"{mark}{esc(label)}"))
        said = (when(line, today), who(line.owners), _part(line), _plan(line), _carried(line))
        state = " · ".join(filter(None, said))
        found.append(f"    {esc(state)}")
    return found


def indexed(number: int, line: str) -> str:
    """A line of a list (HTML) with its place in it, which must not look like the item's own
    number: «1 · 1.2. Разработка»."""
    return f"{b(str(number))} · {line}"


def when(line: Line, today: date) -> str:
    """The term with what is left of it, or the state where there is no day to name."""
    if line.due is None or line.shown in {Shown.DONE, Shown.NA}:
        return "без срока" if line.shown is Shown.TODO else STATES[line.shown]
    return dates.until(line.due, today)


def who(owners: Sequence[str], most: int = 2) -> str:
    """The first few names, and how many more. Plain text."""
    named = ", ".join(clip(name, 60) for name in owners[:most])
    return f"{named} и ещё {len(owners) - most}" if len(owners) > most else named


def _part(line: Line) -> str:
    return f"{line.shares[0]} из {line.shares[1]}" if line.shares else ""


def _plan(line: Line) -> str:
    return plans.progress(*line.plan) if line.plan else ""


def _carried(line: Line) -> str:
    return next_year.carried(line.carried) if line.carried else ""
