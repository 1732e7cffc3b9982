from datetime import date

from domain.deadlines import SchoolCalendar
from domain.schoolyear import Part
from domain.schoolyear import SchoolCalendar as Usual
from domain.stretches import Stretch, Unit, stretches

PARTS = (
    Part("1", (9, 1), (10, 25)), Part("2", (11, 5), (12, 28)),
    Part("3", (1, 10), (3, 20)), Part("4", (3, 30), (5, 31)),
)  # fmt: skip
USUAL = SchoolCalendar(usual=Usual(PARTS, (), (), ((7, 1), (8, 25))))
LAUNCHED = date(2026, 10, 5)


def test_periods_of_a_day_in_the_middle_of_the_year() -> None:
    assert stretches(date(2027, 3, 25), USUAL, LAUNCHED) == [
        Stretch(Unit.MONTH, date(2027, 3, 1), date(2027, 3, 31)),
        Stretch(Unit.MONTH, date(2027, 2, 1), date(2027, 2, 28)),
        Stretch(Unit.TERM, date(2027, 1, 10), date(2027, 3, 20), 3),
        Stretch(Unit.QUARTER, date(2027, 1, 1), date(2027, 3, 31), 1),
        Stretch(Unit.HALF, date(2027, 1, 1), date(2027, 5, 31), 2),
        Stretch(Unit.YEAR, date(2026, 9, 1), date(2027, 5, 31)),
        Stretch(Unit.ALL, LAUNCHED, date(2027, 3, 25)),
    ]


def test_in_the_first_days_of_a_month_the_last_one_comes_first() -> None:
    found = stretches(date(2026, 11, 10), USUAL, LAUNCHED)

    assert [one.first for one in found[:2]] == [date(2026, 10, 1), date(2026, 11, 1)]
    assert found[2] == Stretch(Unit.TERM, date(2026, 11, 5), date(2026, 12, 28), 2)


def test_nothing_is_offered_that_was_over_before_the_launch() -> None:
    found = stretches(date(2026, 10, 7), USUAL, LAUNCHED)

    assert found[0] == Stretch(Unit.MONTH, date(2026, 10, 1), date(2026, 10, 31))
    assert [one.unit for one in found].count(Unit.MONTH) == 1


def test_a_school_counts_by_its_own_quarters() -> None:
    own = SchoolCalendar(quarters=((date(2026, 9, 1), date(2026, 10, 30)),), usual=USUAL.usual)

    found = [one for one in stretches(date(2026, 12, 1), own, LAUNCHED) if one.unit is Unit.TERM]

    assert found == [Stretch(Unit.TERM, date(2026, 9, 1), date(2026, 10, 30), 1)]


def test_in_august_the_new_year_has_not_begun() -> None:
    found = stretches(date(2026, 8, 20), USUAL, date(2026, 8, 1))

    assert {one.unit for one in found} == {Unit.MONTH, Unit.QUARTER, Unit.ALL}
