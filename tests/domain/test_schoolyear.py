from datetime import date

from domain.schoolyear import (
    Part,
    label,
    lessons,
    place,
    quarter_end,
    quarter_start,
    quarters,
    school_year,
    year_bounds,
)


def test_the_year_changes_on_the_first_of_august() -> None:
    assert school_year(date(2027, 7, 31)) == 2026
    assert school_year(date(2027, 8, 1)) == 2027
    assert label(2026) == "2026-2027"


def test_bounds() -> None:
    assert year_bounds(2026) == (date(2026, 8, 1), date(2027, 7, 31))
    assert lessons(2026) == (date(2026, 9, 1), date(2027, 5, 31))


def test_month_and_day_fall_into_the_right_half() -> None:
    assert place((9, 1), 2026) == date(2026, 9, 1)
    assert place((5, 31), 2026) == date(2027, 5, 31)


def test_a_part_may_end_with_february() -> None:
    winter = Part("w", (12, 1), (2, 29))

    assert winter.dates(2026) == (date(2026, 12, 1), date(2027, 2, 28))
    assert winter.dates(2027) == (date(2027, 12, 1), date(2028, 2, 29))


def test_calendar_quarters() -> None:
    assert quarter_start(date(2026, 11, 21)) == date(2026, 10, 1)
    assert quarter_end(date(2027, 2, 1)) == date(2027, 3, 31)
    assert list(quarters(date(2026, 12, 31), date(2027, 4, 1))) == [
        (date(2026, 10, 1), date(2026, 12, 31)),
        (date(2027, 1, 1), date(2027, 3, 31)),
        (date(2027, 4, 1), date(2027, 6, 30)),
    ]
