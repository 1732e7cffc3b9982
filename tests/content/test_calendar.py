from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from content import calendar
from content.calendar import default_calendar, parse
from domain.schoolyear import lessons

TEXT = Path(calendar.__file__).with_name("calendar.toml").read_text(encoding="utf-8")


def test_summer_leave_of_a_calendar_year() -> None:
    assert default_calendar().leave_in(2027) == (date(2027, 7, 1), date(2027, 8, 24))


@pytest.mark.parametrize("year", range(2022, 2032))
def test_quarters_and_breaks_fill_the_year_of_lessons(year: int) -> None:
    parts = [*default_calendar().quarters, *default_calendar().breaks]
    spans = sorted(part.dates(year) for part in parts)

    gaps = [(later[0] - earlier[1]).days for earlier, later in pairwise(spans)]
    assert gaps == [1] * 6
    assert (spans[0][0], spans[-1][1]) == lessons(year)


@pytest.mark.parametrize("year", range(2022, 2032))
def test_trimesters_follow_each_other(year: int) -> None:
    first, second, third = (part.dates(year) for part in default_calendar().trimesters)

    assert second[0] - first[1] == third[0] - second[1] == timedelta(days=1)


@pytest.mark.parametrize(
    ("found", "changed", "complaint"),
    [
        ('end = "10-25"', 'end = "11-05"', "starts before"),
        ('start = "09-01", end = "10-25"', 'start = "10-26", end = "10-25"', "ends before"),
        ('start = "07-01"', 'start = "08-25"', "the leave ends before"),
        ('end = "10-25"', 'end = "10-32"', "day"),
        ('end = "10-25"', 'end = "soon"', "invalid literal"),
        (', end = "10-25"', "", "'end'"),
        ("quarters =", "parts =", "'quarters'"),
        ('    { name = "I триместр", start = "09-01", end = "11-30" },\n', "", "3 parts"),
    ],
)
def test_a_wrong_table_is_refused_with_the_reason(
    found: str, changed: str, complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse(TEXT.replace(found, changed, 1))
