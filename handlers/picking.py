"""A month to pick a day from, or to type it: what is typed does what its button would."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date

from aiogram.types import Message

from domain import typed_day
from handlers.context import Context
from handlers.item_words import said
from handlers.keyboards.build import Row
from handlers.keyboards.calendar import calendar
from handlers.registry import HANDLERS, Button, on_state, parse
from services import chat, entry, links
from services.actor import State
from services.errors import Refusal
from texts import dates

STATE = "day.typed"
BESIDE = "beside"  # in what is awaited: its screen has buttons that do the same
DAY = date(1900, 1, 1)  # stands for the day in the request that waits for it


async def days(
    context: Context,
    year: int,
    month: int,
    make: Callable[[date], Button],
    flip: Callable[[int, int], Button],
    *,
    first: date | None = None,
    last: date | None = None,
) -> Sequence[Row]:
    """The rows of a calendar (see there), and the wait for a typed day."""
    await wait(context, make, first=first, last=last)
    return calendar(year, month, make, flip, first=first, last=last)


async def wait(
    context: Context,
    make: Callable[[date], Button],
    *,
    first: date | None = None,
    last: date | None = None,
) -> None:
    """Until the next button or command the chat waits for a day."""
    await context.ask(
        STATE,
        make=make(DAY).pack(),
        first=first.isoformat() if first else None,
        last=last.isoformat() if last else None,
    )


@on_state(STATE)
async def typed(context: Context, data: dict[str, str | None]) -> None:
    """Raises Refusal("day_unclear" | "day_outside"): then the calendar stays."""
    day = read(context, _day(data["first"]), _day(data["last"]))
    request = _filled(parse(data["make"] or ""), day)
    await HANDLERS[request.PREFIX](context, request)
    await leave(context)


def read(context: Context, first: date | None, last: date | None) -> date:
    """The typed day, within what is open. Raises as `typed`."""
    today = context.actor.today
    day = typed_day.read(said(context), today, past=last is not None and last <= today)
    if day is None:
        raise Refusal("day_unclear")
    if (first is not None and day < first) or (last is not None and day > last):
        raise Refusal("day_outside", day=dates.plain(day, today))
    return day


async def or_typed(context: Context, state: str, **data: int | str | None) -> None:
    """Words may be typed where a button could be pressed, until the next button or command."""
    await context.ask(state, **data, **{BESIDE: 1})


def passes(state: State, message: Message) -> bool:
    """Whether what has come is not the words that a screen with buttons can take: a file, a
    link. It is answered for what it is."""
    if not state.data.get(BESIDE):
        return False
    text = message.text
    return text is None or entry.payload_in(text) is not None or links.address(text) is not None


async def leave(context: Context) -> None:
    """Whoever has gone on from a screen with buttons is not asked for its words any more."""
    state = context.state
    if state is None or context.asked:
        return
    if state.name == STATE or state.data.get(BESIDE) or state.data.get(chat.UNTIL):
        await context.write(chat.drop, state.name)


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def _filled(request: Button, day: date) -> Button:
    """The request with the day where it was missing, and the month to go on with."""
    month = {"year": (DAY.year, day.year), "month": (DAY.month, day.month)}
    found: dict[str, object] = {}
    dated = DAY in vars(request).values()
    for name, value in vars(request).items():
        if value == DAY:
            found[name] = day
        elif dated and name in month and value == month[name][0]:
            found[name] = month[name][1]
    return dataclasses.replace(request, **found)  # type: ignore[type-var]
