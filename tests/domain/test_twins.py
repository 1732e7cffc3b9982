"""Equal lines of a roadmap: found by their words, never more than suggested."""

from pathlib import Path

import pytest

from domain.twins.alike import LIKE, Line, alike, has_own_plan, likeness
from imports.child import read_safely_sync
from imports.roadmap import Document

SHARED = Path(__file__).resolve().parents[3] / "shared" / "roadmaps"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Приказ о закреплении пар", "Издание приказа «О закреплении пар/групп» (дважды)"),
        ("Круглый стол по итогам", "Проведение круглого стола по итогам работы"),
        ("Сбор согласий на обработку персональных данных",
         "Сбор согласий на обработку персональных данных участников"),
    ],
)  # fmt: skip
def test_the_same_work_in_other_words(one: str, other: str) -> None:
    assert likeness(Line(1, one), Line(2, other)) >= LIKE
    assert likeness(Line(2, other), Line(1, one)) >= LIKE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Формирование базы данных наставляемых", "Формирование базы данных наставников"),
        ("Первая встреча пары", "Заключительная встреча пары"),
        ("Положение о наставничестве", "Мониторинг наставничества"),
        ("Реализация модели", "Реализация системы"),
    ],
)
def test_different_work_in_like_words(one: str, other: str) -> None:
    assert likeness(Line(1, one), Line(2, other)) == 0.0


def test_the_row_says_for_whom_a_step_is() -> None:
    title = "Сбор согласий на обработку персональных данных"
    mentees = Line(1, title, "Сбор данных о наставляемых")
    mentors = Line(2, title, "Сбор данных о наставниках")

    assert likeness(mentees, mentors) == 0.0
    assert likeness(mentees, Line(3, title)) == 1.0


def test_parts_of_one_row_are_not_equal() -> None:
    lines = [Line(1, "Приказ о парах", row=7), Line(2, "Приказ о парах", row=7)]

    assert alike(lines) == []
    assert alike([*lines, Line(3, "Приказ о парах", row=8)]) == [(1, 3), (2, 3)]


@pytest.mark.parametrize(
    ("term", "own"),
    [
        ("По отдельному плану", True),
        ("по отдельному графику", True),
        ("По плану", True),
        ("Согласно плану ШМС", True),
        ("до 20 мая", False),
        ("По согласованию", False),
        (None, False),
    ],
)
def test_a_term_that_names_a_plan_of_its_own(term: str | None, own: bool) -> None:
    assert has_own_plan(term) is own


def _lines(document: Document) -> list[Line]:
    """A step is known by its row and place: row * 100 + step, both from 1."""
    found: list[Line] = []
    for at, row in enumerate(document.rows, 1):
        around = f"{row.title if row.steps else ''} {row.stage or ''}"
        found += [
            Line(at * 100 + step, text, around, at)
            for step, text in enumerate(row.steps or [row.title], 1)
        ]
    return found


@pytest.mark.skipif(not SHARED.is_dir(), reason="needs ../shared/roadmaps")
@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        # The order on pairs, which the document itself says stands twice.
        ("school26", [(202, 902)]),
        # The two lines of the young specialists' school: almost the same.
        ("lyceum3", [(901, 1001)]),
        ("norilsk", []),
        ("gymnasium166", []),
        ("omsk68", []),
    ],
)
def test_exactly_the_equal_lines_of_the_founding_documents(
    name: str, pairs: list[tuple[int, int]]
) -> None:
    data = (SHARED / f"{name}.docx").read_bytes()
    document = read_safely_sync(data, f"{name}.docx")

    assert alike(_lines(document)) == pairs
