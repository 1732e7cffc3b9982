"""Terms that were over when the roadmap came, and the same terms a school year later."""

from datetime import date

import pytest

from domain.deadlines import Kind, Period, Rule
from domain.past import is_past, last_day, moved, target_year

TODAY = date(2026, 10, 5)
PERIOD = Period.school_year(2026)
OLD = Period.calendar_years(2022, 2024)


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2026, 8, 1), 2026),
        (date(2026, 10, 5), 2026),
        (date(2027, 5, 31), 2026),
        (date(2027, 6, 1), 2027),
        (date(2027, 7, 31), 2027),
    ],
)
def test_the_year_to_work_in_has_lessons_left(today: date, year: int) -> None:
    assert target_year(today) == year


@pytest.mark.parametrize(
    ("kind", "spans", "rule", "period", "past"),
    [
        (Kind.DATES, [(date(2026, 9, 1), date(2026, 10, 4))], None, PERIOD, True),
        (Kind.DATES, [(date(2026, 9, 1), TODAY)], None, PERIOD, False),
        (Kind.DATES, [(None, date(2026, 9, 1)), (None, date(2027, 5, 1))], None, PERIOD, False),
        (Kind.DATES, [(date(2022, 9, 1), None)], None, OLD, True),
        (Kind.DATES, [(date(2022, 9, 1), None)], None, None, False),
        (Kind.RECURRING, [(None, date(2026, 6, 1))], Rule.YEARLY, PERIOD, False),
        (Kind.RECURRING, [(None, date(2023, 6, 1))], Rule.YEARLY, OLD, True),
        (Kind.NONE, [], None, OLD, True),
        (Kind.ON_CONDITION, [], None, PERIOD, False),
        (Kind.NONE, [], None, None, False),
    ],
)
def test_a_term_is_over_when_all_of_it_is(
    kind: Kind, spans: list, rule: Rule | None, period: Period | None, past: bool
) -> None:
    assert is_past(kind, spans, rule, period=period, today=TODAY) is past


def test_the_last_day_is_the_latest_of_all() -> None:
    spans = [(None, date(2026, 12, 31)), (None, date(2026, 10, 1))]

    assert last_day(Kind.DATES, spans, None, PERIOD) == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("kind", "spans", "expected"),
    [
        (
            Kind.DATES,
            [(date(2022, 12, 1), date(2022, 12, 31)), (date(2023, 9, 1), date(2023, 9, 30))],
            [(date(2026, 9, 1), date(2026, 9, 30)), (date(2026, 12, 1), date(2026, 12, 31))],
        ),
        (
            Kind.RECURRING,
            [(date(2023, 5, 1), date(2023, 5, 31)), (date(2024, 5, 1), date(2024, 5, 31))],
            [(date(2027, 5, 1), date(2027, 5, 31))],
        ),
        (Kind.DATES, [(None, date(2024, 2, 29))], [(None, date(2027, 2, 28))]),
        (Kind.DATES, [(date(2023, 2, 1), date(2023, 2, 28))],
         [(date(2027, 2, 1), date(2027, 2, 28))]),
        (Kind.DATES, [(date(2022, 1, 1), date(2024, 12, 31))],
         [(date(2026, 9, 1), date(2027, 5, 31))]),
        (Kind.CONTINUOUS, [(date(2022, 9, 1), date(2022, 10, 1))],
         [(date(2026, 9, 1), date(2027, 5, 31))]),
        (Kind.NONE, [], []),
    ],
)  # fmt: skip
def test_moved_terms_keep_their_months(kind: Kind, spans: list, expected: list) -> None:
    assert moved(kind, spans, 2026) == tuple(expected)


def test_february_gets_its_last_day_in_a_leap_year() -> None:
    assert moved(Kind.DATES, [(None, date(2023, 2, 28))], 2027) == ((None, date(2028, 2, 29)),)
