"""What people and their programs do to a sheet before it comes back. None of it is an edit."""

import random
from collections.abc import Callable
from typing import Any

from domain.returning import row_of

Mutation = Callable[[Any, random.Random], None]


def _table(sheet: Any) -> tuple[int, int]:
    """The header's row and the column of the tokens, wherever they are by now."""
    marks = [c for row in sheet.iter_rows() for c in row if str(c.value or "").startswith("nast")]
    return max(c.row for c in marks), marks[0].column


def _lines(sheet: Any) -> list[int]:
    head, column = _table(sheet)
    rows = range(head + 1, sheet.max_row + 1)
    return [row for row in rows if row_of(str(sheet.cell(row, column).value)) is not None]


def shuffle(sheet: Any, chance: random.Random) -> None:
    rows = _lines(sheet)
    held = [[one.value for one in sheet[row]] for row in rows]
    chance.shuffle(held)
    for row, values in zip(rows, held, strict=True):
        for column, value in enumerate(values, 1):
            sheet.cell(row, column).value = value


def hide(sheet: Any, chance: random.Random) -> None:
    for row in _lines(sheet)[::2]:
        sheet.row_dimensions[row].hidden = True


def duplicate(sheet: Any, chance: random.Random) -> None:
    source, target = chance.choice(_lines(sheet)), sheet.max_row + 1
    for one in list(sheet[source]):
        sheet.cell(target, one.column).value = one.value


def insert_row(sheet: Any, chance: random.Random) -> None:
    sheet.insert_rows(chance.choice(_lines(sheet)))


def insert_column(sheet: Any, chance: random.Random) -> None:
    at = chance.randint(1, 8)
    sheet.insert_cols(at)
    for row in _lines(sheet):
        sheet.cell(row, at).value = "моё"


def rename_headings(sheet: Any, chance: random.Random) -> None:
    head, column = _table(sheet)
    for one in list(sheet[head]):
        if one.column != column and one.value:
            one.value = f"{one.value} ({chance.randint(1, 9)})"


def pad(sheet: Any, chance: random.Random) -> None:
    for row in _lines(sheet):
        for one in sheet[row]:
            if isinstance(one.value, str) and one.value:
                one.value = chance.choice((" {}", "{} ", "{}\u00a0", "{}\n")).format(one.value)


def shout(sheet: Any, chance: random.Random) -> None:
    for row in _lines(sheet):
        for one in sheet[row]:
            if isinstance(one.value, str):
                one.value = one.value.upper()


def unfreeze(sheet: Any, chance: random.Random) -> None:
    sheet.freeze_panes = None
    sheet.auto_filter.ref = None
    sheet.title = f"Лист{chance.randint(1, 99)}"


MUTATIONS: list[Mutation] = [
    shuffle, hide, duplicate, insert_row, insert_column, rename_headings, pad, shout, unfreeze,
]  # fmt: skip
