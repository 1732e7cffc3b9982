"""The five real documents give truth.json row for row."""

import json
from pathlib import Path
from typing import Any

import pytest

from domain.deadlines import Period, parse
from domain.period import envelope
from imports import docx, xlsx
from imports.child import read_safely_sync
from imports.roadmap import Document, Row, read
from tests.imports.office import as_odt, as_text

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps"
WORDS = ("section", "stage", "number", "title", "content", "deadline", "result")
FILES = (
    "lyceum3.docx", "lyceum3_split.docx", "school26.docx", "norilsk.docx", "norilsk.xlsx",
    "gymnasium166.docx", "omsk68.docx", "omsk68.xlsx",
)  # fmt: skip

pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/roadmaps")


def truth(file: str) -> dict[str, Any]:
    found = json.loads((SHARED / "truth.json").read_text("utf-8"))["roadmaps"]
    return next(roadmap for roadmap in found if file in roadmap["files"])


def document(file: str) -> Document:
    return read_safely_sync((SHARED / file).read_bytes(), file)


def tidy(value: Any) -> Any:
    if isinstance(value, str):
        return " ".join(value.split())
    return [tidy(part) for part in value] if isinstance(value, list | tuple) else value


def compare(rows: tuple[Row, ...], expected: list[dict[str, Any]]) -> None:
    assert len(rows) == len(expected)
    # Places and keys only: a document of these holds names of staff.
    wrong = [
        (at, key)
        for at, (row, right) in enumerate(zip(rows, expected, strict=True))
        for key in (*WORDS, "steps", "responsible")
        if tidy(getattr(row, key)) != tidy(right[key])
    ]
    assert wrong == []


@pytest.mark.parametrize("file", FILES)
def test_rows_equal_the_truth(file: str) -> None:
    compare(document(file).rows, truth(file)["rows"])


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("kind", ["odt", "csv", "txt"])
def test_saved_in_another_format_it_reads_the_same(file: str, kind: str) -> None:
    reader = docx.read if file.endswith("docx") else xlsx.read
    contents = reader((SHARED / file).read_bytes())
    made = {
        "odt": lambda: as_odt(contents),
        "csv": lambda: as_text(contents, ";").encode("cp1251", "replace"),
        "txt": lambda: as_text(contents, "\t").encode("utf-8-sig"),
    }[kind]()
    compare(read(made, f"карта.{kind}").rows, truth(file)["rows"])


@pytest.mark.parametrize("file", FILES)
def test_days_equal_the_truth(file: str) -> None:
    expected = truth(file)
    found = document(file)
    stated = Period.parse(found.period_label) if found.period_label else None
    period = stated or envelope(found.rows)
    assert period is not None
    assert [str(period.start), str(period.end)] == expected["period"]["dates"]
    read_days = [
        (str(day.kind), [[str(a), str(b)] for a, b in day.spans])
        for day in (parse(row.deadline, period) for row in found.rows)
    ]
    assert read_days == [(row["kind"], row["spans"]) for row in expected["rows"]]


@pytest.mark.parametrize("file", FILES)
def test_heading_equals_the_truth(file: str) -> None:
    expected, found = truth(file), document(file)
    keys = ("title", "organisation", "approval", "columns")
    assert [tidy(getattr(found, key)) for key in keys] == [tidy(expected[key]) for key in keys]
    assert found.period_label == expected["period"]["label"]


@pytest.mark.parametrize("file", ["lyceum3.txt", "norilsk.txt"])
def test_text_dump_with_whole_lines_gives_all_rows(file: str) -> None:
    rows = read((SHARED / file).read_bytes(), file).rows
    expected = truth(file)["rows"]
    assert [(row.section, row.number, row.deadline) for row in rows] == [
        (row["section"], row["number"], row["deadline"]) for row in expected
    ]
