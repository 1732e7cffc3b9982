"""The period of a roadmap that names none."""

from dataclasses import dataclass
from datetime import date

import pytest

from domain.deadlines import Period
from domain.period import envelope, retitled


@dataclass
class Line:
    deadline: str | None


def test_from_the_first_to_the_last_day_with_a_year() -> None:
    rows = [Line("сентябрь 2026"), Line("Постоянно"), Line("май"), Line(None), Line("апрель 2026")]
    assert envelope(rows) == Period(date(2026, 4, 1), date(2026, 9, 30))


def test_an_open_term_gives_its_one_end() -> None:
    assert envelope([Line("до 15 октября 2026"), Line("июнь 2026")]) == Period(
        date(2026, 6, 1), date(2026, 10, 15)
    )


def test_no_dated_rows_no_period() -> None:
    assert envelope([Line("Постоянно"), Line("май"), Line(None)]) is None


@pytest.mark.parametrize(
    ("title", "year", "after"),
    [
        ("План на 2022-2023 учебный год", 2026, "План на 2026-2027 учебный год"),
        ("План на 2022 – 2023 уч. год", 2026, "План на 2026 – 2027 уч. год"),
        ("План на 2022/23 учебный год", 2026, "План на 2026/27 учебный год"),
        ("План на 2022/2023 учебный год", 2026, "План на 2026/2027 учебный год"),
        ("План на 2022–23 учебный год.", 2026, "План на 2026–27 учебный год."),
        ("План с 2022-23.05", 2026, "План с 2022-23.05"),
        ("План по приказу от 14.12.2022", 2026, "План по приказу от 14.12.2022"),
        ("План", 2026, "План"),
    ],
)
def test_the_title_takes_the_years_of_the_new_period(title: str, year: int, after: str) -> None:
    new = Period.school_year(year)

    assert retitled(title, Period.school_year(2022), new) == after
    assert retitled(after, new, Period.school_year(2022)) == title


def test_a_title_without_a_period_before_stays() -> None:
    assert retitled("План на 2022-2023", None, Period.school_year(2026)) == "План на 2022-2023"


def test_calendar_years_in_a_title() -> None:
    years = Period.calendar_years(2022, 2024)
    assert retitled("План 2022–2024", years, Period.school_year(2026)) == "План 2026–2027"
    one = Period.calendar_years(2022, 2022)
    assert retitled("План на 2022 год", one, Period.calendar_years(2026, 2026)) == (
        "План на 2026 год"
    )
