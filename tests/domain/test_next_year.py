"""A school year later: periods, days and the years that terms name."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import Kind, Period, Span, parse
from domain.next_year import in_phrase, period_after, shifted, years, years_ahead
from domain.schoolyear import month_end

SCHOOL = Period.school_year(2026)
DAYS = st.dates(date(2000, 1, 1), date(2090, 12, 31))


def works(day: date) -> bool:
    return day.weekday() < 5


@pytest.mark.parametrize(
    ("period", "today", "ahead", "after"),
    [
        (SCHOOL, date(2027, 5, 3), 1, Period.school_year(2027)),
        (SCHOOL, date(2026, 10, 5), 1, Period.school_year(2027)),
        # What was left running for years goes on now, not in the past.
        (SCHOOL, date(2029, 10, 5), 3, Period.school_year(2029)),
        (Period.calendar_years(2022, 2024), date(2024, 12, 1), 3,
         Period.calendar_years(2025, 2027)),
        (Period(date(2026, 9, 1), date(2028, 2, 28)), date(2027, 1, 1), 2,
         Period(date(2028, 9, 1), date(2030, 2, 28))),
    ],
)  # fmt: skip
def test_the_next_period_begins_when_this_one_is_over(
    period: Period, today: date, ahead: int, after: Period
) -> None:
    assert years_ahead(period, today) == ahead
    assert period_after(period, ahead) == after


@pytest.mark.parametrize(
    ("period", "said"),
    [
        (SCHOOL, "2026/27"),
        (Period.school_year(2099), "2099/00"),
        (Period.calendar_years(2022, 2024), "2022–2024"),
        (Period.calendar_years(2026, 2026), "2026"),
        (Period.calendar_years(2026, 2027), "2026–2027"),
    ],
)
def test_years_are_said_as_people_say_them(period: Period, said: str) -> None:
    assert years(period) == said


@pytest.mark.parametrize(
    ("span", "later"),
    [
        # Months stay months, leap years and weekends or not.
        ((date(2027, 2, 1), date(2027, 2, 28)), (date(2028, 2, 1), date(2028, 2, 29))),
        ((None, date(2026, 10, 31)), (None, date(2027, 10, 31))),
        # A Friday that becomes a Saturday: the term must not get longer.
        ((None, date(2026, 10, 9)), (None, date(2027, 10, 8))),
        ((date(2026, 10, 9), date(2026, 10, 9)), (date(2027, 10, 8), date(2027, 10, 8))),
        # A Saturday was chosen on purpose.
        ((None, date(2026, 10, 10)), (None, date(2027, 10, 10))),
        ((date(2026, 10, 5), None), (date(2027, 10, 5), None)),
        # The second of a month that falls on a Sunday stays in its month.
        ((None, date(2026, 11, 2)), (None, date(2027, 11, 2))),
        ((None, date(2027, 4, 2)), (None, date(2028, 4, 2))),
    ],
)
def test_days_keep_their_rule(span: Span, later: Span) -> None:
    assert shifted(Kind.DATES, (span,), 1, works) == (later,)


def test_what_lasts_keeps_its_days() -> None:
    span = (date(2026, 10, 9), date(2027, 5, 21))

    assert shifted(Kind.CONTINUOUS, (span,), 1, works) == ((date(2027, 10, 9), date(2028, 5, 21)),)


@given(DAYS, DAYS, st.integers(1, 5))
def test_a_span_never_turns_round_and_stays_in_its_month(
    one: date, other: date, ahead: int
) -> None:
    start, end = min(one, other), max(one, other)

    ((first, last),) = shifted(Kind.DATES, ((start, end),), ahead, works)

    assert first is not None
    assert last is not None
    assert first <= last
    assert (last.year, last.month) == (end.year + ahead, end.month)
    assert end != month_end(end) or last == month_end(last)


@pytest.mark.parametrize(
    ("phrase", "later"),
    [
        ("Октябрь 2026", "Октябрь 2027"),
        ("до 15.10.2026", "до 15.10.2027"),
        ("до 15.10.26", "до 15.10.27"),
        ("2026-2027 учебный год", "2027-2028 учебный год"),
        ("2026/27 учебный год", "2027/28 учебный год"),
        ("с 01.09.2026 по 31.05.2027", "с 01.09.2027 по 31.05.2028"),
        ("Ежегодно, май 2023, май 2024", "Ежегодно, май 2024, май 2025"),
        ("По отдельному плану", "По отдельному плану"),
        ("Приказ № 2026 от 5 мая", "Приказ № 2026 от 5 мая"),
    ],
)
def test_all_years_of_a_term_move_on(phrase: str, later: str) -> None:
    assert in_phrase(phrase, 1) == later


@given(st.dates(date(2001, 1, 1), date(2090, 12, 31)), st.integers(1, 5))
def test_a_day_in_words_means_the_same_day_later(day: date, ahead: int) -> None:
    if (day.month, day.day) == (2, 29):
        return
    later = parse(in_phrase(f"до {day:%d.%m.%Y}", ahead))

    assert later.spans == ((None, day.replace(year=day.year + ahead)),)
