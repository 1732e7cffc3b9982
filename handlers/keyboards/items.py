"""Lists of items: lines numbered in the text, digits to open them."""

from collections.abc import Callable, Sequence

from domain.named import Named
from handlers.buttons.item import OpenItem
from handlers.keyboards.build import Row
from handlers.keyboards.pager import PAGE_SIZE, cut, pager, pages
from handlers.registry import Button, Via, fits
from services.items import ItemLine
from texts.item_lines import Line

Way = Callable[[int, int], Button | Via]


def lines(
    found: Sequence[ItemLine], page: int, call: Callable[[Named], str]
) -> tuple[list[Line], int]:
    """The lines of a page as texts take them, and the number of the first."""
    shown = [
        Line(
            label=each.label,
            shown=each.shown,
            due=each.due,
            owners=tuple(map(call, each.owners)),
            shares=each.shares,
            also=each.also,
            plan=each.plan,
            carried=each.carried,
        )
        for each in cut(found, page)
    ]
    return shown, first_number(page, len(found))


def digits(
    found: Sequence[ItemLine],
    page: int,
    turn: Callable[[int], Button],
    way: Way | None = None,
) -> list[Row]:
    """A digit for every line of the page, and the row that turns pages.

    `way(item, page)` opens an item so that its card leads back to this page.
    """
    first = first_number(page, len(found))
    here = min(max(page, 0), pages(len(found)) - 1)
    row: Row = [
        (str(n), _opening(each.id, here, way)) for n, each in enumerate(cut(found, page), first)
    ]
    return [row, pager(page, len(found), turn)]


def _opening(item_id: int, page: int, way: Way | None) -> Button | Via:
    """A query may be too long to be carried: then the way back is lost, not the button."""
    made = way(item_id, page) if way else OpenItem(item_id)
    return made if isinstance(made, Via) or fits(made) else OpenItem(item_id)


def first_number(page: int, count: int) -> int:
    """The number of a page's first line, counted through the whole list."""
    return min(max(page, 0), pages(count) - 1) * PAGE_SIZE + 1
