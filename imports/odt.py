"""OpenDocument text: paragraphs, lists and tables of content.xml."""

from collections.abc import Iterator

from imports import files, limits
from imports.numbering import spelled
from imports.refusals import Remark, Unreadable
from imports.tables import BULLET, Cell, Contents, Grid, Line, Paragraph, Table, cell_of, tidy
from imports.xml import Element, parse

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_TEXT, _TABLE, _OFFICE = _NS % "text", _NS % "table", _NS % "office"
_DRAW, _STYLE = _NS % "drawing", _NS % "style"
# Notes, comments, the store of deleted text, the text in a picture's frame: no part of the text.
_SKIPPED = {
    f"{_TEXT}note",
    f"{_TEXT}tracked-changes",
    f"{_OFFICE}annotation",
    f"{_DRAW}frame",
    f"{_DRAW}custom-shape",
    f"{_TEXT}table-of-content",
    f"{_OFFICE}annotation-end",
    f"{_TEXT}sequence-decls",
    f"{_OFFICE}forms",
}
_ROW_GROUPS = {
    f"{_TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group")
}
_SIGNS = {f"{_TEXT}tab": " ", f"{_TEXT}line-break": "\n"}
_FORMS = {
    "1": "decimal",
    "I": "upperRoman",
    "i": "lowerRoman",
    "A": "upperLetter",
    "a": "lowerLetter",
}
Level = tuple[str, str, str, int]  # prefix, form, suffix, first number


def read(data: bytes) -> Contents:
    with files.unpacked(data) as archive:
        content = parse(files.member(archive, "content.xml"))
        styles = files.member(archive, "styles.xml")
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise Unreadable("broken")
    reader = _Reader(_list_styles(content, parse(styles) if styles else None))
    contents = Contents(reader.blocks(body, 0))
    contents.pictures = next(content.iter(f"{_DRAW}image"), None) is not None
    if next(content.iter(f"{_TEXT}deletion"), None) is not None:
        contents.remarks.append(Remark("corrections"))
    return contents


class _Reader:
    def __init__(self, styles: dict[str, dict[int, Level]]) -> None:
        self._styles = styles
        self._counts: dict[str, int] = {}

    def blocks(self, holder: Element, depth: int) -> list[Paragraph | Table]:
        if depth > limits.NESTING:
            raise Unreadable("broken")
        found: list[Paragraph | Table] = []
        for element in holder:
            if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                found += _paragraphs(element)
            elif element.tag == f"{_TEXT}list":
                found += self._list(element, "", 1, depth + 1)
            elif element.tag == f"{_TABLE}table":
                found.append(self._table(element, depth + 1))
            elif element.tag not in _SKIPPED:
                found += self.blocks(element, depth + 1)
        return found

    def _list(self, element: Element, style: str, level: int, depth: int) -> list[Paragraph]:
        """Items of a list; its own numbers, or those of the list that it continues."""
        if depth > limits.NESTING:
            raise Unreadable("broken")
        style = element.get(f"{_TEXT}style-name") or style
        key = f"{style}/{level}"
        if element.get(f"{_TEXT}continue-numbering") != "true" and not element.get(
            f"{_TEXT}continue-list"
        ):
            self._counts.pop(key, None)
        found: list[Paragraph] = []
        for item in element:
            if item.tag in (f"{_TEXT}list-item", f"{_TEXT}list-header"):
                numbered = item.tag == f"{_TEXT}list-item"
                found += self._item(item, style, level, depth, key if numbered else None)
        return found

    def _item(
        self, item: Element, style: str, level: int, depth: int, key: str | None
    ) -> list[Paragraph]:
        found: list[Paragraph] = []
        for element in item:
            if element.tag in (f"{_TEXT}p", f"{_TEXT}h"):
                lines = _paragraphs(element)
                if key is not None:
                    start = _whole(item.get(f"{_TEXT}start-value"))
                    lines[0] = Paragraph(lines[0].text, self._mark(key, style, level, start))
                    key = None
                found += lines
            elif element.tag == f"{_TEXT}list":
                found += self._list(element, style, level + 1, depth + 1)
        return found

    def _mark(self, key: str, style: str, level: int, start: int | None) -> str | None:
        levels = self._styles.get(style, {})
        if level not in levels:
            return None
        prefix, form, suffix, first = levels[level]
        if form in (BULLET, ""):
            return form or None
        number = start if start is not None else self._counts.get(key, first - 1) + 1
        self._counts[key] = number
        return f"{prefix}{spelled(number, form)}{suffix}".strip()

    def _table(self, element: Element, depth: int) -> Table:
        grid = Grid()
        covers: dict[int, tuple[Cell, int]] = {}
        for row in _rows(element, depth):
            line = self._row(row, len(grid.lines), covers, depth)
            repeats = _whole(row.get(f"{_TABLE}number-rows-repeated")) or 1
            grid.add(line)
            if any(cell is not None and cell.text for cell in line):
                for _ in range(min(repeats, limits.ROWS + 1) - 1):
                    grid.add(self._row(row, len(grid.lines), covers, depth))
        return grid.table()

    def _row(self, row: Element, at: int, covers: dict[int, tuple[Cell, int]], depth: int) -> Line:
        line: Line = []
        for element in row:
            repeats = min(_whole(element.get(f"{_TABLE}number-columns-repeated")) or 1, 100)
            for _ in range(repeats):
                if element.tag == f"{_TABLE}covered-table-cell":
                    column = len(line)
                    cell, until = covers.get(column, (None, 0))
                    line.append(cell if cell is not None and until > at else _left(line, at))
                elif element.tag == f"{_TABLE}table-cell":
                    cell = cell_of(self.blocks(element, depth), at)
                    height = _whole(element.get(f"{_TABLE}number-rows-spanned")) or 1
                    width = _whole(element.get(f"{_TABLE}number-columns-spanned")) or 1
                    for column in range(len(line), len(line) + min(width, 100)):
                        covers[column] = (cell, at + height)
                    line.append(cell)
        return line


def _left(line: Line, at: int) -> Cell | None:
    return line[-1] if line and line[-1] is not None and line[-1].row == at else None


def _rows(holder: Element, depth: int) -> Iterator[Element]:
    if depth > 2 * limits.NESTING:
        raise Unreadable("broken")
    for element in holder:
        if element.tag == f"{_TABLE}table-row":
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element, depth + 1)


def _paragraphs(element: Element) -> list[Paragraph]:
    lines = [line for line in map(tidy, "".join(_text(element, 0)).split("\n")) if line]
    return [Paragraph(line) for line in lines] or [Paragraph("")]


def _text(element: Element, depth: int) -> Iterator[str]:
    if depth > 4 * limits.NESTING:
        raise Unreadable("broken")
    yield element.text or ""
    for inner in element:
        if inner.tag == f"{_TEXT}s":
            yield " "
        elif inner.tag in _SIGNS:
            yield _SIGNS[inner.tag]
        elif inner.tag not in _SKIPPED:
            yield from _text(inner, depth + 1)
        yield inner.tail or ""


def _list_styles(*documents: Element | None) -> dict[str, dict[int, Level]]:
    found: dict[str, dict[int, Level]] = {}
    for document in documents:
        for style in () if document is None else document.iter(f"{_TEXT}list-style"):
            levels = {
                _whole(element.get(f"{_TEXT}level")) or 1: _level(element) for element in style
            }
            found.setdefault(style.get(f"{_STYLE}name", ""), levels)
    return found


def _level(element: Element) -> Level:
    if element.tag != f"{_TEXT}list-level-style-number":
        return "", BULLET, "", 1
    form = element.get(f"{_STYLE}num-format", "")
    return (
        element.get(f"{_STYLE}num-prefix", ""),
        _FORMS.get(form, "decimal") if form else "",
        element.get(f"{_STYLE}num-suffix", ""),
        _whole(element.get(f"{_TEXT}start-value")) or 1,
    )


def _whole(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 8 else None
