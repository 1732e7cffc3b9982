"""What a screen becomes after an item was ticked off."""

from handlers.bundle import remaining
from handlers.buttons.item import AddEvidence, OpenItem, UndoAct
from handlers.buttons.nav import bottom
from handlers.context import Context
from handlers.keyboards.build import Row, Screen
from handlers.programme_rows import result_rows
from handlers.registry import Button
from services.item_done import Receipt
from texts import item as item_words
from texts import item_receipt as words
from texts import plans as plan_words
from texts import twins as twin_words


async def show_receipt(
    context: Context, receipt: Receipt, attach: str = words.ATTACH_MORE
) -> None:
    """`attach`: the caption under which proof is asked for."""
    text = words.receipt(
        number=receipt.number,
        title=twin_words.also(receipt.title, receipt.also),
        on=receipt.on,
        by=context.call(receipt.by) if receipt.by else "",
        again=receipt.event_id is None,
        next_due=receipt.next_due,
        today=context.actor.today,
    )
    rest = await remaining(context)
    await context.show(Screen(text, [rest, *_rows(receipt, attach), bottom(context.way())]))


def _rows(receipt: Receipt, attach: str) -> list[Row]:
    rows: list[Row] = [*result_rows(receipt), [(attach, AddEvidence(receipt.item_id))]]
    if receipt.above is not None:
        rows.insert(0, [(plan_words.MARK, OpenItem(receipt.above))])
    then: list[tuple[str, Button]] = []
    if receipt.event_id is not None:
        then.append((item_words.UNDO, UndoAct(receipt.event_id)))
    if receipt.next_id is not None:
        then.append((words.NEXT, OpenItem(receipt.next_id)))
    return [*rows, then, [(item_words.OPEN, OpenItem(receipt.item_id))]]
