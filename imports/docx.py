"""Word: paragraphs and tables of word/document.xml, with the corrections accepted."""

import re
from collections.abc import Iterator

from imports import files, limits
from imports.numbering import Numbering, W
from imports.refusals import Remark, Unreadable
from imports.tables import Cell, Contents, Grid, Line, Paragraph, Table, cell_of, tidy
from imports.xml import Element, parse

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")
# Looked through: what stands inside is a part of the text.
_OPEN = {
    f"{W}{name}"
    for name in (
        "sdt",
        "sdtContent",
        "ins",
        "moveTo",
        "smartTag",
        "customXml",
        "hyperlink",
        "fldSimple",
        "dir",
        "bdo",
    )
} | {f"{_MC}AlternateContent", f"{_MC}Choice"}
# Deleted or moved away by a correction that nobody has accepted yet.
_GONE = {f"{W}del", f"{W}moveFrom"}
_LOOKS = re.compile(
    rb"<w:(?:rFonts|szCs?|lang|color|bCs|iCs|[biu]|spacing|ind|jc|shd|tcW|vAlign|highlight|kern|"
    rb"(?:last|proof)\w+|bookmark\w+|top|left|bottom|right|cnfStyle)(?: [^<>]*)?/>"
    rb"|(?<=[\w\"]) w:rsid\w*=\"\w*\"(?=[ />])"
)
_EMPTIED = re.compile(rb"<w:(?:rPr|tcBorders)></w:(?:rPr|tcBorders)>")
_SIGNS = {f"{W}tab": " ", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}


def read(data: bytes) -> Contents:
    with files.unpacked(data) as archive:
        document = parse(_lighter(files.member(archive, "word/document.xml")))
        parts = [files.member(archive, f"word/{name}.xml") for name in ("numbering", "styles")]
    numbering, styles = (parse(part) if part else None for part in parts)
    body = document.find(f"{W}body")
    if body is None:
        raise Unreadable("broken")
    reader = _Reader(Numbering(numbering, styles))
    contents = Contents(reader.blocks(body, 0))
    contents.pictures = any(True for tag in _PICTURES for _ in document.iter(tag))
    if next(document.iter(f"{W}del"), None) is not None:
        contents.remarks.append(Remark("corrections"))
    return contents


def _lighter(data: bytes) -> bytes:
    """Without the looks, which are most of a Word file: its tree takes a third of the memory."""
    return _EMPTIED.sub(b"", _LOOKS.sub(b"", data))


class _Reader:
    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering

    def blocks(self, holder: Element, depth: int) -> list[Paragraph | Table]:
        if depth > limits.NESTING:
            raise Unreadable("broken")
        found: list[Paragraph | Table] = []
        carried = ""
        for element in _inside(holder):
            if element.tag == f"{W}p" and _mark_deleted(element):
                carried += "".join(_text(element))
            elif element.tag == f"{W}p":
                found += self._paragraph(element, carried)
                carried = ""
            elif element.tag == f"{W}tbl":
                found.append(self._table(element, depth + 1))
        return [*found, Paragraph(tidy(carried))]

    def _paragraph(self, element: Element, carried: str) -> list[Paragraph]:
        """A line break divides a paragraph; the number belongs to its first line."""
        text = carried + "".join(_text(element))
        lines = [line for line in map(tidy, text.split("\n")) if line]
        mark = self._numbering.mark(element.find(f"{W}pPr"))
        return [Paragraph(lines[0] if lines else "", mark), *map(Paragraph, lines[1:])]

    def _table(self, element: Element, depth: int) -> Table:
        grid = Grid()
        for row in _inside(element):
            if row.tag == f"{W}tr" and row.find(f"{W}trPr/{W}del") is None:
                grid.add(self._row(row, len(grid.lines), grid.lines[-1:], depth))
        return grid.table()

    def _row(self, row: Element, at: int, above: list[Line], depth: int) -> Line:
        line: Line = [None] * _number(row, "trPr/gridBefore")
        for element in _inside(row):
            if element.tag == f"{W}tc" and element.find(f"{W}tcPr/{W}cellDel") is None:
                cell = self._cell(element, at, above, len(line), depth)
                line += [cell] * max(1, _number(element, "tcPr/gridSpan"))
        return line

    def _cell(self, element: Element, at: int, above: list[Line], column: int, depth: int) -> Cell:
        merge = element.find(f"{W}tcPr/{W}vMerge")
        blocks = self.blocks(element, depth)
        if merge is None or merge.get(f"{W}val") == "restart":
            return cell_of(blocks, at)
        upper = above[0][column] if above and column < len(above[0]) else None
        return upper or cell_of(blocks, at, continues=not above)


def _inside(holder: Element) -> Iterator[Element]:
    """Children, through the wrappers that a reader does not see."""
    waiting = [iter(holder)]
    while waiting:
        for element in waiting[-1]:
            if element.tag in _OPEN:
                waiting.append(iter(element))
                break
            if element.tag not in _GONE:
                yield element
        else:
            waiting.pop()


def _text(paragraph: Element) -> Iterator[str]:
    for run in _inside(paragraph):
        if run.tag == f"{W}r" and run.find(f"{W}rPr/{W}vanish") is None:
            for element in _inside(run):
                if element.tag == f"{W}t":
                    yield element.text or ""
                elif element.tag in _SIGNS:
                    yield _SIGNS[element.tag]


def _mark_deleted(paragraph: Element) -> bool:
    return paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None


def _number(element: Element, path: str) -> int:
    found = element.find("/".join(W + step for step in path.split("/")))
    text = "" if found is None else found.get(f"{W}val", "")
    return min(int(text[:6]), limits.COLUMNS) if text.isascii() and text.isdigit() else 0
