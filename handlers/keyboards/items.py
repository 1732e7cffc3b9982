"""Lists of items: lines numbered in the text, digits to open them."""

from collections.abc import Callable, Sequence

from domain.named import Named
from handlers.buttons.item import OpenItem
from handlers.keyboards.build import Row
from handlers.keyboards.pager import PAGE_SIZE, cut, pager, pages
from handlers.registry import Button
from services.items import ItemLine
from texts.roadmap import Line


def lines(
    found: Sequence[ItemLine], page: int, call: Callable[[Named], str]
) -> tuple[list[Line], int]:
    """The lines of a page as texts take them, and the number of the first."""
    shown = [
        Line(each.label, each.shown, each.due, tuple(map(call, each.owners)), each.shares)
        for each in cut(found, page)
    ]
    return shown, first_number(page, len(found))


def digits(found: Sequence[ItemLine], page: int, turn: Callable[[int], Button]) -> list[Row]:
    """A digit for every line of the page, and the row that turns pages."""
    first = first_number(page, len(found))
    row: Row = [(str(n), OpenItem(each.id)) for n, each in enumerate(cut(found, page), first)]
    return [row, pager(page, len(found), turn)]


def first_number(page: int, count: int) -> int:
    """The number of a page's first line, counted through the whole list."""
    return min(max(page, 0), pages(count) - 1) * PAGE_SIZE + 1
