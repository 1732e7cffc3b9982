"""The annex: the document's columns, merged headings, steps that go their own way."""

from datetime import date
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Length

from exports.docx.annex import AnnexData, AnnexRow, Field, Part, annex

COLUMNS: tuple[tuple[Field, str], ...] = (
    ("number", "№ п/п"),
    ("activity", "Мероприятия18"),
    ("deadline", "Сроки"),
    ("responsible", ""),
)


def row(title: str, **more: Any) -> AnnexRow:
    usual: dict[str, Any] = {
        "number": "1", "section": "", "stage": "", "content": "", "result": "", "note": "",
        "term": "май 2027", "owner": "Директор",
    }  # fmt: skip
    return AnnexRow(title=title, **{**usual, **more})


def opened(*rows: AnnexRow, columns: tuple[tuple[Field, str], ...] = COLUMNS, **more: Any) -> Any:
    approval = more.get("approval", ())
    data = AnnexData("Карта", approval, columns, rows, date(2026, 10, 5))
    return Document(BytesIO(annex(data)))


def cells(document: Any) -> list[list[str]]:
    """Texts of the cells, one that goes on from above as «↑»."""
    return [
        ["↑" if _goes_on(tc) else "\n".join(p.text for p in _paragraphs(tc)) for tc in tr.tc_lst]
        for tr in document.tables[0]._tbl.tr_lst
    ]


def _goes_on(tc: Any) -> bool:
    merge = tc.tcPr.find(qn("w:vMerge"))
    return merge is not None and merge.get(qn("w:val")) is None


def _paragraphs(tc: Any) -> Any:
    from docx.text.paragraph import Paragraph

    return [Paragraph(p, tc) for p in tc.p_lst]


def test_sections_and_stages_without_a_column_stand_over_their_rows() -> None:
    made = opened(
        row("Приказ", section="I. Начало", stage="Подготовка"),
        row("Анкета", section="I. Начало", stage="Подготовка", number="2"),
        row("Отчёт", section="II. Итоги", number="1"),
    )

    assert cells(made) == [
        ["№ п/п", "Мероприятия", "Сроки", "Ответственный"],
        ["I. Начало"],
        ["Подготовка"],
        ["1", "Приказ", "май 2027", "Директор"],
        ["2", "Анкета", "май 2027", "Директор"],
        ["II. Итоги"],
        ["1", "Отчёт", "май 2027", "Директор"],
    ]


def test_a_stage_with_a_column_goes_on_over_its_rows() -> None:
    columns: tuple[tuple[Field, str], ...] = (
        ("number", "№"), ("stage", "Этап"), ("activity", "Дело"), ("content", "Содержание"),
    )  # fmt: skip

    made = opened(
        row("Приказ", stage="Начало", content="Кто"),
        row("Приказ", stage="Начало", content="Кого"),
        row("Анкета", stage="Начало", number="2"),
        row("Анкета", stage="Итоги", number="2"),
        columns=columns,
    )

    assert cells(made)[1:] == [
        ["1", "Начало", "Приказ", "Кто"],
        ["↑", "↑", "↑", "Кого"],
        ["2", "↑", "Анкета", ""],
        ["2", "Итоги", "Анкета", ""],
    ]


def test_steps_stand_within_their_row_until_their_terms_differ() -> None:
    same = (Part("1. Сбор", "май 2027", "Директор"), Part("2. Свод", "май 2027", "Директор"))
    own = (Part("1. Сбор", "до 5 мая", "Директор"), Part("2. Свод", "до 9 мая", "Куратор"))

    made = opened(row("Банк", parts=same), row("Журнал", number="2", parts=own))

    assert cells(made)[1:] == [
        ["1", "Банк\n1. Сбор\n2. Свод", "май 2027", "Директор"],
        ["2", "Журнал\n1. Сбор", "до 5 мая", "Директор"],
        ["↑", "2. Свод", "до 9 мая", "Куратор"],
    ]


def test_a_title_without_a_column_stands_before_the_content() -> None:
    columns: tuple[tuple[Field, str], ...] = (("stage", "Этап"), ("content", "Содержание"))

    made = opened(
        row("Начало", stage="Начало", content="Приказ"),
        row("Круглый стол", stage="Начало", content="Кто"),
        columns=columns,
    )

    assert cells(made)[1:] == [["Начало", "Приказ"], ["↑", "Круглый стол\nКто"]]


def test_the_stamp_is_the_documents_or_one_to_fill_in() -> None:
    own = opened(row("Приказ"), approval=("УТВЕРЖДЕНО", "приказом № 5"))
    empty = opened(row("Приказ"))

    assert [p.text for p in own.paragraphs[:3]] == ["УТВЕРЖДЕНО", "приказом № 5", "Карта"]
    assert [p.text for p in empty.paragraphs[:2]] == [
        "Приложение к приказу", "от «___» _________ 20__ г. № ____",
    ]  # fmt: skip


def test_many_columns_lie_on_the_side() -> None:
    wide: tuple[tuple[Field, str], ...] = (*COLUMNS, ("result", "Результат"))

    tall, lying = (
        opened(row("Приказ")).sections[0],
        opened(row("Приказ"), columns=wide).sections[0],
    )

    assert (tall.orientation, _mm(tall.page_width)) == (WD_ORIENT.PORTRAIT, 210)
    assert (lying.orientation, _mm(lying.page_width)) == (WD_ORIENT.LANDSCAPE, 297)
    margins = ("left_margin", "top_margin", "right_margin", "bottom_margin")
    assert [_mm(getattr(tall, name)) for name in margins] == [30, 20, 15, 20]
    assert [_mm(getattr(lying, name)) for name in margins] == [20, 30, 20, 15]


def _mm(length: Length) -> int:
    """The file keeps twentieths of a point."""
    return round(float(length.mm))
