from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import Period, Slot, parse
from domain.occurrences import LIMIT, OccKind, Occurrence, Open, plan
from domain.worktime import WorkCalendar

YEAR = (date(2026, 9, 1), date(2027, 5, 31))
CAL = WorkCalendar()
TEACHERS = CAL.with_leave((date(2027, 7, 1), date(2027, 8, 24)))


def run(
    kind: str,
    spans: Sequence[Open] = (),
    rule: str | None = None,
    months: Sequence[int] = (),
    *,
    period: tuple[date, date] = YEAR,
    cal: WorkCalendar = CAL,
    from_day: date | None = None,
    slots: Sequence[Slot] = (),
) -> tuple[Occurrence, ...]:
    since = from_day or period[0]
    return plan(kind, spans, rule, months, period=period, cal=cal, from_day=since, slots=slots)


def dues(found: tuple[Occurrence, ...]) -> list[str]:
    return [each.due.isoformat() for each in found]


def test_each_date_is_due_at_its_end_in_order() -> None:
    spans = [
        (date(2027, 5, 1), date(2027, 5, 31)),
        (None, date(2026, 10, 15)),
        (date(2027, 1, 11), None),
        (None, None),
        (None, date(2026, 10, 15)),
    ]

    assert run("dates", spans) == (
        Occurrence(1, OccKind.DUE, None, date(2026, 10, 15)),
        Occurrence(2, OccKind.DUE, date(2027, 1, 11), date(2027, 1, 11)),
        Occurrence(3, OccKind.DUE, date(2027, 5, 1), date(2027, 5, 31)),
    )


def test_named_dates_stay_when_past() -> None:
    spans = [(None, date(2026, 10, 15)), (None, date(2027, 3, 1))]

    for kind, rule in (("dates", None), ("recurring", "yearly")):
        assert dues(run(kind, spans, rule, from_day=date(2027, 1, 1))) == [
            "2026-10-15",
            "2027-03-01",
        ]


def test_several_spans_are_the_occurrences_whatever_the_rule() -> None:
    spans = [(date(y, 5, 1), date(y, 5, 31)) for y in (2023, 2024)]

    assert run("recurring", spans, "yearly", period=(date(2022, 12, 14), date(2024, 12, 31))) == (
        Occurrence(1, OccKind.DUE, date(2023, 5, 1), date(2023, 5, 31)),
        Occurrence(2, OccKind.DUE, date(2024, 5, 1), date(2024, 5, 31)),
    )


def test_one_yearly_date_returns_every_year_of_the_period() -> None:
    found = run(
        "recurring",
        [(None, date(2024, 2, 29))],
        "yearly",
        period=(date(2023, 9, 1), date(2028, 5, 31)),
        from_day=date(2025, 9, 1),
    )

    assert dues(found) == ["2024-02-29", "2026-02-28", "2027-02-28", "2028-02-29"]


def test_yearly_months_are_one_occurrence_a_year() -> None:
    found = run("recurring", (), "yearly", [6, 7], period=(date(2026, 9, 1), date(2028, 6, 15)))

    assert found == (
        Occurrence(1, OccKind.DUE, date(2027, 6, 1), date(2027, 7, 31)),
        Occurrence(2, OccKind.DUE, date(2028, 6, 1), date(2028, 6, 15)),
    )


def test_yearly_months_over_new_year_and_apart() -> None:
    assert dues(run("recurring", (), "yearly", [1, 2, 12])) == ["2027-02-28"]
    assert dues(run("recurring", (), "yearly", [12, 1])) == ["2027-01-31"]
    assert dues(run("recurring", (), "yearly", [9, 2])) == ["2026-09-30", "2027-02-28"]


def test_yearly_alone_is_the_end_of_lessons_or_of_the_period() -> None:
    found = run("recurring", (), "yearly", period=(date(2022, 12, 14), date(2024, 12, 31)))

    assert dues(found) == ["2023-05-31", "2024-05-31", "2024-12-31"]
    assert [each.start and each.start.isoformat() for each in found] == [
        "2022-12-14",
        "2023-08-01",
        "2024-08-01",
    ]


def test_quarterly_closes_with_the_period() -> None:
    found = run("recurring", (), "quarterly")

    assert dues(found) == ["2026-09-30", "2026-12-31", "2027-03-31", "2027-05-31"]


def test_a_rule_that_started_earlier_begins_today() -> None:
    found = run("recurring", (), "quarterly", from_day=date(2027, 1, 1))

    assert [(each.seq, each.due) for each in found] == [
        (1, date(2027, 3, 31)),
        (2, date(2027, 5, 31)),
    ]


def test_monthly_within_its_own_span_and_months() -> None:
    span = [(date(2026, 11, 10), None)]

    assert dues(run("recurring", span, "monthly", from_day=date(2026, 12, 1))) == [
        "2026-12-31",
        "2027-01-31",
        "2027-02-28",
        "2027-03-31",
        "2027-04-30",
        "2027-05-31",
    ]
    assert dues(run("recurring", (), "monthly", [9, 12])) == ["2026-09-30", "2026-12-31"]


def test_weekly_is_every_friday_and_bounded() -> None:
    week = (date(2026, 9, 2), date(2026, 9, 18))
    assert run("recurring", (), "weekly", period=week) == (
        Occurrence(1, OccKind.DUE, date(2026, 9, 2), date(2026, 9, 4)),
        Occurrence(2, OccKind.DUE, date(2026, 9, 7), date(2026, 9, 11)),
        Occurrence(3, OccKind.DUE, date(2026, 9, 14), date(2026, 9, 18)),
    )

    endless = run("recurring", (), "weekly", period=(date(2026, 9, 1), date(2036, 9, 1)))
    assert len(endless) == LIMIT


def test_weekly_on_the_days_that_are_named() -> None:
    fortnight = (date(2026, 9, 2), date(2026, 9, 15))
    slots = [Slot(weekday=0), Slot(weekday=2)]

    found = run("recurring", (), "weekly", period=fortnight, slots=slots)

    assert [(each.start, each.due) for each in found] == [
        (day, day) for day in (date(2026, 9, n) for n in (2, 7, 9, 14))
    ]


def test_weekly_days_hold_in_each_of_several_spans() -> None:
    spans = [(date(2026, 10, 1), date(2026, 10, 14)), (date(2026, 12, 1), date(2026, 12, 8))]

    assert dues(run("recurring", spans, "weekly", [10, 12], slots=[Slot(weekday=1)])) == [
        "2026-10-06",
        "2026-10-13",
        "2026-12-01",
        "2026-12-08",
    ]


@pytest.mark.parametrize(
    ("slots", "expected"),
    [
        ([Slot(first=1, last=5)], ["2027-01-05", "2027-02-05", "2027-03-05"]),
        ([Slot(first=31, last=31)], ["2027-01-31", "2027-02-28"]),
        ([Slot(first=20, last=20), Slot(first=5, last=5)],
         ["2027-01-05", "2027-01-20", "2027-02-05", "2027-02-20", "2027-03-05", "2027-03-20"]),
        ([Slot(weekday=4, n=-1)], ["2027-01-29", "2027-02-26"]),
        ([Slot(weekday=2, n=2)], ["2027-01-13", "2027-02-10", "2027-03-10"]),
        ([Slot(first=-7, last=-1)], ["2027-01-31", "2027-02-28"]),
    ],
)  # fmt: skip
def test_monthly_on_the_days_that_are_named(slots: list[Slot], expected: list[str]) -> None:
    winter = (date(2027, 1, 4), date(2027, 3, 20))

    assert dues(run("recurring", (), "monthly", period=winter, slots=slots)) == expected


def test_a_repeat_after_a_first_date_is_due_on_that_date_first() -> None:
    read = parse("до 15 октября, далее ежемесячно", Period.school_year(2026))

    found = run(read.kind, read.spans, read.rule, read.months, slots=read.slots)

    assert dues(found)[:3] == ["2026-10-15", "2026-11-15", "2026-12-15"]
    assert dues(found)[-1] == "2027-05-15"


@pytest.mark.parametrize(("kind", "rule"), [("continuous", None), ("recurring", "daily")])
def test_lasting_work_is_checked_on_the_last_working_day_of_a_quarter(
    kind: str, rule: str | None
) -> None:
    cal = WorkCalendar(days_off=frozenset({date(2026, 12, 31)}))

    found = run(kind, (), rule, cal=cal, from_day=date(2026, 10, 1))

    assert [each.kind for each in found] == [OccKind.CHECK] * 3
    assert dues(found) == ["2026-12-30", "2027-03-31", "2027-05-31"]


def test_a_few_days_of_a_quarter_are_not_checked_unless_they_are_all() -> None:
    assert dues(run("continuous", period=(date(2026, 9, 25), date(2027, 1, 8)))) == ["2026-12-31"]
    assert dues(run("continuous", period=(date(2026, 9, 25), date(2026, 9, 29)))) == ["2026-09-29"]


def test_conditions_are_asked_about_in_the_middle_of_a_quarter() -> None:
    period = (date(2026, 9, 1), date(2027, 8, 31))

    found = run("on_condition", period=period, cal=TEACHERS)

    assert [each.kind for each in found] == [OccKind.ASK] * 4
    # 15 November 2026 is a Sunday; in August the question waits for the end of the leave.
    assert dues(found) == ["2026-11-16", "2027-02-15", "2027-05-17", "2027-08-25"]


@pytest.mark.parametrize("kind", ["none", "dates", "continuous", "on_condition"])
def test_nothing_to_plan(kind: str) -> None:
    sunday = (date(2026, 9, 6), date(2026, 9, 6))

    assert run(kind, period=sunday) == ()


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValueError, match="period"):
        run("continuous", period=(YEAR[1], YEAR[0]))


DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
SLOTS = st.lists(
    st.builds(Slot, weekday=st.integers(0, 6), n=st.sampled_from([-1, 0, 1, 2, 3, 4]))
    | st.builds(Slot, first=st.integers(-31, 31), last=st.integers(-31, 31)),
    max_size=3,
)
SPANS = st.lists(st.tuples(st.none() | DAYS, st.none() | DAYS), max_size=4)


@given(
    kind=st.sampled_from(["dates", "continuous", "recurring", "on_condition", "none"]),
    spans=SPANS,
    rule=st.sampled_from([None, "yearly", "quarterly", "monthly", "weekly", "daily"]),
    months=st.lists(st.integers(1, 12), max_size=4),
    period=st.tuples(DAYS, DAYS).map(lambda pair: (min(pair), max(pair))),
    from_day=DAYS,
    slots=SLOTS,
)
def test_always_ordered_numbered_and_bounded(
    *,
    kind: str,
    spans: list[Open],
    rule: str | None,
    months: list[int],
    period: tuple[date, date],
    from_day: date,
    slots: list[Slot],
) -> None:
    found = plan(
        kind, spans, rule, months, period=period, cal=TEACHERS, from_day=from_day, slots=slots
    )

    assert [each.seq for each in found] == list(range(1, len(found) + 1))
    assert dues(found) == sorted(dues(found))
    assert len(found) <= LIMIT
    named = {end or start for start, end in spans}
    asked = [each.due for each in found if each.kind is not OccKind.DUE]
    assert all(TEACHERS.is_workday(day) and day >= from_day for day in asked)
    assert all(x.due >= from_day or x.due in named for x in found)
