"""The term of an item is moved: a day of the calendar or words, then a reason."""

from datetime import date

from handlers.buttons.item import EditItem, MoveDay, MoveNow, MoveTerm, OpenItem
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.item_words import label, said, told
from handlers.keyboards.build import Screen, in_rows
from handlers.keyboards.calendar import calendar
from handlers.registry import on, on_state
from services import card, item_terms
from services.errors import Refusal
from texts import dates
from texts import item as item_words
from texts import item_edit as words

MOVING, REASONING = "item.move", "item.reason"


@on(MoveTerm)
async def ask(context: Context, request: MoveTerm) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    number, today = view.id, context.actor.today
    await context.ask(MOVING, item_id=number)
    shown = max(view.due or today, today)
    year, month = request.year or shown.year, request.month or shown.month
    days = calendar(
        min(max(year, 2000), 2100),
        min(max(month, 1), 12),
        lambda day: MoveDay(number, day),
        lambda y, m: MoveTerm(number, y, m),
    )
    text = words.ask_move(label(view), view.due, view.repeats, today)
    rows = [] if view.repeats else days
    await context.show(Screen(text, [*rows, bottom(OpenItem(number))]))


@on_state(MOVING)
async def typed_term(context: Context, data: dict[str, int]) -> None:
    """Read at once, so that what is unclear is asked again before the reason."""
    phrase = said(context)
    await context.read(item_terms.understand, data["item_id"], phrase)
    await _ask_reason(context, data["item_id"], None, phrase)


@on(MoveDay)
async def picked(context: Context, request: MoveDay) -> None:
    await _ask_reason(context, request.item_id, request.day, "")


async def _ask_reason(context: Context, item_id: int, day: date | None, phrase: str) -> None:
    view = await context.read(card.card_to_edit, item_id)
    await context.ask(
        REASONING, item_id=item_id, day=day.isoformat() if day else None, phrase=phrase
    )
    term = dates.plain(day, context.actor.today) if day else phrase
    pairs = [(reason, MoveNow(item_id, day, at)) for at, reason in enumerate(words.REASONS)]
    rows = in_rows(pairs, 1)
    await context.show(
        Screen(words.ask_reason(label(view), term), [*rows, bottom(EditItem(item_id))])
    )


@on(MoveNow)
async def move(context: Context, request: MoveNow) -> None:
    reason = words.REASONS[request.reason % len(words.REASONS)]
    await _move(context, request.item_id, request.day, _phrase(context, request), reason)


def _phrase(context: Context, request: MoveNow) -> str:
    """The term typed before, for a button without a day."""
    state = context.state
    if request.day is not None or state is None or state.name != REASONING:
        return ""
    return str(state.data["phrase"]) if state.data["item_id"] == request.item_id else ""


@on_state(REASONING)
async def typed_reason(context: Context, data: dict[str, str]) -> None:
    day = date.fromisoformat(data["day"]) if data["day"] else None
    await _move(context, int(data["item_id"]), day, data["phrase"], said(context))


async def _move(
    context: Context, item_id: int, day: date | None, phrase: str, reason: str
) -> None:
    if day is not None:
        acted = await context.write(item_terms.move_to, item_id, day, reason)
    elif phrase:
        acted = await context.write(item_terms.move_in_words, item_id, phrase, reason)
    else:
        raise Refusal("term_lost")
    await told(context, item_words.changed(words.MOVED), acted)
