"""Which column is what: told by header words, never by position."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from imports import words
from imports.tables import Cell, Line, Table, distinct

_SCANNED_ROWS = 80
_HEADER_LENGTH = 120
_NUMBER = re.compile(r"[\dIVXLC]+(?:\.\d+)*[.)]?")


class Role(StrEnum):
    NUMBER = "number"
    STAGE = "stage"
    ACTIVITY = "activity"
    CONTENT = "content"
    DEADLINE = "deadline"
    RESPONSIBLE = "responsible"
    RESULT = "result"
    DONE = "done"
    MARK = "mark"


_TITLES = {Role.ACTIVITY, Role.CONTENT, Role.STAGE}
_MINOR = {Role.NUMBER, Role.DONE, Role.MARK}
_BLANK = (Role.NUMBER, Role.ACTIVITY, Role.STAGE)  # in which order blank headers are understood


@dataclass(frozen=True, slots=True)
class Layout:
    """`first`..`after`: the rows of the header. `names`: header texts from left to right.

    `unused`: names of the filled columns that are not read. `printed`: all texts of the header.
    """

    first: int
    after: int
    names: tuple[str, ...]
    roles: dict[Role, tuple[int, ...]]
    unused: tuple[str, ...]
    printed: frozenset[str]
    width: int

    def cells(self, line: Line, role: Role) -> list[Cell]:
        """The cells of a line that play the role, a cell over several columns once."""
        found = (line[at] for at in self.roles.get(role, ()) if at < len(line))
        return list(dict.fromkeys(cell for cell in found if cell is not None))

    def text(self, line: Line, role: Role) -> str:
        # Two columns of terms are a beginning and an end.
        between = " \u2013 " if role is Role.DEADLINE else " "
        return between.join(cell.text for cell in self.cells(line, role) if cell.text)


def find(table: Table) -> Layout | None:
    """The columns of the roadmap in this table, None if it is some other table."""
    for first, line in enumerate(table.grid[:_SCANNED_ROWS]):
        if _is_header(line):
            return _layout(table, first)
    return None


def roles_of(names: Sequence[str], filled: Collection[Role]) -> list[Role | None]:
    """What the columns of a document were, by the header words that were kept of it.

    `filled`: the roles of which its rows have something. Blank headers take what is left of them,
    as they did when the document was read; None: a column of which nothing was read.
    """
    found = [_role(name, strict=False) if name else None for name in names]
    titles = _TITLES & {role for role in found if role}
    if titles == {Role.CONTENT}:
        found[found.index(Role.CONTENT)] = Role.ACTIVITY
    blank = [at for at, name in enumerate(names) if not name]
    if not titles and len(blank) < 2:
        blank += [at for at, role in enumerate(found) if role is None and at not in blank]
    for role in _BLANK:
        if role in filled and role not in found and blank and titles < {Role.STAGE, Role.CONTENT}:
            found[blank.pop(0)] = role
    return [role if role not in found[:at] else None for at, role in enumerate(found)]


def is_repeated(line: Line, layout: Layout) -> bool:
    """A header printed again at the top of a page, or the line «1 2 3 4» under it."""
    texts = [cell.text for cell in distinct(line)]
    if [t.rstrip(".") for t in texts] == [str(n + 1) for n in range(len(texts))]:
        return len(texts) > 2
    shown = {_plain(text) for text in texts if text}
    return len(shown) > 1 and shown <= layout.printed


def looks_like_number(text: str) -> bool:
    return bool(_NUMBER.fullmatch(text))


def _is_header(line: Line) -> bool:
    cells = [cell for cell in distinct(line) if len(cell.text) <= _HEADER_LENGTH]
    roles = {role for cell in cells if (role := _role(cell.text, strict=True))}
    main = roles - _MINOR
    if len(main) >= 2:
        return True
    return Role.NUMBER in roles and bool(main & _TITLES) and len(cells) >= 2


def _plain(text: str) -> str:
    """Small letters without footnote marks, joined where a line broke a word."""
    text = re.sub(r"(?<=\w)-\s+(?=\w)", "", text.lower().translate(words.SAME_LETTERS))
    return re.sub(r"(?<=[^\W\d])[\d*\u00b9\u00b2\u00b3]+(?=\W|$)|\*+", "", text).strip()


def _role(text: str, *, strict: bool) -> Role | None:
    """`strict`: nothing but the usual attributes stands before the key word."""
    plain = _plain(text)
    if words.FACT.search(plain):
        return Role.DONE
    # A hyphen may be a place where somebody broke the word by hand.
    for text_read in (plain, plain.replace("-", "")):
        matches = {role: words.HEADER[role].search(text_read) for role in Role}
        found = [(match.start(), role) for role, match in matches.items() if match]
        if found:
            break
    else:
        return None
    start, role = min(found, key=lambda at: at[0])
    before = re.findall(r"[\w./]+", plain[:start])
    if strict and not all(words.MODIFIER.match(word) for word in before):
        return None
    return role


def _layout(table: Table, first: int) -> Layout | None:
    after = _header_end(table, first)
    width = table.width
    texts = [_column_name(table, first, after, column) for column in range(width)]
    roles: dict[Role, list[int]] = {}
    free: list[int] = []
    for column, text in enumerate(texts):
        role = _role(text, strict=False) if len(text) <= _HEADER_LENGTH else None
        if role is None:
            free.append(column)
        else:
            roles.setdefault(role, []).append(column)
    body = table.grid[after:]
    _infer(body, roles, free, texts)
    if not _TITLES & set(roles):
        return None
    return Layout(
        first, after,
        names=tuple(_names(texts, table.grid[first])),
        roles={role: tuple(columns) for role, columns in roles.items()},
        unused=tuple(texts[c] for c in free if texts[c] and _weight(body, c)),
        printed=frozenset(
            _plain(cell.text)
            for line in table.grid[first:after]
            for cell in distinct(line)
            if cell.text
        ),
        width=width,
    )  # fmt: skip


def _header_end(table: Table, first: int) -> int:
    """A header cell that covers the next row makes that row a part of the header."""
    after = first + 1
    upper = {id(cell) for cell in distinct(table.grid[first]) if cell.text}
    while after < len(table.grid) and upper & {id(cell) for cell in distinct(table.grid[after])}:
        after += 1
    return after


def _column_name(table: Table, first: int, after: int, column: int) -> str:
    cells = dict.fromkeys(line[column] for line in table.grid[first:after] if column < len(line))
    return " ".join(cell.text for cell in cells if cell is not None and cell.text)


def _names(texts: Sequence[str], header: Line) -> list[str]:
    """Header texts, a cell over several columns once unless the row below divides it."""
    names: list[str] = []
    for column, text in enumerate(texts):
        same = column > 0 and header[column] is not None and header[column] is header[column - 1]
        if not (same and text == texts[column - 1]):
            names.append(text)
    return names


def _infer(
    body: list[Line], roles: dict[Role, list[int]], free: list[int], texts: Sequence[str]
) -> None:
    """Roles of columns whose header is blank or unknown, by what stands in them."""
    if Role.NUMBER not in roles:
        _infer_number(body, roles, free)
    if Role.ACTIVITY not in roles and not {Role.STAGE, Role.CONTENT} <= set(roles):
        candidates = [c for c in free if words.WEAK_ACTIVITY.search(_plain(texts[c]))]
        if not candidates and not _TITLES & set(roles):
            candidates = free
        if candidates:
            _give(roles, free, Role.ACTIVITY, max(candidates, key=lambda c: _weight(body, c)))
    aims = [c for c in free if words.AIMS.search(_plain(texts[c]))]
    if Role.ACTIVITY in roles and Role.STAGE not in roles and aims:
        _give(roles, free, Role.STAGE, aims[0])
    if Role.ACTIVITY not in roles and Role.STAGE not in roles and Role.CONTENT in roles:
        roles[Role.ACTIVITY] = roles.pop(Role.CONTENT)


def _infer_number(body: list[Line], roles: dict[Role, list[int]], free: list[int]) -> None:
    title_columns = [c for role in _TITLES for c in roles.get(role, ())[:-1]]
    for column in [*free, *title_columns]:
        texts = [text for line in body if (text := _own(line, column))]
        numbers = sum(looks_like_number(text) for text in texts)
        if numbers and numbers >= 0.7 * len(texts):
            for columns in roles.values():
                if column in columns:
                    columns.remove(column)
            _give(roles, free, Role.NUMBER, column)
            return


def _give(roles: dict[Role, list[int]], free: list[int], role: Role, column: int) -> None:
    roles.setdefault(role, []).append(column)
    if column in free:
        free.remove(column)


def _own(line: Line, column: int) -> str:
    """Text of a cell of this column alone: a section over the whole row says nothing of it."""
    cell = line[column] if column < len(line) else None
    if cell is None or sum(other is cell for other in line) > 1:
        return ""
    return cell.text


def _weight(body: list[Line], column: int) -> int:
    return sum(len(_own(line, column)) for line in body)
