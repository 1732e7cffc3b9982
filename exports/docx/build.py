"""A paper as the bytes of a .docx; give `render` to exports.worker.in_worker."""

from collections.abc import Callable
from datetime import UTC, datetime, time
from io import BytesIO
from typing import Any

from docx import Document
from docx.document import Document as Made
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Mm, Pt
from docx.text.paragraph import Paragraph

from domain.ownfiles import keyword
from exports.cells import legal
from exports.docx.paper import Align, Block, Numbered, Paper, Signature, Stamp, Table, Text
from exports.docx.table import table_xml
from texts import exports as words

FONT = "Times New Roman"
SIZE = 12
SHORT, LONG = 210, 297
LEFT, RIGHT, TOP, BOTTOM = 30, 15, 20, 20
"""Millimetres; the wide margin is where the sheet is bound, on a landscape page the upper."""
STAMP = 78
LINES, LINES_WIDE = 50, 32
"""Lines of a table's text that a page takes, and a landscape one."""

_ALIGN: dict[Align, WD_ALIGN_PARAGRAPH] = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}


def render(paper: Paper) -> bytes:
    """The file. The same paper gives the same pages."""
    document = Document()
    _properties(document, paper)
    _style(document)
    width = _page(document, landscape=paper.landscape)
    for block in paper.blocks:
        _BLOCKS[type(block)](document, block, width)
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _properties(document: Made, paper: Paper) -> None:
    about = document.core_properties
    about.title, about.author, about.comments = legal(paper.title)[:255], words.AUTHOR, ""
    about.keywords = keyword(paper.own)
    about.created = about.modified = datetime.combine(paper.made, time(), UTC)
    about.last_modified_by, about.language = words.AUTHOR, "ru-RU"


def _style(document: Made) -> None:
    normal: Any = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(SIZE)
    fonts = normal.element.rPr.rFonts
    for script in ("w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    normal.element.rPr.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="ru-RU"/>'))
    form = normal.paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.widow_control = True
    # Long words stand in narrow columns; the text outside of tables is not divided.
    before = document.settings.element.find(qn("w:defaultTabStop"))
    before.addnext(parse_xml(f"<w:autoHyphenation {nsdecls('w')}/>"))


def _page(document: Made, *, landscape: bool) -> float:
    """Set the sheet up; the millimetres between its margins."""
    section = document.sections[0]
    if landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
    high, wide = (SHORT, LONG) if landscape else (LONG, SHORT)
    section.page_height, section.page_width = Mm(high), Mm(wide)
    left, top, right, bottom = (
        (TOP, LEFT, BOTTOM, RIGHT) if landscape else (LEFT, TOP, RIGHT, BOTTOM)
    )
    section.left_margin, section.right_margin = Mm(left), Mm(right)
    section.top_margin, section.bottom_margin = Mm(top), Mm(bottom)
    section.header_distance = section.footer_distance = Mm(10)
    _number_pages(section)
    return float(wide - left - right)


def _number_pages(section: Any) -> None:
    """In the middle of the head, from the second page on."""
    section.different_first_page_header_footer = True
    line = section.header.paragraphs[0]
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for form in (
        '<w:fldChar {} w:fldCharType="begin"/>',
        '<w:instrText {} xml:space="preserve">PAGE</w:instrText>',
        '<w:fldChar {} w:fldCharType="end"/>',
    ):
        line.add_run()._r.append(parse_xml(form.format(nsdecls("w"))))


def _paragraph(document: Made, text: str, align: Align) -> Paragraph:
    made = document.add_paragraph(legal(text))
    made._p.get_or_add_pPr().append(parse_xml(f"<w:suppressAutoHyphens {nsdecls('w')}/>"))
    made.alignment = _ALIGN[align]
    return made


def _text(document: Made, block: Text, _: float) -> None:
    made = _paragraph(document, block.text, block.align)
    made.paragraph_format.space_after = Pt(6)
    made.paragraph_format.keep_with_next = block.with_next
    if block.with_next:
        made.paragraph_format.space_before = Pt(6)
    if block.align == "justify":
        made.paragraph_format.first_line_indent = Mm(12.5)
    for run in made.runs:
        run.bold = block.bold


def _stamp(document: Made, block: Stamp, width: float) -> None:
    for at, line in enumerate(block.lines):
        made = _paragraph(document, line, "left")
        made.paragraph_format.left_indent = _at(width - STAMP)
        made.paragraph_format.space_after = Pt(12 if at == len(block.lines) - 1 else 0)


def _numbered(document: Made, block: Numbered, _: float) -> None:
    for number, item in enumerate(block.items, 1):
        _text(document, Text(f"{number}. {item}"), 0)


def _table(document: Made, block: Table, width: float) -> None:
    body = document.element.body
    lines = LINES_WIDE if width > SHORT else LINES
    body.insert(len(body) - 1, table_xml(block, width, lines))  # before the section's properties
    after = document.add_paragraph()  # Word wants one; it must not make a page of its own
    after.paragraph_format.line_spacing = Pt(1)
    after._p.get_or_add_pPr().append(parse_xml(f'<w:rPr {nsdecls("w")}><w:sz w:val="2"/></w:rPr>'))


def _signature(document: Made, block: Signature, width: float) -> None:
    made = _paragraph(document, f"{block.post}\t____________________\t{block.name}", "left")
    made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(12)
    made.paragraph_format.keep_with_next = True
    stops = made.paragraph_format.tab_stops
    stops.add_tab_stop(_at(width * 0.42))
    stops.add_tab_stop(_at(width), WD_TAB_ALIGNMENT.RIGHT)
    _paragraph(document, block.date, "left")


def _at(millimetres: float) -> Length:
    return Mm(round(millimetres))


_BLOCKS: dict[type[Block], Callable[[Made, Any, float], None]] = {
    Text: _text,
    Stamp: _stamp,
    Numbered: _numbered,
    Table: _table,
    Signature: _signature,
}
