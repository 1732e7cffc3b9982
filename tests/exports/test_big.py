"""Large tables: what a reader finds in the files, and how they are split."""

import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from domain.exporting import Account, What
from domain.named import Named
from domain.names import Style
from domain.ownfiles import OwnFile
from exports.big import making, spool, xlsx
from exports.big.cells import plain
from exports.big.model import Column, Job, Sheet, Table
from imports.ownfiles import own_kind
from texts import export_files

AT = datetime(2026, 10, 5, 7, tzinfo=UTC)
TABLE = Table("people", (Column("person_id", "number"), Column("post"), Column("since", "date")))


def job(*, csv: bool = False) -> Job:
    return Job(
        tables=(TABLE,), place="Школа", first=None, last=None, at=AT, zone="UTC+0", made_by="",
        names="full", csv=csv,
    )  # fmt: skip


def test_every_kind_of_cell_is_read_back(tmp_path: Path) -> None:
    columns = [("A", "number", 9.0), ("B", "text", 9.0), ("C", "date", 9.0),
               ("D", "moment", 9.0), ("E", "time", 9.0), ("F", "number", 9.0)]  # fmt: skip
    moment = datetime(2026, 10, 5, 9, 30)  # noqa: DTZ001 - cells know no zones
    row = (7, "a < b & «ё»\nвторая", date(2026, 10, 5), moment, time(9, 5), 0.75)
    empty = (None,) * 6
    xlsx.write(tmp_path / "a.xlsx", [Sheet("Лист", columns, [row, empty, row])], AT)  # type: ignore[arg-type]

    sheet = load_workbook(tmp_path / "a.xlsx")["Лист"]

    assert [cell.value for cell in sheet[2]] == [
        7, "a < b & «ё»\nвторая", datetime(2026, 10, 5), moment, time(9, 5), 0.75,  # noqa: DTZ001
    ]  # fmt: skip
    assert [cell.value for cell in sheet[3]] == [None] * 6
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:F4")
    assert own_kind((tmp_path / "a.xlsx").read_bytes()) is OwnFile.EXPORT


@pytest.mark.parametrize("text", ["=1+1", "+7", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_what_looks_like_a_formula_stays_text(text: str, tmp_path: Path) -> None:
    xlsx.write(tmp_path / "a.xlsx", [Sheet("Лист", [("A", "text", 9.0)], [(text,)])], AT)

    cell = load_workbook(tmp_path / "a.xlsx")["Лист"]["A2"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)


@given(st.text(max_size=50))
def test_any_text_makes_a_readable_file(text: str) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "a.xlsx"
        xlsx.write(target, [Sheet(text, [(text, "text", 9.0)], [(text,)])], AT)
        book = load_workbook(target)

    assert len(book.worksheets) == 1


def test_parts_are_as_large_as_allowed_and_lose_nothing(tmp_path: Path) -> None:
    for begin in range(0, 1000, 100):
        rows = [(n, f"{n * 7919 % 1009} {n}", date(2026, 9, 1)) for n in range(begin, begin + 100)]
        spool.add(tmp_path, "people", rows)
    whole = making.make(tmp_path, job(), tmp_path)[0].stat().st_size

    made = making.make(tmp_path, job(), tmp_path, limit=whole // 2)

    assert len(made) > 1
    assert max(path.stat().st_size for path in made) <= whole // 2
    found = [
        row[0]
        for path in made
        for row in load_workbook(path)["Люди"].iter_rows(min_row=2, values_only=True)
    ]
    assert found == list(range(1000))
    last = dict(load_workbook(made[-1])["Как считается"].iter_rows(values_only=True))
    assert last["Часть"] == f"{len(made)} из {len(made)}"


def test_a_text_that_is_too_large_is_packed(tmp_path: Path) -> None:
    spool.add(tmp_path, "people", [(n, "слово", None) for n in range(1000)])

    (made,) = making.make(tmp_path, job(csv=True), tmp_path, limit=10_000)

    with zipfile.ZipFile(made) as archive:
        assert archive.namelist() == ["Люди.csv"]


def test_a_table_without_rows_is_a_sheet_too(tmp_path: Path) -> None:
    (made,) = making.make(tmp_path, job(), tmp_path)

    assert load_workbook(made)["Люди"].max_row == 1


def test_choices_names_and_several_in_words() -> None:
    pupil = Named(3, "Козлова Мария Ивановна", pupil=True)

    assert plain(Account.NONE, Style.FULL) == "нет"
    assert (
        plain((Named(1, "Ким Анна"), Named(2, "")), Style.FULL) == "Ким\u00a0Анна, Участник\u00a02"
    )
    assert plain(pupil, Style.FULL) == "Мария\u00a0К."
    assert plain(True, Style.FULL) == "да"


def test_every_table_has_a_name_headings_and_a_meaning() -> None:
    from services.exporting.tables import SOURCES

    for what, source in SOURCES.items():
        assert export_files.NAMES[what.value]
        assert [export_files.HEADINGS[column.key] for column in source.columns]
    keys = [what.value for what in What if what is not What.EVERYTHING]
    assert {line[0] for line in export_files.counting(job(), keys, (1, 1))} >= {
        export_files.NAMES[key] for key in keys
    }
