"""Rows of a table that are headings of the rows below them."""

from imports import words
from imports.columns import Layout, Role, looks_like_number
from imports.tables import Cell, Line, distinct

_TITLES = (Role.ACTIVITY, Role.STAGE, Role.CONTENT)


def heading(line: Line, following: Line, layout: Layout) -> str | None:
    """Text of a section row with its number, None for a row of another kind.

    A section is one cell over several columns, or such a cell after its № cell. Where nobody
    merged the cells, it is a lone text that its place or its wording gives away.
    """
    filled = [cell for cell in distinct(line) if cell.text]
    if not filled or len(filled) > 2:
        return None
    name, columns = filled[-1], _columns(line, filled[-1])
    number = filled[0].text if len(filled) == 2 else ""
    if number and not _is_number(line, filled[0], layout):
        return None
    wide = len(_roles(columns, layout)) > 1 or len(distinct(line)) == 1 < layout.width
    if wide or _stands_out(line, name, number, following, layout):
        return f"{number} {name.text}".strip()
    return None


def _stands_out(line: Line, name: Cell, number: str, following: Line, layout: Layout) -> bool:
    if number:
        return _is_parent(number, layout.text(following, Role.NUMBER))
    roles = _roles(_columns(line, name), layout)
    if roles == {Role.NUMBER}:
        return not looks_like_number(name.text)
    if not roles & set(_TITLES) or not {Role.DEADLINE, Role.RESPONSIBLE} & set(layout.roles):
        return False
    return bool(words.HEADING.match(name.text)) or name.text.isupper()


def _is_parent(number: str, below: str) -> bool:
    """«3.» above «3.1», «II» above «1»."""
    number, below = number.rstrip(".)"), below.rstrip(".)")
    if words.ROMAN.fullmatch(number):
        return bool(below) and not words.ROMAN.fullmatch(below)
    return below.startswith(f"{number}.")


def _is_number(line: Line, cell: Cell, layout: Layout) -> bool:
    return _roles(_columns(line, cell), layout) == {Role.NUMBER} and looks_like_number(cell.text)


def _columns(line: Line, cell: Cell) -> set[int]:
    return {at for at, other in enumerate(line) if other is cell}


def _roles(columns: set[int], layout: Layout) -> set[Role]:
    return {role for role, places in layout.roles.items() if columns & set(places)}
