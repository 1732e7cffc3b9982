"""The row that turns the pages of a list."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from handlers.keyboards.build import Row
from handlers.registry import Button
from texts import keyboards as words

PAGE_SIZE = 8
T = TypeVar("T")


def pages(count: int, size: int = PAGE_SIZE) -> int:
    """How many pages a list of `count` fills; an empty one fills one."""
    return max(1, -(-count // size))


def cut(items: Sequence[T], page: int, size: int = PAGE_SIZE) -> Sequence[T]:
    """The items of a page; a page that is no more shows the last one."""
    page = min(max(page, 0), pages(len(items), size) - 1)
    return items[page * size : (page + 1) * size]


def pager(page: int, count: int, make: Callable[[int], Button], size: int = PAGE_SIZE) -> Row:
    """«‹ Назад · Ещё 12 ›» for a list of `count`; empty where one page holds all."""
    last = pages(count, size) - 1
    page = min(max(page, 0), last)
    row: list[tuple[str, Button]] = []
    if page > 0:
        row.append((words.previous_page(), make(page - 1)))
    if page < last:
        row.append((words.more(count - (page + 1) * size), make(page + 1)))
    return row
