"""Buttons that programmes bring to the card and the receipt of an item."""

from domain.programmes import Mark
from domain.progress import Status
from handlers.buttons.programmes import AskActual, MarkLine
from handlers.keyboards.build import Row, in_rows
from services.card import CardView
from services.item_done import Receipt
from texts import programme_names
from texts import programme_results as result_words


def result_rows(receipt: Receipt) -> list[Row]:
    """After «Готово»: what came of it, and the mark in one tap; nobody has to."""
    if not receipt.of_pair or receipt.event_id is None:
        return []
    rows: list[Row] = [[(result_words.ACTUAL, AskActual(receipt.item_id))]]
    return [*rows, *(mark_rows(receipt.item_id) if receipt.marks else [])]


def mark_rows(item_id: int) -> list[Row]:
    return in_rows([(programme_names.MARKS[mark], MarkLine(item_id, mark)) for mark in Mark], 2)


def of_line(view: CardView) -> list[Row]:
    """The same on the card of a line that is done."""
    if view.pair_id is None or not view.rights.act or view.steps:
        return []
    if view.status is not Status.DONE:
        return []
    marks = mark_rows(view.id) if view.rights.edit and not view.mark else []
    return [
        [(result_words.RESULT if view.rights.edit else result_words.ACTUAL, AskActual(view.id))],
        *marks,
    ]
