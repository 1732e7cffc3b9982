"""The term of an item is moved: a day of the calendar or words, then a reason."""

from collections.abc import Sequence
from datetime import date

from domain import typed_day
from handlers.buttons.item import EditItem, MoveDay, MoveNow, MoveTerm, OpenItem, RewriteTerm
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
from texts.deadlines import warning
from texts.item_card import meaning

MOVING, REWRITING_TERM, REASONING = "item.move", "item.term", "item.reason"


@on(MoveTerm)
async def ask(context: Context, request: MoveTerm) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    number, today = view.id, context.actor.today
    await context.read(item_terms.check_move, number)
    await context.ask(MOVING, item_id=number)
    shown = max(view.due or today, today)
    year, month = request.year or shown.year, request.month or shown.month
    days = calendar(
        min(max(year, 2000), 2100),
        min(max(month, 1), 12),
        lambda day: MoveDay(number, day),
        lambda y, m: MoveTerm(number, y, m),
        first=today,
    )
    text = words.ask_move(label(view), view.due, view.repeats, today)
    rows = [] if view.repeats else days
    await context.show(Screen(text, [*rows, bottom(OpenItem(number))]))


@on_state(MOVING)
async def typed_term(context: Context, data: dict[str, int]) -> None:
    await _typed(context, data["item_id"], rewritten=False)


@on(RewriteTerm)
async def ask_words(context: Context, request: RewriteTerm) -> None:
    view = await context.read(card.card_to_edit, request.item_id)
    await context.read(item_terms.check_move, view.id)
    await context.ask(REWRITING_TERM, item_id=view.id)
    text = words.ask_text(label(view), words.TERM_FIELD, view.written or "")
    await context.show(Screen(text, [bottom(EditItem(view.id))]))


@on_state(REWRITING_TERM)
async def typed_words(context: Context, data: dict[str, int]) -> None:
    await _typed(context, data["item_id"], rewritten=True)


async def _typed(context: Context, item_id: int, *, rewritten: bool) -> None:
    """Read at once, so that what is unclear is asked again before the reason."""
    phrase = said(context)
    view = await context.read(card.card_to_edit, item_id)
    day = None if rewritten or view.repeats else typed_day.relative(phrase, context.actor.today)
    if day is not None:
        await _ask_reason(context, item_id, day, "")
        return
    meant = await context.read(item_terms.understand, item_id, phrase)
    understood = meaning(meant.kind, meant.spans, meant.rule, context.actor.today, meant.slots)
    doubts = [warning(told) for told in meant.warnings]
    await _ask_reason(context, item_id, None, phrase, understood, doubts, rewritten=rewritten)


@on(MoveDay)
async def picked(context: Context, request: MoveDay) -> None:
    await _ask_reason(context, request.item_id, request.day, "")


async def _ask_reason(
    context: Context,
    item_id: int,
    day: date | None,
    phrase: str,
    understood: str = "",
    doubts: Sequence[str] = (),
    *,
    rewritten: bool = False,
) -> None:
    view = await context.read(card.card_to_edit, item_id)
    await context.ask(
        REASONING,
        item_id=item_id,
        day=day.isoformat() if day else None,
        phrase=phrase,
        rewritten=int(rewritten),
    )
    term = dates.plain(day, context.actor.today) if day else phrase
    pairs = [(reason, MoveNow(item_id, day, at)) for at, reason in enumerate(words.REASONS)]
    rows = in_rows(pairs, 1)
    text = words.ask_reason(label(view), term, understood, doubts)
    await context.show(Screen(text, [*rows, bottom(EditItem(item_id))]))


@on(MoveNow)
async def move(context: Context, request: MoveNow) -> None:
    reason = words.REASONS[request.reason % len(words.REASONS)]
    phrase, rewritten = _phrase(context, request)
    await _move(context, request.item_id, request.day, phrase, reason, rewritten=rewritten)


def _phrase(context: Context, request: MoveNow) -> tuple[str, bool]:
    """The term typed before, for a button without a day, and whether it is written anew."""
    state = context.state
    if request.day is not None or state is None or state.name != REASONING:
        return "", False
    if state.data["item_id"] != request.item_id:
        return "", False
    return str(state.data["phrase"]), bool(state.data["rewritten"])


@on_state(REASONING)
async def typed_reason(context: Context, data: dict[str, str]) -> None:
    day = date.fromisoformat(data["day"]) if data["day"] else None
    rewritten = bool(data["rewritten"])
    item_id, phrase = int(data["item_id"]), data["phrase"]
    await _move(context, item_id, day, phrase, said(context), rewritten=rewritten)


async def _move(
    context: Context, item_id: int, day: date | None, phrase: str, reason: str, *, rewritten: bool
) -> None:
    if day is not None:
        acted = await context.write(item_terms.move_to, item_id, day, reason)
    elif phrase:
        act = item_terms.rewrite_term if rewritten else item_terms.move_in_words
        acted = await context.write(act, item_id, phrase, reason)
    else:
        raise Refusal("term_lost")
    await told(context, item_words.changed(words.MOVED), acted)
