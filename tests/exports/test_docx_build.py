"""What every paper has: a repeated header, whole lines, page numbers, fonts, safe texts."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Pt

from exports.docx.build import render
from exports.docx.paper import (
    Block,
    Column,
    Line,
    Numbered,
    Paper,
    Signature,
    Table,
    Text,
    cell,
)
from exports.docx.widths import widths


def opened(*blocks: Block) -> Any:
    return Document(BytesIO(render(Paper("Карта", date(2026, 10, 5), blocks))))


def table(*texts: str) -> Table:
    lines = tuple(Line((cell(str(at)), cell(text))) for at, text in enumerate(texts))
    return Table((Column("№", 11), Column("Дело")), lines)


def _has(row: Any, name: str) -> bool:
    return row._tr.trPr is not None and row._tr.trPr.find(qn(name)) is not None


def test_the_header_is_repeated_and_only_a_very_long_line_is_torn() -> None:
    made = opened(table("Коротко", "Очень длинное дело. " * 200)).tables[0]

    assert [_has(row, "w:tblHeader") for row in made.rows] == [True, False, False]
    assert [_has(row, "w:cantSplit") for row in made.rows] == [True, True, False]


def test_pages_are_numbered_from_the_second() -> None:
    section = opened(Text("Слово")).sections[0]

    fields = [node.text for node in section.header._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE"]
    assert section.different_first_page_header_footer
    assert [p.text for p in section.first_page_header.paragraphs] == [""]


def test_the_font_and_the_properties_of_the_file() -> None:
    made = opened(Text("Слово"))

    about, normal = made.core_properties, made.styles["Normal"]
    assert (normal.font.name, normal.font.size) == ("Times New Roman", Pt(12))
    assert (about.title, about.author) == ("Карта", "Наставник")
    assert about.created == datetime(2026, 10, 5, tzinfo=UTC)


def test_signs_that_break_files_are_left_out() -> None:
    made = opened(Text("а\x00<б>&\ud800"), table("в\x0b</w:t>г"))

    assert made.paragraphs[0].text == "а<б>&"
    assert made.tables[0].cell(1, 1).text == "в</w:t>г"


def test_lists_and_the_place_to_sign() -> None:
    made = opened(Numbered(("раз", "два")), Signature("Куратор", "Ветрова О. С.", "«___»"))

    assert [p.text for p in made.paragraphs] == [
        "1. раз", "2. два", "Куратор\t____________________\tВетрова О. С.", "«___»",
    ]  # fmt: skip


def test_columns_share_the_page_by_their_texts() -> None:
    found = widths(table("Дело из многих слов, которому нужно много места", "Ещё"), 165)

    assert sum(found) == 165
    assert found[0] == 11


def test_too_many_long_words_still_fit_the_page() -> None:
    word = "персонализированных"
    columns = tuple(Column(word) for _ in range(9))
    lines = (Line(tuple(cell(word) for _ in range(9))),)

    assert round(sum(widths(Table(columns, lines), 165)), 6) == 165
