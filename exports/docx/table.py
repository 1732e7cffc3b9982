"""A table of a paper as the XML of Word: cell by cell through the library it takes minutes."""

from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from exports.cells import legal
from exports.docx.paper import Align, Cell, Line, Table
from exports.docx.widths import high, widths

SIZE, HEADER_SIZE = 22, 20  # half points
TWIPS = 56.6929  # a millimetre
_JUSTIFY: dict[Align, str] = {
    "left": "left", "center": "center", "right": "right", "justify": "both",
}  # fmt: skip


def table_xml(table: Table, whole: float, lines: int) -> BaseOxmlElement:
    """`whole`: millimetres between the margins, `lines`: how many of them a page has."""
    millimetres = widths(table, whole)
    wide = [round(width * TWIPS) for width in millimetres]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
    long = [line.band == "plain" and high(line, millimetres) * 2 > lines for line in table.lines]
    rows = "".join([_header(table, wide), *_lines(table, wide, long)])
    margins = "".join(
        f'<w:{side} w:w="{width}" w:type="dxa"/>'
        for side, width in (("top", 28), ("left", 85), ("bottom", 28), ("right", 85))
    )
    made: BaseOxmlElement = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/>'
        f'<w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>"
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )
    return made


def _header(table: Table, wide: Sequence[int]) -> str:
    cells = "".join(
        _cell(Cell((column.title,), bold=True), width, "center", middle=True)
        for column, width in zip(table.columns, wide, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _lines(table: Table, wide: Sequence[int], long: Sequence[bool]) -> Iterator[str]:
    """A line of more than half a page may be torn, or the page before it stays empty."""
    following = [*table.lines[1:], None]
    for line, below, torn in zip(table.lines, following, long, strict=True):
        kept = "" if torn else "<w:trPr><w:cantSplit/></w:trPr>"
        yield f"<w:tr>{kept}{_cells(table, line, below, wide)}</w:tr>"


def _cells(table: Table, line: Line, below: Line | None, wide: Sequence[int]) -> str:
    if line.band != "plain":
        align: Align = "center" if line.band == "section" else "left"
        return _cell(line.cells[0], sum(wide), align, span=len(wide), with_next=True)
    under = below.cells if below is not None and below.band == "plain" else ()
    return "".join(
        _cell(
            cell, wide[at], column.align,
            merge=_merge(cell, under[at] if under else None),
        )
        for at, (cell, column) in enumerate(zip(line.cells, table.columns, strict=True))
    )  # fmt: skip


def _merge(cell: Cell, under: Cell | None) -> str:
    if cell.joined:
        return "<w:vMerge/>"
    return '<w:vMerge w:val="restart"/>' if under is not None and under.joined else ""


def _cell(
    cell: Cell,
    width: int,
    align: Align,
    *,
    span: int = 1,
    merge: str = "",
    middle: bool = False,
    with_next: bool = False,
) -> str:
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    placed = '<w:vAlign w:val="center"/>' if middle else ""
    size = HEADER_SIZE if middle else SIZE
    texts = () if cell.joined else cell.lines
    paragraphs = "".join(
        _paragraph(text, align, size, bold=cell.bold or span > 1, with_next=with_next)
        for text in texts or ("",)
    )
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merge}{placed}</w:tcPr>'
        f"{paragraphs}</w:tc>"
    )


def _paragraph(text: str, align: Align, size: int, *, bold: bool, with_next: bool) -> str:
    keep = "<w:keepNext/>" if with_next else ""
    sizes = f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
    run = f"<w:rPr>{'<w:b/>' if bold else ''}{sizes}</w:rPr>"
    said = f'<w:t xml:space="preserve">{escape(legal(text))}</w:t>'
    return (
        f'<w:p><w:pPr>{keep}<w:spacing w:before="0" w:after="0"/>'
        f'<w:jc w:val="{_JUSTIFY[align]}"/></w:pPr><w:r>{run}{said}</w:r></w:p>'
    )
