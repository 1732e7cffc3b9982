"""Builders of small office files, part by part, so that a test says what is in the bytes."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape

from imports.tables import Cell, Contents, Paragraph, Table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def archive(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, part in parts.items():
            target.writestr(name, part)
    return made.getvalue()


# Word


def p(text: str = "", properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def item(text: str, list_id: int, depth: int = 0) -> str:
    """A paragraph that Word numbers itself."""
    return p(text, f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>')


def tc(*paragraphs: str, span: int = 1, merge: str | None = None) -> str:
    """merge: "restart" begins a cell over several rows, "continue" goes on."""
    made = [text if text.startswith("<") else p(text) for text in paragraphs] or [p()]
    vertical = "" if merge is None else f'<w:vMerge w:val="{merge}"/>'
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{vertical}</w:tcPr>{"".join(made)}</w:tc>'


def tr(*cells: str) -> str:
    made = (cell if cell.startswith("<") else tc(*filter(None, [cell])) for cell in cells)
    return f"<w:tr>{''.join(made)}</w:tr>"


def tbl(*rows: str | Sequence[str]) -> str:
    made = (row if isinstance(row, str) else tr(*row) for row in rows)
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def docx(*blocks: str, numbering: str = "", styles: str = "", head: str = "") -> bytes:
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": f"{head}<w:document {_W}><w:body>{''.join(blocks)}"
        "</w:body></w:document>",
    }
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {_W}>{numbering}</w:numbering>"
    if styles:
        parts["word/styles.xml"] = f"<w:styles {_W}>{styles}</w:styles>"
    return archive(parts)


def numbered(list_id: int, *levels: tuple[str, str], restart: bool = False, of: int = 0) -> str:
    """A list and its levels as (form, text); `of`: the abstract list, its own by default."""
    made = "".join(
        f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for n, (form, text) in enumerate(levels)
    )
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    abstract = f'<w:abstractNum w:abstractNumId="{of or list_id}">{made}</w:abstractNum>'
    return (
        f'{abstract if levels else ""}<w:num w:numId="{list_id}">'
        f'<w:abstractNumId w:val="{of or list_id}"/>{override if restart else ""}</w:num>'
    )


# Excel


def c(reference: str, value: object, *, style: int = 0, formula: bool = False) -> str:
    """A cell; a value of None under a formula was never calculated."""
    made = "<f>1+1</f>" if formula else ""
    if isinstance(value, str):
        return f'<c r="{reference}" t="str" s="{style}">{made}<v>{escape(value)}</v></c>'
    return f'<c r="{reference}" s="{style}">{made}' + (
        "</c>" if value is None else f"<v>{value}</v></c>"
    )


def sheet(
    lines: Sequence[Sequence[object] | str], *, merges: Sequence[str] = (), hidden: int = 0
) -> str:
    """Lines of values (or ready rows' cells) from row 1; row number `hidden` is hidden."""
    made = ""
    for at, line in enumerate(lines, 1):
        cells = (
            line
            if isinstance(line, str)
            else "".join(
                c(f"{chr(65 + n)}{at}", value)
                for n, value in enumerate(line)
                if value not in (None, "")
            )
        )
        made += f'<row r="{at}" hidden="{int(at == hidden)}">{cells}</row>'
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges)
    return (
        f"<worksheet {_S}><sheetData>{made}</sheetData><mergeCells>{merged}</mergeCells>"
        "</worksheet>"
    )


def xlsx(*sheets: str, formats: Sequence[str] = (), states: Sequence[str] = ()) -> bytes:
    """formats: number formats of the cell styles 1, 2, …"""
    book, rels = "", ""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
    for n, text in enumerate(sheets, 1):
        state = states[n - 1] if states else "visible"
        book += f'<sheet name="s{n}" sheetId="{n}" state="{state}" r:id="r{n}"/>'
        rels += f'<Relationship Id="r{n}" Type="x/worksheet" Target="worksheets/sheet{n}.xml"/>'
        parts[f"xl/worksheets/sheet{n}.xml"] = text
    parts["xl/workbook.xml"] = f"<workbook {_S} {_R}><sheets>{book}</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = f"<Relationships>{rels}</Relationships>"
    own = "".join(
        f'<numFmt numFmtId="{200 + n}" formatCode="{escape(f, {chr(34): "&quot;"})}"/>'
        for n, f in enumerate(formats)
    )
    xfs = "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    parts["xl/styles.xml"] = (
        f'<styleSheet {_S}><numFmts>{own}</numFmts><cellXfs><xf numFmtId="0"/>{xfs}</cellXfs>'
        "</styleSheet>"
    )
    return archive(parts)


# OpenDocument

_ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "text", "table", "style")
)


def odt(*blocks: str, styles: str = "", manifest: str = "<manifest/>") -> bytes:
    return archive(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": manifest,
            "content.xml": f"<office:document-content {_ODF}><office:automatic-styles>{styles}"
            f"</office:automatic-styles><office:body><office:text>{''.join(blocks)}"
            "</office:text></office:body></office:document-content>",
        }
    )


def op(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def ocell(*blocks: str, rows: int = 1, columns: int = 1) -> str:
    made = "".join(block if block.startswith("<") else op(block) for block in blocks)
    return (
        f'<table:table-cell table:number-rows-spanned="{rows}" '
        f'table:number-columns-spanned="{columns}">{made}</table:table-cell>'
    )


def ocovered(times: int = 1) -> str:
    return f'<table:covered-table-cell table:number-columns-repeated="{times}"/>'


def otable(*rows: Sequence[str]) -> str:
    made = "".join(
        f"<table:table-row>{''.join(x if x.startswith('<table') else ocell(x) for x in row)}"
        "</table:table-row>"
        for row in rows
    )
    return f"<table:table>{made}</table:table>"


# The same document in another format


def as_text(contents: Contents, divider: str) -> str:
    """As a person saves it: merged cells become a text and blanks."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=divider)
    for block in contents.blocks:
        if isinstance(block, Paragraph):
            writer.writerow([block.shown])
        else:
            writer.writerows(
                ["\n".join(cell.lines) if own else "" for cell, own, _ in line]
                for line in _cells(block)
            )
    return made.getvalue()


def as_odt(contents: Contents) -> bytes:
    made = []
    for block in contents.blocks:
        if isinstance(block, Paragraph):
            made.append(op(escape(block.shown)))
        else:
            made.append(otable(*([_odt(block, *cell) for cell in line] for line in _cells(block))))
    return odt(*made)


def _cells(table: Table) -> Iterator[list[tuple[Cell, bool, int]]]:
    """Each place of the grid: its cell, whether the cell begins there, its width."""
    for row, line in enumerate(table.grid):
        places = [cell or Cell((), row) for cell in line]
        yield [
            (cell, cell.row == row and cell not in places[:at], places.count(cell))
            for at, cell in enumerate(places)
        ]


def _odt(table: Table, cell: Cell, own: bool, width: int) -> str:
    if not own:
        return ocovered()
    height = sum(cell in line for line in table.grid) or 1
    return ocell(*map(escape, cell.lines), rows=height, columns=width)
