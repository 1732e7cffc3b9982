"""A page of people to pick one from."""

from collections.abc import Callable, Sequence

from domain.named import Named
from handlers.keyboards.build import Row
from handlers.keyboards.pager import cut, pager
from handlers.registry import Button


def people(
    everyone: Sequence[Named],
    page: int,
    call: Callable[[Named], str],
    pick: Callable[[int], Button],
    turn: Callable[[int], Button],
) -> list[Row]:
    """One button a person and, where needed, a row that turns pages."""
    rows: list[Row] = [[(call(person), pick(person.id))] for person in cut(everyone, page)]
    return [*rows, pager(page, len(everyone), turn)]
