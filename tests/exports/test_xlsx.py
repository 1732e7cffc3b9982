"""Reports as workbooks, read back by another reader of the format."""

from datetime import date
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from exports import xlsx
from exports.report import Column, Marked, Report, Row, Sheet, Workbook


def opened(*sheets: Sheet) -> Any:
    return openpyxl.load_workbook(BytesIO(xlsx.render(Workbook(sheets))))


def report(*rows: Row, **changes: Any) -> Report:
    columns = (Column("a", "Дело", 30, indented=True), Column("b", "День", 12, kind="date"))
    return Report(
        **{"title": "Т", "subtitle": ("С",), "columns": columns, "rows": rows, **changes}
    )


def test_an_empty_text_is_an_empty_cell() -> None:
    sheet = opened(Sheet("Лист", report(Row(("", None)), Row(("\x00", None))))).active

    assert [sheet["A4"].value, sheet["A5"].value, sheet["A5"].data_type] == [None, None, "n"]


@given(text=st.text(alphabet=st.characters(exclude_categories=()), max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_text_becomes_a_formula_an_error_or_an_unreadable_file(text: str) -> None:
    rows = [Row((mark + text, None)) for mark in ("", "=", "+", "-", "@", "\t", "\r", "#REF!")]
    book = opened(
        Sheet("Лист", report(*rows, title=f"={text}", notes=(f"@{text}",))),
        Sheet(f"={text}", report(Row((f"={text}",), "section"))),
    )

    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert kinds <= {"s", "n"}
    for cell in book.worksheets[0]["A"]:
        if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@", "\t", "\n")):
            assert cell.quotePrefix


@pytest.mark.parametrize("text", ["=1+1", "+7 999", "-", "@имя", "#N/A", "007", "1e5", "ИСТИНА"])
def test_text_is_kept_letter_for_letter(text: str) -> None:
    sheet = opened(Sheet("Лист", report(Row((text, None))))).active

    assert (sheet["A4"].value, sheet["A4"].data_type) == (text, "s")


def test_control_characters_go_and_lines_stay() -> None:
    sheet = opened(Sheet("Лист", report(Row(("а\x00б\x0bв\r\nг\ud800", None))))).active

    assert sheet["A4"].value == "абв\nг"


def test_a_cell_is_cut_where_spreadsheets_stop() -> None:
    sheet = opened(
        Sheet("Лист", report(Row(("я" * 40_000, None)), Row(("🌸" * 20_000, None))))
    ).active

    assert sheet["A4"].value == "я" * 32_766 + "…"
    assert sheet["A5"].value == "🌸" * 16_383 + "…"


def test_dates_are_dates_and_statuses_are_words_with_a_colour() -> None:
    columns = (Column("d", "Дата", 12, kind="date"), Column("s", "Статус", 12, kind="status"))
    rows = (
        Row((date(2026, 11, 21), Marked("выполнено", "good"))),
        Row((None, Marked("просрочено", "bad"))),
    )
    sheet = opened(Sheet("Лист", report(*rows, columns=columns))).active

    assert sheet["A4"].is_date
    assert sheet["A4"].number_format == "dd.mm.yyyy"
    assert sheet["A4"].value.date() == date(2026, 11, 21)
    assert [sheet["B4"].value, sheet["B5"].value] == ["выполнено", "просрочено"]
    assert sheet["B4"].fill.start_color.rgb != sheet["B5"].fill.start_color.rgb


def test_the_header_is_frozen_filtered_and_repeated_on_paper() -> None:
    sheet = opened(Sheet("Лист", report(Row(("дело", None)), Row(("другое", None))))).active

    assert [cell.value for cell in sheet[3]] == ["Дело", "День"]
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:B5"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.oddFooter.center.text == "Страница &P из &N"


def test_a_section_spans_the_shown_columns_and_is_bold() -> None:
    columns = (
        Column("a", "А", 10),
        Column("b", "Б", 10),
        Column("id", "id", 10, hidden=True, kind="number"),
    )
    sheet = opened(Sheet("Лист", report(Row(("I. Начало",), "section"), columns=columns))).active

    assert "A4:B4" in {str(area) for area in sheet.merged_cells.ranges}
    assert sheet["A4"].font.bold
    assert sheet.column_dimensions["C"].hidden


def test_headings_of_a_table_that_comes_back_do_not_hinder_sorting() -> None:
    """No spreadsheet sorts rows some of which are merged."""
    rows = (Row(("Начало",), "stage"), Row(("дело", None), id=1), Row(("слово " * 60,), "stage"))
    sheet = opened(Sheet("Лист", report(*rows, title="", subtitle=(), mark="nastavnik/1"))).active

    assert [str(area) for area in sheet.merged_cells.ranges] == ["A5:B5"]
    assert (sheet["A3"].value, sheet["A3"].alignment.wrap_text) == ("Начало", None)
    assert sheet["A3"].fill.start_color.rgb == sheet["B3"].fill.start_color.rgb == "00DDEBF7"


def test_a_step_is_indented_and_a_long_text_makes_its_row_high() -> None:
    rows = (Row(("дело", None)), Row(("шаг", None), indent=1), Row(("слово " * 50, None)))
    sheet = opened(Sheet("Лист", report(*rows))).active

    assert [sheet[f"A{n}"].alignment.indent for n in (4, 5)] == [0, 2]
    assert sheet.row_dimensions[4].height == 18
    assert sheet.row_dimensions[6].height == 13 * 15 + 3


def test_a_fill_in_column_offers_the_list_of_another_sheet() -> None:
    people = report(
        Row(("Куратор",)), Row(("Методист",)),
        title="", subtitle=(), columns=(Column("p", "Кто", 20),), filtered=False,
    )  # fmt: skip
    columns = (Column("w", "Кто", 20, fill_in=True, hint="Выберите", choices_from="Люди: все"),)
    book = opened(Sheet("Лист", report(Row((None,)), columns=columns)), Sheet("Люди: все", people))

    (rule,) = book.worksheets[0].data_validations.dataValidation
    assert (str(rule.sqref), rule.type, rule.formula1) == ("A4", "list", "'Люди  все'!$A$2:$A$3")
    assert (rule.prompt, rule.showErrorMessage) == ("Выберите", False)
    assert book.worksheets[0]["A4"].number_format == "@"
    assert [cell.value for cell in book.worksheets[1]["A"]] == ["Кто", "Куратор", "Методист"]


def test_a_hidden_sheet_is_hidden_and_an_empty_report_opens() -> None:
    book = opened(Sheet("Лист", report()), Sheet("тайна", report(), hidden=True))

    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden"]
    assert book.worksheets[0].auto_filter.ref == "A3:B3"


def test_a_percent_is_a_part_of_one_and_columns_stay_in_sight() -> None:
    columns = (Column("a", "Кто", 20), Column("b", "Доля", 10, kind="percent"))
    found = Report("", (), columns, (Row(("все", 0.83)),), fixed=1)
    sheet = opened(Sheet("Лист", found)).active

    assert (sheet["B2"].value, sheet["B2"].number_format) == (0.83, "0%")
    assert sheet.freeze_panes == "B2"


def test_data_for_a_pivot_table_is_bare_and_keeps_its_days() -> None:
    columns = (Column("a", "Кто", 20), Column("b", "День", 12, kind="date"))
    rows = (Row(("=1+1", date(2026, 10, 5))), Row(("", None)))
    sheet = opened(Sheet("Лист", Report("", (), columns, rows, bare=True))).active

    assert (sheet["A2"].value, sheet["A2"].quotePrefix) == ("=1+1", True)
    assert sheet["B2"].number_format == "dd.mm.yyyy"
    assert sheet["B2"].border.top.style is None
    assert (sheet["A3"].value, sheet.auto_filter.ref) == (None, "A1:B3")
