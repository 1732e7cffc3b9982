"""What came of a programme's line and the mentor's mark of it: a tap each, never demanded."""

from typing import Any

from handlers.buttons.item import OpenItem, UndoAct
from handlers.buttons.nav import bottom
from handlers.buttons.programmes import AskActual, AsPlanned, MarkLine
from handlers.context import Context
from handlers.item_words import label, said
from handlers.keyboards.build import Row, Screen
from handlers.programme_rows import mark_rows
from handlers.registry import on, on_state
from services import card
from services.errors import Refusal
from services.item_acts import Acted
from services.programmes import results
from texts import item as item_words
from texts import programme_results as words

TELLING = "programme.actual"


@on(AskActual)
async def ask(context: Context, request: AskActual) -> None:
    view = await context.read(card.card_to_act, request.item_id)
    if view.pair_id is None:
        raise Refusal("gone")
    await context.ask(TELLING, item_id=view.id)
    text = words.ask_actual(label(view), view.result or "", view.actual)
    planned: Row = [(words.AS_PLANNED, AsPlanned(view.id))]
    marks = mark_rows(view.id) if view.rights.edit else []
    await context.show(Screen(text, [planned, *marks, bottom(OpenItem(view.id))]))


@on_state(TELLING)
async def typed(context: Context, data: dict[str, Any]) -> None:
    acted = await context.write(results.set_actual, int(data["item_id"]), said(context))
    await _saved(context, acted)


@on(AsPlanned)
async def as_planned(context: Context, request: AsPlanned) -> None:
    await _saved(context, await context.write(results.as_planned, request.item_id))


async def _saved(context: Context, acted: Acted) -> None:
    view = await context.read(card.card, acted.item_id)
    marks = mark_rows(view.id) if view.rights.edit and not view.mark else []
    await _receipt(context, words.actual_saved(view.actual), acted, marks)


@on(MarkLine)
async def mark(context: Context, request: MarkLine) -> None:
    acted = await context.write(results.set_mark, request.item_id, request.mark)
    view = await context.read(card.card, acted.item_id)
    more: list[Row] = [] if view.actual else [[(words.ACTUAL, AskActual(view.id))]]
    await context.answer(words.marked(request.mark))
    await _receipt(context, item_words.changed(words.marked(request.mark)), acted, more)


async def _receipt(context: Context, text: str, acted: Acted, more: list[Row]) -> None:
    rows: list[Row] = [
        *more,
        [(item_words.OPEN, OpenItem(acted.item_id)), (words.UNDO, UndoAct(acted.event_id))],
        bottom(context.way() or OpenItem(acted.item_id)),
    ]
    await context.show(Screen(text, rows))
