"""The list of open questions comes back, whatever a person and their program did to it."""

import re
import zipfile
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.decisions import DecisionRow, decisions_sheet
from imports.decisions import Decision, DecisionsAnswer, is_decisions, read_decisions
from imports.refusals import Unreadable
from texts.exports import refusal as refusal_text

FIRST = 6
"""The row of the sheet where questions begin."""


def sent(*rows: DecisionRow) -> bytes:
    rows = rows or tuple(
        DecisionRow(100 + n, f"{n}", f"Дело {n}", "осенью", "", "все", "") for n in range(4)
    )
    return decisions_sheet(rows, 7, 3, ["Куратор", "Методист"], "Карта")


def filled(change: Callable[[Any], None], data: bytes | None = None) -> bytes:
    book = openpyxl.load_workbook(BytesIO(data or sent()))
    change(book)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def put(**cells: object) -> bytes:
    def change(book: Any) -> None:
        for place, value in cells.items():
            book.worksheets[0][place] = value

    return filled(change)


def answers(data: bytes) -> dict[int, tuple[object, object]]:
    return {row.item_id: (row.term, row.responsible) for row in read_decisions(data).rows}


def refusal(data: bytes) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Unreadable) as caught:
        read_decisions(data)
    return caught.value.code, caught.value.data


def outcome(data: bytes) -> str:
    try:
        read_decisions(data)
    except Unreadable as refused:
        return refused.code
    return "read"


def test_what_was_decided_before_comes_back_as_it_was() -> None:
    row = DecisionRow(5, "1", "Дело", "осенью", "октябрь 2026", "все", "=Куратор")

    assert read_decisions(sent(row)) == DecisionsAnswer(
        7, 3, (Decision(5, "октябрь 2026", "=Куратор"),)
    )


def test_filled_cells_are_read_and_empty_ones_stay_open() -> None:
    data = put(D6=date(2026, 10, 15), D7="  ежемесячно \n", F7="Методист", D8=" ", D9=2027.0)

    assert answers(data) == {
        100: (date(2026, 10, 15), None),
        101: ("ежемесячно", "Методист"),
        102: (None, None),
        103: ("2027", None),
    }


def test_a_month_that_a_spreadsheet_made_a_day_is_a_month_again() -> None:
    def change(book: Any) -> None:
        cell = book.worksheets[0]["D6"]
        cell.value, cell.number_format = date(2026, 10, 1), "mmm\\.yy"

    assert answers(filled(change))[100] == ("октябрь 2026", None)


def test_rows_may_be_sorted_deleted_inserted_and_columns_moved() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["D6"], sheet["D7"], sheet["F8"] = "май", "июнь", "Куратор"
        for column in range(1, 8):
            first, last = sheet.cell(FIRST, column), sheet.cell(FIRST + 3, column)
            first.value, last.value = last.value, first.value
        sheet.delete_rows(FIRST + 1)
        sheet.insert_rows(FIRST)
        sheet.cell(FIRST, 4).value = "чужая строка"
        sheet.insert_cols(2, 2)
        sheet.cell(FIRST + 1, 2).value = "моя пометка"
        sheet.row_dimensions[FIRST + 2].hidden = True
        book.move_sheet(book["Люди"], -1)

    answer = read_decisions(filled(change))

    assert answer == DecisionsAnswer(
        7,
        3,
        (Decision(103, None, None), Decision(102, None, "Куратор"), Decision(100, "май", None)),
        1,
    )


def test_one_answer_merged_over_rows_is_for_all_of_them() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["F6"] = "Куратор"
        sheet.merge_cells("F6:F8")

    assert [who for _, who in answers(filled(change)).values()] == [
        "Куратор", "Куратор", "Куратор", None,
    ]  # fmt: skip


def test_a_copied_row_is_harmless_until_it_says_something_else() -> None:
    same = put(D6="май", D10="май", G10=100)
    fuller = put(D6="май", F10="Куратор", G10=100)
    other = put(D6="май", D10="июнь", G10=100)

    assert answers(same)[100] == ("май", None)
    assert answers(fuller)[100] == ("май", "Куратор")
    assert refusal(other) == ("decision_twice", {"row": 10})


def test_a_number_is_no_term() -> None:
    assert refusal(put(D7=15.1)) == ("decision_number", {"row": 7})
    assert refusal(put(D8=46000)) == ("decision_number", {"row": 8})


def test_a_failed_formula_says_nothing() -> None:
    assert answers(put(D6="#REF!", F6="#N/A"))[100] == (None, None)


def test_ids_made_text_or_fractions_by_another_program_still_count() -> None:
    assert list(answers(put(G6="100", G7=101.0))) == [100, 101, 102, 103]


def test_a_stray_cell_in_the_last_row_of_all_costs_nothing() -> None:
    assert len(answers(put(XFD1048576="х"))) == 4


def test_our_list_is_told_from_other_tables() -> None:
    blank = BytesIO()
    openpyxl.Workbook().save(blank)

    assert is_decisions(put(D6="май"))
    assert not is_decisions(blank.getvalue())
    assert not is_decisions(b"term;responsible")


def test_every_refusal_has_its_sentence() -> None:
    assert refusal_text("decision_twice", {"row": 10}).startswith("Строка 10 повторяет другую")
    assert refusal_text("broken", {}).startswith("Файл повреждён")


def test_other_files_are_refused() -> None:
    def without_ids(book: Any) -> None:
        book.worksheets[0].delete_cols(7)

    def without_manifest(book: Any) -> None:
        del book["nastavnik"]

    def renamed(book: Any) -> None:
        book.worksheets[0]["D5"] = "Когда"

    blank = BytesIO()
    openpyxl.Workbook().save(blank)
    assert refusal(blank.getvalue()) == ("not_decisions", {})
    assert refusal(filled(without_ids)) == ("not_decisions", {})
    assert refusal(filled(without_manifest)) == ("not_decisions", {})
    assert refusal(filled(renamed)) == ("decision_column", {"column": "Срок (заполните)"})
    assert refusal(b"term;responsible\n")[0] == "not_decisions"
    assert refusal(b"")[0] == "empty"
    assert refusal(sent()[:-400])[0] == "broken"
    assert refusal(b"\0" * 8 + b"x" * (5 * 2**20)) == ("too_heavy", {"limit": 5})


def replaced(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    out = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("part", "found", "put", "code"),
    [
        ("xl/workbook.xml", b"<workbook", b'<!DOCTYPE a SYSTEM "file:///x"><workbook', "entities"),
        ("xl/worksheets/sheet1.xml", b"</sheetData>", b'<row><c r="A9"/>' + b"<c/>" * 200_000
         + b"</row></sheetData>", "too_many_rows"),
        ("xl/worksheets/sheet1.xml", b"</mergeCells>",
         b'<mergeCell ref="A100:XFD1048576"/></mergeCells>', "too_many_rows"),
        ("xl/worksheets/sheet1.xml", b"</worksheet>", b" " * (31 * 2**20) + b"</worksheet>",
         "too_big_unpacked"),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData", "broken"),
    ],
)  # fmt: skip
def test_files_made_to_harm_are_refused(part: str, found: bytes, put: bytes, code: str) -> None:
    data = replaced(sent(), part, lambda xml: xml.replace(found, put))

    assert refusal(data)[0] == code


def test_more_rows_than_a_roadmap_can_have_are_refused() -> None:
    rows = [DecisionRow(n, "", "", "", "", "", "") for n in range(1, 5_002)]

    assert refusal(sent(*rows)) == ("too_many_rows", {"limit": 5_000})


# What a person can type: spreadsheets drop the rest, and white space is made even.
TYPED = st.text(st.characters(exclude_categories=("C", "Z"))).filter(lambda text: text not in "#")


@given(st.lists(st.tuples(TYPED, TYPED), min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_any_words_come_back_as_they_were(pairs: list[tuple[str, str]]) -> None:
    rows = [DecisionRow(n, "", "", "", *(term, "", who)) for n, (term, who) in enumerate(pairs, 1)]
    read = read_decisions(sent(*rows)).rows

    for row, (term, who) in zip(read, pairs, strict=True):
        assert row == Decision(row.item_id, term or None, who or None)


@given(st.integers(0, 20_000), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(place: int, byte: int) -> None:
    data = bytearray(sent())
    data[place % len(data)] = byte

    assert re.fullmatch(r"[a-z_]+", outcome(bytes(data)))
