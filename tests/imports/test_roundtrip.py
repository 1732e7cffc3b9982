"""A sheet comes back, whatever a person and their program did to it."""

import random
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.returning import MANIFEST, Manifest, manifest_of, row_of, token
from exports.plan import PlanRow, plan_sheet
from imports.cells import Typed
from imports.refusals import Unreadable
from imports.roundtrip import Copied, claims, read
from tests.mutations import MUTATIONS, Mutation
from texts.roundtrip_faults import refusal as refusal_text

MANIFESTED = Manifest("plan", 7, "0123456789abcdef")
FIRST = 7  # the row of the sheet where the table begins; the keys stand two rows above
SAVED = Path(__file__).with_name("saved_by_libreoffice.xlsx")
TERM, OWNER, TOKENS = "E", "G", "H"


def sent(*rows: PlanRow) -> bytes:
    rows = rows or tuple(
        PlanRow(100 + n, 0, f"1.{n}", "Этап", f"Дело {n}", "осенью", f"{n + 1} мая 2027", "все",
                "Куратор")
        for n in range(6)
    )  # fmt: skip
    return plan_sheet(rows, ("Куратор", "Методист"), "Карта", MANIFESTED)


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


def found(data: bytes) -> dict[int, tuple[str, str]]:
    """Term and owner by row."""
    return {
        row.row_id: (row.cells["term"].text, row.cells["owner"].text) for row in read(data).rows
    }


def cell(data: bytes, row_id: int = 100, column: str = "term") -> Typed:
    return next(row.cells[column] for row in read(data).rows if row.row_id == row_id)


def refusal(data: bytes) -> tuple[str, dict[str, str | int]]:
    with pytest.raises(Unreadable) as caught:
        read(data)
    return caught.value.code, caught.value.data


UNTOUCHED = {100 + n: (f"{n + 1} мая 2027", "Куратор") for n in range(6)}


def test_an_untouched_sheet_says_what_it_said() -> None:
    answer = read(sent())

    assert answer.manifest == MANIFESTED
    assert found(sent()) == UNTOUCHED
    assert (answer.copied, answer.added) == ((), ())


def test_rows_may_be_sorted_deleted_inserted_and_columns_moved() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet[f"{TERM}7"], sheet[f"{OWNER}8"] = "май", "Методист"
        for column in range(1, 9):
            first, last = sheet.cell(FIRST, column), sheet.cell(FIRST + 5, column)
            first.value, last.value = last.value, first.value
        sheet.delete_rows(FIRST + 2)
        sheet.insert_rows(FIRST)
        sheet.cell(FIRST, 5).value = "чужая строка"
        sheet.insert_cols(2, 2)
        sheet.cell(FIRST + 1, 2).value = "моя пометка"
        sheet.row_dimensions[FIRST + 2].hidden = True
        book.move_sheet(book["Люди"], -1)

    data = filled(change)

    assert found(data) == {
        105: ("6 мая 2027", "Куратор"), 101: ("2 мая 2027", "Методист"),
        103: ("4 мая 2027", "Куратор"), 104: ("5 мая 2027", "Куратор"), 100: ("май", "Куратор"),
    }  # fmt: skip
    added = read(data).added
    assert [(row.number, row.above, row.below) for row in added] == [(FIRST, None, 105)]
    assert {one.text for one in added[0].cells.values()} == {"", "чужая строка"}


def test_a_header_sorted_to_the_end_is_still_the_header() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        rows = [[one.value for one in row] for row in sheet.iter_rows(min_row=5)]
        for at, row in enumerate(reversed(rows), 5):
            for column, value in enumerate(row, 1):
                sheet.cell(at, column).value = value

    assert found(filled(change)) == UNTOUCHED


@pytest.mark.parametrize(
    "value",
    [date(2026, 10, 15), datetime(2026, 10, 15, 14, 30)],  # noqa: DTZ001
)
def test_a_date_is_a_date(value: object) -> None:
    def change(book: Any) -> None:
        one = book.worksheets[0][f"{TERM}{FIRST}"]
        one.value, one.number_format = value, "dd.mm.yyyy hh:mm"

    assert cell(filled(change)) == Typed("15.10.2026", "date", "2026-10-15")


def test_a_number_that_counts_days_says_which_day_that_is() -> None:
    assert cell(put(E7=46310)) == Typed("46310", "number", "2026-10-15")
    assert cell(put(E7=15.1)) == Typed("15.1", "number")
    assert cell(put(E7=2027)) == Typed("2027", "number")


def test_a_month_that_a_spreadsheet_made_a_day_is_a_month_again() -> None:
    def change(book: Any) -> None:
        one = book.worksheets[0][f"{TERM}{FIRST}"]
        one.value, one.number_format = date(2026, 10, 1), "mmm\\.yy"

    assert cell(filled(change)) == Typed("октябрь 2026")


def test_formulas_without_a_value_and_failed_ones_are_told() -> None:
    assert cell(put(E7='="до 20 мая "&2027')).kind == "formula"
    assert cell(put(E7="#REF!")) == Typed("#REF!", "error")


def test_a_file_saved_by_libreoffice_is_read() -> None:
    data = SAVED.read_bytes()

    assert cell(data) == Typed("15.10.2026", "date", "2026-10-15")
    assert found(data) == {
        100: ("15.10.2026", "Куратор"), 101: ("до 20 мая 2027", "Куратор"),
        102: ("октябрь 2026", "Методист"), 103: ("октябрь 2026", "Куратор"),
    }  # fmt: skip


def test_one_answer_merged_over_rows_is_for_all_of_them() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet["G7"] = "Методист"
        sheet.merge_cells("G7:G9")

    assert [who for _, who in found(filled(change)).values()] == [
        "Методист", "Методист", "Методист", "Куратор", "Куратор", "Куратор",
    ]  # fmt: skip


def test_what_is_merged_sideways_belongs_to_the_first_column() -> None:
    def change(book: Any) -> None:
        book.worksheets[0].merge_cells("E7:G7")

    assert found(filled(change))[100] == ("1 мая 2027", "")


def test_a_copied_row_is_harmless_until_it_says_something_else() -> None:
    def copied(book: Any) -> None:
        sheet = book.worksheets[0]
        for column in range(1, 9):
            sheet.cell(13, column).value = sheet.cell(7, column).value

    same = filled(copied)
    other = filled(lambda book: book.worksheets[0].__setitem__("E13", "июнь"), same)

    assert found(same) == UNTOUCHED
    assert read(other).copied == (Copied(100, 7, 13),)
    assert 100 not in found(other)


@pytest.mark.parametrize("lost", ["manifest", "keys", "manifest and headings", "tokens' heading"])
def test_what_ties_the_file_together_is_there_more_than_once(lost: str) -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        if lost.startswith("manifest"):
            del book[MANIFEST]
        if lost == "keys":
            sheet.delete_rows(5)
        if lost == "manifest and headings":
            for one in sheet[6]:
                one.value = "Заголовок" if one.value and one.column < 8 else one.value
        if lost == "tokens' heading":
            sheet["H6"] = None

    assert found(filled(change)) == UNTOUCHED


def test_headings_may_be_written_otherwise_when_the_keys_are_lost() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.delete_rows(5)
        sheet["E5"] = "  СРОК "

    assert found(filled(change)) == UNTOUCHED


def test_a_column_that_is_gone_is_not_read_and_the_others_are() -> None:
    answer = read(filled(lambda book: book.worksheets[0].delete_cols(7)))

    assert "owner" not in answer.columns
    assert [row.cells["term"].text for row in answer.rows][:1] == ["1 мая 2027"]


def test_a_column_copied_twice_may_not_say_two_things() -> None:
    def change(book: Any) -> None:
        sheet = book.worksheets[0]
        for row in range(5, 13):
            sheet.cell(row, 10).value = sheet.cell(row, 5).value

    same = filled(change)
    other = filled(lambda book: book.worksheets[0].__setitem__("J8", "июнь"), same)

    assert found(same) == UNTOUCHED
    assert refusal(other) == ("sheet_column_twice", {"column": "term"})


def test_a_copy_of_the_sheet_inside_the_file_is_not_read() -> None:
    def copied(book: Any) -> None:
        book.copy_worksheet(book.worksheets[0])["E7"] = "июнь"

    assert found(filled(copied)) == UNTOUCHED
    data = filled(lambda book: setattr(book.worksheets[0], "title", "Мой"), filled(copied))
    assert refusal(data) == ("sheet_twice", {})


def test_a_stray_cell_in_the_last_row_of_all_costs_nothing() -> None:
    assert found(put(XFD1048576="х")) == UNTOUCHED


def test_tokens_dragged_down_are_copies_and_do_not_count_on() -> None:
    assert token(100) == "R100P"
    assert row_of(" r100p ") == 100
    assert [row_of(text) for text in ("R101M", "R100", "100", "-", "")] == [None] * 5


def test_a_mark_says_which_sheet_it_is() -> None:
    assert manifest_of(MANIFESTED.mark) == MANIFESTED
    assert manifest_of("nastavnik/2/plan/7/0123456789abcdef") is None
    assert manifest_of("nastavnik") is None


def test_our_sheet_is_told_from_other_files() -> None:
    blank = BytesIO()
    openpyxl.Workbook().save(blank)

    assert claims(sent())
    assert claims(filled(lambda book: book.remove(book[MANIFEST])))
    assert claims(SAVED.read_bytes())
    assert not claims(blank.getvalue())
    assert not claims("Мероприятие;Срок".encode())
    assert not claims(b"PK\x03\x04" + b"x" * 100)


def test_a_sheet_saved_in_another_format_is_ours_and_refused() -> None:
    text = f"1;2;{MANIFESTED.mark}\n".encode()

    assert claims(text)
    assert refusal(text) == ("sheet_format", {})
    assert refusal_text("sheet_format", {}).startswith("Эта таблица сохранена в другом формате.")


def test_other_files_are_refused() -> None:
    def unmarked(book: Any) -> None:
        book.worksheets[0].delete_cols(8)

    def bare(book: Any) -> None:
        sheet = book.worksheets[0]
        sheet.delete_cols(1, 7)

    blank = BytesIO()
    openpyxl.Workbook().save(blank)
    assert refusal(blank.getvalue()) == ("not_returned", {})
    assert refusal(filled(unmarked)) == ("not_returned", {})
    assert refusal(filled(bare)) == ("sheet_columns", {})
    assert refusal(b"")[0] == "empty"
    assert refusal(sent()[:-400])[0] == "broken"


@pytest.mark.parametrize(
    ("code", "data", "begins"),
    [
        ("not_returned", {}, "Это не та таблица"),
        ("sheet_twice", {}, "В файле несколько листов"),
        ("sheet_columns", {}, "В файле нет ни одного столбца"),
        ("sheet_column_twice", {"column": "term"}, "Столбец «срок» стоит дважды"),
        ("broken", {}, "Файл повреждён"),
    ],
)
def test_every_refusal_has_its_sentence(
    code: str, data: dict[str, str | int], begins: str
) -> None:
    assert refusal_text(code, data).startswith(begins)


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
    ("part", "there", "put", "code"),
    [
        ("xl/workbook.xml", b"<workbook", b'<!DOCTYPE a SYSTEM "file:///x"><workbook', "entities"),
        ("xl/worksheets/sheet1.xml", b"</sheetData>",
         b'<row><c t="str"><v>x</v></c></row>' * 2_100 + b"</sheetData>", "too_many_rows"),
        ("xl/worksheets/sheet1.xml", b"</worksheet>", b" " * (31 * 2**20) + b"</worksheet>",
         "too_big_unpacked"),
        ("xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData", "broken"),
    ],
)  # fmt: skip
def test_files_made_to_harm_are_refused(part: str, there: bytes, put: bytes, code: str) -> None:
    data = replaced(sent(), part, lambda xml: xml.replace(there, put))

    assert refusal(data)[0] == code


def test_a_merge_of_the_whole_sheet_costs_nothing() -> None:
    data = replaced(
        sent(), "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(
            b"</mergeCells>", b'<mergeCell ref="A100:XFD1048576"/></mergeCells>'
        ),
    )  # fmt: skip

    assert found(data) == UNTOUCHED


@given(st.integers(0, 20_000), st.integers(0, 255))
@settings(max_examples=60, deadline=None)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(place: int, byte: int) -> None:
    data = bytearray(BYTES)
    data[place % len(data)] = byte
    assert re.fullmatch(r"[a-z_]+", outcome(bytes(data)))


def outcome(data: bytes) -> str:
    try:
        read(data)
    except Unreadable as refused:
        return refused.code
    return "read"


BYTES = sent()


@given(st.lists(st.sampled_from(MUTATIONS), max_size=7), st.integers(0, 10_000))
@settings(max_examples=40, deadline=None)
def test_no_mutation_makes_or_loses_an_edit(mutations: list[Mutation], seed: int) -> None:
    """Two cells are edited, then everything that is no edit happens in any order."""
    chance = random.Random(seed)
    book = openpyxl.load_workbook(BytesIO(BYTES))
    sheet = book.worksheets[0]
    sheet[f"{TERM}8"], sheet[f"{OWNER}10"] = "до 20 мая 2027", "Методист"
    for mutate in mutations:
        mutate(sheet, chance)
    out = BytesIO()
    book.save(out)

    wanted = {**UNTOUCHED, 101: ("до 20 мая 2027", "Куратор"), 103: ("4 мая 2027", "Методист")}
    got = {
        row_id: tuple(text.casefold() for text in cells)
        for row_id, cells in found(out.getvalue()).items()
    }
    assert got == {
        row_id: tuple(text.casefold() for text in cells) for row_id, cells in wanted.items()
    }
