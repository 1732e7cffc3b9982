"""The parts of a streamed workbook that do not depend on its rows."""

from collections.abc import Sequence
from datetime import datetime
from enum import IntEnum
from html import escape

from domain.ownfiles import OwnFile, keyword
from texts import exports as texts

_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Look(IntEnum):
    """Places in the list of styles; the order is that of `_CELLS`."""

    PLAIN = 0
    TEXT = 1
    QUOTED = 2  # begins like a formula
    DATE = 3
    MOMENT = 4
    TIME = 5
    HEADER = 6
    WRAPPED = 7


_FORMATS = {164: "dd.mm.yyyy", 165: "dd.mm.yyyy hh:mm", 166: "hh:mm"}
_TOP = '<alignment vertical="top"/>'
_CENTRE = '<alignment horizontal="center" vertical="center" wrapText="1"/>'
_WRAP = '<alignment vertical="top" wrapText="1"/>'


def _xf(align: str, number: int = 0, look: str = 'fontId="0" fillId="0" borderId="0"') -> str:
    return (
        f'<xf numFmtId="{number}" {look} xfId="0" applyNumberFormat="1" applyFont="1"'
        f' applyFill="1" applyBorder="1" applyAlignment="1">{align}</xf>'
    )


_CELLS = (
    _xf(""),
    _xf(_TOP),
    _xf(_TOP).replace(" xfId", ' quotePrefix="1" xfId'),
    *(_xf(_TOP, number) for number in _FORMATS),
    _xf(_CENTRE, look='fontId="1" fillId="2" borderId="1"'),
    _xf(_WRAP),
)
_LINE = '<{0} style="thin"><color rgb="FFBFBFBF"/></{0}>'
_STYLES = "".join((
    f'<styleSheet xmlns="{_MAIN}">',
    f'<numFmts count="{len(_FORMATS)}">',
    *(f'<numFmt numFmtId="{n}" formatCode="{code}"/>' for n, code in _FORMATS.items()),
    '</numFmts><fonts count="2">',
    '<font><sz val="11"/><name val="Calibri"/><family val="2"/></font>',
    '<font><b/><sz val="11"/><color rgb="FFFFFFFF"/><name val="Calibri"/><family val="2"/></font>',
    '</fonts><fills count="3"><fill><patternFill patternType="none"/></fill>',
    '<fill><patternFill patternType="gray125"/></fill>',
    '<fill><patternFill patternType="solid"><fgColor rgb="FF1F4E78"/></patternFill></fill>',
    '</fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border>',
    "<border>",
    *map(_LINE.format, ("left", "right", "top", "bottom")),
    "<diagonal/></border>",
    '</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>',
    f'</cellStyleXfs><cellXfs count="{len(_CELLS)}">',
    *_CELLS,
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>',
    "</cellStyles></styleSheet>",
))  # fmt: skip


def letters(number: int) -> str:
    """The column's letters, from 0: A, B … Z, AA."""
    found = ""
    number += 1
    while number:
        number, left = divmod(number - 1, 26)
        found = chr(ord("A") + left) + found
    return found


def height(points: float) -> str:
    """The attributes of a row of that height."""
    return f' ht="{points:g}" customHeight="1"'


def sheet_path(number: int) -> str:
    return f"xl/worksheets/sheet{number}.xml"


def sheet_head(widths: Sequence[float], *, selected: bool) -> str:
    """Up to the first row: the header stays in view."""
    columns = "".join(
        f'<col min="{n}" max="{n}" width="{width + 0.7:g}" customWidth="1"/>'
        for n, width in enumerate(widths, 1)
    )
    shown = ' tabSelected="1"' if selected else ""
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0"{shown}>'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{columns}</cols><sheetData>"
    )


def sheet_tail(filtered: str) -> str:
    """Behind the last row; `filtered`: the range with filter buttons."""
    buttons = f'<autoFilter ref="{filtered}"/>' if filtered else ""
    return (
        f'</sheetData>{buttons}<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.6"'
        ' header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape"'
        ' fitToHeight="0"/></worksheet>'
    )


def fixed(titles: Sequence[str], at: datetime) -> dict[str, str]:
    """Everything but the sheets, by path; `at` in UTC."""
    return {
        "[Content_Types].xml": _content_types(len(titles)),
        "_rels/.rels": _relations(
            (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
            (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(at),
        "xl/workbook.xml": _workbook(titles),
        "xl/_rels/workbook.xml.rels": _relations(
            *(
                (f"{_OFFICE}/relationships/worksheet", f"worksheets/sheet{n}.xml")
                for n in range(1, len(titles) + 1)
            ),
            (f"{_OFFICE}/relationships/styles", "styles.xml"),
        ),
        "xl/styles.xml": _HEAD + _STYLES,
    }


def _content_types(sheets: int) -> str:
    made = "".join(
        f'<Override PartName="/{sheet_path(n)}" ContentType="{_TYPE}.worksheet+xml"/>'
        for n in range(1, sheets + 1)
    )
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>'
        '<Override PartName="/docProps/core.xml"'
        ' ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
        f"{made}</Types>"
    )


def _relations(*found: tuple[str, str]) -> str:
    made = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(found, 1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{made}</Relationships>'


def _workbook(titles: Sequence[str]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(title)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, title in enumerate(titles, 1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        f"<bookViews><workbookView/></bookViews><sheets>{sheets}</sheets></workbook>"
    )


def _core(at: datetime) -> str:
    moment = f"{at:%Y-%m-%dT%H:%M:%SZ}"
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:creator>{escape(texts.AUTHOR)}</dc:creator>"
        f"<cp:keywords>{keyword(OwnFile.EXPORT)}</cp:keywords>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{moment}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{moment}</dcterms:modified>'
        "</cp:coreProperties>"
    )
